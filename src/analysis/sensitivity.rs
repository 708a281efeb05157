//! Which input moves the gap most?
//!
//! Tornado at V: each uncertain input at its 5 % and 95 % quantile, the others at their likely
//! values. The gap is TC(best) − TC(runner-up), both as at base; beside it the first crossover's
//! volume. docs/model.md, section 5, "Tornado".

use super::crossover;
use super::distribution::Distribution;
use super::interrupt::Interrupt;
use super::winner::Standing;
use crate::cost::Case;
use crate::model::inputs::{Bounds, put, visit};
use crate::model::{Estimate, Scenario};

/// Which inputs move the gap between the best route and its runner-up.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    /// Index of the cheapest route at base.
    pub best: usize,
    /// Index of the second cheapest.
    pub runner_up: usize,
    /// TC(best) − TC(runner-up) at base; not positive.
    pub gap: f64,
    /// Indices of the cheapest routes at base.
    pub cheapest: Vec<usize>,
    /// The first crossover's volume at base, where there is one.
    pub crossover: Option<u64>,
    /// One for each uncertain input, the largest swing first.
    pub bars: Vec<Bar>,
}

/// What one input does to the gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The input's path.
    pub input: String,
    /// At its 5 % quantile.
    pub low: End,
    /// At its 95 % quantile.
    pub high: End,
    /// Whether either end has another winner than the base.
    pub changes_winner: bool,
}

/// One end of a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// The input's value.
    pub value: f64,
    /// TC(best) − TC(runner-up).
    pub gap: f64,
    /// Indices of the cheapest routes.
    pub cheapest: Vec<usize>,
    /// The first crossover's volume, where there is one.
    pub crossover: Option<u64>,
}

impl Bar {
    /// By how much the gap moves.
    #[must_use]
    pub fn swing(&self) -> f64 {
        (self.high.gap - self.low.gap).abs()
    }
}

/// The tornado at `volume`. The planned volume, where uncertain, is a bar of its own: the gap at its
/// quantiles. None where fewer than two routes compete there, or where interrupted.
#[must_use]
pub fn tornado(scenario: &Scenario, volume: u64, interrupt: &dyn Interrupt) -> Option<Tornado> {
    let case = Case::likely(scenario);
    let standing = Standing::at(&case, volume);
    let ranked = standing.ranked();
    let (&best, &runner_up) = (ranked.first()?, ranked.get(1)?);
    let base = Base { scenario, volume, best, runner_up, cheapest: standing.cheapest() };
    let mut bars = Vec::new();
    for (path, distribution, bounds) in uncertain(scenario) {
        if interrupt.is_requested() {
            return None;
        }
        let [low, high] = [0.05, 0.95].map(|share| base.end(&path, admitted(bounds, distribution.quantile(share))));
        let changes_winner = low.cheapest != base.cheapest || high.cheapest != base.cheapest;
        bars.push(Bar { input: path, low, high, changes_winner });
    }
    bars.sort_by(|a, b| b.swing().total_cmp(&a.swing()));
    let gap = standing.evaluations[best].total - standing.evaluations[runner_up].total;
    let crossover = crossover::first(&case, scenario.range.0, scenario.range.1);
    Some(Tornado { best, runner_up, gap, cheapest: base.cheapest, crossover, bars })
}

/// What a bar is measured against.
struct Base<'a> {
    scenario: &'a Scenario,
    volume: u64,
    best: usize,
    runner_up: usize,
    cheapest: Vec<usize>,
}

impl Base<'_> {
    fn end(&self, path: &str, value: f64) -> End {
        let mut moved = self.scenario.clone();
        put(&mut moved, path, Some(&Estimate::certain(value)));
        let case = Case::likely(&moved);
        let volume = if path == PLANNED_VOLUME { case.planned_units() } else { self.volume };
        let standing = Standing::at(&case, volume);
        let total = |route: usize| standing.evaluations[route].total;
        let (from, to) = moved.range;
        End {
            value,
            gap: total(self.best) - total(self.runner_up),
            cheapest: standing.cheapest(),
            crossover: crossover::first(&case, from, to),
        }
    }
}

const PLANNED_VOLUME: &str = "planned_volume";

fn uncertain(scenario: &Scenario) -> Vec<(String, Distribution, Bounds)> {
    let mut found = Vec::new();
    visit(scenario, &mut |place| {
        if let Some(estimate) = place.slot.get().filter(|estimate| estimate.is_uncertain()) {
            found.push((place.path.to_owned(), Distribution::of(estimate), place.input.bounds));
        }
    });
    found
}

/// A quantile as the input takes it.
fn admitted(bounds: Bounds, value: f64) -> f64 {
    let value = if bounds.whole { (value + 0.5).floor() } else { value };
    if bounds.allow(value) { value } else { bounds.nearest(value) }
}
