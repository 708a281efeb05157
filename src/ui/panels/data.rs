//! At which volumes does the cheapest route change, and what does a part cost there? The Data tab: all
//! crossovers, then all runs, as a table of which only the rows in view are made.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Button, Color32, FontId, Galley, Rect, RichText, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2,
};

use crate::analysis::crossover::Envelope;
use crate::charts::cost_curves::Subject;
use crate::charts::crossover_table::{CROSSOVER_COLUMNS, RUN_COLUMNS, crossover_row, message, most_decimals, run_row};
use crate::charts::text;
use crate::model::Scenario;
use crate::session::{Command, Results};
use crate::ui::charts::heading::Heading;
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};
use crate::ui::view::View;
use crate::ui::widgets::{elided, missing_decimals, small_where_long};

/// Height of a row.
const ROW: f32 = 24.0;
/// Room for volumes (at which a line begins, and to which it goes), costs and reasons, and between columns; names
/// share the rest.
#[derive(Clone, Copy)]
struct Widths {
    from: f32,
    to: f32,
    cost: f32,
    why: f32,
    gap: f32,
}

const WIDE: Widths = Widths { from: 76.0, to: 76.0, cost: 84.0, why: 124.0, gap: 3.0 * GRID };
/// Beside the volumes, which then take no more than they are wide.
const NARROW: Widths = Widths { from: 44.0, to: 44.0, cost: 72.0, why: 96.0, gap: 2.0 * GRID };
/// From this width on there is room for wide columns.
const ROOMY: f32 = 560.0;
/// From this width on crossovers and runs stand side by side where they do not fit one above the other.
const ABREAST: f32 = 1120.0;
/// Room between them.
const BETWEEN: f32 = 5.0 * GRID;
/// The least room for a name.
const NAME: f32 = 48.0;

/// Draws the Data tab.
pub fn data_ui(ui: &mut Ui, scenario: &Scenario, results: &Results, view: &mut View, commands: &mut Vec<Command>) {
    let subject = Subject { scenario, case: &results.case, envelope: &results.envelope };
    let subtitle = format!("Cost of a part in {}; a click on a volume moves the volume line there", scenario.currency);
    Heading { title: message(&subject), subtitle, outdated: results.searching }.show(ui, |ui, _| {
        let copy = Command::CopyData;
        let button = Button::new(RichText::new(copy.label()).size(theme::LABEL));
        let button = button.stroke(Stroke::new(HAIRLINE, Palette::of(ui).rule_strong));
        if ui.add(button).on_hover_text(copy.tooltip()).clicked() {
            commands.push(copy);
        }
    });
    ui.add_space(2.0 * GRID);
    let Envelope { crossovers, runs, .. } = &results.envelope;
    let widths = Widths::new(ui, &results.envelope);
    let table = Table { scenario, subject, current: view.volume, decimals: most_decimals(&subject), widths };
    #[allow(clippy::cast_precision_loss, reason = "a height in points")]
    let needed = ROW * (table.crossover_lines(ui) * crossovers.len() + runs.len() + 3) as f32;
    let fits = needed <= ui.available_height();
    let chosen = if ui.available_width() >= ABREAST && !fits && !crossovers.is_empty() {
        ui.spacing_mut().item_spacing.x = BETWEEN;
        ui.columns_const(|[left, right]| {
            let first = table.rows_ui(left, "crossovers", (true, false));
            first.or(table.rows_ui(right, "runs", (false, true)))
        })
    } else {
        table.rows_ui(ui, "data", (true, true))
    };
    view.volume = chosen.unwrap_or(view.volume);
}

/// What the rows are of.
struct Table<'a> {
    scenario: &'a Scenario,
    subject: Subject<'a>,
    /// The volume line.
    current: u64,
    /// For so many decimals there is room.
    decimals: usize,
    widths: Widths,
}

