//! Does the About box name every crate that Cargo.lock names?
//!
//! `CROSSPLAN_ACCEPT=1 cargo test --test licences` writes the list anew from what Cargo knows.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;

const LIST: &str = "assets/licences.txt";
const HEADING: &str = "\
Crates that Crossplan is built and tested with, on any system, each with the licence that it states (SPDX).
The fonts that epaint_default_fonts brings stand in where Inter has no glyph.
";

/// The crates of Cargo.lock, but for this one.
fn locked() -> BTreeSet<String> {
    let lock = fs::read_to_string("Cargo.lock").unwrap();
    let names = lock.lines().filter_map(|line| line.strip_prefix("name = \"")?.strip_suffix('"'));
    names.filter(|name| *name != "crossplan").map(str::to_owned).collect()
}

/// The crates of the list with their licences.
fn listed(list: &str) -> Vec<(String, String)> {
    let entries = list.lines().filter_map(|line| line.split_once(" · "));
    entries.map(|(name, licence)| (name.to_owned(), licence.to_owned())).collect()
}

fn from_cargo() -> String {
    let arguments = ["metadata", "--format-version", "1", "--locked", "--all-features"];
    let output = Command::new(env!("CARGO")).args(arguments).output().unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |package: &serde_json::Value, key: &str| package[key].as_str().unwrap_or("not stated").to_owned();
    let packages = metadata["packages"].as_array().unwrap();
    let spdx = |stated: &str| stated.replace('/', " OR ").split_whitespace().collect::<Vec<_>>().join(" ");
    let stated: BTreeSet<(String, String)> =
        packages.iter().map(|package| (text(package, "name"), spdx(&text(package, "license")))).collect();
    let mut list = format!("{HEADING}\n");
    for (name, licence) in stated.into_iter().filter(|(name, _)| name != "crossplan") {
        writeln!(list, "{name} · {licence}").unwrap();
    }
    list
}

#[test]
fn every_crate_is_named_with_its_licence() {
    if std::env::var_os("CROSSPLAN_ACCEPT").is_some() {
        fs::write(LIST, from_cargo()).unwrap();
    }
    let listed = listed(&fs::read_to_string(LIST).unwrap());
    let names: BTreeSet<String> = listed.iter().map(|(name, _)| name.clone()).collect();
    let locked = locked();
    let missing: Vec<&String> = locked.difference(&names).collect();
    let too_many: Vec<&String> = names.difference(&locked).collect();
    assert!(missing.is_empty() && too_many.is_empty(), "missing {missing:?}, no longer there {too_many:?}");
    let without: Vec<&String> = listed
        .iter()
        .filter(|(_, licence)| licence.is_empty() || licence == "not stated")
        .map(|(name, _)| name)
        .collect();
    assert!(without.is_empty(), "without a licence: {without:?}");
}
