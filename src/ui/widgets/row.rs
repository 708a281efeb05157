//! A row of the form: name, value, unit or range, source.

use eframe::egui::{Align2, Color32, FontId, Id, Rect, Response, Sense, Ui, UiBuilder, pos2, vec2};

use super::help::{Formulas, help_beside, help_ui};
use super::quantity_edit::{QuantityEdit, REFUSE_NOTHING};
use super::sought;
use super::source_badge::{Stating, source_badge};
use super::text_field::{text_area, text_field};
use super::{check_box, combo_box, elided};
use crate::model::inputs::{Absent, Block, Input, Slot, Unit};
use crate::model::{Estimate, Value};
use crate::session::quantity;
use crate::ui::theme::{self, GRID, Palette, ROW};

const FIELD: f32 = 76.0;
const NOTE: f32 = 70.0;
const BADGE: f32 = 14.0;
/// What a row is wider than this goes to names, fields and notes, which take so much at most.
const NARROW: f32 = 304.0;
const MORE: f32 = 20.0;

/// What the rows of a block have in common.
#[derive(Clone, Debug)]
pub struct At<'a> {
    /// Path of the block, such as `routes.cm.nre`.
    pub path: String,
    /// What people call the block, such as `Full-service CM, NRE`.
    pub label: String,
    /// The currency of its money.
    pub currency: &'a str,
    /// The formulas that its inputs go into.
    pub formulas: Formulas<'a>,
}

impl At<'_> {
    /// The place of something inside this block.
    #[must_use]
    pub fn inner(&self, key: &str, name: &str) -> Self {
        Self { path: format!("{}.{key}", self.path), label: format!("{}, {name}", self.label), ..self.clone() }
    }

    /// The path of an input in this block.
    #[must_use]
    pub fn join(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// What a screen reader calls an input in this block.
    #[must_use]
    pub fn named(&self, name: &str) -> String {
        if self.label.is_empty() { name.to_owned() } else { format!("{}, {name}", self.label) }
    }
}

/// The columns of a row.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    /// Name.
    pub name: Rect,
    /// Value.
    pub field: Rect,
    /// Unit or range.
    pub note: Rect,
    /// Source.
    pub badge: Rect,
}

impl Columns {
    /// All of it.
    fn row(&self) -> Rect {
        self.name.union(self.note)
    }
}

/// Makes room for a row.
pub fn columns(ui: &mut Ui) -> Columns {
    let (_, row) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let badge = Rect::from_min_max(pos2(row.right() - BADGE, row.top()), row.max);
    let more = (0.35 * (row.width() - NARROW)).clamp(0.0, MORE).floor();
    let note = Rect::from_min_max(pos2(badge.left() - NOTE - more, row.top()), pos2(badge.left(), row.bottom()));
    let field = Rect::from_min_size(pos2(note.left() - 2.0 * GRID - FIELD - more, row.top()), vec2(FIELD + more, ROW));
    let name = Rect::from_min_max(row.min, pos2(field.left() - GRID, row.bottom()));
    Columns { name, field, note, badge }
}

/// Rows for all inputs of a block.
pub fn block_rows<B: Block>(ui: &mut Ui, at: &At<'_>, block: &mut B) {
    block_rows_where(ui, at, block, |_| true);
}

/// Rows for those inputs of a block whose keys are wanted.
pub fn block_rows_where<B: Block>(ui: &mut Ui, at: &At<'_>, block: &mut B, wanted: impl Fn(&str) -> bool) {
    for field in B::FIELDS.iter().filter(|field| wanted(field.input.key)) {
        input_row(ui, at, field.input.name, &field.input, (field.slot_mut)(block));
    }
}

/// A row for one input under a name.
pub fn input_row(ui: &mut Ui, at: &At<'_>, name: &str, input: &Input, slot: &mut dyn Slot) {
    number_row(ui, at, input.key, name, input, slot, true);
}

/// A row for a whole number that has no source.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the bounds of such an input keep it a whole number that an f64 holds exactly"
)]
pub fn whole_row(ui: &mut Ui, at: &At<'_>, key: &str, input: &Input, number: &mut u64) {
    let mut slot = Estimate::certain(*number as f64);
    number_row(ui, at, key, input.name, input, &mut slot, false);
    let new = input.bounds.nearest(slot.likely()) as u64;
    if new != *number {
        *number = new;
    }
}

/// A row for a number that has no source and may be absent.
pub fn optional_row(ui: &mut Ui, at: &At<'_>, input: &Input, number: &mut Option<f64>) {
    let mut slot = number.map(Estimate::certain);
    number_row(ui, at, input.key, input.name, input, &mut slot, false);
    *number = slot.map(|estimate| estimate.likely());
}

fn number_row(ui: &mut Ui, at: &At<'_>, key: &str, name: &str, input: &Input, slot: &mut dyn Slot, sourced: bool) {
    let columns = columns(ui);
    let colour = Palette::of(ui).text;
    let heading = text(ui, columns.name, Align2::LEFT_CENTER, name, theme::regular(theme::BODY), colour);
    help_beside(ui, &heading, columns.row(), |ui| help_ui(ui, at, key, name, input));
    value_ui(
        ui,
        at,
        key,
        name,
        input,
        slot,
        &Columns { badge: if sourced { columns.badge } else { Rect::NOTHING }, ..columns },
    );
}

