//! Draws a small chart with a line for each route.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Rect, Response, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::cost_curves::area;
use super::marks::paint_line;
use crate::charts::lines::Lines;
use crate::charts::look::Look;
use crate::charts::scale::Scale;
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
        paint_axes(ui, paper, &lines.across, &lines.up);
        let clipped = painter.with_clip_rect(paper.expand(theme::CURVE));
        let mut over = None;
        if let Some((value, name)) = self.mark {
            let x = lines.across.position(value);
            if paper.x_range().contains(x) {
                let stroke = Stroke::new(1.5, palette.text_secondary);
                clipped.add(Shape::dashed_line(&[pos2(x, paper.top()), pos2(x, paper.bottom())], stroke, 3.0, 3.0));
                let font = theme::regular(theme::CAPTION);
                let galley = painter.layout_no_wrap(name.to_owned(), font, palette.text_secondary);
                let place = Rect::from_min_size(pos2(x + GRID, paper.top() + 2.0), galley.size());
                over = Some((place, galley));
            }
        }
        for (route, line) in &lines.lines {
            if let Some(look) = self.looks.get(*route) {
                paint_line(&clipped, line, *look, Stroke::new(theme::CURVE, palette.route(*look)));
            }
        }
        if let Some((place, galley)) = over {
            painter.rect_filled(place.expand2(vec2(2.0, 0.0)), 2.0, palette.canvas);
            painter.galley(place.min, galley, palette.text_secondary);
        }
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, self.said));
        response
    }
}

fn paint_axes(ui: &Ui, paper: Rect, across: &Scale, up: &Scale) {
    let (palette, painter) = (Palette::of(ui), ui.painter());
    let font = theme::regular(theme::CAPTION);
    for tick in up.ticks(TICK_SPACING[1].max(paper.height() / STEPS)) {
        painter.hline(paper.x_range(), tick.position, Stroke::new(HAIRLINE, palette.grid));
        let at = pos2(paper.left() - 2.0 * GRID, tick.position);
        painter.text(at, Align2::RIGHT_CENTER, tick.label.unwrap_or_default(), font.clone(), palette.text_weak);
    }
    for tick in across.ticks(TICK_SPACING[0]) {
        painter.vline(tick.position, paper.y_range(), Stroke::new(HAIRLINE, palette.grid));
        let at = pos2(tick.position, paper.bottom() + GRID);
        painter.text(at, Align2::CENTER_TOP, tick.label.unwrap_or_default(), font.clone(), palette.text_weak);
    }
}
