//! What is left of a single route's total once all but the volume is known, for many draws at a time?
//!
//! TC(V) = fixed + per part·V + per start·S(V) + Σ cost·max(least, ceil*(Q/size)) + others(V, S),
//! where Q is S(V) or V. The numbers of one kind lie side by side, so that a volume is one pass over
//! each of them. What has no place in the sum (price tables, learning, amortised tools, staff and
//! dates, and the starts of a ramp) is asked of the route itself, draw by draw. Staged routes are
//! not lowered, nor is discounted money, whose factor acts on the sum.

#[cfg(test)]
mod check;
mod extent;
mod sums;

use fearless_simd::dispatch;

pub(crate) use extent::{Extent, Extremes, Straight};
pub(crate) use sums::{AtVolume, EightDraws};

use super::aligned::Aligned;
use super::case::{ProgrammeCase, RouteCase};
use super::parts::{Part, Parts};
use super::reading::{ABREAST, Drawn, Number};
use super::rounding::TOLERANCE;
use super::single::SingleRoute;
use super::terms::Terms;
use super::tooling::{ToolCase, ToolPayment};
use super::wide::level;
use super::yield_ramp::Ramp;
use crate::model::Route;
use crate::model::route::Basis;

/// A single route under many draws.
#[derive(Clone, Debug, Default)]
pub(crate) struct LoweredRoute {
    fixed: Aligned,
    per_part: Column,
    per_start: Aligned,
    /// 1/A.
    starts_each: Aligned,
    /// What all 1/A lie within.
    starts_range: Extremes,
    steps: Vec<Steps>,
    /// The routes and programmes themselves, where something has no place in the sum.
    others: Vec<(SingleRoute, ProgrammeCase)>,
}

/// What steps wherever a whole number of something is used up, under many draws.
#[derive(Clone, Debug)]
struct Steps {
    counted: Basis,
    least: Least,
    cost: Column,
    /// 1/size, or what [`Step::share_each`] makes of it.
    share_each: Column,
}

/// A number of each draw.
#[derive(Clone, Debug, Default)]
struct Column {
    /// That of the first draw.
    first: f64,
    /// Of how many draws.
    count: usize,
    /// All of them; empty as long as they are all the same.
    numbers: Vec<f64>,
    /// For how many draws there will be room.
    room: usize,
}

/// One draw of [`Steps`].
#[derive(Clone, Copy)]
struct Step {
    counted: Basis,
    least: Least,
    cost: f64,
    size: f64,
}

/// How many there are even where none is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Least {
    None,
    One,
}

/// What is no step, under one draw or several.
struct Line<N> {
    fixed: N,
    per_part: N,
    per_start: N,
    /// 1/A.
    starts_each: N,
}

/// Up to here the arithmetic on whole numbers has room to spare.
const MODERATE: f64 = 1_125_899_906_842_624.0;

impl LoweredRoute {
    /// Of no route and without draws, with room for so many, what room there was kept.
    pub(crate) fn emptied(mut self, draws: usize) -> Self {
        self.clear_line();
        self.steps.clear();
        self.others.clear();
        for column in [&mut self.fixed, &mut self.per_start, &mut self.starts_each] {
            column.make_room(draws);
        }
        self.per_part.room = draws;
        self
    }

    /// All these draws of a route, of which they change no more than its [`Terms`], as many as `count`, given it
    /// under any of them, in `room` for as many; none where more than a sum is left.
    pub(crate) fn of_draws(
        room: Self,
        stated: &Route,
        resolved: &RouteCase,
        programme: &ProgrammeCase,
        drawn: Drawn<'_>,
        count: usize,
    ) -> Option<Self> {
        let mut lowered = room;
        let is_sum = lowered.push(resolved, programme, Parts::ALL) && lowered.is_sum();
        let (RouteCase::Single(route), true) = (resolved, is_sum) else { return None };
        lowered.clear_line();
        lowered.steps.iter_mut().flat_map(|it| [&mut it.cost, &mut it.share_each]).for_each(|it| it.count = count);
        for first in (0..count).step_by(ABREAST) {
            let line = Line::of(route, &Terms::of(stated, &Drawn { first, ..drawn }), programme, false);
            lowered.push_line(&line, ABREAST.min(count - first));
        }
        lowered.starts_range = Extremes::of(&lowered.starts_each);
        Some(lowered)
    }

    /// Adds a draw, which differs from the one before in `changed` at most; false where it cannot be
    /// lowered, or not like the draws before.
    pub(crate) fn push(&mut self, route: &RouteCase, programme: &ProgrammeCase, changed: Parts) -> bool {
        let RouteCase::Single(route) = route else { return false };
        if programme.weekly_discount > 0.0 {
            return false;
        }
        let (first, others) = (self.fixed.is_empty(), has_others(route, programme));
        let stepping = [Part::Tools, Part::Lots, Part::Capital].into_iter().any(|part| changed.has(part));
        if first || stepping {
            if !self.push_steps(route, first) {
                return false;
            }
        } else {
            self.steps.iter_mut().flat_map(|it| [&mut it.cost, &mut it.share_each]).for_each(Column::repeat);
        }
        if !first && others == self.others.is_empty() {
            return false;
        }
        if others {
            self.others.push((SingleRoute::clone(route), *programme));
        }
        let line = Line::of(route, &route.terms(), programme, others);
        self.push_line(&line, 1);
        self.starts_range = self.starts_range.and(Extremes::of(&[line.starts_each]));
        true
    }

