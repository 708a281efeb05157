//! What do the totals come to when every uncertain input is drawn?
//!
//! Common random numbers: all routes see one draw. An impossible draw is moved to the nearest
//! bound and its sample counted once. A risk event happens if its number is below its probability.
//! Work comes in chunks of samples that any number of threads may share; the answers do not depend
//! on it. docs/model.md, section 5.

mod spread;
mod summary;

use std::ops::Range;

use super::crossover;
use super::distribution::Distribution;
use super::interrupt::Interrupt;
use super::random::Stream;
use crate::cost::Case;
use crate::model::inputs::{Input, visit, visit_mut};
use crate::model::route::Risk;
use crate::model::{Estimate, Scenario};

pub(super) use spread::draw;
pub use spread::simulate;
pub(super) use summary::points;
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
    scenario: Scenario,
    volumes: Vec<VolumeChoice>,
    inputs: Vec<UncertainInput>,
    events: Vec<Event>,
    seed: u64,
    with_crossover: bool,
}

/// An input that is drawn.
struct UncertainInput {
    /// Its place in the walk over all inputs.
    place: usize,
    path: String,
    input: &'static Input,
    stream: Stream,
    distribution: Distribution,
}

/// A risk event that happens or not.
struct Event {
    route: usize,
    risk: usize,
    stream: Stream,
}

/// What a range of samples came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Chunk {
    samples: Range<u64>,
    /// By volume, route, sample: totals.
    totals: Vec<Vec<Vec<f64>>>,
    /// By volume, route, sample: whether the route is a candidate.
    candidates: Vec<Vec<Vec<bool>>>,
    /// By input, sample: the number drawn, before counts are rounded and bounds observed.
    drawn: Vec<Vec<f64>>,
    /// By sample: the first crossover's volume.
    first_crossover: Vec<Option<u64>>,
    /// Samples in which a draw was impossible.
    clamped: u64,
}

impl Plan {
    /// Draws every uncertain input of the scenario with `seed`, at `volumes`; with the first
    /// crossover of each draw where `with_crossover`.
    #[must_use]
    pub fn new(scenario: &Scenario, volumes: Vec<VolumeChoice>, seed: u64, with_crossover: bool) -> Self {
        let mut inputs = Vec::new();
        let mut place = 0;
        visit(scenario, &mut |found| {
            if let Some(estimate) = found.slot.get().filter(|estimate| estimate.is_uncertain()) {
                inputs.push(UncertainInput {
                    place,
                    path: found.path.to_owned(),
                    input: found.input,
                    stream: Stream::new(seed, found.path),
                    distribution: Distribution::of(estimate),
                });
            }
            place += 1;
        });
        Self { volumes, inputs, events: events(scenario, seed), seed, with_crossover, scenario: scenario.clone() }
    }

    /// Paths of the inputs that are drawn, in the order of the walk.
    pub fn inputs(&self) -> impl Iterator<Item = &str> {
        self.inputs.iter().map(|input| input.path.as_str())
    }

    /// How many inputs and risk events are drawn.
    pub(super) fn draw_count(&self) -> usize {
        self.inputs.len() + self.events.len()
    }

    /// True where every sample is the same: no input is uncertain, and every risk event happens for
    /// certain or never.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        let settled = |event: &Event| {
            event.risk_of(&self.scenario).is_none_or(|risk| {
                let probability = risk.probability.likely();
                probability <= 0.0 || probability >= 1.0
            })
        };
        self.inputs.is_empty() && self.events.iter().all(settled)
    }

    /// Draws the samples of a range; none where interrupted.
    #[must_use]
    pub fn draw(&self, samples: Range<u64>, interrupt: &dyn Interrupt) -> Option<Chunk> {
        let mut scratch = self.scenario.clone();
        let mut chunk = self.empty_chunk(samples.clone());
        for sample in samples {
            if sample % 64 == 0 && interrupt.is_requested() {
                return None;
            }
            if self.resolve(&mut scratch, sample, &mut chunk) {
                chunk.clamped += 1;
            }
            self.evaluate(&Case::likely(&scratch), &mut chunk);
        }
        Some(chunk)
    }

    /// Puts the numbers of a sample into the scratch scenario; true where one was impossible.
    fn resolve(&self, scratch: &mut Scenario, sample: u64, chunk: &mut Chunk) -> bool {
        let mut clamped = false;
        let mut wanted = self.inputs.iter().zip(&mut chunk.drawn).peekable();
        let mut place = 0;
        visit_mut(scratch, &mut |found| {
            if let Some((uncertain, drawn)) = wanted.next_if(|(uncertain, _)| uncertain.place == place) {
                let raw = uncertain.distribution.quantile(uncertain.stream.uniform(sample));
                let (number, moved) = uncertain.admitted(raw);
                clamped |= moved;
                drawn.push(raw);
                found.slot.put(Some(Estimate::certain(number)), found.input.absent);
            }
            place += 1;
        });
        for event in &self.events {
            if let Some(risk) = event.risk_in(scratch) {
                let stated = event.risk_of(&self.scenario).map_or(0.0, |risk| risk.probability.likely());
                let drawn = self.drawn_probability(event, chunk).unwrap_or(stated);
                risk.probability = Estimate::certain(if event.stream.uniform(sample) < drawn { 1.0 } else { 0.0 });
            }
        }
        clamped
    }

    /// The probability of an event as drawn in the latest sample, where it is itself uncertain.
    fn drawn_probability(&self, event: &Event, chunk: &Chunk) -> Option<f64> {
        let (route, risk) = (self.scenario.routes.get(event.route)?, event.risk_of(&self.scenario)?);
        if !risk.probability.is_uncertain() {
            return None;
        }
        let path = format!("routes.{}.risks.{}.probability", route.id, risk.id);
        let index = self.inputs.iter().position(|input| input.path == path)?;
        chunk.drawn.get(index)?.last().copied()
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
            let (from, to) = self.scenario.range;
            chunk.first_crossover.push(crossover::first(case, from, to));
        }
    }

    fn empty_chunk(&self, samples: Range<u64>) -> Chunk {
        let routes = self.scenario.routes.len();
        Chunk {
            samples,
            totals: vec![vec![Vec::new(); routes]; self.volumes.len()],
            candidates: vec![vec![Vec::new(); routes]; self.volumes.len()],
            drawn: vec![Vec::new(); self.inputs.len()],
            first_crossover: Vec::new(),
            clamped: 0,
        }
    }
}

impl UncertainInput {
    /// The number drawn as the input takes it, and whether it had to be moved to a bound.
    fn admitted(&self, drawn: f64) -> (f64, bool) {
        let whole = if self.input.bounds.whole { (drawn + 0.5).floor() } else { drawn };
        if self.input.bounds.allow(whole) { (whole, false) } else { (self.input.bounds.nearest(whole), true) }
    }
}

impl Event {
    fn risk_of<'a>(&self, scenario: &'a Scenario) -> Option<&'a Risk> {
        scenario.routes.get(self.route)?.risks.get(self.risk)
    }

    fn risk_in<'a>(&self, scenario: &'a mut Scenario) -> Option<&'a mut Risk> {
        scenario.routes.get_mut(self.route)?.risks.get_mut(self.risk)
    }
}

fn events(scenario: &Scenario, seed: u64) -> Vec<Event> {
    let mut events = Vec::new();
    for (route, stated) in scenario.routes.iter().enumerate() {
        for (risk, event) in stated.risks.iter().enumerate() {
            let stream = Stream::new(seed, &format!("routes.{}.risks.{}", stated.id, event.id));
            events.push(Event { route, risk, stream });
        }
    }
    events
}
