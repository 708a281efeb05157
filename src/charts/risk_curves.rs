//! How sure is the answer along the volume axis, and what does it cost to be wrong?
//!
//! Above: the chance that a route is the cheapest, with one standard error on either side. Below: its
//! expected regret, mean(TC − min TC), what choosing it costs on average against hindsight. The route
//! with the least regret has the least expected cost, and its regret is what perfect information is worth.

use std::collections::BTreeSet;

use super::bands::BandPath;
use super::cost_curves::{Stretch, Subject, runs_ribbon};
use super::fit;
use super::look::{Look, looks};
use super::placing::Area;
use super::risk_text::estimated;
use super::scale::Scale;
use super::sentences::{headline, names};
use super::text::{parts, rounded};
use crate::analysis::bands::Bands;
use crate::analysis::crossover::Run;
use crate::analysis::feasibility::is_ruled_out;
use crate::analysis::monte_carlo::{CrossoverVolumes, PointSummary};
use crate::analysis::overrun::{OVERRUN, Overrun};
use crate::analysis::risk_findings::cheapest_most_often;

/// Share of either axis that stays free at its end.
const FREE: f64 = 0.05;
/// A logarithmic axis of regret spans at most so many times its greatest.
const SPAN: f64 = 3e3;

/// A chance of overrunning the plan under this is not told by itself.
const TELLING_CHANCE: f64 = 0.01;

/// How it is looked at, and on which papers.
#[derive(Clone, Debug, PartialEq)]
pub struct RiskFrame {
    /// Whether the volume axis is logarithmic.
    pub volume_log: bool,
    /// Whether the axis of regret is logarithmic.
    pub cost_log: bool,
    /// The volumes in view; all of interest where absent.
    pub volumes: Option<(f64, f64)>,
    /// Ids of the routes that are not drawn.
    pub hidden: BTreeSet<String>,
    /// Where chances are drawn, and where regrets, in points.
    pub papers: [Area; 2],
}

/// A route's curves.
#[derive(Clone, Debug, PartialEq)]
pub struct RiskCurve {
    /// Index of the route.
    pub route: usize,
    /// What sets it apart.
    pub look: Look,
    /// Its chance of being cheapest.
    pub chance: Vec<[f32; 2]>,
    /// One standard error on either side of it.
    pub error: BandPath,
    /// Its expected regret.
    pub regret: Vec<[f32; 2]>,
}

/// Both charts, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct RiskCurves {
    /// The volume axis.
    pub volume: Scale,
    /// The axis of chances, as fractions.
    pub chance: Scale,
    /// The axis of regrets, in the scenario's currency.
    pub regret: Scale,
    /// The curves of the routes shown, in the routes' order.
    pub curves: Vec<RiskCurve>,
    /// Who costs least on average, from each volume that was drawn to the next.
    pub ribbon: Vec<Stretch>,
}

impl RiskCurves {
    /// The charts of a subject, with curves where there are draws.
    #[must_use]
    pub fn new(subject: &Subject, bands: Option<&Bands>, frame: &RiskFrame) -> Self {
        let [above, below] = frame.papers;
        let (from, to) = frame.volumes.unwrap_or_else(|| fit::volumes(subject, frame.volume_log));
        let volume = Scale::new(frame.volume_log, from, to, above.left, above.right);
        let (low, high) = bands.map_or(no_regret(frame.cost_log), |bands| regrets(bands, (from, to), frame.cost_log));
        let regret = Scale::new(frame.cost_log, low, high, below.bottom, below.top);
        let chance = Scale::new(false, 0.0, 1.0, above.bottom, above.top);
        let shown = looks(subject.scenario).into_iter().enumerate().zip(&subject.scenario.routes);
        let shown = shown.filter(|(_, route)| !frame.hidden.contains(&route.id)).map(|(it, _)| it);
        let curve = |(route, look): (usize, Look)| {
            let mut curve =
                RiskCurve { route, look, chance: Vec::new(), error: BandPath::default(), regret: Vec::new() };
            let mut error = Vec::new();
            for (at, point, spread) in bands.into_iter().flat_map(|bands| of_route(bands, route)) {
                let (x, p) = (volume.position(at), point.probability_cheapest);
                curve.chance.push([x, chance.position(p)]);
                error.push([x, chance.position((p + spread).min(1.0)), chance.position((p - spread).max(0.0))]);
                curve.regret.push([x, regret.position(point.regret)]);
            }
            curve.error.pieces.push(error);
            curve
        };
        let curves = shown.map(curve).collect();
        let ribbon = bands.map_or_else(Vec::new, |bands| runs_ribbon(&averages(bands), &volume));
        Self { volume, chance, regret, curves, ribbon }
    }
}

/// The runs of volumes in which the same route costs least on average.
fn averages(bands: &Bands) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (&at, points) in bands.volumes.iter().zip(&bands.points) {
        let cheapest: Vec<usize> = recommended(points).into_iter().collect();
        if let Some(last) = runs.last_mut() {
            last.to = at - 1;
        }
        if runs.last().is_none_or(|last| last.cheapest != cheapest) {
            runs.push(Run { from: at, to: at, cheapest });
        }
    }
    runs.last_mut().into_iter().zip(bands.volumes.last()).for_each(|(last, end)| last.to = *end);
    runs
}

