//! What follows from the costs: crossovers, curves, findings. Pure: no clock, no files.

pub mod calendar;
pub mod crossover;
pub mod curve;
pub mod explain;
pub mod exposure;
pub mod findings;
pub mod interrupt;
pub mod savings;
