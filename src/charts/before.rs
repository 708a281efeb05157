//! Where did the curves run before another price was tried?
//!
//! The curves that ran elsewhere; the one that ran furthest from its present place is told to be from before
//! where it did; the crossovers that stood elsewhere tell their volumes.

use super::cost_curves::{CostCurves, Subject};
use super::placing::{Area, Obstacles, beside};
use super::text::volume;

/// So many crossovers of before are told.
const TOLD: usize = 3;
/// Closer to its present place a curve is not told to have run elsewhere.
const APART: f32 = 2.0;
/// Closer than this the one line hides the other.
const SEEN: f32 = 0.5;

/// What the chart showed before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Before {
    /// The stretches of curves that ran elsewhere.
    pub lines: Vec<Vec<[f32; 2]>>,
    /// What is told of them.
    pub told: Vec<Told>,
}

/// A point of before, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The point.
    pub at: [f32; 2],
    /// What it says.
    pub text: String,
    /// Where that stands.
    pub place: Area,
    /// Whether the point is a crossover.
    pub is_crossover: bool,
}

impl Before {
    /// What was charted as `was`, and is as `now`, on the same paper and axes; the volume line stands at `line`.
    #[must_use]
    pub fn new(
        [was, now]: [&CostCurves; 2],
        [then, subject]: [&Subject; 2],
        (paper, line): (Area, f32),
        text_size: &dyn Fn(&str) -> [f32; 2],
    ) -> Self {
        let moved: Vec<[&Vec<[f32; 2]>; 2]> = was
            .curves
            .iter()
            .filter_map(|curve| {
                let present = now.curves.iter().find(|present| present.route == curve.route)?;
                (present.path.line != curve.path.line).then_some([&curve.path.line, &present.path.line])
            })
            .collect();
        let present = |volume: u64| subject.envelope.crossovers.iter().any(|it| it.volume == volume);
        let crossovers = was.marks.iter().filter(|mark| !mark.change.is_zone()).filter_map(|mark| {
            let volume = mark.change.of(&then.envelope.crossovers).first()?.volume;
            (!present(volume)).then(|| (mark.ends[0], format!("was {}", self::volume(volume)), true))
        });
        let furthest = furthest(&moved, paper).map(|at| (at, "before".to_owned(), false));
        let mut obstacles = obstacles(now, &moved);
        obstacles.paths.push(vec![[line, paper.top], [line, paper.bottom]]);
        let told = crossovers.take(TOLD).chain(furthest).filter_map(|(at, text, is_crossover)| {
            let place = beside(at, text_size(&text), &paper.grown(-2.0), &obstacles)?;
            obstacles.take_in(at, place);
            Some(Told { at, text, place, is_crossover })
        });
        let told = told.collect();
        Self { lines: moved.iter().flat_map(|[was, now]| elsewhere(was, now)).collect(), told }
    }
}

/// What must not be covered: all curves, and the labels and markers of now.
fn obstacles(now: &CostCurves, moved: &[[&Vec<[f32; 2]>; 2]]) -> Obstacles {
    let around = |[x, y]: [f32; 2]| Area { left: x, top: y, right: x, bottom: y }.grown(6.0);
    let marks = now.marks.iter().flat_map(|mark| mark.ends).map(around);
    let labels = now.marks.iter().flat_map(|mark| [mark.place, mark.aside]).flatten();
    let quotes = now.quotes.iter().map(|quote| around(quote.position));
    Obstacles {
        paths: now.curves.iter().map(|curve| &curve.path.line).chain(moved.iter().map(|it| it[0])).cloned().collect(),
        areas: marks.chain(labels).chain(quotes).collect(),
        led: Vec::new(),
    }
}

/// The stretches of a line that are seen beside another.
fn elsewhere(was: &[[f32; 2]], now: &[[f32; 2]]) -> Vec<Vec<[f32; 2]>> {
    let mut stretches: Vec<Vec<[f32; 2]>> = Vec::new();
    for ends in was.windows(2).filter(|ends| ends.iter().any(|at| apart(now, *at) > SEEN)) {
        match stretches.last_mut().filter(|stretch| stretch.last() == ends.first()) {
            Some(stretch) => stretch.push(ends[1]),
            None => stretches.push(ends.to_vec()),
        }
    }
    stretches
}

/// How far above or below a line a point is.
fn apart(line: &[[f32; 2]], at: [f32; 2]) -> f32 {
    (height_at(line, at[0]).unwrap_or(at[1]) - at[1]).abs()
}

/// The point within the paper at which a curve ran furthest from where it runs now.
fn furthest(moved: &[[&Vec<[f32; 2]>; 2]], paper: Area) -> Option<[f32; 2]> {
    let is_within = |[x, y]: [f32; 2]| paper.holds(&Area { left: x, top: y, right: x, bottom: y });
    let points = moved.iter().flat_map(|[was, now]| {
        // Curves have few points where they are straight, so that one between two is looked at as well.
        let between = was.windows(2).map(|ends| [0, 1].map(|axis| f32::midpoint(ends[0][axis], ends[1][axis])));
        was.iter().copied().chain(between).map(move |at| (at, apart(now, at)))
    });
    let seen = points.filter(|(at, apart)| *apart >= APART && is_within(*at));
    seen.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
}

/// Where a line stands at a place across.
fn height_at(line: &[[f32; 2]], x: f32) -> Option<f32> {
    let after = line.partition_point(|point| point[0] < x);
    let (from, to) = (line.get(after.saturating_sub(1))?, line.get(after)?);
    let run = to[0] - from[0];
    Some(if run > 0.0 { from[1] + (to[1] - from[1]) * (x - from[0]) / run } else { to[1] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ran_elsewhere_is_drawn_and_the_furthest_told() {
        let was = vec![[0.0, 0.0], [10.0, 10.0], [20.0, 20.0], [30.0, 30.0], [40.0, 40.0]];
        let now = vec![[0.0, 0.0], [10.0, 10.0], [20.0, 32.0], [30.0, 30.0], [40.0, 40.0]];
        assert_eq!(elsewhere(&was, &now), [was[1..4].to_vec()]);
        assert!(elsewhere(&was, &was).is_empty());
        let paper = Area { left: 0.0, top: 0.0, right: 40.0, bottom: 40.0 };
        assert_eq!(furthest(&[[&was, &now]], paper), Some([20.0, 20.0]));
        assert_eq!(furthest(&[[&was, &now]], Area { right: 12.0, ..paper }), None);
        assert_eq!(furthest(&[[&was, &was]], paper), None);
    }
}
