//! What is the message of the chart, in a sentence?

use super::contested::{Change, rivals};
use super::text::{listed, name, parts, volume};
use crate::analysis::crossover::{Crossover, Envelope, Run};
use crate::analysis::curve::Measure;
use crate::model::Scenario;

/// The names of routes, by their indices.
#[must_use]
pub fn names(scenario: &Scenario, routes: &[usize]) -> String {
    let names: Vec<String> =
        routes.iter().filter_map(|route| scenario.routes.get(*route)).map(|route| name(&route.name)).collect();
    listed(&names.iter().map(String::as_str).collect::<Vec<_>>())
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

fn subject(scenario: &Scenario, run: &Run) -> String {
    let who = names(scenario, &run.cheapest);
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

/// What the chart's figures are.
#[must_use]
pub fn subtitle(scenario: &Scenario, measure: Measure, per: u32) -> String {
    let currency = &scenario.currency;
    match measure {
        Measure::Unit if per == 1 => format!("Cost per accepted part, {currency}, everything included"),
        Measure::Unit => format!("Cost per {} accepted parts, {currency}, everything included", volume(per.into())),
        Measure::Total => format!("Cost of all accepted parts, {currency}, everything included"),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::crossover::Cause;
    use crate::model::Route;

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
