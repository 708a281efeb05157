//! Has everything that can be pressed or typed into a name that a person understands, and does Tab reach it?
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeSet;

use eframe::egui::accesskit::{Action, NodeId, Toggled};
use eframe::egui::{Event, Key, Modifiers, Rect, Role};
use egui_kittest::kittest::{AccessKitNode, NodeT, Queryable};
use support::scenes::SCENES;
use support::{Window, with_every_group};

const SIZE: [f32; 2] = [1280.0, 800.0];

/// Something that can be pressed, typed into or focused.
struct Control {
    id: NodeId,
    role: Role,
    name: String,
    is_disabled: bool,
    rect: Rect,
}

/// Everything in the window that can be worked. A scroll bar, which no key is needed for, says by its role
/// what it is, and text that can be marked is its own name.
fn controls(window: &Window) -> Vec<Control> {
    let acts = |node: &AccessKitNode<'_>, actions: &[Action]| {
        actions.iter().any(|action| node.data().supports_action(*action))
    };
    let works = |node: &AccessKitNode<'_>| {
        let is_plain = matches!(node.role(), Role::ScrollBar | Role::Label);
        let clicks = !is_plain && acts(node, &[Action::Click, Action::SetValue, Action::Increment]);
        (clicks || acts(node, &[Action::Focus])) && !node.is_hidden()
    };
    let all = window.harness.query_all_by(|_| true).filter(|node| works(&node.accesskit_node()));
    let control = |node: egui_kittest::Node<'_>| Control {
        id: node.accesskit_node().locate().0,
        role: node.accesskit_node().role(),
        name: node.accesskit_node().label().unwrap_or_default(),
        is_disabled: node.accesskit_node().is_disabled(),
        rect: node.rect(),
    };
    all.map(control).collect()
}

/// A name has words or figures, says more than a sign, and is not a path of the file.
fn is_human(name: &str) -> bool {
    let has_words = name.chars().filter(|c| c.is_alphanumeric()).count() >= 2;
    has_words && !name.contains(['_', '\u{fffd}']) && !name.contains("routes.")
}

fn unnamed(window: &Window) -> Vec<String> {
    let told = |control: Control| format!("{:?} “{}” at {:?}", control.role, control.name, control.rect);
    controls(window).into_iter().filter(|control| !is_human(&control.name)).map(told).collect()
}

/// Unfolds all cards and groups of the form.
fn unfold(window: &mut Window) {
    loop {
        let folded = window
            .harness
            .query_all_by_role(Role::DisclosureTriangle)
            .find(|node| node.accesskit_node().toggled() == Some(Toggled::False))
            .map(|node| node.rect().center());
        let Some(at) = folded else { return };
        window.harness.drag_at(at);
        window.harness.drop_at(at);
        window.harness.run();
    }
}

#[test]
fn every_control_of_every_scene_has_a_human_name() {
    let mut without = Vec::new();
    for scene in &SCENES {
        let window = scene.window(SIZE, 1.0, false);
        without.extend(unnamed(&window).into_iter().map(|control| format!("{}: {control}", scene.name)));
    }
    assert!(without.is_empty(), "{} without a name:\n{}", without.len(), without.join("\n"));
}

#[test]
fn every_control_of_the_whole_form_has_a_human_name() {
    let mut window = Window::on(with_every_group(), [1280.0, 8_000.0], false);
    unfold(&mut window);
    assert!(controls(&window).len() > 250, "{}", controls(&window).len());
    let without = unnamed(&window);
    assert!(without.is_empty(), "{} without a name:\n{}", without.len(), without.join("\n"));
}

/// What has the keyboard.
fn focused(window: &Window) -> Option<egui_kittest::Node<'_>> {
    window.harness.query_all_by(|_| true).find(|node| node.accesskit_node().is_focused())
}

/// Presses Tab until the focus comes back to where it began; everything that had it, and what it was that
/// could not be seen while it had it.
fn tabbed(window: &mut Window, modifiers: Modifiers) -> (BTreeSet<NodeId>, Vec<String>) {
    let (mut seen, mut out_of_sight) = (BTreeSet::new(), Vec::new());
    for _ in 0..2_000 {
        window.harness.key_press_modifiers(modifiers, Key::Tab);
        window.harness.run();
        let Some(focused) = window.harness.query_all_by(|_| true).find(|node| node.accesskit_node().is_focused())
        else {
            continue;
        };
        if !seen.insert(focused.accesskit_node().locate().0) {
            return (seen, out_of_sight);
        }
        let screen = window.harness.ctx.content_rect();
        if !screen.contains(focused.rect().center()) {
            out_of_sight.push(format!("{:?} {:?}", focused.accesskit_node().label(), focused.rect()));
        }
    }
    panic!("the focus never comes round: {} had it", seen.len());
}

#[test]
fn tab_reaches_everything_in_the_window_and_comes_round() {
    for modifiers in [Modifiers::NONE, Modifiers::SHIFT] {
        let mut window = manifold();
        window.settle();
        let (seen, out_of_sight) = tabbed(&mut window, modifiers);
        let missed: Vec<String> = controls(&window)
            .into_iter()
            .filter(|control| !control.is_disabled && !seen.contains(&control.id))
            .map(|control| format!("{:?} “{}”", control.role, control.name))
            .collect();
        assert!(missed.is_empty(), "{modifiers:?} Tab misses {}:\n{}", missed.len(), missed.join("\n"));
        assert!(out_of_sight.is_empty(), "focused out of sight:\n{}", out_of_sight.join("\n"));
    }
}

