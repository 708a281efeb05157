//! What do the draws say that a decision-maker should know?
//!
//! Facts only; `charts` makes sentences of them. Recommended is the lowest expected cost. Two chances of
//! being cheapest are too close to call where they differ by no more than two standard errors of the
//! difference, √((p₁ + p₂ − (p₁ − p₂)²)/K), for a draw has one winner; likewise two means. A number is worth chasing where knowing it is worth more than twice the noise floor, by
//! which the estimate itself is biased upward, and nothing is where knowing everything is worth less than
//! a thousandth of the cost.

use super::distribution::Distribution;
use super::monte_carlo::{CrossoverVolumes, PointSummary, Simulation, VolumeChoice};
use super::winner::Standing;
use crate::cost::Case;
use crate::model::inputs::{find, put};
use crate::model::{Estimate, Scenario};

/// Knowing everything is worth chasing from this share of the cost on.
const NEGLIGIBLE: f64 = 0.001;
/// How often the noise floor an input must be worth to be told.
const CLEAR: f64 = 2.0;
/// A mean is told to lie off the plan from this share on.
const TELLING_GAP: f64 = 0.02;

/// A fact worth knowing. Routes are indices; money is in the scenario's currency.
#[derive(Clone, Debug, PartialEq)]
pub enum RiskFinding {
    /// The route with the lowest expected cost.
    Recommended {
        /// The route.
        route: usize,
        /// Its chance of being the cheapest.
        chance: f64,
        /// Another route that is the cheapest clearly more often, and most often of all, with its chance.
        oftenest: Option<(usize, f64)>,
        /// Expected cost of choosing it over the best in hindsight.
        regret: f64,
        /// The second lowest.
        second: Option<Second>,
    },
    /// Which route is cheapest most often cannot be said.
    TooCloseToCall {
        /// The two routes, and their chances.
        routes: [(usize, f64); 2],
    },
    /// The cheapest with likely figures is not the one with the lowest expected cost.
    WinnersDiffer {
        /// The cheapest with likely figures.
        likely: usize,
        /// The lowest expected cost.
        expected: usize,
        /// By how much the mean of the first is higher.
        dearer_by: f64,
        /// Whether that is more than chance.
        is_clear: bool,
    },
    /// The number to chase first.
    WorthChasing {
        /// Path of the input.
        input: String,
        /// What it is worth to know it before deciding.
        value: f64,
        /// A route that would win in place of the recommended one at an end of its range; none where its ends
        /// alone change nothing.
        favours: Option<usize>,
    },
    /// Knowing more is worth something, but no single number stands out of the noise of the draws.
    NoneStandsOut {
        /// What it is worth to know everything.
        evpi: f64,
    },
    /// Knowing more would not change the decision.
    NothingWorthChasing {
        /// What it is worth to know everything.
        evpi: f64,
    },
    /// How sure the first crossover is.
    FirstCrossover(CrossoverVolumes),
    /// In no draw does the cheapest route change within the range.
    NoCrossover,
    /// A route is expected to cost another amount than planned.
    OffPlan {
        /// The route.
        route: usize,
        /// Its total with likely figures.
        plan: f64,
        /// The mean of its total.
        mean: f64,
    },
    /// Numbers drawn beyond their bounds were moved there.
    Clamped {
        /// In so many samples.
        samples: u64,
        /// Of so many.
        of: u64,
    },
}

/// The route with the second lowest expected cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Second {
    /// The route.
    pub route: usize,
    /// By how much its mean is higher.
    pub dearer_by: f64,
    /// Whether that is more than two standard errors, and so more than chance.
    pub is_clear: bool,
}

