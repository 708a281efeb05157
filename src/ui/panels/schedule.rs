//! When is what delivered and paid, and what is lost if demand stops? The Schedule tab.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Color32, FontId, Rect, ScrollArea, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::charts::comparison::{standings, verdict};
use crate::charts::cost_curves::Subject;
use crate::charts::finding_text::{week_of, weeks};
use crate::charts::look::{Look, looks};
use crate::charts::scale::Scale;
use crate::charts::schedule::{Kind, Plan, Schedule, week};
use crate::charts::{sentences, text};
use crate::model::Scenario;
use crate::session::{Command, Results};
use crate::ui::charts::heading::Heading;
use crate::ui::charts::lines::SmallChart;
use crate::ui::charts::marks::{SWATCH_WIDTH, paint_marker, paint_swatch};
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};
use crate::ui::view::View;
use crate::ui::widgets::{elided, in_lines, small_where_long};

/// Height of a route's row, and of its bar.
const ROW: f32 = 28.0;
const BAR: f32 = 14.0;
/// The least room for the names, and the most of the whole.
const NAMES: (f32, f32) = (132.0, 0.38);
/// The least room for what is said of the due week, and the most of the whole.
const DUE: (f32, f32) = (116.0, 0.4);
/// Height of the axis of weeks.
const AXIS: f32 = 20.0;
/// Least and greatest height of a small chart.
const CHART: (f32, f32) = (136.0, 560.0);
/// From this width on the three charts stand in one row.
const WIDE: f32 = 900.0;

/// Draws the Schedule tab.
pub fn schedule_ui(ui: &mut Ui, scenario: &Scenario, results: &Results, view: &mut View, _commands: &mut Vec<Command>) {
    let subject = Subject { scenario, case: &results.case, envelope: &results.envelope };
    let mut schedule = Schedule::new(&subject, view.volume);
    schedule.plans.retain(|plan| !scenario.routes.get(plan.route).is_some_and(|it| view.hidden.contains(&it.id)));
    let panel = Panel { scenario, subject: &subject, schedule: &schedule, looks: looks(scenario) };
    panel.header_ui(ui, view);
    ui.add_space(2.0 * GRID);
    ScrollArea::vertical().id_salt("schedule").auto_shrink(false).show(ui, |ui| {
        panel.phases_ui(ui);
        ui.add_space(3.0 * GRID);
        panel.charts_ui(ui);
    });
}

struct Panel<'a> {
    scenario: &'a Scenario,
    subject: &'a Subject<'a>,
    schedule: &'a Schedule,
    looks: Vec<Look>,
}

