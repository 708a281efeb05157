//! How does yield fall and cost rise through the steps of each route?
//!
//! Of 100 starts, 100·(g + b) units go on after a step, g good ones and b bad ones that nobody found;
//! scrap = found − recovered. Rolled throughput yield = ∏ y; accepted share = g + b after the last
//! step, lot loss taken off. The arithmetic is that of [`crate::cost::process`].

use super::cost_curves::Subject;
use super::sentences::headline;
use super::text::{self, percent};
use crate::cost::as_parts;
use crate::cost::case::RouteCase;
use crate::cost::passes;
use crate::cost::process::Chain;
use crate::cost::single::SingleRoute;

/// A step of a route, for each 100 starts.
#[derive(Clone, Debug, PartialEq)]
pub struct StepLine {
    /// What it is called.
    pub name: String,
    /// Share of good units that stay good.
    pub first_pass_yield: f64,
    /// Whether anybody looks for bad units after it.
    pub inspected: bool,
    /// Bad units found.
    pub found: f64,
    /// Units that rework saved.
    pub recovered: f64,
    /// Units that go on, bad ones included.
    pub left: f64,
    /// Good ones of them.
    pub good: f64,
    /// Money absorbed so far by one start.
    pub cost: f64,
}

impl StepLine {
    /// Units that are thrown away here.
    #[must_use]
    pub fn scrapped(&self) -> f64 {
        self.found - self.recovered
    }
}

/// The chain of a route.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteProcess {
    /// Index of the route.
    pub route: usize,
    /// What happens, in order.
    pub steps: Vec<StepLine>,
    /// Product of all first-pass yields.
    pub rolled_throughput_yield: f64,
    /// Share of the starts that is accepted once any ramp is over.
    pub accepted: f64,
    /// Share of the starts that is accepted over the whole volume, ramp included.
    pub accepted_over_volume: f64,
    /// Share of the accepted units that are bad.
    pub escaping: f64,
    /// Money in the chain for each accepted part.
    pub cost_of_accepted: f64,
    /// What imperfect yield costs at the volume, and its part of the total.
    pub scrap_value: (f64, f64),
}

/// The chains of all routes that have one.
#[must_use]
pub fn processes(subject: &Subject, volume: u64) -> Vec<RouteProcess> {
    (0..subject.case.route_count()).filter_map(|route| process(subject, route, volume.max(1))).collect()
}

/// What yield costs most: "Imperfect yield costs In-house micro-fab 40,000, 6 % of its total".
#[must_use]
pub fn message(subject: &Subject, processes: &[RouteProcess]) -> String {
    let dearest = processes.iter().max_by(|a, b| a.scrap_value.0.total_cmp(&b.scrap_value.0));
    match dearest {
        None => "No route has process steps".to_owned(),
        Some(it) if it.scrap_value.0 <= 0.0 => "Imperfect yield costs nothing at this volume".to_owned(),
        Some(it) => format!(
            "Imperfect yield costs {} {}, {} of its total",
            headline(subject.scenario, &[it.route]),
            text::rounded(it.scrap_value.0, 2),
            of_total(it.scrap_value.1)
        ),
    }
}

/// A part of a route's cost: what is under a thousandth of it needs no more digits.
#[must_use]
pub fn of_total(share: f64) -> String {
    if share < 0.001 { "under 0.1 %".to_owned() } else { percent(share) }
}

fn process(subject: &Subject, route: usize, volume: u64) -> Option<RouteProcess> {
    let stated = subject.scenario.routes.get(route)?;
    let RouteCase::Single(single) = subject.case.routes.get(route)? else { return None };
    let passed = passes(stated);
    let steps: Vec<StepLine> = passed
        .into_iter()
        .map(|(name, pass)| StepLine {
            name: text::name(&name),
            first_pass_yield: pass.first_pass_yield,
            inspected: pass.inspected,
            found: 100.0 * pass.found,
            recovered: 100.0 * pass.recovered,
            left: 100.0 * pass.after.accept_fraction(),
            good: 100.0 * pass.after.good,
            cost: pass.after.cost(),
        })
        .chain(lost_lots(single))
        .collect();
    if steps.is_empty() {
        return None;
    }
    let evaluation = subject.case.evaluate(route, volume);
    let share = if evaluation.total > 0.0 { evaluation.scrap_value / evaluation.total } else { 0.0 };
    Some(RouteProcess {
        route,
        steps,
        rolled_throughput_yield: single.chain.rolled_throughput_yield,
        accepted: single.yields.accept_fraction,
        accepted_over_volume: as_parts(volume) / evaluation.starts.max(1.0),
        escaping: single.chain.escape_fraction(),
        cost_of_accepted: single.chain.cost() / single.yields.accept_fraction,
        scrap_value: (evaluation.scrap_value, share),
    })
}

/// What is lost with whole lots, after the chain.
fn lost_lots(single: &SingleRoute) -> Option<StepLine> {
    let chain: &Chain = &single.chain;
    let kept = single.yields.accept_fraction / chain.accept_fraction();
    let lost = 100.0 * (chain.accept_fraction() - single.yields.accept_fraction);
    (lost > 1e-9).then(|| StepLine {
        name: "Lots lost".to_owned(),
        first_pass_yield: kept,
        inspected: true,
        found: lost,
        recovered: 0.0,
        left: 100.0 * single.yields.accept_fraction,
        good: 100.0 * chain.good * kept,
        cost: chain.cost(),
    })
}
