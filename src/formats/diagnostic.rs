//! What is wrong with a text, and where in it?

use std::fmt;

use super::outline::Outline;
use crate::model::validate::Problem;

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
        let before = text.get(..byte).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            line: 1 + before.bytes().filter(|&byte| byte == b'\n').count(),
            column: 1 + before[line_start..].chars().count(),
            problem,
        }
    }
}

/// Finds the place of each problem; a field that is absent stands where its block does. In the
/// order of the text.
pub(super) fn place(text: &str, outline: &Outline<'_>, problems: &[Problem]) -> Vec<Diagnostic> {
    let places = outline.places(problems.iter().flat_map(|problem| around(&problem.path)));
    let byte = |problem: &Problem| around(&problem.path).find_map(|path| places.get(path).copied()).unwrap_or(0);
    let mut placed: Vec<(usize, &Problem)> = problems.iter().map(|problem| (byte(problem), problem)).collect();
    placed.sort_by_key(|(byte, _)| *byte);
    placed.into_iter().map(|(byte, problem)| Diagnostic::at(text, byte, problem.clone())).collect()
}

/// A path and those of the blocks around it, the innermost first.
fn around(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(path), |path| path.rsplit_once('.').map(|(around, _)| around))
}
