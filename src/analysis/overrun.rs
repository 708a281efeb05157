//! How likely is it that a route costs far more than planned, and by how much do plans run over?
//!
//! The plan is the total at the likely planned volume with every input at its likely value. Drawn at that
//! same volume, so that a larger demand is no overrun: chance = mean of 1{TC > 1.4·plan}, with standard
//! error √(p(1−p)/K), and the mean of TC beside the plan. Likely values are modes, and ranges reach
//! further up than down: that gap is why plans run over.

use std::sync::atomic::AtomicU64;

use super::interrupt::Interrupt;
use super::monte_carlo::{Plan, VolumeChoice, draw};
use crate::cost::Case;
use crate::model::Scenario;

/// A total above this multiple of the plan is told as an overrun.
pub const OVERRUN: f64 = 1.4;

/// How a route's total compares with its plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overrun {
    /// The total with every input at its likely value.
    pub plan: f64,
    /// The mean of the totals drawn.
    pub mean: f64,
    /// Chance of a total above [`OVERRUN`] times the plan.
    pub chance: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// Draws `samples` samples with `seed` on `threads` threads, counting those done in `progress`: how each
/// route's total at the likely planned volume compares with its plan. The draws are those of a simulation
/// with the same seed. None where interrupted, or where there is nothing to draw.
#[must_use]
pub fn overruns(
    scenario: &Scenario,
    seed: u64,
    samples: u64,
    threads: usize,
    progress: &AtomicU64,
    interrupt: &(dyn Interrupt + Sync),
) -> Option<Vec<Overrun>> {
    let case = Case::likely(scenario);
    let planned = case.planned_units();
    let plan = Plan::new(scenario, vec![VolumeChoice::Fixed(planned)], seed, false);
    let mut chunks = draw(&plan, samples, threads, progress, interrupt)?;
    // Sums in the order of the samples are the same on any number of threads.
    chunks.sort_by_key(super::monte_carlo::Chunk::first_sample);
    let of_route = |route: usize| {
        let totals: Vec<f64> = chunks.iter().flat_map(|chunk| chunk.totals(0, route)).copied().collect();
        Overrun::of(&totals, case.evaluate(route, planned).total)
    };
    (0..case.route_count()).map(of_route).collect()
}

impl Overrun {
    fn of(totals: &[f64], plan: f64) -> Option<Self> {
        #[allow(clippy::cast_precision_loss, reason = "far fewer than 2^53 samples")]
        let number = |count: usize| count as f64;
        let count = number(totals.len());
        let chance = number(totals.iter().filter(|&&total| total > OVERRUN * plan).count()) / count;
        let mean = totals.iter().sum::<f64>() / count;
        let standard_error = (chance * (1.0 - chance) / count).sqrt();
        (!totals.is_empty()).then_some(Self { plan, mean, chance, standard_error })
    }

    /// By how much the mean lies above the plan, as a share of it; none where the plan costs nothing.
    #[must_use]
    pub fn mean_excess(&self) -> Option<f64> {
        (self.plan > 0.0).then(|| self.mean / self.plan - 1.0)
    }
}
