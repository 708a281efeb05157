//! Can a person read the chart without a pointer, and take its picture along? Each test drives it by what a
//! screen reader would call its parts.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use crossplan::model::inputs;
use eframe::egui::accesskit::Live;
use eframe::egui::{Color32, ColorImage, Event, Key, Modifiers, OutputCommand};
use egui_kittest::kittest::{NodeT, Queryable};
use support::Window;

const MANIFOLD: usize = 0;
const SIZE: [f32; 2] = [1280.0, 800.0];

fn focused() -> Window {
    let mut window = Window::new(MANIFOLD, SIZE, false);
    window.harness.get_by_label_contains("parts. At 20,000 parts: ").focus();
    window.harness.run();
    window
}

fn press(window: &mut Window, key: Key) {
    window.harness.key_press_modifiers(Modifiers::NONE, key);
    window.harness.run();
}

fn volume(window: &Window) -> u64 {
    window.harness.state().view().volume
}

/// What is spoken: the one live region.
fn spoken(window: &Window) -> Vec<String> {
    let all = window.harness.query_all_by(|_| true);
    let live = all.filter(|node| node.accesskit_node().live() == Live::Polite);
    live.filter_map(|node| node.accesskit_node().value()).collect()
}

#[test]
fn arrows_walk_along_a_curve_and_each_stop_is_a_sentence() {
    let mut window = focused();
    assert_eq!(spoken(&window), [""; 0]);
    press(&mut window, Key::ArrowRight);
    assert_eq!(volume(&window), 21_000);
    let said = spoken(&window);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].starts_with("Pilot at the boutique, then CM at 21,000: 6.94 USD a part, the cheapest; "),
        "{said:?}"
    );
    // The readout shows all routes.
    window.harness.get_by_label("21,000 parts");
    assert_eq!(window.harness.get_all_by_label("cheapest").count(), 1);
    // A figure of the walk is that of the table.
    window.harness.get_by_label_contains("Pilot at the boutique, then CM at 21,000: 6.94, cheapest");
}

#[test]
fn a_walk_stops_where_something_happens() {
    let mut window = focused();
    for _ in 0..12 {
        press(&mut window, Key::ArrowLeft);
        if volume(&window) == 14_189 {
            break;
        }
    }
    assert_eq!(volume(&window), 14_189);
    let said = spoken(&window).concat();
    let change = "Here the cheapest changes from Boutique specialist to Pilot at the boutique, then CM.";
    assert!(said.ends_with(change), "{said}");
}

#[test]
fn up_and_down_choose_the_curve() {
    let mut window = focused();
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::ArrowUp);
    let said = spoken(&window).concat();
    assert!(said.starts_with("Contract manufacturer at 20,000: 7.70 USD a part, 7.0 % more than Pilot"), "{said}");
    press(&mut window, Key::ArrowUp);
    assert!(spoken(&window).concat().starts_with("Boutique specialist at 20,000: 8.22"));
    for _ in 0..3 {
        press(&mut window, Key::ArrowUp);
    }
    assert!(spoken(&window).concat().starts_with("In-house micro-fab at 20,000"), "the highest is the last");
    press(&mut window, Key::ArrowLeft);
    let said = spoken(&window).concat();
    assert!(said.starts_with("In-house micro-fab at 19,000"), "the walk keeps to its curve: {said}");
}

#[test]
fn where_a_staged_route_is_its_pilot_that_is_said() {
    let mut window = focused();
    press(&mut window, Key::ArrowDown);
    window.harness.get_by_label("Volume").set_value_accesskit(300.0);
    window.harness.run();
    assert_eq!(spoken(&window), ["Pilot at the boutique, then CM at 300: as Boutique specialist."]);
}

#[test]
fn a_full_stop_goes_on_to_the_next_crossover_and_says_so() {
    let mut window = Window::new(MANIFOLD, SIZE, false);
    window.harness.event(Event::Text(",".to_owned()));
    window.harness.run();
    assert_eq!(volume(&window), 14_189);
    assert!(spoken(&window).concat().contains("Here the cheapest changes from"), "{:?}", spoken(&window));
    // Whoever takes the pointer reads with the pointer.
    let paper = window.harness.get_by_label_contains("parts. At 14,189 parts: ").rect();
    window.harness.hover_at(paper.center());
    window.harness.run();
    assert_eq!(spoken(&window), [""; 0]);
}

