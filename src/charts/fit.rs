//! Which volumes and which costs are in view before anybody zooms?
//!
//! Volumes: those of the table, the planned one and the crossovers around them, with a decade to look
//! ahead. Costs: the cheapest route is what matters, so a curve far above it may leave the paper; and
//! where the cost axis is linear the first few parts, which cost hundreds of times what later ones do,
//! may leave it too: what is in view then is set by the planned volume and the crossovers.

use super::cost_curves::{Frame, Subject};
use crate::analysis::curve::{Column, Measure};

/// How many times the highest cost of the cheapest route is in view, logarithmic and linear.
const ABOVE: (f64, f64) = (6.0, 2.5);
/// Share of the cost axis that stays free at either end.
const FREE: f64 = 0.04;
/// A power of ten this many times above the highest cost in view is in view as well.
const NEARLY: f64 = 1.1;

/// The volumes in view: from, to.
#[must_use]
pub(super) fn volumes(subject: &Subject, logarithmic: bool) -> (f64, f64) {
    let scenario = subject.scenario;
    let (from, to) = (parts(scenario.range.0.max(1)), parts(scenario.range.1));
    let interesting = || {
        let stated = scenario.volumes.iter().map(|volume| parts(*volume));
        stated.chain([scenario.planned_volume().likely()]).filter(|volume| (from..=to).contains(volume))
    };
    let low = interesting().fold(to, f64::min);
    let high = interesting().fold(from, f64::max);
    let crossovers = subject.envelope.crossovers.iter().map(|crossover| parts(crossover.volume));
    if !logarithmic {
        return (0.0, (high * 1.2).clamp((from + 10.0).min(to), to));
    }
    let low = crossovers.clone().filter(|volume| *volume < low).fold(low, |low, volume| low.min(volume / 2.0));
    let high = crossovers.filter(|volume| *volume < high * 10.0).fold(high, f64::max);
    (power_of_ten(low, f64::floor).max(from), power_of_ten(high * 2.0, f64::ceil).min(to).max(from * 10.0))
}

#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
fn parts(volume: u64) -> f64 {
    volume as f64
}

fn power_of_ten(value: f64, rounded: fn(f64) -> f64) -> f64 {
    10f64.powf(rounded(value.max(1.0).log10()))
}

/// The costs in view for curves sampled on the same columns: from, to.
#[must_use]
pub(super) fn costs(subject: &Subject, sampled: &[Vec<Column>], frame: &Frame) -> (f64, f64) {
    let values = || sampled.iter().flatten().flat_map(|column| [column.low, column.high]);
    let positive = || values().map(|value| value * frame.factor()).filter(|value| value.is_finite() && *value > 0.0);
    let least = positive().fold(f64::INFINITY, f64::min);
    let most = positive().fold(0.0, f64::max);
    if !least.is_finite() {
        return (0.1, 10.0);
    }
    let best = highest_of_cheapest(subject, sampled, frame) * frame.factor();
    let above = if frame.cost_log { ABOVE.0 } else { ABOVE.1 };
    let high = most.min(above * best).max(least);
    if frame.cost_log {
        let free = (high / least).max(1.05).powf(FREE);
        let (high, decade) = (high * free, power_of_ten(high * free, f64::ceil));
        // A decade that is nearly in view tells how far the axis goes.
        (least / free / free, if decade <= NEARLY * high { decade } else { high })
    } else {
        let low = if frame.volumes.is_some() { (least - FREE * (high - least)).max(0.0) } else { 0.0 };
        (low, high + FREE * (high - low))
    }
}

/// The largest value of the cheapest route, over the columns that set what is in view.
fn highest_of_cheapest(subject: &Subject, sampled: &[Vec<Column>], frame: &Frame) -> f64 {
    let from = if frame.volumes.is_some() { 1.0 } else { first_telling(subject, frame) };
    let mut cheapest: Vec<(u64, f64)> = sampled
        .iter()
        .flatten()
        .map(|column| (column.to, column.high))
        .filter(|(to, high)| parts(*to) >= from && high.is_finite())
        .collect();
    cheapest.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    cheapest.dedup_by_key(|(to, _)| *to);
    cheapest.iter().map(|(_, high)| *high).fold(0.0, f64::max)
}

/// The first volume whose cost has to be in view.
fn first_telling(subject: &Subject, frame: &Frame) -> f64 {
    let stated = subject.scenario.volumes.iter().map(|volume| parts(*volume));
    if frame.cost_log || frame.measure == Measure::Total {
        return stated.fold(f64::INFINITY, f64::min);
    }
    let planned = subject.scenario.planned_volume().likely();
    let crossovers = subject.envelope.crossovers.iter().map(|crossover| parts(crossover.volume));
    crossovers.filter(|volume| *volume >= planned / 10.0).fold(planned, f64::min)
}
