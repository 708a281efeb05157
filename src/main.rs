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

/// Opens the window; where that is not possible, answers as text.
#[cfg(feature = "gui")]
fn window(file: Option<&Path>) -> ExitCode {
    let opened = eframe::run_native(
        "Crossplan",
        eframe::NativeOptions::default(),
        Box::new(|_| Ok(Box::new(crossplan::ui::app::App::new(crossplan::model::Scenario::default())))),
    );
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => cli::without_window(file, &format!("The window cannot be opened: {error}.")),
    }
}

/// Built without a window: answers as text.
#[cfg(not(feature = "gui"))]
fn window(file: Option<&Path>) -> ExitCode {
    cli::without_window(file, "This build has no window; `crossplan --help` lists what it can do.")
}
