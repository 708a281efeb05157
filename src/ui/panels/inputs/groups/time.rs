//! The rows of what takes time or goes wrong: lead time, rate, risks.

use eframe::egui::{Id, Rect, Ui, pos2};

use super::super::items::{item_heading_ui, remove_button};
use super::small_button;
use crate::model::inputs::{Absent, Bounds, Input, Unit};
use crate::model::route::{Capacity, CountedIn, Phase, Risk};
use crate::model::{Estimate, Grade};
use crate::ui::theme::GRID;
use crate::ui::widgets::row::{At, Columns, block_rows, block_rows_where, check_row, choice_row, columns, value_ui};
use crate::ui::widgets::text_field::text_field;

const WEEKS: Input = Input {
    key: "weeks",
    name: "weeks",
    unit: Unit::Weeks,
    bounds: Bounds::NOT_NEGATIVE,
    absent: Absent::Refused(0.0),
    help: "Weeks this phase of the lead time takes.",
};

const REMOVE: f32 = 16.0;

/// Draws the lead time, as one number or in phases, and the rate.
pub(super) fn capacity_ui(ui: &mut Ui, at: &At<'_>, capacity: Option<&mut Capacity>) {
    let Some(capacity) = capacity else { return };
    let in_phases = !capacity.phases.is_empty();
    if in_phases {
        phases_ui(ui, at, &mut capacity.phases);
    }
    let (text, name) =
        if in_phases { ("+ Add a phase", "add a phase") } else { ("+ Split into phases", "split into phases") };
    let split = small_button(ui, text, &at.named(name));
    if split {
        let weeks = capacity.lead_weeks.take().unwrap_or_else(|| Estimate::certain(1.0).graded(Grade::Assumed, ""));
        capacity.phases.push(Phase(free_name(&capacity.phases), weeks));
    }
    block_rows_where(ui, at, capacity, |key| key != "lead_weeks" || !(in_phases || split));
    let counted = [(CountedIn::Accepted, "accepted parts"), (CountedIn::Starts, "parts started")];
    choice_row(ui, at, "counted_in", "Rate counts", &mut capacity.counted_in, &counted);
    let help = "Each further machine adds its rate.";
    check_row(ui, at, "scales_with_machines", "Rate grows with machines", help, &mut capacity.scales_with_machines);
}

fn phases_ui(ui: &mut Ui, at: &At<'_>, phases: &mut Vec<Phase>) {
    let mut removed = None;
    for (index, phase) in phases.iter_mut().enumerate() {
        let row = columns(ui);
        let label = at.named(&format!("phase {}", index + 1));
        text_field(ui, row.name, Id::unique((at.join("phases"), index)), &label, "Phase", &mut phase.0);
        let cross = Rect::from_min_max(pos2(row.note.right() - REMOVE, row.note.top()), row.note.max);
        let id = Id::unique((at.join("phases"), index, "remove"));
        if remove_button(ui, cross, id, &format!("Remove {label}")).clicked() {
            removed = Some(index);
        }
        let note = Rect::from_min_max(row.note.min, pos2(row.note.right() - REMOVE - GRID, row.note.bottom()));
        let (key, name) = (format!("phases.{}", phase.0), format!("weeks of phase {}", index + 1));
        value_ui(ui, at, &key, &name, &WEEKS, &mut phase.1, &Columns { note, ..row });
    }
    if let Some(index) = removed {
        phases.remove(index);
    }
}

fn free_name(phases: &[Phase]) -> String {
    let taken = |name: &str| phases.iter().any(|phase| phase.0 == name);
    let names = (1..).map(|number| format!("Phase {number}"));
    names.into_iter().find(|name| !taken(name)).unwrap_or_default()
}

/// Draws what may go wrong.
pub(super) fn risks_ui(ui: &mut Ui, at: &At<'_>, risks: &mut Vec<Risk>) {
    let mut removed = None;
    for (index, risk) in risks.iter_mut().enumerate() {
        let at = at.inner(&risk.id, &risk.name);
        if item_heading_ui(ui, &at, "name", &mut risk.name) {
            removed = Some(index);
        }
        block_rows(ui, &at, risk);
    }
    if let Some(index) = removed {
        risks.remove(index);
    }
}
