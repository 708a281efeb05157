//! Which line and which filled columns draw a route's sampled curve?
//!
//! A column of pixels in which the curve goes up and down by more than can be told apart is drawn as
//! its range, all others by the values at their ends. Where whole volumes stand further apart than
//! pixels a jump between two of them is drawn as a tread and a riser, so that a step looks like one.

use super::scale::Scale;
use crate::analysis::curve::Column;

/// Ups and downs within a column that are taller than this are drawn as a range.
const VISIBLE: f32 = 1.5;
/// A jump is a step if it is taller than this …
const STEP: f32 = 2.0;
/// … and so many times taller than what is on either side of it.
const STEEPER: f32 = 3.0;

/// A point so close to a line, in points of the screen, is not missed.
const UNSEEN: f32 = 0.05;

/// A filled column: the curve goes up and down within it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Left edge.
    pub left: f32,
    /// Right edge.
    pub right: f32,
    /// Where the largest value stands.
    pub top: f32,
    /// Where the smallest value stands.
    pub bottom: f32,
}

/// A curve on the paper.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CurvePath {
    /// The line.
    pub line: Vec<[f32; 2]>,
    /// The columns that are filled.
    pub ranges: Vec<Range>,
}

/// The curve through sampled columns, whose values are multiplied by `factor`.
#[must_use]
pub fn curve_path(columns: &[Column], volume: &Scale, cost: &Scale, factor: f64) -> CurvePath {
    let mut path = CurvePath::default();
    let height = |value: f64| cost.position(value * factor);
    let mut ended = None;
    for column in columns {
        // A column may begin where the one before it ended.
        let begun = ended.filter(|(at, _)| *at == column.from).map(|(_, point)| point);
        let first = begun.unwrap_or_else(|| [volume.position(parts(column.from)), height(column.first)]);
        let last =
            if column.to == column.from { first } else { [volume.position(parts(column.to)), height(column.last)] };
        ended = Some((column.to, last));
        let ends = (column.first.min(column.last), column.first.max(column.last));
        if column.low < ends.0 || ends.1 < column.high {
            let (low, high) = (height(column.low), height(column.high));
            let beyond_ends = (first[1].min(last[1]) - high).max(low - first[1].max(last[1]));
            if beyond_ends > VISIBLE {
                let (left, right) = (first[0], last[0]);
                path.ranges.push(Range { left, right: right.max(left + 0.5), top: high, bottom: low });
                path.line.push([f32::midpoint(left, right), f32::midpoint(high, low)]);
                continue;
            }
        }
        for point in [first, last] {
            if path.line.last() != Some(&point) {
                path.line.push(point);
            }
        }
    }
    path.line = thinned(&with_steps(&path.line));
    path
}

/// The points of a line that are needed to draw it: each one left out lies within [`UNSEEN`] of the stroke past
/// it. From a point kept, the slopes that pass all points since closely enough narrow with each; the first
/// point outside them shows that the one before it is needed.
fn thinned(line: &[[f32; 2]]) -> Vec<[f32; 2]> {
    let Some(&first) = line.first() else { return Vec::new() };
    let (mut kept, mut last, mut slopes) = (vec![first], first, None::<(f32, f32)>);
    for &point in &line[1..] {
        let from = kept.last().copied().unwrap_or(first);
        let (run, rise) = (point[0] - from[0], point[1] - from[1]);
        let within = slopes.is_none_or(|(low, high)| run > 0.0 && (low..=high).contains(&(rise / run)));
        if !within {
            kept.push(last);
            slopes = None;
        }
        let from = kept.last().copied().unwrap_or(first);
        let (run, rise) = (point[0] - from[0], point[1] - from[1]);
        let near = if run > 0.0 { ((rise - UNSEEN) / run, (rise + UNSEEN) / run) } else { (f32::INFINITY, 0.0) };
        slopes = Some(slopes.map_or(near, |(low, high)| (low.max(near.0), high.min(near.1))));
        last = point;
    }
    if line.len() > 1 {
        kept.push(last);
    }
    kept
}

#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
fn parts(volume: u64) -> f64 {
    volume as f64
}

