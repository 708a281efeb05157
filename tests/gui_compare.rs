//! Does the Compare tab say what differs from another scenario, and lead there?
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;

use crossplan::formats::scenario_file;
use crossplan::model::inputs::put;
use crossplan::model::route::{
    Basis, ChecklistItem, CountedIn, Evidence, ExponentialRamp, Inspection, ItemState, Learning, LearningCurve,
    PriceBreak, Reading, YieldRamp,
};
use crossplan::model::{Estimate, Scenario};
use crossplan::session::{Command, CompareWith, Tab};
use eframe::egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT, Queryable};
use support::{Window, crowded, shipped, with_every_group};

const MANIFOLD: usize = 0;
const SIZE: [f32; 2] = [1280.0, 800.0];

fn press(window: &mut Window, key: Key) {
    window.harness.key_press_modifiers(Modifiers::COMMAND, key);
    window.harness.run();
}

fn push(window: &mut Window, command: Command) {
    window.harness.state_mut().push(command);
    window.harness.run();
}

fn says(window: &Window, words: &str) {
    assert!(window.harness.query_all_by_label_contains(words).count() > 0, "nothing says {words}");
}

/// The window after the boutique quoted more at 10,000.
fn repriced(size: [f32; 2]) -> Window {
    let mut window = Window::new(MANIFOLD, size, false);
    push(&mut window, Command::Reprice { route: "boutique".to_owned(), from: 10_000, price: 7.9 });
    press(&mut window, Key::Num7);
    window
}

#[test]
fn without_a_change_nothing_differs() {
    let mut window = Window::new(MANIFOLD, SIZE, false);
    press(&mut window, Key::Num7);
    assert_eq!(window.harness.state().view().tab, Tab::Compare);
    says(&window, "Nothing differs from the scenario as opened");
    says(&window, "Boutique specialist at 100: before 326, cheapest; now 326, cheapest; same");
}

#[test]
fn a_changed_price_is_told_with_what_it_changes_and_leads_to_its_field() {
    let mut window = repriced(SIZE);
    says(&window, "At 10,000 parts the winner moves from Boutique specialist to Pilot at the boutique, then CM");
    says(&window, "Boutique specialist at 10,000: before 11.38, cheapest; now 14.68; +3.30 · +29 %");
    says(&window, "Cheapest route by volume, before");
    let label = "Boutique specialist: Price at 10,000: before 4.60, now 7.90";
    window.harness.get_by_role_and_label(Role::Link, label).click();
    window.harness.run();
    let field = "Boutique specialist, Quote, price from 10,000";
    assert!(window.harness.get_by_role_and_label(Role::TextInput, field).is_focused());
    press(&mut window, Key::Z);
    says(&window, "Nothing differs");
}

#[test]
fn another_file_is_compared_route_by_route() {
    let folder = tempfile::tempdir().unwrap();
    let mut other = shipped(MANIFOLD);
    put(&mut other, "routes.cm.nre.base", Some(&Estimate::certain(90_000.0)));
    other.routes.retain(|route| route.id != "in-house");
    let path = folder.path().join("their-offer.ron");
    fs::write(&path, scenario_file::write(&other).unwrap()).unwrap();
    let mut window = Window::new(MANIFOLD, SIZE, false);
    push(&mut window, Command::Compare(CompareWith::File(path.clone())));
    assert_eq!(window.harness.state().view().tab, Tab::Compare);
    says(&window, "There: the scenario in their-offer.ron");
    says(&window, "Contract manufacturer: NRE base: there 90,000, here ");
    says(&window, "In-house micro-fab: The whole route: there –, here present");
    says(&window, "In-house micro-fab at 100: there none; here 6,336");
    // The document itself is what it was.
    assert!(window.harness.state().document().path().is_none());
    fs::write(&path, "Scenario(").unwrap();
    push(&mut window, Command::Compare(CompareWith::File(path)));
    says(&window, "is not a scenario that can be opened");
}

#[test]
fn what_to_compare_with_is_chosen_from_a_menu_and_in_the_palette() {
    let mut window = Window::new(MANIFOLD, SIZE, false);
    press(&mut window, Key::Num7);
    for label in ["Compare with…", "Examples", "nitinol micro spring latch"] {
        window.harness.get_by_label(label).click();
        window.harness.run();
    }
    says(&window, "There: the scenario “nitinol micro spring latch”");
    press(&mut window, Key::K);
    window.harness.get_by_label("Find a command or an input").type_text("compare opened");
    window.harness.run();
    window.harness.key_press(Key::Enter);
    window.harness.run();
    says(&window, "Before: the scenario as opened");
}

