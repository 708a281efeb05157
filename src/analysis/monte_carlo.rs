//! What do the totals come to when every uncertain input is drawn?
//!
//! Common random numbers: all routes see one draw. An impossible draw is moved to the nearest
//! bound and its sample counted once. A risk event happens if its number is below its probability.
//! Values of beta-PERT inputs are within 10⁻⁹ of their range.
//! Work comes in chunks of samples that any number of threads may share; the answers do not depend
//! on it. docs/model.md, section 5.

mod draws;
mod information;
mod spread;
mod summary;

use std::ops::Range;

use super::crossover;
use super::interrupt::Interrupt;
use super::inverse::Inverse;
use crate::cost::Case;
use crate::model::Scenario;

pub(super) use draws::{Draw, Draws};
pub(super) use spread::draw;
pub use spread::simulate;
pub use summary::{CrossoverVolumes, InformationValue, PointSummary, Simulation, summarize};

/// Draws unless told otherwise.
pub const SAMPLES: u64 = 16_384;

/// A volume at which totals are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VolumeChoice {
    /// Always this one.
    Fixed(u64),
    /// The planned volume, itself drawn where it is uncertain.
    Planned,
}

/// What is drawn, and from where.
pub struct Plan {
    draws: Draws,
    /// By input.
    inverses: Vec<Inverse>,
    volumes: Vec<VolumeChoice>,
    routes: usize,
    range: (u64, u64),
    seed: u64,
    with_crossover: bool,
}

/// What a range of samples came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Chunk {
    samples: Range<u64>,
    /// By volume, route, sample: totals.
    totals: Vec<Vec<Vec<f64>>>,
    /// By volume, route, sample: whether the route is a candidate.
    candidates: Vec<Vec<Vec<bool>>>,
    /// By sample: the first crossover's volume.
    first_crossover: Vec<Option<u64>>,
    /// Samples in which a draw was impossible.
    clamped: u64,
}

impl Chunk {
    /// Number of its first sample.
    pub(super) fn first_sample(&self) -> u64 {
        self.samples.start
    }

    /// The totals of a route at one of the plan's volumes, by sample; none where there is no such.
    pub(super) fn totals(&self, volume: usize, route: usize) -> &[f64] {
        self.totals.get(volume).and_then(|by_route| by_route.get(route)).map_or(&[], Vec::as_slice)
    }
}

/// True where every draw of a scenario is the same: no input is uncertain, and every risk event happens for
/// certain or never.
#[must_use]
pub fn is_certain(scenario: &Scenario) -> bool {
    Draws::new(scenario, scenario.seed).is_certain()
}

impl Plan {
    /// Draws every uncertain input of the scenario with `seed`, at `volumes`; with the first
    /// crossover of each draw where `with_crossover`.
    #[must_use]
    pub fn new(scenario: &Scenario, volumes: Vec<VolumeChoice>, seed: u64, with_crossover: bool) -> Self {
        let draws = Draws::new(scenario, seed);
        Self {
            inverses: draws.inputs.iter().map(|input| Inverse::tabulated(&input.distribution)).collect(),
            draws,
            volumes,
            routes: scenario.routes.len(),
            range: scenario.range,
            seed,
            with_crossover,
        }
    }

    /// Paths of the inputs that are drawn, in the order of the walk.
    pub fn inputs(&self) -> impl Iterator<Item = &str> {
        self.draws.inputs.iter().map(|input| input.path.as_str())
    }

    /// Draws the samples of a range; none where interrupted.
    #[must_use]
    pub fn draw(&self, samples: Range<u64>, interrupt: &dyn Interrupt) -> Option<Chunk> {
        let (mut draw, mut numbers) = (self.draws.begin(), Vec::new());
        let mut chunk = self.empty_chunk(samples.clone());
        for sample in samples {
            if sample % 64 == 0 && interrupt.is_requested() {
                return None;
            }
            chunk.clamped += u64::from(self.resolve(&mut draw, sample, &mut numbers));
            self.evaluate(&draw.case, &mut chunk);
        }
        Some(chunk)
    }

    /// Draws a sample, with room for the numbers of the inputs; true where one was impossible.
    fn resolve(&self, draw: &mut Draw, sample: u64, numbers: &mut Vec<f64>) -> bool {
        numbers.clear();
        numbers.extend(self.draws.inputs.iter().map(|input| input.stream.uniform(sample)));
        for (inverse, number) in self.inverses.iter().zip(numbers.iter_mut()) {
            inverse.quantiles(std::slice::from_mut(number));
        }
        self.draws.resolve(draw, |input| numbers[input], |event| self.draws.events[event].stream.uniform(sample))
    }

    fn evaluate(&self, case: &Case, chunk: &mut Chunk) {
        for (index, choice) in self.volumes.iter().enumerate() {
            let volume = match choice {
                VolumeChoice::Fixed(volume) => *volume,
                VolumeChoice::Planned => case.planned_units(),
            };
            for route in 0..case.route_count() {
                let evaluation = case.evaluate(route, volume);
                chunk.totals[index][route].push(evaluation.total);
                chunk.candidates[index][route].push(evaluation.candidate);
            }
        }
        if self.with_crossover {
            let (from, to) = self.range;
            chunk.first_crossover.push(crossover::first(case, from, to));
        }
    }

    fn empty_chunk(&self, samples: Range<u64>) -> Chunk {
        let routes = self.routes;
        Chunk {
            samples,
            totals: vec![vec![Vec::new(); routes]; self.volumes.len()],
            candidates: vec![vec![Vec::new(); routes]; self.volumes.len()],
            first_crossover: Vec::new(),
            clamped: 0,
        }
    }
}
