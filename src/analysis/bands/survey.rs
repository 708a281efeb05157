//! What do all draws come to at some volumes?
//!
//! Block by block, so that a block's numbers serve several volumes while they are at hand. The error
//! of a mean is that of the means of the replicates. The error of a quantile is that of the share
//! of draws below it, again over the replicates, times the rise of the quantile with its share
//! (Woodruff 1952).

use super::super::interrupt::Interrupt;
use super::super::monte_carlo::PointSummary;
use super::block::{BLOCK, Block};
use super::guess::{self, Expected, Places, levels};
use super::sieve::{Quantile, Sieve, SieveRoom};
use super::spread::spread;
use super::tally::{Room, Tally, standard_error};
use super::{PointError, as_number};
use crate::cost::as_parts;

/// Volumes that a block serves while it is at hand, at most.
const TILE: usize = 25;

/// Samples from which on it pays to guess where the quantiles lie.
const MANY: usize = 1_024;

/// Draws looked at beforehand, at least, and of how many draws one.
const PILOT: (usize, usize) = (128, 64);

/// The routes' figures at a volume.
pub(super) type AtVolume = Vec<(PointSummary, Option<PointError>)>;

/// All blocks at all volumes.
pub(super) struct Survey<'a> {
    pub(super) blocks: &'a [Block],
    pub(super) volumes: &'a [u64],
    pub(super) routes: usize,
    pub(super) samples: usize,
    /// Samples by replicate.
    pub(super) replicates: Vec<f64>,
}

/// A volume that was looked at.
#[derive(Clone)]
pub(super) struct Solved {
    pub(super) figures: AtVolume,
    /// By route: where the quantiles lie among the first draws.
    pub(super) places: Vec<Places>,
}

/// Room for the totals of a block, and what comes of them.
struct TileRoom {
    starts: Vec<f64>,
    /// By route.
    totals: Vec<Vec<f64>>,
    winners: Room,
    sieve: SieveRoom,
    gathered: Vec<f64>,
}

/// A volume being looked at.
struct Open {
    /// Among the survey's volumes.
    index: usize,
    tally: Tally,
    /// By route.
    sieves: Vec<Sieve>,
    /// By route: totals of the first draws.
    pilots: Vec<Vec<f64>>,
}

