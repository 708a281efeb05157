//! What is drawn: the only part of the crate that knows egui.

pub mod theme;
