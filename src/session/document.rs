//! Which scenario is being worked on, where is it kept, and what has changed since?
//!
//! A file is compared with what was last read from it or written to it before it is saved over, so
//! that nobody else's work is lost either.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::comparison::{Against, Counterpart};
use super::history::History;
use super::recovery::{Keeper, LeftBehind, Opened};
use crate::analysis::contradictions::contradictions;
use crate::cost::Case;
use crate::formats::Diagnostic;
use crate::formats::disk::{self, DiskError, Fingerprint};
use crate::formats::scenario_file::{self, WriteError};
use crate::formats::shipped::{SHIPPED, Shipped};
use crate::model::Scenario;
use crate::model::validate::{Problem, Severity, validate};

/// The scenario being worked on.
#[derive(Debug)]
pub struct Document {
    /// The scenario as it is now. Fields of the form are bound to it.
    pub scenario: Scenario,
    file: Option<File>,
    saved: Option<Arc<Scenario>>,
    /// The scenario as it was when it was opened or begun.
    opened: Arc<Scenario>,
    history: History,
    revision: u64,
    revised: Arc<Scenario>,
    keeper: Option<Keeper>,
    /// The copy it was opened from, until it is saved or left.
    opened_copy: Option<Opened>,
}

/// Where a document is kept, and what was last seen there.
#[derive(Clone, Debug)]
struct File {
    path: PathBuf,
    fingerprint: Fingerprint,
}

/// Why a document could not be opened or saved.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The file could not be read or written.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The scenario could not be put into text.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// What the file holds is no scenario.
    #[error("{} is not a scenario that can be opened", path.display())]
    NotAScenario {
        /// The file.
        path: PathBuf,
        /// Everything that is wrong with it.
        diagnostics: Vec<Diagnostic>,
    },
    /// The scenario could not be opened again if it were saved as it is.
    #[error("a file with these values could not be opened again")]
    NotValid {
        /// Everything that is wrong with it.
        problems: Vec<Problem>,
    },
    /// The file is not what it was when it was last read or written.
    #[error("{} was changed by another program since it was opened", path.display())]
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
    },
    /// The file there was made by a newer version, which knows more than this one can keep.
    #[error("{} was made by a newer version of Crossplan and is not saved over; save to another file", path.display())]
    Newer {
        /// The file.
        path: PathBuf,
    },
}

impl Document {
    /// A scenario that is kept nowhere yet.
    #[must_use]
    pub fn unsaved(scenario: Scenario) -> Self {
        let now = Arc::new(scenario.clone());
        Self {
            scenario,
            file: None,
            saved: None,
            opened: now.clone(),
            history: History::new(now.clone()),
            revision: 0,
            revised: now,
            keeper: None,
            opened_copy: None,
        }
    }

    /// The scenario that a first start shows.
    #[must_use]
    pub fn example() -> Self {
        Self::shipped(SHIPPED[0])
    }

    /// A scenario that comes with the program. It is kept nowhere, but nothing is lost where it is left.
    #[must_use]
    pub fn shipped(shipped: Shipped) -> Self {
        let parsed = scenario_file::parse(shipped.text.as_bytes()).map(|parsed| parsed.scenario);
        let mut document = Self::unsaved(parsed.unwrap_or_default());
        document.saved = Some(document.revised.clone());
        document
    }

    /// Reads a file. Beside the document: what is doubtful about it.
    ///
    /// # Errors
    /// [`DocumentError::Disk`] and [`DocumentError::NotAScenario`].
    pub fn open(path: &Path) -> Result<(Self, Vec<Diagnostic>), DocumentError> {
        let bytes = disk::read(path)?;
        let parsed = scenario_file::parse(&bytes)
            .map_err(|diagnostics| DocumentError::NotAScenario { path: path.to_owned(), diagnostics })?;
        let mut document = Self::unsaved(parsed.scenario);
        document.saved = Some(document.revised.clone());
        document.file = Some(File { path: path.to_owned(), fingerprint: Fingerprint::of(&bytes) });
        Ok((document, parsed.warnings))
    }

    /// Writes the scenario to a file and keeps it there from now on. Only with `whatever_is_there` is
    /// the document's own file written over where another program changed it.
    ///
    /// # Errors
    /// Any [`DocumentError`]; the file is then as it was.
    pub fn save(&mut self, path: &Path, whatever_is_there: bool) -> Result<(), DocumentError> {
        let problems = errors(&self.scenario);
        if !problems.is_empty() {
            return Err(DocumentError::NotValid { problems });
        }
        self.refuse_to_lose(path, whatever_is_there)?;
        let text = scenario_file::write(&self.scenario)?;
        disk::write_atomic(path, text.as_bytes())?;
        self.file = Some(File { path: path.to_owned(), fingerprint: Fingerprint::of(text.as_bytes()) });
        self.saved = Some(Arc::new(self.scenario.clone()));
        self.opened_copy = None;
        self.keep_copy();
        Ok(())
    }

