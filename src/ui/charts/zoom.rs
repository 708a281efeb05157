//! How does a person look closer? The wheel zooms the volumes around the pointer, with Shift the
//! costs; dragging moves; a double click fits everything again. Keys do the same around the volume line,
//! which takes the view along where it leaves it.

use eframe::egui::{Response, Ui};

use crate::charts::scale::Scale;
use crate::session::zoom::Zoom;
use crate::ui::view::View;

/// Points of scrolling that double the zoom.
const DOUBLING: f32 = 160.0;
/// What one key press does to the length of an axis.
const STEP: f32 = 1.5;
/// The fewest volumes that are looked at.
const FEWEST: f64 = 20.0;

/// Changes what is in view; costs only where their axis is given.
pub fn zoom_ui(ui: &Ui, ground: &Response, volume: &Scale, cost: Option<&Scale>, range: (u64, u64), view: &mut View) {
    if ground.double_clicked() {
        (view.volumes, view.costs) = (None, None);
        return;
    }
    if ground.dragged() {
        let delta = ground.drag_delta();
        if delta.x != 0.0 {
            view.volumes = moved(volume, -delta.x, range).or(view.volumes);
        }
        if let Some(cost) = cost.filter(|_| delta.y != 0.0 && view.costs.is_some()) {
            view.costs = Some(ends(cost, -delta.y, -delta.y));
        }
    }
    if let Some(zoom) = view.zoom.take() {
        take_step(zoom, volume, cost, range, view);
        ui.ctx().request_repaint();
    }
    let Some(pointer) = ground.hover_pos() else { return };
    let (scroll, shift) = ui.input(|input| (input.smooth_scroll_delta, input.modifiers.shift));
    let (across, along) = if shift { (scroll.x + scroll.y, 0.0) } else { (0.0, scroll.y) };
    if along != 0.0 {
        view.volumes = zoomed(volume, pointer.x, factor(along), range).or(view.volumes);
    }
    if let Some(cost) = cost.filter(|_| across != 0.0) {
        view.costs = Some(around(cost, pointer.y, factor(across)));
    }
}

/// A step of zoom that was asked for by key or by name.
#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
fn take_step(zoom: Zoom, volume: &Scale, cost: Option<&Scale>, range: (u64, u64), view: &mut View) {
    let line = volume.position(view.volume as f64);
    let middle = |scale: &Scale| f32::midpoint(scale.paper().0, scale.paper().1);
    match (zoom, cost) {
        (Zoom::Closer, _) => view.volumes = zoomed(volume, line, 1.0 / STEP, range).or(view.volumes),
        (Zoom::Farther, _) => view.volumes = zoomed(volume, line, STEP, range).or(view.volumes),
        (Zoom::CostsCloser, Some(cost)) => view.costs = Some(around(cost, middle(cost), 1.0 / STEP)),
        (Zoom::CostsFarther, Some(cost)) => view.costs = Some(around(cost, middle(cost), STEP)),
        (Zoom::Fit, _) => (view.volumes, view.costs) = (None, None),
        (Zoom::CostsCloser | Zoom::CostsFarther, None) => {}
    }
}

/// Takes what is looked at along where the volume line has left it.
#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
pub fn follow(volume: &Scale, view: &mut View) {
    let Some((low, high)) = view.volumes else { return };
    let at = view.volume as f64;
    if (low..=high).contains(&at) {
        return;
    }
    let nearest = if at < low { low } else { high };
    let moved = |end: f64| if volume.is_logarithmic() { end * (at / nearest) } else { end + (at - nearest) };
    view.volumes = Some((moved(low), moved(high)));
}

/// How much longer the axis gets for so many points of scrolling.
fn factor(scroll: f32) -> f32 {
    (-scroll / DOUBLING).exp2()
}

/// The values that stand so far beyond the ends of the paper.
fn ends(scale: &Scale, start: f32, end: f32) -> (f64, f64) {
    let paper = scale.paper();
    (scale.value(paper.0 + start), scale.value(paper.1 + end))
}

fn around(scale: &Scale, pointer: f32, factor: f32) -> (f64, f64) {
    let (start, end) = scale.paper();
    ends(scale, (pointer - start) * (1.0 - factor), (pointer - end) * (1.0 - factor))
}

/// The view zoomed around the pointer, unless too few volumes would be left.
fn zoomed(scale: &Scale, pointer: f32, factor: f32, range: (u64, u64)) -> Option<(f64, f64)> {
    let (low, high) = around(scale, pointer, factor);
    let (first, last) = limits(scale, range);
    let (low, high) = (low.max(first), high.min(last));
    (high - low >= FEWEST).then_some((low, high))
}

/// The view moved along the axis, unless that would lead out of the range.
fn moved(scale: &Scale, by: f32, range: (u64, u64)) -> Option<(f64, f64)> {
    let (low, high) = ends(scale, by, by);
    let (first, last) = limits(scale, range);
    (low >= first * (1.0 - 1e-9) && high <= last * (1.0 + 1e-9)).then_some((low, high))
}

#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
fn limits(scale: &Scale, range: (u64, u64)) -> (f64, f64) {
    let first = if scale.is_logarithmic() { range.0.max(1) as f64 } else { 0.0 };
    (first, range.1.max(2) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RANGE: (u64, u64) = (1, 1_000_000);

    fn scale() -> Scale {
        Scale::new(true, 100.0, 1e6, 0.0, 400.0)
    }

    #[test]
    fn the_volume_under_the_pointer_stays_there() {
        let (low, high) = zoomed(&scale(), 100.0, 0.5, RANGE).unwrap_or_default();
        let closer = Scale::new(true, low, high, 0.0, 400.0);
        assert!((closer.value(100.0) - 1_000.0).abs() < 1.0);
        assert!((closer.value(400.0) - 31_622.8).abs() < 1.0);
    }

    #[test]
    fn nobody_looks_beyond_the_range_nor_closer_than_a_few_volumes() {
        assert_eq!(zoomed(&scale(), 400.0, 4.0, RANGE).map(|ends| ends.1), Some(1e6));
        assert_eq!(zoomed(&scale(), 0.0, 1e-4, RANGE), None);
        assert_eq!(moved(&scale(), 50.0, RANGE), None);
        assert!(moved(&scale(), -50.0, RANGE).is_some());
    }
}
