//! Which inputs does a scenario hold, and where?
//!
//! The order of the walk is fixed: the scenario, the programme, then route by route, block by
//! block. A path names routes and items by their ids: `routes.cm.process.mould.first_pass_yield`.

use std::fmt::{Display, Write as _};

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

/// What a walk keeps in mind on its way.
trait Trail {
    /// Goes a segment deeper and gives the length to cut the path back to.
    fn enter(&mut self, segment: &str) -> usize;
    /// The same for an item of a list.
    fn enter_item(&mut self, list: &str, item: &dyn Display) -> usize;
    /// Cuts the path back.
    fn leave(&mut self, length: usize);
    /// The path so far.
    fn path(&self) -> &str;
    /// True where none of the next `inputs` inputs is wanted; they are then behind.
    fn skips(&mut self, inputs: usize) -> bool;
    /// One input, which was not skipped, is behind.
    fn saw_one(&mut self);
}

/// Every input, with its path.
impl Trail for String {
    fn enter(&mut self, segment: &str) -> usize {
        let length = self.len();
        if length > 0 {
            self.push('.');
        }
        self.push_str(segment);
        length
    }

    fn enter_item(&mut self, list: &str, item: &dyn Display) -> usize {
        let length = self.enter(list);
        // Writing to a string cannot fail.
        let _ = write!(self, ".{item}");
        length
    }

    fn leave(&mut self, length: usize) {
        self.truncate(length);
    }

    fn path(&self) -> &str {
        self
    }

    fn skips(&mut self, _inputs: usize) -> bool {
        false
    }

    fn saw_one(&mut self) {}
}

/// The inputs at certain places of the walk, without paths.
struct Chosen<'a> {
    /// The next place.
    place: usize,
    /// Places still wanted, rising.
    wanted: &'a [usize],
}

impl Trail for Chosen<'_> {
    fn enter(&mut self, _segment: &str) -> usize {
        0
    }

    fn enter_item(&mut self, _list: &str, _item: &dyn Display) -> usize {
        0
    }

    fn leave(&mut self, _length: usize) {}

    fn path(&self) -> &'static str {
        ""
    }

    fn skips(&mut self, inputs: usize) -> bool {
        let behind = self.place + inputs;
        let unwanted = self.wanted.first().is_none_or(|&next| next >= behind);
        if unwanted {
            self.place = behind;
        }
        unwanted
    }

    fn saw_one(&mut self) {
        self.place += 1;
        self.wanted = self.wanted.get(1..).unwrap_or_default();
    }
}

