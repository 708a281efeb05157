//! Do the tabs beside the chart answer their questions? Each test drives the window by what a screen
//! reader would call its parts.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use crossplan::model::Scenario;
use crossplan::model::route::Quote;
use crossplan::session::Tab;
use eframe::egui::{Event, Key, Modifiers, OutputCommand, Role};
use egui_kittest::kittest::Queryable;
use support::{Window, crowded, shipped};

const MANIFOLD: usize = 0;
const PIN: usize = 2;
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

#[test]
fn the_process_tells_every_step_and_where_scrap_is_found() {
    let window = window_at(shipped(PIN), Tab::Process);
    window.harness.get_by_label_contains("Imperfect yield costs ");
    assert!(window.harness.get_all_by_label_contains("In-house stamping, ").count() > 1);
    assert!(window.harness.get_all_by_label_contains("Rolled throughput yield ").count() > 0);
    let window = window_at(crowded(), Tab::Process);
    assert!(window.harness.get_all_by_label_contains("Supplier 15 of very").count() > 0);
}

#[test]
fn without_steps_the_process_says_what_to_add() {
    let mut scenario = shipped(MANIFOLD);
    for route in &mut scenario.routes {
        (route.process, route.lots) = (Vec::new(), None);
        if let Some(quote) = &mut route.quote {
            quote.acceptance_yield = Quote::default().acceptance_yield;
        }
    }
    let window = window_at(scenario, Tab::Process);
    window.harness.get_by_label_contains("No route has process steps");
    window.harness.get_by_label_contains("add process steps in the form");
}

#[test]
fn a_crossover_among_the_data_moves_the_volume_line_there() {
    let mut window = window_at(shipped(PIN), Tab::Data);
    window
        .harness
        .get_by_label_contains("38,809 parts: Boutique etcher → In-house stamping, a tool is replaced")
        .click();
    window.harness.run();
    assert_eq!(window.harness.state().view().volume, 38_809);
}

#[test]
fn the_data_are_copied_by_button_and_by_key() {
    let mut window = window_at(shipped(PIN), Tab::Data);
    window.harness.get_by_role_and_label(Role::Button, "Copy data").click();
    let by_button = copied(&mut window);
    assert!(by_button.starts_with("Volume\tBefore\tAfter\t") && by_button.contains("\n38809\tBoutique etcher\t"));
    let mut window = window_at(shipped(PIN), Tab::Chart);
    let modifiers = Modifiers::COMMAND | Modifiers::SHIFT;
    window.harness.event(Event::Key { key: Key::C, physical_key: None, pressed: true, repeat: false, modifiers });
    assert_eq!(copied(&mut window), by_button);
}

/// What comes to the clipboard within the next few frames.
fn copied(window: &mut Window) -> String {
    let mut frames = (0..4).map(|_| {
        window.harness.step();
        window.harness.output().platform_output.commands.clone()
    });
    let found = frames.find_map(|commands| {
        commands.into_iter().find_map(|it| if let OutputCommand::CopyText(text) = it { Some(text) } else { None })
    });
    found.unwrap()
}
