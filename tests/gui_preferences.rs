//! Do preferences take effect, stay, and never get in the way? And what does the program say of itself?
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use crossplan::charts::number_format::NumberFormat;
use crossplan::model::inputs::find;
use crossplan::session::{Command, Settings};
use eframe::egui::{Key, Modifiers, OutputCommand, Role, Theme};
use egui_kittest::kittest::Queryable;
use support::Window;

const MANIFOLD: usize = 0;
const SIZE: [f32; 2] = [1280.0, 800.0];

fn window() -> Window {
    Window::new(MANIFOLD, SIZE, false)
}

fn click(window: &mut Window, role: Role, label: &str) {
    window.harness.get_by_role_and_label(role, label).click();
    window.harness.run();
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.harness.key_press_modifiers(modifiers, key);
    window.harness.run();
}

fn says(window: &Window, words: &str) -> bool {
    window.harness.query_all_by_label_contains(words).count() > 0
}

fn settings(window: &Window) -> &Settings {
    &window.harness.state().view().settings
}

fn base(window: &Window) -> f64 {
    find(&window.harness.state().document().scenario, "routes.boutique.nre.base").unwrap().1.unwrap().likely()
}

/// Types into the field of the boutique's NRE base.
fn enter(window: &mut Window, text: &str) {
    let label = "Boutique specialist, NRE, Base";
    window.harness.get_by_label(label).click();
    window.harness.run();
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.harness.get_by_role_and_label(Role::TextInput, label).type_text(text);
    window.harness.run();
    press(window, Modifiers::NONE, Key::Enter);
}

#[test]
fn the_theme_is_chosen_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window();
    let place = Settings { folder: Some(folder.path().to_owned()), ..settings(&window).clone() };
    window.harness.state_mut().push(Command::Prefer(Box::new(place)));
    press(&mut window, Modifiers::COMMAND, Key::Comma);
    assert!(says(&window, "Preferences"));
    click(&mut window, Role::RadioButton, "Dark");
    assert_eq!(window.harness.ctx.theme(), Theme::Dark);
    click(&mut window, Role::RadioButton, "As the system");
    assert_eq!(settings(&window).dark, None);
    // The system of these tests is light.
    assert_eq!(window.harness.ctx.theme(), Theme::Light);
    click(&mut window, Role::RadioButton, "1.234,56");
    click(&mut window, Role::Button, "Close");
    let kept = Settings::load(Some(folder.path().to_owned()));
    assert_eq!((kept.dark, kept.numbers), (None, NumberFormat::PointComma));
}

#[test]
fn everything_can_be_drawn_larger_and_stays_within_what_is_offered() {
    let mut window = Window::new(MANIFOLD, [2048.0, 1400.0], false);
    let zoom = |window: &Window| window.harness.ctx.zoom_factor();
    press(&mut window, Modifiers::COMMAND, Key::Comma);
    click(&mut window, Role::RadioButton, "150 %");
    window.harness.run();
    assert!((zoom(&window) - 1.5).abs() < 1e-3, "{}", zoom(&window));
    click(&mut window, Role::Button, "Close");
    for _ in 0..9 {
        press(&mut window, Modifiers::COMMAND, Key::Plus);
    }
    assert_eq!(settings(&window).zoom, 200);
    assert!((zoom(&window) - 2.0).abs() < 1e-3, "{}", zoom(&window));
    for _ in 0..12 {
        press(&mut window, Modifiers::COMMAND, Key::Minus);
    }
    assert_eq!(settings(&window).zoom, 100);
    assert!((zoom(&window) - 1.0).abs() < 1e-3, "{}", zoom(&window));
}

#[test]
fn nothing_is_drawn_larger_than_the_window_has_room_for() {
    let mut window = window();
    press(&mut window, Modifiers::COMMAND, Key::Comma);
    click(&mut window, Role::RadioButton, "200 %");
    window.harness.run();
    // 800 points are 1.14 times the 700 that all parts need.
    assert!((window.harness.ctx.zoom_factor() - 800.0 / 700.0).abs() < 1e-3);
    assert!(says(&window, "This window has room for 114 %"));
    assert_eq!(settings(&window).zoom, 200);
}

#[test]
fn numbers_are_shown_and_read_in_the_format_chosen() {
    let mut window = window();
    assert!(says(&window, "Boutique specialist at 10,000: 11.38"));
    press(&mut window, Modifiers::COMMAND, Key::Comma);
    click(&mut window, Role::RadioButton, "1.234,56");
    window.harness.get_by_label_contains("Ask where a typed number").click();
    window.harness.run();
    assert!(says(&window, "Typed 1,234 is 1,234, and 1.234 is 1234."));
    click(&mut window, Role::Button, "Close");
    assert!(says(&window, "Boutique specialist at 10.000: 11,38"));
    enter(&mut window, "12.345");
    assert!((base(&window) - 12_345.0).abs() < 1e-9, "{}", base(&window));
    enter(&mut window, "12,5");
    assert!((base(&window) - 12.5).abs() < 1e-9, "{}", base(&window));
    // The file knows nothing of it.
    let text = crossplan::formats::scenario_file::write(&window.harness.state().document().scenario).unwrap();
    assert!(text.contains("12.5"));
}

#[test]
fn where_it_is_wanted_an_ambiguous_number_is_asked_about() {
    let mut window = window();
    let before = base(&window);
    enter(&mut window, "12.345");
    assert!((base(&window) - before).abs() < 1e-9, "{}", base(&window));
    assert!(settings(&window).ask_numbers);
}

#[test]
fn without_the_second_renderer_the_dialog_says_so() {
    let mut window = window();
    press(&mut window, Modifiers::COMMAND, Key::Comma);
    let other = window.harness.query_by_role_and_label(Role::RadioButton, "wgpu").is_some();
    assert_eq!(other, cfg!(feature = "wgpu"));
    assert_eq!(says(&window, "built with no other renderer"), !cfg!(feature = "wgpu"));
}

#[test]
fn the_program_says_what_it_is_and_whose_work_is_in_it() {
    let mut window = window();
    for label in ["File", "About Crossplan…"] {
        window.harness.get_by_label(label).click();
        window.harness.run();
    }
    assert!(says(&window, concat!("Crossplan ", env!("CARGO_PKG_VERSION"))));
    assert!(says(&window, "Permission is hereby granted"));
    for (chapter, words) in [
        ("Apache 2.0", "Apache License"),
        ("Font", "SIL Open Font License"),
        ("Crates", "accesskit_consumer"),
        ("Crates", "0BSD OR MIT OR Apache-2.0"),
    ] {
        click(&mut window, Role::RadioButton, chapter);
        assert!(says(&window, words), "{chapter}");
    }
    window.harness.get_by_label("Copy the text").click();
    window.harness.step();
    let text = |command: &OutputCommand| {
        if let OutputCommand::CopyText(text) = command { Some(text.clone()) } else { None }
    };
    let copied = window.harness.output().platform_output.commands.iter().find_map(text).unwrap();
    for words in ["serde · MIT OR Apache-2.0", "Permission is hereby granted", "Unless required by applicable law"] {
        assert!(copied.contains(words), "{words}");
    }
    window.harness.run();
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!says(&window, concat!("Crossplan ", env!("CARGO_PKG_VERSION"))));
}
