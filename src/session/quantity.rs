//! What does an entry in a value field mean?
//!
//! `12k`, `1.5M`, `12%`, `8k..30k`, `8k/15k/30k`, `=3*4.2`, `1,234.56` and `1.234,56`. An entry is read
//! twice, once with a decimal point and once with a decimal comma; where both readings make sense and
//! differ, as in `1,234`, both are handed back and the person is asked, unless they chose not to be: then it
//! is read in the number format that they chose. A bare number for a share is
//! percent, but `0.6` may also be meant as 60 %, so that is asked too.

mod expression;
mod moved;
mod text;

pub use expression::Fault;
pub use moved::moved;
pub use text::{allowed, brief, entry, must_be, range, shown, spoken, unit, with_unit};

use std::cell::Cell;

use crate::model::estimate::{Estimate, Shape, Value};
use crate::model::inputs::{Absent, Input, Unit};
use expression::{Decimal, Scanner};

thread_local! {
    static ASKS: Cell<bool> = const { Cell::new(true) };
}

/// Whether a number that can be read with a decimal point and with a decimal comma is asked about, by this
/// thread.
#[must_use]
pub fn asks() -> bool {
    ASKS.get()
}

/// Has this thread ask, or read such a number in the number format chosen.
pub fn ask(asks: bool) {
    ASKS.set(asks);
}

/// The longest entry that is read, in characters.
pub const LONGEST_ENTRY: usize = 200;

/// What an entry states.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stated {
    /// Nothing: what absence means is put back.
    Nothing,
    /// One number.
    One(f64),
    /// `low..high`: the most likely value stays where it is.
    Between(f64, f64),
    /// `low/likely/high`.
    Range(f64, f64, f64),
}

/// What an entry may mean.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// It means one thing.
    Clear(Stated),
    /// It can be read in several ways; the one nearest to the present value comes first.
    Ambiguous(Vec<Stated>),
}

/// Why an entry means nothing.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum QuantityError {
    /// It is not a number.
    #[error("{0}")]
    NotANumber(#[from] Fault),
    /// The input must have a value.
    #[error("a number is needed here")]
    Missing,
    /// The numbers of a range are not in order.
    #[error("a range rises: lowest, likely, highest")]
    NotRising,
    /// The number is not one that the input may take.
    #[error("found {found}, allowed: {allowed}")]
    OutOfBounds {
        /// The number found.
        found: String,
        /// What is allowed.
        allowed: String,
    },
}

/// Reads an entry for an input whose present value is `now`.
///
/// # Errors
/// Why the entry means nothing for this input.
pub fn read(entry: &str, input: &Input, now: Option<f64>) -> Result<Reading, QuantityError> {
    let entry = entry.trim();
    if entry.is_empty() {
        let needed = matches!(input.absent, Absent::Refused(_));
        return if needed { Err(QuantityError::Missing) } else { Ok(Reading::Clear(Stated::Nothing)) };
    }
    // A percentage alone is no amount; within a formula it is one of something.
    let is_bare = !entry.starts_with('=') && !takes_percent(input.unit);
    let mut readings = Vec::new();
    let mut fault = None;
    let mut own = 0;
    for (index, decimal) in Decimal::in_order().into_iter().enumerate() {
        match numbers(entry, decimal) {
            Ok(numbers) if is_bare && numbers.iter().any(|typed| typed.percent) => {
                fault = fault.or(Some(Fault::Percentage));
            }
            Ok(numbers) => readings.extend(meanings(&numbers, input.unit)),
            Err(found) => fault = fault.or(Some(found)),
        }
        own = if index == 0 { readings.len() } else { own };
    }
    let Some(&first) = readings.first() else {
        return Err(fault.unwrap_or(Fault::Empty).into());
    };
    let mut allowed: Vec<Stated> = Vec::new();
    for stated in &readings {
        if check(*stated, input).is_ok() && !allowed.contains(stated) {
            allowed.push(*stated);
        }
    }
    if input.bounds.whole && allowed.iter().any(Stated::is_whole) {
        allowed.retain(Stated::is_whole);
    }
    let is_own = |stated: &Stated| readings.iter().take(own).any(|other| other == stated);
    if !asks() && allowed.iter().any(is_own) {
        allowed.retain(is_own);
    }
    match allowed.as_slice() {
        [] => Err(check(first, input).err().unwrap_or(QuantityError::Missing)),
        [one] => Ok(Reading::Clear(*one)),
        _ => Ok(Reading::Ambiguous(nearest_first(allowed, now))),
    }
}

