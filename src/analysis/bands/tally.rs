//! Who wins how many of the draws, and what do the totals add up to?
//!
//! Sums are kept by replicate, so that their spread tells the error, and are added in an order that
//! depends on the blocks alone.

use std::ops::Range;

use fearless_simd::{Simd, dispatch};

use super::super::crossover::TIE;
use super::block::{BLOCK, Block, RouteBlock, Samples};
use super::lanes::Outcome;
use super::{as_number, lanes, plain};
use crate::cost::{LoweredRoute, as_parts, level, smaller};

/// Sums over all draws.
pub(super) struct Tally {
    routes: usize,
    replicates: usize,
    /// By volume, replicate: [`Sums`].
    sums: Vec<f64>,
    /// By volume, route: whether it competes.
    candidates: Vec<Candidacy>,
}

/// Sums over the draws of a block.
pub(super) struct BlockTally {
    /// By volume, run: [`Sums`].
    sums: Vec<f64>,
    /// By volume, route: whether it competes.
    candidates: Vec<Candidacy>,
}

/// In which draws a route competes.
#[derive(Clone, Copy)]
pub(super) struct Candidacy {
    pub(super) in_any: bool,
    pub(super) in_every: bool,
}

/// What is summed up: by route the totals, by route the shares of draws won, and the least totals of a candidate.
pub(super) struct Sums<'a> {
    totals: &'a mut [f64],
    shares: &'a mut [f64],
    least: &'a mut f64,
}

/// Room for the totals of a block at a volume.
pub(super) struct Room {
    starts: Vec<f64>,
    /// By route.
    totals: Vec<Vec<f64>>,
    /// By route: totals, infinite where it does not compete.
    competing: Vec<Vec<f64>>,
    /// By draw: up to what a total is as good as the least.
    threshold: Vec<f64>,
}

impl Room {
    pub(super) fn new(routes: usize) -> Self {
        Self {
            starts: vec![0.0; BLOCK],
            totals: vec![vec![0.0; BLOCK]; routes],
            competing: vec![Vec::new(); routes],
            threshold: vec![0.0; BLOCK],
        }
    }
}

/// How many numbers [`Sums`] are.
fn width(routes: usize) -> usize {
    2 * routes + 1
}

impl<'a> Sums<'a> {
    /// Those in this place among many.
    pub(super) fn of(numbers: &'a mut [f64], place: usize, routes: usize) -> Option<Self> {
        let own = numbers.chunks_mut(width(routes)).nth(place)?;
        let (totals, rest) = own.split_at_mut_checked(routes)?;
        let (shares, rest) = rest.split_at_mut_checked(routes)?;
        Some(Self { totals, shares, least: rest.first_mut()? })
    }

    fn clear(&mut self) {
        self.totals.fill(0.0);
        self.shares.fill(0.0);
        *self.least = 0.0;
    }

    /// Adds what comes of some draws; false where one of them may have several winners, or none.
    pub(super) fn add<const ROUTES: usize>(&mut self, outcome: &Outcome<ROUTES>, draws: usize) -> bool {
        self.totals.iter_mut().zip(outcome.totals).for_each(|(sum, it)| *sum += it);
        self.shares.iter_mut().zip(outcome.won).for_each(|(sum, it)| *sum += it);
        *self.least += outcome.least;
        is_clear(outcome.won.iter().sum(), draws, outcome.least)
    }
}

impl Tally {
    pub(super) fn new(volumes: usize, routes: usize, replicates: usize) -> Self {
        Self {
            routes,
            replicates,
            sums: vec![0.0; volumes * replicates * width(routes)],
            candidates: vec![Candidacy { in_any: false, in_every: true }; volumes * routes],
        }
    }

    pub(super) fn add(&mut self, block: &Block) {
        let (width, runs) = (width(self.routes), &block.samples.runs);
        let at_volumes = self.sums.chunks_mut(self.replicates * width);
        for (sums, added) in at_volumes.zip(block.tally.sums.chunks(runs.len() * width)) {
            for (run, added) in runs.iter().zip(added.chunks(width)) {
                let sums = &mut sums[run.replicate * width..][..width];
                sums.iter_mut().zip(added).for_each(|(sum, added)| *sum += added);
            }
        }
        for (all, block) in self.candidates.iter_mut().zip(&block.tally.candidates) {
            all.in_any |= block.in_any;
            all.in_every &= block.in_every;
        }
    }

    /// By replicate: the totals of a route.
    pub(super) fn totals(&self, volume: usize, route: usize) -> Vec<f64> {
        self.column(volume, route)
    }

    /// By replicate: shares of draws that a route won.
    pub(super) fn shares(&self, volume: usize, route: usize) -> Vec<f64> {
        self.column(volume, self.routes + route)
    }

    /// By replicate: least totals of a candidate.
    pub(super) fn least(&self, volume: usize) -> Vec<f64> {
        self.column(volume, 2 * self.routes)
    }

    pub(super) fn candidacy(&self, volume: usize, route: usize) -> Candidacy {
        self.candidates[volume * self.routes + route]
    }

    fn column(&self, volume: usize, column: usize) -> Vec<f64> {
        let width = width(self.routes);
        let at_volume = &self.sums[volume * self.replicates * width..][..self.replicates * width];
        at_volume.iter().skip(column).step_by(width).copied().collect()
    }
}

