//! Can a person read and work the chart, the table and the findings? Each test drives them by what a
//! screen reader would call their parts.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use crossplan::analysis::curve::Measure;
use crossplan::charts::text;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Role, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use support::{Window, beyond_the_boutique, certain};

const MANIFOLD: usize = 0;
const PIN: usize = 2;
const SIZE: [f32; 2] = [1280.0, 800.0];

fn window(index: usize) -> Window {
    Window::new(index, SIZE, false)
}

fn volume(window: &Window) -> u64 {
    window.harness.state().view().volume
}

fn line(window: &Window) -> Rect {
    window.harness.get_by_role_and_label(Role::Slider, "Volume").rect()
}

/// Where the curves are drawn.
fn paper(window: &Window) -> Rect {
    window.harness.get_by_role_and_label(Role::Image, "Cheapest route by volume").rect()
}

fn click(window: &mut Window, label: &str) {
    window.harness.get_by_label(label).click();
    window.harness.run();
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.harness.key_press_modifiers(modifiers, key);
    window.harness.run();
}

fn type_in(window: &mut Window, text: &str) {
    window.harness.event(Event::Text(text.to_owned()));
    window.harness.run();
}

fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    window.harness.drag_at(from);
    window.harness.run();
    window.harness.hover_at(to);
    window.harness.run();
    window.harness.drop_at(to);
    window.harness.run();
}

#[test]
fn the_volume_line_is_dragged() {
    let mut window = window(MANIFOLD);
    let start = volume(&window);
    let grip = line(&window).center();
    drag(&mut window, grip, grip + vec2(80.0, 0.0));
    let moved = volume(&window);
    assert!(moved > start, "{moved}");
    assert!((line(&window).center().x - grip.x - 80.0).abs() < 4.0);
    // A pointer covers many volumes; the roundest of them is meant.
    assert_eq!(moved % 1000, 0, "{moved}");
    window.harness.get_by_label(&format!("At {}, with likely figures", text::parts(moved)));
    let there = line(&window).center();
    drag(&mut window, there, there - vec2(5000.0, 0.0));
    assert_eq!(volume(&window), 1, "dragged far off the paper it stops at the first volume");
}

