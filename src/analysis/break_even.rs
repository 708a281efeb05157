//! At which values of an input does the winner change?
//!
//! A stepped total jumps over equality, so a flip is a bracket, bisected to 1e-10. The answer is
//! certified where the input touches one route and that route's total is monotone in it, or where
//! every touched total is a straight line in it; else the bounds are scanned, and the answer says
//! "grid". docs/model.md, section 5, "Break-even".

mod shape;

use super::interrupt::Interrupt;
use super::winner::Standing;
use crate::cost::case::resolve_route;
use crate::cost::{Case, Evaluation, as_parts};
use crate::model::inputs::{Bounds, LARGEST_COUNT, find, put};
use crate::model::{Estimate, Scenario};
use shape::Response;

/// At which values of an input the winner changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// All flips found, rising.
    pub flips: Vec<Flip>,
    /// Whether there can be no others.
    pub method: Method,
}

/// A change of the winner between two neighbouring values of the input.
#[derive(Clone, Debug, PartialEq)]
pub struct Flip {
    /// The last value with the old winner.
    pub low: f64,
    /// The first value with the new one.
    pub high: f64,
    /// Index of the winner below.
    pub before: usize,
    /// Index of the winner above.
    pub after: usize,
}

/// How the flips were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Proved complete.
    Certified,
    /// By scanning; a pair of flips closer than the grid may be missed.
    Grid,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BreakEvenError {
    /// The scenario has no such input.
    #[error("there is no input `{0}` in this scenario")]
    NoSuchInput(String),
    /// The route to beat is not there.
    #[error("there is no route `{0}` in this scenario")]
    NoSuchRoute(String),
    /// Fewer than two routes compete at the volume.
    #[error("fewer than two routes compete at this volume")]
    NothingToCompare,
    /// The work is no longer wanted.
    #[error("interrupted")]
    Interrupted,
}

/// Steps of a scan.
pub const GRID: u32 = 4_000;

/// Brackets are bisected to this share of the value.
const PRECISION: f64 = 1e-10;

/// Where bounds end at infinity, values up to this multiple of the stated one are searched.
const REACH: f64 = 1_000.0;

/// A scan without an upper bound spends half its steps on values up to this multiple of the stated one.
const NEAR: f64 = 4.0;

/// Which routes are compared.
#[derive(Clone, Copy, Debug)]
pub(super) enum Contest<'a> {
    /// All.
    All,
    /// Those that the input touches, and this one.
    Against(usize),
    /// These.
    Between(&'a [usize]),
}

/// Every value of the input at `path` at which the winner at `volume` changes; with `beat`, at which
/// the routes that the input touches and that one change places.
///
/// # Errors
/// Where there is no such input or route, where fewer than two routes compete, or where interrupted.
pub fn solve(
    scenario: &Scenario,
    path: &str,
    volume: u64,
    beat: Option<&str>,
    interrupt: &dyn Interrupt,
) -> Result<Solution, BreakEvenError> {
    let index_of = |id: &str| {
        let index = scenario.routes.iter().position(|route| route.id == id);
        index.ok_or_else(|| BreakEvenError::NoSuchRoute(id.to_owned()))
    };
    let contest = beat.map_or(Ok(Contest::All), |id| index_of(id).map(Contest::Against))?;
    solve_among(scenario, path, volume, contest, interrupt)
}

