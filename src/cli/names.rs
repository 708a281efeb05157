//! What are routes called in an answer? By name in text, by id in JSON.

use crate::charts::text;
use crate::model::{Route, Scenario};

/// Longest name shown in a table, in characters.
const LONGEST_NAME: usize = 40;
/// Most names in a row.
const MOST_NAMES: usize = 4;

/// Ids of some routes, as JSON gives them.
pub(super) fn ids<'a>(scenario: &'a Scenario, routes: &[usize]) -> Vec<&'a str> {
    routes.iter().filter_map(|&route| scenario.routes.get(route)).map(|route| route.id.as_str()).collect()
}

/// A name for each route; routes of one name are told apart by their ids.
pub(super) fn names(scenario: &Scenario) -> Vec<String> {
    let is_shared = |name: &str| scenario.routes.iter().filter(|route| route.name == name).count() > 1;
    let name = |route: &Route| match route.name.as_str() {
        "" => short(&route.id),
        name if is_shared(name) => format!("{} ({})", short(name), short(&route.id)),
        name => short(name),
    };
    scenario.routes.iter().map(name).collect()
}

/// Some routes in a sentence: `A`, `A and B`, `A, B and C`, `A, B, C and 7 more`; `no route` where there is none.
pub(super) fn listed(names: &[String], routes: &[usize]) -> String {
    let mut names: Vec<&str> = routes.iter().filter_map(|&route| names.get(route)).map(String::as_str).collect();
    let more = format!("{} more", names.len().saturating_sub(MOST_NAMES - 1));
    if names.len() > MOST_NAMES {
        names.truncate(MOST_NAMES - 1);
        names.push(&more);
    }
    if names.is_empty() { "no route".to_owned() } else { text::listed(&names) }
}

/// A name as a table shows it: at most [`LONGEST_NAME`] characters.
fn short(name: &str) -> String {
    let name = text::shown(name);
    if name.chars().count() <= LONGEST_NAME {
        return name;
    }
    name.chars().take(LONGEST_NAME - 1).chain(std::iter::once('…')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_is_cut() {
        assert_eq!(short(&"x".repeat(5000)).chars().count(), LONGEST_NAME);
        assert_eq!(short("CM"), "CM");
    }

    #[test]
    fn routes_of_one_name_are_told_apart() {
        let route = |id: &str, name: &str| Route { id: id.to_owned(), name: name.to_owned(), ..Route::default() };
        let routes = vec![route("a", "CM"), route("b", "CM"), route("c", ""), route("d", "Boutique")];
        let scenario = Scenario { routes, ..Scenario::default() };
        assert_eq!(names(&scenario), ["CM (a)", "CM (b)", "c", "Boutique"]);
        assert_eq!(listed(&names(&scenario), &[]), "no route");
        let names: Vec<String> = ["A", "B", "C", "D", "E"].map(str::to_owned).to_vec();
        assert_eq!(listed(&names, &[0, 1, 2, 3]), "A, B, C and D");
        assert_eq!(listed(&names, &[0, 1, 2, 3, 4]), "A, B, C and 2 more");
    }
}
