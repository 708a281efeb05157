//! What is paid once, before the first good part?
//!
//! NRE = base·(1 + material_surcharge) + max(0, revisions − included)·min(hours·hourly_rate, cap)
//! + qualification. docs/model.md, section 2.

use super::reading::{Likely, Number, Reading};
use super::rounding::count;
use crate::model::route::Nre;

/// One-off engineering in the route's own currency, before multiplier and exchange rate.
pub(crate) fn nre<R: Reading>(nre: &Nre, reading: &R) -> R::Number {
    let base = reading.of(&nre.base) * (R::Number::from(1.0) + reading.of(&nre.material_surcharge));
    let beyond = reading.count(&nre.revisions, 0.0) - reading.count(&nre.revisions_included, 0.0);
    let charged_revisions = Number::each([beyond], |[beyond]| beyond.max(0.0));
    let cap = nre.cap_per_revision.as_ref().map_or(f64::INFINITY.into(), |cap| reading.of(cap));
    let uncapped = reading.of(&nre.hours_per_revision) * reading.of(&nre.hourly_rate);
    let each = Number::each([uncapped, cap], |[uncapped, cap]| uncapped.min(cap));
    base + charged_revisions * each + reading.of(&nre.qualification)
}

/// One-off engineering at likely values, in the route's own currency, before multiplier and exchange rate.
pub(crate) fn likely(stated: &Nre) -> f64 {
    nre(stated, &Likely)
}

/// What the revisions add to the lead time, in weeks.
pub(crate) fn revision_weeks(nre: &Nre) -> f64 {
    count(&nre.revisions, 0.0) * nre.weeks_per_revision.likely()
}
