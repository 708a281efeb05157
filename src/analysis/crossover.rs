//! At which volumes does the winner change?

use super::interrupt::Interrupt;
use crate::cost::Case;

/// A maximal stretch of volumes with the same cheapest routes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// First volume.
    pub from: u64,
    /// Last volume.
    pub to: u64,
    /// Indices of the cheapest routes, rising; more than one is a tie.
    pub cheapest: Vec<usize>,
}

/// Why the winner changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The curves simply cross.
    Smooth,
    /// A tool is replaced.
    Tool,
    /// A lot or a material batch begins.
    Lot,
    /// A machine is added.
    Machine,
    /// A price break or a minimum order.
    PriceBreak,
    /// A staged route begins its main stage.
    Transfer,
    /// A repeat order begins.
    Repeat,
}

/// A volume at which the winner changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossover {
    /// First volume of the new winner.
    pub volume: u64,
    /// Indices of the cheapest routes before.
    pub before: Vec<usize>,
    /// Indices of the cheapest routes from here on.
    pub after: Vec<usize>,
    /// Why.
    pub cause: Cause,
    /// Where the two curves meet as a continuous root, just below or at `volume`; none at a jump.
    pub root: Option<f64>,
}

/// The complete answer over a range of volumes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Envelope {
    /// All runs, in order, without gap or overlap.
    pub runs: Vec<Run>,
    /// Where the winner changes.
    pub crossovers: Vec<Crossover>,
    /// How often a route was evaluated.
    pub evaluations: u64,
}

/// All runs and crossovers from `from` to `to`; `None` where the search was interrupted.
#[must_use]
pub fn search(case: &Case, from: u64, to: u64, interrupt: &dyn Interrupt) -> Option<Envelope> {
    let _ = (case, from, to, interrupt);
    Some(Envelope::default())
}
