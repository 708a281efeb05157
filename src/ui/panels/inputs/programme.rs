//! The inputs that are not of one route: volume, dates, the part, the document.

use eframe::egui::Ui;

use super::items::folded_ui;
use crate::charts::text::{date, shown as shown_text};
use crate::model::Scenario;
use crate::model::inputs::{Absent, Bounds, Input, Unit};
use crate::model::scenario::{Decision, LARGEST_VOLUME, Programme};
use crate::session::Results;
use crate::session::quantity::shown;
use crate::ui::view::View;
use crate::ui::widgets::help::Formulas;
use crate::ui::widgets::row::{At, block_rows_where, choice_row, optional_row, remark_row, text_row, whole_row};
use crate::ui::widgets::text_field::DATE_HINT;

/// The programme's inputs that are always in sight.
const ALWAYS: [&str; 2] = ["due_week", "delay_cost_per_week"];

/// The largest volume, as a bound.
#[allow(clippy::cast_precision_loss, reason = "ten million is exact")]
const VOLUME: Bounds = Bounds { high: LARGEST_VOLUME as f64, ..Bounds::COUNT_FROM_ONE };

const fn volume_input(key: &'static str, name: &'static str, help: &'static str) -> Input {
    Input { key, name, unit: Unit::Parts, bounds: VOLUME, absent: Absent::Refused(1.0), help }
}

const FROM: Input = volume_input("range.from", "Look from", "The smallest volume at which crossovers are sought.");
const TO: Input = volume_input("range.to", "Look up to", "The largest volume at which crossovers are sought.");
const TABLE: Input = volume_input("volumes", "Table at", "A volume that the table shows.");

const SEED: Input = Input {
    key: "seed",
    name: "Seed of draws",
    unit: Unit::Count,
    bounds: Bounds::COUNT,
    absent: Absent::Is(1.0),
    help: "The same seed draws the same outcomes; another one tells how much chance is in the figures.",
};

const fn length_input(key: &'static str, name: &'static str) -> Input {
    let help = "Routes that cannot hold it are told.";
    Input { key, name, unit: Unit::Factor, bounds: Bounds::POSITIVE, absent: Absent::Nothing, help }
}

/// The smallest feature of a part or a route.
pub(super) const FEATURE: Input = length_input("smallest_feature_um", "Smallest feature, µm");
/// The smallest tolerance of a part or a route.
pub(super) const TOLERANCE: Input = length_input("tolerance_um", "Tolerance, ± µm");

/// Draws the rows of the programme and three folded groups with the rest.
pub(super) fn programme_ui(ui: &mut Ui, scenario: &mut Scenario, results: &Results, view: &mut View) {
    let currency = scenario.currency.clone();
    let formulas = Formulas { results, volume: view.volume };
    let document = At { path: String::new(), label: "Scenario".to_owned(), currency: &currency, formulas };
    let programme = At { path: "programme".to_owned(), label: "Programme".to_owned(), ..document.clone() };
    block_rows_where(ui, &document, scenario, |_| true);
    block_rows_where(ui, &programme, &mut scenario.programme, |key| ALWAYS.contains(&key));
    let summary = programme_in_words(&scenario.programme);
    folded_ui(ui, view, "programme", "Time and money", &summary, |ui| {
        block_rows_where(ui, &programme, &mut scenario.programme, |key| !ALWAYS.contains(&key));
    });
    let summary = scenario.part.material.clone();
    folded_ui(ui, view, "part", "Part and document", &summary, |ui| document_ui(ui, &document, scenario));
    let summary = decision_in_words(&scenario.decision);
    folded_ui(ui, view, "decision", "Decision", &summary, |ui| decision_ui(ui, &document, &mut scenario.decision));
}

/// Common currencies, and whichever one a file names.
pub(super) fn currencies(present: &str) -> Vec<(String, &str)> {
    let common = ["USD", "EUR", "GBP", "CHF", "JPY", "CNY", "TWD", "KRW", "SGD", "INR", "SEK", "CAD"];
    let present = Some(present).filter(|present| !common.contains(present));
    common.into_iter().chain(present).map(|code| (code.to_owned(), code)).collect()
}

