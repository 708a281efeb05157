//! The cost model once more, written from its definition alone and as plainly as it can be.
//!
//! It shares no line with the arithmetic of the library: starts are counted one by one, sums are
//! loops, and the cheapest route is looked up at every integer volume. What it is slow at does not
//! matter; that it is easy to compare with the definition does.

pub(crate) mod brute_force;
pub(crate) mod chain;
pub(crate) mod purchase;
pub(crate) mod schedule;
pub(crate) mod single;
pub(crate) mod staged;
pub(crate) mod starts;

use crossplan::model::{Estimate, Scenario};
use single::Single;
use staged::StagedPair;

/// The accounts in the order of the answer files.
pub(crate) const ACCOUNTS: [&str; 17] = [
    "nre",
    "capital",
    "staff",
    "tooling",
    "setup",
    "purchase",
    "duty",
    "process",
    "inspection",
    "rework",
    "learning",
    "shipping",
    "escapes",
    "delay",
    "transfer",
    "risk",
    "material_lots",
];

pub(crate) const NRE: usize = 0;
pub(crate) const CAPITAL: usize = 1;
pub(crate) const STAFF: usize = 2;
pub(crate) const TOOLING: usize = 3;
pub(crate) const SETUP: usize = 4;
pub(crate) const PURCHASE: usize = 5;
pub(crate) const DUTY: usize = 6;
pub(crate) const PROCESS: usize = 7;
pub(crate) const INSPECTION: usize = 8;
pub(crate) const REWORK: usize = 9;
pub(crate) const LEARNING: usize = 10;
pub(crate) const SHIPPING: usize = 11;
pub(crate) const ESCAPES: usize = 12;
pub(crate) const DELAY: usize = 13;
pub(crate) const TRANSFER: usize = 14;
pub(crate) const RISK: usize = 15;
pub(crate) const MATERIAL_LOTS: usize = 16;

/// Two totals this close are a tie.
pub(crate) const TIE: f64 = 0.005;

/// What a route costs at a volume.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) candidate: bool,
    pub(crate) accounts: [f64; 17],
    pub(crate) starts: f64,
    pub(crate) weeks: f64,
    pub(crate) scrap_value: f64,
}

impl Answer {
    pub(crate) fn total(&self) -> f64 {
        self.accounts.iter().sum()
    }
}

enum Kind {
    Single(Box<Single>),
    Staged(Box<StagedPair>),
}

/// A scenario made ready to be evaluated at any volume up to a largest one.
pub(crate) struct Naive {
    routes: Vec<Kind>,
}

impl Naive {
    pub(crate) fn new(scenario: &Scenario, largest: u64) -> Self {
        let routes = scenario
            .routes
            .iter()
            .map(|route| match &route.staged {
                None => Kind::Single(Box::new(Single::new(scenario, route, 0.0, largest))),
                Some(staged) => Kind::Staged(Box::new(StagedPair::new(scenario, staged, largest))),
            })
            .collect();
        Self { routes }
    }

    pub(crate) fn route_count(&self) -> usize {
        self.routes.len()
    }

    pub(crate) fn evaluate(&self, route: usize, volume: u64) -> Answer {
        match &self.routes[route] {
            Kind::Single(single) => single.evaluate(volume),
            Kind::Staged(pair) => pair.evaluate(volume),
        }
    }
}

/// The likely value.
pub(crate) fn likely(estimate: &Estimate) -> f64 {
    estimate.likely()
}

/// The likely value of a count: rounded half up, then not below `least`.
pub(crate) fn count(estimate: &Estimate, least: f64) -> f64 {
    (estimate.likely() + 0.5).floor().max(least)
}

/// A ceiling that lets a whole number stay itself in spite of rounding: 95 / 0.95 is 100.
pub(crate) fn ceiling(x: f64) -> f64 {
    (x - 1e-9 * x.abs().max(1.0)).ceil()
}
