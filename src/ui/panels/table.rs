//! What does each route cost at the volumes of interest? The table below the chart, which is its key
//! too: a click on a name hides the route's curve, a double click shows it alone.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Color32, Pos2, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use self::column::{Column, paint_text, widest_figure};
use super::explanation::Explained;
use crate::analysis::curve::Measure;
use crate::charts::comparison::{self, Standing, standings};
use crate::charts::cost_curves::Subject;
use crate::charts::look::{Look, looks};
use crate::charts::{finding_text, text};
use crate::model::Scenario;
use crate::session::{Command, Results};
use crate::ui::charts::marks::{SWATCH_WIDTH, paint_swatch};
use crate::ui::charts::segments::segments_ui;
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};
use crate::ui::view::View;
use crate::ui::widgets::{elided, name_in_two_lines};

mod column;

/// Height of a row.
const ROW: f32 = 30.0;
/// Room beside a figure for the difference to the best, or for the winner's dot alone.
const BESIDE: (f32, f32) = (50.0, 16.0);
/// Room between a difference and the next column, where there is room.
const MORE: f32 = 3.0 * GRID;
/// Room before a figure.
const BEFORE: f32 = 2.0 * GRID;
/// The widest figure is taken to be a multiple of this, so that columns stay while figures change.
const STEP: f32 = 8.0;
/// Width of the column of savings.
const SAVING: f32 = 76.0;
/// The least and the greatest width of the names.
const NAMES: (f32, f32) = (136.0, 260.0);
/// The least width of the names where room is short.
const SHORT_NAMES: f32 = 96.0;

/// The table takes no more of the window's height than this, less where that is low; beyond it scrolls.
const TALLEST: (f32, f32) = (0.34, 0.28);
/// Below this height the window is low, and the chart needs it more.
const LOW: f32 = 760.0;

/// How tall the table of a scenario is.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "a scenario has a handful of routes")]
pub fn height(scenario: &Scenario) -> f32 {
    ROW * (scenario.routes.len() + 1) as f32
}

/// Draws the table panel.
pub fn table_ui(ui: &mut Ui, scenario: &Scenario, results: &Results, view: &mut View, _commands: &mut Vec<Command>) {
    let window = ui.ctx().content_rect().height();
    let tall = height(scenario).min(window * if window < LOW { TALLEST.1 } else { TALLEST.0 });
    ScrollArea::both().id_salt("table").max_height(tall).min_scrolled_height(tall).show(ui, |ui| {
        let table = Table::new(ui, scenario, results, view);
        table.show(ui, view);
    });
}

struct Table<'a> {
    scenario: &'a Scenario,
    subject: Subject<'a>,
    names: Vec<String>,
    looks: Vec<Look>,
    columns: Vec<Column>,
    /// Left upper corner, and where names and savings end.
    origin: Pos2,
    names_end: f32,
    right: f32,
    /// Room beside each figure.
    beside: f32,
    has_savings: bool,
}

impl<'a> Table<'a> {
    fn new(ui: &Ui, scenario: &'a Scenario, results: &'a Results, view: &View) -> Self {
        let subject = Subject { scenario, case: &results.case, envelope: &results.envelope };
        let has_savings = comparison::incumbent(&subject).is_some();
        let volumes = scenario.volumes.iter().map(|volume| (*volume, false)).chain([(view.volume, true)]);
        let columns = volumes.map(|(volume, current)| {
            let standings = standings(&subject, view.measure, factor(view), volume);
            let values = standings.iter().filter(|it| it.candidate).map(|it| it.value);
            let smallest = values.fold(f64::INFINITY, f64::min);
            Column { volume, standings, smallest, left: 0.0, right: 0.0, current }
        });
        let mut table = Self {
            columns: columns.collect(),
            names: scenario.routes.iter().map(|route| text::name(&route.name)).collect(),
            looks: looks(scenario),
            origin: ui.max_rect().min,
            names_end: 0.0,
            right: 0.0,
            beside: 0.0,
            scenario,
            subject,
            has_savings,
        };
        table.lay_out(ui);
        table
    }

