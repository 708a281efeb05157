//! What is stranded if demand stops?
//!
//! Of a plan for Vp parts that stops at N: (nre + capital + tooling bought for Vp, and transfer and
//! the main stage's once N > N₀)·(1 − N/Vp) + the shortfall due at N. Undiscounted. docs/model.md,
//! section 2, "Cash and exposure". Expected where the planned volume is itself a range: the mean over the
//! demands it may come to, all that reach the plan stranding what is due there.

use super::distribution::Distribution;
use crate::cost::case::RouteCase;
use crate::cost::single::SingleRoute;
use crate::cost::tooling::{ToolCase, ToolPayment};
use crate::cost::{Case, as_parts};
use crate::model::Scenario;

/// Money committed and not earned back when a plan for `planned` parts stops after `stopped`; none
/// where there is no such route.
#[must_use]
pub fn stranded(case: &Case, route: usize, planned: u64, stopped: u64) -> Option<f64> {
    let (planned, stopped) = (as_parts(planned), as_parts(stopped.min(planned)));
    let unearned = 1.0 - stopped / planned;
    Some(match case.routes.get(route)? {
        RouteCase::Single(single) => committed(single, planned) * unearned + shortfall(single, stopped),
        RouteCase::Staged(staged) => {
            let pilot_parts = planned.min(staged.pilot_units);
            let pilot = committed(&staged.pilot, pilot_parts) * unearned
                + shortfall(&staged.pilot, stopped.min(staged.pilot_units));
            if stopped > staged.pilot_units {
                let main = staged.transfer_cost + committed(&staged.main, planned - staged.pilot_units);
                pilot + main * unearned + shortfall(&staged.main, stopped - staged.pilot_units)
            } else {
                pilot
            }
        }
    })
}

/// Demands by which the expected amount is found: the middles of so many equally likely slices.
const SLICES: u32 = 2_000;

/// The expected amount stranded of a plan for the likely planned volume, where demand is as uncertain as
/// that volume is stated; what the plan itself leaves due where it is certain. None where there is no such
/// route.
#[must_use]
pub fn expected_stranded(scenario: &Scenario, case: &Case, route: usize) -> Option<f64> {
    let (planned, demand) = (case.planned_units(), Distribution::of(&scenario.planned_volume()));
    let slice = |index: u32| {
        let drawn = demand.quantile((f64::from(index) + 0.5) / f64::from(SLICES));
        stranded(case, route, planned, whole(drawn))
    };
    let sum: Option<f64> = (0..SLICES).map(slice).sum();
    sum.map(|sum| sum / f64::from(SLICES))
}

/// The amount stranded at `count` demands from none to the planned volume, `(parts, money)`; empty where
/// there is no such route.
#[must_use]
pub fn stranded_curve(case: &Case, route: usize, planned: u64, count: u32) -> Vec<(u64, f64)> {
    let steps = u64::from(count.max(2)) - 1;
    let at = |step: u64| planned * step / steps;
    (0..=steps).filter_map(|step| Some((at(step), stranded(case, route, planned, at(step))?))).collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate, and NaN becomes 0")]
fn whole(volume: f64) -> u64 {
    (volume + 0.5).floor() as u64
}

/// NRE, capital and tools bought for a plan of `volume` parts.
fn committed(route: &SingleRoute, volume: f64) -> f64 {
    let starts = route.yields.starts_for(volume);
    let capital = route.capital.fixed + route.capital.machines(starts) * route.capital.per_machine;
    let bought = route.tools.iter().filter(|tool| matches!(tool.payment, ToolPayment::WhenBought { .. }));
    route.nre + capital + bought.map(|tool| tool.cost_of(starts, volume)).sum::<f64>()
}

/// What is due for tools that the parts made so far have not paid for.
fn shortfall(route: &SingleRoute, volume: f64) -> f64 {
    let due = |tool: &ToolCase| match tool.payment {
        ToolPayment::Amortised { parts, shortfall_due: true } => tool.cost / parts * (parts - volume).max(0.0),
        ToolPayment::Amortised { .. } | ToolPayment::WhenBought { .. } => 0.0,
    };
    route.tools.iter().map(due).sum()
}
