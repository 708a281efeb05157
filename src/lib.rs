//! Crossplan: who should make the part, at which volume, and where does the answer change?
//!
//! A scenario flows one way, and no stage reaches back:
//!
//! file → [`formats`] → [`model::Scenario`] → [`cost::Case`] → [`analysis`] → results → `ui` | [`cli`].
//!
//! - [`model`]: what does the user state? Plain data; every input is declared once.
//! - [`cost`]: what does a route cost at a volume? Pure arithmetic on resolved numbers.
//! - [`analysis`]: what follows? Crossovers, curves, findings; no clock, no files.
//! - [`formats`]: how does a scenario become text, and text a scenario?
//! - [`charts`]: what does a chart show? The window and the reports draw the same one.
//! - [`session`]: what changes over time? Document, undo, commands, results.
//! - [`cli`]: what is answered on the command line?
//! - `ui`: what is drawn? The only part that knows egui; feature `gui`.
//!
//! Imports follow the same direction; `tests/architecture.rs` holds them to it.

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
