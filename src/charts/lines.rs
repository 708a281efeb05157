//! Where do the lines of a small chart run?
//!
//! Straight axes from zero, or from the least value where that is below, to what fits all lines; each
//! line is given by its corners.

use super::placing::Area;
use super::scale::Scale;

/// The lines of routes over one quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// The quantity that all lines share.
    pub across: Scale,
    /// What they show.
    pub up: Scale,
    /// Index of the route, and the corners of its line on the paper.
    pub lines: Vec<(usize, Vec<[f32; 2]>)>,
}

impl Lines {
    /// Lines through corners `(across, up)` of each route, on `paper`, with the shared quantity from 0
    /// to `end`. What lies beyond the paper is for the painter to clip.
    #[must_use]
    pub fn new(paper: Area, end: f64, series: &[(usize, Vec<(f64, f64)>)]) -> Self {
        let within = series.iter().flat_map(|(_, corners)| height_within(corners, end));
        let (low, high) = within.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let across = Scale::new(false, 0.0, end, paper.left, paper.right);
        let top = if high > low { high + 0.06 * (high - low) } else { low + 1.0 };
        let up = Scale::new(false, low, top, paper.bottom, paper.top);
        let placed =
            |corners: &Vec<(f64, f64)>| corners.iter().map(|&(x, y)| [across.position(x), up.position(y)]).collect();
        let lines = series.iter().map(|(route, corners)| (*route, placed(corners))).collect();
        Self { across, up, lines }
    }
}

/// The values of a line at its corners up to `end`, and where it leaves there.
fn height_within(corners: &[(f64, f64)], end: f64) -> Vec<f64> {
    let mut values: Vec<f64> = corners.iter().filter(|(x, _)| *x <= end).map(|(_, y)| *y).collect();
    let leaving = corners.windows(2).find(|pair| pair[0].0 <= end && pair[1].0 > end);
    values.extend(leaving.map(|pair| {
        let share = (end - pair[0].0) / (pair[1].0 - pair[0].0);
        pair[0].1 + share * (pair[1].1 - pair[0].1)
    }));
    values.retain(|value| value.is_finite());
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: Area = Area { left: 10.0, top: 0.0, right: 110.0, bottom: 106.0 };

    #[test]
    fn a_line_is_placed_by_its_corners() {
        let lines = Lines::new(PAPER, 10.0, &[(3, vec![(0.0, 0.0), (5.0, 0.0), (10.0, 100.0)])]);
        // 100 stands 6 % under the top of 106 points.
        assert_eq!(lines.lines, [(3, vec![[10.0, 106.0], [60.0, 106.0], [110.0, 6.0]])]);
    }

    #[test]
    fn what_lies_behind_the_end_does_not_squeeze_the_rest() {
        // At the end, 10, the line stands at half its height.
        let lines = Lines::new(PAPER, 10.0, &[(0, vec![(0.0, 0.0), (20.0, 100.0)])]);
        let (_, top) = lines.up.ends();
        assert!((top - 53.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_and_no_numbers_make_an_axis() {
        for series in [vec![], vec![(0, vec![])], vec![(0, vec![(0.0, f64::NAN), (1.0, f64::INFINITY)])]] {
            let lines = Lines::new(PAPER, 0.0, &series);
            assert!(lines.up.ends().1 > lines.up.ends().0);
            assert!(lines.lines.iter().flat_map(|(_, line)| line).all(|[x, y]| x.is_finite() && y.is_finite()));
        }
    }
}
