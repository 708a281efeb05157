//! How long it takes, what may go wrong, and one route after another.

use super::super::estimate::Estimate;
use super::super::inputs::block;
use serde::{Deserialize, Serialize};

block! {
    /// Lead time and rate. At most one of `lead_weeks` and `phases` is given.
    Capacity as "" {
        inputs {
            lead_weeks: [optional] "Lead time", Weeks, NOT_NEGATIVE, "Weeks to the first good part. Give this or the phases it is made of.";
            per_week: [optional] "Rate", PartsPerWeek, POSITIVE, "Parts a week. Absent: the rate is no limit.";
            first_order: [optional] "First order", Parts, COUNT, "Accepted parts of the first order; beyond it the repeat lead is added once. Absent: no limit.";
            repeat_lead_weeks: [default 0.0] "Repeat lead", Weeks, NOT_NEGATIVE, "Lead time of a repeat order.";
        }
        after {
            /// Phases whose weeks add up to the lead time.
            phases: Vec<Phase> = Vec::new();
            /// What the rate counts.
            counted_in: CountedIn = CountedIn::Accepted;
            /// True where each further machine adds its rate.
            scales_with_machines: bool = false;
        }
    }
}

/// A phase of the lead time and its weeks: `("Design review", 1)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Phase(
    /// What people call it.
    pub String,
    /// Its weeks.
    pub Estimate,
);

/// What a rate counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CountedIn {
    /// Accepted parts.
    #[default]
    Accepted,
    /// Parts started.
    Starts,
}

block! {
    /// Something that may go wrong. Its money is in the scenario's currency.
    Risk as "" {
        plain {
            /// Stable name in paths: `[a-z0-9-]`, unique in the route.
            id: String = String::new();
            /// What people call it.
            name: String = String::new();
        }
        inputs {
            probability: [required 0.0] "Probability", Share, SHARE, "Chance that it happens.";
            cost: [default 0.0] "Cost", Money, NOT_NEGATIVE, "What it then costs, in the scenario's currency.";
            delay_weeks: [default 0.0] "Delay", Weeks, NOT_NEGATIVE, "By how much it then delays the date.";
        }
    }
}

block! {
    /// A pilot at one route, then a transfer to another.
    Staged as "" {
        plain {
            /// Id of the route that makes the first parts.
            pilot: String = String::new();
            /// Id of the route that makes the rest.
            main: String = String::new();
        }
        inputs {
            pilot_units: [required 1000.0] "Pilot parts", Parts, COUNT_FROM_ONE, "Accepted parts made at the pilot route; usually 500 to 2,000.";
            transfer_cost: [default 0.0] "Transfer cost", Money, NOT_NEGATIVE, "What the move costs, in the scenario's currency; usually 10,000 to 15,000.";
            transfer_weeks: [default 0.0] "Transfer", Weeks, NOT_NEGATIVE, "Weeks lost by the move; usually 4 to 8.";
            overlap_weeks: [default 0.0] "Overlap", Weeks, NOT_NEGATIVE, "Weeks by which the main route starts early; at most the transfer and its lead time.";
            experience_credit: [default 0.0] "Experience carried over", Starts, COUNT, "Starts and units that the main route begins with.";
        }
    }
}
