//! Does the window warn of everything that a decision-maker has to mind?
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use crossplan::model::route::{Capacity, Capital, PriceBreak, Quality, Quote, Reading};
use crossplan::model::{Estimate, Route, Scenario};
use eframe::egui::Role;
use egui_kittest::kittest::{NodeT, Queryable};
use support::{Window, shipped};

/// A supplier whose quote ends at 10,000 parts, and has expired.
fn supplier(reading: Reading) -> Route {
    let certain = Estimate::certain;
    Route {
        id: "supplier".to_owned(),
        name: "Supplier".to_owned(),
        quote: Some(Quote {
            breaks: vec![PriceBreak(1_000, certain(12.0)), PriceBreak(10_000, certain(3.0))],
            reading,
            number: "Q-118".to_owned(),
            date: "2026-01-01".to_owned(),
            expires: "2026-03-31".to_owned(),
            ..Quote::default()
        }),
        capacity: Some(Capacity {
            lead_weeks: Some(certain(30.0)),
            per_week: Some(certain(100.0)),
            ..Capacity::default()
        }),
        quality: Some(Quality { cpk: Some(certain(1.1)), return_cost: certain(5.0), ..Quality::default() }),
        capital: Some(Capital { fixed: certain(900_000.0), share_charged: certain(1.0), ..Capital::default() }),
        ..Route::default()
    }
}

fn scenario(reading: Reading) -> Scenario {
    let mut scenario = Scenario { routes: vec![supplier(reading)], ..shipped(0) };
    scenario.incumbent = None;
    "2026-11-21".clone_into(&mut scenario.prepared.on);
    scenario.programme.due_week = Some(Estimate::certain(16.0));
    scenario
}

#[test]
fn all_that_is_to_be_minded_is_told() {
    let says = |window: &Window, words: &str| window.harness.query_all_by_label_contains(words).count() > 0;
    for (reading, volume, words) in [
        (Reading::Step, 20_000.0, "Cpk 1.10 is under 1.33"),
        (Reading::LogLog, 20_000.0, "beyond the 10,000 quoted"),
        (Reading::Step, 100.0, "fewer than the 1,000 quoted"),
        (Reading::Step, 20_000.0, "quote Q-118 expired on 31 Mar 2026"),
        (Reading::Step, 20_000.0, "1,000 parts are there in week 40, 24 weeks late"),
        (Reading::Step, 9_000.0, "ordering 10,000 costs"),
        (Reading::Step, 9_000.0, "900,000 of capital is 100 a part"),
        (Reading::Step, 9_000.0, "figures are assumptions without a source"),
    ] {
        let mut window = Window::on(scenario(reading), [1280.0, 2_000.0], false);
        window.harness.get_by_label("Volume").set_value_accesskit(volume);
        window.harness.run();
        assert!(says(&window, words), "at {volume} nothing says {words}: {:?}", told(&window));
    }
}

fn told(window: &Window) -> Vec<String> {
    let said = window.harness.query_all_by_role(Role::Label).filter_map(|node| node.accesskit_node().value());
    said.filter(|said| said.starts_with("Supplier: ") || said.contains("figures")).collect()
}

#[test]
fn an_answer_that_rests_on_likely_figures_says_so_and_what_the_draws_say() {
    let mut window = Window::new(0, [1280.0, 800.0], false);
    window.settle();
    let says = |words: &str| window.harness.query_all_by_label_contains(words).count();
    assert_eq!(says("At 20,000 parts, with likely figures"), 1);
    assert_eq!(says("On average it costs 140,000 more in all than Boutique specialist"), 1);
    // Said once is enough.
    assert_eq!(says("but on average it costs"), 0);
}
