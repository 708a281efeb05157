//! What do the sums of many draws come to at a volume, as fast as the machine goes?
//!
//! As many draws go side by side as the machine takes, eight at most, each through the same operations in the
//! same order as it would alone.

#![allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]

use std::slice::{ChunksExact, ChunksExactMut};

use fearless_simd::Simd;
use fearless_simd::prelude::*;

use super::{Column, Least, LoweredRoute, Steps};
use crate::cost::rounding::{TOLERANCE, ceil_star, slack};
use crate::model::route::Basis;

/// Draws side by side, on the widest machine.
const WIDTH: usize = 8;

/// What goes through all draws at once: what is no step, and the first of the steps where these count starts and are
/// the same under all draws.
#[derive(Clone, Copy)]
pub(crate) struct AtVolume {
    /// What 1/A turns into starts.
    target: f64,
    /// What the parts cost where that is the same under all draws, and steps where as many are taken under all draws.
    alike: f64,
    /// What each of the steps costs elsewhere.
    cost: f64,
    share_each: f64,
    /// Whether steps are counted draw by draw.
    pub(crate) counted: bool,
}

/// What an [`AtVolume`] goes through, of eight draws; where a machine reads it in one go it reads fastest.
#[repr(align(64))]
pub(crate) struct EightDraws {
    fixed: [f64; WIDTH],
    per_start: [f64; WIDTH],
    starts_each: [f64; WIDTH],
}

impl LoweredRoute {
    /// The steps of the line.
    fn alike(&self) -> Option<[f64; 2]> {
        let first = self.steps.first().filter(|it| it.counted == Basis::Starts && it.least == Least::One)?;
        Some([first.cost.only()?, first.share_each.only()?])
    }

    /// Whether there is nothing but a line.
    pub(crate) fn is_plain(&self) -> bool {
        let steps = usize::from(self.alike().is_some());
        self.is_sum() && self.per_part.only().is_some() && self.steps.len() == steps
    }

    /// The line at a volume, with steps counted draw by draw.
    #[inline(always)]
    fn counting(&self, volume: f64) -> AtVolume {
        let parts = self.per_part.only().map_or(0.0, |per_part| per_part * volume);
        let [cost, share_each] = self.alike().unwrap_or_default();
        // What 1/A is rounded by is a millionth of the slack.
        AtVolume { target: volume - slack(volume), alike: parts, cost, share_each, counted: true }
    }

    /// The line at a volume.
    #[inline(always)]
    pub(crate) fn at(&self, volume: f64) -> AtVolume {
        let at = self.counting(volume);
        let number = |each: f64| ((each * at.target).ceil() * at.share_each).ceil();
        let (fewest, most) = (number(self.starts_range.least), number(self.starts_range.largest));
        if fewest < most {
            at
        } else {
            AtVolume { alike: at.alike + most * at.cost, cost: 0.0, share_each: 0.0, counted: false, ..at }
        }
    }

    /// The numbers of eight draws.
    pub(crate) fn numbers(&self, first: usize) -> EightDraws {
        let eight = |numbers: &[f64]| std::array::from_fn(|lane| numbers[first + lane]);
        EightDraws {
            fixed: eight(&self.fixed),
            per_start: eight(&self.per_start),
            starts_each: eight(&self.starts_each),
        }
    }

    /// The total that is nothing but a line, of one draw.
    pub(crate) fn plain_total(&self, line: &AtVolume, draw: usize) -> f64 {
        line.total_of_one(self.fixed[draw], self.per_start[draw], line.starts_of_one(self.starts_each[draw]))
    }

