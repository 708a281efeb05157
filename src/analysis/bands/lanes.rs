//! What are sums, least numbers and counts over some hundred numbers, as fast as the machine goes?
//!
//! Four or eight numbers go side by side through the widest instructions there are. What is added is
//! added in the same order on every machine.

#![allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
#![allow(clippy::needless_range_loop, reason = "loops over places stay in registers, iterators over arrays do not")]

use fearless_simd::prelude::*;
use fearless_simd::{Bytes, Simd, f64x4, i32x8, mask64x4};

use super::super::crossover::TIE;
use super::contested::Band;
use crate::cost::smaller;

/// Numbers side by side.
const WIDTH: usize = 4;

/// Sums kept apart, so that none waits for another.
const SUMS: usize = 4;

/// Numbers taken at a time where sums are kept.
const STRIDE: usize = WIDTH * SUMS;

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

/// What comes of draws of some routes that all compete.
pub(super) struct Outcome<const ROUTES: usize> {
    /// By route: the sum of its totals.
    pub(super) totals: [f64; ROUTES],
    /// By route: how often it is as good as the least.
    pub(super) won: [f64; ROUTES],
    /// The sum of the least totals.
    pub(super) least: f64,
}

/// The outcome of draws, given the totals by route. Least totals are added like the others, so that who
/// always wins regrets exactly nothing.
#[inline(always)]
pub(super) fn outcome<S: Simd, const ROUTES: usize>(simd: S, rows: [&[f64]; ROUTES]) -> Outcome<ROUTES> {
    let none = f64x4::splat(simd, 0.0);
    let (mut totals, mut won, mut least) = ([none; ROUTES], [Count::new(simd); ROUTES], none);
    let chunks = rows.map(|row| row.as_chunks::<WIDTH>().0);
    for chunk in 0..chunks[0].len() {
        let (mut values, mut low) = ([none; ROUTES], f64x4::splat(simd, f64::INFINITY));
        for route in 0..ROUTES {
            values[route] = f64x4::from_slice(simd, &chunks[route][chunk]);
            low = values[route].min(low);
        }
        least += low;
        let threshold = (low + TIE).min(f64::MAX);
        for route in 0..ROUTES {
            totals[route] += values[route];
            won[route].add(values[route].simd_le(threshold));
        }
    }
    let mut all = Outcome { totals: [0.0; ROUTES], won: [0.0; ROUTES], least: total(least) };
    for route in 0..ROUTES {
        (all.totals[route], all.won[route]) = (total(totals[route]), won[route].total());
    }
    for draw in chunks[0].len() * WIDTH..rows[0].len() {
        let low = rows.iter().fold(f64::INFINITY, |low, row| smaller(row[draw], low));
        all.least += low;
        for (route, row) in rows.iter().enumerate() {
            all.totals[route] += row[draw];
            all.won[route] += if row[draw] <= smaller(low + TIE, f64::MAX) { 1.0 } else { 0.0 };
        }
    }
    all
}

/// How many numbers are below each trial.
#[inline(always)]
pub(super) fn count_below<S: Simd>(simd: S, values: &[f64], trials: [f64; 3]) -> [f64; 3] {
    let [first, second, third] = trials;
    let (first, second, third) = (f64x4::splat(simd, first), f64x4::splat(simd, second), f64x4::splat(simd, third));
    let mut below = (Count::new(simd), Count::new(simd), Count::new(simd));
    let (whole, rest) = values.as_chunks::<WIDTH>();
    for values in whole {
        let values = f64x4::from_slice(simd, values);
        below.0.add(values.simd_lt(first));
        below.1.add(values.simd_lt(second));
        below.2.add(values.simd_lt(third));
    }
    let mut counts = [below.0.total(), below.1.total(), below.2.total()];
    for value in rest {
        counts.iter_mut().zip(trials).for_each(|(count, trial)| *count += if *value < trial { 1.0 } else { 0.0 });
    }
    counts
}

