//! Where on the paper does a value stand, and which values are marked on the axis?
//!
//! Linear: position ∝ value. Logarithmic: position ∝ log₁₀ value. An axis of two decades or more is
//! labelled at its decades alone, a shorter one at 1, 2 and 5 times those, a very short one and a
//! linear one at round steps of 1, 2 or 5.

use super::text;

/// How far beyond the paper a point may lie, in its lengths; further ones are pulled back to there.
const BEYOND: f32 = 4.0;
/// Round steps are this many times further apart than they need be.
const CALM: f32 = 1.5;
/// Fewer labels than this do not tell a scale: where the axis is so short they may stand closer.
const FEWEST: f64 = 3.0;
/// Decades from which on a logarithmic axis is labelled at its decades alone, and also within them.
const DECADES: (f64, f64) = (1.7, 0.6);

/// A straight axis over an interval of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    logarithmic: bool,
    /// The ends as plotted: values, or their logarithms.
    low: f64,
    high: f64,
    /// Where they stand.
    start: f32,
    end: f32,
}

/// A marked value.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it stands.
    pub position: f32,
    /// What it says; nothing between the labelled ones.
    pub label: Option<String>,
}

impl Scale {
    /// An axis from `low` to `high`, which stand at `start` and `end`. Ends that make no axis (not
    /// finite, equal, not above zero where logarithmic) are mended.
    #[must_use]
    pub fn new(logarithmic: bool, low: f64, high: f64, start: f32, end: f32) -> Self {
        let plotted = |value: f64| if logarithmic { value.max(1e-12).log10() } else { value };
        let sound = |value: f64, otherwise: f64| if value.is_finite() { value.clamp(-1e15, 1e15) } else { otherwise };
        let (low, high) = (sound(plotted(sound(low, 1.0)), 0.0), sound(plotted(sound(high, 10.0)), 1.0));
        let least = 1e-9 * low.abs().max(1e-3);
        Self { logarithmic, low, high: high.max(low + least), start, end }
    }

    /// Whether it is logarithmic.
    #[must_use]
    pub fn is_logarithmic(&self) -> bool {
        self.logarithmic
    }

    /// The values at its ends.
    #[must_use]
    pub fn ends(&self) -> (f64, f64) {
        (self.unplotted(self.low), self.unplotted(self.high))
    }

    /// Where it starts and ends on the paper.
    #[must_use]
    pub fn paper(&self) -> (f32, f32) {
        (self.start, self.end)
    }

    /// Where a value stands. Whatever lies far beyond the paper, has no logarithm or is no number
    /// stands a little beyond its end.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, reason = "clamped to a few lengths of the paper")]
    pub fn position(&self, value: f64) -> f32 {
        let plotted = if self.logarithmic { value.log10() } else { value };
        let share = (plotted - self.low) / (self.high - self.low);
        let beyond = f64::from(BEYOND);
        let share = if share.is_nan() { -beyond } else { share.clamp(-beyond, beyond) };
        self.start + share as f32 * (self.end - self.start)
    }

    /// The value that stands at a position.
    #[must_use]
    pub fn value(&self, position: f32) -> f64 {
        let share = f64::from(position - self.start) / f64::from(self.end - self.start);
        self.unplotted(self.low + share * (self.high - self.low))
    }

    fn unplotted(&self, plotted: f64) -> f64 {
        if self.logarithmic { 10f64.powf(plotted) } else { plotted }
    }

    /// The marked values, with labels at least `spacing` apart.
    #[must_use]
    pub fn ticks(&self, spacing: f32) -> Vec<Tick> {
        if self.logarithmic && self.high - self.low >= DECADES.1 { self.decades(spacing) } else { self.steps(spacing) }
    }

