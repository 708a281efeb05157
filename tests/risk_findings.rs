//! What the draws say, against figures solved by hand; overruns and what is stranded.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(clippy::single_range_in_vec_init, reason = "draws come in chunks, and one chunk is a list of one range")]

use std::sync::atomic::AtomicU64;

use crossplan::analysis::exposure::{expected_stranded, stranded_curve};
use crossplan::analysis::interrupt::Never;
use crossplan::analysis::monte_carlo::{Plan, VolumeChoice, summarize};
use crossplan::analysis::overrun::overruns;
use crossplan::analysis::risk_findings::{RiskFinding, Second, at_volume, overall};
use crossplan::cost::Case;
use crossplan::model::route::{Nre, Tool};
use crossplan::model::{Estimate, Route, Scenario, Shape, Source, Value};

const SAMPLES: u64 = 16_384;

fn spread(shape: Shape, low: f64, likely: f64, high: f64) -> Estimate {
    Estimate { value: Value::Range { low, likely, high, shape }, source: Source::default() }
}

fn costing(id: &str, nre: Estimate) -> Route {
    Route { id: id.to_owned(), nre: Some(Nre { base: nre, ..Nre::default() }), ..Route::default() }
}

fn found(scenario: &Scenario) -> Vec<RiskFinding> {
    let choice = VolumeChoice::Fixed(100);
    let plan = Plan::new(scenario, vec![choice], 1, true);
    let simulation = summarize(&plan, vec![plan.draw(0..SAMPLES, &Never).unwrap()]).unwrap();
    at_volume(scenario, &simulation, 0, choice).into_iter().chain(overall(&simulation)).collect()
}

/// a costs 100 to 200, most likely 110 (triangular mean 410/3 = 136.7); b costs 120: with likely figures
/// a is cheapest, on average b by 16.7. Knowing a is worth E[max(0, 120 − a)]: with P(a < x) =
/// (x−100)²/(100·10) up to 110, it is ∫P = 10³/3/1000 = 1/3 up to 110, and from there on
/// 10 − ∫(200−x)²/9000 = 10 − (90³ − 80³)/27000 = −0.037 + 2 = 1.963: 2.296 in all.
#[test]
fn the_likely_winner_may_not_be_the_one_to_choose() {
    let a = costing("a", spread(Shape::Triangular, 100.0, 110.0, 200.0));
    let scenario = Scenario { routes: vec![a, costing("b", Estimate::certain(120.0))], ..Scenario::default() };
    let found = found(&scenario);
    let Some(RiskFinding::Recommended { route: 1, chance, oftenest: None, regret, second: Some(second) }) =
        found.first()
    else {
        panic!("{found:?}")
    };
    // P(a > 120) = 80²/9000.
    assert!((chance - 6_400.0 / 9_000.0).abs() < 0.015, "{chance}");
    assert!((regret - 2.296).abs() < 0.15, "{regret}");
    assert!(second.route == 0 && second.is_clear && (second.dearer_by - 50.0 / 3.0).abs() < 0.7, "{second:?}");
    let differ = |it: &RiskFinding| {
        let RiskFinding::WinnersDiffer { likely: 0, expected: 1, dearer_by, is_clear: true } = it else { return false };
        (dearer_by - second.dearer_by).abs() < 1e-9
    };
    assert!(found.iter().any(differ), "{found:?}");
    let chase = found.iter().find_map(|it| {
        let RiskFinding::WorthChasing { input, value, favours } = it else { return None };
        Some((input.as_str(), *value, *favours))
    });
    let (input, value, favours) = chase.unwrap();
    assert_eq!((input, favours), ("routes.a.nre.base", Some(0)));
    assert!((value - 2.296).abs() < 0.2, "{value}");
    assert!(found.contains(&RiskFinding::NoCrossover));
}