impl Panel<'_> {
    fn header_ui(&self, ui: &mut Ui, view: &View) {
        let standings = standings(self.subject, view.measure, 1.0, view.volume);
        let cheapest = verdict(&standings, None).and_then(|verdict| verdict.cheapest.first().copied());
        let title = self.schedule.message(self.subject, cheapest.unwrap_or(usize::MAX));
        let subtitle = format!("Weeks from the start, for {}; risk events left out", text::parts(view.volume));
        Heading { title, subtitle, outdated: false }.show(ui, |_, _| {});
    }

    fn phases_ui(&self, ui: &mut Ui) {
        #[allow(clippy::cast_precision_loss, reason = "a scenario has a handful of routes")]
        let height = AXIS + ROW * self.schedule.plans.len() as f32;
        let (room, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
        let names = self.names_width(ui, room.width());
        let right = if self.schedule.due.1.is_some() { self.due_width(ui, room.width()) } else { 5.0 * GRID };
        let paper = Rect::from_min_max(room.min + vec2(names, AXIS), room.max - vec2(right, 0.0));
        let axis = Scale::new(false, 0.0, self.schedule.weeks, paper.left(), paper.right());
        self.paint_weeks(ui, room, paper, &axis);
        for (index, plan) in self.schedule.plans.iter().enumerate() {
            #[allow(clippy::cast_precision_loss, reason = "a scenario has a handful of routes")]
            let top = paper.top() + ROW * index as f32;
            let row = Rect::from_x_y_ranges(room.x_range(), top..=top + ROW);
            self.plan_ui(ui, row, paper, &axis, plan);
        }
        self.paint_due_week(ui, paper, &axis);
    }

    /// How much room the names take, with what stands before them.
    fn names_width(&self, ui: &Ui, room: f32) -> f32 {
        let width = |plan: &Plan| {
            let name = sentences::names(self.scenario, &[plan.route]);
            ui.painter().layout_no_wrap(name, theme::regular(theme::LABEL), Color32::PLACEHOLDER).size().x
        };
        let widest = self.schedule.plans.iter().map(width).fold(0.0, f32::max);
        (widest + SWATCH_WIDTH + 5.0 * GRID).ceil().min((NAMES.1 * room).floor()).max(NAMES.0)
    }

    fn paint_weeks(&self, ui: &Ui, room: Rect, paper: Rect, weeks: &Scale) {
        let palette = Palette::of(ui);
        for tick in weeks.ticks(48.0) {
            ui.painter().vline(tick.position, paper.y_range(), Stroke::new(HAIRLINE, palette.grid));
            let at = pos2(tick.position, paper.top() - GRID);
            let label = tick.label.unwrap_or_default();
            ui.painter().text(at, Align2::CENTER_BOTTOM, label, theme::regular(theme::CAPTION), palette.text_weak);
        }
        let caption = theme::semibold(theme::CAPTION);
        let at = pos2(room.left(), paper.top() - GRID);
        ui.painter().text(at, Align2::LEFT_BOTTOM, "Phases, weeks", caption.clone(), palette.text_weak);
        if self.schedule.due.1.is_some() {
            let due = format!("{} in", text::parts(due_parts(self.schedule)));
            let at = pos2(room.right(), paper.top() - GRID);
            ui.painter().text(at, Align2::RIGHT_BOTTOM, due, caption, palette.text_weak);
        }
    }

    fn plan_ui(&self, ui: &Ui, row: Rect, paper: Rect, weeks: &Scale, plan: &Plan) {
        let Some(look) = self.looks.get(plan.route) else { return };
        let palette = Palette::of(ui);
        let colour = palette.route(*look);
        ui.painter().hline(row.x_range(), row.bottom(), Stroke::new(HAIRLINE, palette.grid));
        let swatch = Rect::from_min_size(row.left_top(), vec2(SWATCH_WIDTH, ROW));
        paint_swatch(ui.painter(), swatch, *look, colour);
        let name = sentences::names(self.scenario, &[plan.route]);
        let left = row.left() + SWATCH_WIDTH + 2.0 * GRID;
        let room = paper.left() - 2.0 * GRID - left;
        let line = small_where_long(ui, &name, palette.text, room);
        let galley = if line.elided { in_lines(ui, &name, theme::regular(theme::CAPTION), 2, room) } else { line };
        ui.painter().galley(pos2(left, row.center().y - galley.size().y / 2.0), galley, palette.text);
        let bars = ui.painter().with_clip_rect(Rect::from_x_y_ranges(paper.x_range(), row.y_range()));
        for phase in &plan.phases {
            let x = weeks.position(phase.weeks.0)..=weeks.position(phase.weeks.1);
            let bar = Rect::from_x_y_ranges(x, row.center().y - BAR / 2.0..=row.center().y + BAR / 2.0);
            paint_phase(&bars, bar, phase.kind, colour, palette);
            let response =
                ui.interact(bar.intersect(paper), ui.scope_id().with((plan.route, &phase.name)), Sense::hover());
            let span = format!("{}: weeks {} to {}", phase.name, week(phase.weeks.0), week(phase.weeks.1));
            let said = format!("{name}, {span}");
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
            response.on_hover_text(span);
        }
        if let Some(last) = plan.phases.last().filter(|last| last.weeks.1 > self.schedule.weeks) {
            let (at, font) = (pos2(paper.right() - GRID, row.center().y), theme::semibold(theme::CAPTION));
            bars.text(at, Align2::RIGHT_CENTER, format!("to week {} ›", week(last.weeks.1)), font, palette.canvas);
        }
        self.paint_due(ui, row, weeks, plan, *look);
    }

    /// The due quantity's arrival: a marker on the bar, and in words at the right.
    fn paint_due(&self, ui: &Ui, row: Rect, weeks: &Scale, plan: &Plan, look: Look) {
        if self.schedule.due.1.is_none() {
            return;
        }
        let palette = Palette::of(ui);
        let late = plan.late_weeks > 0.0;
        if plan.due_weeks <= self.schedule.weeks {
            let at = pos2(weeks.position(plan.due_weeks), row.center().y);
            paint_marker(ui.painter(), at, 5.0, look.marker, palette.canvas, Stroke::new(1.5, palette.text));
        }
        let (said, font) = said_of_due(plan);
        let colour = if late { palette.warning } else { palette.text_secondary };
        let galley = elided(ui, &said, font, colour, row.width() * DUE.1 - 2.0 * GRID);
        let at = pos2(row.right() - galley.size().x, row.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, colour);
    }

    /// How much room is needed for what is said of the due week.
    fn due_width(&self, ui: &Ui, room: f32) -> f32 {
        let width = |plan: &Plan| {
            let (said, font) = said_of_due(plan);
            ui.painter().layout_no_wrap(said, font, Color32::PLACEHOLDER).size().x + 3.0 * GRID
        };
        self.schedule.plans.iter().map(width).fold(DUE.0, f32::max).min(room * DUE.1)
    }

    fn paint_due_week(&self, ui: &Ui, paper: Rect, weeks: &Scale) {
        let Some(due) = self.schedule.due.1 else { return };
        let palette = Palette::of(ui);
        let x = weeks.position(due);
        let stroke = Stroke::new(1.5, palette.text_secondary);
        ui.painter().add(Shape::dashed_line(
            &[pos2(x, paper.top() - 2.0), paper.left_bottom() + vec2(x - paper.left(), 0.0)],
            stroke,
            3.0,
            3.0,
        ));
    }

    fn charts_ui(&self, ui: &mut Ui) {
        let wide = ui.available_width() >= WIDE;
        let (columns, rows) = if wide { (3.0, 1.0) } else { (2.0, 2.0) };
        let gap = 4.0 * GRID;
        let width = ((ui.available_width() - gap * (columns - 1.0)) / columns).floor();
        let height = ((ui.available_height() - gap * (rows - 1.0)) / rows).floor().clamp(CHART.0, CHART.1);
        let currency = &self.scenario.currency;
        let due_name = self.schedule.due.1.map(|due| format!("due {}", week(due)));
        let due = self.schedule.due.1.zip(due_name.as_deref());
        let series = |of: &dyn Fn(&Plan) -> Vec<(f64, f64)>| -> Vec<(usize, Vec<(f64, f64)>)> {
            self.schedule.plans.iter().map(|plan| (plan.route, of(plan))).collect()
        };
        let (delivered, paid) = (series(&|plan| plan.delivered.clone()), series(&|plan| plan.paid.clone()));
        let stranded = series(&|plan| plan.stranded.clone());
        let chart = |caption: &str, end: f64, series: &[(usize, Vec<(f64, f64)>)], mark, width, ui: &mut Ui| {
            let said = self.said(caption, series, end);
            SmallChart { caption, said: &said, end, series, looks: &self.looks, mark }.show(ui, vec2(width, height));
        };
        ui.spacing_mut().item_spacing = vec2(gap, gap);
        ui.horizontal_wrapped(|ui| {
            chart("Parts delivered by week", self.schedule.weeks, &delivered, due, width, ui);
            chart(&format!("Paid by week, {currency}"), self.schedule.weeks, &paid, None, width, ui);
            #[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
            let end = self.schedule.volume as f64;
            // Alone in its row it has all of it.
            let width = if wide { width } else { 2.0 * width + gap };
            chart(&format!("Stranded if demand stops, {currency}"), end, &stranded, None, width, ui);
        });
    }

    /// The ends of the lines as a person would say them.
    fn said(&self, caption: &str, series: &[(usize, Vec<(f64, f64)>)], end: f64) -> String {
        let last = |line: &[(f64, f64)]| line.iter().rev().find(|(x, _)| *x <= end).map_or(0.0, |(_, y)| *y);
        let ends = series.iter().map(|(route, line)| {
            let first = line.first().map_or(0.0, |(_, y)| *y);
            format!(
                "{} from {} to {}",
                sentences::names(self.scenario, &[*route]),
                text::money(first, 0),
                text::money(last(line), 0)
            )
        });
        format!("{caption}. {}.", ends.collect::<Vec<_>>().join("; "))
    }
}

/// When the due quantity is there, and in which type: `week 20.2 · 4.2 weeks late`.
fn said_of_due(plan: &Plan) -> (String, FontId) {
    let late = Some(plan.late_weeks).filter(|late| *late > 0.0);
    let there = week_of(plan.due_weeks, late);
    match late {
        Some(late) => (format!("week {there} · {} late", weeks(late)), theme::semibold(theme::LABEL)),
        None => (format!("week {there} · in time"), theme::regular(theme::LABEL)),
    }
}

fn paint_phase(painter: &eframe::egui::Painter, bar: Rect, kind: Kind, colour: Color32, palette: &Palette) {
    match kind {
        Kind::Production => {
            painter.rect_filled(bar, 2.0, colour);
        }
        Kind::Lead => {
            painter.rect(bar, 2.0, colour.gamma_multiply(0.22), Stroke::new(HAIRLINE, colour), StrokeKind::Inside);
        }
        Kind::Transfer => {
            painter.rect(bar, 2.0, palette.canvas, Stroke::new(HAIRLINE, colour), StrokeKind::Inside);
        }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the volume")]
fn due_parts(schedule: &Schedule) -> u64 {
    schedule.due.0 as u64
}
