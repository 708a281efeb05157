//! Which inputs differ, and what is stated for each in both scenarios? Only the rows in view are made.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Color32, CursorIcon, FontId, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{Captions, caption_ui};
use crate::charts::difference_table::{Entry, Row};
use crate::charts::scenario_comparison::Comparison;
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};
use crate::ui::view::View;
use crate::ui::widgets::{elided, sought};

/// Height of a row.
const ROW: f32 = 24.0;
/// How much of the width the names take; the two values share the rest.
const NAMES: f32 = 0.4;

/// Draws what differs.
#[allow(clippy::cast_precision_loss, reason = "a list of differences is drawn, not computed with")]
pub(super) fn differences_ui(ui: &mut Ui, comparison: &Comparison, captions: Captions, view: &mut View) {
    caption_ui(ui, "What differs");
    let rows = &comparison.differences;
    if rows.is_empty() {
        let hint = "Nothing. Change an input, or compare with another scenario.";
        ui.colored_label(Palette::of(ui).text_secondary, hint);
        return;
    }
    let size = vec2(ui.available_width(), ROW * (rows.len() + 1) as f32);
    let (area, _) = ui.allocate_exact_size(size, Sense::hover());
    captions_ui(ui, row(area, 0), captions);
    let mut scope = "";
    for (index, entry) in rows.iter().enumerate() {
        let place = row(area, index + 1);
        let is_seen = ui.is_rect_visible(place);
        match entry {
            Row::Scope(name) => {
                scope = name;
                if is_seen {
                    scope_ui(ui, place, name);
                }
            }
            Row::Entry(entry) if is_seen => entry_ui(ui, place, index, scope, entry, captions, view),
            Row::Entry(_) => {}
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "a list of differences is drawn, not computed with")]
fn row(area: Rect, index: usize) -> Rect {
    Rect::from_min_size(area.min + vec2(0.0, ROW * index as f32), vec2(area.width(), ROW))
}

fn columns(row: Rect) -> [Rect; 3] {
    let values = row.left() + (NAMES * row.width()).round();
    let half = ((row.right() - values) / 2.0).round();
    let column = |left: f32, right: f32| Rect::from_x_y_ranges(left..=right - 2.0 * GRID, row.y_range());
    [column(row.left(), values), column(values, values + half), column(values + half, row.right())]
}

fn captions_ui(ui: &Ui, row: Rect, captions: Captions) {
    let colour = Palette::of(ui).text_weak;
    for (column, caption) in columns(row).into_iter().zip(["", captions.there, captions.here]) {
        write(ui, column, caption, theme::semibold(theme::CAPTION), colour);
    }
}

fn scope_ui(ui: &Ui, row: Rect, name: &str) {
    let palette = Palette::of(ui);
    ui.painter().hline(row.x_range(), row.top(), Stroke::new(HAIRLINE, palette.rule_strong));
    write(ui, row, name, theme::semibold(theme::LABEL), palette.text_secondary);
}

fn entry_ui(ui: &Ui, row: Rect, index: usize, scope: &str, entry: &Entry, captions: Captions, view: &mut View) {
    let palette = Palette::of(ui);
    let [there, here] = [captions.there, captions.here].map(str::to_lowercase);
    let said = format!("{scope}: {}: {there} {}, {here} {}", entry.name, entry.values[0], entry.values[1]);
    let sense = if entry.path.is_some() { Sense::click() } else { Sense::hover() };
    let response = ui.interact(row, ui.scope_id().with(("difference", index)), sense);
    let role = if entry.path.is_some() { Role::Link } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, &said));
    let is_pointed_at = entry.path.is_some() && (response.hovered() || response.has_focus());
    if is_pointed_at {
        ui.painter().rect_filled(row, f32::from(theme::RADIUS), palette.field_hovered);
    }
    ui.painter().hline(row.x_range(), row.top(), Stroke::new(HAIRLINE, palette.grid));
    let font = theme::regular(theme::LABEL);
    let colours = [if is_pointed_at { palette.accent } else { palette.text }, palette.text_weak, palette.text];
    let texts = [&entry.name, &entry.values[0], &entry.values[1]];
    for ((column, words), colour) in columns(row).into_iter().zip(texts).zip(colours) {
        write(ui, column, words, font.clone(), colour);
    }
    let Some(path) = &entry.path else {
        response.on_hover_text(said);
        return;
    };
    if response.clicked() {
        view.reveal(path);
        sought::seek(ui.ctx(), path);
    }
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(format!("{said}\nGo to its field"));
}

fn write(ui: &Ui, place: Rect, words: &str, font: FontId, colour: Color32) {
    let galley = elided(ui, words, font, colour, place.width());
    let at = Align2::LEFT_CENTER.align_size_within_rect(galley.size(), place);
    ui.painter().galley(pos2(at.left(), at.top()), galley, colour);
}
