//! Crossplan: who should make the part, at which volume, and where does the answer change?

#[cfg(test)]
extern crate self as crossplan;

pub mod analysis;
pub mod charts;
pub mod cli;
pub mod cost;
pub mod formats;
pub mod model;
pub mod session;
#[cfg(feature = "gui")]
pub mod ui;
