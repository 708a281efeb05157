//! Which share of the accepted parts comes back?
//!
//! z = 3·Cpk, drift δ: p = Φ(−(z−δ)) + [two-sided] Φ(−(z+δ)); over n characteristics
//! p_n = 1−(1−p)^n; after a final detection d: p_n(1−d)/(1−p_n·d). docs/model.md, section 2, "Escapes";
//! source 7.

use super::reading::{Number, Reading};
use crate::model::route::Quality;

/// Φ(x), the standard normal distribution function.
#[must_use]
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Share of parts out of one characteristic's limits.
///
/// ```
/// use crossplan::cost::quality::fallout;
/// assert!((fallout(1.1, 0.0, true) * 1e6 - 967.0).abs() < 1.0); // Montgomery, process fallout table
/// assert!((fallout(1.1, 1.5, true) - 0.0359).abs() < 1e-4);
/// ```
#[must_use]
pub fn fallout(cpk: f64, drift_sigma: f64, two_sided: bool) -> f64 {
    let z = 3.0 * cpk;
    let near = normal_cdf(drift_sigma - z);
    let far = if two_sided { normal_cdf(-(z + drift_sigma)) } else { 0.0 };
    (near + far).min(1.0)
}

/// Share of accepted parts that are bad though a last inspection looked at them.
#[must_use]
pub fn escapes_after_detection(fallout: f64, characteristics: f64, detection: f64) -> f64 {
    let any = -(characteristics * (-fallout).ln_1p()).exp_m1();
    let passed = 1.0 - any * detection;
    if passed > 0.0 { any * (1.0 - detection) / passed } else { 0.0 }
}

/// The share of escapes that the stated capability causes; none without a Cpk.
pub(crate) fn capability_escapes<R: Reading>(quality: &Quality, reading: &R) -> R::Number {
    quality.cpk.as_ref().map_or(0.0.into(), |cpk| {
        let drifting = [reading.of(cpk), reading.of(&quality.drift_sigma)];
        let fallout = Number::each(drifting, |[cpk, drift_sigma]| fallout(cpk, drift_sigma, quality.two_sided));
        let (characteristics, detection) =
            (reading.count(&quality.characteristics, 1.0), reading.of(&quality.final_detection));
        Number::each([fallout, characteristics, detection], |[fallout, characteristics, detection]| {
            escapes_after_detection(fallout, characteristics, detection)
        })
    })
}
