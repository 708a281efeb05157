//! Which draws decide where the quantiles lie between two volumes?
//!
//! A total is a straight line between two volumes and what whole starts and tools add to it, and a
//! quantile of all totals is nearly one. A draw whose line is below that of a quantile at both ends, by
//! more than may be added, is below it in between too. What is left are the draws whose lines cross that
//! of the quantile: the fewer, the closer the volumes are. The quantile among these, given how many are
//! below for certain, is that of all, as long as it is found where it was looked for.

use std::ops::Range;

use fearless_simd::dispatch;

use super::block::{BLOCK, Block};
use super::lanes;
use super::places::Places;
use super::quantile::{Quantile, quantile_of};
use super::select::{Guess, Near, select};
use super::{as_count, as_number};
use crate::cost::{Aligned, Extent, LoweredRoute, Straight, level};

/// How far a quantile may be from the line, in probability, where one volume is e times the other: it grows with
/// the square of the logarithm.
const BEND: f64 = 0.012;

/// How far it may be from the line in any case, in standard errors of a share, which is at most 1/(2·√draws): draws
/// make it rough.
const ROUGH: f64 = 0.64;

/// How far it may be from as far off the line as it was found last, in probability.
const NEXT: f64 = 0.001;

/// How far rounding may lead astray.
const ROUNDING: f64 = 1e-8;

/// Where a number may change sides: up to `low` it is below, beyond `high` above.
#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    pub(super) low: f64,
    pub(super) high: f64,
}

/// A quantile at a volume.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) index: usize,
    pub(super) volume: f64,
    pub(super) quantile: Quantile,
}

/// The draws of a route that decide where a quantile lies between two volumes.
pub(super) struct Deciding {
    share: f64,
    pub(super) known: [Known; 2],
    route: LoweredRoute,
    /// By replicate.
    counts: Vec<usize>,
    /// By replicate: how many other draws are below for certain.
    below: Vec<f64>,
    /// Where the quantile is looked for at both ends.
    bands: [Band; 2],
    /// Where the line of a draw that may change sides is.
    wider: [Band; 2],
    /// How far off the line the quantile was found last.
    off: f64,
}

/// Draws in a row, of one replicate.
pub(super) struct Piece<'a> {
    route: &'a LoweredRoute,
    within: Range<usize>,
    replicate: usize,
}

/// One of so many draws decides at most between two volumes at which all are looked at, as a rule.
const FEW_DECIDE: usize = 2;

/// Room to work in.
#[derive(Default)]
pub(super) struct Room {
    /// Draws that may decide.
    deciding: usize,
    /// How far a quantile of so many may be from a line in any case, in probability.
    rough: f64,
    starts: Vec<f64>,
    /// By quantile.
    pub(super) near: [Near; 3],
    pub(super) places: Places,
    columns: Vec<Aligned>,
    routes: Vec<LoweredRoute>,
}

impl Room {
    /// For so many draws.
    pub(super) fn of(self, draws: usize) -> Self {
        Self { deciding: draws / FEW_DECIDE, rough: ROUGH / (2.0 * as_number(draws).sqrt()), ..self }
    }

    /// Room for draws that decide.
    fn route(&mut self) -> LoweredRoute {
        self.routes.pop().unwrap_or_default().emptied(self.deciding)
    }

    /// Room for so many totals.
    pub(super) fn column(&mut self, count: usize) -> Aligned {
        let mut column = self.columns.pop().unwrap_or_default();
        column.resize(count);
        column
    }

    /// Room for so many starts.
    pub(super) fn starts(&mut self, count: usize) -> &mut [f64] {
        if self.starts.len() < count {
            self.starts.resize(count, 0.0);
        }
        &mut self.starts[..count]
    }

    /// Keeps room for the next.
    pub(super) fn keep(&mut self, column: Aligned) {
        self.columns.push(column);
    }

    /// Keeps the room of draws that decided.
    pub(super) fn keep_route(&mut self, deciding: Deciding) {
        self.routes.push(deciding.route);
    }
}

/// The draws of a block under which a route is a sum.
pub(super) fn pieces<'a>(block: &'a Block, route: &'a LoweredRoute) -> impl Iterator<Item = Piece<'a>> {
    block.samples.runs.iter().map(move |run| Piece { route, within: run.within.clone(), replicate: run.replicate })
}

/// Adds to each those of some draws that decide, given the lines of all draws of their route at both ends; false
/// where they do not have the same steps as those before.
pub(super) fn add<'a>(
    deciding: &mut [Deciding],
    pieces: impl Iterator<Item = Piece<'a>>,
    lines: [&[f64]; 2],
    places: &mut Places,
) -> bool {
    for Piece { route, within, replicate } in pieces {
        for start in within.clone().step_by(BLOCK) {
            let lines = lines.map(|lines| &lines[start..within.end.min(start + BLOCK)]);
            for it in &mut *deciding {
                it.below[replicate] += dispatch!(level(), simd => places.contested(simd, start, lines, it.wider));
                it.counts[replicate] += places.draws().len();
                if !it.route.take(route, places.draws()) {
                    return false;
                }
            }
        }
    }
    true
}

