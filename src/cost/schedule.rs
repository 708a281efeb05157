//! How long does it take?
//!
//! Lead L(q) = lead weeks or the sum of the phases + revisions·weeks each, + the repeat lead where
//! q exceeds the first order. Production `W(q) = q/(rate·[M])`, q in accepted parts or starts.
//! T = L(V) + max(W(V), programme weeks). The date is judged on T_due = L(q) + W(q),
//! q = min(V, due quantity), with M of the whole V. docs/model.md, section 2, "Time".

use super::nre::revision_weeks;
use super::rounding::count;
use crate::model::Estimate;
use crate::model::Route;
use crate::model::route::CountedIn;

/// Lead time and rate in plain numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScheduleCase {
    /// Weeks to the first part, revisions included, without a repeat order.
    pub lead_weeks: f64,
    /// Parts a week of one machine; infinite where the rate is no limit.
    pub per_week: f64,
    /// What the rate counts.
    pub counted_in: CountedIn,
    /// Whether each further machine adds its rate.
    pub scales_with_machines: bool,
    /// Accepted parts of the first order; infinite without such a limit.
    pub first_order: f64,
    /// Weeks added once beyond it.
    pub repeat_lead_weeks: f64,
}

impl ScheduleCase {
    pub(crate) fn new(route: &Route) -> Self {
        let revisions = route.nre.as_ref().map_or(0.0, revision_weeks);
        let mut schedule = Self {
            lead_weeks: revisions,
            per_week: f64::INFINITY,
            counted_in: CountedIn::Accepted,
            scales_with_machines: false,
            first_order: f64::INFINITY,
            repeat_lead_weeks: 0.0,
        };
        if let Some(capacity) = &route.capacity {
            let phases = || capacity.phases.iter().map(|phase| phase.1.likely()).sum();
            schedule.lead_weeks += capacity.lead_weeks.as_ref().map_or_else(phases, Estimate::likely);
            schedule.per_week = capacity.per_week.as_ref().map_or(f64::INFINITY, Estimate::likely);
            schedule.counted_in = capacity.counted_in;
            schedule.scales_with_machines = capacity.scales_with_machines;
            schedule.first_order = capacity.first_order.as_ref().map_or(f64::INFINITY, |order| count(order, 0.0));
            schedule.repeat_lead_weeks = capacity.repeat_lead_weeks.likely();
        }
        schedule
    }

    /// L(q): weeks to the first part when `quantity` accepted parts are wanted.
    #[must_use]
    pub fn lead(&self, quantity: f64) -> f64 {
        if quantity > self.first_order { self.lead_weeks + self.repeat_lead_weeks } else { self.lead_weeks }
    }

    /// W(q): weeks of production for `quantity` accepted parts made of `starts` starts.
    #[must_use]
    pub fn production(&self, quantity: f64, starts: f64, machines: f64) -> f64 {
        let counted = match self.counted_in {
            CountedIn::Accepted => quantity,
            CountedIn::Starts => starts,
        };
        let machines = if self.scales_with_machines { machines } else { 1.0 };
        counted / (self.per_week * machines)
    }
}

impl ScheduleCase {
    /// Whether the rate depends on how many machines there are, and that differs.
    pub(crate) fn accelerates(&self, machines_before: f64, machines_after: f64) -> bool {
        self.scales_with_machines && machines_before < machines_after
    }
}

/// λ = ln(1 + rate)/52 turns a yearly discount rate into a weekly one.
#[must_use]
pub fn weekly_discount(rate_per_year: f64) -> f64 {
    rate_per_year.ln_1p() / 52.0
}

/// What money spent evenly from week `from` to week `to` is worth at week 0:
/// e^{−λL}·(1 − e^{−λ(T−L)})/(λ(T−L)), and e^{−λL} where T = L.
#[must_use]
pub fn discount_factor(weekly: f64, from: f64, to: f64) -> f64 {
    let spread = weekly * (to - from);
    let at_start = (-weekly * from).exp();
    if spread > 0.0 { at_start * -(-spread).exp_m1() / spread } else { at_start }
}
