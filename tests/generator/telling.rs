//! Volumes at which something happens.

use super::dice::Dice;
use crossplan::model::{Estimate, Scenario};

/// The volumes at, just before and just behind each break, order, date and transfer, and some others.
pub(crate) fn volumes(scenario: &Scenario, seed: u64) -> Vec<u64> {
    let (from, to) = scenario.range;
    let mut at = vec![from, to];
    at.extend(&scenario.volumes);
    at.extend(scenario.programme.due_quantity.as_ref().map(whole));
    for route in &scenario.routes {
        if let Some(quote) = &route.quote {
            at.extend(quote.breaks.iter().map(|price_break| price_break.0));
            at.push(whole(&quote.minimum_order));
            at.extend(quote.release_quantity.as_ref().map(whole));
        }
        if let Some(capacity) = &route.capacity {
            at.extend(capacity.first_order.as_ref().map(whole));
        }
    }
    let pilots: Vec<u64> = scenario
        .routes
        .iter()
        .filter_map(|route| route.staged.as_ref().map(|staged| whole(&staged.pilot_units)))
        .collect();
    for pilot in pilots {
        let shifted: Vec<u64> = at.iter().map(|volume| volume.saturating_add(pilot)).collect();
        at.push(pilot);
        at.extend(shifted);
    }
    let mut dice = Dice::new(seed);
    at.extend((0..8).map(|_| dice.quantity(from, to)));
    let mut volumes: Vec<u64> = at.iter().flat_map(|&volume| [volume.saturating_sub(1), volume, volume + 1]).collect();
    volumes.retain(|volume| (from..=to).contains(volume));
    volumes.sort_unstable();
    volumes.dedup();
    volumes
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count")]
fn whole(estimate: &Estimate) -> u64 {
    (estimate.likely() + 0.5).floor() as u64
}
