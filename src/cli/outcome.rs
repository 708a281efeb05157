//! How does a command end?

use std::process::ExitCode;

/// How a command ended, as other programs see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
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
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
