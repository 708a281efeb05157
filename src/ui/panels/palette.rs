//! Where is it? A field in which commands, inputs and examples are found by name.

use std::sync::Arc;

use eframe::egui::{
    self, Align2, Context, Frame, Id, Key, Margin, Modal, Modifiers, Rect, Response, ScrollArea, Sense, TextEdit, Ui,
    WidgetInfo, vec2,
};

use crate::model::Scenario;
use crate::session::Command;
use crate::session::palette::{Choice, Entry, entries, found};
use crate::ui::theme::{self, GRID, Palette};
use crate::ui::view::View;
use crate::ui::widgets::elided;
use crate::ui::widgets::sought;

/// Size of the list, and height of an entry.
const WIDTH: f32 = 520.0;
const HEIGHT: f32 = 360.0;
const ENTRY: f32 = 28.0;

/// What is being looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    query: String,
    /// Place among what is found.
    chosen: usize,
    /// Everything that can be found.
    entries: Arc<Vec<Entry>>,
}

impl Search {
    /// A search that begins on this scenario.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        Self { query: String::new(), chosen: 0, entries: Arc::new(entries(scenario)) }
    }
}

/// Draws the search that is going on.
pub fn palette_ui(ctx: &Context, view: &mut View, commands: &mut Vec<Command>) {
    let Some(mut search) = view.search.take() else { return };
    let frame = Frame::window(&ctx.style_of(ctx.theme())).inner_margin(Margin::same(12));
    let modal = Modal::new(Id::unique("palette")).frame(frame).show(ctx, |ui| {
        ui.set_width(WIDTH);
        search_ui(ui, &mut search)
    });
    match modal.inner {
        Some(Choice::Run(command)) => commands.push(command),
        Some(Choice::GoTo(path)) => {
            view.reveal(&path);
            sought::seek(ctx, &path);
        }
        None if modal.should_close() => {}
        None => view.search = Some(search),
    }
}

/// Draws the field and what is found; the entry that was chosen.
fn search_ui(ui: &mut Ui, search: &mut Search) -> Option<Choice> {
    let moves = |ui: &Ui, key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (up, down) = (moves(ui, Key::ArrowUp), moves(ui, Key::ArrowDown));
    let enter = moves(ui, Key::Enter);
    let before = search.query.clone();
    let field = TextEdit::singleline(&mut search.query).hint_text("Find a command or an input").desired_width(WIDTH);
    let field = ui.add(field).accessible_name("Find a command or an input");
    if !field.has_focus() {
        field.request_focus();
    }
    let entries = search.entries.clone();
    let found = found(&entries, &search.query);
    if search.query != before {
        search.chosen = 0;
    }
    let last = found.len().saturating_sub(1);
    search.chosen = if down { search.chosen + 1 } else { search.chosen.saturating_sub(usize::from(up)) }.min(last);
    ui.add_space(GRID);
    if found.is_empty() {
        ui.label("Nothing is called that.");
    }
    let clicked = list_ui(ui, &found, search.chosen, up || down);
    clicked.or(enter.then_some(search.chosen)).and_then(|at| found.get(at)).map(|entry| entry.choice.clone())
}

/// Draws the entries; the place of the one that was clicked.
fn list_ui(ui: &mut Ui, found: &[&Entry], chosen: usize, follow: bool) -> Option<usize> {
    let mut clicked = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut list = ScrollArea::vertical().max_height(HEIGHT).auto_shrink([false, true]);
    if follow {
        #[allow(clippy::cast_precision_loss, reason = "a few hundred entries")]
        let top = chosen as f32 * ENTRY;
        list = list.vertical_scroll_offset((top - HEIGHT / 2.0).max(0.0));
    }
    list.show_rows(ui, ENTRY, found.len(), |ui, shown| {
        for at in shown {
            if let Some(entry) = found.get(at)
                && entry_ui(ui, entry, at == chosen).clicked()
            {
                clicked = Some(at);
            }
        }
    });
    clicked
}

fn entry_ui(ui: &mut Ui, entry: &Entry, is_chosen: bool) -> Response {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ENTRY), Sense::click());
    let said = format!("{}, {}", entry.name, entry.detail);
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListBoxOption, true, is_chosen, &said));
    if is_chosen || response.hovered() {
        let fill = if is_chosen { ui.visuals().selection.bg_fill } else { palette.field_hovered };
        ui.painter().rect_filled(rect, f32::from(theme::RADIUS), fill);
    }
    let beside = if is_chosen { palette.text } else { palette.text_weak };
    let inner = rect.shrink2(vec2(2.0 * GRID, 0.0));
    let name = elided(ui, &entry.name, theme::regular(theme::BODY), palette.text, 0.72 * inner.width());
    let left = inner.left() + name.size().x + 4.0 * GRID;
    ui.painter().galley(inner.left_center() - vec2(0.0, name.size().y / 2.0), name, palette.text);
    let room = Rect::from_min_max(egui::pos2(left, inner.top()), inner.max);
    let font = theme::regular(theme::LABEL);
    let detail = elided(ui, &entry.detail, font, beside, room.width());
    let place = Align2::RIGHT_CENTER.align_size_within_rect(detail.size(), room);
    ui.painter().galley(place.min, detail, beside);
    response
}
