//! What does each route cost in both scenarios, at the volumes of interest?

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Color32, FontId, Rect, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::Captions;
use crate::analysis::curve::Measure;
use crate::charts::scenario_comparison::{Cell, ComparedRoute, Comparison};
use crate::charts::text;
use crate::ui::charts::marks::{SWATCH_WIDTH, paint_swatch};
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};
use crate::ui::view::View;
use crate::ui::widgets::{elided, missing_decimals};

/// Height of a row's figures, of a name above them, and of the captions.
const ROW: f32 = 38.0;
const NAME: f32 = 22.0;
const CAPTIONS: f32 = 36.0;
/// Room behind a figure for the winner's dot, and between the two figures.
const DOT: f32 = 12.0;
const BETWEEN: f32 = 3.0 * GRID;
/// The least room before the figures of a volume.
const BEFORE: f32 = 2.0 * GRID;
/// The greatest width of the names.
const NAMES: f32 = 240.0;

/// Draws the figures.
pub(super) fn figures_ui(ui: &mut Ui, comparison: &Comparison, captions: Captions, view: &View) {
    let table = Figures::new(ui, comparison, captions, view);
    table.show(ui);
}

struct Figures<'a> {
    comparison: &'a Comparison,
    captions: Captions,
    measure: Measure,
    factor: f64,
    /// The least cost at each volume, which tells the decimals.
    smallest: Vec<f64>,
    /// How many volumes stand side by side; the others follow below.
    abreast: usize,
    /// Width of the names, of a figure, and of the figures of a volume.
    names: f32,
    figure: f32,
    column: f32,
}

impl<'a> Figures<'a> {
    #[allow(clippy::cast_precision_loss, reason = "a table has at most eight volumes")]
    fn new(ui: &Ui, comparison: &'a Comparison, captions: Captions, view: &View) -> Self {
        let factor = if view.measure == Measure::Unit { f64::from(view.per) } else { 1.0 };
        let mut table = Self {
            comparison,
            captions,
            measure: view.measure,
            factor,
            smallest: Vec::new(),
            abreast: comparison.volumes.len().max(1),
            names: 0.0,
            figure: 0.0,
            column: 0.0,
        };
        let shown = |index: usize| {
            let volume = comparison.volumes.get(index).copied().unwrap_or(1);
            comparison.smallest(index, |total| view.measure.of(total, volume) * factor)
        };
        table.smallest = (0..comparison.volumes.len()).map(shown).collect();
        let font = theme::semibold(theme::BODY);
        let width =
            |text: &str| ui.painter().layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x;
        let most = table.smallest.iter().copied().map(text::decimals).max().unwrap_or(0);
        let figures = comparison.routes.iter().flat_map(|route| route.cells.iter().enumerate());
        let texts = figures.flat_map(|(index, cell)| [0, 1].map(|side| table.figure_text(index, cell, side)));
        table.figure = texts
            .map(|text| width(&text) + missing_decimals(ui.painter(), &text, most, &font))
            .fold(36.0, f32::max)
            .ceil();
        table.column = BEFORE + 2.0 * (table.figure + DOT) + BETWEEN;
        let count = comparison.volumes.len() as f32;
        let widest = comparison.routes.iter().map(|route| width(&route.name)).fold(0.0, f32::max);
        let wanted = (widest + SWATCH_WIDTH + 3.0 * GRID).min(NAMES);
        // Where there is no room for both, names stand above their figures, and volumes one below the other.
        let room = ui.available_width();
        let fits = room >= wanted + count * table.column;
        table.names = if fits { wanted } else { 0.0 };
        while table.abreast > 1 && room < table.names + table.abreast as f32 * table.column {
            table.abreast -= 1;
        }
        let share = (room - table.names) / table.abreast as f32;
        table.column = share;
        table
    }

    fn figure_text(&self, index: usize, cell: &Cell, side: usize) -> String {
        cell.totals[side]
            .map_or_else(|| "–".to_owned(), |total| text::beside(self.value(index, total), self.smallest[index]))
    }

    fn value(&self, index: usize, total: f64) -> f64 {
        let volume = self.comparison.volumes.get(index).copied().unwrap_or(1);
        self.measure.of(total, volume.max(1)) * self.factor
    }

    fn show(&self, ui: &mut Ui) {
        let volumes: Vec<usize> = (0..self.comparison.volumes.len()).collect();
        for (place, abreast) in volumes.chunks(self.abreast).enumerate() {
            if place > 0 {
                ui.add_space(2.0 * GRID);
            }
            self.some_ui(ui, abreast);
        }
    }

    /// The figures of all routes at some of the volumes.
    #[allow(clippy::cast_precision_loss, reason = "a scenario has a handful of routes and volumes")]
    fn some_ui(&self, ui: &mut Ui, volumes: &[usize]) {
        let (rows, columns) = (self.comparison.routes.len() as f32, volumes.len() as f32);
        let size = vec2(self.names + columns * self.column, CAPTIONS + rows * self.row());
        let (area, _) = ui.allocate_exact_size(size, Sense::hover());
        let mut top = area.top();
        for (place, index) in volumes.iter().enumerate() {
            self.captions_ui(ui, self.cell(area, top, CAPTIONS, place), *index);
        }
        top += CAPTIONS;
        for route in &self.comparison.routes {
            let rule = Stroke::new(HAIRLINE, Palette::of(ui).rule);
            ui.painter().hline(area.x_range(), top, rule);
            let (above, width) = if self.names > 0.0 { (0.0, self.names) } else { (NAME, area.width()) };
            let name = vec2(width, if above > 0.0 { above } else { ROW });
            name_ui(ui, Rect::from_min_size(pos2(area.left(), top), name), route);
            for (place, index) in volumes.iter().enumerate() {
                if let Some(cell) = route.cells.get(*index) {
                    self.cell_ui(ui, self.cell(area, top + above, ROW, place), route, *index, cell);
                }
            }
            top += self.row();
        }
    }

