//! How many starts are needed for so many accepted parts: count upwards until there are enough.

use super::chain::Chain;
use super::schedule::rate_in_starts;
use super::{count, likely};
use crossplan::model::Route;
use crossplan::model::route::YieldRamp;

/// The fewest starts for 0, 1, 2 … `largest` accepted parts.
#[allow(clippy::cast_precision_loss, reason = "volumes are small")]
pub(crate) fn starts_for(route: &Route, chain: &Chain, credit: f64, largest: u64) -> Vec<f64> {
    let kept = 1.0 - route.lots.as_ref().map_or(0.0, |lots| likely(&lots.loss_probability));
    let mut accepted = accepted_from(route, chain.accepted(), kept, credit);
    let mut table = Vec::new();
    let (mut starts, mut have) = (0.0, 0.0);
    for volume in 0..=largest {
        let wanted = volume as f64 - 1e-9 * (volume as f64).max(1.0);
        while have < wanted {
            starts += 1.0;
            have = accepted(starts);
        }
        table.push(starts);
    }
    table
}

/// Accepted parts expected from so many starts; asked for 1, 2, 3 … in turn.
fn accepted_from<'a>(route: &'a Route, accept: f64, kept: f64, credit: f64) -> Box<dyn FnMut(f64) -> f64 + 'a> {
    let full = accept * kept;
    match &route.yield_ramp {
        None => Box::new(move |starts| full * starts),
        Some(YieldRamp::FirstRun(ramp)) => {
            let first = likely(&ramp.first_yield).min(accept) * kept;
            let left = (count(&ramp.starts, 0.0) - count(&ramp.prior_starts, 0.0) - credit).max(0.0);
            Box::new(move |starts| {
                let at_first_yield = if starts < left { starts } else { left };
                first * at_first_yield + full * (starts - at_first_yield)
            })
        }
        Some(YieldRamp::Exponential(ramp)) => {
            let first = likely(&ramp.first_yield).min(accept) * kept;
            let before = count(&ramp.prior_starts, 0.0) + credit;
            let constant = match (&ramp.starts, &ramp.weeks) {
                (Some(starts), _) => likely(starts),
                (None, Some(weeks)) => likely(weeks) * rate_in_starts(route, full) / 3.0,
                (None, None) => 1.0,
            };
            let mut sum = CarefulSum::default();
            Box::new(move |starts| {
                let i = starts - 1.0;
                sum.add(full - (full - first) * (-(i + before) / constant).exp());
                sum.value
            })
        }
    }
}

/// A running sum that keeps what rounding would lose (Kahan).
#[derive(Default)]
pub(crate) struct CarefulSum {
    pub(crate) value: f64,
    lost: f64,
}

impl CarefulSum {
    pub(crate) fn add(&mut self, term: f64) {
        let corrected = term - self.lost;
        let next = self.value + corrected;
        self.lost = (next - self.value) - corrected;
        self.value = next;
    }
}
