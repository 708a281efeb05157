//! How wide is each route's cost, and how likely is it to win, along the volume axis?
//!
//! All routes and volumes see the same draws. These come from a scrambled Sobol sequence, whose
//! points lie so evenly that far fewer are needed: each uncertain input takes a dimension, in the
//! order of the walk over all inputs, then each risk event; what lies beyond its dimensions is drawn
//! by the counter-based generator. Eight independent scrambles of an eighth of the samples each tell
//! the error: it is that of a mean of eight.

mod block;
mod contested;
mod lanes;
mod places;
mod plain;
mod quantile;
mod rooms;
mod select;
mod survey;
mod tally;

use std::sync::atomic::{AtomicU64, Ordering};

use super::as_number;
use super::interrupt::Interrupt;
use super::inverse::Inverse;
use super::monte_carlo::{Draw, Draws, PointSummary};
use super::pieces::spread;
use super::sobol;
use crate::cost::as_parts;
use crate::model::Scenario;
pub use rooms::Rooms;

use block::{BLOCK, Block, SLOW_BLOCK, Source, kept_totals, split};
use survey::{AtVolume, Survey};
use tally::Room;

/// Independent replicates, unless there are too few samples, or too many for a scramble each.
const REPLICATES: usize = 8;

/// Numbers of totals that may be kept at a time for routes that are more than a sum.
const KEPT: usize = 2 << 20;

/// Volumes that are looked at together in any case, as for the next ones all is drawn once more.
const TOGETHER: usize = 25;

/// The spread of every route's total along the volume axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Bands {
    /// How many samples were drawn; 1 where nothing is uncertain.
    pub samples: u64,
    /// The volumes, as asked for.
    pub volumes: Vec<u64>,
    /// By volume, route: what the totals came to.
    pub points: Vec<Vec<PointSummary>>,
    /// By volume, route: standard errors of those figures; none where they cannot be told.
    pub errors: Option<Vec<Vec<PointError>>>,
    /// How the samples were drawn.
    pub sampling: Sampling,
    /// Samples in which a draw was impossible and was moved to a bound.
    pub clamped: u64,
}

/// Where the numbers of a draw come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequence {
    /// The scrambled Sobol sequence.
    Sobol,
    /// The counter-based generator: the same draws as a simulation with this seed.
    Random,
}

/// How samples were drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sampling {
    /// Independent replicates, which the errors come from: scrambles of the Sobol sequence.
    pub replicates: usize,
    /// Inputs and risk events that have a dimension of the sequence each.
    pub quasi_random: usize,
    /// Those beyond its dimensions, drawn by the counter-based generator.
    pub random: usize,
}

/// Standard errors of a route's figures at a volume.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointError {
    /// Of the mean.
    pub mean: f64,
    /// Of the 10 % quantile.
    pub p10: f64,
    /// Of the median.
    pub p50: f64,
    /// Of the 90 % quantile.
    pub p90: f64,
    /// Of the chance of being cheapest.
    pub probability_cheapest: f64,
}

/// The bands at `volumes` from `samples` draws with `seed` on `threads` threads, with progress in
/// `progress`, from 0 to `samples`. The answer does not depend on the number of threads. None where
/// interrupted, or where there is no sample, volume or route.
#[must_use]
pub fn bands(
    scenario: &Scenario,
    volumes: &[u64],
    samples: u64,
    seed: u64,
    threads: usize,
    progress: &AtomicU64,
    interrupt: &(dyn Interrupt + Sync),
) -> Option<Bands> {
    let plan = BandPlan::new(scenario, volumes, samples, seed, Sequence::Sobol)?;
    plan.bands(&Rooms::default(), threads, progress, interrupt)
}

/// What is drawn for the bands, and from where.
pub struct BandPlan {
    draws: Draws,
    /// By input.
    inverses: Vec<Inverse>,
    volumes: Vec<u64>,
    samples: usize,
    seed: u64,
    sequence: Sequence,
}

