//! What does a start cost on its way through the chain, and what comes out of it?
//!
//! A unit starts good. Each step costs v a unit, good or bad, and turns a share 1−y of the good
//! ones bad. An inspection of share φ and detection d finds D = φ·d·b of the bad ones; a share of
//! them is recovered by rework, the rest is scrapped with all value it has absorbed. What nobody
//! finds goes on consuming and escapes at the end. docs/model.md, section 2, "Chain"; sources 1–4.

use super::rounding::count;
use crate::model::Estimate;
use crate::model::route::{BuildUp, CostBasis, Rework, Step};

/// What one start costs and becomes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chain {
    /// Money in process steps per start.
    pub process: f64,
    /// Money in inspections per start.
    pub inspection: f64,
    /// Money in rework per start.
    pub rework: f64,
    /// Good units per start.
    pub good: f64,
    /// Bad units per start that nobody found.
    pub bad: f64,
    /// What a start would cost if nothing ever went wrong.
    pub clean_pass: f64,
    /// Product of all yields: reported, never in place of the accept fraction.
    pub rolled_throughput_yield: f64,
}

impl Chain {
    /// A start before the first step.
    #[must_use]
    pub fn start() -> Self {
        Self {
            process: 0.0,
            inspection: 0.0,
            rework: 0.0,
            good: 1.0,
            bad: 0.0,
            clean_pass: 0.0,
            rolled_throughput_yield: 1.0,
        }
    }

    /// Accepted units per start, undetected bad ones included.
    #[must_use]
    pub fn accept_fraction(&self) -> f64 {
        self.good + self.bad
    }

    /// Share of the accepted units that are bad.
    #[must_use]
    pub fn escape_fraction(&self) -> f64 {
        if self.bad > 0.0 { self.bad / self.accept_fraction() } else { 0.0 }
    }

    /// The chain after one more step.
    ///
    /// ```
    /// use crossplan::cost::process::{Chain, StepCase, InspectionCase};
    /// let inspected = InspectionCase { cost: 0.5, share: 1.0, detection: 1.0, rework: None };
    /// let chain = Chain::start().after(&StepCase { cost: 35.0, first_pass_yield: 0.95, inspection: Some(inspected) });
    /// assert!((chain.accept_fraction() - 0.95).abs() < 1e-12);
    /// assert!((chain.process - 35.0).abs() < 1e-12 && (chain.inspection - 0.5).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn after(mut self, step: &StepCase) -> Self {
        self.process += step.cost * self.accept_fraction();
        self.clean_pass += step.cost;
        self.bad += self.good * (1.0 - step.first_pass_yield);
        self.good *= step.first_pass_yield;
        self.rolled_throughput_yield *= step.first_pass_yield;
        match &step.inspection {
            Some(inspection) => self.inspected(inspection),
            None => self,
        }
    }

    /// Money per start: in steps, inspections and rework.
    #[must_use]
    pub fn cost(&self) -> f64 {
        self.process + self.inspection + self.rework
    }

    /// What happens in one more step.
    #[must_use]
    pub fn pass(&self, step: &StepCase) -> Pass {
        let bad = self.bad + self.good * (1.0 - step.first_pass_yield);
        let found = step.inspection.as_ref().map_or(0.0, |inspection| inspection.found(bad));
        let rework = step.inspection.as_ref().and_then(|inspection| inspection.rework.as_ref());
        Pass {
            first_pass_yield: step.first_pass_yield,
            inspected: step.inspection.is_some(),
            found,
            recovered: found * rework.map_or(0.0, ReworkCase::recovered_per_defect),
            after: self.after(step),
        }
    }

    fn inspected(mut self, inspection: &InspectionCase) -> Self {
        self.inspection += inspection.share * inspection.cost * self.accept_fraction();
        self.clean_pass += inspection.share * inspection.cost;
        let found = inspection.found(self.bad);
        self.bad -= found;
        if let Some(rework) = &inspection.rework {
            self.rework += found * rework.money_per_defect();
            self.good += found * rework.recovered_per_defect();
        }
        self
    }
}

/// What happens to a start in one step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pass {
    /// Share of good units that stay good, (0, 1].
    pub first_pass_yield: f64,
    /// Whether bad units are looked for after it.
    pub inspected: bool,
    /// Bad units found per start.
    pub found: f64,
    /// Units per start that rework makes good.
    pub recovered: f64,
    /// The chain after the step.
    pub after: Chain,
}

