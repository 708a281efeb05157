//! Who wins how many of the draws, and what do the totals add up to?
//!
//! Sums are kept by replicate, so that their spread tells the error, and are added in an order that
//! depends on the blocks alone.

use super::super::crossover::TIE;
use super::as_number;
use super::block::{BLOCK, Block};

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
    least: Vec<f64>,
    winners: Vec<f64>,
    /// By route: totals, infinite where it does not compete.
    competing: Vec<Vec<f64>>,
}

impl Room {
    pub(super) fn new(routes: usize) -> Self {
        Self { least: vec![0.0; BLOCK], winners: vec![0.0; BLOCK], competing: vec![Vec::new(); routes] }
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
        for (sums, totals) in self.totals.iter_mut().zip(totals) {
            sums[replicate] += sum(totals);
        }
        let Room { least, winners, competing } = room;
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
        let count = block.samples.range.len();
        let (least, winners) = (&mut least[..count], &mut winners[..count]);
        self.least += winners_of(&field, least, winners);
        let alone = winners.iter().fold(true, |alone, &it| alone & (it == 1.0));
        for (shares, totals) in self.shares.iter_mut().zip(&field) {
            shares[replicate] += if alone { wins(totals, least) } else { shared_wins(totals, least, winners) };
        }
    }
}

fn won(total: f64, least: f64) -> f64 {
    if total <= least + TIE && total < f64::INFINITY { 1.0 } else { 0.0 }
}

/// Notes the least total of each draw and how many routes come to it; gives the sum of the least.
fn winners_of(field: &[&[f64]], least: &mut [f64], winners: &mut [f64]) -> f64 {
    least.fill(f64::INFINITY);
    winners.fill(0.0);
    for totals in field {
        least.iter_mut().zip(*totals).for_each(|(least, &total)| *least = if total < *least { total } else { *least });
    }
    for totals in field {
        let draws = winners.iter_mut().zip(totals.iter().zip(&*least));
        draws.for_each(|(winners, (&total, &least))| *winners += won(total, least));
    }
    sum(least)
}

fn wins(totals: &[f64], least: &[f64]) -> f64 {
    totals.iter().zip(least).map(|(&total, &least)| if won(total, least) > 0.0 { 1_u32 } else { 0 }).sum::<u32>().into()
}

fn shared_wins(totals: &[f64], least: &[f64], winners: &[f64]) -> f64 {
    let draws = totals.iter().zip(least).zip(winners);
    draws.map(|((&total, &least), &winners)| if winners > 0.0 { won(total, least) / winners } else { 0.0 }).sum()
}

/// The sum, added in lanes.
fn sum(values: &[f64]) -> f64 {
    let mut lanes = [0.0; LANES];
    let chunks = values.chunks_exact(LANES);
    let rest: f64 = chunks.remainder().iter().sum();
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(lane, value)| *lane += value);
    }
    lanes.iter().sum::<f64>() + rest
}

/// The standard error of a mean over replicates of these lengths, given their sums.
pub(super) fn standard_error(sums: &[f64], lengths: &[f64]) -> f64 {
    let means: Vec<f64> = sums.iter().zip(lengths).map(|(sum, length)| sum / length).collect();
    let count = as_number(means.len());
    let mean = means.iter().sum::<f64>() / count;
    let squares: f64 = means.iter().map(|it| (it - mean) * (it - mean)).sum();
    (squares / (count * (count - 1.0))).sqrt()
}
