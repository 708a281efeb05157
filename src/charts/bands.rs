//! Between what does a route's cost lie?
//!
//! P10 to P90 of the totals drawn, at some hundred volumes spread evenly over the axis. Between two of
//! them everything is taken to be straight in the volume: a total is, but for its steps.

use super::cost_curves::{Frame, Subject};
use super::fit;
use super::scale::Scale;
use crate::analysis::bands::Bands;
use crate::analysis::monte_carlo::PointSummary;

/// How many volumes there are, beside those of the table.
const VOLUMES: u16 = 100;

/// A route's band, from left to right, in pieces without a gap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BandPath {
    /// Place across, of P90 and of P10.
    pub pieces: Vec<Vec<[f32; 3]>>,
}

/// The volumes to draw at for what is in view; all that is of interest where `view` is absent.
#[must_use]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts saturate, and NaN becomes 0")]
pub fn volumes(subject: &Subject, logarithmic: bool, view: Option<(f64, f64)>) -> Vec<u64> {
    let (from, to) = view.unwrap_or_else(|| fit::volumes(subject, logarithmic));
    let (first, last) = (subject.scenario.range.0.max(1), subject.scenario.range.1.max(1));
    let axis = Scale::new(logarithmic, from, to, 0.0, f32::from(VOLUMES - 1));
    let evenly = (0..VOLUMES).map(|place| axis.value(f32::from(place)).round() as u64);
    let within = |volume: &u64| parts(*volume) >= from.floor() && parts(*volume) <= to.ceil();
    let stated = subject.scenario.volumes.iter().copied().filter(within);
    let mut volumes: Vec<u64> = evenly.chain(stated).map(|volume| volume.clamp(first, last)).collect();
    volumes.sort_unstable();
    volumes.dedup();
    volumes
}

/// A route's band on a chart. There is none where the route does not compete.
#[must_use]
pub fn band_path(
    bands: &Bands,
    subject: &Subject,
    frame: &Frame,
    [volume, cost]: [&Scale; 2],
    route: usize,
) -> BandPath {
    let mut path = BandPath::default();
    let mut is_open = false;
    for (&at, points) in bands.volumes.iter().zip(&bands.points) {
        let Some(point) = points.get(route).filter(|_| subject.case.competes(route, at)) else {
            is_open = false;
            continue;
        };
        if !is_open {
            path.pieces.push(Vec::new());
            is_open = true;
        }
        let place = |total: f64| cost.position(frame.measure.of(total, at) * frame.factor());
        if let Some(piece) = path.pieces.last_mut() {
            piece.push([volume.position(parts(at)), place(point.p90), place(point.p10)]);
        }
    }
    path
}

/// What all routes came to at a volume between those drawn; nothing beyond them.
#[must_use]
pub fn at(bands: &Bands, volume: u64) -> Option<Vec<PointSummary>> {
    let above = bands.volumes.partition_point(|drawn| *drawn < volume);
    let high = bands.points.get(above)?;
    if bands.volumes.get(above) == Some(&volume) {
        return Some(high.clone());
    }
    let below = above.checked_sub(1)?;
    let (low, from, to) =
        (bands.points.get(below)?, parts(*bands.volumes.get(below)?), parts(*bands.volumes.get(above)?));
    let share = (parts(volume) - from) / (to - from);
    Some(low.iter().zip(high).map(|(low, high)| between(low, high, share)).collect())
}

fn between(low: &PointSummary, high: &PointSummary, share: f64) -> PointSummary {
    let mix = |value: fn(&PointSummary) -> f64| value(low) + (value(high) - value(low)) * share;
    PointSummary {
        mean: mix(|point| point.mean),
        p10: mix(|point| point.p10),
        p50: mix(|point| point.p50),
        p90: mix(|point| point.p90),
        probability_cheapest: mix(|point| point.probability_cheapest),
        standard_error: mix(|point| point.standard_error),
        regret: mix(|point| point.regret),
        candidate: low.candidate || high.candidate,
    }
}

#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
fn parts(volume: u64) -> f64 {
    volume as f64
}
