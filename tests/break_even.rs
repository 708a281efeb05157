//! Flips of the winner, against equations solved by hand.

use crossplan::analysis::break_even::{BreakEvenError, Method, solve};
use crossplan::analysis::interrupt::Never;
use crossplan::analysis::sensitivity::tornado;
use crossplan::model::route::{Inspection, Nre, PriceBreak, Quote, Step};
use crossplan::model::{Estimate, Route, Scenario};

fn quoted(id: &str, nre: f64, price: f64) -> Route {
    Route {
        id: id.to_owned(),
        nre: Some(Nre { base: Estimate::certain(nre), ..Nre::default() }),
        quote: Some(Quote { breaks: vec![PriceBreak(1, Estimate::certain(price))], ..Quote::default() }),
        ..Route::default()
    }
}

/// 20,000 + p·10,000 = 5,000 + 4·10,000 gives p = 2.5.
#[test]
fn the_price_a_route_must_quote_to_win() {
    let scenario =
        Scenario { routes: vec![quoted("cm", 20_000.0, 3.0), quoted("boutique", 5_000.0, 4.0)], ..Scenario::default() };
    let found = solve(&scenario, "routes.cm.quote.breaks.1", 10_000, None, &Never).unwrap();
    assert_eq!(found.method, Method::Certified);
    assert_eq!(found.flips.len(), 1);
    let flip = &found.flips[0];
    assert!((flip.low - 2.5).abs() < 1e-8 && (flip.high - 2.5).abs() < 1e-8 && flip.low <= flip.high, "{flip:?}");
    assert_eq!((flip.before, flip.after), (0, 1));
}

/// Below 1.5 the CM wins at 10,000 with or without the boutique; 20,000 + p·10,000 = 35,000.
#[test]
fn with_a_route_to_beat_the_others_do_not_count() {
    let routes = vec![quoted("cm", 20_000.0, 3.0), quoted("boutique", 5_000.0, 4.0), quoted("shop", 0.0, 3.5)];
    let scenario = Scenario { routes, ..Scenario::default() };
    let price = |beat| solve(&scenario, "routes.cm.quote.breaks.1", 10_000, beat, &Never).unwrap().flips[0].low;
    assert!((price(None) - 1.5).abs() < 1e-8);
    assert!((price(Some("boutique")) - 2.5).abs() < 1e-8);
    let missing = solve(&scenario, "routes.cm.quote.breaks.1", 10_000, Some("x"), &Never);
    assert_eq!(missing, Err(BreakEvenError::NoSuchRoute("x".to_owned())));
}

/// 2.00 a start at yield y, inspected: 10,000 parts take ceil(10,000/y) starts; against 2.50 a part
/// the flip is where 2·starts passes 25,000, at 12,500 starts: y = 0.8, from the whole start below.
#[test]
fn a_yield_is_scanned_and_says_so() {
    let step = Step {
        id: "mill".to_owned(),
        cost: Some(Estimate::certain(2.0)),
        first_pass_yield: Estimate::certain(0.9),
        inspection: Some(Inspection::default()),
        ..Step::default()
    };
    let in_house = Route { id: "in-house".to_owned(), process: vec![step], ..Route::default() };
    let scenario = Scenario { routes: vec![in_house, quoted("cm", 0.0, 2.5)], ..Scenario::default() };
    let found = solve(&scenario, "routes.in-house.process.mill.first_pass_yield", 10_000, None, &Never).unwrap();
    assert_eq!(found.method, Method::Grid);
    assert_eq!(found.flips.len(), 1);
    assert!(
        (found.flips[0].low - 0.8).abs() < 1e-4 && (found.flips[0].before, found.flips[0].after) == (1, 0),
        "{found:?}"
    );
}

#[test]
fn no_flip_within_the_bounds_is_an_answer() {
    let scenario = Scenario {
        routes: vec![quoted("cm", 500_000.0, 3.0), quoted("boutique", 5_000.0, 4.0)],
        ..Scenario::default()
    };
    let found = solve(&scenario, "routes.cm.quote.breaks.1", 10_000, None, &Never).unwrap();
    assert!(found.flips.is_empty() && found.method == Method::Certified);
    let missing = solve(&scenario, "routes.cm.nre.bass", 10_000, None, &Never);
    assert_eq!(missing, Err(BreakEvenError::NoSuchInput("routes.cm.nre.bass".to_owned())));
}

/// At 10,000: CM 20,000 + 30,000, boutique 5,000 + 40,000: gap of the best (boutique) −5,000. The
/// uniform price of 2 to 4 is 2.1 and 3.9 at its 5 % and 95 %: the CM then costs 41,000 and 59,000.
#[test]
fn a_bar_of_the_tornado_by_hand() {
    let mut cm = quoted("cm", 20_000.0, 3.0);
    let uniform =
        crossplan::model::Value::Range { low: 2.0, likely: 3.0, high: 4.0, shape: crossplan::model::Shape::Uniform };
    cm.quote.as_mut().unwrap().breaks[0].1.value = uniform;
    let scenario = Scenario { routes: vec![cm, quoted("boutique", 5_000.0, 4.0)], ..Scenario::default() };
    let found = tornado(&scenario, 10_000, &Never).unwrap();
    assert_eq!((found.best, found.runner_up), (1, 0));
    assert!((found.gap + 5_000.0).abs() < 1e-9);
    let bar = &found.bars[0];
    assert!((bar.low.value - 2.1).abs() < 1e-12 && (bar.high.value - 3.9).abs() < 1e-12);
    assert!((bar.low.gap - 4_000.0).abs() < 1e-6 && (bar.high.gap + 14_000.0).abs() < 1e-6, "{bar:?}");
    assert!(bar.changes_winner && bar.low.cheapest == [0] && bar.high.cheapest == [1]);
    // 20,000 + 2.1·V = 5,000 + 4·V at V = 7,894.7.
    assert_eq!(bar.low.crossover, Some(7_895));
}
