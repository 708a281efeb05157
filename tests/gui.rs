//! Can a person do with the window what it is there for? Each test drives it by what a screen reader
//! would call its parts.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::{Path, PathBuf};

use crossplan::formats::scenario_file;
use crossplan::model::inputs;
use crossplan::session::{Command, Document, Settings};
use crossplan::ui::app::App;
use eframe::egui::{Key, Modifiers, Role, ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

fn window(document: Document, settings: Settings) -> Harness<'static, App> {
    let mut harness = Harness::builder()
        .with_size([1280.0, 1600.0])
        .with_max_steps(60)
        .build_eframe(move |creation| App::new(&creation.egui_ctx, document, settings, None));
    harness.run();
    harness
}

fn example() -> Harness<'static, App> {
    window(Document::example(), Settings::default())
}

/// Types into the field that a label names, and leaves it with Enter.
fn enter(harness: &mut Harness<'_, App>, label: &str, text: &str) {
    harness.get_by_role_and_label(Role::SpinButton, label).click();
    harness.run();
    harness.get_by_role_and_label(Role::TextInput, label).type_text(text);
    harness.key_press(Key::Enter);
    harness.run();
}

fn press(harness: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run();
}

fn click(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_label(label).click();
    harness.run();
}

fn ask(harness: &mut Harness<'_, App>, command: Command) {
    harness.state_mut().push(command);
    harness.run();
}

fn likely(harness: &Harness<'_, App>, path: &str) -> Option<f64> {
    let scenario = &harness.state().document().scenario;
    inputs::find(scenario, path).unwrap_or_else(|| panic!("no input {path}")).1.map(|estimate| estimate.likely())
}

fn saved(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    Document::example().save(&path, false).unwrap();
    path
}

const BASE: &str = "Boutique specialist, NRE, Base";
const BASE_PATH: &str = "routes.boutique.nre.base";

#[test]
fn a_file_opens_with_its_answer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pin.ron");
    let mut pin = Document::example();
    pin.scenario.title = "Connector pin".to_owned();
    pin.save(&path, false).unwrap();
    let mut harness = example();
    ask(&mut harness, Command::OpenFile(path.clone()));
    harness.get_by_label("Connector pin");
    harness.get_by_label("pin.ron");
    assert_eq!(harness.state().document().path(), Some(path.as_path()));
    assert_eq!(harness.state().results().scenario.title, "Connector pin");
    assert_eq!(harness.state().view().settings.recent, [path]);
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl eframe::egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("is read by its path".to_owned())
    }
}

#[test]
fn a_file_dropped_on_the_window_opens() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "dropped.ron");
    let mut harness = example();
    harness.input_mut().dropped_files = vec![std::sync::Arc::new(Dropped(path.clone()))];
    harness.step();
    harness.input_mut().dropped_files.clear();
    harness.run();
    assert_eq!(harness.state().document().path(), Some(path.as_path()));
}

#[test]
fn the_volume_line_follows_the_plan() {
    let mut harness = example();
    enter(&mut harness, "Scenario, Planned volume", "31k");
    assert_eq!(harness.state().view().volume, 31_000);
}

#[test]
fn results_follow_an_edit_and_undo_takes_it_back() {
    let mut harness = example();
    let before = harness.state().results().envelope.clone();
    let value = likely(&harness, BASE_PATH).unwrap();
    enter(&mut harness, BASE, "90k");
    assert_eq!(likely(&harness, BASE_PATH), Some(90_000.0));
    assert_ne!(harness.state().results().envelope.crossovers, before.crossovers);
    harness.get_by_label_contains(" · edited");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(likely(&harness, BASE_PATH), Some(value));
    assert_eq!(harness.state().results().envelope, before);
    assert!(harness.query_by_label_contains(" · edited").is_none());
    press(&mut harness, Modifiers::COMMAND, Key::Y);
    assert_eq!(likely(&harness, BASE_PATH), Some(90_000.0));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    press(&mut harness, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert_eq!(likely(&harness, BASE_PATH), Some(90_000.0));
}

#[test]
fn what_is_being_typed_is_taken_before_it_is_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "typed.ron");
    let mut harness = window(Document::open(&path).unwrap().0, Settings::default());
    click(&mut harness, BASE);
    harness.get_by_role_and_label(Role::TextInput, BASE).type_text("12,5k");
    press(&mut harness, Modifiers::COMMAND, Key::S);
    assert_eq!(likely(&harness, BASE_PATH), Some(12_500.0));
    assert_eq!(Document::open(&path).unwrap().0.scenario, harness.state().document().scenario);
    assert!(!harness.state().document().is_edited());
}

#[test]
fn a_bad_entry_stays_says_why_and_changes_nothing() {
    let mut harness = example();
    let before = harness.state().document().scenario.clone();
    enter(&mut harness, BASE, "-3");
    harness.get_by_label("Must be 0 or more. 15,000 is still used.");
    assert_eq!(harness.state().document().scenario, before);
    assert_eq!(harness.get_by_label(BASE).value().as_deref(), Some("-3"));
    click(&mut harness, "Put back 15,000");
    assert!(harness.query_by_label_contains("Must be").is_none());
    assert_eq!(harness.state().document().scenario, before);
}

