//! What if they quoted another price? Quote points that can be dragged, and where the curves ran before.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Button, Color32, CursorIcon, EventFilter, Id, Key, Label, Rect, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    Vec2, WidgetInfo, vec2,
};

use super::Drawn;
use crate::analysis::curve::Measure;
use crate::charts::before::Before;
use crate::charts::cost_curves::{self, CostCurves, QuotePoint, Subject};
use crate::charts::placing::{CLEAR, Obstacles, calmest};
use crate::charts::{sentences, text};
use crate::cost::{Case, as_parts};
use crate::model::Scenario;
use crate::model::inputs::Unit;
use crate::session::Command;
use crate::session::quantity::shown;
use crate::session::what_if::{self, Baseline, Tried, price_for};
use crate::ui::charts::cost_curves::{area, rect};
use crate::ui::charts::marks::position;
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};
use crate::ui::view::View;

/// Size of the place that takes hold of a quote point.
const HOLD: f32 = 16.0;
/// The most and the least width of what is said of a price that is tried, height of the buttons below it, and room
/// around both.
const CHOICE: f32 = 320.0;
const LEAST_CHOICE: f32 = 150.0;
const BUTTONS: f32 = 8.0 * GRID;
const PADDING: Vec2 = vec2(8.0, 6.0);
/// A key changes a price by this share.
const STEP: f64 = 0.01;

/// What the chart showed before another price was tried.
pub(super) fn before(ui: &Ui, view: &View, frame: &cost_curves::Frame, chart: &CostCurves, now: &Subject) -> Before {
    let Baseline::Was(was) = &view.baseline else { return Before::default() };
    let charted = cached(ui, was, frame, chart);
    // Its envelope alone is looked at, so that its costs need not be known again.
    let then = Subject { scenario: &was.scenario, envelope: &was.envelope, ..*now };
    let line = volume_line(chart, view);
    Before::new([&charted, chart], [&then, now], (frame.paper, line), &|label| {
        ui.painter().layout_no_wrap(label.to_owned(), theme::regular(theme::LABEL), Color32::PLACEHOLDER).size().into()
    })
}

/// Where the volume line stands.
#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
fn volume_line(chart: &CostCurves, view: &View) -> f32 {
    chart.volume.position(view.volume as f64)
}

/// The chart of the scenario from before on the axes of now, computed anew only where one of them changes.
fn cached(ui: &Ui, was: &Arc<what_if::Before>, frame: &cost_curves::Frame, chart: &CostCurves) -> Arc<CostCurves> {
    type Cached = (Arc<what_if::Before>, cost_curves::Frame, Arc<CostCurves>);
    let frame =
        cost_curves::Frame { volumes: Some(chart.volume.ends()), costs: Some(chart.cost.ends()), ..frame.clone() };
    let id = Id::unique("curves before");
    let kept = ui.data(|data| data.get_temp::<Cached>(id));
    if let Some((_, _, before)) = kept.as_ref().filter(|kept| Arc::ptr_eq(&kept.0, was) && kept.1 == frame) {
        return before.clone();
    }
    let case = Case::likely(&was.scenario);
    let subject = Subject { scenario: &was.scenario, case: &case, envelope: &was.envelope };
    let last = kept.as_ref().map(|kept| &*kept.2);
    let before = Arc::new(CostCurves::after(last, &subject, &frame, &|_| [0.0, 0.0]));
    ui.data_mut(|data| data.insert_temp::<Cached>(id, (was.clone(), frame, before.clone())));
    before
}

/// The quote points on the chart.
pub(super) struct Quotes<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) chart: &'a CostCurves,
    pub(super) names: &'a [String],
    pub(super) factor: f64,
    pub(super) measure: Measure,
}

impl Quotes<'_> {
    /// Lets each point be dragged up and down, which tries another price.
    pub(super) fn show(&self, ui: &mut Ui, view: &mut View, commands: &mut Vec<Command>) {
        for quote in &self.chart.quotes {
            let Some(route) = self.scenario.routes.get(quote.route) else { continue };
            let mut breaks = route.quote.iter().flat_map(|quote| &quote.breaks);
            let Some(price) = breaks.find(|price| price.0 == quote.from).map(|price| price.1.likely()) else {
                continue;
            };
            let response = self.point_ui(ui, quote, &route.id, price);
            let tried = self.dragged_to(&response, quote).or_else(|| stepped(ui, &response, price));
            hold_axis(ui, &response, self.chart, view);
            if let Some(price) = tried.filter(|tried| (tried - price).abs() > 0.0) {
                commands.push(Command::Reprice { route: route.id.clone(), from: quote.from, price });
                ui.ctx().request_repaint();
            }
        }
    }

    fn point_ui(&self, ui: &Ui, quote: &QuotePoint, route: &str, price: f64) -> Response {
        let hold = Rect::from_center_size(position(quote.position), vec2(HOLD, HOLD));
        let id = Id::unique(("quote point", route, quote.from));
        let response = ui.interact(hold, id, Sense::click_and_drag()).on_hover_cursor(CursorIcon::ResizeVertical);
        if response.clicked() || response.drag_started() {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if response.has_focus() {
            let stroke = Stroke::new(HAIRLINE, Palette::of(ui).accent);
            ui.painter().circle_stroke(hold.center(), HOLD / 2.0, stroke);
        }
        let name = self.names.get(quote.route).map_or("", String::as_str);
        let label = format!("{name}, price from {}", text::parts(quote.from));
        response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), price, &label));
        let hint =
            format!("{name}: {} from {}\nDrag: what if it were another?", text::cost(price), text::parts(quote.from));
        if response.dragged() { response } else { response.on_hover_text(hint) }
    }

    /// The price that brings the curve to the pointer.
    fn dragged_to(&self, response: &Response, quote: &QuotePoint) -> Option<f64> {
        let pointer = response.interact_pointer_pos().filter(|_| response.dragged())?;
        let shown = self.chart.cost.value(pointer.y) / self.factor;
        let unit = match self.measure {
            Measure::Unit => shown,
            Measure::Total => shown / as_parts(quote.volume),
        };
        price_for(self.scenario, quote.route, quote.from, quote.volume, unit)
    }
}

