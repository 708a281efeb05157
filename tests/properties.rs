//! The library against the naive evaluator on random scenarios.
//!
//! `CROSSPLAN_SCENARIOS=10000 cargo test --test properties` runs ten thousand instead of five hundred.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "each test uses its part of the generator")]
mod generator;
#[allow(dead_code, reason = "each test uses its part of the naive evaluator")]
mod naive;
mod traps;

use crossplan::analysis::crossover::{Envelope, Order, TIE, pairs, search};
use crossplan::analysis::interrupt::Never;
use crossplan::cost::Case;
use crossplan::model::Scenario;
use crossplan::model::validate::{Severity, validate};
use generator::dice::Dice;
use generator::simplify::simplify;
use generator::{Family, as_text, scenario, telling};
use naive::brute_force::{Run, cheapest, crossovers, difference, runs};
use naive::{ACCOUNTS, Naive};

/// Both round; beyond this share of the amount it is not rounding.
const RELATIVE: f64 = 1e-9;

/// How many scenarios of each family are tried.
fn scenarios_per_family() -> u64 {
    std::env::var("CROSSPLAN_SCENARIOS")
        .ok()
        .and_then(|text| text.parse::<u64>().ok())
        .map_or(100, |all| all.div_ceil(5))
}

/// Tries `problem` on every scenario of the family and prints the smallest that still has one.
fn every_scenario(family: Family, problem: impl Fn(&Scenario) -> Option<String>) {
    for number in 0..scenarios_per_family() {
        let largest = Dice::new(number ^ 0x5eed).quantity(40, 3000);
        no_problem(&scenario(family, number, largest), &problem);
    }
}

/// Fails with the smallest scenario that has a problem.
pub(crate) fn no_problem(scenario: &Scenario, problem: impl Fn(&Scenario) -> Option<String>) {
    if problem(scenario).is_some() {
        let smallest = simplify(scenario, &|smaller| problem(smaller).is_some());
        panic!("{}\n{}\n", problem(&smallest).unwrap_or_default(), as_text(&smallest));
    }
}

/// True where two figures differ by rounding alone; never for what is not a number.
fn is_near(ours: f64, expected: f64, size: f64) -> bool {
    (ours - expected).abs() <= RELATIVE * size.abs().max(1e-3)
}

/// The first account, at a telling volume, in which the library differs from the naive evaluator.
fn wrong_account(scenario: &Scenario) -> Option<String> {
    let (case, naive) = (Case::likely(scenario), Naive::new(scenario, scenario.range.1));
    for volume in telling::volumes(scenario, 1) {
        for (index, route) in scenario.routes.iter().enumerate() {
            let (ours, expected) = (case.evaluate(index, volume), naive.evaluate(index, volume));
            let mut pairs: Vec<(&str, f64, f64)> = ours
                .accounts
                .iter()
                .zip(ACCOUNTS.iter().zip(expected.accounts))
                .map(|((account, ours), (key, expected))| {
                    assert_eq!(account.key(), *key);
                    (*key, ours, expected)
                })
                .collect();
            pairs.push(("total", ours.total, expected.total()));
            pairs.push(("sum of the accounts", ours.accounts.total(), ours.total));
            pairs.push(("starts", ours.starts, expected.starts));
            pairs.push(("weeks", ours.weeks, expected.weeks));
            for (what, ours, expected) in pairs {
                if !is_near(ours, expected, expected) {
                    return Some(format!("{} at {volume}: {what} is {ours}, not {expected}", route.id));
                }
            }
            // A difference of two amounts: it is as exact as they are.
            let size: f64 = expected.accounts.iter().sum::<f64>().max(1.0);
            if !is_near(ours.scrap_value, expected.scrap_value, size) {
                return Some(format!(
                    "{} at {volume}: scrap value is {}, not {}",
                    route.id, ours.scrap_value, expected.scrap_value
                ));
            }
            if ours.candidate != expected.candidate {
                return Some(format!("{} at {volume}: candidate is {}", route.id, ours.candidate));
            }
        }
    }
    None
}

