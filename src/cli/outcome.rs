//! How does a command end?

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::analysis::break_even::BreakEvenError;
use crate::charts::text::{parts, shown, volume};
use crate::formats::Diagnostic;
use crate::formats::disk::DiskError;

/// How a command ended, as other programs see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Exit {
    /// It was done.
    Done = 0,
    /// It was done, and the answer is "no".
    AnswerIsNo = 1,
    /// An argument is wrong; nothing was done.
    BadArguments = 2,
    /// A file could not be read or written.
    FileTrouble = 3,
    /// A file is not a valid scenario.
    InvalidScenario = 4,
    /// Ctrl+C; nothing was written. The code by which shells tell it.
    Stopped = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A whole answer, made before anything of it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// What goes to the standard output.
    pub(super) text: String,
    /// What goes to the standard error, each on a line.
    pub(super) remarks: Vec<String>,
    /// How the command ends.
    pub(super) exit: Exit,
}

impl Answer {
    /// An answer to a command that was done.
    pub(super) fn done(text: String) -> Self {
        Self { text, remarks: Vec::new(), exit: Exit::Done }
    }
}

/// Why a command has no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The range of volumes is empty.
    #[error("the first volume, {}, is above the last one, {}: give --from and --to so that the range rises", volume(*.from), volume(*.to))]
    EmptyRange {
        /// Its first volume.
        from: u64,
        /// Its last volume.
        to: u64,
    },
    /// A file could not be read.
    #[error("{}", shown(&.0.to_string()))]
    Disk(#[from] DiskError),
    /// A file is not a valid scenario.
    #[error("{}", invalid(.file, .errors))]
    Invalid {
        /// The file.
        file: PathBuf,
        /// All that is wrong with it.
        errors: Vec<Diagnostic>,
    },
    /// A total left the numbers.
    #[error(
        "{route}: the total at {volume} parts is too large to be computed; look for an input that is off by many zeros"
    )]
    TooLarge {
        /// Name of the route.
        route: String,
        /// Accepted parts.
        volume: u64,
    },
    /// There is no route to draw for.
    #[error("the scenario has no route, so there is nothing to simulate: add one")]
    NothingToSimulate,
    /// There are not two routes to compare.
    #[error("fewer than two routes compete at {volume} parts: add one, or choose another volume with --at")]
    NothingToCompare {
        /// Accepted parts.
        volume: u64,
    },
    /// The two figures that are traded are not there.
    #[error("there is nothing to trade for {route} at {}: it takes a quote with a price, and a route of another supplier", parts(*.volume))]
    NothingToTrade {
        /// Name of the route.
        route: String,
        /// Accepted parts.
        volume: u64,
    },
    /// Whoever asked wants no answer any more.
    #[error("stopped; nothing was written")]
    Stopped,
    /// The input could not be solved for.
    #[error("{}; `crossplan check` and the file name inputs and routes", shown(&.0.to_string()))]
    BreakEven(#[from] BreakEvenError),
    /// The answer could not be put into JSON.
    #[error("the answer cannot be put into JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// The answer could not be written.
    #[error("the answer could not be written: {0}")]
    Output(#[from] io::Error),
}

impl Failure {
    /// How the command ends.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::EmptyRange { .. } | Self::BreakEven(_) => Exit::BadArguments,
            Self::NothingToSimulate | Self::NothingToCompare { .. } | Self::NothingToTrade { .. } => Exit::AnswerIsNo,
            Self::Stopped => Exit::Stopped,
            Self::Disk(_) | Self::Json(_) | Self::Output(_) => Exit::FileTrouble,
            Self::Invalid { .. } | Self::TooLarge { .. } => Exit::InvalidScenario,
        }
    }
}

/// A whole number with its noun: `1 error`, `3 errors`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn invalid(file: &std::path::Path, errors: &[Diagnostic]) -> String {
    let file = shown(&file.to_string_lossy());
    let head = format!("{file} is not a valid scenario: {}", count(errors.len(), "error"));
    errors.iter().fold(head, |text, error| format!("{text}\n  {file}: {}", shown(&error.to_string())))
}
