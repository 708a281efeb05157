//! Is the scenario one that can be computed?
//!
//! Every rule is checked and every problem told, each with the path of the field it is about. The
//! bounds of single numbers are declared with the inputs (see [`super::inputs`]); here are
//! the rules between fields. The rules are those of the scenario file, format 1.

use std::fmt;

use super::inputs;
use super::scenario::Scenario;

mod dates;
mod document;
mod estimates;
mod routes;
mod staged;
mod texts;

/// Does a problem keep the scenario from being computed?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It does.
    Error,
    /// It does not, but should be looked at.
    Warning,
}

/// Something wrong with a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field it is about, such as `routes.boutique.nre.base`; empty where it is the whole.
    pub path: String,
    /// Does it keep the scenario from being computed?
    pub severity: Severity,
    /// What is there.
    pub found: String,
    /// What may be there; empty where that is plain.
    pub allowed: String,
    /// What to do about it; empty where that is plain.
    pub advice: String,
}

impl Problem {
    /// A problem that keeps the scenario from being computed.
    #[must_use]
    pub fn error(path: &str, found: &str, allowed: &str, advice: &str) -> Self {
        let [path, found, allowed, advice] = [path, found, allowed, advice].map(str::to_owned);
        Self { path, severity: Severity::Error, found, allowed, advice }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", visible(&self.path))?;
        }
        write!(f, "found {}", self.found)?;
        if !self.allowed.is_empty() {
            write!(f, ", allowed {}", self.allowed)?;
        }
        if !self.advice.is_empty() {
            write!(f, ". {}", self.advice)?;
        }
        Ok(())
    }
}

/// Text in which characters that cannot be seen, or that turn the direction of writing, are spelled out.
#[must_use]
pub fn visible(text: &str) -> String {
    let spelled = |c: char| match c {
        '"' | '\'' | '\\' => c.to_string(),
        _ => c.escape_debug().to_string(),
    };
    text.chars().map(spelled).collect()
}

/// All problems of a scenario: errors that keep it from being computed, and warnings.
#[must_use]
pub fn validate(scenario: &Scenario) -> Vec<Problem> {
    let mut problems = Problems::default();
    document::check(scenario, &mut problems);
    texts::check(scenario, &mut problems);
    inputs::visit(scenario, &mut |place| {
        if let Some(estimate) = place.slot.get() {
            estimates::check(place.path, place.input, estimate, &mut problems);
            dates::check_source(place.path, &estimate.source, &scenario.prepared.on, &mut problems);
        }
    });
    for (index, route) in scenario.routes.iter().enumerate() {
        let path = format!("routes.{}", name_or_number(&route.id, index));
        routes::check(&path, route, &mut problems);
        staged::check(&path, route, scenario, &mut problems);
        dates::check_quote(&path, route, &scenario.prepared.on, &mut problems);
    }
    problems.0
}

/// The problems so far.
#[derive(Default)]
struct Problems(Vec<Problem>);

impl Problems {
    fn error(&mut self, path: impl Into<String>, found: impl Into<String>, allowed: &str, advice: &str) {
        self.add(Severity::Error, path.into(), found.into(), allowed, advice);
    }

    fn warn(&mut self, path: impl Into<String>, found: impl Into<String>, allowed: &str, advice: &str) {
        self.add(Severity::Warning, path.into(), found.into(), allowed, advice);
    }

    fn add(&mut self, severity: Severity, path: String, found: String, allowed: &str, advice: &str) {
        let (allowed, advice) = (allowed.to_owned(), advice.to_owned());
        self.0.push(Problem { path, severity, found, allowed, advice });
    }
}

/// What a path calls an item of a list: its id, or its place counted from 1 where it has none.
fn name_or_number(id: &str, index: usize) -> String {
    if id.is_empty() { (index + 1).to_string() } else { id.to_owned() }
}

/// How much of a text is quoted in a message.
const LONGEST_QUOTE: usize = 60;

/// A text in quotes, cut where it is long, with all that cannot be seen spelled out.
fn quoted(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        None => format!("{text:?}"),
        Some((end, _)) => format!("{:?}…", &text[..end]),
    }
}

/// A number as people write it.
fn number(value: f64) -> String {
    let plain = value.abs();
    if plain != 0.0 && plain.is_finite() && !(1e-6..1e16).contains(&plain) {
        format!("{value:e}")
    } else {
        format!("{value}")
    }
}
