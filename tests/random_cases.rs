//! Random scenarios with the answers of an independent implementation that evaluates every volume.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "each test uses its part of the naive evaluator")]
mod naive;

use crossplan::model::Scenario;
use naive::brute_force::{crossovers, difference, runs};
use naive::{ACCOUNTS, Naive};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Both programs round; beyond this share of the amount it is not rounding.
const RELATIVE: f64 = 1e-9;

struct Case {
    name: String,
    scenario: Scenario,
    answer: Value,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/random");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "ron"));
    files.sort();
    assert_eq!(files.len(), 24, "a case is missing");
    files.iter().map(|file| case(file)).collect()
}

fn case(file: &Path) -> Case {
    let text = std::fs::read_to_string(file).unwrap();
    let options = ron::Options::default().with_default_extension(
        ron::extensions::Extensions::IMPLICIT_SOME | ron::extensions::Extensions::UNWRAP_VARIANT_NEWTYPES,
    );
    Case {
        name: file.file_stem().unwrap().to_string_lossy().into_owned(),
        scenario: options.from_str(&text).unwrap(),
        answer: serde_json::from_str(&std::fs::read_to_string(file.with_extension("json")).unwrap()).unwrap(),
    }
}

fn is_near(ours: f64, theirs: f64, size: f64) -> bool {
    (ours - theirs).abs() <= RELATIVE * size.abs().max(1e-3)
}

#[test]
fn the_naive_evaluator_gives_every_account() {
    let mut wrong = Vec::new();
    for Case { name, scenario, answer } in cases() {
        let naive = Naive::new(&scenario, 60_000);
        for (index, route) in answer["eval"]["routes"].as_array().unwrap().iter().enumerate() {
            assert_eq!(route["id"], scenario.routes[index].id.as_str());
            for point in route["points"].as_array().unwrap() {
                let volume = point["volume"].as_u64().unwrap();
                let ours = naive.evaluate(index, volume);
                let at = format!("{name} {} at {volume}", scenario.routes[index].id);
                let mut check = |what: &str, ours: f64, theirs: &Value| {
                    let theirs = theirs.as_f64().unwrap();
                    if !is_near(ours, theirs, theirs) {
                        wrong.push(format!("{at}: {what} {ours}, not {theirs}"));
                    }
                };
                for (account, key) in ACCOUNTS.iter().enumerate() {
                    check(key, ours.accounts[account], &point["accounts"][key]);
                }
                check("total", ours.total(), &point["total"]);
                check("starts", ours.starts, &point["starts"]);
                check("weeks", ours.weeks, &point["weeks"]);
                check("scrap value", ours.scrap_value, &point["scrap_value"]);
                if ours.candidate != point["candidate"].as_bool().unwrap() {
                    wrong.push(format!("{at}: candidate {}", ours.candidate));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong[..wrong.len().min(60)].join("\n"));
}

#[test]
fn the_naive_evaluator_gives_every_run() {
    let mut wrong = Vec::new();
    for Case { name, scenario, answer } in cases() {
        let answer = &answer["crossovers"];
        let (from, to) = scenario.range;
        let naive = Naive::new(&scenario, to);
        let ours = runs(&naive, from, to);
        let index = |id: &Value| scenario.routes.iter().position(|route| route.id == id.as_str().unwrap()).unwrap();
        let names = |ids: &Value| -> Vec<usize> { ids.as_array().unwrap().iter().map(index).collect() };
        let theirs: Vec<_> = answer["runs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|run| (run[0].as_u64().unwrap(), run[1].as_u64().unwrap(), names(&run[2])))
            .collect();
        if let Some(text) = difference(&naive, &ours, &theirs) {
            wrong.push(format!("{name}: {text}"));
        }
        if answer["runs_total"].as_u64().unwrap() != ours.len() as u64 {
            wrong.push(format!("{name}: {} runs, not {}", ours.len(), answer["runs_total"]));
        }
        let told: Vec<_> = answer["crossovers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|told| (told["volume"].as_u64().unwrap(), names(&told["before"]), names(&told["after"])))
            .collect();
        let ours = crossovers(&ours);
        if ours[..ours.len().min(told.len())] != told[..] {
            wrong.push(format!("{name}: crossovers {}, theirs {}", ours.len(), told.len()));
        }
    }
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong.join("\n"));
}
