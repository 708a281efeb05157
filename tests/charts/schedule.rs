//! Is the schedule what the cost model and the calendar say?

use crossplan::analysis::calendar::calendar;
use crossplan::analysis::crossover::Envelope;
use crossplan::charts::cost_curves::Subject;
use crossplan::charts::schedule::Schedule;
use crossplan::cost::Case;
use crossplan::formats::scenario_file::parse;
use crossplan::model::{Estimate, Scenario};

fn with_subject<T>(scenario: &Scenario, see: impl Fn(&Subject) -> T) -> T {
    let (case, envelope) = (Case::likely(scenario), Envelope::default());
    see(&Subject { scenario, case: &case, envelope: &envelope })
}

fn manifold() -> Scenario {
    parse(include_bytes!("../../scenarios/peek-microfluidic-manifold.ron")).unwrap().scenario
}

#[test]
fn phases_fill_the_time_to_the_last_part() {
    let scenario = manifold();
    with_subject(&scenario, |subject| {
        for plan in Schedule::new(subject, 20_000).plans {
            let evaluation = subject.case.evaluate(plan.route, 20_000);
            assert!((plan.phases.last().unwrap().weeks.1 - evaluation.weeks).abs() < 1e-9);
            for pair in plan.phases.windows(2) {
                assert!((pair[0].weeks.1 - pair[1].weeks.0).abs() < 1e-9, "{pair:?}");
            }
        }
    });
}

#[test]
fn lines_go_through_what_the_calendar_says() {
    let scenario = manifold();
    with_subject(&scenario, |subject| {
        for plan in Schedule::new(subject, 20_000).plans {
            let weeks: Vec<f64> = plan.paid.iter().map(|(week, _)| *week).collect();
            let calendar = calendar(subject.case, plan.route, 20_000, &weeks);
            for ((paid, delivered), week) in plan.paid.iter().zip(&plan.delivered).zip(calendar) {
                assert!((paid.1 - week.paid).abs() < 1e-6 && (delivered.1 - week.delivered).abs() < 1e-6);
            }
        }
    });
}

#[test]
fn the_message_says_whether_it_is_in_time() {
    let mut scenario = manifold();
    let said = |scenario: &Scenario, route: usize| {
        with_subject(scenario, |subject| Schedule::new(subject, 20_000).message(subject, route))
    };
    let due_week = scenario.programme.due_week.as_ref().map(Estimate::likely);
    assert_eq!(said(&scenario, 2), "Contract manufacturer has the first 1,000 parts in week 20.2, 4.2 weeks late");
    assert!(said(&scenario, 3).ends_with("in week 14.7, 1.3 weeks before they are due"), "{}", said(&scenario, 3));
    // 4.2 weeks less a few days are one week, and a few hours are not none.
    for (later, expected) in [(3.2, "1 week late"), (4.17, "0.1 weeks late")] {
        let mut scenario = scenario.clone();
        scenario.programme.due_week = due_week.map(|due| Estimate::certain(due + later));
        assert!(said(&scenario, 2).ends_with(expected), "{}", said(&scenario, 2));
    }
    scenario.programme.due_week = None;
    assert!(said(&scenario, 2).starts_with("Contract manufacturer has all 20,000 parts in week"));
}
