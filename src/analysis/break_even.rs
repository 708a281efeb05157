//! At which values of an input does the winner change?
//!
//! A stepped total jumps over equality, so a flip is a bracket, bisected to 1e-10. The answer is
//! certified where the input touches one route and that route's total is monotone in it, or where
//! every touched total is a straight line in it; else the bounds are scanned, and the answer says
//! "grid". docs/model.md, section 5, "Break-even".

mod shape;

use super::interrupt::Interrupt;
use super::winner::Standing;
use crate::cost::Case;
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

/// Points of a scan.
const GRID: u32 = 4_000;

/// Brackets are bisected to this share of the value.
const PRECISION: f64 = 1e-10;

/// Where bounds end at infinity, values up to this multiple of the stated one are searched.
const REACH: f64 = 1_000.0;

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
    let (input, estimate) = find(scenario, path).ok_or_else(|| BreakEvenError::NoSuchInput(path.to_owned()))?;
    let stated = estimate.as_ref().map_or(0.0, Estimate::likely);
    let reach = REACH * estimate.iter().flat_map(Estimate::stated).map(|(_, value)| value.abs()).fold(1.0, f64::max);
    let mut question = Question { scenario: scenario.clone(), path, volume, bounds: input.bounds, among: None };
    let touched = question.touched(stated, reach);
    if let Some(beat) = beat {
        let index = scenario.routes.iter().position(|route| route.id == beat);
        let index = index.ok_or_else(|| BreakEvenError::NoSuchRoute(beat.to_owned()))?;
        question.among = Some(touched.iter().copied().chain([index]).collect());
    }
    if question.ranked(stated).len() < 2 {
        return Err(BreakEvenError::NothingToCompare);
    }
    let response = Response::of(scenario, path, touched.len());
    let (from, to) = question.domain(reach);
    let points: Vec<f64> = match response {
        Response::Monotone | Response::Straight => question.certified_points(from, to, response),
        Response::Unknown => (0..=GRID).map(|step| question.step(from, to, step)).collect(),
    };
    let flips = question.flips(&points, interrupt)?;
    let method = if response == Response::Unknown { Method::Grid } else { Method::Certified };
    Ok(Solution { flips, method })
}

/// An input, the volume, and the routes that are compared.
struct Question<'a> {
    scenario: Scenario,
    path: &'a str,
    volume: u64,
    bounds: Bounds,
    among: Option<Vec<usize>>,
}

impl Question<'_> {
    fn case(&mut self, value: f64) -> Case {
        put(&mut self.scenario, self.path, Some(&Estimate::certain(value)));
        Case::likely(&self.scenario)
    }

    /// Routes whose figures depend on the input.
    fn touched(&mut self, stated: f64, reach: f64) -> Vec<usize> {
        let other = self.bounds.nearest(if stated > 0.0 { stated / 2.0 } else { reach / 2.0 });
        let (here, there) = (self.case(stated), self.case(other));
        let all_at_once = here.programme != there.programme;
        (0..here.route_count())
            .filter(|&route| all_at_once || here.routes.get(route) != there.routes.get(route))
            .collect()
    }

    /// The compared routes from the cheapest to the dearest.
    fn ranked(&mut self, value: f64) -> Vec<usize> {
        let volume = self.volume;
        let mut ranked = Standing::at(&self.case(value), volume).ranked();
        if let Some(among) = &self.among {
            ranked.retain(|route| among.contains(route));
        }
        ranked
    }

    fn winner(&mut self, value: f64) -> Option<usize> {
        self.ranked(value).first().copied()
    }

    /// The values that are searched: the bounds, or as far as the reach where they are infinite.
    fn domain(&self, reach: f64) -> (f64, f64) {
        let end = |bound: f64, otherwise: f64| {
            if bound.is_finite() && bound.abs() < LARGEST_COUNT { bound } else { otherwise }
        };
        let (low, high) = (self.bounds.nearest(f64::MIN), self.bounds.nearest(f64::MAX));
        (end(low, -reach), end(high, reach))
    }

    fn step(&self, from: f64, to: f64, step: u32) -> f64 {
        let value = from + (to - from) * f64::from(step) / f64::from(GRID);
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
        let compared = self.ranked(from);
        let volume = self.volume;
        let (first, last) = (self.case(from), self.case(to));
        let line = |route: usize| {
            let (low, high) = (first.evaluate(route, volume).total, last.evaluate(route, volume).total);
            let slope = (high - low) / (to - from);
            (low - slope * from, slope)
        };
        compared.into_iter().map(line).collect()
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