impl BandPlan {
    /// As [`bands`], with the numbers of `sequence`. None where there is no sample, volume or route.
    #[must_use]
    pub fn new(scenario: &Scenario, volumes: &[u64], samples: u64, seed: u64, sequence: Sequence) -> Option<Self> {
        let draws = Draws::new(scenario, seed);
        let samples = if draws.is_certain() { samples.min(1) } else { samples };
        let samples = usize::try_from(samples).ok()?;
        let something = samples > 0 && !volumes.is_empty() && !scenario.routes.is_empty();
        let inverses = draws.inputs.iter().map(|input| Inverse::tabulated(&input.distribution)).collect();
        something.then(|| Self { draws, inverses, volumes: volumes.to_vec(), samples, seed, sequence })
    }

    /// How many samples are drawn.
    #[must_use]
    pub fn samples(&self) -> u64 {
        self.samples as u64
    }

    /// Draws and sums up, in rooms that may have been used before. None where interrupted.
    #[must_use]
    pub fn bands(
        &self,
        rooms: &Rooms,
        threads: usize,
        progress: &AtomicU64,
        interrupt: &(dyn Interrupt + Sync),
    ) -> Option<Bands> {
        let samples = split(self.samples, self.replicates(), self.block());
        let (volumes_at_a_time, places) = (self.volumes_at_a_time(), self.draws.places_in_memory());
        let numbers = |(): &mut (), index: usize| self.source(&[], &places, rooms).numbers(&samples[index]);
        // Where they are needed but once they need not be kept.
        let needed_again = volumes_at_a_time < self.volumes.len();
        let kept = needed_again.then(|| spread(samples.len(), threads, interrupt, &|_| (), || (), numbers));
        let kept = if let Some(kept) = kept { kept? } else { Vec::new() };
        let (mut clamped, mut at_volumes) = (0, Vec::<AtVolume>::new());
        for volumes in self.volumes.chunks(volumes_at_a_time) {
            // Drawing and summing up take about as long.
            let show = |halves: f64| {
                let done = as_number(at_volumes.len()) + halves / 2.0 * as_number(volumes.len());
                let share = done / as_number(self.volumes.len());
                progress.store(as_count(share * as_number(self.samples)) as u64, Ordering::Relaxed);
            };
            let source = self.source(volumes, &places, rooms);
            let block = |(draw, room): &mut (Draw, Room), index: usize| match kept.get(index) {
                Some(numbers) => source.block(samples[index].clone(), numbers, draw, room),
                None => source.block(samples[index].clone(), &source.numbers(&samples[index]), draw, room),
            };
            let room = || (self.draws.begin(), Room::new(self.draws.routes()));
            let blocks = spread(samples.len(), threads, interrupt, &show, room, block)?;
            clamped = blocks.iter().map(|block| block.clamped).sum();
            let tiles = self.survey(&blocks, volumes, rooms, threads, interrupt, &|share| show(1.0 + share))?;
            at_volumes.extend(tiles);
            rooms.keep_blocks(blocks);
        }
        progress.store(self.samples(), Ordering::Relaxed);
        Some(self.summary(&at_volumes, clamped))
    }

    fn source<'a>(&'a self, volumes: &'a [u64], places: &'a [(usize, usize)], rooms: &'a Rooms) -> Source<'a> {
        Source {
            draws: &self.draws,
            inverses: &self.inverses,
            places,
            sequence: self.sequence,
            seed: self.seed,
            volumes,
            rooms,
        }
    }

    /// How many samples are drawn in one go.
    fn block(&self) -> usize {
        if self.kept_totals() == 0 { BLOCK } else { SLOW_BLOCK }
    }

    /// How many routes keep totals rather than numbers.
    fn kept_totals(&self) -> usize {
        kept_totals(&self.draws.begin().case, self.volumes.iter().copied().max().unwrap_or(1))
    }

