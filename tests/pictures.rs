//! Does the window still look as it did when somebody looked at it?
//!
//! Pictures are drawn on the processor, compared with those in `tests/pictures`, and changed with
//! `CROSSPLAN_ACCEPT=1 cargo test --test pictures` once they have been looked at.
#![cfg(feature = "gui")]

mod support;

use crossplan::session::{Command, CompareWith, Tab};
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use support::{Window, assert_picture, beyond_the_boutique, crowded, strays};

const MANIFOLD: usize = 0;
const LATCH: usize = 1;
const PIN: usize = 2;

#[test]
fn the_window_on_a_laptop() {
    for (dark, name) in [(false, "manifold-1280-light"), (true, "manifold-1280-dark")] {
        assert_picture(name, &Window::new(MANIFOLD, [1280.0, 800.0], dark).picture());
    }
}

#[test]
fn the_window_on_a_desk() {
    for (dark, name) in [(false, "manifold-1920-light"), (true, "manifold-1920-dark")] {
        assert_picture(name, &Window::new(MANIFOLD, [1920.0, 1080.0], dark).picture());
    }
}

#[test]
fn the_window_at_its_smallest() {
    assert_picture("latch-1024-light", &Window::new(LATCH, [1024.0, 700.0], false).picture());
}

#[test]
fn the_schedule() {
    for (size, dark, name) in
        [([1280.0, 800.0], false, "schedule-1280-light"), ([1920.0, 1080.0], true, "schedule-1920-dark")]
    {
        let mut window = Window::new(MANIFOLD, size, dark);
        window.harness.get_by_label("Schedule").click();
        window.harness.run();
        assert_picture(name, &window.picture());
    }
}

#[test]
fn the_breakdown() {
    for (size, dark, name) in
        [([1280.0, 800.0], false, "breakdown-1280-light"), ([1920.0, 1080.0], true, "breakdown-1920-dark")]
    {
        let mut window = Window::new(MANIFOLD, size, dark);
        for label in if dark { &["Breakdown", "Shares"][..] } else { &["Breakdown"] } {
            window.harness.get_by_label(label).click();
            window.harness.run();
        }
        assert_picture(name, &window.picture());
    }
}

#[test]
fn the_process_and_all_data() {
    for (size, dark, end) in [([1280.0, 800.0], false, "1280-light"), ([1920.0, 1080.0], true, "1920-dark")] {
        for (tab, name) in [("Process", "process"), ("Data", "data")] {
            let mut window = Window::new(PIN, size, dark);
            window.harness.get_by_label(tab).click();
            window.harness.run();
            assert_picture(&format!("{name}-{end}"), &window.picture());
        }
    }
}

#[test]
fn twenty_routes_with_long_names() {
    for (tab, name) in [("Breakdown", "breakdown"), ("Process", "process"), ("Data", "data")] {
        let mut window = Window::on(crowded(), [1280.0, 800.0], false);
        window.harness.get_by_label(tab).click();
        window.harness.run();
        assert_picture(&format!("{name}-crowded-1280-light"), &window.picture());
    }
}

#[test]
fn a_stretch_of_flips() {
    assert_picture("pin-1280-light", &Window::new(PIN, [1280.0, 800.0], false).picture());
}

#[test]
fn routes_that_cannot_make_the_part() {
    for (dark, name) in [(false, "ruled-out-1280-light"), (true, "ruled-out-1280-dark")] {
        let mut window = Window::on(beyond_the_boutique(), [1280.0, 800.0], dark);
        window.harness.get_by_label("Volume").set_value_accesskit(1000.0);
        window.harness.run();
        assert_picture(name, &window.picture());
    }
}

#[test]
fn totals_on_linear_axes() {
    let mut window = Window::new(LATCH, [1280.0, 800.0], true);
    for label in ["Total", "Log volume", "Log cost"] {
        window.harness.get_by_label(label).click();
        window.harness.run();
    }
    assert_picture("latch-1280-linear-dark", &window.picture());
}

#[test]
fn how_sure_the_answer_is() {
    for (dark, name) in [(false, "risk-1280-light"), (true, "risk-1280-dark")] {
        let mut window = Window::new(MANIFOLD, [1280.0, 800.0], dark);
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num5);
        window.harness.run();
        assert_picture(name, &window.picture());
    }
}