/// Volume, figures and standard error of the chance of a route, where it competes.
fn of_route(bands: &Bands, route: usize) -> impl Iterator<Item = (f64, &PointSummary, f64)> {
    let drawn = bands.volumes.iter().zip(&bands.points).enumerate();
    drawn.filter_map(move |(index, (&at, points))| {
        let point = points.get(route).filter(|point| point.candidate)?;
        let better = bands.errors.as_ref().and_then(|errors| errors.get(index)?.get(route));
        Some((volume(at), point, better.map_or(point.standard_error, |error| error.probability_cheapest)))
    })
}

/// The regrets in view: those of every route that is recommended somewhere in view.
fn regrets(bands: &Bands, (from, to): (f64, f64), logarithmic: bool) -> (f64, f64) {
    let seen = || bands.volumes.iter().zip(&bands.points).filter(|(at, _)| (from..=to).contains(&volume(**at)));
    let best: BTreeSet<usize> = seen().filter_map(|(_, points)| recommended(points)).collect();
    let of_best = || seen().flat_map(|(_, points)| best.iter().filter_map(|route| points.get(*route)));
    let positive = || of_best().map(|point| point.regret).filter(|regret| regret.is_finite() && *regret > 0.0);
    let high = positive().fold(0.0, f64::max);
    if high <= 0.0 {
        return no_regret(logarithmic);
    }
    if logarithmic {
        let low = positive().fold(high, f64::min).max(high / SPAN);
        let free = (high / low).max(10.0).powf(FREE);
        (low / free, high * free)
    } else {
        (0.0, high * (1.0 + FREE))
    }
}

/// The ends of the axis where no regret is known or there is none.
fn no_regret(logarithmic: bool) -> (f64, f64) {
    if logarithmic { (1.0, 1_000.0) } else { (0.0, 1.0) }
}

/// The route with the least expected cost among those that compete.
#[must_use]
pub fn recommended(points: &[PointSummary]) -> Option<usize> {
    let competing = points.iter().enumerate().filter(|(_, point)| point.candidate);
    competing.min_by(|a, b| a.1.mean.total_cmp(&b.1.mean)).map(|(route, _)| route)
}

/// What is recommended, and how sure that is.
#[must_use]
pub fn message(subject: &Subject, points: &[PointSummary]) -> String {
    let Some(best) = recommended(points) else { return "No route to compare".to_owned() };
    let name = headline(subject.scenario, &[best]);
    if is_ruled_out(subject.scenario, best) {
        return format!("{name} cannot make it, though it costs least on average");
    }
    let chance = of_outcomes(estimated(points[best].probability_cheapest));
    format!("{name} costs least on average, cheapest in {chance}")
}

/// Who is cheapest most often by so many draws, where that is another than what is recommended.
#[must_use]
pub fn most_often(subject: &Subject, points: &[PointSummary], samples: u64) -> Option<String> {
    let (other, chance) = cheapest_most_often(recommended(points)?, points, samples)?;
    let unable = if is_ruled_out(subject.scenario, other) { ", which cannot make the part" } else { "" };
    let (name, chance) = (names(subject.scenario, &[other]), of_outcomes(estimated(chance)));
    Some(format!("Cheapest most often is {name}{unable}: in {chance}."))
}

/// Shares of outcomes, of which the last may be all or none.
fn of_outcomes(shares: String) -> String {
    match shares.strip_suffix("none") {
        Some(before) => format!("{before}no outcome"),
        None if shares.ends_with("all") => shares + " outcomes",
        None => shares + " of outcomes",
    }
}

/// What it costs on average to be wrong at a volume.
#[must_use]
pub fn worth(subject: &Subject, points: &[PointSummary]) -> Option<String> {
    let best = recommended(points)?;
    let (name, regret) = (names(subject.scenario, &[best]), points[best].regret);
    if regret <= 0.5 {
        return Some(format!("{name} is cheapest in every draw: to know more is worth nothing here."));
    }
    let (regret, currency) = (rounded(regret, 2), &subject.scenario.currency);
    Some(format!("Knowing everything beforehand would be worth {regret} {currency}."))
}

/// Which routes may well cost far more than planned: "Over 1.4 × plan at 20,000 parts: CM in 31 % of outcomes; the
/// others in under 1 %.".
#[must_use]
pub fn overruns(subject: &Subject, overruns: &[Overrun]) -> String {
    let told: Vec<String> = overruns
        .iter()
        .enumerate()
        .filter(|(_, overrun)| overrun.chance >= TELLING_CHANCE)
        .map(|(route, overrun)| format!("{} in {}", names(subject.scenario, &[route]), estimated(overrun.chance)))
        .collect();
    let planned = parts(subject.case.planned_units());
    let others = if told.len() < overruns.len() { "; the others in under 1 %" } else { "" };
    if told.is_empty() {
        return format!("Over {OVERRUN} × plan at {planned}: every route in under 1 % of outcomes.");
    }
    format!("Over {OVERRUN} × plan at {planned}: {}{others}.", of_outcomes(told.join(", ")))
}

#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
fn volume(parts: u64) -> f64 {
    parts as f64
}

/// Where the first crossover lies.
#[must_use]
pub fn first_crossover(volumes: Option<&CrossoverVolumes>) -> String {
    let Some(volumes) = volumes else { return "The cheapest route changes within the range in no outcome.".to_owned() };
    let without = match volumes.none {
        none if none <= 0.0 => String::new(),
        none if none < 0.01 => "; none in under 1 %".to_owned(),
        none => format!("; none in {}", estimated(none)),
    };
    let [low, high] = [volumes.p10, volumes.p90].map(|volume| rounded(volume, 2));
    format!("First crossover in 80 % of outcomes: {low} to {high} parts{without}.")
}
