//! Yield, scrap, rework, and where to inspect.

use super::{Published, evaluate, resolved, route};
use crossplan::cost::Account;
use crossplan::model::Route;
use crossplan::model::route::{CostBasis, Rework};

/// Russell & Taylor, quality, H&S Motor Company: 100 motors a day, 80 % good, half of the rest
/// reworked. Yield Y = I·G + I·(1−G)·R; product cost (Kd·I + Kr·R)/Y. Printed in cents, hence 0.005.
#[test]
fn yield_hs_motor() {
    let published = Published::case("yield-hs-motor");
    let (started, reworkable, direct, rework_cost) = (100.0, 0.5, 30.0, 12.0);
    for (good, accepted, yield_key, cost_key) in [(0.8, 90, "Y", "cost"), (0.9, 95, "Y90", "cost90")] {
        let reworked = started * (1.0 - good) * reworkable;
        let output = started * good + reworked;
        let unit_cost = (direct * started + rework_cost * reworked) / output;
        let mut motor = route("motor", &[(direct, good, Some(0.0))]);
        motor.process[0].rework = Some(Rework {
            fraction: reworkable.into(),
            max_cycles: Some(1.0.into()),
            cost: rework_cost.into(),
            cost_basis: CostBasis::Recovered,
            ..Rework::default()
        });
        published.agrees(yield_key, output, started * resolved(motor.clone()).chain.accept_fraction());
        let evaluation = evaluate(motor, accepted);
        assert!((evaluation.starts - started).abs() < 1e-9);
        published.agrees(cost_key, unit_cost, evaluation.total / output);
    }
}

/// Minitab, rolled throughput yield of 0.95, 0.84 and 0.88: 0.7. The page multiplies rounded step
/// yields and rounds again, hence 0.005.
#[test]
fn rty_minitab() {
    let published = Published::case("rty-minitab");
    let steps = [(1.0, 0.95, None), (1.0, 0.84, None), (1.0, 0.88, None)];
    let library = resolved(route("three steps", &steps)).chain.rolled_throughput_yield;
    published.agrees("rty", 0.95 * 0.84 * 0.88, library);
}

/// Groover, inspection: 20 operations with 3 % defects each, one final inspection at $2 or one after
/// each operation at $0.10, on a batch of 100. Final Q(n·Cpr + Csf); distributed
/// Σ Q(1−q)^(i−1)(Cpr + Cs). The book rounds its powers, hence 0.02.
#[test]
fn inspect_groover_20ops() {
    let published = Published::case("inspect-groover-20ops");
    let (batch, defects, operation, final_inspection, each_inspection) = (100.0, 0.03, 1.0, 2.0, 0.1);
    let mut steps = vec![(operation, 1.0 - defects, None); 19];
    steps.push((operation, 1.0 - defects, Some(final_inspection)));
    let at_the_end = batch * (20.0 * operation + final_inspection);
    published.agrees("final", at_the_end, spent_on_a_batch(route("final", &steps)));
    let steps = vec![(operation, 1.0 - defects, Some(each_inspection)); 20];
    let distributed: f64 =
        (0..20).map(|before| batch * (1.0 - defects).powi(before) * (operation + each_inspection)).sum();
    published.agrees("distributed", distributed, spent_on_a_batch(route("distributed", &steps)));
}

/// A hundred starts give 54 good parts at 0.97²⁰.
fn spent_on_a_batch(route: Route) -> f64 {
    let evaluation = evaluate(route, 54);
    assert!((evaluation.starts - 100.0).abs() < 1e-9);
    evaluation.total
}

/// Repeated rework: f = (1−s)ρ₂, γ = (1−f^K)/(1−f); accepted y + (1−y)ρsγ, attempts (1−y)ργ. Its
/// limits are the textbook's single rework and the geometric series. Exact but for rounding.
#[test]
fn rework_repeated() {
    let published = Published::case("rework-repeated");
    let (good, fraction, success, again): (f64, f64, f64, f64) = (0.3, 0.8, 0.7, 0.5);
    let failing = (1.0 - success) * again;
    let three_rounds = 1.0 + failing + failing * failing;
    let all_rounds = 1.0 / (1.0 - failing);
    for (cycles, rounds, accepted_key, attempts_key) in
        [(Some(3.0.into()), three_rounds, "acc3", "att3"), (None, all_rounds, "accI", "attI")]
    {
        let mut reworked = route("reworked", &[(0.0, good, Some(0.0))]);
        reworked.process[0].rework = Some(Rework {
            fraction: fraction.into(),
            success: success.into(),
            again: Some(again.into()),
            max_cycles: cycles,
            cost: 1.0.into(),
            ..Rework::default()
        });
        let chain = resolved(reworked).chain;
        published.agrees(accepted_key, good + (1.0 - good) * fraction * success * rounds, chain.accept_fraction());
        published.agrees(attempts_key, (1.0 - good) * fraction * rounds, chain.rework);
    }
}

/// Course Hero, quality, yield and cost problems, Fall 2011: three steps worth 35, 15 and 20, an
/// inspection at 0.50, 3,500 good parts. The paper prints 84.8 %, hence 0.0005; money is exact.
#[test]
fn chain_late_vs_step_detection() {
    let published = Published::case("chain-late-vs-step-detection");
    let inspected_after = |first: bool, second: bool| {
        let mut at = route("chain", &[(35.0, 0.95, None), (15.0, 0.92, None), (20.0, 0.97, None)]);
        for (step, inspected) in at.process.iter_mut().zip([first, second, true]) {
            let inspection = crossplan::model::route::Inspection { cost: 0.5.into(), ..Default::default() };
            step.inspection = inspected.then_some(inspection);
        }
        at
    };
    let rolled = 0.95 * 0.92 * 0.97;
    published.agrees("rty", rolled, resolved(inspected_after(true, true)).chain.rolled_throughput_yield);
    let starts = (3500.0_f64 / rolled).ceil();
    for (key, first, second, formula) in [
        ("end_per_start", false, false, 35.0 + 15.0 + 20.0 + 0.5),
        ("each_per_start", true, true, 35.5 + 0.95 * (15.5 + 0.92 * 20.5)),
        ("after1_per_start", true, false, 35.5 + 0.95 * (15.0 + 20.0 + 0.5)),
        ("after2_per_start", false, true, 35.0 + 15.0 + 0.5 + 0.95 * 0.92 * (20.0 + 0.5)),
    ] {
        let evaluation = evaluate(inspected_after(first, second), 3500);
        published.agrees("starts", starts, evaluation.starts);
        let spent = evaluation.accounts[Account::Process] + evaluation.accounts[Account::Inspection];
        published.agrees(key, formula, spent / evaluation.starts);
    }
}
