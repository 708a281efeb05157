//! How fast are the bands against the best vectorised numpy that could be written?
//!
//! `cargo bench --bench peers` runs both in one go, in turns, and prints times, ratios and errors.
//!
//! The problem: three routes, cost(V) = NRE + V/y·(u + w·c_w) + T·ceil(V/(y·L)), each with four
//! triangular inputs (NRE, y, u, c_w); exact quantiles P10, P50, P90 and the chance of being
//! cheapest at 200 volumes from 100 to 1,000,000, from 100,000 draws. Here a scenario states it, and
//! the product's own engine answers it. One thing differs: starts are whole numbers here, V/y is
//! not there, which is why the two agree within the cost of a start and a tool, and no closer.
//!
//! numpy needs python3 with numpy; without them only our own times are printed.

#![allow(clippy::print_stdout, reason = "printing its figures is all that a benchmark does")]
#![allow(clippy::unwrap_used, clippy::cast_precision_loss, reason = "a problem of known, small size")]

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use crossplan::analysis::bands::{BandPlan, Bands, Rooms, Sequence, log_spaced};
use crossplan::analysis::interrupt::Never;
use crossplan::model::route::{BuildUp, Inspection, Nre, Step, Tool};
use crossplan::model::{Estimate, Route, Scenario, Shape, Source, Value};
use serde_json::{Value as Json, json};

/// Draws of both sides.
const SAMPLES: u64 = 100_000;
/// Draws of the Sobol sequence that are held against them.
const SOBOL_SAMPLES: u64 = 16_384;
/// Draws of the reference that errors are measured against.
const REFERENCE: u64 = 4_000_000;
/// Volumes at which errors are measured.
const REFERENCE_VOLUMES: usize = 9;
/// Turns of each side.
const ROUNDS: usize = 5;
/// Times each side runs in a turn; the least time counts, as the one least disturbed.
const RUNS: usize = 3;

/// A route of the problem: ranges low, mode, high, and certain numbers.
struct Stated {
    id: &'static str,
    nre: [f64; 3],
    first_pass_yield: [f64; 3],
    material: [f64; 3],
    hourly: [f64; 3],
    hours: f64,
    tool: f64,
    life: f64,
}

const ROUTES: [Stated; 3] = [
    Stated {
        id: "in-house",
        nre: [200_000.0, 250_000.0, 400_000.0],
        first_pass_yield: [0.7, 0.85, 0.95],
        material: [1.0, 1.5, 2.5],
        hourly: [40.0, 60.0, 90.0],
        hours: 0.02,
        tool: 8_000.0,
        life: 50_000.0,
    },
    Stated {
        id: "boutique",
        nre: [30_000.0, 40_000.0, 60_000.0],
        first_pass_yield: [0.8, 0.9, 0.97],
        material: [4.0, 5.0, 7.0],
        hourly: [50.0, 70.0, 100.0],
        hours: 0.03,
        tool: 2_000.0,
        life: 20_000.0,
    },
    Stated {
        id: "prototype",
        nre: [5_000.0, 8_000.0, 12_000.0],
        first_pass_yield: [0.85, 0.95, 0.99],
        material: [10.0, 13.0, 18.0],
        hourly: [60.0, 80.0, 120.0],
        hours: 0.05,
        tool: 500.0,
        life: 5_000.0,
    },
];

