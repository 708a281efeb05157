//! How wide is each route's cost, and how likely is it to win, along the volume axis?

use std::sync::atomic::AtomicU64;

use super::interrupt::Interrupt;
use super::monte_carlo::{Plan, PointSummary, VolumeChoice, draw, points};
use crate::cost::as_parts;
use crate::model::Scenario;

/// The spread of every route's total along the volume axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Bands {
    /// How many samples were drawn; 1 where nothing is uncertain.
    pub samples: u64,
    /// The volumes, as asked for.
    pub volumes: Vec<u64>,
    /// By volume, route: what the totals came to.
    pub points: Vec<Vec<PointSummary>>,
    /// By volume, route: standard errors of those figures; none where they cannot be told.
    pub errors: Option<Vec<Vec<PointError>>>,
    /// How the samples were drawn.
    pub sampling: Sampling,
    /// Samples in which a draw was impossible and was moved to a bound.
    pub clamped: u64,
}

/// How samples were drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sampling {
    /// Independent scrambles of the Sobol sequence, which the errors come from.
    pub scrambles: u64,
    /// Inputs and risk events that have a dimension of the sequence each.
    pub quasi_random: usize,
    /// Those beyond its dimensions, drawn by the counter-based generator.
    pub random: usize,
}

/// Standard errors of a route's figures at a volume.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointError {
    /// Of the mean.
    pub mean: f64,
    /// Of the 10 % quantile.
    pub p10: f64,
    /// Of the median.
    pub p50: f64,
    /// Of the 90 % quantile.
    pub p90: f64,
    /// Of the chance of being cheapest.
    pub probability_cheapest: f64,
}

/// The bands at `volumes` from `samples` draws with `seed` on `threads` threads, counting what is
/// done in `progress`, from 0 to `samples`. The answer does not depend on the number of threads.
/// None where interrupted, or where there is no sample, volume or route.
#[must_use]
pub fn bands(
    scenario: &Scenario,
    volumes: &[u64],
    samples: u64,
    seed: u64,
    threads: usize,
    progress: &AtomicU64,
    interrupt: &(dyn Interrupt + Sync),
) -> Option<Bands> {
    if volumes.is_empty() || scenario.routes.is_empty() {
        return None;
    }
    let choices = volumes.iter().map(|&volume| VolumeChoice::Fixed(volume)).collect();
    let plan = Plan::new(scenario, choices, seed, false);
    let samples = if plan.draws.is_certain() { samples.min(1) } else { samples };
    let (points, clamped) = points(draw(&plan, samples, threads, progress, interrupt)?)?;
    let sampling = Sampling { scrambles: 0, quasi_random: 0, random: plan.draws.dimensions() };
    Some(Bands { samples, volumes: volumes.to_vec(), points, errors: None, sampling, clamped })
}

/// At most `count` volumes from `from` to `to`, evenly spaced on a logarithmic axis, strictly
/// rising, both ends among them.
///
/// ```
/// use crossplan::analysis::bands::log_spaced;
/// assert_eq!(log_spaced((1, 1_000), 4), [1, 10, 100, 1_000]);
/// assert_eq!(log_spaced((1, 3), 50), [1, 2, 3]);
/// ```
#[must_use]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between the two volumes")]
pub fn log_spaced((from, to): (u64, u64), count: usize) -> Vec<u64> {
    let (from, to) = (from.max(1).min(to.max(1)), to.max(1).max(from));
    let steps = u32::try_from(count.max(2) - 1).unwrap_or(u32::MAX);
    let ratio = as_parts(to) / as_parts(from);
    let between = |step: u32| as_parts(from) * ratio.powf(f64::from(step) / f64::from(steps));
    let mut volumes: Vec<u64> = (0..steps).map(|step| (between(step).round() as u64).clamp(from, to)).collect();
    volumes.push(to);
    volumes.dedup();
    volumes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn volumes_rise_strictly_between_both_ends() {
        for range in [(1, 1), (1, 2), (7, 10_000_000), (100, 1_000_000), (9, 3), (0, 5)] {
            for count in [0, 1, 2, 3, 100, 2_000] {
                let volumes = log_spaced(range, count);
                assert!(volumes.windows(2).all(|pair| pair[0] < pair[1]), "{range:?} {count}");
                assert!(volumes.len() <= count.max(2));
                let ends = (range.0.min(range.1).max(1), range.0.max(range.1));
                assert_eq!((volumes[0], volumes[volumes.len() - 1]), ends, "{range:?} {count}");
            }
        }
    }
}
