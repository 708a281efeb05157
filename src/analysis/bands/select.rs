//! Which number has a given rank among many, without sorting them?
//!
//! Those below where it is guessed to be are counted, and only those near the guess are put in order.
//! Where it is not among these it is looked for farther away, and at last all are put in order, so
//! that what is found is exact whatever the guess was.

use fearless_simd::dispatch;

use super::{as_count, as_number, lanes};
use crate::cost::level;

/// How often it is looked for near the guess.
const TRIALS: i32 = 3;

/// How many times farther each time.
const WIDER: f64 = 6.0;

/// How far a number may be from where it would be if all lay evenly, for one of them, in shares of all: three times
/// what chance makes of it, at most.
const EVEN: f64 = 1.5;

/// Where a number is looked for, and how far from there it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Guess {
    pub(super) value: f64,
    pub(super) reach: f64,
}

/// A number, and the next one in order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) value: f64,
    /// The same one where it is the last.
    pub(super) next: f64,
}

/// What is near a guess among numbers that are looked at some at a time.
#[derive(Debug, Default)]
pub(super) struct Near {
    sides: [f64; 2],
    seen: usize,
    below: usize,
    /// By look: how many numbers were below, and how many near up to and with it.
    looks: Vec<(f64, usize)>,
    /// Those near the guess, and room.
    kept: Vec<f64>,
    in_order: Vec<f64>,
}

impl Near {
    /// With nothing looked at so far.
    pub(super) fn start(&mut self, guess: Guess) {
        self.sides = [guess.value - guess.reach, guess.value + guess.reach];
        (self.seen, self.below) = (0, 0);
        self.looks.clear();
    }

    fn count(&self) -> usize {
        self.looks.last().map_or(0, |(_, near)| *near)
    }

    /// Looks at some more numbers.
    pub(super) fn look(&mut self, values: &[f64]) {
        let count = self.count();
        let needed = count + values.len();
        if self.kept.len() < needed {
            self.kept.resize(2 * needed, 0.0);
        }
        let room = &mut self.kept[count..needed];
        let (below, near) = dispatch!(level(), simd => lanes::near(simd, values, self.sides, room));
        self.looks.push((below, count + near));
        self.below += as_count(below);
        self.seen += values.len();
    }

    /// The number with this rank, from 0, among all that were looked at; none where it is not near the guess.
    pub(super) fn find(&mut self, rank: usize) -> Option<Found> {
        let (count, within) = (self.count(), rank.checked_sub(self.below)?);
        let has_next = within + 1 < count || self.below + count == self.seen;
        let near = &self.kept[..count];
        (has_next && within < count).then(|| even(near, within, self.sides, &mut self.in_order))
    }

    /// By look: how many numbers are at most one that is near the guess.
    pub(super) fn up_to(&self, value: f64) -> impl Iterator<Item = f64> {
        let starts = std::iter::once(0).chain(self.looks.iter().map(|(_, near)| *near));
        starts.zip(&self.looks).map(move |(start, (below, end))| {
            let near = &self.kept[start..*end];
            below + dispatch!(level(), simd => lanes::count_up_to(simd, near, value))
        })
    }
}

/// The number with this rank, from 0, among `values`, with `room` to work in; not a number where there is no such rank.
pub(super) fn select(values: &[f64], rank: usize, guess: Guess, room: &mut Near) -> Found {
    for trial in 0..TRIALS {
        room.start(Guess { reach: guess.reach * WIDER.powi(trial), ..guess });
        room.look(values);
        if let Some(found) = room.find(rank) {
            return found;
        }
    }
    room.in_order.clear();
    room.in_order.extend_from_slice(values);
    in_order(&mut room.in_order, rank)
}

/// The number with this rank among some that lie from one side to the other, more or less evenly.
fn even(values: &[f64], rank: usize, [low, high]: [f64; 2], room: &mut Vec<f64>) -> Found {
    let (count, width) = (as_number(values.len()), high - low);
    let (guess, reach) = (low + width * (as_number(rank) + 0.5) / count, width * EVEN / count.sqrt());
    room.resize(values.len(), 0.0);
    let (below, near) = dispatch!(level(), simd => lanes::near(simd, values, [guess - reach, guess + reach], room));
    match rank.checked_sub(as_count(below)) {
        Some(within) if within + 1 < near => in_order(&mut room[..near], within),
        _ => {
            room.copy_from_slice(values);
            in_order(room, rank)
        }
    }
}

fn in_order(values: &mut [f64], rank: usize) -> Found {
    if rank >= values.len() {
        return Found { value: f64::NAN, next: f64::NAN };
    }
    let (_, &mut value, above) = values.select_nth_unstable_by(rank, f64::total_cmp);
    Found { value, next: above.iter().copied().min_by(f64::total_cmp).unwrap_or(value) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::random::Stream;

    const SHAPES: [fn(f64) -> f64; 8] = [
        |u| u,
        |u| 5.0 + (u * 3.0).floor(),
        |_| -2.5,
        |u| 1.0 / u.powi(6),
        |u| if u < 0.999 { u } else { 1e12 },
        |u| if u < 0.2 { f64::INFINITY } else { u },
        |u| -(u * 1e9),
        |u| 1e15 + (u * 100.0).floor(),
    ];

    fn assert_sorted_alike(values: &[f64], guess: Guess, room: &mut Near) {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let last = values.len() - 1;
        for rank in [0, last / 10, last / 3, last / 2, last * 9 / 10, last] {
            let found = select(values, rank, guess, room);
            let expected = [sorted[rank], sorted[(rank + 1).min(last)]];
            assert_eq!([found.value, found.next].map(f64::to_bits), expected.map(f64::to_bits), "{rank} of {last}");
        }
    }

    #[test]
    fn ranks_are_those_of_the_sorted_numbers_whatever_the_guess() {
        let mut room = Near::default();
        for (shape, stream) in SHAPES.iter().zip(0..) {
            for count in [1_u64, 2, 3, 10, 64, 1_000, 20_000] {
                let values: Vec<f64> = (0..count).map(|k| shape(Stream::numbered(4, stream).uniform(k))).collect();
                for value in [0.1, 0.5, 0.9, -2.5, 5.0, -1e300, f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
                    for reach in [0.0, 0.02, 1e3, f64::INFINITY, -1.0, f64::NAN] {
                        assert_sorted_alike(&values, Guess { value, reach }, &mut room);
                    }
                }
            }
        }
    }

    #[test]
    fn there_is_no_number_beyond_the_last() {
        let found = select(&[1.0, 2.0], 2, Guess { value: 2.0, reach: 1.0 }, &mut Near::default());
        assert!(found.value.is_nan() && found.next.is_nan());
    }
}
