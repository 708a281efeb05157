//! Can whoever works with keys see what has the keyboard, and move what a pointer would drag?
//!
//! What Tab leads to scrolls into view, and the edge of a panel that has the keyboard moves with the arrow
//! keys. Both are what a screen reader can ask egui for, so the keys ask for the same.

use eframe::egui::accesskit::{Action, ActionRequest, TreeId};
use eframe::egui::{Context, Event, EventFilter, Id, Key, Rect, Stroke, StrokeKind, Ui};

use super::theme::{FOCUS, Palette, RADIUS};

/// Room between what has the keyboard and the ring around it.
const GAP: f32 = 2.0;

/// The keys that lead from one widget to the next.
const LEADING: [Key; 5] = [Key::Tab, Key::ArrowUp, Key::ArrowDown, Key::ArrowLeft, Key::ArrowRight];

/// Scrolls what a key has just led to into view, where it is not all to be seen.
pub fn show_focused(ctx: &Context) {
    let led = Id::unique("led by a key");
    let was_led = ctx.data_mut(|data| data.remove_temp::<bool>(led)).unwrap_or(false);
    let focused = ctx.memory(eframe::egui::Memory::focused).filter(|_| was_led);
    if let Some(response) = focused.and_then(|id| ctx.read_response(id))
        && !response.interact_rect.contains_rect(response.rect)
    {
        ask(ctx, response.id, Action::ScrollIntoView);
    }
    if ctx.input(|input| LEADING.into_iter().any(|key| input.key_pressed(key))) {
        ctx.data_mut(|data| data.insert_temp(led, true));
        ctx.request_repaint();
    }
}

/// A ring around what Enter would press, also where that is filled with the accent. A field shows by its cursor
/// that it is being typed in.
pub fn ring_ui(ui: &Ui) {
    let focused = ui.memory(eframe::egui::Memory::focused).filter(|_| !ui.ctx().text_edit_focused());
    let response = focused.and_then(|id| ui.ctx().read_response(id));
    if let Some(response) = response.filter(|response| response.layer_id == ui.layer_id()) {
        let stroke = Stroke::new(FOCUS, Palette::of(ui).accent);
        let radius = f32::from(RADIUS) + GAP;
        ui.painter().rect_stroke(response.rect.expand(GAP), radius, stroke, StrokeKind::Outside);
    }
}

/// Asks a widget for something, as a screen reader would.
fn ask(ctx: &Context, id: Id, action: Action) {
    let request = ActionRequest { action, target_tree: TreeId::ROOT, target_node: id.accesskit_id(), data: None };
    ctx.input_mut(|input| input.events.push(Event::AccessKitActionRequest(request)));
}

/// The edge between a panel and what is beside it.
pub struct Edge {
    /// What its panel is called by the program.
    pub panel: &'static str,
    /// What a screen reader calls the edge.
    pub name: &'static str,
    /// The keys that make the panel wider, and narrower.
    pub keys: (Key, Key),
}

impl Edge {
    /// Draws the panel with `show`, and lets its edge be moved with the keys while it has the keyboard.
    pub fn show(&self, ui: &mut Ui, show: impl FnOnce(&mut Ui) -> Rect) {
        // The name that egui gives the edge of a panel.
        let id = ui.scope_id().with(self.panel).with("__resize");
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        if has_focus {
            let arrows = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
            for (key, action) in [(self.keys.0, Action::Increment), (self.keys.1, Action::Decrement)] {
                for _ in 0..ui.input(|input| input.num_presses(key)) {
                    ask(ui.ctx(), id, action);
                }
            }
        }
        let panel = show(ui);
        ui.ctx().accesskit_node_builder(id, |node| node.set_label(self.name));
        if has_focus {
            let edge = if self.keys.0 == Key::ArrowRight { panel.right() } else { panel.left() };
            ui.painter().vline(edge, panel.y_range(), Stroke::new(2.0, Palette::of(ui).accent));
        }
    }
}
