//! How far can totals be from a straight line along the volumes?
//!
//! S(V) is at most one start above V/A, and a number of steps at most one, and what that start makes of
//! one, above the share of it. So a total is at most Σcost·(1 + share) + per start above the straight line
//! fixed + V·(per part + (per start + Σcost·share)/A); what costs less than nothing takes it below instead.
//! Steps of which no draw takes one between two volumes are fixed there.

use fearless_simd::prelude::*;
use fearless_simd::{Simd, dispatch};

use super::sums::{load, side_by_side_mut};
use super::{Column, Least, Line, LoweredRoute, MODERATE, Steps};
use crate::cost::rounding::{larger, slack, smaller};
use crate::cost::{level, wide};
use crate::model::route::Basis;

/// What all draws of a lowered route lie within.
#[derive(Clone, Debug)]
pub(crate) struct Extent {
    per_start: Extremes,
    starts_each: Extremes,
    steps: Vec<StepsExtent>,
}

#[derive(Clone, Debug)]
struct StepsExtent {
    counted: Basis,
    least: Least,
    cost: Extremes,
    share_each: Extremes,
}

/// What of the totals is straight between two volumes, and how far these are from it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Straight {
    /// By kind of steps: how many are taken at all volumes between the two; none where that differs.
    taken: Vec<Option<f64>>,
    /// How far a total may be below its line.
    pub(crate) below: f64,
    /// How far a total may be above its line.
    pub(crate) above: f64,
    /// How far a quantile of the totals is from a line, roughly: the farther apart the numbers of steps that draws
    /// have taken, the more evenly the next ones come.
    pub(crate) evened: f64,
}

/// The least and the largest number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extremes {
    pub(crate) least: f64,
    pub(crate) largest: f64,
}

/// Of no number.
impl Default for Extremes {
    fn default() -> Self {
        Self { least: f64::INFINITY, largest: f64::NEG_INFINITY }
    }
}

impl LoweredRoute {
    /// What all draws lie within.
    pub(crate) fn extent(&self) -> Extent {
        let steps = self.steps.iter().map(|steps| StepsExtent {
            counted: steps.counted,
            least: steps.least,
            cost: Extremes::of_column(&steps.cost),
            share_each: Extremes::of_column(&steps.share_each),
        });
        Extent { per_start: Extremes::of(&self.per_start), starts_each: self.starts_range, steps: steps.collect() }
    }
}

impl LoweredRoute {
    /// What is straight of the totals of all draws at the two volumes `ends`.
    pub(crate) fn lines(&self, straight: &Straight, ends: [f64; 2], totals: [&mut [f64]; 2]) {
        dispatch!(level(), simd => self.lines_within(simd, straight, ends, totals));
    }

    #[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
    #[inline(always)]
    fn lines_within<S: Simd>(&self, simd: S, straight: &Straight, ends: [f64; 2], [before, after]: [&mut [f64]; 2]) {
        let (alike, differing) = self.straight_steps(straight);
        let whole = before.len() - before.len() % S::f64s::LEN;
        let places = side_by_side_mut::<S>(before).zip(side_by_side_mut::<S>(after));
        for ((fixed, per_start, each), (before, after)) in self.side_by_side::<S>().zip(places) {
            let fixed = load::<S>(simd, fixed) + alike.fixed;
            let per_part = (load::<S>(simd, per_start) + alike.per_start) * load::<S>(simd, each) + alike.per_part;
            (fixed + per_part * ends[0]).store_slice(before);
            (fixed + per_part * ends[1]).store_slice(after);
        }
        for draw in whole..before.len() {
            let fixed = self.fixed[draw] + alike.fixed;
            let per_part = (self.per_start[draw] + alike.per_start) * self.starts_each[draw] + alike.per_part;
            (before[draw], after[draw]) = (fixed + per_part * ends[0], fixed + per_part * ends[1]);
        }
        let mut add = |draw: usize, fixed: f64, per_part: f64| {
            before[draw] += fixed + per_part * ends[0];
            after[draw] += fixed + per_part * ends[1];
        };
        self.per_part.numbers.iter().enumerate().for_each(|(draw, number)| add(draw, 0.0, *number));
        for (steps, taken) in differing {
            for draw in 0..self.draws() {
                let (cost, share_each) = (steps.cost.at(draw), steps.share_each.at(draw));
                match (taken, steps.counted) {
                    (Some(taken), _) => add(draw, cost * steps.least.of(taken), 0.0),
                    (None, Basis::Starts) => add(draw, 0.0, cost * share_each * self.starts_each[draw]),
                    (None, Basis::Accepted) => add(draw, 0.0, cost * share_each),
                }
            }
        }
    }

