//! The areas of the window, one file each.

pub mod advice;
pub mod breakdown;
pub mod chart;
pub mod compare;
pub mod data;
pub mod dialogs;
pub mod explanation;
pub mod findings;
pub mod inputs;
pub mod meeting;
pub mod palette;
pub mod process;
pub mod risk;
pub mod schedule;
pub mod sensitivity;
pub mod table;
pub mod tabs;
pub mod top_bar;
