//! What should a decision-maker know? The answer at the volume line, where it changes, what to mind.

use eframe::egui::{CornerRadius, Frame, Margin, RichText, ScrollArea, Ui, vec2};

use crate::analysis::findings::{Finding, findings};
use crate::analysis::savings::Payback;
use crate::charts::comparison::{Verdict, incumbent, standings, verdict};
use crate::charts::contested::{Change, rivals, told_changes};
use crate::charts::cost_curves::Subject;
use crate::charts::look::looks;
use crate::charts::{finding_text, sentences, text};
use crate::model::Scenario;
use crate::session::{Command, Results};
use crate::ui::theme::{self, GRID, Palette};
use crate::ui::view::View;

/// How many changes are listed.
const LISTED: usize = 8;

/// Draws the findings panel.
pub fn findings_ui(ui: &mut Ui, scenario: &Scenario, results: &Results, view: &mut View, _commands: &mut Vec<Command>) {
    let subject = Subject { scenario, case: &results.case, envelope: &results.envelope };
    ScrollArea::vertical().id_salt("findings").auto_shrink([false, false]).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = GRID;
        let told = answer_ui(ui, &subject, &results.paybacks, view);
        changes_ui(ui, &subject, view);
        warnings_ui(ui, &subject, view.volume, &told);
    });
}

/// A small heading with room above it.
fn heading_ui(ui: &mut Ui, text: &str) {
    ui.add_space(3.0 * GRID);
    caption_ui(ui, text);
}

fn caption_ui(ui: &mut Ui, text: &str) {
    let colour = Palette::of(ui).text_weak;
    ui.label(RichText::new(text).font(theme::semibold(theme::CAPTION)).color(colour));
}

/// Draws the answer, and returns the warning in it, if any.
fn answer_ui(ui: &mut Ui, subject: &Subject, paybacks: &[Option<Payback>], view: &View) -> String {
    let palette = Palette::of(ui);
    let factor = match view.measure {
        crate::analysis::curve::Measure::Unit => f64::from(view.per),
        crate::analysis::curve::Measure::Total => 1.0,
    };
    caption_ui(ui, &format!("At {}", text::parts(view.volume)));
    let standings = standings(subject, view.measure, factor, view.volume);
    let Some(verdict) = verdict(&standings, incumbent(subject)) else {
        ui.label(RichText::new("No route competes at this volume.").color(palette.text_secondary));
        return String::new();
    };
    let looks = looks(subject.scenario);
    let colour = verdict.cheapest.first().and_then(|route| looks.get(*route)).map(|look| palette.route_text(*look));
    let figure = RichText::new(text::cost(verdict.value)).font(theme::semibold(theme::FIGURE));
    ui.label(figure.color(colour.unwrap_or(palette.text)));
    let unable = sentences::ruled_out(subject.scenario, &standings);
    if let Some(unable) = &unable {
        card_ui(ui, unable);
    }
    // What cannot be made saves nothing.
    let count = if unable.is_some() { 1 } else { 3 };
    for line in answer_lines(subject, view, &verdict, paybacks).into_iter().take(count) {
        ui.label(RichText::new(line).font(theme::regular(theme::BODY)).color(palette.text_secondary));
    }
    unable.unwrap_or_default()
}

/// Who it is, by how much, what that saves, and from where on.
fn answer_lines(subject: &Subject, view: &View, verdict: &Verdict, paybacks: &[Option<Payback>]) -> Vec<String> {
    let name = |route: usize| sentences::names(subject.scenario, &[route]);
    let winner = sentences::names(subject.scenario, &verdict.cheapest);
    let first = match verdict.runner_up {
        Some((second, gap)) => format!("{winner} · {} under {}", text::rounded(gap, 2), name(second)),
        None => winner,
    };
    let saving = verdict.saving.map(|(against, amount)| {
        let today = if incumbent(subject) == Some(against) { "today's route" } else { &*name(against) };
        format!("Saves {} over {} against {today}", text::rounded(amount, 3), text::parts(view.volume))
    });
    let paid_back = verdict.cheapest.first().and_then(|winner| *paybacks.get(*winner)?);
    let paid_back = paid_back.map(|payback| sentences::pays_back(payback, subject.scenario.range));
    std::iter::once(first).chain(saving).chain(paid_back).collect()
}

