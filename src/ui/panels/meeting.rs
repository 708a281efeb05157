//! What does a supplier see across the table? One route's own figures in large type, and nothing else.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Color32, FontId, Painter, Rect, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::charts::meeting::{Meeting, Row};
use crate::charts::scale::Scale;
use crate::charts::text;
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};
use crate::ui::widgets::{elided, missing_decimals};

/// Sizes of type in a window of this size, larger than anywhere else: it is read from across a table. In a
/// larger window everything is larger, up to so much.
const LAPTOP: Vec2 = vec2(1280.0, 800.0);
const LARGEST: f32 = 1.5;
const TITLE: f32 = 30.0;
const TEXT: f32 = 17.0;
const FIGURE: f32 = 22.0;
const AXIS: f32 = 15.0;
/// Room around everything.
const MARGIN: f32 = 56.0;
/// Height of a row of the table, and the share of the width that the chart takes.
const ROW: f32 = 52.0;
const CHART: f32 = 0.56;
/// So many lines has the head of the last column at most.
const HEAD_LINES: usize = 2;

/// Least distance of labels along the chart.
const TICK_SPACING: f32 = 104.0;
/// Least distance of labels beside it.
const LEVEL_SPACING: f32 = 40.0;
/// Least room for these.
const LEAST_BESIDE: f32 = 64.0;

/// Fills the window with what the supplier may see.
pub fn meeting_ui(ui: &mut Ui, meeting: &Meeting) {
    let palette = Palette::of(ui);
    let room = ui.max_rect();
    ui.painter().rect_filled(room, 0.0, palette.surface);
    let response = ui.interact(room, ui.scope_id().with("meeting"), eframe::egui::Sense::hover());
    let said = format!("{} {}", meeting.said(), own_words());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    let large = (room.width() / LAPTOP.x).min(room.height() / LAPTOP.y).clamp(1.0, LARGEST);
    let inner = room.shrink2(Vec2::splat(MARGIN.min(room.width() / 16.0) * large));
    let sheet = Sheet { painter: ui.painter(), palette, meeting, large };
    let title = elided(ui, &meeting.title, sheet.semibold(TITLE), palette.text, inner.width());
    ui.painter().galley(inner.min, title, palette.text);
    let below = inner.min + vec2(0.0, large * (TITLE + 3.0 * GRID));
    let subtitle = elided(ui, &meeting.subtitle, sheet.regular(TEXT), palette.text_secondary, inner.width());
    ui.painter().galley(below, subtitle, palette.text_secondary);
    let top = below.y + large * (TEXT + 8.0 * GRID);
    let split = inner.left() + CHART * inner.width();
    let foot = inner.bottom() - large * 6.0 * GRID;
    // Room for what the axes measure.
    let (above, below) = (large * 4.0 * GRID, large * 16.0 * GRID);
    sheet.chart(Rect::from_min_max(pos2(inner.left(), top + above), pos2(split, foot - below)));
    sheet.table(Rect::from_min_max(
        pos2(split + large * 12.0 * GRID, top - large * 2.0 * GRID),
        pos2(inner.right(), foot),
    ));
    sheet.footer(inner);
}

struct Sheet<'a> {
    painter: &'a Painter,
    palette: &'a Palette,
    meeting: &'a Meeting,
    /// How much larger everything is than on a laptop.
    large: f32,
}

