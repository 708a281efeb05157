//! Are the decision and the checklists edited, undone, saved and told?
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use crossplan::formats::scenario_file::parse;
use crossplan::model::route::ItemState;
use crossplan::session::{Command, CompareWith};
use eframe::egui::{Key, Modifiers, OutputCommand, Role};
use egui_kittest::kittest::Queryable;
use support::Window;

const MANIFOLD: usize = 0;

/// A tall window, so that nothing has to be scrolled to.
fn window() -> Window {
    let mut scenario = support::shipped(MANIFOLD);
    scenario.decision = crossplan::model::scenario::Decision::default();
    scenario.routes.iter_mut().for_each(|route| route.checklist.clear());
    Window::on(scenario, [1280.0, 2400.0], false)
}

fn click(window: &mut Window, label: &str) {
    window.harness.get_by_label(label).click();
    window.harness.run();
}

fn fill(window: &mut Window, label: &str, text: &str) {
    click(window, label);
    window.harness.get_by_label(label).type_text(text);
    window.harness.run();
}

fn undo(window: &mut Window) {
    window.harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.harness.run();
}

#[test]
fn the_decision_is_edited_undone_and_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = window();
    click(&mut window, "Decision");
    fill(&mut window, "Decision, Decided by", "A. Buyer");
    fill(&mut window, "Decision, Decide until", "2026-12-15");
    fill(&mut window, "Decision, Rationale", "The boutique first.");
    let path = folder.path().join("decided.ron");
    window.harness.state_mut().push(Command::SaveTo(path.clone()));
    window.harness.run();
    window.harness.run();
    let saved = parse(&std::fs::read(&path).unwrap()).unwrap().scenario.decision;
    assert_eq!(
        [saved.owner.as_str(), &saved.decide_by, &saved.rationale],
        ["A. Buyer", "2026-12-15", "The boutique first."]
    );
    undo(&mut window);
    let decision = &window.harness.state().document().scenario.decision;
    assert_eq!((decision.owner.as_str(), decision.rationale.as_str()), ("A. Buyer", ""));
    // Folded, it says who and by when.
    click(&mut window, "Decision");
    window.harness.state_mut().push(Command::CopySummary);
    window.harness.step();
    let copied = window
        .harness
        .output()
        .platform_output
        .commands
        .iter()
        .find_map(|command| if let OutputCommand::CopyText(text) = command { Some(text.clone()) } else { None });
    assert!(copied.unwrap().ends_with("\nDecision:\n- A. Buyer by 15 Dec 2026\n"));
}

#[test]
fn a_checklist_is_added_answered_and_undone() {
    let mut window = window();
    click(&mut window, "Boutique specialist, add a group");
    click(&mut window, "Checklist");
    let question = "Boutique specialist, Checklist, question 1";
    assert_eq!(window.harness.state().document().scenario.route("boutique").unwrap().checklist.len(), 1);
    assert!(window.harness.state().results().problems.is_empty());
    fill(&mut window, &format!("{question}, Remark"), "sent on Monday");
    click(&mut window, &format!("{question}, State"));
    click(&mut window, "Asked");
    let item = window.harness.state().document().scenario.route("boutique").unwrap().checklist[0].clone();
    assert_eq!((item.state, item.note.as_str()), (ItemState::Asked, "sent on Monday"));
    undo(&mut window);
    let item = window.harness.state().document().scenario.route("boutique").unwrap().checklist[0].clone();
    assert_eq!(item.state, ItemState::NotStated);
}

#[test]
fn a_differing_decision_leads_from_the_comparison_to_its_field() {
    let mut window = window();
    click(&mut window, "Decision");
    fill(&mut window, "Decision, Decided by", "A. Buyer");
    click(&mut window, "Decision");
    window.harness.state_mut().push(Command::Compare(CompareWith::Opened));
    window.harness.run();
    let row = "All routes: Decision, owner: before –, now A. Buyer";
    window.harness.get_by_role_and_label(Role::Link, row).click();
    window.harness.run();
    assert!(window.harness.get_by_label("Decision, Decided by").is_focused());
}
