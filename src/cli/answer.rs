//! Who is cheapest at the volumes of interest, and where does that change? In words and one table.

use super::names::{listed, names};
use super::table::{Align, table};
use super::{crossovers, winners};
use crate::analysis::crossover::search;
use crate::analysis::interrupt::Never;
use crate::analysis::monte_carlo::is_certain;
use crate::charts::text::{self, shown};
use crate::cost::Case;
use crate::model::Scenario;

/// What stands below an answer with likely figures where there are others.
pub(super) const RANGES: &str = "Some figures are ranges: `crossplan simulate` tells how sure that is.\n";

/// The whole answer of a scenario as text: cost per part at its volumes, who is cheapest at each,
/// and where that changes. For whoever has no display.
#[must_use]
pub fn summary(scenario: &Scenario) -> String {
    let case = Case::likely(scenario);
    let (from, to) = scenario.range;
    let envelope = search(&case, from, to, &Never).unwrap_or_default();
    let costs = costs(scenario, &case, &scenario.volumes);
    format!("{costs}\n{}", crossovers::told(&names(scenario), &envelope, from, to))
}

/// Cost per part of each route at each volume, and a sentence for each volume.
pub(super) fn costs(scenario: &Scenario, case: &Case, volumes: &[u64]) -> String {
    let names = names(scenario);
    let title = if scenario.title.is_empty() { "Scenario" } else { &scenario.title };
    let (title, currency) = (shown(title), shown(&scenario.currency));
    let sentences: String = volumes.iter().map(|&volume| sentence(scenario, case, &names, volume)).collect();
    let (likely, hint) = if is_certain(scenario) { ("", "") } else { (", with likely figures", RANGES) };
    format!("{title}: cost per part in {currency}{likely}\n\n{}\n{sentences}{hint}", unit_table(case, &names, volumes))
}

fn unit_table(case: &Case, names: &[String], volumes: &[u64]) -> String {
    let units: Vec<Vec<Option<f64>>> = volumes.iter().map(|&volume| unit_costs(case, volume)).collect();
    let cell = |column: &Vec<Option<f64>>, route: usize| {
        let smallest = column.iter().flatten().copied().fold(f64::INFINITY, f64::min);
        column[route].map_or_else(|| "–".to_owned(), |unit| text::money(unit, text::decimals(smallest)))
    };
    let row = |(route, name): (usize, &String)| {
        std::iter::once(name.clone()).chain(units.iter().map(|column| cell(column, route))).collect()
    };
    let rows: Vec<Vec<String>> = names.iter().enumerate().map(row).collect();
    let is_missing = units.iter().flatten().any(Option::is_none);
    let note = if is_missing { "– has not begun its main stage there\n" } else { "" };
    table(&heads("Route", volumes), &rows) + note
}

/// A head of one name and a number for each volume.
pub(super) fn heads(first: &str, volumes: &[u64]) -> Vec<(String, Align)> {
    let numbers = volumes.iter().map(|&volume| (text::volume(volume), Align::Right));
    std::iter::once((first.to_owned(), Align::Left)).chain(numbers).collect()
}

/// Unit cost of each route; none where it does not compete.
fn unit_costs(case: &Case, volume: u64) -> Vec<Option<f64>> {
    let evaluations = (0..case.route_count()).map(|route| case.evaluate(route, volume));
    evaluations.map(|it| it.candidate.then(|| it.unit_cost(volume))).collect()
}

/// `At 10,000 parts, Contract manufacturer is cheapest: USD 6.21 a part, 12 % below Boutique.`
fn sentence(scenario: &Scenario, case: &Case, names: &[String], volume: u64) -> String {
    let (at, best, units) = (text::parts(volume), winners(case, volume), unit_costs(case, volume));
    let Some(unit) = best.first().and_then(|&first| units[first]) else {
        return format!("At {at}, no route competes.\n");
    };
    let verb = if best.len() == 1 { "is cheapest" } else { "are equally cheap" };
    let rivals = units.iter().enumerate().filter(|(route, _)| !best.contains(route));
    let next = rivals.filter_map(|(route, unit)| Some((route, (*unit)?))).min_by(|a, b| a.1.total_cmp(&b.1));
    let lead = next.map_or_else(String::new, |(route, cost)| format!(", {} below {}", share(unit, cost), names[route]));
    let (who, currency) = (listed(names, &best), shown(&scenario.currency));
    format!("At {at}, {who} {verb}: {currency} {} a part{lead}.\n", text::cost(unit))
}

/// By how much one cost lies below another, in percent.
fn share(low: f64, high: f64) -> String {
    let share = 1.0 - low / high;
    if share < 0.01 { "less than 1 %".to_owned() } else { text::percent(share) }
}
