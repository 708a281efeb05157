//! How is a column of the table written, and how wide does that make it?

use eframe::egui::{Align2, Color32, FontId, Pos2, Ui, vec2};

use super::{BEFORE, BESIDE, STEP};
use crate::charts::comparison::Standing;
use crate::charts::text;
use crate::ui::theme;
use crate::ui::widgets::{figure_width, missing_decimals};

/// A column of figures.
pub(super) struct Column {
    pub(super) volume: u64,
    pub(super) standings: Vec<Standing>,
    /// The least cost in it, which tells the decimals.
    pub(super) smallest: f64,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Whether it is at the volume line.
    pub(super) current: bool,
}

impl Column {
    /// Writes a figure so that its point stands under those of the others.
    pub(super) fn paint(&self, ui: &Ui, end: Pos2, value: f64, weight: u8, colour: Color32) {
        let written = text::beside(value, self.smallest);
        let missing = missing_decimals(ui.painter(), &written, text::decimals(self.smallest), &figure_font(weight));
        paint_text(ui, end - vec2(missing, 0.0), Align2::RIGHT_CENTER, &written, weight, colour);
    }
}

/// Room for the widest figure of a column, and for its volume.
pub(super) fn widest_figure(ui: &Ui, column: &Column) -> f32 {
    let figures = column.standings.iter().filter(|it| it.candidate).map(|it| text::beside(it.value, column.smallest));
    let (font, decimals) = (theme::semibold(theme::BODY), text::decimals(column.smallest));
    let width = |figure: &str| figure_width(ui.painter(), figure, &font);
    let room = |figure: String| missing_decimals(ui.painter(), &figure, decimals, &font) + width(&figure);
    let widest = figures.map(room).fold(0.0, f32::max).max(width(&text::volume(column.volume)) - BESIDE.1);
    (widest / STEP).ceil() * STEP + BEFORE
}

pub(super) fn paint_text(ui: &Ui, at: Pos2, align: Align2, text: &str, weight: u8, colour: Color32) {
    ui.painter().text(at, align, text, figure_font(weight), colour);
}

fn figure_font(weight: u8) -> FontId {
    if weight > 0 { theme::semibold(theme::BODY) } else { theme::regular(theme::BODY) }
}
