//! A field for a name or a remark.

use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{Align2, Id, Rect, Response, TextEdit, Ui, vec2};

use super::settle;
use crate::session::routes::LONGEST_NAME;
use crate::ui::theme::{self, GRID};

/// What stands in an empty date: its form, which nobody takes for a date.
pub const DATE_HINT: &str = "YYYY-MM-DD";

/// The longest remark, in characters.
const LONGEST_REMARK: usize = 10_000;

/// Draws a text field into `rect`, bound to `text`; `label` is what a screen reader calls it.
pub fn text_field(ui: &mut Ui, rect: Rect, id: Id, label: &str, hint: &str, text: &mut String) -> Response {
    let field = TextEdit::singleline(text)
        .id(id)
        .font(theme::regular(theme::BODY))
        .margin(vec2(2.0 * GRID, 0.0))
        .align(Align2::LEFT_CENTER)
        .char_limit(LONGEST_NAME)
        .hint_text(hint)
        .min_size(rect.size())
        .desired_width(rect.width());
    let response = ui.put(rect, field).accessible_name(label);
    if response.lost_focus() {
        settle(ui.ctx());
    }
    response
}

/// Draws a text field of several lines, bound to `text`; `label` is what a screen reader calls it.
pub fn text_area(ui: &mut Ui, id: Id, label: &str, hint: &str, text: &mut String) -> Response {
    let field = TextEdit::multiline(text)
        .id(id)
        .font(theme::regular(theme::BODY))
        .margin(vec2(2.0 * GRID, GRID))
        .char_limit(LONGEST_REMARK)
        .hint_text(hint)
        .desired_rows(3)
        .desired_width(f32::INFINITY);
    let response = ui.add(field).accessible_name(label);
    if response.lost_focus() {
        settle(ui.ctx());
    }
    response
}

/// Marks the whole text of a field, so that what is typed takes its place.
pub fn select_all(ui: &Ui, id: Id, text: &str) {
    let mut state = TextEdit::load_state(ui.ctx(), id).unwrap_or_default();
    let all = CCursorRange::two(CCursor::default(), CCursor::new(text.chars().count()));
    state.cursor.set_char_range(Some(all));
    TextEdit::store_state(ui.ctx(), id, state);
}
