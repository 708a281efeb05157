//! Monte Carlo and the value of information, against an independent implementation's answers and
//! closed forms.

#![allow(clippy::unwrap_used, reason = "a test that has no answer to compare has failed")]
#![allow(clippy::single_range_in_vec_init, reason = "draws come in chunks, and one chunk is a list of one range")]
#![allow(clippy::float_cmp, reason = "without spread the draws are the very same numbers")]

use std::ops::Range;
use std::path::PathBuf;

use crossplan::analysis::interrupt::Never;
use crossplan::analysis::monte_carlo::{Plan, Simulation, VolumeChoice, summarize};
use crossplan::formats::scenario_file::parse;
use crossplan::model::route::Nre;
use crossplan::model::{Estimate, Route, Scenario, Shape, Source, Value};
use serde_json::Value as Json;

/// 4,096 samples of seed 1 from another program, which sums in another order.
const TOLERANCE: f64 = 1e-6;

fn simulate(scenario: &Scenario, volumes: Vec<VolumeChoice>, seed: u64, chunks: &[Range<u64>]) -> Simulation {
    let plan = Plan::new(scenario, volumes, seed, false);
    let drawn = chunks.iter().map(|chunk| plan.draw(chunk.clone(), &Never).unwrap()).collect();
    summarize(&plan, drawn).unwrap()
}

fn assert_close(found: f64, expected: &Json, scale: f64, what: &str) {
    let expected = expected.as_f64().unwrap();
    assert!((found - expected).abs() <= TOLERANCE * expected.abs().max(scale), "{what}: {found}, expected {expected}");
}

#[test]
fn simulate_gives_the_answers_of_the_independent_implementation() {
    for name in ["full-01", "full-02", "full-03", "full-04"] {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/random");
        let scenario = parse(&std::fs::read(folder.join(format!("{name}.ron"))).unwrap()).unwrap().scenario;
        let answers: Json =
            serde_json::from_slice(&std::fs::read(folder.join(format!("{name}.json"))).unwrap()).unwrap();
        let expected = &answers["simulate"];
        let fixed = scenario.volumes.iter().map(|&volume| VolumeChoice::Fixed(volume));
        let volumes: Vec<VolumeChoice> = fixed.chain([VolumeChoice::Planned]).collect();
        let found = simulate(&scenario, volumes.clone(), 1, &[0..4_096]);
        for (index, by_route) in found.points.iter().enumerate() {
            for (route, point) in by_route.iter().enumerate() {
                let expected = &expected["routes"][route]["points"][index];
                let at = format!("{name} route {route} volume {index}");
                let scale = expected["mean"].as_f64().unwrap();
                for (key, value) in [
                    ("mean", point.mean),
                    ("p10", point.p10),
                    ("p50", point.p50),
                    ("p90", point.p90),
                    ("regret", point.regret),
                ] {
                    assert_close(value, &expected[key], scale, &format!("{at} {key}"));
                }
                assert_close(point.probability_cheapest, &expected["probability_cheapest"], 1.0, &at);
                assert_close(point.standard_error, &expected["standard_error"], 1.0, &at);
            }
            assert_close(found.evpi[index], &expected["evpi"][index], 1.0, &format!("{name} EVPI {index}"));
        }
        assert_eq!(found.evppi.len(), expected["evppi"].as_array().unwrap().len());
        for value in &found.evppi {
            let listed = expected["evppi"].as_array().unwrap().iter();
            let same = listed.clone().find(|other| other["input"] == value.input.as_str()).unwrap();
            for index in 0..volumes.len() {
                assert_close(
                    value.values[index],
                    &same["values"][index],
                    1.0,
                    &format!("{name} EVPPI of {}", value.input),
                );
                assert_close(
                    value.noise_floor[index],
                    &same["noise_floor"][index],
                    1.0,
                    &format!("{name} floor of {}", value.input),
                );
            }
        }
        assert_eq!(Some(found.clamped), expected["clamped"].as_u64(), "{name}: clamped");
    }
}

fn ranged(low: f64, high: f64, shape: Shape) -> Estimate {
    Estimate { value: Value::Range { low, likely: f64::midpoint(low, high), high, shape }, source: Source::default() }
}

fn route(id: &str, nre: Nre) -> Route {
    Route { id: id.to_owned(), nre: Some(nre), ..Route::default() }
}

fn certain(base: f64) -> Nre {
    Nre { base: Estimate::certain(base), ..Nre::default() }
}

