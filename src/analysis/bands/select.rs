//! Which number has a given rank among many, without sorting them?
//!
//! A look at all numbers counts those below a trial, for three ranks at once. Trials close in on the
//! rank from both sides, as straight lines between counts lead them, until few numbers are left in
//! between; these are sorted. What is found is exact, whatever the first trials were.

use fearless_simd::dispatch;

use super::{as_count, as_number, lanes};
use crate::cost::level;

/// Numbers between both sides that are sorted rather than looked at once more.
const FEW: usize = 128;

/// Trials that lines lead; later ones halve what is left.
const LED: usize = 12;

/// Where a rank is looked for first.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Guess {
    pub(super) value: f64,
    /// How the value rises from one rank to the next, roughly; above 0 where that is known.
    pub(super) rise: f64,
}

/// A number, and the next one in order.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) value: f64,
    /// The same one where it is the last.
    pub(super) next: f64,
}

/// What is known of where a rank lies: `low` ≤ number < `high`.
#[derive(Clone, Copy, Debug)]
struct Between {
    rank: usize,
    low: f64,
    below_low: usize,
    /// Not a number as long as nothing is known.
    high: f64,
    below_high: usize,
}

/// The numbers with these ranks, from 0, among `values`; not a number where there is no such rank.
pub(super) fn select(values: &[f64], ranks: [usize; 3], guesses: [Guess; 3]) -> [Found; 3] {
    let mut between = ranks.map(|rank| Between::nothing_known(rank, values.len()));
    let mut trials = guesses.map(|guess| if guess.value.is_nan() { 0.0 } else { guess.value });
    for trial in 0.. {
        let settled = trials.map(f64::is_nan);
        if settled == [true; 3] || between.iter().all(Between::is_settled) {
            break;
        }
        let below = dispatch!(level(), simd => lanes::count_below(simd, values, trials));
        for (place, below) in below.into_iter().enumerate().filter(|(place, _)| !settled[*place]) {
            between[place].learn(trials[place], as_count(below));
        }
        trials = [0, 1, 2].map(|place: usize| between[place].trial(trial, guesses[place].rise));
    }
    let mut near = Vec::new();
    let sides = between.map(|between| [between.low, between.high]);
    dispatch!(level(), simd => lanes::gather(simd, values, sides, &mut near));
    [0, 1, 2].map(|place: usize| between[place].found(&near, values))
}

impl Between {
    fn nothing_known(rank: usize, count: usize) -> Self {
        Self { rank, low: f64::NEG_INFINITY, below_low: 0, high: f64::NAN, below_high: count }
    }

    fn is_settled(&self) -> bool {
        self.below_high - self.below_low <= FEW
    }

    fn learn(&mut self, trial: f64, below: usize) {
        if below <= self.rank {
            (self.low, self.below_low) = (trial, below);
        } else {
            (self.high, self.below_high) = (trial, below);
        }
    }

    /// What to try next; not a number where nothing is left to try.
    fn trial(&self, trials: usize, rise: f64) -> f64 {
        if self.is_settled() {
            return f64::NAN;
        }
        let led = if trials < LED { self.led(rise) } else { f64::NAN };
        let trial = if self.splits(led) { led } else { self.halved() };
        if self.splits(trial) { trial } else { f64::NAN }
    }

    /// Whether a trial here tells something new.
    fn splits(&self, trial: f64) -> bool {
        trial > self.low && self.is_below_high(trial)
    }

    fn is_below_high(&self, number: f64) -> bool {
        (number < self.high) | self.high.is_nan()
    }

    /// Where a line leads, a little beyond the rank as seen from the side that is farther from it.
    fn led(&self, rise: f64) -> f64 {
        let (under, over) = (as_number(self.rank - self.below_low), as_number(self.below_high - self.rank));
        let beyond = |missing: f64| missing + missing / 8.0 + as_number(FEW / 4);
        if self.high.is_nan() {
            return self.low + beyond(under) * rise;
        }
        if self.low == f64::NEG_INFINITY {
            return self.high - beyond(over) * rise;
        }
        let short = |missing: f64| missing - (missing / 16.0).max(as_number(FEW / 4));
        let ranks = if under > over { short(under) } else { under + over - short(over) };
        self.low + (self.high - self.low) * ranks / (under + over)
    }

