//! Do the blocks of a route fit together?

use super::super::estimate::Estimate;
use super::super::route::{Capacity, Quote, Reading, Rework, Route, Step, YieldRamp};
use super::document::{check_ids, currency, lengths};
use super::{Problems, quoted};

pub(super) fn check(path: &str, route: &Route, problems: &mut Problems) {
    if let Some(code) = &route.currency {
        currency(&format!("{path}.currency"), code, problems);
    }
    ids(path, route, problems);
    for step in &route.process {
        check_step(&format!("{path}.process.{}", step.id), step, problems);
    }
    if let Some(quote) = &route.quote {
        check_quote(&format!("{path}.quote"), quote, problems);
    }
    if let Some(capacity) = &route.capacity {
        check_capacity(&format!("{path}.capacity"), capacity, problems);
    }
    check_ramp(path, route, problems);
    if let Some(capability) = &route.capability {
        lengths(&format!("{path}.capability"), capability.smallest_feature_um, capability.tolerance_um, problems);
    }
}

fn ids(path: &str, route: &Route, problems: &mut Problems) {
    let tools: Vec<&str> = route.tooling.iter().map(|tool| tool.id.as_str()).collect();
    let steps: Vec<&str> = route.process.iter().map(|step| step.id.as_str()).collect();
    let risks: Vec<&str> = route.risks.iter().map(|risk| risk.id.as_str()).collect();
    for (list, ids) in [("tooling", tools), ("process", steps), ("risks", risks)] {
        check_ids(&format!("{path}.{list}"), &ids, problems);
    }
}

fn check_step(path: &str, step: &Step, problems: &mut Problems) {
    match (&step.cost, &step.build_up) {
        (Some(_), Some(_)) => {
            problems.error(path, "both cost and build_up", "exactly one of them", "Delete the one that is not meant");
        }
        (None, None) => {
            problems.error(
                path,
                "neither cost nor build_up",
                "exactly one of them",
                "Give a cost of 0 where the step is free",
            );
        }
        _ => {}
    }
    if let Some(rework) = &step.rework {
        check_rework(&format!("{path}.rework"), rework, problems);
        if step.inspection.is_none() {
            let advice = "Rework begins with what an inspection finds: add an inspection to the step";
            problems.warn(format!("{path}.rework"), "rework without an inspection", "", advice);
        }
    }
}

/// Share of reworked units that fail and are tried again; at 1 nothing ever leaves the loop.
fn check_rework(path: &str, rework: &Rework, problems: &mut Problems) {
    let (success, again) = (smallest(&rework.success), largest(rework.again()));
    if rework.max_cycles.is_none() && (1.0 - success) * again >= 1.0 {
        let allowed = "rework that ends: success above 0, again below 1, or max_cycles";
        problems.error(path, "rework that never ends", allowed, "Give max_cycles, usually 1");
    }
}

fn smallest(estimate: &Estimate) -> f64 {
    estimate.stated().iter().map(|&(_, value)| value).fold(f64::INFINITY, f64::min)
}

fn largest(estimate: &Estimate) -> f64 {
    estimate.stated().iter().map(|&(_, value)| value).fold(f64::NEG_INFINITY, f64::max)
}

fn check_quote(path: &str, quote: &Quote, problems: &mut Problems) {
    let breaks = format!("{path}.breaks");
    if quote.breaks.is_empty() {
        problems.error(
            &breaks,
            "no price",
            "at least one (quantity, price)",
            "Leave the quote out where there is none yet",
        );
    }
    if quote.breaks.first().is_some_and(|first| first.0 == 0) {
        problems.error(format!("{breaks}.0"), "quantity 0", "a quantity of at least 1", "");
    }
    for pair in quote.breaks.windows(2) {
        let (before, after) = (pair[0].0, pair[1].0);
        let at = format!("{breaks}.{after}");
        if before == after {
            problems.error(
                at,
                format!("quantity {after} twice"),
                "each quantity once",
                "Delete the price that no longer holds",
            );
        } else if before > after {
            problems.error(
                at,
                format!("quantity {after} after {before}"),
                "rising quantities",
                "Sort the table by quantity",
            );
        }
    }
    if quote.per == 0 {
        problems.error(
            format!("{path}.per"),
            "0",
            "a whole number, at least 1",
            "Write 1 where the price is for one part",
        );
    }
    if quote.over_buy && quote.reading != Reading::Step {
        let found = format!("over_buy with reading {:?}", quote.reading);
        problems.error(format!("{path}.over_buy"), found, "over_buy with reading Step", "");
    }
    if quote.release_quantity.is_some() {
        check_release(path, quote, problems);
    }
}

fn check_release(path: &str, quote: &Quote, problems: &mut Problems) {
    let at = format!("{path}.release_quantity");
    if quote.over_buy {
        let advice = "Parts released at a time are priced at that quantity; delete one of the two";
        problems.error(&at, "release_quantity with over_buy", "one of them", advice);
    }
    if quote.reading == Reading::Incremental {
        let allowed = "release_quantity with reading Step or LogLog";
        problems.error(&at, "release_quantity with reading Incremental", allowed, "");
    }
}

fn check_capacity(path: &str, capacity: &Capacity, problems: &mut Problems) {
    if capacity.lead_weeks.is_some() && !capacity.phases.is_empty() {
        let advice = "The lead time is the sum of the phases: delete lead_weeks, or the phases";
        problems.error(path, "both lead_weeks and phases", "one of them", advice);
    }
    let mut seen = std::collections::HashSet::new();
    for phase in &capacity.phases {
        if phase.0.is_empty() {
            problems.error(format!("{path}.phases"), "a phase without a name", "a name for each phase", "");
        } else if !seen.insert(&phase.0) {
            let found = format!("phase {} twice", quoted(&phase.0));
            problems.error(
                format!("{path}.phases.{}", phase.0),
                found,
                "phases of different names",
                "Rename one of the two",
            );
        }
    }
}

fn check_ramp(path: &str, route: &Route, problems: &mut Problems) {
    let Some(YieldRamp::Exponential(ramp)) = &route.yield_ramp else { return };
    let at = format!("{path}.yield_ramp");
    match (&ramp.starts, &ramp.weeks) {
        (Some(_), Some(_)) => problems.error(&at, "both starts and weeks", "exactly one of them", ""),
        (None, None) => {
            problems.error(&at, "neither starts nor weeks", "exactly one of them", "4 to 8 weeks are usual");
        }
        (None, Some(_)) if route.capacity.as_ref().is_none_or(|capacity| capacity.per_week.is_none()) => {
            let advice = "Weeks become starts at the rate of the route: give capacity.per_week, or the ramp in starts";
            problems.error(
                format!("{at}.weeks"),
                "a ramp in weeks without a rate",
                "weeks with capacity.per_week",
                advice,
            );
        }
        _ => {}
    }
}
