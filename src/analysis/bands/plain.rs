//! What do draws of a few routes come to, each of which is nothing but a line and a number of steps?
//!
//! Totals are made, compared and added up in one go, without a place for them in memory; the numbers of all
//! routes lie side by side, so few that they stay in the nearest memory while all volumes go through them.

#![allow(clippy::inline_always, reason = "compiled for the instructions of the caller")]
#![allow(clippy::needless_range_loop, reason = "loops over places stay in registers, iterators over arrays do not")]

use std::ops::Range;

use fearless_simd::prelude::*;
use fearless_simd::{Simd, dispatch};

use super::block::Run;
use super::lanes::{self, Outcome, WIDTH};
use super::tally::Sums;
use crate::cost::{AtVolume, EightDraws, LoweredRoute, as_parts, level, wide};

/// Draws that stay in the nearest memory.
const NEAREST: usize = 384;

/// Sums up draws at all volumes into `sums`, by volume, run; tells where it has. It has not where there are many
/// routes, where a route is more than plain, and where a draw may have several winners, or none.
pub(super) fn sum_up(routes: &[&LoweredRoute], volumes: &[u64], runs: &[Run], sums: &mut [f64]) -> Vec<bool> {
    match *routes {
        [a] => few([a], volumes, runs, sums),
        [a, b] => few([a, b], volumes, runs, sums),
        [a, b, c] => few([a, b, c], volumes, runs, sums),
        [a, b, c, d] => few([a, b, c, d], volumes, runs, sums),
        _ => vec![false; volumes.len() * runs.len()],
    }
}

fn few<const ROUTES: usize>(
    routes: [&LoweredRoute; ROUTES],
    volumes: &[u64],
    runs: &[Run],
    sums: &mut [f64],
) -> Vec<bool> {
    let plain = routes.iter().all(|route| route.is_plain());
    let mut done = vec![plain; volumes.len() * runs.len()];
    if !plain {
        return done;
    }
    let at_volumes: Vec<[AtVolume; ROUTES]> = wide(
        #[inline(always)]
        || volumes.iter().map(|&volume| routes.map(|route| route.at(as_parts(volume)))).collect(),
    );
    let mut near = Nearest { routes, eights: Vec::with_capacity(NEAREST / WIDTH), draws: 0..0 };
    for (number, run) in runs.iter().enumerate() {
        for start in run.within.clone().step_by(NEAREST) {
            near.put(start..(start + NEAREST).min(run.within.end));
            for (index, at) in at_volumes.iter().enumerate() {
                let place = index * runs.len() + number;
                let sums = Sums::of(sums, place, ROUTES);
                done[place] = done[place] && sums.is_some_and(|mut sums| sums.add(&near.outcome(at), near.count()));
            }
        }
    }
    done
}

/// Some draws of the routes.
struct Nearest<'a, const ROUTES: usize> {
    routes: [&'a LoweredRoute; ROUTES],
    eights: Vec<[EightDraws; ROUTES]>,
    draws: Range<usize>,
}

impl<const ROUTES: usize> Nearest<'_, ROUTES> {
    fn put(&mut self, draws: Range<usize>) {
        let eights = (0..draws.len() / WIDTH).map(|eight| draws.start + eight * WIDTH);
        self.eights.clear();
        self.eights.extend(eights.map(|first| self.routes.map(|route| route.numbers(first))));
        self.draws = draws;
    }

    fn count(&self) -> usize {
        self.draws.len()
    }

    fn outcome(&self, at: &[AtVolume; ROUTES]) -> Outcome<ROUTES> {
        let mut outcome = if at.iter().any(|route| route.counted) {
            dispatch!(level(), simd => self.of_eights::<_, true>(simd, at))
        } else {
            dispatch!(level(), simd => self.of_eights::<_, false>(simd, at))
        };
        for draw in self.draws.start + self.eights.len() * WIDTH..self.draws.end {
            outcome.add(std::array::from_fn(|route| self.routes[route].plain_total(&at[route], draw)));
        }
        outcome
    }

    #[inline(always)]
    fn of_eights<S: Simd, const COUNTED: bool>(&self, simd: S, at: &[AtVolume; ROUTES]) -> Outcome<ROUTES> {
        lanes::outcome(
            simd,
            &self.eights.iter(),
            #[inline(always)]
            |numbers, place| {
                let mut values = [S::f64s::splat(simd, 0.0); ROUTES];
                for route in 0..ROUTES {
                    values[route] = at[route].totals::<S, COUNTED>(simd, &numbers[route], place);
                }
                values
            },
        )
    }
}
