//! What should a decision-maker know? The answer at the volume line, where it changes, what to mind.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    CornerRadius, CursorIcon, Frame, Margin, Rect, RichText, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};

use crate::analysis::findings::{Finding, findings};
use crate::analysis::monte_carlo::{PointSummary, VolumeChoice};
use crate::analysis::risk_findings::{RiskFinding, at_volume};
use crate::analysis::savings::Payback;
use crate::charts::chase_first::{Chase, chase_first};
use crate::charts::comparison::{Standing, Verdict, incumbent, standings, verdict};
use crate::charts::contested::{Change, rivals, told_changes};
use crate::charts::cost_curves::Subject;
use crate::charts::look::looks;
use crate::charts::{finding_text, risk_curves, risk_text, sentences, text};
use crate::model::Scenario;
use crate::session::{Command, Results};
use crate::ui::charts::heading::OUTDATED;
use crate::ui::theme::{self, GRID, Palette};
use crate::ui::view::View;
use crate::ui::widgets::{elided, in_lines, sentence_ui, sought};

/// Height of a number worth chasing.
const CHASE: f32 = 24.0;
/// How many changes are listed.
const LISTED: usize = 8;

/// Room on the right, in points, for the bar that appears under the pointer: it must not cover figures.
pub const BESIDE: i8 = 10;

/// Draws the findings panel.
pub fn findings_ui(ui: &mut Ui, scenario: &Scenario, results: &Results, view: &mut View, commands: &mut Vec<Command>) {
    let subject = Subject { scenario, case: &results.case, envelope: &results.envelope };
    ScrollArea::vertical().id_salt("findings").auto_shrink([false, false]).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - f32::from(BESIDE));
        ui.spacing_mut().item_spacing.y = GRID;
        stopped_ui(ui, results, view, commands);
        let told = answer_ui(ui, &subject, results, view);
        how_sure_ui(ui, &subject, results, view.volume);
        chase_first_ui(ui, &subject, results, view);
        changes_ui(ui, &subject, view);
        warnings_ui(ui, &subject, view.volume, &told);
        ui.add_space(2.0 * GRID);
        if ui.button(Command::CopySummary.label()).on_hover_text(Command::CopySummary.tooltip()).clicked() {
            commands.push(Command::CopySummary);
        }
    });
}

/// A small heading with room above it.
fn heading_ui(ui: &mut Ui, text: &str) {
    ui.add_space(3.0 * GRID);
    caption_ui(ui, text);
}

fn caption_ui(ui: &mut Ui, text: &str) {
    let colour = Palette::of(ui).text_weak;
    sentence_ui(ui, text, theme::semibold(theme::CAPTION), colour);
}

/// Draws the answer, and returns the warning in it, if any.
fn answer_ui(ui: &mut Ui, subject: &Subject, results: &Results, view: &mut View) -> String {
    let palette = Palette::of(ui);
    let factor = match view.measure {
        crate::analysis::curve::Measure::Unit => f64::from(view.per),
        crate::analysis::curve::Measure::Total => 1.0,
    };
    let likely = if results.uncertain { ", with likely figures" } else { "" };
    caption_ui(ui, &format!("At {}{likely}", text::parts(view.volume)));
    let standings = standings(subject, view.measure, factor, view.volume);
    let Some(verdict) = verdict(&standings, incumbent(subject)) else {
        ui.label(RichText::new("No route competes at this volume.").color(palette.text_secondary));
        return String::new();
    };
    let unable = figure_ui(ui, subject, &standings, &verdict);
    // What cannot be made is under nothing, and saves nothing.
    let count = if unable.is_some() { 0 } else { 3 };
    let lines = answer_lines(subject, view, &verdict, &results.paybacks).into_iter().take(count);
    for (index, line) in lines.enumerate() {
        let (font, colour) = (theme::regular(theme::BODY), palette.text_secondary);
        match verdict.runner_up.filter(|_| index == 0) {
            Some((second, _)) => {
                let name = sentences::names(subject.scenario, &[second]);
                let gap = ui.link(RichText::new(text::unbroken(&line)).font(font).color(colour));
                gap.widget_info(|| WidgetInfo::labeled(Role::Link, true, &line));
                let gap = gap.on_hover_text(format!("What would {name} have to offer?"));
                if gap.clicked() {
                    view.ask(subject.scenario, second, view.volume, gap.rect.left_bottom());
                }
            }
            None => drop(sentence_ui(ui, &line, font, colour)),
        }
        if index == 0 && unable.is_none() {
            on_average_ui(ui, subject, results, &verdict, view.volume);
        }
    }
    unable.unwrap_or_default()
}

