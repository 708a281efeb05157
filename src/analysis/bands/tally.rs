//! Who wins how many of the draws, and what do the totals add up to?
//!
//! Sums are kept by replicate, so that their spread tells the error, and are added in an order that
//! depends on the blocks alone.

use super::super::crossover::TIE;
use super::as_number;
use super::block::{BLOCK, Block};
use crate::cost::{smaller, wide};

/// Numbers added side by side.
const LANES: usize = 8;

/// Sums over the draws at one volume.
pub(super) struct Tally {
    /// By route, replicate: totals.
    pub(super) totals: Vec<Vec<f64>>,
    /// By route, replicate: shares of draws won.
    pub(super) shares: Vec<Vec<f64>>,
    /// Least totals of a candidate.
    pub(super) least: f64,
    /// By route: whether it competes in any draw.
    pub(super) candidate: Vec<bool>,
}

/// Room for a block's winners.
pub(super) struct Room {
    /// By draw: up to what a total is as good as the least.
    threshold: Vec<f64>,
    /// By route: totals, infinite where it does not compete.
    competing: Vec<Vec<f64>>,
}

impl Room {
    pub(super) fn new(routes: usize) -> Self {
        Self { threshold: vec![0.0; BLOCK], competing: vec![Vec::new(); routes] }
    }
}

impl Tally {
    pub(super) fn new(routes: usize, replicates: usize) -> Self {
        let zeros = || vec![vec![0.0; replicates]; routes];
        Self { totals: zeros(), shares: zeros(), least: 0.0, candidate: vec![false; routes] }
    }

    /// Adds a block, given its totals by route.
    pub(super) fn add(&mut self, block: &Block, volume: f64, totals: &[&[f64]], room: &mut Room) {
        let replicate = block.samples.replicate;
        let Room { threshold, competing } = room;
        for (index, (route, totals)) in block.routes.iter().zip(totals).enumerate() {
            competing[index].clear();
            let from = route.competes_from();
            let compete = totals.iter().zip(from).map(|(&it, &from)| if volume >= from { it } else { f64::INFINITY });
            competing[index].extend(compete);
            self.candidate[index] |= from.is_empty() || from.iter().any(|&from| volume >= from);
        }
        let field: Vec<&[f64]> = competing
            .iter()
            .zip(totals)
            .map(|(own, totals)| if own.is_empty() { totals } else { own.as_slice() })
            .collect();
        let threshold = &mut threshold[..block.samples.range.len()];
        wide(
            #[inline(always)]
            || self.add_winners(replicate, totals, &field, threshold),
        );
    }

    #[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
    #[inline(always)]
    fn add_winners(&mut self, replicate: usize, totals: &[&[f64]], field: &[&[f64]], threshold: &mut [f64]) {
        for (sums, totals) in self.totals.iter_mut().zip(totals) {
            sums[replicate] += sum(totals);
        }
        let least = thresholds(field, threshold);
        self.least += least;
        let draws = as_number(threshold.len());
        let (mut all, before) = (0.0, self.shares.iter().map(|shares| shares[replicate]).collect::<Vec<f64>>());
        for (shares, totals) in self.shares.iter_mut().zip(field) {
            let wins = wins(totals, threshold);
            all += wins;
            shares[replicate] += wins;
        }
        if (all - draws).abs() > 0.5 || least == f64::INFINITY {
            for (route, (shares, before)) in self.shares.iter_mut().zip(before).enumerate() {
                shares[replicate] = before + shared_wins(route, field, threshold);
            }
        }
    }
}

#[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
#[inline(always)]
fn won(total: f64, threshold: f64) -> f64 {
    if total <= threshold { 1.0 } else { 0.0 }
}

/// Notes up to what a total is as good as the least of its draw; gives the sum of the least.
#[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
#[inline(always)]
fn thresholds(field: &[&[f64]], threshold: &mut [f64]) -> f64 {
    threshold.fill(f64::INFINITY);
    for totals in field {
        threshold.iter_mut().zip(*totals).for_each(|(least, &total)| *least = smaller(total, *least));
    }
    let least = sum(threshold);
    // Where no route competes none wins.
    for it in threshold.iter_mut() {
        *it = smaller(*it + TIE, f64::MAX);
    }
    least
}

/// What a route wins where several may tie.
fn shared_wins(route: usize, field: &[&[f64]], threshold: &[f64]) -> f64 {
    let share = |(draw, &threshold): (usize, &f64)| {
        let winners: f64 = field.iter().map(|totals| won(totals[draw], threshold)).sum();
        if winners > 0.0 { won(field[route][draw], threshold) / winners } else { 0.0 }
    };
    threshold.iter().enumerate().map(share).sum()
}

/// The sum, added in lanes.
#[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
#[inline(always)]
fn sum(values: &[f64]) -> f64 {
    let (whole, rest) = values.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for chunk in whole {
        lanes.iter_mut().zip(chunk).for_each(|(lane, value)| *lane += value);
    }
    lanes.iter().sum::<f64>() + rest.iter().sum::<f64>()
}

/// How many totals are as good as the least.
#[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
#[inline(always)]
fn wins(totals: &[f64], threshold: &[f64]) -> f64 {
    let ((whole, rest), (thresholds, last)) = (totals.as_chunks::<LANES>(), threshold.as_chunks::<LANES>());
    let mut lanes = [0.0; LANES];
    for (totals, thresholds) in whole.iter().zip(thresholds) {
        for (lane, (&total, &threshold)) in lanes.iter_mut().zip(totals.iter().zip(thresholds)) {
            *lane += won(total, threshold);
        }
    }
    lanes.iter().sum::<f64>() + rest.iter().zip(last).map(|(&total, &threshold)| won(total, threshold)).sum::<f64>()
}

/// The standard error of a mean over replicates of these lengths, given their sums.
pub(super) fn standard_error(sums: &[f64], lengths: &[f64]) -> f64 {
    let means: Vec<f64> = sums.iter().zip(lengths).map(|(sum, length)| sum / length).collect();
    let count = as_number(means.len());
    let mean = means.iter().sum::<f64>() / count;
    let squares: f64 = means.iter().map(|it| (it - mean) * (it - mean)).sum();
    (squares / (count * (count - 1.0))).sqrt()
}
