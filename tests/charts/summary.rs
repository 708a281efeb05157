//! Does the text for a mail say what the window says?

use crossplan::analysis::crossover::search;
use crossplan::analysis::interrupt::Never;
use crossplan::analysis::savings::Payback;
use crossplan::charts::cost_curves::Subject;
use crossplan::charts::summary::summary;
use crossplan::cost::Case;
use crossplan::formats::scenario_file::parse;
use crossplan::model::Scenario;
use crossplan::model::route::{ChecklistItem, ItemState};
use crossplan::model::scenario::Decision;

#[test]
fn the_summary_is_a_mail() {
    let scenario = parse(include_bytes!("../../scenarios/peek-microfluidic-manifold.ron")).unwrap().scenario;
    let case = Case::likely(&scenario);
    let envelope = search(&case, scenario.range.0, scenario.range.1, &Never).unwrap();
    let subject = Subject { scenario: &scenario, case: &case, envelope: &envelope };
    let paybacks = [None, None, None, Some(Payback::From(14_189))];
    insta::assert_snapshot!(summary(&subject, &paybacks, None, 20_000));
}

#[test]
fn the_decision_and_open_questions_are_told_where_there_are_any() {
    let mut scenario = parse(include_bytes!("../../scenarios/peek-microfluidic-manifold.ron")).unwrap().scenario;
    let said = |scenario: &Scenario| {
        let case = Case::likely(scenario);
        let envelope = search(&case, scenario.range.0, scenario.range.1, &Never).unwrap();
        summary(&Subject { scenario, case: &case, envelope: &envelope }, &[], None, 20_000)
    };
    scenario.decision = Decision::default();
    scenario.routes.iter_mut().for_each(|route| route.checklist.clear());
    let before = said(&scenario);
    assert!(!before.contains("Decision:") && !before.contains("Still to be answered:"));
    scenario.decision.decide_by = "2026-12-15".to_owned();
    assert!(said(&scenario).ends_with("\nDecision:\n- to be decided by 15 Dec 2026\n"));
    scenario.decision.owner = "A. Buyer".to_owned();
    scenario.decision.rationale = "Boutique first.\n\nThe CM follows.".to_owned();
    let question = |item: &str, state| ChecklistItem { item: item.to_owned(), state, note: String::new() };
    scenario.routes[0].checklist = vec![
        question("Run chart?", ItemState::Asked),
        question("Audit?", ItemState::Answered),
        question("Cpk?", ItemState::NotStated),
    ];
    scenario.routes[0].checklist[0].note = "sent on Monday".to_owned();
    let expected = "\nStill to be answered:\n- In-house micro-fab: Run chart? (sent on Monday)\n- In-house micro-fab: 1 question not asked yet\n\nDecision:\n- A. Buyer by 15 Dec 2026\n- Boutique first.\n- The CM follows.\n";
    assert!(said(&scenario).ends_with(expected), "{}", said(&scenario));
}
