//! Which routes do some hundred draws make?
//!
//! The draws of a block are put in place one after another. A route that lowers to a sum keeps its
//! numbers side by side; of any other the totals at the volumes asked for are kept.

use std::ops::Range;

use super::super::monte_carlo::{Draw, Draws};
use super::super::random::Stream;
use super::super::sobol::Dimension;
use super::Sequence;
use super::inverse::Inverse;
use super::tally::{BlockTally, Room};
use crate::cost::{Case, LoweredRoute, Parts, as_parts};

/// Draws in a block at most: few enough for their numbers to stay in the nearest memory.
pub(super) const BLOCK: usize = 512;

/// Which samples a block draws.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Samples {
    /// Among all samples.
    pub(super) range: Range<usize>,
    /// By the replicates they belong to.
    pub(super) runs: Vec<Run>,
}

/// Samples of one replicate in a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) replicate: usize,
    /// Among the samples of the block.
    pub(super) within: Range<usize>,
    /// How many samples of the replicate come before.
    first_point: usize,
}

/// Splits `count` samples into `replicates` alike, but for one, and all of them into blocks: few
/// samples make one block, whatever their replicates.
pub(super) fn split(count: usize, replicates: usize) -> Vec<Samples> {
    let mut blocks: Vec<Samples> =
        (0..count).step_by(BLOCK).map(|from| Samples { range: from..from, runs: Vec::new() }).collect();
    let mut start = 0;
    for replicate in 0..replicates {
        let end = start + count / replicates + usize::from(replicate < count % replicates);
        let mut from = start;
        while let Some(block) = blocks.get_mut(from / BLOCK).filter(|_| from < end) {
            let (first, to) = (block.range.start, (block.range.start + BLOCK).min(end));
            block.runs.push(Run { replicate, within: from - first..to - first, first_point: from - start });
            block.range.end = to;
            from = to;
        }
        start = end;
    }
    blocks
}

/// The numbers that samples draw: of each input, then the uniform number of each event.
pub(super) struct Numbers {
    by_sample: Vec<f64>,
    /// How many there are by sample.
    width: usize,
}

/// What a block of draws came to.
pub(super) struct Block {
    pub(super) samples: Samples,
    pub(super) routes: Vec<RouteBlock>,
    /// What its draws come to at all volumes.
    pub(super) tally: BlockTally,
    /// Samples in which a draw was impossible.
    pub(super) clamped: u64,
}

/// A route under the draws of a block.
pub(super) enum RouteBlock {
    /// Its numbers, from which totals are made.
    Sum(LoweredRoute),
    /// Its totals.
    Totals {
        /// By volume, draw.
        totals: Vec<f64>,
        /// By draw: from which volume on it competes; none where it always does.
        competes_from: Vec<f64>,
    },
}

/// What all blocks have in common.
pub(super) struct Source<'a> {
    pub(super) draws: &'a Draws,
    /// By input.
    pub(super) inverses: &'a [Inverse],
    pub(super) sequence: Sequence,
    pub(super) seed: u64,
    pub(super) volumes: &'a [u64],
}

