//! Which value of an estimate has a given chance of not being exceeded?
//!
//! Beta-PERT (λ = 4), triangular, uniform, normal and lognormal (low and high are the 5 % and 95 %
//! quantiles), and listed values in listed order. docs/model.md, section 5, and the file's header.

use statrs::function::beta::{beta_reg, inv_beta_reg, ln_beta};
use statrs::function::erf::erfc_inv;

use crate::cost::quality::normal_cdf;
use crate::cost::wide;
use crate::model::{Estimate, Shape, Value};

/// The 95 % quantile of the standard normal distribution.
const Z_95: f64 = 1.644_853_626_951_472_2;

/// An estimate as a distribution.
#[derive(Clone, Debug, PartialEq)]
pub enum Distribution {
    /// One value.
    Certain(f64),
    /// Beta-PERT over `low` to `low + width`.
    Pert {
        /// The minimum.
        low: f64,
        /// Maximum less minimum.
        width: f64,
        /// First exponent, 1 + 4·(mode − low)/width.
        alpha: f64,
        /// Second exponent, 1 + 4·(high − mode)/width.
        beta: f64,
    },
    /// Triangular.
    Triangular {
        /// The minimum.
        low: f64,
        /// The mode.
        mode: f64,
        /// The maximum.
        high: f64,
    },
    /// Uniform.
    Uniform {
        /// The minimum.
        low: f64,
        /// The maximum.
        high: f64,
    },
    /// Normal.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        deviation: f64,
    },
    /// The logarithm is normal.
    Lognormal {
        /// Mean of the logarithm.
        mean: f64,
        /// Standard deviation of the logarithm.
        deviation: f64,
    },
    /// Values and their probabilities, in listed order.
    Discrete(Vec<(f64, f64)>),
}

impl Distribution {
    /// The distribution of an estimate.
    #[must_use]
    pub fn of(estimate: &Estimate) -> Self {
        match &estimate.value {
            Value::Certain(value) => Self::Certain(*value),
            Value::Discrete { values, .. } => Self::Discrete(values.clone()),
            Value::Range { low, high, .. } if high <= low => Self::Certain(*low),
            Value::Range { low, likely, high, shape } => Self::spread(*low, *likely, *high, *shape),
        }
    }

    fn spread(low: f64, likely: f64, high: f64, shape: Shape) -> Self {
        match shape {
            Shape::Pert | Shape::Discrete => {
                let width = high - low;
                let alpha = 1.0 + 4.0 * (likely - low) / width;
                Self::Pert { low, width, alpha, beta: 6.0 - alpha }
            }
            Shape::Triangular => Self::Triangular { low, mode: likely, high },
            Shape::Uniform => Self::Uniform { low, high },
            Shape::Normal => Self::Normal { mean: f64::midpoint(low, high), deviation: (high - low) / (2.0 * Z_95) },
            Shape::Lognormal => {
                let (low, high) = (low.ln(), high.ln());
                Self::Lognormal { mean: f64::midpoint(low, high), deviation: (high - low) / (2.0 * Z_95) }
            }
        }
    }

    /// The value that is not exceeded with probability `u`, which is above 0 and below 1.
    ///
    /// ```
    /// use crossplan::analysis::distribution::Distribution;
    /// let triangular = Distribution::Triangular { low: 0.0, mode: 1.0, high: 2.0 };
    /// assert_eq!(triangular.quantile(0.5), 1.0);
    /// ```
    #[must_use]
    pub fn quantile(&self, u: f64) -> f64 {
        match self {
            Self::Certain(value) => *value,
            Self::Pert { low, width, alpha, beta } => low + width * beta_quantile(*alpha, *beta, u),
            Self::Triangular { low, mode, high } => triangular_quantile(*low, *mode, *high, u),
            Self::Uniform { low, high } => low + u * (high - low),
            Self::Normal { mean, deviation } => mean + deviation * normal_quantile(u),
            Self::Lognormal { mean, deviation } => (mean + deviation * normal_quantile(u)).exp(),
            Self::Discrete(values) => listed_quantile(values, u),
        }
    }

    /// Replaces probabilities by their quantiles, the very same as one by one.
    pub(crate) fn quantiles(&self, probabilities: &mut [f64]) {
        if let Self::Triangular { low, mode, high } = *self {
            wide(
                #[inline(always)]
                || probabilities.iter_mut().for_each(|it| *it = triangular_quantile(low, mode, high, *it)),
            );
        } else {
            for it in probabilities {
                *it = self.quantile(*it);
            }
        }
    }

    /// The mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match self {
            Self::Certain(value) => *value,
            Self::Pert { low, width, alpha, .. } => low + width * alpha / 6.0,
            Self::Triangular { low, mode, high } => (low + mode + high) / 3.0,
            Self::Uniform { low, high } => f64::midpoint(*low, *high),
            Self::Normal { mean, .. } => *mean,
            Self::Lognormal { mean, deviation } => (mean + deviation * deviation / 2.0).exp(),
            Self::Discrete(values) => values.iter().map(|(value, probability)| value * probability).sum(),
        }
    }
}

