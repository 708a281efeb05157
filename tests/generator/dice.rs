//! Random numbers for scenarios, rounded so that a printed scenario is short and exact.

use crossplan::model::Estimate;

/// `SplitMix64`.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to 1.
    #[allow(clippy::cast_precision_loss, reason = "53 bits are kept")]
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// A number with four decimals.
    pub(crate) fn number(&mut self, low: f64, high: f64) -> f64 {
        ((low + (high - low) * self.unit()) * 1e4).round() / 1e4
    }

    /// A number with four decimals; small ones are as likely as large ones.
    pub(crate) fn scaled(&mut self, low: f64, high: f64) -> f64 {
        ((low.ln() + (high / low).ln() * self.unit()).exp() * 1e4).round() / 1e4
    }

    /// A number with four decimals; now and then one of the ends, where formulas have their special cases.
    pub(crate) fn estimate(&mut self, low: f64, high: f64) -> Estimate {
        Estimate::certain(match self.whole(0, 19) {
            0 => low,
            1 => high,
            _ => self.number(low, high),
        })
    }

    /// A whole number from `low` to `high`.
    pub(crate) fn whole(&mut self, low: u64, high: u64) -> u64 {
        low + self.next() % (high - low + 1)
    }

    #[allow(clippy::cast_precision_loss, reason = "small")]
    pub(crate) fn count(&mut self, low: u64, high: u64) -> Estimate {
        Estimate::certain(self.whole(low, high) as f64)
    }

    /// A whole number; small ones are as likely as large ones.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "small and positive"
    )]
    pub(crate) fn quantity(&mut self, low: u64, high: u64) -> u64 {
        (self.scaled(low as f64, high as f64).round() as u64).clamp(low, high)
    }

    #[allow(clippy::cast_precision_loss, reason = "small")]
    pub(crate) fn quantity_estimate(&mut self, low: u64, high: u64) -> Estimate {
        Estimate::certain(self.quantity(low, high) as f64)
    }

    /// One of them.
    pub(crate) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.index(choices.len())]
    }

    /// A place among `count`.
    #[allow(clippy::cast_possible_truncation, reason = "the remainder is below a usize")]
    pub(crate) fn index(&mut self, count: usize) -> usize {
        (self.next() % count as u64) as usize
    }

    /// What `make` gives, or nothing.
    pub(crate) fn maybe<T>(&mut self, probability: f64, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.chance(probability) { Some(make(self)) } else { None }
    }
}
