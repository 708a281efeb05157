//! Which route is cheapest at which volume? The chart in the centre.

use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{Color32, Id, Pos2, Rect, Response, Sense, Ui, Vec2, WidgetInfo, vec2};

use crate::analysis::bands::Bands;
use crate::analysis::curve::Measure;
use crate::charts::bands::{self, BandPath, band_path};
use crate::charts::comparison::{Standing, instead, standings};
use crate::charts::cost_curves::{CostCurves, Frame, Subject};
use crate::charts::look::{Look, looks};
use crate::charts::number_format::NumberFormat;
use crate::charts::placing::{CLEAR, Obstacles, calmest};
use crate::charts::{contested, sentences, text};
use crate::model::Scenario;
use crate::session::{Command, Results};
use crate::ui::charts::cost_curves::{Drawing, area, label_width, paper, rect};
use crate::ui::charts::ends::ends_ui;
use crate::ui::charts::heading::Heading;
use crate::ui::charts::marks::position;
use crate::ui::charts::readout::{self, Line};
use crate::ui::charts::segments::{segments_ui, switch_ui};
use crate::ui::charts::volume_axis::{VolumeAxis, volume_tag};
use crate::ui::charts::volume_line::{Track, take_crossover_keys, volume_line_ui};
use crate::ui::charts::zoom;
use crate::ui::theme::{self, GRID, Palette};
use crate::ui::view::View;

mod walk;
mod what_if;

/// Draws the chart panel.
pub fn chart_ui(ui: &mut Ui, scenario: &Scenario, results: &Results, view: &mut View, commands: &mut Vec<Command>) {
    heading(scenario, results, view).show(ui, |ui, from_right| {
        controls_ui(ui, view, results.uncertain, from_right);
    });
    let drawn = curves_ui(ui, scenario, results, view, false);
    let Drawn { chart, frame, names, .. } = &drawn;
    let quotes = what_if::Quotes { scenario, chart, names, factor: frame.factor(), measure: frame.measure };
    quotes.show(ui, view, commands);
    what_if::choice_ui(ui, &drawn, scenario, view, commands);
}

/// Draws the chart without what is there to be pressed.
pub fn still_ui(ui: &mut Ui, scenario: &Scenario, results: &Results, view: &mut View) {
    let mut heading = heading(scenario, results, view);
    if view.bands && results.uncertain && results.bands.is_some() {
        heading.subtitle += " · bands: eight of ten outcomes";
    }
    heading.show(ui, |_, _| {});
    curves_ui(ui, scenario, results, view, true);
}

fn heading(scenario: &Scenario, results: &Results, view: &mut View) -> Heading {
    view.volume = view.volume.clamp(scenario.range.0.max(1), scenario.range.1.max(1));
    let title = sentences::message(scenario, &results.envelope, view.volume);
    let subtitle = match scenario.routes.as_slice() {
        [] => "Add a route on the left; File, New starts with three".to_owned(),
        _ => sentences::subtitle(scenario, view.measure, view.per, results.uncertain),
    };
    Heading { title, subtitle, outdated: false }
}

/// The chart as it was drawn.
struct Drawn {
    chart: Arc<CostCurves>,
    frame: Frame,
    names: Vec<String>,
    /// Where the names at the curves' ends stand.
    ends: Vec<Rect>,
}

fn curves_ui(ui: &mut Ui, scenario: &Scenario, results: &Results, view: &mut View, still: bool) -> Drawn {
    ui.add_space(GRID);
    let room = ui.available_rect_before_wrap();
    let names: Vec<String> = (0..scenario.routes.len()).map(|route| sentences::label(scenario, route)).collect();
    let large = view.measure == Measure::Total || view.per > 1;
    let paper = paper(room, label_width(ui, &names), large);
    let response = ui.allocate_rect(room, Sense::hover());
    let ground = ui.interact(paper, response.id.with("ground"), Sense::click_and_drag());
    let frame = frame(ui, view, paper);
    let chart = cached(ui, results, &frame);
    zoom::zoom_ui(ui, &ground, &chart.volume, Some(&chart.cost), scenario.range, view);
    let looks = looks(scenario);
    let zones = contested::zones(&results.envelope.crossovers, &chart.volume);
    let axis = VolumeAxis {
        painter: &ui.painter_at(room.expand(GRID)),
        palette: Palette::of(ui),
        scale: &chart.volume,
        ribbon: &chart.ribbon,
        zones: &zones,
        looks: &looks,
        names: &names,
        volumes: &scenario.volumes,
        current: view.volume,
    };
    let bands = results.bands.as_ref().filter(|_| view.bands && results.uncertain);
    let drawing = Drawing {
        bands: bands.map(|bands| band_paths(&bands.value, results, &frame, &chart)).unwrap_or_default(),
        bands_are_outdated: bands.is_some_and(|bands| bands.revision != results.revision),
        axis,
        chart: &chart,
        before: what_if::before(ui, view, &frame, &chart, &subject(scenario, results)),
        paper,
    };
    let bands = bands.map(|bands| &bands.value);
    let ends = Panel { scenario, results, frame: &frame, drawing, bands, ground, still }.show(ui, view);
    Drawn { chart, frame, names, ends }
}