    fn refuse_to_lose(&self, path: &Path, whatever_is_there: bool) -> Result<(), DocumentError> {
        // What cannot be read is left to the writing to refuse, with its own reason.
        let Ok(there) = disk::read(path) else { return Ok(()) };
        if scenario_file::is_newer(&there) {
            return Err(DocumentError::Newer { path: path.to_owned() });
        }
        let ours = self.file.as_ref().filter(|file| file.path == path);
        if ours.is_some_and(|file| file.fingerprint != Fingerprint::of(&there)) && !whatever_is_there {
            return Err(DocumentError::ChangedOnDisk { path: path.to_owned() });
        }
        Ok(())
    }

    /// The file it is kept in.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|file| file.path.as_path())
    }

    /// The name of its file, for people.
    #[must_use]
    pub fn file_name(&self) -> String {
        let name = self.path().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
        name.unwrap_or_else(|| if self.saved.is_some() { "example" } else { "not saved yet" }.to_owned())
    }

    /// What the scenario is to be compared with.
    #[must_use]
    pub fn counterpart(&self, against: &Against) -> Counterpart {
        let named =
            |name: &str, scenario: &Arc<Scenario>| Counterpart { name: name.to_owned(), scenario: scenario.clone() };
        match (against, &self.saved) {
            (Against::Other(counterpart), _) => counterpart.clone(),
            (Against::Saved, Some(saved)) if self.file.is_some() => named("as last saved", saved),
            (Against::Saved | Against::Opened, _) => named("as opened", &self.opened),
        }
    }

    /// True where something would be lost if the document were left.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        self.saved.as_deref() != Some(&self.scenario)
    }

    /// Keeps the present state for undo.
    pub fn record(&mut self) {
        if self.history.record(&self.scenario) {
            self.keep_copy();
        }
    }

    /// Keeps copies against the program breaking off, from now on.
    pub fn keep_copies(&mut self, keeper: Keeper) {
        self.keeper = Some(keeper);
        self.keep_copy();
    }

    /// Opens a copy that was left behind, as work that is not saved; it is saved where it came from.
    #[must_use]
    pub fn recovered(left: LeftBehind) -> Self {
        let mut document = Self::unsaved(left.scenario);
        document.opened_copy = Some(Opened::new(left.copy));
        let path = left.file.filter(|path| disk::read(path).is_ok());
        document.file = path.and_then(|path| {
            let (there, _) = Self::open(&path).ok()?;
            document.saved = there.saved;
            there.file
        });
        document
    }

    fn keep_copy(&self) {
        match &self.keeper {
            Some(keeper) if self.is_edited() => keeper.keep(Arc::new(self.scenario.clone()), self.path()),
            Some(keeper) => keeper.forget(),
            None => {}
        }
    }

    /// Goes back to the state before.
    pub fn undo(&mut self) {
        self.record();
        if let Some(scenario) = self.history.undo() {
            self.scenario = scenario.clone();
            self.keep_copy();
        }
    }

    /// Goes forward to the state that was taken back.
    pub fn redo(&mut self) {
        self.record();
        if let Some(scenario) = self.history.redo() {
            self.scenario = scenario.clone();
            self.keep_copy();
        }
    }

    /// True where undo does something.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// True where redo does something.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    /// The number of the present revision and the scenario in it. The number rises where the scenario
    /// is not what it was when this was last asked.
    pub fn revise(&mut self) -> (u64, Arc<Scenario>) {
        if *self.revised != self.scenario {
            self.revised = Arc::new(self.scenario.clone());
            self.revision += 1;
        }
        (self.revision, self.revised.clone())
    }

    /// Carries on the revisions and the copies of the document that this one takes the place of.
    pub fn succeed(&mut self, last: &mut Self) {
        self.revision = last.revision + 1;
        self.keeper = last.keeper.take();
        self.keep_copy();
    }
}

/// What keeps a scenario from being computed.
#[must_use]
pub fn errors(scenario: &Scenario) -> Vec<Problem> {
    let mut problems = validate(scenario);
    problems.retain(|problem| problem.severity == Severity::Error);
    if problems.is_empty() { contradictions(scenario, &Case::likely(scenario)) } else { problems }
}

#[cfg(test)]
mod tests;
