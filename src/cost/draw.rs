//! Which number stands for an estimate?
//!
//! For now the likely one. Counts are rounded to ⌊v+½⌋ and bounded. MODEL.md, section 5.

use crate::model::Estimate;

/// Resolves estimates to numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Draw;

impl Draw {
    /// The number that stands for the estimate.
    pub(crate) fn of(self, estimate: &Estimate) -> f64 {
        estimate.likely()
    }

    /// The number that stands for an estimate that counts something, at least `least`.
    pub(crate) fn count(self, estimate: &Estimate, least: f64) -> f64 {
        (self.of(estimate) + 0.5).floor().max(least)
    }

    /// As [`Draw::of`], where the estimate may be absent.
    pub(crate) fn maybe(self, estimate: Option<&Estimate>) -> Option<f64> {
        estimate.map(|estimate| self.of(estimate))
    }
}