/// Adds the numbers from the first of both sides on and not from the second on to those kept, and some
/// beside them; a side that is not a number lets all pass.
#[inline(always)]
pub(super) fn gather<S: Simd>(simd: S, values: &[f64], sides: [[f64; 2]; 3], kept: &mut Vec<f64>) {
    let [first, second, third] = sides;
    let lows = (f64x4::splat(simd, first[0]), f64x4::splat(simd, second[0]), f64x4::splat(simd, third[0]));
    let highs = (f64x4::splat(simd, first[1]), f64x4::splat(simd, second[1]), f64x4::splat(simd, third[1]));
    let (whole, rest) = values.as_chunks::<WIDTH>();
    for chunk in whole {
        let values = f64x4::from_slice(simd, chunk);
        let within = (values.simd_ge(lows.0) & !values.simd_ge(highs.0))
            | (values.simd_ge(lows.1) & !values.simd_ge(highs.1))
            | (values.simd_ge(lows.2) & !values.simd_ge(highs.2));
        if within.any_true() {
            kept.extend_from_slice(chunk);
        }
    }
    kept.extend_from_slice(rest);
}

/// Marks the draws that are not on the same side of each band at both ends, given their numbers and the
/// bands there; how many of the others are below each band.
#[inline(always)]
pub(super) fn contested<S: Simd>(
    simd: S,
    [before, after]: [&[f64]; 2],
    bands: [[Band; 2]; 3],
    marks: &mut [f64],
) -> [f64; 3] {
    let (one, none) = (f64x4::splat(simd, 1.0), f64x4::splat(simd, 0.0));
    let ((whole, rest), (whole_marks, rest_marks)) = (before.as_chunks::<WIDTH>(), marks.as_chunks_mut::<WIDTH>());
    let (after, rest_after) = after.as_chunks::<WIDTH>();
    let lows = [bands[0].map(|band| band.low), bands[1].map(|band| band.low), bands[2].map(|band| band.low)];
    let highs = [bands[0].map(|band| band.high), bands[1].map(|band| band.high), bands[2].map(|band| band.high)];
    let mut below = (Count::new(simd), Count::new(simd), Count::new(simd));
    for ((before, after), marks) in whole.iter().zip(after).zip(whole_marks) {
        let (before, after) = (f64x4::from_slice(simd, before), f64x4::from_slice(simd, after));
        let under = (
            before.simd_lt(lows[0][0]) & after.simd_lt(lows[0][1]),
            before.simd_lt(lows[1][0]) & after.simd_lt(lows[1][1]),
            before.simd_lt(lows[2][0]) & after.simd_lt(lows[2][1]),
        );
        let certain = (under.0 | (before.simd_gt(highs[0][0]) & after.simd_gt(highs[0][1])))
            & (under.1 | (before.simd_gt(highs[1][0]) & after.simd_gt(highs[1][1])))
            & (under.2 | (before.simd_gt(highs[2][0]) & after.simd_gt(highs[2][1])));
        below.0.add(under.0 & certain);
        below.1.add(under.1 & certain);
        below.2.add(under.2 & certain);
        *marks = *certain.select(none, one);
    }
    let mut counts = [below.0.total(), below.1.total(), below.2.total()];
    for ((before, after), mark) in rest.iter().zip(rest_after).zip(rest_marks) {
        let under = bands.map(|[first, last]| *before < first.low && *after < last.low);
        let over = bands.map(|[first, last]| *before > first.high && *after > last.high);
        let certain = under.iter().zip(over).all(|(under, over)| *under || over);
        for (count, under) in counts.iter_mut().zip(under) {
            *count += if under && certain { 1.0 } else { 0.0 };
        }
        *mark = if certain { 0.0 } else { 1.0 };
    }
    counts
}

/// How many lanes were true.
#[derive(Clone, Copy)]
struct Count<S: Simd>(i32x8<S>);

impl<S: Simd> Count<S> {
    #[inline(always)]
    fn new(simd: S) -> Self {
        Self(i32x8::splat(simd, 0))
    }

