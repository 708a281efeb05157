//! Can the route make the part at all, and will it keep what it promises?
//!
//! Geometry before cost: a feature or tolerance below what the route holds is beyond it; one that
//! only a claim covers is doubtful, since production falls 30 to 50 % short of claims. Then what the
//! figures themselves give away: years of production, scrap that the buyer bears, rejects that no
//! yield contains, capital for a trickle of parts, prices that do not scale. docs/model.md, section 6;
//! FACTS 4, 15, 22, 43, 50.

use crate::analysis::measured_rate::{OtherRate, yield_at_other_rate};
use crate::cost::case::RouteCase;
use crate::cost::single::SingleRoute;
use crate::cost::{Account, Case, Evaluation, as_parts};
use crate::model::route::{Basis, Evidence, Quote};
use crate::model::{Route, Scenario};

/// By how much production falls short of a claim, at the most.
const CLAIM_FALLS_SHORT: f64 = 1.5;
/// Weeks of production from which on they are told, unless the programme is longer.
const LONG_PRODUCTION_WEEKS: f64 = 104.0;
/// A quarter has 13 weeks.
const WEEKS_PER_QUARTER: f64 = 13.0;
/// Below this rate, in parts a quarter, own capital is hard to justify: "a few thousand".
const FEW_PER_QUARTER: f64 = 3_000.0;
/// Below this share of parts accepted the buyer's scrap is told; mature processes reach it.
const MATURE_YIELD: f64 = 0.95;
/// Prices that fall by less than this over a tenfold quantity do not scale.
const SCALING: f64 = 0.1;

/// What a part asks of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Geometry {
    /// Its smallest feature.
    Feature,
    /// Its smallest tolerance.
    Tolerance,
}

/// A reason to doubt a route.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reservation {
    /// The part asks for more than the route holds: it cannot win, whatever it costs.
    BeyondCapability {
        /// What it asks for.
        geometry: Geometry,
        /// What the part needs, in µm.
        needed_um: f64,
        /// What the route holds, in µm.
        holds_um: f64,
    },
    /// The route holds it by a claim alone, and production falls 30 to 50 % short of claims.
    OnlyClaimed {
        /// What it asks for.
        geometry: Geometry,
        /// What the part needs, in µm.
        needed_um: f64,
        /// What the route claims, in µm.
        claimed_um: f64,
    },
    /// Production takes years.
    SlowProduction {
        /// Months of it.
        months: f64,
        /// Whether a discount makes the slow route look cheaper than it is.
        flattered: bool,
    },
    /// The buyer pays for parts that fail.
    BuyerBearsScrap {
        /// Price of a part started.
        price: f64,
        /// What a good part comes to, its purchase alone.
        per_good_part: f64,
        /// Share of starts accepted.
        accepted: f64,
    },
    /// A last inspection rejects parts that no stated yield contains.
    RejectsNotInYields {
        /// Share of the bad parts that it finds.
        detection: f64,
    },
    /// Capital is charged for a few parts a quarter.
    CapitalForFew {
        /// Parts a quarter.
        per_quarter: f64,
    },
    /// The quote falls by less than a tenth over a tenfold quantity.
    PricesDoNotScale {
        /// Lowest quantity quoted.
        from: f64,
        /// Highest quantity quoted.
        to: f64,
        /// Share by which the price falls between them.
        fall: f64,
    },
    /// A yield is planned at a higher rate than it was measured at.
    YieldAtOtherRate(OtherRate),
}

impl Reservation {
    /// True where the route cannot make the part.
    #[must_use]
    pub fn rules_out(&self) -> bool {
        matches!(self, Self::BeyondCapability { .. })
    }
}

