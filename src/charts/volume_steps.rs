//! To which volume does a pointer or a key move the volume line?
//!
//! A pointer covers many volumes: the roundest of them is meant. Keys go to the next multiple of about
//! a fortieth of the volume, so that 40,000 is followed by 41,000; with Shift ten times as far.

use crate::analysis::crossover::Crossover;

/// The roundest whole volume from `low` to `high`: a multiple of the largest of 1, 2, 5 times a power of
/// ten that has one there; the nearest whole volume where there is none.
#[must_use]
pub fn roundest(low: f64, high: f64) -> u64 {
    let middle = f64::midpoint(low, high);
    for exponent in (0..=7).rev() {
        for digit in [5.0, 2.0, 1.0] {
            let step = digit * 10f64.powi(exponent);
            let nearest = (middle / step).round() * step;
            if low <= nearest && nearest <= high && nearest >= 1.0 {
                return whole(nearest);
            }
        }
    }
    whole(middle.round()).max(1)
}

/// The volume a key moves to from `volume`, up or down, within a range.
#[must_use]
pub fn stepped(volume: u64, up: bool, far: bool, (from, to): (u64, u64)) -> u64 {
    let reference = if up { volume } else { volume.saturating_sub(1) };
    let magnitude = reference.checked_ilog10().unwrap_or(0);
    let step = 10u64.pow(if far { magnitude } else { magnitude.saturating_sub(1) });
    let next = if up { (volume / step + 1) * step } else { volume.div_ceil(step).saturating_sub(1) * step };
    next.clamp(from.max(1), to.max(1))
}

/// The crossover after or before a volume.
#[must_use]
pub fn next_crossover(crossovers: &[Crossover], volume: u64, up: bool) -> Option<u64> {
    let mut volumes = crossovers.iter().map(|crossover| crossover.volume);
    if up { volumes.find(|next| *next > volume) } else { volumes.rfind(|next| *next < volume) }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate, and NaN becomes 0")]
fn whole(volume: f64) -> u64 {
    volume as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::crossover::Cause;

    #[test]
    fn a_pointer_means_the_roundest_volume_it_covers() {
        assert_eq!(roundest(39_700.0, 40_300.0), 40_000);
        assert_eq!(roundest(20_790.0, 20_840.0), 20_800);
        assert_eq!(roundest(3.2, 3.4), 3);
        assert_eq!(roundest(-50.0, 0.5), 1);
        assert_eq!(roundest(f64::NAN, f64::NAN), 1);
    }

    #[test]
    fn keys_go_to_round_volumes_and_back() {
        let range = (1, 1_000_000);
        assert_eq!(stepped(40_000, true, false, range), 41_000);
        assert_eq!(stepped(40_000, false, false, range), 39_000);
        assert_eq!(stepped(20_813, true, false, range), 21_000);
        assert_eq!(stepped(20_813, false, false, range), 20_000);
        assert_eq!(stepped(10_000, false, false, range), 9_900);
        assert_eq!(stepped(40_000, true, true, range), 50_000);
        assert_eq!(stepped(1, false, false, range), 1);
        assert_eq!(stepped(1_000_000, true, true, range), 1_000_000);
    }

    #[test]
    fn keys_go_from_crossover_to_crossover() {
        let at = |volume| Crossover { volume, before: vec![0], after: vec![1], cause: Cause::Smooth, root: None };
        let crossovers = [at(100), at(200)];
        assert_eq!(next_crossover(&crossovers, 100, true), Some(200));
        assert_eq!(next_crossover(&crossovers, 150, false), Some(100));
        assert_eq!(next_crossover(&crossovers, 200, true), None);
    }
}