#[test]
fn what_moves_the_answer() {
    for (dark, name) in [(false, "sensitivity-1280-light"), (true, "sensitivity-1280-dark")] {
        let mut window = Window::new(MANIFOLD, [1280.0, 800.0], dark);
        window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Num4);
        window.harness.run();
        assert_picture(name, &window.picture());
    }
}

#[test]
fn what_it_would_take() {
    let mut window = Window::new(LATCH, [1280.0, 800.0], false);
    window.harness.get_by_label_contains("under Contract manufacturer").click();
    window.harness.run();
    assert_picture("advice-1280-light", &window.picture());
}

#[test]
fn a_reading() {
    let mut window = Window::new(MANIFOLD, [1280.0, 800.0], false);
    let line = window.harness.get_by_label("Volume").rect();
    window.harness.hover_at(line.center() + eframe::egui::vec2(-90.0, 40.0));
    window.harness.run();
    assert_picture("manifold-1280-reading", &window.picture());
}

#[test]
fn the_same_window_gives_the_same_picture() {
    let pictures = [0, 1].map(|_| Window::new(PIN, [1024.0, 700.0], true).picture());
    // Glyphs may lie elsewhere in their texture, as what was shown on the way differs: that rounds a pixel.
    assert!(strays(&pictures[0], &pictures[1]) <= 10);
}

#[test]
fn how_a_figure_is_made() {
    let mut window = Window::new(MANIFOLD, [1280.0, 800.0], false);
    for label in ["Contract manufacturer at 10,000", "Delay: 63,000", "NRE: 62,000"] {
        window.harness.get_by_label_contains(label).click();
        window.harness.run();
    }
    assert_picture("explained-1280-light", &window.picture());
}

#[test]
fn what_a_supplier_sees() {
    for (dark, name) in [(false, "meeting-1280-light"), (true, "meeting-1280-dark")] {
        let mut window = Window::new(MANIFOLD, [1280.0, 800.0], dark);
        window.harness.key_press_modifiers(eframe::egui::Modifiers::NONE, eframe::egui::Key::F5);
        window.harness.run();
        assert_picture(name, &window.picture());
    }
}

#[test]
fn the_palette() {
    let mut window = Window::new(MANIFOLD, [1280.0, 800.0], true);
    window.harness.key_press_modifiers(eframe::egui::Modifiers::COMMAND, eframe::egui::Key::K);
    window.harness.run();
    window.harness.get_by_label("Find a command or an input").type_text("nre");
    window.harness.run();
    assert_picture("palette-1280-dark", &window.picture());
}

#[test]
fn another_price() {
    let mut window = Window::new(MANIFOLD, [1280.0, 800.0], false);
    let label = "Boutique specialist, price from 100,000 parts";
    let point = window.harness.get_by_label(label).rect().center();
    window.harness.drag_at(point);
    window.harness.run();
    for step in 1..=8_u8 {
        window.harness.hover_at(point + eframe::egui::vec2(0.0, 2.0 * f32::from(step)));
        window.harness.run();
    }
    window.harness.drop_at(point + eframe::egui::vec2(0.0, 16.0));
    window.harness.run();
    assert_picture("another-price-1280-light", &window.picture());
}

#[test]
fn two_scenarios_and_what_differs() {
    let mut window = Window::new(MANIFOLD, [1280.0, 800.0], false);
    let offer = Command::Reprice { route: "cm".to_owned(), from: 10_000, price: 0.9 };
    for command in [offer, Command::Compare(CompareWith::Opened), Command::Show(Tab::Compare)] {
        window.harness.state_mut().push(command);
        window.harness.run();
    }
    assert_picture("compare-1280-light", &window.picture());
}

#[test]
fn what_a_person_prefers_and_whose_work_it_is() {
    for (command, name) in [(Command::Preferences, "preferences-1280-dark"), (Command::About, "about-1280-dark")] {
        let mut window = Window::new(LATCH, [1280.0, 800.0], true);
        window.harness.state_mut().push(command);
        window.harness.run();
        assert_picture(name, &window.picture());
    }
}
