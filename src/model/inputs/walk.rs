//! Which inputs does a scenario hold, and where?
//!
//! The order of the walk is fixed: the scenario, the programme, then route by route, block by
//! block. A path names routes and items by their ids: `routes.cm.process.mould.first_pass_yield`.

use std::fmt::Write as _;

use super::super::estimate::Estimate;
use super::super::route::{Learning, Route, YieldRamp};
use super::super::scenario::Scenario;
use super::{Absent, Block, Bounds, Input, Slot, Unit};

/// An input as a walk comes by it.
pub struct Place<'a, S> {
    /// Its path, such as `routes.cm.nre.base`.
    pub path: &'a str,
    /// Its declaration.
    pub input: &'static Input,
    /// Where it is held.
    pub slot: S,
}

/// A price in a quote's table.
static PRICE: Input = Input {
    key: "price",
    name: "Price",
    unit: Unit::MoneyPerPart,
    bounds: Bounds::NOT_NEGATIVE,
    absent: Absent::Refused(0.0),
    help: "Price from this quantity on, for as many parts as the quote's `per`.",
};

/// A phase of a lead time.
static PHASE: Input = Input {
    key: "weeks",
    name: "Phase",
    unit: Unit::Weeks,
    bounds: Bounds::NOT_NEGATIVE,
    absent: Absent::Refused(0.0),
    help: "Weeks this phase of the lead time takes.",
};

/// Adds `.segment` to the path and gives the length to cut it back to.
fn enter(path: &mut String, segment: std::fmt::Arguments<'_>) -> usize {
    let length = path.len();
    if length > 0 {
        path.push('.');
    }
    // Writing to a string cannot fail.
    let _ = path.write_fmt(segment);
    length
}

