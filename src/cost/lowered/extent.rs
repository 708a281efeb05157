//! How far can totals be from a straight line along the volumes?
//!
//! Between two volumes S(V) is within one start of V/A, and each number of steps within one, and what
//! that start makes of one, of a straight line. So the total between is at most Σ|cost|·(1 + share) + |per
//! start| from the line through the totals at both ends, and steps of which no draw takes one in
//! between do not count.

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

    /// How far a draw's total at a volume between these may be from the line through its totals there.
    pub(crate) fn ripple(&self, from: f64, to: f64) -> f64 {
        self.ripples(from, to).map(|(amount, _)| amount).sum()
    }

    /// How far a quantile of the totals is from a line, roughly: the farther apart the numbers of steps that draws
    /// have taken, the more evenly the next ones come.
    pub(crate) fn evened_ripple(&self, from: f64, to: f64) -> f64 {
        self.ripples(from, to).map(|(amount, apart)| amount / (1.0 + apart)).sum()
    }

    /// What makes totals ripple between two volumes: how much, and by how many steps draws are apart at the first one.
    fn ripples(&self, from: f64, to: f64) -> impl Iterator<Item = (f64, f64)> {
        let starts = |volume: f64, each: f64| ((volume - slack(volume)) * each).ceil();
        let least = [from, to].map(|volume| starts(volume, self.starts_each.least));
        let most = [from, to].map(|volume| starts(volume, self.starts_each.largest));
        let steps = self.steps.iter().map(move |steps| {
            let (least, most) = match steps.counted {
                Basis::Starts => (least, most),
                Basis::Accepted => ([from, to], [from, to]),
            };
            // However little is forgiven at the one and however much at the other.
            let number = |counted: f64| (counted - 2.0 * slack(counted)).ceil();
            let (fewest, first) =
                (number(least[0] * steps.share_each.least), (most[0] * steps.share_each.largest).ceil());
            let takes_none = fewest >= (most[1] * steps.share_each.largest).ceil();
            let amount = if takes_none { 0.0 } else { steps.cost.magnitude() * (1.0 + steps.share_each.largest) };
            (amount, first - fewest)
        });
        steps.chain([(self.per_start.magnitude(), most[0] - least[0])])
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
