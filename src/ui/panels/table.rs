//! The table panel.

use eframe::egui;

use crate::model::Scenario;
use crate::session::{Command, Results};
use crate::ui::view::View;

/// Draws the table panel.
pub fn table_ui(
    ui: &mut egui::Ui,
    scenario: &Scenario,
    results: &Results,
    view: &mut View,
    commands: &mut Vec<Command>,
) {
    let _ = (scenario, results, view, commands);
    ui.label("table");
}
