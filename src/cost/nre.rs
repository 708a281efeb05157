//! What is paid once, before the first good part?
//!
//! NRE = base·(1 + material_surcharge) + max(0, revisions − included)·min(hours·hourly_rate, cap)
//! + qualification. MODEL.md, section 2.

use super::draw::Draw;
use crate::model::route::Nre;

/// One-off engineering in the route's own currency, before multiplier and exchange rate.
pub(crate) fn nre(nre: &Nre, draw: &Draw) -> f64 {
    let base = draw.of(&nre.base) * (1.0 + draw.of(&nre.material_surcharge));
    let charged_revisions = (draw.count(&nre.revisions, 0.0) - draw.count(&nre.revisions_included, 0.0)).max(0.0);
    let cap = nre.cap_per_revision.as_ref().map_or(f64::INFINITY, |cap| draw.of(cap));
    let each = (draw.of(&nre.hours_per_revision) * draw.of(&nre.hourly_rate)).min(cap);
    base + charged_revisions * each + draw.of(&nre.qualification)
}

/// What the revisions add to the lead time, in weeks.
pub(crate) fn revision_weeks(nre: &Nre, draw: &Draw) -> f64 {
    draw.count(&nre.revisions, 0.0) * draw.of(&nre.weeks_per_revision)
}
