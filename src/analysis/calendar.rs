//! What is delivered, and what is paid, by a week?
//!
//! Delivered by week t = min(V, floor*(V·(t−L)/(T−L))), floor*(x) = ⌊x + 1e-9·max(1,|x|)⌋. Money: the
//! up-front accounts at week 0, the rest with delivery. docs/model.md, section 2, "Time" and "Cash".

use crate::cost::{Account, Case, Evaluation, as_parts};

/// Where a route stands in a week of its plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Week {
    /// Weeks from the beginning.
    pub week: f64,
    /// Accepted parts delivered so far.
    pub delivered: f64,
    /// Money paid so far.
    pub paid: f64,
}

/// Where route number `route` stands in each of `weeks` when it makes `volume` parts; empty where
/// there is no such route.
#[must_use]
pub fn calendar(case: &Case, route: usize, volume: u64, weeks: &[f64]) -> Vec<Week> {
    if route >= case.route_count() {
        return Vec::new();
    }
    let evaluation = case.evaluate(route, volume);
    let upfront = evaluation.accounts[Account::Nre] + evaluation.accounts[Account::Capital];
    let at = |&week: &f64| Week {
        week,
        delivered: delivered(&evaluation, as_parts(volume), week),
        paid: if week < 0.0 { 0.0 } else { upfront + (evaluation.total - upfront) * share(&evaluation, week) },
    };
    weeks.iter().map(at).collect()
}

/// Parts delivered by `week`, a whole number.
fn delivered(evaluation: &Evaluation, volume: f64, week: f64) -> f64 {
    let parts = volume * share(evaluation, week);
    (parts + 1e-9 * parts.abs().max(1.0)).floor().min(volume)
}

/// The share of delivery that is behind in `week`.
fn share(evaluation: &Evaluation, week: f64) -> f64 {
    let (first, last) = (evaluation.lead_weeks, evaluation.weeks);
    if week >= last {
        1.0
    } else if week < first {
        0.0
    } else {
        (week - first) / (last - first)
    }
}
