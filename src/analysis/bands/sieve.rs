//! What are the quantiles of many numbers that come some hundred at a time, exactly, without keeping them all?
//!
//! For each quantile a bracket is guessed. What lies below it is counted, what lies within is kept,
//! and the rank tells which of those kept it is. Where the bracket misses its rank there is no
//! answer, and the numbers must come again, all to be kept. Numbers are compared after rounding to
//! single precision: that may make two of them equal, but never changes their order. Quantiles
//! interpolate linearly at (K−1)q.

use fearless_simd::dispatch;

use super::block::{BLOCK, Run};
use super::lanes::{self, GROUP, Marked};
use super::{as_count, as_number};
use crate::cost::{level, wide};

/// The quantiles that are told.
pub(super) const SHARES: [f64; 3] = [0.1, 0.5, 0.9];

/// Half of the width, in probability, over which a density is taken.
pub(super) const DENSITY_SHARE: f64 = 0.02;

/// Where a quantile is looked for, both ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bracket {
    pub(super) low: f64,
    pub(super) high: f64,
    /// How the quantile rises with its share, as far as a first look tells.
    pub(super) slope: f64,
}

/// Numbers on their way.
#[derive(Clone, Debug)]
pub(super) struct Sieve {
    /// By quantile; none where all numbers are kept.
    brackets: Option<[Bracket; 3]>,
    kept: Vec<f64>,
    by_replicate: Vec<Passed>,
}

/// What came of the numbers of one replicate.
#[derive(Clone, Copy, Debug, Default)]
struct Passed {
    /// By quantile: below its bracket.
    below: [u32; 3],
    /// How many were kept.
    kept: usize,
}

/// Room to look at some numbers.
pub(super) struct SieveRoom {
    singles: [f32; BLOCK],
    /// Not zero where a number is kept.
    marks: [i32; BLOCK],
    /// Groups in which one is.
    groups: [u16; BLOCK / GROUP],
    /// Twice as long as may be needed, as a power of two bounds its places at no cost.
    picked: [f64; 2 * BLOCK],
}

/// A quantile, and how it rises with its share.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Quantile {
    pub(super) value: f64,
    pub(super) slope: f64,
}

impl SieveRoom {
    pub(super) fn new() -> Self {
        Self { singles: [0.0; BLOCK], marks: [0; BLOCK], groups: [0; BLOCK / GROUP], picked: [0.0; 2 * BLOCK] }
    }
}

impl Sieve {
    /// Keeps what lies in the brackets, or all.
    pub(super) fn new(brackets: Option<[Bracket; 3]>, replicates: usize) -> Self {
        Self { brackets, kept: Vec::new(), by_replicate: vec![Passed::default(); replicates] }
    }

    /// Takes in the numbers of a block, which come in the order of the draws.
    pub(super) fn add(&mut self, runs: &[Run], values: &[f64], room: &mut SieveRoom) {
        for run in runs {
            let (values, passed) = (&values[run.within.clone()], &mut self.by_replicate[run.replicate]);
            let kept = self.kept.len();
            match &self.brackets {
                None => self.kept.extend_from_slice(values),
                Some(brackets) => {
                    let (hit, below) = mark(values, brackets, room);
                    passed.below.iter_mut().zip(below).for_each(|(sum, below)| *sum += below);
                    pick(values, hit, room, &mut self.kept);
                }
            }
            passed.kept += self.kept.len() - kept;
        }
    }