    /// Adds the first `count` draws.
    fn push_line<N: Number>(&mut self, line: &Line<N>, count: usize) {
        self.fixed.extend_from_slice(&line.fixed.draws()[..count]);
        self.per_start.extend_from_slice(&line.per_start.draws()[..count]);
        self.starts_each.extend_from_slice(&line.starts_each.draws()[..count]);
        line.per_part.draws()[..count].iter().for_each(|it| self.per_part.push(*it));
    }

    fn clear_line(&mut self) {
        [&mut self.fixed, &mut self.per_start, &mut self.starts_each].into_iter().for_each(Aligned::clear);
        self.per_part.clear();
        self.starts_range = Extremes::default();
    }

    fn push_steps(&mut self, route: &SingleRoute, first: bool) -> bool {
        let mut places = self.steps.iter_mut();
        let mut new = Vec::new();
        for step in steps(route) {
            match places.next() {
                Some(place) if place.counted == step.counted && place.least == step.least => {
                    place.cost.push(step.cost);
                    place.share_each.push(step.share_each());
                }
                None if first => new.push(Steps {
                    counted: step.counted,
                    least: step.least,
                    cost: self.per_part.alike(step.cost),
                    share_each: self.per_part.alike(step.share_each()),
                }),
                Some(_) | None => return false,
            }
        }
        let all = places.next().is_none();
        self.steps.append(&mut new);
        all
    }

    /// Whether the arithmetic has room up to `largest_volume` for draws within `extent`: all quotients are far
    /// below where whole numbers end.
    pub(crate) fn is_moderate(&self, extent: &Extent, largest_volume: f64) -> bool {
        let ramped = self.others.iter().filter(|(route, _)| route.yields.ramp != Ramp::None);
        let ramped = ramped.map(|(route, _)| route.yields.starts_for(largest_volume));
        extent.is_moderate(ramped.fold(extent.starts(largest_volume), f64::max), largest_volume)
    }

    /// True where nothing but the sum is left, which takes little room.
    pub(crate) fn is_sum(&self) -> bool {
        self.others.is_empty()
    }

    /// Adds these of another's draws; false where it does not have the same steps.
    pub(crate) fn take(&mut self, other: &Self, draws: &[u32]) -> bool {
        let alike = |(own, other): (&Steps, &Steps)| (own.counted, own.least) == (other.counted, other.least);
        let all_alike = self.steps.len() == other.steps.len() && self.steps.iter().zip(&other.steps).all(alike);
        if !all_alike && self.fixed.is_empty() {
            let blank = |it: &Steps| Steps { cost: Column::default(), share_each: Column::default(), ..*it };
            self.steps = other.steps.iter().map(blank).collect();
        } else if !all_alike {
            return false;
        }
        self.fixed.gather(&other.fixed, draws);
        self.per_start.gather(&other.per_start, draws);
        self.starts_each.gather(&other.starts_each, draws);
        self.starts_range = self.starts_range.and(other.starts_range);
        self.per_part.take(&other.per_part, draws);
        for (own, other) in self.steps.iter_mut().zip(&other.steps) {
            own.cost.take(&other.cost, draws);
            own.share_each.take(&other.share_each, draws);
        }
        true
    }

    /// How many draws there are.
    pub(crate) fn draws(&self) -> usize {
        self.fixed.len()
    }

    /// The totals of all draws at `volume`, into `totals`; `starts` is room to work in, as long.
    pub(crate) fn totals(&self, volume: f64, starts: &mut [f64], totals: &mut [f64]) {
        let ramped = self.others.iter().filter(|(route, _)| route.yields.ramp != Ramp::None);
        let ramped = ramped.map(|(route, _)| route.yields.starts_for(volume));
        let given = starts.iter_mut().zip(ramped).map(|(starts, ramped)| *starts = ramped).count() > 0;
        dispatch!(level(), simd => self.sums(simd, volume, given, starts, totals));
        for ((total, starts), (route, programme)) in totals.iter_mut().zip(&*starts).zip(&self.others) {
            *total += others(route, programme, volume, *starts);
        }
    }
}

impl Column {
    /// Another one with as much room, and a first number.
    fn alike(&self, first: f64) -> Self {
        Self { first, count: 1, numbers: Vec::new(), room: self.room }
    }

    fn clear(&mut self) {
        self.numbers.clear();
        self.count = 0;
    }

    fn push(&mut self, number: f64) {
        if self.count == 0 {
            self.first = number;
        } else if self.numbers.is_empty() && number.to_bits() != self.first.to_bits() {
            self.numbers.reserve_exact(self.room.max(self.count + 1));
            self.numbers.resize(self.count, self.first);
        }
        if !self.numbers.is_empty() {
            self.numbers.push(number);
        }
        self.count += 1;
    }