impl Table<'_> {
    /// Draws the crossovers, the runs, or the one above the other; returns the volume that was clicked at.
    fn rows_ui(&self, ui: &mut Ui, name: &str, (has_changes, has_runs): (bool, bool)) -> Option<u64> {
        let Envelope { crossovers, runs, .. } = self.subject.envelope;
        let changes = if has_changes { crossovers.len() } else { 0 };
        let lines = self.crossover_lines(ui);
        // Two lines of captions, and one that parts the runs from the crossovers.
        let above = if changes > 0 { lines * changes + 2 } else { 0 };
        let count = if has_runs { above + 1 + runs.len() } else { above.saturating_sub(1) };
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt(name).auto_shrink(false);
        let mut chosen = None;
        area.show_rows(ui, ROW, count, |ui, rows| {
            let first = rows.start;
            for row in rows {
                let (_, rect) = ui.allocate_space(vec2(ui.available_width() - 3.0 * GRID, ROW));
                let line = Line { rect, current: self.current, decimals: self.decimals, widths: self.widths };
                let asked = match row {
                    0 if changes > 0 => {
                        captions_ui(ui, &self.widths.crossover_columns(rect, lines), crossover_captions(lines))
                    }
                    row if row <= lines * changes && changes > 0 => {
                        let (index, second) = ((row - 1) / lines, (row - 1) % lines);
                        // The second line is drawn with the first, unless that is out of view.
                        let line = if second == 0 { line } else { line.moved_up() };
                        let is_drawn = second == 0 || row == first;
                        if is_drawn { line.crossover_ui(ui, &self.subject, index, lines) } else { None }
                    }
                    row if row == above => captions_ui(ui, &self.widths.run_columns(rect), &RUN_COLUMNS),
                    row if row > above => line.run_ui(ui, &self.subject, row - above - 1),
                    _ => None,
                };
                chosen = chosen.or(asked);
            }
        });
        chosen
    }

    /// How many lines a crossover takes: two where the names of its routes do not fit beside its figures.
    fn crossover_lines(&self, ui: &Ui) -> usize {
        let line = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width() - 3.0 * GRID, ROW));
        let room = self.widths.crossover_columns(line, 1)[1].0.width();
        let font = theme::regular(theme::LABEL);
        let fits = |name: &str| written_width(ui, text::name(name), font.clone()) <= room;
        if self.scenario.routes.iter().all(|route| fits(&route.name)) { 1 } else { 2 }
    }
}

/// The captions over the crossovers: in two lines the routes have the second one to themselves.
fn crossover_captions(lines: usize) -> &'static [&'static str] {
    const SHORT: [&str; 4] = [CROSSOVER_COLUMNS[0], CROSSOVER_COLUMNS[3], CROSSOVER_COLUMNS[4], CROSSOVER_COLUMNS[5]];
    if lines > 1 { &SHORT } else { &CROSSOVER_COLUMNS }
}

/// A place in a line, and where in it the text stands.
type Column = (Rect, Align2);

impl Widths {
    /// Where room is short volumes take no more of it than the largest of them.
    fn new(ui: &Ui, envelope: &Envelope) -> Self {
        if ui.available_width() - 3.0 * GRID >= ROOMY {
            return WIDE;
        }
        let last = envelope.runs.last().map_or((0, 0), |run| (run.from, run.to));
        let from = written_width(ui, text::volume(last.0), theme::semibold(theme::LABEL)).ceil();
        let to = written_width(ui, text::volume(last.1), theme::regular(theme::LABEL)).ceil();
        Self { from: NARROW.from.max(from), to: NARROW.to.max(to), ..NARROW }
    }

    fn crossover_columns(&self, line: Rect, lines: usize) -> Vec<Column> {
        let Self { from, cost, why, gap, .. } = *self;
        if lines > 1 {
            let why = line.width() - from - 2.0 * cost - 3.0 * gap;
            return columns(line, gap, &[(from, true), (why, false), (cost, true), (cost, true)]);
        }
        let name = ((line.width() - from - why - 2.0 * cost - 5.0 * gap) / 2.0).max(NAME);
        columns(line, gap, &[(from, true), (name, false), (name, false), (why, false), (cost, true), (cost, true)])
    }

    fn run_columns(&self, line: Rect) -> Vec<Column> {
        let Self { from, to, cost, gap, .. } = *self;
        let name = (line.width() - from - to - 2.0 * cost - 4.0 * gap).max(NAME);
        columns(line, gap, &[(from, true), (to, true), (name, false), (cost, true), (cost, true)])
    }
}

fn columns(line: Rect, gap: f32, widths: &[(f32, bool)]) -> Vec<Column> {
    let mut left = line.left();
    let place = |&(width, is_number): &(f32, bool)| {
        let rect = Rect::from_x_y_ranges(left..=left + width, line.y_range());
        left += width + gap;
        (rect, if is_number { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER })
    };
    widths.iter().map(place).collect()
}

/// A row of the table.
struct Line {
    rect: Rect,
    current: u64,
    /// For so many decimals there is room: points stand under each other.
    decimals: usize,
    widths: Widths,
}

impl Line {
    /// The line above this one.
    fn moved_up(self) -> Self {
        Self { rect: self.rect.translate(vec2(0.0, -ROW)), ..self }
    }

