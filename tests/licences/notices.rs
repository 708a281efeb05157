//! Which texts must go along with the program, since crates are in it?
//!
//! Of licences that a crate offers as alternatives the first of [`PREFERRED`] is taken. Its text is that in
//! the crate's own package; texts that differ in nothing but the copyright lines are given once, below all
//! of those lines. Where a package has no text, it is that of another package, with the crate's authors.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The licences that are taken, the first that a crate offers, each with words that its text holds.
const PREFERRED: [(&str, &str); 12] = [
    ("Apache-2.0", "Apache License"),
    ("MIT", "Permission is hereby granted, free of charge"),
    ("BSD-2-Clause", "Redistribution and use in source and binary forms"),
    ("BSD-3-Clause", "Redistribution and use in source and binary forms"),
    ("Zlib", "This software is provided 'as-is'"),
    ("ISC", "Permission to use, copy, modify, and/or distribute this software"),
    ("BSL-1.0", "Boost Software License"),
    ("0BSD", "Permission to use, copy, modify, and/or distribute"),
    ("Unicode-3.0", "UNICODE LICENSE V3"),
    ("OFL-1.1", "SIL OPEN FONT LICENSE"),
    ("Ubuntu-font-1.0", "UBUNTU FONT LICENCE"),
    ("Unlicense", "released into the public domain"),
];
/// Longer lines are broken.
const WIDEST: usize = 84;

/// A crate as Cargo tells of it.
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) licence: String,
    pub(crate) authors: Vec<String>,
    pub(crate) folder: PathBuf,
}

/// The texts, each under the crates that it holds for.
pub(crate) fn notices(packages: &[Package]) -> String {
    let mut notices = Notices::default();
    for package in packages {
        for licence in chosen(&package.licence) {
            notices.take(package, licence);
        }
        for (_, text) in files(&package.folder).into_iter().filter(|(name, _)| name.starts_with("notice")) {
            notices.add("Notice", &text, &package.name);
        }
    }
    notices.written()
}

/// The licences taken of an expression such as `(MIT OR Apache-2.0) AND Unicode-3.0`.
fn chosen(expression: &str) -> Vec<&'static str> {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ").replace(" WITH LLVM-exception", "");
    let one = |alternatives: &str| {
        let offered: BTreeSet<&str> = alternatives.split(" OR ").map(str::trim).collect();
        let found = PREFERRED.iter().find(|(licence, _)| offered.contains(licence));
        found.unwrap_or_else(|| panic!("none of {offered:?} is known")).0
    };
    plain.split(" AND ").map(one).collect()
}

/// Crates by their copyright lines.
type Holders = BTreeMap<Vec<String>, BTreeSet<String>>;

#[derive(Default)]
struct Notices {
    /// By licence, and by the text without its copyright lines: the text, and crates by copyright lines.
    texts: BTreeMap<(String, String), (String, Holders)>,
    /// Crates without a text of their own, with their authors.
    without: Vec<(&'static str, String, String)>,
}

impl Notices {
    fn take(&mut self, package: &Package, licence: &'static str) {
        let words = PREFERRED.iter().find(|(known, _)| *known == licence).unwrap().1;
        let of_licence = |name: &str| name.contains(&licence.to_lowercase()[..3]);
        let mut found = files(&package.folder);
        found.retain(|(_, text)| one_line(text).contains(words));
        found.sort_by_key(|(name, text)| (!of_licence(name), text.len()));
        match found.into_iter().next() {
            // Its text names nobody.
            _ if licence == "Apache-2.0" => {
                self.add(licence, &fs::read_to_string("LICENSE-APACHE").unwrap(), &package.name);
            }
            Some((_, text)) => self.add(licence, &text, &package.name),
            None => {
                let names = package.authors.iter().map(|author| author.split(" <").next().unwrap_or(author));
                let authors = names.collect::<Vec<_>>().join(", ");
                let authors = if authors.is_empty() { format!("the authors of {}", package.name) } else { authors };
                self.without.push((licence, package.name.clone(), authors));
            }
        }
    }

    fn add(&mut self, licence: &str, text: &str, name: &str) {
        let (lines, body): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| is_copyright(line));
        let mut lines: Vec<String> = lines.into_iter().map(|line| line.trim().to_owned()).collect();
        if licence == "Apache-2.0" {
            lines.clear();
        }
        let key = (licence.to_owned(), one_line(&body.join("\n")).to_lowercase());
        let entry =
            self.texts.entry(key).or_insert_with(|| (body.join("\n").trim_matches('\n').to_owned(), BTreeMap::new()));
        entry.1.entry(lines).or_default().insert(name.to_owned());
    }

    fn written(mut self) -> String {
        for (licence, name, authors) in std::mem::take(&mut self.without) {
            let of_licence = self.texts.iter_mut().filter(|((known, _), _)| known == licence);
            let (_, (_, crates)) = of_licence.max_by_key(|(_, (_, crates))| crates.len()).unwrap();
            crates.entry(vec![format!("Copyright (c) {authors}")]).or_default().insert(name);
        }
        let mut written = String::new();
        for ((licence, _), (text, crates)) in &self.texts {
            write!(written, "\n\n{licence}\n{}\n", "=".repeat(licence.len())).unwrap();
            for (lines, names) in crates {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                write!(written, "\nFor {}:\n", names.join(", ")).unwrap();
                for line in lines {
                    writeln!(written, "  {line}").unwrap();
                }
            }
            write!(written, "\n{text}\n").unwrap();
        }
        let mut lines: Vec<String> = written.lines().flat_map(broken).collect();
        lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
        lines.join("\n")
    }
}

/// Whether a line says whose work it is, and not a condition about saying so.
fn is_copyright(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    line.starts_with("copyright (c)")
        || line.starts_with("copyright ©")
        || line.starts_with("© ")
        || line.strip_prefix("copyright ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The files of a package that may hold a licence, by their names in small letters.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in [folder.to_owned(), folder.join("fonts"), folder.join("LICENSES"), folder.join("license")] {
        let Ok(entries) = fs::read_dir(folder) else { continue };
        for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
            let name = path.file_name().unwrap().to_string_lossy().to_lowercase();
            let telling = ["licen", "copying", "notice", "ofl", "ufl"].iter().any(|word| name.contains(word));
            if telling && let Ok(text) = fs::read_to_string(&path) {
                found.push((name, text));
            }
        }
    }
    found.sort();
    found
}

/// A line in as many as it takes.
fn broken(line: &str) -> Vec<String> {
    let line = line.trim_end();
    if line.chars().count() <= WIDEST {
        return vec![line.to_owned()];
    }
    let indent = &line[..line.len() - line.trim_start().len()];
    let mut lines = vec![indent.to_owned()];
    for word in line.split_whitespace().flat_map(parts) {
        let last = lines.last_mut().unwrap();
        if last.len() > indent.len() && last.chars().count() + 1 + word.chars().count() > WIDEST {
            lines.push(format!("{indent}{word}"));
        } else {
            let space = if last.len() > indent.len() { " " } else { "" };
            last.push_str(space);
            last.push_str(word);
        }
    }
    lines
}

/// An address that is longer than a line, after its slashes.
fn parts(word: &str) -> Vec<&str> {
    if word.len() <= WIDEST {
        return vec![word];
    }
    let end = word.char_indices().rfind(|(at, c)| *at < WIDEST && *c == '/').map_or(word.len(), |(at, _)| at + 1);
    let (first, rest) = word.split_at(end);
    std::iter::once(first).chain(Some(rest).filter(|rest| !rest.is_empty())).collect()
}
