//! Which input moves the answer most? A tornado: a bar for each uncertain input, the longest on top.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Color32, CursorIcon, Galley, Rect, RichText, ScrollArea, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use std::sync::Arc;

use crate::charts::look::{Look, Marker, looks};
use crate::charts::scale::Scale;
use crate::charts::text;
use crate::charts::tornado::{Bar, End, Measure, Tornado};
use crate::model::Scenario;
use crate::session::{Results, Task};
use crate::ui::charts::heading::{Heading, OUTDATED, STOPPED};
use crate::ui::charts::marks::paint_marker;
use crate::ui::charts::segments::segments_ui;
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};
use crate::ui::view::View;
use crate::ui::widgets::sought;
use crate::ui::widgets::{elided, in_lines};

/// Least and greatest height of a row, and its bar's part of it.
const ROW: (f32, f32) = (26.0, 60.0);
const BAR: f32 = 0.46;
/// The least and the greatest width of the names.
const NAMES: (f32, f32) = (140.0, 280.0);
/// The most room for the values at the ends of bars, and what of it is for a marker and around them.
const VALUES: f32 = 92.0;
const BESIDE: f32 = 5.0 * GRID;
/// Height of the axis, and of the notes.
const AXIS: f32 = 20.0;
const NOTES: f32 = 48.0;
/// Least distance of labels.
const TICK_SPACING: f32 = 52.0;
/// How strong the two halves of a bar are: at the low and at the high value of the input.
const HALVES: (f32, f32) = (0.35, 0.75);

/// Draws the tab.
pub fn sensitivity_ui(ui: &mut Ui, scenario: &Scenario, results: &Results, view: &mut View) {
    let measure = if view.at_crossover { Measure::Crossover } else { Measure::Lead };
    let answer = results.tornado.as_ref();
    let measured = answer.and_then(|answer| answer.value.as_ref());
    let volume = match answer.map(|answer| &answer.task) {
        Some(Task::Tornado(volume)) => *volume,
        _ => view.volume,
    };
    let is_fresh = results.has(answer, &Task::Tornado(view.volume));
    let tornado = measured.map(|measured| Tornado::new(scenario, measured, volume, measure));
    header_ui(ui, results, view, tornado.as_ref(), answer.is_some(), answer.is_some() && !is_fresh);
    let Some(tornado) = tornado.filter(|tornado| !tornado.bars.is_empty()) else { return };
    let drawing = Drawing { is_fresh, ..Drawing::new(ui, scenario, &tornado, measure) };
    drawing.axis_ui(ui);
    ScrollArea::vertical().id_salt("tornado").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for bar in &tornado.bars {
            ui.push_id(&bar.input, |ui| drawing.row_ui(ui, bar, view));
        }
        let mut notes = vec!["Pale: the input at its 5 % quantile; strong: at its 95 %.".to_owned()];
        notes.extend(tornado.base.map(|base| {
            let base = text::rounded(base, 3);
            match measure {
                Measure::Lead => format!("Solid line: {base}, with likely values; dashed: no lead."),
                Measure::Crossover => format!("Solid line: {base} parts, with likely values."),
            }
        }));
        if tornado.bars.iter().any(|bar| bar.low.winner.is_some() || bar.high.winner.is_some()) {
            notes.push("A marker is that of the route that is then cheapest.".to_owned());
        }
        if tornado.idle > 0 {
            let noun = if tornado.idle == 1 { "input moves" } else { "inputs move" };
            notes.push(format!("{} more uncertain {noun} it by next to nothing.", tornado.idle));
        }
        ui.add_space(2.0 * GRID);
        let notes = RichText::new(notes.join(" ")).font(theme::regular(theme::CAPTION));
        ui.label(notes.color(Palette::of(ui).text_weak));
    });
}

fn header_ui(
    ui: &mut Ui,
    results: &Results,
    view: &mut View,
    tornado: Option<&Tornado>,
    is_answered: bool,
    outdated: bool,
) {
    let title = match tornado {
        Some(tornado) => tornado.title.clone(),
        None if is_answered => format!("Fewer than two routes compete at {}", text::parts(view.volume)),
        None if results.is_stopped(&view.demand(results)) => STOPPED.to_owned(),
        None => "Measuring …".to_owned(),
    };
    let subtitle = if results.uncertain {
        tornado.map_or_else(String::new, |tornado| tornado.axis.clone())
    } else {
        "No input is a range: give ranges to what is not certain".to_owned()
    };
    Heading { title, subtitle, outdated }.show(ui, |ui, _| {
        let choices = [
            (false, "Lead", "By how much the best route leads its runner-up at the volume line"),
            (true, "Crossover", "Where the first crossover lies"),
        ];
        segments_ui(ui, &mut view.at_crossover, &choices);
    });
    ui.add_space(2.0 * GRID);
}

