//! How does yield fall and cost rise through the steps, and where is scrap found? The Process tab.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Color32, FontId, Label, Rect, RichText, ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::charts::cost_curves::Subject;
use crate::charts::look::{Look, looks};
use crate::charts::process::{RouteProcess, StepLine, message, of_total, processes};
use crate::charts::{sentences, text};
use crate::model::Scenario;
use crate::session::Results;
use crate::ui::charts::heading::Heading;
use crate::ui::charts::marks::{SWATCH_WIDTH, paint_swatch};
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};
use crate::ui::view::View;
use crate::ui::widgets::{elided, sentence_ui};

/// Height of a line, the most that a step grows to where there is room, and the bar's part of it.
const ROW: f32 = 24.0;
const TALL: f32 = 44.0;
const BAR: f32 = 0.42;
/// Room below a route.
const BELOW: f32 = 5.0 * GRID;
/// Room for a number and between columns, where there is room and where it is short; least and greatest
/// room for names.
const NUMBER: (f32, f32) = (62.0, 46.0);
const GAP: (f32, f32) = (2.0 * GRID, GRID);
const NAMES: (f32, f32) = (120.0, 240.0);
/// Below this width there is no room for bars, and below the other the numbers stand close for them.
const SHORT: f32 = 620.0;
const CLOSE: f32 = 800.0;
/// What stands over the numbers, and what they mean; the bar is between the first and the second.
const CAPTIONS: [(&str, &str); 6] = [
    ("Yield", "First-pass yield: share of good units that are still good after the step"),
    ("Go on", "Units of 100 started that go on to the next step"),
    ("Found", "Bad units that the inspection after the step finds"),
    ("Saved", "Units that rework makes good"),
    ("Scrap", "Units thrown away, with all that was spent on them"),
    ("Spent", "Money in the chain so far, for each part started"),
];

/// Draws the Process tab.
pub fn process_ui(ui: &mut Ui, scenario: &Scenario, results: &Results, view: &View) {
    let subject = Subject { scenario, case: &results.case, envelope: &results.envelope };
    let mut processes = processes(&subject, view.volume);
    processes.retain(|it| !scenario.routes.get(it.route).is_some_and(|route| view.hidden.contains(&route.id)));
    let subtitle = format!("Of 100 parts started; spent: {} a start", scenario.currency);
    Heading { title: message(&subject, &processes), subtitle, outdated: false }.show(ui, |_, _| {});
    ui.add_space(2.0 * GRID);
    let step = step_height(&processes, ui.available_height());
    let panel = Panel { scenario, looks: looks(scenario), volume: view.volume, step };
    ScrollArea::vertical().id_salt("process").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.set_max_width(ui.available_width() - 3.0 * GRID);
        for process in &processes {
            panel.route_ui(ui, process);
            ui.add_space(BELOW);
        }
        panel.without_ui(ui, &processes);
    });
}

/// How tall a step is so that all routes fill the room: each has a line above its steps and one or two below.
#[allow(clippy::cast_precision_loss, reason = "a scenario has some hundred steps at most")]
fn step_height(processes: &[RouteProcess], room: f32) -> f32 {
    let steps: usize = processes.iter().map(|process| process.steps.len()).sum();
    let lines = (3 * processes.len() + 1) as f32 * ROW + processes.len() as f32 * BELOW;
    ((room - lines) / steps.max(1) as f32).floor().clamp(ROW, TALL)
}

struct Panel<'a> {
    scenario: &'a Scenario,
    looks: Vec<Look>,
    volume: u64,
    /// Height of a step.
    step: f32,
}

/// The places of a row: its name, its bar, its numbers.
struct Places {
    name: Rect,
    bar: Rect,
    numbers: [Rect; CAPTIONS.len()],
}

impl Places {
    fn of(row: Rect) -> Self {
        let is_short = row.width() < SHORT;
        let number = if row.width() < CLOSE { NUMBER.1 } else { NUMBER.0 };
        let gap = if is_short { GAP.1 } else { GAP.0 };
        let all = 6.0 * (number + gap);
        let name = if is_short { row.width() - all } else { 0.26 * row.width() };
        let name = name.clamp(NAMES.0, NAMES.1).floor();
        let cell = |left: f32, width: f32| Rect::from_x_y_ranges(left..=left + width, row.y_range());
        let first = row.left() + name + gap;
        let bar = (BAR * row.height() / 2.0).round();
        let rest = |index: f32| row.right() - (5.0 - index) * (number + gap) + gap;
        let bar = Rect::from_x_y_ranges(
            first + number + 2.0 * gap..=rest(0.0) - gap,
            row.center().y - bar..=row.center().y + bar,
        );
        let numbers = [first, rest(0.0), rest(1.0), rest(2.0), rest(3.0), rest(4.0)].map(|left| cell(left, number));
        Self { name: cell(row.left(), name), bar, numbers }
    }
}

