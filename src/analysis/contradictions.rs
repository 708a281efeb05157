//! Which figures contradict each other, as only computing them shows?
//!
//! A ramp rises: its first yield is at most what the chain accepts once the ramp is over, y0 ≤ A,
//! compared before lot loss (docs/model.md, section 2, "Starts"). The rules that need no arithmetic are in
//! [`validate`](crate::model::validate).

use crate::cost::Case;
use crate::cost::case::RouteCase;
use crate::model::Scenario;
use crate::model::route::{Route, YieldRamp};
use crate::model::validate::Problem;

/// Rounding that an accept fraction may carry from its chain.
const SLACK: f64 = 1e-9;

/// The contradictions of a scenario that [`validate`](crate::model::validate::validate) finds no error in.
///
/// ```
/// use crossplan::analysis::contradictions::contradictions;
/// use crossplan::cost::Case;
/// use crossplan::model::Scenario;
///
/// let scenario = Scenario::default();
/// assert!(contradictions(&scenario, &Case::likely(&scenario)).is_empty());
/// ```
#[must_use]
pub fn contradictions(scenario: &Scenario, case: &Case) -> Vec<Problem> {
    scenario.routes.iter().zip(&case.routes).filter_map(|(route, resolved)| falling_ramp(route, resolved)).collect()
}

fn falling_ramp(route: &Route, resolved: &RouteCase) -> Option<Problem> {
    let RouteCase::Single(resolved) = resolved else { return None };
    let first_yield = match route.yield_ramp.as_ref()? {
        YieldRamp::FirstRun(ramp) => ramp.first_yield.likely(),
        YieldRamp::Exponential(ramp) => ramp.first_yield.likely(),
    };
    let accepted = resolved.chain.accept_fraction();
    if first_yield <= accepted + SLACK {
        return None;
    }
    // Rounded down, so that the figure shown is one that may be written.
    let most = (accepted * 1e4).floor() / 1e4;
    let allowed = format!("at most {most}, which is what the route accepts once the ramp is over");
    let advice = "Lower the first yield, or raise the yields of the steps";
    Some(Problem::error(
        &format!("routes.{}.yield_ramp.first_yield", route.id),
        &first_yield.to_string(),
        &allowed,
        advice,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Estimate;
    use crate::model::route::{FirstRunRamp, Lots, Step};

    /// One step of yield 0.9, inspected nowhere, so that bad parts are accepted too; or at its end.
    fn scenario(first_yield: f64, inspected: bool) -> Scenario {
        let step = Step {
            id: "mill".to_owned(),
            cost: Some(Estimate::certain(1.0)),
            first_pass_yield: Estimate::certain(0.9),
            inspection: inspected.then(Default::default),
            ..Step::default()
        };
        let ramp = FirstRunRamp { first_yield: Estimate::certain(first_yield), ..FirstRunRamp::default() };
        let lots = Lots { loss_probability: Estimate::certain(0.5), ..Lots::default() };
        let route = Route {
            id: "shop".to_owned(),
            process: vec![step],
            yield_ramp: Some(YieldRamp::FirstRun(ramp)),
            lots: Some(lots),
            ..Route::default()
        };
        Scenario { routes: vec![route], ..Scenario::default() }
    }

    fn count(scenario: &Scenario) -> usize {
        contradictions(scenario, &Case::likely(scenario)).len()
    }

    #[test]
    fn a_first_yield_above_what_is_accepted_is_refused() {
        assert_eq!(count(&scenario(0.9, true)), 0, "lot loss lowers both alike");
        assert_eq!(count(&scenario(0.91, true)), 1);
        assert_eq!(count(&scenario(1.0, false)), 0, "without inspection everything is accepted");
        let problem = &contradictions(&scenario(0.95, true), &Case::likely(&scenario(0.95, true)))[0];
        assert_eq!(problem.path, "routes.shop.yield_ramp.first_yield");
        assert_eq!(problem.allowed, "at most 0.9, which is what the route accepts once the ramp is over");
    }
}