/// The same among some routes.
pub(super) fn solve_among(
    scenario: &Scenario,
    path: &str,
    volume: u64,
    contest: Contest<'_>,
    interrupt: &dyn Interrupt,
) -> Result<Solution, BreakEvenError> {
    let (input, estimate) = find(scenario, path).ok_or_else(|| BreakEvenError::NoSuchInput(path.to_owned()))?;
    let stated = estimate.as_ref().map_or(0.0, Estimate::likely);
    let reach = REACH * estimate.iter().flat_map(Estimate::stated).map(|(_, value)| value.abs()).fold(1.0, f64::max);
    let mut question = Question::new(scenario, path, volume, input.bounds, stated, reach);
    question.among = match contest {
        Contest::All => None,
        Contest::Against(route) => Some(question.touched.iter().copied().chain([route]).collect()),
        Contest::Between(routes) => Some(routes.to_vec()),
    };
    if question.totals(stated).iter().flatten().count() < 2 {
        return Err(BreakEvenError::NothingToCompare);
    }
    let response = Response::of(scenario, path, question.touched.len());
    let (from, to) = question.domain(reach);
    let points: Vec<f64> = match response {
        _ if question.touched.is_empty() => Vec::new(),
        Response::Monotone | Response::Straight => question.certified_points(from, to, response),
        Response::Unknown => (0..=GRID).map(|step| question.step(from, to, reach, step)).collect(),
    };
    let flips = question.flips(&points, interrupt)?;
    let method = if points.len() > GRID as usize { Method::Grid } else { Method::Certified };
    Ok(Solution { flips, method })
}

/// An input, the volume, and the routes that are compared.
struct Question<'a> {
    scenario: Scenario,
    path: &'a str,
    volume: u64,
    bounds: Bounds,
    among: Option<Vec<usize>>,
    /// Routes whose figures depend on the input.
    touched: Vec<usize>,
    /// Whether it belongs to the programme, and so to every route's figures.
    touches_programme: bool,
    /// The case with the stated value.
    case: Case,
    /// What the routes cost in it.
    evaluations: Vec<Evaluation>,
}

impl<'a> Question<'a> {
    fn new(scenario: &Scenario, path: &'a str, volume: u64, bounds: Bounds, stated: f64, reach: f64) -> Self {
        let mut scenario = scenario.clone();
        let mut with = |value: f64| {
            put(&mut scenario, path, Some(&Estimate::certain(value)));
            Case::likely(&scenario)
        };
        let other = with(bounds.nearest(if stated > 0.0 { stated / 2.0 } else { reach / 2.0 }));
        let case = with(stated);
        let touches_programme = case.programme != other.programme;
        let is_touched = |route: &usize| touches_programme || case.routes.get(*route) != other.routes.get(*route);
        let touched = (0..case.route_count()).filter(is_touched).collect();
        let evaluations = Standing::at(&case, volume).evaluations;
        Self { scenario, path, volume, bounds, among: None, touched, touches_programme, case, evaluations }
    }

    /// The totals of the compared routes that compete, with the input at `value`.
    fn totals(&mut self, value: f64) -> Vec<Option<f64>> {
        put(&mut self.scenario, self.path, Some(&Estimate::certain(value)));
        if self.touches_programme {
            self.evaluations = Standing::at(&Case::likely(&self.scenario), self.volume).evaluations;
        } else {
            for &index in &self.touched {
                if let (Some(route), Some(evaluation)) =
                    (self.scenario.routes.get(index), self.evaluations.get_mut(index))
                {
                    let resolved = resolve_route(&self.scenario, route);
                    let point = resolved.point(as_parts(self.volume), &self.case.programme);
                    *evaluation = point.evaluation(self.case.programme.weekly_discount);
                }
            }
        }
        let compared = |route: usize| self.among.as_ref().is_none_or(|among| among.contains(&route));
        let total = |(route, evaluation): (usize, &Evaluation)| {
            (evaluation.candidate && compared(route)).then_some(evaluation.total)
        };
        self.evaluations.iter().enumerate().map(total).collect()
    }

