//! How does a number drawn become a value thousands of times a frame?
//!
//! Inverting the incomplete beta function takes microseconds. It is therefore tabulated once for each
//! beta-PERT input: from either end of its range up to the mean, s = mass^(1/a) is an analytic function
//! of the distance z from that end, and so is z of s, which cubic Hermite polynomials follow to within
//! 10⁻⁹ of the range. The mass is z^a/B(a,b)·Σ (1−b)ₙ zⁿ/(n!(a+n)) (DLMF 8.17.7 and 15.2.1).

use statrs::function::beta::ln_beta;

use super::as_number;
use super::distribution::Distribution;
use crate::cost::wide;

/// Intervals of a table, from an end to the mean.
const INTERVALS: usize = 80;

/// Terms of the series, which is used up to half of the range.
const TERMS: usize = 40;

/// The inverse of a distribution function.
#[derive(Clone, Debug)]
pub(super) enum Inverse {
    /// As the distribution itself has it.
    Exact(Distribution),
    /// Beta-PERT by a table.
    Pert(Box<Pert>),
}

/// A beta-PERT distribution by its two ends.
#[derive(Clone, Debug)]
pub(super) struct Pert {
    low: f64,
    width: f64,
    /// Probability of what lies below the mean.
    below_mean: f64,
    from_low: End,
    from_high: End,
}

/// From one end of the range to the mean, in a variable that is nearly proportional to the distance.
#[derive(Clone, Debug)]
struct End {
    /// 1/a.
    root: f64,
    nodes: Vec<Node>,
}

/// A distance from the end, as a share of the range.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// s = mass^(1/a).
    rooted_mass: f64,
    distance: f64,
    /// dz/ds.
    slope: f64,
}

impl Inverse {
    /// With a table where that helps.
    pub(super) fn tabulated(distribution: &Distribution) -> Self {
        match *distribution {
            Distribution::Pert { low, width, alpha, beta } => Self::Pert(Box::new(Pert::new(low, width, alpha, beta))),
            Distribution::Certain(_)
            | Distribution::Triangular { .. }
            | Distribution::Uniform { .. }
            | Distribution::Normal { .. }
            | Distribution::Lognormal { .. }
            | Distribution::Discrete(_) => Self::Exact(distribution.clone()),
        }
    }

    /// Replaces probabilities, above 0 and below 1, by the values that are not exceeded with them.
    pub(super) fn quantiles(&self, probabilities: &mut [f64]) {
        match self {
            Self::Exact(distribution) => distribution.quantiles(probabilities),
            Self::Pert(pert) => probabilities.iter_mut().for_each(|it| *it = pert.quantile(*it)),
        }
    }
}

impl Pert {
    fn new(low: f64, width: f64, alpha: f64, beta: f64) -> Self {
        let from_low = End::new(alpha, beta);
        let below_mean = from_low.nodes.last().map_or(0.0, |mean| mean.rooted_mass.powf(alpha));
        Self { low, width, below_mean, from_low, from_high: End::new(beta, alpha) }
    }

    fn quantile(&self, u: f64) -> f64 {
        let share =
            if u <= self.below_mean { self.from_low.distance(u) } else { 1.0 - self.from_high.distance(1.0 - u) };
        self.low + self.width * share
    }
}

impl End {
    /// The end with exponents a here and b at the other.
    fn new(a: f64, b: f64) -> Self {
        let mean = a / (a + b);
        // Closer together towards the mean, where the function bends most.
        let place = |node: usize| 1.0 - as_number(node) / as_number(INTERVALS);
        let distances: Vec<f64> = (0..=INTERVALS).map(|node| mean * (1.0 - place(node) * place(node).sqrt())).collect();
        let near: Vec<f64> = distances.iter().map(|&z| z.min(1.0 - z)).collect();
        let inverse_beta = (-ln_beta(a, b)).exp();
        let (own, other) = (series(a, b, &near), series(b, a, &near));
        let node = |index: usize| {
            let (z, y) = (distances[index], 1.0 - distances[index]);
            // Mass over z^a; beyond the middle it is what the other end leaves.
            let mass = if z <= y {
                own[index] * inverse_beta
            } else {
                (1.0 - y.powf(b) * other[index] * inverse_beta) / z.powf(a)
            };
            let root = mass.powf(1.0 / a);
            let slope = root / mass * y.powf(b - 1.0) * inverse_beta / a;
            Node { rooted_mass: z * root, distance: z, slope: 1.0 / slope }
        };
        Self { root: 1.0 / a, nodes: (0..=INTERVALS).map(node).collect() }
    }