    /// What the steps, and what else is the same under all draws, add to the lines of all draws, and the steps that
    /// differ between draws.
    fn straight_steps<'a>(&'a self, straight: &Straight) -> (Line<f64>, Vec<(&'a Steps, Option<f64>)>) {
        let per_part = self.per_part.only().unwrap_or(0.0);
        let mut alike = Line { fixed: 0.0, per_part, per_start: 0.0, starts_each: 1.0 };
        let mut differing = Vec::new();
        for (steps, &taken) in self.steps.iter().zip(&straight.taken) {
            match (taken, steps.counted, steps.cost.only(), steps.share_each.only()) {
                (Some(taken), _, Some(cost), _) => alike.fixed += cost * steps.least.of(taken),
                (None, Basis::Starts, Some(cost), Some(share_each)) => alike.per_start += cost * share_each,
                (None, Basis::Accepted, Some(cost), Some(share_each)) => alike.per_part += cost * share_each,
                _ => differing.push((steps, taken)),
            }
        }
        (alike, differing)
    }
}

impl Least {
    /// How many there are where so many are used up.
    fn of(self, number: f64) -> f64 {
        match self {
            Self::None => number,
            Self::One => number.max(1.0),
        }
    }
}

impl Extent {
    /// What both lie within; none where they do not have the same steps.
    pub(crate) fn and(mut self, other: &Self) -> Option<Self> {
        let alike =
            |(own, other): (&StepsExtent, &StepsExtent)| (own.counted, own.least) == (other.counted, other.least);
        if self.steps.len() != other.steps.len() || !self.steps.iter().zip(&other.steps).all(alike) {
            return None;
        }
        self.per_start = self.per_start.and(other.per_start);
        self.starts_each = self.starts_each.and(other.starts_each);
        for (own, other) in self.steps.iter_mut().zip(&other.steps) {
            own.cost = own.cost.and(other.cost);
            own.share_each = own.share_each.and(other.share_each);
        }
        Some(self)
    }

    /// What is straight between two volumes.
    pub(crate) fn straight(&self, from: f64, to: f64) -> Straight {
        let starts = |volume: f64, each: f64| ((volume - slack(volume)) * each).ceil();
        let least = [from, to].map(|volume| starts(volume, self.starts_each.least));
        let most = [from, to].map(|volume| starts(volume, self.starts_each.largest));
        let mut straight = Straight::default();
        straight.add(self.per_start, 1.0, most[0] - least[0]);
        for steps in &self.steps {
            let (least, most) = match steps.counted {
                Basis::Starts => (least, most),
                Basis::Accepted => ([from, to], [from, to]),
            };
            // However little is forgiven at the one and however much at the other.
            let number = |counted: f64| (counted - 2.0 * slack(counted)).ceil();
            let (fewest, first) =
                (number(least[0] * steps.share_each.least), (most[0] * steps.share_each.largest).ceil());
            let takes_none = fewest >= (most[1] * steps.share_each.largest).ceil();
            if !takes_none {
                straight.add(steps.cost, 1.0 + steps.share_each.largest, first - fewest);
            }
            straight.taken.push(takes_none.then_some(fewest));
        }
        straight
    }

    /// How many starts a volume may take without a ramp.
    pub(crate) fn starts(&self, volume: f64) -> f64 {
        volume * self.starts_each.largest
    }

    /// Whether all quotients up to so many starts and a volume are far below where whole numbers end.
    pub(crate) fn is_moderate(&self, starts: f64, volume: f64) -> bool {
        let within = |steps: &StepsExtent| starts.max(volume) * steps.share_each.largest < MODERATE;
        starts < MODERATE && self.steps.iter().all(within)
    }
}

impl Straight {
    /// Adds what is taken up to `most` more of than is straight, where draws are `apart` in how much they have taken.
    fn add(&mut self, cost: Extremes, most: f64, apart: f64) {
        self.above += cost.largest.max(0.0) * most;
        self.below -= cost.least.min(0.0) * most;
        self.evened += cost.magnitude() * most / (1.0 + apart);
    }
}

impl Extremes {
    pub(crate) fn of(numbers: &[f64]) -> Self {
        let (mut least, mut largest) = ([f64::INFINITY; 8], [f64::NEG_INFINITY; 8]);
        let (whole, rest) = numbers.as_chunks::<8>();
        wide(
            #[inline(always)]
            || {
                for chunk in whole {
                    for lane in 0..8 {
                        least[lane] = smaller(chunk[lane], least[lane]);
                        largest[lane] = larger(chunk[lane], largest[lane]);
                    }
                }
            },
        );
        Self {
            least: least.iter().chain(rest).copied().fold(f64::INFINITY, f64::min),
            largest: largest.iter().chain(rest).copied().fold(f64::NEG_INFINITY, f64::max),
        }
    }

    fn of_column(column: &Column) -> Self {
        match column.only() {
            Some(number) => Self { least: number, largest: number },
            None => Self::of(&column.numbers),
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self { least: self.least.min(other.least), largest: self.largest.max(other.largest) }
    }

    fn magnitude(self) -> f64 {
        self.least.abs().max(self.largest.abs())
    }
}
