//! How sure is the answer, and what does it cost to be wrong? Chance of being cheapest and expected
//! regret by volume, over the same axis as the chart.

use eframe::egui::accesskit::Role;
use eframe::egui::{Align2, Pos2, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::analysis::monte_carlo::PointSummary;
use crate::analysis::risk_findings::RiskFinding;
use crate::charts::cost_curves::{Stretch, Subject};
use crate::charts::look::{Look, looks};
use crate::charts::risk_curves::{self, RiskCurve, RiskCurves, RiskFrame};
use crate::charts::scale::Scale;
use crate::charts::{risk_text, sentences, text};
use crate::model::Scenario;
use crate::session::{Results, Task};
use crate::ui::charts::cost_curves::{area, label_width, paper};
use crate::ui::charts::ends::{EndLabel, ends_ui, hidden_routes};
use crate::ui::charts::heading::{Heading, OUTDATED, STOPPED};
use crate::ui::charts::marks::{paint_band, paint_line};
use crate::ui::charts::readout::{self, Row};
use crate::ui::charts::segments::switch_ui;
use crate::ui::charts::volume_axis::{VolumeAxis, paint_levels, ribbon_rect, volume_tag};
use crate::ui::charts::volume_line::{Track, take_crossover_keys, volume_line_ui};
use crate::ui::charts::zoom;
use crate::ui::theme::{self, CURVE, GRID, Palette};
use crate::ui::view::View;
use crate::ui::widgets::sentence_ui;

/// Room between the two charts, for the caption of the lower one.
const BETWEEN: f32 = 28.0;
/// Least distance of labels at the upright axes.
const TICK_SPACING: f32 = 28.0;

/// Draws the tab.
pub fn risk_ui(ui: &mut Ui, scenario: &Scenario, results: &Results, view: &mut View) {
    view.volume = view.volume.clamp(scenario.range.0.max(1), scenario.range.1.max(1));
    let subject = Subject { scenario, case: &results.case, envelope: &results.envelope };
    let points = results.points_at(view.volume);
    header_ui(ui, &subject, results, view, points.as_ref());
    ui.add_space(GRID);
    let room = ui.available_rect_before_wrap();
    let names: Vec<String> = (0..scenario.routes.len()).map(|route| sentences::label(scenario, route)).collect();
    let whole = paper(room, label_width(ui, &names), true);
    let height = ((whole.height() - BETWEEN) / 2.0).round();
    let above = Rect::from_min_max(whole.min, pos2(whole.right(), whole.top() + height));
    let below = Rect::from_min_max(pos2(whole.left(), above.bottom() + BETWEEN), whole.max);
    let response = ui.allocate_rect(room, Sense::hover());
    let ground = ui.interact(whole, response.id.with("ground"), Sense::click_and_drag());
    let frame = RiskFrame {
        volume_log: view.volume_log,
        cost_log: view.cost_log,
        volumes: view.volumes,
        hidden: view.hidden.clone(),
        papers: [area(above), area(below)],
    };
    let bands = results.bands.as_ref();
    let curves = RiskCurves::new(&subject, bands.map(|bands| &bands.value), &frame);
    zoom::zoom_ui(ui, &ground, &curves.volume, None, scenario.range, view);
    let looks = looks(scenario);
    let axis = VolumeAxis {
        painter: &ui.painter_at(room.expand(GRID)),
        palette: Palette::of(ui),
        scale: &curves.volume,
        ribbon: &curves.ribbon,
        zones: &[],
        looks: &looks,
        names: &names,
        volumes: &scenario.volumes,
        current: view.volume,
    };
    let outdated = bands.is_none_or(|bands| bands.revision != results.revision);
    let tab = Tab { subject, results, curves: &curves, axis, whole, papers: [above, below], outdated, ground };
    tab.show(ui, view);
}

fn header_ui(
    ui: &mut Ui,
    subject: &Subject,
    results: &Results,
    view: &mut View,
    points: Option<&(Vec<PointSummary>, bool)>,
) {
    let title = match points {
        Some((points, _)) => risk_curves::message(subject, points),
        None if results.is_stopped(&view.demand(results)) => STOPPED.to_owned(),
        None => "Drawing outcomes …".to_owned(),
    };
    let subtitle = if results.uncertain {
        "Chance of being cheapest, by volume; ribbon: least cost on average".to_owned()
    } else {
        "No input is a range, so every outcome is the same: give ranges to what is not certain".to_owned()
    };
    let outdated = points.is_some_and(|(_, is_fresh)| !is_fresh);
    Heading { title, subtitle, outdated }.show(ui, |ui, from_right| {
        let volume_log = view.volume_log;
        let volume = |ui: &mut Ui, view: &mut View| {
            switch_ui(ui, &mut view.volume_log, "Log volume", "Logarithmic volume axis");
        };
        let cost =
            |ui: &mut Ui, view: &mut View| switch_ui(ui, &mut view.cost_log, "Log cost", "Logarithmic axis of regret");
        if from_right {
            cost(ui, view);
            volume(ui, view);
        } else {
            volume(ui, view);
            cost(ui, view);
        }
        if volume_log != view.volume_log {
            view.volumes = None;
        }
    });
    if let Some((points, is_fresh)) = points.filter(|_| results.uncertain) {
        let most_often = risk_curves::most_often(subject, points, results.samples_at(view.volume));
        let worth = risk_curves::worth(subject, points);
        facts_ui(ui, subject, results, most_often.into_iter().chain(worth), *is_fresh);
    }
}

/// What is said at the volume line, where the first crossover lies, and what was drawn.
fn facts_ui(ui: &mut Ui, subject: &Subject, results: &Results, said: impl Iterator<Item = String>, is_fresh: bool) {
    let palette = Palette::of(ui);
    let line_ui = |ui: &mut Ui, line: String, is_fresh: bool| {
        sentence_ui(ui, &line, theme::regular(theme::LABEL), palette.faded(palette.text_secondary, is_fresh));
    };
    ui.spacing_mut().item_spacing.y = 2.0;
    said.for_each(|line| line_ui(ui, line, is_fresh));
    let first = results.first_crossover.as_ref();
    let is_first_fresh = results.has(first, &Task::FirstCrossover);
    let where_first = first.map_or_else(|| "…".to_owned(), |it| risk_curves::first_crossover(it.value.as_ref()));
    line_ui(ui, where_first, is_first_fresh);
    let overruns = results.overruns.as_ref();
    let said = overruns.map_or_else(|| "…".to_owned(), |it| risk_curves::overruns(subject, &it.value));
    line_ui(ui, said, results.has(overruns, &Task::Overruns));
    let simulation = results.simulation.as_ref().filter(|simulation| simulation.value.clamped > 0);
    if let Some(simulation) = simulation {
        let (samples, of) = (simulation.value.clamped, simulation.value.samples);
        let said = risk_text::sentence(&RiskFinding::Clamped { samples, of }, subject.scenario);
        line_ui(ui, said, simulation.revision == results.revision);
    }
}

/// A line of a route.
type LineOf = fn(&RiskCurve) -> &Vec<[f32; 2]>;
/// Those in the upper and in the lower chart.
const LINES: [LineOf; 2] = [|curve| &curve.chance, |curve| &curve.regret];

struct Tab<'a> {
    subject: Subject<'a>,
    results: &'a Results,
    curves: &'a RiskCurves,
    axis: VolumeAxis<'a>,
    /// Both papers and what is between.
    whole: Rect,
    papers: [Rect; 2],
    outdated: bool,
    ground: Response,
}

