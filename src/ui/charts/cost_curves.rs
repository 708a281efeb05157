//! Draws the chart of cost against volume.

use eframe::egui::{Align2, Color32, Painter, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use super::ends::EndLabel;
use super::marks::{paint_band, paint_line, paint_marker, position};
use super::volume_axis::{VolumeAxis, paint_levels};
use crate::charts::bands::BandPath;
use crate::charts::before::Before;
use crate::charts::cost_curves::{CostCurves, Curve, Mark};
use crate::charts::look::Look;
use crate::charts::placing::Area;
use crate::ui::theme::{self, GRID, HAIRLINE};

/// Room for the labels of the cost axis: costs of a part, and larger amounts.
pub const LEFT: (f32, f32) = (52.0, 76.0);
/// Room for the tag of the volume line.
pub const TOP: f32 = 28.0;
/// Room for the ribbon, the labels of the volume axis and the winners' names.
pub const BOTTOM: f32 = 60.0;
/// The most room that labels at the curves' ends may take, and the most of a wide chart.
const RIGHT: (f32, f32) = (136.0, 0.17);
/// Least distance of labels at the cost axis.
const TICK_SPACING: f32 = 28.0;
/// A label this far from its mark is led to it by a line.
const LED: f32 = 6.0;

/// Everything that is drawn, and with what.
pub struct Drawing<'a> {
    /// The axis that it shares with other charts.
    pub axis: VolumeAxis<'a>,
    /// The chart.
    pub chart: &'a CostCurves,
    /// The bands behind the curves, by route.
    pub bands: Vec<(Look, BandPath)>,
    /// Whether the bands are those of an earlier revision.
    pub bands_are_outdated: bool,
    /// Where curves ran before another price was tried.
    pub before: Before,
    /// Where the curves are.
    pub paper: Rect,
}

/// The rectangle of an area.
#[must_use]
pub fn rect(area: Area) -> Rect {
    Rect::from_min_max(pos2(area.left, area.top), pos2(area.right, area.bottom))
}

/// The area of a rectangle.
#[must_use]
pub fn area(rect: Rect) -> Area {
    Area { left: rect.left(), top: rect.top(), right: rect.right(), bottom: rect.bottom() }
}

/// Where the curves go in the room that a chart has; `labels` is the width of the longest name, and
/// `large` tells whether the costs are.
#[must_use]
pub fn paper(room: Rect, labels: f32, large: bool) -> Rect {
    let right = labels.clamp(40.0, RIGHT.0.max(RIGHT.1 * room.width())) + 3.0 * GRID;
    let min = room.min + vec2(if large { LEFT.1 } else { LEFT.0 }, TOP);
    Rect::from_min_max(min.round(), (room.max - vec2(right, BOTTOM)).max(min + vec2(80.0, 80.0)).round())
}

