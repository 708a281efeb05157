//! What is it expected to cost to be late?
//!
//! d·max(0, T_due − due_week) + [T_due > window_week + 1e-9]·window_loss, as an expectation over
//! the risk events that delay, independent of each other. docs/model.md, section 2, "Time".

/// Dates and what missing them costs, in plain numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DelayCase {
    /// Week of the date; infinite without one.
    pub due_week: f64,
    /// Money per week after it.
    pub cost_per_week: f64,
    /// Week after which the market is lost; infinite without one.
    pub window_week: f64,
    /// Money lost then.
    pub window_loss: f64,
}

/// A delay and the chance of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DelayOutcome {
    /// Weeks on top of the planned time.
    pub weeks: f64,
    /// Its chance; the chances of all outcomes add up to one.
    pub probability: f64,
}

const WINDOW_SLACK_WEEKS: f64 = 1e-9;

impl DelayCase {
    /// What arrival in week `week` costs.
    #[must_use]
    pub fn cost_at(&self, week: f64) -> f64 {
        let late = if self.due_week.is_finite() { self.cost_per_week * (week - self.due_week).max(0.0) } else { 0.0 };
        late + if self.misses_window(week) { self.window_loss } else { 0.0 }
    }

    /// The expected cost of arrival in week `week`, delayed by one of the outcomes.
    #[must_use]
    pub fn expected_cost(&self, week: f64, outcomes: &[DelayOutcome]) -> f64 {
        match outcomes {
            [only] => self.cost_at(week + only.weeks),
            _ => outcomes.iter().map(|outcome| outcome.probability * self.cost_at(week + outcome.weeks)).sum(),
        }
    }

    pub(crate) fn misses_window(&self, week: f64) -> bool {
        week > self.window_week + WINDOW_SLACK_WEEKS
    }
}

/// All outcomes of independent events, given by (probability, weeks).
pub(crate) fn outcomes(events: impl Iterator<Item = (f64, f64)>) -> Vec<DelayOutcome> {
    let mut outcomes = vec![DelayOutcome { weeks: 0.0, probability: 1.0 }];
    for (probability, weeks) in events.filter(|&(probability, weeks)| probability > 0.0 && weeks > 0.0) {
        outcomes = outcomes
            .into_iter()
            .flat_map(|so_far| {
                let missed =
                    DelayOutcome { weeks: so_far.weeks, probability: so_far.probability * (1.0 - probability) };
                let hit = DelayOutcome { weeks: so_far.weeks + weeks, probability: so_far.probability * probability };
                [missed, hit]
            })
            .filter(|outcome| outcome.probability > 0.0)
            .collect();
    }
    outcomes
}
