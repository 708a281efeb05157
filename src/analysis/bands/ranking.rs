//! What are the quantiles of many numbers, exactly, without sorting them?
//!
//! Every number falls into one of a thousand bins between two guessed ends, what lies outside into
//! the first or the last. The count of the bins tells in which one a rank lies; only the numbers of
//! that bin are looked at one by one. A bad guess costs time, never exactness. Quantiles interpolate
//! linearly at (K−1)q.

use super::as_number;
use crate::cost::{larger, smaller, wide};

/// Bins; a power of two.
const BINS: usize = 1_024;

/// Adding 2⁵² puts the nearest whole number into the lowest bits.
const WHOLE_BITS: f64 = 4_503_599_627_370_496.0;

/// How many bin numbers are looked at together.
const STRIDE: usize = 64;

/// Half of the width, in probability, over which a density is taken.
const DENSITY_SHARE: f64 = 0.02;

/// Numbers by bin.
#[derive(Clone, Debug)]
pub(super) struct Ranking {
    low: f64,
    scale: f64,
    counts: Box<[u32; BINS]>,
}

impl Ranking {
    /// With bins over the numbers that `first` ones come to.
    pub(super) fn begin(first: &[f64]) -> Self {
        let low = first.iter().copied().fold(f64::INFINITY, f64::min);
        let high = first.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let scale = (as_number(BINS) - 1.0) / (high - low);
        let scale = if scale.is_finite() { scale } else { 0.0 };
        Self { low: if low.is_finite() { low } else { 0.0 }, scale, counts: Box::new([0; BINS]) }
    }

    /// Counts `values`, noting the bin of each.
    #[allow(clippy::cast_possible_truncation, reason = "the lowest bits are all that is wanted")]
    pub(super) fn count(&mut self, values: &[f64], bins: &mut [u16]) {
        let (low, scale, last) = (self.low, self.scale, as_number(BINS) - 1.0);
        wide(
            #[inline(always)]
            || {
                for (bin, value) in bins.iter_mut().zip(values) {
                    let place = smaller(larger((value - low) * scale, 0.0), last);
                    *bin = (place + WHOLE_BITS).to_bits() as u16;
                }
            },
        );
        for bin in &*bins {
            self.counts[usize::from(*bin) % BINS] += 1;
        }
    }

    /// Once all values are counted: adds the counts up, so that they tell how many lie in a bin or before.
    pub(super) fn add_up(&mut self) {
        let mut sum = 0;
        for count in self.counts.iter_mut() {
            sum += *count;
            *count = sum;
        }
    }

    /// The quantile of all values, given them and their bins.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position within the values")]
    pub(super) fn quantile(&self, q: f64, values: &[f64], bins: &[u16], room: &mut Vec<f64>) -> f64 {
        let position = as_number(values.len() - 1) * q;
        let rank = position.floor() as usize;
        let (first, before) = self.bin_of(rank);
        let (last, _) = self.bin_of((rank + 1).min(values.len() - 1));
        gather(values, bins, (first as u16, last as u16), room);
        let Some(within) = rank.checked_sub(before).filter(|&within| within < room.len()) else { return f64::NAN };
        let (_, below, rest) = room.select_nth_unstable_by(within, f64::total_cmp);
        let below = *below;
        let above = rest.iter().copied().min_by(f64::total_cmp).unwrap_or(below);
        below + (position - position.floor()) * (above - below)
    }

    /// The bin of a rank, and how many values lie in the bins before it.
    fn bin_of(&self, rank: usize) -> (usize, usize) {
        let bin = self.counts.partition_point(|&up_to| up_to as usize <= rank).min(BINS - 1);
        (bin, self.before(bin) as usize)
    }

    fn before(&self, bin: usize) -> u32 {
        bin.checked_sub(1).map_or(0, |bin| self.counts[bin])
    }

