//! The bands along the volume axis, against the simulation, the likely case and closed forms.

#![allow(clippy::unwrap_used, reason = "a test that has no answer to compare has failed")]
#![allow(clippy::float_cmp, reason = "the same draws must give the very same numbers")]
#![allow(clippy::single_range_in_vec_init, reason = "draws come in chunks, and one chunk is a list of one range")]

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crossplan::analysis::bands::{BandPlan, Bands, Rooms, Sequence, bands, log_spaced};
use crossplan::analysis::interrupt::{Interrupt, Never};
use crossplan::analysis::monte_carlo::{Plan, VolumeChoice, summarize};
use crossplan::analysis::sobol::DIMENSIONS;
use crossplan::cost::Case;
use crossplan::formats::scenario_file::parse;
use crossplan::formats::shipped::SHIPPED;
use crossplan::model::route::{BuildUp, Inspection, Nre, Step, Tool};
use crossplan::model::{Estimate, Route, Scenario, Shape, Source, Value};

fn full(name: &str) -> Scenario {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases/random");
    parse(&std::fs::read(folder.join(format!("{name}.ron"))).unwrap()).unwrap().scenario
}

fn drawn(scenario: &Scenario, volumes: &[u64], samples: u64, sequence: Sequence, threads: usize) -> Bands {
    let plan = BandPlan::new(scenario, volumes, samples, 1, sequence).unwrap();
    plan.bands(&Rooms::default(), threads, &AtomicU64::new(0), &Never).unwrap()
}

/// The two add in another order, and not by accounts.
fn assert_close(found: f64, expected: f64, scale: f64, what: &str) {
    assert!((found - expected).abs() <= 1e-11 * scale.abs().max(1.0), "{what}: {found}, expected {expected}");
}

/// With the counter-based generator the bands are those of a simulation: every shape, ramps, price
/// tables, learning, staged routes, discount, risk events, clamped draws.
#[test]
fn plain_draws_give_the_figures_of_the_simulation() {
    for name in ["full-01", "full-02", "full-03", "full-04"] {
        let scenario = full(name);
        let volumes = log_spaced(scenario.range, 12);
        let choices = volumes.iter().map(|&volume| VolumeChoice::Fixed(volume)).collect();
        let plan = Plan::new(&scenario, choices, 1, false);
        let expected = summarize(&plan, vec![plan.draw(0..1_500, &Never).unwrap()]).unwrap();
        let found = drawn(&scenario, &volumes, 1_500, Sequence::Random, 2);
        assert_eq!((found.samples, found.clamped), (1_500, expected.clamped));
        for (index, (found, expected)) in found.points.iter().zip(&expected.points).enumerate() {
            for (route, (found, expected)) in found.iter().zip(expected).enumerate() {
                let what = format!("{name} volume {} route {route}", volumes[index]);
                for (found, expected) in [
                    (found.mean, expected.mean),
                    (found.p10, expected.p10),
                    (found.p50, expected.p50),
                    (found.p90, expected.p90),
                    (found.regret, expected.regret),
                ] {
                    assert_close(found, expected, expected.abs().max(expected + expected.abs()), &what);
                }
                assert_close(found.probability_cheapest, expected.probability_cheapest, 1.0, &what);
                assert_eq!(found.candidate, expected.candidate, "{what}");
                assert_eq!(found.always_candidate, expected.always_candidate, "{what}");
            }
        }
    }
}

