//! Which points draw a route's curve truthfully?

use crate::cost::Case;

/// What a curve shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Cost of one accepted part.
    #[default]
    Unit,
    /// Cost of all of them.
    Total,
}

/// The curve over one column of pixels: where it enters, leaves, and what it spans between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// First volume of the column.
    pub from: u64,
    /// Last volume of the column.
    pub to: u64,
    /// Value at `from`.
    pub first: f64,
    /// Smallest value in the column.
    pub low: f64,
    /// Largest value in the column.
    pub high: f64,
    /// Value at `to`.
    pub last: f64,
}

/// Samples a route over rising, adjoining columns, given by their `(first, last)` volumes; columns
/// in which the route is no candidate are left out.
#[must_use]
pub fn sample(case: &Case, route: usize, measure: Measure, columns: &[(u64, u64)]) -> Vec<Column> {
    let _ = (case, route, measure, columns);
    Vec::new()
}
