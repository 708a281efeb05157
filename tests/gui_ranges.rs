//! Does the form do what a drag means: to a value, to its range, to a card? And what does it say of an input?
//! Each test drives it by what a screen reader would call its parts.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use crossplan::model::{Value, inputs};
use crossplan::ui::app::App;
use eframe::egui::{Event, Key, Modifiers, Role, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use support::Window;

const BASE: &str = "Boutique specialist, NRE, Base";
const BASE_PATH: &str = "routes.boutique.nre.base";
const REVISIONS: &str = "Boutique specialist, NRE, Revisions";
const REVISIONS_PATH: &str = "routes.boutique.nre.revisions";

fn window() -> Window {
    Window::new(0, [1280.0, 800.0], false)
}

fn range(window: &Window, path: &str) -> (f64, f64, f64) {
    let found = inputs::find(&window.harness.state().document().scenario, path).unwrap().1.unwrap();
    let Value::Range { low, likely, high, .. } = found.value else { panic!("{path} is {found:?}") };
    (low, likely, high)
}

#[test]
fn a_drag_takes_the_range_along_and_back_in_one_undo() {
    let mut window = window();
    assert_eq!(range(&window, BASE_PATH), (8_000.0, 15_000.0, 30_000.0));
    let field = window.harness.get_by_role_and_label(Role::SpinButton, BASE).rect().center();
    window.harness.drag_at(field);
    window.harness.run();
    for x in [10.0, 25.0, 40.0] {
        window.harness.hover_at(field + vec2(x, 0.0));
        window.harness.run();
    }
    window.harness.drop_at(field + vec2(40.0, 0.0));
    window.harness.run();
    let (low, likely, high) = range(&window, BASE_PATH);
    assert!(likely > 20_000.0, "{likely}");
    for (end, before) in [(low, 8_000.0), (high, 30_000.0)] {
        assert!((end - before * likely / 15_000.0).abs() < 0.1, "{end}");
    }
    // The badge's note beside the field shows the range that moved along.
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.harness.run();
    assert_eq!(range(&window, BASE_PATH), (8_000.0, 15_000.0, 30_000.0));
}

#[test]
fn keys_step_the_range_and_back() {
    let mut window = window();
    for (label, path, stepped) in
        [(BASE, BASE_PATH, (8_533.33, 16_000.0, 32_000.0)), (REVISIONS, REVISIONS_PATH, (3.0, 4.0, 7.0))]
    {
        let before = range(&window, path);
        window.harness.get_by_role_and_label(Role::SpinButton, label).click();
        window.harness.run();
        window.harness.key_press(Key::ArrowUp);
        window.harness.run();
        assert_eq!(range(&window, path), stepped);
        window.harness.key_press(Key::ArrowDown);
        window.harness.run();
        assert_eq!(range(&window, path), before);
    }
}

#[test]
fn help_tells_meaning_unit_formula_and_what_is_usual() {
    let mut window = window();
    let says = |window: &Window, words: &str| window.harness.query_all_by_label_contains(words).count() > 0;
    for (label, words) in [
        (BASE, ["Micro parts: 8,000 to 30,000", "USD, at least 0", " = Base × "]),
        (REVISIONS, ["Budget two or three", "at least 0", "Revisions − Free revisions"]),
    ] {
        let field = window.harness.get_by_role_and_label(Role::SpinButton, label).rect();
        window.harness.hover_at(field.center());
        window.harness.run_steps(60);
        for words in words {
            assert!(says(&window, words), "{label}: {words}");
        }
        assert!(!says(&window, "e15"), "no limit that nobody comes to");
    }
}

#[test]
fn a_card_is_dragged_to_another_place_and_back_in_one_undo() {
    // Tall enough for all cards.
    let mut harness = Window::new(0, [1280.0, 1600.0], false).harness;
    let ids = |harness: &Harness<'_, App>| {
        let routes = &harness.state().document().scenario.routes;
        routes.iter().map(|route| route.id.clone()).collect::<Vec<_>>()
    };
    let before = ids(&harness);
    let place = |harness: &Harness<'_, App>, name: &str| {
        harness.get_by_role_and_label(Role::DisclosureTriangle, name).rect().center()
    };
    let (from, to) = (place(&harness, "In-house micro-fab"), place(&harness, "Contract manufacturer"));
    harness.drag_at(from);
    harness.run();
    for share in [0.3, 0.6, 1.0] {
        harness.hover_at(from + (to - from) * share);
        harness.run();
    }
    harness.drop_at(to);
    harness.run();
    assert_eq!(ids(&harness)[..3], ["boutique", "cm", "in-house"]);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run();
    assert_eq!(ids(&harness), before);
}

#[test]
fn a_long_remark_is_shown_whole_and_undone_at_once() {
    let mut window = window();
    let source = |window: &Window| {
        let scenario = &window.harness.state().document().scenario;
        inputs::find(scenario, BASE_PATH).unwrap().1.unwrap().source
    };
    let before = source(&window);
    window.harness.get_by_label_contains(&format!("{BASE}, source")).click();
    window.harness.run();
    let field = |window: &Window, name: &str| {
        window.harness.get_by_role_and_label(Role::MultilineTextInput, &format!("{BASE}, {name}")).rect()
    };
    let line = field(&window, "Date").height();
    assert!(field(&window, "Source").height() > 1.5 * line, "the source takes two lines");
    let remark = format!("{BASE}, Remark");
    window.harness.get_by_role_and_label(Role::MultilineTextInput, &remark).focus();
    window.harness.run();
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    let words = "said on the phone, not in writing: ask again before the order, ".repeat(3);
    window.harness.get_by_role_and_label(Role::MultilineTextInput, &remark).type_text(&words);
    window.harness.event(Event::Paste("in\ntwo".to_owned()));
    window.harness.run();
    assert!(field(&window, "Remark").height() > 3.0 * line - 8.0);
    assert_eq!(source(&window).note, format!("{words}in two"));
    // Enter leaves the field, as in one of a single line.
    window.harness.key_press(Key::Enter);
    window.harness.run();
    assert_eq!(source(&window).note, format!("{words}in two"));
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.harness.run();
    assert_eq!(source(&window), before);
    // Tab goes on to the next field.
    window.harness.get_by_role_and_label(Role::MultilineTextInput, &format!("{BASE}, Source")).focus();
    window.harness.run();
    window.harness.key_press(Key::Tab);
    window.harness.run();
    assert!(window.harness.get_by_label(&format!("{BASE}, Date")).is_focused());
    assert_eq!(source(&window), before);
}