fn programme_in_words(programme: &Programme) -> String {
    let weeks = programme.weeks.likely();
    let rate = programme.discount_rate.likely();
    let length = if weeks > 0.0 { format!("{} weeks", shown(weeks, Unit::Weeks)) } else { String::new() };
    let rate = if rate > 0.0 { format!("at {}", shown(rate, Unit::Share)) } else { String::new() };
    [length, rate].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// "A. Buyer, by 15 Dec 2026"; "open" where nobody decides yet.
fn decision_in_words(decision: &Decision) -> String {
    let by = if decision.decide_by.is_empty() { String::new() } else { format!("by {}", date(&decision.decide_by)) };
    let parts = [shown_text(&decision.owner), by];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if said.is_empty() { "open".to_owned() } else { said.join(", ") }
}

fn decision_ui(ui: &mut Ui, document: &At<'_>, decision: &mut Decision) {
    let at = At { path: "decision".to_owned(), label: "Decision".to_owned(), ..document.clone() };
    text_row(ui, &at, "owner", "Decided by", "A. Buyer", &mut decision.owner);
    text_row(ui, &at, "decide_by", "Decide until", DATE_HINT, &mut decision.decide_by);
    let hint = "What was decided, and why";
    remark_row(ui, &at, "rationale", "Rationale", hint, &mut decision.rationale);
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the bound of a count is a whole number")]
fn document_ui(ui: &mut Ui, at: &At<'_>, scenario: &mut Scenario) {
    text_row(ui, at, "title", "Title", "", &mut scenario.title);
    text_row(ui, at, "part.name", "Part", "", &mut scenario.part.name);
    text_row(ui, at, "part.material", "Material", "", &mut scenario.part.material);
    let part = At { path: "part".to_owned(), label: "Part".to_owned(), ..at.clone() };
    optional_row(ui, &part, &FEATURE, &mut scenario.part.smallest_feature_um);
    optional_row(ui, &part, &TOLERANCE, &mut scenario.part.tolerance_um);
    text_row(ui, at, "part.notes", "Remark", "", &mut scenario.part.notes);
    choice_row(ui, at, "currency", "Currency", &mut scenario.currency, &currencies(at.currency));
    let mut incumbents = vec![(None, "None")];
    incumbents.extend(scenario.routes.iter().map(|route| (Some(route.id.clone()), route.name.as_str())));
    choice_row(ui, at, "incumbent", "Today's route", &mut scenario.incumbent, &incumbents);
    volumes_ui(ui, at, scenario);
    // A seed too large for a field to hold exactly stays as the file has it.
    if scenario.seed <= SEED.bounds.high as u64 {
        whole_row(ui, at, "seed", &SEED, &mut scenario.seed);
    }
    text_row(ui, at, "prepared.by", "Prepared by", "", &mut scenario.prepared.by);
    text_row(ui, at, "prepared.on", "Prepared on", DATE_HINT, &mut scenario.prepared.on);
    text_row(ui, at, "prepared.marking", "Marking", "Confidential", &mut scenario.prepared.marking);
}

fn volumes_ui(ui: &mut Ui, at: &At<'_>, scenario: &mut Scenario) {
    let (from, to) = &mut scenario.range;
    whole_row(ui, at, "range.from", &FROM, from);
    whole_row(ui, at, "range.to", &TO, to);
    for (index, volume) in scenario.volumes.iter_mut().enumerate() {
        whole_row(ui, at, &format!("volumes.{index}"), &TABLE, volume);
    }
    ui.horizontal(|ui| {
        let count = scenario.volumes.len();
        if count < 8 && ui.small_button("Add a volume").clicked() {
            let last = scenario.volumes.last().copied().unwrap_or(1);
            scenario.volumes.push(last.saturating_mul(10).min(LARGEST_VOLUME));
        }
        if count > 1 && ui.small_button("Remove the last").clicked() {
            scenario.volumes.pop();
        }
    });
}
