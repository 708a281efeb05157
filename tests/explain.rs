//! What is shown of a figure is what was computed: each account's tree gives the account, each node
//! of it what its terms give, and no input that moves the account is left out.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its scenarios has failed")]

use std::path::PathBuf;

use crossplan::analysis::explain::{Formula, Origin, Term, explain};
use crossplan::cost::{Account, Case};
use crossplan::formats::scenario_file::parse;
use crossplan::model::inputs::visit_mut;
use crossplan::model::{Estimate, Scenario};

fn scenarios() -> Vec<(String, Scenario)> {
    let folder = |name: &str| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
    let mut paths: Vec<PathBuf> = ["tests/cases", "tests/cases/random", "scenarios"]
        .iter()
        .flat_map(|name| std::fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "ron"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.display().to_string(), parse(&std::fs::read(&path).unwrap()).unwrap().scenario))
        .collect()
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1e-3)
}

/// A node's value from its terms, where the formula says how.
fn recomputed(formula: &Formula) -> Option<f64> {
    let values = |terms: &[Term]| terms.iter().map(|term| term.value).collect::<Vec<_>>();
    Some(match formula {
        Formula::Sum(terms) => values(terms).iter().sum(),
        Formula::Product(terms) => values(terms).iter().product(),
        Formula::Difference(pair) => pair[0].value - pair[1].value,
        Formula::Quotient(pair) => pair[0].value / pair[1].value,
        Formula::Least(terms) => values(terms).into_iter().fold(f64::INFINITY, f64::min),
        Formula::Most(terms) => values(terms).into_iter().fold(f64::NEG_INFINITY, f64::max),
        Formula::WholeAbove(term) => (term.value - 1e-9 * term.value.max(1.0)).ceil().max(0.0),
        Formula::Function { .. } => return None,
    })
}

fn check_nodes(term: &Term, at: &str) {
    assert!(term.value.is_finite() || matches!(term.origin, Origin::Input(_)), "{at}: {} is {}", term.name, term.value);
    if let Origin::Formula(formula) = &term.origin {
        if let Some(value) = recomputed(formula) {
            assert!(close(value, term.value), "{at}: {} is {} but its terms give {value}", term.name, term.value);
        }
        formula.terms().into_iter().for_each(|inner| check_nodes(inner, at));
    }
}

#[test]
fn every_account_is_what_its_tree_gives() {
    for (name, scenario) in scenarios() {
        let case = Case::likely(&scenario);
        for route in 0..case.route_count() {
            for volume in [1, 7, 100, 1_500, 10_000, 60_000] {
                let evaluation = case.evaluate(route, volume);
                for account in Account::ALL {
                    let at = format!("{name} route {route} {} at {volume}", account.key());
                    let term = explain(&scenario, &case, route, account, volume).unwrap();
                    assert!(
                        close(term.value, evaluation.accounts[account]),
                        "{at}: {} shown, {} computed",
                        term.value,
                        evaluation.accounts[account]
                    );
                    check_nodes(&term, &at);
                }
            }
        }
    }
}

/// Moves one input a little and gives its path; none where there are not as many inputs.
fn moved(scenario: &Scenario, number: usize) -> Option<(String, Scenario)> {
    let mut changed = scenario.clone();
    let mut path = None;
    let mut index = 0;
    visit_mut(&mut changed, &mut |place| {
        if index == number {
            path = Some(place.path.to_owned());
            let likely = place.slot.get().map(Estimate::likely);
            if let Some(likely) = likely {
                let step = if place.input.bounds.whole { 1.0 } else { 0.03 * likely.abs().max(0.01) };
                let up = place.input.bounds.nearest(likely + step);
                let down = place.input.bounds.nearest(likely - step);
                let new = if up > likely { up } else { down };
                place.slot.put(Some(Estimate::certain(new)), place.input.absent);
            }
        }
        index += 1;
    });
    path.map(|path| (path, changed))
}

#[test]
fn no_input_that_moves_an_account_is_left_out() {
    let mut unnamed = Vec::new();
    for (name, scenario) in scenarios() {
        let case = Case::likely(&scenario);
        let mut number = 0;
        while let Some((path, changed)) = moved(&scenario, number) {
            number += 1;
            let changed_case = Case::likely(&changed);
            for route in 0..case.route_count() {
                for volume in [100, 60_000] {
                    let (before, after) = (case.evaluate(route, volume), changed_case.evaluate(route, volume));
                    for account in Account::ALL
                        .into_iter()
                        .filter(|account| !close(before.accounts[*account], after.accounts[*account]))
                    {
                        let term = explain(&scenario, &case, route, account, volume).unwrap();
                        let after_term = explain(&changed, &changed_case, route, account, volume).unwrap();
                        let named =
                            term.inputs().contains(&path.as_str()) || after_term.inputs().contains(&path.as_str());
                        if !named {
                            unnamed
                                .push(format!("{name}: {path} moves {} of route {route} at {volume}", account.key()));
                        }
                    }
                }
            }
        }
    }
    assert!(unnamed.is_empty(), "not named in the explanation:\n{}", unnamed.join("\n"));
}
