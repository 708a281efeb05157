//! What does a chart show? Results in, series and labels out.
//!
//! No egui: the window and the reports draw the same chart from the same series.

pub mod contested;
pub mod cost_curves;
pub mod curve_path;
mod fit;
pub mod look;
pub mod placing;
pub mod scale;
pub mod text;
