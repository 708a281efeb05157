//! Savings, payback, stranded money and the calendar, with every figure worked out by hand.

use crossplan::analysis::calendar::calendar;
use crossplan::analysis::exposure::stranded;
use crossplan::analysis::interrupt::Never;
use crossplan::analysis::savings::{Payback, payback, saving};
use crossplan::cost::Case;
use crossplan::model::route::{Capacity, Capital, Nre, PriceBreak, Quote, Staged, Tool};
use crossplan::model::{Estimate, Route, Scenario};

fn certain(value: f64) -> Estimate {
    Estimate::certain(value)
}

fn quoted(id: &str, nre: f64, breaks: &[(u64, f64)]) -> Route {
    let breaks = breaks.iter().map(|&(from, price)| PriceBreak(from, certain(price))).collect();
    Route {
        id: id.to_owned(),
        nre: Some(Nre { base: certain(nre), ..Nre::default() }),
        quote: Some(Quote { breaks, ..Quote::default() }),
        ..Route::default()
    }
}

fn close(found: Option<f64>, expected: f64) {
    let Some(found) = found else { panic!("no figure, expected {expected}") };
    assert!((found - expected).abs() < 0.005, "{found}, expected {expected}");
}

/// Today: 2,000 + 9·V. The CM: 20,000 + 4·V up to 9,999, then 3·V. At 1,000: 11,000 against 24,000.
/// At 10,000: 92,000 against 50,000. Level at V = 18,000/5 = 3,600: cheaper from 3,601 on.
#[test]
fn savings_and_payback_against_today() {
    let routes = vec![quoted("today", 2_000.0, &[(1, 9.0)]), quoted("cm", 20_000.0, &[(1, 4.0), (10_000, 3.0)])];
    let case = Case::likely(&Scenario { routes, ..Scenario::default() });
    close(saving(&case, 0, 1, 1_000), -13_000.0);
    close(saving(&case, 0, 1, 10_000), 42_000.0);
    assert_eq!(payback(&case, 0, 1, (1, 100_000), &Never), Some(Payback::From(3_601)));
    assert_eq!(payback(&case, 0, 1, (1, 3_600), &Never), Some(Payback::NotInRange));
    assert_eq!(payback(&case, 1, 0, (1, 100_000), &Never), Some(Payback::NotInRange));
}

/// A route that wins, loses and wins again pays back only from where it stays cheaper: the CM's
/// price falls from 8 to 4 at 5,000, and today's from 9 to 2 at 20,000.
#[test]
fn what_is_lost_again_is_not_paid_back() {
    let routes =
        vec![quoted("today", 0.0, &[(1, 9.0), (20_000, 2.0)]), quoted("cm", 10_000.0, &[(1, 8.0), (5_000, 4.0)])];
    let case = Case::likely(&Scenario { routes, ..Scenario::default() });
    assert_eq!(payback(&case, 0, 1, (1, 19_999), &Never), Some(Payback::From(5_000)));
    assert_eq!(payback(&case, 0, 1, (1, 100_000), &Never), Some(Payback::NotInRange));
}

/// NRE 12,000, capital 100,000 + 2 machines of 25,000, of which half is charged, 3 tools of 4,000 for
/// 10,000 starts at 4,000 each; plan 10,000, stop at 2,500: (12,000 + 75,000 + 12,000)·0.75. A tool of
/// 6,000 recovered over 8,000 parts leaves 6,000·5,500/8,000 due.
#[test]
fn stranded_when_demand_stops() {
    let mut route = quoted("in-house", 12_000.0, &[(1, 1.0)]);
    route.capital = Some(Capital {
        fixed: certain(100_000.0),
        per_machine: certain(25_000.0),
        starts_per_machine: Some(certain(5_000.0)),
        share_charged: certain(0.5),
    });
    let bought =
        Tool { id: "cutter".to_owned(), cost: certain(4_000.0), life: Some(certain(4_000.0)), ..Tool::default() };
    let recovered = Tool {
        id: "mould".to_owned(),
        cost: certain(6_000.0),
        amortised_over: Some(certain(8_000.0)),
        shortfall_due: true,
        ..Tool::default()
    };
    route.tooling = vec![bought, recovered];
    let case = Case::likely(&Scenario { routes: vec![route], ..Scenario::default() });
    close(stranded(&case, 0, 10_000, 2_500), 99_000.0 * 0.75 + 4_125.0);
    close(stranded(&case, 0, 10_000, 10_000), 0.0);
    assert_eq!(stranded(&case, 1, 10_000, 0), None);
}

/// Pilot NRE 8,000, main NRE 30,000, transfer 12,500, pilot 1,000 of 10,000: before the transfer only
/// the pilot's money is out, after it all of it.
#[test]
fn nothing_of_the_main_stage_is_stranded_before_the_transfer() {
    let staged = Staged {
        pilot: "boutique".to_owned(),
        main: "cm".to_owned(),
        pilot_units: certain(1_000.0),
        transfer_cost: certain(12_500.0),
        ..Staged::default()
    };
    let both = Route { id: "both".to_owned(), staged: Some(staged), ..Route::default() };
    let routes = vec![quoted("boutique", 8_000.0, &[(1, 9.0)]), quoted("cm", 30_000.0, &[(1, 2.0)]), both];
    let case = Case::likely(&Scenario { routes, ..Scenario::default() });
    close(stranded(&case, 2, 10_000, 1_000), 8_000.0 * 0.9);
    close(stranded(&case, 2, 10_000, 2_000), 50_500.0 * 0.8);
}

/// Lead 4 weeks, 1,000 parts at 100 a week: week 4 to week 14. In week 9 half is delivered: 500 parts,
/// NRE 5,000 + half of 1,000·6. In week 9.005, 500.5 parts are 500 whole ones.
#[test]
fn delivered_and_paid_by_week() {
    let mut route = quoted("cm", 5_000.0, &[(1, 6.0)]);
    route.capacity =
        Some(Capacity { lead_weeks: Some(certain(4.0)), per_week: Some(certain(100.0)), ..Capacity::default() });
    let case = Case::likely(&Scenario { routes: vec![route], ..Scenario::default() });
    let weeks = calendar(&case, 0, 1_000, &[0.0, 3.9, 9.0, 9.005, 14.0, 20.0]);
    let delivered: Vec<f64> = weeks.iter().map(|week| week.delivered).collect();
    assert_eq!(delivered, [0.0, 0.0, 500.0, 500.0, 1_000.0, 1_000.0]);
    for (week, paid) in weeks.iter().zip([5_000.0, 5_000.0, 8_000.0, 8_003.0, 11_000.0, 11_000.0]) {
        close(Some(week.paid), paid);
    }
    assert!(calendar(&case, 1, 1_000, &[0.0]).is_empty());
}
