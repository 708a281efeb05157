//! What are routes called in an answer? By name in text, by id in JSON.

use super::text::short;
use crate::model::Scenario;

/// Ids of some routes, as JSON gives them.
pub(super) fn ids<'a>(scenario: &'a Scenario, routes: &[usize]) -> Vec<&'a str> {
    routes.iter().filter_map(|&route| scenario.routes.get(route)).map(|route| route.id.as_str()).collect()
}

/// A name for each route; routes of one name are told apart by their ids.
pub(super) fn names(scenario: &Scenario) -> Vec<String> {
    let is_shared = |name: &str| scenario.routes.iter().filter(|route| route.name == name).count() > 1;
    let name = |route: &crate::model::Route| match route.name.as_str() {
        "" => short(&route.id),
        name if is_shared(name) => format!("{} ({})", short(name), short(&route.id)),
        name => short(name),
    };
    scenario.routes.iter().map(name).collect()
}

/// Some routes in a sentence: `A`, `A and B`, `A, B and C`.
pub(super) fn listed(names: &[String], routes: &[usize]) -> String {
    let names: Vec<&str> = routes.iter().filter_map(|&route| names.get(route)).map(String::as_str).collect();
    match names.as_slice() {
        [] => "no route".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
