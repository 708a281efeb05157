//! Learning curves, with β = log₂(rate).

use super::{Published, account};
use crossplan::cost::Account;
use crossplan::model::Route;
use crossplan::model::route::{Learning, LearningCurve};

fn learned(learning: fn(LearningCurve) -> Learning, first: f64, rate: f64, units: u64) -> f64 {
    let curve = LearningCurve { rate: rate.into(), first_unit_cost: first.into(), ..LearningCurve::default() };
    account(Route { learning: Some(learning(curve)), ..Route::default() }, units, Account::Learning)
}

/// Σ i^β for i = 1 … units, one by one.
fn crawford_sum(rate: f64, units: u32) -> f64 {
    (1..=units).map(|unit| f64::from(unit).powf(rate.log2())).sum()
}

/// CRAN learningCurve, vignette: 85 %, first unit 100, 125 units by Crawford's unit curve. Printed to
/// five and three decimals, hence 6e-6 and 6e-4; the million units to whole ones.
#[test]
fn learn_crawford_85_125() {
    let published = Published::case("learn-crawford-85-125");
    let total = |units| learned(Learning::Crawford, 100.0, 0.85, units);
    published.agrees("unit", 100.0 * 125.0_f64.powf(0.85_f64.log2()), total(125) - total(124));
    published.agrees("total", 100.0 * crawford_sum(0.85, 125), total(125));
    published.agrees("total_1e6", 100.0 * crawford_sum(0.85, 1_000_000), total(1_000_000));
}

/// CRAN learningCurve, vignette: the same by Wright's cumulative average, c₁·n^(1+β). Printed to five
/// and three decimals, hence 6e-6 and 6e-4.
#[test]
fn learn_wright_85_125() {
    let published = Published::case("learn-wright-85-125");
    let wright = |units: f64| 100.0 * units.powf(1.0 + 0.85_f64.log2());
    let total = |units| learned(Learning::Wright, 100.0, 0.85, units);
    published.agrees("unit", wright(125.0) - wright(124.0), total(125) - total(124));
    published.agrees("total", wright(125.0), total(125));
}

/// The 80 % table of Heizer & Render, Stevenson, and Chase & Aquilano: unit and cumulative
/// coefficients. Tables print three decimals (two at a hundred units), hence 0.001 and 0.01.
#[test]
fn learn_table_80() {
    let published = Published::case("learn-table-80");
    let total = |units| learned(Learning::Crawford, 1.0, 0.8, units);
    for units in [10_u32, 20, 100] {
        let at = u64::from(units);
        let unit = f64::from(units).powf(0.8_f64.log2());
        published.agrees(&format!("u{units}"), unit, total(at) - total(at - 1));
        published.agrees(&format!("c{units}"), crawford_sum(0.8, units), total(at));
    }
}
