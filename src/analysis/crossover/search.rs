//! Which routes are cheapest over which volumes, proved?
//!
//! Between breakpoints every component of a total is bounded from its ends. A route is dropped
//! from a stretch where its lower bound is above another's upper bound; a stretch with one route
//! left, or with routes proved to tie, is decided; others are divided. docs/model.md, section 4.

use super::{Run, TIE};
use crate::analysis::interrupt::{Interrupt, Never};
use crate::cost::case::{ProgrammeCase, RouteCase};
use crate::cost::{Case, Point, Range, as_parts};

/// Stretches of at most this many volumes are evaluated one by one.
const SHORT: u64 = 8;

/// Bounds are compared with this share of the total to spare, against rounding.
const ROUNDING: f64 = 1e-9;

/// One end of a stretch: a volume and what each candidate costs there.
#[derive(Clone)]
struct End {
    volume: u64,
    points: Vec<Point>,
}

struct Search<'a> {
    programme: &'a ProgrammeCase,
    routes: Vec<&'a RouteCase>,
    interrupt: &'a dyn Interrupt,
    runs: Vec<Run>,
    most_runs: usize,
    evaluations: u64,
}

/// Raised where the search ends early.
struct Interrupted;

/// All runs of the routes `among`, in order, and how many evaluations they took.
pub(super) fn runs(
    case: &Case,
    among: &[usize],
    from: u64,
    to: u64,
    interrupt: &dyn Interrupt,
) -> Option<(Vec<Run>, u64)> {
    let distinct = Distinct::new(case, among);
    let mut search = Search::new(case, &distinct, interrupt, usize::MAX);
    search.range(from, to).ok()?;
    Some((distinct.name(search.runs), search.evaluations))
}

/// The first few runs, among which the first crossover usually is.
pub(super) fn first_runs(case: &Case, among: &[usize], from: u64, to: u64) -> Vec<Run> {
    let distinct = Distinct::new(case, among);
    let mut search = Search::new(case, &distinct, &Never, MOST_BEFORE_FIRST);
    // Stopping early is what the limit is for.
    let _ = search.range(from, to);
    distinct.name(search.runs)
}

/// A winner, a tie, another winner, and one more run to tell the tie by.
const MOST_BEFORE_FIRST: usize = 4;

/// The first volume at which all routes of `among` compete.
pub(super) fn first_volume(case: &Case, among: &[usize]) -> u64 {
    let first = among.iter().filter_map(|&index| case.routes.get(index)).map(RouteCase::first_candidate);
    whole(first.fold(1.0, f64::max))
}

/// Routes that are alike in all but name, searched once.
struct Distinct {
    representatives: Vec<usize>,
    alike: Vec<Vec<usize>>,
}

impl Distinct {
    fn new(case: &Case, among: &[usize]) -> Self {
        let mut distinct = Self { representatives: Vec::new(), alike: Vec::new() };
        for &index in among {
            let same =
                distinct.representatives.iter().position(|&other| case.routes.get(other) == case.routes.get(index));
            if let Some(group) = same.and_then(|position| distinct.alike.get_mut(position)) {
                group.push(index);
            } else {
                distinct.representatives.push(index);
                distinct.alike.push(vec![index]);
            }
        }
        distinct
    }

    /// The runs with the routes' own indices.
    fn name(&self, runs: Vec<Run>) -> Vec<Run> {
        runs.into_iter().map(|run| Run { cheapest: self.expand(&run.cheapest), ..run }).collect()
    }

    fn expand(&self, cheapest: &[usize]) -> Vec<usize> {
        let mut routes: Vec<usize> =
            cheapest.iter().filter_map(|&index| self.alike.get(index)).flatten().copied().collect();
        routes.sort_unstable();
        routes
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "as casts saturate, and volumes are bounded by the range"
)]
fn whole(volume: f64) -> u64 {
    volume as u64
}

