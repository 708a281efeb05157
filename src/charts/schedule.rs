//! When is what delivered and paid, phase by phase, and what is lost if demand stops?
//!
//! A route's phases lie end to end: its lead time as stated, its revisions, the wait of a repeat
//! order, then production; a staged route's pilot, transfer and main stage. Delivery and payment are
//! straight between the first part and the last ([`crate::analysis::calendar`]).

use super::cost_curves::Subject;
use super::finding_text::{week_of, weeks};
use super::sentences::headline;
use super::text::{money, parts};
use crate::analysis::exposure::stranded;
use crate::cost::case::RouteCase;
use crate::cost::schedule::ScheduleCase;
use crate::cost::{Account, Evaluation, as_parts};
use crate::model::Route;
use crate::model::route::{Capacity, Staged};

/// The axis of weeks ends at this many times the due week, or the quickest route's time, at the most.
const PATIENCE: f64 = 3.0;
/// Points at which the stranded money is read.
const STOPS: u32 = 48;
/// A week behind every axis.
const FOR_EVER: f64 = 1e9;

/// What a stretch of weeks is spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Waiting for the first part.
    Lead,
    /// Making parts.
    Production,
    /// Moving from one route to another.
    Transfer,
}

/// A stretch of weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct Phase {
    /// What it is called.
    pub name: String,
    /// What it is spent on.
    pub kind: Kind,
    /// Weeks from the beginning at which it starts and ends.
    pub weeks: (f64, f64),
}

/// A route's plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Index of the route.
    pub route: usize,
    /// Its phases, in order.
    pub phases: Vec<Phase>,
    /// Week in which the due quantity is there.
    pub due_weeks: f64,
    /// Weeks by which that is late; 0 where it is not, or nothing is due.
    pub late_weeks: f64,
    /// Corners of what is delivered: week, parts.
    pub delivered: Vec<(f64, f64)>,
    /// Corners of what is paid: week, money.
    pub paid: Vec<(f64, f64)>,
    /// What is stranded if demand stops: parts made, money.
    pub stranded: Vec<(f64, f64)>,
}

/// The plans of all routes that compete at a volume.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// Accepted parts to be made.
    pub volume: u64,
    /// Parts that are due, and the week, where one is stated.
    pub due: (f64, Option<f64>),
    /// Where the axis of weeks ends.
    pub weeks: f64,
    /// The plans, in the routes' order.
    pub plans: Vec<Plan>,
}

impl Schedule {
    /// The plans for `volume` parts.
    #[must_use]
    pub fn new(subject: &Subject, volume: u64) -> Self {
        let volume = volume.max(1);
        let due = &subject.case.programme;
        let due_week = Some(due.delay.due_week).filter(|week| week.is_finite());
        let plans: Vec<Plan> = (0..subject.case.route_count().min(subject.scenario.routes.len()))
            .filter_map(|route| plan(subject, route, volume, due_week))
            .collect();
        let ends = || plans.iter().filter_map(|plan| plan.phases.last()).map(|phase| phase.weeks.1);
        let quickest = ends().fold(f64::INFINITY, f64::min).max(due_week.unwrap_or(0.0)).max(1.0);
        let longest = ends().fold(1.0, f64::max).max(1.05 * due_week.unwrap_or(0.0));
        let due = (as_parts(volume).min(due.due_quantity), due_week);
        Self { volume, due, weeks: longest.min(PATIENCE * quickest), plans }
    }

    /// When the parts of `route` are there, as a sentence.
    #[must_use]
    pub fn message(&self, subject: &Subject, route: usize) -> String {
        let Some(plan) = self.plans.iter().find(|plan| plan.route == route) else {
            return "No route competes at this volume".to_owned();
        };
        let name = headline(subject.scenario, &[route]);
        let last = plan.phases.last().map_or(0.0, |phase| phase.weeks.1);
        let first = if whole(self.due.0) < self.volume { "the first" } else { "all" };
        let there =
            |late| format!("{name} has {first} {} in week {}", parts(whole(self.due.0)), week_of(plan.due_weeks, late));
        match self.due.1 {
            Some(_) if plan.late_weeks > 0.0 => {
                format!("{}, {} late", there(Some(plan.late_weeks)), weeks(plan.late_weeks))
            }
            Some(due) if due - plan.due_weeks >= 0.05 => {
                let early = due - plan.due_weeks;
                format!("{}, {} before they are due", there(Some(-early)), weeks(early))
            }
            Some(_) => format!("{}, when they are due", there(None)),
            None => format!("{name} has all {} in week {}", parts(self.volume), week(last)),
        }
    }
}

