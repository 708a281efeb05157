//! What is it worth to know an input?
//!
//! EVPPI_j = min_r mean TC_r − the average of the minimum of bin means, the samples sorted by θ_j into
//! B = max(2, ⌊√K/2 + ½⌋) bins alike; between nothing and the EVPI. The noise floor is the same with the
//! samples in random order. docs/model.md, section 5; source 8.

use super::Plan;
use super::draws::UncertainInput;
use super::summary::{InformationValue, Outcome};
use crate::analysis::as_number;
use crate::analysis::distribution::Distribution;
use crate::analysis::interrupt::Interrupt;
use crate::analysis::pieces::spread;
use crate::analysis::random::Stream;

/// What it is worth to know each input, found on `threads` threads; none where interrupted.
pub(super) fn information_values(
    plan: &Plan,
    outcomes: &[Outcome<'_>],
    threads: usize,
    interrupt: &(dyn Interrupt + Sync),
) -> Option<Vec<InformationValue>> {
    let count = outcomes.first().map_or(0, |outcome| outcome.least.len());
    let (rows, sizes) = (outcomes.iter().map(Rows::new).collect::<Vec<_>>(), bin_sizes(count));
    let value_of = |sums: &mut Vec<f64>, key: &dyn Fn(u64) -> f64| -> Vec<f64> {
        let bins = bins(count, &sizes, key);
        let worth = |(outcome, rows): (&Outcome<'_>, &Rows)| {
            let informed = rows.informed(&bins, sizes.len(), sums) / as_number(count);
            (outcome.least_mean() - informed).clamp(0.0, outcome.evpi().max(0.0))
        };
        outcomes.iter().zip(&rows).map(worth).collect()
    };
    let one = |sums: &mut Vec<f64>, index: usize| {
        let input = &plan.draws.inputs[index];
        let shuffle = Stream::new(plan.seed, &format!("{}.shuffle", input.path));
        InformationValue {
            input: input.path.clone(),
            values: value_of(sums, &|sample| key(input, sample)),
            noise_floor: value_of(sums, &|sample| shuffle.uniform(sample)),
        }
    };
    spread(plan.draws.inputs.len(), threads, interrupt, &|_| (), Vec::new, one)
}

/// What sorts the samples as the input's values do: a quantile rises with its probability, but for listed
/// values, which stand in any order.
fn key(input: &UncertainInput, sample: u64) -> f64 {
    let uniform = input.stream.uniform(sample);
    let is_listed = matches!(input.distribution, Distribution::Discrete(_));
    if is_listed { input.distribution.quantile(uniform) } else { uniform }
}

/// The totals at one volume, by sample, route: one row a sample, so that they are read in one go.
struct Rows {
    totals: Vec<f64>,
    routes: usize,
}

impl Rows {
    fn new(outcome: &Outcome<'_>) -> Self {
        let routes = outcome.totals.len();
        let mut totals = vec![0.0; routes * outcome.least.len()];
        for (route, of_route) in outcome.totals.iter().enumerate() {
            totals.iter_mut().skip(route).step_by(routes).zip(of_route).for_each(|(into, total)| *into = *total);
        }
        Self { totals, routes }
    }

    /// The sum over all bins of the least sum of a route; `sums` is room to work in.
    fn informed(&self, bins: &[usize], count: usize, sums: &mut Vec<f64>) -> f64 {
        sums.clear();
        sums.resize(count * self.routes, 0.0);
        for (row, bin) in self.totals.chunks_exact(self.routes).zip(bins) {
            let sums = &mut sums[bin * self.routes..][..self.routes];
            sums.iter_mut().zip(row).for_each(|(sum, total)| *sum += total);
        }
        sums.chunks_exact(self.routes).map(|bin| bin.iter().copied().fold(f64::INFINITY, f64::min)).sum()
    }
}

/// By sample: the bin that it falls into where samples are sorted by `key`, of equal ones the first first.
fn bins(count: usize, sizes: &[usize], key: &dyn Fn(u64) -> f64) -> Vec<usize> {
    let mut order: Vec<(f64, usize)> = (0..count).map(|sample| (key(sample as u64), sample)).collect();
    let mut bins = vec![0; count];
    split(&mut order, sizes, 0, &mut bins);
    bins
}

/// Sorts no further than into bins, the first of which has number `first`.
fn split(order: &mut [(f64, usize)], sizes: &[usize], first: usize, bins: &mut [usize]) {
    let half = sizes.len() / 2;
    let below: usize = sizes[..half].iter().sum();
    if half == 0 || below >= order.len() {
        for (_, sample) in order.iter() {
            bins[*sample] = first;
        }
        return;
    }
    order.select_nth_unstable_by(below, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let (low, high) = order.split_at_mut(below);
    split(low, &sizes[..half], first, bins);
    split(high, &sizes[half..], first + half, bins);
}

/// The sizes of the bins, the first ones larger by one.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
fn bin_sizes(count: usize) -> Vec<usize> {
    let bins = ((as_number(count).sqrt() / 2.0 + 0.5).floor() as usize).max(2);
    (0..bins).map(|bin| count / bins + usize::from(bin < count % bins)).filter(|&size| size > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against sorting all samples and cutting them up, with equal keys among them.
    #[test]
    fn bins_are_those_of_sorted_samples() {
        let stream = Stream::new(3, "keys");
        for count in [1, 2, 3, 10, 1_000, 5_001] {
            let (sizes, key) = (bin_sizes(count), |sample: u64| (stream.uniform(sample) * 40.0).floor());
            assert_eq!(sizes.iter().sum::<usize>(), count);
            let mut order: Vec<usize> = (0..count).collect();
            order.sort_by(|&a, &b| key(a as u64).total_cmp(&key(b as u64)));
            let numbers = sizes.iter().enumerate().flat_map(|(bin, size)| std::iter::repeat_n(bin, *size));
            let mut expected = vec![0; count];
            order.into_iter().zip(numbers).for_each(|(sample, bin)| expected[sample] = bin);
            assert_eq!(bins(count, &sizes, &key), expected, "{count}");
        }
    }
}
