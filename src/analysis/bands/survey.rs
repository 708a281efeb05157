//! What do all draws come to at some volumes?
//!
//! Block by block, so that a block's numbers serve several volumes while they are at hand. The error
//! of a mean is that of the means of the replicates. The error of a quantile is that of the share
//! of draws below it, again over the replicates, times the rise of the quantile with its share
//! (Woodruff 1952).

use std::ops::Range;

use super::super::interrupt::Interrupt;
use super::super::monte_carlo::PointSummary;
use super::block::{BLOCK, Block};
use super::ranking::{Ranking, up_to};
use super::tally::{Room, Tally, standard_error};
use super::{PointError, as_number};
use crate::cost::as_parts;

/// Numbers of totals that are held at a time, over all routes and volumes of a tile.
const HELD: usize = 1 << 20;

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

/// Room for the totals of a tile.
pub(super) struct TileRoom {
    starts: Vec<f64>,
    /// By volume of the tile and route: totals of all draws.
    totals: Vec<Vec<f64>>,
    /// The same: their bins.
    bins: Vec<Vec<u16>>,
    winners: Room,
    gathered: Vec<f64>,
}

impl Survey<'_> {
    /// How many volumes are looked at together.
    pub(super) fn tile(&self) -> usize {
        (HELD / (self.samples * self.routes).max(1)).clamp(1, 8)
    }

    pub(super) fn room(&self) -> TileRoom {
        let places = self.tile() * self.routes;
        TileRoom {
            starts: vec![0.0; BLOCK],
            totals: vec![vec![0.0; self.samples]; places],
            bins: vec![vec![0; self.samples]; places],
            winners: Room::new(self.routes),
            gathered: Vec::new(),
        }
    }

    /// The routes' figures at the volumes with these indices. None where interrupted.
    pub(super) fn at(
        &self,
        volumes: Range<usize>,
        room: &mut TileRoom,
        interrupt: &dyn Interrupt,
    ) -> Option<Vec<AtVolume>> {
        let new = |_| Tally::new(self.routes, self.replicates.len());
        let mut tallies: Vec<Tally> = volumes.clone().map(new).collect();
        let mut rankings: Vec<Option<Ranking>> = vec![None; tallies.len() * self.routes];
        for block in self.blocks {
            if interrupt.is_requested() {
                return None;
            }
            for (index, tally) in volumes.clone().zip(&mut tallies) {
                let first = (index - volumes.start) * self.routes;
                self.add(block, index, tally, &mut rankings[first..first + self.routes], first, room);
            }
        }
        rankings.iter_mut().flatten().for_each(Ranking::add_up);
        let by_volume = tallies.iter().zip(rankings.chunks(self.routes)).enumerate();
        let summary =
            |(place, (tally, rankings)): (usize, (&Tally, _))| self.summary(tally, rankings, place * self.routes, room);
        Some(by_volume.map(summary).collect())
    }

    /// Adds a block at one volume, whose totals are held from place `first` on.
    fn add(
        &self,
        block: &Block,
        index: usize,
        tally: &mut Tally,
        rankings: &mut [Option<Ranking>],
        first: usize,
        room: &mut TileRoom,
    ) {
        let (volume, range) = (as_parts(self.volumes[index]), block.samples.range.clone());
        let TileRoom { starts, totals, bins, winners, .. } = room;
        let (totals, bins) = (&mut totals[first..first + self.routes], &mut bins[first..first + self.routes]);
        for (route, ((totals, bins), ranking)) in block.routes.iter().zip(totals.iter_mut().zip(bins).zip(rankings)) {
            let totals = &mut totals[range.clone()];
            route.totals(index, volume, &mut starts[..range.len()], totals);
            ranking.get_or_insert_with(|| Ranking::begin(totals)).count(totals, &mut bins[range.clone()]);
        }
        let field: Vec<&[f64]> = totals.iter().map(|totals| &totals[range.clone()]).collect();
        tally.add(block, volume, &field, winners);
    }

    fn summary(&self, tally: &Tally, rankings: &[Option<Ranking>], first: usize, room: &mut TileRoom) -> AtVolume {
        let count = as_number(self.samples);
        let TileRoom { totals, bins, gathered, .. } = room;
        let one = |(route, ranking): (usize, &Option<Ranking>)| {
            let (totals, bins) = (&totals[first + route], &bins[first + route]);
            let ranking = ranking.as_ref()?;
            let mean = tally.totals[route].iter().sum::<f64>() / count;
            let chance = tally.shares[route].iter().sum::<f64>() / count;
            let error = (self.replicates.len() > 1).then(|| PointError {
                mean: standard_error(&tally.totals[route], &self.replicates),
                p10: self.quantile_error(0.1, ranking, bins),
                p50: self.quantile_error(0.5, ranking, bins),
                p90: self.quantile_error(0.9, ranking, bins),
                probability_cheapest: standard_error(&tally.shares[route], &self.replicates),
            });
            let mut quantile = |q| ranking.quantile(q, totals, bins, gathered);
            let point = PointSummary {
                mean,
                p10: quantile(0.1),
                p50: quantile(0.5),
                p90: quantile(0.9),
                probability_cheapest: chance,
                standard_error: error
                    .map_or((chance * (1.0 - chance) / count).sqrt(), |error| error.probability_cheapest),
                regret: mean - tally.least.iter().sum::<f64>() / count,
                candidate: tally.candidate[route],
            };
            Some((point, error))
        };
        rankings.iter().enumerate().filter_map(one).collect()
    }

    fn quantile_error(&self, q: f64, ranking: &Ranking, bins: &[u16]) -> f64 {
        let bin = ranking.bin_at(q, self.samples);
        let mut start = 0;
        let below = self.replicates.iter().map(|&length| {
            let from = start;
            start += super::as_count(length);
            f64::from(up_to(&bins[from..start], bin))
        });
        let below: Vec<f64> = below.collect();
        standard_error(&below, &self.replicates) * ranking.slope(q)
    }
}
