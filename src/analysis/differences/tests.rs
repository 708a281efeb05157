#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::*;
use crate::model::Grade;
use crate::model::inputs::{find, put, visit_mut};
use crate::model::route::{
    ExponentialRamp, FirstRunRamp, Learning, LearningCurve, Nre, PriceBreak, Quote, Reading, Step, Tool, YieldRamp,
};
use crate::model::{Route, scenario::Decision};

/// Two suppliers, one of which makes in two steps.
fn scenario() -> Scenario {
    let step = |id: &str| Step { id: id.to_owned(), cost: Some(Estimate::certain(1.0)), ..Step::default() };
    let boutique = Route {
        id: "boutique".to_owned(),
        process: vec![step("mill"), step("deburr")],
        nre: Some(Nre { base: Estimate::certain(15_000.0), ..Nre::default() }),
        ..Route::default()
    };
    let quote = Quote { breaks: vec![PriceBreak(100, Estimate::certain(6.0))], ..Quote::default() };
    let cm = Route { id: "cm".to_owned(), quote: Some(quote), ..Route::default() };
    Scenario { routes: vec![boutique, cm], ..Scenario::default() }
}

fn found(change: impl FnOnce(&mut Scenario)) -> Vec<Difference> {
    let there = scenario();
    let mut here = there.clone();
    change(&mut here);
    differences(&there, &here)
}

fn paths(found: &[Difference]) -> Vec<&str> {
    found.iter().map(Difference::path).collect()
}

#[test]
fn a_scenario_does_not_differ_from_itself() {
    assert_eq!(found(|_| {}), []);
}

#[test]
fn every_input_that_is_changed_is_found_once() {
    let there = scenario();
    let mut all = Vec::new();
    visit(&there, &mut |place| all.push(place.path.to_owned()));
    for path in all {
        let mut here = there.clone();
        let before = find(&here, &path).unwrap().1;
        let after = before.clone().map_or(7.0, |estimate| estimate.likely() + 7.0);
        put(&mut here, &path, Some(&Estimate::certain(after)));
        let expected = Difference::Input { path, there: before, here: Some(Estimate::certain(after)) };
        assert_eq!(differences(&there, &here), [expected]);
    }
}

#[test]
fn another_source_or_range_is_a_difference_though_the_value_is_the_same() {
    let sourced = found(|here| {
        put(here, "routes.boutique.nre.base", Some(&Estimate::certain(15_000.0).graded(Grade::Quoted, "Q-7")));
    });
    let ranged = found(|here| {
        put(here, "routes.boutique.nre.base", Some(&Estimate::range(8_000.0, 15_000.0, 20_000.0)));
    });
    assert_eq!([paths(&sourced), paths(&ranged)], [["routes.boutique.nre.base"], ["routes.boutique.nre.base"]]);
}

#[test]
fn the_order_of_routes_and_other_names_of_things_do_not_matter() {
    assert_eq!(found(|here| here.routes.reverse()), []);
    let found = found(|here| here.routes[1].name = "CM".to_owned());
    let [Difference::Statement { path, there, here }] = &found[..] else { panic!("{found:?}") };
    assert_eq!((path.as_str(), there.as_deref(), here.as_deref()), ("routes.cm.name", None, Some("CM")));
}

#[test]
fn a_choice_that_moves_figures_is_found() {
    let found = found(|here| {
        let quote = here.routes[1].quote.as_mut().unwrap();
        (quote.reading, quote.per) = (Reading::LogLog, 1_000);
        here.currency = "EUR".to_owned();
        here.volumes.push(7);
    });
    assert_eq!(paths(&found), ["currency", "volumes", "routes.cm.quote.per", "routes.cm.quote.reading"]);
    let reading = Difference::Statement {
        path: "routes.cm.quote.reading".to_owned(),
        there: None,
        here: Some("LogLog".to_owned()),
    };
    assert_eq!(found[3], reading);
}

#[test]
fn a_block_that_one_of_them_has_is_one_difference() {
    let found = found(|here| {
        here.routes[0].nre = None;
        here.routes[0].process.remove(0);
        here.routes[1].tooling.push(Tool { id: "mould".to_owned(), ..Tool::default() });
        here.routes.push(Route { id: "third".to_owned(), quote: Some(Quote::default()), ..Route::default() });
    });
    let presence = |path: &str, here| Difference::Presence { path: path.to_owned(), here };
    let expected = [
        presence("routes.boutique.nre", false),
        presence("routes.boutique.process.mill", false),
        presence("routes.cm.tooling.mould", true),
        presence("routes.third", true),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_price_from_another_quantity_is_an_input_that_one_of_them_has() {
    let found = found(|here| here.routes[1].quote.as_mut().unwrap().breaks[0].0 = 200);
    let input = |quantity: &str, there: Option<f64>, here: Option<f64>| Difference::Input {
        path: format!("routes.cm.quote.breaks.{quantity}"),
        there: there.map(Estimate::certain),
        here: here.map(Estimate::certain),
    };
    assert_eq!(found, [input("200", None, Some(6.0)), input("100", Some(6.0), None)]);
}

#[test]
fn steps_in_another_order_and_curves_of_another_kind_are_told() {
    let reversed = found(|here| here.routes[0].process.reverse());
    let expected = Difference::Statement {
        path: "routes.boutique.process.order".to_owned(),
        there: Some("mill, deburr".to_owned()),
        here: Some("deburr, mill".to_owned()),
    };
    assert_eq!(reversed, [expected]);
    let with = |learning: Learning, ramp: YieldRamp| {
        let mut scenario = scenario();
        (scenario.routes[0].learning, scenario.routes[0].yield_ramp) = (Some(learning), Some(ramp));
        scenario
    };
    let there = with(Learning::Wright(LearningCurve::default()), YieldRamp::FirstRun(FirstRunRamp::default()));
    let here = with(Learning::Crawford(LearningCurve::default()), YieldRamp::Exponential(ExponentialRamp::default()));
    let found = differences(&there, &here);
    assert!(paths(&found).contains(&"routes.boutique.learning"), "{found:?}");
    assert!(paths(&found).contains(&"routes.boutique.yield_ramp"), "{found:?}");
}

#[test]
fn a_decision_that_one_file_leaves_out_is_told_word_by_word() {
    let found = found(|here| {
        here.decision =
            Decision { owner: "A. Buyer".to_owned(), decide_by: "2026-12-15".to_owned(), ..Decision::default() };
    });
    assert_eq!(paths(&found), ["decision.decide_by", "decision.owner"]);
}

#[test]
fn the_other_way_round_everything_is_told_the_other_way_round() {
    let there = scenario();
    let mut here = there.clone();
    here.routes[0].nre = None;
    visit_mut(&mut here, &mut |place| {
        if let Some(estimate) = place.slot.get_mut() {
            *estimate = Estimate::certain(estimate.likely() + 1.0);
        }
    });
    let turned = |difference: &Difference| match difference.clone() {
        Difference::Input { path, there, here } => Difference::Input { path, there: here, here: there },
        Difference::Presence { path, here } => Difference::Presence { path, here: !here },
        Difference::Statement { path, there, here } => Difference::Statement { path, there: here, here: there },
    };
    let forth: Vec<Difference> = differences(&there, &here).iter().map(turned).collect();
    assert_eq!(forth, differences(&here, &there));
    assert!(forth.len() > 10);
}
