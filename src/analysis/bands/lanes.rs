//! What are sums, least numbers and counts over some hundred numbers, as fast as the machine goes?
//!
//! As many numbers go side by side as the machine takes, eight at most. What is added is added in the same
//! order on every machine: in eight or more sums, of which a narrower machine keeps some at a time.

#![allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
#![allow(clippy::needless_range_loop, reason = "loops over places stay in registers, iterators over arrays do not")]

use fearless_simd::prelude::*;
use fearless_simd::{Simd, f64x8};

use super::super::crossover::TIE;
use crate::cost::smaller;

/// Numbers side by side, on the widest machine.
pub(super) const WIDTH: usize = 8;

/// Sums kept apart, so that none waits for another.
const SUMS: usize = 2;

/// Numbers taken at a time where sums are kept.
const STRIDE: usize = WIDTH * SUMS;

/// The sum of the numbers.
#[inline(always)]
pub(super) fn sum<S: Simd>(simd: S, values: &[f64]) -> f64 {
    let (whole, rest) = values.as_chunks::<STRIDE>();
    let mut sums = [f64x8::splat(simd, 0.0); SUMS];
    for chunk in whole {
        for (sum, values) in sums.iter_mut().zip(chunk.as_chunks::<WIDTH>().0) {
            *sum += f64x8::from_slice(simd, values);
        }
    }
    all(sums) + rest.iter().sum::<f64>()
}

