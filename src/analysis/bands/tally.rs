//! Who wins how many of the draws, and what do the totals add up to?
//!
//! Sums are kept by replicate, so that their spread tells the error, and are added in an order that
//! depends on the blocks alone.

use std::ops::Range;

use fearless_simd::{Simd, dispatch};

use super::super::crossover::TIE;
use super::as_number;
use super::block::{BLOCK, Block, Run};
use super::lanes;
use crate::cost::{level, smaller};

/// Sums over the draws at one volume.
pub(super) struct Tally {
    /// By route, replicate: totals.
    pub(super) totals: Vec<Vec<f64>>,
    /// By route, replicate: shares of draws won.
    pub(super) shares: Vec<Vec<f64>>,
    /// By replicate: least totals of a candidate.
    pub(super) least: Vec<f64>,
    /// By route: whether it competes in any draw.
    pub(super) candidate: Vec<bool>,
}

/// Room for a block's winners.
pub(super) struct Room {
    /// By draw: up to what a total is as good as the least.
    threshold: Vec<f64>,
    /// By route: totals, infinite where it does not compete.
    competing: Vec<Vec<f64>>,
    /// By route: what it wins.
    won: Vec<f64>,
}

impl Room {
    pub(super) fn new(routes: usize) -> Self {
        Self { threshold: vec![0.0; BLOCK], competing: vec![Vec::new(); routes], won: vec![0.0; routes] }
    }
}

impl Tally {
    pub(super) fn new(routes: usize, replicates: usize) -> Self {
        let zeros = || vec![vec![0.0; replicates]; routes];
        Self { totals: zeros(), shares: zeros(), least: vec![0.0; replicates], candidate: vec![false; routes] }
    }

    /// Adds a block, given its totals by route.
    pub(super) fn add(&mut self, block: &Block, volume: f64, totals: &[&[f64]], room: &mut Room) {
        let Room { threshold, competing, won } = room;
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
        dispatch!(level(), simd => self.add_winners(simd, &block.samples.runs, totals, &field, threshold, won));
    }

    #[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
    #[inline(always)]
    fn add_winners<S: Simd>(
        &mut self,
        simd: S,
        runs: &[Run],
        totals: &[&[f64]],
        field: &[&[f64]],
        threshold: &mut [f64],
        won: &mut [f64],
    ) {
        lanes::least_of(simd, field, threshold);
        for run in runs {
            let (within, thresholds) = (run.within.clone(), &mut threshold[run.within.clone()]);
            // Added like the totals, so that who always wins regrets exactly nothing.
            let least = lanes::sum(simd, thresholds);
            self.least[run.replicate] += least;
            allow_ties(thresholds);
            let mut all = 0.0;
            for (sums, ((totals, field), won)) in self.totals.iter_mut().zip(totals.iter().zip(field).zip(&mut *won)) {
                sums[run.replicate] += lanes::sum(simd, &totals[within.clone()]);
                *won = lanes::count_at_most(simd, &field[within.clone()], thresholds);
                all += *won;
            }
            if (all - as_number(within.len())).abs() > 0.5 || least == f64::INFINITY {
                won.iter_mut()
                    .enumerate()
                    .for_each(|(route, won)| *won = shared_wins(route, field, threshold, &within));
            }
            self.shares.iter_mut().zip(&*won).for_each(|(shares, won)| shares[run.replicate] += won);
        }
    }
}

#[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
#[inline(always)]
fn won(total: f64, threshold: f64) -> f64 {
    if total <= threshold { 1.0 } else { 0.0 }
}

/// Makes of the least totals that up to what a total is as good.
#[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
#[inline(always)]
fn allow_ties(least: &mut [f64]) {
    // Where no route competes none wins.
    for it in least.iter_mut() {
        *it = smaller(*it + TIE, f64::MAX);
    }
}

/// What a route wins of the draws `within` where several may tie.
fn shared_wins(route: usize, field: &[&[f64]], threshold: &[f64], within: &Range<usize>) -> f64 {
    let share = |draw: usize| {
        let winners: f64 = field.iter().map(|totals| won(totals[draw], threshold[draw])).sum();
        if winners > 0.0 { won(field[route][draw], threshold[draw]) / winners } else { 0.0 }
    };
    within.clone().map(share).sum()
}

/// The standard error of a mean over replicates of these lengths, given their sums.
pub(super) fn standard_error(sums: &[f64], lengths: &[f64]) -> f64 {
    let means: Vec<f64> = sums.iter().zip(lengths).map(|(sum, length)| sum / length).collect();
    let count = as_number(means.len());
    let mean = means.iter().sum::<f64>() / count;
    let squares: f64 = means.iter().map(|it| (it - mean) * (it - mean)).sum();
    (squares / (count * (count - 1.0))).sqrt()
}
