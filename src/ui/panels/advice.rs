//! What would it take for a route to win? The terms, beside the gap that was clicked.

use eframe::egui::{
    Context, Frame, Id, Key, LayerId, Margin, Modifiers, Popup, PopupAnchor, PopupCloseBehavior, Rect, RichText, Ui,
    pos2,
};

use crate::charts::{advice, text};
use crate::model::Scenario;
use crate::session::{Results, Task};
use crate::ui::theme::{self, GRID, Palette};
use crate::ui::view::View;
use crate::ui::widgets::sentence_ui;

/// How wide the answer is.
const WIDTH: f32 = 340.0;

/// Takes Escape, which puts the answer away.
pub fn take_escape(ctx: &Context, view: &mut View) {
    let is_free = view.asked.is_some() && !ctx.text_edit_focused();
    if is_free && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        view.asked = None;
    }
}

/// Shows the answer while a route is asked about, beside the column of the findings; a click elsewhere or Escape puts
/// it away.
pub fn advice_ui(ctx: &Context, findings: Rect, scenario: &Scenario, results: &Results, view: &mut View) {
    let Some(asked) = view.asked.clone() else { return };
    let Some(route) = results.route(&asked.route) else {
        view.asked = None;
        return;
    };
    let mut open = true;
    // Below what was clicked, or beside it where that is among the findings: it must not cut their lines.
    let (beside, at) = (findings.left() - WIDTH - 8.0 * GRID, asked.at);
    let at = if at.x > findings.left() { pos2(beside, at.y - 2.0 * GRID) } else { pos2(at.x.min(beside), at.y) };
    Popup::new(Id::unique("advice"), ctx.clone(), PopupAnchor::Position(at), LayerId::background())
        .open_bool(&mut open)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .gap(2.0 * GRID)
        .show(|ui| {
            Frame::new().inner_margin(Margin::same(8)).show(ui, |ui| {
                ui.set_width(WIDTH);
                lines_ui(ui, scenario, results, route, asked.volume);
            });
        });
    if !open {
        view.asked = None;
    }
}

fn lines_ui(ui: &mut Ui, scenario: &Scenario, results: &Results, route: usize, volume: u64) {
    let palette = Palette::of(ui);
    let caption = format!("What would it take at {}?", text::parts(volume));
    ui.label(RichText::new(caption).font(theme::semibold(theme::CAPTION)).color(palette.text_weak));
    let task = Task::Offers { route, volume };
    // What was asked of another route or volume is no answer here.
    let answer = results.offers.as_ref().filter(|answer| answer.task == task);
    let Some(answer) = answer else {
        ui.label(RichText::new("Working it out …").color(palette.text_secondary));
        return;
    };
    let is_fresh = results.has(Some(answer), &task);
    let Some(offers) = &answer.value else {
        ui.label("There is nothing to compare it with here.");
        return;
    };
    ui.spacing_mut().item_spacing.y = GRID;
    for (index, line) in advice::lines(scenario, route, volume, offers).into_iter().enumerate() {
        let (font, colour) = match index {
            0 => (theme::semibold(theme::BODY), palette.text),
            _ => (theme::regular(theme::LABEL), palette.text_secondary),
        };
        sentence_ui(ui, &line, font, palette.faded(colour, is_fresh));
    }
}
