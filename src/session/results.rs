//! What does the program currently know about the scenario?
//!
//! Curves and crossovers are recomputed at once when the scenario changes, unless the search takes long.
//! That, and whatever is drawn many times, is the worker's: until it has an answer the last complete one
//! stays, and tells that it is outdated.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::comparison::{Compared, Counterpart};
use super::document::errors;
use super::preview::Preview;
use super::task::{Outcome, Task};
use super::worker::Finished;
use crate::analysis::bands::{Bands, Rooms};
use crate::analysis::crossover::{self, Envelope};
use crate::analysis::goal_seek::Offer;
use crate::analysis::interrupt::{Interrupt, Never};
use crate::analysis::monte_carlo::{self, CrossoverVolumes, PointSummary, SAMPLES, Simulation, VolumeChoice};
use crate::analysis::overrun::Overrun;
use crate::analysis::savings::{self, Payback};
use crate::analysis::sensitivity::Tornado;
use crate::charts::bands;
use crate::charts::cost_curves::Subject;
use crate::cost::Case;
use crate::model::Scenario;
use crate::model::validate::Problem;

/// How many stretches a search may look at before the worker takes over: some 20,000 evaluations.
const PATIENCE: u32 = 4_000;

/// Draws of the steps in which bands get better: a first glance, and what the command line takes.
const REFINEMENTS: [u64; 2] = [SAMPLES / 16, SAMPLES];

/// The results of one revision of the scenario. Panels read them and never change them.
#[derive(Debug)]
pub struct Results {
    /// The revision they belong to; it rises with every change.
    pub revision: u64,
    /// The scenario they were computed from: the last one that could be computed.
    pub scenario: Arc<Scenario>,
    /// Its likely case.
    pub case: Case,
    /// Who is cheapest, over the scenario's range.
    pub envelope: Envelope,
    /// By route: from which volume it pays back against the incumbent; nothing for the incumbent
    /// itself, without one, or where that takes long to find.
    pub paybacks: Vec<Option<Payback>>,
    /// True where the envelope is still that of an earlier revision.
    pub searching: bool,
    /// What keeps the scenario as it now is from being computed; the results are then older.
    pub problems: Vec<Problem>,
    /// Whether any input is a range or any event may happen or not.
    pub uncertain: bool,
    /// Between what the costs lie along the volume axis.
    pub bands: Option<Answer<Bands>>,
    /// What the draws came to.
    pub simulation: Option<Answer<Simulation>>,
    /// Where the first crossover lies; none in it where no draw has one.
    pub first_crossover: Option<Answer<Option<CrossoverVolumes>>>,
    /// How the routes' totals compare with their plans.
    pub overruns: Option<Answer<Vec<Overrun>>>,
    /// What moves the gap; none in it where there is no gap.
    pub tornado: Option<Answer<Option<Tornado>>>,
    /// What a route would have to offer; none in it where it does not compete.
    pub offers: Option<Answer<Option<Vec<Offer>>>>,
    /// The comparison with another scenario, where one was looked at.
    pub compared: Option<Compared>,
    preview: Preview,
    /// What was wanted when somebody stopped the work.
    stopped: Option<(u64, Demand)>,
}

/// The last complete answer to a kind of question.
#[derive(Clone, Debug)]
pub struct Answer<T> {
    /// The revision it belongs to.
    pub revision: u64,
    /// What was asked.
    pub task: Task,
    /// The answer.
    pub value: T,
}

/// What is looked at, and so has to be known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// The volumes of the bands that are looked at; empty where none are.
    pub bands: Vec<u64>,
    /// Where the volume line stands, where the draws are looked at.
    pub simulation: Option<u64>,
    /// Whether the first crossover of each draw, and how plans run over, is looked at.
    pub first_crossover: bool,
    /// The volume of the tornado that is looked at.
    pub tornado: Option<u64>,
    /// The route that is asked about, and at which volume.
    pub offers: Option<(usize, u64)>,
}

/// Runs out after a number of questions.
pub(super) struct Patience(Cell<u32>);

impl Default for Patience {
    fn default() -> Self {
        Self(Cell::new(PATIENCE))
    }
}

impl Interrupt for Patience {
    fn is_requested(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left == 0
    }
}

impl Results {
    /// The results of a scenario that need no draws, however long they take.
    #[must_use]
    pub fn compute(scenario: Arc<Scenario>, revision: u64) -> Self {
        let mut results = Self::nothing(revision);
        results.follow(revision, scenario, false, Vec::new());
        results
    }

    fn nothing(revision: u64) -> Self {
        let scenario = Arc::new(Scenario::default());
        let case = Case::likely(&scenario);
        Self {
            revision,
            scenario,
            case,
            envelope: Envelope::default(),
            paybacks: Vec::new(),
            searching: false,
            problems: Vec::new(),
            uncertain: false,
            bands: None,
            preview: Preview::default(),
            simulation: None,
            first_crossover: None,
            overruns: None,
            tornado: None,
            offers: None,
            compared: None,
            stopped: None,
        }
    }

