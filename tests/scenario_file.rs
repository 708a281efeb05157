//! Does a scenario survive the way to a file and back?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use crossplan::formats::scenario_file::{parse, write};

fn cases() -> Vec<(String, Vec<u8>)> {
    let mut cases = Vec::new();
    for folder in ["tests/cases", "tests/cases/random"] {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "ron") {
                cases.push((path.display().to_string(), std::fs::read(&path).unwrap()));
            }
        }
    }
    cases.sort();
    cases
}

#[test]
fn every_case_opens_and_round_trips() {
    let cases = cases();
    assert!(!cases.is_empty());
    for (name, bytes) in cases {
        let parsed = parse(&bytes).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        let text = write(&parsed.scenario).unwrap();
        let again = parse(text.as_bytes()).unwrap_or_else(|problems| panic!("{name} written: {problems:#?}\n{text}"));
        assert_eq!(again.scenario, parsed.scenario, "{name}");
        assert_eq!(write(&again.scenario).unwrap(), text, "{name}");
    }
}

#[test]
fn the_layout_is_one_field_to_a_line() {
    let full = parse(&std::fs::read("tests/cases/full.ron").unwrap()).unwrap();
    insta::assert_snapshot!(write(&full.scenario).unwrap());
}