    /// The cheapest of the compared routes; the first of equals.
    fn winner(&mut self, value: f64) -> Option<usize> {
        let totals = self.totals(value).into_iter().enumerate();
        let competing = totals.filter_map(|(route, total)| Some((route, total?)));
        competing.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(route, _)| route)
    }

    /// The values that are searched: the bounds, or as far as the reach where they are infinite.
    fn domain(&self, reach: f64) -> (f64, f64) {
        let end = |bound: f64, otherwise: f64| {
            if bound.is_finite() && bound.abs() < LARGEST_COUNT { bound } else { otherwise }
        };
        let (low, high) = (self.bounds.nearest(f64::MIN), self.bounds.nearest(f64::MAX));
        (end(low, -reach), end(high, reach))
    }

    /// A value of the scan: evenly spaced, but where there is no upper bound only up to near the stated
    /// value, and by equal factors beyond.
    fn step(&self, from: f64, to: f64, reach: f64, step: u32) -> f64 {
        let half = GRID / 2;
        let near = from.max(0.0) + reach * NEAR / REACH;
        let value = if to < reach || near >= to {
            from + (to - from) * f64::from(step) / f64::from(GRID)
        } else if step <= half {
            from + (near - from) * f64::from(step) / f64::from(half)
        } else {
            near * (to / near).powf(f64::from(step - half) / f64::from(half))
        };
        if self.bounds.whole { value.round() } else { value }
    }

    /// Values between which at most one flip can lie.
    fn certified_points(&mut self, from: f64, to: f64, response: Response) -> Vec<f64> {
        let mut points = vec![from, to];
        if response == Response::Straight {
            let lines = self.lines(from, to);
            for (index, one) in lines.iter().enumerate() {
                for other in lines.iter().skip(index + 1) {
                    let meet = (other.0 - one.0) / (one.1 - other.1);
                    let near =
                        [meet - PRECISION * meet.abs().max(1.0) * 4.0, meet + PRECISION * meet.abs().max(1.0) * 4.0];
                    points.extend(near.into_iter().filter(|&value| value.is_finite() && from < value && value < to));
                }
            }
        }
        points.sort_unstable_by(f64::total_cmp);
        points
    }

    /// Intercept and slope of each compared total.
    fn lines(&mut self, from: f64, to: f64) -> Vec<(f64, f64)> {
        let (first, last) = (self.totals(from), self.totals(to));
        let line = |(low, high): (Option<f64>, Option<f64>)| {
            let slope = (high? - low?) / (to - from);
            Some((low? - slope * from, slope))
        };
        first.into_iter().zip(last).filter_map(line).collect()
    }

    fn flips(&mut self, points: &[f64], interrupt: &dyn Interrupt) -> Result<Vec<Flip>, BreakEvenError> {
        let mut flips = Vec::new();
        let mut behind: Option<(f64, usize)> = None;
        for &value in points {
            if interrupt.is_requested() {
                return Err(BreakEvenError::Interrupted);
            }
            let Some(winner) = self.winner(value) else { continue };
            if let Some((before, old)) = behind.filter(|&(_, old)| old != winner) {
                self.bisect((before, old), (value, winner), &mut flips);
            }
            behind = Some((value, winner));
        }
        Ok(flips)
    }

    /// Narrows a bracket; where a third route wins inside, both brackets are followed.
    fn bisect(&mut self, mut low: (f64, usize), mut high: (f64, usize), flips: &mut Vec<Flip>) {
        while !self.narrow_enough(low.0, high.0) {
            let middle = f64::midpoint(low.0, high.0);
            let middle = if self.bounds.whole { middle.floor() } else { middle };
            match self.winner(middle) {
                Some(winner) if winner == low.1 => low.0 = middle,
                Some(winner) if winner == high.1 => high.0 = middle,
                Some(third) => {
                    self.bisect(low, (middle, third), flips);
                    low = (middle, third);
                }
                None => break,
            }
        }
        flips.push(Flip { low: low.0, high: high.0, before: low.1, after: high.1 });
    }

    fn narrow_enough(&self, low: f64, high: f64) -> bool {
        let width = if self.bounds.whole { 1.0 } else { PRECISION * low.abs().max(high.abs()).max(PRECISION) };
        high - low <= width || f64::midpoint(low, high) <= low || f64::midpoint(low, high) >= high
    }
}