    fn crossover_ui(&self, ui: &Ui, subject: &Subject, index: usize, lines: usize) -> Option<u64> {
        let row = crossover_row(subject, index)?;
        let [before, after] = row.unit_costs.map(written);
        let routes = format!("{} → {}", row.before, row.after);
        let said = format!("{}: {routes}, {}, {before} → {after}", text::parts(row.volume), row.cause);
        let (volume, cause) = (text::volume(row.volume), row.cause.to_owned());
        let columns = self.widths.crossover_columns(self.rect, lines);
        if lines == 1 {
            return self.row_ui(
                ui,
                &columns,
                &[volume, row.before, row.after, cause, before, after],
                &said,
                row.volume,
            );
        }
        let both = Rect::from_min_max(self.rect.min, self.rect.max + vec2(0.0, ROW));
        let chosen =
            Self { rect: both, ..*self }.row_ui(ui, &columns, &[volume, cause, before, after], &said, row.volume);
        let names = self.rect.translate(vec2(0.0, ROW - GRID)).with_min_x(columns[1].0.left());
        paint(ui, (names, Align2::LEFT_CENTER), &routes, theme::regular(theme::LABEL), Palette::of(ui).text_secondary);
        chosen
    }

    fn run_ui(&self, ui: &Ui, subject: &Subject, index: usize) -> Option<u64> {
        let row = run_row(subject, index)?;
        let (from, to) = row.volumes;
        let costs = row.unit_costs.map(written);
        let said =
            format!("{} to {}: {}, {} to {}", text::volume(from), text::parts(to), row.cheapest, costs[0], costs[1]);
        let cells = [text::volume(from), text::volume(to), row.cheapest, costs[0].clone(), costs[1].clone()];
        self.row_ui(ui, &self.widths.run_columns(self.rect), &cells, &said, from)
    }

    /// A row that moves the volume line; its first cell says where to.
    fn row_ui(&self, ui: &Ui, columns: &[Column], cells: &[String], said: &str, volume: u64) -> Option<u64> {
        let palette = Palette::of(ui);
        let response = ui.interact(self.rect, ui.scope_id().with((columns.len(), volume)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, said));
        if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(self.rect, f32::from(theme::RADIUS), palette.field_hovered);
        } else if volume == self.current {
            ui.painter().rect_filled(self.rect, 0.0, palette.highlight);
        }
        ui.painter().hline(self.rect.x_range(), self.rect.top(), Stroke::new(HAIRLINE, palette.grid));
        for (index, (column, cell)) in columns.iter().zip(cells).enumerate() {
            let (font, colour) = match index {
                0 => (theme::semibold(theme::LABEL), palette.accent),
                _ => (theme::regular(theme::LABEL), palette.text),
            };
            if index + 2 >= columns.len() {
                self.paint_cost(ui, column.0, cell, font, colour);
            } else if column.1 == Align2::LEFT_CENTER {
                place(ui, *column, small_where_long(ui, cell, colour, column.0.width()), colour);
            } else {
                paint(ui, *column, cell, font, colour);
            }
        }
        let clicked = response.clicked();
        response.on_hover_text(said);
        clicked.then_some(volume)
    }

    /// A cost with its point under those of the other rows, which may have more decimals.
    fn paint_cost(&self, ui: &Ui, column: Rect, cost: &str, font: FontId, colour: Color32) {
        let right = column.right() - missing_decimals(ui.painter(), cost, self.decimals, &font);
        paint(ui, (column.with_max_x(right), Align2::RIGHT_CENTER), cost, font, colour);
    }
}

fn written(cost: Option<f64>) -> String {
    cost.map_or_else(|| "–".to_owned(), text::cost)
}

fn captions_ui(ui: &Ui, columns: &[Column], captions: &[&str]) -> Option<u64> {
    let palette = Palette::of(ui);
    for ((rect, align), caption) in columns.iter().zip(captions) {
        paint(ui, (*rect, *align), caption, theme::semibold(theme::CAPTION), palette.text_weak);
    }
    None
}

fn written_width(ui: &Ui, words: String, font: FontId) -> f32 {
    ui.painter().layout_no_wrap(words, font, Color32::PLACEHOLDER).size().x
}

fn paint(ui: &Ui, column: Column, words: &str, font: FontId, colour: Color32) {
    place(ui, column, elided(ui, words, font, colour, column.0.width()), colour);
}

fn place(ui: &Ui, (rect, align): Column, galley: Arc<Galley>, colour: Color32) {
    let at = align.align_size_within_rect(galley.size(), rect).min;
    ui.painter().galley(at, galley, colour);
}
