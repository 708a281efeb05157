//! At which volumes does a route's total step?
//!
//! Tools, lots, material batches and machines step where a whole number of them is used up; prices
//! and repeat orders step at breakpoints, which [`RouteCase::breakpoints`] lists.

use super::case::{Point, RouteCase};
use super::rounding::ceil_star;
use super::single::SingleRoute;

impl RouteCase {
    /// Calls `see` with the first and the last volume above `a` and up to `b` at which each kind of
    /// step happens; once where there is only one.
    pub(crate) fn steps_between(&self, a: &Point, b: &Point, see: &mut dyn FnMut(f64)) {
        self.steps(a, b, None, see);
    }

    /// Calls `see` with the last volume up to `volume` and the first one behind it, above `a` and up to `b`, at
    /// which each kind of step happens; once where there is only one.
    pub(crate) fn steps_near(&self, volume: f64, a: &Point, b: &Point, see: &mut dyn FnMut(f64)) {
        self.steps(a, b, Some(volume), see);
    }

    fn steps(&self, a: &Point, b: &Point, near: Option<f64>, see: &mut dyn FnMut(f64)) {
        let route = match self {
            Self::Single(route) => route,
            Self::Staged(staged) if a.volume > staged.pilot_units => &staged.main,
            Self::Staged(_) => return,
        };
        let before = a.volume - a.bill.volume;
        let near = near.map(|volume| (route.yields.starts_for(volume - before), volume - before));
        for size in sizes_in_starts(route) {
            let near = near.map(|(starts, _)| starts);
            for used_up in used_up_between(a.bill.starts, b.bill.starts, near, size).into_iter().flatten() {
                see(before + route.yields.volume_within(used_up) + 1.0);
            }
        }
        if route.lots.shipping > 0.0 {
            let near = near.map(|(_, volume)| volume);
            for used_up in used_up_between(a.bill.volume, b.bill.volume, near, route.lots.size).into_iter().flatten() {
                see(before + used_up.floor() + 1.0);
            }
        }
    }
}

fn sizes_in_starts(route: &SingleRoute) -> impl Iterator<Item = f64> + '_ {
    let tools = route.tools.iter().filter(|tool| tool.cost > 0.0).map(super::tooling::ToolCase::replacement);
    let paid = |size: f64, money: f64| (money > 0.0).then_some(size);
    tools
        .chain(paid(route.lots.size, route.lots.setup + route.lots.inspection))
        .chain(paid(route.material_lots.0, route.material_lots.1))
        .chain(Some(route.capital.starts_per_machine))
        .filter(|size| size.is_finite())
}

/// What has been used up where a step comes between `from` and `to`: at the first and the last one, or at those
/// before and behind `near`.
fn used_up_between(from: f64, to: f64, near: Option<f64>, size: f64) -> [Option<f64>; 2] {
    let (first, last) = (ceil_star(from / size), ceil_star(to / size) - 1.0);
    if first > last {
        return [None; 2];
    }
    let (one, other) = near.map_or((first, last), |near| {
        let begun = ceil_star(near / size);
        ((begun - 1.0).clamp(first, last), begun.clamp(first, last))
    });
    [Some(one * size), (one < other).then_some(other * size)]
}
