//! What is drawn: the only part of the crate that knows egui.

pub mod app;
pub mod charts;
pub mod file_dialog;
pub mod focus;
pub mod panels;
pub mod picture;
pub mod shortcuts;
pub mod theme;
pub mod view;
pub mod widgets;
pub mod window;
