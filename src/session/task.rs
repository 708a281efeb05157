//! What is there to compute that would keep the window waiting?
//!
//! A task names its question completely, so that an answer can be told from an outdated one.

use std::sync::atomic::AtomicU64;

use super::comparison::Counterpart;
use crate::analysis::bands::{BandPlan, Bands, Rooms, Sequence};
use crate::analysis::crossover::{self, Envelope};
use crate::analysis::goal_seek::{self, Offer};
use crate::analysis::interrupt::Interrupt;
use crate::analysis::monte_carlo::{self, CrossoverVolumes, Plan, SAMPLES, Simulation, VolumeChoice};
use crate::analysis::overrun::{self, Overrun};
use crate::analysis::sensitivity::{self, Tornado};
use crate::cost::Case;
use crate::model::Scenario;

/// A question about a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// Who is cheapest over the whole range?
    Crossovers,
    /// Who is cheapest over the whole range in the scenario that is compared with?
    Counterpart(Counterpart),
    /// Between what do the costs lie along the volume axis?
    Bands {
        /// The volumes.
        volumes: Vec<u64>,
        /// How many draws.
        samples: u64,
    },
    /// What do [`SAMPLES`] draws come to at these volumes?
    Simulation(Vec<VolumeChoice>),
    /// Where does the first crossover of each draw lie?
    FirstCrossover,
    /// How do the routes' totals compare with their plans?
    Overruns,
    /// Which input moves the gap at this volume most?
    Tornado(u64),
    /// What would a route have to offer to be cheapest?
    Offers {
        /// Index of the route.
        route: usize,
        /// At which volume.
        volume: u64,
    },
}

/// What came of a task.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Of [`Task::Crossovers`].
    Crossovers(Envelope),
    /// Of [`Task::Counterpart`].
    Counterpart(Envelope),
    /// Of [`Task::Bands`].
    Bands(Bands),
    /// Of [`Task::Simulation`].
    Simulation(Simulation),
    /// Of [`Task::FirstCrossover`]; none where no draw has one.
    FirstCrossover(Option<CrossoverVolumes>),
    /// Of [`Task::Overruns`], by route.
    Overruns(Vec<Overrun>),
    /// Of [`Task::Tornado`]; none where fewer than two routes compete.
    Tornado(Option<Tornado>),
    /// Of [`Task::Offers`]; none where it does not compete, or no other does.
    Offers(Option<Vec<Offer>>),
}

impl Task {
    /// How much work it is, in draws.
    #[must_use]
    pub fn effort(&self) -> u64 {
        match self {
            Self::Crossovers | Self::Counterpart(_) | Self::Tornado(_) | Self::Offers { .. } => SAMPLES / 16,
            Self::Simulation(_) | Self::FirstCrossover | Self::Overruns => SAMPLES,
            Self::Bands { samples, .. } => *samples,
        }
    }

    /// Does it in rooms that may have been used before, on so many threads; `progress` counts draws. None where
    /// interrupted.
    pub fn run<I: Interrupt + Sync>(
        &self,
        scenario: &Scenario,
        rooms: &Rooms,
        threads: usize,
        progress: &AtomicU64,
        interrupt: &I,
    ) -> Option<Outcome> {
        if interrupt.is_requested() {
            return None;
        }
        let drawn = |volumes: &[VolumeChoice], with_crossover: bool| {
            let plan = Plan::new(scenario, volumes.to_vec(), scenario.seed, with_crossover);
            monte_carlo::simulate(&plan, SAMPLES, threads, progress, interrupt)
        };
        let (from, to) = scenario.range;
        match self {
            Self::Crossovers => {
                crossover::search(&Case::likely(scenario), from, to, interrupt).map(Outcome::Crossovers)
            }
            Self::Counterpart(Counterpart { scenario, .. }) => {
                let (from, to) = scenario.range;
                crossover::search(&Case::likely(scenario), from, to, interrupt).map(Outcome::Counterpart)
            }
            Self::Bands { volumes, samples } => {
                let plan = BandPlan::new(scenario, volumes, *samples, scenario.seed, Sequence::Sobol)?;
                plan.bands(rooms, threads, progress, interrupt).map(Outcome::Bands)
            }
            Self::Simulation(volumes) => drawn(volumes, false).map(Outcome::Simulation),
            Self::FirstCrossover => {
                drawn(&[VolumeChoice::Planned], true).map(|it| Outcome::FirstCrossover(it.crossover))
            }
            Self::Overruns => {
                overrun::overruns(scenario, scenario.seed, SAMPLES, threads, progress, interrupt).map(Outcome::Overruns)
            }
            Self::Tornado(volume) => {
                let tornado = sensitivity::tornado(scenario, *volume, interrupt);
                (!interrupt.is_requested()).then_some(Outcome::Tornado(tornado))
            }
            Self::Offers { route, volume } => {
                let offers = goal_seek::offers(scenario, *route, *volume, interrupt);
                (!interrupt.is_requested()).then_some(Outcome::Offers(offers))
            }
        }
    }
}