#[test]
fn who_types_a_number_does_not_walk() {
    let mut window = Window::new(MANIFOLD, SIZE, false);
    window.harness.get_by_label("Boutique specialist, NRE, Base").click();
    window.harness.run();
    window.harness.event(Event::Text("1,5.".to_owned()));
    press(&mut window, Key::ArrowRight);
    assert_eq!(volume(&window), 20_000);
    let scenario = &window.harness.state().document().scenario;
    assert!(inputs::find(scenario, "routes.boutique.nre.base").is_some());
    assert_eq!(spoken(&window), [""; 0]);
}

#[test]
fn a_name_at_the_end_of_a_curve_hides_and_isolates_it() {
    let mut window = Window::new(MANIFOLD, SIZE, false);
    let click = |window: &mut Window| {
        window.harness.get_by_label("Curve of Boutique specialist").click();
        window.harness.run();
    };
    let hidden = |window: &Window| window.harness.state().view().hidden.clone();
    click(&mut window);
    assert_eq!(hidden(&window).into_iter().collect::<Vec<_>>(), ["boutique"]);
    // Two clicks far enough apart are not a double click.
    window.harness.run_steps(60);
    click(&mut window);
    assert!(hidden(&window).is_empty());
    window.harness.run_steps(60);
    for _ in 0..2 {
        window.harness.get_by_label("Curve of Boutique specialist").click();
        window.harness.step();
    }
    window.harness.run();
    assert_eq!(hidden(&window).len(), 3);
    assert!(!hidden(&window).contains("boutique"));
}

/// Asks for what Ctrl+C asks for, and returns the picture on the clipboard.
fn copied(window: &mut Window) -> Option<ColorImage> {
    window.harness.event(Event::Copy);
    for _ in 0..3 {
        window.harness.step();
        let commands = &window.harness.output().platform_output.commands;
        let image = |command: &OutputCommand| {
            if let OutputCommand::CopyImage(image) = command { Some(image.clone()) } else { None }
        };
        if let Some(image) = commands.iter().find_map(image) {
            return Some(image);
        }
    }
    None
}

#[test]
fn the_chart_is_copied_as_a_picture() {
    let mut window = Window::new(MANIFOLD, SIZE, false);
    window.settle();
    let image = copied(&mut window).unwrap();
    assert_eq!(image.size, [1920, 1200]);
    // Its paper, and the curve of each route.
    for colour in ["#0b6fb8", "#c9560b", "#0a8a66", "#9a4f86"] {
        let colour = Color32::from_hex(colour).unwrap();
        assert!(image.pixels.iter().filter(|pixel| **pixel == colour).count() > 500, "{colour:?}");
    }
    window.harness.run();
    window.harness.get_by_label_contains("The picture is on the clipboard");
    // The same whatever the window's size, and without what the pointer shows.
    let mut wide = Window::new(MANIFOLD, [1920.0, 1080.0], false);
    wide.settle();
    wide.harness.hover_at(eframe::egui::pos2(900.0, 400.0));
    wide.harness.run();
    assert!(copied(&mut wide).unwrap() == image);
}

#[test]
fn who_types_copies_text_and_no_picture() {
    let mut window = Window::new(MANIFOLD, SIZE, false);
    window.harness.get_by_label("Boutique specialist, NRE, Base").click();
    window.harness.run();
    assert!(copied(&mut window).is_none());
}

#[test]
fn the_ribbon_reads_out_who_is_cheapest_where() {
    let window = Window::new(MANIFOLD, SIZE, false);
    let said = window.harness.get_by_label("Cheapest route by volume").accesskit_node().value().unwrap();
    assert_eq!(
        said,
        "Boutique specialist is cheapest up to 14,188 parts; Pilot at the boutique, then CM is cheapest from 14,189 parts."
    );
    let window = Window::new(2, SIZE, false);
    let said = window.harness.get_by_label("Cheapest route by volume").accesskit_node().value().unwrap();
    assert!(said.ends_with(" more, which the Data tab has."), "{said}");
}
