//! The chart panel.

use eframe::egui;

use crate::model::Scenario;
use crate::session::{Command, Results};
use crate::ui::view::View;

/// Draws the chart panel.
pub fn chart_ui(
    ui: &mut egui::Ui,
    scenario: &Scenario,
    results: &Results,
    view: &mut View,
    commands: &mut Vec<Command>,
) {
    let _ = (scenario, results, view, commands);
    ui.label("chart");
}
