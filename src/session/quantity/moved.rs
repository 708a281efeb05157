//! Where does a range go when its likely value is dragged?
//!
//! It moves as a whole, in proportion: low′ = low · likely′ / likely, and so does every other number stated,
//! kept within the input's bounds. What is counted, and what is not above zero, is shifted instead:
//! low′ = low + likely′ − likely.

use super::text::rounded;
use crate::model::estimate::{Estimate, Value};
use crate::model::inputs::Bounds;

/// Digits to which the other numbers are rounded: enough that a drag and one back meet.
const DIGITS: usize = 6;

/// The estimate with another likely value, its spread and its source.
#[must_use]
pub fn moved(estimate: &Estimate, likely: f64, bounds: &Bounds) -> Estimate {
    let from = estimate.likely();
    let ratio = if bounds.whole || from <= 0.0 { None } else { Some(likely / from).filter(|ratio| *ratio > 0.0) };
    let place = |number: f64| {
        let moved = ratio.map_or(number + likely - from, |ratio| number * ratio);
        if (number - from).abs() > 0.0 { bounds.nearest(rounded(moved, DIGITS)) } else { likely }
    };
    let value = match &estimate.value {
        Value::Certain(_) => Value::Certain(likely),
        Value::Range { low, high, shape, .. } => {
            Value::Range { low: place(*low).min(likely), likely, high: place(*high).max(likely), shape: *shape }
        }
        Value::Discrete { values, .. } => Value::Discrete {
            likely,
            values: values.iter().map(|&(number, probability)| (place(number), probability)).collect(),
        },
    };
    Estimate { value, source: estimate.source.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::estimate::Shape;

    fn ends(estimate: &Estimate) -> (f64, f64, f64) {
        match estimate.value {
            Value::Range { low, likely, high, .. } => (low, likely, high),
            Value::Certain(value) | Value::Discrete { likely: value, .. } => (value, value, value),
        }
    }

    #[test]
    fn a_range_keeps_its_proportions_there_and_back() {
        let range = Estimate::range(8_000.0, 15_000.0, 30_000.0);
        let there = moved(&range, 15_100.0, &Bounds::NOT_NEGATIVE);
        assert_eq!(ends(&there), (8_053.33, 15_100.0, 30_200.0));
        assert_eq!(ends(&moved(&there, 15_000.0, &Bounds::NOT_NEGATIVE)), (8_000.0, 15_000.0, 30_000.0));
    }

    #[test]
    fn counts_and_what_is_not_above_zero_are_shifted() {
        let revisions = Estimate::range(2.0, 3.0, 6.0);
        assert_eq!(ends(&moved(&revisions, 4.0, &Bounds::COUNT)), (3.0, 4.0, 7.0));
        assert_eq!(ends(&moved(&revisions, 0.0, &Bounds::COUNT)), (0.0, 0.0, 3.0));
        let around = Estimate::range(-1.0, 0.0, 2.0);
        assert_eq!(ends(&moved(&around, 0.5, &Bounds::FREE)), (-0.5, 0.5, 2.5));
        let down = moved(&Estimate::range(1.0, 2.0, 3.0), 0.0, &Bounds::NOT_NEGATIVE);
        assert_eq!(ends(&down), (0.0, 0.0, 1.0));
    }

    #[test]
    fn no_end_leaves_the_bounds() {
        let yields = Estimate::range(0.90, 0.95, 0.99);
        let (low, likely, high) = ends(&moved(&yields, 0.98, &Bounds::YIELD));
        assert!((low - 0.928_421).abs() < 1e-6 && likely >= 0.98 && high <= 1.0, "{low} {high}");
    }

    #[test]
    fn listed_values_and_their_chances_move_along() {
        let value = Value::Discrete { likely: 2.0, values: vec![(2.0, 0.7), (5.0, 0.3)] };
        let listed = Estimate { value, ..Estimate::certain(0.0).graded(crate::model::Grade::Quoted, "Q-7") };
        let there = moved(&listed, 4.0, &Bounds::NOT_NEGATIVE);
        assert_eq!(there.value, Value::Discrete { likely: 4.0, values: vec![(4.0, 0.7), (10.0, 0.3)] });
        assert_eq!(there.source, listed.source);
    }

    #[test]
    fn the_shape_stays() {
        let normal = Value::Range { low: 1.0, likely: 2.0, high: 3.0, shape: Shape::Normal };
        let there = moved(&Estimate { value: normal, ..Estimate::certain(0.0) }, 4.0, &Bounds::FREE);
        assert_eq!(there.value, Value::Range { low: 2.0, likely: 4.0, high: 6.0, shape: Shape::Normal });
    }
}