    /// Everything but the others. Starts that are not `given` are put in place where somebody asks for them:
    /// more steps, or the others.
    #[inline(always)]
    pub(super) fn sums<S: Simd>(&self, simd: S, volume: f64, given: bool, starts: &mut [f64], totals: &mut [f64]) {
        // Starts that are given are not those that the range of 1/A tells.
        let line = if given { self.counting(volume) } else { self.at(volume) };
        let rest = &self.steps[usize::from(self.alike().is_some())..];
        match (given, line.counted, rest.is_empty() && self.is_sum()) {
            (true, _, _) => self.line_sums::<S, true, true, true>(simd, line, starts, totals),
            (false, false, true) => self.line_sums::<S, false, false, false>(simd, line, starts, totals),
            (false, true, true) => self.line_sums::<S, false, true, false>(simd, line, starts, totals),
            (false, false, false) => self.line_sums::<S, false, false, true>(simd, line, starts, totals),
            (false, true, false) => self.line_sums::<S, false, true, true>(simd, line, starts, totals),
        }
        for (total, per_part) in totals.iter_mut().zip(&self.per_part.numbers) {
            *total += per_part * volume;
        }
        for steps in rest {
            match (steps.cost.only(), steps.share_each.only()) {
                (Some(cost), Some(share_each)) => steps.add_alike(simd, volume, [cost, share_each], starts, totals),
                _ => steps.add(simd, volume, starts, totals),
            }
        }
    }

    /// The fixed amounts, the amounts per start, and 1/A.
    #[inline(always)]
    pub(super) fn side_by_side<S: Simd>(&self) -> impl Iterator<Item = (&[f64], &[f64], &[f64])> {
        let [fixed, per_start, each] = [&self.fixed, &self.per_start, &self.starts_each];
        let two = side_by_side::<S>(fixed).zip(side_by_side::<S>(per_start));
        two.zip(side_by_side::<S>(each)).map(
            #[inline(always)]
            |((fixed, per_start), each)| (fixed, per_start, each),
        )
    }

    /// The line. `GIVEN` starts are there, others are `KEEP`t where they are asked for; steps may be `COUNTED`.
    #[inline(always)]
    fn line_sums<S: Simd, const GIVEN: bool, const COUNTED: bool, const KEEP: bool>(
        &self,
        simd: S,
        line: AtVolume,
        starts: &mut [f64],
        totals: &mut [f64],
    ) {
        let whole = totals.len() - totals.len() % S::f64s::LEN;
        let places = side_by_side_mut::<S>(starts).zip(side_by_side_mut::<S>(totals));
        for ((fixed, per_start, each), (starts, totals)) in self.side_by_side::<S>().zip(places) {
            let started = if GIVEN { load(simd, starts) } else { line.starts::<S>(load(simd, each)) };
            if KEEP && !GIVEN {
                started.store_slice(starts);
            }
            line.total::<S, COUNTED>(load(simd, fixed), load(simd, per_start), started).store_slice(totals);
        }
        for draw in whole..totals.len() {
            if !GIVEN {
                starts[draw] = line.starts_of_one(self.starts_each[draw]);
            }
            totals[draw] = line.total_of_one(self.fixed[draw], self.per_start[draw], starts[draw]);
        }
    }
}

impl AtVolume {
    /// The totals of those of eight draws that go side by side, from a place on, where steps are `COUNTED` or need
    /// not be.
    #[inline(always)]
    pub(crate) fn totals<S: Simd, const COUNTED: bool>(&self, simd: S, numbers: &EightDraws, place: usize) -> S::f64s {
        let draws = place..place + S::f64s::LEN;
        let started = self.starts::<S>(load(simd, &numbers.starts_each[draws.clone()]));
        let (fixed, per_start) = (&numbers.fixed[draws.clone()], &numbers.per_start[draws]);
        self.total::<S, COUNTED>(load(simd, fixed), load(simd, per_start), started)
    }

    #[inline(always)]
    fn starts<S: Simd>(&self, each: S::f64s) -> S::f64s {
        (each * self.target).ceil()
    }

    fn starts_of_one(&self, each: f64) -> f64 {
        (each * self.target).ceil()
    }

    #[inline(always)]
    fn total<S: Simd, const COUNTED: bool>(&self, fixed: S::f64s, per_start: S::f64s, started: S::f64s) -> S::f64s {
        let sum = fixed + self.alike + per_start * started;
        if COUNTED { sum + (started * self.share_each).ceil() * self.cost } else { sum }
    }

