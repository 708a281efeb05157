//! What would somebody write in a mail about the results? The findings as plain text.

use super::comparison::{incumbent, standings, verdict};
use super::contested::{Change, rivals, told_changes};
use super::cost_curves::Subject;
use super::sentences::{names, pays_back, ruled_out};
use super::{finding_text, risk_text, text};
use crate::analysis::curve::Measure;
use crate::analysis::findings::findings;
use crate::analysis::monte_carlo::{Simulation, VolumeChoice, is_certain};
use crate::analysis::risk_findings::{RiskFinding, at_volume};
use crate::analysis::savings::Payback;
use crate::model::Scenario;
use crate::model::route::ItemState;
use crate::model::scenario::Decision;

/// How many changes of the winner are told.
const TOLD: usize = 8;

/// The results as text for a mail: who is cheapest at the volumes of interest and where that changes, the
/// answer at `volume` with what it saves, how sure that is where the draws are given (with the place of
/// `volume` among their volumes), and what to mind.
#[must_use]
pub fn summary(
    subject: &Subject,
    paybacks: &[Option<Payback>],
    drawn: Option<(&Simulation, usize)>,
    volume: u64,
) -> String {
    let scenario = subject.scenario;
    let mut lines = vec![text::name(&scenario.title), String::new()];
    let likely = if is_certain(scenario) { "" } else { " with likely figures" };
    lines.push(format!("Cheapest{likely}, cost of an accepted part in {}, everything included:", scenario.currency));
    lines.extend(
        scenario
            .volumes
            .iter()
            .map(|&volume| bullet(&format!("{}: {}", text::parts(volume), cheapest_at(subject, volume)))),
    );
    lines.push(String::new());
    lines.push("Where the answer changes:".to_owned());
    lines.extend(changes(subject).iter().map(|line| bullet(line)));
    lines.push(String::new());
    lines.push(format!("At {}{likely}:", text::parts(volume)));
    lines.extend(answer(subject, paybacks, drawn, volume).iter().map(|line| bullet(line)));
    if let Some((simulation, index)) = drawn {
        let found = at_volume(scenario, simulation, index, VolumeChoice::Fixed(volume));
        // That the draws have another winner stands beside the answer itself.
        let rest = found.iter().filter(|finding| !matches!(finding, RiskFinding::WinnersDiffer { .. }));
        let said = rest.map(|finding| risk_text::sentence(finding, scenario));
        section(&mut lines, "How sure that is:", &said.collect::<Vec<_>>());
    }
    let found = findings(scenario, subject.case, volume);
    let minded = found.iter().map(|finding| finding_text::sentence(finding, scenario, volume));
    section(&mut lines, "To mind:", &minded.collect::<Vec<_>>());
    section(&mut lines, "Still to be answered:", &open_questions(scenario));
    section(&mut lines, "Decision:", &decision(&scenario.decision));
    lines.join("\n") + "\n"
}

/// The questions of the checklists that wait for an answer, and how many have not been asked.
fn open_questions(scenario: &Scenario) -> Vec<String> {
    let mut said = Vec::new();
    for route in &scenario.routes {
        let name = text::name(&route.name);
        let of = |state: ItemState| route.checklist.iter().filter(move |question| question.state == state);
        said.extend(of(ItemState::Asked).map(|question| {
            let note =
                if question.note.is_empty() { String::new() } else { format!(" ({})", text::shown(&question.note)) };
            format!("{name}: {}{note}", text::name(&question.item))
        }));
        said.extend(match of(ItemState::NotStated).count() {
            0 => None,
            1 => Some(format!("{name}: 1 question not asked yet")),
            count => Some(format!("{name}: {count} questions not asked yet")),
        });
    }
    said
}

/// Who decides by when, and why it was decided so; nothing where nobody said.
fn decision(decision: &Decision) -> Vec<String> {
    let by =
        if decision.decide_by.is_empty() { String::new() } else { format!(" by {}", text::date(&decision.decide_by)) };
    let owner = if decision.owner.is_empty() { "to be decided".to_owned() } else { text::name(&decision.owner) };
    let mut said = Vec::new();
    if !(decision.owner.is_empty() && by.is_empty()) {
        said.push(format!("{owner}{by}"));
    }
    let paragraphs = decision.rationale.lines().map(str::trim).filter(|line| !line.is_empty());
    said.extend(paragraphs.map(text::shown));
    said
}

