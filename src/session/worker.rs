//! Who does the work that would keep the window waiting?
//!
//! One thread. The newest job wins: an older one is broken off, and its result is never handed over.
//! Whoever shows the results is woken when there are new ones.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use crate::analysis::crossover::{self, Envelope};
use crate::analysis::interrupt::Interrupt;
use crate::cost::Case;
use crate::model::Scenario;

/// The thread that searches for crossovers.
#[derive(Debug)]
pub struct Worker {
    jobs: Sender<Job>,
    done: Receiver<Searched>,
    wanted: Arc<AtomicU64>,
}

struct Job {
    revision: u64,
    scenario: Arc<Scenario>,
}

/// A search that was finished.
#[derive(Debug)]
pub struct Searched {
    /// The revision it belongs to.
    pub revision: u64,
    /// What was found.
    pub envelope: Envelope,
}

/// Broken off once another revision is wanted.
struct Outdated<'a> {
    revision: u64,
    wanted: &'a AtomicU64,
}

impl Interrupt for Outdated<'_> {
    fn is_requested(&self) -> bool {
        self.wanted.load(Ordering::Relaxed) != self.revision
    }
}

impl Worker {
    /// Starts the thread, which calls `wake` after each result.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(wake: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let (jobs, todo) = channel::<Job>();
        let (results, done) = channel();
        let wanted = Arc::new(AtomicU64::new(0));
        let newest = wanted.clone();
        std::thread::Builder::new().name("search".to_owned()).spawn(move || {
            for job in todo {
                let Some(envelope) = search(&job, &newest) else { continue };
                if results.send(Searched { revision: job.revision, envelope }).is_err() {
                    return;
                }
                wake();
            }
        })?;
        Ok(Self { jobs, done, wanted })
    }

    /// Asks for the crossovers of a revision; what was asked before is dropped. False where the
    /// thread is gone.
    #[must_use]
    pub fn search(&self, revision: u64, scenario: Arc<Scenario>) -> bool {
        self.wanted.store(revision, Ordering::Relaxed);
        self.jobs.send(Job { revision, scenario }).is_ok()
    }

    /// The newest finished search, once.
    #[must_use]
    pub fn take(&self) -> Option<Searched> {
        self.done.try_iter().last().filter(|done| done.revision == self.wanted.load(Ordering::Relaxed))
    }
}

fn search(job: &Job, wanted: &AtomicU64) -> Option<Envelope> {
    let (from, to) = job.scenario.range;
    let outdated = Outdated { revision: job.revision, wanted };
    if outdated.is_requested() {
        return None;
    }
    crossover::search(&Case::likely(&job.scenario), from, to, &outdated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_job_wins() -> Result<(), Box<dyn std::error::Error>> {
        let (wake, woken) = channel();
        let worker = Worker::start(move || {
            let _listening = wake.send(());
        })?;
        let scenario = Arc::new(crate::session::Document::example().scenario);
        for revision in 1..=5 {
            assert!(worker.search(revision, scenario.clone()));
        }
        let newest = loop {
            woken.recv_timeout(std::time::Duration::from_mins(1))?;
            if let Some(done) = worker.take() {
                break done;
            }
        };
        assert_eq!(newest.revision, 5);
        assert!(!newest.envelope.runs.is_empty());
        assert!(worker.take().is_none());
        Ok(())
    }
}
