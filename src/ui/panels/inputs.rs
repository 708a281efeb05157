//! What does the user state? Every input, by its declaration.

use eframe::egui;

use crate::model::Scenario;
use crate::session::{Command, Results};
use crate::ui::view::View;

/// Draws the programme's inputs and a card for each route.
pub fn inputs_ui(
    ui: &mut egui::Ui,
    scenario: &mut Scenario,
    results: &Results,
    view: &mut View,
    commands: &mut Vec<Command>,
) {
    let _ = (results, view, commands);
    for route in &scenario.routes {
        ui.push_id(&route.id, |ui| ui.label(&route.name));
    }
}