fn bullet(line: &str) -> String {
    format!("- {line}")
}

/// A heading and its lines; nothing where there is no line.
fn section(lines: &mut Vec<String>, heading: &str, said: &[String]) {
    if !said.is_empty() {
        lines.extend([String::new(), heading.to_owned()]);
        lines.extend(said.iter().map(|line| bullet(line)));
    }
}

/// "Boutique specialist, 326; Contract manufacturer next, +278 %".
fn cheapest_at(subject: &Subject, volume: u64) -> String {
    let standings = standings(subject, Measure::Unit, 1.0, volume);
    let Some(verdict) = verdict(&standings, incumbent(subject)) else {
        return "no route competes".to_owned();
    };
    let winner = names(subject.scenario, &verdict.cheapest);
    let next = verdict.runner_up.and_then(|(second, _)| standings.iter().find(|it| it.route == second));
    let next = next.map_or_else(String::new, |second| {
        format!("; {} next, {}", names(subject.scenario, &[second.route]), text::excess(second.excess))
    });
    format!("{winner}, {}{next}", text::cost(verdict.value))
}

fn changes(subject: &Subject) -> Vec<String> {
    let crossovers = &subject.envelope.crossovers;
    let told = told_changes(crossovers);
    if told.is_empty() {
        let (from, to) = subject.scenario.range;
        return vec![format!("nowhere from {} to {}", text::volume(from), text::parts(to))];
    }
    let mut lines: Vec<String> = told.iter().take(TOLD).filter_map(|change| change_said(subject, *change)).collect();
    if told.len() > TOLD {
        lines.push(format!("and {} more", told.len() - TOLD));
    }
    lines
}

fn change_said(subject: &Subject, change: Change) -> Option<String> {
    let these = change.of(&subject.envelope.crossovers);
    let (first, last) = (these.first()?, these.last()?);
    let name = |routes: &[usize]| names(subject.scenario, routes);
    let cause = finding_text::causes(these.iter().map(|crossover| crossover.cause));
    Some(if change.is_zone() {
        let (from, to) = (text::volume(first.volume), text::parts(last.volume));
        format!("{from} to {to}: {} changes between {} ({cause})", these.len(), name(&rivals(these)))
    } else {
        format!(
            "from {}: {} instead of {} ({cause})",
            text::parts(first.volume),
            name(&first.after),
            name(&first.before)
        )
    })
}

/// Who wins at the volume, by how much, who does so on average where that is another, what that saves and from
/// where on.
fn answer(
    subject: &Subject,
    paybacks: &[Option<Payback>],
    drawn: Option<(&Simulation, usize)>,
    volume: u64,
) -> Vec<String> {
    let standings = standings(subject, Measure::Unit, 1.0, volume);
    let mut lines = vec![cheapest_at(subject, volume)];
    if let Some(unable) = ruled_out(subject.scenario, &standings) {
        lines.push(unable);
        return lines;
    }
    let Some(verdict) = verdict(&standings, incumbent(subject)) else { return lines };
    lines.extend(drawn.and_then(|(simulation, index)| {
        let (points, samples) = (simulation.points.get(index)?, simulation.samples);
        let other = risk_text::on_average(subject.scenario, &verdict.cheapest, points, samples)?;
        let other = other.strip_prefix("On average").map_or_else(|| other.clone(), |rest| format!("on average{rest}"));
        Some(format!("but {other}"))
    }));
    lines.extend(verdict.saving.map(|(against, amount)| {
        let other = names(subject.scenario, &[against]);
        let today = if incumbent(subject) == Some(against) { ", today's route" } else { "" };
        format!("saves {} {} in all against {other}{today}", text::rounded(amount, 3), subject.scenario.currency)
    }));
    let paid_back = verdict.cheapest.first().and_then(|winner| *paybacks.get(*winner)?);
    lines.extend(paid_back.map(|payback| pays_back(payback, subject.scenario.range).to_lowercase()));
    lines
}
