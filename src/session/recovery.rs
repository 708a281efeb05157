//! What was being worked on when the program broke off?
//!
//! A thread writes a copy of an edited scenario within five seconds, and removes it once nothing would
//! be lost any more. Each running program claims a place of its own, so that a copy in a place that
//! nobody claims was left behind by one that broke off. It is offered at the next start, and never put
//! in the place of anything by itself.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::formats::disk::{self, Claim};
use crate::formats::scenario_file;
use crate::model::Scenario;

/// A copy is written once nothing was edited for so long, and after so long in any case.
const QUIET: Duration = Duration::from_secs(1);
const AT_MOST: Duration = Duration::from_secs(4);
/// How many programs may run, or copies lie there, at once; further ones keep no copy.
const PLACES: u32 = 32;

/// Writes copies of what is being worked on.
#[derive(Debug)]
pub struct Keeper {
    messages: Option<Sender<Message>>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Debug)]
enum Message {
    /// This would be lost; the file it came from, if any.
    Keep(Arc<Scenario>, Option<PathBuf>),
    /// Nothing would be lost.
    Forget,
    /// The program breaks off: leave the copy where it is.
    Leave,
}

/// A copy that was left behind.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftBehind {
    /// Where the copy is.
    pub copy: PathBuf,
    /// The file the scenario came from, if any.
    pub file: Option<PathBuf>,
    /// The scenario as it was.
    pub scenario: Scenario,
    /// How long ago the copy was made, and how long ago the file was saved, where the system tells.
    pub ages: [Option<Duration>; 2],
}

/// A copy whose scenario was opened: it goes with the document, unless the program breaks off again.
#[derive(Debug)]
pub struct Opened(PathBuf);

impl Opened {
    /// The copy at a path.
    #[must_use]
    pub fn new(copy: PathBuf) -> Self {
        Self(copy)
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            drop(disk::remove(&self.0));
        }
    }
}

/// What a copy holds.
#[derive(Serialize, Deserialize)]
struct Copy {
    file: Option<PathBuf>,
    text: String,
}

/// Claims a place in `folder` to keep copies in, and lists what was left behind there. No keeper where the
/// system gives none of it: that is no reason not to work.
#[must_use]
pub fn start(folder: &Path) -> (Option<Keeper>, Vec<LeftBehind>) {
    let mut left = Vec::new();
    if disk::create_folder(folder).is_err() {
        return (None, left);
    }
    for place in 0..PLACES {
        let (claim, copy) = (folder.join(format!("{place}.lock")), folder.join(format!("{place}.ron")));
        let Ok(Some(claim)) = disk::claim(&claim) else { continue };
        match (read(&copy), disk::fingerprint(&copy)) {
            (Some(found), _) => left.push(found),
            (None, Ok(None)) => return (Keeper::start(copy, claim), left),
            // Whatever lies there may be a newer version's.
            (None, _) => {}
        }
    }
    (None, left)
}

/// The copy at a path; none where there is none that can be read.
#[must_use]
pub fn read(copy: &Path) -> Option<LeftBehind> {
    let found: Copy = ron::de::from_bytes(&disk::read(copy).ok()?).ok()?;
    let scenario = scenario_file::parse_draft(found.text.as_bytes()).ok()?.scenario;
    let ages = [disk::age(copy), found.file.as_deref().and_then(disk::age)];
    Some(LeftBehind { copy: copy.to_owned(), file: found.file, scenario, ages })
}

fn write(copy: &Path, scenario: &Scenario, file: Option<PathBuf>) {
    let text = scenario_file::write(scenario).ok();
    let text = text.and_then(|text| ron::to_string(&Copy { file, text }).ok());
    // A copy that cannot be written disturbs nobody: the document itself is untouched.
    let _written = text.map(|text| disk::write_atomic(copy, text.as_bytes()));
}

impl Keeper {
    fn start(copy: PathBuf, claim: Claim) -> Option<Self> {
        let (messages, todo) = channel();
        let work = move || {
            keep(&copy, &todo);
            drop(claim);
        };
        let thread = std::thread::Builder::new().name("recovery".to_owned()).spawn(work).ok()?;
        Some(Self { messages: Some(messages), thread: Some(thread) })
    }

    /// This would be lost now.
    pub fn keep(&self, scenario: Arc<Scenario>, file: Option<&Path>) {
        self.send(Message::Keep(scenario, file.map(Path::to_owned)));
    }

    /// Nothing would be lost now.
    pub fn forget(&self) {
        self.send(Message::Forget);
    }