    /// By how much a quantile rises with its share, from the bins around it.
    pub(super) fn slope(&self, q: f64) -> f64 {
        let (from, to) = ((q - DENSITY_SHARE).max(0.0), (q + DENSITY_SHARE).min(1.0));
        (self.coarse_quantile(to) - self.coarse_quantile(from)) / (to - from)
    }

    /// A quantile as if the values of a bin were spread evenly over it.
    fn coarse_quantile(&self, q: f64) -> f64 {
        let rank = q * f64::from(self.counts[BINS - 1]);
        let bin = self.counts.partition_point(|&up_to| f64::from(up_to) < rank).min(BINS - 1);
        let before = f64::from(self.before(bin));
        let within = (rank - before) / (f64::from(self.counts[bin]) - before).max(1.0);
        self.edge(as_number(bin) + within)
    }

    /// Where a bin begins; a fraction lies within it.
    fn edge(&self, bin: f64) -> f64 {
        if self.scale > 0.0 { self.low + (bin - 0.5) / self.scale } else { self.low }
    }

    /// The bin in which the quantile lies.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a position within the values")]
    pub(super) fn bin_at(&self, q: f64, count: usize) -> u16 {
        self.bin_of((as_number(count - 1) * q) as usize).0 as u16
    }
}

/// How many of the bins are at most `bin`.
pub(super) fn up_to(bins: &[u16], bin: u16) -> u32 {
    wide(
        #[inline(always)]
        || {
            bins.chunks(usize::from(u16::MAX))
                .map(|chunk| u32::from(chunk.iter().map(|it| u16::from(*it <= bin)).sum::<u16>()))
                .sum()
        },
    )
}

/// The values in the bins `first` to `last`.
fn gather(values: &[f64], bins: &[u16], (first, last): (u16, u16), room: &mut Vec<f64>) {
    room.clear();
    let within = |bin: &u16| bin.wrapping_sub(first) <= last - first;
    wide(
        #[inline(always)]
        || {
            for (bins, values) in bins.chunks(STRIDE).zip(values.chunks(STRIDE)) {
                if bins.iter().fold(false, |any, bin| any | within(bin)) {
                    room.extend(bins.iter().zip(values).filter(|(bin, _)| within(bin)).map(|(_, value)| *value));
                }
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::random::Stream;

    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a position within the values"
    )]
    fn sorted_quantile(values: &[f64], q: f64) -> f64 {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let position = (sorted.len() - 1) as f64 * q;
        let below = position as usize;
        let above = (below + 1).min(sorted.len() - 1);
        sorted[below] + (position - position.floor()) * (sorted[above] - sorted[below])
    }

    #[test]
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small")]
    fn quantiles_equal_those_of_the_sorted_values() {
        let shapes: [fn(f64) -> f64; 7] = [
            |u| u,
            |u| 5.0 + (u * 3.0).floor(),
            |_| -2.5,
            |u| 1.0 / u.powi(6),
            |u| if u < 0.999 { u } else { 1e12 },
            |u| if u < 0.2 { f64::INFINITY } else { u },
            |u| -(u * 1e9),
        ];
        let stream = Stream::new(4, "values");
        for shape in shapes {
            for count in [1_u64, 2, 3, 10, 64, 1_000, 20_000] {
                let values: Vec<f64> = (0..count).map(|k| shape(stream.uniform(k))).collect();
                let (mut bins, mut room) = (vec![0; values.len()], Vec::new());
                let mut ranking = Ranking::begin(&values[..values.len().min(256)]);
                for (values, bins) in values.chunks(256).zip(bins.chunks_mut(256)) {
                    ranking.count(values, bins);
                }
                ranking.add_up();
                for q in [0.0, 0.1, 0.5, 0.9, 1.0] {
                    let (found, expected) =
                        (ranking.quantile(q, &values, &bins, &mut room), sorted_quantile(&values, q));
                    assert_eq!(found.to_bits(), expected.to_bits(), "{count} at {q}: {found}, not {expected}");
                }
            }
        }
    }
}
