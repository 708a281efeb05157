//! What does a chart show? Results in, series and labels out.
//!
//! No egui: the window and the reports draw the same chart from the same series.

pub mod advice;
pub mod bands;
pub mod before;
pub mod breakdown;
pub mod chase_first;
pub mod comparison;
pub mod contested;
pub mod cost_curves;
pub mod crossover_table;
pub mod curve_path;
pub mod dashes;
pub mod difference_table;
pub mod finding_text;
mod fit;
pub mod input_names;
pub mod lines;
pub mod look;
pub mod meeting;
pub mod number_format;
pub mod placing;
pub mod process;
pub mod risk_curves;
pub mod risk_text;
pub mod scale;
pub mod scenario_comparison;
pub mod schedule;
pub mod sentences;
pub mod summary;
pub mod text;
pub mod tornado;
pub mod volume_steps;
pub mod walk;