    /// Follows the scenario to another revision; a search that takes long is left to the worker where
    /// there is one. Meanwhile a preview of bands is drawn at `volumes`.
    pub fn follow(&mut self, revision: u64, scenario: Arc<Scenario>, has_worker: bool, volumes: Vec<u64>) {
        self.problems = errors(&scenario);
        if !self.problems.is_empty() {
            return;
        }
        if !same_routes(&self.scenario, &scenario) {
            // Answers name routes by their places, which are not what they were.
            *self = Self { compared: self.compared.take(), ..Self::nothing(revision) };
        }
        self.preview.begin(scenario.clone(), volumes);
        self.search(&scenario, has_worker);
        self.uncertain = !monte_carlo::is_certain(&scenario);
        self.revision = revision;
        self.scenario = scenario;
    }

    /// What is found without draws.
    fn search(&mut self, scenario: &Scenario, has_worker: bool) {
        let (from, to) = scenario.range;
        let case = Case::likely(scenario);
        let patience = Patience::default();
        let quick = crossover::search(&case, from, to, &patience);
        self.searching = quick.is_none() && has_worker;
        if !self.searching {
            self.envelope = quick.or_else(|| crossover::search(&case, from, to, &Never)).unwrap_or_default();
        }
        self.paybacks = paybacks(scenario, &case, &Patience::default());
        self.case = case;
    }

    /// Compares the scenario with another one, which is done only where either has changed.
    pub fn compare(&mut self, with: Counterpart, has_worker: bool) {
        let last = self.compared.take().filter(|compared| compared.with == with);
        let mut compared = last.unwrap_or_else(|| Compared::new(with, has_worker));
        let here = Subject { scenario: &self.scenario, case: &self.case, envelope: &self.envelope };
        compared.follow(here, self.revision, self.searching);
        self.compared = Some(compared);
    }

    /// Begins to draw a preview of bands at these volumes, and no others.
    pub fn preview(&mut self, volumes: Vec<u64>) {
        self.preview.begin(self.scenario.clone(), volumes);
    }

    /// Takes the preview that was begun, as soon as it is drawn. Where it cannot be drawn quickly enough for a
    /// frame the last bands stay.
    pub fn take_preview(&mut self) {
        if let Some((task, value)) = self.preview.finish() {
            self.bands = Some(Answer { revision: self.revision, task, value });
        }
    }

    /// The tasks that are still to be done for what is looked at, in the order in which they are wanted.
    #[must_use]
    pub fn missing(&self, demand: &Demand) -> Vec<Task> {
        let mut tasks: Vec<Task> = self.searching.then_some(Task::Crossovers).into_iter().collect();
        if self.is_stopped(demand) || self.scenario.routes.is_empty() {
            return tasks;
        }
        let compared = self.compared.as_ref().filter(|compared| compared.searching);
        tasks.extend(compared.map(|compared| Task::Counterpart(compared.with.clone())));
        let offers = demand.offers.map(|(route, volume)| Task::Offers { route, volume });
        tasks.extend(offers.filter(|task| !self.has(self.offers.as_ref(), task)));
        let refinements = self.refinements(&demand.bands);
        tasks.extend(refinements.first().cloned());
        tasks.extend(demand.tornado.map(Task::Tornado).filter(|task| !self.has(self.tornado.as_ref(), task)));
        let simulation = demand.simulation.map(|volume| self.simulated(volume));
        tasks.extend(simulation.filter(|task| !self.has(self.simulation.as_ref(), task)));
        tasks.extend(refinements.into_iter().skip(1));
        let first = demand.first_crossover.then_some(Task::FirstCrossover);
        tasks.extend(first.filter(|task| !self.has(self.first_crossover.as_ref(), task)));
        let overruns = demand.first_crossover.then_some(Task::Overruns);
        tasks.extend(overruns.filter(|task| !self.has(self.overruns.as_ref(), task)));
        tasks
    }

    /// The steps in which bands at these volumes get better, but for those that were taken already.
    fn refinements(&self, volumes: &[u64]) -> Vec<Task> {
        let taken = self.bands.as_ref().filter(|bands| bands.revision == self.revision).map(|bands| &bands.task);
        let done = match taken {
            Some(Task::Bands { volumes: there, samples }) if there == volumes => *samples,
            _ => 0,
        };
        let missing = REFINEMENTS.into_iter().filter(|samples| *samples > done && !volumes.is_empty());
        missing.map(|samples| Task::Bands { volumes: volumes.to_vec(), samples }).collect()
    }

    /// The draws at the volumes of the table, at the planned one, and where the volume line stands.
    #[must_use]
    pub fn simulated(&self, volume: u64) -> Task {
        let fixed = self.scenario.volumes.iter().copied().filter(|other| *other != volume).chain([volume]);
        Task::Simulation(fixed.map(VolumeChoice::Fixed).chain([VolumeChoice::Planned]).collect())
    }

