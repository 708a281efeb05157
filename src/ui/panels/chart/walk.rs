//! How is a curve walked with the keyboard?
//!
//! With the chart focused the arrow keys left and right take the volume line along a route's curve, up and
//! down go to the next curve, `.` and `,` to the next crossover. Each stop shows the readout and is spoken.

use eframe::egui::accesskit::{Live, Role};
use eframe::egui::{Event, EventFilter, Key, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::{Panel, subject};
use crate::charts::walk::{Stop, neighbour, next_stop};
use crate::ui::charts::marks::{paint_marker, position};
use crate::ui::theme::{self, HAIRLINE, Palette};
use crate::ui::view::View;

/// Size of the ring around the point of a curve that the walk has come to.
const RING: f32 = 8.0;

impl Panel<'_> {
    /// Takes the keys that walk; `before` is where the volume line stood before `.` and `,` were taken.
    pub(super) fn take_steps(&self, ui: &Ui, telling: &[u64], view: &mut View, before: u64) {
        let crossed = before != view.volume;
        let focused = ui.memory(eframe::egui::Memory::focused);
        if self.ground.clicked() || (crossed && focused.is_none()) {
            self.ground.request_focus();
        } else if !self.ground.has_focus() {
            view.walked = None;
            return;
        }
        let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(self.ground.id, arrows));
        let is_moved = |event: &Event| matches!(event, Event::PointerMoved(_));
        if self.ground.hovered() && ui.input(|input| input.events.iter().any(is_moved)) {
            // Whoever takes the pointer reads with the pointer.
            view.walked = None;
        }
        if crossed {
            self.turn(view, None);
        }
        let (presses, far) = ui.input(|input| (ARROWS.map(|(key, _)| input.num_presses(key)), input.modifiers.shift));
        for (presses, (_, step)) in presses.into_iter().zip(ARROWS) {
            for _ in 0..presses {
                match step {
                    Step::Along(up) => {
                        self.turn(view, None);
                        view.volume = next_stop(view.volume, up, far, telling, self.walkable(view));
                    }
                    Step::Across(up) => self.turn(view, Some(up)),
                }
            }
        }
    }

    /// Where a walk may go: what is in view, and beyond it where somebody looks closer, since the view goes along.
    fn walkable(&self, view: &View) -> (u64, u64) {
        if view.volumes.is_some() { self.scenario.range } else { self.reach() }
    }

    /// The volumes in view.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "volumes are at most ten million")]
    pub(super) fn reach(&self) -> (u64, u64) {
        let (low, high) = self.drawing.chart.volume.ends();
        let (first, last) = self.scenario.range;
        ((low.ceil() as u64).max(first.max(1)), (high.floor() as u64).min(last.max(1)))
    }

    /// Goes to the next curve up or down, or begins on the cheapest.
    fn turn(&self, view: &mut View, up: Option<bool>) {
        let standings = self.standings(view.volume);
        let walked = self.walked(view);
        let next = match (walked, up) {
            (Some(route), Some(up)) => neighbour(&standings, route, up),
            (Some(route), None) => Some(route),
            (None, _) => standings.iter().find(|standing| standing.cheapest).map(|standing| standing.route),
        };
        view.walked = next.and_then(|route| self.scenario.routes.get(route)).map(|route| route.id.clone());
    }

    /// Index of the route whose curve is walked, where it is drawn.
    fn walked(&self, view: &View) -> Option<usize> {
        let route = self.results.route(view.walked.as_ref()?)?;
        self.drawing.chart.curves.iter().any(|curve| curve.route == route).then_some(route)
    }

    /// Shows where the walk has come to, and says it.
    pub(super) fn stop_ui(&self, ui: &Ui, view: &View, ends: &[Rect]) {
        let Some(route) = self.walked(view) else { return };
        let (drawing, volume) = (&self.drawing, view.volume);
        let point = drawing.chart.point(&self.results.case, self.frame, route, volume).map(position);
        let foot = vec2(drawing.axis.position(volume) - drawing.paper.left(), 0.0);
        let at = point.unwrap_or(drawing.paper.left_bottom() + foot).clamp(drawing.paper.min, drawing.paper.max);
        if point.is_some() {
            // Where several curves meet its own marker stands on top.
            let (look, edge) = (drawing.axis.looks[route], Stroke::new(1.0, drawing.axis.palette.canvas));
            paint_marker(ui.painter(), at, 4.5, look.marker, drawing.axis.palette.route(look), edge);
            ui.painter().circle_stroke(at, RING, Stroke::new(2.0, drawing.axis.palette.accent));
        }
        let stop = Stop {
            subject: subject(self.scenario, self.results),
            frame: self.frame,
            chart: drawing.chart,
            bands: self.bands,
            route,
            volume,
        };
        let said = stop.said();
        let response =
            ui.interact(Rect::from_center_size(at, vec2(1.0, 1.0)), self.ground.id.with("stop"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &said));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
        self.readout_ui(ends, volume, Some(route));
    }

    /// Shows that keys are taken, and says which.
    pub(super) fn outline_ui(&self, ui: &Ui) {
        ui.ctx().accesskit_node_builder(self.ground.id, |node| {
            node.set_description("Arrow keys walk along a curve, full stop and comma go to the next crossover");
        });
        if self.ground.has_focus() {
            let outline = self.drawing.paper.expand(3.0);
            let stroke = Stroke::new(HAIRLINE, Palette::of(ui).accent);
            ui.painter().rect_stroke(outline, f32::from(theme::RADIUS), stroke, StrokeKind::Outside);
        }
    }
}

/// Where a key leads: along a curve, or to the next one; up or down.
#[derive(Clone, Copy)]
enum Step {
    Along(bool),
    Across(bool),
}

const ARROWS: [(Key, Step); 4] = [
    (Key::ArrowRight, Step::Along(true)),
    (Key::ArrowLeft, Step::Along(false)),
    (Key::ArrowUp, Step::Across(true)),
    (Key::ArrowDown, Step::Across(false)),
];