/// The value of a row, with what stands beside it and what is wrong with it; no badge where its place
/// is nothing.
pub fn value_ui(
    ui: &mut Ui,
    at: &At<'_>,
    key: &str,
    name: &str,
    input: &Input,
    slot: &mut dyn Slot,
    columns: &Columns,
) {
    let path = at.join(key);
    let label = at.named(name);
    let id = Id::unique(&path);
    sought::show_if_sought(ui, columns.field, &path, id);
    let nothing = if input.absent == Absent::Nothing { "none" } else { "" };
    let field = QuantityEdit { id, label: &label, input, nothing, refuse: REFUSE_NOTHING };
    let response = field.show(ui, columns.field, slot);
    help_beside(ui, &response, columns.row(), |ui| help_ui(ui, at, key, name, input));
    let range = slot.get().map_or_else(String::new, |estimate| range(estimate, input.unit));
    let likely = slot.get().map_or(0.0, Estimate::likely);
    let note = if range.is_empty() { quantity::unit(input.unit, at.currency, likely) } else { range };
    let colour = Palette::of(ui).text_weak;
    text(ui, columns.note, Align2::LEFT_CENTER, &note, theme::regular(theme::LABEL), colour);
    if columns.badge.is_positive() && slot.get().is_some() {
        source_badge(
            ui,
            columns.badge,
            id.with("source"),
            &Stating { label: &label, input, currency: at.currency },
            slot,
        );
    }
    field.trouble_ui(ui, columns.field.left(), slot);
}

/// A row for a text.
pub fn text_row(ui: &mut Ui, at: &At<'_>, key: &str, name: &str, hint: &str, value: &mut String) -> Response {
    let columns = columns(ui);
    let palette = Palette::of(ui);
    text(ui, columns.name, Align2::LEFT_CENTER, name, theme::regular(theme::BODY), palette.text);
    let (place, path) = (columns.field.union(columns.badge), at.join(key));
    let id = Id::unique(&path);
    sought::show_if_sought(ui, place, &path, id);
    text_field(ui, place, id, &at.named(name), hint, value)
}

/// A row for a text of several lines, below its name.
pub fn remark_row(ui: &mut Ui, at: &At<'_>, key: &str, name: &str, hint: &str, value: &mut String) -> Response {
    let (_, row) = ui.allocate_space(vec2(ui.available_width(), ROW));
    text(ui, row, Align2::LEFT_CENTER, name, theme::regular(theme::BODY), Palette::of(ui).text);
    let path = at.join(key);
    let id = Id::unique(&path);
    sought::show_if_sought(ui, row, &path, id);
    text_area(ui, id, &at.named(name), hint, value)
}

/// A row whose value is chosen from a list.
pub fn choice_row<T: PartialEq + Clone>(
    ui: &mut Ui,
    at: &At<'_>,
    key: &str,
    name: &str,
    value: &mut T,
    choices: &[(T, &str)],
) {
    let columns = columns(ui);
    let palette = Palette::of(ui);
    text(ui, columns.name, Align2::LEFT_CENTER, name, theme::regular(theme::BODY), palette.text);
    let rect = columns.field.union(columns.badge);
    let shown = choices.iter().find(|(choice, _)| choice == value).map_or("", |(_, shown)| shown);
    let builder = UiBuilder::new().max_rect(rect).id_salt(at.join(key));
    let mut ui = ui.new_child(builder);
    let path = at.join(key);
    let response = combo_box(&path, rect.width())
        .selected_text(shown)
        .show_ui(&mut ui, |ui| {
            for (choice, shown) in choices {
                ui.selectable_value(value, choice.clone(), *shown);
            }
        })
        .response
        .accessible_name(at.named(name));
    sought::show_if_sought(&ui, rect, &path, response.id);
}

/// A row that is yes or no.
pub fn check_row(ui: &mut Ui, at: &At<'_>, key: &str, name: &str, help: &str, value: &mut bool) {
    let response = check_box(ui, value, name).accessible_name(at.named(name)).on_hover_text(help);
    sought::show_if_sought(ui, response.rect, &at.join(key), response.id);
}

/// One line of text in a rectangle, cut short where it is too long; the answer to the pointer on it.
#[allow(clippy::must_use_candidate, reason = "most text is only there to be read")]
pub fn text(ui: &Ui, rect: Rect, align: Align2, text: &str, font: FontId, colour: Color32) -> Response {
    let FontId { size, family } = font;
    let written = |size: f32| elided(ui, text, FontId::new(size, family.clone()), colour, rect.width());
    // What hardly fits is a size or two smaller before it is cut.
    let smaller = [theme::LABEL, theme::CAPTION].map(|small| small.min(size));
    let mut galley = written(size);
    for small in smaller {
        if galley.elided {
            galley = written(small);
        }
    }
    let place = align.align_size_within_rect(galley.size(), rect);
    let is_cut = galley.elided;
    ui.painter().galley(place.min, galley, colour);
    let response = ui.interact(place, ui.scope_id().with(("text", text, rect.min.y.to_bits())), Sense::hover());
    if is_cut { response.on_hover_text(text) } else { response }
}

/// The range of an estimate; empty where it is certain.
fn range(estimate: &Estimate, unit: Unit) -> String {
    match &estimate.value {
        Value::Certain(_) => String::new(),
        Value::Range { low, high, .. } => quantity::range(*low, *high, unit),
        Value::Discrete { values, .. } => format!("{} values", values.len()),
    }
}