    /// How far from the end `mass` of the probability reaches.
    fn distance(&self, mass: f64) -> f64 {
        let s = mass.powf(self.root);
        let after = self.nodes.partition_point(|node| node.rooted_mass <= s).clamp(1, INTERVALS);
        let (from, to) = (self.nodes[after - 1], self.nodes[after]);
        let width = to.rooted_mass - from.rooted_mass;
        let t = (s - from.rooted_mass) / width;
        let rise = to.distance - from.distance;
        let (bend_from, bend_to) = (from.slope * width - rise, rise - to.slope * width);
        from.distance + t * rise + t * (1.0 - t) * ((1.0 - t) * bend_from + t * bend_to)
    }
}

/// Σ (1−b)ₙ zⁿ/(n!(a+n)) at each z, which is at most ½.
fn series(a: f64, b: f64, at: &[f64]) -> Vec<f64> {
    let mut coefficients = [0.0; TERMS];
    let mut product = 1.0;
    for (index, coefficient) in coefficients.iter_mut().enumerate() {
        let n = as_number(index);
        *coefficient = product / (a + n);
        product *= (n + 1.0 - b) / (n + 1.0);
    }
    let mut sums = vec![0.0; at.len()];
    wide(
        #[inline(always)]
        || {
            for coefficient in coefficients.iter().rev() {
                sums.iter_mut().zip(at).for_each(|(sum, z)| *sum = *sum * z + coefficient);
            }
        },
    );
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(inverse: &Inverse, probability: f64) -> f64 {
        let mut it = [probability];
        inverse.quantiles(&mut it);
        it[0]
    }

    /// The promise of the module: a billionth of the range, whatever the skew, far out in the tails too.
    #[test]
    fn a_table_is_within_a_billionth_of_the_range() {
        for skew in 0..=200 {
            let alpha = 1.0 + f64::from(skew) / 50.0;
            let exact = Distribution::Pert { low: 3.0, width: 10.0, alpha, beta: 6.0 - alpha };
            let table = Inverse::tabulated(&exact);
            let evenly = (1..400).map(|k| (f64::from(k) - 0.37) / 400.0);
            let tails = (1..36).map(|k| f64::exp2(f64::from(-k))).flat_map(|u| [u, 1.0 - u]);
            for u in evenly.chain(tails) {
                let (found, expected) = (one(&table, u), exact.quantile(u));
                assert!((found - expected).abs() < 1e-9 * 10.0, "{alpha} at {u}: {found}, not {expected}");
            }
        }
    }

    #[test]
    fn a_table_rises_and_keeps_within_the_range() {
        for alpha in [1.0, 1.01, 2.0, 3.0, 4.73, 5.0] {
            let table = Inverse::tabulated(&Distribution::Pert { low: 0.0, width: 1.0, alpha, beta: 6.0 - alpha });
            let values: Vec<f64> = (0..20_000).map(|k| one(&table, (f64::from(k) + 0.5) / 20_000.0)).collect();
            assert!(values.windows(2).all(|pair| pair[0] < pair[1]), "{alpha}");
            assert!(values[0] > 0.0 && values[19_999] < 1.0 && one(&table, 1e-10) >= 0.0, "{alpha}");
        }
    }

    #[test]
    fn other_shapes_are_exact() {
        let normal = Distribution::Normal { mean: 1.0, deviation: 2.0 };
        assert_eq!(one(&Inverse::tabulated(&normal), 0.3).to_bits(), normal.quantile(0.3).to_bits());
    }
}