/// The two walks differ in nothing but what they borrow.
macro_rules! walk {
    ($scenario_walk:ident, $route_walk:ident, $making_walk:ident, $block_walk:ident, $slot:ident, [$($borrow:tt)+], $iter:ident, $as_ref:ident) => {
        fn $block_walk<B: Block>(at: &mut String, block: $($borrow)+ B, see: &mut dyn FnMut(Place<'_, $($borrow)+ dyn Slot>)) {
            for field in B::FIELDS {
                let length = enter(at, format_args!("{}", field.input.key));
                see(Place { path: at, input: &field.input, slot: (field.$slot)(block) });
                at.truncate(length);
            }
        }

        fn $route_walk(at: &mut String, route: $($borrow)+ Route, see: &mut dyn FnMut(Place<'_, $($borrow)+ dyn Slot>)) {
            $block_walk(at, route, see);
            if let Some(nre) = route.nre.$as_ref() {
                let length = enter(at, format_args!("nre"));
                $block_walk(at, nre, see);
                at.truncate(length);
            }
            for tool in route.tooling.$iter() {
                let length = enter(at, format_args!("tooling.{}", tool.id));
                $block_walk(at, tool, see);
                at.truncate(length);
            }
            $making_walk(at, route, see);
            match route.yield_ramp.$as_ref() {
                None => {}
                Some(YieldRamp::FirstRun(ramp)) => {
                    let length = enter(at, format_args!("yield_ramp"));
                    $block_walk(at, ramp, see);
                    at.truncate(length);
                }
                Some(YieldRamp::Exponential(ramp)) => {
                    let length = enter(at, format_args!("yield_ramp"));
                    $block_walk(at, ramp, see);
                    at.truncate(length);
                }
            }
            if let Some(Learning::Wright(curve) | Learning::Crawford(curve)) = route.learning.$as_ref() {
                let length = enter(at, format_args!("learning"));
                $block_walk(at, curve, see);
                at.truncate(length);
            }
            if let Some(lots) = route.lots.$as_ref() {
                let length = enter(at, format_args!("lots"));
                $block_walk(at, lots, see);
                at.truncate(length);
            }
            if let Some(lots) = route.material_lots.$as_ref() {
                let length = enter(at, format_args!("material_lots"));
                $block_walk(at, lots, see);
                at.truncate(length);
            }
            if let Some(costs) = route.per_part.$as_ref() {
                let length = enter(at, format_args!("per_part"));
                $block_walk(at, costs, see);
                at.truncate(length);
            }
            if let Some(capital) = route.capital.$as_ref() {
                let length = enter(at, format_args!("capital"));
                $block_walk(at, capital, see);
                at.truncate(length);
            }
            if let Some(staff) = route.staff.$as_ref() {
                let length = enter(at, format_args!("staff"));
                $block_walk(at, staff, see);
                at.truncate(length);
            }
            if let Some(capacity) = route.capacity.$as_ref() {
                let length = enter(at, format_args!("capacity"));
                $block_walk(at, capacity, see);
                for phase in capacity.phases.$iter() {
                    let length = enter(at, format_args!("phases.{}", phase.0));
                    see(Place { path: at, input: &PHASE, slot: $($borrow)+ phase.1 });
                    at.truncate(length);
                }
                at.truncate(length);
            }
            if let Some(quality) = route.quality.$as_ref() {
                let length = enter(at, format_args!("quality"));
                $block_walk(at, quality, see);
                at.truncate(length);
            }
            for risk in route.risks.$iter() {
                let length = enter(at, format_args!("risks.{}", risk.id));
                $block_walk(at, risk, see);
                at.truncate(length);
            }
            if let Some(staged) = route.staged.$as_ref() {
                let length = enter(at, format_args!("staged"));
                $block_walk(at, staged, see);
                at.truncate(length);
            }
        }

        fn $making_walk(at: &mut String, route: $($borrow)+ Route, see: &mut dyn FnMut(Place<'_, $($borrow)+ dyn Slot>)) {
            if let Some(quote) = route.quote.$as_ref() {
                let length = enter(at, format_args!("quote"));
                $block_walk(at, quote, see);
                for price in quote.breaks.$iter() {
                    let length = enter(at, format_args!("breaks.{}", price.0));
                    see(Place { path: at, input: &PRICE, slot: $($borrow)+ price.1 });
                    at.truncate(length);
                }
                at.truncate(length);
            }
            for step in route.process.$iter() {
                let length = enter(at, format_args!("process.{}", step.id));
                $block_walk(at, step, see);
                if let Some(build_up) = step.build_up.$as_ref() {
                    let length = enter(at, format_args!("build_up"));
                    $block_walk(at, build_up, see);
                    at.truncate(length);
                }
                if let Some(inspection) = step.inspection.$as_ref() {
                    let length = enter(at, format_args!("inspection"));
                    $block_walk(at, inspection, see);
                    at.truncate(length);
                }
                if let Some(rework) = step.rework.$as_ref() {
                    let length = enter(at, format_args!("rework"));
                    $block_walk(at, rework, see);
                    at.truncate(length);
                }
                at.truncate(length);
            }
        }

        /// Calls `see` for every input of the scenario, in the fixed order.
        pub fn $scenario_walk(scenario: $($borrow)+ Scenario, see: &mut dyn FnMut(Place<'_, $($borrow)+ dyn Slot>)) {
            let at = &mut String::with_capacity(80);
            $block_walk(at, scenario, see);
            let length = enter(at, format_args!("programme"));
            $block_walk(at, $($borrow)+ scenario.programme, see);
            at.truncate(length);
            for route in scenario.routes.$iter() {
                let length = enter(at, format_args!("routes.{}", route.id));
                $route_walk(at, route, see);
                at.truncate(length);
            }
        }
    };
}

walk!(visit, visit_route, visit_making, visit_block, slot, [&], iter, as_ref);
walk!(visit_mut, visit_route_mut, visit_making_mut, visit_block_mut, slot_mut, [&mut], iter_mut, as_mut);

/// The input at `path` and what it holds.
#[must_use]
pub fn find(scenario: &Scenario, path: &str) -> Option<(&'static Input, Option<Estimate>)> {
    let mut found = None;
    visit(scenario, &mut |place| {
        if place.path == path {
            found = Some((place.input, place.slot.get().cloned()));
        }
    });
    found
}

/// Puts an estimate at `path`; `None` puts back what absence means. False where there is no such input.
pub fn put(scenario: &mut Scenario, path: &str, estimate: Option<&Estimate>) -> bool {
    let mut found = false;
    let mut see = |place: Place<'_, &mut dyn Slot>| {
        if place.path == path {
            place.slot.put(estimate.cloned(), place.input.absent);
            found = true;
        }
    };
    // Break-evens put thousands of values in a row: a route's input is sought in that route alone.
    let id = path.strip_prefix("routes.").and_then(|rest| rest.split('.').next());
    match id.and_then(|id| scenario.routes.iter_mut().find(|route| route.id == id)) {
        Some(route) => visit_route_mut(&mut format!("routes.{}", route.id), route, &mut see),
        None => visit_mut(scenario, &mut see),
    }
    found
}
