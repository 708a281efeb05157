//! Is every fact of the field where `docs/facts.md` says it is?

#![allow(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use std::fs;
use std::path::Path;

use crossplan::formats::scenario_file::parse;
use crossplan::model::Scenario;
use crossplan::model::inputs::find;

/// The rows of the table, each as its cells.
fn rows(text: &str) -> Vec<Vec<&str>> {
    let lines = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| # "));
    lines.map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect()).collect()
}

/// What stands between backticks.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn the_ninety_rows_are_all_there_once_and_in_order() {
    let text = fs::read_to_string("docs/facts.md").unwrap();
    let numbers: Vec<usize> = rows(&text).iter().map(|cells| cells[0].parse().unwrap()).collect();
    assert_eq!(numbers, (1..=90).collect::<Vec<_>>());
}

#[test]
fn every_file_exists_and_every_input_is_given_there() {
    let text = fs::read_to_string("docs/facts.md").unwrap();
    for cells in rows(&text) {
        let [number, _, source, places] = cells[..] else { panic!("{cells:?} has not four cells") };
        assert!(["A", "B", "C", "D", "E"].contains(&source), "row {number}: source {source}");
        let mut files = 0;
        let mut scenario: Option<Scenario> = None;
        for place in quoted(places) {
            if place.contains('/') {
                assert!(Path::new(place).is_file(), "row {number}: there is no {place}");
                files += 1;
                let is_scenario = Path::new(place).extension().is_some_and(|extension| extension == "ron");
                scenario = is_scenario.then(|| parse(&fs::read(place).unwrap()).unwrap().scenario);
            } else {
                let scenario = scenario.as_ref().unwrap_or_else(|| panic!("row {number}: {place} of which file?"));
                let given = find(scenario, place).and_then(|(_, estimate)| estimate);
                assert!(given.is_some(), "row {number}: {place} is not given");
            }
        }
        assert!(files > 0, "row {number} lands nowhere");
    }
}
