//! When the parts are there, what being late costs, and what later money is worth today.

use super::likely;
use crossplan::model::route::{CountedIn, Risk};
use crossplan::model::scenario::Programme;
use crossplan::model::{Route, Scenario};

/// One machine's rate in starts per week; infinite where no rate is given.
pub(crate) fn rate_in_starts(route: &Route, accept: f64) -> f64 {
    let Some(capacity) = &route.capacity else { return f64::INFINITY };
    let Some(rate) = &capacity.per_week else { return f64::INFINITY };
    match capacity.counted_in {
        CountedIn::Starts => likely(rate),
        CountedIn::Accepted => likely(rate) / accept,
    }
}

/// Weeks to the first good part, without a repeat order.
pub(crate) fn first_lead(route: &Route) -> f64 {
    let mut lead = 0.0;
    if let Some(capacity) = &route.capacity {
        match &capacity.lead_weeks {
            Some(weeks) => lead += likely(weeks),
            None => {
                for phase in &capacity.phases {
                    lead += likely(&phase.1);
                }
            }
        }
    }
    if let Some(nre) = &route.nre {
        lead += super::count(&nre.revisions, 0.0) * likely(&nre.weeks_per_revision);
    }
    lead
}

/// Weeks to the first good part of an order of so many accepted parts.
pub(crate) fn lead(route: &Route, quantity: f64) -> f64 {
    let mut lead = first_lead(route);
    if let Some(capacity) = &route.capacity
        && let Some(first_order) = &capacity.first_order
        && quantity > super::count(first_order, 0.0)
    {
        lead += likely(&capacity.repeat_lead_weeks);
    }
    lead
}

/// The dates and rates of the programme.
#[derive(Clone, Debug)]
pub(crate) struct Dates {
    pub(crate) programme_weeks: f64,
    pub(crate) due_quantity: f64,
    due_week: Option<f64>,
    delay_cost_per_week: f64,
    window_week: Option<f64>,
    window_loss: f64,
    discount_rate: f64,
}

impl Dates {
    #[allow(clippy::cast_precision_loss, reason = "volumes are small")]
    pub(crate) fn new(scenario: &Scenario) -> Self {
        let programme: &Programme = &scenario.programme;
        let first_volume = scenario.volumes.first().map_or(1.0, |&volume| volume as f64);
        Self {
            programme_weeks: likely(&programme.weeks),
            due_quantity: programme.due_quantity.as_ref().map_or(first_volume, |due| super::count(due, 1.0)),
            due_week: programme.due_week.as_ref().map(likely),
            delay_cost_per_week: likely(&programme.delay_cost_per_week),
            window_week: programme.window_week.as_ref().map(likely),
            window_loss: likely(&programme.window_loss),
            discount_rate: likely(&programme.discount_rate),
        }
    }

    /// What it costs to have the due quantity in this week.
    fn lateness(&self, week: f64) -> f64 {
        let mut cost = 0.0;
        if let Some(due) = self.due_week
            && week > due
        {
            cost += self.delay_cost_per_week * (week - due);
        }
        if let Some(window) = self.window_week
            && week > window + 1e-9
        {
            cost += self.window_loss;
        }
        cost
    }

    /// The same, expected over all that may delay it: every outcome with its probability.
    pub(crate) fn expected_lateness(&self, week: f64, risks: &[Risk]) -> f64 {
        let mut outcomes = vec![(1.0, week)];
        for risk in risks {
            let (probability, delay) = (likely(&risk.probability), likely(&risk.delay_weeks));
            if delay > 0.0 {
                let happens = outcomes.iter().map(|(chance, week)| (chance * probability, week + delay));
                let does_not = outcomes.iter().map(|(chance, week)| (chance * (1.0 - probability), *week));
                outcomes = happens.chain(does_not).collect();
            }
        }
        outcomes.iter().map(|(chance, week)| chance * self.lateness(*week)).sum()
    }

    /// Value today of one unit of money paid evenly from the first to the last part.
    pub(crate) fn discount(&self, lead: f64, end: f64) -> f64 {
        let rate = (1.0 + self.discount_rate).ln() / 52.0;
        let x = rate * (end - lead);
        let average = if x == 0.0 { 1.0 } else { -(-x).exp_m1() / x };
        (-rate * lead).exp() * average
    }
}
