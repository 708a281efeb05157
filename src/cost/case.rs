//! Which plain numbers does the arithmetic see, and what do they come to?
//!
//! A [`Case`] is a scenario with every input resolved to one number. Total = (nre + capital) +
//! factor·(all else), where the factor discounts money spent evenly over delivery. docs/model.md,
//! section 2, "Discounting".

use super::breakdown::{Account, Accounts};
use super::delay::DelayCase;
use super::parts::Parts;
use super::rounding::count;
use super::schedule::{discount_factor, weekly_discount};
use super::single::{Bill, SingleRoute};
use super::staged::StagedRoute;
use crate::model::Estimate;
use crate::model::inputs::LARGEST_COUNT;
use crate::model::route::Staged;
use crate::model::scenario::Programme;
use crate::model::{Route, Scenario};

/// A scenario with every input resolved to one number.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The routes, in the scenario's order.
    pub routes: Vec<RouteCase>,
    /// Dates, delay and discount.
    pub programme: ProgrammeCase,
    /// Accepted parts over the programme.
    pub planned_volume: f64,
}

/// A route in plain numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum RouteCase {
    /// One route from beginning to end.
    Single(Box<SingleRoute>),
    /// A pilot, then another route.
    Staged(Box<StagedRoute>),
}

/// Dates, delay and discount in plain numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProgrammeCase {
    /// Production lasts at least this long.
    pub weeks: f64,
    /// Accepted parts that must be there by the date.
    pub due_quantity: f64,
    /// The dates and what missing them costs.
    pub delay: DelayCase,
    /// λ: discount rate per week.
    pub weekly_discount: f64,
}

/// What a route costs and takes at a volume.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evaluation {
    /// False where the route does not compete: a staged route within its pilot.
    pub candidate: bool,
    /// Money by account, in the scenario's currency.
    pub accounts: Accounts,
    /// The sum of the accounts.
    pub total: f64,
    /// Parts started, a whole number.
    pub starts: f64,
    /// Weeks from the beginning to the first part, L.
    pub lead_weeks: f64,
    /// Weeks from the beginning to the last part, T.
    pub weeks: f64,
    /// Weeks from the beginning to the last part of the due quantity, T_due, as planned: without
    /// the weeks of risk events.
    pub due_weeks: f64,
    /// What imperfect yield cost, undiscounted.
    pub scrap_value: f64,
}

impl Evaluation {
    /// Cost of one of the `volume` accepted parts that were evaluated: total divided by volume.
    #[must_use]
    pub fn unit_cost(&self, volume: u64) -> f64 {
        self.total / as_parts(volume)
    }
}

/// What a route costs at a volume before discount, and the figures that bounds are made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point {
    /// Accepted parts.
    pub(crate) volume: f64,
    /// False where the route does not compete.
    pub(crate) candidate: bool,
    /// The single route's bill, or the main stage's.
    pub(crate) bill: Bill,
    /// All accounts, both stages, delay included, undiscounted.
    pub(crate) accounts: Accounts,
    pub(crate) lead_weeks: f64,
    pub(crate) weeks: f64,
    pub(crate) due_weeks: f64,
    pub(crate) starts: f64,
    pub(crate) scrap_value: f64,
}

impl Case {
    /// The case in which every input has its likely value. The scenario should be valid; a staged
    /// route that names no single route is never a candidate.
    #[must_use]
    pub fn likely(scenario: &Scenario) -> Self {
        Self {
            routes: scenario.routes.iter().map(|route| resolve_route(scenario, route)).collect(),
            programme: ProgrammeCase::new(&scenario.programme, &scenario.volumes),
            planned_volume: count(&scenario.planned_volume(), 1.0),
        }
    }

    /// Takes in a scenario that differs from the one before in nothing but numbers: those of the
    /// programme, the planned volume, and those acting on these parts of the routes with these indices.
    pub(crate) fn resolve_again(&mut self, scenario: &Scenario, changed: &[(usize, Parts)]) {
        for &(route, parts) in changed {
            match (self.routes.get_mut(route), scenario.routes.get(route)) {
                (Some(RouteCase::Single(resolved)), Some(stated)) => resolved.resolve_again(stated, 0.0, parts),
                (Some(resolved), Some(stated)) => *resolved = resolve_route(scenario, stated),
                _ => {}
            }
        }
        self.programme = ProgrammeCase::new(&scenario.programme, &scenario.volumes);
        if let Some(planned) = &scenario.planned_volume {
            self.planned_volume = count(planned, 1.0);
        }
    }

    /// How many routes there are.
    #[must_use]
    pub fn route_count(&self) -> usize {
        self.routes.len()
    }

    /// The planned volume, a whole number within the volumes that may be looked at.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded just before")]
    pub fn planned_units(&self) -> u64 {
        self.planned_volume.clamp(1.0, LARGEST_COUNT) as u64
    }

    /// Whether route number `route` competes at `volume`; a staged route within its pilot does not.
    #[must_use]
    pub fn competes(&self, route: usize, volume: u64) -> bool {
        self.routes.get(route).is_some_and(|route| as_parts(volume) >= route.first_candidate())
    }

    /// What route number `route` costs at `volume` accepted parts.
    ///
    /// # Panics
    /// Where there is no such route.
    #[must_use]
    pub fn evaluate(&self, route: usize, volume: u64) -> Evaluation {
        self.routes[route].point(as_parts(volume), &self.programme).evaluation(self.programme.weekly_discount)
    }
}

