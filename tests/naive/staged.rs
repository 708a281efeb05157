//! A pilot at one route, then the rest at another.

use super::schedule::{first_lead, lead};
use super::single::Single;
use super::{Answer, CAPITAL, DELAY, NRE, TRANSFER, count, likely};
use crossplan::model::route::{Risk, Staged};
use crossplan::model::{Route, Scenario};

/// A staged route.
pub(crate) struct StagedPair {
    pilot: Single,
    main: Single,
    pilot_units: u64,
    transfer_cost: f64,
    /// Weeks from the last pilot part to the beginning of the main route.
    gap_weeks: f64,
    risks: Vec<Risk>,
}

impl StagedPair {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, at least one and small")]
    pub(crate) fn new(scenario: &Scenario, staged: &Staged, largest: u64) -> Self {
        let find = |id: &str| -> &Route { scenario.routes.iter().find(|route| route.id == id).unwrap() };
        let (pilot, main) = (find(&staged.pilot), find(&staged.main));
        let pilot_units = count(&staged.pilot_units, 1.0) as u64;
        let transfer_weeks = likely(&staged.transfer_weeks);
        let overlap = likely(&staged.overlap_weeks).min(transfer_weeks + first_lead(main));
        Self {
            pilot: Single::new(scenario, pilot, 0.0, largest.max(pilot_units)),
            main: Single::new(scenario, main, count(&staged.experience_credit, 0.0), largest),
            pilot_units,
            transfer_cost: likely(&staged.transfer_cost),
            gap_weeks: transfer_weeks - overlap,
            risks: pilot.risks.iter().chain(&main.risks).cloned().collect(),
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "volumes are small")]
    pub(crate) fn evaluate(&self, volume: u64) -> Answer {
        if volume <= self.pilot_units {
            return Answer { candidate: false, ..self.pilot.evaluate(volume) };
        }
        let dates = &self.pilot.dates;
        let rest = volume - self.pilot_units;
        let (pilot_units, rest_units) = (self.pilot_units as f64, rest as f64);
        let (pilot, main) = (self.pilot.bill(self.pilot_units, 0.0), self.main.bill(rest, 0.0));
        let first_part = lead(&self.pilot.route, pilot_units);
        let main_begins = first_part + pilot.making_weeks + self.gap_weeks;
        let own_end = main_begins + lead(&self.main.route, rest_units) + main.making_weeks;
        let last_part = own_end.max(first_part + dates.programme_weeks);
        let due = dates.due_quantity.min(volume as f64);
        let due_week = if due <= pilot_units {
            self.pilot.ready(due, self.pilot_units)
        } else {
            main_begins + self.main.ready(due - pilot_units, rest)
        };
        let later = dates.discount(first_part, last_part);
        let mut accounts = [0.0; 17];
        for (account, money) in accounts.iter_mut().enumerate() {
            *money = pilot.accounts[account] + main.accounts[account];
            if account == TRANSFER {
                *money += self.transfer_cost;
            }
            if account == DELAY {
                *money = dates.expected_lateness(due_week, &self.risks);
            }
            if account != NRE && account != CAPITAL {
                *money *= later;
            }
        }
        Answer {
            candidate: true,
            accounts,
            starts: pilot.starts + main.starts,
            weeks: last_part,
            scrap_value: pilot.scrap_value + main.scrap_value,
        }
    }
}
