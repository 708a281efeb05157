//! Which numbers may an input take?

/// The numbers an input may take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The smallest number allowed.
    pub low: f64,
    /// True where `low` itself is not allowed.
    pub low_open: bool,
    /// The largest number allowed.
    pub high: f64,
    /// True where `high` itself is not allowed.
    pub high_open: bool,
    /// True where the input counts something: it is rounded to ⌊v+½⌋ wherever it is used.
    pub whole: bool,
}

/// How close a drawn number may come to a bound that is itself not allowed.
pub const OPEN_MARGIN: f64 = 1e-6;

/// The largest whole number that stays itself in an `f64` while its neighbours do too, 2⁵³ − 1.
/// Beyond it a file's number may silently be another one.
pub const LARGEST_COUNT: f64 = 9_007_199_254_740_991.0;

impl Bounds {
    /// Any finite number.
    pub const FREE: Self =
        Self { low: f64::NEG_INFINITY, low_open: false, high: f64::INFINITY, high_open: false, whole: false };
    /// Zero or more.
    pub const NOT_NEGATIVE: Self = Self { low: 0.0, ..Self::FREE };
    /// More than zero: the number divides.
    pub const POSITIVE: Self = Self { low_open: true, ..Self::NOT_NEGATIVE };
    /// An exchange rate: at least a millionth.
    pub const EXCHANGE: Self = Self { low: OPEN_MARGIN, ..Self::FREE };
    /// From none to all.
    pub const SHARE: Self = Self { high: 1.0, ..Self::NOT_NEGATIVE };
    /// From none to nearly all.
    pub const OPEN_SHARE: Self = Self { high_open: true, ..Self::SHARE };
    /// A yield: more than none, at most all.
    pub const YIELD: Self = Self { low_open: true, ..Self::SHARE };
    /// A learning rate: more than a half, at most one.
    pub const LEARNING_RATE: Self = Self { low: 0.5, ..Self::YIELD };
    /// How often: 0, 1, 2 …
    pub const COUNT: Self = Self { whole: true, high: LARGEST_COUNT, ..Self::NOT_NEGATIVE };
    /// How many, at least one.
    pub const COUNT_FROM_ONE: Self = Self { low: 1.0, ..Self::COUNT };

    /// True where `value` is finite and allowed.
    #[must_use]
    pub fn allow(&self, value: f64) -> bool {
        let above = if self.low_open { value > self.low } else { value >= self.low };
        let below = if self.high_open { value < self.high } else { value <= self.high };
        value.is_finite() && above && below
    }

    /// The allowed number nearest to `value`; counts are rounded first. A bound that is itself not
    /// allowed is kept away from by [`OPEN_MARGIN`].
    #[must_use]
    pub fn nearest(&self, value: f64) -> f64 {
        let value = if self.whole { (value + 0.5).floor() } else { value };
        let low = if self.low_open { self.low + OPEN_MARGIN } else { self.low };
        let high = if self.high_open { self.high - OPEN_MARGIN } else { self.high };
        value.max(low).min(high)
    }
}

impl std::fmt::Display for Bounds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let kind = if self.whole { "a whole number" } else { "a number" };
        if !self.low.is_finite() {
            return f.write_str("any finite number");
        }
        write!(f, "{kind}, {} {}", if self.low_open { "above" } else { "at least" }, self.low)?;
        // The bound of all counts is a matter of arithmetic and would only be in the way.
        if self.high.is_finite() && self.high < LARGEST_COUNT {
            write!(f, " and {} {}", if self.high_open { "below" } else { "at most" }, self.high)?;
        }
        Ok(())
    }
}
