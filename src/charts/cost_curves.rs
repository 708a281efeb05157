//! What does the chart of cost against volume show?
//!
//! A curve a route, sampled at every column of pixels; the winner of each run as a ribbon; the
//! crossovers; the volumes of interest; the quoted prices. Everything comes with its place on the
//! paper, in points, so that whoever draws it only draws.

use std::collections::BTreeSet;

use super::contested::{self, Change};
use super::curve_path::{CurvePath, curve_path};
use super::fit;
use super::look::{Look, looks};
use super::placing::{Area, Obstacles, beside};
use super::scale::Scale;
use super::text;
use crate::analysis::crossover::{Envelope, Run};
use crate::analysis::curve::{Measure, Samples};
use crate::cost::Case;
use crate::model::Scenario;
use crate::model::route::Basis;

/// What is charted.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The scenario.
    pub scenario: &'a Scenario,
    /// Its likely case.
    pub case: &'a Case,
    /// Who is cheapest, over the scenario's range.
    pub envelope: &'a Envelope,
}

/// How it is looked at, and on which paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Unit cost or total.
    pub measure: Measure,
    /// Unit costs are for so many parts.
    pub per: u32,
    /// Whether the volume axis is logarithmic.
    pub volume_log: bool,
    /// Whether the cost axis is logarithmic.
    pub cost_log: bool,
    /// The volumes in view; all of interest where absent.
    pub volumes: Option<(f64, f64)>,
    /// The costs in view; what fits the curves where absent.
    pub costs: Option<(f64, f64)>,
    /// Ids of the routes that are not drawn.
    pub hidden: BTreeSet<String>,
    /// Where the curves are drawn, in points.
    pub paper: Area,
    /// Pixels in a point.
    pub pixels_per_point: f32,
}

impl Frame {
    /// What a value is multiplied with before it is drawn or written.
    #[must_use]
    pub fn factor(&self) -> f64 {
        match self.measure {
            Measure::Unit => f64::from(self.per),
            Measure::Total => 1.0,
        }
    }
}

/// A route's curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Index of the route.
    pub route: usize,
    /// What sets it apart.
    pub look: Look,
    /// The curve.
    pub path: CurvePath,
    /// Height at which it reaches the right edge; beyond the paper less than a point beyond its edge, so that
    /// those further out are still further out.
    pub end: Option<f32>,
}

/// A stretch of the ribbon with the same cheapest routes.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// Left edge.
    pub left: f32,
    /// Right edge.
    pub right: f32,
    /// First volume of the run.
    pub from: u64,
    /// Last volume of the run.
    pub to: u64,
    /// Indices of the cheapest routes.
    pub cheapest: Vec<usize>,
}

/// A crossover on the chart, or a stretch of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Which crossovers.
    pub change: Change,
    /// Where the first and the last stand.
    pub ends: [[f32; 2]; 2],
    /// What it says.
    pub label: String,
    /// Where that stands; nowhere if there is no room.
    pub place: Option<Area>,
    /// Where it stands instead while the volume line runs across that place.
    pub aside: Option<Area>,
}

impl Mark {
    /// Where the label stands while the volume line stands at `line`.
    #[must_use]
    pub fn place_beside(&self, line: f32) -> Option<Area> {
        let is_crossed = |place: &Area| place.grown(BESIDE_LINE).left < line && line < place.grown(BESIDE_LINE).right;
        self.aside.filter(|_| self.place.as_ref().is_some_and(is_crossed)).or(self.place)
    }
}

/// A label is this far from the volume line.
const BESIDE_LINE: f32 = 4.0;

/// A quoted price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuotePoint {
    /// Index of the route.
    pub route: usize,
    /// The quantity quoted, as it stands in the table.
    pub from: u64,
    /// The quantity quoted, as accepted parts.
    pub volume: u64,
    /// Where it stands on the route's curve.
    pub position: [f32; 2],
}

/// The chart, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct CostCurves {
    /// The volume axis.
    pub volume: Scale,
    /// The cost axis.
    pub cost: Scale,
    /// The curves of the routes shown, in the routes' order.
    pub curves: Vec<Curve>,
    /// The ribbon, from left to right.
    pub ribbon: Vec<Stretch>,
    /// The crossovers in view, from left to right.
    pub marks: Vec<Mark>,
    /// The quoted prices in view.
    pub quotes: Vec<QuotePoint>,
    /// What the curves were drawn from.
    samples: Samples,
}

impl CostCurves {
    /// The chart of a subject. `text_size` gives width and height of a label in points.
    #[must_use]
    pub fn new(subject: &Subject, frame: &Frame, text_size: &dyn Fn(&str) -> [f32; 2]) -> Self {
        Self::after(None, subject, frame, text_size)
    }

