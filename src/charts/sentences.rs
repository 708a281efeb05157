//! What is the message of the chart, in a sentence?

use super::comparison::Standing;
use super::contested::{Change, rivals};
use super::finding_text::why_ruled_out;
use super::text::{cost, listed, name, parts, short_name, volume};
use crate::analysis::crossover::{Crossover, Envelope, Run};
use crate::analysis::curve::Measure;
use crate::analysis::feasibility::is_ruled_out;
use crate::analysis::savings::Payback;
use crate::model::Scenario;

/// The names of routes, by their indices.
#[must_use]
pub fn names(scenario: &Scenario, routes: &[usize]) -> String {
    let names: Vec<String> =
        routes.iter().filter_map(|route| scenario.routes.get(*route)).map(|route| name(&route.name)).collect();
    listed(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// In a headline more routes than this are counted, not named.
const NAMED: usize = 3;
/// So many characters of a headline are for names, and so many at least for each.
const HEADLINE: (usize, usize) = (44, 16);

/// The names of routes in the message over a chart: short, so that what is said of them has room.
#[must_use]
pub fn headline(scenario: &Scenario, routes: &[usize]) -> String {
    if routes.len() > NAMED {
        return format!("{} routes", routes.len());
    }
    let most = (HEADLINE.0 / routes.len().max(1)).max(HEADLINE.1);
    let stated = routes.iter().filter_map(|route| scenario.routes.get(*route));
    let names: Vec<String> = stated.map(|route| short_name(&route.name, most)).collect();
    listed(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// So many characters has the longest name that can be typed.
const WHOLE: usize = 200;

/// Those names of routes that [`headline`] does not tell whole, whole.
#[must_use]
pub fn untold(scenario: &Scenario, routes: &[usize]) -> Vec<String> {
    let told = headline(scenario, routes);
    let stated = routes.iter().filter_map(|route| scenario.routes.get(*route));
    stated.map(|route| short_name(&route.name, WHOLE)).filter(|name| !told.contains(name.as_str())).collect()
}

/// What stands behind the name of a route that cannot make the part.
pub const UNABLE: &str = " · cannot make it";

/// What stands at a route's curve: its name, and whether it cannot make the part.
#[must_use]
pub fn label(scenario: &Scenario, route: usize) -> String {
    let name = names(scenario, &[route]);
    if is_ruled_out(scenario, route) { name + UNABLE } else { name }
}

/// Why none of the cheapest routes can make the part, and which is the cheapest that can; nothing where one of
/// them can.
#[must_use]
pub fn ruled_out(scenario: &Scenario, standings: &[Standing]) -> Option<String> {
    let cheapest = standings.iter().filter(|standing| standing.cheapest);
    let reasons = cheapest.map(|it| why_ruled_out(scenario, it.route)).collect::<Option<Vec<String>>>()?;
    let instead = match cheapest_able(scenario, standings) {
        Some(able) => format!("The cheapest that can is {}, at {}.", names(scenario, &[able.route]), cost(able.value)),
        None => "No route here can.".to_owned(),
    };
    (!reasons.is_empty()).then(|| format!("{} {instead}", reasons.join(" ")))
}

/// The cheapest of the routes that can make the part.
#[must_use]
pub fn cheapest_able<'a>(scenario: &Scenario, standings: &'a [Standing]) -> Option<&'a Standing> {
    let able = standings.iter().filter(|it| it.candidate && !is_ruled_out(scenario, it.route));
    able.min_by(|a, b| a.evaluation.total.total_cmp(&b.evaluation.total))
}

/// Who is cheapest around a volume, and from where to where.
#[must_use]
pub fn message(scenario: &Scenario, envelope: &Envelope, at: u64) -> String {
    let (from, to) = scenario.range;
    match envelope.run_at(at.clamp(from, to.max(from))) {
        Some(run) => format!("{} {}", subject(scenario, run), extent(run, scenario.range)),
        None => "No route to compare".to_owned(),
    }
}

/// Who is cheapest from where to where, run by run, the first `listed` of them.
#[must_use]
pub fn runs(scenario: &Scenario, envelope: &Envelope, listed: usize) -> String {
    let run = |run: &Run| format!("{} {}", subject(scenario, run), extent(run, scenario.range));
    let told = envelope.runs.iter().take(listed).map(run).collect::<Vec<_>>().join("; ");
    match envelope.runs.len().saturating_sub(listed) {
        0 => format!("{told}."),
        more => format!("{told}; and {more} more, which the Data tab has."),
    }
}

fn subject(scenario: &Scenario, run: &Run) -> String {
    let who = headline(scenario, &run.cheapest);
    if !run.cheapest.is_empty() && run.cheapest.iter().all(|route| is_ruled_out(scenario, *route)) {
        return format!("{who} cannot make it, though cheapest");
    }
    if run.cheapest.len() > 1 { format!("{who} are equally cheap") } else { format!("{who} is cheapest") }
}

/// The volumes of a run: "from 20,813 parts", "up to 20,812 parts", "at every volume".
#[must_use]
pub fn extent(run: &Run, (from, to): (u64, u64)) -> String {
    match (run.from <= from, run.to >= to) {
        (true, true) => "at every volume".to_owned(),
        (true, false) => format!("up to {}", parts(run.to)),
        (false, true) => format!("from {}", parts(run.from)),
        (false, false) if run.from == run.to => format!("at {}", parts(run.from)),
        (false, false) => format!("from {} to {}", volume(run.from), parts(run.to)),
    }
}

/// What the chart's figures are, and that they rest on likely values where there are others.
#[must_use]
pub fn subtitle(scenario: &Scenario, measure: Measure, per: u32, uncertain: bool) -> String {
    let currency = &scenario.currency;
    match measure {
        Measure::Unit if uncertain && per == 1 => format!("With likely figures: {currency} per accepted part, all in"),
        Measure::Unit if uncertain => {
            format!("With likely figures: {currency} per {} parts, all in", volume(per.into()))
        }
        Measure::Total if uncertain => format!("With likely figures: {currency} for all parts, all in"),
        Measure::Unit if per == 1 => format!("Cost per accepted part, {currency}, everything included"),
        Measure::Unit => format!("Cost per {} parts, {currency}, everything included", volume(per.into())),
        Measure::Total => format!("Cost of all parts, {currency}, everything included"),
    }
}

/// One crossover in a few words: "20,813 parts: Boutique → CM".
#[must_use]
pub fn crossover(scenario: &Scenario, crossover: &Crossover) -> String {
    let (before, after) = (names(scenario, &crossover.before), names(scenario, &crossover.after));
    format!("{}: {before} → {after}", parts(crossover.volume))
}

/// A contested zone: a line that says what it is, and one for each of the first crossovers in it.
#[must_use]
pub fn zone(scenario: &Scenario, crossovers: &[Crossover], change: Change, most: usize) -> (String, Vec<String>) {
    let these = change.of(crossovers);
    let heading = format!("{} changes between {}", these.len(), names(scenario, &rivals(these)));
    let mut lines: Vec<String> = these.iter().take(most).map(|it| self::crossover(scenario, it)).collect();
    if these.len() > most {
        lines.push(format!("and {} more", volume((these.len() - most) as u64)));
    }
    (heading, lines)
}

/// From where on a route is cheaper than today's for good: "Pays back from 14,189 parts on".
#[must_use]
pub fn pays_back(payback: Payback, (_, to): (u64, u64)) -> String {
    match payback {
        Payback::From(volume) => format!("Pays back from {} on", parts(volume)),
        Payback::NotInRange => format!("Does not pay back up to {}", parts(to)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::crossover::Cause;
    use crate::charts::comparison::standings;
    use crate::charts::cost_curves::Subject;
    use crate::cost::Case;
    use crate::model::route::{Capability, Step};
    use crate::model::{Estimate, Route};

    fn scenario() -> Scenario {
        let named = |name: &str| Route { name: name.to_owned(), ..Route::default() };
        Scenario { routes: vec![named("Boutique"), named("CM")], ..Scenario::default() }
    }

    fn envelope() -> Envelope {
        let run = |from, to, cheapest: &[usize]| Run { from, to, cheapest: cheapest.to_vec() };
        let runs = vec![run(1, 20_812, &[0]), run(20_813, 20_813, &[0, 1]), run(20_814, 1_000_000, &[1])];
        Envelope { runs, ..Envelope::default() }
    }

    #[test]
    fn the_message_names_the_cheapest_route_and_its_volumes() {
        let said: Vec<String> =
            [100, 20_813, 40_000, u64::MAX].map(|at| message(&scenario(), &envelope(), at)).to_vec();
        assert_eq!(
            said,
            [
                "Boutique is cheapest up to 20,812 parts",
                "Boutique and CM are equally cheap at 20,813 parts",
                "CM is cheapest from 20,814 parts",
                "CM is cheapest from 20,814 parts",
            ]
        );
    }

    #[test]
    fn a_route_that_cannot_make_the_part_is_not_called_the_answer() {
        let mut scenario = scenario();
        let said = |scenario: &Scenario| (label(scenario, 0), message(scenario, &envelope(), 100));
        scenario.part.smallest_feature_um = Some(25.0);
        for (holds, expected) in [
            (25.0, ("Boutique", "Boutique is cheapest up to 20,812 parts")),
            (30.0, ("Boutique · cannot make it", "Boutique cannot make it, though cheapest up to 20,812 parts")),
        ] {
            let capability = Capability { smallest_feature_um: Some(holds), ..Capability::default() };
            scenario.routes[0].capability = Some(capability);
            assert_eq!(said(&scenario), (expected.0.to_owned(), expected.1.to_owned()));
        }
    }

    #[test]
    fn the_cheapest_that_can_is_named() {
        let mut scenario = scenario();
        for (route, (each, holds)) in scenario.routes.iter_mut().zip([(2.0, 30.0), (3.0, 20.0)]) {
            route.process = vec![Step { cost: Some(Estimate::certain(each)), ..Step::default() }];
            route.capability = Some(Capability { smallest_feature_um: Some(holds), ..Capability::default() });
        }
        let mut said = |needed: f64| {
            scenario.part.smallest_feature_um = Some(needed);
            let (case, envelope) = (Case::likely(&scenario), Envelope::default());
            let subject = Subject { scenario: &scenario, case: &case, envelope: &envelope };
            ruled_out(&scenario, &standings(&subject, Measure::Unit, 1.0, 100))
        };
        assert_eq!(said(30.0), None);
        let reason = |needed| {
            format!("Boutique: cannot make the part: it needs features of {needed} µm, this route holds 30 µm.")
        };
        assert_eq!(said(25.0), Some(format!("{} The cheapest that can is CM, at 3.00.", reason(25))));
        assert_eq!(said(15.0), Some(format!("{} No route here can.", reason(15))));
    }

    #[test]
    fn without_routes_nothing_is_claimed() {
        assert_eq!(message(&Scenario::default(), &Envelope::default(), 5), "No route to compare");
    }

    #[test]
    fn a_zone_lists_the_first_changes_and_counts_the_rest() {
        let at = |volume| Crossover { volume, before: vec![0], after: vec![1], cause: Cause::Tool, root: None };
        let crossovers: Vec<Crossover> = (1..=9).map(at).collect();
        let (heading, lines) = zone(&scenario(), &crossovers, Change { first: 1, count: 8 }, 5);
        assert_eq!(heading, "8 changes between Boutique and CM");
        assert_eq!(lines.len(), 6);
        assert_eq!(lines[0], "2 parts: Boutique → CM");
        assert_eq!(lines[5], "and 3 more");
    }
}