fn changes_ui(ui: &mut Ui, subject: &Subject, view: &mut View) {
    let crossovers = &subject.envelope.crossovers;
    heading_ui(ui, "Where the answer changes");
    let changes = told_changes(crossovers);
    if changes.is_empty() {
        let (from, to) = subject.scenario.range;
        let line = format!("Nowhere from {} to {}.", text::volume(from), text::parts(to));
        ui.label(RichText::new(line).color(Palette::of(ui).text_secondary));
    }
    for change in changes.iter().take(LISTED) {
        ui.push_id(change.first, |ui| change_ui(ui, subject, *change, view));
    }
    if changes.len() > LISTED {
        let line = format!("and {} more", changes.len() - LISTED);
        ui.label(RichText::new(line).font(theme::regular(theme::LABEL)).color(Palette::of(ui).text_weak));
    }
}

/// One change: its volume, which moves the volume line there, and what happens.
fn change_ui(ui: &mut Ui, subject: &Subject, change: Change, view: &mut View) {
    let palette = Palette::of(ui);
    let these = change.of(&subject.envelope.crossovers);
    let (Some(first), Some(last)) = (these.first(), these.last()) else { return };
    let name = |routes: &[usize]| sentences::names(subject.scenario, routes);
    let (at, what) = if these.len() == 2 && first.before == last.after {
        let at = format!("{} – {}", text::volume(first.volume), text::volume(last.volume - 1));
        (at, format!("{} in between", name(&first.after)))
    } else if change.is_zone() {
        let at = format!("{} – {}", text::volume(first.volume), text::volume(last.volume));
        (at, format!("{} changes between {}", these.len(), name(&rivals(these))))
    } else {
        (text::volume(first.volume), name(&first.after))
    };
    let cause = finding_text::causes(these.iter().map(|crossover| crossover.cause));
    ui.spacing_mut().interact_size.y = 0.0;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(GRID, 0.0);
        let link = RichText::new(at).font(theme::semibold(theme::LABEL)).color(palette.accent);
        if ui.link(link).on_hover_text("Move the volume line here").clicked() {
            view.volume = first.volume;
        }
        let text = RichText::new(format!("{what}: {cause}")).font(theme::regular(theme::LABEL));
        ui.label(text.color(palette.text_secondary));
    });
}

/// Draws what to mind, but for what has been told already.
fn warnings_ui(ui: &mut Ui, subject: &Subject, volume: u64, told: &str) {
    let palette = Palette::of(ui);
    let found = findings(subject.scenario, subject.case, volume);
    let (general, about_routes): (Vec<&Finding>, Vec<&Finding>) =
        found.iter().partition(|finding| matches!(finding, Finding::Unsourced { .. }));
    if !found.is_empty() {
        heading_ui(ui, "Mind");
    }
    for finding in about_routes {
        let sentence = finding_text::sentence(finding, subject.scenario, volume);
        if !told.contains(&sentence) {
            card_ui(ui, &sentence);
        }
    }
    for finding in general {
        let sentence = finding_text::sentence(finding, subject.scenario, volume);
        ui.label(RichText::new(sentence).font(theme::regular(theme::LABEL)).color(palette.text_secondary));
    }
}

fn card_ui(ui: &mut Ui, sentence: &str) {
    let palette = Palette::of(ui);
    let frame = Frame::new()
        .fill(palette.warning_fill)
        .corner_radius(CornerRadius::same(theme::RADIUS))
        .inner_margin(Margin::symmetric(10, 8));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(sentence).font(theme::regular(theme::LABEL)).color(palette.warning));
    });
    ui.add_space(GRID);
}