/// The two walks differ in nothing but what they borrow.
macro_rules! walk {
    ($scenario_walk:ident, $route_walk:ident, $making_walk:ident, $block_walk:ident, $one:ident, $slot:ident, [$($borrow:tt)+], $iter:ident, $as_ref:ident) => {
        fn $block_walk<B: Block, T: Trail>(at: &mut T, block: $($borrow)+ B, see: &mut dyn FnMut(Place<'_, $($borrow)+ dyn Slot>)) {
            if at.skips(B::FIELDS.len()) {
                return;
            }
            for field in B::FIELDS {
                $one(at, |at| at.enter(field.input.key), &field.input, (field.$slot)(block), see);
            }
        }

        fn $one<T: Trail>(
            at: &mut T,
            enter: impl Fn(&mut T) -> usize,
            input: &'static Input,
            slot: $($borrow)+ dyn Slot,
            see: &mut dyn FnMut(Place<'_, $($borrow)+ dyn Slot>),
        ) {
            if at.skips(1) {
                return;
            }
            let length = enter(at);
            see(Place { path: at.path(), input, slot });
            at.leave(length);
            at.saw_one();
        }

        fn $route_walk<T: Trail>(at: &mut T, route: $($borrow)+ Route, see: &mut dyn FnMut(Place<'_, $($borrow)+ dyn Slot>)) {
            $block_walk(at, route, see);
            if let Some(nre) = route.nre.$as_ref() {
                let length = at.enter("nre");
                $block_walk(at, nre, see);
                at.leave(length);
            }
            for tool in route.tooling.$iter() {
                let length = at.enter_item("tooling", &tool.id);
                $block_walk(at, tool, see);
                at.leave(length);
            }
            $making_walk(at, route, see);
            match route.yield_ramp.$as_ref() {
                None => {}
                Some(YieldRamp::FirstRun(ramp)) => {
                    let length = at.enter("yield_ramp");
                    $block_walk(at, ramp, see);
                    at.leave(length);
                }
                Some(YieldRamp::Exponential(ramp)) => {
                    let length = at.enter("yield_ramp");
                    $block_walk(at, ramp, see);
                    at.leave(length);
                }
            }
            if let Some(Learning::Wright(curve) | Learning::Crawford(curve)) = route.learning.$as_ref() {
                let length = at.enter("learning");
                $block_walk(at, curve, see);
                at.leave(length);
            }
            if let Some(lots) = route.lots.$as_ref() {
                let length = at.enter("lots");
                $block_walk(at, lots, see);
                at.leave(length);
            }
            if let Some(lots) = route.material_lots.$as_ref() {
                let length = at.enter("material_lots");
                $block_walk(at, lots, see);
                at.leave(length);
            }
            if let Some(costs) = route.per_part.$as_ref() {
                let length = at.enter("per_part");
                $block_walk(at, costs, see);
                at.leave(length);
            }
            if let Some(capital) = route.capital.$as_ref() {
                let length = at.enter("capital");
                $block_walk(at, capital, see);
                at.leave(length);
            }
            if let Some(staff) = route.staff.$as_ref() {
                let length = at.enter("staff");
                $block_walk(at, staff, see);
                at.leave(length);
            }
            if let Some(capacity) = route.capacity.$as_ref() {
                let length = at.enter("capacity");
                $block_walk(at, capacity, see);
                for phase in capacity.phases.$iter() {
                    $one(at, |at| at.enter_item("phases", &phase.0), &PHASE, $($borrow)+ phase.1, see);
                }
                at.leave(length);
            }
            if let Some(quality) = route.quality.$as_ref() {
                let length = at.enter("quality");
                $block_walk(at, quality, see);
                at.leave(length);
            }
            for risk in route.risks.$iter() {
                let length = at.enter_item("risks", &risk.id);
                $block_walk(at, risk, see);
                at.leave(length);
            }
            if let Some(staged) = route.staged.$as_ref() {
                let length = at.enter("staged");
                $block_walk(at, staged, see);
                at.leave(length);
            }
        }

        fn $making_walk<T: Trail>(at: &mut T, route: $($borrow)+ Route, see: &mut dyn FnMut(Place<'_, $($borrow)+ dyn Slot>)) {
            if let Some(quote) = route.quote.$as_ref() {
                let length = at.enter("quote");
                $block_walk(at, quote, see);
                for price in quote.breaks.$iter() {
                    $one(at, |at| at.enter_item("breaks", &price.0), &PRICE, $($borrow)+ price.1, see);
                }
                at.leave(length);
            }
            for step in route.process.$iter() {
                let length = at.enter_item("process", &step.id);
                $block_walk(at, step, see);
                if let Some(build_up) = step.build_up.$as_ref() {
                    let length = at.enter("build_up");
                    $block_walk(at, build_up, see);
                    at.leave(length);
                }
                if let Some(inspection) = step.inspection.$as_ref() {
                    let length = at.enter("inspection");
                    $block_walk(at, inspection, see);
                    at.leave(length);
                }
                if let Some(rework) = step.rework.$as_ref() {
                    let length = at.enter("rework");
                    $block_walk(at, rework, see);
                    at.leave(length);
                }
                at.leave(length);
            }
        }

        fn $scenario_walk<T: Trail>(at: &mut T, scenario: $($borrow)+ Scenario, see: &mut dyn FnMut(Place<'_, $($borrow)+ dyn Slot>)) {
            $block_walk(at, scenario, see);
            let length = at.enter("programme");
            $block_walk(at, $($borrow)+ scenario.programme, see);
            at.leave(length);
            for route in scenario.routes.$iter() {
                let length = at.enter_item("routes", &route.id);
                $route_walk(at, route, see);
                at.leave(length);
            }
        }
    };
}

walk!(walk, walk_route, walk_making, walk_block, walk_one, slot, [&], iter, as_ref);
walk!(walk_mut, walk_route_mut, walk_making_mut, walk_block_mut, walk_one_mut, slot_mut, [&mut], iter_mut, as_mut);

/// Calls `see` for every input of the scenario, in the fixed order.
pub fn visit(scenario: &Scenario, see: &mut dyn FnMut(Place<'_, &dyn Slot>)) {
    walk(&mut String::with_capacity(80), scenario, see);
}

/// Calls `see` for every input of the scenario, in the fixed order, so that it may change it.
pub fn visit_mut(scenario: &mut Scenario, see: &mut dyn FnMut(Place<'_, &mut dyn Slot>)) {
    walk_mut(&mut String::with_capacity(80), scenario, see);
}

/// Calls `see` for the inputs at `places` of the walk, which rise from 0, without telling their
/// paths: for those who change the same inputs again and again.
pub fn visit_places_mut(scenario: &mut Scenario, places: &[usize], see: &mut dyn FnMut(Place<'_, &mut dyn Slot>)) {
    walk_mut(&mut Chosen { place: 0, wanted: places }, scenario, see);
}

/// The input at `path` and what it holds.
#[must_use]
pub fn find(scenario: &Scenario, path: &str) -> Option<(&'static Input, Option<Estimate>)> {
    let mut found = None;
    let mut see = |place: Place<'_, &dyn Slot>| {
        if place.path == path {
            found = Some((place.input, place.slot.get().cloned()));
        }
    };
    match route_id(path).and_then(|id| scenario.route(id)) {
        Some(route) => walk_route(&mut format!("routes.{}", route.id), route, &mut see),
        None => visit(scenario, &mut see),
    }
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
    match route_id(path).and_then(|id| scenario.routes.iter_mut().find(|route| route.id == id)) {
        Some(route) => walk_route_mut(&mut format!("routes.{}", route.id), route, &mut see),
        None => visit_mut(scenario, &mut see),
    }
    found
}

/// The route that a path leads into. Break-evens put thousands of values in a row, and the window seeks some in
/// every frame: a route's input is sought in that route alone.
fn route_id(path: &str) -> Option<&str> {
    path.strip_prefix("routes.")?.split('.').next()
}
