//! One start on its way through the steps.

use super::{count, likely};
use crossplan::model::Route;
use crossplan::model::route::{CostBasis, Rework, Step};

/// What becomes of one start, on average.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Chain {
    /// Good at the end.
    pub(crate) good: f64,
    /// Bad at the end, and nobody noticed.
    pub(crate) bad: f64,
    pub(crate) process: f64,
    pub(crate) inspection: f64,
    pub(crate) rework: f64,
    /// Process and inspection of a start that never fails.
    pub(crate) clean_pass: f64,
}

impl Chain {
    pub(crate) fn accepted(&self) -> f64 {
        self.good + self.bad
    }

    pub(crate) fn escapes(&self) -> f64 {
        self.bad / (self.good + self.bad)
    }
}

pub(crate) fn chain(route: &Route) -> Chain {
    let mut chain = Chain { good: 1.0, ..Chain::default() };
    if let Some(quote) = &route.quote {
        // A free step, inspected, all found, none reworked.
        chain.good *= likely(&quote.acceptance_yield);
    }
    for step in &route.process {
        pass(&mut chain, step);
    }
    chain
}

fn pass(chain: &mut Chain, step: &Step) {
    let value = step_cost(step);
    chain.process += value * (chain.good + chain.bad);
    chain.clean_pass += value;
    let first_pass_yield = likely(&step.first_pass_yield);
    chain.bad += chain.good * (1.0 - first_pass_yield);
    chain.good *= first_pass_yield;
    let Some(inspection) = &step.inspection else { return };
    let share = likely(&inspection.share);
    chain.inspection += share * likely(&inspection.cost) * (chain.good + chain.bad);
    chain.clean_pass += share * likely(&inspection.cost);
    let detected = share * likely(&inspection.detection) * chain.bad;
    chain.bad -= detected;
    if let Some(rework) = &step.rework {
        let (attempts, recovered) = rework_of_one(rework);
        chain.good += detected * recovered;
        chain.rework += likely(&rework.cost)
            * detected
            * match rework.cost_basis {
                CostBasis::Attempt => attempts,
                CostBasis::Recovered => recovered,
            };
    }
}

fn step_cost(step: &Step) -> f64 {
    match (&step.cost, &step.build_up) {
        (Some(cost), _) => likely(cost),
        (None, Some(parts)) => {
            let rate =
                likely(&parts.machine_rate_per_hour) + likely(&parts.operators) * likely(&parts.labour_rate_per_hour);
            likely(&parts.material_per_unit) + likely(&parts.cycle_seconds) * rate / 3600.0
        }
        (None, None) => 0.0,
    }
}

/// Attempts and recovered parts for each bad part found, cycle by cycle.
pub(crate) fn rework_of_one(rework: &Rework) -> (f64, f64) {
    let fraction = likely(&rework.fraction);
    let success = likely(&rework.success);
    let again = rework.again.as_ref().map_or(fraction, likely);
    // Ten thousand cycles stand for "until done"; what is left by then is nothing, or all of it where nothing
    // ever succeeds and nobody gives up, which is refused.
    let cycles = rework.max_cycles.as_ref().map_or(10_000.0, |cycles| count(cycles, 1.0));
    let (mut tried, mut attempts, mut recovered) = (fraction, 0.0, 0.0);
    let mut cycle = 0.0;
    while cycle < cycles && tried > 0.0 {
        attempts += tried;
        recovered += tried * success;
        tried *= (1.0 - success) * again;
        cycle += 1.0;
    }
    (attempts, recovered)
}