fn main() {
    let (scenario, volumes) = (scenario(), log_spaced((100, 1_000_000), 200));
    let reference_volumes: Vec<u64> = volumes.iter().copied().step_by(volumes.len() / REFERENCE_VOLUMES).collect();
    let plan = |sequence, samples| BandPlan::new(&scenario, &volumes, samples, 7, sequence).unwrap();
    let ours = [
        ("plain draws, one thread", plan(Sequence::Random, SAMPLES), 1),
        ("plain draws, two threads", plan(Sequence::Random, SAMPLES), 2),
        ("Sobol draws, one thread", plan(Sequence::Sobol, SOBOL_SAMPLES), 1),
        ("Sobol draws, two threads", plan(Sequence::Sobol, SOBOL_SAMPLES), 2),
    ];
    // As the window draws them: again and again in the same rooms.
    let rooms = Rooms::default();
    let mut best = [f64::INFINITY; 4];
    let mut peer_seconds = f64::INFINITY;
    let mut peer = None;
    for round in 0..ROUNDS {
        let (first, last) = (round == 0, round + 1 == ROUNDS);
        for (best, (_, plan, threads)) in best.iter_mut().zip(&ours) {
            *best = best.min(seconds(plan, &rooms, *threads));
        }
        if first || peer.is_some() {
            let answer = ask_peer(&volumes, if last { &reference_volumes } else { &[] });
            peer_seconds = peer_seconds.min(answer.as_ref().map_or(f64::INFINITY, least_seconds));
            peer = answer;
        }
    }
    println!("3 routes, 12 triangular inputs, 200 volumes; least of {RUNS} runs in {ROUNDS} turns each\n");
    match &peer {
        Some(peer) => println!(
            "{:<26} {:>9} draws {:>9.1} ms          numpy {}, {}",
            "numpy, vectorised",
            SAMPLES,
            peer_seconds * 1e3,
            peer["numpy"],
            peer["way"]
        ),
        None => println!("the peer gave no answer (it needs python3 with numpy): no ratios"),
    }
    for (best, (name, plan, _)) in best.iter().zip(&ours) {
        let ratio = if peer.is_some() { format!("{:>6.1} times", peer_seconds / best) } else { String::new() };
        println!("{name:<26} {:>9} draws {:>9.1} ms {ratio}", plan.samples(), best * 1e3);
    }
    if let Some(peer) = peer {
        agreement(&ours[0].1, &peer);
        accuracy(&scenario, &volumes, &reference_volumes, [&ours[0].1, &ours[2].1], &peer);
    }
}

/// The least time of a turn.
fn seconds(plan: &BandPlan, rooms: &Rooms, threads: usize) -> f64 {
    let run = |_| {
        let start = Instant::now();
        std::hint::black_box(plan.bands(rooms, threads, &AtomicU64::new(0), &Never).unwrap());
        start.elapsed().as_secs_f64()
    };
    (0..RUNS).map(run).fold(f64::INFINITY, f64::min)
}

fn solved(plan: &BandPlan) -> Bands {
    plan.bands(&Rooms::default(), 2, &AtomicU64::new(0), &Never).unwrap()
}

fn least_seconds(answer: &Json) -> f64 {
    let times = answer["seconds"].as_array().unwrap().iter().filter_map(Json::as_f64);
    times.fold(f64::INFINITY, f64::min)
}

fn range([low, likely, high]: [f64; 3]) -> Estimate {
    Estimate { value: Value::Range { low, likely, high, shape: Shape::Triangular }, source: Source::default() }
}

/// The problem as a scenario file states it: w·c_w is machine time in the build-up of the step's cost.
fn scenario() -> Scenario {
    let route = |stated: &Stated| Route {
        id: stated.id.to_owned(),
        nre: Some(Nre { base: range(stated.nre), ..Nre::default() }),
        process: vec![Step {
            id: "make".to_owned(),
            build_up: Some(BuildUp {
                material_per_unit: range(stated.material),
                cycle_seconds: Estimate::certain(stated.hours * 3_600.0),
                machine_rate_per_hour: range(stated.hourly),
                ..BuildUp::default()
            }),
            first_pass_yield: range(stated.first_pass_yield),
            inspection: Some(Inspection::default()),
            ..Step::default()
        }],
        tooling: vec![Tool {
            id: "tool".to_owned(),
            cost: Estimate::certain(stated.tool),
            life: Some(Estimate::certain(stated.life)),
            ..Tool::default()
        }],
        ..Route::default()
    };
    Scenario { routes: ROUTES.iter().map(route).collect(), ..Scenario::default() }
}