    /// The same chart, made in less time where the one `before` had some of the curves.
    #[must_use]
    pub fn after(
        before: Option<&Self>,
        subject: &Subject,
        frame: &Frame,
        text_size: &dyn Fn(&str) -> [f32; 2],
    ) -> Self {
        let paper = frame.paper;
        let (from, to) = frame.volumes.unwrap_or_else(|| fit::volumes(subject, frame.volume_log));
        let volume = Scale::new(frame.volume_log, from, to, paper.left, paper.right);
        let columns = columns(&volume, subject.scenario.range, frame.pixels_per_point);
        let shown = shown(subject.scenario, &frame.hidden);
        let routes = shown.iter().map(|&(route, _)| route);
        let samples = Samples::new(subject.case, routes, frame.measure, columns, before.map(|chart| &chart.samples));
        let (low, high) = frame.costs.unwrap_or_else(|| fit::costs(subject, &samples.curves, frame));
        let cost = Scale::new(frame.cost_log, low, high, paper.bottom, paper.top);
        let curves = shown.iter().zip(&samples.curves).map(|(&(route, look), columns)| {
            let path = curve_path(columns, &volume, &cost, frame.factor());
            let end = path.line.last().map(|point| kept(point[1], paper));
            Curve { route, look, path, end }
        });
        let mut chart = Self {
            curves: curves.collect(),
            ribbon: ribbon(subject.envelope, &volume),
            marks: Vec::new(),
            quotes: Vec::new(),
            volume,
            cost,
            samples,
        };
        chart.quotes = chart.quote_points(subject, frame);
        chart.marks = chart.crossover_marks(subject, frame, text_size);
        chart
    }

    /// Where a route's value at a volume stands.
    #[must_use]
    pub fn point(&self, case: &Case, frame: &Frame, route: usize, volume: u64) -> Option<[f32; 2]> {
        let evaluation = (route < case.route_count()).then(|| case.evaluate(route, volume))?;
        let value = frame.measure.of(evaluation.total, volume) * frame.factor();
        evaluation.candidate.then(|| [self.volume.position(parts(volume)), self.cost.position(value)])
    }

    fn quote_points(&self, subject: &Subject, frame: &Frame) -> Vec<QuotePoint> {
        let mut points = Vec::new();
        for curve in &self.curves {
            let quote = subject.scenario.routes.get(curve.route).and_then(|route| route.quote.as_ref());
            for quoted in quote.map_or(&[][..], |quote| &quote.breaks) {
                let basis = quote.map_or(Basis::Accepted, |quote| quote.basis);
                let volume = accepted(subject.case, curve.route, basis, quoted.0);
                if let Some(position) = self.point(subject.case, frame, curve.route, volume)
                    && volume >= subject.scenario.range.0
                    && within(frame.paper, position)
                {
                    points.push(QuotePoint { route: curve.route, from: quoted.0, volume, position });
                }
            }
        }
        points
    }

    fn crossover_marks(&self, subject: &Subject, frame: &Frame, text_size: &dyn Fn(&str) -> [f32; 2]) -> Vec<Mark> {
        let crossovers = &subject.envelope.crossovers;
        let drawn = |route: &usize| self.curves.iter().any(|curve| curve.route == *route);
        let mut marks: Vec<Mark> = contested::changes(crossovers, &self.volume)
            .into_iter()
            .filter_map(|change| {
                let these = change.of(crossovers);
                let point = |index: usize| {
                    let crossover = these.get(index)?;
                    self.point(subject.case, frame, *crossover.after.first()?, crossover.volume)
                };
                let ends = [point(0)?, point(these.len().checked_sub(1)?)?];
                let seen = ends.iter().any(|end| within(frame.paper, *end));
                let known = these.iter().all(|it| it.before.iter().chain(&it.after).any(drawn));
                let label = mark_label(subject, frame, change)?;
                (seen && known).then_some(Mark { change, ends, label, place: None, aside: None })
            })
            .collect();
        self.place_labels(&mut marks, frame.paper, &subject.scenario.volumes, text_size);
        marks
    }