    /// Routes that are more than a sum keep their totals, which must not take too much room.
    fn volumes_at_a_time(&self) -> usize {
        match self.kept_totals() {
            0 => self.volumes.len(),
            routes => {
                let most = (KEPT / (routes * self.samples)).max(TOGETHER);
                // Evenly, as the largest share takes the most room.
                self.volumes.len().div_ceil(self.volumes.len().div_ceil(most))
            }
        }
    }

    fn survey(
        &self,
        blocks: &[Block],
        volumes: &[u64],
        rooms: &Rooms,
        threads: usize,
        interrupt: &(dyn Interrupt + Sync),
        show: &(dyn Fn(f64) + Sync),
    ) -> Option<Vec<AtVolume>> {
        let replicates = self.replicates();
        let length = |index| self.samples / replicates + usize::from(index < self.samples % replicates);
        let survey = Survey {
            blocks,
            volumes,
            routes: self.draws.begin().case.route_count(),
            samples: self.samples,
            replicates: (0..replicates).map(|index| as_number(length(index))).collect(),
        };
        survey.all(rooms, threads, interrupt, show)
    }

    /// One where there are too few samples to compare replicates.
    fn replicates(&self) -> usize {
        let longest = usize::try_from(sobol::LONGEST).unwrap_or(usize::MAX);
        if self.samples < 2 * REPLICATES { 1 } else { self.samples.div_ceil(longest).max(REPLICATES) }
    }

    fn summary(&self, at_volumes: &[AtVolume], clamped: u64) -> Bands {
        let quasi_random = match self.sequence {
            Sequence::Sobol => self.draws.dimensions().min(sobol::DIMENSIONS),
            Sequence::Random => 0,
        };
        let errors = |routes: &AtVolume| routes.iter().map(|(_, error)| *error).collect();
        Bands {
            samples: self.samples as u64,
            volumes: self.volumes.clone(),
            points: at_volumes.iter().map(|routes| routes.iter().map(|(point, _)| *point).collect()).collect(),
            errors: at_volumes.iter().map(errors).collect(),
            sampling: Sampling {
                replicates: self.replicates(),
                quasi_random,
                random: self.draws.dimensions() - quasi_random,
            },
            clamped,
        }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of samples")]
fn as_count(number: f64) -> usize {
    number as usize
}

/// At most `count` volumes from `from` to `to`, evenly spaced on a logarithmic axis, strictly
/// rising, both ends among them.
///
/// ```
/// use crossplan::analysis::bands::log_spaced;
/// assert_eq!(log_spaced((1, 1_000), 4), [1, 10, 100, 1_000]);
/// assert_eq!(log_spaced((1, 3), 50), [1, 2, 3]);
/// ```
#[must_use]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between the two volumes")]
pub fn log_spaced((from, to): (u64, u64), count: usize) -> Vec<u64> {
    let (from, to) = (from.max(1).min(to.max(1)), to.max(1).max(from));
    let steps = u32::try_from(count.max(2) - 1).unwrap_or(u32::MAX);
    let ratio = as_parts(to) / as_parts(from);
    let between = |step: u32| as_parts(from) * ratio.powf(f64::from(step) / f64::from(steps));
    let mut volumes: Vec<u64> = (0..steps).map(|step| (between(step).round() as u64).clamp(from, to)).collect();
    volumes.push(to);
    volumes.dedup();
    volumes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn volumes_rise_strictly_between_both_ends() {
        for range in [(1, 1), (1, 2), (7, 10_000_000), (100, 1_000_000), (9, 3), (0, 5)] {
            for count in [0, 1, 2, 3, 100, 2_000] {
                let volumes = log_spaced(range, count);
                assert!(volumes.windows(2).all(|pair| pair[0] < pair[1]), "{range:?} {count}");
                assert!(volumes.len() <= count.max(2));
                let ends = (range.0.min(range.1).max(1), range.0.max(range.1));
                assert_eq!((volumes[0], volumes[volumes.len() - 1]), ends, "{range:?} {count}");
            }
        }
    }
}
