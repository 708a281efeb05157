//! The window: commands, then results, then what is drawn from them.

use std::sync::Arc;

use eframe::egui;

use crate::model::Scenario;
use crate::session::{Command, Results};
use crate::ui::panels::{chart, findings, inputs, table, top_bar};
use crate::ui::shortcuts;
use crate::ui::view::View;

/// The application.
pub struct App {
    scenario: Scenario,
    results: Results,
    view: View,
    commands: Vec<Command>,
}

impl App {
    /// The window on a scenario.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        let results = Results::compute(Arc::new(scenario.clone()), 0);
        Self { view: View::of(&scenario), results, scenario, commands: Vec::new() }
    }

    fn recompute(&mut self) {
        if *self.results.scenario != self.scenario {
            self.results = Results::compute(Arc::new(self.scenario.clone()), self.results.revision + 1);
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        shortcuts::take(ctx, &mut self.commands);
        self.commands.clear();
        self.recompute();
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let Self { scenario, results, view, commands } = self;
        egui::Panel::top("top bar").show(ui, |ui| top_bar::top_bar_ui(ui, scenario, commands));
        egui::Panel::left("inputs").default_size(320.0).show(ui, |ui| {
            egui::ScrollArea::vertical().show(ui, |ui| inputs::inputs_ui(ui, scenario, results, view, commands));
        });
        let computed = results.scenario.clone();
        egui::Panel::right("findings").default_size(280.0).show(ui, |ui| {
            findings::findings_ui(ui, &computed, results, view, commands);
        });
        egui::Panel::bottom("table").show(ui, |ui| table::table_ui(ui, &computed, results, view, commands));
        egui::CentralPanel::default().show(ui, |ui| chart::chart_ui(ui, &computed, results, view, commands));
    }
}
