//! The program: arguments in, window or command line out.

use std::path::Path;
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
        None => window(arguments.file.as_deref()),
    }
}

/// Opens the window; where that cannot be done, answers as text.
#[cfg(feature = "gui")]
fn window(file: Option<&Path>) -> ExitCode {
    use crossplan::ui::window::{self, NoWindow};
    match window::open(file) {
        Ok(()) => ExitCode::SUCCESS,
        Err(NoWindow::Stopped) => ExitCode::FAILURE,
        Err(why) => cli::without_window(file, &why.to_string()),
    }
}

/// Built without a window: answers as text.
#[cfg(not(feature = "gui"))]
fn window(file: Option<&Path>) -> ExitCode {
    cli::without_window(file, "This build has no window; `crossplan --help` lists what it can do.")
}
