//! Draws the names at the right ends of curves, spread so that none covers another.

use std::sync::Arc;

use eframe::egui::{Galley, Rect, Stroke, pos2};

use super::cost_curves::RIGHT;
use super::volume_axis::VolumeAxis;
use crate::charts::look::Look;
use crate::charts::placing::spread;
use crate::ui::theme::{self, GRID, HAIRLINE};

/// A name this far from its curve's end is led to it by a line.
const LED: f32 = 6.0;

/// Where a route's curve ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EndLabel {
    /// Index of the route.
    pub route: usize,
    /// What sets it apart.
    pub look: Look,
    /// Height of the end.
    pub height: f32,
}

/// Draws the names beside a paper.
pub fn paint_end_labels(axis: &VolumeAxis, paper: Rect, wanted: &[EndLabel]) {
    let width = axis.painter.clip_rect().right().min(paper.right() + RIGHT + 3.0 * GRID) - paper.right();
    let galleys: Vec<Arc<Galley>> = wanted.iter().map(|end| galley(axis, end, width)).collect();
    let heights: Vec<f32> = galleys.iter().map(|galley| galley.size().y + 2.0).collect();
    let ends: Vec<f32> = wanted.iter().map(|end| end.height).collect();
    let middles = spread(&ends, &heights, paper.top() - GRID, paper.bottom() + GRID);
    for ((end, galley), middle) in wanted.iter().zip(galleys).zip(middles) {
        let colour = axis.palette.route_text(end.look);
        let left = paper.right() + 2.0 * GRID;
        if (middle - end.height).abs() > LED {
            let line = [pos2(paper.right() + 1.0, end.height), pos2(left - 2.0, middle)];
            axis.painter.line_segment(line, Stroke::new(HAIRLINE, colour));
        }
        axis.painter.galley(pos2(left, middle - galley.size().y / 2.0), galley, colour);
    }
}

fn galley(axis: &VolumeAxis, end: &EndLabel, width: f32) -> Arc<Galley> {
    let name = axis.names.get(end.route).cloned().unwrap_or_default();
    let colour = axis.palette.route_text(end.look);
    axis.painter.layout(name, theme::semibold(theme::LABEL), colour, width - 2.0 * GRID)
}
