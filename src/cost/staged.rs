//! What does a pilot at one route, then a transfer to another, cost?
//!
//! For V > N₀: TC = TC_p(N₀) + transfer + TC_m(V−N₀). Delay is judged once, on the whole; below
//! that it is its pilot and no candidate. docs/model.md, section 2, "Staged".

use super::delay::{self, DelayOutcome};
use super::rounding::count;
use super::single::{Bill, SingleRoute};
use crate::model::route::Staged;

/// A staged route in plain numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct StagedRoute {
    /// The route of the first parts.
    pub pilot: SingleRoute,
    /// The route of the rest, experience carried over.
    pub main: SingleRoute,
    /// N₀: accepted parts made at the pilot route.
    pub pilot_units: f64,
    /// What the pilot costs, without delay and programme weeks.
    pub pilot_bill: Bill,
    /// What the move costs.
    pub transfer_cost: f64,
    /// Weeks between the end of the pilot and the beginning of the main route: transfer − overlap.
    pub gap_weeks: f64,
    /// Delays of both routes' risk events.
    pub delay_outcomes: Vec<DelayOutcome>,
}

impl StagedRoute {
    /// The staged route over two single ones; `main` already has the experience credit.
    pub(crate) fn new(staged: &Staged, pilot: SingleRoute, main: SingleRoute) -> Self {
        let pilot_units = count(&staged.pilot_units, 1.0);
        let transfer_weeks = staged.transfer_weeks.likely();
        let overlap_weeks = staged.overlap_weeks.likely().min(transfer_weeks + main.schedule.lead_weeks);
        let events = pilot.delay_events.iter().chain(&main.delay_events).copied();
        Self {
            pilot_bill: pilot.bill(pilot_units, 0.0),
            delay_outcomes: delay::outcomes(events),
            transfer_cost: staged.transfer_cost.likely(),
            gap_weeks: transfer_weeks - overlap_weeks,
            pilot,
            main,
            pilot_units,
        }
    }

    /// Weeks until the pilot's last part.
    #[must_use]
    pub fn pilot_weeks(&self) -> f64 {
        self.pilot_bill.lead_weeks + self.pilot_bill.production_weeks
    }

    /// T_due of a due quantity: by the pilot alone, or T_p(N₀) + transfer − overlap + the main route's.
    #[must_use]
    pub fn due_weeks(&self, quantity: f64, main_machines: f64) -> f64 {
        if quantity <= self.pilot_units {
            self.pilot.due_weeks(quantity, self.pilot_bill.machines)
        } else {
            self.pilot_weeks() + self.gap_weeks + self.main.due_weeks(quantity - self.pilot_units, main_machines)
        }
    }
}
