//! What do the sums of many draws come to at a volume, as fast as the machine goes?
//!
//! Four draws go side by side through the widest instructions there are, each through the same
//! operations in the same order as it would alone.

#![allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]

use fearless_simd::prelude::*;
use fearless_simd::{Simd, f64x4};

use super::{Column, Least, LoweredRoute, Steps};
use crate::cost::rounding::{TOLERANCE, ceil_star, slack};
use crate::model::route::Basis;

/// Draws side by side.
const WIDTH: usize = 4;

/// FourDraws of the draws side by side.
pub(crate) type Chunk = [f64; WIDTH];

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

/// What a [`AtVolume`] goes through: the fixed amount, the amount per start, and 1/A, of four draws each.
pub(crate) type FourDraws = [Chunk; 3];

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

    /// The numbers of four draws.
    pub(crate) fn numbers(&self, first: usize) -> FourDraws {
        let four = |numbers: &[f64]| std::array::from_fn(|lane| numbers[first + lane]);
        [four(&self.fixed), four(&self.per_start), four(&self.starts_each)]
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

    /// The line. `GIVEN` starts are there, others are `KEEP`t where they are asked for; steps may be `COUNTED`.
    #[inline(always)]
    fn line_sums<S: Simd, const GIVEN: bool, const COUNTED: bool, const KEEP: bool>(
        &self,
        simd: S,
        line: AtVolume,
        starts: &mut [f64],
        totals: &mut [f64],
    ) {
        let ((whole, rest), (starts, rest_starts)) = (totals.as_chunks_mut::<WIDTH>(), starts.as_chunks_mut::<WIDTH>());
        let numbers = chunks(&self.fixed).iter().zip(chunks(&self.per_start)).zip(chunks(&self.starts_each));
        for (((fixed, per_start), each), (starts, total)) in numbers.zip(starts.iter_mut().zip(&mut *whole)) {
            let started =
                if GIVEN { f64x4::from_slice(simd, starts) } else { line.starts(f64x4::from_slice(simd, each)) };
            if KEEP && !GIVEN {
                *starts = *started;
            }
            let [fixed, per_start] = [fixed, per_start].map(|it| f64x4::from_slice(simd, it));
            *total = *line.total::<S, COUNTED>(fixed, per_start, started);
        }
        for (draw, (total, starts)) in (whole.len() * WIDTH..).zip(rest.iter_mut().zip(rest_starts)) {
            if !GIVEN {
                *starts = line.starts_of_one(self.starts_each[draw]);
            }
            *total = line.total_of_one(self.fixed[draw], self.per_start[draw], *starts);
        }
    }
}

impl AtVolume {
    /// The totals of four draws, where steps are `COUNTED` or need not be.
    #[inline(always)]
    pub(crate) fn totals<S: Simd, const COUNTED: bool>(&self, simd: S, numbers: &FourDraws) -> f64x4<S> {
        let [fixed, per_start, each] = numbers.each_ref().map(|it| f64x4::from_slice(simd, it));
        self.total::<S, COUNTED>(fixed, per_start, self.starts(each))
    }

    #[inline(always)]
    fn starts<S: Simd>(&self, each: f64x4<S>) -> f64x4<S> {
        (each * self.target).ceil()
    }

    fn starts_of_one(&self, each: f64) -> f64 {
        (each * self.target).ceil()
    }

    #[inline(always)]
    fn total<S: Simd, const COUNTED: bool>(&self, fixed: f64x4<S>, per_start: f64x4<S>, started: f64x4<S>) -> f64x4<S> {
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
        let ((whole, rest), (starts, rest_starts)) = (totals.as_chunks_mut::<WIDTH>(), starts.as_chunks::<WIDTH>());
        for (total, starts) in whole.iter_mut().zip(starts) {
            let number = self.numbers(f64x4::from_slice(simd, starts) * share_each);
            *total = *(f64x4::from_slice(simd, total) + number * cost);
        }
        for (total, starts) in rest.iter_mut().zip(rest_starts) {
            *total += self.number(starts * share_each) * cost;
        }
    }

    /// Adds the cost for as many as are counted.
    #[inline(always)]
    fn add<S: Simd>(&self, simd: S, volume: f64, starts: &[f64], totals: &mut [f64]) {
        let ((whole, rest), (starts, rest_starts)) = (totals.as_chunks_mut::<WIDTH>(), starts.as_chunks::<WIDTH>());
        for (index, (total, starts)) in whole.iter_mut().zip(starts).enumerate() {
            let counted = match self.counted {
                Basis::Starts => f64x4::from_slice(simd, starts),
                Basis::Accepted => f64x4::splat(simd, volume),
            };
            let number = self.numbers(counted * self.share_each.lanes(simd, index));
            *total = *(f64x4::from_slice(simd, total) + number * self.cost.lanes(simd, index));
        }
        for (draw, (total, starts)) in (whole.len() * WIDTH..).zip(rest.iter_mut().zip(rest_starts)) {
            let counted = match self.counted {
                Basis::Starts => *starts,
                Basis::Accepted => volume,
            };
            *total += self.number(counted * self.share_each.at(draw)) * self.cost.at(draw);
        }
    }

    /// How many a quotient that is not negative makes.
    #[inline(always)]
    fn numbers<S: Simd>(&self, quotient: f64x4<S>) -> f64x4<S> {
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
    fn lanes<S: Simd>(&self, simd: S, index: usize) -> f64x4<S> {
        match chunks(&self.numbers).get(index) {
            Some(numbers) => f64x4::from_slice(simd, numbers),
            None => f64x4::splat(simd, self.first),
        }
    }
}

fn chunks(numbers: &[f64]) -> &[Chunk] {
    numbers.as_chunks().0
}
