//! What should a decision-maker know at a volume, besides the figures?
//!
//! Facts only; sentences are made where they are shown. Escapes: see [`crate::cost::quality`]. Capital
//! is told where it is a tenth of the route's total or more. docs/model.md, section 6.

mod quotes;
#[cfg(test)]
mod tests;

use crate::analysis::crossover::TIE;
use crate::analysis::feasibility::{Reservation, reservations};
use crate::cost::case::RouteCase;
use crate::cost::quality::{escapes_after_detection, fallout};
use crate::cost::{Account, Case, Evaluation};
use crate::model::inputs::{Absent, Place, Slot, visit};
use crate::model::route::Quality;
use crate::model::{Grade, Route, Scenario};

/// A process capability under this is not ready for production (4/3; the literal 1.33 is rounded).
pub const CAPABLE: f64 = 4.0 / 3.0;
/// Share of the total from which on capital is told.
const TELLING_CAPITAL: f64 = 0.1;
/// A date is missed by more than this.
const WEEK_SLACK: f64 = 1e-9;

/// A fact worth knowing. Routes are indices.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// Fewer parts are needed than the quote's first quantity; its price is taken.
    BelowQuote {
        /// The route.
        route: usize,
        /// Parts needed.
        needed: u64,
        /// First quantity quoted.
        first: u64,
    },
    /// More parts are needed than the quote's last quantity, beyond which its price is taken.
    BeyondQuote {
        /// The route.
        route: usize,
        /// Parts needed.
        needed: u64,
        /// Last quantity quoted.
        last: u64,
    },
    /// The quote no longer holds on the day the document was prepared.
    QuoteExpired {
        /// The route.
        route: usize,
        /// The quote's number, as stated.
        number: String,
        /// Its last day, ISO.
        expires: String,
    },
    /// The process capability is too low to ramp.
    LowCpk {
        /// The route.
        route: usize,
        /// The capability.
        cpk: f64,
        /// Drift of the mean in standard deviations.
        drift_sigma: f64,
        /// Share of parts that come back.
        escapes: f64,
    },
    /// Ordering more costs less.
    OverBuy {
        /// The route.
        route: usize,
        /// Parts needed.
        needed: u64,
        /// Parts to order.
        order: u64,
        /// Money saved.
        saving: f64,
        /// Whether the figures already count on it.
        counted: bool,
    },
    /// Capital weighs on the route's cost.
    Capital {
        /// The route.
        route: usize,
        /// What is charged.
        amount: f64,
        /// Whether the route would be cheapest here if the capital were sunk.
        wins_if_sunk: bool,
    },
    /// The route is late as planned, or its risk events are expected to make it so.
    Late {
        /// The route.
        route: usize,
        /// Accepted parts that are due.
        quantity: u64,
        /// Weeks until they are there as planned.
        weeks: f64,
        /// The week they are due; none where only a missed market window costs.
        due_week: Option<f64>,
        /// The week after which the market is lost, where the plan misses it.
        missed_window: Option<f64>,
        /// Expected cost of delay and of a missed window; 0 where nobody has stated one.
        cost: f64,
    },
    /// A reason to doubt the route.
    Doubt {
        /// The route.
        route: usize,
        /// The reason.
        reservation: Reservation,
    },
    /// Inputs that nobody has sourced.
    Unsourced {
        /// How many.
        count: usize,
    },
}

