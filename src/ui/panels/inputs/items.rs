//! Groups that fold, and items of a list that can be named and removed.

use eframe::egui::{self, Align2, CursorIcon, Id, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::{self, GRID, Palette, ROW};
use crate::ui::view::View;
use crate::ui::widgets::row::{At, text};
use crate::ui::widgets::text_field::text_field;
use crate::ui::widgets::{chevron, sought};

/// Width of the small button at the end of a heading.
const BUTTON: f32 = 20.0;
/// Width of the sign before a heading.
const CHEVRON: f32 = 14.0;
/// Where the rows below a heading begin.
const INDENT: f32 = 10.0;

/// A heading that folds what is below it, with a summary at its end. True where it is unfolded.
pub(super) fn heading_ui(ui: &mut Ui, view: &mut View, path: &str, label: &str, name: &str, summary: &str) -> bool {
    let open = view.unfolded.contains(path);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let response =
        ui.interact(rect, Id::unique((path, "fold")), Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    sought::show_if_sought(ui, rect, path, response.id);
    response.widget_info(|| WidgetInfo::selected(egui::Role::DisclosureTriangle, true, open, label));
    if response.clicked() {
        view.toggle(path);
    }
    let palette = Palette::of(ui);
    let colour = if response.hovered() || response.has_focus() { palette.text } else { palette.text_secondary };
    chevron(ui, pos2(rect.left() + 4.0, rect.center().y), open, palette.text_weak);
    let font = if open { theme::semibold(theme::BODY) } else { theme::regular(theme::BODY) };
    let name_rect = Rect::from_min_max(pos2(rect.left() + CHEVRON, rect.top()), rect.max);
    let width = text(ui, name_rect, Align2::LEFT_CENTER, name, font, colour).rect.width();
    let summary_rect = Rect::from_min_max(pos2(name_rect.left() + width + 2.0 * GRID, rect.top()), rect.max);
    text(ui, summary_rect, Align2::RIGHT_CENTER, summary, theme::regular(theme::LABEL), palette.text_weak);
    open
}

/// A heading and, where it is unfolded, what is below it.
pub(super) fn folded_ui(
    ui: &mut Ui,
    view: &mut View,
    path: &str,
    name: &str,
    summary: &str,
    content: impl FnOnce(&mut Ui),
) {
    if heading_ui(ui, view, path, name, name, summary) {
        indented(ui, content);
    }
}

/// What is below a heading, set in a little.
pub(super) fn indented(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(INDENT);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0 * GRID;
            content(ui);
        });
    });
}

/// The name of an item, held under `key`, to be changed, and a button that removes it. True where it was pressed.
pub(super) fn item_heading_ui(ui: &mut Ui, at: &At<'_>, key: &str, name: &mut String) -> bool {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW));
    let field = Rect::from_min_max(rect.min, pos2(rect.right() - BUTTON - GRID, rect.bottom()));
    let id = Id::unique((&at.path, "name"));
    for path in [&at.path, &at.join(key)] {
        sought::show_if_sought(ui, field, path, id);
    }
    text_field(ui, field, id, &format!("{}, name", at.label), "Name", name);
    let button = Rect::from_min_max(pos2(rect.right() - BUTTON, rect.top()), rect.max);
    remove_button(ui, button, Id::unique((&at.path, "remove")), &format!("Remove {}", at.label)).clicked()
}

/// A small cross.
pub(super) fn remove_button(ui: &Ui, rect: Rect, id: Id, label: &str) -> Response {
    let response = ui.interact(rect, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), label));
    let palette = Palette::of(ui);
    let colour = if response.hovered() || response.has_focus() { palette.text } else { palette.mark };
    let (center, arm) = (rect.center(), 3.0);
    for slant in [1.0, -1.0] {
        let ends = [center + vec2(-arm, -arm * slant), center + vec2(arm, arm * slant)];
        ui.painter().line_segment(ends, Stroke::new(1.2, colour));
    }
    response.on_hover_text("Remove")
}
