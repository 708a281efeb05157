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
        None => window(),
    }
}

/// Opens the window.
#[cfg(feature = "gui")]
fn window() -> ExitCode {
    let opened = eframe::run_native(
        "Crossplan",
        eframe::NativeOptions::default(),
        Box::new(|_| Ok(Box::new(crossplan::ui::app::App::new(crossplan::model::Scenario::default())))),
    );
    if opened.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Built without a window.
#[cfg(not(feature = "gui"))]
fn window() -> ExitCode {
    ExitCode::SUCCESS
}
