//! How the part is made: steps, yield, learning, capability.

use super::super::estimate::Estimate;
use super::super::inputs::block;
use serde::{Deserialize, Serialize};

block! {
    /// A process step. Exactly one of `cost` and `build_up` is given.
    Step as "" {
        plain {
            /// Stable name in paths: `[a-z0-9-]`, unique in the route.
            id: String = String::new();
            /// What people call it.
            name: String = String::new();
        }
        inputs {
            cost: [optional] "Cost", MoneyPerPart, NOT_NEGATIVE, "Cost of one unit through the step, good or bad. Give this or what builds it up.";
            first_pass_yield: [default 1.0] "First-pass yield", Share, YIELD, "Share of good units that are still good after the step.";
        }
        after {
            /// What the cost is made of.
            build_up: Option<BuildUp> = None;
            /// Inspection after the step; without it bad units go on.
            inspection: Option<Inspection> = None;
            /// What happens to bad units that the inspection found.
            rework: Option<Rework> = None;
        }
    }
}

block! {
    /// What a step's cost is made of: material + cycle·(machine + operators·labour).
    BuildUp as "" {
        inputs {
            material_per_unit: [default 0.0] "Material", MoneyPerPart, NOT_NEGATIVE, "Material in one unit.";
            cycle_seconds: [default 0.0] "Cycle", Seconds, NOT_NEGATIVE, "Machine time for one unit.";
            machine_rate_per_hour: [default 0.0] "Machine rate", MoneyPerHour, NOT_NEGATIVE, "Cost of a machine hour.";
            operators: [default 0.0] "Operators", Factor, NOT_NEGATIVE, "Operators to a machine; a half where one minds two.";
            labour_rate_per_hour: [default 0.0] "Labour rate", MoneyPerHour, NOT_NEGATIVE, "Cost of an operator's hour.";
        }
    }
}

block! {
    /// Inspection after a step.
    Inspection as "" {
        inputs {
            cost: [default 0.0] "Cost", MoneyPerPart, NOT_NEGATIVE, "Cost of inspecting one unit.";
            share: [default 1.0] "Share inspected", Share, SHARE, "Share of the units that are inspected; every fifth is 20 %.";
            detection: [default 1.0] "Detection", Share, SHARE, "Share of the bad units inspected that are found.";
        }
    }
}

block! {
    /// Rework of what an inspection found.
    Rework as "" {
        inputs {
            fraction: [required 0.0] "Share reworked", Share, SHARE, "Share of the bad units found that can be reworked at all.";
            success: [default 1.0] "Success", Share, SHARE, "Share of reworked units that are good afterwards.";
            again: [optional] "Again", Share, SHARE, "Share of the failed ones that are tried again. Absent: as the share reworked.";
            max_cycles: [optional] "Cycles at most", Count, COUNT_FROM_ONE, "How often one unit may be reworked. Absent: until done.";
            cost: [default 0.0] "Cost", MoneyPerPart, NOT_NEGATIVE, "Cost of an attempt, or of a recovered part.";
        }
        after {
            /// What the cost is for.
            cost_basis: CostBasis = CostBasis::Attempt;
        }
    }
}

/// What a rework cost is paid for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CostBasis {
    /// Each attempt.
    #[default]
    Attempt,
    /// Each recovered part.
    Recovered,
}

/// How yield rises from the first run to the chain's accept fraction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum YieldRamp {
    /// One yield for the first starts, then the chain's.
    FirstRun(FirstRunRamp),
    /// A steady approach.
    Exponential(ExponentialRamp),
}

block! {
    /// One yield for the first starts.
    FirstRunRamp as "" {
        inputs {
            first_yield: [required 0.3] "First-run yield", Share, YIELD, "Accept fraction of the first starts; 30 % is common.";
            starts: [required 500.0] "First run", Starts, COUNT, "How many starts the first yield holds for.";
            prior_starts: [default 0.0] "Prior starts", Starts, COUNT, "Starts already behind the route.";
        }
    }
}

block! {
    /// An exponential approach to the chain's accept fraction.
    ExponentialRamp as "" {
        inputs {
            first_yield: [required 0.3] "First yield", Share, YIELD, "Accept fraction of the first start; 30 % is common.";
            starts: [optional] "Time constant", Starts, POSITIVE, "Starts after which 63 % of the way is gone. Give this or weeks.";
            weeks: [optional] "Ramp", Weeks, POSITIVE, "Weeks after which 95 % of the way is gone; usually 4 to 8. Give this or starts.";
            prior_starts: [default 0.0] "Prior starts", Starts, COUNT, "Starts already behind the route.";
        }
    }
}

/// How a cost per start falls with experience.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Learning {
    /// The cumulative average falls by the rate at each doubling.
    Wright(LearningCurve),
    /// The unit cost falls by the rate at each doubling.
    Crawford(LearningCurve),
}

block! {
    /// A learning curve.
    LearningCurve as "" {
        inputs {
            rate: [required 0.9] "Rate", Share, LEARNING_RATE, "What remains of the cost at each doubling: 90 % means a tenth less.";
            first_unit_cost: [required 0.0] "First unit", MoneyPerPart, NOT_NEGATIVE, "Cost of the first unit that learning acts on.";
            prior_units: [default 0.0] "Prior units", Starts, COUNT, "Units already behind the route.";
        }
    }
}

block! {
    /// Capability of the final process, and what escapes cost.
    Quality as "" {
        inputs {
            cpk: [optional] "Cpk", Factor, FREE, "Capability index of the characteristic. Under 1.33: stop, do not ramp. Absent: no escapes from it.";
            drift_sigma: [default 0.0] "Drift", Sigma, FREE, "How far the mean drifts, in standard deviations; 1.5 is customary.";
            characteristics: [default 1.0] "Characteristics", Count, COUNT_FROM_ONE, "Characteristics of this capability, independent of each other.";
            final_detection: [default 0.0] "Final detection", Share, SHARE, "Share of such bad parts that a last inspection finds; its rejects must be in the stated yields.";
            return_cost: [default 0.0] "Cost of an escape", MoneyPerPart, NOT_NEGATIVE, "What one bad part at the customer costs.";
        }
        after {
            /// True where both limits matter.
            two_sided: bool = true;
        }
    }
}

impl Rework {
    /// Share of the failed ones that are tried again: as stated, or as the share reworked.
    #[must_use]
    pub fn again(&self) -> &Estimate {
        self.again.as_ref().unwrap_or(&self.fraction)
    }
}
