//! Where do labels go so that they cover neither a curve nor each other?
//!
//! Labels in a column are spread as little as possible: overlapping ones form a group, which stands at
//! the mean of where its members want to be (pool adjacent violators). A label at a point tries the
//! places around it, nearest first, and stays away where none is free.

/// A rectangle on the paper; y grows downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

impl Area {
    /// The area of a label of a size, by its left upper corner.
    #[must_use]
    pub fn at(left: f32, top: f32, [width, height]: [f32; 2]) -> Self {
        Self { left, top, right: left + width, bottom: top + height }
    }

    /// The area with so much added on every side.
    #[must_use]
    pub fn grown(self, by: f32) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// Whether two areas share more than an edge.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// Whether another lies inside of it.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }

    /// Whether a stretch of line touches it.
    #[must_use]
    pub fn is_crossed(&self, from: [f32; 2], to: [f32; 2]) -> bool {
        self.share_within(from, to).is_some()
    }

    /// How much of a stretch of line lies in it: the share that lies between all four edges; nothing where they do
    /// not touch.
    fn share_within(&self, from: [f32; 2], to: [f32; 2]) -> Option<f32> {
        let (mut enters, mut leaves) = (0.0_f32, 1.0_f32);
        let edges = [(from[0], to[0], self.left, self.right), (from[1], to[1], self.top, self.bottom)];
        for (start, end, low, high) in edges {
            let length = end - start;
            if length.abs() < f32::EPSILON {
                if start < low || start > high {
                    return None;
                }
            } else {
                let (first, second) = ((low - start) / length, (high - start) / length);
                enters = enters.max(first.min(second));
                leaves = leaves.min(first.max(second));
            }
        }
        (enters <= leaves).then_some(leaves - enters)
    }
}

/// What a label must not cover.
#[derive(Clone, Debug, Default)]
pub struct Obstacles {
    /// Curves.
    pub paths: Vec<Vec<[f32; 2]>>,
    /// Markers and labels that stand already.
    pub areas: Vec<Area>,
    /// The lines that lead from points to their labels, and these labels: neither may cross the other's.
    pub led: Vec<([[f32; 2]; 2], Area)>,
}

impl Obstacles {
    /// Whether nothing is in the way.
    #[must_use]
    pub fn leave_free(&self, area: &Area) -> bool {
        let crossed = |path: &Vec<[f32; 2]>| path.windows(2).any(|ends| area.is_crossed(ends[0], ends[1]));
        !self.areas.iter().any(|other| area.meets(other)) && !self.paths.iter().any(crossed)
    }

    /// How much an area would cover: each marker and label counts more than any curve.
    fn covered_by(&self, area: &Area) -> f32 {
        let length = |ends: &[[f32; 2]]| {
            let share = area.share_within(ends[0], ends[1]).unwrap_or(0.0);
            share * (ends[1][0] - ends[0][0]).hypot(ends[1][1] - ends[0][1])
        };
        let areas = self.areas.iter().filter(|other| area.meets(other));
        let paths: f32 = self.paths.iter().flat_map(|path| path.windows(2)).map(length).sum();
        areas.map(|_| MARKER).sum::<f32>() + paths
    }

    /// Whether a label at a point can be led to without crossing another, or another's line.
    fn leave_way(&self, point: [f32; 2], area: &Area) -> bool {
        let way = lead(point, area);
        !self.led.iter().any(|(line, label)| label.is_crossed(way[0], way[1]) || area.is_crossed(line[0], line[1]))
    }

    /// Takes in a label at a point.
    pub fn take_in(&mut self, point: [f32; 2], area: Area) {
        self.areas.push(area);
        self.led.push((lead(point, &area), area));
    }
}

/// The line from a point to the nearest edge of its label.
fn lead(point: [f32; 2], area: &Area) -> [[f32; 2]; 2] {
    [point, [point[0].clamp(area.left, area.right), point[1].clamp(area.top, area.bottom)]]
}

/// How far from its point a label may stand, nearest first.
const DISTANCES: [f32; 5] = [8.0, 14.0, 22.0, 32.0, 44.0];
/// Directions tried at each distance: right and above first, as a reader expects it.
const DIRECTIONS: [[f32; 2]; 8] =
    [[1.0, -1.0], [1.0, 1.0], [-1.0, -1.0], [-1.0, 1.0], [1.0, 0.0], [-1.0, 0.0], [0.0, -1.0], [0.0, 1.0]];