/// A process step in plain numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StepCase {
    /// Cost of one unit through the step.
    pub cost: f64,
    /// Share of good units that stay good, (0, 1].
    pub first_pass_yield: f64,
    /// Inspection after the step.
    pub inspection: Option<InspectionCase>,
}

/// An inspection in plain numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InspectionCase {
    /// Cost of inspecting one unit.
    pub cost: f64,
    /// Share of units inspected, 0 to 1.
    pub share: f64,
    /// Share of bad units inspected that are found, 0 to 1.
    pub detection: f64,
    /// What happens to those found.
    pub rework: Option<ReworkCase>,
}

impl InspectionCase {
    /// How many of so many bad units are found.
    #[must_use]
    pub fn found(&self, bad: f64) -> f64 {
        self.share * self.detection * bad
    }
}

/// Rework in plain numbers: a fraction ρ of the defects found is tried with success s; of the
/// failed ones ρ₂ again, at most K times. With f = (1−s)·ρ₂ and γ = (1−f^K)/(1−f) there are ρ·γ
/// attempts and ρ·s·γ recovered units per defect. docs/model.md, section 2, "Rework"; sources 2, 3.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReworkCase {
    /// ρ, 0 to 1.
    pub fraction: f64,
    /// s, 0 to 1.
    pub success: f64,
    /// ρ₂, 0 to 1.
    pub again: f64,
    /// K; without it until done, which needs f < 1.
    pub max_cycles: Option<f64>,
    /// Money per attempt or per recovered unit.
    pub cost: f64,
    /// What the money is for.
    pub cost_basis: CostBasis,
}

impl ReworkCase {
    fn rounds(&self) -> f64 {
        let failing = (1.0 - self.success) * self.again;
        match self.max_cycles {
            Some(cycles) if failing >= 1.0 => cycles,
            Some(cycles) => (1.0 - failing.powf(cycles)) / (1.0 - failing),
            None => 1.0 / (1.0 - failing),
        }
    }

    /// Attempts per defect found.
    #[must_use]
    pub fn attempts_per_defect(&self) -> f64 {
        self.fraction * self.rounds()
    }

    /// Recovered units per defect found.
    #[must_use]
    pub fn recovered_per_defect(&self) -> f64 {
        self.fraction * self.success * self.rounds()
    }

    fn money_per_defect(&self) -> f64 {
        self.cost
            * match self.cost_basis {
                CostBasis::Attempt => self.attempts_per_defect(),
                CostBasis::Recovered => self.recovered_per_defect(),
            }
    }
}

/// The largest share that may go round for ever.
const OPEN_SHARE: f64 = 1.0 - 1e-6;

pub(crate) fn steps(process: &[Step]) -> impl Iterator<Item = StepCase> {
    process.iter().map(resolve_step)
}

fn resolve_step(step: &Step) -> StepCase {
    let cost = step.build_up.as_ref().map_or_else(|| step.cost.as_ref().map_or(0.0, Estimate::likely), build_up);
    let rework = step.rework.as_ref().map(resolve_rework);
    let inspection = step.inspection.as_ref().map(|inspection| InspectionCase {
        cost: inspection.cost.likely(),
        share: inspection.share.likely(),
        detection: inspection.detection.likely(),
        rework,
    });
    StepCase { cost, first_pass_yield: step.first_pass_yield.likely(), inspection }
}

/// v = material + cycle seconds·(machine rate + operators·labour rate)/3600.
fn build_up(it: &BuildUp) -> f64 {
    let hourly = it.machine_rate_per_hour.likely() + it.operators.likely() * it.labour_rate_per_hour.likely();
    it.material_per_unit.likely() + it.cycle_seconds.likely() * hourly / 3600.0
}

fn resolve_rework(rework: &Rework) -> ReworkCase {
    let max_cycles = rework.max_cycles.as_ref().map(|cycles| count(cycles, 1.0));
    let success = rework.success.likely();
    let mut again = rework.again().likely();
    if max_cycles.is_none() && (1.0 - success) * again > OPEN_SHARE {
        again = OPEN_SHARE;
    }
    ReworkCase {
        fraction: rework.fraction.likely(),
        success,
        again,
        max_cycles,
        cost: rework.cost.likely(),
        cost_basis: rework.cost_basis,
    }
}