/// The first way in which the search differs from looking at every volume.
pub(crate) fn wrong_search(scenario: &Scenario) -> Option<String> {
    let (from, to) = scenario.range;
    let (case, naive) = (Case::likely(scenario), Naive::new(scenario, to));
    let envelope = search(&case, from, to, &Never)?;
    let found = as_runs(&envelope);
    let own = own_runs(&case, from, to);
    if found != own {
        let at = found.iter().zip(&own).position(|(a, b)| a != b).unwrap_or(found.len().min(own.len()));
        return Some(format!(
            "run {at} of {} is {:?}; looking at every volume gives {:?} ({} runs)",
            found.len(),
            found.get(at),
            own.get(at),
            own.len()
        ));
    }
    if let Some(text) = difference(&naive, &found, &runs(&naive, from, to)) {
        return Some(format!("the naive evaluator differs: {text}"));
    }
    let told: Vec<_> = envelope
        .crossovers
        .iter()
        .map(|crossover| (crossover.volume, crossover.before.clone(), crossover.after.clone()))
        .collect();
    let expected = crossovers(&found);
    (told != expected).then(|| format!("crossovers {told:?}, not {expected:?}"))
}

fn as_runs(envelope: &Envelope) -> Vec<Run> {
    envelope.runs.iter().map(|run| (run.from, run.to, run.cheapest.clone())).collect()
}

/// The runs by the library's own totals at every volume: the search must give just these.
fn own_runs(case: &Case, from: u64, to: u64) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for volume in from..=to {
        let totals: Vec<Option<f64>> = (0..case.route_count())
            .map(|route| {
                let evaluation = case.evaluate(route, volume);
                evaluation.candidate.then_some(evaluation.total)
            })
            .collect();
        let winners = cheapest(&totals);
        match runs.last_mut() {
            Some(run) if run.2 == winners => run.1 = volume,
            _ => runs.push((volume, volume, winners)),
        }
    }
    runs
}

/// The first pair of routes whose changes of order differ from looking at every volume.
fn wrong_pairs(scenario: &Scenario) -> Option<String> {
    let (from, to) = scenario.range;
    let case = Case::likely(scenario);
    let totals: Vec<Vec<Option<f64>>> = (0..case.route_count())
        .map(|route| {
            let evaluations = (from..=to).map(|volume| case.evaluate(route, volume));
            evaluations.map(|evaluation| evaluation.candidate.then_some(evaluation.total)).collect()
        })
        .collect();
    let found = pairs(&case, from, to, &Never)?;
    assert_eq!(found.len(), totals.len() * (totals.len() - 1) / 2, "a pair is missing");
    for pair in found {
        let mut expected = Vec::new();
        let mut last = None;
        for (volume, (a, b)) in (from..=to).zip(totals[pair.a].iter().zip(&totals[pair.b])) {
            let (Some(a), Some(b)) = (a, b) else { continue };
            // As the definition has it, `total ≤ least + tie`: a difference of just the tie is rounded otherwise.
            let order = match (*a <= b + TIE, *b <= a + TIE) {
                (true, true) => Order::Tie,
                (true, false) => Order::First,
                _ => Order::Second,
            };
            if let Some(before) = last.filter(|&before| before != order) {
                expected.push((volume, before, order));
            }
            last = Some(order);
        }
        let told: Vec<_> = pair.switches.iter().map(|switch| (switch.volume, switch.before, switch.after)).collect();
        if told != expected {
            return Some(format!("routes {} and {}: {told:?}, not {expected:?}", pair.a, pair.b));
        }
    }
    None
}

/// What keeps the scenario from being a scenario at all: a comparison of nonsense shows nothing.
fn refused(scenario: &Scenario) -> Option<String> {
    let problem = validate(scenario).into_iter().find(|problem| problem.severity == Severity::Error)?;
    Some(problem.to_string())
}

macro_rules! families {
    ($($module:ident: $family:ident;)*) => {$(
        mod $module {
            use super::{
                Family, every_scenario, no_problem, refused, scenario, wrong_account, wrong_pairs, wrong_search,
            };

            #[test]
            fn every_scenario_is_valid() {
                every_scenario(Family::$family, refused);
            }

            #[test]
            fn every_account_is_right() {
                every_scenario(Family::$family, wrong_account);
            }

            #[test]
            fn the_search_equals_brute_force() {
                every_scenario(Family::$family, wrong_search);
            }

            #[test]
            fn every_change_of_order_is_found() {
                every_scenario(Family::$family, wrong_pairs);
            }

            #[test]
            fn the_search_equals_brute_force_over_sixty_thousand_volumes() {
                no_problem(&scenario(Family::$family, 1_000_003, 60_000), |scenario| {
                    wrong_account(scenario).or_else(|| wrong_search(scenario))
                });
            }
        }
    )*};
}

families! {
    simple: Simple;
    full: Full;
    saw_tooth: SawTooth;
    ties: Ties;
    staged: Staged;
}
