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

/// Numbers of the draws side by side.
type Chunk = [f64; WIDTH];

/// Steps that count starts and are the same under all draws: they go with the rest of the sum, which
/// spares a way through the totals.
#[derive(Clone, Copy, Default)]
struct Alike {
    cost: f64,
    share_each: f64,
}

impl LoweredRoute {
    /// Everything but the others. Starts that are not `given` are put in place where somebody asks for them:
    /// more steps, or the others.
    #[inline(always)]
    pub(super) fn sums<S: Simd>(&self, simd: S, volume: f64, given: bool, starts: &mut [f64], totals: &mut [f64]) {
        let alike = self.steps.first().and_then(Steps::alike);
        let rest = &self.steps[usize::from(alike.is_some())..];
        match (given, alike, rest.is_empty() && self.is_sum()) {
            (false, Some(alike), true) => self.first_sums::<S, false, true, false>(simd, volume, alike, starts, totals),
            (false, Some(alike), false) => self.first_sums::<S, false, true, true>(simd, volume, alike, starts, totals),
            (true, Some(alike), _) => self.first_sums::<S, true, true, true>(simd, volume, alike, starts, totals),
            (false, None, _) => {
                self.first_sums::<S, false, false, true>(simd, volume, Alike::default(), starts, totals);
            }
            (true, None, _) => self.first_sums::<S, true, false, true>(simd, volume, Alike::default(), starts, totals),
        }
        for (total, per_part) in totals.iter_mut().zip(&self.per_part.numbers) {
            *total += per_part * volume;
        }
        for steps in rest {
            match (steps.cost.only(), steps.share_each.only()) {
                (Some(cost), Some(share_each)) => {
                    steps.add_alike(simd, volume, Alike { cost, share_each }, starts, totals);
                }
                _ => steps.add(simd, volume, starts, totals),
            }
        }
    }

    /// The first of the steps, where they are alike, and what is no step, but for differing amounts by part.
    /// `GIVEN` starts are there, others are `KEEP`t where they are asked for; `STEPS` tells that some are alike.
    #[inline(always)]
    fn first_sums<S: Simd, const GIVEN: bool, const STEPS: bool, const KEEP: bool>(
        &self,
        simd: S,
        volume: f64,
        alike: Alike,
        starts: &mut [f64],
        totals: &mut [f64],
    ) {
        // What 1/A is rounded by is a millionth of the slack.
        let target = volume - slack(volume);
        let parts = self.per_part.only().map_or(0.0, |per_part| per_part * volume);
        let ((whole, rest), (starts, rest_starts)) = (totals.as_chunks_mut::<WIDTH>(), starts.as_chunks_mut::<WIDTH>());
        let numbers = chunks(&self.fixed).iter().zip(chunks(&self.per_start)).zip(chunks(&self.starts_each));
        for (((fixed, per_start), each), (starts, total)) in numbers.zip(starts.iter_mut().zip(&mut *whole)) {
            let started = if GIVEN {
                f64x4::from_slice(simd, starts)
            } else {
                let started = (f64x4::from_slice(simd, each) * target).ceil();
                if KEEP {
                    *starts = *started;
                }
                started
            };
            let mut sum = f64x4::from_slice(simd, fixed) + parts + f64x4::from_slice(simd, per_start) * started;
            if STEPS {
                sum += (started * alike.share_each).ceil() * alike.cost;
            }
            *total = *sum;
        }
        for (draw, (total, starts)) in (whole.len() * WIDTH..).zip(rest.iter_mut().zip(rest_starts)) {
            if !GIVEN {
                *starts = (self.starts_each[draw] * target).ceil();
            }
            *total = self.fixed[draw] + parts + self.per_start[draw] * *starts;
            if STEPS {
                *total += (*starts * alike.share_each).ceil() * alike.cost;
            }
        }
    }
}

impl Steps {
    fn alike(&self) -> Option<Alike> {
        let joined = self.counted == Basis::Starts && self.least == Least::One;
        let (cost, share_each) = (self.cost.only()?, self.share_each.only()?);
        joined.then_some(Alike { cost, share_each })
    }

    /// Adds the cost for as many as are counted, where it is the same under all draws.
    #[inline(always)]
    fn add_alike<S: Simd>(&self, simd: S, volume: f64, alike: Alike, starts: &[f64], totals: &mut [f64]) {
        if self.counted == Basis::Accepted {
            let cost = alike.cost * self.number(volume * alike.share_each);
            for total in totals {
                *total += cost;
            }
            return;
        }
        let ((whole, rest), (starts, rest_starts)) = (totals.as_chunks_mut::<WIDTH>(), starts.as_chunks::<WIDTH>());
        for (total, starts) in whole.iter_mut().zip(starts) {
            let number = self.numbers(f64x4::from_slice(simd, starts) * alike.share_each);
            *total = *(f64x4::from_slice(simd, total) + number * alike.cost);
        }
        for (total, starts) in rest.iter_mut().zip(rest_starts) {
            *total += self.number(starts * alike.share_each) * alike.cost;
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
