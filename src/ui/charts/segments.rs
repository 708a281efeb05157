//! A choice of a few, side by side, of which one is taken; and a switch of the same look.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Color32, CornerRadius, Rect, Response, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::ui::theme::{self, GRID, HAIRLINE, Palette};

/// Height of a row of segments.
pub const HEIGHT: f32 = 22.0;

/// Lets one of several values be taken. Each has its text and what it means.
pub fn segments_ui<T: PartialEq + Copy>(ui: &mut Ui, value: &mut T, choices: &[(T, &str, &str)]) {
    let cells: Vec<(&str, bool)> = choices.iter().map(|(choice, text, _)| (*text, choice == value)).collect();
    let responses = row_ui(ui, &cells, Role::RadioButton);
    for ((choice, _, meaning), response) in choices.iter().zip(responses) {
        if response.on_hover_text(*meaning).clicked() {
            *value = *choice;
        }
    }
}

/// Lets one of several tabs be shown; returns the one that is chosen.
pub fn tabs_ui<T: PartialEq + Copy>(ui: &mut Ui, shown: T, choices: &[(T, &str, &str)]) -> Option<T> {
    let cells: Vec<(&str, bool)> = choices.iter().map(|(choice, text, _)| (*text, *choice == shown)).collect();
    let responses = row_ui(ui, &cells, Role::Tab);
    let mut clicked = choices
        .iter()
        .zip(responses)
        .filter_map(|((choice, _, meaning), response)| response.on_hover_text(*meaning).clicked().then_some(*choice));
    clicked.next()
}

/// How wide a row of these texts is.
#[must_use]
pub fn width(ui: &Ui, texts: &[&str]) -> f32 {
    texts.iter().map(|text| cell_width(ui, text)).sum()
}

fn cell_width(ui: &Ui, text: &str) -> f32 {
    let font = theme::semibold(theme::LABEL);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER);
    (galley.size().x + 4.0 * GRID).round()
}

/// Lets something be switched on and off.
pub fn switch_ui(ui: &mut Ui, on: &mut bool, text: &str, meaning: &str) {
    for response in row_ui(ui, &[(text, *on)], Role::CheckBox) {
        if response.on_hover_text(meaning).on_disabled_hover_text(meaning).clicked() {
            *on = !*on;
        }
    }
}

/// A row of cells, some of them taken.
fn row_ui(ui: &mut Ui, cells: &[(&str, bool)], role: Role) -> Vec<Response> {
    let palette = Palette::of(ui);
    let widths: Vec<f32> = cells.iter().map(|(text, _)| cell_width(ui, text)).collect();
    let (row, _) = ui.allocate_exact_size(vec2(widths.iter().sum(), HEIGHT), Sense::hover());
    let radius = CornerRadius::same(theme::RADIUS);
    ui.painter().rect(row, radius, palette.field, Stroke::new(HAIRLINE, palette.rule), StrokeKind::Inside);
    let mut left = row.left();
    let mut responses = Vec::new();
    for ((text, taken), width) in cells.iter().zip(widths) {
        let cell = Rect::from_min_size(pos2(left, row.top()), vec2(width, HEIGHT));
        let response = ui.interact(cell, ui.scope_id().with(("segment", text)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(role, ui.is_enabled(), *taken, *text));
        // What cannot be used at the moment is faded besides.
        let colour = if *taken || !ui.is_enabled() { palette.text } else { palette.text_weak };
        let outline = if response.has_focus() { palette.accent } else { palette.rule_strong };
        if *taken || response.has_focus() {
            ui.painter().rect(cell, radius, palette.surface, Stroke::new(HAIRLINE, outline), StrokeKind::Inside);
        } else if response.hovered() {
            ui.painter().rect_filled(cell.shrink(1.0), radius, palette.field_hovered);
        }
        let font = if *taken { theme::semibold(theme::LABEL) } else { theme::regular(theme::LABEL) };
        ui.painter().text(cell.center(), Align2::CENTER_CENTER, *text, font, colour);
        responses.push(response);
        left += width;
    }
    responses
}