/// The line with a corner at every jump that is too far to the right of its neighbour to look upright.
fn with_steps(line: &[[f32; 2]]) -> Vec<[f32; 2]> {
    let mut stepped = Vec::with_capacity(line.len());
    for (index, &point) in line.iter().enumerate() {
        stepped.push(point);
        let Some(&next) = line.get(index + 1) else { break };
        let slope = |from: Option<&[f32; 2]>, to: Option<&[f32; 2]>| match (from, to) {
            (Some(from), Some(to)) => ((to[1] - from[1]) / (to[0] - from[0]).max(0.1)).abs(),
            _ => 0.0,
        };
        let before = slope(index.checked_sub(1).and_then(|before| line.get(before)), Some(&point));
        let after = slope(Some(&next), line.get(index + 2));
        let (run, rise) = (next[0] - point[0], (next[1] - point[1]).abs());
        if run > 2.0 && rise > STEP && rise / run > STEEPER * before.max(after) {
            stepped.push([next[0], point[1]]);
        }
    }
    stepped
}

#[cfg(test)]
mod tests {
    use super::*;

    const VOLUME: (f64, f64) = (0.0, 100.0);

    fn scales() -> (Scale, Scale) {
        (Scale::new(false, VOLUME.0, VOLUME.1, 0.0, 500.0), Scale::new(false, 0.0, 100.0, 100.0, 0.0))
    }

    fn single(volume: u64, value: f64) -> Column {
        Column { from: volume, to: volume, first: value, low: value, high: value, last: value }
    }

    #[test]
    fn a_step_between_far_apart_volumes_has_a_tread_and_a_riser() {
        let (volume, cost) = scales();
        let columns: Vec<Column> = (1..=6).map(|v| single(v, if v < 4 { 20.0 } else { 60.0 })).collect();
        let path = curve_path(&columns, &volume, &cost, 1.0);
        // Tread, corner, riser, tread: what lies on a tread is not needed.
        assert_eq!(path.line.len(), 4);
        assert_eq!(path.line[1].map(f32::to_bits), [volume.position(4.0), cost.position(20.0)].map(f32::to_bits));
    }

    #[test]
    fn a_smooth_curve_gets_no_steps() {
        let (volume, cost) = scales();
        let columns: Vec<Column> = (1_u32..=60).map(|v| single(u64::from(v), 90.0 / f64::from(v))).collect();
        let line = curve_path(&columns, &volume, &cost, 1.0).line;
        let samples: Vec<[f32; 2]> = columns
            .iter()
            .zip(1_u32..)
            .map(|(it, v)| [volume.position(f64::from(v)), cost.position(it.first)])
            .collect();
        assert!(line.iter().all(|point| samples.contains(point)), "a corner that no sample has");
    }

    #[test]
    fn what_is_left_out_of_a_line_is_not_missed() {
        let curved: Vec<[f32; 2]> = (0_u16..900).map(|x| [f32::from(x) / 2.0, 9_000.0 / f32::from(x + 10)]).collect();
        let few = thinned(&curved);
        assert!(few.len() < curved.len() / 3, "{}", few.len());
        assert_eq!((few.first(), few.last()), (curved.first(), curved.last()));
        for ends in few.windows(2) {
            let [from, to] = [ends[0], ends[1]];
            for point in curved.iter().filter(|point| from[0] < point[0] && point[0] < to[0]) {
                let on_line = from[1] + (to[1] - from[1]) * (point[0] - from[0]) / (to[0] - from[0]);
                assert!((on_line - point[1]).abs() <= 2.0 * UNSEEN, "{point:?}");
            }
        }
        for short in [vec![], vec![[1.0, 2.0]], vec![[1.0, 2.0], [1.0, 9.0]], vec![[1.0, 2.0], [1.0, 9.0], [1.0, 3.0]]]
        {
            assert_eq!(thinned(&short), short);
        }
    }

    #[test]
    fn what_goes_up_and_down_within_a_column_is_filled() {
        let (volume, cost) = scales();
        let sawtooth = Column { from: 10, to: 12, first: 50.0, low: 30.0, high: 80.0, last: 52.0 };
        let path = curve_path(&[sawtooth, single(13, 51.0)], &volume, &cost, 1.0);
        assert_eq!(path.ranges.len(), 1);
        assert_eq!((path.ranges[0].top, path.ranges[0].bottom), (cost.position(80.0), cost.position(30.0)));
        let step = Column { from: 10, to: 12, first: 30.0, low: 30.0, high: 80.0, last: 80.0 };
        assert!(curve_path(&[step], &volume, &cost, 1.0).ranges.is_empty());
    }

    #[test]
    fn no_value_leads_to_a_point_that_cannot_be_drawn() {
        let (volume, cost) = scales();
        let wild = [f64::NAN, f64::INFINITY, 1e300, -1e300];
        let columns: Vec<Column> = wild.iter().zip(1..).map(|(&value, volume)| single(volume, value)).collect();
        let path = curve_path(&columns, &volume, &cost, 1e300);
        assert!(path.line.iter().flatten().all(|position| position.abs() < 1e4));
    }
}