    fn place_labels(&self, marks: &mut [Mark], paper: Area, volumes: &[u64], text_size: &dyn Fn(&str) -> [f32; 2]) {
        let around = |point: [f32; 2]| Area { left: point[0], top: point[1], right: point[0], bottom: point[1] };
        let mut obstacles = Obstacles {
            paths: self.curves.iter().map(|curve| curve.path.line.clone()).collect(),
            areas: marks.iter().flat_map(|mark| mark.ends).map(|end| around(end).grown(6.0)).collect(),
            led: Vec::new(),
        };
        obstacles.areas.extend(self.quotes.iter().map(|quote| around(quote.position).grown(6.0)));
        let upright = |volume: &u64| {
            let x = self.volume.position(parts(*volume));
            vec![[x, paper.top], [x, paper.bottom]]
        };
        for mark in marks {
            let size = text_size(&mark.label);
            // The lines at the volumes of interest are kept clear of where there is room enough.
            let curves = obstacles.paths.len();
            obstacles.paths.extend(volumes.iter().map(upright));
            mark.place = beside(mark.ends[0], size, &paper.grown(-2.0), &obstacles);
            obstacles.paths.truncate(curves);
            mark.place = mark.place.or_else(|| beside(mark.ends[0], size, &paper.grown(-2.0), &obstacles));
            if mark.place.is_none() {
                // Rather a line across a label than no label.
                let led = std::mem::take(&mut obstacles.led);
                mark.place = beside(mark.ends[0], size, &paper.grown(-2.0), &obstacles);
                obstacles.led = led;
            }
            if let Some(place) = mark.place {
                obstacles.take_in(mark.ends[0], place);
                let column = Area { top: paper.top, bottom: paper.bottom, ..place.grown(2.0 * BESIDE_LINE) };
                obstacles.areas.push(column);
                mark.aside = beside(mark.ends[0], size, &paper.grown(-2.0), &obstacles);
                obstacles.areas.pop();
            }
            if let Some(aside) = mark.aside {
                obstacles.take_in(mark.ends[0], aside);
            }
        }
    }
}

/// A height, less than a point beyond the paper's edges where it lies beyond them.
fn kept(height: f32, paper: Area) -> f32 {
    let beyond = |distance: f32| if distance.is_finite() { distance / (distance + 1_000.0) } else { 1.0 };
    let within = height.clamp(paper.top, paper.bottom);
    within - beyond((paper.top - height).max(0.0)) + beyond((height - paper.bottom).max(0.0))
}

fn shown(scenario: &Scenario, hidden: &BTreeSet<String>) -> Vec<(usize, Look)> {
    let all = looks(scenario).into_iter().enumerate();
    all.zip(&scenario.routes).filter(|(_, route)| !hidden.contains(&route.id)).map(|(it, _)| it).collect()
}

#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
fn parts(volume: u64) -> f64 {
    volume as f64
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate, and NaN becomes 0")]
fn whole(volume: f64) -> u64 {
    volume as u64
}

fn within(paper: Area, point: [f32; 2]) -> bool {
    paper.grown(0.5).holds(&Area { left: point[0], top: point[1], right: point[0], bottom: point[1] })
}

/// The whole volumes in each column of pixels; columns without one are left out, and one with several begins
/// where the one before it ended.
fn columns(volume: &Scale, range: (u64, u64), pixels_per_point: f32) -> Vec<(u64, u64)> {
    let (start, end) = volume.paper();
    let pixel = 1.0 / pixels_per_point.max(0.1);
    let mut columns = Vec::new();
    let (low, high) = volume.ends();
    let (mut next, last) = (whole(low.ceil()).max(range.0.max(1)), whole(high.floor()).min(range.1));
    let mut edge = start;
    while edge < end && next <= last {
        edge += pixel;
        let to = if edge < end { whole(volume.value(edge).ceil()).saturating_sub(1).min(last) } else { last };
        if to >= next {
            let from = if to > next && !columns.is_empty() { next - 1 } else { next };
            columns.push((from, to));
            next = to + 1;
        }
    }
    columns
}

/// The ribbon of an envelope on a volume axis.
#[must_use]
pub fn ribbon(envelope: &Envelope, volume: &Scale) -> Vec<Stretch> {
    runs_ribbon(&envelope.runs, volume)
}

/// The runs as stretches of an axis, without those that are not on it.
#[must_use]
pub fn runs_ribbon(runs: &[Run], volume: &Scale) -> Vec<Stretch> {
    let (left, right) = volume.paper();
    let edge = |parts_: u64| volume.position(parts(parts_)).clamp(left, right);
    let stretches = runs.iter().map(|run| Stretch {
        left: edge(run.from),
        right: edge(run.to + 1),
        from: run.from,
        to: run.to,
        cheapest: run.cheapest.clone(),
    });
    stretches.filter(|stretch| stretch.right > stretch.left).collect()
}

/// The fewest accepted parts for which a quoted quantity is reached.
fn accepted(case: &Case, route: usize, basis: Basis, quantity: u64) -> u64 {
    if basis == Basis::Accepted {
        return quantity.max(1);
    }
    let (mut low, mut high) = (1, quantity.max(1));
    while low < high {
        let middle = u64::midpoint(low, high);
        if case.evaluate(route, middle).starts >= parts(quantity) { high = middle } else { low = middle + 1 }
    }
    low
}

fn mark_label(subject: &Subject, frame: &Frame, change: Change) -> Option<String> {
    let these = change.of(&subject.envelope.crossovers);
    let (first, last) = (these.first()?, these.last()?);
    if change.is_zone() {
        let (from, to) = (text::volume(first.volume), text::parts(last.volume));
        return Some(format!("{from} – {to} · {} changes", these.len()));
    }
    let value = frame.measure.of(contested::total_at(subject.case, first)?, first.volume) * frame.factor();
    Some(format!("{} · {}", text::parts(first.volume), text::cost(value)))
}
