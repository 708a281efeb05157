//! What is wrong with scenario files, and where?

use std::path::Path;

use serde::Serialize;

use super::arguments::Check;
use super::json;
use super::outcome::{Answer, Exit, Failure, count};
use crate::analysis::contradictions::contradictions;
use crate::charts::text::shown;
use crate::cost::Case;
use crate::formats::disk::{self, DiskError};
use crate::formats::{Diagnostic, scenario_file};
use crate::model::validate::Severity;

/// A file and what was found in it.
struct Checked {
    file: String,
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

/// Checks every file; one that cannot be read does not stop the others.
pub(super) fn answer(arguments: &Check) -> Result<Answer, Failure> {
    let (mut checked, mut remarks, mut exit) = (Vec::new(), Vec::new(), Exit::Done);
    for file in &arguments.files {
        match check(file) {
            Ok(one) => {
                exit = exit.max(if one.errors.is_empty() { Exit::Done } else { Exit::AnswerIsNo });
                checked.push(one);
            }
            Err(error) => {
                exit = Exit::FileTrouble;
                remarks.push(format!("error: {}", Failure::Disk(error)));
            }
        }
    }
    let text = if arguments.json { json::object(&report(&checked))? } else { checked.iter().map(described).collect() };
    Ok(Answer { text, remarks, exit })
}

fn check(file: &Path) -> Result<Checked, DiskError> {
    let bytes = disk::read(file)?;
    let (errors, warnings) = match scenario_file::parse_draft(&bytes) {
        Ok(draft) => {
            let (mut errors, warnings) = apart(draft.problems);
            if errors.is_empty() {
                let contradictions = contradictions(&draft.scenario, &Case::likely(&draft.scenario));
                errors = scenario_file::locate(&bytes, contradictions);
            }
            (errors, warnings)
        }
        Err(problems) => (problems, Vec::new()),
    };
    Ok(Checked { file: file.to_string_lossy().into_owned(), errors, warnings })
}

fn apart(problems: Vec<Diagnostic>) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    problems.into_iter().partition(|diagnostic| diagnostic.problem.severity == Severity::Error)
}

fn described(checked: &Checked) -> String {
    let (errors, warnings) = (count(checked.errors.len(), "error"), count(checked.warnings.len(), "warning"));
    let line = |kind: &'static str| move |problem: &Diagnostic| format!("  {kind}: {}\n", shown(&problem.to_string()));
    let head = format!("{}: {errors}, {warnings}\n", shown(&checked.file));
    let lines = checked.errors.iter().map(line("error")).chain(checked.warnings.iter().map(line("warning")));
    std::iter::once(head).chain(lines).collect()
}

#[derive(Serialize)]
struct Report<'a> {
    format: u32,
    files: Vec<FileReport<'a>>,
}

#[derive(Serialize)]
struct FileReport<'a> {
    file: &'a str,
    errors: Vec<ProblemReport<'a>>,
    warnings: Vec<ProblemReport<'a>>,
}

#[derive(Serialize)]
struct ProblemReport<'a> {
    line: usize,
    column: usize,
    path: &'a str,
    found: &'a str,
    allowed: &'a str,
    advice: &'a str,
}

fn report(checked: &[Checked]) -> Report<'_> {
    Report { format: json::FORMAT, files: checked.iter().map(file_report).collect() }
}

fn file_report(checked: &Checked) -> FileReport<'_> {
    let Checked { file, errors, warnings } = checked;
    FileReport { file, errors: problems(errors), warnings: problems(warnings) }
}

fn problems(diagnostics: &[Diagnostic]) -> Vec<ProblemReport<'_>> {
    diagnostics
        .iter()
        .map(|diagnostic| ProblemReport {
            line: diagnostic.line,
            column: diagnostic.column,
            path: &diagnostic.problem.path,
            found: &diagnostic.problem.found,
            allowed: &diagnostic.problem.allowed,
            advice: &diagnostic.problem.advice,
        })
        .collect()
}