/// The inverse of the standard normal distribution function.
#[must_use]
pub fn normal_quantile(u: f64) -> f64 {
    let first = -std::f64::consts::SQRT_2 * erfc_inv(2.0 * u);
    let density = (-first * first / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    if density > 0.0 { first - (normal_cdf(first) - u) / density } else { first }
}

/// The inverse of the regularised incomplete beta function, polished by a step of Newton.
fn beta_quantile(alpha: f64, beta: f64, u: f64) -> f64 {
    let first = inv_beta_reg(alpha, beta, u);
    if first <= 0.0 || first >= 1.0 {
        return first;
    }
    let log_density = (alpha - 1.0) * first.ln() + (beta - 1.0) * (-first).ln_1p() - ln_beta(alpha, beta);
    let step = (beta_reg(alpha, beta, first) - u) / log_density.exp();
    let polished = first - step;
    if (0.0..=1.0).contains(&polished) { polished } else { first }
}

#[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
#[inline(always)]
fn triangular_quantile(low: f64, mode: f64, high: f64, u: f64) -> f64 {
    let width = high - low;
    let (rising, falling) = (u * width * (mode - low), (1.0 - u) * width * (high - mode));
    let (from_low, from_high) = (low + rising.sqrt(), high - falling.sqrt());
    if u * width < mode - low { from_low } else { from_high }
}

fn listed_quantile(values: &[(f64, f64)], u: f64) -> f64 {
    let mut reached = 0.0;
    for &(value, probability) in values {
        reached += probability;
        if u < reached {
            return value;
        }
    }
    values.iter().rev().find(|(_, probability)| *probability > 0.0).map_or(0.0, |&(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(distribution: &Distribution) -> (f64, f64) {
        let count = 200_000;
        let values = (0..count).map(|i| distribution.quantile((f64::from(i) + 0.5) / f64::from(count)));
        let (sum, squares) = values.fold((0.0, 0.0), |(sum, squares), value| (sum + value, squares + value * value));
        let mean = sum / f64::from(count);
        (mean, squares / f64::from(count) - mean * mean)
    }

    /// Case moments-triangular-pert: 8,000, 15,000, 30,000. Mean and variance by the textbook
    /// formulas; the variance of beta-PERT is (mean−a)(b−mean)/7.
    #[test]
    fn moments_triangular_pert() {
        let (a, m, b) = (8_000.0, 15_000.0, 30_000.0);
        let triangular = Distribution::of(&Estimate {
            value: Value::Range { low: a, likely: m, high: b, shape: Shape::Triangular },
            source: crate::model::Source::default(),
        });
        let (mean, variance) = moments(&triangular);
        assert!((mean - 17_666.666_7).abs() < 0.5 && (triangular.mean() - 17_666.666_7).abs() < 1e-3, "{mean}");
        assert!((variance / 21_055_555.555_555_556 - 1.0).abs() < 1e-3, "{variance}");
        let pert = Distribution::of(&Estimate::range(a, m, b));
        let (mean, variance) = moments(&pert);
        assert!((mean - 16_333.333_3).abs() < 0.5 && (pert.mean() - 16_333.333_3).abs() < 1e-3, "{mean}");
        assert!((variance / ((mean - a) * (b - mean) / 7.0) - 1.0).abs() < 1e-3, "{variance}");
    }

    #[test]
    fn normal_and_lognormal_meet_their_5_and_95_percent() {
        for shape in [Shape::Normal, Shape::Lognormal] {
            let value = Value::Range { low: 2.0, likely: 3.0, high: 9.0, shape };
            let distribution = Distribution::of(&Estimate { value, source: crate::model::Source::default() });
            assert!(
                (distribution.quantile(0.05) - 2.0).abs() < 1e-12 && (distribution.quantile(0.95) - 9.0).abs() < 1e-12
            );
        }
    }

    #[test]
    fn beta_quantiles_invert_to_the_last_digits() {
        for (alpha, beta) in [(1.0, 5.0), (3.0, 3.0), (4.9, 1.1), (2.27, 3.73)] {
            for u in [1e-9, 1e-4, 0.1, 0.37, 0.5, 0.9, 0.9999] {
                let x = beta_quantile(alpha, beta, u);
                assert!((beta_reg(alpha, beta, x) / u - 1.0).abs() < 1e-11, "{alpha} {beta} {u}: {x}");
            }
        }
    }

    #[test]
    fn listed_values_come_in_listed_order() {
        let listed = Distribution::Discrete(vec![(6.0, 0.2), (2.0, 0.5), (3.0, 0.3)]);
        assert_eq!(
            [0.1, 0.2, 0.69, 0.71, 0.999].map(|u| listed.quantile(u).to_bits()),
            [6.0_f64, 2.0, 2.0, 3.0, 3.0].map(f64::to_bits)
        );
    }
}
