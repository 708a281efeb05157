//! How is a scenario written down so that people can read, compare and mail it?
//!
//! As RON (the notation of Rust values) with a format number: see `write` for the layout, which is
//! the same byte for byte for the same scenario.

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;

use super::diagnostic::{Diagnostic, place};
use super::outline::Outline;
use super::syntax::explain;
use super::{encoding, migrations};
use crate::model::scenario::FORMAT;
use crate::model::validate::{Problem, Severity, validate};
use crate::model::{Route, Scenario};

/// The largest text that is read, in bytes.
pub const LARGEST_TEXT: usize = 4 * 1024 * 1024;

/// The first line of every file written: `None` and `Some(…)` need not be spelled out.
const HEADER: &str = "#![enable(implicit_some)]\n";

/// A scenario as read, with what is doubtful about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The scenario, in the format of this program.
    pub scenario: Scenario,
    /// What does not keep it from being computed.
    pub warnings: Vec<Diagnostic>,
}

/// A scenario as read whose values may be wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The scenario, in the format of this program.
    pub scenario: Scenario,
    /// Errors that keep it from being computed, and warnings, in the order of the text.
    pub problems: Vec<Diagnostic>,
}

/// Why a scenario could not be put into words.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The text would be too long to be read again.
    #[error("the scenario takes {bytes} bytes as text; a file holds at most {LARGEST_TEXT}")]
    TooLarge {
        /// Length of the text.
        bytes: usize,
    },
    /// The notation cannot express it.
    #[error("the scenario cannot be put into text: {0}")]
    Notation(#[from] ron::Error),
}

fn notation() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES)
}

/// Reads a scenario file.
///
/// # Errors
/// Everything that keeps the scenario from being computed, each with its place: what is not text,
/// what is not notation, unknown and missing fields, a newer format, values out of bounds.
///
/// ```
/// use crossplan::formats::scenario_file::parse;
///
/// let text = br#"Scenario(format: 1, routes: [Route(id: "cm", nre: (base: -3))])"#;
/// let problems = parse(text).unwrap_err();
/// assert_eq!(
///     problems[0].to_string(),
///     "line 1, column 58: routes.cm.nre.base: found -3, allowed a number, at least 0"
/// );
/// ```
pub fn parse(bytes: &[u8]) -> Result<Parsed, Vec<Diagnostic>> {
    let Draft { scenario, problems } = parse_draft(bytes)?;
    let (errors, warnings): (Vec<_>, Vec<_>) =
        problems.into_iter().partition(|diagnostic| diagnostic.problem.severity == Severity::Error);
    if errors.is_empty() { Ok(Parsed { scenario, warnings }) } else { Err(errors) }
}

/// Reads a scenario file whose values may be wrong, such as one that was saved half filled-in.
///
/// # Errors
/// What is not text, not notation, of a newer format, or has unknown, missing or double fields.
pub fn parse_draft(bytes: &[u8]) -> Result<Draft, Vec<Diagnostic>> {
    let text = encoding::text(bytes).map_err(|diagnostic| vec![diagnostic])?;
    let mut scenario: Scenario = notation().from_str(text).map_err(|error| refused(text, &error))?;
    let stated = scenario.format;
    if stated > FORMAT {
        return Err(place(text, &Outline::of(text), vec![made_by_a_newer_version(stated.into())]));
    }
    migrations::lift(&mut scenario);
    let mut problems = validate(&scenario);
    if stated == 0 {
        problems.push(without_format(stated_format(&Outline::of(text))));
    }
    let placed = if problems.is_empty() { Vec::new() } else { place(text, &Outline::of(text), problems) };
    Ok(Draft { scenario, problems: placed })
}

/// Why the notation refuses a text; a newer version may know fields that this one does not.
fn refused(text: &str, error: &ron::error::SpannedError) -> Vec<Diagnostic> {
    let outline = Outline::of(text);
    match stated_format(&outline).filter(|&format| format > FORMAT.into()) {
        Some(newer) => place(text, &outline, vec![made_by_a_newer_version(newer)]),
        None => vec![explain(text, &outline, error)],
    }
}

/// The places in a file of problems that were found in its scenario later on, by computing it.
#[must_use]
pub fn locate(bytes: &[u8], problems: Vec<Problem>) -> Vec<Diagnostic> {
    let text = encoding::text(bytes).unwrap_or_default();
    place(text, &Outline::of(text), problems)
}

/// True where a newer version made the file: it knows more than this one could keep.
#[must_use]
pub fn is_newer(bytes: &[u8]) -> bool {
    encoding::text(bytes)
        .is_ok_and(|text| stated_format(&Outline::of(text)).is_some_and(|format| format > FORMAT.into()))
}

fn stated_format(outline: &Outline<'_>) -> Option<u64> {
    notation().from_str::<Option<u64>>(outline.field("format")?).ok()?
}

fn made_by_a_newer_version(format: u64) -> Problem {
    let allowed = format!("format {FORMAT} or lower");
    let advice = "The file was made by a newer version of this program: open it there, or update this one";
    Problem::error("format", &format!("format {format}"), &allowed, advice)
}

fn without_format(stated: Option<u64>) -> Problem {
    let found = if stated.is_some() { "format 0" } else { "no format" };
    let advice = format!("Write format: {FORMAT} as the first field");
    Problem::error("format", found, &format!("format {FORMAT}"), &advice)
}

/// Writes a scenario file: the same bytes for the same scenario.
///
/// The scenario and each route have one field to a line; blocks stand in one line.
///
/// # Errors
/// [`WriteError::TooLarge`] where the text could not be read again.
///
/// ```
/// use crossplan::formats::scenario_file::{parse, write};
///
/// let scenario = parse(b"Scenario(title: \"Pin\", format: 1)").unwrap().scenario;
/// let text = "#![enable(implicit_some)]\nScenario(\n    format: 1,\n    title: \"Pin\",\n)\n";
/// assert_eq!(write(&scenario).unwrap(), text);
/// ```
pub fn write(scenario: &Scenario) -> Result<String, WriteError> {
    let mut head = scenario.clone();
    head.format = FORMAT;
    head.routes = Vec::new();
    let mut text = format!("{HEADER}Scenario{}", fields(&head)?);
    if !scenario.routes.is_empty() {
        text.truncate(text.len() - 1);
        text.push_str("    routes: [\n");
        for route in &scenario.routes {
            text.push_str(&indented(route)?);
        }
        text.push_str("    ],\n)");
    }
    text.push('\n');
    if text.len() > LARGEST_TEXT { Err(WriteError::TooLarge { bytes: text.len() }) } else { Ok(text) }
}

/// A block in brackets, one field to a line.
fn fields<T: serde::Serialize>(block: &T) -> Result<String, ron::Error> {
    notation().to_string_pretty(block, PrettyConfig::new().depth_limit(1).new_line("\n"))
}

fn indented(route: &Route) -> Result<String, ron::Error> {
    let block = format!("Route{},", fields(route)?);
    Ok(block.lines().flat_map(|line| ["        ", line, "\n"]).collect())
}