    /// As [`Self::total`].
    fn total_of_one(&self, fixed: f64, per_start: f64, started: f64) -> f64 {
        let sum = fixed + self.alike + per_start * started;
        if self.counted { sum + (started * self.share_each).ceil() * self.cost } else { sum }
    }
}

impl Steps {
    /// Adds the cost for as many as are counted, where it is the same under all draws.
    #[inline(always)]
    fn add_alike<S: Simd>(
        &self,
        simd: S,
        volume: f64,
        [cost, share_each]: [f64; 2],
        starts: &[f64],
        totals: &mut [f64],
    ) {
        if self.counted == Basis::Accepted {
            let cost = cost * self.number(volume * share_each);
            for total in totals {
                *total += cost;
            }
            return;
        }
        let whole = totals.len() - totals.len() % S::f64s::LEN;
        for (starts, totals) in side_by_side::<S>(starts).zip(side_by_side_mut::<S>(totals)) {
            let number = self.numbers::<S>(load::<S>(simd, starts) * share_each);
            (load::<S>(simd, totals) + number * cost).store_slice(totals);
        }
        for draw in whole..totals.len() {
            totals[draw] += self.number(starts[draw] * share_each) * cost;
        }
    }

    /// Adds the cost for as many as are counted.
    #[inline(always)]
    fn add<S: Simd>(&self, simd: S, volume: f64, starts: &[f64], totals: &mut [f64]) {
        let whole = totals.len() - totals.len() % S::f64s::LEN;
        let places = side_by_side::<S>(starts).zip(side_by_side_mut::<S>(totals));
        for (index, (starts, totals)) in places.enumerate() {
            let counted = match self.counted {
                Basis::Starts => load(simd, starts),
                Basis::Accepted => S::f64s::splat(simd, volume),
            };
            let number = self.numbers::<S>(counted * self.share_each.lanes(simd, index));
            (load::<S>(simd, totals) + number * self.cost.lanes(simd, index)).store_slice(totals);
        }
        for draw in whole..totals.len() {
            let counted = match self.counted {
                Basis::Starts => starts[draw],
                Basis::Accepted => volume,
            };
            totals[draw] += self.number(counted * self.share_each.at(draw)) * self.cost.at(draw);
        }
    }

    /// How many a quotient that is not negative makes.
    #[inline(always)]
    fn numbers<S: Simd>(&self, quotient: S::f64s) -> S::f64s {
        match self.least {
            Least::None => (quotient - (quotient * TOLERANCE).max(TOLERANCE)).ceil(),
            Least::One => quotient.ceil(),
        }
    }

    /// As [`Self::numbers`].
    fn number(&self, quotient: f64) -> f64 {
        match self.least {
            Least::None => ceil_star(quotient),
            Least::One => quotient.ceil(),
        }
    }
}

impl Column {
    #[inline(always)]
    fn lanes<S: Simd>(&self, simd: S, index: usize) -> S::f64s {
        let numbers = side_by_side::<S>(&self.numbers).nth(index);
        numbers.map_or_else(
            #[inline(always)]
            || S::f64s::splat(simd, self.first),
            #[inline(always)]
            |it| load(simd, it),
        )
    }
}

/// As many numbers as go side by side, again and again; some may be left.
#[inline(always)]
fn side_by_side<S: Simd>(numbers: &[f64]) -> ChunksExact<'_, f64> {
    numbers.chunks_exact(S::f64s::LEN)
}

#[inline(always)]
pub(super) fn side_by_side_mut<S: Simd>(numbers: &mut [f64]) -> ChunksExactMut<'_, f64> {
    numbers.chunks_exact_mut(S::f64s::LEN)
}

#[inline(always)]
pub(super) fn load<S: Simd>(simd: S, numbers: &[f64]) -> S::f64s {
    S::f64s::from_slice(simd, numbers)
}
