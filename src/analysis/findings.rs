//! What should a decision-maker know at a volume, besides the figures?
//!
//! Facts only; sentences are made where they are shown. Over-buying: with all-units prices
//! Q_j·p_j < q·p(q) for some break Q_j > q. Escapes: see [`crate::cost::quality`]. Capital is told where
//! it is a tenth of the route's total or more. docs/model.md, section 6.

use crate::analysis::crossover::TIE;
use crate::analysis::feasibility::{Reservation, reservations};
use crate::cost::case::RouteCase;
use crate::cost::quality::{escapes_after_detection, fallout};
use crate::cost::{Account, Case, Evaluation};
use crate::model::inputs::{Absent, Place, Slot, visit};
use crate::model::route::{Basis, Quality, Quote, Reading};
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
            found.extend(quote_findings(scenario, case, index, quote, volume, &evaluations[index]));
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

fn quote_findings(
    scenario: &Scenario,
    case: &Case,
    route: usize,
    quote: &Quote,
    volume: u64,
    evaluation: &Evaluation,
) -> Vec<Finding> {
    let needed = match quote.basis {
        Basis::Accepted => volume,
        Basis::Starts => whole(evaluation.starts),
    };
    let mut found = Vec::new();
    if let (Some(first), Some(last)) = (quote.breaks.first(), quote.breaks.last()) {
        let looked_up = quote.release_quantity.as_ref().map_or(needed, |release| needed.min(whole(release.likely())));
        if looked_up < first.0 {
            found.push(Finding::BelowQuote { route, needed: looked_up, first: first.0 });
        }
        if quote.reading == Reading::LogLog && looked_up > last.0 {
            found.push(Finding::BeyondQuote { route, needed: looked_up, last: last.0 });
        }
    }
    let today = &scenario.prepared.on;
    if !today.is_empty() && !quote.expires.is_empty() && quote.expires < *today {
        let (number, expires) = (quote.number.clone(), quote.expires.clone());
        found.push(Finding::QuoteExpired { route, number, expires });
    }
    found.extend(over_buy(case, route, needed, quote.over_buy));
    found
}