/// What is read at a line stands this far from it.
pub const CLEAR: f32 = 12.0;
/// As long a piece of curve is as bad to cover as a marker or a label.
const MARKER: f32 = 1_000.0;
/// Room that stays free around a label.
const AROUND: f32 = 3.0;

/// A free place for a label near a point, inside of `within`.
#[must_use]
pub fn beside(point: [f32; 2], size: [f32; 2], within: &Area, obstacles: &Obstacles) -> Option<Area> {
    let candidates = DISTANCES.iter().flat_map(|distance| DIRECTIONS.map(|direction| (*distance, direction)));
    candidates
        .map(|(distance, direction)| {
            let edge = |axis: usize| {
                let clear = point[axis] + direction[axis] * distance;
                clear + (direction[axis] - 1.0) / 2.0 * size[axis]
            };
            Area::at(edge(0), edge(1), size)
        })
        .find(|area| {
            within.holds(area) && obstacles.leave_free(&area.grown(AROUND)) && obstacles.leave_way(point, area)
        })
}

/// The place for figures of a size that are read at an upright line: beside it, at the top or at the bottom of
/// `within`, where they cover least.
#[must_use]
pub fn calmest(line: f32, [width, height]: [f32; 2], within: &Area, obstacles: &Obstacles) -> Area {
    let inside = |at: f32, low: f32, high: f32| at.min(high).max(low);
    let column = |left: f32| inside(left, within.left, within.right - width);
    let (low, high) = (within.top, within.bottom - height);
    let lefts = [line + CLEAR, line - CLEAR - width, within.right - width, within.left].map(column);
    let places = [low, high]
        .into_iter()
        .flat_map(|top| lefts.map(|left| Area::at(left, inside(top, low, high), [width, height])));
    let covered = |area: &Area| obstacles.covered_by(area);
    let nearest = Area::at(column(line + CLEAR), low, [width, height]);
    places.min_by(|a, b| covered(a).total_cmp(&covered(b))).unwrap_or(nearest)
}

/// The middles of labels in a column, as near as can be to where they want to be, each with the height
/// given, none overlapping another, all between `low` and `high` as far as they fit.
#[must_use]
pub fn spread(wanted: &[f32], heights: &[f32], low: f32, high: f32) -> Vec<f32> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    let mut groups: Vec<Group> = Vec::new();
    for index in order {
        let mut group =
            Group { members: vec![index], height: heights[index], start: wanted[index] - heights[index] / 2.0 };
        group.keep_within(low, high);
        while let Some(above) = groups.pop_if(|above| above.start + above.height > group.start) {
            group = above.joined(group);
            group.keep_within(low, high);
        }
        groups.push(group);
    }
    let mut middles = vec![0.0; wanted.len()];
    for group in groups {
        let mut top = group.start;
        for index in group.members {
            middles[index] = top + heights[index] / 2.0;
            top += heights[index];
        }
    }
    middles
}

struct Group {
    members: Vec<usize>,
    height: f32,
    start: f32,
}

impl Group {
    #[allow(clippy::cast_precision_loss, reason = "a chart has a handful of labels")]
    fn joined(mut self, below: Self) -> Self {
        let (count, more) = (self.members.len() as f32, below.members.len() as f32);
        self.start = (self.start * count + (below.start - self.height) * more) / (count + more);
        self.height += below.height;
        self.members.extend(below.members);
        self
    }

