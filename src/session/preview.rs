//! Which bands can be drawn within a frame, while something is dragged?
//!
//! Few draws, at as many of the volumes as there is time for. Where they do not get done in time there
//! are none, and the next ones are at half as many volumes; where there was time to spare they are at
//! twice as many.

use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};

use super::task::Task;
use crate::analysis::bands::{Bands, bands};
use crate::analysis::interrupt::Interrupt;
use crate::model::Scenario;

/// How many draws a preview has.
const SAMPLES: u64 = 64;
/// How long it may take: of the 8 ms of a frame the drawing needs the larger part.
const BUDGET: Duration = Duration::from_millis(2);
/// Fewer volumes make no band.
const FEWEST: usize = 12;

/// How much there is time for.
#[derive(Clone, Debug)]
pub(super) struct Preview {
    /// Every so-manieth volume is drawn.
    stride: usize,
}

impl Default for Preview {
    fn default() -> Self {
        Self { stride: 1 }
    }
}

/// Runs out at a moment.
struct Deadline(Instant);

impl Interrupt for Deadline {
    fn is_requested(&self) -> bool {
        Instant::now() >= self.0
    }
}

impl Preview {
    /// The bands at some of the volumes, and what they answer; none where they take too long.
    pub(super) fn draw(&mut self, scenario: &Scenario, volumes: &[u64]) -> Option<(Task, Bands)> {
        let last = volumes.last()?;
        let mut some: Vec<u64> = volumes.iter().copied().step_by(self.stride).collect();
        if some.last() != Some(last) {
            some.push(*last);
        }
        let since = Instant::now();
        let deadline = Deadline(since + 2 * BUDGET);
        let drawn = bands(scenario, &some, SAMPLES, scenario.seed, 1, &AtomicU64::new(0), &deadline);
        let taken = since.elapsed();
        if taken > BUDGET && volumes.len() / (2 * self.stride) >= FEWEST {
            self.stride *= 2;
        } else if taken < BUDGET / 3 {
            self.stride = (self.stride / 2).max(1);
        }
        Some((Task::Bands { volumes: some, samples: SAMPLES }, drawn?))
    }
}