/// Everything worth knowing at a volume: route by route, the cheapest first, then what concerns all.
#[must_use]
pub fn findings(scenario: &Scenario, case: &Case, volume: u64) -> Vec<Finding> {
    let volume = volume.max(1);
    let evaluations: Vec<Evaluation> = (0..case.route_count()).map(|route| case.evaluate(route, volume)).collect();
    let mut order: Vec<usize> = (0..evaluations.len().min(scenario.routes.len())).collect();
    order.sort_by(|a, b| evaluations[*a].total.total_cmp(&evaluations[*b].total));
    let mut found = Vec::new();
    for index in order {
        let route = &scenario.routes[index];
        let doubts = reservations(scenario, case, index, volume);
        found.extend(doubts.into_iter().map(|reservation| Finding::Doubt { route: index, reservation }));
        if let (Some(quote), RouteCase::Single(_)) = (&route.quote, &case.routes[index]) {
            found.extend(quotes::findings(scenario, case, index, quote, volume, &evaluations[index]));
        }
        found.extend(route.quality.as_ref().and_then(|quality| low_cpk(index, quality)));
        found.extend(capital(index, &evaluations));
        found.extend(late(index, case, &evaluations[index], volume));
    }
    let count = unsourced(scenario);
    if count > 0 {
        found.push(Finding::Unsourced { count });
    }
    found
}

fn low_cpk(route: usize, quality: &Quality) -> Option<Finding> {
    let cpk = quality.cpk.as_ref()?.likely();
    let drift_sigma = quality.drift_sigma.likely();
    let bad = fallout(cpk, drift_sigma, quality.two_sided);
    let escapes = escapes_after_detection(bad, quality.characteristics.likely(), quality.final_detection.likely());
    // A hundredth of leeway: who writes 1.33 means 4/3.
    (cpk < CAPABLE - 0.01).then_some(Finding::LowCpk { route, cpk, drift_sigma, escapes })
}

fn capital(route: usize, evaluations: &[Evaluation]) -> Option<Finding> {
    let own = evaluations.get(route)?;
    let amount = own.accounts[Account::Capital];
    let least = evaluations.iter().filter(|it| it.candidate).map(|it| it.total).fold(f64::INFINITY, f64::min);
    let wins_if_sunk = own.total > least + TIE && own.total - amount < least - TIE;
    (own.candidate && amount > TIE && amount >= TELLING_CAPITAL * own.total).then_some(Finding::Capital {
        route,
        amount,
        wins_if_sunk,
    })
}

fn late(route: usize, case: &Case, evaluation: &Evaluation, volume: u64) -> Option<Finding> {
    let delay = &case.programme.delay;
    let (weeks, cost) = (evaluation.due_weeks, evaluation.accounts[Account::Delay]);
    let missed_window = delay.misses_window(weeks).then_some(delay.window_week);
    let told = weeks > delay.due_week + WEEK_SLACK || missed_window.is_some() || cost > TIE;
    (evaluation.candidate && told).then_some(Finding::Late {
        route,
        quantity: whole(parts(volume).min(case.programme.due_quantity)),
        weeks,
        due_week: Some(delay.due_week).filter(|week| week.is_finite()),
        missed_window,
        cost,
    })
}

/// How many inputs that make a difference have neither a source nor a better grade than Assumed.
#[must_use]
pub fn unsourced(scenario: &Scenario) -> usize {
    let mut count = 0;
    visit(scenario, &mut |place| count += usize::from(is_unsourced(&place)));
    count
}

fn is_unsourced(place: &Place<'_, &dyn Slot>) -> bool {
    let Some(estimate) = place.slot.get() else { return false };
    let is_default = place.input.absent == Absent::Is(estimate.likely()) && !estimate.is_uncertain();
    let graded = estimate.source.grade.is_some_and(|grade| grade != Grade::Assumed);
    !is_default && !graded && estimate.source.text.is_empty()
}

/// The route a finding is about.
#[must_use]
pub fn about<'a>(finding: &Finding, scenario: &'a Scenario) -> Option<&'a Route> {
    match finding {
        Finding::BelowQuote { route, .. }
        | Finding::BeyondQuote { route, .. }
        | Finding::QuoteExpired { route, .. }
        | Finding::LowCpk { route, .. }
        | Finding::OverBuy { route, .. }
        | Finding::Capital { route, .. }
        | Finding::Doubt { route, .. }
        | Finding::Late { route, .. } => scenario.routes.get(*route),
        Finding::Unsourced { .. } => None,
    }
}

#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
fn parts(volume: u64) -> f64 {
    volume as f64
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate, and NaN becomes 0")]
fn whole(volume: f64) -> u64 {
    volume as u64
}
