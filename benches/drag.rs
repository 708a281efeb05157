//! Do the bands keep up with a drag, and how long does the refinement take after it?
//!
//! `cargo bench --bench drag` prints the median and the 95th percentile over the steps of a drag, from
//! the changed scenario to the bands: a preview of 64 draws at 100 volumes on one thread (aim 8 ms at
//! the 95th percentile), then 16,384 draws on one thread and on two. The scenarios are the shipped
//! ones, with 40 of their inputs made uncertain by 10 % either way, and routes doubled up to four.

#![allow(clippy::print_stdout, reason = "printing its figures is all that a benchmark does")]
#![allow(clippy::unwrap_used, reason = "shipped scenarios are valid")]

use std::hint::black_box;
use std::sync::atomic::AtomicU64;
use std::time::Instant;

use crossplan::analysis::bands::{bands, log_spaced};
use crossplan::analysis::interrupt::Never;
use crossplan::formats::scenario_file::parse;
use crossplan::formats::shipped::SHIPPED;
use crossplan::model::{Estimate, Scenario, inputs};

const ROUTES: usize = 4;
const INPUTS: usize = 40;
const VOLUMES: usize = 100;

fn main() {
    println!("{ROUTES} routes, {INPUTS} uncertain inputs, {VOLUMES} volumes; median and 95th percentile, ms\n");
    println!("{:<32} {:>16} {:>22} {:>22}", "", "64 draws", "16,384, one thread", "16,384, two threads");
    for shipped in SHIPPED {
        let scenario = uncertain(parse(shipped.text.as_bytes()).unwrap().scenario);
        let preview = drag(&scenario, 64, 1, 200);
        let (one, two) = (drag(&scenario, 16_384, 1, 3), drag(&scenario, 16_384, 2, 3));
        let pair = |(median, p95): (f64, f64)| format!("{median:.1} {p95:.1}");
        println!("{:<32} {:>16} {:>22} {:>22}", shipped.name, pair(preview), pair(one), pair(two));
    }
}

/// Median and 95th percentile of the time to the bands, in ms, as one input is dragged.
fn drag(scenario: &Scenario, samples: u64, threads: usize, steps: usize) -> (f64, f64) {
    let mut scenario = scenario.clone();
    let volumes = log_spaced(scenario.range, VOLUMES);
    let path = format!("routes.{}.nre.base", scenario.routes[0].id);
    let base = inputs::find(&scenario, &path).unwrap().1.unwrap().likely();
    let mut times: Vec<f64> = Vec::with_capacity(steps);
    for step in 0..steps {
        let moved = base * (1.0 + 0.001 * f64::from(u32::try_from(step).unwrap()));
        inputs::put(&mut scenario, &path, Some(&Estimate::range(0.9 * moved, moved, 1.1 * moved)));
        let start = Instant::now();
        black_box(bands(&scenario, &volumes, samples, 1, threads, &AtomicU64::new(0), &Never).unwrap());
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    (times[steps / 2], times[steps * 95 / 100])
}

/// As many routes and uncertain inputs as the aim speaks of.
fn uncertain(mut scenario: Scenario) -> Scenario {
    scenario.routes.truncate(ROUTES);
    let single: Vec<_> = scenario.routes.iter().filter(|route| route.staged.is_none()).cloned().collect();
    for route in single.iter().cycle().take(ROUTES - scenario.routes.len()) {
        let mut twin = route.clone();
        twin.id = format!("{}-{}", route.id, scenario.routes.len());
        scenario.routes.push(twin);
    }
    let mut drawn = 0;
    inputs::visit(&scenario, &mut |place| drawn += usize::from(place.slot.get().is_some_and(Estimate::is_uncertain)));
    inputs::visit_mut(&mut scenario, &mut |place| {
        let Some(estimate) = place.slot.get_mut() else { return };
        let (likely, bounds) = (estimate.likely(), place.input.bounds);
        let allowed = !bounds.whole && likely > 0.0 && bounds.allow(0.9 * likely) && bounds.allow(1.1 * likely);
        if drawn < INPUTS && !estimate.is_uncertain() && place.path.starts_with("routes.") && allowed {
            *estimate = Estimate::range(0.9 * likely, likely, 1.1 * likely);
            drawn += 1;
        }
    });
    scenario
}