struct Drawing<'a> {
    tornado: &'a Tornado,
    measure: Measure,
    looks: Vec<Look>,
    /// The names of the routes, to find the look of a winner.
    names: Vec<String>,
    /// Width of the names.
    left: f32,
    /// Height of a row.
    row: f32,
    scale: Scale,
    /// Whether it belongs to this revision.
    is_fresh: bool,
}

impl<'a> Drawing<'a> {
    fn new(ui: &Ui, scenario: &Scenario, tornado: &'a Tornado, measure: Measure) -> Self {
        let room = ui.available_rect_before_wrap();
        let font = theme::regular(theme::LABEL);
        let widths =
            tornado.bars.iter().map(|bar| elided(ui, &bar.name, font.clone(), theme::LIGHT.text, NAMES.1).size().x);
        let left = widths.fold(NAMES.0, f32::max).min(room.width() * 0.45).ceil() + 2.0 * GRID;
        let (low, high) = tornado.extent().unwrap_or((0.0, 1.0));
        let logarithmic = measure == Measure::Crossover && low > 0.0;
        let values = values_width(ui, tornado);
        let (from, to) = (room.left() + left + values, (room.right() - values).max(room.left() + left + values + 40.0));
        let scale = Scale::new(logarithmic, low, high, from, to);
        let names = scenario.routes.iter().map(|route| text::name(&route.name)).collect();
        #[allow(clippy::cast_precision_loss, reason = "a scenario has some hundred inputs at most")]
        let row = ((room.height() - AXIS - NOTES) / tornado.bars.len().max(1) as f32).floor().clamp(ROW.0, ROW.1);
        Self { tornado, measure, looks: looks(scenario), names, left, row, scale, is_fresh: true }
    }

    /// The axis, and what its marked places mean.
    fn axis_ui(&self, ui: &mut Ui) {
        let palette = Palette::of(ui);
        let (room, _) = ui.allocate_exact_size(vec2(ui.available_width(), AXIS), Sense::hover());
        for tick in self.scale.ticks(TICK_SPACING) {
            if let Some(label) = tick.label {
                let at = pos2(tick.position, room.bottom() - GRID);
                ui.painter().text(at, Align2::CENTER_BOTTOM, label, theme::regular(theme::CAPTION), palette.text_weak);
            }
        }
    }

    fn row_ui(&self, ui: &mut Ui, bar: &Bar, view: &mut View) {
        let palette = Palette::of(ui);
        let (row, response) = ui.allocate_exact_size(vec2(ui.available_width(), self.row), Sense::hover());
        let said = self.said(bar);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
        self.paint_lines(ui, row);
        if response.hovered() {
            ui.painter().rect_filled(row, f32::from(theme::RADIUS), palette.highlight.gamma_multiply(0.5));
        }
        self.name_ui(ui, row, bar, view);
        let accent = if self.is_fresh { palette.accent } else { palette.accent.gamma_multiply(OUTDATED) };
        for (end, share) in [(&bar.low, HALVES.0), (&bar.high, HALVES.1)] {
            let (from, to) = (self.base(), self.end(end));
            let tall = (BAR * self.row).round() / 2.0;
            let half = Rect::from_two_pos(pos2(from, row.center().y - tall), pos2(to, row.center().y + tall));
            ui.painter().rect_filled(half, 0.0, accent.gamma_multiply(share));
            // The pale half alone would hardly stand out from the paper.
            let edge = Stroke::new(HAIRLINE, accent.gamma_multiply(HALVES.1));
            ui.painter().rect_stroke(half, 0.0, edge, StrokeKind::Inside);
        }
        self.paint_values(ui, row, bar);
        response.on_hover_text(said);
    }

    /// The lines behind the bars: the axis, the figure at the likely values, where the winner changes.
    fn paint_lines(&self, ui: &Ui, row: Rect) {
        let palette = Palette::of(ui);
        for tick in self.scale.ticks(TICK_SPACING).into_iter().filter(|tick| tick.label.is_some()) {
            ui.painter().vline(tick.position, row.y_range(), Stroke::new(HAIRLINE, palette.grid));
        }
        ui.painter().vline(self.base(), row.y_range(), Stroke::new(HAIRLINE, palette.text_secondary));
        let nothing = self.scale.position(0.0);
        let (start, end) = self.scale.paper();
        if self.measure == Measure::Lead && start < nothing && nothing < end {
            let stroke = Stroke::new(1.5, palette.text);
            let ends = [pos2(nothing, row.top()), pos2(nothing, row.bottom())];
            ui.painter().add(Shape::dashed_line(&ends, stroke, 3.0, 3.0));
        }
    }

