//! Is every shipped scenario one to be proud of?

#![allow(clippy::unwrap_used, reason = "a test that cannot read its scenario has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use crossplan::cost::Case;
use crossplan::formats::scenario_file::{parse, write};
use crossplan::model::Scenario;

/// Every file of `scenarios/`, by its name without the ending.
fn shipped() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |file: &Path| file.file_stem().unwrap().to_string_lossy().into_owned();
    files.iter().map(|file| (name(file), fs::read_to_string(file).unwrap())).collect()
}

fn scenario(name: &str, text: &str) -> Scenario {
    parse(text.as_bytes()).unwrap_or_else(|errors| panic!("{name}: {errors:#?}")).scenario
}

#[test]
fn each_is_read_without_an_error_and_written_back_byte_for_byte() {
    for (name, text) in shipped() {
        assert_eq!(write(&scenario(&name, &text)).unwrap(), text, "{name} is not as the program would save it");
    }
}

#[test]
fn each_costs_something_finite_on_every_route() {
    for (name, text) in shipped() {
        let scenario = scenario(&name, &text);
        let case = Case::likely(&scenario);
        for route in 0..case.route_count() {
            for &volume in &scenario.volumes {
                let total = case.evaluate(route, volume).total;
                assert!(total.is_finite() && total > 0.0, "{name}, route {route} at {volume}: {total}");
            }
        }
    }
}
