//! What does the pointer read? All routes at its volume, cheapest first.

use eframe::egui::{Align, Frame, Grid, Layout, Margin, PopupAnchor, Pos2, Response, RichText, Tooltip, Ui, Vec2};

use super::marks::swatch_ui;
use crate::charts::comparison::Standing;
use crate::charts::look::Look;
use crate::charts::text;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{elided, missing_decimals};

/// Room for a name in points: a readout must leave something of the chart to be seen.
const LONGEST_NAME: f32 = 240.0;

/// One line of the readout.
pub struct Line {
    /// What sets the route apart.
    pub look: Look,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub standing: Standing,
    /// Its P10 and P90, where they are known.
    pub band: Option<(f64, f64)>,
}

/// Shows the readout beside the pointer, or beside a place.
pub fn readout_ui(response: &Response, place: Option<Pos2>, volume: u64, lines: &[Line]) {
    show_at(response, place.map_or(PopupAnchor::Pointer, PopupAnchor::Position), |ui| {
        ui.label(RichText::new(text::parts(volume)).font(theme::semibold(theme::BODY)));
        let values = lines.iter().map(|line| line.standing.value);
        let smallest = values.fold(f64::INFINITY, f64::min);
        let captioned = lines.iter().any(|line| line.band.is_some());
        // A row is never lower than it was, so that the caption needs a grid of its own.
        let grid = Grid::new(("readout", captioned)).spacing([2.0 * theme::GRID, 2.0]);
        grid.min_col_width(0.0).min_row_height(0.0).show(ui, |ui| {
            if captioned {
                for _ in 0..4 {
                    ui.allocate_space(Vec2::ZERO);
                }
                let caption = RichText::new("P10–P90").font(theme::regular(theme::CAPTION));
                right(ui, caption.color(Palette::of(ui).text_weak));
                ui.end_row();
            }
            for line in lines {
                line_ui(ui, line, smallest);
                ui.end_row();
            }
        });
    });
}

fn line_ui(ui: &mut Ui, line: &Line, smallest: f64) {
    let palette = Palette::of(ui);
    swatch_ui(ui, line.look);
    let font = if line.standing.cheapest { theme::semibold(theme::LABEL) } else { theme::regular(theme::LABEL) };
    let colour = if line.standing.cheapest { palette.route_text(line.look) } else { palette.text };
    ui.label(elided(ui, &line.name, font.clone(), colour, LONGEST_NAME));
    let figure = text::beside(line.standing.value, smallest);
    let missing = missing_decimals(ui.painter(), &figure, text::decimals(smallest), &font);
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(missing);
        ui.label(RichText::new(figure).font(font).color(colour));
    });
    let excess = if line.standing.cheapest { "cheapest".to_owned() } else { text::excess(line.standing.excess) };
    right(ui, RichText::new(excess).font(theme::regular(theme::CAPTION)).color(palette.text_weak));
    if let Some((low, high)) = line.band {
        let range = format!("{} – {}", text::rounded(low, 3), text::rounded(high, 3));
        right(ui, RichText::new(range).font(theme::regular(theme::CAPTION)).color(palette.text_weak));
    }
}

fn right(ui: &mut Ui, text: RichText) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| ui.label(text));
}

/// A route's row of a readout: what sets it apart, its name, its figures, whether it stands out.
pub struct Row {
    /// What sets the route apart.
    pub look: Look,
    /// Its name.
    pub name: String,
    /// Its figures.
    pub figures: Vec<String>,
    /// Whether it stands out.
    pub best: bool,
}

/// Shows figures of routes beside the pointer, under captions.
pub fn rows_ui(response: &Response, heading: &str, captions: &[&str], rows: &[Row]) {
    show(response, |ui| {
        let palette = Palette::of(ui);
        ui.label(RichText::new(heading).font(theme::semibold(theme::BODY)));
        let grid = Grid::new("rows").spacing([2.0 * theme::GRID, 2.0]).min_col_width(0.0).min_row_height(0.0);
        grid.show(ui, |ui| {
            for _ in 0..2 {
                ui.allocate_space(Vec2::ZERO);
            }
            for caption in captions {
                let caption = RichText::new(*caption).font(theme::regular(theme::CAPTION));
                right(ui, caption.color(palette.text_weak));
            }
            ui.end_row();
            for row in rows {
                let font = if row.best { theme::semibold(theme::LABEL) } else { theme::regular(theme::LABEL) };
                let colour = if row.best { palette.route_text(row.look) } else { palette.text };
                swatch_ui(ui, row.look);
                ui.label(elided(ui, &row.name, font.clone(), colour, LONGEST_NAME));
                for figure in &row.figures {
                    right(ui, RichText::new(figure).font(font.clone()).color(colour));
                }
                ui.end_row();
            }
        });
    });
}

/// Shows a heading and lines beside the pointer.
pub fn list_ui(response: &Response, heading: &str, lines: &[String]) {
    show(response, |ui| {
        ui.label(RichText::new(heading).font(theme::semibold(theme::LABEL)));
        for line in lines {
            ui.label(RichText::new(line).font(theme::regular(theme::LABEL)));
        }
    });
}

fn show(response: &Response, contents: impl FnOnce(&mut Ui)) {
    show_at(response, PopupAnchor::Pointer, contents);
}

fn show_at(response: &Response, anchor: PopupAnchor, contents: impl FnOnce(&mut Ui)) {
    Tooltip::always_open(response.ctx.clone(), response.layer_id, response.id, anchor).gap(4.0 * theme::GRID).show(
        |ui| {
            // A reading is looked at, not worked with: its rows need no room for a finger.
            ui.spacing_mut().interact_size = Vec2::ZERO;
            Frame::new().inner_margin(Margin::symmetric(6, 4)).show(ui, contents);
        },
    );
}
