//! What do the sums of many draws come to at a volume, as fast as the machine goes?
//!
//! Four draws go side by side through the widest instructions there are, each through the same
//! operations in the same order as it would alone.

#![allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]

use fearless_simd::prelude::*;
use fearless_simd::{Simd, f64x4};

use super::{Column, LoweredRoute, Steps};
use crate::cost::rounding::{TOLERANCE, ceil_star, slack};
use crate::model::route::Basis;

/// Draws side by side.
const WIDTH: usize = 4;

/// Numbers of the draws of a chunk.
type Chunk = [f64; WIDTH];

impl LoweredRoute {
    /// S(V) = ceil((V − slack)/A). What 1/A is rounded by is a millionth of the slack.
    #[inline(always)]
    pub(super) fn starts<S: Simd>(&self, simd: S, volume: f64, starts: &mut [f64]) {
        let target = volume - slack(volume);
        let (whole, rest) = starts.as_chunks_mut::<WIDTH>();
        let (each, last) = self.starts_each.numbers.as_chunks::<WIDTH>();
        for (starts, each) in whole.iter_mut().zip(each) {
            *starts = *(f64x4::from_slice(simd, each) * target).ceil();
        }
        for (starts, each) in rest.iter_mut().zip(last) {
            *starts = (target * each).ceil();
        }
    }

    /// Everything but the others.
    #[inline(always)]
    pub(super) fn sums<S: Simd>(&self, simd: S, volume: f64, starts: &[f64], totals: &mut [f64]) {
        let ((whole, rest), (starts, rest_starts)) = (totals.as_chunks_mut::<WIDTH>(), starts.as_chunks::<WIDTH>());
        let first_of_rest = whole.len() * WIDTH;
        if let (Some(per_part), Some([cost, share])) = (self.per_part.only(), self.first_steps_alike()) {
            let at_least = self.steps.first().map_or(0.0, |steps| steps.least.number());
            let (parts, draws) = (f64x4::splat(simd, per_part * volume), self.draws(starts, whole));
            for ((fixed, per_start), (starts, total)) in draws {
                let starts = f64x4::from_slice(simd, starts);
                let sum = f64x4::from_slice(simd, fixed) + parts + f64x4::from_slice(simd, per_start) * starts;
                *total = *(sum + stepped(starts * share, at_least) * cost);
            }
            self.steps.iter().skip(1).for_each(
                #[inline(always)]
                |steps| steps.add(simd, volume, starts, whole),
            );
        } else {
            let per_part = self.per_part.chunks();
            for (((fixed, per_start), (starts, total)), per_part) in self.draws(starts, whole).zip(per_part) {
                let parts = f64x4::from_slice(simd, per_part) * volume;
                let by_start = f64x4::from_slice(simd, per_start) * f64x4::from_slice(simd, starts);
                *total = *(f64x4::from_slice(simd, fixed) + parts + by_start);
            }
            self.steps.iter().for_each(
                #[inline(always)]
                |steps| steps.add(simd, volume, starts, whole),
            );
        }
        for (draw, (total, starts)) in (first_of_rest..).zip(rest.iter_mut().zip(rest_starts)) {
            *total = self.sum(draw, volume, *starts);
        }
    }

    /// Cost and share of one of the first steps, where they count starts and are the same under all
    /// draws: they then go with the rest, which spares a way through the totals.
    fn first_steps_alike(&self) -> Option<[f64; 2]> {
        let steps = self.steps.first().filter(|steps| steps.counted == Basis::Starts)?;
        Some([steps.cost.only()?, steps.share_each.only()?])
    }

    #[inline(always)]
    fn draws<'a>(
        &'a self,
        starts: &'a [Chunk],
        totals: &'a mut [Chunk],
    ) -> impl Iterator<Item = ((&'a Chunk, &'a Chunk), (&'a Chunk, &'a mut Chunk))> {
        self.fixed.chunks().iter().zip(self.per_start.chunks()).zip(starts.iter().zip(totals))
    }

    /// One draw of [`Self::sums`].
    fn sum(&self, draw: usize, volume: f64, starts: f64) -> f64 {
        let [fixed, per_part, per_start] =
            [&self.fixed, &self.per_part, &self.per_start].map(|column| column.numbers[draw]);
        let step = |steps: &Steps| {
            let counted = if steps.counted == Basis::Starts { starts } else { volume };
            steps.cost.numbers[draw] * ceil_star(counted * steps.share_each.numbers[draw]).max(steps.least.number())
        };
        self.steps.iter().map(step).fold(fixed + per_part * volume + per_start * starts, |sum, cost| sum + cost)
    }
}

impl Steps {
    /// Adds the cost for as many as are counted.
    #[inline(always)]
    fn add<S: Simd>(&self, simd: S, volume: f64, starts: &[Chunk], totals: &mut [Chunk]) {
        let (least, volume) = (self.least.number(), f64x4::splat(simd, volume));
        let steps = self.cost.chunks().iter().zip(self.share_each.chunks());
        for ((total, starts), (cost, share)) in totals.iter_mut().zip(starts).zip(steps) {
            let counted = if self.counted == Basis::Starts { f64x4::from_slice(simd, starts) } else { volume };
            let number = stepped(counted * f64x4::from_slice(simd, share), least);
            *total = *(f64x4::from_slice(simd, total) + number * f64x4::from_slice(simd, cost));
        }
    }
}

impl Column {
    fn chunks(&self) -> &[Chunk] {
        self.numbers.as_chunks::<WIDTH>().0
    }
}

/// ceil* of quotients that are not negative, or `least` where that is more.
#[inline(always)]
fn stepped<S: Simd>(quotient: f64x4<S>, least: f64) -> f64x4<S> {
    (quotient - (quotient * TOLERANCE).max(TOLERANCE)).ceil().max(least)
}
