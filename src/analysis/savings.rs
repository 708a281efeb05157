//! What does a route save against today's supplier, and from which volume on?
//!
//! Saving(V) = TC(incumbent) − TC(route). Payback is the smallest volume from which the route stays
//! cheaper, by more than a tie, to the end of the range. docs/model.md, section 2, "Savings and payback".

use super::crossover::{self, Run};
use super::interrupt::Interrupt;
use crate::cost::Case;

/// What a route saves against the incumbent at `volume`; negative where it costs more, none where
/// one of the two is no candidate there.
#[must_use]
pub fn saving(case: &Case, incumbent: usize, route: usize, volume: u64) -> Option<f64> {
    let (today, other) = (case.evaluate(incumbent, volume), case.evaluate(route, volume));
    (today.candidate && other.candidate).then_some(today.total - other.total)
}

/// From which volume a route pays back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payback {
    /// It stays cheaper from this volume to the end of the range.
    From(u64),
    /// It is not cheaper at the end of the range.
    NotInRange,
}

/// The smallest volume from `from` to `to` from which the route stays cheaper than the incumbent;
/// none where the search was interrupted.
#[must_use]
pub fn payback(
    case: &Case,
    incumbent: usize,
    route: usize,
    range: (u64, u64),
    interrupt: &dyn Interrupt,
) -> Option<Payback> {
    let runs = crossover::duel(case, route, incumbent, range, interrupt)?;
    Some(match runs.last() {
        Some(Run { from, cheapest, .. }) if cheapest.as_slice() == [route] => Payback::From(*from),
        _ => Payback::NotInRange,
    })
}