impl Deciding {
    /// None so far, of all draws, for this quantile between two volumes at which it is known.
    pub(super) fn none(share: f64, known: [Known; 2], straight: &Straight, replicates: usize, room: &mut Room) -> Self {
        let anywhere = Band { low: f64::NEG_INFINITY, high: f64::INFINITY };
        Self::none_within([anywhere; 2], share, known, straight, vec![0.0; replicates], room)
    }

    /// Of these those that decide between two volumes in between: what these leave out of account is on its side of
    /// where they look for the quantile, so it must not be looked for beyond.
    pub(super) fn closer(&self, known: [Known; 2], extent: &Extent, room: &mut Room) -> Self {
        let ends = known.map(|end| end.volume);
        let straight = extent.straight(ends[0], ends[1]);
        let outer = ends.map(|volume| self.band(volume));
        let mut closer = Self::none_within(outer, self.share, known, &straight, self.below.clone(), room);
        let [mut before, mut after] = [(); 2].map(|()| room.column(self.route.draws()));
        self.route.lines(&straight, ends, [&mut before, &mut after]);
        add(std::slice::from_mut(&mut closer), self.pieces(), [&before, &after], &mut room.places);
        room.keep(before);
        room.keep(after);
        closer
    }

    fn none_within(
        outer: [Band; 2],
        share: f64,
        known: [Known; 2],
        straight: &Straight,
        below: Vec<f64>,
        room: &mut Room,
    ) -> Self {
        let [from, to] = known.map(|end| end.volume);
        let bend = (BEND * (to / from).ln().powi(2)).max(room.rough);
        let bands = [0, 1].map(|end: usize| known[end].quantile.band(straight.evened, bend).and(outer[end]));
        let wider = |band: Band| Band { low: band.low - straight.above, high: band.high + straight.below };
        Self {
            share,
            known,
            route: room.route(),
            counts: vec![0; below.len()],
            below,
            bands,
            wider: bands.map(wider),
            off: 0.0,
        }
    }

    /// Between two numbers, as a volume is between the two.
    fn between(&self, volume: f64, [before, after]: [f64; 2]) -> f64 {
        let [from, to] = self.known.map(|end| end.volume);
        before + (after - before) * ((volume - from) / (to - from))
    }

    /// Where the quantile is looked for at a volume.
    fn band(&self, volume: f64) -> Band {
        let low = self.between(volume, self.bands.map(|band| band.low));
        Band { low, high: self.between(volume, self.bands.map(|band| band.high)) }
    }

    /// The draws.
    fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let mut end = 0;
        self.counts.iter().enumerate().map(move |(replicate, count)| {
            end += count;
            Piece { route: &self.route, within: end - count..end, replicate }
        })
    }

    /// Their totals at a volume.
    pub(super) fn totals(&self, volume: f64, room: &mut Room) -> Aligned {
        let mut totals = room.column(self.route.draws());
        self.route.totals(volume, room.starts(totals.len()), &mut totals);
        totals
    }

    /// The quantile of all draws, which are as many as `lengths` say by replicate, at a volume in between at which
    /// these have such totals; none where it is not where it was looked for.
    pub(super) fn quantile(
        &mut self,
        volume: f64,
        totals: &[f64],
        lengths: &[f64],
        room: &mut Near,
    ) -> Option<Quantile> {
        let position = self.share * (lengths.iter().sum::<f64>() - 1.0);
        let rank = as_count(position).checked_sub(as_count(self.below.iter().sum()))?;
        if rank + 1 >= totals.len() {
            return None;
        }
        let line = self.between(volume, self.known.map(|end| end.quantile.value));
        let slope = self.between(volume, self.known.map(|end| end.quantile.slope));
        let found = select(totals, rank, Guess { value: line + self.off, reach: NEXT * slope }, room);
        let band = self.band(volume);
        if found.value < band.low || found.next > band.high {
            return None;
        }
        let value = found.at(position);
        self.off = value - line;
        let up_to = self.pieces().zip(&self.below).map(|(piece, below)| {
            below + dispatch!(level(), simd => lanes::count_up_to(simd, &totals[piece.within.clone()], value))
        });
        Some(quantile_of(value, slope, &up_to.collect::<Vec<f64>>(), lengths))
    }
}

impl Band {
    fn and(self, other: Self) -> Self {
        Self { low: self.low.max(other.low), high: self.high.min(other.high) }
    }
}

impl Quantile {
    /// Where to look for it near a volume at which it is known.
    fn band(&self, ripple: f64, bend: f64) -> Band {
        let reach = ripple + bend * self.slope + ROUNDING * self.value.abs();
        Band { low: self.value - reach, high: self.value + reach }
    }
}
