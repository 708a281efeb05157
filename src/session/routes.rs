//! How are routes added, copied, moved and taken out?

use crate::model::{Route, Scenario};

/// The longest name that is typed; a longer one would slow the window down.
pub const LONGEST_NAME: usize = 200;

/// Adds an empty route at the end and returns its id.
pub fn add(scenario: &mut Scenario) -> String {
    let id = free_id("route", |id| scenario.route(id).is_some());
    scenario.routes.push(Route { id: id.clone(), name: "New route".to_owned(), ..Route::default() });
    id
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
        assert_eq!(add(&mut scenario), "route");
        assert_eq!(add(&mut scenario), "route-2");
        assert_eq!(duplicate(&mut scenario, "route-2").as_deref(), Some("route-3"));
        assert_eq!(duplicate(&mut scenario, "no such"), None);
        shift(&mut scenario, "route", -100);
        assert_eq!(ids(&scenario)[0], "route");
        shift(&mut scenario, "route", 1);
        assert_eq!(ids(&scenario)[1], "route");
        shift(&mut scenario, "route", isize::MAX);
        assert_eq!(ids(&scenario).last(), Some(&"route"));
        for id in ["route", "route-2", "route-3"] {
            delete(&mut scenario, id);
        }
        assert_eq!(ids(&scenario), before);
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