impl Source<'_> {
    /// The uniform numbers of one dimension, by sample.
    fn uniforms(&self, samples: &Samples, number: usize, stream: Stream) -> Vec<f64> {
        let mut uniforms = Vec::with_capacity(samples.range.len());
        for run in &samples.runs {
            let dimension = match self.sequence {
                Sequence::Sobol => Dimension::new(self.seed, run.replicate as u64, number),
                Sequence::Random => None,
            };
            let (first, point, count) =
                ((samples.range.start + run.within.start) as u64, run.first_point as u64, run.within.len() as u64);
            match dimension {
                Some(dimension) => uniforms.extend((point..point + count).map(|point| dimension.uniform(point))),
                None => uniforms.extend((first..first + count).map(|sample| stream.uniform(sample))),
            }
        }
        uniforms
    }

    /// The numbers drawn.
    pub(super) fn numbers(&self, samples: &Samples) -> Numbers {
        let inputs = self.draws.inputs.iter().zip(self.inverses).enumerate().map(|(number, (input, inverse))| {
            let mut numbers = self.uniforms(samples, number, input.stream);
            inverse.quantiles(&mut numbers);
            numbers
        });
        let events = self.draws.events.iter().enumerate();
        let events =
            events.map(|(number, event)| self.uniforms(samples, self.draws.inputs.len() + number, event.stream));
        let width = self.draws.dimensions();
        let mut by_sample = vec![0.0; width * samples.range.len()];
        for (place, column) in inputs.chain(events).enumerate() {
            by_sample.iter_mut().skip(place).step_by(width).zip(column).for_each(|(into, number)| *into = number);
        }
        Numbers { by_sample, width }
    }

    /// The block that its numbers make, in `draw`, which is used again and again.
    pub(super) fn block(&self, samples: Samples, numbers: &Numbers, draw: &mut Draw, room: &mut Room) -> Block {
        let count = samples.range.len();
        let mut lowered: Vec<Option<LoweredRoute>> =
            draw.case.routes.iter().map(|_| Some(LoweredRoute::with_room(count))).collect();
        let mut clamped = 0;
        for index in 0..count {
            clamped += u64::from(self.resolve(draw, numbers, index));
            for (number, (lowered, route)) in lowered.iter_mut().zip(&draw.case.routes).enumerate() {
                let changed = self.draws.changed(number);
                if lowered.as_mut().is_some_and(|it| !it.push(route, &draw.case.programme, changed)) {
                    *lowered = None;
                }
            }
        }
        let mut routes: Vec<RouteBlock> = lowered.into_iter().map(|it| self.lowered_block(it, count)).collect();
        if routes.iter().any(RouteBlock::is_blank) {
            self.evaluate(&mut routes, draw, numbers, count);
        }
        let tally = BlockTally::new(&samples, &routes, self.volumes, room);
        Block { samples, routes, tally, clamped }
    }

    fn resolve(&self, draw: &mut Draw, numbers: &Numbers, index: usize) -> bool {
        let of_sample = &numbers.by_sample[index * numbers.width..][..numbers.width];
        let (inputs, events) = of_sample.split_at(self.draws.inputs.len());
        self.draws.resolve(draw, |input| inputs[input], |event| events[event])
    }

    /// What is kept of a lowered route: nothing yet where it could not be lowered.
    fn lowered_block(&self, lowered: Option<LoweredRoute>, count: usize) -> RouteBlock {
        let largest = as_parts(self.volumes.iter().copied().max().unwrap_or(1));
        match lowered.filter(|lowered| lowered.is_moderate(largest)) {
            Some(lowered) if lowered.is_sum() => RouteBlock::Sum(lowered),
            Some(lowered) => {
                let (mut totals, mut starts) = (vec![0.0; self.volumes.len() * count], vec![0.0; count]);
                for (&volume, totals) in self.volumes.iter().zip(totals.chunks_mut(count)) {
                    lowered.totals(as_parts(volume), &mut starts, totals);
                }
                RouteBlock::Totals { totals, competes_from: Vec::new() }
            }
            None => RouteBlock::Totals { totals: Vec::new(), competes_from: Vec::new() },
        }
    }

    /// Fills in the routes that could not be lowered, draw by draw.
    fn evaluate(&self, routes: &mut [RouteBlock], draw: &mut Draw, numbers: &Numbers, count: usize) {
        let blank: Vec<usize> = (0..routes.len()).filter(|&route| routes[route].is_blank()).collect();
        for &route in &blank {
            let totals = vec![0.0; self.volumes.len() * count];
            routes[route] = RouteBlock::Totals { totals, competes_from: vec![0.0; count] };
        }
        for index in 0..count {
            self.resolve(draw, numbers, index);
            for &route in &blank {
                if let RouteBlock::Totals { totals, competes_from } = &mut routes[route] {
                    competes_from[index] = draw.case.routes[route].first_candidate();
                    let at_draw = totals.iter_mut().skip(index).step_by(count);
                    let evaluated = self.volumes.iter().map(|&volume| draw.case.evaluate(route, volume).total);
                    at_draw.zip(evaluated).for_each(|(total, evaluated)| *total = evaluated);
                }
            }
        }
    }
}

impl RouteBlock {
    fn is_blank(&self) -> bool {
        matches!(self, Self::Totals { totals, .. } if totals.is_empty())
    }

    /// The totals at volume number `index`, which is `volume`.
    pub(super) fn totals(&self, index: usize, volume: f64, starts: &mut [f64], into: &mut [f64]) {
        match self {
            Self::Sum(lowered) => lowered.totals(volume, starts, into),
            Self::Totals { totals, .. } => {
                let count = into.len();
                into.copy_from_slice(&totals[index * count..(index + 1) * count]);
            }
        }
    }

    /// By draw: from which volume on the route competes; none where it always does.
    pub(super) fn competes_from(&self) -> &[f64] {
        match self {
            Self::Sum(_) => &[],
            Self::Totals { competes_from, .. } => competes_from,
        }
    }
}

/// How many routes keep totals rather than numbers, judged by the likely case.
pub(super) fn kept_totals(case: &Case, largest: u64) -> usize {
    let sum = |route: &&crate::cost::RouteCase| {
        let mut lowered = LoweredRoute::default();
        lowered.push(route, &case.programme, Parts::ALL) && lowered.is_moderate(as_parts(largest)) && lowered.is_sum()
    };
    case.routes.len() - case.routes.iter().filter(sum).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_hold_every_sample_once_and_know_its_replicate() {
        for (count, replicates) in [(1, 1), (64, 8), (1_000, 8), (2_048, 8), (5_003, 8), (700, 1), (17, 8)] {
            let blocks = split(count, replicates);
            let mut by_replicate = vec![0; replicates];
            let mut next = 0;
            for block in &blocks {
                assert!(block.range.start == next && !block.range.is_empty() && block.range.len() <= BLOCK);
                let mut within = 0;
                for run in &block.runs {
                    assert_eq!((run.within.start, run.first_point), (within, by_replicate[run.replicate]));
                    by_replicate[run.replicate] += run.within.len();
                    within = run.within.end;
                }
                assert_eq!(within, block.range.len());
                next = block.range.end;
            }
            assert_eq!((next, by_replicate.iter().sum::<usize>()), (count, count));
            assert!(by_replicate.iter().all(|length| length - count / replicates <= 1), "{by_replicate:?}");
        }
        assert_eq!(split(64, 8).len(), 1);
    }
}