#[test]
fn arrow_keys_step_the_volume_line_once_it_has_the_focus() {
    let mut window = window(MANIFOLD);
    assert_eq!(volume(&window), 20_000);
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    assert_eq!(volume(&window), 20_000, "keys go elsewhere without the focus");
    window.harness.get_by_role_and_label(Role::Slider, "Volume").focus();
    window.harness.run();
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    assert_eq!(volume(&window), 21_000);
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(volume(&window), 19_000);
    press(&mut window, Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(volume(&window), 20_000);
}

#[test]
fn assistive_technology_moves_the_volume_line() {
    let mut window = window(MANIFOLD);
    let slider = |window: &Window| {
        let node = window.harness.get_by_role_and_label(Role::Slider, "Volume");
        node.accesskit_node().numeric_value()
    };
    assert_eq!(slider(&window), Some(20_000.0));
    window.harness.get_by_role_and_label(Role::Slider, "Volume").increment_accesskit();
    window.harness.run();
    assert_eq!(slider(&window), Some(21_000.0));
    window.harness.get_by_role_and_label(Role::Slider, "Volume").set_value_accesskit(37_000.0);
    window.harness.run();
    assert_eq!(volume(&window), 37_000);
}

#[test]
fn full_stop_and_comma_go_from_crossover_to_crossover() {
    let mut window = window(PIN);
    let crossovers: Vec<u64> =
        window.harness.state().results().envelope.crossovers.iter().map(|crossover| crossover.volume).collect();
    let start = volume(&window);
    let next = *crossovers.iter().find(|crossover| **crossover > start).unwrap();
    type_in(&mut window, ".");
    assert_eq!(volume(&window), next);
    type_in(&mut window, ",");
    assert_eq!(volume(&window), *crossovers.iter().rfind(|crossover| **crossover < next).unwrap());
    for _ in 0..crossovers.len() {
        type_in(&mut window, ",");
    }
    assert_eq!(volume(&window), crossovers[0], "before the first there is none");
}

#[test]
fn the_axes_are_switched() {
    let mut window = window(MANIFOLD);
    for (label, is_log) in [
        ("Log volume", (|view| view.volume_log) as fn(&crossplan::ui::view::View) -> bool),
        ("Log cost", |view| view.cost_log),
    ] {
        assert!(is_log(window.harness.state().view()));
        click(&mut window, label);
        assert!(!is_log(window.harness.state().view()), "{label}");
    }
    click(&mut window, "Total");
    assert_eq!(window.harness.state().view().measure, Measure::Total);
    window.harness.get_by_label_contains("USD for all parts");
    click(&mut window, "Unit cost");
    click(&mut window, "Per 1,000");
    assert_eq!(window.harness.state().view().per, 1000);
    window.harness.get_by_label_contains("USD per 1,000 parts");
}

#[test]
fn the_pointer_reads_all_routes_and_snaps_to_a_crossover() {
    let mut window = window(MANIFOLD);
    let crossover = window.harness.state().results().envelope.crossovers[0].volume;
    type_in(&mut window, ",");
    assert_eq!(volume(&window), crossover);
    let at = line(&window).center();
    // The line itself takes the pointer, so it is moved away first.
    window.harness.get_by_role_and_label(Role::Slider, "Volume").set_value_accesskit(100.0);
    window.harness.run();
    window.harness.hover_at(at + vec2(2.0, 0.0));
    window.harness.run();
    window.harness.get_by_label(&text::parts(crossover));
    assert_eq!(window.harness.get_all_by_label("cheapest").count(), 1);
    assert!(window.harness.query_all_by_label_contains("+").count() >= 2);
}

#[test]
fn the_pointer_snaps_to_quoted_quantities_and_to_the_volumes_of_the_table() {
    let mut window = window(MANIFOLD);
    for (label, read) in [
        ("Contract manufacturer, price from 1,000 parts", 1_000),
        ("Contract manufacturer, price from 50,000 parts", 50_000),
        ("Contract manufacturer, price from 100,000 parts", 100_000),
    ] {
        let point = window.harness.get_by_label(label).rect().center();
        // Beside it, and clear of the point itself, which takes the pointer.
        window.harness.hover_at(Pos2::new(point.x + 3.0, paper(&window).top() - 20.0));
        window.harness.run();
        window.harness.get_by_label(&text::parts(read));
    }
}

#[test]
fn bands_are_read_and_switched() {
    let mut window = window(MANIFOLD);
    window.settle();
    let at = paper(&window).left_center() + vec2(150.0, -200.0);
    window.harness.hover_at(at);
    window.harness.run();
    // The switch, and the heading of the column.
    assert_eq!(window.harness.get_all_by_label("P10–P90").count(), 2);
    press(&mut window, Modifiers::COMMAND, Key::B);
    assert!(!window.harness.state().view().bands);
    window.harness.hover_at(at);
    window.harness.run();
    assert_eq!(window.harness.get_all_by_label("P10–P90").count(), 1);
    click(&mut window, "P10–P90");
    assert!(window.harness.state().view().bands);
}

#[test]
fn without_ranges_there_are_no_bands_and_the_switch_says_why() {
    let mut window = Window::on(certain(), SIZE, false);
    let node = window.harness.get_by_label("P10–P90");
    assert!(node.accesskit_node().is_disabled());
    let at = node.rect().center();
    window.harness.hover_at(at);
    window.harness.run_steps(60);
    window.harness.get_by_label_contains("No bands: no input is a range");
    assert!(window.harness.state().results().bands.is_none());
}

#[test]
fn the_ribbon_says_who_wins_where() {
    let mut window = window(MANIFOLD);
    let ribbon = paper(&window);
    window.harness.hover_at(ribbon.left_center() + vec2(40.0, 0.0));
    window.harness.run();
    let crossover = window.harness.state().results().envelope.crossovers[0].volume;
    window.harness.get_by_label_contains(&format!("up to {}", text::parts(crossover - 1)));
}

#[test]
fn a_contested_zone_lists_five_changes_and_counts_the_rest() {
    let mut window = window(PIN);
    let envelope = &window.harness.state().results().envelope;
    assert!(envelope.crossovers.len() >= 3);
    let ribbon = paper(&window);
    let mut seen = false;
    for step in 0_u16..200 {
        let x = ribbon.left() + ribbon.width() * f32::from(step) / 200.0;
        window.harness.hover_at(Pos2::new(x, ribbon.center().y));
        window.harness.run();
        seen |= window.harness.query_all_by_label_contains(" changes between ").any(|node| node.rect().left() < 1000.0);
    }
    assert!(seen, "no contested zone under the pointer");
}

#[test]
fn the_table_is_the_key_that_hides_and_isolates_curves() {
    let mut window = window(MANIFOLD);
    click(&mut window, "Show Boutique specialist");
    assert!(window.harness.state().view().hidden.contains("boutique"));
    // Two clicks far enough apart are not a double click.
    window.harness.run_steps(60);
    click(&mut window, "Show Boutique specialist");
    assert!(window.harness.state().view().hidden.is_empty());
    window.harness.run_steps(60);
    for _ in 0..2 {
        window.harness.get_by_label("Show Boutique specialist").click();
    }
    window.harness.run();
    assert_eq!(window.harness.state().view().hidden.len(), 3);
    assert!(!window.harness.state().view().hidden.contains("boutique"));
}

#[test]
fn the_table_says_each_figure_as_a_person_would() {
    let window = window(MANIFOLD);
    window.harness.get_by_label_contains("Boutique specialist at 100: ");
    window.harness.get_by_label_contains("Pilot at the boutique, then CM at 100: ");
    let scenario = window.harness.state().results().scenario.clone();
    for route in &scenario.routes {
        let figures = window.harness.get_all_by_label_contains(&format!("{} at ", route.name)).count();
        assert!(figures >= scenario.volumes.len(), "{}: {figures}", route.name);
    }
}

#[test]
fn a_route_that_cannot_make_the_part_says_so_everywhere() {
    let mut window = Window::on(beyond_the_boutique(), SIZE, false);
    window.harness.get_by_role_and_label(Role::Slider, "Volume").set_value_accesskit(1000.0);
    window.harness.run();
    let reason = "Boutique specialist: cannot make the part: it needs features of 20 µm, this route holds 50 µm.";
    // Once: the big figure's warning is not repeated further down.
    window.harness.get_by_label_contains(&format!("{reason} The cheapest that can is "));
    assert_eq!(window.harness.get_all_by_label_contains(reason).count(), 1);
    let crossover = window.harness.state().results().envelope.crossovers[0].volume;
    let message = format!("Boutique specialist cannot make it, though cheapest up to {}", text::parts(crossover - 1));
    window.harness.get_by_label(&message);
    window.harness.get_by_label("Boutique specialist at 100: 326, cheapest, cannot make the part");
    assert_eq!(window.harness.query_all_by_label_contains("Contract manufacturer · cannot make it").count(), 0);
    let hovered = window.harness.get_by_label("Show Boutique specialist").rect().center();
    window.harness.hover_at(hovered);
    window.harness.run_steps(60);
    window.harness.get_by_label_contains(&format!("{reason}\nClick"));
}

#[test]
fn routes_that_can_make_the_part_are_not_dimmed() {
    let window = window(MANIFOLD);
    assert_eq!(window.harness.query_all_by_label_contains("cannot make").count(), 0);
}

#[test]
fn a_finding_leads_to_its_volume() {
    let mut window = window(MANIFOLD);
    // What comes in late stands above the finding and would move it from under the pointer.
    window.settle();
    let crossover = window.harness.state().results().envelope.crossovers[0].volume;
    click(&mut window, &format!("Move the volume line to {}", text::parts(crossover)));
    assert_eq!(volume(&window), crossover);
}

#[test]
fn the_wheel_zooms_and_a_double_click_fits() {
    let mut window = window(MANIFOLD);
    let chart = paper(&window);
    let pointer = chart.center() - vec2(60.0, 120.0);
    window.harness.hover_at(pointer);
    window.harness.run();
    let scroll = Event::MouseWheel {
        unit: eframe::egui::MouseWheelUnit::Point,
        delta: vec2(0.0, 120.0),
        phase: eframe::egui::TouchPhase::Move,
        source: eframe::egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    };
    window.harness.event(scroll);
    window.harness.run();
    let (from, to) = window.harness.state().view().volumes.unwrap();
    assert!(from > 100.0 && to < 1_000_000.0, "{from} {to}");
    for _ in 0..2 {
        for pressed in [true, false] {
            let button = PointerButton::Primary;
            window.harness.event(Event::PointerButton { pos: pointer, button, pressed, modifiers: Modifiers::NONE });
        }
    }
    window.harness.run();
    assert_eq!(window.harness.state().view().volumes, None);
}

#[test]
fn an_idle_window_asks_for_no_repaint() {
    let mut window = window(PIN);
    window.settle();
    let output = window.harness.output();
    let delay = output.viewport_output.values().map(|viewport| viewport.repaint_delay).min().unwrap();
    assert_eq!(delay, std::time::Duration::MAX);
}
