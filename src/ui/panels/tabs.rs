//! What does the middle of the window show? One tab at a time.

use eframe::egui::{CentralPanel, Frame, Ui, Vec2, vec2};

use super::{breakdown, chart, compare, data, process, risk, schedule, sensitivity};
use crate::model::Scenario;
use crate::session::{Command, Results, Tab};
use crate::ui::picture::{self, Picture};
use crate::ui::theme::{GRID, Palette};
use crate::ui::view::View;

/// Size of a picture in points: that of a slide. It does not depend on the window's.
const SLIDE: Vec2 = vec2(960.0, 600.0);
/// Pixels to a point of a picture.
const SHARPNESS: f32 = 2.0;

/// Draws the tab that is looked at.
pub fn tab_ui(ui: &mut Ui, scenario: &Scenario, results: &Results, view: &mut View, commands: &mut Vec<Command>) {
    match view.tab {
        Tab::Chart => chart::chart_ui(ui, scenario, results, view, commands),
        Tab::Sensitivity => sensitivity::sensitivity_ui(ui, scenario, results, view),
        Tab::Risk => risk::risk_ui(ui, scenario, results, view),
        Tab::Schedule => schedule::schedule_ui(ui, scenario, results, view, commands),
        Tab::Breakdown => breakdown::breakdown_ui(ui, scenario, results, view),
        Tab::Process => process::process_ui(ui, scenario, results, view),
        Tab::Compare => compare::compare_ui(ui, results, view, commands),
        Tab::Data => data::data_ui(ui, scenario, results, view, commands),
    }
}

/// What the tab that is looked at looks like on a slide, without what is there to be pressed on the chart.
#[must_use]
pub fn tab_picture(results: &Results, view: &View, dark: bool) -> Picture {
    let mut view = View { walked: None, ..view.clone() };
    let scenario = &results.scenario;
    picture::draw(SLIDE, SHARPNESS, dark, |ui| {
        let canvas = Frame::new().fill(Palette::of(ui).canvas).inner_margin(5.0 * GRID);
        CentralPanel::default().frame(canvas).show(ui, |ui| {
            if view.tab == Tab::Chart {
                chart::still_ui(ui, scenario, results, &mut view);
            } else {
                tab_ui(ui, scenario, results, &mut view, &mut Vec::new());
            }
        });
    })
}
