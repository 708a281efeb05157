//! Is each number one that its input may take, and each range one that can be drawn from?

use super::super::estimate::{Estimate, Shape, Value};
use super::super::inputs::{Input, LARGEST_COUNT, Unit};
use super::{Problems, number};

/// How far probabilities may miss 1 by rounding.
const PROBABILITY_SLACK: f64 = 1e-9;

/// How far a likely value may miss the middle, as a share of the range: numbers are stated rounded.
const MIDDLE_SLACK: f64 = 0.01;

pub(super) fn check(path: &str, input: &Input, estimate: &Estimate, problems: &mut Problems) {
    if bounds(path, input, estimate, problems) {
        match &estimate.value {
            Value::Certain(_) => {}
            Value::Range { low, likely, high, shape } => range(path, [*low, *likely, *high], *shape, problems),
            Value::Discrete { values, .. } => discrete(path, values, problems),
        }
    }
}

/// True where every number stated is allowed.
fn bounds(path: &str, input: &Input, estimate: &Estimate, problems: &mut Problems) -> bool {
    let certain = matches!(estimate.value, Value::Certain(_));
    let mut wrong = estimate.stated();
    wrong.retain(|&(_, value)| !input.bounds.allow(value) || (certain && input.bounds.whole && value.fract() != 0.0));
    let Some(&(_, first)) = wrong.first() else { return true };
    let found: Vec<String> = wrong
        .iter()
        .map(|&(name, value)| if certain { number(value) } else { format!("{name} {}", number(value)) })
        .collect();
    let mut allowed = input.bounds.to_string();
    if input.bounds.whole && first > LARGEST_COUNT {
        allowed.push_str(" and below 2^53");
    }
    let advice = if !first.is_finite() {
        "Every number is finite; leave the field out where it has no value"
    } else if matches!(input.unit, Unit::Share) && first > 1.0 {
        "A share is a fraction: 95 % is written 0.95"
    } else {
        ""
    };
    problems.error(path, found.join(", "), &allowed, advice);
    false
}

fn range(path: &str, [low, likely, high]: [f64; 3], shape: Shape, problems: &mut Problems) {
    let found = format!("low {}, likely {}, high {}", number(low), number(likely), number(high));
    if !(low <= likely && likely <= high) {
        problems.error(path, found, "a range that rises: low, likely, high", "Put the three numbers in order");
        return;
    }
    let middle = match shape {
        Shape::Lognormal if low <= 0.0 => {
            problems.error(path, found, "a range above 0 for a Lognormal shape", "Raise low, or take another shape");
            return;
        }
        Shape::Lognormal => (low * high).sqrt(),
        Shape::Uniform | Shape::Normal => f64::midpoint(low, high),
        Shape::Pert | Shape::Triangular | Shape::Discrete => return,
    };
    if (likely - middle).abs() > MIDDLE_SLACK * (high - low) {
        let advice =
            format!("Draws use low and high alone, so they centre on {}, not on the likely value", number(middle));
        problems.warn(path, format!("{found}, shape {shape:?}"), &format!("likely {}", number(middle)), &advice);
    }
}

fn discrete(path: &str, values: &[(f64, f64)], problems: &mut Problems) {
    if values.is_empty() {
        problems.error(path, "no values", "at least one (value, probability)", "");
        return;
    }
    if let Some((value, probability)) = values.iter().find(|(_, probability)| !(0.0..=1.0).contains(probability)) {
        let found = format!("probability {} of {}", number(*probability), number(*value));
        problems.error(path, found, "a probability from 0 to 1", "");
        return;
    }
    let sum: f64 = values.iter().map(|(_, probability)| probability).sum();
    if (sum - 1.0).abs() > PROBABILITY_SLACK {
        let found = format!("probabilities that sum to {}", number(sum));
        problems.error(path, found, "probabilities that sum to 1", "");
    }
}
