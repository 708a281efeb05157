//! Which crossovers are marked one by one, and which stretches are one contested zone?
//!
//! Near a step of one route's curve the winner may change many times within a few pixels. Crossovers
//! that stand closer than a marker is wide form a chain; three or more of them, or two so close that
//! nothing is seen between, are one contested zone.

use super::scale::Scale;
use crate::analysis::crossover::Crossover;
use crate::cost::Case;

/// Crossovers closer than this are in one chain.
const CHAIN: f32 = 9.0;
/// Two crossovers closer than this are one zone.
const INDISTINCT: f32 = 3.0;

/// One crossover, or a stretch of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Index of the first crossover.
    pub first: usize,
    /// How many there are; one stands by itself.
    pub count: usize,
}

impl Change {
    /// Whether it is a stretch in which the winner keeps changing.
    #[must_use]
    pub fn is_zone(&self) -> bool {
        self.count > 1
    }

    /// The crossovers it consists of.
    #[must_use]
    pub fn of<'a>(&self, crossovers: &'a [Crossover]) -> &'a [Crossover] {
        crossovers.get(self.first..self.first + self.count).unwrap_or_default()
    }
}

/// The changes to be marked on a volume axis, from left to right.
#[must_use]
pub fn changes(crossovers: &[Crossover], volume: &Scale) -> Vec<Change> {
    chained(crossovers, |before, after| {
        let gap = volume.position(parts(after)) - volume.position(parts(before));
        (gap.abs() < CHAIN, gap.abs() < INDISTINCT)
    })
}

/// The contested zones in view on a volume axis: the changes, and from where to where they stand.
#[must_use]
pub fn zones(crossovers: &[Crossover], volume: &Scale) -> Vec<(Change, [f32; 2])> {
    let (left, right) = volume.paper();
    let zones = changes(crossovers, volume).into_iter().filter(Change::is_zone);
    let placed = zones.filter_map(|change| {
        let these = change.of(crossovers);
        let ends = [these.first()?, these.last()?].map(|crossover| volume.position(parts(crossover)));
        Some((change, ends))
    });
    placed.filter(|(_, ends)| ends[0] <= right && ends[1] >= left).collect()
}

/// The changes to be told in words, whatever the axis: those within 2.5 % of each other are one.
#[must_use]
pub fn told_changes(crossovers: &[Crossover]) -> Vec<Change> {
    chained(crossovers, |before, after| {
        let gap = (parts(after) - parts(before)) / parts(before).max(1.0);
        (gap < 0.025, gap < 0.025)
    })
}

#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
fn parts(crossover: &Crossover) -> f64 {
    crossover.volume as f64
}

fn chained(crossovers: &[Crossover], near: impl Fn(&Crossover, &Crossover) -> (bool, bool)) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut first = 0;
    while first < crossovers.len() {
        let chain = crossovers[first..].windows(2).take_while(|pair| near(&pair[0], &pair[1]).0).count() + 1;
        let indistinct = chain == 2 && near(&crossovers[first], &crossovers[first + 1]).1;
        if chain > 2 || indistinct {
            changes.push(Change { first, count: chain });
        } else {
            changes.extend((first..first + chain).map(|first| Change { first, count: 1 }));
        }
        first += chain;
    }
    changes
}

/// The routes that win within a stretch of crossovers, rising.
#[must_use]
pub fn rivals(crossovers: &[Crossover]) -> Vec<usize> {
    let mut routes: Vec<usize> =
        crossovers.iter().flat_map(|crossover| crossover.before.iter().chain(&crossover.after)).copied().collect();
    routes.sort_unstable();
    routes.dedup();
    routes
}

/// The total of the cheapest route at a crossover.
#[must_use]
pub fn total_at(case: &Case, crossover: &Crossover) -> Option<f64> {
    let route = crossover.after.first().filter(|route| **route < case.route_count())?;
    Some(case.evaluate(*route, crossover.volume).total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::crossover::Cause;

    fn crossovers(volumes: &[u64]) -> Vec<Crossover> {
        let at = |(index, &volume): (usize, &u64)| Crossover {
            volume,
            before: vec![index % 2],
            after: vec![1 - index % 2],
            cause: Cause::Smooth,
            root: None,
        };
        volumes.iter().enumerate().map(at).collect()
    }

    #[test]
    fn a_stretch_of_flips_is_one_zone() {
        let scale = Scale::new(true, 100.0, 1e6, 0.0, 620.0);
        let crossovers = crossovers(&[20_813, 50_001, 50_400, 51_000, 51_700, 300_000]);
        let found = changes(&crossovers, &scale);
        let expected = [(0, 1), (1, 4), (5, 1)].map(|(first, count)| Change { first, count });
        assert_eq!(found, expected);
        assert_eq!(told_changes(&crossovers), expected);
        assert_eq!(rivals(found[1].of(&crossovers)), [0, 1]);
    }

    #[test]
    fn zooming_in_takes_a_zone_apart() {
        let scale = Scale::new(true, 49_900.0, 52_000.0, 0.0, 620.0);
        let found = changes(&crossovers(&[50_001, 50_400, 51_000, 51_700]), &scale);
        assert!(found.iter().all(|change| !change.is_zone()));
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn two_neighbours_are_two_crossovers_unless_nothing_is_seen_between() {
        let scale = Scale::new(false, 0.0, 620.0, 0.0, 620.0);
        assert_eq!(changes(&crossovers(&[100, 106]), &scale).len(), 2);
        assert_eq!(changes(&crossovers(&[100, 101]), &scale).len(), 1);
        assert_eq!(changes(&[], &scale).len(), 0);
    }
}