/// Every reservation about route number `index` at `volume`, the gravest first.
#[must_use]
pub fn reservations(scenario: &Scenario, case: &Case, index: usize, volume: u64) -> Vec<Reservation> {
    let (Some(route), Some(resolved)) = (scenario.routes.get(index), case.routes.get(index)) else { return Vec::new() };
    let evaluation = case.evaluate(index, volume);
    let mut found = geometry(scenario, route);
    found.extend(slow_production(case, &evaluation));
    if let RouteCase::Single(single) = resolved {
        let purchase = evaluation.accounts[Account::Purchase];
        found.extend(route.quote.as_ref().and_then(|quote| scrap(quote, single, purchase, volume)));
        found.extend(yield_at_other_rate(route).map(Reservation::YieldAtOtherRate));
        found.extend(rejects(route, single));
        found.extend(capital_for_few(&evaluation, volume));
        found.extend(route.quote.as_ref().and_then(flat_prices));
    }
    found
}

/// Why the route cannot make the part, whatever it costs; none where it can. A staged route cannot where either
/// stage cannot.
#[must_use]
pub fn ruled_out_by(scenario: &Scenario, index: usize) -> Option<Reservation> {
    geometry(scenario, scenario.routes.get(index)?).into_iter().find(Reservation::rules_out)
}

/// True where the route cannot make the part.
#[must_use]
pub fn is_ruled_out(scenario: &Scenario, index: usize) -> bool {
    ruled_out_by(scenario, index).is_some()
}

fn geometry(scenario: &Scenario, route: &Route) -> Vec<Reservation> {
    let stages = route.staged.iter().flat_map(|staged| [&staged.pilot, &staged.main]);
    let stages = stages.filter_map(|id| scenario.route(id)).filter(|stage| stage.staged.is_none());
    let mut found: Vec<Reservation> = stages.chain([route]).flat_map(|stage| geometry_of(scenario, stage)).collect();
    found.sort_by_key(|reservation| !reservation.rules_out());
    found.dedup();
    found
}

fn geometry_of(scenario: &Scenario, route: &Route) -> Vec<Reservation> {
    let Some(capability) = &route.capability else { return Vec::new() };
    let asked = [
        (Geometry::Feature, scenario.part.smallest_feature_um, capability.smallest_feature_um),
        (Geometry::Tolerance, scenario.part.tolerance_um, capability.tolerance_um),
    ];
    let judged = asked.into_iter().filter_map(|(geometry, needed, holds)| {
        let (needed_um, holds_um) = (needed?, holds?);
        let claimed = capability.evidence == Evidence::Claimed && needed_um < holds_um * CLAIM_FALLS_SHORT;
        if needed_um < holds_um {
            Some(Reservation::BeyondCapability { geometry, needed_um, holds_um })
        } else {
            claimed.then_some(Reservation::OnlyClaimed { geometry, needed_um, claimed_um: holds_um })
        }
    });
    judged.collect()
}

fn slow_production(case: &Case, evaluation: &Evaluation) -> Option<Reservation> {
    let weeks = evaluation.weeks - evaluation.lead_weeks;
    let flattered = case.programme.weekly_discount > 0.0;
    let long = weeks > LONG_PRODUCTION_WEEKS.max(case.programme.weeks + 1e-6);
    (evaluation.candidate && long).then_some(Reservation::SlowProduction { months: weeks * 12.0 / 52.0, flattered })
}

fn scrap(quote: &Quote, single: &SingleRoute, purchase: f64, volume: u64) -> Option<Reservation> {
    let starts = single.yields.starts_for(as_parts(volume));
    let accepted = as_parts(volume) / starts;
    let bears = quote.basis == Basis::Starts && accepted < MATURE_YIELD && purchase > 0.0;
    bears.then(|| Reservation::BuyerBearsScrap {
        price: purchase / starts,
        per_good_part: purchase / as_parts(volume),
        accepted,
    })
}

fn rejects(route: &Route, single: &SingleRoute) -> Option<Reservation> {
    let quality = route.quality.as_ref()?;
    let detection = quality.final_detection.likely();
    let perfect = single.chain.rolled_throughput_yield >= 1.0;
    (quality.cpk.is_some() && detection > 0.0 && perfect).then_some(Reservation::RejectsNotInYields { detection })
}

