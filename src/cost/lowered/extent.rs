//! How far can totals be from a straight line along the volumes?
//!
//! S(V) is at most one start above V/A, and a number of steps at most one, and what that start makes of
//! one, above the share of it. So a total is at most Σcost·(1 + share) + per start above the straight line
//! fixed + V·(per part + (per start + Σcost·share)/A); what costs less than nothing takes it below instead.
//! Steps of which no draw takes one between two volumes are fixed there.

use super::{Column, Least, LoweredRoute, MODERATE};
use crate::cost::rounding::{larger, slack, smaller};
use crate::cost::wide;
use crate::model::route::Basis;

/// What all draws of a lowered route lie within.
#[derive(Clone, Debug)]
pub(crate) struct Extent {
    per_start: Range,
    starts_each: Range,
    steps: Vec<StepsExtent>,
}

#[derive(Clone, Debug)]
struct StepsExtent {
    counted: Basis,
    least: Least,
    cost: Range,
    share_each: Range,
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
pub(super) struct Range {
    pub(super) least: f64,
    pub(super) largest: f64,
}

/// Of no number.
impl Default for Range {
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
            cost: Range::of_column(&steps.cost),
            share_each: Range::of_column(&steps.share_each),
        });
        Extent { per_start: Range::of(&self.per_start), starts_each: self.starts_range, steps: steps.collect() }
    }
}

impl LoweredRoute {
    /// What is straight of the totals of all draws at the two volumes `ends`.
    pub(crate) fn lines(&self, straight: &Straight, ends: [f64; 2], totals: [&mut [f64]; 2]) {
        wide(
            #[inline(always)]
            || self.wide_lines(straight, ends, totals),
        );
    }

    #[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
    #[inline(always)]
    fn wide_lines(&self, straight: &Straight, [from, to]: [f64; 2], [fixed, per_part]: [&mut [f64]; 2]) {
        let [mut fixed_alike, mut per_part_alike, mut per_start_alike] = [0.0; 3];
        let mut differing = Vec::new();
        per_part_alike += self.per_part.only().unwrap_or(0.0);
        for (steps, taken) in self.steps.iter().zip(&straight.taken) {
            match (taken, steps.counted, steps.cost.only(), steps.share_each.only()) {
                (Some(taken), _, Some(cost), _) => fixed_alike += cost * steps.least.of(*taken),
                (None, Basis::Starts, Some(cost), Some(share_each)) => per_start_alike += cost * share_each,
                (None, Basis::Accepted, Some(cost), Some(share_each)) => per_part_alike += cost * share_each,
                _ => differing.push((steps, taken)),
            }
        }
        let draws = self.fixed.iter().zip(&self.per_start).zip(&self.starts_each);
        for (((own_fixed, per_start), each), (fixed, per_part)) in draws.zip(fixed.iter_mut().zip(&mut *per_part)) {
            *fixed = own_fixed + fixed_alike;
            *per_part = (per_start + per_start_alike) * each + per_part_alike;
        }
        for (sum, number) in per_part.iter_mut().zip(&self.per_part.numbers) {
            *sum += number;
        }
        for (steps, taken) in differing {
            for (draw, (fixed, per_part)) in fixed.iter_mut().zip(&mut *per_part).enumerate() {
                let (cost, share_each) = (steps.cost.at(draw), steps.share_each.at(draw));
                match (taken, steps.counted) {
                    (Some(taken), _) => *fixed += cost * steps.least.of(*taken),
                    (None, Basis::Starts) => *per_part += cost * share_each * self.starts_each[draw],
                    (None, Basis::Accepted) => *per_part += cost * share_each,
                }
            }
        }
        for (before, after) in fixed.iter_mut().zip(per_part) {
            (*before, *after) = (*before + *after * from, *before + *after * to);
        }
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
    fn add(&mut self, cost: Range, most: f64, apart: f64) {
        self.above += cost.largest.max(0.0) * most;
        self.below -= cost.least.min(0.0) * most;
        self.evened += cost.magnitude() * most / (1.0 + apart);
    }
}

impl Range {
    pub(super) fn of(numbers: &[f64]) -> Self {
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
