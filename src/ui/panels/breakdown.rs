//! What does each route's cost consist of? The Breakdown tab.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align2, Color32, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::explanation::Explained;
use crate::analysis::curve::Measure;
use crate::charts::breakdown::{Bar, Block, Segment, Way, legend};
use crate::charts::cost_curves::Subject;
use crate::charts::look::{Look, looks};
use crate::charts::{comparison, sentences, text};
use crate::model::Scenario;
use crate::session::Results;
use crate::ui::charts::heading::Heading;
use crate::ui::charts::marks::{SWATCH_WIDTH, paint_swatch};
use crate::ui::charts::segments::segments_ui;
use crate::ui::theme::accounts::{INK, fill};
use crate::ui::theme::{self, GRID, HAIRLINE, Palette};
use crate::ui::view::View;
use crate::ui::widgets::{elided, missing_decimals, small_where_long};

/// Least and greatest height of a bar's row, what of it is between bars, and the height of what stands over a
/// block.
const ROW: (f32, f32) = (20.0, 36.0);
const BETWEEN: f32 = 5.0;
const HEAD: f32 = 20.0;
/// Least and greatest room for names, least room for costs, and room beside these.
const NAMES: (f32, f32) = (176.0, 240.0);
/// The names take no more of the width than this.
const MOST: f32 = 0.45;
const COSTS: f32 = 84.0;
const BESIDE: f32 = 6.0 * GRID;
/// Room that heading and legend take.
const ABOVE: f32 = 96.0;
/// Room between blocks.
const GAP: f32 = 3.0 * GRID;
/// From this width on two blocks stand side by side where they do not fit below each other.
const WIDE: f32 = 960.0;
/// Side of a patch of the legend.
const PATCH: f32 = 10.0;

/// What of a bar that is too long stands behind its cut, and the room of the cut.
const TAIL: f32 = 0.3;
const TEAR: f32 = 10.0;

/// Draws the Breakdown tab.
pub fn breakdown_ui(ui: &mut Ui, scenario: &Scenario, results: &Results, view: &mut View) {
    let subject = Subject { scenario, case: &results.case, envelope: &results.envelope };
    let room = ui.available_width() - 2.0 * GRID;
    #[allow(clippy::cast_precision_loss, reason = "a scenario has a handful of routes and volumes")]
    let (blocks, routes) = ((scenario.volumes.len() + 1) as f32, scenario.routes.len().max(1) as f32);
    // What is left over below all blocks makes their rows taller.
    let fitting = (((ui.available_height() - ABOVE) / blocks - HEAD - GAP) / routes).floor();
    let tall = fitting.clamp(ROW.0, ROW.1);
    let (columns, width) =
        if room >= WIDE && fitting < ROW.0 { (2, ((room - 4.0 * GRID) / 2.0).floor()) } else { (1, room.floor()) };
    let names = names_width(ui, scenario, width);
    let mut volumes: Vec<u64> = scenario.volumes.iter().copied().chain([view.volume]).map(|it| it.max(1)).collect();
    volumes.sort_unstable();
    volumes.dedup();
    let costs = costs_width(ui, &subject, view, &volumes).min(width / 3.0);
    let way = Way {
        measure: view.measure,
        factor: if view.measure == Measure::Unit { f64::from(view.per) } else { 1.0 },
        shares: view.shares,
        width: f64::from(width - names - costs),
    };
    let current = Block::new(&subject, &way, view.volume);
    let mut blocks: Vec<Block> = volumes.into_iter().map(|volume| Block::new(&subject, &way, volume)).collect();
    let is_shown = |bar: &Bar| scenario.routes.get(bar.standing.route).is_some_and(|it| !view.hidden.contains(&it.id));
    for block in &mut blocks {
        block.bars.retain(is_shown);
    }
    let title = current.message(&subject);
    let subtitle = sentences::subtitle(scenario, view.measure, view.per, results.uncertain);
    Heading { title, subtitle, outdated: false }.show(ui, |ui, _| {
        let choices = [
            (false, "Money", "Each bar is as long as the route is dear"),
            (true, "Shares", "Each bar is the whole cost of its route"),
        ];
        segments_ui(ui, &mut view.shares, &choices);
    });
    ui.add_space(2.0 * GRID);
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = 0.0;
        legend_ui(ui, &blocks);
    });
    ui.add_space(2.0 * GRID);
    let panel =
        Panel { scenario, subject: &subject, looks: looks(scenario), width, tall, names, costs, shares: view.shares };
    ScrollArea::vertical().id_salt("breakdown").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(4.0 * GRID, GAP);
        for row in blocks.chunks(columns) {
            ui.horizontal_top(|ui| row.iter().for_each(|block| panel.block_ui(ui, block, view)));
        }
    });
}

