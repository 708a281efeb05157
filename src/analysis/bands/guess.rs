//! Where will a quantile lie, before all draws are looked at?
//!
//! The first draws in their order are a ruler: at a volume already solved a quantile has a place on it.
//! As the same draws rank almost alike at a volume nearby, its place there is nearly the same. How
//! far the places at the volumes on either side are apart tells how far off the one between them
//! may be: half as far, were they steps of a random walk.

use super::sieve::{Bracket, DENSITY_SHARE, SHARES, put_in_place};
use super::survey::Solved;
use super::{as_count, as_number};

/// Volumes between the first ones that are solved.
const FIRST_STRIDE: usize = 32;

/// Standard deviations on either side of a guess.
const DEVIATIONS: f64 = 4.0;

/// How far a place is off in any case.
const SLACK: f64 = 0.5;

/// Places of the quantiles among the first draws.
pub(super) type Places = [f64; 3];

/// The volumes in the order of solving: each lies between two that were solved before, but for
/// the first and those at the end.
pub(super) fn levels(count: usize) -> Vec<Vec<usize>> {
    let mut stride = FIRST_STRIDE;
    let mut levels = vec![(0..count).step_by(stride).collect::<Vec<usize>>()];
    while stride > 1 {
        levels.push((stride / 2..count).step_by(stride).collect());
        stride /= 2;
    }
    levels
}

/// What is expected of the volumes of a level, by volume of the level, route, quantile.
pub(super) struct Expected {
    pub(super) places: Vec<Vec<Places>>,
    /// By route, quantile: how far off a place may be.
    pub(super) margins: Vec<Places>,
}

impl Expected {
    /// For level number `level` of the volumes, given what is solved by volume, on a ruler of `pilot` draws.
    pub(super) fn at(level: usize, volumes: &[usize], solved: &[Option<Solved>], routes: usize, pilot: usize) -> Self {
        let last = as_number(pilot - 1);
        if level == 0 {
            let margin = |share: f64| DEVIATIONS * (share * (1.0 - share) * as_number(pilot)).sqrt();
            return Self {
                places: vec![vec![SHARES.map(|share| share * last); routes]; volumes.len()],
                margins: vec![SHARES.map(margin); routes],
            };
        }
        let reach = FIRST_STRIDE >> level;
        let neighbour = |volume: Option<usize>| volume.and_then(|volume| Some(&solved.get(volume)?.as_ref()?.places));
        let pairs = volumes.iter().map(|&volume| {
            let before = neighbour(volume.checked_sub(reach));
            (before, neighbour(volume.checked_add(reach)).or(before))
        });
        let pairs: Vec<_> = pairs.filter_map(|(before, after)| Some((before?, after?))).collect();
        let places = pairs.iter().map(|(before, after)| middle(before, after)).collect();
        let margin = |route: usize, quantile: usize| {
            let squares =
                pairs.iter().map(|(before, after)| (after[route][quantile] - before[route][quantile]).powi(2));
            DEVIATIONS * (squares.sum::<f64>() / as_number(pairs.len())).sqrt() / 2.0
        };
        let margins = (0..routes).map(|route| [0, 1, 2].map(|quantile| margin(route, quantile))).collect();
        Self { places, margins }
    }
}

fn middle(before: &[Places], after: &[Places]) -> Vec<Places> {
    let between = |(before, after): (&Places, &Places)| [0, 1, 2].map(|it: usize| before[it].midpoint(after[it]));
    before.iter().zip(after).map(between).collect()
}

/// The brackets around places among the totals of the first draws, which are put in order as far as needed.
pub(super) fn brackets(pilot: &mut [f64], places: &Places, margins: &Places) -> [Bracket; 3] {
    let around = |quantile: usize, reach: f64| [(places[quantile] - reach).floor(), (places[quantile] + reach).ceil()];
    let ends = [0, 1, 2].map(|quantile| around(quantile, margins[quantile] + SLACK));
    let last = as_number(pilot.len() - 1);
    let wide_ends =
        [0, 1, 2].map(|quantile| around(quantile, DENSITY_SHARE * last).map(|place| place.clamp(0.0, last)));
    let all = ends.as_flattened().iter().chain(wide_ends.as_flattened());
    let mut ranks: Vec<usize> =
        all.filter(|place| (0.0..=last).contains(*place)).map(|place| as_count(*place)).collect();
    ranks.sort_unstable();
    put_in_place(pilot, &ranks);
    let at = |place: f64, outside: f64| {
        let rank = (place >= 0.0).then(|| as_count(place));
        rank.and_then(|rank| pilot.get(rank)).copied().unwrap_or(outside)
    };
    [0, 1, 2].map(|quantile: usize| {
        let ([low, high], [from, to]) = (ends[quantile], wide_ends[quantile]);
        let rise = at(to, f64::INFINITY) - at(from, f64::INFINITY);
        let slope = if to > from { rise * last / (to - from) } else { 0.0 };
        Bracket { low: at(low, f64::NEG_INFINITY), high: at(high, f64::INFINITY), slope }
    })
}

/// The place of a value among the totals of the first draws: between those below and those above.
pub(super) fn place(pilot: &[f64], value: f64) -> f64 {
    let below: u32 = pilot.iter().map(|it| u32::from(*it < value)).sum();
    let up_to: u32 = pilot.iter().map(|it| u32::from(*it <= value)).sum();
    (f64::from(below + up_to) - 1.0) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_volume_is_solved_once_after_one_beside_it() {
        for count in [1, 2, 31, 32, 33, 100, 200, 257] {
            let mut solved = vec![false; count];
            for (number, level) in levels(count).into_iter().enumerate() {
                let reach = FIRST_STRIDE >> number;
                for &volume in &level {
                    assert!(!solved[volume] && (number == 0 || solved[volume - reach]), "{volume} of {count}");
                }
                for volume in level {
                    solved[volume] = true;
                }
            }
            assert!(solved.iter().all(|it| *it), "{count}");
        }
    }

    #[test]
    fn a_bracket_reaches_as_far_as_the_margin_and_no_further_than_the_draws() {
        let mut pilot: Vec<f64> = (0..100_u32).map(|k| f64::from(k * 37 % 100)).collect();
        let [first, second, third] = brackets(&mut pilot, &[5.0, 50.0, 95.0], &[10.0, 2.0, 1.0]);
        let slope = 99.0;
        assert_eq!(first, Bracket { low: f64::NEG_INFINITY, high: 16.0, slope });
        assert_eq!(second, Bracket { low: 47.0, high: 53.0, slope });
        assert_eq!(third, Bracket { low: 93.0, high: 97.0, slope });
        assert!((place(&pilot, 41.5) - 41.5).abs() < 1e-9 && (place(&pilot, 41.0) - 41.0).abs() < 1e-9);
    }
}
