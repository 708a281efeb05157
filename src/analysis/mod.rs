//! What follows from the costs: crossovers, curves, findings. Pure: no clock, no files.

pub mod crossover;
pub mod curve;
pub mod explain;
pub mod interrupt;
