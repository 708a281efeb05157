//! Do imports run one way?
//!
//! `model ← cost ← analysis ← charts ← {report, session, cli} ← ui ← main`; `formats` sees the model
//! alone. Only `formats/disk.rs` touches files, only `ui` knows egui, and what computes has no clock.
#![allow(clippy::unwrap_used, reason = "a test that cannot read the sources has failed")]

use std::fs;
use std::path::{Path, PathBuf};

/// What each folder may use beside itself.
const MAY_USE: [(&str, &[&str]); 9] = [
    ("model", &[]),
    ("formats", &["model"]),
    ("cost", &["model"]),
    ("analysis", &["model", "cost"]),
    ("charts", &["model", "cost", "analysis"]),
    ("report", &["model", "cost", "analysis", "charts"]),
    ("session", &["model", "cost", "analysis", "charts", "report", "formats"]),
    ("cli", &["model", "cost", "analysis", "charts", "report", "formats"]),
    ("ui", &["model", "cost", "analysis", "charts", "report", "formats", "session", "cli"]),
];

#[test]
fn imports_run_one_way() {
    let mut wrong = Vec::new();
    for file in sources(Path::new("src")) {
        let Some((folder, allowed)) = MAY_USE.iter().find(|(folder, _)| folder_of(&file) == *folder) else { continue };
        let source = code(&file);
        let depth = module_depth(&file);
        for used in heads(&source, "crate::") {
            if used != *folder && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{} uses crate::{used}", file.display()));
            }
        }
        if source.contains(&"super::".repeat(depth)) {
            wrong.push(format!("{} leaves its folder by super::, where crate:: says so openly", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_disk_touches_files() {
    let mut wrong = Vec::new();
    for file in sources(Path::new("src")) {
        let touches = heads(&code(&file), "std::").iter().any(|used| used == "fs");
        if touches && !file.ends_with("formats/disk.rs") {
            wrong.push(file);
        }
    }
    assert!(wrong.is_empty(), "std::fs in {wrong:?}");
}

#[test]
fn what_computes_knows_neither_window_nor_clock() {
    let mut wrong = Vec::new();
    for file in sources(Path::new("src")) {
        let source = code(&file);
        let folder = folder_of(&file);
        let pure = ["model", "cost", "analysis", "charts"].contains(&folder.as_str());
        let headless = !["ui", "main.rs"].contains(&folder.as_str());
        if pure && heads(&source, "std::").iter().any(|used| ["time", "env", "net", "process"].contains(&used.as_str()))
        {
            wrong.push(format!("{} sees the world", file.display()));
        }
        if headless && ["egui", "eframe", "rfd"].iter().any(|window| source.contains(&format!("{window}::"))) {
            wrong.push(format!("{} sees the window", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn heads_are_found_in_every_way_of_writing_them() {
    let source = "use crate::{cost::{Case, x}, model as m};\nlet a = crate::charts::text::money;";
    assert_eq!(heads(source, "crate::"), ["cost", "model", "charts"]);
}

/// All Rust files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

/// `src/cost/nre.rs` is in `cost`; `src/main.rs` is by itself.
fn folder_of(file: &Path) -> String {
    file.components().nth(1).unwrap().as_os_str().to_string_lossy().into_owned()
}

/// How many `super::` lead from a file to the crate's root: 2 for `src/cost/nre.rs`, 1 for `src/cost/mod.rs`.
fn module_depth(file: &Path) -> usize {
    file.components().count() - 1 - usize::from(file.ends_with("mod.rs"))
}

/// A file without its comments, up to its inline tests.
fn code(file: &Path) -> String {
    let source = fs::read_to_string(file).unwrap();
    let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap();
    source.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The first names behind every `root`, whether single or in braces.
fn heads(source: &str, root: &str) -> Vec<String> {
    source.split(root).skip(1).flat_map(first_names).collect()
}

fn first_names(path: &str) -> Vec<String> {
    let name = |text: &str| text.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => parts.push(String::new()),
            _ => parts.last_mut().unwrap().push(c),
        }
        depth += i32::from(c == '{') - i32::from(c == '}');
    }
    parts.iter().map(|part| name(part)).filter(|name| !name.is_empty()).collect()
}
