//! What follows from the costs: crossovers, curves, findings. Pure: no clock, no files.

pub mod bands;
pub mod break_even;
pub mod calendar;
pub mod contradictions;
pub mod crossover;
pub mod curve;
pub mod differences;
pub mod distribution;
pub mod explain;
pub mod exposure;
pub mod feasibility;
pub mod findings;
pub mod goal_seek;
pub mod interrupt;
mod inverse;
pub mod measured_rate;
pub mod monte_carlo;
pub mod overrun;
mod pieces;
pub mod random;
pub mod risk_findings;
pub mod savings;
pub mod sensitivity;
pub mod sobol;
pub mod supplier_view;
pub mod trade_off;
pub mod winner;

#[allow(clippy::cast_precision_loss, reason = "far fewer than 2^53 samples")]
fn as_number(count: usize) -> f64 {
    count as f64
}
