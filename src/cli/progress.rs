//! How far is a long answer, and may it be stopped?
//!
//! Ctrl+C is asked about through [`Interrupt`]: the work ends at its next question, nothing is written,
//! and the program says so; a second Ctrl+C ends it at once. Where the standard error is a terminal, work
//! that takes longer than a blink shows a bar there and wipes it before the answer.

use std::io::{IsTerminal, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use signal_hook::consts::SIGINT;
use signal_hook::flag;

use super::outcome::{Exit, Failure};
use crate::analysis::interrupt::Interrupt;
use crate::charts::text::volume;

/// Nothing is shown before this has passed.
const BLINK: Duration = Duration::from_millis(200);
/// How often the bar moves.
const STEP: Duration = Duration::from_millis(100);
/// How wide it is, in characters.
const WIDTH: u64 = 24;

/// What has been done of a piece of work; counts the questions whether to go on, or what is told.
#[derive(Debug)]
pub(super) struct Watch {
    /// Steps done.
    pub(super) done: AtomicU64,
    counts_questions: bool,
    /// True from the first Ctrl+C on.
    stopped: Arc<AtomicBool>,
}

impl Interrupt for Watch {
    fn is_requested(&self) -> bool {
        if self.counts_questions {
            self.done.fetch_add(1, Ordering::Relaxed);
        }
        self.stopped.is_requested()
    }
}

/// What a bar counts.
#[derive(Clone, Copy, Debug)]
pub(super) enum Steps {
    /// So many, told by the work itself.
    Told(u64, &'static str),
    /// So many questions whether to go on.
    Asked(u64, &'static str),
    /// Questions whether to go on, nobody knows how many.
    Unknown(&'static str),
}

/// Does some work that may be stopped, and shows how far it is.
///
/// # Errors
/// [`Failure::Stopped`] where it was stopped.
pub(super) fn watched<T>(steps: Steps, work: impl FnOnce(&Watch) -> T) -> Result<T, Failure> {
    let stopped = Arc::new(AtomicBool::new(false));
    // Where no handler can be set Ctrl+C ends the program as it does any other. The second Ctrl+C finds
    // the flag set, which is why its handler comes first.
    let _ = flag::register_conditional_shutdown(SIGINT, Exit::Stopped as i32, stopped.clone());
    let _ = flag::register(SIGINT, stopped.clone());
    let watch = Watch { done: AtomicU64::new(0), counts_questions: !matches!(steps, Steps::Told(..)), stopped };
    let answer = std::thread::scope(|scope| {
        let (finished, waiting) = channel::<()>();
        if std::io::stderr().is_terminal() {
            let watch = &watch;
            scope.spawn(move || {
                let mut pause = BLINK;
                while waiting.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
                    show(&bar(steps, watch.done.load(Ordering::Relaxed)));
                    pause = STEP;
                }
                if pause == STEP {
                    show("");
                }
            });
        }
        let answer = work(&watch);
        drop(finished);
        answer
    });
    if watch.stopped.is_requested() { Err(Failure::Stopped) } else { Ok(answer) }
}

/// Puts a line in the place of the one before; where that fails nobody is watching.
fn show(line: &str) {
    let _ = write!(std::io::stderr(), "\r\u{1b}[K{line}");
    let _ = std::io::stderr().flush();
}

/// `[######------]  43 % of 16,384 draws`.
fn bar(steps: Steps, done: u64) -> String {
    match steps {
        Steps::Told(all, noun) | Steps::Asked(all, noun) => {
            let (done, all) = (done.min(all), all.max(1));
            let filled = usize::try_from(done * WIDTH / all).unwrap_or(0);
            let empty = usize::try_from(WIDTH).unwrap_or(filled) - filled;
            let (full, rest) = ("#".repeat(filled), "-".repeat(empty));
            format!("[{full}{rest}] {:3} % of {} {noun}", done * 100 / all, volume(all))
        }
        Steps::Unknown(noun) => format!("{} {noun}", volume(done)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_from_the_left() {
        assert_eq!(bar(Steps::Told(16_384, "draws"), 0), format!("[{}]   0 % of 16,384 draws", "-".repeat(24)));
        let half = format!("[{}{}]  50 % of 16,384 draws", "#".repeat(12), "-".repeat(12));
        assert_eq!(bar(Steps::Told(16_384, "draws"), 8_192), half);
        assert_eq!(bar(Steps::Asked(10, "inputs"), 99), format!("[{}] 100 % of 10 inputs", "#".repeat(24)));
        assert_eq!(bar(Steps::Unknown("values tried"), 1_234), "1,234 values tried");
    }
}
