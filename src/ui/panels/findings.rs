//! The findings panel.

use eframe::egui;

use crate::model::Scenario;
use crate::session::{Command, Results};
use crate::ui::view::View;

/// Draws the findings panel.
pub fn findings_ui(
    ui: &mut egui::Ui,
    scenario: &Scenario,
    results: &Results,
    view: &mut View,
    commands: &mut Vec<Command>,
) {
    let _ = (scenario, results, view, commands);
    ui.label("findings");
}