impl Tab<'_> {
    fn show(&self, ui: &mut Ui, view: &mut View) {
        let envelope = &self.results.envelope;
        let crossovers = envelope.crossovers.iter().map(|crossover| crossover.volume);
        let telling: Vec<u64> = crossovers.chain(self.axis.volumes.iter().copied()).collect();
        let track = Track { scale: self.axis.scale, range: self.subject.scenario.range, telling: &telling };
        let tag = volume_tag(self.whole, self.axis.position(view.volume), 40.0);
        let line = volume_line_ui(ui, self.whole, tag, &track, &mut view.volume);
        take_crossover_keys(ui, &envelope.crossovers, &mut view.volume);
        self.paint_ground();
        self.ends_ui(ui, view);
        let pointer = self.ground.hover_pos().filter(|_| !line.dragged() && !self.ground.dragged());
        if let Some(volume) = pointer.map(|pointer| track.volume_at(pointer.x)) {
            for (paper, points) in self.papers.into_iter().zip(self.meeting(volume)) {
                self.axis.paint_reading(paper, volume, &points);
            }
            let rows = self.rows(volume);
            readout::rows_ui(&self.ground, &text::parts(volume), &["Cheapest in", "Regret"], &rows);
        }
        self.axis.paint_volume_line(self.whole, view.volume, line.has_focus());
        for (paper, points) in self.papers.into_iter().zip(self.meeting(view.volume)) {
            self.axis.paint_meeting(paper, &points);
        }
        self.paint_caption();
        self.ribbon_ui(ui);
        let said = self.said(view.volume);
        self.ground.widget_info(|| WidgetInfo::labeled(Role::Image, true, &said));
    }

    fn paint_ground(&self) {
        let (painter, palette) = (self.axis.painter, self.axis.palette);
        let [above, below] = self.papers;
        let percent = |share: f64| text::percent(share);
        paint_shares(&self.axis, &self.curves.chance, above, percent);
        paint_levels(painter, palette, &self.curves.regret, below, TICK_SPACING);
        self.axis.paint_volumes(above, false);
        self.axis.paint_volumes(below, true);
        for (paper, line) in self.papers.into_iter().zip(LINES) {
            let clip = paper.expand(CURVE).intersect(painter.clip_rect());
            let mut clipped = painter.with_clip_rect(clip);
            clipped.multiply_opacity(if self.outdated { OUTDATED } else { 1.0 });
            for curve in &self.curves.curves {
                let colour = palette.route(curve.look);
                if paper == above {
                    paint_band(&clipped, &curve.error, colour, false, self.curves.curves.len());
                }
                paint_line(&clipped, line(curve), curve.look, Stroke::new(CURVE, colour));
            }
        }
        self.axis.paint_ribbon(below);
    }

    /// Lets the ribbon say what it shows.
    fn ribbon_ui(&self, ui: &Ui) {
        let said = |stretch: &Stretch| {
            let name = sentences::headline(self.subject.scenario, &stretch.cheapest);
            format!("{name} costs least on average from {} to {}", text::volume(stretch.from), text::parts(stretch.to))
        };
        let place = ribbon_rect(self.papers[1]).expand2(vec2(0.0, GRID));
        let response = ui.interact(place, ui.scope_id().with("ribbon"), Sense::hover());
        response
            .widget_info(|| WidgetInfo::labeled(Role::Image, true, "Route with the lowest expected cost by volume"));
        let all = self.curves.ribbon.iter().map(said).collect::<Vec<_>>().join("; ");
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_value(all));
        let pointed = response
            .hover_pos()
            .and_then(|pointer| self.curves.ribbon.iter().find(|it| it.left <= pointer.x && pointer.x < it.right));
        if let Some(stretch) = pointed {
            readout::list_ui(&response, &said(stretch), &[]);
        }
    }

    /// The names at the ends of the curves, also of those that are hidden.
    fn ends_ui(&self, ui: &Ui, view: &mut View) {
        let values: [fn(&PointSummary) -> f64; 2] = [|point| point.probability_cheapest, |point| point.regret];
        let points = self.results.bands.as_ref().and_then(|bands| bands.value.points.last());
        let hidden = hidden_routes(self.subject.scenario, view);
        for (index, paper) in self.papers.into_iter().enumerate() {
            let drawn = self.curves.curves.iter().filter_map(|curve| {
                let height = LINES[index](curve).last()?[1];
                Some(EndLabel { route: curve.route, look: curve.look, height, hidden: false })
            });
            let upright = [&self.curves.chance, &self.curves.regret][index];
            let hidden = hidden.iter().filter_map(|&route| {
                let point = points?.get(route).filter(|point| point.candidate)?;
                let height = upright.position(values[index](point));
                Some(EndLabel { route, look: *self.axis.looks.get(route)?, height, hidden: true })
            });
            let is_seen = |end: &EndLabel| paper.y_range().expand(1.0).contains(end.height);
            let mut ends: Vec<EndLabel> = drawn.chain(hidden).filter(is_seen).collect();
            // The best stand on top of the one chart and at the bottom of the other.
            ends.sort_by(|a, b| if index == 0 { a.height.total_cmp(&b.height) } else { b.height.total_cmp(&a.height) });
            ends_ui(ui, &self.axis, (paper, upright), &ends, self.subject.scenario, view);
        }
    }

    /// The lower chart's caption, over the volume line.
    fn paint_caption(&self) {
        let (painter, palette, below) = (self.axis.painter, self.axis.palette, self.papers[1]);
        let currency = &self.subject.scenario.currency;
        let short = format!("Expected regret, {currency}");
        let font = theme::regular(theme::LABEL);
        let lay_out = |caption: String| painter.layout_no_wrap(caption, font.clone(), palette.text_secondary);
        let whole = lay_out(format!("{short}: cost of choosing a route against hindsight"));
        let galley = if whole.size().x <= below.width() { whole } else { lay_out(short) };
        let place = Rect::from_min_size(pos2(below.left(), below.top() - GRID - 2.0 - galley.size().y), galley.size());
        painter.rect_filled(place.expand2(vec2(2.0, 0.0)), 0.0, palette.canvas);
        painter.galley(place.min, galley, palette.text_secondary);
    }

    fn drawn(&self, volume: u64) -> Vec<(Look, usize, PointSummary)> {
        let bands = self.results.bands.as_ref();
        let points = bands.and_then(|bands| crate::charts::bands::at(&bands.value, volume)).unwrap_or_default();
        let curves = self.curves.curves.iter();
        let found = curves.filter_map(|curve| Some((curve.look, curve.route, *points.get(curve.route)?)));
        found.filter(|(_, _, point)| point.candidate).collect()
    }

    /// Where the curves of either paper are at a volume.
    fn meeting(&self, volume: u64) -> [Vec<(Look, Pos2)>; 2] {
        let (x, drawn) = (self.axis.position(volume), self.drawn(volume));
        let on = |scale: &Scale, value: fn(&PointSummary) -> f64| {
            drawn.iter().map(|(look, _, point)| (*look, pos2(x, scale.position(value(point))))).collect()
        };
        [on(&self.curves.chance, |point| point.probability_cheapest), on(&self.curves.regret, |point| point.regret)]
    }

    fn rows(&self, volume: u64) -> Vec<Row> {
        let mut drawn = self.drawn(volume);
        drawn.sort_by(|a, b| a.2.regret.total_cmp(&b.2.regret));
        let row = |(place, (look, route, point)): (usize, (Look, usize, PointSummary))| Row {
            look,
            name: self.axis.names[route].clone(),
            figures: vec![
                risk_text::estimated_within(point.probability_cheapest, point.standard_error),
                text::rounded(point.regret, 2),
            ],
            best: place == 0,
        };
        drawn.into_iter().enumerate().map(row).collect()
    }

    /// What a person would say of the charts.
    fn said(&self, volume: u64) -> String {
        let rows = self.rows(volume);
        let each = rows.iter().map(|row| format!("{} in {}, regret {}", row.name, row.figures[0], row.figures[1]));
        format!(
            "Chance of being cheapest and expected regret at {}: {}.",
            text::parts(volume),
            each.collect::<Vec<_>>().join("; ")
        )
    }
}

/// Draws the lines and labels of an axis of shares, at its quarters.
fn paint_shares(axis: &VolumeAxis, scale: &Scale, paper: Rect, label: impl Fn(f64) -> String) {
    for quarter in 0..=4_u8 {
        let share = f64::from(quarter) / 4.0;
        let y = scale.position(share);
        axis.painter.hline(paper.x_range(), y, Stroke::new(theme::HAIRLINE, axis.palette.grid));
        let at = pos2(paper.left() - 2.0 * GRID, y);
        axis.painter.text(
            at,
            Align2::RIGHT_CENTER,
            label(share),
            theme::regular(theme::CAPTION),
            axis.palette.text_weak,
        );
    }
}
