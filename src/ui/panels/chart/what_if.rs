//! What if they quoted another price? Quote points that can be dragged, and where the curves ran before.

use std::sync::Arc;

use eframe::egui::{Button, CursorIcon, Frame, Id, Key, Margin, Rect, RichText, Sense, Stroke, Ui, UiBuilder, vec2};
use eframe::egui::{EventFilter, Response, WidgetInfo};

use crate::analysis::crossover::Envelope;
use crate::analysis::curve::Measure;
use crate::charts::cost_curves::{self, CostCurves, QuotePoint, Subject};
use crate::charts::look::Look;
use crate::charts::text;
use crate::cost::{Case, as_parts};
use crate::model::Scenario;
use crate::session::Command;
use crate::session::what_if::{Baseline, price_for};
use crate::ui::charts::marks::position;
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};
use crate::ui::view::View;

/// Size of the place that takes hold of a quote point.
const HOLD: f32 = 16.0;
/// Width of the choice whether a price stays, in a row.
const CHOICE: f32 = 260.0;
/// A key changes a price by this share.
const STEP: f64 = 0.01;

/// The curves before another price was tried, where they ran elsewhere.
pub(super) fn ghosts(
    ui: &Ui,
    view: &View,
    frame: &cost_curves::Frame,
    chart: &CostCurves,
) -> Vec<(Look, Vec<[f32; 2]>)> {
    let Baseline::Was(was) = &view.baseline else { return Vec::new() };
    let before = cached(ui, was, frame, chart);
    let ran_elsewhere = |ghost: &&cost_curves::Curve| {
        chart.curves.iter().any(|curve| curve.route == ghost.route && curve.path.line != ghost.path.line)
    };
    before.curves.iter().filter(ran_elsewhere).map(|ghost| (ghost.look, ghost.path.line.clone())).collect()
}

/// The chart of the scenario from before on the axes of now, computed anew only where one of them changes.
fn cached(ui: &Ui, was: &Arc<Scenario>, frame: &cost_curves::Frame, chart: &CostCurves) -> Arc<CostCurves> {
    type Cached = (Arc<Scenario>, cost_curves::Frame, Arc<CostCurves>);
    let frame =
        cost_curves::Frame { volumes: Some(chart.volume.ends()), costs: Some(chart.cost.ends()), ..frame.clone() };
    let id = Id::unique("curves before");
    let kept = ui.data(|data| data.get_temp::<Cached>(id));
    if let Some((_, _, before)) = kept.as_ref().filter(|kept| Arc::ptr_eq(&kept.0, was) && kept.1 == frame) {
        return before.clone();
    }
    let (case, envelope) = (Case::likely(was), Envelope::default());
    let subject = Subject { scenario: was, case: &case, envelope: &envelope };
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

/// Whether the price that is tried stays: in a corner of the chart where no curve runs, so that nothing
/// moves.
pub(super) fn choice_ui(ui: &mut Ui, paper: Rect, view: &View, commands: &mut Vec<Command>) {
    if !matches!(view.baseline, Baseline::Was(_)) {
        return;
    }
    let palette = Palette::of(ui);
    // In a narrow chart the words stand over the buttons: beside them they would cover the curves' names.
    let is_narrow = paper.width() < CHOICE + 4.0 * GRID;
    let size = if is_narrow { vec2(CHOICE, 13.0 * GRID) } else { vec2(CHOICE, 9.0 * GRID) };
    let room = Rect::from_min_size(paper.left_bottom() + vec2(2.0 * GRID, -2.0 * GRID - size.y), size);
    let frame =
        Frame::new().fill(palette.surface).stroke(Stroke::new(HAIRLINE, palette.rule)).corner_radius(theme::RADIUS);
    let mut corner = ui.new_child(UiBuilder::new().id_salt("what if").max_rect(room));
    let words = RichText::new("Trying another price").font(theme::regular(theme::LABEL)).color(palette.text_secondary);
    frame.inner_margin(Margin::symmetric(8, 4)).show(&mut corner, |ui| {
        if is_narrow {
            ui.label(words);
            ui.horizontal(|ui| buttons_ui(ui, commands));
        } else {
            ui.horizontal(|ui| {
                ui.label(words);
                buttons_ui(ui, commands);
            });
        }
    });
}

fn buttons_ui(ui: &mut Ui, commands: &mut Vec<Command>) {
    for command in [Command::KeepPrice, Command::PutBack] {
        if ui.add(Button::new(command.label())).on_hover_text(command.tooltip()).clicked() {
            commands.push(command);
        }
    }
}