    /// Whether an answer is that of this revision to this very question.
    #[must_use]
    pub fn has<T>(&self, answer: Option<&Answer<T>>, task: &Task) -> bool {
        answer.is_some_and(|answer| answer.revision == self.revision && answer.task == *task)
    }

    /// Index of the route with an id.
    #[must_use]
    pub fn route(&self, id: &str) -> Option<usize> {
        self.scenario.routes.iter().position(|route| route.id == id)
    }

    /// The simulation, where it has a volume: itself, the volume's place in it, and whether it is of this
    /// revision.
    #[must_use]
    pub fn simulation_at(&self, volume: u64) -> Option<(&Simulation, usize, bool)> {
        let answer = self.simulation.as_ref()?;
        let Task::Simulation(volumes) = &answer.task else { return None };
        let index = volumes.iter().position(|choice| *choice == VolumeChoice::Fixed(volume))?;
        Some((&answer.value, index, answer.revision == self.revision))
    }

    /// What the draws came to at a volume, by route, and whether that is of this revision: of the
    /// simulation where it has that volume, else of the bands.
    #[must_use]
    pub fn points_at(&self, volume: u64) -> Option<(Vec<PointSummary>, bool)> {
        let simulated = self.simulation_at(volume);
        let simulated = simulated.and_then(|(all, index, is_fresh)| Some((all.points.get(index)?.clone(), is_fresh)));
        let banded = self
            .bands
            .as_ref()
            .and_then(|answer| Some((bands::at(&answer.value, volume)?, answer.revision == self.revision)));
        let is_fresh = |points: &(Vec<PointSummary>, bool)| points.1;
        simulated.clone().filter(is_fresh).or(banded.clone().filter(is_fresh)).or(simulated).or(banded)
    }

    /// How many draws those figures rest on; none where there are no figures.
    #[must_use]
    pub fn samples_at(&self, volume: u64) -> u64 {
        let banded = self.bands.as_ref().map_or(0, |bands| bands.task.effort());
        self.simulation_at(volume).map_or(banded, |(simulation, ..)| simulation.samples)
    }

    /// Takes what the worker found out, unless it belongs to another revision.
    pub fn complete(&mut self, Finished { revision, task, outcome }: Finished) {
        if revision != self.revision {
            return;
        }
        match outcome {
            Outcome::Crossovers(envelope) => {
                self.envelope = envelope;
                self.searching = false;
            }
            Outcome::Counterpart(envelope) => {
                if let (Some(compared), Task::Counterpart(with)) = (&mut self.compared, &task) {
                    compared.complete(with, envelope);
                }
            }
            Outcome::Bands(value) => self.bands = Some(Answer { revision, task, value }),
            Outcome::Simulation(value) => self.simulation = Some(Answer { revision, task, value }),
            Outcome::FirstCrossover(value) => self.first_crossover = Some(Answer { revision, task, value }),
            Outcome::Overruns(value) => self.overruns = Some(Answer { revision, task, value }),
            Outcome::Tornado(value) => self.tornado = Some(Answer { revision, task, value }),
            Outcome::Offers(value) => self.offers = Some(Answer { revision, task, value }),
        }
    }

    /// Forgets all answers, as where another document takes the place of this one.
    pub fn forget(&mut self) {
        (self.bands, self.simulation, self.first_crossover) = (None, None, None);
        (self.tornado, self.offers, self.overruns, self.compared) = (None, None, None, None);
        self.preview = Preview::default();
    }

    /// Does all that is missing for what is looked at, however long it takes: for whoever has no worker.
    pub fn finish(&mut self, demand: &Demand) {
        for task in self.missing(demand) {
            if let Some(outcome) = task.run(&self.scenario, &Rooms::default(), 1, &AtomicU64::new(0), &Never) {
                self.complete(Finished { revision: self.revision, task, outcome });
            }
        }
    }

    /// Does no more for what is looked at, until the scenario or what is looked at changes.
    pub fn stop(&mut self, demand: Demand) {
        self.stopped = Some((self.revision, demand));
    }

    /// Whether somebody stopped the work for what is looked at.
    #[must_use]
    pub fn is_stopped(&self, demand: &Demand) -> bool {
        self.stopped.as_ref().is_some_and(|(revision, stopped)| *revision == self.revision && stopped == demand)
    }

    /// Goes on after a stop.
    pub fn go_on(&mut self) {
        self.stopped = None;
    }
}

fn paybacks(scenario: &Scenario, case: &Case, patience: &Patience) -> Vec<Option<Payback>> {
    let incumbent = scenario.incumbent.as_ref().and_then(|id| scenario.routes.iter().position(|it| it.id == *id));
    let found = |route: usize| {
        let today = incumbent.filter(|today| *today != route)?;
        savings::payback(case, today, route, scenario.range, patience)
    };
    (0..case.route_count()).map(found).collect()
}

fn same_routes(one: &Scenario, other: &Scenario) -> bool {
    one.routes.iter().map(|route| &route.id).eq(other.routes.iter().map(|route| &route.id))
}

#[cfg(test)]
mod tests;
