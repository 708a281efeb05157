//! Which routes do some hundred draws make?
//!
//! The draws of a block are put in place one after another. A route that lowers to a sum keeps its
//! numbers side by side; of any other the totals at the volumes asked for are kept.

use std::ops::Range;

use super::super::inverse::Inverse;
use super::super::monte_carlo::{Draw, Draws};
use super::super::random::Stream;
use super::super::sobol::Dimension;
use super::Sequence;
use super::rooms::Rooms;
use super::tally::{BlockTally, Room};
use crate::cost::{ABREAST, Case, Drawn, Extent, LoweredRoute, Parts, as_parts};

/// Draws in a block at most, where all routes are sums: few enough for their numbers to stay in near memory.
pub(super) const BLOCK: usize = 2_048;

/// Draws in a block at most, where totals are kept and each draw may take its time.
pub(super) const SLOW_BLOCK: usize = 512;

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

/// Splits `count` samples into `replicates` alike, but for one, and all of them into blocks of `most`: few
/// samples make one block, whatever their replicates.
pub(super) fn split(count: usize, replicates: usize, most: usize) -> Vec<Samples> {
    let mut blocks: Vec<Samples> =
        (0..count).step_by(most).map(|from| Samples { range: from..from, runs: Vec::new() }).collect();
    let mut start = 0;
    for replicate in 0..replicates {
        let end = start + count / replicates + usize::from(replicate < count % replicates);
        let mut from = start;
        while let Some(block) = blocks.get_mut(from / most).filter(|_| from < end) {
            let (first, to) = (block.range.start, (block.range.start + most).min(end));
            block.runs.push(Run { replicate, within: from - first..to - first, first_point: from - start });
            block.range.end = to;
            from = to;
        }
        start = end;
    }
    blocks
}

/// The numbers that samples draw.
pub(super) struct Numbers {
    /// By input, then by event, whose numbers are uniform: by sample, filled up for those who take some at a time.
    columns: Vec<Vec<f64>>,
    /// Samples in which a draw was impossible and was moved to a bound.
    clamped: u64,
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
    /// Its numbers, from which totals are made, and what these lie within.
    Sum(Box<LoweredRoute>, Extent),
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
    /// Where the estimates of the inputs stand in memory.
    pub(super) places: &'a [(usize, usize)],
    pub(super) sequence: Sequence,
    pub(super) seed: u64,
    pub(super) volumes: &'a [u64],
    pub(super) rooms: &'a Rooms,
}