/// The price a key press further, for who has no pointer.
fn stepped(ui: &Ui, response: &Response, price: f64) -> Option<f64> {
    if !response.has_focus() {
        return None;
    }
    let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let presses = |key| ui.input(|input| input.num_presses(key));
    #[allow(clippy::cast_precision_loss, reason = "a few key presses a frame")]
    let steps = presses(Key::ArrowUp) as f64 - presses(Key::ArrowDown) as f64;
    (steps != 0.0).then(|| (price * (1.0 + STEP * steps)).max(0.0))
}

/// Keeps the axis of cost still while a point is dragged, so that it stays under the pointer.
fn hold_axis(ui: &Ui, response: &Response, chart: &CostCurves, view: &mut View) {
    let held = response.id.with("axis held");
    if response.drag_started() && view.costs.is_none() {
        view.costs = Some(chart.cost.ends());
        ui.data_mut(|data| data.insert_temp(held, true));
    }
    if response.drag_stopped() && ui.data_mut(|data| data.remove_temp::<bool>(held)).is_some() {
        view.costs = None;
    }
}

/// Whether the price that is tried stays: where it covers neither the volume line nor names, of those places the
/// one where the fewest curves ran, so that nothing moves while the price is dragged.
pub(super) fn choice_ui(ui: &mut Ui, drawn: &Drawn, scenario: &Scenario, view: &View, commands: &mut Vec<Command>) {
    let Baseline::Was(was) = &view.baseline else { return };
    let palette = Palette::of(ui);
    let (paper, chart) = (rect(drawn.frame.paper), cached(ui, was, &drawn.frame, &drawn.chart));
    let line = volume_line(&chart, view);
    let room = paper.with_max_x(ui.max_rect().right());
    // What is beside the volume line must have room there.
    let width = CHOICE.min((room.right() - line - CLEAR).max(line - CLEAR - room.left()) - 4.0 * GRID);
    let words = words(scenario, &view.baseline.tried(scenario));
    let galley =
        ui.painter().layout(text::unbroken(&words), theme::regular(theme::LABEL), palette.text_secondary, width);
    let size = galley.size() + vec2(0.0, BUTTONS) + 2.0 * PADDING;
    let reading = Rect::from_x_y_ranges(line - CLEAR + 1.0..=line + CLEAR - 1.0, paper.y_range());
    let now = drawn.chart.marks.iter().flat_map(|mark| [mark.place, mark.aside]).flatten();
    let obstacles = Obstacles {
        paths: chart.curves.iter().map(|curve| curve.path.line.clone()).collect(),
        areas: drawn.ends.iter().chain([&reading]).copied().map(area).chain(now).collect(),
        led: Vec::new(),
    };
    let within = room.shrink2(vec2(0.0, 2.0 * GRID)).with_min_x(room.left() + 2.0 * GRID);
    let place = rect(calmest(line, [size.x.max(LEAST_CHOICE), size.y], &area(within), &obstacles));
    let stroke = Stroke::new(HAIRLINE, palette.rule);
    ui.painter().rect(place, f32::from(theme::RADIUS), palette.surface, stroke, StrokeKind::Inside);
    let inner = place.shrink2(PADDING);
    let mut corner = ui.new_child(UiBuilder::new().id_salt("what if").max_rect(inner));
    let told = corner.add(Label::new(galley));
    told.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    corner.horizontal(|ui| buttons_ui(ui, commands));
}

/// Whose price is tried, and which: `CM, from 10,000: 1.15 → 0.90`.
fn words(scenario: &Scenario, tried: &[Tried]) -> String {
    let Some(first) = tried.first() else { return "Trying another price".to_owned() };
    let (name, from) = (sentences::headline(scenario, &[first.route]), text::volume(first.from));
    let prices = [first.prices.0, first.prices.1].map(|price| shown(price, Unit::MoneyPerPart)).join(" → ");
    let more = match tried.len() - 1 {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    format!("{name}, from {from}: {prices}{more}")
}

fn buttons_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    for command in [Command::KeepPrice, Command::PutBack] {
        if ui.add(Button::new(command.label())).on_hover_text(command.tooltip()).clicked() {
            commands.push(command);
        }
    }
}