    /// Once more the last one.
    fn repeat(&mut self) {
        self.push(self.numbers.last().copied().unwrap_or(self.first));
    }

    fn at(&self, draw: usize) -> f64 {
        self.numbers.get(draw).copied().unwrap_or(self.first)
    }

    /// Adds these of another's numbers.
    fn take(&mut self, other: &Self, draws: &[u32]) {
        let alike = self.numbers.is_empty() && (self.count == 0 || self.first.to_bits() == other.first.to_bits());
        if other.numbers.is_empty() && alike {
            self.first = other.first;
            self.count += draws.len();
        } else {
            for draw in draws {
                self.push(other.at(*draw as usize));
            }
        }
    }

    /// The number, where all are the same.
    fn only(&self) -> Option<f64> {
        self.numbers.is_empty().then_some(self.first)
    }
}

impl Step {
    /// 1/size: rounding is far within what ceil* forgives. Where at least one is counted nothing
    /// below one matters, so that what ceil* forgives is always a share of the quotient, and goes in here.
    fn share_each(&self) -> f64 {
        match self.least {
            Least::None => 1.0 / self.size,
            Least::One => (1.0 - TOLERANCE) / self.size,
        }
    }
}

fn steps(route: &SingleRoute) -> impl Iterator<Item = Step> + '_ {
    let tools = route.tools.iter().map(|tool| (Basis::Starts, Least::One, tool.cost, tool.replacement()));
    let (lots, batches, capital) = (&route.lots, route.material_lots, &route.capital);
    let rest = [
        (Basis::Starts, Least::None, lots.setup + lots.inspection, lots.size),
        (Basis::Accepted, Least::None, lots.shipping, lots.size),
        (Basis::Starts, Least::None, batches.1, batches.0),
        (Basis::Starts, Least::One, capital.per_machine, capital.starts_per_machine),
    ];
    let finite = tools.chain(rest).filter(|(.., size)| size.is_finite());
    finite.map(|(counted, least, cost, size)| Step { counted, least, cost, size })
}

impl<N: Number> Line<N> {
    fn of(route: &SingleRoute, terms: &Terms<N>, programme: &ProgrammeCase, with_others: bool) -> Self {
        let (chain, per_part) = (&terms.chain, &terms.per_part);
        Self {
            fixed: fixed(terms.nre, route, programme, with_others),
            per_part: per_part.inspection + per_part.rework + per_part.shipping + terms.escape_cost_per_part,
            per_start: chain.process + chain.inspection + chain.rework,
            starts_each: N::from(1.0) / terms.accept_fraction,
        }
    }
}

/// What is paid whatever the volume.
fn fixed<N: Number>(nre: N, route: &SingleRoute, programme: &ProgrammeCase, with_others: bool) -> N {
    let machine = if route.capital.starts_per_machine.is_finite() { 0.0 } else { route.capital.per_machine };
    let tool = |tool: &ToolCase| match tool.payment {
        // The first is among the steps where there are more to follow.
        ToolPayment::WhenBought { life, .. } if life.is_finite() => tool.cost_of(1.0, 1.0) - tool.cost,
        ToolPayment::WhenBought { .. } => tool.cost_of(1.0, 1.0),
        ToolPayment::Amortised { .. } => 0.0,
    };
    let staff = if with_others { 0.0 } else { route.staff_cost(programme.weeks) };
    let tools = route.tools.iter().map(tool).sum::<f64>();
    nre + (route.risk_cost + route.capital.fixed + machine + tools + staff).into()
}

/// Whether something has no place in the sum.
fn has_others(route: &SingleRoute, programme: &ProgrammeCase) -> bool {
    let amortised = |tool: &ToolCase| matches!(tool.payment, ToolPayment::Amortised { .. });
    let delay = &programme.delay;
    route.yields.ramp != Ramp::None
        || route.quote.is_some()
        || route.learning.is_some()
        || route.tools.iter().any(amortised)
        || (route.staff.0 > 0.0 && route.schedule.per_week.is_finite())
        || (delay.cost_per_week > 0.0 && delay.due_week.is_finite())
        || (delay.window_loss > 0.0 && delay.window_week.is_finite())
}

/// What has no place in the sum.
fn others(route: &SingleRoute, programme: &ProgrammeCase, volume: f64, starts: f64) -> f64 {
    let machines = route.capital.machines(starts);
    let weeks = route.schedule.production(volume, starts, machines).max(programme.weeks);
    let due_weeks = route.due_weeks(volume.min(programme.due_quantity), machines);
    let bought = route.quote.as_ref().map_or(0.0, |quote| quote.purchase(quote.needed(volume, starts)));
    let amortised = |tool: &&ToolCase| matches!(tool.payment, ToolPayment::Amortised { .. });
    bought * (1.0 + route.duty_rate)
        + route.learning.as_ref().map_or(0.0, |curve| curve.cost_of(starts))
        + route.tools.iter().filter(amortised).map(|tool| tool.cost_of(starts, volume)).sum::<f64>()
        + route.staff_cost(weeks)
        + programme.delay.expected_cost(due_weeks, &route.delay_outcomes)
}