/// The order that saves most, where ordering more than needed costs less.
fn over_buy(case: &Case, route: usize, needed: u64, counted: bool) -> Option<Finding> {
    let RouteCase::Single(single) = case.routes.get(route)? else { return None };
    let quote = single.quote.as_ref().filter(|quote| quote.reading == Reading::Step)?;
    let quantity = parts(needed).max(quote.minimum_order);
    let spent = quantity * quote.price_at(quantity);
    let larger = quote.breaks.iter().filter(|(from, _)| *from > quantity && quote.release_quantity.is_none());
    let (order, cost) = larger
        .map(|&(from, price)| (from, from * price))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .filter(|(_, cost)| *cost + TIE < spent)?;
    Some(Finding::OverBuy { route, needed: whole(quantity), order: whole(order), saving: spent - cost, counted })
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::*;
    use crate::model::Estimate;
    use crate::model::route::{Capacity, Capital, PriceBreak};

    fn quoted(breaks: &[(u64, f64)], reading: Reading) -> Route {
        let breaks = breaks.iter().map(|&(from, price)| PriceBreak(from, Estimate::certain(price))).collect();
        Route { quote: Some(Quote { breaks, reading, ..Quote::default() }), ..Route::default() }
    }

    fn found(scenario: &Scenario, volume: u64) -> Vec<Finding> {
        let mut findings = findings(scenario, &Case::likely(scenario), volume);
        findings.retain(|finding| !matches!(finding, Finding::Unsourced { .. } | Finding::Doubt { .. }));
        findings
    }

    #[test]
    fn ten_thousand_may_cost_less_than_nine() {
        let scenario =
            Scenario { routes: vec![quoted(&[(100, 6.0), (10_000, 1.1)], Reading::Step)], ..Scenario::default() };
        let saving = 9_000.0 * 6.0 - 10_000.0 * 1.1;
        let expected = Finding::OverBuy { route: 0, needed: 9_000, order: 10_000, saving, counted: false };
        assert_eq!(found(&scenario, 9_000), [expected]);
        assert_eq!(found(&scenario, 1_000), []);
    }

    #[test]
    fn a_price_outside_the_quoted_range_is_told() {
        let scenario =
            Scenario { routes: vec![quoted(&[(100, 6.0), (10_000, 5.9)], Reading::LogLog)], ..Scenario::default() };
        assert_eq!(found(&scenario, 50), [Finding::BelowQuote { route: 0, needed: 50, first: 100 }]);
        assert_eq!(found(&scenario, 100), []);
        assert_eq!(found(&scenario, 10_001), [Finding::BeyondQuote { route: 0, needed: 10_001, last: 10_000 }]);
    }

    #[test]
    fn a_quote_holds_on_its_last_day() {
        let mut scenario = Scenario { routes: vec![quoted(&[(1, 6.0)], Reading::Step)], ..Scenario::default() };
        for (today, expired) in [("2026-12-31", false), ("2027-01-01", true), ("", false)] {
            today.clone_into(&mut scenario.prepared.on);
            "2026-12-31".clone_into(&mut scenario.routes[0].quote.as_mut().unwrap().expires);
            assert_eq!(!found(&scenario, 10).is_empty(), expired, "{today}");
        }
    }

    #[test]
    fn a_capability_under_four_thirds_is_told_with_what_comes_back() {
        let with_cpk = |cpk: f64| {
            let quality = Quality {
                cpk: Some(Estimate::certain(cpk)),
                drift_sigma: Estimate::certain(1.5),
                ..Quality::default()
            };
            Scenario { routes: vec![Route { quality: Some(quality), ..Route::default() }], ..Scenario::default() }
        };
        let findings = found(&with_cpk(1.1), 100);
        let Some(Finding::LowCpk { escapes, .. }) = findings.first() else { panic!("{findings:?}") };
        assert!((escapes - 0.0359).abs() < 1e-4, "{escapes}");
        assert_eq!(found(&with_cpk(1.33), 100), []);
        assert_eq!(found(&with_cpk(4.0 / 3.0), 100), []);
    }

    #[test]
    fn capital_that_decides_is_told() {
        let capital = Capital { fixed: Estimate::certain(2_300_000.0), ..Capital::default() };
        let own = Route { capital: Some(capital), ..Route::default() };
        let scenario = Scenario { routes: vec![own, quoted(&[(1, 10.0)], Reading::Step)], ..Scenario::default() };
        let expected = Finding::Capital { route: 0, amount: 2_300_000.0, wins_if_sunk: true };
        assert_eq!(found(&scenario, 50_000), [expected]);
    }

    #[test]
    fn a_missed_date_is_told_whether_or_not_it_costs() {
        let mut slow = quoted(&[(1, 10.0)], Reading::Step);
        let (lead_weeks, per_week) = (Some(Estimate::certain(6.0)), Some(Estimate::certain(100.0)));
        slow.capacity = Some(Capacity { lead_weeks, per_week, ..Capacity::default() });
        let mut scenario = Scenario { routes: vec![slow], volumes: vec![1_000], ..Scenario::default() };
        scenario.programme.due_week = Some(Estimate::certain(16.0));
        // 1,000 parts at 100 a week take 6 + 10 weeks, and further parts are not due.
        assert_eq!(found(&scenario, 5_000), []);
        scenario.programme.due_week = Some(Estimate::certain(15.0));
        let late = |cost: f64| Finding::Late {
            route: 0,
            quantity: 1_000,
            weeks: 16.0,
            due_week: Some(15.0),
            missed_window: None,
            cost,
        };
        assert_eq!(found(&scenario, 5_000), [late(0.0)]);
        scenario.programme.delay_cost_per_week = Estimate::certain(2_000.0);
        assert_eq!(found(&scenario, 5_000), [late(2_000.0)]);
    }

    #[test]
    fn figures_without_a_source_are_counted() {
        let mut scenario = Scenario { routes: vec![quoted(&[(1, 10.0)], Reading::Step)], ..Scenario::default() };
        assert_eq!(unsourced(&scenario), 1);
        let quote = scenario.routes[0].quote.as_mut().unwrap();
        quote.breaks[0].1 = Estimate::certain(10.0).graded(Grade::Quoted, "Q-118");
        assert_eq!(unsourced(&scenario), 0);
    }
}
