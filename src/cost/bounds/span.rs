//! How does a component move with the volume, and how far can it stray from that?

use super::super::rounding::{ceil_star, slack};

/// Over a range of volumes V a component g satisfies slope·V + low ≤ g(V) ≤ slope·V + high.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span {
    pub(crate) slope: f64,
    pub(crate) low: f64,
    pub(crate) high: f64,
}

impl Span {
    /// Between two amounts.
    pub(crate) fn flat(low: f64, high: f64) -> Self {
        Self { slope: 0.0, low, high }
    }

    /// Exactly slope·V.
    pub(crate) fn linear(slope: f64) -> Self {
        Self { slope, low: 0.0, high: 0.0 }
    }

    /// A component bent one way only between two points `(x, value)`, given its slopes there: it
    /// strays from the chord by at most a quarter of their difference times the length.
    pub(crate) fn bent(from: (f64, f64), to: (f64, f64), slope_from: f64, slope_to: f64) -> Self {
        let length = to.0 - from.0;
        if length <= 0.0 {
            return Self::flat(from.1.min(to.1), from.1.max(to.1));
        }
        let slope = (to.1 - from.1) / length;
        let offset = from.1 - slope * from.0;
        let gap = (slope_from - slope_to) * length / 4.0;
        let rounding = slack(from.1.abs().max(to.1.abs())) * 1e-4;
        Self { slope, low: offset + gap.min(0.0) - rounding, high: offset + gap.max(0.0) + rounding }
    }

    /// The number of steps begun, ceil*(x/size), where x is what this span bounds and goes from
    /// `first` to `last`.
    pub(crate) fn stepping(self, size: f64, first: f64, last: f64) -> Self {
        let flat = Self::flat(ceil_star(first / size), ceil_star(last / size));
        if !size.is_finite() || flat.low >= flat.high {
            return flat;
        }
        let begun = self.times(1.0 / size).plus(Self::flat(-2.0 * slack(last / size), 1.0));
        flat.or(begun)
    }

    /// The sum of two components.
    pub(crate) fn plus(self, other: Self) -> Self {
        Self { slope: self.slope + other.slope, low: self.low + other.low, high: self.high + other.high }
    }

    /// `factor` times the component; the factor is not negative.
    pub(crate) fn times(self, factor: f64) -> Self {
        Self { slope: self.slope * factor, low: self.low * factor, high: self.high * factor }
    }

    /// The component as a function of another component of the volume.
    pub(crate) fn of(self, inner: Self) -> Self {
        let (one, other) = (self.slope * inner.low, self.slope * inner.high);
        Self { slope: self.slope * inner.slope, low: self.low + one.min(other), high: self.high + one.max(other) }
    }

    /// The component as a function of a volume that begins `before` parts earlier.
    pub(crate) fn shifted(self, before: f64) -> Self {
        let moved = self.slope * before;
        Self { slope: self.slope, low: self.low - moved, high: self.high - moved }
    }

    /// Of two bounds of one component the one that strays less.
    pub(crate) fn or(self, other: Self) -> Self {
        if other.high - other.low < self.high - self.low { other } else { self }
    }

    /// The least it can be at `volume`.
    pub(crate) fn lowest(self, volume: f64) -> f64 {
        self.slope * volume + self.low
    }

    /// The most it can be at `volume`.
    pub(crate) fn highest(self, volume: f64) -> f64 {
        self.slope * volume + self.high
    }
}
