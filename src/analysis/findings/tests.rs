//! Each fact is told exactly where it holds.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::*;
use crate::model::Estimate;
use crate::model::route::{Capacity, Capital, PriceBreak, Quote, Reading};

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
        let quality =
            Quality { cpk: Some(Estimate::certain(cpk)), drift_sigma: Estimate::certain(1.5), ..Quality::default() };
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
