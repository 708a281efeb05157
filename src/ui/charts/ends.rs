//! The names at the right ends of curves, spread so that none covers another. A click on one hides its
//! curve, and shows it again; a double click shows it alone.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{Color32, CursorIcon, Galley, Rect, Sense, Stroke, Ui, WidgetInfo, pos2};

use super::volume_axis::VolumeAxis;
use crate::charts::look::Look;
use crate::charts::placing::spread;
use crate::charts::text;
use crate::model::Scenario;
use crate::ui::theme::{self, GRID, HAIRLINE};
use crate::ui::view::View;

/// A name this far from its curve's end is led to it by a line.
const LED: f32 = 6.0;
/// Room between two names.
const BETWEEN: f32 = 2.0;
/// A name has so many lines where there is room, and one where there is not.
const LINES: [usize; 2] = [3, 1];

/// Where a route's curve ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EndLabel {
    /// Index of the route.
    pub route: usize,
    /// What sets it apart.
    pub look: Look,
    /// Height of the end.
    pub height: f32,
    /// Whether the curve is not drawn: its name is faint, and brings it back.
    pub hidden: bool,
}

/// Indices of the routes that are hidden.
#[must_use]
pub fn hidden_routes(scenario: &Scenario, view: &View) -> Vec<usize> {
    let is_hidden = |route: &usize| scenario.routes.get(*route).is_some_and(|route| view.hidden.contains(&route.id));
    (0..scenario.routes.len()).filter(is_hidden).collect()
}

/// Draws the names beside a paper and takes their clicks; `wanted` has those first that matter most.
pub fn ends_ui(ui: &Ui, axis: &VolumeAxis, paper: Rect, wanted: &[EndLabel], scenario: &Scenario, view: &mut View) {
    let (low, high) = (paper.top() - GRID, paper.bottom() + GRID);
    let (kept, galleys) = fitting(axis, paper, wanted, high - low);
    let heights: Vec<f32> = galleys.iter().map(|galley| galley.size().y + BETWEEN).collect();
    let ends: Vec<f32> = kept.iter().map(|end| end.height).collect();
    let middles = spread(&ends, &heights, low, high);
    for ((end, galley), middle) in kept.iter().zip(galleys).zip(middles) {
        let colour = colour(axis, end);
        let left = paper.right() + 2.0 * GRID;
        if (middle - end.height).abs() > LED {
            let line = [pos2(paper.right() + 1.0, end.height), pos2(left - 2.0, middle)];
            axis.painter.line_segment(line, Stroke::new(HAIRLINE, colour));
        }
        let place = Rect::from_min_size(pos2(left, middle - galley.size().y / 2.0), galley.size());
        axis.painter.galley(place.min, galley, colour);
        clicks_ui(ui, axis, (paper, place), end, scenario, view);
    }
}

/// The names that fit in so much height, in as many lines as there is room for: those of drawn curves
/// before others, and the first of each before the last.
fn fitting(axis: &VolumeAxis, paper: Rect, wanted: &[EndLabel], height: f32) -> (Vec<EndLabel>, Vec<Arc<Galley>>) {
    let width = axis.painter.clip_rect().right() - GRID - paper.right() - 2.0 * GRID;
    let laid = |ends: &[EndLabel], lines: usize| -> Vec<Arc<Galley>> {
        ends.iter().map(|end| galley(axis, end, width, lines)).collect()
    };
    let tall = |galleys: &[Arc<Galley>]| galleys.iter().map(|galley| galley.size().y + BETWEEN).sum::<f32>();
    let full = laid(wanted, LINES[0]);
    if tall(&full) <= height {
        return (wanted.to_vec(), full);
    }
    let mut kept = wanted.to_vec();
    kept.sort_by_key(|end| end.hidden);
    let mut short = laid(&kept, LINES[1]);
    while tall(&short) > height {
        short.pop();
        kept.pop();
    }
    (kept, short)
}

fn clicks_ui(
    ui: &Ui,
    axis: &VolumeAxis,
    (paper, place): (Rect, Rect),
    end: &EndLabel,
    scenario: &Scenario,
    view: &mut View,
) {
    let (Some(name), Some(route)) = (axis.names.get(end.route), scenario.routes.get(end.route)) else { return };
    let id = ui.scope_id().with(("end", paper.top().to_bits(), &route.id));
    let response = ui.interact(place, id, Sense::click()).on_hover_cursor(CursorIcon::PointingHand);
    let said = format!("Curve of {name}");
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, !end.hidden, &said));
    if response.hovered() || response.has_focus() {
        let stroke = Stroke::new(HAIRLINE, colour(axis, end));
        axis.painter.hline(place.x_range(), place.bottom(), stroke);
    }
    view.take_clicks(&response, scenario, &route.id);
    response.on_hover_text(format!("{name}\nClick: hide or show the curve. Double click: show it alone."));
}

fn colour(axis: &VolumeAxis, end: &EndLabel) -> Color32 {
    if end.hidden { axis.palette.text_weak } else { axis.palette.route_text(end.look) }
}

/// A name in so many lines at most, without its middle where they do not hold it.
fn galley(axis: &VolumeAxis, end: &EndLabel, width: f32, lines: usize) -> Arc<Galley> {
    let name = axis.names.get(end.route).map_or("", String::as_str);
    let font = if end.hidden { theme::regular(theme::LABEL) } else { theme::semibold(theme::LABEL) };
    let laid = |name: &str| {
        let mut job = LayoutJob::simple(text::unbroken(name), font.clone(), colour(axis, end), width);
        job.wrap = TextWrapping { max_width: width, max_rows: lines, ..TextWrapping::default() };
        axis.painter.layout_job(job)
    };
    let mut forms = text::ever_shorter(name).map(|name| laid(&name));
    forms.find(|form| !form.elided).unwrap_or_else(|| laid(name))
}
