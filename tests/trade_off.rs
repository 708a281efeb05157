//! NRE against price, against the line solved by hand and against the model itself.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use crossplan::analysis::trade_off::{TradeOff, trade_offs};
use crossplan::cost::Case;
use crossplan::formats::scenario_file::parse;
use crossplan::formats::shipped::SHIPPED;
use crossplan::model::route::{Nre, PriceBreak, Quote};
use crossplan::model::{Estimate, Route, Scenario};

fn quoted(id: &str, nre: f64, price: f64) -> Route {
    Route {
        id: id.to_owned(),
        nre: Some(Nre { base: Estimate::certain(nre), material_surcharge: Estimate::certain(0.5), ..Nre::default() }),
        quote: Some(Quote { breaks: vec![PriceBreak(1, Estimate::certain(price))], ..Quote::default() }),
        ..Route::default()
    }
}

/// 1.5·n + 10,000·p = 1.5·5,000 + 40,000 = 47,500: p = 4.75 without NRE, n = 31,666.67 with free parts.
#[test]
fn the_line_by_hand() {
    let routes = vec![quoted("cm", 20_000.0, 3.0), quoted("boutique", 5_000.0, 4.0)];
    let scenario = Scenario { routes, ..Scenario::default() };
    let found = trade_offs(&scenario, 0, 10_000);
    let [TradeOff::Line(line)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((line.route, line.rival, line.now), (0, 1, (3.0, 20_000.0)));
    assert!((line.price_without_nre - 4.75).abs() < 1e-9, "{line:?}");
    assert!((line.nre_without_price - 47_500.0 / 1.5).abs() < 1e-6, "{line:?}");
    assert!((line.nre_at(3.0) - 17_500.0 / 1.5).abs() < 1e-6, "{line:?}");
    assert_eq!(line.points(3).iter().map(|point| point.1 > 0.0).collect::<Vec<bool>>(), [true, true, false]);
    // Dearer by its qualification alone.
    let mut dear = scenario;
    dear.routes[0].nre.as_mut().unwrap().qualification = Estimate::certain(50_000.0);
    let TradeOff::DearerEvenFree { by, .. } = trade_offs(&dear, 0, 10_000)[0] else { panic!() };
    assert!((by - 2_500.0).abs() < 1e-6, "{by}");
}

/// At every point of every line the model gives the same total as for the rival, to the cent.
#[test]
fn every_point_of_a_line_ties_in_the_model() {
    let mut lines = 0;
    for shipped in SHIPPED {
        let scenario = parse(shipped.text.as_bytes()).unwrap().scenario;
        for (index, volume) in (0..scenario.routes.len()).flat_map(|route| [1_000, 10_000, 250_000].map(|v| (route, v)))
        {
            for found in trade_offs(&scenario, index, volume) {
                let TradeOff::Line(line) = found else { continue };
                let asked = scenario.routes[line.route].staged.as_ref().map_or(line.route, |staged| {
                    scenario.routes.iter().position(|route| route.id == staged.main).unwrap()
                });
                let present = scenario.routes[asked].quote.as_ref().unwrap().scale.likely();
                for (price, nre) in line.points(5) {
                    let mut moved = scenario.clone();
                    moved.routes[asked].quote.as_mut().unwrap().scale = Estimate::certain(present * price / line.now.0);
                    moved.routes[asked].nre.as_mut().unwrap().base = Estimate::certain(nre);
                    let case = Case::likely(&moved);
                    let (own, rival) =
                        (case.evaluate(line.route, volume).total, case.evaluate(line.rival, volume).total);
                    assert!(
                        (own - rival).abs() < 0.005,
                        "{} {index} {volume} {price} {nre}: {own} {rival}",
                        shipped.name
                    );
                }
                lines += 1;
            }
        }
    }
    assert!(lines > 10, "{lines}");
}
