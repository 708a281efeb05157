//! What are sums, least numbers and counts over some hundred numbers, as fast as the machine goes?
//!
//! Four or eight numbers go side by side through the widest instructions there are. What is added is
//! added in the same order on every machine.

#![allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]

use fearless_simd::prelude::*;
use fearless_simd::{Simd, f32x8, f64x4};

use crate::cost::smaller;

/// Numbers side by side.
const WIDTH: usize = 4;

/// Sums kept apart, so that none waits for another.
const SUMS: usize = 4;

/// Numbers taken at a time where sums are kept.
const STRIDE: usize = WIDTH * SUMS;

/// Single-precision numbers side by side.
pub(super) const GROUP: usize = 8;

/// The sum of the numbers.
#[inline(always)]
pub(super) fn sum<S: Simd>(simd: S, values: &[f64]) -> f64 {
    let (whole, rest) = values.as_chunks::<STRIDE>();
    let mut sums = [f64x4::splat(simd, 0.0); SUMS];
    for chunk in whole {
        for (sum, values) in sums.iter_mut().zip(chunk.as_chunks::<WIDTH>().0) {
            *sum += f64x4::from_slice(simd, values);
        }
    }
    all(sums) + rest.iter().sum::<f64>()
}

/// How many numbers are at most their threshold.
#[inline(always)]
pub(super) fn count_at_most<S: Simd>(simd: S, values: &[f64], thresholds: &[f64]) -> f64 {
    let ((whole, rest), (thresholds, last)) = (values.as_chunks::<STRIDE>(), thresholds.as_chunks::<STRIDE>());
    let (one, none) = (f64x4::splat(simd, 1.0), f64x4::splat(simd, 0.0));
    let mut sums = [none; SUMS];
    for (values, thresholds) in whole.iter().zip(thresholds) {
        let pairs = values.as_chunks::<WIDTH>().0.iter().zip(thresholds.as_chunks::<WIDTH>().0);
        for (sum, (values, thresholds)) in sums.iter_mut().zip(pairs) {
            let within = f64x4::from_slice(simd, values).simd_le(f64x4::from_slice(simd, thresholds));
            *sum += within.select(one, none);
        }
    }
    let counted = rest.iter().zip(last).filter(|(value, threshold)| value <= threshold).count();
    all(sums) + super::as_number(counted)
}

/// Notes the least number of each place over all rows, which are as long as `least`.
#[inline(always)]
pub(super) fn least_of<S: Simd>(simd: S, rows: &[&[f64]], least: &mut [f64]) {
    let (whole, rest) = least.as_chunks_mut::<WIDTH>();
    let from = whole.len() * WIDTH;
    for (chunk, least) in whole.iter_mut().enumerate() {
        let mut lanes = f64x4::splat(simd, f64::INFINITY);
        for row in rows {
            if let Some(values) = row.as_chunks::<WIDTH>().0.get(chunk) {
                lanes = f64x4::from_slice(simd, values).min(lanes);
            }
        }
        *least = *lanes;
    }
    for (place, least) in (from..).zip(rest) {
        *least = rows.iter().fold(f64::INFINITY, |least, row| smaller(row[place], least));
    }
}

/// Numbers that lie in a bracket.
pub(super) struct Marked<'a> {
    /// By number: not zero where it does.
    pub(super) marks: &'a mut [i32],
    /// Groups in which one does.
    pub(super) groups: &'a mut [u16],
}

/// Marks the numbers that lie in a bracket, ends included; how many groups hold one, and how many
/// numbers lie below each bracket. Only whole groups are looked at.
#[inline(always)]
pub(super) fn mark<S: Simd>(simd: S, values: &[f32], brackets: [[f32; 2]; 3], marked: Marked<'_>) -> (usize, [f32; 3]) {
    let Marked { marks, groups } = marked;
    let mut hit = 0;
    let one = f32x8::splat(simd, 1.0);
    let none = f32x8::splat(simd, 0.0);
    let [first, second, third] = brackets;
    let [first, second, third] = [
        [f32x8::splat(simd, first[0]), f32x8::splat(simd, first[1])],
        [f32x8::splat(simd, second[0]), f32x8::splat(simd, second[1])],
        [f32x8::splat(simd, third[0]), f32x8::splat(simd, third[1])],
    ];
    let mut below = [none; 3];
    for (group, (values, marks)) in
        (0_u16..).zip(values.as_chunks::<GROUP>().0.iter().zip(marks.as_chunks_mut::<GROUP>().0))
    {
        let values = f32x8::from_slice(simd, values);
        let under = [values.simd_lt(first[0]), values.simd_lt(second[0]), values.simd_lt(third[0])];
        let up_to = [values.simd_le(first[1]), values.simd_le(second[1]), values.simd_le(third[1])];
        for (below, under) in below.iter_mut().zip(under) {
            *below += under.select(one, none);
        }
        let marked = (up_to[0] ^ under[0]) | (up_to[1] ^ under[1]) | (up_to[2] ^ under[2]);
        marks.copy_from_slice(marked.as_slice());
        // Written in any case, as most of the time a branch would be guessed wrong.
        if let Some(place) = groups.get_mut(hit) {
            *place = group;
        }
        hit += usize::from(marked.any_true());
    }
    (hit, [below[0].as_slice().iter().sum(), below[1].as_slice().iter().sum(), below[2].as_slice().iter().sum()])
}

#[inline(always)]
fn all<S: Simd>([a, b, c, d]: [f64x4<S>; SUMS]) -> f64 {
    let sum = (a + b) + (c + d);
    (sum[0] + sum[1]) + (sum[2] + sum[3])
}

#[cfg(test)]
mod tests {
    use fearless_simd::dispatch;

    use super::*;
    use crate::analysis::bands::as_number;
    use crate::analysis::random::Stream;
    use crate::cost::level;

    fn numbers(count: u64, stream: u64) -> Vec<f64> {
        (0..count).map(|k| (Stream::numbered(stream, 1).uniform(k) * 1_000.0).floor()).collect()
    }

    #[test]
    fn sums_counts_and_least_numbers_are_those_of_the_plain_way() {
        for count in [0, 1, 3, 4, 7, 8, 15, 16, 17, 255, 256] {
            let (values, others) = (numbers(count, 1), numbers(count, 2));
            let (sum, counted) =
                dispatch!(level(), simd => (sum(simd, &values), count_at_most(simd, &values, &others)));
            assert!((sum - values.iter().sum::<f64>()).abs() < 1e-6);
            let expected = values.iter().zip(&others).filter(|(value, other)| value <= other).count();
            assert!((counted - as_number(expected)).abs() < 0.5);
            let mut least = vec![0.0; values.len()];
            dispatch!(level(), simd => least_of(simd, &[&values, &others], &mut least));
            let expected: Vec<f64> = values.iter().zip(&others).map(|(value, other)| value.min(*other)).collect();
            assert_eq!(least, expected);
        }
    }
}