/// What the chart shows: measure, scales, bands; laid out from the right, the last comes first.
fn controls_ui(ui: &mut Ui, view: &mut View, uncertain: bool, from_right: bool) {
    let (before, volume_log) = ((view.measure, view.cost_log), view.volume_log);
    let controls: [fn(&mut Ui, &mut View); 3] = [
        |ui, view| {
            let choices = [
                (Measure::Unit, "Unit cost", "Cost of one accepted part"),
                (Measure::Total, "Total", "Cost of all accepted parts"),
            ];
            segments_ui(ui, &mut view.measure, &choices);
        },
        |ui, view| switch_ui(ui, &mut view.volume_log, "Log volume", "Logarithmic volume axis"),
        |ui, view| switch_ui(ui, &mut view.cost_log, "Log cost", "Logarithmic cost axis"),
    ];
    if from_right {
        bands_switch_ui(ui, view, uncertain);
    }
    for index in 0..controls.len() {
        controls[if from_right { controls.len() - 1 - index } else { index }](ui, view);
    }
    if !from_right {
        bands_switch_ui(ui, view, uncertain);
    }
    if before != (view.measure, view.cost_log) {
        view.costs = None;
    }
    if volume_log != view.volume_log {
        view.volumes = None;
    }
}

/// Bands on or off; where no input is a range, why there are none.
fn bands_switch_ui(ui: &mut Ui, view: &mut View, uncertain: bool) {
    if uncertain {
        switch_ui(ui, &mut view.bands, Command::SwitchBands.label(), Command::SwitchBands.tooltip());
    } else {
        let why = "No bands: no input is a range. Type one, such as 8k..30k, and its effect is drawn.";
        ui.add_enabled_ui(false, |ui| switch_ui(ui, &mut false, Command::SwitchBands.label(), why));
    }
}

fn frame(ui: &Ui, view: &View, paper: Rect) -> Frame {
    Frame {
        measure: view.measure,
        per: view.per,
        volume_log: view.volume_log,
        cost_log: view.cost_log,
        volumes: view.volumes,
        costs: view.costs,
        hidden: view.hidden.clone(),
        paper: area(paper),
        pixels_per_point: ui.pixels_per_point(),
    }
}

/// The chart, computed anew only when the results or the way of looking at them have changed.
fn cached(ui: &Ui, results: &Results, frame: &Frame) -> Arc<CostCurves> {
    type Cached = Arc<((u64, bool, NumberFormat), Frame, Arc<CostCurves>)>;
    let id = Id::unique("cost curves");
    // The crossovers of a revision may come in later than its costs.
    let key = (results.revision, results.searching, NumberFormat::chosen());
    let kept = ui.data(|data| data.get_temp::<Cached>(id));
    if let Some(kept) = kept.as_ref().filter(|kept| kept.0 == key && kept.1 == *frame) {
        return kept.2.clone();
    }
    let subject = subject(&results.scenario, results);
    let text_size = |label: &str| {
        let font = theme::semibold(theme::LABEL);
        ui.painter().layout_no_wrap(label.to_owned(), font, Color32::PLACEHOLDER).size().into()
    };
    let before = kept.as_ref().map(|kept| &*kept.2);
    let chart = Arc::new(CostCurves::after(before, &subject, frame, &text_size));
    ui.data_mut(|data| data.insert_temp::<Cached>(id, Arc::new((key, frame.clone(), chart.clone()))));
    chart
}

/// The bands of the routes that have a curve; of those that look the same the first, as all together would hide
/// what lies below them.
fn band_paths(bands: &Bands, results: &Results, frame: &Frame, chart: &CostCurves) -> Vec<(Look, BandPath)> {
    let subject = subject(&results.scenario, results);
    let path = |route: usize| band_path(bands, &subject, frame, [&chart.volume, &chart.cost], route);
    let mut paths: Vec<(Look, BandPath)> = Vec::new();
    for curve in &chart.curves {
        let path = path(curve.route);
        if !paths.iter().any(|(_, other)| other.looks_like(&path)) {
            paths.push((curve.look, path));
        }
    }
    paths
}