/// A week as it is shown.
#[must_use]
pub fn week(weeks: f64) -> String {
    money(weeks, 0)
}

fn plan(subject: &Subject, route: usize, volume: u64, due_week: Option<f64>) -> Option<Plan> {
    let evaluation = subject.case.evaluate(route, volume);
    let (first, last) = (evaluation.lead_weeks, evaluation.weeks);
    if !evaluation.candidate || !last.is_finite() {
        return None;
    }
    let upfront = evaluation.accounts[Account::Nre] + evaluation.accounts[Account::Capital];
    let line = |start: f64, end: f64| vec![(0.0, start), (first, start), (last, end), (FOR_EVER, end)];
    Some(Plan {
        route,
        phases: phases(subject, route, volume, &evaluation),
        due_weeks: evaluation.due_weeks,
        late_weeks: due_week.map_or(0.0, |due| (evaluation.due_weeks - due).max(0.0)),
        delivered: line(0.0, as_parts(volume)),
        paid: line(upfront, evaluation.total),
        stranded: stranded_line(subject, route, volume),
    })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of the volume")]
fn stranded_line(subject: &Subject, route: usize, volume: u64) -> Vec<(f64, f64)> {
    let mut stops: Vec<u64> =
        (0..=STOPS).map(|stop| (as_parts(volume) * f64::from(stop) / f64::from(STOPS)) as u64).collect();
    if let Some(RouteCase::Staged(staged)) = subject.case.routes.get(route) {
        // What the transfer commits is a step, not a slope.
        stops.extend([staged.pilot_units as u64, staged.pilot_units as u64 + 1]);
        stops.retain(|&stop| stop <= volume);
        stops.sort_unstable();
    }
    stops.dedup();
    stops.into_iter().filter_map(|stop| Some((as_parts(stop), stranded(subject.case, route, volume, stop)?))).collect()
}

/// Phases laid end to end.
struct Laid {
    at: f64,
    phases: Vec<Phase>,
}

impl Laid {
    fn lay(&mut self, name: &str, kind: Kind, until: f64) {
        if until > self.at + 1e-9 {
            self.phases.push(Phase { name: name.to_owned(), kind, weeks: (self.at, until) });
        }
        self.at = until;
    }

    /// The lead time of a route, `weeks` in all: as stated, then revisions, then the wait of a repeat.
    fn lead(&mut self, route: Option<&Route>, schedule: &ScheduleCase, weeks: f64) {
        let (revised, end) = (self.at + schedule.lead_weeks, self.at + weeks);
        for (name, weeks) in route.and_then(|route| route.capacity.as_ref()).map_or_else(Vec::new, stated_phases) {
            self.lay(&name, Kind::Lead, (self.at + weeks).min(revised));
        }
        self.lay("Revisions", Kind::Lead, revised);
        self.lay("Repeat order", Kind::Lead, end);
    }
}

/// The phases as stated: by name, or one lead time.
fn stated_phases(capacity: &Capacity) -> Vec<(String, f64)> {
    match &capacity.lead_weeks {
        Some(weeks) => vec![("Lead time".to_owned(), weeks.likely())],
        None => capacity.phases.iter().map(|phase| (phase.0.clone(), phase.1.likely())).collect(),
    }
}

fn phases(subject: &Subject, route: usize, volume: u64, evaluation: &Evaluation) -> Vec<Phase> {
    let itself = subject.scenario.routes.get(route);
    let mut laid = Laid { at: 0.0, phases: Vec::new() };
    match subject.case.routes.get(route) {
        Some(RouteCase::Staged(staged)) => {
            let named = itself.and_then(|route| route.staged.as_ref());
            let (pilot, main) = (&staged.pilot, &staged.main);
            let rest = main.bill(as_parts(volume) - staged.pilot_units, 0.0);
            let stage = |id: &dyn Fn(&Staged) -> &String| subject.scenario.route(id(named?));
            laid.lead(stage(&|it| &it.pilot), &pilot.schedule, staged.pilot_bill.lead_weeks);
            laid.lay("Pilot", Kind::Production, staged.pilot_weeks());
            laid.lay("Transfer", Kind::Transfer, laid.at + staged.gap_weeks);
            laid.lead(stage(&|it| &it.main), &main.schedule, rest.lead_weeks);
        }
        Some(RouteCase::Single(single)) => laid.lead(itself, &single.schedule, evaluation.lead_weeks),
        None => {}
    }
    laid.lay("Production", Kind::Production, evaluation.weeks);
    laid.phases
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the volume")]
fn whole(parts: f64) -> u64 {
    parts as u64
}
