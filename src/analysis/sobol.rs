//! Which evenly spread number does point k of a dimension get?
//!
//! The Sobol sequence with the direction numbers of Joe and Kuo, scrambled after Owen by a hash
//! (Burley 2020), both from the crate sobol_burley. Points of one scramble fill the unit cube far
//! more evenly than independent ones, so that means err by about 1/K instead of 1/√K; scrambles are
//! independent of each other, so that their spread tells the error.

use sobol_burley::parts::{owen_scramble_rev, sobol_rev};

use super::random::split_mix;
use crate::cost::wide;

/// How many dimensions the direction numbers reach for.
pub const DIMENSIONS: usize = sobol_burley::NUM_DIMENSIONS as usize;

/// How many points a scramble has at most.
pub const LONGEST: u64 = 1 << 16;

/// Points in a row whose numbers differ in their last bits alone.
const ROW: usize = 64;

/// One dimension of one scramble.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dimension {
    number: u32,
    scramble: u32,
}

impl Dimension {
    /// Dimension `number` of scramble `scramble` under `seed`; none beyond the direction numbers.
    #[must_use]
    pub fn new(seed: u64, scramble: u64, number: usize) -> Option<Self> {
        let number = u32::try_from(number).ok().filter(|&number| number < sobol_burley::NUM_DIMENSIONS)?;
        let key = split_mix(split_mix(split_mix(seed).wrapping_add(scramble)).wrapping_add(u64::from(number)));
        Some(Self { number, scramble: u32::try_from(key >> 32).unwrap_or_default() })
    }

    /// The number of a point, above 0 and below 1; points repeat after [`LONGEST`].
    #[must_use]
    pub fn uniform(self, point: u64) -> f64 {
        self.scrambled(self.bits(point))
    }

    /// The numbers of points in a row, the very same as one by one.
    pub(crate) fn fill(self, first: u64, into: &mut [f64]) {
        let (mut point, mut rest) = (first, into);
        let low: [u32; ROW] = std::array::from_fn(|low| self.bits(low as u64));
        while !rest.is_empty() {
            let within = usize::try_from(point % ROW as u64).unwrap_or_default();
            let (row, later) = rest.split_at_mut(rest.len().min(ROW - within));
            let high = self.bits(point - within as u64);
            wide(
                #[inline(always)]
                || row.iter_mut().zip(&low[within..]).for_each(|(it, low)| *it = self.scrambled(high ^ low)),
            );
            point += row.len() as u64;
            rest = later;
        }
    }

    /// The bits of a point before they are scrambled, the last one first: each bit of its number changes its own.
    fn bits(self, point: u64) -> u32 {
        sobol_rev(u32::try_from(point % LONGEST).unwrap_or_default().reverse_bits(), self.number)
    }

    #[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
    #[inline(always)]
    fn scrambled(self, bits: u32) -> f64 {
        let bits = owen_scramble_rev(bits, self.scramble).reverse_bits();
        (f64::from(bits) + 0.5) * (1.0 / 4_294_967_296.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever the scramble, 2^m points have one in each of 2^m equal intervals of every dimension,
    /// and of the first two dimensions one in each rectangle of 2^-a × 2^-(m-a).
    #[test]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive")]
    fn points_are_spread_evenly() {
        for (scramble, dimension) in [(0, 0), (3, 1), (7, 39), (1, DIMENSIONS - 1)] {
            let Some(dimension) = Dimension::new(1, scramble, dimension) else { panic!("within the dimensions") };
            let mut hit = [0; 1_024];
            (0..1_024).for_each(|point| hit[(dimension.uniform(point) * 1_024.0) as usize] += 1);
            assert!(hit.iter().all(|&count| count == 1));
        }
        let pair = (Dimension::new(9, 2, 0), Dimension::new(9, 2, 1));
        let (Some(x), Some(y)) = pair else { panic!("within the dimensions") };
        let mut hit = [[0; 32]; 8];
        (0..256).for_each(|point| hit[(x.uniform(point) * 8.0) as usize][(y.uniform(point) * 32.0) as usize] += 1);
        assert!(hit.iter().flatten().all(|&count| count == 1));
    }

    #[test]
    fn points_in_a_row_are_those_one_by_one() {
        for (first, count) in [(0, 1), (0, 64), (5, 200), (63, 2), (2_048, 130), (LONGEST - 70, 140)] {
            let Some(dimension) = Dimension::new(4, 1, 11) else { panic!("within the dimensions") };
            let mut row = vec![f64::NAN; count];
            dimension.fill(first, &mut row);
            for (point, found) in (first..).zip(row) {
                assert_eq!(found.to_bits(), dimension.uniform(point).to_bits(), "point {point}");
            }
        }
    }

    #[test]
    fn scrambles_and_seeds_differ_and_dimensions_end() {
        let first = |seed, scramble| Dimension::new(seed, scramble, 5).map(|it| it.uniform(17).to_bits());
        assert_ne!(first(1, 0), first(1, 1));
        assert_ne!(first(1, 0), first(2, 0));
        assert_eq!(first(1, 0), first(1, 0));
        assert_eq!(Dimension::new(1, 0, DIMENSIONS), None);
    }
}
