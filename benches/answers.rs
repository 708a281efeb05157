//! How long does an answer take? Figures are printed, never judged: machines differ.
//!
//! `cargo bench` prints: from an edit to all new figures (aim 2 ms), the search against brute force
//! over every volume in the same run (aim 300 times), evaluations on each shipped scenario (at most
//! 200 a run of the answer + 20,000), and one evaluation of a full route (aim 200 ns).

#![allow(clippy::print_stdout, reason = "printing its figures is all that a benchmark does")]
#![allow(clippy::unwrap_used, clippy::cast_precision_loss, reason = "shipped scenarios are valid and small")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use crossplan::analysis::crossover::{Run, TIE, search};
use crossplan::analysis::curve::{Measure, sample};
use crossplan::analysis::interrupt::Never;
use crossplan::cost::Case;
use crossplan::formats::scenario_file::parse;
use crossplan::formats::shipped::SHIPPED;
use crossplan::model::{Estimate, Scenario, inputs};

/// Columns of a chart that is 800 pixels wide.
const COLUMNS: u64 = 800;
/// Where the search is held against brute force.
const LARGEST: u64 = 10_000_000;

fn main() {
    let shipped: Vec<(&str, Scenario)> =
        SHIPPED.iter().map(|it| (it.name, parse(it.text.as_bytes()).unwrap().scenario)).collect();
    println!("{:<30} {:>12} {:>12}   aim 2 ms", "from edit to all new figures", "median", "p95");
    for (name, scenario) in &shipped {
        let (median, p95) = edit(scenario);
        println!("{name:<30} {:>9.3} ms {:>9.3} ms   {} routes", millis(median), millis(p95), scenario.routes.len());
    }
    println!(
        "\n{:<30} {:>12} {:>12} {:>8}   aim 300 times",
        "crossovers over 1..10M", "brute force", "search", "ratio"
    );
    for (name, scenario) in &shipped {
        let (brute, certified) = against_brute_force(&Case::likely(scenario));
        let ratio = brute.as_secs_f64() / certified.as_secs_f64();
        println!("{name:<30} {:>9.0} ms {:>9.3} ms {ratio:>8.0}", millis(brute), millis(certified));
    }
    println!("\n{:<30} {:>12} {:>12} {:>8}", "evaluations of the search", "used", "allowed", "runs");
    for (name, scenario) in &shipped {
        let (from, to) = scenario.range;
        let envelope = search(&Case::likely(scenario), from, to, &Never).unwrap();
        let runs = envelope.runs.len();
        println!("{name:<30} {:>12} {:>12} {runs:>8}", envelope.evaluations, 200 * runs + 20_000);
    }
    println!("\n{:<30} {:>12}   aim 200 ns", "one evaluation", "mean");
    for (name, scenario) in &shipped {
        let case = Case::likely(scenario);
        for (index, route) in scenario.routes.iter().enumerate() {
            println!("{:<30} {:>9.0} ns   {name}", route.id, evaluation(&case, index));
        }
    }
    println!("\n{:<30} {:>12}   aim 5,000 with 60 inputs", "files a second", "read, checked");
    for shipped in SHIPPED {
        let (rate, inputs) = files_a_second(shipped.text);
        println!("{:<30} {rate:>12.0}   {inputs} inputs that are not 0", shipped.name);
    }
}

/// Files read, checked and evaluated at three volumes a second, on one core; and their inputs.
fn files_a_second(text: &str) -> (f64, usize) {
    const ROUNDS: u32 = 400;
    let start = Instant::now();
    for _ in 0..ROUNDS {
        let scenario = parse(black_box(text.as_bytes())).unwrap().scenario;
        let case = Case::likely(&scenario);
        for route in 0..case.route_count() {
            for volume in [100, 10_000, 100_000] {
                black_box(case.evaluate(route, volume));
            }
        }
    }
    let mut inputs = 0;
    let scenario = parse(text.as_bytes()).unwrap().scenario;
    inputs::visit(&scenario, &mut |place| inputs += usize::from(place.slot.get().is_some_and(|it| it.likely() != 0.0)));
    (f64::from(ROUNDS) / start.elapsed().as_secs_f64(), inputs)
}

