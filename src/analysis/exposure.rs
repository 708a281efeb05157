//! What is stranded if demand stops?
//!
//! Of a plan for Vp parts that stops at N: (nre + capital + tooling bought for Vp, and transfer and
//! the main stage's once N > N₀)·(1 − N/Vp) + the shortfall due at N. Undiscounted. docs/model.md,
//! section 2, "Cash and exposure".

use crate::cost::case::RouteCase;
use crate::cost::single::SingleRoute;
use crate::cost::tooling::{ToolCase, ToolPayment};
use crate::cost::{Case, as_parts};

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