    /// Spreads the columns over the room there is; where it is short, the differences to the best go,
    /// and where it is shorter still the savings: pointing at a figure tells both.
    #[allow(clippy::cast_precision_loss, reason = "a table has at most nine columns of figures")]
    fn lay_out(&mut self, ui: &Ui) {
        let count = self.columns.len() as f32;
        let mut figures: Vec<f32> = self.columns.iter().map(|column| widest_figure(ui, column)).collect();
        let widest = figures.iter().copied().fold(0.0, f32::max);
        let beside = |room: f32| if room >= NAMES.0 + count * (widest + BESIDE.0) { BESIDE.0 } else { BESIDE.1 };
        self.has_savings &= ui.available_width() >= NAMES.0 + count * (widest + BESIDE.1) + SAVING;
        let savings = if self.has_savings { SAVING } else { 0.0 };
        let room = ui.available_width() - savings;
        self.beside = beside(room);
        let wanted = self.widest_name(ui);
        if room >= wanted.clamp(NAMES.0, NAMES.1) + count * (widest + self.beside) {
            // Columns of one width, as long as the names have room.
            figures.fill(widest);
        }
        if self.beside > BESIDE.1 {
            // Where there is more room the differences keep away from the next column.
            self.beside += ((room - NAMES.1) / count - widest - self.beside).clamp(0.0, MORE);
        }
        let least = figures.iter().sum::<f32>() + count * self.beside;
        // Where it has to be scrolled in any case the names need not be short.
        let short = if room - least < SHORT_NAMES { NAMES.0 } else { SHORT_NAMES };
        let names = wanted.min(room - least).clamp(short, NAMES.1).floor();
        let spare = ((room - names - least) / count).floor().max(0.0);
        self.names_end = self.origin.x + names;
        if names + least > room {
            // Where it has to be scrolled, what is asked for comes first.
            self.columns.rotate_right(1);
            figures.rotate_right(1);
        }
        let mut left = self.names_end;
        for (column, figure) in self.columns.iter_mut().zip(figures) {
            let width = figure + self.beside + spare;
            (column.left, column.right) = (left, left + width);
            left += width;
        }
        self.right = left + savings;
    }

