//! Which draws decide where the quantiles lie between two volumes?
//!
//! A total is nearly a straight line between two volumes, and so is a quantile of all totals. A draw
//! that is below the line of a quantile at both ends, by more than both may ripple, is below it in
//! between too. What is left are the draws whose lines cross that of a quantile: a tenth or two. The
//! quantile among these, given how many are below for certain, is that of all, as long as it is
//! found where it was looked for.

use fearless_simd::dispatch;

use super::block::{Block, RouteBlock};
use super::lanes;
use super::quantile::{End, Quantile, SHARES, UpTo};
use super::select::{Guess, select};
use super::{as_count, as_number};
use crate::cost::{Extent, LoweredRoute, level};

/// How far a quantile may be from a line, in probability.
const BEND: f64 = 0.006;

/// How far rounding may lead astray.
const ROUNDING: f64 = 1e-8;

/// Where a number may change sides: up to `low` it is below, beyond `high` above.
#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    pub(super) low: f64,
    pub(super) high: f64,
}

/// The draws of a route that decide between two volumes.
pub(super) struct Contested {
    route: LoweredRoute,
    /// By replicate: how many there are up to and with it.
    ends: Vec<usize>,
    /// By quantile, replicate: how many draws are below for certain.
    below: [Vec<f64>; 3],
    /// By quantile: where it is looked for at both ends.
    bands: [[Band; 2]; 3],
    lines: [[Quantile; 2]; 3],
    volumes: [f64; 2],
}

/// Room to work in.
#[derive(Default)]
pub(super) struct Room {
    marks: Vec<f64>,
    draws: Vec<usize>,
    starts: Vec<f64>,
    totals: Vec<f64>,
    /// As long as all draws.
    pub(super) columns: Vec<Vec<f64>>,
    /// Of the draws that decided last.
    pub(super) route: Option<LoweredRoute>,
}

impl Contested {
    /// Those between two ends; none where not all blocks are sums alike.
    pub(super) fn between(
        [from, to]: [&End; 2],
        blocks: &[Block],
        (number, extent): (usize, &Extent),
        replicates: usize,
        room: &mut Room,
    ) -> Option<Self> {
        let ripple = extent.ripple(from.volume, to.volume);
        let lines = [0, 1, 2].map(|quantile: usize| [from.quantiles[quantile], to.quantiles[quantile]]);
        let bands = lines.map(|ends| ends.map(|end| end.band(ripple)));
        let wider = bands.map(|ends| ends.map(|Band { low, high }| Band { low: low - ripple, high: high + ripple }));
        let mut found = Self {
            route: room.route.take().map_or_else(LoweredRoute::default, LoweredRoute::cleared),
            ends: vec![0; replicates],
            below: std::array::from_fn(|_| vec![0.0; replicates]),
            bands,
            lines,
            volumes: [from.volume, to.volume],
        };
        for block in blocks {
            let RouteBlock::Sum(route) = &block.routes[number] else { return None };
            room.draws.clear();
            for run in &block.samples.runs {
                let (first, length) = (block.samples.range.start + run.within.start, run.within.len());
                let totals = [from, to].map(|end| &end.totals[first..first + length]);
                room.marks.resize(length, 0.0);
                let below =
                    dispatch!(level(), simd => lanes::contested(simd, totals, wider, &mut room.marks[..length]));
                found.below.iter_mut().zip(below).for_each(|(by_replicate, it)| by_replicate[run.replicate] += it);
                let before = room.draws.len();
                collect(&room.marks[..length], run.within.start, &mut room.draws);
                found.ends[run.replicate] += room.draws.len() - before;
            }
            if !found.route.take(route, &room.draws) {
                return None;
            }
        }
        let mut all = 0;
        for end in &mut found.ends {
            all += *end;
            *end = all;
        }
        Some(found)
    }

    /// Leaves its room to the next.
    pub(super) fn into_route(self) -> LoweredRoute {
        self.route
    }

    /// The quantiles of all `count` totals at a volume in between; none where one is not where it was looked for.
    pub(super) fn quantiles(
        &self,
        volume: f64,
        count: usize,
        lengths: &[f64],
        room: &mut Room,
    ) -> Option<[Quantile; 3]> {
        let [from, to] = self.volumes;
        let share = (volume - from) / (to - from);
        let between = |ends: [f64; 2]| ends[0] + (ends[1] - ends[0]) * share;
        room.starts.resize(self.route.draws(), 0.0);
        room.totals.resize(self.route.draws(), 0.0);
        self.route.totals(volume, &mut room.starts, &mut room.totals);
        let positions = SHARES.map(|share| share * as_number(count - 1));
        let below = [0, 1, 2].map(|quantile: usize| as_count(self.below[quantile].iter().sum()));
        let slopes = self.lines.map(|ends| between(ends.map(|end| end.slope)));
        let ranks: [Option<usize>; 3] = [0, 1, 2]
            .map(|quantile: usize| as_count(positions[quantile]).checked_sub(below[quantile]))
            .map(|rank| rank.filter(|rank| rank + 1 < self.route.draws()));
        let [Some(first), Some(second), Some(third)] = ranks else { return None };
        let guesses = [0, 1, 2].map(|quantile: usize| Guess {
            value: between(self.lines[quantile].map(|end| end.value)),
            rise: slopes[quantile] / as_number(count),
        });
        let found = select(&room.totals, [first, second, third], guesses);
        let within = |quantile: usize| {
            let [low, high] = [self.bands[quantile].map(|band| band.low), self.bands[quantile].map(|band| band.high)];
            found[quantile].value >= between(low) && found[quantile].next <= between(high)
        };
        if ![0, 1, 2].into_iter().all(within) {
            return None;
        }
        let values = [0, 1, 2].map(|quantile: usize| found[quantile].at(positions[quantile]));
        let mut up_to = UpTo::new(lengths.len());
        up_to.add_certain(&self.below);
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        for (replicate, (start, end)) in starts.zip(&self.ends).enumerate() {
            up_to.add(replicate, &room.totals[start..*end], values);
        }
        Some(up_to.quantiles(values, slopes, lengths))
    }
}

/// Adds the places of the marks to the draws.
fn collect(marks: &[f64], first: usize, draws: &mut Vec<usize>) {
    let before = draws.len();
    draws.resize(before + marks.len() + 1, 0);
    let mut count = before;
    for (place, mark) in (first..).zip(marks) {
        draws[count] = place;
        count += usize::from(*mark > 0.0);
    }
    draws.truncate(count);
}

impl Quantile {
    /// Where to look for it near a volume at which it is known.
    fn band(&self, ripple: f64) -> Band {
        let reach = ripple + BEND * self.slope + ROUNDING * self.value.abs();
        Band { low: self.value - reach, high: self.value + reach }
    }
}