impl<'a> Search<'a> {
    fn new(case: &'a Case, distinct: &Distinct, interrupt: &'a dyn Interrupt, most_runs: usize) -> Self {
        let routes = distinct.representatives.iter().filter_map(|&index| case.routes.get(index)).collect();
        Self { programme: &case.programme, routes, interrupt, runs: Vec::new(), most_runs, evaluations: 0 }
    }

    fn range(&mut self, from: u64, to: u64) -> Result<(), Interrupted> {
        let starts = self.regimes(from, to);
        for (index, &first) in starts.iter().enumerate() {
            let last = starts.get(index + 1).map_or(to, |next| next - 1);
            self.regime(first, last)?;
        }
        Ok(())
    }

    /// The first volume of each stretch without a breakpoint inside.
    fn regimes(&self, from: u64, to: u64) -> Vec<u64> {
        let mut breakpoints = Vec::new();
        for route in &self.routes {
            route.breakpoints(self.programme, &mut breakpoints);
        }
        let inside = breakpoints.into_iter().filter(|volume| volume.is_finite()).map(|volume| whole(volume.ceil()));
        let mut starts: Vec<u64> = inside.filter(|&volume| volume > from && volume <= to).chain([from]).collect();
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    fn regime(&mut self, first: u64, last: u64) -> Result<(), Interrupted> {
        let competing =
            |index: &usize| self.routes.get(*index).is_some_and(|route| as_parts(first) >= route.first_candidate());
        let candidates: Vec<usize> = (0..self.routes.len()).filter(competing).collect();
        if first > last || candidates.is_empty() {
            return Ok(());
        }
        let (a, b) = (self.end(first, &candidates), self.end(last, &candidates));
        self.decide(&a, &b, &candidates)
    }

    fn end(&mut self, volume: u64, candidates: &[usize]) -> End {
        self.evaluations += candidates.len() as u64;
        let routes = candidates.iter().filter_map(|&index| self.routes.get(index));
        End { volume, points: routes.map(|route| route.point(as_parts(volume), self.programme)).collect() }
    }

    fn decide(&mut self, a: &End, b: &End, candidates: &[usize]) -> Result<(), Interrupted> {
        if self.runs.len() > self.most_runs || self.interrupt.is_requested() {
            return Err(Interrupted);
        }
        if a.volume == b.volume {
            self.evaluated(a, candidates);
            return Ok(());
        }
        let ranges = self.ranges(a, b, candidates);
        let kept = undominated(&ranges, a.volume, b.volume);
        let still: Vec<usize> = kept.iter().filter_map(|&position| candidates.get(position)).copied().collect();
        if kept.len() == 1 || all_tie(&ranges, &kept, a.volume, b.volume) {
            self.emit(a.volume, b.volume, still);
            return Ok(());
        }
        if kept.len() == candidates.len() {
            return self.divide(a, b, candidates);
        }
        self.divide(&a.only(&kept), &b.only(&kept), &still)
    }

    fn divide(&mut self, a: &End, b: &End, candidates: &[usize]) -> Result<(), Interrupted> {
        if b.volume - a.volume < SHORT {
            self.one_by_one(a, b, candidates);
            return Ok(());
        }
        let split = self.split(a, b, candidates);
        let (left, right) = (self.end(split - 1, candidates), self.end(split, candidates));
        self.decide(a, &left, candidates)?;
        self.decide(&right, b, candidates)
    }

    /// The first volume of the second part: the middle, or where steps happen that nearest to it. With the steps
    /// between the parts rather than within them the totals move smoothly there, and are soon told apart.
    fn split(&self, a: &End, b: &End, candidates: &[usize]) -> u64 {
        let middle = u64::midpoint(a.volume, b.volume) + 1;
        let mut nearest: Option<u64> = None;
        let mut see = |step: f64| {
            let step = whole(step).clamp(a.volume + 1, b.volume);
            nearest = Some(nearest.map_or(step, |other| std::cmp::min_by_key(other, step, |it| it.abs_diff(middle))));
        };
        for (&index, (a, b)) in candidates.iter().zip(a.points.iter().zip(&b.points)) {
            if let Some(route) = self.routes.get(index) {
                route.steps_near(as_parts(middle), a, b, &mut see);
            }
        }
        nearest.unwrap_or(middle)
    }

    fn ranges(&self, a: &End, b: &End, candidates: &[usize]) -> Vec<Range> {
        let ends = a.points.iter().zip(&b.points);
        let routes = candidates.iter().filter_map(|&index| self.routes.get(index));
        routes.zip(ends).map(|(route, (a, b))| route.range(a, b, self.programme)).collect()
    }

    fn one_by_one(&mut self, a: &End, b: &End, candidates: &[usize]) {
        self.evaluated(a, candidates);
        for volume in a.volume + 1..b.volume {
            let end = self.end(volume, candidates);
            self.evaluated(&end, candidates);
        }
        self.evaluated(b, candidates);
    }

    fn evaluated(&mut self, end: &End, candidates: &[usize]) {
        let totals: Vec<f64> = end.points.iter().map(|point| point.total(self.programme.weekly_discount)).collect();
        let least = totals.iter().copied().fold(f64::INFINITY, f64::min);
        let cheapest = candidates.iter().zip(&totals).filter(|&(_, &total)| total <= least + TIE);
        let cheapest = cheapest.map(|(&index, _)| index).collect();
        self.emit(end.volume, end.volume, cheapest);
    }

    fn emit(&mut self, from: u64, to: u64, cheapest: Vec<usize>) {
        match self.runs.last_mut() {
            Some(run) if run.cheapest == cheapest => run.to = to,
            _ => self.runs.push(Run { from, to, cheapest }),
        }
    }
}

impl End {
    fn only(&self, kept: &[usize]) -> Self {
        Self {
            volume: self.volume,
            points: kept.iter().filter_map(|&position| self.points.get(position)).copied().collect(),
        }
    }
}

/// Positions of the ranges that no other range proves too dear.
fn undominated(ranges: &[Range], from: u64, to: u64) -> Vec<usize> {
    let least_high = ranges.iter().map(|range| range.high).fold(f64::INFINITY, f64::min);
    let margin = TIE + ROUNDING * least_high.abs();
    let mut kept: Vec<usize> = Vec::with_capacity(ranges.len());
    kept.extend(
        ranges.iter().enumerate().filter(|(_, range)| range.low <= least_high + margin).map(|(position, _)| position),
    );
    let dominated = |position: usize| {
        let others = kept.iter().filter(|&&other| other != position);
        others
            .filter_map(|&other| least_difference(ranges.get(position)?, ranges.get(other)?, from, to))
            .any(|least| least > margin)
    };
    let proved: Vec<bool> = kept.iter().map(|&position| dominated(position)).collect();
    let mut proved = proved.into_iter();
    kept.retain(|_| !proved.next().unwrap_or(false));
    kept
}

/// The least by which one total exceeds another over the range.
fn least_difference(one: &Range, other: &Range, from: u64, to: u64) -> Option<f64> {
    let (one, other) = (one.span?, other.span?);
    let slope = one.slope - other.slope;
    Some((slope * as_parts(from)).min(slope * as_parts(to)) + one.low - other.high)
}

/// True where any two of the kept totals are proved to lie within a tie of each other.
fn all_tie(ranges: &[Range], kept: &[usize], from: u64, to: u64) -> bool {
    kept.iter().all(|&one| {
        kept.iter().filter(|&&other| other != one).all(|&other| {
            let (Some(one), Some(other)) = (ranges.get(one), ranges.get(other)) else { return false };
            let exceeds_by_at_most = least_difference(other, one, from, to).map(|least| -least);
            exceeds_by_at_most.is_some_and(|most| most <= TIE - 1e-12 * one.high.abs())
        })
    })
}
