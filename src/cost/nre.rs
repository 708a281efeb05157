//! What is paid once, before the first good part?
//!
//! NRE = base·(1 + material_surcharge) + max(0, revisions − included)·min(hours·hourly_rate, cap)
//! + qualification. docs/model.md, section 2.

use super::rounding::count;
use crate::model::Estimate;
use crate::model::route::Nre;

/// One-off engineering in the route's own currency, before multiplier and exchange rate.
pub(crate) fn nre(nre: &Nre) -> f64 {
    let base = nre.base.likely() * (1.0 + nre.material_surcharge.likely());
    let charged_revisions = (count(&nre.revisions, 0.0) - count(&nre.revisions_included, 0.0)).max(0.0);
    let cap = nre.cap_per_revision.as_ref().map_or(f64::INFINITY, Estimate::likely);
    let each = (nre.hours_per_revision.likely() * nre.hourly_rate.likely()).min(cap);
    base + charged_revisions * each + nre.qualification.likely()
}

/// What the revisions add to the lead time, in weeks.
pub(crate) fn revision_weeks(nre: &Nre) -> f64 {
    count(&nre.revisions, 0.0) * nre.weeks_per_revision.likely()
}