/// Time from one changed input to the case, the crossovers, the curves and the table.
fn edit(scenario: &Scenario) -> (Duration, Duration) {
    let columns = logarithmic_columns(1, 1_000_000);
    let mut scenario = scenario.clone();
    let path = format!("routes.{}.nre.base", scenario.routes[0].id);
    let base = inputs::find(&scenario, &path).unwrap().1.unwrap().likely();
    let mut times: Vec<Duration> = (0..200)
        .map(|step| {
            inputs::put(&mut scenario, &path, Some(&Estimate::certain(base + f64::from(step))));
            let start = Instant::now();
            black_box(figures(&scenario, &columns));
            start.elapsed()
        })
        .collect();
    times.sort();
    (times[times.len() / 2], times[times.len() * 95 / 100])
}

fn figures(scenario: &Scenario, columns: &[(u64, u64)]) -> f64 {
    let case = Case::likely(scenario);
    let envelope = search(&case, 1, 1_000_000, &Never).unwrap();
    let routes = 0..case.route_count();
    let curves: usize = routes.clone().map(|route| sample(&case, route, Measure::Unit, columns).len()).sum();
    let table: f64 = routes
        .flat_map(|route| scenario.volumes.iter().map(move |&volume| (route, volume)))
        .map(|(route, volume)| case.evaluate(route, volume).total)
        .sum();
    table + (curves + envelope.runs.len()) as f64
}

/// Adjoining columns of equal width on a logarithmic axis; those narrower than a part are left out.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between the two volumes")]
fn logarithmic_columns(from: u64, to: u64) -> Vec<(u64, u64)> {
    let edge = |index: u64| {
        let share = index as f64 / COLUMNS as f64;
        (from as f64 * (to as f64 / from as f64).powf(share)).round() as u64
    };
    let columns = (0..COLUMNS).map(|index| (edge(index), edge(index + 1).saturating_sub(1)));
    columns.filter(|(first, last)| first <= last).collect()
}

/// Time of brute force and of the search over the same volumes, which must give the same answer.
fn against_brute_force(case: &Case) -> (Duration, Duration) {
    let start = Instant::now();
    let expected = black_box(brute_force(case));
    let brute = start.elapsed();
    let mut times: Vec<Duration> = (0..11)
        .map(|_| {
            let start = Instant::now();
            let envelope = black_box(search(case, 1, LARGEST, &Never).unwrap());
            let time = start.elapsed();
            assert_eq!(envelope.runs, expected, "the search differs from brute force");
            time
        })
        .collect();
    times.sort();
    (brute, times[times.len() / 2])
}

fn brute_force(case: &Case) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for volume in 1..=LARGEST {
        let totals: Vec<(usize, f64)> = (0..case.route_count())
            .map(|route| (route, case.evaluate(route, volume)))
            .filter(|(_, evaluation)| evaluation.candidate)
            .map(|(route, evaluation)| (route, evaluation.total))
            .collect();
        let least = totals.iter().map(|(_, total)| *total).fold(f64::INFINITY, f64::min);
        let cheapest: Vec<usize> =
            totals.iter().filter(|(_, total)| *total <= least + TIE).map(|(route, _)| *route).collect();
        match runs.last_mut() {
            Some(run) if run.cheapest == cheapest => run.to = volume,
            _ => runs.push(Run { from: volume, to: volume, cheapest }),
        }
    }
    runs
}

/// Mean time of one evaluation in nanoseconds, over volumes from 1 to 1,000,000.
fn evaluation(case: &Case, route: usize) -> f64 {
    const ROUNDS: u64 = 200_000;
    let start = Instant::now();
    for round in 0..ROUNDS {
        black_box(case.evaluate(black_box(route), 1 + round * 5));
    }
    start.elapsed().as_secs_f64() * 1e9 / ROUNDS as f64
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
