//! What is wrong with a text, and where in it?

use std::fmt;
use std::ops::Range;

use super::outline::Outline;
use crate::model::validate::{Problem, Severity};

/// A problem and its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Line in the text, counted from 1.
    pub line: usize,
    /// Character in the line, counted from 1.
    pub column: usize,
    /// Field, what was found, what is allowed, what to do.
    pub problem: Problem,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.problem)
    }
}

impl Diagnostic {
    /// A problem at a byte of the text.
    pub(super) fn at(text: &str, byte: usize, problem: Problem) -> Self {
        let line = 1 + line_feeds(text, 0..byte);
        Self { line, column: column(text, byte), problem }
    }
}

/// The most problems that are told: beyond it a file is broken in some other way.
const MOST_TOLD: usize = 1000;

/// Finds the place of each problem; a field that is absent stands where its block does. In the
/// order of the text.
pub(super) fn place(text: &str, outline: &Outline<'_>, mut problems: Vec<Problem>) -> Vec<Diagnostic> {
    let count = problems.len();
    if count > MOST_TOLD {
        // Warnings are left out before errors are.
        problems.sort_by_key(|problem| problem.severity != Severity::Error);
        problems.truncate(MOST_TOLD);
    }
    let known = outline.places(problems.iter().flat_map(|problem| around(&problem.path)));
    let byte = |problem: &Problem| around(&problem.path).find_map(|path| known.get(path).copied()).unwrap_or(0);
    let mut placed: Vec<(usize, &Problem)> = problems.iter().map(|problem| (byte(problem), problem)).collect();
    placed.sort_by_key(|(byte, _)| *byte);
    let (mut line, mut seen) = (1, 0);
    let mut told: Vec<Diagnostic> = Vec::with_capacity(placed.len());
    for (byte, problem) in placed {
        line += line_feeds(text, seen..byte);
        seen = byte;
        told.push(Diagnostic { line, column: column(text, byte), problem: problem.clone() });
    }
    if count > MOST_TOLD {
        let found = format!("{count} problems in all; {MOST_TOLD} of them are told");
        told.push(Diagnostic { line, column: 1, problem: Problem::error("", &found, "", "") });
    }
    told
}

fn line_feeds(text: &str, range: Range<usize>) -> usize {
    text.get(range).unwrap_or_default().matches('\n').count()
}

fn column(text: &str, byte: usize) -> usize {
    let before = text.get(..byte).unwrap_or(text);
    1 + before[before.rfind('\n').map_or(0, |end| end + 1)..].chars().count()
}

/// A path and those of the blocks around it, the innermost first.
fn around(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| path.rsplit_once('.').map(|(around, _)| around))
}
