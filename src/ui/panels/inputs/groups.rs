//! The rows of each group of a route.

use eframe::egui::{Button, CursorIcon, RichText, Ui};

use super::card::Surroundings;
use super::items::item_heading_ui;
use super::programme::{FEATURE, TOLERANCE, currencies};
use crate::model::Route;
use crate::model::route::{Capability, ChecklistItem, Evidence, ItemState, Staged};
use crate::session::groups::Group;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::row::{At, block_rows, check_row, choice_row, optional_row, text_row};

mod process;
mod quote;
mod time;

/// Draws the rows of a group that the route uses.
pub(super) fn group_ui(ui: &mut Ui, group: Group, at: &At<'_>, route: &mut Route, around: &Surroundings<'_>) {
    match group {
        Group::Nre => rows(ui, at, route.nre.as_mut()),
        Group::Tooling => tooling_ui(ui, at, route),
        Group::Quote => quote::quote_ui(ui, at, route.quote.as_mut()),
        Group::Process => process::process_ui(ui, at, &mut route.process),
        Group::YieldRamp => process::yield_ramp_ui(ui, at, route.yield_ramp.as_mut()),
        Group::Learning => process::learning_ui(ui, at, route.learning.as_mut()),
        Group::Lots => rows(ui, at, route.lots.as_mut()),
        Group::MaterialLots => rows(ui, at, route.material_lots.as_mut()),
        Group::PerPart => rows(ui, at, route.per_part.as_mut()),
        Group::Capital => rows(ui, at, route.capital.as_mut()),
        Group::Staff => rows(ui, at, route.staff.as_mut()),
        Group::Capacity => time::capacity_ui(ui, at, route.capacity.as_mut()),
        Group::Quality => quality_ui(ui, at, route),
        Group::Risks => time::risks_ui(ui, at, &mut route.risks),
        Group::Staged => staged_ui(ui, at, route.staged.as_mut(), around),
        Group::Capability => capability_ui(ui, at, route.capability.as_mut()),
        Group::Checklist => checklist_ui(ui, at, &mut route.checklist),
        Group::Terms => return terms_ui(ui, at, route, around),
    }
    ui.horizontal(|ui| {
        let listed = matches!(group, Group::Tooling | Group::Process | Group::Risks | Group::Checklist);
        if listed && small_button(ui, "+ Add one more", &format!("{}, add one more", at.label)) {
            group.add(route, around.others);
        }
        if small_button(ui, "Remove", &format!("Remove {}", at.label)) {
            group.remove(route);
        }
    });
}

/// A button that does not draw attention to itself.
fn small_button(ui: &mut Ui, text: &str, label: &str) -> bool {
    let text = RichText::new(text).size(theme::LABEL).color(Palette::of(ui).text_weak);
    let button = Button::new(text).frame(false).small();
    ui.add(button).on_hover_cursor(CursorIcon::PointingHand).accessible_name(label).clicked()
}

fn rows<B: crate::model::inputs::Block>(ui: &mut Ui, at: &At<'_>, block: Option<&mut B>) {
    if let Some(block) = block {
        block_rows(ui, at, block);
    }
}

fn tooling_ui(ui: &mut Ui, at: &At<'_>, route: &mut Route) {
    let mut removed = None;
    for (index, tool) in route.tooling.iter_mut().enumerate() {
        let at = at.inner(&tool.id, &tool.name);
        if item_heading_ui(ui, &at, "name", &mut tool.name) {
            removed = Some(index);
        }
        block_rows(ui, &at, tool);
        let help = "The NRE already pays for the first one.";
        check_row(ui, &at, "first_in_nre", "First one in NRE", help, &mut tool.first_in_nre);
        if tool.amortised_over.is_some() {
            let help = "What is not yet recovered is due at the end.";
            check_row(ui, &at, "shortfall_due", "Shortfall due", help, &mut tool.shortfall_due);
        }
    }
    if let Some(index) = removed {
        route.tooling.remove(index);
    }
}

fn quality_ui(ui: &mut Ui, at: &At<'_>, route: &mut Route) {
    let Some(quality) = &mut route.quality else { return };
    block_rows(ui, at, quality);
    let help = "Parts may fail on either side.";
    check_row(ui, at, "two_sided", "Both limits matter", help, &mut quality.two_sided);
}

fn staged_ui(ui: &mut Ui, at: &At<'_>, staged: Option<&mut Staged>, around: &Surroundings<'_>) {
    let Some(staged) = staged else { return };
    let choices: Vec<(String, &str)> = around.others.iter().map(|id| (id.clone(), id.as_str())).collect();
    choice_row(ui, at, "pilot", "Pilot at", &mut staged.pilot, &choices);
    choice_row(ui, at, "main", "Then at", &mut staged.main, &choices);
    block_rows(ui, at, staged);
}

fn capability_ui(ui: &mut Ui, at: &At<'_>, capability: Option<&mut Capability>) {
    let Some(capability) = capability else { return };
    optional_row(ui, at, &FEATURE, &mut capability.smallest_feature_um);
    optional_row(ui, at, &TOLERANCE, &mut capability.tolerance_um);
    let evidence = [
        (Evidence::RunChart, "Run chart over production"),
        (Evidence::FirstArticle, "Measured first articles"),
        (Evidence::Claimed, "A claim"),
    ];
    choice_row(ui, at, "evidence", "Rests on", &mut capability.evidence, &evidence);
}

fn checklist_ui(ui: &mut Ui, at: &At<'_>, checklist: &mut Vec<ChecklistItem>) {
    let states = [(ItemState::Answered, "Answered"), (ItemState::Asked, "Asked"), (ItemState::NotStated, "Not stated")];
    let mut removed = None;
    for (index, question) in checklist.iter_mut().enumerate() {
        let at = at.inner(&index.to_string(), &format!("question {}", index + 1));
        if item_heading_ui(ui, &at, "item", &mut question.item) {
            removed = Some(index);
        }
        choice_row(ui, &at, "state", "State", &mut question.state, &states);
        text_row(ui, &at, "note", "Remark", "", &mut question.note);
    }
    if let Some(index) = removed {
        checklist.remove(index);
    }
}

fn terms_ui(ui: &mut Ui, at: &At<'_>, route: &mut Route, around: &Surroundings<'_>) {
    let at = At { path: format!("routes.{}", route.id), label: route.name.clone(), ..at.clone() };
    text_row(ui, &at, "name", "Name", "", &mut route.name);
    text_row(ui, &at, "family", "Process family", "", &mut route.family);
    if route.staged.is_none() {
        let listed = currencies(route.currency.as_deref().unwrap_or(around.scenario_currency));
        let mut choices = vec![(None, "As the scenario")];
        choices.extend(listed.iter().map(|(code, shown)| (Some(code.clone()), *shown)));
        let mut currency = route.currency.clone();
        choice_row(ui, &at, "currency", "Currency", &mut currency, &choices);
        drop(choices);
        route.currency = currency;
        block_rows(ui, &at, route);
    }
    text_row(ui, &at, "notes", "Remark", "", &mut route.notes);
}
