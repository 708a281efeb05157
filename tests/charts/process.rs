//! Do yield and cost run through the steps as the formulas of the chain say?

use crossplan::analysis::crossover::Envelope;
use crossplan::charts::cost_curves::Subject;
use crossplan::charts::process::{RouteProcess, message, processes};
use crossplan::cost::Case;
use crossplan::model::route::{Inspection, Lots, Quote, Rework, Step};
use crossplan::model::{Estimate, Route, Scenario};

fn sure(value: f64) -> Estimate {
    Estimate::certain(value)
}

/// Laser cutting, which nobody inspects; then welding, inspected, half of what is found reworked.
fn route() -> Route {
    let cutting = Step {
        id: "cut".to_owned(),
        name: "Laser cutting".to_owned(),
        cost: Some(sure(10.0)),
        first_pass_yield: sure(0.9),
        ..Step::default()
    };
    let welding = Step {
        id: "weld".to_owned(),
        cost: Some(sure(20.0)),
        first_pass_yield: sure(0.95),
        inspection: Some(Inspection { cost: sure(1.0), detection: sure(0.8), ..Inspection::default() }),
        rework: Some(Rework { fraction: sure(0.5), cost: sure(2.0), ..Rework::default() }),
        ..Step::default()
    };
    Route { id: "a".to_owned(), name: "A".to_owned(), process: vec![cutting, welding], ..Route::default() }
}

fn seen(routes: Vec<Route>, volume: u64) -> (Vec<RouteProcess>, String) {
    let scenario = Scenario { routes, ..Scenario::default() };
    let (case, envelope) = (Case::likely(&scenario), Envelope::default());
    let subject = Subject { scenario: &scenario, case: &case, envelope: &envelope };
    let found = processes(&subject, volume);
    let said = message(&subject, &found);
    (found, said)
}

fn assert_near(found: &[f64], expected: &[f64]) {
    let is_near = |(a, b): (&f64, &f64)| (a - b).abs() < 1e-9 * b.abs().max(1.0);
    assert!(found.iter().zip(expected).all(is_near) && found.len() == expected.len(), "{found:?}, not {expected:?}");
}

#[test]
fn yield_and_cost_run_through_the_steps() {
    let (found, said) = seen(vec![route()], 942);
    let [cut, weld] = found[0].steps.as_slice() else { panic!("{found:?}") };
    assert_eq!((cut.name.as_str(), cut.inspected, weld.name.as_str()), ("Laser cutting", false, "weld"));
    // Of 100, 10 go bad unnoticed. Then 5 % of 90: 14.5 bad, of which 80 % = 11.6 are found, 5.8 saved.
    assert_near(&[cut.good, cut.left, cut.found, cut.cost], &[90.0, 100.0, 0.0, 10.0]);
    assert_near(&[weld.found, weld.recovered, weld.scrapped()], &[11.6, 5.8, 5.8]);
    assert_near(&[weld.good, weld.left], &[85.5 + 5.8, 85.5 + 5.8 + 2.9]);
    // 10 + 20 + 1 a start, and 0.116 found · 0.5 tried · 2 of rework.
    assert_near(&[weld.cost], &[31.116]);
    let whole = &found[0];
    assert_near(&[whole.rolled_throughput_yield, whole.accepted], &[0.9 * 0.95, 0.942]);
    assert_near(&[whole.escaping, whole.cost_of_accepted], &[0.029 / 0.942, 31.116 / 0.942]);
    // 942 accepted take 1,000 starts: (31 · 1,000 − 31 · 942) of 31,116.
    assert_near(&[whole.accepted_over_volume], &[0.942]);
    assert_near(&[whole.scrap_value.0, whole.scrap_value.1], &[1_798.0, 1_798.0 / 31_116.0]);
    assert_eq!(said, "Imperfect yield costs A 1,800, 5.8 % of its total");
}

#[test]
fn another_currency_changes_the_money_and_nothing_else() {
    let abroad = Route { exchange_rate: sure(2.0), ..route() };
    let (home, abroad) = (seen(vec![route()], 942).0, seen(vec![abroad], 942).0);
    assert_near(&[abroad[0].steps[1].cost, abroad[0].scrap_value.0], &[2.0 * 31.116, 2.0 * 1_798.0]);
    assert_near(&[abroad[0].steps[1].left, abroad[0].accepted], &[home[0].steps[1].left, home[0].accepted]);
}

#[test]
fn refused_parts_and_lost_lots_are_steps_too() {
    let quote = Quote { acceptance_yield: sure(0.97), ..Quote::default() };
    let lots = Lots { size: sure(100.0), loss_probability: sure(0.1), ..Lots::default() };
    let bought = Route { quote: Some(quote), lots: Some(lots), ..Route::default() };
    let (found, _) = seen(vec![bought], 100);
    let names: Vec<&str> = found[0].steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(names, ["Acceptance", "Lots lost"]);
    let left: Vec<f64> = found[0].steps.iter().map(|step| step.left).collect();
    assert_near(&left, &[97.0, 97.0 * 0.9]);
    assert_near(&[found[0].steps[0].scrapped(), found[0].steps[1].scrapped()], &[3.0, 9.7]);
}

#[test]
fn routes_without_steps_are_not_shown() {
    let (found, said) = seen(vec![Route { quote: Some(Quote::default()), ..Route::default() }], 100);
    assert_eq!((found, said.as_str()), (Vec::new(), "No route has process steps"));
    let perfect = Step { cost: Some(sure(1.0)), ..Step::default() };
    let (_, said) = seen(vec![Route { process: vec![perfect], ..Route::default() }], 100);
    assert_eq!(said, "Imperfect yield costs nothing at this volume");
}