/// The same a beside a certain 136, which is less than a's mean of 136.7: P(a < 136) = 1 − 64²/9000 = 0.545.
#[test]
fn the_one_to_choose_may_not_be_the_one_that_is_cheapest_most_often() {
    let a = costing("a", spread(Shape::Triangular, 100.0, 110.0, 200.0));
    let scenario = Scenario { routes: vec![a, costing("b", Estimate::certain(136.0))], ..Scenario::default() };
    let found = found(&scenario);
    let Some(RiskFinding::Recommended { route: 1, chance, oftenest: Some((0, most)), .. }) = found.first() else {
        panic!("{found:?}")
    };
    assert!((most - 0.5449).abs() < 0.015 && (chance + most - 1.0).abs() < 1e-9, "{chance} {most}");
}

#[test]
fn equal_chances_are_too_close_to_call_and_equal_means_not_clear() {
    let normal = || spread(Shape::Normal, 90.0, 100.0, 110.0);
    let scenario = Scenario { routes: vec![costing("a", normal()), costing("b", normal())], ..Scenario::default() };
    let found = found(&scenario);
    let is_open = |second: &Second| !second.is_clear;
    assert!(
        matches!(&found[0], RiskFinding::Recommended { oftenest: None, second: Some(second), .. } if is_open(second)),
        "{found:?}"
    );
    assert!(found.iter().any(|it| matches!(it, RiskFinding::TooCloseToCall { .. })), "{found:?}");
}

#[test]
fn where_no_draw_changes_the_decision_nothing_is_worth_chasing() {
    let a = costing("a", spread(Shape::Uniform, 100.0, 105.0, 110.0));
    let scenario = Scenario { routes: vec![a, costing("b", Estimate::certain(500.0))], ..Scenario::default() };
    let found = found(&scenario);
    assert!(found.contains(&RiskFinding::NothingWorthChasing { evpi: 0.0 }), "{found:?}");
    assert!(!found.iter().any(|it| matches!(it, RiskFinding::TooCloseToCall { .. } | RiskFinding::Clamped { .. })));
}

/// Uniform from 100 to 200, likely 110: the mean is 150, and P(> 1.4·110 = 154) = 0.46.
#[test]
fn overruns_are_counted_against_the_likely_total() {
    let scenario =
        Scenario { routes: vec![costing("a", spread(Shape::Uniform, 100.0, 110.0, 200.0))], ..Scenario::default() };
    let run = |threads| overruns(&scenario, 1, SAMPLES, threads, &AtomicU64::new(0), &Never).unwrap();
    let found = run(1)[0];
    assert!((found.plan - 110.0).abs() < 1e-9 && (found.mean - 150.0).abs() < 1.0, "{found:?}");
    assert!((found.chance - 0.46).abs() < 4.0 * found.standard_error, "{found:?}");
    assert!((found.mean_excess().unwrap() - 40.0 / 110.0).abs() < 0.01);
    assert_eq!(run(1), run(2));
}

/// 9,000 of NRE for 1,000 parts planned; demand uniform from 0 to 2,000: below 1,000 what is stranded is
/// 9,000·(1 − N/1,000), a mean of 4,500 with chance a half, and above it nothing.
#[test]
fn what_demand_may_strand() {
    let mut scenario = Scenario { routes: vec![costing("a", Estimate::certain(9_000.0))], ..Scenario::default() };
    scenario.planned_volume = Some(spread(Shape::Uniform, 1.0, 1_000.0, 2_000.0));
    let case = Case::likely(&scenario);
    let expected = expected_stranded(&scenario, &case, 0).unwrap();
    assert!((expected - 2_250.0).abs() < 10.0, "{expected}");
    let curve = stranded_curve(&case, 0, 1_000, 5);
    assert_eq!(curve, [(0, 9_000.0), (250, 6_750.0), (500, 4_500.0), (750, 2_250.0), (1_000, 0.0)]);
    // A tool amortised over 2,000 parts is still owed for the half, however many are made.
    let tool = Tool {
        cost: Estimate::certain(4_000.0),
        amortised_over: Some(Estimate::certain(2_000.0)),
        shortfall_due: true,
        ..Tool::default()
    };
    scenario.routes[0].tooling = vec![tool];
    let owed = stranded_curve(&Case::likely(&scenario), 0, 1_000, 2);
    assert_eq!(owed, [(0, 13_000.0), (1_000, 2_000.0)]);
}