/// A number as typed, and whether a percent sign stood behind it.
#[derive(Clone, Copy)]
struct Typed {
    number: f64,
    percent: bool,
}

/// The one, two or three numbers of an entry.
fn numbers(entry: &str, decimal: Decimal) -> Result<Vec<Typed>, Fault> {
    if entry.chars().count() > LONGEST_ENTRY {
        return Err(Fault::TooLong);
    }
    let parts: Vec<&str> = match (entry.split_once(".."), entry.starts_with('=')) {
        (Some((low, high)), _) => vec![low, high],
        (None, true) => vec![entry],
        (None, false) => entry.split('/').collect(),
    };
    if parts.len() == 2 && !entry.contains("..") {
        return Err(Fault::TwoParts);
    }
    if parts.len() > 3 {
        return Err(Fault::ManyParts);
    }
    parts.into_iter().map(|part| typed(part, decimal)).collect()
}

fn typed(part: &str, decimal: Decimal) -> Result<Typed, Fault> {
    let part = part.trim();
    let (number, percent) = part.strip_suffix('%').map_or((part, false), |number| (number.trim_end(), true));
    let mut scanner = Scanner::new(number.trim_start_matches(['$', '€', '£']), decimal);
    let number = if let Some(formula) = number.strip_prefix('=') {
        Scanner::new(formula, decimal).formula()?
    } else {
        scanner.number_alone()?
    };
    if number.is_finite() { Ok(Typed { number, percent }) } else { Err(Fault::TooLarge) }
}

/// Whether a percentage alone is a value of this unit.
fn takes_percent(unit: Unit) -> bool {
    matches!(unit, Unit::Share | Unit::SharePerYear | Unit::Factor)
}

/// What the numbers may mean in this unit: for a share, bare numbers are percent, and where all of
/// them are at most one they may be meant as they stand.
fn meanings(numbers: &[Typed], unit: Unit) -> Vec<Stated> {
    let is_share = matches!(unit, Unit::Share | Unit::SharePerYear);
    let as_percent = |typed: &Typed| if typed.percent || is_share { typed.number / 100.0 } else { typed.number };
    let as_typed = |typed: &Typed| if typed.percent { typed.number / 100.0 } else { typed.number };
    let mut meanings = vec![Stated::of(numbers, as_percent)];
    if is_share && numbers.iter().all(|typed| typed.number.abs() <= 1.0) {
        meanings.push(Stated::of(numbers, as_typed));
    }
    meanings
}

fn check(stated: Stated, input: &Input) -> Result<(), QuantityError> {
    let numbers = stated.numbers();
    if let Some(&found) = numbers.iter().find(|number| !input.bounds.allow(**number)) {
        let allowed = text::allowed(input);
        return Err(QuantityError::OutOfBounds { found: shown(found, input.unit), allowed });
    }
    if numbers.is_sorted() { Ok(()) } else { Err(QuantityError::NotRising) }
}

/// The reading that changes the present value least comes first.
fn nearest_first(mut readings: Vec<Stated>, now: Option<f64>) -> Vec<Stated> {
    let distance = |stated: &Stated| {
        let new = stated.numbers().first().copied().unwrap_or(0.0);
        now.map_or(0.0, |now| ((new.abs() + 1e-9).ln() - (now.abs() + 1e-9).ln()).abs())
    };
    readings.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
    readings
}

