//! What was asked for?

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand};

use super::volume;
use crate::formats::shipped::SHIPPED;

/// What every command shares.
const CONVENTIONS: &str = "\
Volumes are written 100, 10k or 1.5M.
Exit codes: 0 done; 1 the answer is \"no\" (check found errors); 2 bad arguments;
3 a file could not be read or written; 4 a file is not a valid scenario.";

/// Compares the ways to get a micro-manufactured part made, and finds every volume at which the
/// cheapest one changes.
///
/// Without a command the window opens: on FILE, on the last scenario, or on the built-in one.
#[derive(Debug, Parser)]
#[command(name = "crossplan", version, args_conflicts_with_subcommands = true, after_help = CONVENTIONS)]
pub struct Arguments {
    /// Scenario that the window opens.
    pub file: Option<PathBuf>,
    /// What to do instead of opening the window.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be asked for without a display.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say every problem of scenario files, with its place.
    Check(Check),
    /// Say what each route costs at given volumes, and who is cheapest.
    Eval(Eval),
    /// Find every volume at which the cheapest route changes, and why.
    Crossovers(Crossovers),
    /// Print a shipped scenario.
    Demo(Demo),
}

/// Arguments of `check`.
#[derive(Args, Debug)]
pub struct Check {
    /// Scenario files.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Answer as one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `eval`.
#[derive(Args, Debug)]
pub struct Eval {
    /// Scenario file.
    pub file: PathBuf,
    /// Volumes, such as 100,10k,1.5M; without it, the scenario's own.
    #[arg(long, value_name = "VOLUMES", value_delimiter = ',', value_parser = volume::parse)]
    pub at: Vec<u64>,
    /// Answer as one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `crossovers`.
#[derive(Args, Debug)]
pub struct Crossovers {
    /// Scenario file.
    pub file: PathBuf,
    /// First volume looked at; without it, the scenario's own.
    #[arg(long, value_name = "VOLUME", value_parser = volume::parse)]
    pub from: Option<u64>,
    /// Last volume looked at; without it, the scenario's own.
    #[arg(long, value_name = "VOLUME", value_parser = volume::parse)]
    pub to: Option<u64>,
    /// Also where any two routes change places, though neither may be the cheapest.
    #[arg(long)]
    pub pairs: bool,
    /// Answer as one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `demo`.
#[derive(Args, Debug)]
pub struct Demo {
    /// Which one; without it, the first.
    #[arg(value_parser = PossibleValuesParser::new(SHIPPED.map(|shipped| shipped.name)))]
    pub name: Option<String>,
    /// Answer as one JSON object.
    #[arg(long)]
    pub json: bool,
}