    fn keep_within(&mut self, low: f32, high: f32) {
        self.start = self.start.min(high - self.height).max(low);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_fit_stay_where_they_want_to_be() {
        assert_eq!(spread(&[10.0, 90.0, 50.0], &[16.0; 3], 0.0, 100.0), [10.0, 90.0, 50.0]);
    }

    #[test]
    fn crowded_labels_move_apart_and_keep_their_order() {
        let middles = spread(&[50.0, 51.0, 52.0], &[16.0; 3], 0.0, 100.0);
        assert_eq!(middles, [35.0, 51.0, 67.0]);
    }

    #[test]
    fn labels_stay_on_the_paper() {
        let middles = spread(&[-500.0, 3.0, 99.0, 900.0], &[16.0; 4], 0.0, 100.0);
        assert!(middles.iter().all(|middle| (8.0..=92.0).contains(middle)), "{middles:?}");
        let mut sorted = middles.clone();
        sorted.sort_by(f32::total_cmp);
        assert_eq!(middles, sorted);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 16.0 - 1e-3), "{middles:?}");
    }

    #[test]
    fn a_label_keeps_clear_of_curves_and_other_labels() {
        let within = Area { left: 0.0, top: 0.0, right: 400.0, bottom: 300.0 };
        let rising = vec![[0.0, 300.0], [400.0, 0.0]];
        let mut obstacles = Obstacles { paths: vec![rising], ..Obstacles::default() };
        for _ in 0..3 {
            let area = beside([200.0, 150.0], [90.0, 14.0], &within, &obstacles).unwrap_or_else(|| panic!("no place"));
            assert!(obstacles.leave_free(&area) && within.holds(&area));
            obstacles.areas.push(area);
        }
    }

    #[test]
    fn no_line_to_a_label_crosses_another_label() {
        let within = Area { left: 0.0, top: 0.0, right: 400.0, bottom: 300.0 };
        let points = [[200.0, 150.0], [204.0, 156.0]];
        let around = |[x, y]: [f32; 2]| Area { left: x, top: y, right: x, bottom: y }.grown(6.0);
        let mut obstacles = Obstacles { areas: points.map(around).to_vec(), ..Obstacles::default() };
        // All that is free lies below.
        obstacles.areas.push(Area { bottom: 150.0, ..within });
        for point in points {
            let area = beside(point, [120.0, 14.0], &within, &obstacles).unwrap_or_else(|| panic!("no place"));
            assert!(obstacles.led.iter().all(|(line, label)| {
                let way = lead(point, &area);
                !label.is_crossed(way[0], way[1]) && !area.is_crossed(line[0], line[1])
            }));
            obstacles.take_in(point, area);
        }
    }

    #[test]
    fn a_label_without_room_stays_away() {
        let within = Area { left: 0.0, top: 0.0, right: 60.0, bottom: 300.0 };
        assert_eq!(beside([30.0, 100.0], [90.0, 14.0], &within, &Obstacles::default()), None);
    }

    #[test]
    fn what_is_read_covers_neither_its_line_nor_labels() {
        let within = Area { left: 0.0, top: 0.0, right: 600.0, bottom: 300.0 };
        let falling = vec![[0.0, 0.0], [600.0, 300.0]];
        let line = Area { left: 200.0, right: 200.0, ..within }.grown(CLEAR - 1.0);
        let mut obstacles = Obstacles { paths: vec![falling], areas: vec![line], ..Obstacles::default() };
        let place = calmest(200.0, [180.0, 80.0], &within, &obstacles);
        assert_eq!(place, Area::at(212.0, 0.0, [180.0, 80.0]));
        // A label there leaves the corner, and one in that the place below.
        for expected in [[420.0, 0.0], [212.0, 220.0]] {
            obstacles.areas.push(calmest(200.0, [180.0, 80.0], &within, &obstacles));
            let next = calmest(200.0, [180.0, 80.0], &within, &obstacles);
            assert_eq!(next, Area::at(expected[0], expected[1], [180.0, 80.0]));
        }
        // What does not fit begins where its room does.
        assert_eq!(calmest(200.0, [900.0, 400.0], &within, &obstacles), Area::at(0.0, 0.0, [900.0, 400.0]));
    }

    #[test]
    fn a_line_crosses_an_area_though_neither_end_lies_in_it() {
        let area = Area { left: 10.0, top: 10.0, right: 20.0, bottom: 20.0 };
        assert!(area.is_crossed([0.0, 15.0], [30.0, 15.0]));
        assert!(area.is_crossed([15.0, 0.0], [15.0, 30.0]));
        assert!(!area.is_crossed([0.0, 0.0], [30.0, 5.0]));
        assert!(!area.is_crossed([0.0, 15.0], [9.0, 15.0]));
    }
}
