//! Paints the charts of [`crate::charts`].
//!
//! On egui's own painter, not with `egui_plot`: that has no logarithmic axes and no dash patterns but
//! two, keeps the bounds to itself, and cannot put a ribbon between the axis and its labels. The
//! curves are sampled at every column of pixels, so their places are known before anything is drawn.

pub mod cost_curves;
pub mod ends;
pub mod heading;
pub mod lines;
pub mod marks;
pub mod readout;
pub mod segments;
pub mod volume_axis;
pub mod volume_line;
pub mod zoom;
