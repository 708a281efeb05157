//! Draws the chart of cost against volume.

use std::sync::Arc;

use eframe::egui::{
    Align2, Color32, CornerRadius, FontId, Galley, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2,
};

use super::marks::{paint_line, paint_marker, position};
use crate::charts::cost_curves::{CostCurves, Curve, Mark, Stretch};
use crate::charts::look::Look;
use crate::charts::placing::{Area, spread};
use crate::charts::scale::Tick;
use crate::charts::text;
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};

/// Room for the labels of the cost axis: costs of a part, and larger amounts.
pub const LEFT: (f32, f32) = (52.0, 76.0);
/// Room for the tag of the volume line.
pub const TOP: f32 = 28.0;
/// Room for the ribbon, the labels of the volume axis and the winners' names.
pub const BOTTOM: f32 = 60.0;
/// The most room that labels at the curves' ends may take.
pub const RIGHT: f32 = 136.0;
/// Distance of the ribbon from the curves.
const RIBBON_GAP: f32 = GRID;
/// Height of the ribbon.
const RIBBON: f32 = 10.0;
/// Least distance of labels at the volume axis, and at the cost axis.
const TICK_SPACING: [f32; 2] = [64.0, 28.0];
/// Stretches of the ribbon narrower than this go without a name.
const LEAST_NAMED: f32 = 24.0;
/// A label this far from its curve's end is led to it by a line.
const LED: f32 = 6.0;

/// Everything that is drawn, and with what.
pub struct Drawing<'a> {
    /// Where.
    pub painter: &'a Painter,
    /// In which colours.
    pub palette: &'a Palette,
    /// The chart.
    pub chart: &'a CostCurves,
    /// The looks of all routes.
    pub looks: &'a [Look],
    /// The names of all routes.
    pub names: &'a [String],
    /// Where the curves are.
    pub paper: Rect,
    /// The volumes of the table.
    pub volumes: &'a [u64],
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
    let right = labels.clamp(40.0, RIGHT) + 3.0 * GRID;
    let min = room.min + vec2(if large { LEFT.1 } else { LEFT.0 }, TOP);
    Rect::from_min_max(min.round(), (room.max - vec2(right, BOTTOM)).max(min + vec2(80.0, 80.0)).round())
}

/// Where the ribbon goes below the curves.
#[must_use]
pub fn ribbon_rect(paper: Rect) -> Rect {
    let top = paper.bottom() + RIBBON_GAP;
    Rect::from_min_max(pos2(paper.left(), top), pos2(paper.right(), top + RIBBON))
}