/// Draws what the answer costs: what cannot be made is none. Returns why the cheapest cannot, if it cannot.
fn figure_ui(ui: &mut Ui, subject: &Subject, standings: &[Standing], verdict: &Verdict) -> Option<String> {
    let palette = Palette::of(ui);
    let unable = sentences::ruled_out(subject.scenario, standings);
    let able = unable.as_ref().and_then(|_| sentences::cheapest_able(subject.scenario, standings));
    let cheapest = (verdict.cheapest.first().copied(), verdict.value);
    let (route, value) = able.map_or(cheapest, |able| (Some(able.route), able.value));
    let look = route.and_then(|route| looks(subject.scenario).get(route).copied());
    let figure = RichText::new(text::cost(value)).font(theme::semibold(theme::FIGURE));
    ui.label(figure.color(look.map_or(palette.text, |look| palette.route_text(look))));
    if let Some(able) = able {
        let name = sentences::names(subject.scenario, &[able.route]);
        let said = format!("{name} · the cheapest that can make the part");
        sentence_ui(ui, &said, theme::regular(theme::BODY), palette.text_secondary);
    }
    if let Some(unable) = &unable {
        card_ui(ui, unable);
    }
    unable
}

/// Where the draws have another winner than the likely figures, that, right beside the answer.
fn on_average_ui(ui: &mut Ui, subject: &Subject, results: &Results, verdict: &Verdict, volume: u64) {
    let Some((points, is_fresh)) = results.points_at(volume).filter(|_| results.uncertain) else { return };
    let samples = results.samples_at(volume);
    if let Some(said) = risk_text::on_average(subject.scenario, &verdict.cheapest, &points, samples) {
        let palette = Palette::of(ui);
        sentence_ui(ui, &said, theme::semibold(theme::BODY), palette.faded(palette.text, is_fresh));
    }
}

/// Who it is, by how much, what that saves, and from where on.
fn answer_lines(subject: &Subject, view: &View, verdict: &Verdict, paybacks: &[Option<Payback>]) -> Vec<String> {
    let name = |route: usize| sentences::names(subject.scenario, &[route]);
    let winner = match verdict.cheapest.as_slice() {
        [only] => name(*only),
        all => sentences::headline(subject.scenario, all),
    };
    let first = match verdict.runner_up {
        Some((second, gap)) => {
            let gap = text::gap(verdict.value, verdict.value + gap);
            format!("{winner} · {} under {}", text::rounded(gap, 2), name(second))
        }
        None => winner,
    };
    let saving = verdict.saving.map(|(against, amount)| {
        let today = if incumbent(subject) == Some(against) { "today's route" } else { &*name(against) };
        format!("It saves {} over {} against {today}", text::rounded(amount, 3), text::parts(view.volume))
    });
    let paid_back = verdict.cheapest.first().and_then(|winner| *paybacks.get(*winner)?);
    let paid_back = paid_back.map(|payback| sentences::pays_back(payback, subject.scenario.range));
    std::iter::once(first).chain(saving).chain(paid_back).collect()
}

/// That somebody stopped the work, and the way on.
fn stopped_ui(ui: &mut Ui, results: &Results, view: &View, commands: &mut Vec<Command>) {
    if !results.is_stopped(&view.demand(results)) {
        return;
    }
    let (said, colour) = ("Stopped: what was not worked out is missing, or from before.", Palette::of(ui).warning);
    sentence_ui(ui, said, theme::regular(theme::LABEL), colour);
    if ui.link(Command::GoOn.label()).on_hover_text(Command::GoOn.tooltip()).clicked() {
        commands.push(Command::GoOn);
    }
    ui.add_space(3.0 * GRID);
}

/// What costs least on average, and how sure that is.
fn how_sure_ui(ui: &mut Ui, subject: &Subject, results: &Results, volume: u64) {
    let Some((points, is_fresh)) = results.points_at(volume).filter(|_| results.uncertain) else { return };
    heading_ui(ui, "How sure");
    let palette = Palette::of(ui);
    for line in how_sure(subject, results, &points, volume) {
        sentence_ui(ui, &line, theme::regular(theme::LABEL), palette.faded(palette.text_secondary, is_fresh));
    }
}

