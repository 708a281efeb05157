//! What is open, is it saved, and what can be done with it?

use eframe::egui;

use crate::model::Scenario;
use crate::session::Command;

/// Draws the title and the file commands.
pub fn top_bar_ui(ui: &mut egui::Ui, scenario: &Scenario, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        ui.strong(&scenario.title);
        for command in [Command::New, Command::Open, Command::Save, Command::Undo, Command::Redo] {
            if ui.button(command.label()).on_hover_text(command.tooltip()).clicked() {
                commands.push(command);
            }
        }
    });
}
