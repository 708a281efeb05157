//! When does a quotient count as whole?
//!
//! `ceil*(x) = ceil(x − 1e-9·max(1,|x|))`, so that 95/0.95 needs 100 starts, not 101. docs/model.md, section 1.

use crate::model::Estimate;

pub(crate) const TOLERANCE: f64 = 1e-9;

/// How far a number may miss a whole one and still count as it.
pub(crate) fn slack(x: f64) -> f64 {
    TOLERANCE * x.abs().max(1.0)
}

/// The smallest whole number that is not below `x`, forgiving a billionth. Never negative zero.
pub(crate) fn ceil_star(x: f64) -> f64 {
    (x - slack(x)).ceil() + 0.0
}

/// The smaller of two numbers, neither of which may be missing: one instruction, where `f64::min` takes three.
#[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
#[inline(always)]
pub(crate) fn smaller(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

/// The larger of two numbers, as [`smaller`].
#[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
#[inline(always)]
pub(crate) fn larger(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// The likely value of an estimate that counts something.
pub(crate) fn count(estimate: &Estimate, least: f64) -> f64 {
    counted(estimate.likely(), least)
}

/// A number that counts something, rounded to ⌊v+½⌋ and at least `least`.
pub(crate) fn counted(number: f64, least: f64) -> f64 {
    (number + 0.5).floor().max(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_quotients_are_not_rounded_up() {
        let quotient = std::hint::black_box(21.0) / 0.7;
        assert!(quotient > 30.0, "the quotient itself is above 30, which is why the slack is needed");
        assert_eq!(ceil_star(quotient).to_bits(), 30.0_f64.to_bits());
        assert_eq!(ceil_star(95.0 / 0.95).to_bits(), 100.0_f64.to_bits());
        assert_eq!(ceil_star(100.001).to_bits(), 101.0_f64.to_bits());
    }
}