/// What a simulation says at its volume number `index`, which is `choice`. Empty where no route competes
/// there.
#[must_use]
pub fn at_volume(scenario: &Scenario, simulation: &Simulation, index: usize, choice: VolumeChoice) -> Vec<RiskFinding> {
    let Some(points) = simulation.points.get(index) else { return Vec::new() };
    let mut by_mean: Vec<usize> = (0..points.len()).filter(|&route| points[route].candidate).collect();
    by_mean.sort_by(|&a, &b| points[a].mean.total_cmp(&points[b].mean));
    let Some(&best) = by_mean.first() else { return Vec::new() };
    let case = Case::likely(scenario);
    let volume = match choice {
        VolumeChoice::Fixed(volume) => volume,
        VolumeChoice::Planned => case.planned_units(),
    };
    let standing = Standing::at(&case, volume);
    let second = by_mean.get(1).map(|&second| second_best(points, best, second, simulation.samples));
    let (chance, regret) = (points[best].probability_cheapest, points[best].regret);
    let oftenest = cheapest_most_often(best, points, simulation.samples);
    let mut found = vec![RiskFinding::Recommended { route: best, chance, oftenest, regret, second }];
    found.extend(too_close(points, simulation.samples));
    found.extend(winners_differ(&standing, points, simulation.samples));
    let drawn = choice == VolumeChoice::Planned && scenario.planned_volume().is_uncertain();
    if !drawn {
        // At another volume the cost is another one, and no plan has run over.
        found.extend(off_plan(best, standing.evaluations.get(best).map_or(0.0, |it| it.total), points[best].mean));
    }
    found.push(worth_chasing(scenario, simulation, index, (best, points[best].mean), volume));
    found
}

/// What a simulation says of the whole range, and of its draws.
#[must_use]
pub fn overall(simulation: &Simulation) -> Vec<RiskFinding> {
    let crossover = simulation.crossover.map_or(RiskFinding::NoCrossover, RiskFinding::FirstCrossover);
    let (samples, of) = (simulation.clamped, simulation.samples);
    let clamped = (samples > 0).then_some(RiskFinding::Clamped { samples, of });
    std::iter::once(crossover).chain(clamped).collect()
}

fn too_close(points: &[PointSummary], samples: u64) -> Option<RiskFinding> {
    let mut by_chance: Vec<usize> = (0..points.len()).collect();
    by_chance.sort_by(|&a, &b| points[b].probability_cheapest.total_cmp(&points[a].probability_cheapest));
    let (&first, &second) = (by_chance.first()?, by_chance.get(1)?);
    let (p, q) = (points[first].probability_cheapest, points[second].probability_cheapest);
    let routes = [(first, p), (second, q)];
    (!is_clearly_oftener(p, q, samples) && q > 0.0).then_some(RiskFinding::TooCloseToCall { routes })
}

/// Whether a chance is higher than another by more than two standard errors of the difference.
fn is_clearly_oftener(p: f64, q: f64, samples: u64) -> bool {
    p - q > 2.0 * ((p + q - (p - q).powi(2)) / as_number(samples)).sqrt()
}

/// The route with the highest chance of being cheapest, and that chance; none where it is one of those that are
/// `cheapest` with likely figures, or no more often than they as far as `samples` draws can tell.
#[must_use]
pub fn cheapest_more_often(cheapest: &[usize], points: &[PointSummary], samples: u64) -> Option<(usize, f64)> {
    let chance = |route: usize| points.get(route).map_or(0.0, |point| point.probability_cheapest);
    let most = (0..points.len()).max_by(|&a, &b| chance(a).total_cmp(&chance(b)))?;
    let rivals = cheapest.iter().map(|&route| chance(route)).fold(0.0, f64::max);
    let is_other = !cheapest.is_empty() && !cheapest.contains(&most);
    (is_other && is_clearly_oftener(chance(most), rivals, samples)).then_some((most, chance(most)))
}

/// Which route is cheapest more often than the one with the lowest expected cost, `best`, and more often than any
/// other, as far as `samples` draws can tell; none where it is `best` itself or cannot be told.
#[must_use]
pub fn cheapest_most_often(best: usize, points: &[PointSummary], samples: u64) -> Option<(usize, f64)> {
    cheapest_more_often(&[best], points, samples).filter(|_| too_close(points, samples).is_none())
}