impl Sheet<'_> {
    fn regular(&self, size: f32) -> FontId {
        theme::regular((size * self.large).round())
    }

    fn semibold(&self, size: f32) -> FontId {
        theme::semibold((size * self.large).round())
    }

    fn text(&self, at: eframe::egui::Pos2, align: Align2, text: &str, font: FontId, colour: Color32) {
        self.painter.text(at, align, text, font, colour);
    }

    fn chart(&self, room: Rect) {
        let (palette, font) = (self.palette, self.regular(AXIS));
        let ends = |of: fn(&(f64, f64)) -> f64, curves: [&[(f64, f64)]; 2]| {
            let all = curves.into_iter().flatten().map(of).filter(|value| *value > 0.0);
            all.fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)))
        };
        let curves = [self.meeting.all_in.as_slice(), self.meeting.quoted.as_slice()];
        let (from, to) = ends(|point| point.0, curves);
        let (low, high) = ends(|point| point.1, curves);
        let up = Scale::new(true, low / 1.3, high * 1.3, room.bottom(), room.top());
        let paper = room.with_min_x(room.left() + self.beside(&up));
        self.axis_titles(room, paper);
        let across = Scale::new(true, from, to, paper.left(), paper.right());
        for tick in across.ticks(TICK_SPACING).into_iter().filter(|tick| tick.label.is_some()) {
            self.painter.vline(tick.position, paper.y_range(), Stroke::new(HAIRLINE, palette.grid));
            let at = pos2(tick.position, paper.bottom() + self.large * 3.0 * GRID);
            self.text(at, Align2::CENTER_TOP, &tick.label.unwrap_or_default(), font.clone(), palette.text_weak);
        }
        for tick in up.ticks(LEVEL_SPACING).into_iter().filter(|tick| tick.label.is_some()) {
            self.painter.hline(paper.x_range(), tick.position, Stroke::new(HAIRLINE, palette.grid));
            let at = pos2(paper.left() - self.large * 3.0 * GRID, tick.position);
            self.text(at, Align2::RIGHT_CENTER, &tick.label.unwrap_or_default(), font.clone(), palette.text_weak);
        }
        let line = |points: &[(f64, f64)]| -> Vec<eframe::egui::Pos2> {
            points.iter().map(|&(volume, cost)| pos2(across.position(volume), up.position(cost))).collect()
        };
        let (all_in, quoted) = (line(&self.meeting.all_in), line(&self.meeting.quoted));
        self.label(&quoted, 0.25, "Your price", self.regular(TEXT), palette.text_secondary);
        self.label(&all_in, 0.4, &self.all_in(), self.semibold(TEXT), palette.accent);
        self.painter.add(Shape::line(quoted, Stroke::new(1.5, palette.text_weak)));
        self.painter.add(Shape::line(all_in, Stroke::new(3.0, palette.accent)));
        for row in &self.meeting.rows {
            #[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
            let at = pos2(across.position(row.volume as f64), up.position(row.all_in));
            self.painter.circle(at, 6.0 * self.large, palette.surface, Stroke::new(3.0, palette.accent));
        }
    }

    /// What both axes measure.
    fn axis_titles(&self, room: Rect, paper: Rect) {
        let (font, colour) = (self.regular(AXIS), self.palette.text_weak);
        let over = pos2(room.left(), paper.top() - self.large * 2.0 * GRID);
        let cost = format!("{} a part", self.meeting.currency);
        self.text(over, Align2::LEFT_BOTTOM, &cost, font.clone(), colour);
        let below = pos2(paper.right(), paper.bottom() + self.large * (AXIS + 5.0 * GRID));
        self.text(below, Align2::RIGHT_TOP, "parts ordered", font, colour);
    }

    /// What stands over what a part comes to.
    fn all_in(&self) -> String {
        let mut letters = self.meeting.with.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    /// Room for the labels beside an upright axis.
    fn beside(&self, up: &Scale) -> f32 {
        let labels = up.ticks(LEVEL_SPACING).into_iter().filter_map(|tick| tick.label);
        let width =
            |label| self.painter.layout_no_wrap(label, self.regular(AXIS), Color32::PLACEHOLDER).size().x.ceil();
        (labels.map(width).fold(0.0, f32::max) + self.large * 3.0 * GRID).max(self.large * LEAST_BESIDE)
    }

    /// A name above a line, at a share of its length.
    fn label(&self, line: &[eframe::egui::Pos2], share: f32, name: &str, font: FontId, colour: Color32) {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place in a few hundred points"
        )]
        let place = (share * line.len() as f32) as usize;
        if let Some(at) = line.get(place) {
            let galley = self.painter.layout_no_wrap(name.to_owned(), font, colour);
            let corner = *at + vec2(self.large * 3.0 * GRID, -2.0 * self.large * GRID);
            let text = Align2::LEFT_BOTTOM.anchor_size(corner, galley.size());
            // No line of the grid runs through it.
            self.painter.rect_filled(text.expand2(vec2(GRID, 0.0)), 0.0, self.palette.surface);
            self.painter.galley(text.min, galley, colour);
        }
    }

    fn table(&self, room: Rect) {
        let palette = self.palette;
        let quoted = self.meeting.rows.iter().any(|row| row.price.is_some());
        let (columns, figures) = self.columns(room);
        let head = room.top() + self.large * ROW / 2.0;
        let small = self.regular(TEXT);
        self.text(pos2(columns[0], head), Align2::LEFT_CENTER, "Parts", small.clone(), palette.text_secondary);
        if quoted {
            self.text(
                pos2(columns[1], head),
                Align2::RIGHT_CENTER,
                "Your price",
                small.clone(),
                palette.text_secondary,
            );
        }
        let all_in = text::in_lines(&self.all_in(), HEAD_LINES);
        for (line, index) in all_in.lines().rev().zip(0_u8..) {
            let at = pos2(columns[2], head - f32::from(index) * self.large * (TEXT + GRID));
            self.text(at, Align2::RIGHT_CENTER, line, small.clone(), palette.text_secondary);
        }
        let mut top = room.top() + self.large * ROW;
        for row in &self.meeting.rows {
            self.painter.hline(room.x_range(), top, Stroke::new(HAIRLINE, palette.rule));
            self.row(row, columns, figures, top + self.large * ROW / 2.0);
            top += self.large * ROW;
        }
        self.painter.hline(room.x_range(), top, Stroke::new(HAIRLINE, palette.rule));
        self.open_points(Rect::from_min_max(pos2(room.left(), top + self.large * 8.0 * GRID), room.max));
    }

    /// Where the columns stand, and how large the figures are: smaller where three of them do not fit in a row.
    fn columns(&self, room: Rect) -> ([f32; 3], f32) {
        let width = |written: String| {
            let font = self.semibold(FIGURE);
            self.painter.layout_no_wrap(written, font, Color32::PLACEHOLDER).size().x
        };
        let parts = self.meeting.rows.iter().map(|row| width(text::volume(row.volume))).fold(0.0, f32::max);
        let missing =
            |written: &str, most: usize| missing_decimals(self.painter, written, most, &self.semibold(FIGURE));
        let figure = |value: f64, most: usize| width(text::cost(value)) + missing(&text::cost(value), most);
        let [price_decimals, all_in_decimals] = self.decimals();
        let prices = self.meeting.rows.iter().filter_map(|row| row.price);
        let price = prices.map(|price| figure(price, price_decimals)).fold(0.0, f32::max);
        let figures = self.meeting.rows.iter().map(|row| figure(row.all_in, all_in_decimals));
        let head = text::in_lines(&self.all_in(), HEAD_LINES);
        let all_in = figures.chain(head.lines().map(|line| width(line.to_owned()))).fold(0.0, f32::max);
        let scale = ((room.width() - 12.0 * GRID) / (parts + price + all_in)).min(1.0);
        let middle = room.left() + 0.64 * room.width();
        let (least, most) =
            (room.left() + scale * (parts + price) + 6.0 * GRID, room.right() - scale * all_in - 6.0 * GRID);
        ([room.left(), middle.min(most).max(least), room.right()], (FIGURE * scale).floor().max(theme::CAPTION))
    }

    fn row(&self, row: &Row, [left, middle, right]: [f32; 3], size: f32, centre: f32) {
        let palette = self.palette;
        let (plain, strong) = (self.regular(size), self.semibold(size));
        self.text(pos2(left, centre), Align2::LEFT_CENTER, &text::volume(row.volume), plain.clone(), palette.text);
        let [price_decimals, all_in_decimals] = self.decimals();
        let figure = |value: f64, right: f32, most: usize, font: FontId| {
            let written = text::cost(value);
            let right = right - missing_decimals(self.painter, &written, most, &font);
            self.text(pos2(right, centre), Align2::RIGHT_CENTER, &written, font, palette.text);
        };
        if let Some(price) = row.price {
            figure(price, middle, price_decimals, plain);
        }
        figure(row.all_in, right, all_in_decimals, strong);
    }

    /// The most decimals of a price, and of what a part comes to.
    fn decimals(&self) -> [usize; 2] {
        let most = |of: &dyn Fn(&Row) -> Option<f64>| {
            self.meeting.rows.iter().filter_map(of).map(text::decimals).max().unwrap_or(0)
        };
        [most(&|row| row.price), most(&|row| Some(row.all_in))]
    }

    fn open_points(&self, room: Rect) {
        if self.meeting.open_points.is_empty() {
            return;
        }
        let palette = self.palette;
        self.text(room.min, Align2::LEFT_TOP, "Open points", self.regular(TEXT), palette.text_secondary);
        let mut top = room.top() + self.large * TEXT + self.large * 3.0 * GRID;
        for point in &self.meeting.open_points {
            let galley = self.painter.layout(text::unbroken(point), self.regular(TEXT), palette.text, room.width());
            if top + galley.size().y > room.bottom() {
                break;
            }
            let height = galley.size().y;
            self.painter.galley(pos2(room.left(), top), galley, palette.text);
            top += height + self.large * 3.0 * GRID;
        }
    }

    fn footer(&self, room: Rect) {
        let palette = self.palette;
        let own = own_words();
        let line =
            |text: &str, size| self.painter.layout_no_wrap(text.to_owned(), self.regular(size), palette.text_weak);
        let fits = |size: &f32| {
            line(&own, *size).size().x + line(&self.meeting.footer, *size).size().x + 6.0 * GRID <= room.width()
        };
        let size = [AXIS, theme::BODY, theme::LABEL].into_iter().find(fits).unwrap_or(theme::CAPTION);
        let right = line(&self.meeting.footer, size);
        let beside = room.width() - right.size().x - 6.0 * GRID;
        let left = self.painter.layout(own, self.regular(size), palette.text_weak, beside);
        let bottom = |height: f32| room.bottom() - height;
        self.painter.galley(pos2(room.left(), bottom(left.size().y)), left, palette.text_weak);
        self.painter.galley(pos2(room.right() - right.size().x, bottom(right.size().y)), right, palette.text_weak);
    }
}

/// What the view says of itself.
fn own_words() -> String {
    let capture = if HIDES_FROM_CAPTURE { "" } else { " Screen capture cannot be blocked on this system." };
    format!("This view holds one supplier's own figures and nothing else. Esc leaves it.{capture}")
}

/// Whether the system keeps a window that is marked so out of pictures of the screen.
pub const HIDES_FROM_CAPTURE: bool = cfg!(any(target_os = "windows", target_os = "macos"));
