//! Which number does an estimate stand for: its likely value, or what several draws made of it?
//!
//! The formulas that ranges act on most are written once, for [`Number`]s of either kind. Draws go
//! side by side through the same operations in the same order as a single number would.

use std::ops::{Add, AddAssign, Div, Mul, MulAssign, Sub, SubAssign};

use super::rounding::counted;
use crate::model::Estimate;

/// Draws side by side.
pub(crate) const ABREAST: usize = 16;

/// A number, or those of some draws side by side.
pub trait Number:
    Copy
    + From<f64>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
{
    /// What comes of the numbers of each draw.
    fn each<const COUNT: usize>(numbers: [Self; COUNT], of: impl Fn([f64; COUNT]) -> f64) -> Self;

    /// The number of each draw.
    fn draws(&self) -> &[f64];
}

impl Number for f64 {
    fn each<const COUNT: usize>(numbers: [Self; COUNT], of: impl Fn([f64; COUNT]) -> f64) -> Self {
        of(numbers)
    }

    fn draws(&self) -> &[f64] {
        std::slice::from_ref(self)
    }
}

/// The numbers of some draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Abreast(pub(crate) [f64; ABREAST]);

impl From<f64> for Abreast {
    fn from(number: f64) -> Self {
        Self([number; ABREAST])
    }
}

impl Number for Abreast {
    fn each<const COUNT: usize>(numbers: [Self; COUNT], of: impl Fn([f64; COUNT]) -> f64) -> Self {
        Self(std::array::from_fn(|draw| of(numbers.map(|it| it.0[draw]))))
    }

    fn draws(&self) -> &[f64] {
        &self.0
    }
}

macro_rules! abreast {
    ($($operation:ident $operate:ident $assignment:ident $assign:ident),*) => {$(
        impl $operation for Abreast {
            type Output = Self;

            fn $operate(self, other: Self) -> Self {
                Self(std::array::from_fn(|draw| self.0[draw].$operate(other.0[draw])))
            }
        }

        impl $assignment for Abreast {
            fn $assign(&mut self, other: Self) {
                *self = self.$operate(other);
            }
        }
    )*};
}

abreast!(Add add AddAssign add_assign, Sub sub SubAssign sub_assign, Mul mul MulAssign mul_assign);

impl Div for Abreast {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        Self(std::array::from_fn(|draw| self.0[draw] / other.0[draw]))
    }
}

/// What estimates are taken for.
pub(crate) trait Reading {
    /// One number or several.
    type Number: Number;

    /// What an estimate stands for.
    fn of(&self, estimate: &Estimate) -> Self::Number;

    /// What an estimate of how many there are stands for, rounded to ⌊v+½⌋ and at least `least`.
    fn count(&self, estimate: &Estimate, least: f64) -> Self::Number {
        Number::each([self.of(estimate)], |[number]| counted(number, least))
    }
}

/// Everything has its likely value.
pub(crate) struct Likely;

impl Reading for Likely {
    type Number = f64;

    fn of(&self, estimate: &Estimate) -> f64 {
        estimate.likely()
    }
}

/// Some estimates have been drawn, all others have their likely value.
#[derive(Clone, Copy)]
pub(crate) struct Drawn<'a> {
    /// Where the estimates that were drawn stand in memory, rising, and which of the columns they take.
    pub(crate) places: &'a [(usize, usize)],
    /// By input, draw; filled up to a multiple of [`ABREAST`].
    pub(crate) columns: &'a [Vec<f64>],
    /// The first draw.
    pub(crate) first: usize,
}

/// Where an estimate stands in memory, which tells it from all others as long as its scenario stays.
pub(crate) fn place(estimate: &Estimate) -> usize {
    std::ptr::from_ref(estimate).addr()
}

impl Drawn<'_> {
    /// The numbers drawn for an estimate; none where it has its likely value.
    fn column(&self, estimate: &Estimate) -> Option<&[f64]> {
        let drawn = self.places.binary_search_by_key(&place(estimate), |(place, _)| *place).ok()?;
        self.columns.get(self.places[drawn].1).map(Vec::as_slice)
    }
}

impl Reading for Drawn<'_> {
    type Number = Abreast;

    fn of(&self, estimate: &Estimate) -> Abreast {
        let numbers = self.column(estimate).and_then(|column| column.get(self.first..)?.first_chunk());
        numbers.map_or_else(|| estimate.likely().into(), |numbers| Abreast(*numbers))
    }

    fn count(&self, estimate: &Estimate, least: f64) -> Abreast {
        match self.column(estimate) {
            Some(_) => Number::each([self.of(estimate)], |[number]| counted(number, least)),
            None => counted(estimate.likely(), least).into(),
        }
    }
}
