//! What do the draws say: how much, how sure, at what regret, and what is it worth to know more?
//!
//! Chance of being cheapest = mean of 1{r∈W}/|W| ± √(p(1−p)/K). Regret R_r = mean(TC_r − min TC).
//! EVPI = min_r mean TC_r − mean min_r TC. Quantiles interpolate linearly at (K−1)q. docs/model.md, section 5;
//! source 8.

use super::information::information_values;
use super::{Chunk, Plan};
use crate::analysis::as_number;
use crate::analysis::crossover::TIE;
use crate::analysis::interrupt::{Interrupt, Never};

/// The answers of a simulation.
#[derive(Clone, Debug, PartialEq)]
pub struct Simulation {
    /// How many samples were drawn.
    pub samples: u64,
    /// By volume, route: what the totals came to.
    pub points: Vec<Vec<PointSummary>>,
    /// By volume: expected value of perfect information.
    pub evpi: Vec<f64>,
    /// By uncertain input: what it is worth to know it.
    pub evppi: Vec<InformationValue>,
    /// The first crossover's volume, where asked for and any sample had one.
    pub crossover: Option<CrossoverVolumes>,
    /// Samples in which a draw was impossible and was moved to a bound.
    pub clamped: u64,
}

/// A route's total at a volume.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointSummary {
    /// Mean.
    pub mean: f64,
    /// 10 % quantile.
    pub p10: f64,
    /// Median.
    pub p50: f64,
    /// 90 % quantile.
    pub p90: f64,
    /// Chance of being cheapest; ties are shared.
    pub probability_cheapest: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Expected cost of choosing this route over the best of each draw.
    pub regret: f64,
    /// False where the route competes in no draw.
    pub candidate: bool,
    /// True where it competes in every draw.
    pub always_candidate: bool,
}

/// What it is worth to know an input.
#[derive(Clone, Debug, PartialEq)]
pub struct InformationValue {
    /// The input's path.
    pub input: String,
    /// By volume: expected value of knowing it, at most the EVPI.
    pub values: Vec<f64>,
    /// By volume: what an input without influence would seem worth.
    pub noise_floor: Vec<f64>,
}

/// Where the first crossover lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CrossoverVolumes {
    /// 10 % quantile of the samples that have one.
    pub p10: f64,
    /// Median of them.
    pub p50: f64,
    /// 90 % quantile of them.
    pub p90: f64,
    /// Share of the samples that have none.
    pub none: f64,
}

/// Sums the chunks up; their order does not matter. None where there is no sample.
#[must_use]
pub fn summarize(plan: &Plan, chunks: Vec<Chunk>) -> Option<Simulation> {
    summarize_on(plan, chunks, 1, &Never)
}

/// The same on so many threads; none also where interrupted.
pub(super) fn summarize_on(
    plan: &Plan,
    chunks: Vec<Chunk>,
    threads: usize,
    interrupt: &(dyn Interrupt + Sync),
) -> Option<Simulation> {
    let all = joined(chunks)?;
    let count = all.totals.first()?.first().map_or(0, Vec::len);
    if count == 0 {
        return None;
    }
    let outcomes: Vec<Outcome<'_>> = all
        .totals
        .iter()
        .zip(&all.candidates)
        .map(|(totals, candidates)| Outcome::new(totals, candidates, count))
        .collect();
    Some(Simulation {
        samples: count as u64,
        points: outcomes.iter().map(Outcome::points).collect(),
        evpi: outcomes.iter().map(Outcome::evpi).collect(),
        evppi: information_values(plan, &outcomes, threads, interrupt)?,
        crossover: crossover_volumes(&all.first_crossover),
        clamped: all.clamped,
    })
}

fn joined(mut chunks: Vec<Chunk>) -> Option<Chunk> {
    chunks.sort_by_key(|chunk| chunk.samples.start);
    let mut chunks = chunks.into_iter();
    let mut all = chunks.next()?;
    chunks.for_each(|chunk| all.append(chunk));
    Some(all)
}