fn winners_differ(standing: &Standing, points: &[PointSummary], samples: u64) -> Option<RiskFinding> {
    let cheapest = standing.cheapest();
    let (expected, Second { route: likely, dearer_by, is_clear }) = cheaper_on_average(&cheapest, points, samples)?;
    Some(RiskFinding::WinnersDiffer { likely, expected, dearer_by, is_clear })
}

/// The route with the lowest expected cost, and how the first of those that are `cheapest` with likely figures
/// stands beside it, by `samples` draws; none where it is one of them, or none competes.
#[must_use]
pub fn cheaper_on_average(cheapest: &[usize], points: &[PointSummary], samples: u64) -> Option<(usize, Second)> {
    let competing = (0..points.len()).filter(|&route| points[route].candidate);
    let expected = competing.min_by(|&a, &b| points[a].mean.total_cmp(&points[b].mean))?;
    let likely = *cheapest.first().filter(|_| !cheapest.contains(&expected))?;
    points.get(likely)?;
    Some((expected, second_best(points, expected, likely, samples)))
}

fn off_plan(route: usize, plan: f64, mean: f64) -> Option<RiskFinding> {
    let gap = mean / plan - 1.0;
    (plan > 0.0 && gap.abs() >= TELLING_GAP).then_some(RiskFinding::OffPlan { route, plan, mean })
}

fn worth_chasing(
    scenario: &Scenario,
    simulation: &Simulation,
    index: usize,
    (best, cost): (usize, f64),
    volume: u64,
) -> RiskFinding {
    let evpi = simulation.evpi.get(index).copied().unwrap_or(0.0);
    if evpi < NEGLIGIBLE * cost {
        return RiskFinding::NothingWorthChasing { evpi };
    }
    let worth = |value: &super::monte_carlo::InformationValue| {
        let (worth, floor) = (*value.values.get(index)?, *value.noise_floor.get(index)?);
        (worth > CLEAR * floor && worth > 0.0).then_some((worth, value.input.clone()))
    };
    let first = simulation.evppi.iter().filter_map(worth).max_by(|a, b| a.0.total_cmp(&b.0));
    first.map_or(RiskFinding::NoneStandsOut { evpi }, |(value, input)| {
        let favours = favoured(scenario, &input, best, volume);
        RiskFinding::WorthChasing { input, value, favours }
    })
}

/// A route that wins in place of `best` at the 5 % or 95 % quantile of an input.
fn favoured(scenario: &Scenario, path: &str, best: usize, volume: u64) -> Option<usize> {
    let (input, estimate) = find(scenario, path)?;
    let distribution = Distribution::of(&estimate?);
    [0.05, 0.95].into_iter().find_map(|share| {
        let mut moved = scenario.clone();
        let value = input.bounds.nearest(distribution.quantile(share));
        put(&mut moved, path, Some(&Estimate::certain(value)));
        let case = Case::likely(&moved);
        let volume = if path == "planned_volume" { case.planned_units() } else { volume };
        let cheapest = Standing::at(&case, volume).cheapest();
        cheapest.first().copied().filter(|_| !cheapest.contains(&best))
    })
}

/// The P10 and the P90 of a normal distribution lie so many standard deviations apart.
const P10_TO_P90: f64 = 2.563;

/// Whether the difference of two means is clear of noise, judged as if the draws were not common to both,
/// which errs on the side of doubt.
fn second_best(points: &[PointSummary], best: usize, second: usize, samples: u64) -> Second {
    let root = as_number(samples).sqrt();
    let error = |route: usize| (points[route].p90 - points[route].p10) / P10_TO_P90 / root;
    let dearer_by = points[second].mean - points[best].mean;
    Second { route: second, dearer_by, is_clear: dearer_by > 2.0 * error(best).hypot(error(second)) }
}

#[allow(clippy::cast_precision_loss, reason = "far fewer than 2^53 samples")]
fn as_number(count: u64) -> f64 {
    count as f64
}
