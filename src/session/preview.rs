//! Which bands can be drawn within a frame, while something is dragged?
//!
//! Few draws, at as many of the volumes as there is time for. Where they do not get done in time there
//! are none, and the next ones are at half as many volumes; where there was time to spare they are at
//! twice as many. They are drawn on a thread of their own while the crossovers are searched for and the
//! form is drawn, which take about as long.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::task::Task;
use crate::analysis::bands::{Bands, bands};
use crate::analysis::interrupt::Interrupt;
use crate::model::Scenario;

/// How many draws a preview has.
const SAMPLES: u64 = 64;
/// How long it should take: of the 8 ms of a frame the drawing needs the larger part.
const BUDGET: Duration = Duration::from_millis(3);
/// What takes longer than this is given up.
const DEADLINE: Duration = Duration::from_micros(4_800);
/// What takes less than this may be twice as much the next time.
const SPARE: Duration = Duration::from_micros(1_200);
/// Fewer volumes make no band.
const FEWEST: usize = 12;

/// Bands being drawn on a thread of their own, and how much there is time for.
#[derive(Debug)]
pub(super) struct Preview {
    /// Every so-manieth volume is drawn.
    stride: usize,
    underway: Option<JoinHandle<Drawn>>,
}

/// Bands and what they answer, and at which volumes to draw the next.
#[derive(Debug)]
struct Drawn {
    bands: Option<(Task, Bands)>,
    stride: usize,
}

impl Default for Preview {
    fn default() -> Self {
        Self { stride: 1, underway: None }
    }
}

impl Preview {
    /// Begins to draw bands at some of the volumes, in place of those under way.
    pub(super) fn begin(&mut self, scenario: Arc<Scenario>, volumes: Vec<u64>) {
        self.underway = None;
        if !volumes.is_empty() {
            let (thread, stride) = (thread::Builder::new().name("preview".to_owned()), self.stride);
            self.underway = thread.spawn(move || draw(&scenario, &volumes, stride)).ok();
        }
    }

    /// The bands that were begun, when they are drawn; none where none were, or where they take too long.
    pub(super) fn finish(&mut self) -> Option<(Task, Bands)> {
        let drawn = self.underway.take()?.join().ok()?;
        self.stride = drawn.stride;
        drawn.bands
    }
}

/// Runs out at a moment.
struct Deadline(Instant);

impl Interrupt for Deadline {
    fn is_requested(&self) -> bool {
        Instant::now() >= self.0
    }
}

fn draw(scenario: &Scenario, volumes: &[u64], stride: usize) -> Drawn {
    let mut some: Vec<u64> = volumes.iter().copied().step_by(stride).collect();
    some.extend(volumes.last().filter(|last| some.last() != Some(last)));
    let since = Instant::now();
    let deadline = Deadline(since + DEADLINE);
    let bands = bands(scenario, &some, SAMPLES, scenario.seed, 1, &AtomicU64::new(0), &deadline);
    let taken = since.elapsed();
    let stride = if taken > BUDGET && volumes.len() / (2 * stride) >= FEWEST {
        2 * stride
    } else if taken < SPARE {
        (stride / 2).max(1)
    } else {
        stride
    };
    let task = Task::Bands { volumes: some, samples: SAMPLES };
    Drawn { bands: bands.map(|bands| (task, bands)), stride }
}
