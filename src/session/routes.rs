//! How are routes added, copied, moved and taken out?

use super::groups::{Group, stages_for};
use super::new_scenario;
use crate::model::{Route, Scenario};

/// The longest name that is typed; a longer one would slow the window down.
pub const LONGEST_NAME: usize = 200;

/// What a new route begins as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewRoute {
    /// A supplier, with a template's values.
    Supplier,
    /// Made in-house, with a template's values.
    InHouse,
    /// The first two single routes, one after the other.
    Staged,
}

/// Adds a route at the end and returns its id; nothing where there are not two routes to stage.
pub fn add(scenario: &mut Scenario, kind: NewRoute) -> Option<String> {
    let (stem, name) = match kind {
        NewRoute::Supplier => ("supplier", "New supplier"),
        NewRoute::InHouse => ("in-house", "In-house"),
        NewRoute::Staged => ("staged", "Pilot, then production"),
    };
    let id = free_id(stem, |id| scenario.route(id).is_some());
    let mut route = match kind {
        NewRoute::Supplier => new_scenario::template_route(1),
        NewRoute::InHouse => new_scenario::template_route(0),
        NewRoute::Staged => Route::default(),
    };
    if kind == NewRoute::Staged {
        Group::Staged.add(&mut route, &stages_for(scenario, &id));
        route.staged.as_ref()?;
    }
    route.id.clone_from(&id);
    name.clone_into(&mut route.name);
    scenario.routes.push(route);
    Some(id)
}

/// Copies a route to the place behind it and returns the copy's id.
pub fn duplicate(scenario: &mut Scenario, id: &str) -> Option<String> {
    let place = scenario.routes.iter().position(|route| route.id == id)?;
    let copy_id = free_id(id, |id| scenario.route(id).is_some());
    let mut copy = scenario.routes.get(place)?.clone();
    copy.id.clone_from(&copy_id);
    copy.name.push_str(" (copy)");
    scenario.routes.insert(place + 1, copy);
    Some(copy_id)
}

/// Takes a route out, and with it the staged routes that need it and the incumbent's mark.
pub fn delete(scenario: &mut Scenario, id: &str) {
    let needs = |route: &Route| route.staged.as_ref().is_some_and(|staged| staged.pilot == id || staged.main == id);
    scenario.routes.retain(|route| route.id != id && !needs(route));
    let gone = scenario.incumbent.as_deref().is_some_and(|incumbent| scenario.route(incumbent).is_none());
    if gone {
        scenario.incumbent = None;
    }
}

/// Moves a route by some places, up where negative, as far as there is room.
pub fn shift(scenario: &mut Scenario, id: &str, by: isize) {
    let Some(place) = scenario.routes.iter().position(|route| route.id == id) else { return };
    let target = place.saturating_add_signed(by).min(scenario.routes.len() - 1);
    let route = scenario.routes.remove(place);
    scenario.routes.insert(target, route);
}

/// A file name made of a title: letters and digits, the rest hyphens.
#[must_use]
pub fn file_name(title: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c.to_lowercase().next().unwrap_or(c) } else { ' ' };
    let words: String = title.chars().take(60).map(plain).collect();
    let name = words.split_whitespace().collect::<Vec<_>>().join("-");
    if name.is_empty() { "scenario.ron".to_owned() } else { name + ".ron" }
}

/// `stem-2`, `stem-3` …: the first that is not taken. A trailing number of the stem counts on.
pub fn free_id(stem: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let stem = stem.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-');
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.to_owned()).chain(numbered).find(|id| !id.is_empty() && !is_taken(id)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Document;

    fn ids(scenario: &Scenario) -> Vec<&str> {
        scenario.routes.iter().map(|route| route.id.as_str()).collect()
    }

    #[test]
    fn routes_are_added_copied_and_moved() {
        let mut scenario = Document::example().scenario;
        let before: Vec<String> = scenario.routes.iter().map(|route| route.id.clone()).collect();
        assert_eq!(add(&mut scenario, NewRoute::Supplier).as_deref(), Some("supplier"));
        assert_eq!(add(&mut scenario, NewRoute::InHouse).as_deref(), Some("in-house-2"));
        assert_eq!(add(&mut scenario, NewRoute::Staged).as_deref(), Some("staged"));
        assert_eq!(duplicate(&mut scenario, "supplier").as_deref(), Some("supplier-2"));
        assert_eq!(duplicate(&mut scenario, "no such"), None);
        assert!(crate::session::document::errors(&scenario).is_empty());
        shift(&mut scenario, "supplier", -100);
        assert_eq!(ids(&scenario)[0], "supplier");
        shift(&mut scenario, "supplier", 1);
        assert_eq!(ids(&scenario)[1], "supplier");
        shift(&mut scenario, "supplier", isize::MAX);
        assert_eq!(ids(&scenario).last(), Some(&"supplier"));
        for id in ["staged", "supplier", "supplier-2", "in-house-2"] {
            delete(&mut scenario, id);
        }
        assert_eq!(ids(&scenario), before);
    }

    #[test]
    fn titles_make_file_names_without_tricks() {
        assert_eq!(file_name("MF-204 manifold"), "mf-204-manifold.ron");
        assert_eq!(file_name("../../etc/passwd"), "etc-passwd.ron");
        assert_eq!(file_name("  "), "scenario.ron");
    }

    #[test]
    fn two_routes_are_needed_for_a_staged_one() {
        assert_eq!(add(&mut Scenario::default(), NewRoute::Staged), None);
    }

    #[test]
    fn a_route_takes_those_that_need_it_along() {
        let mut scenario = Document::example().scenario;
        scenario.incumbent = Some("boutique".to_owned());
        delete(&mut scenario, "boutique");
        assert_eq!(ids(&scenario), ["in-house", "cm"]);
        assert_eq!(scenario.incumbent, None);
        assert!(crate::session::document::errors(&scenario).is_empty());
    }
}