impl Drawing<'_> {
    /// Tells where curves ran, and where the cheapest changed, before another price was tried.
    fn paint_before(&self) {
        let colour = self.axis.palette.text_weak;
        for told in &self.before.told {
            let (at, place) = (position(told.at), rect(told.place));
            if told.is_crossover {
                self.axis.painter.circle(at, 4.0, self.axis.palette.canvas, Stroke::new(1.5, colour));
            }
            let near = place.clamp(at);
            if near.distance(at) > LED + LED {
                let led = at + (near - at).normalized() * LED;
                self.axis.painter.line_segment([led, near], Stroke::new(HAIRLINE, colour));
            }
            self.axis.painter.rect_filled(place.expand2(vec2(2.0, 1.0)), 2.0, self.axis.palette.canvas);
            let font = theme::regular(theme::LABEL);
            self.axis.painter.text(place.left_top(), Align2::LEFT_TOP, &told.text, font, colour);
        }
    }

    /// Draws what lies below the volume line: grid, bands, curves, ribbon, axes.
    pub fn paint_ground(&self) {
        paint_levels(self.axis.painter, self.axis.palette, &self.chart.cost, self.paper, TICK_SPACING);
        self.axis.paint_volumes(self.paper, true);
        let clipped = self.clipped();
        for (look, band) in &self.bands {
            paint_band(&clipped, band, self.axis.palette.route(*look), self.bands_are_outdated, self.bands.len());
        }
        for line in &self.before.lines {
            let points = line.iter().copied().map(position).collect();
            clipped.add(Shape::line(points, Stroke::new(1.5, self.axis.palette.text_weak)));
        }
        // The cheapest last, so that no dashes of another hide its own.
        let winners = self.winners();
        let (last, first): (Vec<&Curve>, Vec<&Curve>) =
            self.chart.curves.iter().partition(|curve| winners.contains(&curve.route));
        for curve in first.into_iter().chain(last) {
            self.paint_curve(&clipped, curve);
        }
        self.axis.paint_ribbon(self.paper);
    }

    /// The painter for what must not leave the paper; a curve along an edge keeps its width, but for the upper one,
    /// over which curves leave it.
    fn clipped(&self) -> Painter {
        let clip = self.paper.expand(theme::CURVE).with_min_y(self.paper.top());
        self.axis.painter.with_clip_rect(clip.intersect(self.axis.painter.clip_rect()))
    }

    /// Indices of the cheapest routes at the volume line.
    fn winners(&self) -> &[usize] {
        let current = self.axis.current;
        let stretch = self.axis.ribbon.iter().find(|stretch| stretch.from <= current && current <= stretch.to);
        stretch.map_or(&[], |stretch| &stretch.cheapest)
    }

    /// Where the curves end, and where those that are not drawn would; the cheapest first.
    #[must_use]
    pub fn ends(&self, hidden: &[(usize, f32)]) -> Vec<EndLabel> {
        let drawn = self.chart.curves.iter().filter_map(|curve| {
            Some(EndLabel { route: curve.route, look: curve.look, height: curve.end?, hidden: false })
        });
        let hidden = hidden.iter().filter_map(|&(route, height)| {
            let height = height.clamp(self.paper.top(), self.paper.bottom());
            Some(EndLabel { route, look: *self.axis.looks.get(route)?, height, hidden: true })
        });
        let mut ends: Vec<EndLabel> = drawn.chain(hidden).collect();
        ends.sort_by(|a, b| b.height.total_cmp(&a.height));
        ends
    }

    /// Draws what lies above the volume line: quoted prices, crossovers and their labels.
    pub fn paint_marks(&self) {
        for quote in &self.chart.quotes {
            if let Some(look) = self.axis.looks.get(quote.route) {
                let stroke = Stroke::new(1.5, self.axis.palette.route(*look));
                let (diamond, fill) = (crate::charts::look::Marker::Diamond, self.axis.palette.canvas);
                paint_marker(self.axis.painter, position(quote.position), 4.0, diamond, fill, stroke);
            }
        }
        self.paint_before();
        for mark in &self.chart.marks {
            self.paint_mark(mark);
        }
        // Labels last, so that no line runs over them.
        for mark in &self.chart.marks {
            self.paint_label(mark);
        }
    }

    fn paint_curve(&self, painter: &Painter, curve: &Curve) {
        let colour = self.axis.palette.route(curve.look);
        for range in &curve.path.ranges {
            let filled = Rect::from_min_max(pos2(range.left, range.top), pos2(range.right, range.bottom));
            painter.rect_filled(filled, 0.0, colour.gamma_multiply(0.35));
        }
        paint_line(painter, &curve.path.line, curve.look, Stroke::new(theme::CURVE, colour));
    }

    /// Where the label of a crossover stands.
    #[must_use]
    pub fn place(&self, mark: &Mark) -> Option<Rect> {
        mark.place_beside(self.axis.position(self.axis.current)).map(rect)
    }

    fn paint_mark(&self, mark: &Mark) {
        let ends = mark.ends.map(position);
        let stroke = Stroke::new(1.5, self.axis.palette.text);
        if mark.change.is_zone() {
            let zone = Rect::from_two_pos(ends[0], ends[1]).expand2(vec2(3.0, 5.0));
            self.axis.painter.rect_stroke(zone, 4.0, stroke, StrokeKind::Middle);
        } else {
            self.axis.painter.circle(ends[0], 4.5, self.axis.palette.canvas, stroke);
        }
        if let Some(place) = self.place(mark) {
            let near = place.clamp(ends[0]);
            if near.distance(ends[0]) > LED + LED {
                let led = ends[0] + (near - ends[0]).normalized() * LED;
                self.axis.painter.line_segment([led, near], Stroke::new(HAIRLINE, self.axis.palette.text_weak));
            }
        }
    }

    fn paint_label(&self, mark: &Mark) {
        if let Some(place) = self.place(mark) {
            self.axis.painter.rect_filled(place.expand2(vec2(2.0, 1.0)), 2.0, self.axis.palette.canvas);
            let font = theme::semibold(theme::LABEL);
            self.axis.painter.text(place.left_top(), Align2::LEFT_TOP, &mark.label, font, self.axis.palette.text);
        }
    }
}

/// The width of the longest name at the curves' ends.
#[must_use]
pub fn label_width(ui: &Ui, names: &[String]) -> f32 {
    let font = theme::semibold(theme::LABEL);
    let width = |name: &String| {
        let galley = ui.painter().layout_no_wrap(name.clone(), font.clone(), Color32::PLACEHOLDER);
        galley.size().x
    };
    names.iter().map(width).fold(0.0, f32::max)
}
