//! Is work never lost? A file that another program changed, a copy left behind, a second file: each test
//! answers the questions that the window asks.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use crossplan::formats::scenario_file;
use crossplan::model::Scenario;
use crossplan::session::recovery::LeftBehind;
use crossplan::session::{Command, Document, Settings};
use crossplan::ui::app::App;
use eframe::egui::{Role, pos2};
use egui_kittest::kittest::{NodeT, Queryable};
use support::{Window, shipped};

const SIZE: [f32; 2] = [1280.0, 800.0];

fn click(window: &mut Window, label: &str) {
    window.harness.get_by_label(label).click();
    window.harness.run();
}

fn push(window: &mut Window, command: Command) {
    window.harness.state_mut().push(command);
    window.harness.run();
}

fn title(path: &Path) -> String {
    scenario_file::parse(&fs::read(path).unwrap()).unwrap().scenario.title
}

fn titled(title: &str) -> Scenario {
    Scenario { title: title.to_owned(), ..shipped(0) }
}

/// The window on a file that was edited here and changed by another program, after Ctrl+S.
fn changed_by_both(path: &Path) -> Window {
    let mut document = Document::unsaved(titled("Ours"));
    document.save(path, false).unwrap();
    let mut window =
        Window::showing(SIZE, 1.0, false, |ctx, settings: Settings| App::new(ctx, document, settings, None));
    fs::write(path, scenario_file::write(&titled("Theirs")).unwrap()).unwrap();
    push(&mut window, Command::Reprice { route: "cm".to_owned(), from: 10_000, price: 0.9 });
    push(&mut window, Command::Save);
    window.harness.get_by_label_contains("was changed by another program");
    assert_eq!(title(path), "Theirs", "nothing is written before it is answered");
    window.harness.get_by_label("The price being tried, 0.90, will be saved as the quote.");
    let safe = window.harness.get_by_label("Save as…");
    assert!(safe.accesskit_node().is_focused(), "Enter loses nobody's work");
    window
}

#[test]
fn mine_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shared.ron");
    let mut window = changed_by_both(&path);
    click(&mut window, "Keep mine");
    assert_eq!(title(&path), "Ours");
    assert!(!window.harness.state().document().is_edited());
}

#[test]
fn theirs_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shared.ron");
    let mut window = changed_by_both(&path);
    click(&mut window, "Take theirs");
    assert_eq!(
        (title(&path).as_str(), window.harness.state().document().scenario.title.as_str()),
        ("Theirs", "Theirs")
    );
}

#[test]
fn who_backs_out_keeps_both() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shared.ron");
    let mut window = changed_by_both(&path);
    click(&mut window, "Cancel");
    assert_eq!(title(&path), "Theirs");
    assert!(window.harness.state().document().is_edited());
    assert_eq!(window.harness.state().document().scenario.title, "Ours");
}

/// The window with a copy that was left behind, and where the copy is.
fn recovering(folder: &Path) -> (Window, PathBuf) {
    let copy = folder.join("0.ron");
    fs::write(&copy, "copy").unwrap();
    let left = LeftBehind { copy: copy.clone(), file: None, scenario: titled("Broken off"), ages: [None; 2] };
    let window = Window::showing(SIZE, 1.0, false, move |ctx, settings| {
        App::new(ctx, Document::example(), settings, None).recovering(None, vec![left])
    });
    (window, copy)
}

#[test]
fn a_copy_is_offered_and_never_applied_by_itself() {
    let folder = tempfile::tempdir().unwrap();
    let (mut window, copy) = recovering(folder.path());
    window.harness.get_by_label_contains("“Broken off” was not saved");
    assert_eq!(window.harness.state().document().scenario, Document::example().scenario);
    click(&mut window, "Cancel");
    assert!(copy.exists(), "it is offered again");
    let (mut window, copy) = recovering(folder.path());
    click(&mut window, "Discard the copy");
    assert!(!copy.exists());
    assert_eq!(window.harness.state().document().scenario, Document::example().scenario);
}

#[test]
fn a_recent_file_is_opened_from_the_menu() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("last week.ron");
    fs::write(&path, scenario_file::write(&titled("Last week")).unwrap()).unwrap();
    let recent = vec![path.clone()];
    let mut window = Window::showing(SIZE, 1.0, false, move |ctx, settings| {
        App::new(ctx, Document::example(), Settings { recent, ..settings }, None)
    });
    click(&mut window, "File");
    click(&mut window, "last week.ron");
    assert_eq!(window.harness.state().document().path(), Some(path.as_path()));
    window.harness.get_by_label("Last week");
}

#[test]
fn a_click_beside_the_form_of_new_loses_nothing() {
    let mut window = Window::on(shipped(0), SIZE, false);
    push(&mut window, Command::New);
    window.harness.get_by_role_and_label(Role::TextInput, "Part").click();
    window.harness.run();
    window.harness.get_by_role_and_label(Role::TextInput, "Part").type_text("Valve seat");
    window.harness.run();
    let beside = pos2(40.0, 700.0);
    window.harness.drag_at(beside);
    window.harness.drop_at(beside);
    window.harness.run();
    assert_eq!(
        window.harness.get_by_role_and_label(Role::TextInput, "Part").accesskit_node().value().as_deref(),
        Some("Valve seat")
    );
    click(&mut window, "Cancel");
    assert!(window.harness.query_by_label("New scenario").is_none());
    // What holds nothing goes with a click beside it.
    push(&mut window, Command::About);
    window.harness.drag_at(beside);
    window.harness.drop_at(beside);
    window.harness.run();
    assert!(window.harness.query_by_label("Apache 2.0").is_none());
}

/// A price that is tried is a question only until it is saved: what is in the file has been kept.
#[test]
fn a_price_that_was_tried_is_kept_by_saving() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("part.ron");
    let mut window = Window::new(0, SIZE, false);
    let asks = |window: &Window| window.harness.query_by_label("Put back").is_some();
    push(&mut window, Command::Reprice { route: "cm".to_owned(), from: 10_000, price: 0.9 });
    assert!(asks(&window));
    push(&mut window, Command::SaveTo(path.clone()));
    assert!(!asks(&window));
    let saved = scenario_file::parse(&fs::read(&path).unwrap()).unwrap().scenario;
    assert_eq!(saved.routes, window.harness.state().document().scenario.routes);
    // The next price is a question again, and the answer is what was saved.
    push(&mut window, Command::Reprice { route: "cm".to_owned(), from: 10_000, price: 0.8 });
    click(&mut window, "Put back");
    assert_eq!(window.harness.state().document().scenario.routes, saved.routes);
    // What could not be saved is still a question.
    push(&mut window, Command::Reprice { route: "cm".to_owned(), from: 10_000, price: 0.8 });
    push(&mut window, Command::SaveTo(folder.path().join("no such folder").join("part.ron")));
    assert!(asks(&window));
}
