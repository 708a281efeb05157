//! Which points draw a route's curve truthfully?
//!
//! A total is a function on whole volumes that may step. Over a column of pixels it is known by
//! its ends and by what it is just before and at the steps in between; where steps are denser than
//! columns, the first and the last of each kind tell the range.

use crate::cost::case::{ProgrammeCase, RouteCase};
use crate::cost::{Case, Point, as_parts};

/// What a curve shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Cost of one accepted part.
    #[default]
    Unit,
    /// Cost of all of them.
    Total,
}

impl Measure {
    /// The measure of a total at a volume.
    #[must_use]
    pub fn of(self, total: f64, volume: u64) -> f64 {
        match self {
            Self::Unit => total / as_parts(volume),
            Self::Total => total,
        }
    }
}

/// The curve over one column of pixels: where it enters, leaves, and what it spans between.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Column {
    /// First volume of the column.
    pub from: u64,
    /// Last volume of the column.
    pub to: u64,
    /// Value at `from`.
    pub first: f64,
    /// Smallest value in the column.
    pub low: f64,
    /// Largest value in the column.
    pub high: f64,
    /// Value at `to`.
    pub last: f64,
}

/// Samples a route over rising columns, given by their `(first, last)` volumes, where a column may begin at the
/// volume at which the one before it ends; columns in which the route is no candidate, or there is no such route,
/// are left out.
#[must_use]
pub fn sample(case: &Case, route: usize, measure: Measure, columns: &[(u64, u64)]) -> Vec<Column> {
    let Some(route) = case.routes.get(route) else { return Vec::new() };
    let mut breakpoints = Vec::new();
    route.breakpoints(&case.programme, &mut breakpoints);
    let mut sampler = Sampler { programme: &case.programme, route, measure, breakpoints, end: None };
    columns
        .iter()
        .filter(|(from, to)| 1 <= *from && from <= to)
        .filter_map(|&(from, to)| sampler.column(from, to))
        .collect()
}

/// Sampled curves of several routes. While one input is dragged most routes stay as they were: what comes after
/// samples only those that do not.
#[derive(Clone, Debug, PartialEq)]
pub struct Samples {
    measure: Measure,
    programme: ProgrammeCase,
    /// First and last volume of each column.
    columns: Vec<(u64, u64)>,
    /// What was sampled; nothing where there was no such route.
    routes: Vec<Option<RouteCase>>,
    /// By route sampled: its curve.
    pub curves: Vec<Vec<Column>>,
}

impl Samples {
    /// Samples routes, given by their indices, over rising columns, with what can be taken over from `before`.
    #[must_use]
    pub fn new(
        case: &Case,
        routes: impl Iterator<Item = usize>,
        measure: Measure,
        columns: Vec<(u64, u64)>,
        before: Option<&Self>,
    ) -> Self {
        let mut samples = Self { measure, programme: case.programme, columns, routes: Vec::new(), curves: Vec::new() };
        let before = before.filter(|before| {
            before.measure == measure && before.programme == case.programme && before.columns == samples.columns
        });
        for index in routes {
            let route = case.routes.get(index);
            let kept = before.and_then(|before| {
                let place = before.routes.iter().position(|other| other.as_ref() == route)?;
                before.curves.get(place).cloned()
            });
            samples.curves.push(kept.unwrap_or_else(|| sample(case, index, measure, &samples.columns)));
            samples.routes.push(route.cloned());
        }
        samples
    }
}

struct Sampler<'a> {
    programme: &'a ProgrammeCase,
    route: &'a RouteCase,
    measure: Measure,
    breakpoints: Vec<f64>,
    /// Where the last column ended.
    end: Option<Point>,
}

impl Sampler<'_> {
    fn column(&mut self, from: u64, to: u64) -> Option<Column> {
        let begins = as_parts(from).max(self.route.first_candidate());
        let a = self.end.filter(|end| end.volume.total_cmp(&begins).is_eq()).unwrap_or_else(|| self.point(begins));
        if a.volume > as_parts(to) {
            return None;
        }
        let first = self.value(&a);
        let from = from.max(to.min(whole(a.volume)));
        if from == to {
            self.end = Some(a);
            return Some(Column { from, to, first, low: first, high: first, last: first });
        }
        let b = self.point(as_parts(to));
        let last = self.value(&b);
        let mut column = Column { from, to, first, low: first.min(last), high: first.max(last), last };
        let mut include = |volume: f64| {
            for volume in [volume - 1.0, volume] {
                if volume > a.volume && volume < b.volume {
                    let value = self.value(&self.point(volume));
                    column.low = column.low.min(value);
                    column.high = column.high.max(value);
                }
            }
        };
        self.route.steps_between(&a, &b, &mut include);
        self.breakpoints.iter().for_each(|&volume| include(volume.floor()));
        self.end = Some(b);
        Some(column)
    }

    fn point(&self, volume: f64) -> Point {
        self.route.point(volume, self.programme)
    }

    fn value(&self, point: &Point) -> f64 {
        let total = point.total(self.programme.weekly_discount);
        match self.measure {
            Measure::Unit => total / point.volume,
            Measure::Total => total,
        }
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole volume of at most ten million")]
fn whole(volume: f64) -> u64 {
    volume as u64
}
