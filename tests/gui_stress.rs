//! Does the window stay usable with 20 routes of 60 inputs, names of 200 characters and figures from 0.0001
//! to 1e12? It is driven by what a screen reader would call its parts.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use crossplan::model::{Scenario, inputs, validate};
use crossplan::session::Tab;
use eframe::egui::epaint::ClippedShape;
use eframe::egui::{Key, Modifiers, Rect, Role, Shape};
use egui_kittest::kittest::Queryable;
use support::stress::{ROUTES, stress};
use support::{Window, shipped};

const SMALLEST: [f32; 2] = [1024.0, 700.0];
const DESK: [f32; 2] = [1920.0, 1080.0];
/// No sentence in one line is longer.
const LONGEST: usize = 190;

/// Texts that stick out of where they are drawn, to the left or to the right, and so are cut without a sign;
/// the table below scrolls both ways.
fn cut(window: &Window) -> Vec<String> {
    let names = window
        .harness
        .query_all_by(|node| node.role() == Role::CheckBox && node.label().is_some_and(|it| it.starts_with("Show ")));
    let table = names.map(|node| node.rect()).reduce(Rect::union);
    let mut cut = Vec::new();
    for ClippedShape { clip_rect, shape, .. } in &window.harness.output().shapes {
        if !table.is_some_and(|table| clip_rect.intersects(table)) {
            texts(shape, &mut |text, place| {
                // What stands in a field may be longer than the field: names elsewhere have an end.
                let is_seen = place.intersects(*clip_rect) && (1..LONGEST).contains(&text.chars().count());
                if is_seen && (place.left() < clip_rect.left() - 2.0 || place.right() > clip_rect.right() + 2.0) {
                    cut.push(format!("{text} at {place} in {clip_rect}"));
                }
            });
        }
    }
    cut
}

fn texts(shape: &Shape, found: &mut impl FnMut(&str, Rect)) {
    if let Shape::Text(text) = shape {
        found(text.galley.text(), text.visual_bounding_rect());
    } else if let Shape::Vec(shapes) = shape {
        for shape in shapes {
            texts(shape, found);
        }
    }
}

fn show(window: &mut Window, tab: Tab) {
    window.harness.get_by_role_and_label(Role::Tab, tab.name()).click();
    window.harness.run();
}

/// Every tab and the view of a supplier, at a size.
fn look_around(scenario: Scenario, size: [f32; 2]) {
    let mut window = Window::on(scenario, size, false);
    for tab in Tab::ALL {
        show(&mut window, tab);
        assert_eq!(window.harness.state().view().tab, tab);
        assert_eq!(cut(&window), [""; 0], "{} at {size:?}", tab.name());
    }
    window.harness.key_press_modifiers(Modifiers::NONE, Key::F5);
    window.harness.run();
    assert!(window.harness.state().view().meeting.is_some());
    assert_eq!(cut(&window), [""; 0], "meeting at {size:?}");
}

#[test]
fn it_is_as_large_as_it_is_said_to_be() {
    let scenario = stress();
    assert!(validate::validate(&scenario).is_empty());
    assert_eq!(scenario.routes.len(), usize::from(ROUTES));
    for route in &scenario.routes {
        let mut count = 0;
        inputs::visit(&scenario, &mut |place| {
            let is_its = place.path.starts_with(&format!("routes.{}.", route.id));
            count += usize::from(is_its && place.slot.get().is_some());
        });
        assert!(count >= 60 && route.name.chars().count() == 200, "{count}");
    }
}

#[test]
fn nothing_is_cut_in_the_smallest_window() {
    look_around(stress(), SMALLEST);
}

#[test]
fn nothing_is_cut_on_a_desk() {
    look_around(stress(), DESK);
}

#[test]
fn nothing_is_cut_in_what_comes_with_the_program() {
    for index in 0..3 {
        look_around(shipped(index), SMALLEST);
    }
}

#[test]
fn a_value_is_dragged_and_its_curve_walked() {
    let mut window = Window::on(stress(), SMALLEST, false);
    let name = window.harness.state().results().scenario.routes[0].name.clone();
    let field = window.harness.get_by_label(&format!("{name}, NRE, Base")).rect().center();
    window.harness.drag_at(field);
    window.harness.run();
    window.harness.hover_at(field + eframe::egui::vec2(40.0, 0.0));
    window.harness.run();
    window.harness.drop_at(field);
    window.harness.run();
    window.harness.get_by_label_contains("at every volume. At 20,000 parts: ").focus();
    window.harness.run();
    window.harness.key_press(Key::ArrowUp);
    window.harness.run();
    assert!(window.harness.state().view().walked.is_some());
}

/// Names that have no room, and curves that have left the chart, are counted and can be read.
#[test]
fn routes_without_a_name_at_their_curve_are_counted() {
    let window = Window::on(stress(), SMALLEST, false);
    window.harness.get_by_label_contains("9 more above 1,000: 11 Supplier of very small parts");
}
