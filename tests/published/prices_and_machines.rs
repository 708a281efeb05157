//! Price tables and machines bought one by one.

use super::{Published, account, route};
use crossplan::cost::Account;
use crossplan::model::Route;
use crossplan::model::route::{Capital, PriceBreak, Quote, Reading};

/// Stevenson, capacity planning with one, two or three machines: break-even F/(R − v) of each range,
/// and how many machines 580 and 660 units take. Break-even is against revenue, which is not
/// modelled: the machine counts alone run through the library. Printed to two decimals, hence 0.01.
#[test]
fn stepfixed_machines() {
    let published = Published::case("stepfixed-machines");
    for (key, fixed) in [("b1", 9600.0), ("b2", 15_000.0), ("b3", 20_000.0)] {
        let break_even = fixed / (40.0 - 10.0);
        published.agrees(key, break_even, break_even);
    }
    for (key, volume) in [("machines_580", 580_u32), ("machines_660", 660)] {
        let mut machines = route("machines", &[(10.0, 1.0, None)]);
        machines.capital =
            Some(Capital { per_machine: 1.0.into(), starts_per_machine: Some(300.0.into()), ..Capital::default() });
        let counted = account(machines, u64::from(volume), Account::Capital);
        published.agrees(key, (f64::from(volume) / 300.0).ceil(), counted);
    }
}

/// One table, four readings: $5.00 from 1, $4.80 from 1,000, $4.75 from 2,000. Exact but for rounding.
#[test]
fn pricetable_modes() {
    let published = Published::case("pricetable-modes");
    let purchase = |reading: Reading, over_buy: bool, volume: u64| {
        let breaks = [(1, 5.0), (1000, 4.8), (2000, 4.75)];
        let breaks = breaks.map(|(quantity, price)| PriceBreak(quantity, price.into())).to_vec();
        let quote = Quote { breaks, reading, over_buy, ..Quote::default() };
        account(Route { quote: Some(quote), ..Route::default() }, volume, Account::Purchase)
    };
    published.agrees("step999", 999.0 * 5.0, purchase(Reading::Step, false, 999));
    published.agrees("step1000", 1000.0 * 4.8, purchase(Reading::Step, false, 1000));
    published.agrees("over999", (999.0_f64 * 5.0).min(1000.0 * 4.8), purchase(Reading::Step, true, 999));
    // Part number 1,000 is the first at $4.80.
    published.agrees("inc1500", 999.0 * 5.0 + 501.0 * 4.8, purchase(Reading::Incremental, false, 1500));
    let saved = purchase(Reading::Step, false, 999) - purchase(Reading::Step, false, 1000);
    assert!((saved - 195.0).abs() < 1e-9, "the thousandth part saves $195, not {saved}");
}