    /// The quantiles of all `count` numbers; none where a bracket missed one.
    pub(super) fn quantiles(&self, count: usize, room: &mut Vec<f64>) -> Option<[Quantile; 3]> {
        let positions = SHARES.map(|share| as_number(count - 1) * share);
        let places = [0, 1, 2].map(|number| self.place(number, as_count(positions[number]), count));
        let [Some(first), Some(second), Some(third)] = places else { return None };
        let last = self.kept.len() - 1;
        let around = SHARES
            .map(|share| [share - DENSITY_SHARE, share + DENSITY_SHARE].map(|share| as_count(share * as_number(last))));
        let places = [first, second, third];
        let mut ranks: Vec<usize> = places.iter().flat_map(|place| [*place, (place + 1).min(last)]).collect();
        if self.brackets.is_none() {
            ranks.extend(around.as_flattened());
            ranks.sort_unstable();
        }
        room.clear();
        room.extend_from_slice(&self.kept);
        put_in_place(room, &ranks);
        Some([0, 1, 2].map(|number| {
            let (position, value, next) =
                (positions[number], room[places[number]], room[(places[number] + 1).min(last)]);
            let [from, to] = around[number];
            // A bracket may end short of a gap that the first look saw.
            let (rise, numbers, at_first_look) = match self.brackets.map(|brackets| brackets[number]) {
                Some(bracket) => (bracket.high - bracket.low, self.within(number), bracket.slope),
                None => (room[to] - room[from], to - from, 0.0),
            };
            let slope = if numbers > 0 { rise * as_number(count) / as_number(numbers) } else { 0.0 };
            let slope = [slope, at_first_look].into_iter().filter(|it| it.is_finite()).fold(0.0, f64::max);
            Quantile {
                // Two infinite numbers have no difference.
                value: if next > value { value + (position - position.floor()) * (next - value) } else { value },
                slope,
            }
        }))
    }

    /// Which of the kept numbers, in their order, has rank `rank` of all; none where that one or the next
    /// was not kept.
    fn place(&self, number: usize, rank: usize, count: usize) -> Option<usize> {
        let below: u32 = self.by_replicate.iter().map(|passed| passed.below[number]).sum();
        let within = rank.checked_sub(below as usize)?;
        let last = self.within(number).checked_sub(1)?;
        let place = within + self.kept_below(number, &self.kept);
        (within + usize::from(rank + 1 < count) <= last).then_some(place)
    }

    /// How many numbers lie within a bracket.
    fn within(&self, number: usize) -> usize {
        let Some(bracket) = self.brackets.map(|brackets| brackets[number]) else { return self.kept.len() };
        let above = single(bracket.high);
        let up_to = wide(
            #[inline(always)]
            || self.kept.iter().map(|it| u32::from(single(*it) <= above)).sum::<u32>(),
        );
        up_to as usize - self.kept_below(number, &self.kept)
    }

    /// How many of these kept numbers lie below a bracket: another one held them.
    fn kept_below(&self, number: usize, kept: &[f64]) -> usize {
        let Some(bracket) = self.brackets.map(|brackets| brackets[number]) else { return 0 };
        let low = single(bracket.low);
        let below = wide(
            #[inline(always)]
            || kept.iter().map(|it| u32::from(single(*it) < low)).sum::<u32>(),
        );
        below as usize
    }

    /// By replicate: how many numbers are at most `value`, which was found for quantile `number`.
    pub(super) fn up_to(&self, number: usize, value: f64) -> Vec<f64> {
        let mut start = 0;
        let in_replicate = |passed: &Passed| {
            let kept = &self.kept[start..start + passed.kept];
            start += passed.kept;
            let up_to = wide(
                #[inline(always)]
                || kept.iter().map(|it| u32::from(*it <= value)).sum::<u32>(),
            );
            f64::from(passed.below[number] + up_to) - as_number(self.kept_below(number, kept))
        };
        self.by_replicate.iter().map(in_replicate).collect()
    }
}

/// Puts the values with these ranks, which rise, where they would be if all were sorted.
pub(super) fn put_in_place(values: &mut [f64], ranks: &[usize]) {
    let (Some(&rank), false) = (ranks.get(ranks.len() / 2), values.is_empty()) else { return };
    let rank = rank.min(values.len() - 1);
    let (before, _, after) = values.select_nth_unstable_by(rank, f64::total_cmp);
    let lower = ranks.partition_point(|it| *it < rank);
    put_in_place(before, &ranks[..lower]);
    let higher: Vec<usize> = ranks.iter().filter(|it| **it > rank).map(|it| it - rank - 1).collect();
    put_in_place(after, &higher);
}