/// How many numbers are at most their threshold.
#[inline(always)]
pub(super) fn count_at_most<S: Simd>(simd: S, values: &[f64], thresholds: &[f64]) -> f64 {
    let ((whole, rest), (thresholds, last)) = (values.as_chunks::<STRIDE>(), thresholds.as_chunks::<STRIDE>());
    let (one, none) = (f64x8::splat(simd, 1.0), f64x8::splat(simd, 0.0));
    let mut sums = [none; SUMS];
    for (values, thresholds) in whole.iter().zip(thresholds) {
        let pairs = values.as_chunks::<WIDTH>().0.iter().zip(thresholds.as_chunks::<WIDTH>().0);
        for (sum, (values, thresholds)) in sums.iter_mut().zip(pairs) {
            let within = f64x8::from_slice(simd, values).simd_le(f64x8::from_slice(simd, thresholds));
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
        let mut lanes = f64x8::splat(simd, f64::INFINITY);
        for row in rows {
            if let Some(values) = row.as_chunks::<WIDTH>().0.get(chunk) {
                lanes = f64x8::from_slice(simd, values).min(lanes);
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
    /// The sum of the least totals. These are added like the others, so that who always wins regrets exactly nothing.
    pub(super) least: f64,
}

/// Sums over the draws in some of the places of their chunks.
struct Outcomes<S: Simd, const ROUTES: usize> {
    totals: [S::f64s; ROUTES],
    won: [Count<S>; ROUTES],
    least: S::f64s,
}

impl<S: Simd, const ROUTES: usize> Outcomes<S, ROUTES> {
    #[inline(always)]
    fn none(simd: S) -> Self {
        let none = S::f64s::splat(simd, 0.0);
        Self { totals: [none; ROUTES], won: [Count::new(simd); ROUTES], least: none }
    }

    /// Adds draws side by side.
    #[inline(always)]
    fn add(&mut self, values: [S::f64s; ROUTES]) {
        let mut least = values[0];
        for route in 1..ROUTES {
            least = values[route].min(least);
        }
        self.least += least;
        let threshold = least + TIE;
        for route in 0..ROUTES {
            self.totals[route] += values[route];
            self.won[route].add(values[route].simd_le(threshold));
        }
    }
}

/// The outcome of draws that lie in chunks, given the totals by route of those in some places of a chunk, from one on.
#[inline(always)]
pub(super) fn outcome<S: Simd, T, const ROUTES: usize>(
    simd: S,
    chunks: &(impl Iterator<Item = T> + Clone),
    values: impl Fn(T, usize) -> [S::f64s; ROUTES],
) -> Outcome<ROUTES> {
    let (mut totals, mut least) = ([[0.0; WIDTH]; ROUTES], [0.0; WIDTH]);
    let mut all = Outcome { totals: [0.0; ROUTES], won: [0.0; ROUTES], least: 0.0 };
    for place in (0..WIDTH).step_by(S::f64s::LEN) {
        let (places, mut outcomes) = (place..place + S::f64s::LEN, Outcomes::<S, ROUTES>::none(simd));
        for chunk in chunks.clone() {
            outcomes.add(values(chunk, place));
        }
        outcomes.least.store_slice(&mut least[places.clone()]);
        for route in 0..ROUTES {
            outcomes.totals[route].store_slice(&mut totals[route][places.clone()]);
            all.won[route] += outcomes.won[route].total();
        }
    }
    (all.totals, all.least) = (totals.map(sum_of_eight), sum_of_eight(least));
    all
}

impl<const ROUTES: usize> Outcome<ROUTES> {
    /// Adds a draw.
    pub(super) fn add(&mut self, values: [f64; ROUTES]) {
        let least = values.iter().fold(f64::INFINITY, |least, &value| smaller(value, least));
        self.least += least;
        for (route, value) in values.into_iter().enumerate() {
            self.totals[route] += value;
            self.won[route] += if value <= least + TIE { 1.0 } else { 0.0 };
        }
    }
}

/// The outcome of draws, given the totals by route.
#[inline(always)]
pub(super) fn outcome_of_rows<S: Simd, const ROUTES: usize>(simd: S, rows: [&[f64]; ROUTES]) -> Outcome<ROUTES> {
    let chunks = rows.map(|row| row.as_chunks::<WIDTH>().0);
    let whole = chunks[0].len();
    let mut all = outcome(
        simd,
        &(0..whole),
        #[inline(always)]
        |chunk, place| {
            let mut values = [S::f64s::splat(simd, 0.0); ROUTES];
            for route in 0..ROUTES {
                values[route] = S::f64s::from_slice(simd, &chunks[route][chunk][place..place + S::f64s::LEN]);
            }
            values
        },
    );
    (whole * WIDTH..rows[0].len()).for_each(|draw| all.add(rows.map(|row| row[draw])));
    all
}

/// How many numbers are at most the limit.
#[inline(always)]
pub(super) fn count_up_to<S: Simd>(simd: S, values: &[f64], limit: f64) -> f64 {
    let (limits, mut count) = (S::f64s::splat(simd, limit), Count::<S>::new(simd));
    let whole = values.chunks_exact(S::f64s::LEN);
    let counted = whole.remainder().iter().filter(|it| **it <= limit).count();
    for values in whole {
        count.add(S::f64s::from_slice(simd, values).simd_le(limits));
    }
    count.total() + super::as_number(counted)
}

/// Puts the numbers from one side to the other, both included, in place of the first of `kept`, which is as long as
/// all; how many are below, and how many were kept. Nothing here may wait for a branch to be guessed.
#[inline(always)]
pub(super) fn near<S: Simd>(simd: S, values: &[f64], [low, high]: [f64; 2], kept: &mut [f64]) -> (f64, usize) {
    let (lows, highs) = (S::f64s::splat(simd, low), S::f64s::splat(simd, high));
    let (mut below, mut count) = (Count::<S>::new(simd), 0);
    let whole = values.chunks_exact(S::f64s::LEN);
    let rest = whole.remainder();
    for values in whole {
        let values = S::f64s::from_slice(simd, values);
        let under = values.simd_lt(lows);
        below.add(under);
        let within = !under & values.simd_le(highs);
        values.compress(within).store_slice(&mut kept[count..count + S::f64s::LEN]);
        count += within.to_bitmask().count_ones() as usize;
    }
    let mut below = below.total();
    for it in rest {
        let under = *it < low;
        below += if under { 1.0 } else { 0.0 };
        kept[count] = *it;
        count += usize::from(!under) & usize::from(*it <= high);
    }
    (below, count)
}

/// How many lanes were true.
#[derive(Clone, Copy)]
pub(super) struct Count<S: Simd>(S::i64s);

impl<S: Simd> Count<S> {
    #[inline(always)]
    pub(super) fn new(simd: S) -> Self {
        Self(S::i64s::splat(simd, 0))
    }

    /// A true lane is minus one.
    #[inline(always)]
    pub(super) fn add(&mut self, lanes: S::mask64s) {
        self.0 -= lanes.to_vector();
    }

    #[inline(always)]
    pub(super) fn total(self) -> f64 {
        f64::from(u32::try_from(self.0.as_slice().iter().sum::<i64>()).unwrap_or(u32::MAX))
    }
}

#[inline(always)]
fn all<S: Simd>([a, b]: [f64x8<S>; SUMS]) -> f64 {
    sum_of_eight(*(a + b))
}

#[inline(always)]
fn sum_of_eight(sums: [f64; WIDTH]) -> f64 {
    let half = WIDTH / 2;
    let four = |lane: usize| sums[lane] + sums[lane + half];
    (four(0) + four(1)) + (four(2) + four(3))
}

#[cfg(test)]
pub(super) mod tests {
    use fearless_simd::dispatch;

    use super::*;
    use crate::analysis::bands::as_number;
    use crate::analysis::random::Stream;
    use crate::cost::level;

    pub(in crate::analysis::bands) fn numbers(count: u64, stream: u64) -> Vec<f64> {
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
            let found = dispatch!(level(), simd => outcome_of_rows(simd, rows));
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
    fn counts_and_what_is_near_are_those_of_the_plain_way() {
        for count in [0, 1, 3, 4, 9, 16, 17, 300] {
            let values = numbers(count, 1);
            for limit in [100.0, 500.0, f64::INFINITY, f64::NAN] {
                let counted = dispatch!(level(), simd => count_up_to(simd, &values, limit));
                let expected = as_number(values.iter().filter(|it| **it <= limit).count());
                assert_eq!(counted.to_bits(), expected.to_bits());
            }
            for [low, high] in [[100.0, 130.0], [500.0, 500.0], [900.0, f64::INFINITY], [0.0, 1e9], [3.0, f64::NAN]] {
                let mut kept = vec![0.0; values.len()];
                let (below, near) = dispatch!(level(), simd => super::near(simd, &values, [low, high], &mut kept));
                let expected: Vec<f64> = values.iter().copied().filter(|it| *it >= low && *it <= high).collect();
                assert_eq!(kept[..near], expected);
                assert_eq!(below.to_bits(), as_number(values.iter().filter(|it| **it < low).count()).to_bits());
            }
        }
    }
}
