//! Who is cheapest at the volumes of interest, and where does that change? In words and one table.

use super::names::{listed, names};
use super::table::{Align, table};
use super::text::{decimals, number, parts, shown};
use super::{crossovers, winners};
use crate::analysis::crossover::search;
use crate::analysis::interrupt::Never;
use crate::cost::Case;
use crate::model::Scenario;

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
    let cells: Vec<Vec<Option<f64>>> = (0..names.len()).map(|route| units(case, route, volumes)).collect();
    let column = |index: usize| cells.iter().filter_map(move |row| row[index]).collect::<Vec<f64>>();
    let places: Vec<usize> = (0..volumes.len()).map(|index| decimals(&column(index))).collect();
    let cell =
        |(unit, places): (&Option<f64>, &usize)| unit.map_or_else(|| "–".to_owned(), |unit| number(unit, *places));
    let rows: Vec<Vec<String>> = names
        .iter()
        .zip(&cells)
        .map(|(name, row)| std::iter::once(name.clone()).chain(row.iter().zip(&places).map(cell)).collect())
        .collect();
    let heads: Vec<String> = volumes.iter().map(|&volume| parts(volume)).collect();
    let head: Vec<(&str, Align)> =
        std::iter::once(("Route", Align::Left)).chain(heads.iter().map(|head| (head.as_str(), Align::Right))).collect();
    let sentences: String = volumes.iter().map(|&volume| sentence(scenario, case, &names, volume)).collect();
    let note =
        if cells.iter().flatten().any(Option::is_none) { "– has not begun its main stage there\n" } else { "" };
    let title = if scenario.title.is_empty() { "Scenario" } else { &scenario.title };
    let (title, currency) = (shown(title), shown(&scenario.currency));
    format!("{title}: cost per part in {currency}\n\n{}{note}\n{sentences}", table(&head, &rows))
}

/// Unit costs of one route; none where it does not compete.
fn units(case: &Case, route: usize, volumes: &[u64]) -> Vec<Option<f64>> {
    let unit =
        |&volume: &u64| Some(case.evaluate(route, volume)).filter(|it| it.candidate).map(|it| it.unit_cost(volume));
    volumes.iter().map(unit).collect()
}

/// `At 10,000 parts, Contract manufacturer is cheapest: USD 6.21 a part, 12 % below Boutique.`
fn sentence(scenario: &Scenario, case: &Case, names: &[String], volume: u64) -> String {
    let best = winners(case, volume);
    let Some(&first) = best.first() else { return format!("At {} parts, no route competes.\n", parts(volume)) };
    let unit = case.evaluate(first, volume).unit_cost(volume);
    let price = format!("{} {} a part", shown(&scenario.currency), number(unit, decimals(&[unit])));
    let who = listed(names, &best);
    let verb = if best.len() == 1 { "is cheapest" } else { "are equally cheap" };
    let rivals = (0..names.len()).filter(|route| !best.contains(route));
    let next = rivals
        .filter_map(|route| Some((route, case.evaluate(route, volume))).filter(|(_, it)| it.candidate))
        .map(|(route, it)| (route, it.unit_cost(volume)))
        .min_by(|a, b| a.1.total_cmp(&b.1));
    let lead = next.map_or_else(String::new, |(route, cost)| format!(", {} below {}", share(unit, cost), names[route]));
    format!("At {} {}, {who} {verb}: {price}{lead}.\n", parts(volume), if volume == 1 { "part" } else { "parts" })
}

/// By how much one cost lies below another, in percent.
fn share(low: f64, high: f64) -> String {
    let percent = (1.0 - low / high) * 100.0;
    if percent < 1.0 { "less than 1 %".to_owned() } else { format!("{percent:.0} %") }
}