    fn send(&self, message: Message) {
        // A thread that is gone cannot keep anything, and there is nobody who could mend that.
        let _sent = self.messages.as_ref().map(|messages| messages.send(message));
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.send(Message::Leave);
        }
        self.messages = None;
        let _ended = self.thread.take().map(JoinHandle::join);
    }
}

/// A copy that is to be written.
struct Pending {
    scenario: Arc<Scenario>,
    file: Option<PathBuf>,
    since: Instant,
}

/// Does what is asked until the program ends, then removes the copy.
fn keep(copy: &Path, todo: &Receiver<Message>) {
    let mut pending: Option<Pending> = None;
    loop {
        let next = match &pending {
            Some(waiting) => todo.recv_timeout(QUIET.min(AT_MOST.saturating_sub(waiting.since.elapsed()))),
            None => todo.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        match next {
            Ok(Message::Keep(scenario, file)) => {
                let since = pending.map_or_else(Instant::now, |before| before.since);
                pending = Some(Pending { scenario, file, since });
            }
            Ok(Message::Forget) => {
                pending = None;
                drop(disk::remove(copy));
            }
            Ok(Message::Leave) => return write_pending(copy, &mut pending),
            Err(RecvTimeoutError::Timeout) => write_pending(copy, &mut pending),
            Err(RecvTimeoutError::Disconnected) => return drop(disk::remove(copy)),
        }
    }
}

fn write_pending(copy: &Path, pending: &mut Option<Pending>) {
    if let Some(Pending { scenario, file, .. }) = pending.take() {
        write(copy, &scenario, file);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::*;

    fn titled(title: &str) -> Arc<Scenario> {
        Arc::new(Scenario { title: title.to_owned(), ..Scenario::default() })
    }

    /// Waits for a copy with this title, five seconds at most.
    fn appears(copy: &Path, title: &str) -> bool {
        let since = Instant::now();
        while since.elapsed() < Duration::from_secs(5) {
            if read(copy).is_some_and(|left| left.scenario.title == title) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        false
    }

    #[test]
    fn an_edit_is_kept_within_five_seconds_and_forgotten_when_the_program_ends() {
        let folder = tempfile::tempdir().unwrap();
        let (keeper, left) = start(folder.path());
        assert!(left.is_empty());
        let keeper = keeper.unwrap();
        for number in 0..300 {
            // Edits without a pause do not put it off.
            keeper.keep(titled(&number.to_string()), Some(Path::new("/a.ron")));
            std::thread::sleep(Duration::from_millis(5));
        }
        keeper.keep(titled("last"), Some(Path::new("/a.ron")));
        let copy = folder.path().join("0.ron");
        assert!(appears(&copy, "last"));
        assert_eq!(read(&copy).unwrap().file, Some(PathBuf::from("/a.ron")));
        drop(keeper);
        assert!(!copy.exists());
    }

    #[test]
    fn what_a_program_left_behind_is_found_and_what_a_running_one_keeps_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = start(folder.path()).0.unwrap();
        keeper.keep(titled("running"), None);
        assert!(appears(&folder.path().join("0.ron"), "running"));
        // The next place holds what one that broke off has left.
        write(&folder.path().join("1.ron"), &titled("left"), None);
        let (second, left) = start(folder.path());
        assert_eq!(left.iter().map(|left| left.scenario.title.as_str()).collect::<Vec<_>>(), ["left"]);
        second.unwrap().forget();
        assert!(folder.path().join("1.ron").exists());
    }

    #[test]
    fn breaking_off_leaves_the_last_edit() {
        let folder = tempfile::tempdir().unwrap();
        let keeper = start(folder.path()).0.unwrap();
        let broken = std::panic::catch_unwind(std::panic::AssertUnwindSafe(move || {
            keeper.keep(titled("unsaved"), None);
            panic!("as a bug would");
        }));
        assert!(broken.is_err());
        assert_eq!(start(folder.path()).1[0].scenario.title, "unsaved");
    }

    #[test]
    fn what_is_no_copy_is_no_scenario() {
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("0.ron");
        for bytes in [&b"(file: 3"[..], b"(file: None, text: \"Scenario(\")", b"\xff\xfe"] {
            disk::write_atomic(&copy, bytes).unwrap();
            assert_eq!(read(&copy), None);
        }
        let (_keeper, left) = start(folder.path());
        assert!(left.is_empty() && copy.exists());
        assert!(start(&folder.path().join("0.ron/below a file")).0.is_none());
    }
}
