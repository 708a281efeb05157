//! Who does the work that would keep the window waiting?
//!
//! One thread. What is asked for last is all that is done: whatever else was under way is broken off,
//! and its result is never handed over. Whoever shows the results is woken when there are new ones.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use super::task::{Outcome, Task};
use crate::analysis::bands::Rooms;
use crate::analysis::interrupt::Interrupt;
use crate::model::Scenario;

/// Work that takes less than this is not worth a word.
const UNNOTICED: Duration = Duration::from_millis(100);
/// The most threads that draws are spread over: the window needs one for itself.
const MOST_THREADS: usize = 2;

/// The thread that works, and what it was asked for.
#[derive(Debug)]
pub struct Worker {
    jobs: Sender<Job>,
    done: Receiver<(u64, Finished)>,
    /// The number of the job that is wanted.
    wanted: Arc<AtomicU64>,
    /// The revision last asked about.
    revision: u64,
    job: Option<Underway>,
}

/// Tasks on a revision, in the order in which they are done.
struct Job {
    number: u64,
    revision: u64,
    scenario: Arc<Scenario>,
    tasks: Vec<Task>,
    progress: Arc<AtomicU64>,
}

/// What is being worked on.
#[derive(Debug)]
struct Underway {
    /// What has not been handed over yet.
    tasks: Vec<Task>,
    effort: u64,
    finished: u64,
    progress: Arc<AtomicU64>,
    since: Instant,
}

/// A task that was finished.
#[derive(Debug)]
pub struct Finished {
    /// The revision it belongs to.
    pub revision: u64,
    /// What was asked.
    pub task: Task,
    /// What came of it.
    pub outcome: Outcome,
}

/// Broken off once another job is wanted.
struct Outdated<'a> {
    number: u64,
    wanted: &'a AtomicU64,
}

impl Interrupt for Outdated<'_> {
    fn is_requested(&self) -> bool {
        self.wanted.load(Ordering::Relaxed) != self.number
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
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(MOST_THREADS);
        std::thread::Builder::new().name("worker".to_owned()).spawn(move || {
            let rooms = Rooms::default();
            for job in todo {
                let outdated = Outdated { number: job.number, wanted: &newest };
                for task in job.tasks {
                    job.progress.store(0, Ordering::Relaxed);
                    let outcome = task.run(&job.scenario, &rooms, threads, &job.progress, &outdated);
                    let Some(outcome) = outcome else { break };
                    let finished = Finished { revision: job.revision, task, outcome };
                    if results.send((job.number, finished)).is_err() {
                        return;
                    }
                    wake();
                }
            }
        })?;
        Ok(Self { jobs, done, wanted, revision: 0, job: None })
    }

    /// Asks for tasks on a revision, and for nothing else any more. What is under way already goes on.
    pub fn ask(&mut self, revision: u64, scenario: &Arc<Scenario>, tasks: Vec<Task>) {
        let underway = self.job.as_ref().map_or(&[][..], |job| &job.tasks);
        let goes_on = underway == tasks && (self.revision == revision || tasks.is_empty());
        self.revision = revision;
        if goes_on {
            return;
        }
        let number = self.wanted.fetch_add(1, Ordering::Relaxed) + 1;
        self.job = None;
        if tasks.is_empty() {
            return;
        }
        let progress = Arc::new(AtomicU64::new(0));
        let job =
            Job { number, revision, scenario: scenario.clone(), tasks: tasks.clone(), progress: progress.clone() };
        if self.jobs.send(job).is_ok() {
            let effort = tasks.iter().map(Task::effort).sum();
            self.job = Some(Underway { tasks, effort, finished: 0, progress, since: Instant::now() });
        }
    }

    /// The tasks finished since this was last asked, but for those that are no longer wanted.
    pub fn take(&mut self) -> Vec<Finished> {
        let wanted = self.wanted.load(Ordering::Relaxed);
        let done = self.done.try_iter().filter(|(number, _)| *number == wanted).map(|(_, finished)| finished);
        let done: Vec<Finished> = done.collect();
        if let Some(job) = &mut self.job {
            for finished in &done {
                job.tasks.retain(|task| *task != finished.task);
                job.finished += finished.task.effort();
            }
        }
        self.job = self.job.take().filter(|job| !job.tasks.is_empty());
        done
    }

    /// Whether the tasks last asked for are those of a revision.
    #[must_use]
    pub fn is_on(&self, revision: u64) -> bool {
        self.revision == revision
    }

    /// Whether anything is being worked on.
    #[must_use]
    pub fn is_working(&self) -> bool {
        self.job.is_some()
    }

    /// How much of the work is done, as a share, where it takes long enough to be noticed.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "shown to the percent")]
    pub fn progress(&self) -> Option<f32> {
        let job = self.job.as_ref().filter(|job| job.since.elapsed() >= UNNOTICED)?;
        let now = job.tasks.first().map_or(0, Task::effort);
        let done = job.finished + job.progress.load(Ordering::Relaxed).min(now);
        Some(done as f32 / job.effort.max(1) as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Document;

    type Checked = Result<(), Box<dyn std::error::Error>>;

    fn started() -> Result<(Worker, Receiver<()>, Arc<Scenario>), std::io::Error> {
        let (wake, woken) = channel();
        let worker = Worker::start(move || {
            let _listening = wake.send(());
        })?;
        Ok((worker, woken, Arc::new(Document::example().scenario)))
    }

    fn all_done(worker: &mut Worker, woken: &Receiver<()>) -> Result<Vec<Finished>, Box<dyn std::error::Error>> {
        let mut done = Vec::new();
        while worker.is_working() {
            woken.recv_timeout(Duration::from_mins(1))?;
            done.extend(worker.take());
        }
        Ok(done)
    }

    #[test]
    fn what_is_asked_last_is_all_that_is_answered() -> Checked {
        let (mut worker, woken, scenario) = started()?;
        for revision in 1..=5 {
            worker.ask(revision, &scenario, vec![Task::Crossovers, Task::Tornado(1_000)]);
        }
        let done = all_done(&mut worker, &woken)?;
        assert_eq!(done.iter().map(|finished| finished.revision).collect::<Vec<_>>(), [5, 5]);
        let Outcome::Crossovers(envelope) = &done[0].outcome else { panic!("{:?}", done[0]) };
        assert!(!envelope.runs.is_empty());
        assert!(worker.take().is_empty() && !worker.is_working());
        Ok(())
    }

    #[test]
    fn what_is_asked_again_goes_on() -> Checked {
        let (mut worker, woken, scenario) = started()?;
        worker.ask(1, &scenario, vec![Task::Crossovers]);
        worker.ask(1, &scenario, vec![Task::Crossovers]);
        assert_eq!(worker.wanted.load(Ordering::Relaxed), 1);
        assert_eq!(all_done(&mut worker, &woken)?.len(), 1);
        Ok(())
    }

    #[test]
    fn what_is_no_longer_asked_for_is_never_handed_over() -> Checked {
        let (mut worker, woken, scenario) = started()?;
        worker.ask(1, &scenario, vec![Task::Crossovers, Task::FirstCrossover]);
        woken.recv_timeout(Duration::from_mins(1))?;
        worker.ask(1, &scenario, Vec::new());
        assert!(!worker.is_working() && worker.progress().is_none());
        assert!(worker.take().is_empty());
        worker.ask(2, &scenario, vec![Task::Crossovers]);
        let done = all_done(&mut worker, &woken)?;
        assert!(done.len() == 1 && done[0].revision == 2);
        Ok(())
    }
}
