//! Which random number does draw k of an input get?
//!
//! u(seed, stream j, sample k) = ((mix(mix(mix(seed)+j)+k) ≫ 11) + ½)·2⁻⁵³, mix = one SplitMix64
//! step, j = FNV-1a 64 of the input's path. A number depends on nothing but these three, so that
//! all routes see one draw, a new input leaves the others' alone, and any number of threads gives
//! the same bits. docs/model.md, section 5; source 9.

use crate::cost::wide;

/// The uniform numbers of one input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream(u64);

impl Stream {
    /// The stream of the input at `path`.
    #[must_use]
    pub fn new(seed: u64, path: &str) -> Self {
        Self::numbered(seed, fnv_1a(path.as_bytes()))
    }

    /// The stream with number `number`.
    ///
    /// ```
    /// use crossplan::analysis::random::Stream;
    /// assert_eq!(Stream::numbered(1, 0).uniform(0), 0.693_512_139_010_229_2);
    /// ```
    #[must_use]
    pub fn numbered(seed: u64, number: u64) -> Self {
        Self(split_mix(split_mix(seed).wrapping_add(number)))
    }

    /// The number of a sample, above 0 and below 1.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "53 bits fit an f64 exactly")]
    #[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
    #[inline(always)]
    pub fn uniform(self, sample: u64) -> f64 {
        let bits = split_mix(self.0.wrapping_add(sample)) >> 11;
        (bits as f64 + 0.5) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// The numbers of samples in a row, the very same as one by one.
    pub(crate) fn fill(self, first: u64, into: &mut [f64]) {
        wide(
            #[inline(always)]
            || (first..).zip(into).for_each(|(sample, it)| *it = self.uniform(sample)),
        );
    }
}

/// One step of SplitMix64.
#[must_use]
#[allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
#[inline(always)]
pub fn split_mix(state: u64) -> u64 {
    let mut z = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn fnv_1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_output_for_seed_0_is_the_published_one() {
        assert_eq!(split_mix(0), 0xe220_a839_7b1d_cdaf);
    }

    #[test]
    fn the_first_draws_are_those_of_the_contract() {
        let drawn = [0, 1, 2, 3].map(|sample| Stream::numbered(1, 0).uniform(sample));
        let expected =
            [0.693_512_139_010_229_2, 0.423_211_448_195_827_3, 0.083_108_958_505_505_09, 0.042_315_764_803_572_3];
        assert_eq!(drawn.map(f64::to_bits), expected.map(f64::to_bits));
    }

    #[test]
    fn fnv_1a_gives_its_published_values() {
        assert_eq!(fnv_1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv_1a(b"foobar"), 0x8594_4171_f739_67e8);
    }
}