/// A volume as the arithmetic takes it.
#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
pub(crate) fn as_parts(volume: u64) -> f64 {
    volume as f64
}

impl ProgrammeCase {
    fn new(programme: &Programme, volumes: &[u64]) -> Self {
        let first_volume = volumes.first().map_or(1.0, |&volume| as_parts(volume));
        Self {
            weeks: programme.weeks.likely(),
            due_quantity: programme.due_quantity.as_ref().map_or(first_volume, |quantity| count(quantity, 1.0)),
            delay: DelayCase {
                due_week: programme.due_week.as_ref().map_or(f64::INFINITY, Estimate::likely),
                cost_per_week: programme.delay_cost_per_week.likely(),
                window_week: programme.window_week.as_ref().map_or(f64::INFINITY, Estimate::likely),
                window_loss: programme.window_loss.likely(),
            },
            weekly_discount: weekly_discount(programme.discount_rate.likely()),
        }
    }
}

/// One route of the scenario with its likely values.
pub(crate) fn resolve_route(scenario: &Scenario, route: &Route) -> RouteCase {
    let Some(staged) = &route.staged else {
        return RouteCase::Single(Box::new(SingleRoute::new(route, 0.0)));
    };
    let single = |id: &str| scenario.route(id).filter(|route| route.staged.is_none());
    match (single(&staged.pilot), single(&staged.main)) {
        (Some(pilot), Some(main)) => RouteCase::Staged(Box::new(resolve_staged(staged, pilot, main))),
        _ => RouteCase::Staged(Box::new(never_candidate())),
    }
}

fn resolve_staged(staged: &Staged, pilot: &Route, main: &Route) -> StagedRoute {
    let experience = count(&staged.experience_credit, 0.0);
    StagedRoute::new(staged, SingleRoute::new(pilot, 0.0), SingleRoute::new(main, experience))
}

fn never_candidate() -> StagedRoute {
    let blank = SingleRoute::new(&Route::default(), 0.0);
    let mut staged = StagedRoute::new(&Staged::default(), blank.clone(), blank);
    staged.pilot_units = f64::INFINITY;
    staged
}

impl RouteCase {
    /// What the route costs at `volume`, before discount.
    pub(crate) fn point(&self, volume: f64, programme: &ProgrammeCase) -> Point {
        match self {
            Self::Single(route) => single_point(route, volume, programme, true),
            Self::Staged(route) if volume <= route.pilot_units => single_point(&route.pilot, volume, programme, false),
            Self::Staged(route) => staged_point(route, volume, programme),
        }
    }
}

fn single_point(route: &SingleRoute, volume: f64, programme: &ProgrammeCase, candidate: bool) -> Point {
    let bill = route.bill(volume, programme.weeks);
    let due_weeks = route.due_weeks(volume.min(programme.due_quantity), bill.machines);
    let mut accounts = bill.accounts;
    accounts[Account::Delay] = programme.delay.expected_cost(due_weeks, &route.delay_outcomes);
    Point {
        volume,
        candidate,
        bill,
        accounts,
        lead_weeks: bill.lead_weeks,
        weeks: bill.lead_weeks + bill.production_weeks.max(programme.weeks),
        due_weeks,
        starts: bill.starts,
        scrap_value: bill.scrap_value,
    }
}

fn staged_point(route: &StagedRoute, volume: f64, programme: &ProgrammeCase) -> Point {
    let (pilot, main) = (&route.pilot_bill, route.main.bill(volume - route.pilot_units, 0.0));
    let due_weeks = route.due_weeks(volume.min(programme.due_quantity), main.machines);
    let mut accounts = pilot.accounts;
    for (account, amount) in main.accounts.iter() {
        accounts[account] += amount;
    }
    accounts[Account::Transfer] = route.transfer_cost;
    accounts[Account::Delay] = programme.delay.expected_cost(due_weeks, &route.delay_outcomes);
    let finished = route.pilot_weeks() + route.gap_weeks + main.lead_weeks + main.production_weeks;
    Point {
        volume,
        candidate: true,
        bill: main,
        accounts,
        lead_weeks: pilot.lead_weeks,
        weeks: finished.max(pilot.lead_weeks + programme.weeks),
        due_weeks,
        starts: pilot.starts + main.starts,
        scrap_value: pilot.scrap_value + main.scrap_value,
    }
}

impl Point {
    /// What its evaluation comes to in all, without the accounts one by one.
    pub(crate) fn total(&self, weekly_discount: f64) -> f64 {
        if weekly_discount > 0.0 { self.evaluation(weekly_discount).total } else { self.accounts.total() }
    }

    /// The point discounted.
    pub(crate) fn evaluation(&self, weekly_discount: f64) -> Evaluation {
        let mut accounts = self.accounts;
        if weekly_discount > 0.0 {
            let factor = discount_factor(weekly_discount, self.lead_weeks, self.weeks);
            for account in Account::ALL.into_iter().filter(|account| !account.is_upfront()) {
                accounts[account] *= factor;
            }
        }
        Evaluation {
            candidate: self.candidate,
            accounts,
            total: accounts.total(),
            starts: self.starts,
            lead_weeks: self.lead_weeks,
            weeks: self.weeks,
            due_weeks: self.due_weeks,
            scrap_value: self.scrap_value,
        }
    }
}