impl Drawing<'_> {
    /// Draws what lies below the volume line: grid, curves, ribbon, axes.
    pub fn paint_ground(&self) {
        self.paint_grid();
        let clipped = self.painter.with_clip_rect(self.paper.expand(theme::CURVE).intersect(self.painter.clip_rect()));
        for curve in &self.chart.curves {
            self.paint_curve(&clipped, curve);
        }
        self.paint_ribbon();
        self.paint_end_labels();
    }

    /// Draws what lies above the volume line: quoted prices, crossovers and their labels.
    pub fn paint_marks(&self) {
        for quote in &self.chart.quotes {
            if let Some(look) = self.looks.get(quote.route) {
                let stroke = Stroke::new(1.5, self.palette.route(*look));
                let diamond = crate::charts::look::Marker::Diamond;
                paint_marker(self.painter, position(quote.position), 4.0, diamond, self.palette.canvas, stroke);
            }
        }
        for mark in &self.chart.marks {
            self.paint_mark(mark);
        }
    }

    fn paint_grid(&self) {
        let axis = |ticks: Vec<Tick>, across: bool| {
            for tick in ticks {
                let colour = if tick.label.is_some() { self.palette.grid } else { self.palette.grid_faint };
                self.grid_line(tick.position, across, Stroke::new(HAIRLINE, colour));
                if let Some(label) = tick.label {
                    let (at, align) = if across {
                        (pos2(self.paper.left() - 2.0 * GRID, tick.position), Align2::RIGHT_CENTER)
                    } else {
                        let below = ribbon_rect(self.paper).bottom() + GRID + 2.0;
                        (pos2(tick.position, below), Align2::CENTER_TOP)
                    };
                    self.text(at, align, &label, theme::regular(theme::CAPTION), self.palette.text_weak);
                }
            }
        };
        let volume_ticks = self.chart.volume.ticks(TICK_SPACING[0]);
        let labelled: Vec<f32> =
            volume_ticks.iter().filter(|tick| tick.label.is_some()).map(|tick| tick.position).collect();
        axis(self.chart.cost.ticks(TICK_SPACING[1]), true);
        axis(volume_ticks, false);
        for &volume in self.volumes {
            self.paint_volume_of_interest(volume, &labelled);
        }
    }

    /// A line at a volume of the table, named above the curves unless the axis names it below.
    fn paint_volume_of_interest(&self, volume: u64, labelled: &[f32]) {
        let x = self.volume_position(volume);
        if !self.paper.x_range().expand(0.5).contains(x) {
            return;
        }
        self.grid_line(x, false, Stroke::new(HAIRLINE, self.palette.rule_strong));
        if !labelled.iter().any(|tick| (tick - x).abs() < 1.0) {
            let (at, font) = (pos2(x, self.paper.top() - GRID), theme::regular(theme::CAPTION));
            self.text(at, Align2::CENTER_BOTTOM, &text::volume(volume), font, self.palette.text_weak);
        }
    }

    fn grid_line(&self, at: f32, across: bool, stroke: Stroke) {
        if across {
            self.painter.hline(self.paper.x_range(), at, stroke);
        } else {
            self.painter.vline(at, self.paper.y_range(), stroke);
        }
    }

    /// Where a volume stands.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
    pub fn volume_position(&self, volume: u64) -> f32 {
        self.chart.volume.position(volume as f64)
    }

    fn paint_curve(&self, painter: &Painter, curve: &Curve) {
        let colour = self.palette.route(curve.look);
        for range in &curve.path.ranges {
            let filled = Rect::from_min_max(pos2(range.left, range.top), pos2(range.right, range.bottom));
            painter.rect_filled(filled, 0.0, colour.gamma_multiply(0.35));
        }
        paint_line(painter, &curve.path.line, curve.look, Stroke::new(theme::CURVE, colour));
    }

    fn paint_mark(&self, mark: &Mark) {
        let ends = mark.ends.map(position);
        let stroke = Stroke::new(1.5, self.palette.text);
        if mark.change.is_zone() {
            let zone = Rect::from_two_pos(ends[0], ends[1]).expand2(vec2(3.0, 5.0));
            self.painter.rect_stroke(zone, 4.0, stroke, StrokeKind::Middle);
        } else {
            self.painter.circle(ends[0], 4.5, self.palette.canvas, stroke);
        }
        if let Some(place) = mark.place.map(rect) {
            let near = place.clamp(ends[0]);
            if near.distance(ends[0]) > LED + LED {
                let led = ends[0] + (near - ends[0]).normalized() * LED;
                self.painter.line_segment([led, near], Stroke::new(HAIRLINE, self.palette.text_weak));
            }
            self.painter.rect_filled(place.expand2(vec2(2.0, 1.0)), 2.0, self.palette.canvas);
            let font = theme::semibold(theme::LABEL);
            self.text(place.left_top(), Align2::LEFT_TOP, &mark.label, font, self.palette.text);
        }
    }

    fn paint_end_labels(&self) {
        let wanted: Vec<(&Curve, f32)> =
            self.chart.curves.iter().filter_map(|curve| Some((curve, curve.end?))).collect();
        let width = self.painter.clip_rect().right().min(self.paper.right() + RIGHT + 3.0 * GRID) - self.paper.right();
        let galleys: Vec<Arc<Galley>> = wanted.iter().map(|(curve, _)| self.end_label(curve, width)).collect();
        let heights: Vec<f32> = galleys.iter().map(|galley| galley.size().y + 2.0).collect();
        let ends: Vec<f32> = wanted.iter().map(|(_, end)| *end).collect();
        let middles = spread(&ends, &heights, self.paper.top() - GRID, self.paper.bottom() + GRID);
        for (((curve, end), galley), middle) in wanted.iter().zip(galleys).zip(middles) {
            let colour = self.palette.route_text(curve.look);
            let left = self.paper.right() + 2.0 * GRID;
            if (middle - end).abs() > LED {
                let line = [pos2(self.paper.right() + 1.0, *end), pos2(left - 2.0, middle)];
                self.painter.line_segment(line, Stroke::new(HAIRLINE, colour));
            }
            self.painter.galley(pos2(left, middle - galley.size().y / 2.0), galley, colour);
        }
    }

    fn end_label(&self, curve: &Curve, width: f32) -> Arc<Galley> {
        let name = self.names.get(curve.route).cloned().unwrap_or_default();
        let colour = self.palette.route_text(curve.look);
        self.painter.layout(name, theme::semibold(theme::LABEL), colour, width - 2.0 * GRID)
    }

    fn paint_ribbon(&self) {
        let ribbon = ribbon_rect(self.paper);
        self.painter.rect_filled(ribbon, 0.0, self.palette.grid);
        for stretch in &self.chart.ribbon {
            self.paint_stretch(ribbon, stretch);
        }
        for mark in self.chart.marks.iter().filter(|mark| mark.change.is_zone()) {
            let (left, right) = (mark.ends[0][0].max(ribbon.left()), mark.ends[1][0].min(ribbon.right()));
            let zone = Rect::from_x_y_ranges(left - 1.0..=right + 1.0, ribbon.y_range());
            self.paint_hatched(zone, self.palette.contested);
        }
        self.paint_winners(ribbon);
    }

    fn paint_stretch(&self, ribbon: Rect, stretch: &Stretch) {
        let colours: Vec<Color32> = stretch
            .cheapest
            .iter()
            .filter_map(|route| self.looks.get(*route))
            .map(|look| self.palette.route(*look))
            .collect();
        let Some(height) = u8::try_from(colours.len()).ok().filter(|count| *count > 0).map(|n| RIBBON / f32::from(n))
        else {
            return;
        };
        let mut top = ribbon.top();
        for colour in colours {
            let part = Rect::from_min_max(pos2(stretch.left, top), pos2(stretch.right, top + height));
            self.painter.rect_filled(part, 0.0, colour);
            top += height;
        }
        if stretch.left > ribbon.left() {
            self.painter.vline(stretch.left, ribbon.y_range(), Stroke::new(HAIRLINE, self.palette.canvas));
        }
    }

    fn paint_hatched(&self, zone: Rect, colour: Color32) {
        self.painter.rect_filled(zone, 0.0, self.palette.canvas);
        let clipped = self.painter.with_clip_rect(zone.intersect(self.painter.clip_rect()));
        let mut x = zone.left() - zone.height();
        while x < zone.right() {
            clipped
                .line_segment([pos2(x, zone.bottom()), pos2(x + zone.height(), zone.top())], Stroke::new(1.5, colour));
            x += 4.0;
        }
        clipped.rect_stroke(zone, CornerRadius::ZERO, Stroke::new(HAIRLINE, colour), StrokeKind::Inside);
    }

    /// The winners' names below the ribbon, each in the middle of its widest stretch, where they fit.
    fn paint_winners(&self, ribbon: Rect) {
        let mut widest: Vec<&Stretch> = self.chart.ribbon.iter().collect();
        widest.sort_by(|a, b| (b.right - b.left).total_cmp(&(a.right - a.left)));
        let mut taken: Vec<Rect> = Vec::new();
        let mut named: Vec<usize> = Vec::new();
        let top = ribbon.bottom() + theme::LABEL + 3.0 * GRID;
        for stretch in widest {
            let [route] = stretch.cheapest[..] else { continue };
            let (Some(look), Some(name)) = (self.looks.get(route), self.names.get(route)) else { continue };
            let colour = self.palette.route_text(*look);
            let galley = self.painter.layout_no_wrap(name.clone(), theme::semibold(theme::CAPTION), colour);
            let middle = f32::midpoint(stretch.left, stretch.right) - galley.size().x / 2.0;
            let place = Rect::from_min_size(pos2(middle.max(ribbon.left()), top), galley.size());
            let wide_enough = stretch.right - stretch.left >= LEAST_NAMED;
            if wide_enough
                && !named.contains(&route)
                && !taken.iter().any(|other| other.expand(2.0 * GRID).intersects(place))
            {
                taken.push(place);
                named.push(route);
                self.painter.galley(place.min, galley, colour);
            }
        }
    }

    fn text(&self, at: Pos2, align: Align2, text: &str, font: FontId, colour: Color32) {
        self.painter.text(at, align, text, font, colour);
    }

    /// The volume line with its tag, and a marker where it meets each curve.
    pub fn paint_volume_line(&self, volume: u64, points: &[(Look, Pos2)], focused: bool) {
        let x = self.volume_position(volume);
        if !self.paper.x_range().expand(0.5).contains(x) {
            return;
        }
        let width = if focused { 3.0 } else { 2.0 };
        let span = self.paper.top() - GRID..=self.paper.bottom();
        self.painter.vline(x, span, Stroke::new(width, self.palette.accent));
        for (look, point) in points.iter().filter(|(_, point)| self.paper.expand(1.0).contains(*point)) {
            let colour = self.palette.route(*look);
            paint_marker(self.painter, *point, 4.0, look.marker, colour, Stroke::new(1.0, self.palette.canvas));
        }
        let font = theme::semibold(theme::LABEL);
        let galley = self.painter.layout_no_wrap(text::volume(volume), font, self.palette.on_accent);
        let tag = volume_tag(self.paper, x, galley.size().x);
        self.painter.rect_filled(tag, f32::from(theme::RADIUS), self.palette.accent);
        self.painter.galley(tag.center() - galley.size() / 2.0, galley, self.palette.on_accent);
    }

    /// A thin line and dots at the volume that is read.
    pub fn paint_reading(&self, volume: u64, points: &[(Look, Pos2)]) {
        let x = self.volume_position(volume);
        let stroke = Stroke::new(HAIRLINE, self.palette.text_weak);
        self.painter.add(Shape::dashed_line(
            &[pos2(x, self.paper.top()), pos2(x, self.paper.bottom())],
            stroke,
            3.0,
            3.0,
        ));
        for (look, point) in points.iter().filter(|(_, point)| self.paper.expand(1.0).contains(*point)) {
            let stroke = Stroke::new(1.5, self.palette.route(*look));
            paint_marker(self.painter, *point, 3.5, look.marker, self.palette.canvas, stroke);
        }
    }
}

/// Where the volume line's tag stands: above the line, kept beside the paper.
#[must_use]
pub fn volume_tag(paper: Rect, x: f32, text_width: f32) -> Rect {
    let size = vec2((text_width + 4.0 * GRID).max(48.0).round(), 20.0);
    let left = (x - size.x / 2.0).clamp(paper.left() - size.x / 2.0, paper.right() - size.x / 2.0);
    Rect::from_min_size(pos2(left.round(), paper.top() - GRID - size.y), size)
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
