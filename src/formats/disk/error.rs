//! Why could a file not be read or written?

use std::io::{self, ErrorKind};
use std::path::PathBuf;

use super::LARGEST_FILE;

/// What was being done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Looking at what it is.
    Inspect,
    /// Reading it.
    Read,
    /// Making a file beside it, to be put in its place.
    CreateBeside,
    /// Writing the new contents.
    Write,
    /// Making sure that the new contents are on the disk.
    Flush,
    /// Giving the new file the mode and owner of the old one.
    KeepMode,
    /// Putting the new file in the old one's place.
    Replace,
    /// Making sure that the folder knows the new file.
    FlushFolder,
    /// Removing it.
    Remove,
    /// Making a folder.
    CreateFolder,
}

impl std::fmt::Display for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Inspect => "look at",
            Self::Read => "read",
            Self::CreateBeside => "create a file in the folder of",
            Self::Write => "write",
            Self::Flush => "flush to disk",
            Self::KeepMode => "keep the mode of",
            Self::Replace => "replace",
            Self::FlushFolder => "flush to disk the folder of",
            Self::Remove => "remove",
            Self::CreateFolder => "create the folder",
        })
    }
}

/// Why a file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    /// The system refused.
    #[error("cannot {operation} {}: {}", path.display(), cause_in_words(cause))]
    System {
        /// The file.
        path: PathBuf,
        /// What was being done.
        operation: Operation,
        /// Why the system refused.
        #[source]
        cause: io::Error,
    },
    /// A file with several names could not be overwritten; what it should hold is kept beside it.
    #[error("cannot write {}: {}; its new contents are in {}", path.display(), cause_in_words(cause), contents.display())]
    HalfWritten {
        /// The file.
        path: PathBuf,
        /// The file beside it that holds the new contents.
        contents: PathBuf,
        /// Why the system refused.
        #[source]
        cause: io::Error,
    },
    /// It is not a file that holds bytes.
    #[error("{} is {kind}, not a file", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
        /// What it is.
        kind: &'static str,
    },
    /// It is larger than any scenario.
    #[error("{} is too large: more than {} MiB", path.display(), LARGEST_FILE / 1024 / 1024)]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// It is marked as not to be written to.
    #[error("{} is read-only", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
}

/// The system's reason in plain words where there are some.
fn cause_in_words(cause: &io::Error) -> String {
    #[allow(clippy::wildcard_enum_match_arm, reason = "the kinds are open-ended; the rest speak for themselves")]
    let words = match cause.kind() {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "the quota is used up",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        ErrorKind::NotADirectory => "a part of the path is not a folder",
        ErrorKind::InvalidFilename => "the name is too long or not allowed",
        _ => return cause.to_string().split(" (os error").next().unwrap_or_default().to_lowercase(),
    };
    words.to_owned()
}