impl Stated {
    fn of(numbers: &[Typed], meaning: impl Fn(&Typed) -> f64) -> Self {
        match numbers {
            [] => Self::Nothing,
            [one] => Self::One(meaning(one)),
            [low, high] => Self::Between(meaning(low), meaning(high)),
            [low, likely, high, ..] => Self::Range(meaning(low), meaning(likely), meaning(high)),
        }
    }

    /// The numbers stated, in the order typed.
    #[must_use]
    pub fn numbers(&self) -> Vec<f64> {
        match *self {
            Self::Nothing => Vec::new(),
            Self::One(number) => vec![number],
            Self::Between(low, high) => vec![low, high],
            Self::Range(low, likely, high) => vec![low, likely, high],
        }
    }

    fn is_whole(&self) -> bool {
        self.numbers().iter().all(|number| number.fract() == 0.0)
    }

    /// The estimate after this was stated of `now`; `None` puts back what absence means. The source
    /// stays: whoever changes a number decides whether its source still holds.
    #[must_use]
    pub fn applied_to(&self, now: Option<&Estimate>) -> Option<Estimate> {
        let source = now.map(|estimate| estimate.source.clone()).unwrap_or_default();
        let value = match *self {
            Self::Nothing => return None,
            Self::One(number) => {
                let mut estimate = now.cloned().unwrap_or_else(|| Estimate::certain(number));
                estimate.set_likely(number);
                estimate.value
            }
            Self::Between(low, high) => spread(low, high, now),
            Self::Range(low, likely, high) => ranged(low, likely, high, kept_shape(now)),
        };
        Some(Estimate { value, source })
    }
}

/// The shape of a range typed with its likely value: only these two have one of their own.
fn kept_shape(now: Option<&Estimate>) -> Shape {
    match now.map(|estimate| &estimate.value) {
        Some(Value::Range { shape: Shape::Triangular, .. }) => Shape::Triangular,
        _ => Shape::Pert,
    }
}

fn ranged(low: f64, likely: f64, high: f64, shape: Shape) -> Value {
    if low < high { Value::Range { low, likely, high, shape } } else { Value::Certain(likely) }
}

/// A range typed without its likely value keeps its shape; the likely value stays where it may.
fn spread(low: f64, high: f64, now: Option<&Estimate>) -> Value {
    let middle = f64::midpoint(low, high);
    let (likely, shape) = match now.map(|estimate| (&estimate.value, estimate.likely())) {
        Some((Value::Range { shape: shape @ (Shape::Uniform | Shape::Normal), .. }, _)) => (middle, *shape),
        Some((Value::Range { shape: Shape::Lognormal, .. }, _)) if low > 0.0 => ((low * high).sqrt(), Shape::Lognormal),
        Some((_, likely)) if low <= likely && likely <= high => (likely, kept_shape(now)),
        _ => (middle, kept_shape(now)),
    };
    ranged(low, likely, high, shape)
}

/// By how much one press of an arrow key moves a value: the second digit of it, whole for counts, a
/// percent for shares.
#[must_use]
pub fn step(value: f64, input: &Input) -> f64 {
    if matches!(input.unit, Unit::Share | Unit::SharePerYear) {
        return 0.01;
    }
    let magnitude = value.abs().log10().floor();
    let step = if magnitude.is_finite() { 10_f64.powf(magnitude - 1.0) } else { 1.0 };
    if input.bounds.whole { step.max(1.0) } else { step }
}

/// The value `steps` presses away, on the grid of the step and within the bounds.
#[must_use]
pub fn stepped(value: f64, steps: f64, input: &Input) -> f64 {
    let step = step(value, input);
    let moved = ((value / step).round() + steps) * step;
    input.bounds.nearest(text::rounded(moved, 12))
}

#[cfg(test)]
mod tests;