fn capital_for_few(evaluation: &Evaluation, volume: u64) -> Option<Reservation> {
    let weeks = (evaluation.weeks - evaluation.lead_weeks).max(WEEKS_PER_QUARTER);
    let per_quarter = as_parts(volume) / weeks * WEEKS_PER_QUARTER;
    let charged = evaluation.accounts[Account::Capital] > 0.0;
    (charged && per_quarter < FEW_PER_QUARTER).then_some(Reservation::CapitalForFew { per_quarter })
}

fn flat_prices(quote: &Quote) -> Option<Reservation> {
    let (first, last) = (quote.breaks.first()?, quote.breaks.last()?);
    let (from, to) = (as_parts(first.0), as_parts(last.0));
    let fall = 1.0 - last.1.likely() / first.1.likely();
    (to >= 10.0 * from && fall < SCALING).then_some(Reservation::PricesDoNotScale { from, to, fall })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::*;
    use crate::model::Estimate;
    use crate::model::route::{Capability, Capacity, PriceBreak, Step};

    fn said(scenario: &Scenario, volume: u64) -> Vec<Reservation> {
        reservations(scenario, &Case::likely(scenario), 0, volume)
    }

    fn scenario(route: Route) -> Scenario {
        Scenario { routes: vec![route], ..Scenario::default() }
    }

    #[test]
    fn a_claim_of_30_um_is_doubted_for_a_feature_of_40_and_not_of_50() {
        let capability = Capability { smallest_feature_um: Some(30.0), ..Capability::default() };
        let mut scenario = scenario(Route { capability: Some(capability), ..Route::default() });
        let mut at = |needed: f64| {
            scenario.part.smallest_feature_um = Some(needed);
            said(&scenario, 100)
        };
        let (geometry, holds_um) = (Geometry::Feature, 30.0);
        assert_eq!(at(25.0), [Reservation::BeyondCapability { geometry, needed_um: 25.0, holds_um }]);
        assert_eq!(at(40.0), [Reservation::OnlyClaimed { geometry, needed_um: 40.0, claimed_um: 30.0 }]);
        assert_eq!(at(50.0), []);
    }

    /// FACTS 15: 100,000 parts at 500 a month (115.4 a week) are 200 months.
    #[test]
    fn a_hundred_thousand_at_500_a_month_are_200_months() {
        let capacity = Capacity { per_week: Some(Estimate::certain(500.0 * 12.0 / 52.0)), ..Capacity::default() };
        let found = said(&scenario(Route { capacity: Some(capacity), ..Route::default() }), 100_000);
        let [Reservation::SlowProduction { months, flattered: false }] = found.as_slice() else { panic!("{found:?}") };
        assert!((months - 200.0).abs() < 1e-9);
    }

    /// FACTS 43: $12 at 30 % yield is $40 a good part.
    #[test]
    fn twelve_dollars_at_30_percent_are_forty() {
        let inspected = Some(crate::model::route::Inspection::default());
        let step = Step {
            first_pass_yield: Estimate::certain(0.3),
            inspection: inspected,
            cost: Some(Estimate::certain(0.0)),
            ..Step::default()
        };
        let breaks = vec![PriceBreak(1, Estimate::certain(12.0))];
        let quote = Quote { breaks, basis: Basis::Starts, ..Quote::default() };
        let found = said(&scenario(Route { quote: Some(quote), process: vec![step], ..Route::default() }), 3_000);
        let [Reservation::BuyerBearsScrap { price, per_good_part, accepted }] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert!((price - 12.0).abs() < 1e-9 && (per_good_part - 40.0).abs() < 1e-9 && (accepted - 0.3).abs() < 1e-9);
    }

    /// FACTS 22: 10,000 only 8 % below 100.
    #[test]
    fn eight_percent_below_is_no_scaling() {
        let breaks = vec![PriceBreak(100, Estimate::certain(12.0)), PriceBreak(10_000, Estimate::certain(11.04))];
        let found =
            said(&scenario(Route { quote: Some(Quote { breaks, ..Quote::default() }), ..Route::default() }), 100);
        let [Reservation::PricesDoNotScale { from: 100.0, to: 10_000.0, fall }] = found.as_slice() else {
            panic!("{found:?}")
        };
        assert!((fall - 0.08).abs() < 1e-9);
    }
}
