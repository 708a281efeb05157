//! Which inputs does a scenario hold, and where?
//!
//! The order of the walk is fixed: the scenario, the programme, then route by route, block by
//! block. A path names routes and items by their ids: `routes.cm.process.mould.first_pass_yield`.

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

fn join(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}

/// The two walks differ in nothing but what they borrow.
macro_rules! walk {
    ($scenario_walk:ident, $route_walk:ident, $block_walk:ident, $one:ident, $slot:ident, [$($borrow:tt)+], $iter:ident, $as_ref:ident) => {
        fn $one(path: &str, input: &'static Input, slot: $($borrow)+ dyn Slot, see: &mut dyn FnMut(Place<'_, $($borrow)+ dyn Slot>)) {
            see(Place { path, input, slot });
        }

        fn $block_walk<B: Block>(at: &str, block: $($borrow)+ B, see: &mut dyn FnMut(Place<'_, $($borrow)+ dyn Slot>)) {
            for field in B::FIELDS {
                $one(&join(at, field.input.key), &field.input, (field.$slot)(block), see);
            }
        }

        fn $route_walk(at: &str, route: $($borrow)+ Route, see: &mut dyn FnMut(Place<'_, $($borrow)+ dyn Slot>)) {
            $block_walk(at, route, see);
            if let Some(nre) = route.nre.$as_ref() {
                $block_walk(&join(at, "nre"), nre, see);
            }
            for tool in route.tooling.$iter() {
                $block_walk(&format!("{at}.tooling.{}", tool.id), tool, see);
            }
            if let Some(quote) = route.quote.$as_ref() {
                let at = join(at, "quote");
                $block_walk(&at, quote, see);
                for price in quote.breaks.$iter() {
                    $one(&format!("{at}.breaks.{}", price.0), &PRICE, $($borrow)+ price.1, see);
                }
            }
            for step in route.process.$iter() {
                let at = format!("{at}.process.{}", step.id);
                $block_walk(&at, step, see);
                if let Some(build_up) = step.build_up.$as_ref() {
                    $block_walk(&join(&at, "build_up"), build_up, see);
                }
                if let Some(inspection) = step.inspection.$as_ref() {
                    $block_walk(&join(&at, "inspection"), inspection, see);
                }
                if let Some(rework) = step.rework.$as_ref() {
                    $block_walk(&join(&at, "rework"), rework, see);
                }
            }
            match route.yield_ramp.$as_ref() {
                None => {}
                Some(YieldRamp::FirstRun(ramp)) => $block_walk(&join(at, "yield_ramp"), ramp, see),
                Some(YieldRamp::Exponential(ramp)) => $block_walk(&join(at, "yield_ramp"), ramp, see),
            }
            if let Some(Learning::Wright(curve) | Learning::Crawford(curve)) = route.learning.$as_ref() {
                $block_walk(&join(at, "learning"), curve, see);
            }
            if let Some(lots) = route.lots.$as_ref() {
                $block_walk(&join(at, "lots"), lots, see);
            }
            if let Some(lots) = route.material_lots.$as_ref() {
                $block_walk(&join(at, "material_lots"), lots, see);
            }
            if let Some(costs) = route.per_part.$as_ref() {
                $block_walk(&join(at, "per_part"), costs, see);
            }
            if let Some(capital) = route.capital.$as_ref() {
                $block_walk(&join(at, "capital"), capital, see);
            }
            if let Some(staff) = route.staff.$as_ref() {
                $block_walk(&join(at, "staff"), staff, see);
            }
            if let Some(capacity) = route.capacity.$as_ref() {
                let at = join(at, "capacity");
                $block_walk(&at, capacity, see);
                for phase in capacity.phases.$iter() {
                    $one(&format!("{at}.phases.{}", phase.0), &PHASE, $($borrow)+ phase.1, see);
                }
            }
            if let Some(quality) = route.quality.$as_ref() {
                $block_walk(&join(at, "quality"), quality, see);
            }
            for risk in route.risks.$iter() {
                $block_walk(&format!("{at}.risks.{}", risk.id), risk, see);
            }
            if let Some(staged) = route.staged.$as_ref() {
                $block_walk(&join(at, "staged"), staged, see);
            }
        }

        /// Calls `see` for every input of the scenario, in the fixed order.
        pub fn $scenario_walk(scenario: $($borrow)+ Scenario, see: &mut dyn FnMut(Place<'_, $($borrow)+ dyn Slot>)) {
            $block_walk("", scenario, see);
            $block_walk("programme", $($borrow)+ scenario.programme, see);
            for route in scenario.routes.$iter() {
                let at = format!("routes.{}", route.id);
                $route_walk(&at, route, see);
            }
        }
    };
}

walk!(visit, visit_route, visit_block, visit_one, slot, [&], iter, as_ref);
walk!(visit_mut, visit_route_mut, visit_block_mut, visit_one_mut, slot_mut, [&mut], iter_mut, as_mut);

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
    visit_mut(scenario, &mut |place| {
        if place.path == path {
            place.slot.put(estimate.cloned(), place.input.absent);
            found = true;
        }
    });
    found
}