/// Runs the peer; none where there is no python3 with numpy.
fn ask_peer(volumes: &[u64], reference_volumes: &[u64]) -> Option<Json> {
    let route = |stated: &Stated| {
        json!({
            "nre": stated.nre, "yield": stated.first_pass_yield, "u": stated.material, "c_w": stated.hourly,
            "w": stated.hours, "tool": stated.tool, "life": stated.life,
        })
    };
    let problem = json!({
        "routes": ROUTES.iter().map(route).collect::<Vec<_>>(),
        "volumes": volumes, "samples": SAMPLES, "rounds": RUNS,
        "reference": if reference_volumes.is_empty() { 0 } else { REFERENCE },
        "reference_volumes": reference_volumes,
    });
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/peer.py");
    let mut child = Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    child.stdin.take()?.write_all(problem.to_string().as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    serde_json::from_slice(&output.stdout).ok()
}

/// P10, P50, P90 and chance by volume and route.
type Figures = Vec<Vec<[f64; 4]>>;

fn figures(bands: &Bands) -> Figures {
    let figures = |route: &crossplan::analysis::monte_carlo::PointSummary| {
        [route.p10, route.p50, route.p90, route.probability_cheapest]
    };
    bands.points.iter().map(|routes| routes.iter().map(figures).collect()).collect()
}

fn peer_figures(results: &Json) -> Figures {
    serde_json::from_value(results.clone()).unwrap()
}

/// Both must come to the same, but for chance and for starts being whole.
fn agreement(plan: &BandPlan, peer: &Json) {
    let (ours, theirs) = (figures(&solved(plan)), peer_figures(&peer["results"]));
    let (mut quantile, mut chance) = (0.0_f64, 0.0_f64);
    for (ours, theirs) in ours.iter().flatten().zip(theirs.iter().flatten()) {
        for (mine, other) in ours.iter().zip(theirs).take(3) {
            quantile = quantile.max((mine / other - 1.0).abs());
        }
        chance = chance.max((ours[3] - theirs[3]).abs());
    }
    println!("\ngreatest difference between the two: quantiles {:.2} %, chance {:.2} %", quantile * 1e2, chance * 1e2);
    assert!(quantile < 0.01 && chance < 0.01, "the two do not solve the same problem");
}

/// Root mean square errors against 4,000,000 draws, each side against its own.
fn accuracy(
    scenario: &Scenario,
    volumes: &[u64],
    reference_volumes: &[u64],
    [plain, sobol]: [&BandPlan; 2],
    peer: &Json,
) {
    let reference = BandPlan::new(scenario, reference_volumes, REFERENCE, 99, Sequence::Random).unwrap();
    let reference = figures(&solved(&reference));
    let chosen = |all: Figures| -> Figures {
        let by_volume = volumes.iter().zip(all).filter(|(volume, _)| reference_volumes.contains(volume));
        by_volume.map(|(_, routes)| routes).collect()
    };
    println!("\nroot mean square error against {REFERENCE} draws, at {} volumes", reference_volumes.len());
    println!("{:<26} {:>9} {:>9} {:>9} {:>9}", "", "P10", "P50", "P90", "chance");
    let print = |name: &str, found: Figures, reference: &Figures| {
        let [p10, p50, p90, chance] = errors(&found, reference);
        println!("{name:<26} {:>8.4}% {:>8.4}% {:>8.4}% {:>8.4}%", p10 * 1e2, p50 * 1e2, p90 * 1e2, chance * 1e2);
    };
    print("numpy, 100,000 plain", chosen(peer_figures(&peer["results"])), &peer_figures(&peer["reference"]));
    print("ours, 100,000 plain", chosen(figures(&solved(plain))), &reference);
    print("ours, 16,384 Sobol", chosen(figures(&solved(sobol))), &reference);
}

/// Root mean square: relative for quantiles, absolute for chances.
fn errors(found: &Figures, reference: &Figures) -> [f64; 4] {
    let mut squares = [0.0; 4];
    let mut count = 0.0;
    for (found, reference) in found.iter().flatten().zip(reference.iter().flatten()) {
        for (figure, square) in squares.iter_mut().enumerate() {
            let scale = if figure < 3 { reference[figure] } else { 1.0 };
            *square += ((found[figure] - reference[figure]) / scale).powi(2);
        }
        count += 1.0;
    }
    squares.map(|square| (square / count).sqrt())
}
