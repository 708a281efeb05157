//! The program: arguments in, window or command line out.

use std::process::ExitCode;

use clap::Parser as _;
use crossplan::cli::{self, Arguments};

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => return cli::refuse(&answer),
    };
    match arguments.command {
        Some(command) => cli::run(&command),
        None => ExitCode::SUCCESS,
    }
}