    #[allow(clippy::cast_possible_truncation, reason = "exponents are within ±15")]
    fn decades(&self, spacing: f32) -> Vec<Tick> {
        let decade = f64::from((self.end - self.start).abs()) / (self.high - self.low);
        let every = (f64::from(spacing) / decade).ceil().max(1.0) as i32;
        let within: &[i32] = if self.high - self.low >= DECADES.0 { &[1] } else { &[1, 2, 5] };
        let mut ticks = Vec::new();
        for exponent in self.low.floor() as i32..=self.high.ceil() as i32 {
            for digit in 1..=9_i32 {
                let value = f64::from(digit) * 10f64.powi(exponent);
                let labelled = within.contains(&digit) && exponent % every == 0;
                if self.shows(value) && (digit == 1 || every == 1) {
                    let label = labelled.then(|| text::money(value, usize::try_from(-exponent).unwrap_or(0)));
                    ticks.push(Tick { position: self.position(value), label });
                }
            }
        }
        ticks
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        clippy::cast_sign_loss,
        reason = "about ten steps, and an axis ends at 1e15"
    )]
    fn steps(&self, spacing: f32) -> Vec<Tick> {
        let (low, high) = self.ends();
        let room = |calm: f32| f64::from(((self.end - self.start).abs() / spacing / calm).max(1.0));
        let calm = round_step((high - low) / room(CALM));
        let is_told = (high / calm).floor() - (low / calm).ceil() + 1.0 >= FEWEST;
        let step = if is_told { calm } else { round_step((high - low) / room(1.0)) };
        let decimals = usize::try_from(-(step.log10() + 1e-9).floor() as i32).unwrap_or(0);
        let first = (low / step - 1e-9).ceil();
        let count = ((high / step + 1e-9).floor() - first).clamp(0.0, 200.0) as usize;
        (0..=count)
            .map(|index| (first + index as f64) * step)
            .filter(|value| self.shows(*value))
            .map(|value| Tick {
                position: self.position(value),
                label: Some(text::money(value, if value.abs() < step / 2.0 { 0 } else { decimals })),
            })
            .collect()
    }

    fn shows(&self, value: f64) -> bool {
        let position = self.position(value);
        let (low, high) = (self.start.min(self.end), self.start.max(self.end));
        (low - 0.5..=high + 0.5).contains(&position)
    }
}

/// The smallest of 1, 2, 5 times a power of ten that is at least `step`.
fn round_step(step: f64) -> f64 {
    let step = if step.is_finite() { step.max(1e-12) } else { 1.0 };
    let power = 10f64.powf(step.log10().floor());
    [1.0, 2.0, 5.0]
        .into_iter()
        .map(|digit| digit * power)
        .find(|round| *round >= step * (1.0 - 1e-9))
        .unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(scale: &Scale, spacing: f32) -> Vec<String> {
        scale.ticks(spacing).into_iter().filter_map(|tick| tick.label).collect()
    }

    #[test]
    fn a_logarithmic_axis_is_labelled_at_its_decades() {
        let scale = Scale::new(true, 100.0, 1e6, 0.0, 620.0);
        assert_eq!(labels(&scale, 80.0), ["100", "1,000", "10,000", "100,000", "1,000,000"]);
        assert_eq!(scale.ticks(80.0).len(), 4 * 9 + 1);
        assert!((scale.position(1e4) - 310.0).abs() < 1e-3);
    }

    #[test]
    fn a_short_logarithmic_axis_is_labelled_within_its_decades() {
        let scale = Scale::new(true, 9_000.0, 60_000.0, 0.0, 620.0);
        assert_eq!(labels(&scale, 64.0), ["10,000", "20,000", "50,000"]);
    }

    #[test]
    fn a_zoomed_logarithmic_axis_is_labelled_at_round_steps() {
        let scale = Scale::new(true, 49_000.0, 52_000.0, 0.0, 620.0);
        assert_eq!(labels(&scale, 80.0)[..3], ["49,000", "50,000", "51,000"]);
    }

    #[test]
    fn small_costs_have_the_decimals_they_need() {
        let scale = Scale::new(true, 0.002, 0.5, 400.0, 0.0);
        assert_eq!(labels(&scale, 40.0), ["0.01", "0.1"]);
        assert_eq!(labels(&Scale::new(false, 0.0, 0.01, 0.0, 400.0), 70.0), ["0", "0.005", "0.010"]);
    }

    #[test]
    fn positions_and_values_are_inverse() {
        for logarithmic in [false, true] {
            let scale = Scale::new(logarithmic, 1.0, 1e6, 700.0, 40.0);
            for position in [40.0_f32, 123.0, 456.0, 700.0] {
                assert!((scale.position(scale.value(position)) - position).abs() < 1e-3);
            }
        }
    }

    #[test]
    fn no_value_and_no_end_leads_off_the_paper() {
        let values = [0.0, -1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300, 1e-300];
        for logarithmic in [false, true] {
            for low in values {
                for high in values {
                    let scale = Scale::new(logarithmic, low, high, 0.0, 100.0);
                    assert!(values.into_iter().all(|value| scale.position(value).abs() <= 400.0));
                    assert!(scale.ticks(50.0).len() < 400, "{low} {high}");
                }
            }
        }
    }
}
