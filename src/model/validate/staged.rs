//! Does a staged route name two routes that can follow each other?

use super::super::route::{Route, Staged};
use super::super::scenario::Scenario;
use super::document::one_of;
use super::{Problems, number, quoted};

/// The most events with a delay: each doubles the outcomes that are counted out.
const MOST_DELAYS: usize = 10;

pub(super) fn check(path: &str, route: &Route, scenario: &Scenario, problems: &mut Problems) {
    let Some(staged) = &route.staged else {
        check_delays(path, delays(route), "", problems);
        return;
    };
    let pilot = member(path, "pilot", &staged.pilot, route, scenario, problems);
    let main = member(path, "main", &staged.main, route, scenario, problems);
    if !staged.pilot.is_empty() && staged.pilot == staged.main {
        let at = format!("{path}.staged.main");
        problems.error(at, format!("{} as pilot and main", quoted(&staged.main)), "two different routes", "");
    }
    if let (Some(pilot), Some(main)) = (pilot, main) {
        check_delays(path, delays(pilot) + delays(main), " of its two routes together", problems);
    }
    if let Some(main) = main {
        check_overlap(path, staged, main, problems);
    }
    check_own_costs(path, route, problems);
}

/// The route that is named, where it may be a part of this one.
fn member<'a>(
    path: &str,
    role: &str,
    id: &str,
    route: &Route,
    scenario: &'a Scenario,
    problems: &mut Problems,
) -> Option<&'a Route> {
    let at = format!("{path}.staged.{role}");
    let single: Vec<&str> =
        scenario.routes.iter().filter(|route| route.staged.is_none()).map(|route| route.id.as_str()).collect();
    if id.is_empty() {
        problems.error(at, format!("no {role}"), &one_of(&single), "");
    } else if id == route.id {
        problems.error(at, format!("{}, the route itself", quoted(id)), &one_of(&single), "");
    } else if single.contains(&id) {
        return scenario.route(id);
    } else if scenario.route(id).is_some() {
        let advice = "A staged route is made of two single ones";
        problems.error(at, format!("{}, which is staged itself", quoted(id)), &one_of(&single), advice);
    } else {
        problems.error(at, quoted(id), &one_of(&single), "There is no such route");
    }
    None
}

fn delays(route: &Route) -> usize {
    let delayed = |risk: &&super::super::route::Risk| risk.delay_weeks.stated().iter().any(|&(_, weeks)| weeks != 0.0);
    route.risks.iter().filter(delayed).count()
}

fn check_delays(path: &str, count: usize, whose: &str, problems: &mut Problems) {
    if count > MOST_DELAYS {
        let found = format!("{count} events with delay weeks{whose}");
        let advice = "Every combination of them is counted out: join some, or give them a cost instead of weeks";
        problems.error(format!("{path}.risks"), found, &format!("at most {MOST_DELAYS}"), advice);
    }
}

/// The main route cannot begin before the pilot has ended by more than it needs to get ready.
fn check_overlap(path: &str, staged: &Staged, main: &Route, problems: &mut Problems) {
    let overlap = staged.overlap_weeks.likely();
    let most = staged.transfer_weeks.likely() + lead(main);
    if overlap > most {
        let allowed = format!("at most {}: transfer_weeks and the lead time of {}", number(most), quoted(&main.id));
        problems.error(format!("{path}.staged.overlap_weeks"), number(overlap), &allowed, "");
    }
}

/// Lead time in weeks without a repeat order, likely values.
fn lead(route: &Route) -> f64 {
    let ready = route.capacity.as_ref().map_or(0.0, |capacity| {
        let phases: f64 = capacity.phases.iter().map(|phase| phase.1.likely()).sum();
        capacity.lead_weeks.as_ref().map_or(phases, super::super::estimate::Estimate::likely)
    });
    ready + route.nre.as_ref().map_or(0.0, |nre| nre.revisions.likely() * nre.weeks_per_revision.likely())
}

fn check_own_costs(path: &str, route: &Route, problems: &mut Problems) {
    for (block, present) in [
        ("nre", route.nre.is_some()),
        ("tooling", !route.tooling.is_empty()),
        ("quote", route.quote.is_some()),
        ("process", !route.process.is_empty()),
        ("yield_ramp", route.yield_ramp.is_some()),
        ("learning", route.learning.is_some()),
        ("lots", route.lots.is_some()),
        ("material_lots", route.material_lots.is_some()),
        ("per_part", route.per_part.is_some()),
        ("capital", route.capital.is_some()),
        ("staff", route.staff.is_some()),
        ("capacity", route.capacity.is_some()),
        ("quality", route.quality.is_some()),
        ("risks", !route.risks.is_empty()),
    ] {
        if present {
            let advice = "A staged route costs what its two routes and the transfer cost: move this into one of them";
            problems.error(format!("{path}.{block}"), format!("{block} beside staged"), "staged alone", advice);
        }
    }
    for (key, estimate, neutral) in [
        ("exchange_rate", &route.exchange_rate, 1.0),
        ("unit_multiplier", &route.unit_multiplier, 1.0),
        ("duty_rate", &route.duty_rate, 0.0),
    ] {
        if estimate.stated().iter().any(|&(_, value)| (value - neutral).abs() > 0.0) {
            let advice = "It belongs to the routes that are staged";
            problems.error(format!("{path}.{key}"), format!("{key} beside staged"), "staged alone", advice);
        }
    }
}
