//! How is a simulation spread over the cores?

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::summary::summarize_on;
use super::{Chunk, Plan, Simulation};
use crate::analysis::interrupt::Interrupt;

/// Samples drawn at a time.
const CHUNK: u64 = 512;

/// Draws `samples` samples on `threads` threads, counting those done in `progress`. The answer does
/// not depend on the number of threads. None where interrupted, or where there is nothing to draw.
#[must_use]
pub fn simulate(
    plan: &Plan,
    samples: u64,
    threads: usize,
    progress: &AtomicU64,
    interrupt: &(dyn Interrupt + Sync),
) -> Option<Simulation> {
    summarize_on(plan, draw(plan, samples, threads, progress, interrupt)?, threads, interrupt)
}

/// The chunks of all samples, in whatever order they were finished.
pub(in crate::analysis) fn draw(
    plan: &Plan,
    samples: u64,
    threads: usize,
    progress: &AtomicU64,
    interrupt: &(dyn Interrupt + Sync),
) -> Option<Vec<Chunk>> {
    let (next, done) = (AtomicU64::new(0), Mutex::new(Vec::<Chunk>::new()));
    let work = || {
        loop {
            let start = next.fetch_add(CHUNK, Ordering::Relaxed);
            if start >= samples {
                return;
            }
            let end = (start + CHUNK).min(samples);
            let Some(chunk) = plan.draw(start..end, interrupt) else { return };
            progress.fetch_add(end - start, Ordering::Relaxed);
            if let Ok(mut done) = done.lock() {
                done.push(chunk);
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.max(1) {
            scope.spawn(work);
        }
        work();
    });
    if interrupt.is_requested() {
        return None;
    }
    done.into_inner().ok()
}
