//! Published worked examples, each test named after its case in `cases/published.json`.
//!
//! A test types the publication's formula anew and runs the library on the same numbers; both must
//! give the published figure within its tolerance, which is the rounding it was printed with, and
//! the exact figure to a billionth.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "published/capability.rs"]
mod capability;
#[path = "published/crossovers.rs"]
mod crossovers;
#[path = "published/further.rs"]
mod further;
#[path = "published/information.rs"]
mod information;
#[path = "published/learning.rs"]
mod learning;
#[path = "published/prices_and_machines.rs"]
mod prices_and_machines;
#[path = "published/yields.rs"]
mod yields;

use crossplan::cost::case::RouteCase;
use crossplan::cost::single::SingleRoute;
use crossplan::cost::{Account, Case, Evaluation};
use crossplan::model::route::{Inspection, Step};
use crossplan::model::scenario::FORMAT;
use crossplan::model::{Route, Scenario};
use serde_json::Value;
use std::path::Path;

/// A published case.
struct Published(Value);

impl Published {
    fn case(id: &str) -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/published.json");
        let all: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        Self(all["cases"].as_array().unwrap().iter().find(|case| case["id"] == id).unwrap().clone())
    }

    /// Both the formula typed anew and the library give the published figure.
    fn agrees(&self, key: &str, formula: f64, library: f64) {
        let expected = &self.0["expected"][key];
        let (value, tolerance) = (expected["value"].as_f64().unwrap(), expected["abs_tol"].as_f64().unwrap());
        let exact = expected["recomputed"].as_f64().unwrap();
        for (whose, ours) in [("the formula", formula), ("the library", library)] {
            assert!((ours - value).abs() <= tolerance + 1e-9 * value.abs(), "{key}: {whose} gives {ours}, not {value}");
            assert!((ours - exact).abs() <= 1e-9 * exact.abs(), "{key}: {whose} gives {ours}, exactly {exact}");
        }
    }
}

/// A route whose steps all have a cost and a yield; inspected where an inspection cost is given.
fn route(id: &str, steps: &[(f64, f64, Option<f64>)]) -> Route {
    let step = |&(cost, first_pass_yield, inspection): &(f64, f64, Option<f64>)| Step {
        cost: Some(cost.into()),
        first_pass_yield: first_pass_yield.into(),
        inspection: inspection.map(|cost| Inspection { cost: cost.into(), ..Inspection::default() }),
        ..Step::default()
    };
    Route { id: id.to_owned(), name: id.to_owned(), process: steps.iter().map(step).collect(), ..Route::default() }
}

fn scenario(routes: Vec<Route>) -> Scenario {
    Scenario { format: FORMAT, routes, ..Scenario::default() }
}

/// What one route alone costs at a volume.
fn evaluate(route: Route, volume: u64) -> Evaluation {
    Case::likely(&scenario(vec![route])).evaluate(0, volume)
}

/// One account of a route at a volume.
fn account(route: Route, volume: u64, account: Account) -> f64 {
    evaluate(route, volume).accounts[account]
}

/// A route in plain numbers.
fn resolved(route: Route) -> SingleRoute {
    match Case::likely(&scenario(vec![route])).routes.remove(0) {
        RouteCase::Single(single) => *single,
        RouteCase::Staged(_) => unreachable!("the route is a single one"),
    }
}

#[test]
fn no_published_case_is_forgotten() {
    // What is drawn at random is tested with the simulation.
    let of_the_simulation = ["evppi-two-normals", "moments-triangular-pert", "prng-splitmix"];
    let here = [
        "xover-kleber",
        "xover-ca-location",
        "makebuy-ca",
        "xover-gpe-fms-dm",
        "xover-coursehero-ab",
        "locational-snc",
        "xover-orion-mould",
        "stepfixed-machines",
        "pricetable-modes",
        "yield-hs-motor",
        "rty-minitab",
        "inspect-groover-20ops",
        "rework-repeated",
        "chain-late-vs-step-detection",
        "learn-crawford-85-125",
        "learn-wright-85-125",
        "learn-table-80",
        "cpk-montgomery-fallout",
        "sigma-shift-mic",
        "evpi-three-machines",
        "evpi-getz",
    ];
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/published.json");
    let all: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    for case in all["cases"].as_array().unwrap() {
        let id = case["id"].as_str().unwrap();
        assert!(here.contains(&id) || of_the_simulation.contains(&id), "{id} has no test");
    }
}
