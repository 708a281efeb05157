//! The command line: arguments in, text or JSON out.
//!
//! Everything the window computes can be asked for without a display. A command reads its files,
//! makes its whole answer, and only then writes it: results to the standard output, errors to the
//! standard error. Exit codes: 0 done; 1 the answer is "no"; 2 bad arguments; 3 a file could not be
//! read or written; 4 a file is not a valid scenario; 130 stopped by Ctrl+C.

mod answer;
mod arguments;
mod check;
mod crossovers;
mod demo;
mod eval;
mod json;
mod load;
mod names;
mod outcome;
mod plan;
mod progress;
mod sensitivity;
mod simulate;
mod solve;
mod table;
mod volume;

pub use answer::summary;
pub use arguments::{Arguments, Check, Command, Crossovers, Demo, Eval, Sensitivity, Simulate, Solve};

use std::io::{self, ErrorKind, Write as _};
use std::path::Path;
use std::process::ExitCode;

use crate::analysis::crossover::search;
use crate::analysis::interrupt::Never;
use crate::cost::Case;
use crate::formats::scenario_file;
use crate::formats::shipped::SHIPPED;
use outcome::{Answer, Exit, Failure};

/// Says what is wrong with the arguments, or prints the help or the version where that was asked for.
#[must_use]
pub fn refuse(answer: &clap::Error) -> ExitCode {
    // A closed pipe is no reason to complain: nobody is listening.
    let _ = answer.print();
    ExitCode::from(if answer.use_stderr() { Exit::BadArguments } else { Exit::Done })
}

/// Runs one command and writes its answer.
#[must_use]
pub fn run(command: &Command) -> ExitCode {
    conclude(match command {
        Command::Check(arguments) => check::answer(arguments),
        Command::Eval(arguments) => eval::answer(arguments),
        Command::Crossovers(arguments) => crossovers::answer(arguments),
        Command::Simulate(arguments) => simulate::answer(arguments),
        Command::Sensitivity(arguments) => sensitivity::answer(arguments),
        Command::Solve(arguments) => solve::answer(arguments),
        Command::Demo(arguments) => demo::answer(arguments),
    })
}

/// What the program does where no window can be opened: says why in one sentence, then answers as
/// text, for the file or for the first shipped scenario.
#[must_use]
pub fn without_window(file: Option<&Path>, why: &str) -> ExitCode {
    let answer = match file {
        Some(file) => load::load(file).map(|loaded| (summary(&loaded.scenario), loaded.remarks)),
        None => built_in().map(|scenario| (summary(&scenario), Vec::new())),
    };
    conclude(answer.map(|(text, mut remarks)| {
        remarks.insert(0, why.to_owned());
        Answer { remarks, ..Answer::done(text) }
    }))
}

fn built_in() -> Result<crate::model::Scenario, Failure> {
    let first = SHIPPED[0];
    let parsed = scenario_file::parse(first.text.as_bytes());
    parsed.map(|parsed| parsed.scenario).map_err(|errors| Failure::Invalid { file: first.name.into(), errors })
}

/// The cheapest routes at one volume.
fn winners(case: &Case, volume: u64) -> Vec<usize> {
    let envelope = search(case, volume, volume, &Never).unwrap_or_default();
    envelope.runs.into_iter().next().map_or_else(Vec::new, |run| run.cheapest)
}

fn conclude(answer: Result<Answer, Failure>) -> ExitCode {
    let delivered = answer.and_then(|answer| {
        answer.remarks.iter().for_each(|remark| complain(remark));
        deliver(&answer.text).map_err(Failure::Output)?;
        Ok(answer.exit)
    });
    ExitCode::from(delivered.unwrap_or_else(|failure| {
        complain(&format!("error: {failure}"));
        failure.exit()
    }))
}

/// Writes the answer; a reader who has left has had enough of it.
fn deliver(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// Where even the standard error cannot be written to, the exit code has to do.
fn complain(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