    /// Half way in the order of all numbers that there are.
    fn halved(&self) -> f64 {
        let high = if self.high.is_nan() { f64::INFINITY } else { self.high };
        from_place(place(self.low).midpoint(place(high)))
    }

    /// Those of the numbers that are between both sides; nothing here may wait for a branch to be guessed.
    fn within(&self, near: &[f64]) -> Vec<f64> {
        let (mut kept, mut count) = (vec![0.0; near.len() + 1], 0);
        for &it in near {
            kept[count] = it;
            count += usize::from(self.is_below_high(it)) * usize::from(it >= self.low);
        }
        kept.truncate(count);
        kept
    }

    /// The number among those near it.
    fn found(&self, near: &[f64], values: &[f64]) -> Found {
        let mut kept = self.within(near);
        kept.sort_unstable_by(f64::total_cmp);
        let within = self.rank - self.below_low;
        let value = kept.get(within).copied().unwrap_or(f64::NAN);
        let above = || values.iter().copied().filter(|it| *it >= self.high).fold(f64::INFINITY, f64::min);
        let next = match kept.get(within + 1) {
            Some(next) => *next,
            None if self.below_high < values.len() => above(),
            None => value,
        };
        Found { value, next }
    }
}

/// The place of a number in the order of all.
fn place(number: f64) -> i64 {
    let bits = number.to_bits().cast_signed();
    if bits < 0 { i64::MIN - bits } else { bits }
}

fn from_place(place: i64) -> f64 {
    f64::from_bits(if place < 0 { i64::MIN - place } else { place }.cast_unsigned())
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

    fn assert_sorted_alike(values: &[f64], guesses: [Guess; 3]) {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let last = values.len() - 1;
        for ranks in [[0, last / 2, last], [last / 10, last / 3, last * 9 / 10]] {
            for (rank, found) in ranks.into_iter().zip(select(values, ranks, guesses)) {
                let expected = [sorted[rank], sorted[(rank + 1).min(last)]];
                assert_eq!([found.value, found.next].map(f64::to_bits), expected.map(f64::to_bits), "{rank} of {last}");
            }
        }
    }

    #[test]
    fn ranks_are_those_of_the_sorted_numbers_whatever_the_guess() {
        for (shape, stream) in SHAPES.iter().zip(0..) {
            for count in [1_u64, 2, 3, 10, 64, 1_000, 20_000] {
                let values: Vec<f64> = (0..count).map(|k| shape(Stream::numbered(4, stream).uniform(k))).collect();
                let at = |value: f64, rise: f64| Guess { value, rise };
                for guesses in [
                    [0.1, 0.5, 0.9].map(|value| at(value, 1.0 / as_number(values.len()))),
                    [at(0.0, 0.0); 3],
                    [at(-1e300, 1e-300), at(f64::INFINITY, 1e300), at(f64::NAN, 1.0)],
                    [at(f64::NEG_INFINITY, -1.0), at(5.0, f64::INFINITY), at(-2.5, f64::NAN)],
                ] {
                    assert_sorted_alike(&values, guesses);
                }
            }
        }
    }

    #[test]
    fn places_are_in_the_order_of_the_numbers() {
        let numbers = [f64::NEG_INFINITY, -1e300, -1.0, -f64::MIN_POSITIVE, 0.0, 5e-324, 1.0, 1e300, f64::INFINITY];
        assert!(numbers.windows(2).all(|pair| place(pair[0]) < place(pair[1])));
        assert!(numbers.iter().all(|&number| from_place(place(number)).to_bits() == number.to_bits()));
    }
}