/// What the draws say at a volume; before there are enough of them, what the bands say.
fn how_sure(subject: &Subject, results: &Results, points: &[PointSummary], volume: u64) -> Vec<String> {
    let Some((simulation, index, _)) = results.simulation_at(volume) else {
        let message = risk_curves::message(subject, points) + ".";
        let most_often = risk_curves::most_often(subject, points, results.samples_at(volume));
        let said = [Some(message), most_often, risk_curves::worth(subject, points)];
        return said.into_iter().flatten().collect();
    };
    let found = at_volume(subject.scenario, simulation, index, VolumeChoice::Fixed(volume));
    // What is worth chasing has a list of its own, and another winner stands beside the answer.
    let is_listed = !chase_first(subject.scenario, simulation, index).is_empty();
    let is_told_elsewhere = |finding: &RiskFinding| {
        is_listed && matches!(finding, RiskFinding::WorthChasing { .. })
            || matches!(finding, RiskFinding::WinnersDiffer { .. })
    };
    let told = found.iter().filter(|finding| !is_told_elsewhere(finding));
    told.map(|finding| risk_text::sentence(finding, subject.scenario)).collect()
}

/// The numbers worth chasing, each with what it is worth to know it; as long as there are too few draws to
/// tell, that.
fn chase_first_ui(ui: &mut Ui, subject: &Subject, results: &Results, view: &mut View) {
    let simulated = results.simulation_at(view.volume).filter(|_| results.uncertain);
    let chases = simulated.map_or_else(Vec::new, |(drawn, index, _)| chase_first(subject.scenario, drawn, index));
    if chases.is_empty() && (simulated.is_some() || results.points_at(view.volume).is_none() || !results.uncertain) {
        return;
    }
    heading_ui(ui, "Chase first: what it is worth to know");
    if chases.is_empty() {
        let said = RichText::new("Too few draws at this volume yet to tell.").font(theme::regular(theme::LABEL));
        ui.label(said.color(Palette::of(ui).text_secondary));
    }
    let is_fresh = simulated.is_some_and(|(_, _, is_fresh)| is_fresh);
    for chase in &chases {
        ui.push_id(&chase.input, |ui| chase_ui(ui, chase, is_fresh, view));
    }
}

/// A number worth chasing: its name, which leads to its field, its worth, and a bar to compare it by.
fn chase_ui(ui: &mut Ui, chase: &Chase, is_fresh: bool, view: &mut View) {
    let palette = Palette::of(ui);
    let ink = palette.faded(palette.text, is_fresh);
    let (font, width) = (theme::regular(theme::LABEL), ui.available_width());
    let worth = elided(ui, &chase.worth, font.clone(), ink, width);
    let name = in_lines(ui, &chase.name, font, 2, width - worth.size().x - 3.0 * GRID);
    let more = name.size().y - name.rows.first().map_or(0.0, |row| row.height());
    let (row, response) = ui.allocate_exact_size(vec2(width, CHASE + more), Sense::click());
    let said = format!("{}, worth {}", chase.name, chase.worth);
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &said));
    let colour = if response.hovered() || response.has_focus() { palette.accent } else { ink };
    let right = row.right() - worth.size().x;
    ui.painter().galley(row.min, name, colour);
    ui.painter().galley(pos2(right, row.top()), worth, ink);
    #[allow(clippy::cast_possible_truncation, reason = "a share")]
    let width = row.width() * chase.share.clamp(0.0, 1.0) as f32;
    let bar = Rect::from_min_size(pos2(row.left(), row.bottom() - 5.0), vec2(width, 4.0));
    let opacity = if is_fresh { 1.0 } else { OUTDATED };
    ui.painter().rect_filled(bar, 2.0, palette.accent.gamma_multiply(0.75 * opacity));
    let response =
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(format!("{}\nGo to its field", chase.name));
    if response.clicked() {
        view.reveal(&chase.input);
        sought::seek(ui.ctx(), &chase.input);
    }
}

fn changes_ui(ui: &mut Ui, subject: &Subject, view: &mut View) {
    if subject.scenario.routes.is_empty() {
        return;
    }
    let crossovers = &subject.envelope.crossovers;
    heading_ui(ui, "Where the answer changes");
    let changes = told_changes(crossovers);
    if changes.is_empty() {
        let (from, to) = subject.scenario.range;
        let line = format!("Nowhere from {} to {}.", text::volume(from), text::parts(to));
        sentence_ui(ui, &line, theme::regular(theme::BODY), Palette::of(ui).text_secondary);
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
        let name = format!("Move the volume line to {}", text::parts(first.volume));
        if ui.link(link).accessible_name(name).on_hover_text("Move the volume line here").clicked() {
            view.volume = first.volume;
        }
        sentence_ui(ui, &format!("{what}: {cause}"), theme::regular(theme::LABEL), palette.text_secondary);
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
    for sentence in finding_text::sentences(about_routes.into_iter(), subject.scenario, volume) {
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
        sentence_ui(ui, sentence, theme::regular(theme::LABEL), palette.warning);
    });
    ui.add_space(GRID);
}
