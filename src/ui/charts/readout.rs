//! What does the pointer read? All routes at its volume, cheapest first.

use eframe::egui::{
    Align, Align2, Color32, FontId, Frame, Grid, Layout, Margin, PopupAnchor, Pos2, Rect, Response, RichText, Sense,
    Stroke, Tooltip, Ui, Vec2, vec2,
};

use super::marks::{paint_marker, paint_swatch, swatch_ui};
use crate::charts::comparison::Standing;
use crate::charts::look::Look;
use crate::charts::text;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::{elided, missing_decimals};

/// Room for a name in points, where there is little and at most: a readout must leave something of the chart to be
/// seen.
const NAME: (f32, f32) = (130.0, 240.0);
/// Room for all but the name.
const FIGURES: f32 = 212.0;
/// Between two columns, and the piece of curve before a name.
const BETWEEN: f32 = 5.0;
const SWATCH: f32 = 16.0;
/// Half the size of the marker in the row of the curve that is walked, and of the ring around it.
const MARKER: f32 = 3.5;
const RING: f32 = 6.0;

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
    /// Where it does not compete: what is said instead.
    pub instead: Option<String>,
    /// Whether its curve is walked.
    pub walked: bool,
}

/// Shows the readout where there is a width beside what it reads, and where `place` puts one of its size.
pub fn readout_ui(response: &Response, place: impl Fn(Vec2) -> Pos2, width: f32, volume: u64, lines: &[Line]) {
    let (ctx, known) = (&response.ctx, response.id.with("size of the readout"));
    let size = ctx.data(|data| data.get_temp::<Vec2>(known)).unwrap_or_default();
    let longest = (width - FIGURES).clamp(NAME.0, NAME.1);
    let shown = show_at(response, PopupAnchor::Position(place(size)), 0.0, |ui| {
        ui.label(RichText::new(text::parts(volume)).font(theme::semibold(theme::BODY)));
        let values = lines.iter().map(|line| line.standing.value);
        let smallest = values.fold(f64::INFINITY, f64::min);
        let captioned = lines.iter().any(|line| line.band.is_some());
        // A row is never lower than it was, so that the caption needs a grid of its own.
        let grid = Grid::new(("readout", captioned)).spacing([BETWEEN, 2.0]);
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
                line_ui(ui, line, smallest, longest);
                ui.end_row();
            }
        });
    });
    if let Some(shown) = shown.filter(|shown| (shown.size() - size).length() > 1.0) {
        ctx.data_mut(|data| data.insert_temp(known, shown.size()));
        ctx.request_discard("The readout has another size, and so another place");
    }
}

fn line_ui(ui: &mut Ui, line: &Line, smallest: f64, longest: f32) {
    let palette = Palette::of(ui);
    let (swatch, _) = ui.allocate_exact_size(vec2(SWATCH, theme::BODY), Sense::hover());
    paint_swatch(ui.painter(), swatch, line.look, palette.route(line.look));
    let swatch = swatch.center();
    if line.walked {
        ui.painter().circle(swatch, RING, palette.surface, Stroke::new(1.5, palette.accent));
        let colour = palette.route(line.look);
        paint_marker(ui.painter(), swatch, MARKER, line.look.marker, colour, Stroke::NONE);
    }
    let font = if line.standing.cheapest { theme::semibold(theme::LABEL) } else { theme::regular(theme::LABEL) };
    let colour = if line.standing.cheapest { palette.route_text(line.look) } else { palette.text };
    name_ui(ui, &line.name, &font, colour, longest);
    if let Some(instead) = &line.instead {
        ui.allocate_space(Vec2::ZERO);
        // It may begin below the figures, and makes no column wider.
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let at = ui.max_rect().right_center();
            ui.painter().text(at, Align2::RIGHT_CENTER, instead, theme::regular(theme::CAPTION), palette.text_weak);
        });
        return;
    }
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

/// A name in one line, else in two, else without its middle.
fn name_ui(ui: &mut Ui, name: &str, font: &FontId, colour: Color32, longest: f32) {
    let laid = |lines: usize| ui.painter().layout_no_wrap(text::in_lines(name, lines), font.clone(), colour);
    let whole = [1, 2].into_iter().map(laid).find(|galley| galley.size().x <= longest);
    ui.label(whole.unwrap_or_else(|| elided(ui, name, font.clone(), colour, longest)));
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
                ui.label(elided(ui, &row.name, font.clone(), colour, NAME.1));
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
    show_at(response, PopupAnchor::Pointer, 4.0 * theme::GRID, contents);
}

fn show_at(response: &Response, anchor: PopupAnchor, gap: f32, contents: impl FnOnce(&mut Ui)) -> Option<Rect> {
    let tooltip = Tooltip::always_open(response.ctx.clone(), response.layer_id, response.id, anchor).gap(gap);
    let shown = tooltip.show(|ui| {
        // A reading is looked at, not worked with: its rows need no room for a finger.
        ui.spacing_mut().interact_size = Vec2::ZERO;
        Frame::new().inner_margin(Margin::symmetric(6, 4)).show(ui, contents);
    });
    shown.map(|shown| shown.response.rect)
}
