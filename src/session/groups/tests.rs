use super::*;
use crate::session::Document;
use crate::session::document::errors;

#[test]
fn every_group_can_be_added_to_a_supplier_and_taken_out_again() {
    let scenario = Document::example().scenario;
    for group in Group::ALL.into_iter().filter(|group| *group != Group::Staged && *group != Group::Terms) {
        let mut scenario = scenario.clone();
        let place = scenario.routes.iter().position(|route| route.id == "cm").unwrap_or_default();
        let route = &mut scenario.routes[place];
        group.remove(route);
        assert!(!group.is_used(route) && group.summary(route).is_empty(), "{group:?}");
        group.add(route, &[]);
        group.add(route, &[]);
        assert!(group.is_used(route), "{group:?}");
        let problems = errors(&scenario);
        assert!(problems.is_empty(), "{group:?}: {problems:?}");
    }
}

#[test]
fn groups_say_what_matters() {
    let scenario = Document::example().scenario;
    let summary = |route: &str, group: Group| scenario.route(route).map(|route| group.summary(route));
    assert_eq!(summary("boutique", Group::Nre).as_deref(), Some("31,000 in all"));
    assert_eq!(summary("boutique", Group::Capacity).as_deref(), Some("3 weeks, 115 a week"));
    assert_eq!(summary("boutique-then-cm", Group::Staged).as_deref(), Some("1,000 at boutique"));
}

#[test]
fn a_staged_route_is_made_of_two_single_ones() {
    let scenario = Document::example().scenario;
    let others = stages_for(&scenario, "in-house");
    assert_eq!(others, ["boutique", "cm"]);
    let mut route = Route::default();
    Group::Staged.add(&mut route, &others[..1]);
    assert!(route.staged.is_none());
    Group::Staged.add(&mut route, &others);
    assert!(route.staged.is_some());
}