fn subject<'a>(scenario: &'a Scenario, results: &'a Results) -> Subject<'a> {
    Subject { scenario, case: &results.case, envelope: &results.envelope }
}

/// The chart with its interactions.
struct Panel<'a> {
    scenario: &'a Scenario,
    results: &'a Results,
    frame: &'a Frame,
    drawing: Drawing<'a>,
    bands: Option<&'a Bands>,
    ground: Response,
    /// Whether nothing in it is there to be pressed.
    still: bool,
}

impl Panel<'_> {
    /// Draws all of it; says where the names at the curves' ends stand.
    fn show(&self, ui: &mut Ui, view: &mut View) -> Vec<Rect> {
        let telling = self.telling();
        let track = Track { scale: &self.drawing.chart.volume, range: self.scenario.range, telling: &telling };
        let start = view.volume;
        let line = self.volume_line(ui, &track, view);
        if let Some(route) =
            line.interact_pointer_pos().filter(|_| line.clicked()).and_then(|at| self.above(view.volume, at))
        {
            view.ask(self.scenario, route, view.volume, line.interact_pointer_pos().unwrap_or_default());
        }
        let before = view.volume;
        take_crossover_keys(ui, &self.results.envelope.crossovers, &mut view.volume);
        self.take_steps(ui, &telling, view, before);
        if !line.dragged() && start != view.volume {
            zoom::follow(&self.drawing.chart.volume, view);
        }
        self.drawing.paint_ground();
        let ends = self.ends_ui(ui, view);
        let pointer = self.ground.hover_pos().filter(|_| !line.dragged() && !self.ground.dragged());
        if let Some(pointer) = pointer.filter(|_| view.walked.is_none()) {
            let volume = track.volume_at(pointer.x);
            self.drawing.axis.paint_reading(self.drawing.paper, volume, &self.points(volume));
            self.readout_ui(&ends, volume, None);
        }
        self.drawing.axis.paint_volume_line(self.drawing.paper, view.volume, line.has_focus());
        self.drawing.axis.paint_meeting(self.drawing.paper, &self.points(view.volume));
        self.drawing.paint_marks();
        self.stop_ui(ui, view, &ends);
        self.drawing.axis.ribbon_ui(ui, self.drawing.paper, self.scenario, &self.results.envelope);
        let said = self.said(view.volume);
        self.ground.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
        self.outline_ui(ui);
        ends
    }

    /// The names at the ends of the curves.
    fn ends_ui(&self, ui: &Ui, view: &mut View) -> Vec<Rect> {
        let (axis, chart) = (&self.drawing.axis, self.drawing.chart);
        let last = self.reach().1;
        let height = |standing: &Standing| {
            let id = &self.scenario.routes.get(standing.route)?.id;
            let is_hidden = !self.still && standing.candidate && view.hidden.contains(id);
            is_hidden.then(|| (standing.route, chart.cost.position(standing.value)))
        };
        let standings = standings(&subject(self.scenario, self.results), self.frame.measure, self.frame.factor(), last);
        let hidden: Vec<(usize, f32)> = standings.iter().filter_map(height).collect();
        let ends = self.drawing.ends(&hidden);
        ends_ui(ui, axis, (self.drawing.paper, &chart.cost), &ends, self.scenario, view)
    }

    /// What is read at a volume, where it covers neither what it reads nor labels, of which the names at the curves'
    /// `ends` stand so.
    fn readout_ui(&self, ends: &[Rect], volume: u64, walked: Option<usize>) {
        let (paper, chart, line) = (self.drawing.paper, self.drawing.chart, self.drawing.axis.position(volume));
        let (left, right) = (paper.left() + GRID, self.drawing.axis.painter.clip_rect().right() + 2.0 * GRID);
        let within = paper.with_min_x(left).with_max_x(right).shrink2(vec2(0.0, GRID));
        let points = self.points(volume).into_iter().map(|(_, at)| at);
        let marks = chart.marks.iter().flat_map(|mark| mark.ends).map(position);
        let around = |at: Pos2| area(Rect::from_center_size(at, Vec2::splat(3.0 * GRID)));
        let labels = chart.marks.iter().filter_map(|mark| self.drawing.place(mark)).map(area);
        let reading = Rect::from_x_y_ranges(line - CLEAR + 1.0..=line + CLEAR - 1.0, paper.y_range());
        let names = ends.iter().chain([&reading]).copied().map(area);
        let obstacles = Obstacles {
            paths: chart.curves.iter().map(|curve| curve.path.line.clone()).collect(),
            areas: points.chain(marks).map(around).chain(labels).chain(names).collect(),
            led: Vec::new(),
        };
        let place = |size: Vec2| rect(calmest(line, size.into(), &area(within), &obstacles)).min;
        let width = (right - line).max(line - left) - CLEAR;
        readout::readout_ui(&self.ground, place, width, volume, &self.lines(volume, walked));
    }

    fn volume_line(&self, ui: &mut Ui, track: &Track, view: &mut View) -> Response {
        let x = self.drawing.axis.position(view.volume);
        let tag = volume_tag(self.drawing.paper, x, 40.0);
        volume_line_ui(ui, self.drawing.paper, tag, track, &mut view.volume)
    }

    /// The volumes that a pointer snaps to.
    fn telling(&self) -> Vec<u64> {
        let crossovers = self.results.envelope.crossovers.iter().map(|crossover| crossover.volume);
        let quotes = self.drawing.chart.quotes.iter().map(|quote| quote.volume);
        crossovers.chain(quotes).chain(self.scenario.volumes.iter().copied()).collect()
    }

    fn standings(&self, volume: u64) -> Vec<Standing> {
        let all = standings(&subject(self.scenario, self.results), self.frame.measure, self.frame.factor(), volume);
        let drawn = |standing: &Standing| self.drawing.chart.curves.iter().any(|curve| curve.route == standing.route);
        all.into_iter().filter(drawn).collect()
    }

    #[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
    fn points(&self, volume: u64) -> Vec<(Look, Pos2)> {
        let chart = self.drawing.chart;
        let place = |value: f64| [chart.volume.position(volume as f64), chart.cost.position(value)];
        let standings = self.standings(volume);
        let candidates = standings.iter().filter(|standing| standing.candidate);
        candidates.map(|it| (self.drawing.axis.looks[it.route], position(place(it.value)))).collect()
    }

    /// The route whose curve is the next above a place between two curves at a volume.
    fn above(&self, volume: u64, place: Pos2) -> Option<usize> {
        let standings = self.standings(volume);
        let height = |standing: &Standing| self.drawing.chart.cost.position(standing.value);
        let (over, under): (Vec<&Standing>, Vec<&Standing>) =
            standings.iter().filter(|it| it.candidate).partition(|it| height(it) < place.y);
        let next = over.into_iter().max_by(|a, b| height(a).total_cmp(&height(b)));
        next.filter(|_| !under.is_empty()).map(|standing| standing.route)
    }

    /// All that is read at a volume, the cheapest first, those that do not compete last.
    fn lines(&self, volume: u64, walked: Option<usize>) -> Vec<Line> {
        let mut standings = self.standings(volume);
        standings.sort_by(|a, b| a.evaluation.total.total_cmp(&b.evaluation.total));
        standings.sort_by_key(|standing| !standing.candidate);
        let subject = subject(self.scenario, self.results);
        let drawn = self.bands.and_then(|bands| bands::at(bands, volume));
        let band = |standing: &Standing| {
            let (low, high) = bands::spread(drawn.as_ref()?, standing.route)?;
            let value = |total: f64| self.frame.measure.of(total, volume.max(1)) * self.frame.factor();
            Some((value(low), value(high)))
        };
        let line = |standing: Standing| Line {
            band: band(&standing).filter(|_| standing.candidate),
            instead: (!standing.candidate).then(|| instead(&subject, standing.route)),
            walked: walked == Some(standing.route),
            look: self.drawing.axis.looks[standing.route],
            name: self.drawing.axis.names[standing.route].clone(),
            standing,
        };
        standings.into_iter().map(line).collect()
    }

    /// What a person would say of the chart.
    fn said(&self, volume: u64) -> String {
        let message = sentences::message(self.scenario, &self.results.envelope, volume);
        let at = self.lines(volume, None);
        let values = at
            .iter()
            .filter(|line| line.instead.is_none())
            .map(|line| format!("{} {}", line.name, text::cost(line.standing.value)));
        let likely = if self.results.uncertain { " With likely figures." } else { "" };
        format!("{message}. At {}: {}.{likely}", text::parts(volume), values.collect::<Vec<_>>().join(", "))
    }
}
