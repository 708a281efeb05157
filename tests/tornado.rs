//! The tornado as it is drawn, and the names of inputs in it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crossplan::analysis::interrupt::Never;
use crossplan::analysis::sensitivity::tornado;
use crossplan::charts::input_names::full;
use crossplan::charts::tornado::{Measure, Tornado};
use crossplan::formats::scenario_file::parse;
use crossplan::formats::shipped;
use crossplan::model::inputs::visit;
use crossplan::model::route::{Nre, PriceBreak, Quote};
use crossplan::model::{Estimate, Route, Scenario, Shape, Source, Value};

fn quoted(name: &str, nre: f64, price: Estimate) -> Route {
    Route {
        id: name.to_lowercase(),
        name: name.to_owned(),
        nre: Some(Nre { base: Estimate::certain(nre), ..Nre::default() }),
        quote: Some(Quote { breaks: vec![PriceBreak(1, price)], ..Quote::default() }),
        ..Route::default()
    }
}

/// Inputs of one route that are called alike could not be told apart in a list.
#[test]
fn inputs_of_a_route_have_names_of_their_own() {
    for shipped in shipped::all() {
        let scenario = parse(shipped.text.as_bytes()).unwrap().scenario;
        let mut seen = std::collections::HashMap::new();
        visit(&scenario, &mut |place| {
            if place.slot.get().is_some() {
                let before = seen.insert(full(&scenario, place.path), place.path.to_owned());
                assert_eq!(before, None, "{} and {before:?} are both {:?}", place.path, full(&scenario, place.path));
            }
        });
    }
}

/// At 10,000: CM 20,000 + 30,000 (price 2 to 4, uniform: 2.1 and 3.9 at the ends), boutique 5,000 + 40,000.
/// The boutique leads by 5,000; by 41,000 − 45,000 and 59,000 − 45,000 at the ends.
#[test]
fn a_bar_as_it_is_drawn() {
    let uniform = Value::Range { low: 2.0, likely: 3.0, high: 4.0, shape: Shape::Uniform };
    let price = Estimate { value: uniform, source: Source::default() };
    let routes = vec![quoted("CM", 20_000.0, price), quoted("Boutique", 5_000.0, Estimate::certain(4.0))];
    let scenario = Scenario { routes, ..Scenario::default() };
    let measured = tornado(&scenario, 10_000, &Never).unwrap();
    let lead = Tornado::new(&scenario, &measured, 10_000, Measure::Lead);
    assert_eq!(lead.title, "The gap at 10,000 parts depends most on the price at 1 (CM)");
    assert_eq!((lead.axis.as_str(), lead.idle), ("Lead of Boutique over CM, USD", 0));
    let bar = &lead.bars[0];
    assert_eq!(
        (bar.name.as_str(), bar.low.value.as_str(), bar.high.value.as_str()),
        ("CM: price at 1", "2.10", "3.90")
    );
    let near = |found: Option<f64>, expected: f64| assert!((found.unwrap() - expected).abs() < 1e-6, "{found:?}");
    near(lead.base, 5_000.0);
    near(bar.low.at, -4_000.0);
    near(bar.high.at, 14_000.0);
    assert_eq!((bar.low.winner.as_deref(), bar.high.winner.as_deref()), (Some("CM"), None));
    near(lead.extent().map(|extent| extent.0), -4_000.0);
    // 20,000 + p·V = 5,000 + 4·V: V = 15,000/(4 − p), on whole parts.
    let first = Tornado::new(&scenario, &measured, 10_000, Measure::Crossover);
    near(first.base, 15_000.0);
    near(first.bars[0].low.at, 7_895.0);
    near(first.bars[0].high.at, 150_000.0);
}