/// Room for the names: what the longest needs, if only in small type, up to a share of the width.
fn names_width(ui: &Ui, scenario: &Scenario, width: f32) -> f32 {
    let font = theme::regular(theme::CAPTION);
    let name = |route: usize| sentences::names(scenario, &[route]);
    let needed = |name: String| ui.painter().layout_no_wrap(name, font.clone(), Color32::PLACEHOLDER).size().x;
    let longest = (0..scenario.routes.len()).map(|route| needed(name(route))).fold(0.0, f32::max);
    let all = longest + SWATCH_WIDTH + 5.0 * GRID;
    all.max(0.22 * width).clamp(NAMES.0, NAMES.1).min(NAMES.0.max(MOST * width)).floor()
}

/// Room for the dearest cost at any of the volumes.
fn costs_width(ui: &Ui, subject: &Subject, view: &View, volumes: &[u64]) -> f32 {
    let factor = if view.measure == Measure::Unit { f64::from(view.per) } else { 1.0 };
    let width = |&volume: &u64| {
        let standings = comparison::standings(subject, view.measure, factor, volume);
        let values = || standings.iter().filter(|standing| standing.candidate).map(|standing| standing.value);
        let smallest = values().fold(f64::INFINITY, f64::min);
        let (written, font) = (text::beside(values().fold(0.0, f64::max), smallest), theme::semibold(theme::LABEL));
        let missing = missing_decimals(ui.painter(), &written, text::decimals(smallest), &font);
        ui.painter().layout_no_wrap(written, font, Color32::PLACEHOLDER).size().x + missing + BESIDE
    };
    volumes.iter().map(width).fold(COSTS, f32::max).ceil()
}

/// Which colour is which account.
fn legend_ui(ui: &mut Ui, blocks: &[Block]) {
    let palette = Palette::of(ui);
    let (accounts, has_other) = legend(blocks);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(3.0 * GRID, GRID);
        ui.spacing_mut().interact_size.y = 0.0;
        for account in accounts.into_iter().map(Some).chain(has_other.then_some(None)) {
            let name = account.map_or(crate::charts::breakdown::OTHER, crate::cost::Account::name);
            let font = theme::regular(theme::CAPTION);
            let galley = ui.painter().layout_no_wrap(name.to_owned(), font, palette.text_secondary);
            let size = vec2(PATCH + 1.5 * GRID + galley.size().x, galley.size().y);
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            let patch = Rect::from_center_size(rect.left_center() + vec2(PATCH / 2.0, 0.0), vec2(PATCH, PATCH));
            ui.painter().rect_filled(patch, 2.0, fill(account));
            ui.painter().galley(rect.min + vec2(PATCH + 1.5 * GRID, 0.0), galley, palette.text_secondary);
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
        }
    });
}

struct Panel<'a> {
    scenario: &'a Scenario,
    subject: &'a Subject<'a>,
    looks: Vec<Look>,
    width: f32,
    /// Height of a row.
    tall: f32,
    names: f32,
    costs: f32,
    shares: bool,
}

impl Panel<'_> {
    fn block_ui(&self, ui: &mut Ui, block: &Block, view: &mut View) {
        #[allow(clippy::cast_precision_loss, reason = "a scenario has a handful of routes")]
        let height = HEAD + self.tall * block.bars.len() as f32;
        let (room, _) = ui.allocate_exact_size(vec2(self.width, height), Sense::hover());
        let palette = Palette::of(ui);
        let colour = if block.volume == view.volume { palette.accent } else { palette.text_weak };
        let head = Rect::from_min_size(room.min, vec2(room.width(), HEAD));
        let caption = theme::semibold(theme::CAPTION);
        ui.painter().text(head.left_center(), Align2::LEFT_CENTER, text::parts(block.volume), caption, colour);
        let values = block.bars.iter().filter(|bar| bar.standing.candidate).map(|bar| bar.standing.value);
        let smallest = values.fold(f64::INFINITY, f64::min);
        let mut top = head.bottom();
        for bar in &block.bars {
            let row = Rect::from_min_size(pos2(room.left(), top), vec2(room.width(), self.tall));
            let mut child = ui.new_child(UiBuilder::new().id_salt((block.volume, bar.standing.route)).max_rect(row));
            Row { panel: self, block, bar, smallest, place: row }.show(&mut child, view);
            top += self.tall;
        }
    }
}