    /// A true lane is two whole numbers of minus one.
    #[inline(always)]
    fn add(&mut self, lanes: mask64x4<S>) {
        self.0 -= i32x8::from_bytes(lanes.to_bytes());
    }

    #[inline(always)]
    fn total(self) -> f64 {
        self.0.as_slice().iter().map(|it| f64::from(*it)).sum::<f64>() / 2.0
    }
}

#[inline(always)]
fn all<S: Simd>([a, b, c, d]: [f64x4<S>; SUMS]) -> f64 {
    total((a + b) + (c + d))
}

#[inline(always)]
fn total<S: Simd>(sum: f64x4<S>) -> f64 {
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

    #[test]
    fn an_outcome_is_that_of_the_draws_one_by_one() {
        for count in [1, 3, 4, 7, 64, 257] {
            let rows = [numbers(count, 1), numbers(count, 2), numbers(count, 3)];
            let rows = [rows[0].as_slice(), &rows[1], &rows[2]];
            let found = dispatch!(level(), simd => outcome(simd, rows));
            let least = |draw: usize| rows[0][draw].min(rows[1][draw]).min(rows[2][draw]);
            let all = || 0..rows[0].len();
            assert!((found.least - all().map(least).sum::<f64>()).abs() < 1e-6);
            for route in 0..3 {
                assert!((found.totals[route] - rows[route].iter().sum::<f64>()).abs() < 1e-6);
                let won = all().filter(|&draw| rows[route][draw] <= least(draw) + TIE).count();
                assert!((found.won[route] - as_number(won)).abs() < 0.5);
            }
        }
    }

    #[test]
    fn counts_below_and_what_is_gathered_are_those_of_the_plain_way() {
        for count in [0, 1, 3, 4, 9, 300] {
            let values = numbers(count, 1);
            let trials = [100.0, 500.0, f64::INFINITY];
            let below = dispatch!(level(), simd => count_below(simd, &values, trials));
            let expected = trials.map(|trial| as_number(values.iter().filter(|it| **it < trial).count()));
            assert_eq!(below.map(f64::to_bits), expected.map(f64::to_bits));
            let (mut near, sides) = (Vec::new(), [[100.0, 130.0], [500.0, 500.0], [900.0, f64::NAN]]);
            dispatch!(level(), simd => gather(simd, &values, sides, &mut near));
            let wanted = |it: &f64| (100.0..130.0).contains(it) || *it >= 900.0;
            assert!(near.iter().all(|it| values.contains(it)));
            let (found, expected) = (near.iter().filter(|it| wanted(it)), values.iter().filter(|it| wanted(it)));
            assert!(found.eq(expected), "{near:?}");
        }
    }

    #[test]
    fn contested_are_those_not_on_the_same_side_of_each_band_at_both_ends() {
        let bands = [[90.0, 110.0], [480.0, 520.0], [880.0, 910.0]]
            .map(|[low, high]| [Band { low, high }, Band { low: low + 30.0, high: high + 30.0 }]);
        for count in [1, 4, 7, 1_001] {
            let before = numbers(count, 5);
            let after: Vec<f64> = before.iter().zip(numbers(count, 6)).map(|(it, more)| it + more / 10.0).collect();
            let mut marks = vec![0.0; before.len()];
            let below = dispatch!(level(), simd => contested(simd, [&before, &after], bands, &mut marks));
            let mut expected = [0.0; 3];
            for ((before, after), mark) in before.iter().zip(&after).zip(&marks) {
                let side = |[first, last]: &[Band; 2]| match () {
                    () if *before < first.low && *after < last.low => Some(true),
                    () if *before > first.high && *after > last.high => Some(false),
                    () => None,
                };
                let sides: Vec<Option<bool>> = bands.iter().map(side).collect();
                assert_eq!(*mark > 0.5, sides.contains(&None));
                if !sides.contains(&None) {
                    for (expected, side) in expected.iter_mut().zip(sides) {
                        *expected += if side == Some(true) { 1.0 } else { 0.0 };
                    }
                }
            }
            assert_eq!(below.map(f64::to_bits), expected.map(f64::to_bits));
        }
    }
}