    /// The input's name, which leads to its field.
    fn name_ui(&self, ui: &Ui, row: Rect, bar: &Bar, view: &mut View) {
        let palette = Palette::of(ui);
        let cell = Rect::from_min_max(row.min, pos2(row.left() + self.left - 2.0 * GRID, row.bottom()));
        let response = ui.interact(cell, ui.scope_id().with("name"), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &bar.name));
        let is_pointed_at = response.hovered() || response.has_focus();
        let colour = if is_pointed_at { palette.accent } else { palette.faded(palette.text, self.is_fresh) };
        let line = ui.painter().layout_no_wrap(bar.name.clone(), theme::regular(theme::LABEL), Color32::PLACEHOLDER);
        let is_long = line.size().x > cell.width();
        let small = theme::regular(theme::CAPTION);
        let name = if is_long { in_lines(ui, &bar.name, small, 2, cell.width()) } else { line };
        let place = Align2::LEFT_CENTER.align_size_within_rect(name.size(), cell);
        ui.painter().galley(place.min, name, colour);
        let response =
            response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(format!("{}\nGo to its field", bar.name));
        if response.clicked() {
            view.reveal(&bar.input);
            sought::seek(ui.ctx(), &bar.input);
        }
    }

    /// The input's values beside the ends of its bar; an end with another winner has its marker.
    fn paint_values(&self, ui: &Ui, row: Rect, bar: &Bar) {
        let (low, high) = (self.end(&bar.low), self.end(&bar.high));
        let is_low_left = low < high || (low <= high && self.base() > low);
        for (end, x, is_left) in [(&bar.low, low, is_low_left), (&bar.high, high, !is_low_left)] {
            let (galley, look) = self.value(ui, end);
            // Where both ends lie on one side of the base, the other value stands at the base.
            let (side, x) = if is_left { (-1.0, x.min(self.base())) } else { (1.0, x.max(self.base())) };
            let mut at = pos2(self.clear_of_nothing(x, side, galley.size().x), row.center().y);
            if let Some(look) = look {
                let colour = Palette::of(ui).route(look);
                at.x += side * 8.0;
                let marker = if look.dimmed { Marker::Diamond } else { look.marker };
                paint_marker(ui.painter(), at, 4.0, marker, colour, Stroke::new(1.0, Palette::of(ui).canvas));
            }
            let left = if is_left { at.x - 1.5 * GRID - galley.size().x } else { at.x + 1.5 * GRID };
            let place = pos2(left, at.y - galley.size().y / 2.0);
            ui.painter().galley(place, galley, Palette::of(ui).text_secondary);
        }
    }

    /// A place for a value beside an end that keeps off the line where the lead is nothing.
    fn clear_of_nothing(&self, x: f32, side: f32, width: f32) -> f32 {
        let nothing = self.scale.position(0.0);
        let beyond = (nothing - x) * side;
        if self.measure == Measure::Lead && (0.0..width + 4.0 * GRID).contains(&beyond) { nothing } else { x }
    }

    /// What stands at an end, and the look of whoever is cheapest there, where that is another route.
    fn value(&self, ui: &Ui, end: &End) -> (Arc<Galley>, Option<Look>) {
        let palette = Palette::of(ui);
        let look = end.winner.as_ref().map(|winner| {
            let route = self.names.iter().position(|name| winner.starts_with(name.as_str()));
            route.and_then(|route| self.looks.get(route)).copied().unwrap_or(Look::of_slot(0))
        });
        let (font, colour) = match look {
            Some(look) => (theme::semibold(theme::CAPTION), palette.route_text(look)),
            None => (theme::regular(theme::CAPTION), palette.text_secondary),
        };
        (elided(ui, &end.value, font, palette.faded(colour, self.is_fresh), VALUES - BESIDE), look)
    }

    fn base(&self) -> f32 {
        self.tornado.base.map_or(self.scale.paper().1, |base| self.scale.position(base))
    }

    /// Where an end lies; one without a crossover beyond all others.
    fn end(&self, end: &End) -> f32 {
        end.at.map_or(self.scale.paper().1, |at| self.scale.position(at))
    }

    /// A row as a person would say it.
    fn said(&self, bar: &Bar) -> String {
        let end = |end: &End| {
            let figure = match (end.at, self.measure) {
                (Some(at), Measure::Lead) => format!("a lead of {}", text::rounded(at, 3)),
                (Some(at), Measure::Crossover) => format!("a first crossover at {}", text::rounded(at, 3)),
                (None, _) => "no crossover".to_owned(),
            };
            let then = end.winner.as_ref().map_or_else(String::new, |winner| format!(", and {winner} is cheapest"));
            format!("{} gives {figure}{then}", end.value)
        };
        format!("{}: {}; {}.", bar.name, end(&bar.low), end(&bar.high))
    }
}

/// Room for the widest value at an end of a bar, with its marker.
fn values_width(ui: &Ui, tornado: &Tornado) -> f32 {
    let ends = tornado.bars.iter().flat_map(|bar| [&bar.low, &bar.high]);
    let width = |end: &End| {
        let font = theme::semibold(theme::CAPTION);
        ui.painter().layout_no_wrap(end.value.clone(), font, Color32::PLACEHOLDER).size().x
    };
    (ends.map(width).fold(0.0, f32::max).ceil() + BESIDE).min(VALUES)
}
