//! Which draws of a block decide between two volumes, as fast as the machine tells?

#![allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]

use fearless_simd::Simd;
use fearless_simd::prelude::*;

use super::block::BLOCK;
use super::contested::Band;
use super::lanes::{Count, WIDTH};

/// Some of the draws of a block.
pub(super) struct Places {
    /// With room for some more, as so many are noted at a time.
    draws: [u32; BLOCK + WIDTH],
    count: usize,
}

impl Default for Places {
    fn default() -> Self {
        Self { draws: [0; BLOCK + WIDTH], count: 0 }
    }
}

impl Places {
    pub(super) fn draws(&self) -> &[u32] {
        &self.draws[..self.count]
    }

    /// Notes which draws are not on the same side of a band at both ends, given their totals and the band there, the
    /// first of them being number `start`; how many are below at both. Nothing here may wait for a branch to be guessed.
    #[allow(clippy::cast_possible_truncation, reason = "at most eight")]
    #[inline(always)]
    pub(super) fn contested<S: Simd>(
        &mut self,
        simd: S,
        start: usize,
        [before, after]: [&[f64]; 2],
        [first, last]: [Band; 2],
    ) -> f64 {
        let lows = [S::f64s::splat(simd, first.low), S::f64s::splat(simd, last.low)];
        let highs = [S::f64s::splat(simd, first.high), S::f64s::splat(simd, last.high)];
        let (mut below, mut count) = (Count::<S>::new(simd), 0);
        let mut from = u32::try_from(start).unwrap_or(u32::MAX);
        let (whole, whole_after) = (before.chunks_exact(S::f64s::LEN), after.chunks_exact(S::f64s::LEN));
        let (rest, rest_after) = (whole.remainder(), whole_after.remainder());
        for (before, after) in whole.zip(whole_after) {
            let (before, after) = (S::f64s::from_slice(simd, before), S::f64s::from_slice(simd, after));
            let under = before.simd_lt(lows[0]) & after.simd_lt(lows[1]);
            let certain = under | (before.simd_gt(highs[0]) & after.simd_gt(highs[1]));
            below.add(under);
            let uncertain = !certain.to_bitmask() as usize % (1 << S::f64s::LEN);
            self.draws[count..count + WIDTH].copy_from_slice(&TRUE_LANES[uncertain].map(|lane| from + lane));
            count += uncertain.count_ones() as usize;
            from += S::f64s::LEN as u32;
        }
        let mut below = below.total();
        for (draw, (before, after)) in (from..).zip(rest.iter().zip(rest_after)) {
            let under = *before < first.low && *after < last.low;
            below += if under { 1.0 } else { 0.0 };
            self.draws[count] = draw;
            count += usize::from(!(under || *before > first.high && *after > last.high));
        }
        self.count = count;
        below
    }
}

/// By the bits of lanes: which are true, in order, and something in the places that are left.
const TRUE_LANES: [[u32; WIDTH]; 1 << WIDTH] = true_lanes();

const fn true_lanes() -> [[u32; WIDTH]; 1 << WIDTH] {
    let mut all = [[0; WIDTH]; 1 << WIDTH];
    let mut bits = 0;
    while bits < all.len() {
        let (mut left, mut count) = (bits, 0);
        while left > 0 {
            all[bits][count] = left.trailing_zeros();
            left &= left - 1;
            count += 1;
        }
        bits += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use fearless_simd::dispatch;

    use super::super::lanes::tests::numbers;
    use super::*;
    use crate::analysis::bands::as_number;
    use crate::cost::level;

    #[test]
    fn contested_are_those_not_on_the_same_side_of_a_band_at_both_ends() {
        let band = [Band { low: 480.0, high: 520.0 }, Band { low: 510.0, high: 550.0 }];
        for count in [1, 4, 7, 511, 2_048] {
            let before = numbers(count, 5);
            let after: Vec<f64> = before.iter().zip(numbers(count, 6)).map(|(it, more)| it + more / 10.0).collect();
            let mut places = Places::default();
            let below = dispatch!(level(), simd => places.contested(simd, 3, [&before, &after], band));
            let all = || 0..before.len();
            let under = |draw: &usize| before[*draw] < 480.0 && after[*draw] < 510.0;
            let over = |draw: &usize| before[*draw] > 520.0 && after[*draw] > 550.0;
            let expected: Vec<usize> = all().filter(|draw| !under(draw) && !over(draw)).map(|draw| draw + 3).collect();
            let found: Vec<usize> = places.draws().iter().map(|draw| *draw as usize).collect();
            assert_eq!(found, expected);
            assert_eq!(below.to_bits(), as_number(all().filter(under).count()).to_bits());
        }
    }
}
