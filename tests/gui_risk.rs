//! Can a person see how sure the answer is, what moves it and what would change it? Each test drives the
//! window by what a screen reader would call its parts.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::sync::atomic::AtomicU64;

use crossplan::analysis::interrupt::Never;
use crossplan::analysis::monte_carlo::{Plan, SAMPLES, VolumeChoice, simulate};
use crossplan::session::Tab;
use eframe::egui::{Key, Modifiers, Role, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use support::{Window, certain, shipped};

const MANIFOLD: usize = 0;
const LATCH: usize = 1;
const SIZE: [f32; 2] = [1280.0, 800.0];

fn window(index: usize) -> Window {
    Window::new(index, SIZE, false)
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.harness.key_press_modifiers(modifiers, key);
    window.harness.run();
}

fn drawn(window: &Window) -> Option<u64> {
    window.harness.state().results().bands.as_ref().map(|bands| bands.value.samples)
}

#[test]
fn tabs_are_shown_by_name_and_by_key() {
    let mut window = window(MANIFOLD);
    for (digit, tab) in [
        (Key::Num5, Tab::Risk),
        (Key::Num2, Tab::Breakdown),
        (Key::Num3, Tab::Process),
        (Key::Num4, Tab::Sensitivity),
        (Key::Num6, Tab::Schedule),
        (Key::Num7, Tab::Compare),
        (Key::Num8, Tab::Data),
        (Key::Num1, Tab::Chart),
    ] {
        press(&mut window, Modifiers::COMMAND, digit);
        assert_eq!(window.harness.state().view().tab, tab);
    }
    for tab in Tab::ALL {
        window.harness.get_by_role_and_label(Role::Tab, tab.name()).click();
        window.harness.run();
        assert_eq!(window.harness.state().view().tab, tab);
    }
}

#[test]
fn the_risk_tab_says_who_costs_least_on_average_and_how_sure_that_is() {
    let mut window = window(MANIFOLD);
    press(&mut window, Modifiers::COMMAND, Key::Num5);
    window.settle();
    // Over the charts, and among the findings in full sentences.
    window.harness.get_by_label_contains(" costs least on average, cheapest in ");
    window.harness.get_by_label_contains("has the lowest expected cost. It is cheapest in ");
    window.harness.get_by_label_contains(" more in all than Boutique specialist");
    // The ribbon tells who costs least on average, which is another than the chart's.
    let ribbon = window.harness.get_by_label("Route with the lowest expected cost by volume").accesskit_node().value();
    assert!(ribbon.is_some_and(|told| told.contains("Contract manufacturer costs least on average from ")));
    window.harness.get_by_label_contains("Over 1.4 × plan at 20,000 parts: ");
    window.harness.get_by_label_contains("First crossover in 80 % of outcomes: ");
    window.harness.get_by_label_contains("Chance of being cheapest and expected regret at 20,000 parts: ");
    // The volume line is shared with the chart.
    window.harness.get_by_role_and_label(Role::Slider, "Volume").set_value_accesskit(1_000.0);
    window.harness.run();
    window.harness.get_by_label_contains("expected regret at 1,000 parts: Boutique specialist in ");
    assert_eq!(window.harness.state().view().volume, 1_000);
}

#[test]
fn the_window_draws_what_the_command_line_draws() {
    let mut window = window(MANIFOLD);
    window.settle();
    let scenario = shipped(MANIFOLD);
    let plan = Plan::new(&scenario, vec![VolumeChoice::Fixed(20_000)], scenario.seed, false);
    let expected = simulate(&plan, SAMPLES, 2, &AtomicU64::new(0), &Never).unwrap();
    let results = window.harness.state().results();
    let (simulation, index, is_fresh) = results.simulation_at(20_000).unwrap();
    assert!(is_fresh && simulation.samples == SAMPLES);
    assert_eq!(simulation.points[index], expected.points[0]);
    assert_eq!(simulation.evppi[0].values[index].to_bits(), expected.evppi[0].values[0].to_bits());
}

#[test]
fn without_ranges_nothing_is_claimed_to_be_uncertain() {
    let mut window = Window::on(certain(), SIZE, false);
    window.settle();
    assert_eq!(window.harness.query_all_by_label_contains("costs least on average").count(), 0);
    press(&mut window, Modifiers::COMMAND, Key::Num5);
    window.settle();
    window.harness.get_by_label_contains("No input is a range, so every outcome is the same");
    press(&mut window, Modifiers::COMMAND, Key::Num4);
    window.settle();
    window.harness.get_by_label_contains("No uncertain input moves the gap");
}

#[test]
fn a_bar_of_the_tornado_leads_to_its_input() {
    let mut window = window(MANIFOLD);
    press(&mut window, Modifiers::COMMAND, Key::Num4);
    window.settle();
    window.harness.get_by_label_contains("The gap at 20,000 parts depends most on");
    window.harness.get_by_label_contains("Contract manufacturer: revisions: 2 gives a lead of ");
    let field = "Contract manufacturer, NRE, Revisions";
    assert_eq!(window.harness.query_all_by_label(field).count(), 0, "its card is folded");
    window.harness.get_by_role_and_label(Role::Link, "Contract manufacturer: revisions").click();
    window.harness.run();
    assert!(window.harness.get_all_by_label(field).any(|node| node.accesskit_node().is_focused()));
    window.harness.get_by_label("Crossover").click();
    window.harness.run();
    window.harness.get_by_label_contains("The first crossover depends most on");
}

#[test]
fn what_it_would_take_is_two_actions_away() {
    let mut window = window(LATCH);
    // One: click the gap. Two: read.
    let gap = "Boutique specialist · 4.2 under Contract manufacturer";
    window.harness.get_by_role_and_label(Role::Link, gap).click();
    window.harness.run();
    window.settle();
    window.harness.get_by_label("What would it take at 10,000 parts?");
    window.harness.get_by_label_contains("Contract manufacturer would be cheapest at 10,000 parts with");
    window.harness.get_by_label_contains("Price of a part");
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(window.harness.state().view().asked.is_none());
}

#[test]
fn what_it_would_take_is_asked_from_the_table_with_the_keyboard() {
    let mut window = window(MANIFOLD);
    window.harness.get_by_label("What would Contract manufacturer have to offer at 10,000?").focus();
    window.harness.run();
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.settle();
    window.harness.get_by_label_contains("Contract manufacturer would be cheapest at 10,000 parts with");
}

#[test]
fn what_it_would_take_is_asked_at_the_volume_line_between_two_curves() {
    let mut window = window(LATCH);
    let line = window.harness.get_by_role_and_label(Role::Slider, "Volume").rect();
    let mut asked = None;
    for step in 0_u8..40 {
        let place = line.center_top() + vec2(0.0, line.height() * f32::from(step) / 40.0);
        window.harness.drag_at(place);
        window.harness.run();
        window.harness.drop_at(place);
        window.harness.run();
        asked = window.harness.state().view().asked.clone();
        if asked.is_some() {
            break;
        }
    }
    let asked = asked.unwrap();
    assert_eq!(asked.volume, 10_000);
    assert_ne!(asked.route, "boutique", "the cheapest has nothing to make up");
}

#[test]
fn what_is_outdated_is_never_shown_as_fresh() {
    let mut window = window(MANIFOLD);
    window.settle();
    assert_eq!(drawn(&window), Some(SAMPLES));
    let field =
        window.harness.get_by_role_and_label(Role::SpinButton, "Boutique specialist, NRE, Base").rect().center();
    window.harness.drag_at(field);
    window.harness.run();
    for step in 1_u8..6 {
        window.harness.hover_at(field + vec2(f32::from(step) * 12.0, 0.0));
        window.harness.run();
        let results = window.harness.state().results();
        let (_, _, is_fresh) = results.simulation_at(20_000).unwrap();
        assert!(!is_fresh, "the simulation is that of before");
        let bands = results.bands.as_ref().unwrap();
        let is_preview = bands.revision == results.revision && bands.value.samples < SAMPLES;
        assert!(is_preview || bands.revision < results.revision);
    }
    window.harness.drop_at(field + vec2(60.0, 0.0));
    window.harness.run();
    window.settle();
    let results = window.harness.state().results();
    assert!(results.simulation_at(20_000).unwrap().2);
    assert_eq!((drawn(&window), results.bands.as_ref().unwrap().revision), (Some(SAMPLES), results.revision));
}

#[test]
fn escape_stops_the_work_until_something_changes() {
    let mut window = window(MANIFOLD);
    assert!(window.harness.state().is_working());
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.harness.run_steps(5);
    assert!(!window.harness.state().is_working());
    let before = drawn(&window);
    std::thread::sleep(std::time::Duration::from_millis(50));
    window.harness.run_steps(3);
    assert_eq!(drawn(&window), before, "what was under way is not handed over");
    window.harness.get_by_role_and_label(Role::Slider, "Volume").set_value_accesskit(1_000.0);
    window.harness.run();
    assert!(window.harness.state().is_working());
}

#[test]
fn as_long_as_too_few_draws_can_tell_what_to_chase_that_is_said() {
    let mut window = window(MANIFOLD);
    window.settle();
    let is_said = |window: &Window| window.harness.query_all_by_label_contains("Too few draws").count() > 0;
    window.harness.get_by_label_contains("Chase first");
    assert!(!is_said(&window));
    // The worker waits until the hand lets go.
    let line = window.harness.get_by_role_and_label(Role::Slider, "Volume").rect().center();
    window.harness.drag_at(line);
    window.harness.run();
    window.harness.hover_at(line - vec2(40.0, 0.0));
    window.harness.run();
    window.harness.get_by_label_contains("Chase first");
    assert!(is_said(&window));
    window.harness.drop_at(line - vec2(40.0, 0.0));
    window.harness.run();
    window.settle();
    assert!(!is_said(&window));
}