impl Survey<'_> {
    /// The routes' figures at all volumes, with `show` told which share is done. None where interrupted.
    pub(super) fn all(
        &self,
        threads: usize,
        interrupt: &(dyn Interrupt + Sync),
        show: &(dyn Fn(f64) + Sync),
    ) -> Option<Vec<AtVolume>> {
        let guesses = self.samples >= MANY;
        let levels = if guesses { levels(self.volumes.len()) } else { vec![(0..self.volumes.len()).collect()] };
        let (mut solved, mut done) = (vec![None; self.volumes.len()], 0);
        for (number, level) in levels.iter().enumerate() {
            let expected = guesses.then(|| Expected::at(number, level, &solved, self.routes, self.pilot_draws()));
            // Two pieces of work a thread, so that none waits long for the other.
            let size = level.len().div_ceil(2 * threads.max(1)).clamp(1, TILE);
            let tile = |index: usize| index * size..((index + 1) * size).min(level.len());
            let show = |share: f64| {
                show((as_number(done) + share * as_number(level.len())) / as_number(self.volumes.len()));
            };
            let at = |room: &mut TileRoom, index: usize| {
                let expected = expected.as_ref().map(|it| (&it.places[tile(index)], it.margins.as_slice()));
                self.at(&level[tile(index)], expected, room, interrupt)
            };
            let tiles = spread(level.len().div_ceil(size), threads, interrupt, &show, || self.room(), at)?;
            let tiles = tiles.into_iter().collect::<Option<Vec<_>>>()?;
            level.iter().zip(tiles.into_iter().flatten()).for_each(|(volume, found)| solved[*volume] = Some(found));
            done += level.len();
        }
        solved.into_iter().map(|found| found.map(|found| found.figures)).collect()
    }

    /// How many draws are looked at beforehand.
    fn pilot_draws(&self) -> usize {
        (self.samples / PILOT.1).max(PILOT.0).min(self.samples)
    }

    fn room(&self) -> TileRoom {
        TileRoom {
            starts: vec![0.0; BLOCK],
            totals: vec![vec![0.0; BLOCK]; self.routes],
            winners: Room::new(self.routes),
            sieve: SieveRoom::new(),
            gathered: Vec::new(),
        }
    }

    /// The routes' figures at the volumes with these indices, given by volume and route where the
    /// quantiles are expected. None where interrupted.
    fn at(
        &self,
        volumes: &[usize],
        expected: Option<(&[Vec<Places>], &[Places])>,
        room: &mut TileRoom,
        interrupt: &dyn Interrupt,
    ) -> Option<Vec<Solved>> {
        let open = volumes.iter().enumerate().map(|(number, &index)| match expected {
            Some((places, margins)) => self.begin_guessing(index, &places[number], margins, room),
            None => self.begin(index, vec![Sieve::new(None, self.replicates.len()); self.routes], Vec::new()),
        });
        let mut open: Vec<Open> = open.collect();
        for block in self.blocks {
            if interrupt.is_requested() {
                return None;
            }
            for it in &mut open {
                self.add(block, it, room);
            }
        }
        Some(open.iter().map(|it| self.solved(it, room)).collect())
    }

    fn begin(&self, index: usize, sieves: Vec<Sieve>, pilots: Vec<Vec<f64>>) -> Open {
        Open { index, tally: Tally::new(self.routes, self.replicates.len()), sieves, pilots }
    }

    fn begin_guessing(&self, index: usize, places: &[Places], margins: &[Places], room: &mut TileRoom) -> Open {
        let (mut sieves, mut pilots) = (Vec::new(), Vec::new());
        for (route, (places, margins)) in places.iter().zip(margins).enumerate() {
            let mut pilot = self.pilot(route, index, room);
            let brackets = guess::brackets(&mut pilot, places, margins);
            sieves.push(Sieve::new(Some(brackets), self.replicates.len()));
            pilots.push(pilot);
        }
        self.begin(index, sieves, pilots)
    }

    fn pilot(&self, route: usize, index: usize, room: &mut TileRoom) -> Vec<f64> {
        let count = self.pilot_draws();
        let mut pilot = Vec::with_capacity(count + BLOCK);
        for block in self.blocks {
            if pilot.len() >= count {
                break;
            }
            pilot.extend_from_slice(self.totals(block, route, index, room));
        }
        pilot.truncate(count);
        pilot
    }

    /// A route's totals of a block.
    fn totals<'a>(&self, block: &Block, route: usize, index: usize, room: &'a mut TileRoom) -> &'a [f64] {
        let count = block.samples.range.len();
        let totals = &mut room.totals[route][..count];
        block.routes[route].totals(index, as_parts(self.volumes[index]), &mut room.starts[..count], totals);
        totals
    }

    /// Adds a block at one volume.
    fn add(&self, block: &Block, open: &mut Open, room: &mut TileRoom) {
        let (volume, count) = (as_parts(self.volumes[open.index]), block.samples.range.len());
        for (route, sieve) in open.sieves.iter_mut().enumerate() {
            self.totals(block, route, open.index, room);
            sieve.add(&block.samples.runs, &room.totals[route][..count], &mut room.sieve);
        }
        let field: Vec<&[f64]> = room.totals.iter().map(|totals| &totals[..count]).collect();
        open.tally.add(block, volume, &field, &mut room.winners);
    }

    fn solved(&self, open: &Open, room: &mut TileRoom) -> Solved {
        let (mut figures, mut places) = (Vec::new(), Vec::new());
        for (route, sieve) in open.sieves.iter().enumerate() {
            let all;
            let (sieve, quantiles) = if let Some(quantiles) = sieve.quantiles(self.samples, &mut room.gathered) {
                (sieve, quantiles)
            } else {
                all = self.all_kept(route, open.index, room);
                let quantiles = all.quantiles(self.samples, &mut room.gathered);
                (&all, quantiles.unwrap_or([Quantile { value: f64::NAN, slope: 0.0 }; 3]))
            };
            if let Some(pilot) = open.pilots.get(route) {
                places.push(quantiles.map(|quantile| guess::place(pilot, quantile.value)));
            }
            figures.push(self.summary(route, &open.tally, sieve, &quantiles));
        }
        Solved { figures, places }
    }

    /// Looks at a route once more, keeping all.
    fn all_kept(&self, route: usize, index: usize, room: &mut TileRoom) -> Sieve {
        let mut sieve = Sieve::new(None, self.replicates.len());
        for block in self.blocks {
            self.totals(block, route, index, room);
            let totals = &room.totals[route][..block.samples.range.len()];
            sieve.add(&block.samples.runs, totals, &mut room.sieve);
        }
        sieve
    }

    fn summary(
        &self,
        route: usize,
        tally: &Tally,
        sieve: &Sieve,
        quantiles: &[Quantile; 3],
    ) -> (PointSummary, Option<PointError>) {
        let count = as_number(self.samples);
        let mean = tally.totals[route].iter().sum::<f64>() / count;
        let chance = tally.shares[route].iter().sum::<f64>() / count;
        let quantile_error = |number: usize| {
            let Quantile { value, slope } = quantiles[number];
            standard_error(&sieve.up_to(number, value), &self.replicates) * slope
        };
        let error = (self.replicates.len() > 1).then(|| PointError {
            mean: standard_error(&tally.totals[route], &self.replicates),
            p10: quantile_error(0),
            p50: quantile_error(1),
            p90: quantile_error(2),
            probability_cheapest: standard_error(&tally.shares[route], &self.replicates),
        });
        let [p10, p50, p90] = quantiles.map(|quantile| quantile.value);
        let point = PointSummary {
            mean,
            p10,
            p50,
            p90,
            probability_cheapest: chance,
            standard_error: error.map_or((chance * (1.0 - chance) / count).sqrt(), |error| error.probability_cheapest),
            regret: mean - tally.least.iter().sum::<f64>() / count,
            candidate: tally.candidate[route],
        };
        (point, error)
    }
}
