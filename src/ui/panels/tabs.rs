//! What does the middle of the window show? One tab at a time.

use eframe::egui::Ui;

use super::{breakdown, chart, data, process, risk, schedule, sensitivity};
use crate::model::Scenario;
use crate::session::{Command, Results, Tab};
use crate::ui::view::View;

/// Draws the tab that is looked at.
pub fn tab_ui(ui: &mut Ui, scenario: &Scenario, results: &Results, view: &mut View, commands: &mut Vec<Command>) {
    match view.tab {
        Tab::Chart => chart::chart_ui(ui, scenario, results, view, commands),
        Tab::Sensitivity => sensitivity::sensitivity_ui(ui, scenario, results, view),
        Tab::Risk => risk::risk_ui(ui, scenario, results, view),
        Tab::Schedule => schedule::schedule_ui(ui, scenario, results, view, commands),
        Tab::Breakdown => breakdown::breakdown_ui(ui, scenario, results, view),
        Tab::Process => process::process_ui(ui, scenario, results, view),
        Tab::Data => data::data_ui(ui, scenario, results, view, commands),
    }
}