impl Source<'_> {
    /// The uniform numbers of one dimension, by sample.
    fn uniforms(&self, samples: &Samples, number: usize, stream: Stream) -> Vec<f64> {
        let mut uniforms = vec![0.0; samples.range.len()];
        for run in &samples.runs {
            let dimension = match self.sequence {
                Sequence::Sobol => Dimension::new(self.seed, run.replicate as u64, number),
                Sequence::Random => None,
            };
            let (first, point) = ((samples.range.start + run.within.start) as u64, run.first_point as u64);
            let into = &mut uniforms[run.within.clone()];
            match dimension {
                Some(dimension) => dimension.fill(point, into),
                None => stream.fill(first, into),
            }
        }
        uniforms
    }

    /// The numbers drawn.
    pub(super) fn numbers(&self, samples: &Samples) -> Numbers {
        let mut moved = vec![false; samples.range.len()];
        let mut columns = Vec::with_capacity(self.draws.dimensions());
        for (number, (input, inverse)) in self.draws.inputs.iter().zip(self.inverses).enumerate() {
            let mut numbers = self.uniforms(samples, number, input.stream);
            inverse.quantiles(&mut numbers);
            input.admit(&mut numbers, &mut moved);
            let filled_up = numbers.len().next_multiple_of(ABREAST);
            numbers.resize(filled_up, numbers.last().copied().unwrap_or_default());
            columns.push(numbers);
        }
        for event in &self.draws.events {
            columns.push(self.uniforms(samples, columns.len(), event.stream));
        }
        Numbers { columns, clamped: moved.into_iter().map(u64::from).sum() }
    }

    /// The block that its numbers make, in `draw`, which is used again and again.
    pub(super) fn block(&self, samples: Samples, numbers: &Numbers, draw: &mut Draw, room: &mut Room) -> Block {
        let count = samples.range.len();
        let lowered = self.lowered(draw, numbers, count);
        let mut routes: Vec<RouteBlock> = lowered.into_iter().map(|it| self.lowered_block(it, count)).collect();
        if routes.iter().any(RouteBlock::is_blank) {
            self.evaluate(&mut routes, draw, numbers, count);
        }
        let tally = BlockTally::new(&samples, &routes, self.volumes, room);
        Block { samples, routes, tally, clamped: numbers.clamped }
    }

    /// By route: it under these draws, where it can be lowered.
    fn lowered(&self, draw: &mut Draw, numbers: &Numbers, count: usize) -> Vec<Option<LoweredRoute>> {
        let abreast = |number| self.lowered_abreast(draw, numbers, number, count);
        let mut lowered: Vec<Option<LoweredRoute>> = (0..draw.case.route_count()).map(abreast).collect();
        let one_by_one: Vec<usize> = (0..lowered.len()).filter(|&route| lowered[route].is_none()).collect();
        for &route in &one_by_one {
            lowered[route] = Some(self.rooms.route(count));
        }
        for index in (0..count).take_while(|_| !one_by_one.is_empty()) {
            self.resolve(draw, numbers, index);
            for &route in &one_by_one {
                let (case, changed) = (&draw.case, self.draws.changed(route));
                if lowered[route].as_mut().is_some_and(|it| !it.push(&case.routes[route], &case.programme, changed)) {
                    lowered[route] = None;
                }
            }
        }
        lowered
    }

    /// A route of which all draws can be worked out side by side.
    fn lowered_abreast(&self, draw: &Draw, numbers: &Numbers, route: usize, count: usize) -> Option<LoweredRoute> {
        let stated = self.draws.stated(route).filter(|_| self.draws.differs_in_terms(route))?;
        let drawn = Drawn { places: self.places, columns: &numbers.columns, first: 0 };
        LoweredRoute::of_draws(
            self.rooms.route(count),
            stated,
            &draw.case.routes[route],
            &draw.case.programme,
            drawn,
            count,
        )
    }

    fn resolve(&self, draw: &mut Draw, numbers: &Numbers, index: usize) {
        let (inputs, events) = numbers.columns.split_at(self.draws.inputs.len());
        self.draws.resolve(draw, |input| inputs[input][index], |event| events[event][index]);
    }

    /// What is kept of a lowered route: nothing yet where it could not be lowered.
    fn lowered_block(&self, lowered: Option<LoweredRoute>, count: usize) -> RouteBlock {
        let largest = as_parts(self.volumes.iter().copied().max().unwrap_or(1));
        let within = lowered.map(|lowered| (lowered.extent(), lowered));
        match within.filter(|(extent, lowered)| lowered.is_moderate(extent, largest)) {
            Some((extent, lowered)) if lowered.is_sum() => RouteBlock::Sum(Box::new(lowered), extent),
            Some((_, lowered)) => {
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
                    let (case, programme) = (&draw.case.routes[route], &draw.case.programme);
                    competes_from[index] = case.first_candidate();
                    let at_draw = totals.iter_mut().skip(index).step_by(count);
                    for (&volume, total) in self.volumes.iter().zip(at_draw) {
                        *total = case.point(as_parts(volume), programme).total(programme.weekly_discount);
                    }
                }
            }
        }
    }
}

impl RouteBlock {
    /// Its numbers; none where it is more than a sum.
    pub(super) fn sum(&self) -> Option<&LoweredRoute> {
        match self {
            Self::Sum(lowered, _) => Some(lowered),
            Self::Totals { .. } => None,
        }
    }

    /// As [`Self::sum`], on its own.
    pub(super) fn into_sum(self) -> Option<LoweredRoute> {
        match self {
            Self::Sum(lowered, _) => Some(*lowered),
            Self::Totals { .. } => None,
        }
    }

    /// What its numbers lie within; none where it is more than a sum.
    pub(super) fn extent(&self) -> Option<&Extent> {
        match self {
            Self::Sum(_, extent) => Some(extent),
            Self::Totals { .. } => None,
        }
    }

    fn is_blank(&self) -> bool {
        matches!(self, Self::Totals { totals, .. } if totals.is_empty())
    }

    /// The totals at volume number `index`, which is `volume`.
    pub(super) fn totals(&self, index: usize, volume: f64, starts: &mut [f64], into: &mut [f64]) {
        match self {
            Self::Sum(lowered, _) => lowered.totals(volume, starts, into),
            Self::Totals { totals, .. } => {
                let count = into.len();
                into.copy_from_slice(&totals[index * count..(index + 1) * count]);
            }
        }
    }

