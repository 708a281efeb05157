//! Do the tabs beside the chart answer their questions? Each test drives the window by what a screen
//! reader would call its parts.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use crossplan::model::Scenario;
use crossplan::session::Tab;
use eframe::egui::Role;
use egui_kittest::kittest::Queryable;
use support::{Window, shipped};

const MANIFOLD: usize = 0;
const SIZE: [f32; 2] = [1280.0, 800.0];

fn window_at(scenario: Scenario, tab: Tab) -> Window {
    let mut window = Window::on(scenario, SIZE, false);
    click(&mut window, Role::Tab, tab.name());
    window
}

fn click(window: &mut Window, role: Role, label: &str) {
    window.harness.get_by_role_and_label(role, label).click();
    window.harness.run();
}

/// The first scenario with 20 routes whose names have 200 characters.
fn crowded() -> Scenario {
    let mut scenario = shipped(MANIFOLD);
    let model = scenario.routes[1].clone();
    for number in 0..16 {
        let mut route = model.clone();
        route.id = format!("copy-{number}");
        route.name = format!("Supplier {number} {}", "of very small parts ".repeat(10));
        scenario.routes.push(route);
    }
    scenario
}

#[test]
fn a_bar_of_the_breakdown_tells_its_accounts_and_leads_to_how_they_are_made() {
    let mut window = window_at(shipped(MANIFOLD), Tab::Breakdown);
    window.harness.get_by_label_contains(" of Pilot at the boutique, then CM at 20,000");
    window.harness.get_by_label_contains("Contract manufacturer at 10,000 is 13.98: Delay 6.30 (45 %), NRE ").click();
    window.harness.run();
    let explained = window.harness.state().view().explained.clone().unwrap();
    assert_eq!((explained.route.as_str(), explained.volume), ("cm", 10_000));
}

#[test]
fn the_breakdown_is_money_or_shares() {
    let mut window = window_at(shipped(MANIFOLD), Tab::Breakdown);
    click(&mut window, Role::RadioButton, "Shares");
    assert!(window.harness.state().view().shares);
    click(&mut window, Role::RadioButton, "Money");
    assert!(!window.harness.state().view().shares);
}

#[test]
fn twenty_routes_with_long_names_have_their_place_in_the_breakdown() {
    let window = window_at(crowded(), Tab::Breakdown);
    assert!(window.harness.get_all_by_label_contains("Supplier 15 of very").count() > 0);
}