impl BlockTally {
    /// Of these draws of the routes at all volumes.
    pub(super) fn new(samples: &Samples, routes: &[RouteBlock], volumes: &[u64], room: &mut Room) -> Self {
        let (width, count) = (width(routes.len()), samples.range.len());
        let mut tally = Self {
            sums: vec![0.0; volumes.len() * samples.runs.len() * width],
            candidates: vec![Candidacy { in_any: true, in_every: true }; volumes.len() * routes.len()],
        };
        let lowered: Option<Vec<&LoweredRoute>> = routes.iter().map(RouteBlock::sum).collect();
        let done = plain::sum_up(lowered.as_deref().unwrap_or_default(), volumes, &samples.runs, &mut tally.sums);
        let candidates = tally.candidates.chunks_mut(routes.len());
        for ((index, candidates), done) in candidates.enumerate().zip(done.chunks(samples.runs.len())) {
            if done.iter().all(|done| *done) {
                continue;
            }
            room.put(routes, index, as_parts(volumes[index]), count, candidates);
            for (number, run) in samples.runs.iter().enumerate().filter(|(number, _)| !done[*number]) {
                if let Some(sums) = Sums::of(&mut tally.sums, index * samples.runs.len() + number, routes.len()) {
                    room.sum_up(&run.within, sums);
                }
            }
        }
        tally
    }
}

impl Room {
    /// Puts the routes' totals at a volume in place.
    fn put(&mut self, routes: &[RouteBlock], index: usize, volume: f64, count: usize, candidates: &mut [Candidacy]) {
        for (number, route) in routes.iter().enumerate() {
            let (totals, competing) = (&mut self.totals[number], &mut self.competing[number]);
            route.totals(index, volume, &mut self.starts[..count], &mut totals[..count]);
            let from = route.competes_from();
            competing.clear();
            competing
                .extend(totals.iter().zip(from).map(|(&it, &from)| if volume >= from { it } else { f64::INFINITY }));
            candidates[number] = Candidacy {
                in_any: from.is_empty() || from.iter().any(|&from| volume >= from),
                in_every: from.iter().all(|&from| volume >= from),
            };
        }
    }

    /// Sums up some draws in a row.
    fn sum_up(&mut self, within: &Range<usize>, mut sums: Sums<'_>) {
        let all_compete = self.competing.iter().all(Vec::is_empty);
        let few = match self.totals.len() {
            1 => all_compete && self.sum_up_few::<1>(within, &mut sums),
            2 => all_compete && self.sum_up_few::<2>(within, &mut sums),
            3 => all_compete && self.sum_up_few::<3>(within, &mut sums),
            4 => all_compete && self.sum_up_few::<4>(within, &mut sums),
            _ => false,
        };
        if !few {
            dispatch!(level(), simd => self.sum_up_any(simd, within, &mut sums));
        }
    }

    /// So many routes that all compete; false where a draw may have several winners, or none.
    fn sum_up_few<const ROUTES: usize>(&self, within: &Range<usize>, sums: &mut Sums<'_>) -> bool {
        let rows: [&[f64]; ROUTES] = std::array::from_fn(|route| &self.totals[route][within.clone()]);
        sums.clear();
        sums.add(&dispatch!(level(), simd => lanes::outcome_of_rows(simd, rows)), within.len())
    }

    #[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
    #[inline(always)]
    fn sum_up_any<S: Simd>(&mut self, simd: S, within: &Range<usize>, sums: &mut Sums<'_>) {
        let totals: Vec<&[f64]> = self.totals.iter().map(|totals| &totals[within.clone()]).collect();
        let field: Vec<&[f64]> = self
            .competing
            .iter()
            .zip(&totals)
            .map(|(own, totals)| if own.is_empty() { totals } else { &own[within.clone()] })
            .collect();
        let threshold = &mut self.threshold[within.clone()];
        lanes::least_of(simd, &field, threshold);
        // Added like the totals, so that who always wins regrets exactly nothing.
        *sums.least = lanes::sum(simd, threshold);
        allow_ties(threshold);
        for ((sum, share), (totals, field)) in
            sums.totals.iter_mut().zip(sums.shares.iter_mut()).zip(totals.iter().zip(&field))
        {
            *sum = lanes::sum(simd, totals);
            *share = lanes::count_at_most(simd, field, threshold);
        }
        if !is_clear(sums.shares.iter().sum(), within.len(), *sums.least) {
            sums.shares
                .iter_mut()
                .enumerate()
                .for_each(|(route, share)| *share = shared_wins(route, &field, threshold));
        }
    }
}

/// Whether each draw has one winner.
fn is_clear(won: f64, draws: usize, least: f64) -> bool {
    (won - as_number(draws)).abs() < 0.5 && least < f64::INFINITY
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

/// What a route wins of draws in which several may tie.
fn shared_wins(route: usize, field: &[&[f64]], threshold: &[f64]) -> f64 {
    let share = |draw: usize| {
        let winners: f64 = field.iter().map(|totals| won(totals[draw], threshold[draw])).sum();
        if winners > 0.0 { won(field[route][draw], threshold[draw]) / winners } else { 0.0 }
    };
    (0..threshold.len()).map(share).sum()
}

/// The standard error of a mean over replicates of these lengths, given their sums.
pub(super) fn standard_error(sums: &[f64], lengths: &[f64]) -> f64 {
    let means: Vec<f64> = sums.iter().zip(lengths).map(|(sum, length)| sum / length).collect();
    let count = as_number(means.len());
    let mean = means.iter().sum::<f64>() / count;
    let squares: f64 = means.iter().map(|it| (it - mean) * (it - mean)).sum();
    (squares / (count * (count - 1.0))).sqrt()
}
