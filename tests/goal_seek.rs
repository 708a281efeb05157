//! What a route would have to offer, against equations solved by hand and against the model itself.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crossplan::analysis::break_even::Method;
use crossplan::analysis::goal_seek::{Lever, Offer, Wins, offers};
use crossplan::analysis::interrupt::Never;
use crossplan::analysis::winner::Standing;
use crossplan::charts::advice::lines;
use crossplan::cost::Case;
use crossplan::formats::scenario_file::parse;
use crossplan::formats::shipped::SHIPPED;
use crossplan::model::inputs::{find, put};
use crossplan::model::route::{Nre, PriceBreak, Quote};
use crossplan::model::{Estimate, Route, Scenario};

fn quoted(id: &str, nre: f64, price: f64) -> Route {
    Route {
        id: id.to_owned(),
        name: id.to_uppercase(),
        nre: Some(Nre { base: Estimate::certain(nre), ..Nre::default() }),
        quote: Some(Quote { breaks: vec![PriceBreak(1, Estimate::certain(price))], ..Quote::default() }),
        ..Route::default()
    }
}

/// 20,000 + 3·10,000 = 50,000 against 5,000 + 4·10,000 = 45,000.
fn two() -> Scenario {
    Scenario { routes: vec![quoted("cm", 20_000.0, 3.0), quoted("boutique", 5_000.0, 4.0)], ..Scenario::default() }
}

fn wins(offers: &[Offer], lever: Lever) -> (Wins, Method) {
    let terms = offers.iter().find(|offer| offer.lever == lever).unwrap().terms.clone().unwrap();
    (terms.wins, terms.method)
}

fn close(found: Option<f64>, expected: f64) -> bool {
    found.is_some_and(|found| (found - expected).abs() < 1e-6)
}

/// 20,000 + p·10,000 = 45,000 at p = 2.5; n + 30,000 = 45,000 at n = 15,000.
#[test]
fn the_price_and_the_nre_that_win() {
    let offers = offers(&two(), 0, 10_000, &Never).unwrap();
    let (Wins::Within { low: None, high }, Method::Certified) = wins(&offers, Lever::Price) else {
        panic!("{offers:?}")
    };
    assert!(close(high, 2.5), "{high:?}");
    let (Wins::Within { low: None, high }, Method::Certified) = wins(&offers, Lever::Nre) else { panic!("{offers:?}") };
    assert!(close(high, 15_000.0), "{high:?}");
    // There is no capacity and no capital to move.
    assert!(
        offers
            .iter()
            .filter(|offer| offer.terms.is_none())
            .map(|offer| offer.lever)
            .eq([Lever::LeadTime, Lever::CapitalShare])
    );
    assert_eq!(
        lines(&two(), 0, 10_000, &offers),
        [
            "CM would be cheapest at 10,000 parts with any one of these:",
            "Price of a part 2.50 or less (now 3.00, −17 %)",
            "NRE base 15,000 or less (now 20,000, −25 %)",
            "No yield alone is enough.",
        ]
    );
}

/// 5,000 + p·10,000 = 50,000 at p = 4.5; n + 40,000 = 50,000 at n = 10,000.
#[test]
fn how_far_the_winner_may_move() {
    let offers = offers(&two(), 1, 10_000, &Never).unwrap();
    let (Wins::Now { low: None, high }, _) = wins(&offers, Lever::Price) else { panic!("{offers:?}") };
    assert!(close(high, 4.5), "{high:?}");
    let (Wins::Now { low: None, high }, _) = wins(&offers, Lever::Nre) else { panic!("{offers:?}") };
    assert!(close(high, 10_000.0), "{high:?}");
    assert_eq!(lines(&two(), 1, 10_000, &offers)[1], "Price of a part 4.50 or less (now 4.00, +12 %)");
}

/// What makes the contract manufacturer cheaper makes the staged route cheaper that goes on with it.
#[test]
fn why_no_price_is_enough() {
    let scenario = parse(SHIPPED[0].text.as_bytes()).unwrap().scenario;
    let cm = scenario.routes.iter().position(|route| route.id == "cm").unwrap();
    let lines = lines(&scenario, cm, 20_000, &offers(&scenario, cm, 20_000, &Never).unwrap());
    assert_eq!(lines[0], "Contract manufacturer would be cheapest at 20,000 parts with this:");
    assert_eq!(lines[1], "Lead time 7.3 weeks or less (now 8 weeks, checked at 4,001 values)");
    assert_eq!(lines[2], "No price, NRE or yield alone is enough, as Pilot at the boutique, then CM has the same.");
}

/// Just inside the ends of what is told the route is cheapest by the model itself, just outside it is not.
#[test]
fn every_end_is_where_the_model_changes_its_mind() {
    let mut ends = 0;
    for shipped in SHIPPED {
        let scenario = parse(shipped.text.as_bytes()).unwrap().scenario;
        for (volume, route) in
            [1_000, 10_000, 100_000].into_iter().flat_map(|v| (0..scenario.routes.len()).map(move |r| (v, r)))
        {
            for offer in offers(&scenario, route, volume, &Never).into_iter().flatten() {
                let Some(terms) = offer.terms else { continue };
                let (Wins::Now { low, high } | Wins::Within { low, high }) = terms.wins else { continue };
                let Some((_, Some(stated))) = find(&scenario, &terms.input) else { continue };
                let unit =
                    if terms.now > 0.0 && offer.lever == Lever::Price { stated.likely() / terms.now } else { 1.0 };
                let wins_at = |value: f64| {
                    let mut moved = scenario.clone();
                    put(&mut moved, &terms.input, Some(&Estimate::certain(value * unit)));
                    Standing::at(&Case::likely(&moved), volume).cheapest().contains(&route)
                };
                for (end, outwards) in [(low, -1.0), (high, 1.0)] {
                    let Some(end) = end else { continue };
                    let what = format!("{} {volume} {route} {} {end}", shipped.name, terms.input);
                    assert!(wins_at(end), "inside {what}");
                    assert!(!wins_at(end + outwards * 1e-5 * end.abs().max(0.01)), "outside {what}");
                    ends += 1;
                }
            }
        }
    }
    assert!(ends > 40, "{ends}");
}

/// A staged route buys from the CM: a lower price helps it as well, and it may stay ahead.
#[test]
fn a_lever_that_helps_a_rival_more_says_whom_it_beats() {
    let mut scenario =
        parse(SHIPPED.iter().find(|it| it.name == "peek-microfluidic-manifold").unwrap().text.as_bytes())
            .unwrap()
            .scenario;
    scenario.planned_volume = None;
    let cm = scenario.routes.iter().position(|route| route.id == "cm").unwrap();
    let offers = offers(&scenario, cm, 10_000, &Never).unwrap();
    let terms = offers.iter().find(|offer| offer.lever == Lever::Nre).unwrap().terms.clone().unwrap();
    let beats = terms.beats.unwrap();
    assert_eq!((terms.wins, scenario.routes[beats.rival].id.as_str()), (Wins::Nowhere, "boutique"));
    let totals = |nre: f64| {
        let mut moved = scenario.clone();
        put(&mut moved, "routes.cm.nre.base", Some(&Estimate::certain(nre)));
        Standing::at(&Case::likely(&moved), 10_000).evaluations.iter().map(|it| it.total).collect::<Vec<f64>>()
    };
    let at = totals(beats.high.unwrap());
    assert!((at[cm] - at[beats.rival]).abs() < 0.01, "{at:?}");
    assert!(lines(&scenario, cm, 10_000, &offers).iter().any(|line| line.contains("beats only Boutique specialist")));
}
