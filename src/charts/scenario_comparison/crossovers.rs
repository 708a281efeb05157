//! Which crossover of one scenario is which of the other, and how far did it move?

use super::names;
use crate::analysis::crossover::Envelope;
use crate::charts::contested::{rivals, told_changes};

/// More rows than this are counted, not listed.
pub(super) const MOST: usize = 8;

/// A crossover, or a stretch of them, in both scenarios or in one.
#[derive(Clone, Debug, PartialEq)]
pub struct MovedCrossover {
    /// Who takes over from whom: "Boutique → CM".
    pub label: String,
    /// First and last volume of it, there and here; none where that scenario has none such.
    pub volumes: [Option<(u64, u64)>; 2],
}

impl MovedCrossover {
    /// How far it moved, in parts and as a share of where it was; none where one scenario has none such, or it
    /// is a stretch.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
    pub fn shift(&self) -> Option<(i64, f64)> {
        let [Some(there), Some(here)] = self.volumes else { return None };
        let by = here.0.cast_signed() - there.0.cast_signed();
        let is_one = there.0 == there.1 && here.0 == here.1;
        is_one.then(|| (by, here.0 as f64 / there.0.max(1) as f64 - 1.0))
    }

    fn least(&self) -> u64 {
        self.volumes.into_iter().flatten().map(|(from, _)| from).min().unwrap_or_default()
    }
}

/// The crossovers of both, by volume. Those with the same routes before and after are matched in their order.
pub(super) fn moved([there, here]: [&Envelope; 2], all: &[String]) -> Vec<MovedCrossover> {
    let [mut there, here] = [there, here].map(|envelope| told(envelope, all));
    let mut moved: Vec<MovedCrossover> = Vec::new();
    for (label, volumes) in here {
        let same = there.iter().position(|(other, _)| *other == label);
        let before = same.map(|index| there.remove(index).1);
        moved.push(MovedCrossover { label, volumes: [before, Some(volumes)] });
    }
    moved.extend(there.into_iter().map(|(label, volumes)| MovedCrossover { label, volumes: [Some(volumes), None] }));
    moved.sort_by_key(MovedCrossover::least);
    moved
}

/// The changes of an envelope, in words, each with its first and last volume.
fn told(envelope: &Envelope, all: &[String]) -> Vec<(String, (u64, u64))> {
    let changes = told_changes(&envelope.crossovers);
    let said = changes.iter().filter_map(|change| {
        let these = change.of(&envelope.crossovers);
        let (first, last) = (these.first()?, these.last()?);
        let label = if change.is_zone() {
            format!("{} changing places", names(all, &rivals(these)))
        } else {
            format!("{} → {}", names(all, &first.before), names(all, &first.after))
        };
        Some((label, (first.volume, last.volume)))
    });
    said.collect()
}
