//! Near-parallel saw-tooths made to be hard: the search stays within 40 evaluations a change of the
//! answer and 2,000 besides, over ten million volumes, and equals brute force.

use crossplan::analysis::crossover::{TIE, search};
use crossplan::analysis::interrupt::Never;
use crossplan::analysis::random::Stream;
use crossplan::cost::Case;
use crossplan::model::route::{Lots, Nre, Step, Tool};
use crossplan::model::{Estimate, Route, Scenario};

/// Routes whose mean slopes differ by a share of `spread` and whose teeth are out of step.
fn hard(number: u64, routes: u64, spread: f64) -> Scenario {
    let stream = Stream::numbered(2026, number);
    let mut drawn = 0;
    let mut between = |low: f64, high: f64| {
        drawn += 1;
        low + (high - low) * stream.uniform(drawn)
    };
    let route = |index: u64, between: &mut dyn FnMut(f64, f64) -> f64| {
        let (life, size) = (between(1_500.0, 9_000.0).round(), between(200.0, 900.0).round());
        let (tool, setup) = (between(500.0, 4_000.0), between(20.0, 400.0));
        let mean_slope = 10.0 * (1.0 + spread * between(-1.0, 1.0));
        let step = Step {
            id: "make".to_owned(),
            cost: Some(Estimate::certain(mean_slope - tool / life - setup / size)),
            ..Step::default()
        };
        Route {
            id: format!("saw-{index}"),
            nre: Some(Nre { base: Estimate::certain(between(0.0, 3_000.0)), ..Nre::default() }),
            tooling: vec![Tool {
                id: "tool".to_owned(),
                cost: Estimate::certain(tool),
                life: Some(Estimate::certain(life)),
                ..Tool::default()
            }],
            process: vec![step],
            lots: Some(Lots { size: Estimate::certain(size), setup: Estimate::certain(setup), ..Lots::default() }),
            ..Route::default()
        }
    };
    Scenario { routes: (0..routes).map(|index| route(index, &mut between)).collect(), ..Scenario::default() }
}

#[test]
fn evaluations_are_few_over_ten_million_volumes() {
    for number in 0..24 {
        let spread = [1e-3, 1e-4, 1e-5][(number % 3) as usize];
        let case = Case::likely(&hard(number, 2 + number % 3, spread));
        let envelope = search(&case, 1, 10_000_000, &Never).unwrap();
        let changes = envelope.crossovers.len() as u64;
        assert!(
            envelope.evaluations <= 40 * changes + 2_000,
            "{number}: {} for {changes} changes",
            envelope.evaluations
        );
    }
}

#[test]
fn the_answer_equals_brute_force() {
    for number in 100..106 {
        let case = Case::likely(&hard(number, 3, 1e-4));
        let envelope = search(&case, 1, 150_000, &Never).unwrap();
        for volume in 1..=150_000 {
            let totals: Vec<f64> = (0..case.route_count()).map(|route| case.evaluate(route, volume).total).collect();
            let least = totals.iter().copied().fold(f64::INFINITY, f64::min);
            let cheapest: Vec<usize> = (0..totals.len()).filter(|&route| totals[route] <= least + TIE).collect();
            assert_eq!(envelope.run_at(volume).unwrap().cheapest, cheapest, "{number} at {volume}");
        }
    }
}
