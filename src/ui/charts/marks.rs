//! Lines, dashes and markers: what a route looks like wherever it is shown.

use eframe::egui::{
    Color32, Mesh, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, epaint::PathShape, pos2, vec2,
};

use crate::charts::bands::BandPath;
use crate::charts::dashes::dashes;
use crate::charts::look::{Look, Marker};
use crate::ui::theme::{self, Palette};

/// Width of the line that stands before a route's name.
pub const SWATCH_WIDTH: f32 = 24.0;

/// A point of a chart as egui takes it.
#[must_use]
pub fn position([x, y]: [f32; 2]) -> Pos2 {
    pos2(x, y)
}

/// Draws a line in a route's dashes.
pub fn paint_line(painter: &Painter, line: &[[f32; 2]], look: Look, stroke: Stroke) {
    for dash in dashes(line, look.dash) {
        let points = dash.into_iter().map(position).collect();
        painter.add(Shape::Path(PathShape::line(points, stroke)));
    }
}

/// How much of its route's colour a band has, its inside and its edges; less where it is outdated.
const BAND: (f32, f32) = (0.14, 0.20);
const OUTDATED: f32 = 0.4;

/// So many bands over each other leave what lies below them to be seen.
const OVER: f32 = 6.0;

/// Draws a route's band, one of `count`: so faint that others show through, with edges by which it can be told.
pub fn paint_band(painter: &Painter, band: &BandPath, colour: Color32, outdated: bool, count: usize) {
    #[allow(clippy::cast_precision_loss, reason = "a scenario has a handful of routes")]
    let part = if outdated { OUTDATED } else { 1.0 } * (OVER / count as f32).min(1.0);
    for piece in &band.pieces {
        let mut inside = Mesh::default();
        let fill = colour.gamma_multiply(BAND.0 * part);
        for (&[x, high, low], index) in piece.iter().zip(0_u32..) {
            inside.colored_vertex(pos2(x, high), fill);
            inside.colored_vertex(pos2(x, low), fill);
            if index > 0 {
                let first = 2 * (index - 1);
                inside.add_triangle(first, first + 1, first + 2);
                inside.add_triangle(first + 1, first + 3, first + 2);
            }
        }
        painter.add(Shape::mesh(inside));
        let stroke = Stroke::new(theme::HAIRLINE, colour.gamma_multiply(BAND.1 * part));
        for edge in [1, 2] {
            let line = piece.iter().map(|point| pos2(point[0], point[edge])).collect();
            painter.add(Shape::Path(PathShape::line(line, stroke)));
        }
    }
}

/// Draws a route's marker.
pub fn paint_marker(painter: &Painter, centre: Pos2, radius: f32, marker: Marker, fill: Color32, stroke: Stroke) {
    let corner = |x: f32, y: f32| centre + vec2(x, y) * radius;
    let corners = match marker {
        Marker::Circle => {
            painter.circle(centre, radius, fill, stroke);
            return;
        }
        Marker::Diamond => vec![corner(0.0, -1.25), corner(1.25, 0.0), corner(0.0, 1.25), corner(-1.25, 0.0)],
        Marker::Square => vec![corner(-0.9, -0.9), corner(0.9, -0.9), corner(0.9, 0.9), corner(-0.9, 0.9)],
        Marker::Up => vec![corner(0.0, -1.15), corner(1.1, 0.8), corner(-1.1, 0.8)],
        Marker::Down => vec![corner(0.0, 1.15), corner(-1.1, -0.8), corner(1.1, -0.8)],
    };
    painter.add(Shape::convex_polygon(corners, fill, stroke));
}

/// Draws a piece of a route's curve, as a key stands before its name.
pub fn paint_swatch(painter: &Painter, rect: Rect, look: Look, colour: Color32) {
    let middle = rect.center().y;
    paint_line(painter, &[[rect.left(), middle], [rect.right(), middle]], look, Stroke::new(theme::CURVE, colour));
}

/// A piece of a route's curve in a row of text.
pub fn swatch_ui(ui: &mut Ui, look: Look) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(SWATCH_WIDTH, theme::BODY), Sense::hover());
    paint_swatch(ui.painter(), rect, look, Palette::of(ui).route(look));
    response
}