/// The scenario with every check box, name, kind, choice and text of one route another one.
fn altered(mut scenario: Scenario) -> Scenario {
    let route = scenario.routes.iter_mut().find(|route| route.id == "boutique").unwrap();
    for name in [&mut route.name, &mut route.family, &mut route.notes] {
        name.push_str(" of old");
    }
    for tool in &mut route.tooling {
        (tool.name, tool.first_in_nre) = ("Old tool".to_owned(), !tool.first_in_nre);
        (tool.amortised_over, tool.shortfall_due) = (Some(Estimate::certain(9_000.0)), !tool.shortfall_due);
    }
    for step in &mut route.process {
        (step.name, step.cost) = ("Old step".to_owned(), Some(Estimate::certain(1.0)));
        (step.build_up, step.inspection, step.rework) = (None, None, None);
    }
    for risk in &mut route.risks {
        "Old risk".clone_into(&mut risk.name);
    }
    for question in &mut route.checklist {
        *question = ChecklistItem { item: "Old?".to_owned(), state: ItemState::Asked, note: "No".to_owned() };
    }
    let quote = route.quote.as_mut().unwrap();
    (quote.over_buy, quote.reading, quote.basis) = (false, Reading::Incremental, Basis::Starts);
    (quote.per, quote.number, quote.date) = (1_000, "Q-old".to_owned(), "2025-01-02".to_owned());
    quote.breaks.push(PriceBreak(777_777, Estimate::certain(1.0)));
    let quality = route.quality.as_mut().unwrap();
    quality.two_sided = !quality.two_sided;
    let capacity = route.capacity.as_mut().unwrap();
    capacity.scales_with_machines = !capacity.scales_with_machines;
    capacity.counted_in = CountedIn::Starts;
    route.capability.as_mut().unwrap().evidence = Evidence::Claimed;
    route.yield_ramp = Some(YieldRamp::Exponential(ExponentialRamp {
        weeks: Some(Estimate::certain(6.0)),
        ..ExponentialRamp::default()
    }));
    route.learning = Some(Learning::Crawford(LearningCurve::default()));
    (scenario.title, scenario.seed, scenario.range.1) = ("Old".to_owned(), 7, 500_000);
    scenario.volumes.push(1_000_000);
    (scenario.part.name, scenario.prepared.by, scenario.decision.owner) = Default::default();
    scenario.routes.retain(|route| route.staged.is_none());
    scenario
}

#[test]
fn every_row_leads_to_something_that_takes_the_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let mut here = with_every_group();
    let boutique = here.routes.iter_mut().find(|route| route.id == "boutique").unwrap();
    boutique.process[0].inspection = Some(Inspection::default());
    let quote = boutique.quote.as_mut().unwrap();
    (quote.reading, quote.over_buy) = (Reading::Step, true);
    boutique.tooling[0].amortised_over = Some(Estimate::certain(8_000.0));
    let path = folder.path().join("old.ron");
    fs::write(&path, scenario_file::write(&altered(here.clone())).unwrap()).unwrap();
    let mut window = Window::on(here, [1280.0, 6_000.0], false);
    push(&mut window, Command::Compare(CompareWith::File(path)));
    assert_eq!(window.harness.state().results().problems, []);
    let rows: Vec<String> = window
        .harness
        .query_all_by_role(Role::Link)
        .filter_map(|node| node.accesskit_node().label().filter(|label| label.contains(": there ")))
        .collect();
    assert!(rows.len() > 40, "{rows:?}");
    let mut led = Vec::new();
    for row in &rows {
        window.harness.get_by_role_and_label(Role::Link, row).click();
        window.harness.run();
        let focused = window.harness.query_all_by(|_| true).find(|node| node.accesskit_node().is_focused());
        let focused = focused.filter(|node| node.rect().left() < 350.0).map(|node| node.accesskit_node().label());
        led.push(format!("{} → {}", row.split(": there").next().unwrap(), focused.flatten().unwrap_or_default()));
    }
    insta::assert_snapshot!(led.join("\n"));
}

#[test]
fn after_a_save_the_scenario_is_compared_with_what_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut window = repriced(SIZE);
    push(&mut window, Command::SaveTo(folder.path().join("part.ron")));
    says(&window, "Nothing differs from the scenario as last saved");
    push(&mut window, Command::Compare(CompareWith::Opened));
    says(&window, "Price at 10,000: before 4.60, now 7.90");
}

#[test]
fn another_document_is_compared_with_itself_again() {
    let mut window = repriced(SIZE);
    push(&mut window, Command::Compare(CompareWith::Opened));
    let command = Command::OpenShipped(crossplan::formats::shipped::SHIPPED[1]);
    push(&mut window, Command::DiscardThen(Box::new(command)));
    says(&window, "Nothing differs from the scenario as opened");
}

#[test]
fn totals_are_compared_as_well_and_a_crowd_has_its_place() {
    let mut window = repriced([1024.0, 700.0]);
    window.harness.get_by_role_and_label(Role::RadioButton, "Total").click();
    window.harness.run();
    says(&window, "Contract manufacturer at 100: before 123,387; now 123,387; same");
    let mut window = Window::on(crowded(), SIZE, false);
    push(&mut window, Command::Compare(CompareWith::Shipped(crossplan::formats::shipped::SHIPPED[0])));
    says(&window, "Supplier 15 of very");
}
