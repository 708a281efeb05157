//! Random scenarios with the answers of an independent implementation that evaluates every volume:
//! both the library and the naive evaluator must give them, account by account and run by run.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "each test uses its part of the naive evaluator")]
mod naive;

use crossplan::analysis::crossover::search;
use crossplan::analysis::interrupt::Never;
use crossplan::cost::Case;
use crossplan::formats::scenario_file::parse;
use crossplan::model::Scenario;
use naive::brute_force::{Crossover, Run, crossovers, difference, runs};
use naive::{ACCOUNTS, Naive};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Both programs round; beyond this share of the amount it is not rounding.
const RELATIVE: f64 = 1e-9;

struct RandomCase {
    name: String,
    scenario: Scenario,
    answer: Value,
}

fn cases() -> Vec<RandomCase> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/random");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "ron"));
    files.sort();
    assert_eq!(files.len(), 24, "a case is missing");
    files.iter().map(|file| case(file)).collect()
}

fn case(file: &Path) -> RandomCase {
    let parsed =
        parse(&std::fs::read(file).unwrap()).unwrap_or_else(|problems| panic!("{}: {problems:?}", file.display()));
    RandomCase {
        name: file.file_stem().unwrap().to_string_lossy().into_owned(),
        scenario: parsed.scenario,
        answer: serde_json::from_str(&std::fs::read_to_string(file.with_extension("json")).unwrap()).unwrap(),
    }
}

/// What one of the two says of a route at a volume: candidate, and all figures by name.
type Figures = (bool, Vec<(&'static str, f64)>);

fn naive_figures(naive: &Naive, route: usize, volume: u64) -> Figures {
    let answer = naive.evaluate(route, volume);
    let mut figures: Vec<_> = ACCOUNTS.into_iter().zip(answer.accounts).collect();
    figures.extend([("total", answer.total()), ("starts", answer.starts), ("weeks", answer.weeks)]);
    figures.push(("scrap_value", answer.scrap_value));
    (answer.candidate, figures)
}

fn library_figures(case: &Case, route: usize, volume: u64) -> Figures {
    let answer = case.evaluate(route, volume);
    let mut figures: Vec<_> = answer.accounts.iter().map(|(account, money)| (account.key(), money)).collect();
    figures.extend([("total", answer.total), ("starts", answer.starts), ("weeks", answer.weeks)]);
    figures.push(("scrap_value", answer.scrap_value));
    (answer.candidate, figures)
}

fn compare_figures(case: &RandomCase, figures: &dyn Fn(usize, u64) -> Figures) -> Vec<String> {
    let mut wrong = Vec::new();
    for (index, route) in case.answer["eval"]["routes"].as_array().unwrap().iter().enumerate() {
        assert_eq!(route["id"], case.scenario.routes[index].id.as_str());
        for point in route["points"].as_array().unwrap() {
            let volume = point["volume"].as_u64().unwrap();
            let (candidate, figures) = figures(index, volume);
            let at = format!("{} {} at {volume}", case.name, case.scenario.routes[index].id);
            assert_eq!(figures.len(), ACCOUNTS.len() + 4);
            for (key, ours) in figures {
                let theirs = point.get(key).unwrap_or_else(|| &point["accounts"][key]).as_f64().unwrap();
                let is_near = (ours - theirs).abs() <= RELATIVE * theirs.abs().max(1e-3);
                if !is_near {
                    wrong.push(format!("{at}: {key} {ours}, not {theirs}"));
                }
            }
            if candidate != point["candidate"].as_bool().unwrap() {
                wrong.push(format!("{at}: candidate {candidate}"));
            }
        }
    }
    wrong
}

fn compare_runs(case: &RandomCase, ours: &[Run], told: &[Crossover]) -> Vec<String> {
    let answer = &case.answer["crossovers"];
    let routes = &case.scenario.routes;
    let index = |id: &Value| routes.iter().position(|route| route.id == id.as_str().unwrap()).unwrap();
    let names = |ids: &Value| -> Vec<usize> { ids.as_array().unwrap().iter().map(index).collect() };
    let list = |key: &str| answer[key].as_array().unwrap();
    let number = |value: &Value| value.as_u64().unwrap();
    let theirs: Vec<Run> = list("runs").iter().map(|run| (number(&run[0]), number(&run[1]), names(&run[2]))).collect();
    let mut wrong = Vec::new();
    if let Some(text) = difference(&Naive::new(&case.scenario, case.scenario.range.1), ours, &theirs) {
        wrong.push(format!("{}: {text}", case.name));
    }
    if number(&answer["runs_total"]) != ours.len() as u64 {
        wrong.push(format!("{}: {} runs, not {}", case.name, ours.len(), answer["runs_total"]));
    }
    let expected: Vec<Crossover> = list("crossovers")
        .iter()
        .map(|told| (number(&told["volume"]), names(&told["before"]), names(&told["after"])))
        .collect();
    if told[..told.len().min(expected.len())] != expected[..] {
        wrong.push(format!("{}: {} crossovers, theirs {}", case.name, told.len(), expected.len()));
    }
    wrong
}

fn none_wrong(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong[..wrong.len().min(60)].join("\n"));
}

#[test]
fn the_naive_evaluator_gives_every_account() {
    let cases = cases();
    let wrong = cases.iter().flat_map(|case| {
        let naive = Naive::new(&case.scenario, 60_000);
        compare_figures(case, &|route, volume| naive_figures(&naive, route, volume))
    });
    none_wrong(&wrong.collect::<Vec<_>>());
}

#[test]
fn the_naive_evaluator_gives_every_run() {
    let cases = cases();
    let wrong = cases.iter().flat_map(|case| {
        let (from, to) = case.scenario.range;
        let ours = runs(&Naive::new(&case.scenario, to), from, to);
        compare_runs(case, &ours, &crossovers(&ours))
    });
    none_wrong(&wrong.collect::<Vec<_>>());
}

#[test]
fn the_library_gives_every_account() {
    let cases = cases();
    let wrong = cases.iter().flat_map(|case| {
        let library = Case::likely(&case.scenario);
        compare_figures(case, &|route, volume| library_figures(&library, route, volume))
    });
    none_wrong(&wrong.collect::<Vec<_>>());
}

#[test]
fn the_library_gives_every_run() {
    let cases = cases();
    let wrong = cases.iter().flat_map(|case| {
        let (from, to) = case.scenario.range;
        let envelope = search(&Case::likely(&case.scenario), from, to, &Never).unwrap();
        let ours: Vec<Run> = envelope.runs.into_iter().map(|run| (run.from, run.to, run.cheapest)).collect();
        let told = envelope.crossovers.into_iter().map(|told| (told.volume, told.before, told.after));
        compare_runs(case, &ours, &told.collect::<Vec<_>>())
    });
    none_wrong(&wrong.collect::<Vec<_>>());
}
