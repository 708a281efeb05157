//! Draws a small chart with a line for each route.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Rect, Response, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::cost_curves::area;
use super::marks::paint_line;
use crate::charts::lines::Lines;
use crate::charts::look::Look;
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};
use crate::ui::widgets::elided;

/// Room around the paper: for the caption, and for the labels of both axes.
const TOP: f32 = 24.0;
const LEFT: f32 = 56.0;
const BOTTOM: f32 = 20.0;
const RIGHT: f32 = 5.0 * GRID;
/// Least distance of labels across and up, and how many upward steps a tall chart has at most.
const TICK_SPACING: [f32; 2] = [56.0, 22.0];
const STEPS: f32 = 10.0;

/// A small chart.
pub struct SmallChart<'a> {
    /// What it shows, above it.
    pub caption: &'a str,
    /// What a person would say of it.
    pub said: &'a str,
    /// Where the axis across ends.
    pub end: f64,
    /// Index of the route, and the corners of its line.
    pub series: &'a [(usize, Vec<(f64, f64)>)],
    /// The looks of all routes.
    pub looks: &'a [Look],
    /// A value across that is marked, and its name.
    pub mark: Option<(f64, &'a str)>,
}

impl SmallChart<'_> {
    /// Draws it in so much room.
    pub fn show(&self, ui: &mut Ui, size: Vec2) -> Response {
        let (room, response) = ui.allocate_exact_size(size, Sense::hover());
        let palette = Palette::of(ui);
        let painter = ui.painter_at(room);
        let paper = Rect::from_min_max(room.min + vec2(LEFT, TOP), room.max - vec2(RIGHT, BOTTOM)).round();
        let lines = Lines::new(area(paper), self.end, self.series);
        let caption = elided(ui, self.caption, theme::semibold(theme::CAPTION), palette.text_weak, room.width());
        painter.galley(room.min, caption, palette.text_weak);
        let mark = self.mark.filter(|(value, _)| paper.x_range().contains(lines.across.position(*value)));
        paint_axes(ui, paper, &lines, mark);
        let clipped = painter.with_clip_rect(paper.expand(theme::CURVE));
        if let Some((value, _)) = mark {
            let x = lines.across.position(value);
            let stroke = Stroke::new(1.5, palette.text_secondary);
            clipped.add(Shape::dashed_line(&[pos2(x, paper.top()), pos2(x, paper.bottom())], stroke, 3.0, 3.0));
        }
        for (route, line) in &lines.lines {
            if let Some(look) = self.looks.get(*route) {
                paint_line(&clipped, line, *look, Stroke::new(theme::CURVE, palette.route(*look)));
            }
        }
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, self.said));
        response
    }
}

/// Draws both axes; the name of a mark stands among the labels of the one across, in place of those it would run into.
fn paint_axes(ui: &Ui, paper: Rect, lines: &Lines, mark: Option<(f64, &str)>) {
    let (palette, painter) = (Palette::of(ui), ui.painter());
    let font = theme::regular(theme::CAPTION);
    for tick in lines.up.ticks(TICK_SPACING[1].max(paper.height() / STEPS)) {
        painter.hline(paper.x_range(), tick.position, Stroke::new(HAIRLINE, palette.grid));
        let at = pos2(paper.left() - 2.0 * GRID, tick.position);
        painter.text(at, Align2::RIGHT_CENTER, tick.label.unwrap_or_default(), font.clone(), palette.text_weak);
    }
    let below = |x: f32| pos2(x, paper.bottom() + GRID);
    let mut named = Rect::NOTHING;
    if let Some((value, name)) = mark {
        let at = below(lines.across.position(value));
        named = painter.text(at, Align2::CENTER_TOP, name, font.clone(), palette.text_secondary).expand(2.0 * GRID);
    }
    for tick in lines.across.ticks(TICK_SPACING[0]) {
        painter.vline(tick.position, paper.y_range(), Stroke::new(HAIRLINE, palette.grid));
        if !named.x_range().contains(tick.position) {
            let label = tick.label.unwrap_or_default();
            painter.text(below(tick.position), Align2::CENTER_TOP, label, font.clone(), palette.text_weak);
        }
    }
}