#[test]
fn a_number_with_two_readings_is_asked() {
    let mut harness = example();
    enter(&mut harness, BASE, "1.234");
    harness.get_by_label("Which is meant? 15,000 is still used.");
    click(&mut harness, &format!("{BASE}, 1.234 is meant"));
    assert_eq!(likely(&harness, BASE_PATH), Some(1.234));
    enter(&mut harness, BASE, "2,345");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    click(&mut harness, &format!("{BASE}, 2,345 is meant"));
    assert_eq!(likely(&harness, BASE_PATH), Some(2_345.0));
}

#[test]
fn arrow_keys_step_and_a_drag_is_one_undo() {
    let mut harness = example();
    click(&mut harness, BASE);
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(likely(&harness, BASE_PATH), Some(17_000.0));
    press(&mut harness, Modifiers::NONE, Key::Escape);
    let from = harness.get_by_label(BASE).rect().center();
    harness.drag_at(from);
    for step in 1..=5_u8 {
        harness.hover_at(from + eframe::egui::vec2(f32::from(step) * 8.0, 0.0));
        harness.step();
    }
    harness.drop_at(from + eframe::egui::vec2(40.0, 0.0));
    harness.run();
    assert_eq!(likely(&harness, BASE_PATH), Some(27_000.0));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(likely(&harness, BASE_PATH), Some(17_000.0));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(likely(&harness, BASE_PATH), Some(15_000.0));
}

#[test]
fn tab_walks_from_field_to_field_and_each_is_one_undo() {
    let mut harness = example();
    click(&mut harness, "Boutique specialist, NRE, Base");
    harness.get_by_role_and_label(Role::TextInput, BASE).type_text("9k");
    press(&mut harness, Modifiers::NONE, Key::Tab);
    harness.get_by_role_and_label(Role::SpinButton, BASE);
    assert_eq!(likely(&harness, BASE_PATH), Some(9_000.0));
    enter(&mut harness, "Boutique specialist, NRE, Revisions", "5");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(likely(&harness, "routes.boutique.nre.revisions"), Some(3.0));
    assert_eq!(likely(&harness, BASE_PATH), Some(9_000.0));
}

/// Asks where to save, waits until no dialog of the system answered, and types the path instead.
fn save_as(harness: &mut Harness<'_, App>, path: &Path) {
    harness.state_mut().push(Command::SaveAs);
    let waited = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(10));
        harness.step();
        harness.query_by_label("Path of the file").is_some()
    });
    assert!(waited, "nobody asked for a path");
    harness.get_by_label("Path of the file").focus();
    press(harness, Modifiers::COMMAND, Key::A);
    harness.get_by_label("Path of the file").type_text(path.to_str().unwrap());
    press(harness, Modifiers::NONE, Key::Enter);
}

#[test]
#[cfg(target_os = "linux")]
fn where_the_system_has_no_dialog_a_path_is_typed() {
    if std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some() || std::env::var_os("DISPLAY").is_some() {
        return; // There may be a dialog, and it would wait for a person.
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("by hand");
    let mut harness = example();
    enter(&mut harness, BASE, "20k");
    save_as(&mut harness, &path);
    let bytes = crossplan::formats::disk::read(&path.with_extension("ron")).unwrap();
    assert_eq!(scenario_file::parse(&bytes).unwrap().scenario, harness.state().document().scenario);
    harness.get_by_label("by hand.ron");
    let other = saved(folder.path(), "other.ron");
    save_as(&mut harness, &other);
    harness.get_by_label_contains("There is already a file");
    click(&mut harness, "Cancel");
    assert_eq!(Document::open(&other).unwrap().0.scenario, Document::example().scenario);
    save_as(&mut harness, &other);
    click(&mut harness, "Replace it");
    assert_eq!(harness.state().document().path(), Some(other.as_path()));
}

#[test]
fn new_makes_a_scenario_of_a_few_answers() {
    let mut harness = example();
    press(&mut harness, Modifiers::COMMAND, Key::N);
    enter(&mut harness, "Planned volume, parts", "7k");
    enter(&mut harness, "Boutique specialist, Price each at 100", "11.5");
    enter(&mut harness, "Contract manufacturer, Good yield", "140");
    assert!(harness.get_by_label("Create").accesskit_node().is_disabled());
    enter(&mut harness, "Contract manufacturer, Good yield", "98%");
    click(&mut harness, "In-house");
    click(&mut harness, "Create");
    let scenario = &harness.state().document().scenario;
    assert_eq!(scenario.routes.iter().map(|route| route.id.as_str()).collect::<Vec<_>>(), ["boutique", "cm"]);
    assert_eq!(likely(&harness, "planned_volume"), Some(7_000.0));
    assert_eq!(likely(&harness, "routes.boutique.quote.breaks.100"), Some(11.5));
    assert_eq!(likely(&harness, "routes.cm.quote.acceptance_yield"), Some(0.98));
    assert!(harness.state().document().is_edited());
    assert_eq!(harness.state().view().volume, 7_000);
}

#[test]
fn leaving_unsaved_work_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "work.ron");
    let mut harness = window(Document::open(&path).unwrap().0, Settings::default());
    enter(&mut harness, BASE, "20k");
    ask(&mut harness, Command::Create(Box::default()));
    click(&mut harness, "Cancel");
    assert_eq!(likely(&harness, BASE_PATH), Some(20_000.0));
    ask(&mut harness, Command::Create(Box::default()));
    // The other one is in the bar, behind the question.
    harness.get_all_by_label("Save").last().unwrap().click();
    harness.run();
    assert_eq!(harness.state().document().path(), None);
    let (opened, _) = Document::open(&path).unwrap();
    let base = inputs::find(&opened.scenario, BASE_PATH).unwrap().1.map(|estimate| estimate.likely());
    assert_eq!(base, Some(20_000.0));
}