    /// Width of the longest name with its key.
    fn widest_name(&self, ui: &Ui) -> f32 {
        let font = theme::regular(theme::BODY);
        let width =
            |name: &str| ui.painter().layout_no_wrap(name.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x;
        let names = self.names.iter().map(|name| width(name));
        names.fold(0.0, f32::max) + SWATCH_WIDTH + 6.0 * GRID
    }

    fn show(&self, ui: &mut Ui, view: &mut View) {
        let palette = Palette::of(ui);
        let size = vec2(self.right - self.origin.x, height(self.scenario));
        let (area, _) = ui.allocate_exact_size(size, Sense::hover());
        for column in self.columns.iter().filter(|column| column.current) {
            let shade = Rect::from_min_max(
                pos2(column.left, area.top()),
                pos2(if self.has_savings { self.right } else { column.right }, area.bottom()),
            );
            ui.painter().rect_filled(shade, 0.0, palette.highlight);
        }
        self.header_ui(ui, view);
        for route in 0..self.scenario.routes.len().min(self.subject.case.route_count()) {
            let id = &self.scenario.routes[route].id;
            let row = self.row_rect(route + 1, self.origin.x, self.right);
            self.row_ui(&mut ui.new_child(UiBuilder::new().id_salt(id).max_rect(row)), view, route);
        }
    }

    #[allow(clippy::cast_precision_loss, reason = "a scenario has a handful of routes")]
    fn row_rect(&self, row: usize, left: f32, right: f32) -> Rect {
        let top = self.origin.y + ROW * row as f32;
        Rect::from_min_max(pos2(left, top), pos2(right, top + ROW))
    }

    fn header_ui(&self, ui: &mut Ui, view: &mut View) {
        let palette = Palette::of(ui);
        let names = self.row_rect(0, self.origin.x, self.names_end);
        if view.measure == Measure::Unit {
            let before = view.per;
            let choices = [(1, "Per part", "Cost of one part"), (1000, "Per 1,000", "Cost of 1,000 parts")];
            let short = [(1, "Part", "Cost of one part"), (1000, "1,000", "Cost of 1,000 parts")];
            let mut header = ui.new_child(UiBuilder::new().max_rect(names.translate(vec2(0.0, GRID))));
            segments_ui(&mut header, &mut view.per, if names.width() < NAMES.0 { &short } else { &choices });
            if before != view.per {
                view.costs = None;
            }
        } else {
            paint_text(ui, names.left_center(), Align2::LEFT_CENTER, "All parts", 0, palette.text_secondary);
        }
        for column in &self.columns {
            let cell = self.row_rect(0, column.left, column.right);
            let (weight, colour) = if column.current { (1, palette.accent) } else { (0, palette.text_secondary) };
            let at = cell.right_center() - vec2(2.0 * GRID, 0.0);
            paint_text(ui, at, Align2::RIGHT_CENTER, &text::volume(column.volume), weight, colour);
        }
        if self.has_savings {
            let cell = self.row_rect(0, self.right - SAVING, self.right);
            let at = cell.right_center() - vec2(2.0 * GRID, 0.0);
            paint_text(ui, at, Align2::RIGHT_CENTER, "Saving", 0, palette.text_secondary);
            let response = ui.interact(cell, ui.scope_id().with("saving"), Sense::hover());
            response.on_hover_text(self.saving_meaning(view.volume));
        }
    }

    fn saving_meaning(&self, volume: u64) -> String {
        let today = comparison::incumbent(&self.subject).and_then(|route| self.names.get(route));
        let name = today.map_or("today's route", String::as_str);
        format!("What {} cost less than at {name}, today's route, in {}", text::parts(volume), self.scenario.currency)
    }

    fn row_ui(&self, ui: &mut Ui, view: &mut View, route: usize) {
        let row = ui.max_rect();
        let rule = Stroke::new(HAIRLINE, Palette::of(ui).rule);
        ui.painter().hline(row.x_range(), row.top(), rule);
        self.name_ui(ui, view, route);
        for (index, column) in self.columns.iter().enumerate() {
            if let Some(standing) = column.standings.get(route) {
                self.figure_ui(&ui.new_child(UiBuilder::new().id_salt(index)), view, column, standing);
                self.gap_ui(&ui.new_child(UiBuilder::new().id_salt(("gap", index))), view, column, standing);
            }
        }
        if self.has_savings {
            let current = self.columns.iter().find(|column| column.current);
            let standing = current.and_then(|column| column.standings.get(route));
            self.saving_ui(ui, route, standing.and_then(|standing| standing.saving));
        }
    }

    /// The route's key and name, which hide and show its curve.
    fn name_ui(&self, ui: &mut Ui, view: &mut View, route: usize) {
        let palette = Palette::of(ui);
        let (name, look) = (&self.names[route], self.looks[route]);
        let cell = self.row_rect(route + 1, self.origin.x, self.names_end);
        let shown = !view.hidden.contains(&self.scenario.routes[route].id);
        let response = ui.interact(cell, ui.scope_id().with("name"), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, shown, format!("Show {name}")));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(cell.shrink2(vec2(0.0, 2.0)), f32::from(theme::RADIUS), palette.field_hovered);
        }
        let swatch = Rect::from_min_size(cell.min + vec2(GRID, 0.0), vec2(SWATCH_WIDTH, ROW));
        let (line, colour) =
            if shown { (palette.route(look), self.ink(palette, route)) } else { (palette.rule, palette.text_weak) };
        paint_swatch(ui.painter(), swatch, look, line);
        let left = swatch.right() + 2.0 * GRID;
        let galley = name_in_two_lines(ui, name, cell.right() - left - GRID);
        ui.painter().galley(pos2(left, cell.center().y - galley.size().y / 2.0), galley, colour);
        view.take_clicks(&response, self.scenario, &self.scenario.routes[route].id);
        let why = finding_text::why_ruled_out(self.scenario, route).unwrap_or_else(|| name.clone());
        response.on_hover_text(format!("{why}\nClick: hide or show the curve. Double click: show it alone."));
    }

    /// The colour of a row's text: a route that cannot make the part is dimmed.
    fn ink(&self, palette: &Palette, route: usize) -> Color32 {
        if self.looks[route].dimmed { palette.text_weak } else { palette.text }
    }

    fn figure_ui(&self, ui: &Ui, view: &mut View, column: &Column, standing: &Standing) {
        let palette = Palette::of(ui);
        let cell = self.row_rect(standing.route + 1, column.left, column.right);
        // The difference beside it asks another question.
        let beside = if self.has_gap(standing) { self.beside } else { 0.0 };
        let own = cell.with_max_x(cell.right() - beside);
        let response = ui.interact(own, ui.scope_id().with("figure"), Sense::click());
        let said = self.said(column, standing);
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        if response.hovered() || response.has_focus() {
            let place = own.shrink2(vec2(2.0, 2.0));
            ui.painter().rect_filled(place, f32::from(theme::RADIUS), palette.field_hovered);
        }
        if response.clicked() {
            let route = self.scenario.routes[standing.route].id.clone();
            view.explained = Some(Explained { route, volume: column.volume.max(1) });
        }
        response.on_hover_text(self.details(column, standing));
        let split = cell.right() - self.beside;
        let (value, beside) = (pos2(split, cell.center().y), pos2(split + GRID, cell.center().y));
        if !standing.candidate {
            let small = theme::regular(theme::CAPTION);
            let galley = elided(ui, &self.pilot_text(standing.route), small, palette.text_weak, cell.width() - GRID);
            let at = pos2((split - galley.size().x).max(cell.left() + GRID), value.y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, palette.text_weak);
        } else if standing.cheapest {
            let colour = palette.route_text(self.looks[standing.route]);
            column.paint(ui, value, standing.value, 1, colour);
            ui.painter().circle_filled(beside + vec2(3.0, 0.0), 3.0, palette.route(self.looks[standing.route]));
        } else {
            column.paint(ui, value, standing.value, 0, self.ink(palette, standing.route));
            if self.has_gap(standing) {
                let (font, excess) = (theme::regular(theme::CAPTION), text::excess(standing.excess));
                ui.painter().text(beside, Align2::LEFT_CENTER, excess, font, palette.text_weak);
            }
        }
    }

    /// Whether the difference to the best stands beside a figure.
    fn has_gap(&self, standing: &Standing) -> bool {
        !standing.cheapest && standing.candidate && self.beside > BESIDE.1
    }

    /// The difference to the best, which asks what it would take to make it up.
    fn gap_ui(&self, ui: &Ui, view: &mut View, column: &Column, standing: &Standing) {
        if !self.has_gap(standing) {
            return;
        }
        let cell = self.row_rect(standing.route + 1, column.left, column.right);
        let gap = Rect::from_min_max(pos2(cell.right() - self.beside, cell.top()), cell.max).shrink2(vec2(2.0, 4.0));
        let response = ui.interact(gap, ui.scope_id().with("gap"), Sense::click());
        let question =
            format!("What would {} have to offer at {}?", self.names[standing.route], text::volume(column.volume));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &question));
        if response.hovered() || response.has_focus() {
            let stroke = Stroke::new(HAIRLINE, Palette::of(ui).accent);
            ui.painter().rect_stroke(gap, f32::from(theme::RADIUS), stroke, StrokeKind::Inside);
        }
        if response.clicked() {
            view.ask(self.scenario, standing.route, column.volume, gap.left_bottom());
        }
        response.on_hover_text(question);
    }

    fn saving_ui(&self, ui: &Ui, route: usize, saving: Option<f64>) {
        let palette = Palette::of(ui);
        let cell = self.row_rect(route + 1, self.right - SAVING, self.right);
        let at = cell.right_center() - vec2(2.0 * GRID, 0.0);
        let (written, colour) = match saving {
            _ if comparison::incumbent(&self.subject) == Some(route) => ("today".to_owned(), palette.text_weak),
            Some(saving) if saving > 0.0 => (format!("+{}", saved(saving)), self.ink(palette, route)),
            Some(saving) => (saved(saving), palette.text_weak),
            None => ("–".to_owned(), palette.text_weak),
        };
        paint_text(ui, at, Align2::RIGHT_CENTER, &written, 0, colour);
    }

    /// What a staged route is as long as its pilot makes all parts.
    fn pilot_text(&self, route: usize) -> String {
        comparison::instead(&self.subject, route)
    }

    /// A cell as a person would say it.
    fn said(&self, column: &Column, standing: &Standing) -> String {
        let name = &self.names[standing.route];
        let value = text::beside(standing.value, column.smallest);
        let place = match (standing.candidate, standing.cheapest) {
            (false, _) => self.pilot_text(standing.route),
            (true, true) => "cheapest".to_owned(),
            (true, false) => text::excess(standing.excess),
        };
        let unable = if self.looks[standing.route].dimmed { ", cannot make the part" } else { "" };
        format!("{name} at {}: {value}, {place}{unable}", text::volume(column.volume))
    }

    fn details(&self, column: &Column, standing: &Standing) -> String {
        let (evaluation, currency) = (&standing.evaluation, &self.scenario.currency);
        let unit = Measure::Unit.of(evaluation.total, column.volume.max(1));
        let mut lines = vec![
            format!("{} at {}", self.names[standing.route], text::parts(column.volume)),
            format!("{} {currency} a part, {} in all", text::cost(unit), text::money(evaluation.total, 0)),
            format!(
                "{} parts started, done in week {}",
                text::money(evaluation.starts, 0),
                text::rounded(evaluation.weeks, 2)
            ),
        ];
        lines.extend(standing.saving.map(|saving| format!("Saves {} against today's route", text::rounded(saving, 3))));
        lines.push("Click: how it is made".to_owned());
        lines.join("\n")
    }
}

/// A saving in a few characters: three digits, in millions where it has many, as a power of ten where more.
fn saved(saving: f64) -> String {
    match saving.abs() {
        size if size < 1e7 => text::rounded(saving, 3),
        size if size < 1e11 => format!("{} M", text::rounded(saving / 1e6, 3)),
        _ => format!("{saving:.1e}").replace('-', "−"),
    }
}

/// What unit costs are multiplied with.
fn factor(view: &View) -> f64 {
    if view.measure == Measure::Unit { f64::from(view.per) } else { 1.0 }
}
