//! What was asked for?

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{ArgGroup, Args, Parser, Subcommand};

use super::volume;
use crate::formats::shipped;

/// What every command shares.
const CONVENTIONS: &str = "\
Volumes are written 100, 10k or 1.5M.
Exit codes: 0 done; 1 the answer is \"no\" (check found errors); 2 bad arguments;
3 a file could not be read or written; 4 a file is not a valid scenario; 130 stopped by Ctrl+C.";

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
    /// Draw every uncertain input: chances, regret, and which number is worth chasing.
    Simulate(Simulate),
    /// Say which input moves the gap between the best route and its runner-up most.
    Sensitivity(Sensitivity),
    /// Find every value of an input at which the cheapest route changes, or what a route would have to
    /// offer to be cheapest.
    Solve(Solve),
    /// Print a shipped scenario, template or story.
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

/// Arguments of `simulate`.
#[derive(Args, Debug)]
pub struct Simulate {
    /// Scenario file.
    pub file: PathBuf,
    /// How many draws; without it, 16,384.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=MOST_SAMPLES))]
    pub samples: Option<u64>,
    /// Seed of the draws; without it, the scenario's own.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Volumes, such as 100,10k,1.5M; without it, the scenario's own and the planned volume.
    #[arg(long, value_name = "VOLUMES", value_delimiter = ',', value_parser = volume::parse)]
    pub at: Vec<u64>,
    /// Answer as one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// More draws than these would not fit into the memory of a small machine.
const MOST_SAMPLES: u64 = 4_194_304;

/// Arguments of `sensitivity`.
#[derive(Args, Debug)]
pub struct Sensitivity {
    /// Scenario file.
    pub file: PathBuf,
    /// The volume, such as 10k.
    #[arg(long, value_name = "VOLUME", value_parser = volume::parse)]
    pub at: u64,
    /// Answer as one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `solve`.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("question").required(true))]
pub struct Solve {
    /// Scenario file.
    pub file: PathBuf,
    /// Path of the input to solve for, such as routes.cm.quote.breaks.10000.
    #[arg(long, value_name = "PATH", group = "question")]
    pub input: Option<String>,
    /// Id of a route: what would it have to offer to be cheapest, by price, NRE, yield or lead time?
    #[arg(long, value_name = "ROUTE", group = "question")]
    pub win: Option<String>,
    /// Id of a route: which pairs of price and NRE make it tie with the best other route?
    #[arg(long, value_name = "ROUTE", group = "question")]
    pub tie: Option<String>,
    /// The volume, such as 10k.
    #[arg(long, value_name = "VOLUME", value_parser = volume::parse)]
    pub at: u64,
    /// Id of the one route to beat; without it, all of them.
    #[arg(long, value_name = "ROUTE", requires = "input")]
    pub beat: Option<String>,
    /// Answer as one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `demo`.
#[derive(Args, Debug)]
pub struct Demo {
    /// Which one; without it, the first.
    #[arg(value_parser = PossibleValuesParser::new(shipped::all().map(|shipped| shipped.name)))]
    pub name: Option<String>,
    /// List the names instead, by kind.
    #[arg(long, conflicts_with_all = ["name", "json"])]
    pub list: bool,
    /// Answer as one JSON object.
    #[arg(long)]
    pub json: bool,
}