/// A number as it is compared.
#[allow(clippy::cast_possible_truncation, reason = "rounding keeps the order")]
#[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
#[inline(always)]
fn single(value: f64) -> f32 {
    value as f32
}

/// Marks the values that lie in a bracket; how many groups hold one, and how many lie below each bracket.
fn mark(values: &[f64], brackets: &[Bracket; 3], room: &mut SieveRoom) -> (usize, [u32; 3]) {
    let SieveRoom { singles, marks, groups, .. } = room;
    let (singles, marks) = (&mut singles[..values.len()], &mut marks[..values.len()]);
    let brackets = brackets.map(|bracket| [single(bracket.low), single(bracket.high)]);
    let (hit, below) = dispatch!(level(), simd => {
        singles.iter_mut().zip(values).for_each(|(it, value)| *it = single(*value));
        lanes::mark(simd, singles, brackets, Marked { marks, groups })
    });
    let mut below = below.map(as_whole);
    let rest = values.len() / GROUP * GROUP;
    for (mark, &it) in marks[rest..].iter_mut().zip(&singles[rest..]) {
        *mark = i32::from(brackets.iter().any(|[low, high]| (low..=high).contains(&&it)));
        below.iter_mut().zip(brackets).for_each(|(below, [low, _])| *below += u32::from(it < low));
    }
    (hit, below)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of a block")]
fn as_whole(count: f32) -> u32 {
    count as u32
}

/// Adds the marked values to those kept. Few are, so that nothing here may wait for a branch to be guessed.
fn pick(values: &[f64], hit: usize, room: &mut SieveRoom, kept: &mut Vec<f64>) {
    let SieveRoom { marks, groups, picked, .. } = room;
    let ((whole, rest), (whole_marks, _)) = (values.as_chunks::<GROUP>(), marks.as_chunks::<GROUP>());
    let mut count = 0;
    let mut keep = |value: f64, mark: i32| {
        picked[count % picked.len()] = value;
        count += usize::from(mark != 0);
    };
    for group in groups.iter().take(hit).map(|group| usize::from(*group)) {
        if let Some((values, marks)) = whole.get(group).zip(whole_marks.get(group)) {
            values.iter().zip(marks).for_each(|(value, mark)| keep(*value, *mark));
        }
    }
    rest.iter().zip(&marks[whole.len() * GROUP..]).for_each(|(value, mark)| keep(*value, *mark));
    kept.extend_from_slice(&picked[..count]);
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that has no answer to compare has failed")]
mod tests {
    use super::super::block::split;
    use super::*;
    use crate::analysis::random::Stream;

    fn sorted(values: &[f64]) -> Vec<f64> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        sorted
    }

    fn sorted_quantile(sorted: &[f64], q: f64) -> f64 {
        let position = as_number(sorted.len() - 1) * q;
        let below = as_count(position);
        let above = (below + 1).min(sorted.len() - 1);
        let rise = if sorted[above] > sorted[below] { sorted[above] - sorted[below] } else { 0.0 };
        sorted[below] + (position - position.floor()) * rise
    }

    /// The sieve after all values, in two replicates.
    fn sieved(values: &[f64], brackets: Option<[Bracket; 3]>) -> Sieve {
        let (mut sieve, mut room) = (Sieve::new(brackets, 2), SieveRoom::new());
        for samples in split(values.len(), 2) {
            sieve.add(&samples.runs, &values[samples.range], &mut room);
        }
        sieve
    }

    fn assert_exact(values: &[f64], sieve: &Sieve) {
        let (sorted, mut room) = (sorted(values), Vec::new());
        let found = sieve.quantiles(values.len(), &mut room).unwrap();
        for (number, (quantile, share)) in found.into_iter().zip(SHARES).enumerate() {
            let expected = sorted_quantile(&sorted, share);
            assert_eq!(quantile.value.to_bits(), expected.to_bits(), "{} at {share}", values.len());
            let (first, second) = values.split_at(values.len().div_ceil(2));
            let up_to = |values: &[f64]| as_number(values.iter().filter(|it| **it <= expected).count());
            assert_eq!(sieve.up_to(number, expected), [up_to(first), up_to(second)], "{} at {share}", values.len());
        }
    }

    const SHAPES: [fn(f64) -> f64; 8] = [
        |u| u,
        |u| 5.0 + (u * 3.0).floor(),
        |_| -2.5,
        |u| 1.0 / u.powi(6),
        |u| if u < 0.999 { u } else { 1e12 },
        |u| if u < 0.2 { f64::INFINITY } else { u },
        |u| -(u * 1e9),
        // Beyond single precision all of these are one number.
        |u| 1e15 + (u * 100.0).floor(),
    ];

    #[test]
    fn quantiles_equal_those_of_the_sorted_values() {
        for (shape, stream) in SHAPES.iter().zip(0..) {
            for count in [1_u64, 2, 3, 10, 64, 1_000, 20_000] {
                let values: Vec<f64> = (0..count).map(|k| shape(Stream::numbered(4, stream).uniform(k))).collect();
                assert_exact(&values, &sieved(&values, None));
            }
        }
    }

    #[test]
    fn brackets_that_hold_a_quantile_give_it_and_others_give_none() {
        for (shape, stream) in SHAPES.iter().zip(0..) {
            let values: Vec<f64> = (0..5_003).map(|k| shape(Stream::numbered(9, stream).uniform(k))).collect();
            let sorted = sorted(&values);
            for width in [0.002, 0.02, 0.3] {
                let at = |share: f64| sorted[as_count(share.clamp(0.0, 1.0) * as_number(sorted.len() - 1))];
                let around =
                    SHARES.map(|share| Bracket { low: at(share - width), high: at(share + width), slope: 0.0 });
                assert_exact(&values, &sieved(&values, Some(around)));
            }
        }
        let values: Vec<f64> = (0..5_003).map(|k| Stream::numbered(9, 0).uniform(k)).collect();
        let right = Bracket { low: 0.4, high: 0.6, slope: 0.0 };
        let tails = [Bracket { low: 0.05, high: 0.15, slope: 0.0 }, Bracket { low: 0.85, high: 0.95, slope: 0.0 }];
        for wrong in [
            Bracket { low: 0.6, high: 0.7, slope: 0.0 },
            Bracket { low: 0.2, high: 0.3, slope: 0.0 },
            Bracket { low: 2.0, high: 3.0, slope: 0.0 },
        ] {
            assert_eq!(sieved(&values, Some([tails[0], wrong, tails[1]])).quantiles(5_003, &mut Vec::new()), None);
            assert_eq!(sieved(&values, Some([wrong, right, tails[1]])).quantiles(5_003, &mut Vec::new()), None);
        }
        assert!(sieved(&values, Some([tails[0], right, tails[1]])).quantiles(5_003, &mut Vec::new()).is_some());
    }

    #[test]
    fn the_slope_of_even_numbers_is_their_range() {
        let values: Vec<f64> = (0..20_000).map(|k| 7.0 * Stream::numbered(2, 5).uniform(k)).collect();
        let brackets = SHARES.map(|share| Bracket { low: 7.0 * share - 0.3, high: 7.0 * share + 0.3, slope: 0.0 });
        for sieve in [sieved(&values, None), sieved(&values, Some(brackets))] {
            for quantile in sieve.quantiles(values.len(), &mut Vec::new()).unwrap() {
                assert!((quantile.slope / 7.0 - 1.0).abs() < 0.1, "{}", quantile.slope);
            }
        }
    }
}