    /// Height of a row, with the name where that stands above.
    fn row(&self) -> f32 {
        if self.names > 0.0 { ROW } else { NAME + ROW }
    }

    #[allow(clippy::cast_precision_loss, reason = "a table has at most eight volumes")]
    fn cell(&self, area: Rect, top: f32, height: f32, place: usize) -> Rect {
        let left = area.left() + self.names + place as f32 * self.column;
        Rect::from_min_size(pos2(left, top), vec2(self.column, height))
    }

    /// Where the figures of a cell end on the right, there and here.
    fn ends(&self, cell: Rect) -> [f32; 2] {
        let here = cell.right() - DOT;
        [here - self.figure - DOT - BETWEEN, here]
    }

    fn captions_ui(&self, ui: &Ui, cell: Rect, index: usize) {
        let palette = Palette::of(ui);
        let [there, here] = self.ends(cell);
        let volume = self.comparison.volumes.get(index).map_or_else(String::new, |volume| text::volume(*volume));
        let (bold, plain) = (theme::semibold(theme::LABEL), theme::regular(theme::CAPTION));
        write(ui, pos2(here, cell.top() + 9.0), &volume, bold, palette.text_secondary);
        for (x, caption) in [(there, self.captions.there), (here, self.captions.here)] {
            write(ui, pos2(x, cell.top() + 26.0), caption, plain.clone(), palette.text_weak);
        }
    }

    fn cell_ui(&self, ui: &Ui, cell: Rect, route: &ComparedRoute, index: usize, figures: &Cell) {
        let palette = Palette::of(ui);
        let ends = self.ends(cell);
        let line = cell.top() + 12.0;
        for side in [0, 1] {
            let text = self.figure_text(index, figures, side);
            let (font, colour) = match (figures.cheapest[side], side) {
                (true, _) => (theme::semibold(theme::BODY), palette.route_text(route.look)),
                (false, 0) => (theme::regular(theme::BODY), palette.text_weak),
                (false, _) => (theme::regular(theme::BODY), palette.text),
            };
            let missing = missing_decimals(ui.painter(), &text, text::decimals(self.smallest[index]), &font);
            write(ui, pos2(ends[side] - missing, line), &text, font, colour);
            if figures.cheapest[side] {
                ui.painter().circle_filled(pos2(ends[side] + 7.0, line), 3.0, palette.route(route.look));
            }
        }
        let change = self.change_text(index, figures);
        let small = theme::regular(theme::CAPTION);
        write(ui, pos2(ends[1], cell.top() + 28.0), &change, small, palette.text_secondary);
        let said = self.said(route, index, figures, &change);
        let response = ui.interact(cell, ui.scope_id().with((index, cell.top().to_bits())), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
        response.on_hover_text(said);
    }

    /// By how much it changed, in money and as a share.
    fn change_text(&self, index: usize, cell: &Cell) -> String {
        let Some((amount, share)) = cell.change().filter(|_| self.comparison.same_currency) else {
            return String::new();
        };
        if amount == 0.0 {
            return "same".to_owned();
        }
        let (sign, value) = (if amount > 0.0 { "+" } else { "" }, self.value(index, amount));
        let written = text::beside(value, self.smallest[index]);
        let is_seen = written.contains(|digit: char| ('1'..='9').contains(&digit));
        let amount = if is_seen { written } else { text::rounded(value, 1) };
        let percent = text::percent(share);
        format!("{sign}{amount} · {sign}{percent}")
    }

    /// A cell as a person would say it.
    fn said(&self, route: &ComparedRoute, index: usize, cell: &Cell, change: &str) -> String {
        let volume = self.comparison.volumes.get(index).map_or_else(String::new, |volume| text::volume(*volume));
        let [there, here] = [0, 1].map(|side| {
            let cheapest = if cell.cheapest[side] { ", cheapest" } else { "" };
            let figure =
                if cell.totals[side].is_some() { self.figure_text(index, cell, side) } else { "none".to_owned() };
            format!("{figure}{cheapest}")
        });
        let Captions { there: before, here: now } = self.captions;
        let change = if change.is_empty() { String::new() } else { format!("; {change}") };
        format!("{} at {volume}: {} {there}; {} {here}{change}", route.name, before.to_lowercase(), now.to_lowercase())
    }
}

/// The key and the name of a route.
fn name_ui(ui: &Ui, place: Rect, route: &ComparedRoute) {
    let palette = Palette::of(ui);
    let swatch = Rect::from_min_size(place.min + vec2(GRID, 0.0), vec2(SWATCH_WIDTH, place.height()));
    paint_swatch(ui.painter(), swatch, route.look, palette.route(route.look));
    let left = swatch.right() + 2.0 * GRID;
    let galley = elided(ui, &route.name, theme::regular(theme::BODY), palette.text, place.right() - left);
    let cut = galley.elided;
    ui.painter().galley(pos2(left, place.center().y - galley.size().y / 2.0), galley, palette.text);
    let response = ui.interact(place, ui.scope_id().with(("name", place.top().to_bits())), Sense::hover());
    if cut {
        response.on_hover_text(&route.name);
    }
}

/// Text that ends at a place, in the middle of its line.
fn write(ui: &Ui, at: eframe::egui::Pos2, text: &str, font: FontId, colour: Color32) {
    ui.painter().text(at, Align2::RIGHT_CENTER, text, font, colour);
}