impl Panel<'_> {
    fn route_ui(&self, ui: &mut Ui, process: &RouteProcess) {
        let palette = Palette::of(ui);
        let Some(look) = self.looks.get(process.route).copied() else { return };
        let name = sentences::names(self.scenario, &[process.route]);
        let (_, row) = ui.allocate_space(vec2(ui.available_width(), ROW));
        let (places, left) = (Places::of(row), row.left() + SWATCH_WIDTH + GAP.0);
        paint_swatch(ui.painter(), Rect::from_min_size(row.min, vec2(SWATCH_WIDTH, ROW)), look, palette.route(look));
        let font = theme::semibold(theme::LABEL);
        let width = ui.painter().layout_no_wrap(name.clone(), font.clone(), Color32::PLACEHOLDER).size().x;
        // A name that does not fit beside the captions has a line of its own.
        let is_alone = left + width > places.numbers[0].left();
        let end = if is_alone { row.right() } else { places.numbers[0].left() };
        let head = Rect::from_x_y_ranges(left..=end, row.y_range());
        paint(ui, head, Align2::LEFT_CENTER, &name, font, palette.text);
        let row = if is_alone { ui.allocate_space(vec2(ui.available_width(), ROW)).1 } else { row };
        let places = Places::of(row);
        for (index, (caption, meaning)) in CAPTIONS.iter().enumerate() {
            let font = theme::regular(theme::CAPTION);
            paint(ui, places.numbers[index], Align2::RIGHT_CENTER, caption, font, palette.text_weak);
            let id = ui.scope_id().with(("caption", process.route, index));
            ui.interact(places.numbers[index], id, Sense::hover()).on_hover_text(*meaning);
        }
        let decimals = text::decimals(process.steps.last().map_or(0.0, |last| last.cost));
        for (index, step) in process.steps.iter().enumerate() {
            self.step_ui(ui, (process.route, index), &name, step, decimals);
        }
        let palette = Palette::of(ui);
        ui.add_space(GRID);
        sentence_ui(ui, &self.outcome(process), theme::regular(theme::LABEL), palette.text_secondary);
    }

    fn step_ui(&self, ui: &mut Ui, id: (usize, usize), route: &str, step: &StepLine, decimals: usize) {
        let palette = Palette::of(ui);
        let (_, row) = ui.allocate_space(vec2(ui.available_width(), self.step));
        let places = Places::of(row);
        let response = ui.interact(row, ui.scope_id().with(id), Sense::hover());
        let said = said(step, decimals);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{route}, {said}")));
        if response.hovered() {
            ui.painter().rect_filled(row, 2.0, palette.field_hovered);
        }
        ui.painter().hline(row.x_range(), row.top(), Stroke::new(HAIRLINE, palette.grid));
        paint(ui, places.name, Align2::LEFT_CENTER, &step.name, theme::regular(theme::LABEL), palette.text);
        self.paint_bar(ui, places.bar, id.0, step);
        let found = |count: f64| if step.inspected { text::money(count, 1) } else { "–".to_owned() };
        let numbers = [
            (format!("{} %", text::money(step.first_pass_yield * 100.0, 1)), false),
            (text::money(step.left, 1), true),
            (found(step.found), false),
            (found(step.recovered), false),
            (found(step.scrapped()), step.scrapped() >= 0.05),
            (if step.cost > 0.0 { text::money(step.cost, decimals) } else { "–".to_owned() }, false),
        ];
        for (place, (number, stands_out)) in places.numbers.into_iter().zip(numbers) {
            let colour = if number == "–" { palette.text_weak } else { palette.text };
            let font = if stands_out { theme::semibold(theme::LABEL) } else { theme::regular(theme::LABEL) };
            paint(ui, place, Align2::RIGHT_CENTER, &number, font, colour);
        }
        response.on_hover_text_at_pointer(said);
    }

    /// What is left of the starts: good, then bad that nobody found, then gone.
    #[allow(clippy::cast_possible_truncation, reason = "a place on the screen")]
    fn paint_bar(&self, ui: &Ui, bar: Rect, route: usize, step: &StepLine) {
        let (palette, Some(look)) = (Palette::of(ui), self.looks.get(route)) else { return };
        if bar.width() < bar.height() {
            return;
        }
        let x = |units: f64| bar.left() + (units / 100.0).clamp(0.0, 1.0) as f32 * bar.width();
        let part = |from: f64, to: f64| Rect::from_x_y_ranges(x(from)..=x(to), bar.y_range());
        ui.painter().rect_filled(bar, 2.0, palette.grid);
        ui.painter().rect_filled(part(0.0, step.good), 2.0, palette.route(*look));
        ui.painter().rect_filled(part(step.good, step.left), 0.0, palette.warning);
    }

    /// What the chain comes to, in sentences.
    fn outcome(&self, process: &RouteProcess) -> String {
        let percent = |share: f64| format!("{} %", text::money(share * 100.0, 1));
        let mut said = vec![format!(
            "Rolled throughput yield {}; accepted {}",
            percent(process.rolled_throughput_yield),
            percent(process.accepted)
        )];
        if (process.accepted - process.accepted_over_volume).abs() >= 0.0005 {
            let volume = text::parts(self.volume);
            said.push(format!("over {volume}, its beginning included, {}", percent(process.accepted_over_volume)));
        }
        if process.escaping >= 0.00005 {
            said.push(format!("{} of the accepted are bad", text::percent(process.escaping)));
        }
        if process.cost_of_accepted > 0.0 {
            said.push(format!("an accepted part costs {} in the chain", text::cost(process.cost_of_accepted)));
        }
        let (scrap, share) = process.scrap_value;
        let parts = text::parts(self.volume);
        said.push(match scrap > 0.0 {
            true => format!(
                "imperfect yield costs {} at {parts}, {} of the total",
                text::rounded(scrap, 3),
                of_total(share)
            ),
            false if self.scenario.routes.get(process.route).is_some_and(|route| route.quote.is_some()) => {
                format!("imperfect yield costs nothing beyond the price at {parts}")
            }
            false => format!("imperfect yield costs nothing at {parts}"),
        });
        format!("{}.", said.join("; "))
    }

    /// Which routes have no steps, and what to add.
    fn without_ui(&self, ui: &mut Ui, processes: &[RouteProcess]) {
        let has_none = |route: &usize| {
            let is_single = self.scenario.routes.get(*route).is_some_and(|route| route.staged.is_none());
            is_single && processes.iter().all(|process| process.route != *route)
        };
        let without: Vec<usize> = (0..self.scenario.routes.len()).filter(has_none).collect();
        if without.is_empty() {
            return;
        }
        let names = sentences::names(self.scenario, &without);
        let hint = "add process steps in the form, or an acceptance yield to the quote, to see yield and cost here.";
        let words = RichText::new(format!("No steps: {names}. To a route without, {hint}"));
        let words = words.font(theme::regular(theme::LABEL)).color(Palette::of(ui).text_weak);
        ui.add(Label::new(words).wrap());
    }
}

/// A step as a person would say it.
fn said(step: &StepLine, decimals: usize) -> String {
    let units = |count: f64| text::money(count, 1);
    let found = if step.inspected {
        format!(
            "{} bad ones found, {} saved, {} scrapped",
            units(step.found),
            units(step.recovered),
            units(step.scrapped())
        )
    } else {
        "nobody looks for bad ones here".to_owned()
    };
    let bad = step.left - step.good;
    let hidden = if bad >= 0.05 { format!(" ({} of them bad)", units(bad)) } else { String::new() };
    format!(
        "{}: first-pass yield {} %; {found}; {} of 100 go on{hidden}; {} spent on a start",
        step.name,
        units(step.first_pass_yield * 100.0),
        units(step.left),
        text::money(step.cost, decimals)
    )
}

fn paint(ui: &Ui, rect: Rect, align: Align2, words: &str, font: FontId, colour: Color32) {
    let galley = elided(ui, words, font, colour, rect.width());
    ui.painter().galley(align.align_size_within_rect(galley.size(), rect).min, galley, colour);
}
