//! At which volumes does the winner change?
//!
//! W(V) holds every candidate within ε = 0.005 of the cheapest. The answer is the list of maximal
//! runs of equal W, covering the range without gap or overlap; a crossover is the first volume of
//! every run but the first, with ties told as docs/model.md, section 3, says. The search is exact: a
//! stretch is decided only where bounds prove it, else divided down to single volumes (section 4).

mod cause;
mod search;

use super::interrupt::{Interrupt, Never};
use crate::cost::Case;

pub use cause::Cause;

/// Two totals within this amount of money tie.
pub const TIE: f64 = 0.005;

/// A maximal stretch of volumes with the same cheapest routes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// First volume.
    pub from: u64,
    /// Last volume.
    pub to: u64,
    /// Indices of the cheapest routes, rising; more than one is a tie.
    pub cheapest: Vec<usize>,
}

/// A volume at which the winner changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossover {
    /// First volume of the new winner.
    pub volume: u64,
    /// Indices of the cheapest routes before.
    pub before: Vec<usize>,
    /// Indices of the cheapest routes from here on.
    pub after: Vec<usize>,
    /// Why.
    pub cause: Cause,
    /// Where the two curves meet as a continuous root, just below or at `volume`; none at a jump.
    pub root: Option<f64>,
}

/// The complete answer over a range of volumes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Envelope {
    /// All runs, in order, without gap or overlap.
    pub runs: Vec<Run>,
    /// Where the winner changes.
    pub crossovers: Vec<Crossover>,
    /// How often a route was evaluated.
    pub evaluations: u64,
}

impl Envelope {
    /// The run that holds `volume`.
    #[must_use]
    pub fn run_at(&self, volume: u64) -> Option<&Run> {
        let index = self.runs.partition_point(|run| run.to < volume);
        self.runs.get(index).filter(|run| run.from <= volume)
    }
}

/// Which of two routes is cheaper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// The first one.
    First,
    /// Neither: they tie.
    Tie,
    /// The second one.
    Second,
}

/// A volume at which two routes change places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Switch {
    /// First volume of the new order.
    pub volume: u64,
    /// The order before.
    pub before: Order,
    /// The order from here on.
    pub after: Order,
}

/// Two routes and where they change places, whoever else is cheaper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Index of the first route.
    pub a: usize,
    /// Index of the second route.
    pub b: usize,
    /// Where they change places.
    pub switches: Vec<Switch>,
}

/// All runs and crossovers from `from` to `to`; `None` where the search was interrupted.
///
/// ```
/// use crossplan::analysis::{crossover::search, interrupt::Never};
/// use crossplan::{cost::Case, model::{Estimate, Route, Scenario, route::{Nre, Step}}};
/// let route = |nre: f64, each: f64| Route {
///     nre: Some(Nre { base: Estimate::certain(nre), ..Nre::default() }),
///     process: vec![Step { cost: Some(Estimate::certain(each)), ..Step::default() }],
///     ..Route::default()
/// };
/// // Heizer & Render, Kleber Enterprises: the roots are 2,857.14 and 6,666.67.
/// let routes = vec![route(200_000.0, 60.0), route(300_000.0, 25.0), route(400_000.0, 10.0)];
/// let case = Case::likely(&Scenario { routes, ..Scenario::default() });
/// let volumes: Vec<u64> = search(&case, 1, 20_000, &Never).unwrap().crossovers.iter().map(|it| it.volume).collect();
/// assert_eq!(volumes, [2_858, 6_667]);
/// ```
#[must_use]
pub fn search(case: &Case, from: u64, to: u64, interrupt: &dyn Interrupt) -> Option<Envelope> {
    let all: Vec<usize> = (0..case.route_count()).collect();
    let (runs, evaluations) = search::runs(case, &all, from, to, interrupt)?;
    let crossovers = crossovers(case, &runs);
    Some(Envelope { runs, crossovers, evaluations })
}

/// The first crossover's volume; the search ends where it is known.
#[must_use]
pub fn first(case: &Case, from: u64, to: u64) -> Option<u64> {
    let all: Vec<usize> = (0..case.route_count()).collect();
    let beginning = search::first_runs(case, &all, from, to);
    let told_by = beginning.last().map_or(0, |run| run.from);
    match crossovers(case, &beginning).first() {
        Some(crossover) if crossover.volume < told_by => Some(crossover.volume),
        _ => search(case, from, to, &Never)?.crossovers.first().map(|crossover| crossover.volume),
    }
}

/// Where each pair of routes changes places; `None` where the search was interrupted.
#[must_use]
pub fn pairs(case: &Case, from: u64, to: u64, interrupt: &dyn Interrupt) -> Option<Vec<Pair>> {
    let count = case.route_count();
    let mut pairs = Vec::new();
    for a in 0..count {
        for b in a + 1..count {
            let runs = duel(case, a, b, (from, to), interrupt)?;
            pairs.push(Pair { a, b, switches: switches(&runs, a) });
        }
    }
    Some(pairs)
}

/// The runs of two routes alone, over the volumes at which both compete; `None` where the search was
/// interrupted.
pub(crate) fn duel(case: &Case, a: usize, b: usize, range: (u64, u64), interrupt: &dyn Interrupt) -> Option<Vec<Run>> {
    let from = search::first_volume(case, &[a, b]).max(range.0);
    search::runs(case, &[a, b], from, range.1, interrupt).map(|(runs, _)| runs)
}

fn switches(runs: &[Run], a: usize) -> Vec<Switch> {
    let order = |run: &Run| match run.cheapest.as_slice() {
        [one] if *one == a => Order::First,
        [_] => Order::Second,
        _ => Order::Tie,
    };
    runs.windows(2)
        .filter_map(|pair| match pair {
            [before, after] => Some(Switch { volume: after.from, before: order(before), after: order(after) }),
            _ => None,
        })
        .collect()
}

/// The first volume of every run but the first; a tie between two single winners counts once, at
/// its first volume, and not at all where the winner is the same on both sides.
fn crossovers(case: &Case, runs: &[Run]) -> Vec<Crossover> {
    let mut found = Vec::new();
    let mut index = 1;
    while let (Some(before), Some(after)) = (runs.get(index - 1), runs.get(index)) {
        let beyond = runs.get(index + 1).filter(|beyond| passes_through_tie(before, after, beyond));
        let winner = beyond.unwrap_or(after);
        if before.cheapest != winner.cheapest {
            found.push(cause::explained(case, after.from, before, winner));
        }
        index += if beyond.is_some() { 2 } else { 1 };
    }
    found
}

fn passes_through_tie(before: &Run, tie: &Run, beyond: &Run) -> bool {
    match (before.cheapest.as_slice(), beyond.cheapest.as_slice()) {
        ([one], [other]) => tie.cheapest.len() > 1 && tie.cheapest.contains(one) && tie.cheapest.contains(other),
        _ => false,
    }
}
