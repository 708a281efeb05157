//! Capability and what escapes: Φ(−(z−δ)) + Φ(−(z+δ)), z = 3·Cpk.

use super::{Published, account};
use crossplan::cost::Account;
use crossplan::model::Route;
use crossplan::model::route::Quality;

/// Share of a normal distribution above z, in parts per million, by Simpson's rule over its density.
fn above(z: f64) -> f64 {
    let (pieces, reach) = (4000_u32, 12.0);
    let density = |x: f64| (-x * x / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
    let width = reach / f64::from(pieces);
    let weighted = (0..=pieces).map(|piece| {
        let weight = match piece {
            0 => 1.0,
            last if last == pieces => 1.0,
            odd if odd % 2 == 1 => 4.0,
            _ => 2.0,
        };
        weight * density(z + f64::from(piece) * width)
    });
    1e6 * weighted.sum::<f64>() * width / 3.0
}

/// Escapes of a part whose return costs a million: parts per million.
fn escapes(cpk: f64, drift_sigma: f64, two_sided: bool) -> f64 {
    let quality = Quality {
        cpk: Some(cpk.into()),
        drift_sigma: drift_sigma.into(),
        return_cost: 1e6.into(),
        two_sided,
        ..Quality::default()
    };
    account(Route { quality: Some(quality), ..Route::default() }, 1, Account::Escapes)
}

/// Montgomery, process fallout of a centred normal, one-sided and two-sided, in ppm. The table rounds
/// the two-sided figure to whole ppm and doubles rounded ones, hence 1.1.
#[test]
fn cpk_montgomery_fallout() {
    let published = Published::case("cpk-montgomery-fallout");
    for (label, cp) in [
        ("0.25", 0.25),
        ("0.5", 0.5),
        ("0.6", 0.6),
        ("0.7", 0.7),
        ("0.8", 0.8),
        ("0.9", 0.9),
        ("1.0", 1.0),
        ("1.1", 1.1),
        ("1.2", 1.2),
        ("1.3", 1.3),
        ("1.4", 1.4),
        ("1.5", 1.5),
    ] {
        published.agrees(&format!("one_{label}"), above(3.0 * cp), escapes(cp, 0.0, false));
        published.agrees(&format!("two_{label}"), 2.0 * above(3.0 * cp), escapes(cp, 0.0, true));
    }
}

/// MiC Quality, sigma level: 3, 4, 5 and 6 σ with a drift of 1.5 σ, in ppm. 66,811 and not 66,807: both
/// tails count. Printed to whole ppm (the last to a tenth), hence 1, 0.5 and 0.01.
#[test]
fn sigma_shift_mic() {
    let published = Published::case("sigma-shift-mic");
    for (key, sigma) in [("s3", 3.0), ("s4", 4.0), ("s5", 5.0), ("s6", 6.0)] {
        published.agrees(key, above(sigma - 1.5) + above(sigma + 1.5), escapes(sigma / 3.0, 1.5, true));
    }
}
