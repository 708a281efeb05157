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

/// Bands whose edges are nowhere further apart than this look the same.
const SAME: f32 = 1.0;

impl BandPath {
    /// Whether it cannot be told from another.
    #[must_use]
    pub fn looks_like(&self, other: &Self) -> bool {
        let near = |a: &[f32; 3], b: &[f32; 3]| a.iter().zip(b).all(|(a, b)| (a - b).abs() <= SAME);
        let alike =
            |a: &Vec<[f32; 3]>, b: &Vec<[f32; 3]>| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| near(a, b));
        self.pieces.len() == other.pieces.len() && self.pieces.iter().zip(&other.pieces).all(|(a, b)| alike(a, b))
    }
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

/// A route's band on a chart. There is none where the route does not compete in every draw: a staged one would show
/// its pilot's cost for the draws whose pilot is not over.
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
        let competes = |point: &&PointSummary| point.always_candidate && subject.case.competes(route, at);
        let Some(point) = points.get(route).filter(competes) else {
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

/// P10 and P90 of a route's total, where it competes in every draw.
#[must_use]
pub fn spread(points: &[PointSummary], route: usize) -> Option<(f64, f64)> {
    points.get(route).filter(|point| point.always_candidate).map(|point| (point.p10, point.p90))
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
        always_candidate: low.always_candidate && high.always_candidate,
    }
}

#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
fn parts(volume: u64) -> f64 {
    volume as f64
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use std::collections::BTreeSet;
    use std::sync::atomic::AtomicU64;

    use super::*;
    use crate::analysis::bands::bands;
    use crate::analysis::crossover::Envelope;
    use crate::analysis::curve::Measure;
    use crate::analysis::interrupt::Never;
    use crate::charts::placing::Area;
    use crate::cost::Case;
    use crate::formats::scenario_file::parse;
    use crate::formats::shipped::SHIPPED;

    /// The pilot of the manifold is 500 to 2,000 parts.
    #[test]
    fn a_staged_route_has_a_band_from_where_it_competes_in_every_draw() {
        let scenario = parse(SHIPPED[0].text.as_bytes()).unwrap().scenario;
        let staged = scenario.routes.iter().position(|route| route.staged.is_some()).unwrap();
        let (case, envelope) = (Case::likely(&scenario), Envelope::default());
        let subject = Subject { scenario: &scenario, case: &case, envelope: &envelope };
        let drawn = bands(&scenario, &[100, 1_200, 2_000, 5_000], 512, 1, 1, &AtomicU64::new(0), &Never).unwrap();
        let paper = Area { left: 0.0, top: 0.0, right: 400.0, bottom: 300.0 };
        let frame = Frame {
            measure: Measure::Unit,
            per: 1,
            volume_log: true,
            cost_log: true,
            volumes: None,
            costs: None,
            hidden: BTreeSet::new(),
            paper,
            pixels_per_point: 1.0,
        };
        let scales = [Scale::new(true, 100.0, 1e6, 0.0, 400.0), Scale::new(true, 1.0, 1e4, 300.0, 0.0)];
        let columns = |route| {
            let path = band_path(&drawn, &subject, &frame, [&scales[0], &scales[1]], route);
            path.pieces.concat().iter().map(|point| point[0].round()).collect::<Vec<f32>>()
        };
        assert_eq!(columns(staged), [130.0, 170.0]);
        assert_eq!(columns(staged - 1).len(), 4);
        assert_eq!(spread(&at(&drawn, 1_300).unwrap(), staged), None);
        assert!(spread(&at(&drawn, 3_000).unwrap(), staged).is_some());
    }

    #[test]
    fn bands_that_cannot_be_told_apart_look_alike() {
        let band = |by: f32| BandPath { pieces: vec![vec![[0.0, 10.0, 20.0 + by], [5.0, 10.0 + by, 20.0]]] };
        assert!(band(0.0).looks_like(&band(0.9)) && !band(0.0).looks_like(&band(1.1)));
        assert!(!band(0.0).looks_like(&BandPath::default()));
    }
}