impl Chunk {
    fn append(&mut self, other: Self) {
        let pairs = self.totals.iter_mut().flatten().zip(other.totals.into_iter().flatten());
        pairs.for_each(|(mine, theirs)| mine.extend(theirs));
        let pairs = self.candidates.iter_mut().flatten().zip(other.candidates.into_iter().flatten());
        pairs.for_each(|(mine, theirs)| mine.extend(theirs));
        self.first_crossover.extend(other.first_crossover);
        self.clamped += other.clamped;
    }
}

/// The totals of all routes at one volume.
pub(super) struct Outcome<'a> {
    pub(super) totals: &'a [Vec<f64>],
    candidates: &'a [Vec<bool>],
    /// By sample: the least total of a candidate.
    pub(super) least: Vec<f64>,
    means: Vec<f64>,
}

impl<'a> Outcome<'a> {
    fn new(totals: &'a [Vec<f64>], candidates: &'a [Vec<bool>], count: usize) -> Self {
        let mut least = vec![f64::INFINITY; count];
        for (route, competing) in totals.iter().zip(candidates) {
            for ((least, &total), &competes) in least.iter_mut().zip(route).zip(competing) {
                if competes {
                    *least = least.min(total);
                }
            }
        }
        let means = totals.iter().map(|route| mean(route)).collect();
        Self { totals, candidates, least, means }
    }

    fn points(&self) -> Vec<PointSummary> {
        let mut shares = vec![0.0; self.totals.len()];
        for sample in 0..self.least.len() {
            let wins =
                |route: usize| self.candidates[route][sample] && self.totals[route][sample] <= self.least[sample] + TIE;
            let winners: Vec<usize> = (0..self.totals.len()).filter(|&route| wins(route)).collect();
            for &route in &winners {
                shares[route] += 1.0 / as_number(winners.len());
            }
        }
        let least = mean(&self.least);
        let one = |(route, share): (usize, f64)| {
            let mut sorted = self.totals[route].clone();
            sorted.sort_unstable_by(f64::total_cmp);
            let chance = share / as_number(sorted.len());
            PointSummary {
                mean: self.means[route],
                p10: quantile(&sorted, 0.1),
                p50: quantile(&sorted, 0.5),
                p90: quantile(&sorted, 0.9),
                probability_cheapest: chance,
                standard_error: (chance * (1.0 - chance) / as_number(sorted.len())).sqrt(),
                regret: self.means[route] - least,
                candidate: self.candidates[route].contains(&true),
                always_candidate: !self.candidates[route].contains(&false),
            }
        };
        shares.into_iter().enumerate().map(one).collect()
    }

    pub(super) fn evpi(&self) -> f64 {
        self.least_mean() - mean(&self.least)
    }

    pub(super) fn least_mean(&self) -> f64 {
        self.means.iter().copied().fold(f64::INFINITY, f64::min)
    }
}

fn crossover_volumes(first: &[Option<u64>]) -> Option<CrossoverVolumes> {
    let mut found: Vec<f64> = first.iter().flatten().map(|&volume| crate::cost::as_parts(volume)).collect();
    found.sort_unstable_by(f64::total_cmp);
    (!found.is_empty()).then(|| CrossoverVolumes {
        p10: quantile(&found, 0.1),
        p50: quantile(&found, 0.5),
        p90: quantile(&found, 0.9),
        none: 1.0 - as_number(found.len()) / as_number(first.len()),
    })
}

/// The quantile of sorted values, interpolated linearly at (K−1)q.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position within the values")]
fn quantile(sorted: &[f64], q: f64) -> f64 {
    let position = as_number(sorted.len() - 1) * q;
    let below = position.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (position - position.floor()) * (sorted[above] - sorted[below])
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / as_number(values.len())
}