#[test]
fn in_a_dialog_tab_stays_in_the_dialog() {
    let scene = SCENES.iter().find(|scene| scene.name == "unsaved").unwrap();
    let mut window = scene.window(SIZE, 1.0, false);
    let (seen, _) = tabbed(&mut window, Modifiers::NONE);
    assert_eq!(seen.len(), 3, "Save, Don’t save, Cancel");
}

fn manifold() -> Window {
    Window::new(0, SIZE, false)
}

fn press(window: &mut Window, key: Key) {
    window.harness.key_press_modifiers(Modifiers::NONE, key);
    window.harness.run();
}

fn type_in(window: &mut Window, text: &str) {
    window.harness.event(Event::Text(text.to_owned()));
    window.harness.run();
}

/// Gives the keyboard to what has this name, and presses it.
fn press_on(window: &mut Window, name: &str) {
    window.harness.get_by_label(name).focus();
    window.harness.run();
    press(window, Key::Enter);
}

/// Presses a key until what has a name that begins so has the keyboard.
fn go_to(window: &mut Window, key: Key, name: &str) {
    for _ in 0..30 {
        press(window, key);
        if focused(window).and_then(|it| it.accesskit_node().label()).is_some_and(|label| label.starts_with(name)) {
            return;
        }
    }
    panic!("{key:?} never comes to {name}");
}

/// Finds an entry of the palette by its name, and chooses it.
fn find(window: &mut Window, name: &str) {
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    window.harness.run();
    window.harness.get_by_label("Find a command or an input").type_text(name);
    window.harness.run();
    press(window, Key::Enter);
}

#[test]
fn keys_zoom_the_chart_and_fit_it_again() {
    let mut window = manifold();
    type_in(&mut window, "+");
    let (low, high) = window.harness.state().view().volumes.unwrap();
    assert!(low > 100.0 && low < 20_000.0 && high > 20_000.0 && high < 1e6, "{low} {high}");
    type_in(&mut window, "]");
    assert!(window.harness.state().view().costs.is_some());
    // The view goes along with a line that leaves it.
    for _ in 0..6 {
        type_in(&mut window, "+");
    }
    type_in(&mut window, ",");
    let (low, high) = window.harness.state().view().volumes.unwrap();
    assert!(low <= 14_189.0 && 14_189.0 <= high, "{low} {high}");
    type_in(&mut window, "-");
    assert!(window.harness.state().view().volumes.unwrap().0 < low);
    type_in(&mut window, "0");
    assert_eq!((window.harness.state().view().volumes, window.harness.state().view().costs), (None, None));
    find(&mut window, "zoom in on costs");
    assert!(window.harness.state().view().costs.is_some());
}

#[test]
fn who_types_a_number_does_not_zoom() {
    let mut window = manifold();
    window.harness.get_by_label("Boutique specialist, NRE, Base").click();
    window.harness.run();
    type_in(&mut window, "+-0");
    assert_eq!(window.harness.state().view().volumes, None);
}

#[test]
fn keys_move_the_edges_of_panels() {
    let mut window = manifold();
    let left = |window: &Window| window.harness.get_by_role_and_label(Role::Image, "Cheapest route by volume").rect();
    for (name, key) in [("Width of the inputs", Key::ArrowRight), ("Width of the findings", Key::ArrowLeft)] {
        let before = left(&window).width();
        window.harness.get_by_label(name).focus();
        window.harness.run();
        press(&mut window, key);
        assert!(left(&window).width() < before - 10.0, "{name}");
        assert!(window.harness.get_by_label(name).accesskit_node().is_focused(), "the key leads elsewhere");
    }
}

#[test]
fn routes_are_hidden_isolated_moved_and_copied_by_name() {
    let mut window = manifold();
    let ids = |window: &Window| {
        let routes = &window.harness.state().document().scenario.routes;
        routes.iter().map(|route| route.id.clone()).collect::<Vec<_>>()
    };
    find(&mut window, "show alone boutique specialist");
    assert_eq!(window.harness.state().view().hidden.len(), 3);
    find(&mut window, "show all routes");
    assert!(window.harness.state().view().hidden.is_empty());
    find(&mut window, "hide contract manufacturer");
    assert!(window.harness.state().view().hidden.contains("cm"));
    find(&mut window, "move down in-house");
    assert_eq!(ids(&window)[..2], ["boutique", "in-house"]);
    find(&mut window, "duplicate boutique specialist");
    assert_eq!(ids(&window)[1], "boutique-2");
}

#[test]
fn menus_and_what_folds_out_are_worked_with_keys() {
    let mut window = manifold();
    press_on(&mut window, "Boutique specialist, more");
    go_to(&mut window, Key::ArrowDown, "Duplicate");
    press(&mut window, Key::Enter);
    assert_eq!(window.harness.state().document().scenario.routes.len(), 5);
    press_on(&mut window, "File");
    go_to(&mut window, Key::ArrowDown, "Preferences…");
    press(&mut window, Key::Enter);
    window.harness.get_by_label("As the system");
}

#[test]
fn sources_and_choices_are_worked_with_keys() {
    let mut window = manifold();
    let badge = window.harness.get_by_label_contains("Boutique specialist, NRE, Base, source");
    badge.focus();
    window.harness.run();
    press(&mut window, Key::Enter);
    go_to(&mut window, Key::Tab, "Boutique specialist, NRE, Base, Remark");
    press(&mut window, Key::Escape);
    press_on(&mut window, "Boutique specialist, Quote, Read as");
    go_to(&mut window, Key::ArrowDown, "Bracket by bracket");
    press(&mut window, Key::Enter);
    let quote = window.harness.state().document().scenario.route("boutique").unwrap().quote.clone().unwrap();
    assert_eq!(quote.reading, crossplan::model::route::Reading::Incremental);
}
