//! What does a start cost on its way through the chain, and what comes out of it?
//!
//! A unit starts good. Each step costs v a unit, good or bad, and turns a share 1−y of the good
//! ones bad. An inspection of share φ and detection d finds D = φ·d·b of the bad ones; a share of
//! them is recovered by rework, the rest is scrapped with all value it has absorbed. What nobody
//! finds goes on consuming and escapes at the end. docs/model.md, section 2, "Chain"; sources 1–4.

use super::reading::{Number, Reading};
use crate::model::route::{BuildUp, CostBasis, Rework, Step};

/// What one start costs and becomes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chain<N = f64> {
    /// Money in process steps per start.
    pub process: N,
    /// Money in inspections per start.
    pub inspection: N,
    /// Money in rework per start.
    pub rework: N,
    /// Good units per start.
    pub good: N,
    /// Bad units per start that nobody found.
    pub bad: N,
    /// What a start would cost if nothing ever went wrong.
    pub clean_pass: N,
    /// Product of all yields: reported, never in place of the accept fraction.
    pub rolled_throughput_yield: N,
}

impl<N: Number> Chain<N> {
    /// A start before the first step.
    #[must_use]
    pub fn start() -> Self {
        Self {
            process: 0.0.into(),
            inspection: 0.0.into(),
            rework: 0.0.into(),
            good: 1.0.into(),
            bad: 0.0.into(),
            clean_pass: 0.0.into(),
            rolled_throughput_yield: 1.0.into(),
        }
    }

    /// Accepted units per start, undetected bad ones included.
    #[must_use]
    pub fn accept_fraction(&self) -> N {
        self.good + self.bad
    }

    /// Share of the accepted units that are bad.
    #[must_use]
    pub fn escape_fraction(&self) -> N {
        N::each([self.bad, self.accept_fraction()], |[bad, accepted]| if bad > 0.0 { bad / accepted } else { 0.0 })
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
    pub fn after(mut self, step: &StepCase<N>) -> Self {
        self.process += step.cost * self.accept_fraction();
        self.clean_pass += step.cost;
        self.bad += self.good * (N::from(1.0) - step.first_pass_yield);
        self.good *= step.first_pass_yield;
        self.rolled_throughput_yield *= step.first_pass_yield;
        match &step.inspection {
            Some(inspection) => self.inspected(inspection),
            None => self,
        }
    }

    /// Money per start: in steps, inspections and rework.
    #[must_use]
    pub fn cost(&self) -> N {
        self.process + self.inspection + self.rework
    }

    fn inspected(mut self, inspection: &InspectionCase<N>) -> Self {
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

impl Chain {
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
pub struct StepCase<N = f64> {
    /// Cost of one unit through the step.
    pub cost: N,
    /// Share of good units that stay good, (0, 1].
    pub first_pass_yield: N,
    /// Inspection after the step.
    pub inspection: Option<InspectionCase<N>>,
}

/// An inspection in plain numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InspectionCase<N = f64> {
    /// Cost of inspecting one unit.
    pub cost: N,
    /// Share of units inspected, 0 to 1.
    pub share: N,
    /// Share of bad units inspected that are found, 0 to 1.
    pub detection: N,
    /// What happens to those found.
    pub rework: Option<ReworkCase<N>>,
}

impl<N: Number> InspectionCase<N> {
    /// How many of so many bad units are found.
    #[must_use]
    pub fn found(&self, bad: N) -> N {
        self.share * self.detection * bad
    }
}

/// Rework in plain numbers: a fraction ρ of the defects found is tried with success s; of the
/// failed ones ρ₂ again, at most K times. With f = (1−s)·ρ₂ and γ = (1−f^K)/(1−f) there are ρ·γ
/// attempts and ρ·s·γ recovered units per defect. docs/model.md, section 2, "Rework"; sources 2, 3.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReworkCase<N = f64> {
    /// ρ, 0 to 1.
    pub fraction: N,
    /// s, 0 to 1.
    pub success: N,
    /// ρ₂, 0 to 1.
    pub again: N,
    /// K; without it until done, which needs f < 1.
    pub max_cycles: Option<N>,
    /// Money per attempt or per recovered unit.
    pub cost: N,
    /// What the money is for.
    pub cost_basis: CostBasis,
}

impl<N: Number> ReworkCase<N> {
    fn rounds(&self) -> N {
        let failing = (N::from(1.0) - self.success) * self.again;
        let endless = N::from(1.0) / (N::from(1.0) - failing);
        self.max_cycles.map_or(endless, |cycles| {
            N::each([failing, cycles], |[failing, cycles]| {
                if failing >= 1.0 { cycles } else { (1.0 - failing.powf(cycles)) / (1.0 - failing) }
            })
        })
    }

    /// Attempts per defect found.
    #[must_use]
    pub fn attempts_per_defect(&self) -> N {
        self.fraction * self.rounds()
    }

    /// Recovered units per defect found.
    #[must_use]
    pub fn recovered_per_defect(&self) -> N {
        self.fraction * self.success * self.rounds()
    }

    fn money_per_defect(&self) -> N {
        self.cost
            * match self.cost_basis {
                CostBasis::Attempt => self.attempts_per_defect(),
                CostBasis::Recovered => self.recovered_per_defect(),
            }
    }
}

/// The largest share that may go round for ever.
const OPEN_SHARE: f64 = 1.0 - 1e-6;

pub(crate) fn steps<R: Reading>(process: &[Step], reading: &R) -> impl Iterator<Item = StepCase<R::Number>> {
    process.iter().map(|step| resolve_step(step, reading))
}

fn resolve_step<R: Reading>(step: &Step, reading: &R) -> StepCase<R::Number> {
    let stated = || step.cost.as_ref().map_or(0.0.into(), |cost| reading.of(cost));
    let cost = step.build_up.as_ref().map_or_else(stated, |it| build_up(it, reading));
    let rework = step.rework.as_ref().map(|rework| resolve_rework(rework, reading));
    let inspection = step.inspection.as_ref().map(|inspection| InspectionCase {
        cost: reading.of(&inspection.cost),
        share: reading.of(&inspection.share),
        detection: reading.of(&inspection.detection),
        rework,
    });
    StepCase { cost, first_pass_yield: reading.of(&step.first_pass_yield), inspection }
}

/// v = material + cycle seconds·(machine rate + operators·labour rate)/3600.
fn build_up<R: Reading>(it: &BuildUp, reading: &R) -> R::Number {
    let labour = reading.of(&it.operators) * reading.of(&it.labour_rate_per_hour);
    let hourly = reading.of(&it.machine_rate_per_hour) + labour;
    reading.of(&it.material_per_unit) + reading.of(&it.cycle_seconds) * hourly / 3600.0.into()
}

fn resolve_rework<R: Reading>(rework: &Rework, reading: &R) -> ReworkCase<R::Number> {
    let max_cycles = rework.max_cycles.as_ref().map(|cycles| reading.count(cycles, 1.0));
    let (success, stated) = (reading.of(&rework.success), reading.of(rework.again()));
    let open = |[success, again]: [f64; 2]| if (1.0 - success) * again > OPEN_SHARE { OPEN_SHARE } else { again };
    ReworkCase {
        fraction: reading.of(&rework.fraction),
        success,
        again: if max_cycles.is_none() { Number::each([success, stated], open) } else { stated },
        max_cycles,
        cost: reading.of(&rework.cost),
        cost_basis: rework.cost_basis,
    }
}
