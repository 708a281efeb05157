//! How is work that falls into pieces spread over the cores?

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::as_number;
use super::interrupt::Interrupt;

/// Does the pieces 0 to `count`, each thread with its own room, and gives the results in order;
/// tells `show` which share is done. None where interrupted.
pub(super) fn spread<R, T: Send>(
    count: usize,
    threads: usize,
    interrupt: &(dyn Interrupt + Sync),
    show: &(dyn Fn(f64) + Sync),
    room: impl Fn() -> R + Sync,
    work: impl Fn(&mut R, usize) -> T + Sync,
) -> Option<Vec<T>> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(count)));
    let one = || {
        let mut room = room();
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= count || interrupt.is_requested() {
                return;
            }
            let result = work(&mut room, piece);
            if let Ok(mut done) = done.lock() {
                done.push((piece, result));
                show(as_number(done.len()) / as_number(count));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.clamp(1, count.max(1)) {
            scope.spawn(one);
        }
        one();
    });
    let mut done = done.into_inner().ok()?;
    done.sort_unstable_by_key(|(piece, _)| *piece);
    (done.len() == count).then(|| done.into_iter().map(|(_, result)| result).collect())
}