    /// By draw: from which volume on the route competes; none where it always does.
    pub(super) fn competes_from(&self) -> &[f64] {
        match self {
            Self::Sum(..) => &[],
            Self::Totals { competes_from, .. } => competes_from,
        }
    }
}

/// How many routes keep totals rather than numbers, judged by the likely case.
pub(super) fn kept_totals(case: &Case, largest: u64) -> usize {
    let sum = |route: &&crate::cost::RouteCase| {
        let mut lowered = LoweredRoute::default();
        lowered.push(route, &case.programme, Parts::ALL)
            && lowered.is_moderate(&lowered.extent(), as_parts(largest))
            && lowered.is_sum()
    };
    case.routes.len() - case.routes.iter().filter(sum).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::scenario_file::parse;
    use crate::model::scenario::Programme;
    use crate::model::{Estimate, Scenario};

    #[test]
    fn blocks_hold_every_sample_once_and_know_its_replicate() {
        let cases = [(1, 1), (64, 8), (1_000, 8), (2_048, 8), (5_003, 8), (700, 1), (17, 8)];
        for ((count, replicates), most) in cases.into_iter().flat_map(|case| [(case, SLOW_BLOCK), (case, BLOCK)]) {
            let blocks = split(count, replicates, most);
            let mut by_replicate = vec![0; replicates];
            let mut next = 0;
            for block in &blocks {
                assert!(block.range.start == next && !block.range.is_empty() && block.range.len() <= most);
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
        assert_eq!(split(64, 8, SLOW_BLOCK).len(), 1);
    }

    /// The scenario without what has to be worked out draw by draw.
    fn in_terms(mut scenario: Scenario) -> Scenario {
        scenario.routes.retain(|route| route.staged.is_none());
        for route in &mut scenario.routes {
            (route.staff, route.quote, route.learning, route.yield_ramp) = (None, None, None, None);
            (route.lots, route.material_lots, route.capital) = (None, None, None);
            (route.tooling, route.risks) = (Vec::new(), Vec::new());
            for rate in [&mut route.exchange_rate, &mut route.unit_multiplier, &mut route.duty_rate] {
                *rate = Estimate::certain(rate.likely());
            }
        }
        (scenario.programme, scenario.planned_volume) = (Programme::default(), None);
        scenario
    }

    /// Rework, inspections, capability, revisions, build-ups: draws side by side must come to what each comes to alone.
    #[test]
    fn draws_side_by_side_are_those_one_by_one() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/random");
        let full = (1..=4).filter_map(|number| std::fs::read(folder.join(format!("full-0{number}.ron"))).ok());
        let shipped = crate::formats::shipped::SHIPPED.iter().map(|shipped| shipped.text.as_bytes().to_vec());
        let (mut compared, samples, rooms) = (0, split(37, 1, BLOCK).remove(0), Rooms::default());
        for text in shipped.chain(full) {
            let Ok(parsed) = parse(&text) else { panic!("the file is whole") };
            let draws = Draws::new(&in_terms(parsed.scenario), 3);
            let inverses: Vec<Inverse> = draws.inputs.iter().map(|it| Inverse::tabulated(&it.distribution)).collect();
            let (places, sequence, rooms) = (draws.places_in_memory(), Sequence::Sobol, &rooms);
            let (draws, inverses, places) = (&draws, &inverses, &places);
            let source = Source { draws, inverses, places, sequence, seed: 3, volumes: &[], rooms };
            let (numbers, mut draw) = (source.numbers(&samples), draws.begin());
            for route in 0..draws.routes() {
                assert!(draws.differs_in_terms(route));
                let abreast = source.lowered_abreast(&draw, &numbers, route, 37).unwrap_or_default();
                let mut one_by_one = LoweredRoute::default();
                for index in 0..37 {
                    source.resolve(&mut draw, &numbers, index);
                    assert!(one_by_one.push(&draw.case.routes[route], &draw.case.programme, Parts::ALL));
                }
                for volume in [1.0, 100.0, 12_345.0] {
                    let [mut found, mut expected, mut starts] = [[0.0; 37]; 3];
                    abreast.totals(volume, &mut starts, &mut found);
                    one_by_one.totals(volume, &mut starts, &mut expected);
                    assert_eq!(found.map(f64::to_bits), expected.map(f64::to_bits), "route {route} at {volume}");
                }
                compared += usize::from(draws.changed(route) != Parts::NONE);
            }
        }
        assert!(compared > 10, "{compared} routes differ from draw to draw");
    }
}