/// Where most draws are left out of account between two volumes nothing is lost: tools that are used up, lots
/// and machines make steps, routes rank otherwise from volume to volume, and the quantiles stay those of all draws.
#[test]
fn quantiles_between_volumes_are_those_of_all_draws() {
    let file = crossplan::formats::shipped::SHIPPED.iter().map(|shipped| shipped.text.as_bytes());
    let mut compared = 0;
    for text in file {
        let mut scenario = parse(text).unwrap().scenario;
        // Without what has no place in a sum.
        for route in &mut scenario.routes {
            (route.staff, route.quote, route.learning, route.yield_ramp) = (None, None, None, None);
        }
        scenario.routes.retain(|route| route.staged.is_none());
        scenario.programme = crossplan::model::scenario::Programme::default();
        if !scenario.routes.iter().any(|route| !route.process.is_empty()) {
            continue;
        }
        let volumes = log_spaced((20, 2_000_000), 140);
        let choices = volumes.iter().map(|&volume| VolumeChoice::Fixed(volume)).collect();
        let plan = Plan::new(&scenario, choices, 1, false);
        let expected = summarize(&plan, vec![plan.draw(0..3_000, &Never).unwrap()]).unwrap();
        let found = drawn(&scenario, &volumes, 3_000, Sequence::Random, 2);
        for (volume, (found, expected)) in volumes.iter().zip(found.points.iter().zip(&expected.points)) {
            for (found, expected) in found.iter().zip(expected) {
                for (found, expected) in
                    [(found.p10, expected.p10), (found.p50, expected.p50), (found.p90, expected.p90)]
                {
                    assert_close(found, expected, expected.abs(), &format!("{} at {volume}", scenario.title));
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 2_000, "{compared}");
}

/// Routes that are a line and a number of tools are summed up in one go: few of them, many, odd numbers of draws,
/// tools of which all draws take as many, and ties.
#[test]
fn plain_routes_come_to_what_the_simulation_comes_to() {
    let ids = ["a", "b", "c", "d", "e"];
    for (routes, tie) in [(1, false), (2, false), (3, false), (4, false), (5, false), (3, true)] {
        let of = |(index, id): (u8, &str)| {
            let is_tied = tie && index < 2;
            let scale = if is_tied { 1.0 } else { 1.0 + f64::from(index) };
            let range = |low: f64, likely: f64, high: f64| {
                if is_tied { Estimate::certain(likely) } else { Estimate::range(low, likely, high) }
            };
            let mut made = route(id, range(9_000.0 / scale, 10_000.0 / scale, 15_000.0 / scale));
            made.tooling = vec![Tool {
                id: "tool".to_owned(),
                cost: Estimate::certain(2_000.0 * scale),
                life: Some(Estimate::certain(700.0)),
                ..Tool::default()
            }];
            made.process = vec![Step {
                id: "make".to_owned(),
                build_up: Some(BuildUp {
                    material_per_unit: range(scale, 2.0 * scale, 3.0 * scale),
                    ..BuildUp::default()
                }),
                first_pass_yield: range(0.7, 0.8, 0.95),
                inspection: Some(Inspection::default()),
                ..Step::default()
            }];
            made
        };
        let scenario = Scenario { routes: (0..routes).zip(ids).map(of).collect(), ..Scenario::default() };
        let volumes = log_spaced((10, 100_000), 40);
        let choices = volumes.iter().map(|&volume| VolumeChoice::Fixed(volume)).collect();
        let plan = Plan::new(&scenario, choices, 1, false);
        let expected = summarize(&plan, vec![plan.draw(0..2_003, &Never).unwrap()]).unwrap();
        let found = drawn(&scenario, &volumes, 2_003, Sequence::Random, 2);
        for (volume, (found, expected)) in volumes.iter().zip(found.points.iter().zip(&expected.points)) {
            for (found, expected) in found.iter().zip(expected) {
                let what = format!("{routes} routes at {volume}");
                for (found, expected) in [
                    (found.mean, expected.mean),
                    (found.p10, expected.p10),
                    (found.p50, expected.p50),
                    (found.p90, expected.p90),
                    (found.regret, expected.regret),
                ] {
                    assert_close(found, expected, expected.abs().max(1e6), &what);
                }
                assert_close(found.probability_cheapest, expected.probability_cheapest, 1.0, &what);
            }
        }
    }
}

#[test]
fn the_number_of_threads_does_not_matter() {
    for name in ["full-01", "full-03"] {
        let scenario = full(name);
        let volumes = log_spaced(scenario.range, 30);
        let one = drawn(&scenario, &volumes, 3_001, Sequence::Sobol, 1);
        for threads in [2, 3, 7] {
            assert_eq!(drawn(&scenario, &volumes, 3_001, Sequence::Sobol, threads), one);
        }
    }
}

#[test]
fn without_uncertainty_the_bands_are_the_likely_totals() {
    for shipped in SHIPPED {
        let mut scenario = parse(shipped.text.as_bytes()).unwrap().scenario;
        certain(&mut scenario);
        let volumes = log_spaced(scenario.range, 25);
        let found = drawn(&scenario, &volumes, 16_384, Sequence::Sobol, 1);
        assert_eq!((found.samples, found.clamped, found.errors), (1, 0, None));
        let case = Case::likely(&scenario);
        for (&volume, points) in volumes.iter().zip(&found.points) {
            for (route, point) in points.iter().enumerate() {
                let total = case.evaluate(route, volume).total;
                assert_eq!((point.p10, point.p50, point.p90), (point.mean, point.mean, point.mean));
                assert_close(point.mean, total, total, shipped.name);
            }
        }
    }
}

/// Every input at its likely value, every risk event out of the question.
fn certain(scenario: &mut Scenario) {
    crossplan::model::inputs::visit_mut(scenario, &mut |place| {
        if let Some(estimate) = place.slot.get_mut() {
            *estimate = Estimate::certain(estimate.likely());
        }
    });
    for risk in scenario.routes.iter_mut().flat_map(|route| &mut route.risks) {
        risk.probability = Estimate::certain(0.0);
    }
}

/// Both come to the same within five of their standard errors, all figures at all volumes.
#[test]
fn sobol_draws_come_to_what_plain_ones_come_to() {
    for name in ["full-01", "full-02"] {
        let scenario = full(name);
        let volumes = log_spaced(scenario.range, 8);
        let (sobol, plain) = (
            drawn(&scenario, &volumes, 4_096, Sequence::Sobol, 2),
            drawn(&scenario, &volumes, 40_000, Sequence::Random, 2),
        );
        assert!(sobol.sampling.quasi_random > 5 && sobol.sampling.random == 0);
        assert_eq!((plain.sampling.quasi_random, plain.sampling.replicates), (0, 8));
        let errors = sobol.errors.iter().flatten().flatten().zip(plain.errors.iter().flatten().flatten());
        let points = sobol.points.iter().flatten().zip(plain.points.iter().flatten());
        for ((sobol, plain), (sobol_error, plain_error)) in points.zip(errors) {
            for (sobol, plain, sobol_error, plain_error) in [
                (sobol.mean, plain.mean, sobol_error.mean, plain_error.mean),
                (sobol.p10, plain.p10, sobol_error.p10, plain_error.p10),
                (sobol.p50, plain.p50, sobol_error.p50, plain_error.p50),
                (sobol.p90, plain.p90, sobol_error.p90, plain_error.p90),
                (
                    sobol.probability_cheapest,
                    plain.probability_cheapest,
                    sobol_error.probability_cheapest,
                    plain_error.probability_cheapest,
                ),
            ] {
                // A rare event may fall into no draw of one side, whose error is then 0.
                let allowed = 5.0 * (sobol_error + plain_error) + 1e-3 * plain.abs().min(1.0) + 1e-9 * plain.abs();
                assert!((sobol - plain).abs() <= allowed, "{name}: {sobol} ± {sobol_error}, {plain} ± {plain_error}");
            }
        }
    }
}

fn normal(mean: f64, deviation: f64) -> Estimate {
    let spread = 1.644_853_626_951_472_2 * deviation;
    let value = Value::Range { low: mean - spread, likely: mean, high: mean + spread, shape: Shape::Normal };
    Estimate { value, source: Source::default() }
}

fn route(id: &str, base: Estimate) -> Route {
    Route { id: id.to_owned(), nre: Some(Nre { base, ..Nre::default() }), ..Route::default() }
}

/// With d = TC_a − TC_b normal, μ = 1,000, s = √(3,000² + 1,500²): EVPI = s·L(μ/s), chance of a =
/// Φ(−μ/s), quantiles of a at 150,000 ± 1.281,552·s. All within six of the stated errors, which eight
/// scrambles tell no better than to a quarter, and which are far smaller than those of independent draws.
#[test]
fn two_normals() {
    let mut a = route("a", normal(100_000.0, 3_000.0));
    if let Some(nre) = &mut a.nre {
        nre.qualification = normal(50_000.0, 1_500.0);
    }
    let scenario = Scenario { routes: vec![a, route("b", Estimate::certain(149_000.0))], ..Scenario::default() };
    let found = drawn(&scenario, &[1, 1_000], 16_384, Sequence::Sobol, 2);
    let (point, error) = (found.points[1][0], found.errors.as_ref().unwrap()[1][0]);
    let deviation = 3_354.101_966_249_684_5;
    for (found, expected, error, independent) in [
        (point.mean, 150_000.0, error.mean, deviation / 128.0),
        (point.p10, 150_000.0 - 1.281_551_565_544_6 * deviation, error.p10, 1.71 * deviation / 128.0),
        (point.p50, 150_000.0, error.p50, 1.25 * deviation / 128.0),
        (point.p90, 150_000.0 + 1.281_551_565_544_6 * deviation, error.p90, 1.71 * deviation / 128.0),
        (point.probability_cheapest, 0.382_797_241_997_882, error.probability_cheapest, 0.486 / 128.0),
    ] {
        assert!((found - expected).abs() <= 6.0 * error, "{found} ± {error}, not {expected}");
        assert!(error > 0.0 && error < independent / 3.0, "error {error} against {independent} of independent draws");
    }
    assert_eq!(point.standard_error, error.probability_cheapest);
    let evpi = found.points[1].iter().map(|point| point.regret).fold(f64::INFINITY, f64::min);
    assert!((evpi - 897.127_251_422_305_4).abs() < 2.0, "{evpi}");
}

/// A normal life of a tool that reaches below zero is moved to the least life there is.
#[test]
fn impossible_draws_are_clamped_and_counted() {
    let mut scenario = Scenario { routes: vec![route("a", Estimate::certain(10.0))], ..Scenario::default() };
    scenario.routes[0].tooling = vec![Tool {
        id: "tool".to_owned(),
        cost: Estimate::certain(1.0),
        life: Some(normal(1_000.0, 1_000.0)),
        ..Tool::default()
    }];
    let found = drawn(&scenario, &[100], 8_192, Sequence::Sobol, 1);
    // Φ(−1) of the draws.
    let share = f64::from(u32::try_from(found.clamped).unwrap()) / 8_192.0;
    assert!((share - 0.158_655).abs() < 0.001, "{share}");
    let points = found.points.iter().flatten();
    assert!(points.clone().count() == 1 && points.clone().all(|point| point.p90 > point.p50 && point.p90.is_finite()));
}

#[test]
fn inputs_beyond_the_dimensions_are_drawn_plainly() {
    let routes = (0..DIMENSIONS + 4).map(|index| route(&format!("r{index}"), Estimate::range(1.0, 2.0, 4.0)));
    let scenario = Scenario { routes: routes.collect(), ..Scenario::default() };
    let found = drawn(&scenario, &[1], 512, Sequence::Sobol, 2);
    assert_eq!((found.sampling.quasi_random, found.sampling.random), (DIMENSIONS, 4));
    // The mean of beta-PERT is (1 + 4·2 + 4)/6.
    assert!(found.points[0].iter().all(|point| (point.mean - 13.0 / 6.0).abs() < 0.12));
}

#[test]
fn an_interruption_ends_it_promptly_without_an_answer() {
    struct After(Instant, Duration);
    impl Interrupt for After {
        fn is_requested(&self) -> bool {
            self.0.elapsed() > self.1
        }
    }
    let scenario = full("full-01");
    let volumes = log_spaced(scenario.range, 200);
    let progress = AtomicU64::new(0);
    assert_eq!(bands(&scenario, &volumes, 1_000, 1, 2, &progress, &AtomicBool::new(true)), None);
    let start = Instant::now();
    let interrupt = After(start, Duration::from_millis(50));
    assert_eq!(bands(&scenario, &volumes, 10_000_000, 1, 2, &progress, &interrupt), None);
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn progress_ends_at_the_number_of_samples_and_nothing_gives_none() {
    let (scenario, progress) = (full("full-02"), AtomicU64::new(0));
    assert!(bands(&scenario, &[1, 10], 100, 1, 2, &progress, &Never).is_some());
    assert_eq!(progress.load(Ordering::Relaxed), 100);
    assert_eq!(bands(&scenario, &[], 100, 1, 2, &progress, &Never), None);
    assert_eq!(bands(&scenario, &[1], 0, 1, 2, &progress, &Never), None);
    assert_eq!(bands(&Scenario::default(), &[1], 100, 1, 2, &progress, &Never), None);
}

/// Routes that are plain sums are drawn in one go and summed up volume by volume.
#[test]
fn progress_advances_while_drawing_and_summing_up() {
    struct Watch<'a>(&'a AtomicU64, Mutex<Vec<u64>>);
    impl Interrupt for Watch<'_> {
        fn is_requested(&self) -> bool {
            self.1.lock().unwrap().push(self.0.load(Ordering::Relaxed));
            false
        }
    }
    let routes = ["a", "b"].map(|id| route(id, Estimate::range(1.0, 2.0, 4.0)));
    let scenario = Scenario { routes: routes.to_vec(), ..Scenario::default() };
    let progress = AtomicU64::new(0);
    let watch = Watch(&progress, Mutex::new(Vec::new()));
    assert!(bands(&scenario, &log_spaced((1, 1_000_000), 200), 100_000, 1, 1, &progress, &watch).is_some());
    let mut seen = watch.1.into_inner().unwrap();
    assert!(seen.is_sorted());
    seen.dedup();
    assert!(seen.windows(2).all(|pair| pair[1] - pair[0] <= 5_000), "{seen:?}");
    assert!(seen.len() > 40 && seen[seen.len() - 1] > 90_000, "{seen:?}");
    assert_eq!(progress.load(Ordering::Relaxed), 100_000);
}

/// Stated errors are those that are found over many scrambles.
#[test]
fn stated_errors_of_quantiles_are_the_errors_found() {
    let mut a = route("a", normal(100_000.0, 3_000.0));
    if let Some(nre) = &mut a.nre {
        nre.qualification = normal(50_000.0, 1_500.0);
    }
    let scenario = Scenario { routes: vec![a, route("b", Estimate::certain(149_000.0))], ..Scenario::default() };
    let deviation = 3_354.101_966_249_684_5;
    let reach = 1.281_551_565_544_6 * deviation;
    for samples in [1_024, 4_096] {
        let (mut squares, mut stated) = ([0.0; 3], [0.0; 3]);
        for seed in 0..100 {
            let plan = BandPlan::new(&scenario, &[1_000], samples, seed, Sequence::Sobol).unwrap();
            let found = plan.bands(&Rooms::default(), 2, &AtomicU64::new(0), &Never).unwrap();
            let (point, error) = (found.points[0][0], found.errors.as_ref().unwrap()[0][0]);
            let figures = [(point.p10, error.p10, -reach), (point.p50, error.p50, 0.0), (point.p90, error.p90, reach)];
            for (number, (found, error, from_mean)) in figures.into_iter().enumerate() {
                squares[number] += (found - 150_000.0 - from_mean).powi(2) / 100.0;
                stated[number] += error * error / 100.0;
            }
        }
        for (squares, stated) in squares.into_iter().zip(stated) {
            let ratio = (stated / squares).sqrt();
            assert!((0.7..1.6).contains(&ratio), "{samples}: stated {}, found {}", stated.sqrt(), squares.sqrt());
        }
    }
}
