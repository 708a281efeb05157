//! Does the program carry the licence of every crate that Cargo.lock names, with its text?
//!
//! `CROSSPLAN_ACCEPT=1 cargo test --test licences` writes list and texts anew from the packages that Cargo
//! has fetched.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "licences/notices.rs"]
mod notices;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use notices::{Package, notices};

const LIST: &str = "assets/licences.txt";
const HEADING: &str = "\
Crates that Crossplan is built and tested with, on any system, and the licence of each (SPDX).
Below them are the texts of these licences, each under the crates that it is taken for.
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

/// The crates that stand over a text.
fn with_a_text(list: &str) -> BTreeSet<String> {
    let joined = list.lines().collect::<Vec<_>>().join(" ");
    let groups = joined.split(" For ").skip(1).filter_map(|rest| Some(rest.split_once(':')?.0.to_owned()));
    groups.flat_map(|names| names.split(", ").map(|name| name.trim().to_owned()).collect::<Vec<_>>()).collect()
}

fn packages() -> Vec<Package> {
    let arguments = ["metadata", "--format-version", "1", "--locked", "--all-features"];
    let output = Command::new(env!("CARGO")).args(arguments).output().unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |package: &serde_json::Value, key: &str| package[key].as_str().unwrap_or("not stated").to_owned();
    let spdx = |stated: &str| stated.replace('/', " OR ").split_whitespace().collect::<Vec<_>>().join(" ");
    let package = |package: &serde_json::Value| Package {
        name: text(package, "name"),
        licence: spdx(&text(package, "license")),
        authors: package["authors"].as_array().unwrap().iter().map(|it| it.as_str().unwrap().to_owned()).collect(),
        folder: Path::new(&text(package, "manifest_path")).parent().unwrap().to_owned(),
    };
    let packages = metadata["packages"].as_array().unwrap().iter().map(package);
    packages.filter(|package| package.name != "crossplan").collect()
}

fn from_cargo() -> String {
    let packages = packages();
    let stated: BTreeSet<(&str, &str)> = packages.iter().map(|it| (it.name.as_str(), it.licence.as_str())).collect();
    let mut list = format!("{HEADING}\n");
    for (name, licence) in stated {
        writeln!(list, "{name} · {licence}").unwrap();
    }
    list + &notices(&packages) + "\n"
}

fn kept() -> &'static str {
    static KEPT: OnceLock<String> = OnceLock::new();
    KEPT.get_or_init(|| {
        if std::env::var_os("CROSSPLAN_ACCEPT").is_some() {
            fs::write(LIST, from_cargo()).unwrap();
        }
        fs::read_to_string(LIST).unwrap()
    })
}

#[test]
fn every_crate_is_named_with_its_licence_and_stands_over_a_text() {
    let listed = listed(kept());
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
    let told = with_a_text(kept());
    let untold: Vec<&String> = locked.difference(&told).collect();
    assert!(untold.is_empty(), "without a text: {untold:?}");
}

#[test]
fn the_texts_are_there_whole_and_once() {
    let list = kept();
    for words in ["Permission is hereby granted", "Apache License", "Boost Software License", "UNICODE LICENSE V3"] {
        assert!(list.contains(words), "{words}");
    }
    assert!(list.contains("Copyright (c)"), "whose work it is");
    // Once for all crates that share it, and once inside another text.
    assert!(list.matches("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION").count() <= 2);
    assert!(list.len() < 120_000, "{} bytes", list.len());
}