#[test]
fn closing_the_window_asks_and_dont_save_closes() {
    let mut harness = example();
    enter(&mut harness, BASE, "20k");
    let close = |harness: &mut Harness<'_, App>| {
        harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.push(ViewportEvent::Close);
        harness.step();
        let sent = harness.output().viewport_output[&ViewportId::ROOT].commands.clone();
        harness.input_mut().viewports.entry(ViewportId::ROOT).or_default().events.clear();
        sent
    };
    assert!(close(&mut harness).contains(&ViewportCommand::CancelClose));
    harness.run();
    harness.get_by_label("Don’t save").click();
    harness.step();
    harness.step();
    let sent = harness.output().viewport_output[&ViewportId::ROOT].commands.clone();
    assert!(sent.contains(&ViewportCommand::Close), "{sent:?}");
    assert!(!close(&mut harness).contains(&ViewportCommand::CancelClose));
}

#[test]
fn a_file_changed_by_another_program_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved(folder.path(), "shared.ron");
    let mut harness = window(Document::open(&path).unwrap().0, Settings::default());
    enter(&mut harness, BASE, "20k");
    let mut theirs = Document::open(&path).unwrap().0;
    theirs.scenario.title = "Theirs".to_owned();
    theirs.save(&path, false).unwrap();
    ask(&mut harness, Command::Save);
    click(&mut harness, "Take theirs");
    assert_eq!(harness.state().document().scenario.title, "Theirs");
    assert!(!harness.state().document().is_edited());
}

#[test]
fn a_file_that_cannot_be_opened_leaves_the_open_one_and_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.ron");
    crossplan::formats::disk::write_atomic(&path, b"Scenario(format: 1, title: 3)").unwrap();
    let mut harness = example();
    ask(&mut harness, Command::OpenFile(path));
    harness.get_by_label_contains("bad.ron is not a scenario that can be opened");
    harness.get_by_label_contains("Line 1, column");
    harness.get_by_label("Nothing was opened");
    click(&mut harness, "Close");
    assert_eq!(harness.state().document().file_name(), "example");
}

#[test]
fn routes_are_added_copied_hidden_moved_and_deleted() {
    let mut harness = example();
    let ids = |harness: &Harness<'_, App>| {
        let routes = &harness.state().document().scenario.routes;
        routes.iter().map(|route| route.id.clone()).collect::<Vec<_>>()
    };
    let menu = |harness: &mut Harness<'_, App>, item: &str| {
        click(harness, "Contract manufacturer, more");
        click(harness, item);
    };
    menu(&mut harness, "Duplicate");
    assert_eq!(ids(&harness), ["in-house", "boutique", "cm", "cm-2", "boutique-then-cm"]);
    menu(&mut harness, "Move up");
    assert_eq!(ids(&harness), ["in-house", "cm", "boutique", "cm-2", "boutique-then-cm"]);
    menu(&mut harness, "Hide");
    assert!(harness.state().view().hidden.contains("cm"));
    menu(&mut harness, "Delete");
    assert_eq!(ids(&harness), ["in-house", "boutique", "cm-2"]);
    for _ in 0..3 {
        press(&mut harness, Modifiers::COMMAND, Key::Z);
    }
    assert!(!harness.state().document().is_edited());
}

#[test]
fn every_input_of_every_group_has_its_field() {
    let mut harness = example();
    let routes: Vec<String> =
        harness.state().document().scenario.routes.iter().map(|route| route.name.clone()).collect();
    harness.set_size(eframe::egui::vec2(1280.0, 12_000.0));
    harness.run();
    click(&mut harness, "Time and money");
    for route in routes {
        if route != "Boutique specialist" {
            click(&mut harness, &route);
        }
    }
    loop {
        let folded = harness
            .query_all_by_role(Role::DisclosureTriangle)
            .find(|node| node.accesskit_node().toggled() == Some(eframe::egui::accesskit::Toggled::False))
            .map(|node| node.rect().center());
        let Some(at) = folded else { break };
        harness.drag_at(at);
        harness.drop_at(at);
        harness.run();
    }
    let mut inputs = 0;
    inputs::visit(&harness.state().document().scenario.clone(), &mut |_| inputs += 1);
    let fields = harness.query_all_by_role(Role::SpinButton).count();
    assert!(fields >= inputs, "{inputs} inputs, {fields} fields");
}
