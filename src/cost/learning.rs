//! What do S units cost when each doubling makes them cheaper?
//!
//! With β = log₂(rate): Wright, whose cumulative average falls, c₁·[(n₀+S)^{1+β} − n₀^{1+β}];
//! Crawford, whose unit cost falls, c₁·Σ i^β for i = n₀+1 … n₀+S. MODEL.md, section 2; source [6].

/// A learning curve in plain numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LearningCase {
    /// Which of the two readings.
    pub reading: LearningReading,
    /// β = log₂(rate), −1 < β ≤ 0.
    pub exponent: f64,
    /// c₁: cost of the first unit.
    pub first_unit_cost: f64,
    /// n₀: units already behind the route.
    pub prior_units: f64,
}

/// What falls by the rate at each doubling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LearningReading {
    /// The cumulative average.
    Wright,
    /// The unit cost.
    Crawford,
}

impl LearningCase {
    /// Cost of the next `units` units.
    ///
    /// ```
    /// use crossplan::cost::learning::{LearningCase, LearningReading};
    /// let curve = LearningCase { reading: LearningReading::Crawford, exponent: 0.85_f64.log2(), first_unit_cost: 100.0, prior_units: 0.0 };
    /// assert!((curve.cost_of(125.0) - 5201.085).abs() < 6e-4); // CRAN learningCurve vignette
    /// ```
    #[must_use]
    pub fn cost_of(&self, units: f64) -> f64 {
        let (from, to) = (self.prior_units, self.prior_units + units);
        self.first_unit_cost
            * match self.reading {
                LearningReading::Wright => to.powf(1.0 + self.exponent) - from.powf(1.0 + self.exponent),
                LearningReading::Crawford => power_sum(from, to, self.exponent),
            }
    }
}

impl LearningCase {
    /// By how much the cost rises with the unit that follows `units` others; it only falls.
    pub(crate) fn marginal(&self, units: f64) -> f64 {
        let share = match self.reading {
            LearningReading::Wright => 1.0 + self.exponent,
            LearningReading::Crawford => 1.0,
        };
        self.first_unit_cost * share * (self.prior_units + units).powf(self.exponent)
    }
}

/// How many terms are added one by one before the rest is summed by Euler–Maclaurin.
const TERMS: f64 = 32.0;

/// Σ i^β for i = from+1 … to, whole numbers.
fn power_sum(from: f64, to: f64, exponent: f64) -> f64 {
    let mut sum = 0.0;
    let mut i = from;
    while i < to && i < from + TERMS {
        i += 1.0;
        sum += i.powf(exponent);
    }
    if i < to { sum + tail(i, to, exponent) } else { sum }
}

/// Σ i^β for i = a+1 … b by Euler–Maclaurin up to the fifth derivative; a is at least 32.
fn tail(a: f64, b: f64, exponent: f64) -> f64 {
    let integral = if exponent.abs() < f64::EPSILON {
        b - a
    } else {
        (b.powf(exponent + 1.0) - a.powf(exponent + 1.0)) / (exponent + 1.0)
    };
    let derivative = |x: f64, order: i32| {
        (0..order).map(|k| exponent - f64::from(k)).product::<f64>() * x.powf(exponent - f64::from(order))
    };
    let ends = |order: i32| derivative(b, order) - derivative(a, order);
    integral + f64::midpoint(b.powf(exponent), -a.powf(exponent)) + ends(1) / 12.0 - ends(3) / 720.0
        + ends(5) / 30_240.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_equals_term_by_term_addition() {
        for exponent in [-0.9, -0.234, -0.01, 0.0] {
            for (from, to) in [(0.0, 5.0), (0.0, 33.0), (0.0, 10_000.0), (700.0, 5_000.0)] {
                let mut plain = 0.0;
                let mut i = from;
                while i < to {
                    i += 1.0;
                    plain += f64::powf(i, exponent);
                }
                assert!((power_sum(from, to, exponent) / plain - 1.0).abs() < 1e-12, "{exponent} {from} {to}");
            }
        }
    }
}