/// Case evppi-two-normals. With d = TC_a − TC_b normal, mean μ = 1,000, deviations s₁ = 3,000 and
/// s₂ = 1,500: EVPI = s·L(μ/s), s = √(s₁²+s₂²), EVPPI_j = s_j·L(μ/s_j), L(x) = φ(x) − x·Φ(−x);
/// chance that a is cheaper = Φ(−μ/s). Within 4 %, as the case says, of 20,000 draws.
#[test]
fn evppi_two_normals() {
    let quantile_95 = 1.644_853_626_951_472_2;
    let normal = |mean: f64, deviation: f64| {
        ranged(mean - quantile_95 * deviation, mean + quantile_95 * deviation, Shape::Normal)
    };
    let a = Nre { base: normal(100_000.0, 3_000.0), qualification: normal(50_000.0, 1_500.0), ..Nre::default() };
    let scenario = Scenario { routes: vec![route("a", a), route("b", certain(149_000.0))], ..Scenario::default() };
    let found = simulate(&scenario, vec![VolumeChoice::Fixed(1)], 3, &[0..20_000]);
    let close =
        |value: f64, expected: f64| assert!((value / expected - 1.0).abs() < 0.04, "{value}, expected {expected}");
    close(found.evpi[0], 897.127_251_422_305_4);
    close(found.points[0][0].probability_cheapest, 0.382_797_241_997_882);
    let value_of = |path: &str| found.evppi.iter().find(|value| value.input == path).unwrap().values[0];
    close(value_of("routes.a.nre.base"), 762.708_342_897_216);
    close(value_of("routes.a.nre.qualification"), 226.679_470_736_605_48);
}

/// Case evpi-three-machines: demand 200, 300, 400 or 500 thousand with 0.4, 0.3, 0.2, 0.1; within
/// four standard errors of 20,000 draws.
#[test]
fn evpi_three_machines() {
    let machine = |id: &str, fixed: f64, each: f64| {
        let step = crossplan::model::route::Step {
            id: "make".to_owned(),
            cost: Some(Estimate::certain(each)),
            ..Default::default()
        };
        Route { process: vec![step], ..route(id, certain(fixed)) }
    };
    let values = vec![(200_000.0, 0.4), (300_000.0, 0.3), (400_000.0, 0.2), (500_000.0, 0.1)];
    let demand = Estimate { value: Value::Discrete { likely: 200_000.0, values }, source: Source::default() };
    let routes =
        vec![machine("single", 20_000.0, 0.6), machine("semi", 50_000.0, 0.4), machine("auto", 120_000.0, 0.2)];
    let scenario = Scenario { planned_volume: Some(demand), routes, ..Scenario::default() };
    let found = simulate(&scenario, vec![VolumeChoice::Planned], 7, &[0..20_000]);
    let standard_error = |deviation: f64| 4.0 * deviation / 20_000_f64.sqrt();
    let near = |value: f64, expected: f64, within: f64| {
        assert!((value - expected).abs() < within, "{value}, expected {expected}");
    };
    near(found.points[0][0].mean, 200_000.0, standard_error(60_000.0));
    near(found.points[0][1].mean, 170_000.0, standard_error(40_000.0));
    near(found.points[0][2].mean, 180_000.0, standard_error(20_000.0));
    near(found.evpi[0], 5_000.0, standard_error(9_000.0));
    near(found.points[0][1].probability_cheapest, 0.7, standard_error(0.5));
    near(found.points[0][2].regret, 15_000.0, standard_error(18_000.0));
}

#[test]
fn the_bits_do_not_depend_on_how_the_work_is_shared() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let text = std::fs::read(folder.join("nitinol-micro-spring-latch.ron")).unwrap();
    let scenario = parse(&text).unwrap().scenario;
    let volumes = vec![VolumeChoice::Fixed(1_000), VolumeChoice::Planned];
    let whole = simulate(&scenario, volumes.clone(), 5, &[0..1_000]);
    let shared = simulate(&scenario, volumes, 5, &[700..1_000, 0..1, 1..700]);
    assert_eq!(format!("{whole:?}"), format!("{shared:?}"));
}

#[test]
fn without_spread_every_draw_is_the_point() {
    let scenario =
        Scenario { routes: vec![route("a", certain(10_000.0)), route("b", certain(12_500.0))], ..Scenario::default() };
    let found = simulate(&scenario, vec![VolumeChoice::Fixed(7)], 1, &[0..256]);
    let point = found.points[0][1];
    assert_eq!(
        [point.mean, point.p10, point.p90, point.regret].map(f64::to_bits),
        [12_500.0_f64, 12_500.0, 12_500.0, 2_500.0].map(f64::to_bits)
    );
    assert!(found.evppi.is_empty() && found.evpi[0] == 0.0 && found.points[0][0].probability_cheapest == 1.0);
}