/// A route at a volume.
struct Row<'a> {
    panel: &'a Panel<'a>,
    block: &'a Block,
    bar: &'a Bar,
    /// The least cost in the block, which tells the decimals.
    smallest: f64,
    place: Rect,
}

impl Row<'_> {
    fn show(&self, ui: &mut Ui, view: &mut View) {
        let (palette, standing) = (Palette::of(ui), &self.bar.standing);
        let Some(look) = self.panel.looks.get(standing.route).copied() else { return };
        ui.painter().hline(self.place.x_range(), self.place.top(), Stroke::new(HAIRLINE, palette.grid));
        let swatch = Rect::from_min_size(self.place.min, vec2(SWATCH_WIDTH, self.panel.tall));
        paint_swatch(ui.painter(), swatch, look, palette.route(look));
        let name = sentences::names(self.panel.scenario, &[standing.route]);
        let bar = self.panel.tall - BETWEEN;
        let paper = Rect::from_min_max(
            pos2(self.place.left() + self.panel.names, self.place.center().y - bar / 2.0),
            pos2(self.place.right() - self.panel.costs, self.place.center().y + bar / 2.0),
        );
        let left = swatch.right() + 2.0 * GRID;
        let ink = if look.dimmed { palette.text_weak } else { palette.text };
        let width = paper.left() - 2.0 * GRID - left;
        let galley = small_where_long(ui, &name, ink, width);
        ui.painter().galley(pos2(left, self.place.center().y - galley.size().y / 2.0), galley, ink);
        if !standing.candidate {
            self.pilot_ui(ui, paper, palette);
            return;
        }
        let response = self.bar_ui(ui, paper, &name);
        self.cost_ui(ui, look, palette);
        if response.clicked() {
            let route = self.panel.scenario.routes.get(standing.route).map(|route| route.id.clone());
            view.explained = route.map(|route| Explained { route, volume: self.block.volume });
        }
        self.hovered(response, paper, &name);
    }

    /// The bar, which is one thing to whoever does not see it.
    fn bar_ui(&self, ui: &Ui, paper: Rect, name: &str) -> Response {
        let response = ui.interact(paper, ui.scope_id().with("bar"), Sense::click());
        let cost = text::beside(self.bar.standing.value, self.smallest);
        let said = format!("{name} at {} is {cost}: {}", text::volume(self.block.volume), self.bar.said(self.smallest));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &said));
        let palette = Palette::of(ui);
        let at = response.hover_pos();
        let places = self.places(paper);
        for &(segment, rect) in &places {
            ui.painter().rect_filled(rect, 1.0, fill(segment.account));
            // An account that the cut divides is named once, where it has more room.
            let is_own = |other: &Rect| other.width() <= rect.width();
            if places.iter().filter(|(other, _)| other.account == segment.account).all(|(_, other)| is_own(other)) {
                self.paint_words(ui, segment, rect);
            }
            if at.is_some_and(|at| rect.contains(at)) {
                ui.painter().rect_stroke(rect, 1.0, Stroke::new(1.5, palette.text), StrokeKind::Inside);
            }
        }
        if self.is_cut() {
            paint_tear(ui, paper, self.seen(paper).right());
        }
        if response.has_focus() {
            ui.painter().rect_stroke(paper, 2.0, Stroke::new(1.5, palette.accent), StrokeKind::Outside);
        }
        response
    }

    /// Whether the bar is too long to be shown whole.
    fn is_cut(&self) -> bool {
        self.bar.segments.last().is_some_and(|last| last.ends.1 > 1.001 * self.block.end)
    }

    /// Where the bar is to scale: up to where it is cut.
    fn seen(&self, paper: Rect) -> Rect {
        let width = if self.is_cut() { (1.0 - TAIL) * paper.width() - TEAR } else { paper.width() };
        Rect::from_min_size(paper.min, vec2(width, paper.height()))
    }

    /// Where the accounts stand: what is behind a cut in the room that is left, each by its share of that.
    #[allow(clippy::cast_possible_truncation, reason = "a place on the screen")]
    fn places(&self, paper: Rect) -> Vec<(&Segment, Rect)> {
        let seen = self.seen(paper);
        let to_scale = self.bar.segments.iter().map(|segment| (segment, self.place_of(segment, paper).intersect(seen)));
        let mut places: Vec<(&Segment, Rect)> = to_scale.filter(|(_, rect)| rect.width() > 0.0).collect();
        if let Some(last) = self.bar.segments.last().filter(|_| self.is_cut()) {
            let cut = self.block.end * f64::from(seen.width() / paper.width());
            let tail = Rect::from_min_max(pos2(seen.right() + TEAR, paper.top()), paper.max);
            let x = |at: f64| tail.left() + ((at - cut) / (last.ends.1 - cut)).max(0.0) as f32 * tail.width();
            let behind = self.bar.segments.iter().filter(|segment| segment.ends.1 > cut);
            places.extend(behind.map(|segment| {
                let (left, right) = (x(segment.ends.0), x(segment.ends.1));
                (segment, Rect::from_x_y_ranges(left..=(right - 1.0).max(left + 0.5), tail.y_range()))
            }));
        }
        places
    }

    #[allow(clippy::cast_possible_truncation, reason = "a place on the screen")]
    fn place_of(&self, segment: &Segment, paper: Rect) -> Rect {
        let x = |at: f64| paper.left() + (at / self.block.end).min(2.0) as f32 * paper.width();
        let (left, right) = (x(segment.ends.0), x(segment.ends.1));
        // A hair between neighbours tells them apart where their colours alone would not.
        Rect::from_x_y_ranges(left..=(right - 1.0).max(left + 0.5), paper.y_range())
    }

    /// Name and amount where they fit, else what fits of them.
    fn paint_words(&self, ui: &Ui, segment: &Segment, rect: Rect) {
        let amount =
            if self.panel.shares { text::percent(segment.share) } else { text::beside(segment.amount, self.smallest) };
        for words in [format!("{} {amount}", segment.name), amount] {
            let galley = ui.painter().layout_no_wrap(words, theme::regular(theme::CAPTION), INK);
            if galley.size().x + 2.0 * GRID <= rect.width() {
                ui.painter().galley(rect.center() - galley.size() / 2.0, galley, INK);
                return;
            }
        }
    }

    fn cost_ui(&self, ui: &Ui, look: Look, palette: &Palette) {
        let standing = &self.bar.standing;
        let (font, colour) = match standing.cheapest {
            true => (theme::semibold(theme::LABEL), palette.route_text(look)),
            false if look.dimmed => (theme::regular(theme::LABEL), palette.text_weak),
            false => (theme::regular(theme::LABEL), palette.text),
        };
        let at = self.place.right_center() - vec2(4.0 * GRID, 0.0);
        let figure = text::beside(standing.value, self.smallest);
        let end = at - vec2(missing_decimals(ui.painter(), &figure, text::decimals(self.smallest), &font), 0.0);
        ui.painter().text(end, Align2::RIGHT_CENTER, figure, font, colour);
        if standing.cheapest {
            ui.painter().circle_filled(at + vec2(2.5 * GRID, 0.0), 3.0, palette.route(look));
        }
    }

    /// What a staged route is as long as its pilot makes all parts.
    fn pilot_ui(&self, ui: &Ui, paper: Rect, palette: &Palette) {
        let pilot = comparison::pilot(self.panel.subject, self.bar.standing.route);
        let name = pilot.map(|pilot| sentences::names(self.panel.scenario, &[pilot]));
        let said = name.map_or_else(|| "Does not compete".to_owned(), |name| format!("As {name}, its pilot"));
        let galley = elided(ui, &said, theme::regular(theme::CAPTION), palette.text_weak, paper.width());
        ui.painter().galley(pos2(paper.left(), paper.center().y - galley.size().y / 2.0), galley, palette.text_weak);
    }

    /// What the pointer reads: account, amount, share.
    fn hovered(&self, response: Response, paper: Rect, name: &str) {
        let at = response.hover_pos();
        let places = self.places(paper);
        let under =
            places.iter().find(|(_, place)| at.is_some_and(|at| place.contains(at))).map(|(segment, _)| segment);
        let currency = &self.panel.scenario.currency;
        let told = under.map_or_else(
            || format!("{}\n", self.bar.said(self.smallest)),
            |it| format!("{}: {} {currency}, {}\n", it.name, text::cost(it.amount), text::percent(it.share)),
        );
        let whose = format!("{name} at {}", text::parts(self.block.volume));
        response.on_hover_text_at_pointer(format!("{whose}\n{told}Click: how it is made"));
    }
}

/// The sign that a bar goes on.
fn paint_tear(ui: &Ui, paper: Rect, left: f32) {
    for x in [left + 2.0, left + TEAR - 2.0] {
        let ends = [pos2(x - 2.0, paper.bottom() - 1.0), pos2(x + 2.0, paper.top() + 1.0)];
        ui.painter().line_segment(ends, Stroke::new(1.5, Palette::of(ui).text_weak));
    }
}
