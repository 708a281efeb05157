//! What do S units cost when each doubling makes them cheaper?
//!
//! With β = log₂(rate): Wright, whose cumulative average falls, c₁·[(n₀+S)^{1+β} − n₀^{1+β}];
//! Crawford, whose unit cost falls, c₁·Σ i^β for i = n₀+1 … n₀+S, the first 32 terms one by one, the
//! rest by Euler–Maclaurin. docs/model.md, section 2; source 6.

/// A learning curve in plain numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LearningCase {
    reading: LearningReading,
    /// β = log₂(rate), −1 < β ≤ 0.
    exponent: f64,
    /// c₁.
    first_unit_cost: f64,
    /// n₀.
    prior_units: f64,
    /// What every longer run has in common, so that it is computed once.
    common: f64,
}

/// What falls by the rate at each doubling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LearningReading {
    /// The cumulative average.
    Wright,
    /// The unit cost.
    Crawford,
}

/// How many terms are added one by one before the rest is summed by Euler–Maclaurin.
const TERMS: f64 = 32.0;

impl LearningCase {
    /// A curve by its rate (0.5 to 1], the cost of its first unit, and the units already made.
    #[must_use]
    pub fn new(reading: LearningReading, rate: f64, first_unit_cost: f64, prior_units: f64) -> Self {
        let exponent = rate.log2();
        let common = match reading {
            LearningReading::Wright => -prior_units.powf(1.0 + exponent),
            LearningReading::Crawford => {
                let from = prior_units + TERMS;
                terms(prior_units, from, exponent) - antiderivative(from, exponent)
            }
        };
        Self { reading, exponent, first_unit_cost, prior_units, common }
    }

    /// Cost of the next `units` units.
    ///
    /// ```
    /// use crossplan::cost::learning::{LearningCase, LearningReading};
    /// let curve = LearningCase::new(LearningReading::Crawford, 0.85, 100.0, 0.0);
    /// assert!((curve.cost_of(125.0) - 5201.085).abs() < 6e-4); // CRAN learningCurve vignette
    /// ```
    #[must_use]
    pub fn cost_of(&self, units: f64) -> f64 {
        let to = self.prior_units + units;
        self.first_unit_cost
            * match self.reading {
                LearningReading::Wright => to.powf(1.0 + self.exponent) + self.common,
                LearningReading::Crawford if units <= TERMS => terms(self.prior_units, to, self.exponent),
                LearningReading::Crawford => antiderivative(to, self.exponent) + self.common,
            }
    }

    /// By how much the cost rises with the unit that follows `units` others; it only falls.
    pub(crate) fn marginal(&self, units: f64) -> f64 {
        let share = match self.reading {
            LearningReading::Wright => 1.0 + self.exponent,
            LearningReading::Crawford => 1.0,
        };
        self.first_unit_cost * share * (self.prior_units + units).powf(self.exponent)
    }
}

/// Σ i^β for i = from+1 … to, one by one.
fn terms(from: f64, to: f64, exponent: f64) -> f64 {
    let mut sum = 0.0;
    let mut i = from;
    while i < to {
        i += 1.0;
        sum += i.powf(exponent);
    }
    sum
}

/// Euler–Maclaurin for Σ i^β up to x, but for a constant; derivatives to the fifth. x is above 32.
fn antiderivative(x: f64, exponent: f64) -> f64 {
    let power = x.powf(exponent);
    let first = exponent * power / x;
    let third = first * (exponent - 1.0) * (exponent - 2.0) / (x * x);
    let fifth = third * (exponent - 3.0) * (exponent - 4.0) / (x * x);
    power * x / (exponent + 1.0) + power / 2.0 + first / 12.0 - third / 720.0 + fifth / 30_240.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_equals_term_by_term_addition() {
        for rate in [0.51, 0.75, 0.85, 0.99, 1.0] {
            for (from, units) in [(0.0, 5.0), (0.0, 32.0), (0.0, 33.0), (0.0, 10_000.0), (700.0, 5_000.0)] {
                let curve = LearningCase::new(LearningReading::Crawford, rate, 3.0, from);
                let plain = 3.0 * terms(from, from + units, f64::log2(rate));
                assert!((curve.cost_of(units) / plain - 1.0).abs() < 1e-12, "{rate} {from} {units}");
            }
        }
    }
}
