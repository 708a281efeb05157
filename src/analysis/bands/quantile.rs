//! Where do the quantiles of a route's totals lie along the volumes?
//!
//! At every 25th volume or so all totals are looked at; in between only those that decide are
//! ([`super::contested`]), at some volumes first, which tell who decides between these. A quantile
//! interpolates linearly at (K−1)q. Its error is that of the share of draws below it, over the
//! replicates, times the rise of the quantile with its share (Woodruff 1952), which the first draws in
//! their order tell.

use std::sync::OnceLock;

use super::super::interrupt::Interrupt;
use super::block::{BLOCK, Block};
use super::contested::{Deciding, Known, Room, add, pieces};
use super::select::{Found, Guess, Near, select};
use super::tally::standard_error;
use super::{as_count, as_number};
use crate::cost::{Extent, as_parts};

/// The quantiles that are told.
pub(super) const SHARES: [f64; 3] = [0.1, 0.5, 0.9];

/// Half of the width, in probability, over which the rise is taken.
const RISE_SHARE: f64 = 0.04;

/// The first draws, whose order tells where to look.
const RULER: usize = 1_024;

/// So many times as many draws tell better where to look.
const FINER: usize = 8;

/// How many of its standard errors a quantile of some draws may be from that of all.
const ERRORS: f64 = 4.0;

/// Volumes from one at which all totals are looked at to the next, about.
const STRIDE: usize = 25;

/// Parts that volumes fall into which are looked at with the same draws at first.
const PARTS: usize = 4;

/// Volumes that are all looked at with the same draws.
const CLOSE: usize = 8;

/// Samples from which on it pays to look for those that decide.
const MANY: usize = 1_024;

/// A quantile, how it rises with its share, and its standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Quantile {
    pub(super) value: f64,
    pub(super) slope: f64,
    pub(super) error: f64,
}

/// A route along the volumes.
pub(super) struct Axis<'a> {
    blocks: &'a [Block],
    volumes: &'a [u64],
    route: usize,
    samples: usize,
    /// Samples by replicate.
    lengths: &'a [f64],
    /// None where all totals must be looked at everywhere.
    extent: Option<Extent>,
    /// Volumes from where a stride begins to where it ends.
    stride: usize,
    /// Where strides begin, and at the last volume.
    borders: Vec<OnceLock<[Quantile; 3]>>,
}

impl Found {
    /// The quantile at a position whose whole part is the rank that was found.
    pub(super) fn at(&self, position: f64) -> f64 {
        // Two infinite numbers have no difference.
        let rise = if self.next > self.value { self.next - self.value } else { 0.0 };
        self.value + if rise > 0.0 { (position - position.floor()) * rise } else { 0.0 }
    }
}

impl<'a> Axis<'a> {
    pub(super) fn new(
        blocks: &'a [Block],
        volumes: &'a [u64],
        route: usize,
        samples: usize,
        lengths: &'a [f64],
    ) -> Self {
        let extents = blocks.iter().map(|block| block.routes[route].extent().cloned());
        let both = |all: Option<Extent>, one: Option<Extent>| all.zip(one).and_then(|(all, one)| all.and(&one));
        let extent = if samples < MANY { None } else { extents.reduce(both).flatten() };
        let last = volumes.len() - 1;
        let strides = ((last + STRIDE / 2) / STRIDE).max(1);
        let borders = (0..=strides).map(|_| OnceLock::new()).collect();
        Self { blocks, volumes, route, samples, lengths, extent, stride: last.div_ceil(strides), borders }
    }

    /// How many strides the volumes fall into.
    pub(super) fn strides(&self) -> usize {
        self.borders.len() - 1
    }

    /// The quantiles at the volumes of a stride. None where interrupted.
    pub(super) fn quantiles(
        &self,
        stride: usize,
        room: &mut Room,
        interrupt: &dyn Interrupt,
    ) -> Option<Vec<[Quantile; 3]>> {
        let last = self.volumes.len() - 1;
        let [start, end] = [stride, stride + 1].map(|border| (border * self.stride).min(last));
        let (is_last, mut quantiles) = (stride + 1 == self.strides(), Vec::with_capacity(end + 1 - start));
        if let Some(extent) = &self.extent {
            let (from, to) = (self.at_border(stride, start, room), self.at_border(stride + 1, end, room));
            quantiles.resize(end - start, from);
            if let Some(found) = quantiles.get_mut(1..) {
                let known = [0, 1, 2].map(|place: usize| [self.known(start, from[place]), self.known(end, to[place])]);
                self.between(known, extent, found, room);
            }
            quantiles.extend(is_last.then_some(to));
        } else {
            let indexes = (start..end).chain(is_last.then_some(last));
            quantiles.extend(indexes.map_while(|it| (!interrupt.is_requested()).then(|| self.everywhere(it, room))));
        }
        (!interrupt.is_requested()).then_some(quantiles)
    }

    /// The quantiles at volume number `index`, where one stride ends and another begins: found by whoever needs them first.
    fn at_border(&self, border: usize, index: usize, room: &mut Room) -> [Quantile; 3] {
        *self.borders[border].get_or_init(|| self.everywhere(index, room))
    }

    fn known(&self, index: usize, quantile: Quantile) -> Known {
        Known { index, volume: as_parts(self.volumes[index]), quantile }
    }

    /// Finds the quantiles at the volumes between two at which they are known.
    fn between(&self, known: [[Known; 2]; 3], extent: &Extent, found: &mut [[Quantile; 3]], room: &mut Room) {
        let first = known[0][0].index + 1;
        let Some(deciding) = self.deciding([0, 1, 2].map(|it: usize| (SHARES[it], known[it])), extent, room) else {
            return (first..).zip(found).for_each(|(index, found)| *found = self.everywhere(index, room));
        };
        for (quantile, mut deciding) in deciding.into_iter().enumerate() {
            let mut column = vec![Quantile::default(); found.len()];
            self.fill(quantile, &mut deciding, extent, &mut column, room);
            found.iter_mut().zip(column).for_each(|(found, it)| found[quantile] = it);
            room.keep_route(deciding);
        }
    }

    /// Of all draws those that decide about quantiles that are known at the same two volumes; none where draws do not
    /// have the same steps.
    fn deciding<const COUNT: usize>(
        &self,
        quantiles: [(f64, [Known; 2]); COUNT],
        extent: &Extent,
        room: &mut Room,
    ) -> Option<[Deciding; COUNT]> {
        let ends = quantiles.first()?.1.map(|end| end.volume);
        let straight = extent.straight(ends[0], ends[1]);
        let mut deciding =
            quantiles.map(|(share, known)| Deciding::none(share, known, &straight, self.lengths.len(), room));
        let [mut before, mut after] = [(); 2].map(|()| room.column(BLOCK));
        for block in self.blocks {
            let count = block.samples.range.len();
            let [before, after] = [&mut before[..count], &mut after[..count]];
            let route = block.routes[self.route].sum()?;
            route.lines(&straight, ends, [before, after]);
            if !add(&mut deciding, pieces(block, route), [before, after], &mut room.places) {
                return None;
            }
        }
        room.keep(before);
        room.keep(after);
        Some(deciding)
    }

    /// The totals of a block at volume number `index`.
    fn totals(&self, block: &Block, index: usize, into: &mut [f64], room: &mut Room) {
        block.routes[self.route].totals(index, as_parts(self.volumes[index]), room.starts(into.len()), into);
    }

    /// Finds a quantile at the volumes between two, given the draws that decide.
    fn fill(&self, quantile: usize, deciding: &mut Deciding, extent: &Extent, found: &mut [Quantile], room: &mut Room) {
        let [from, to] = deciding.known;
        if found.len() < CLOSE {
            for (index, found) in (from.index + 1..).zip(found) {
                let at = self.decided(deciding, index, room).map(|known| known.quantile);
                *found = at.unwrap_or_else(|| self.everywhere(index, room)[quantile]);
            }
            return;
        }
        let (first, step) = (from.index + 1, (found.len() + 1).div_ceil(PARTS));
        let (mut before, mut astray) = (from, false);
        for index in (from.index + step..to.index).step_by(step).chain([to.index]) {
            let known = if index == to.index { Some(to) } else { self.decided(deciding, index, room) };
            // Where they do not tell, all draws are asked who decides from here on.
            astray |= known.is_none();
            let after = known.unwrap_or_else(|| self.known(index, self.everywhere(index, room)[quantile]));
            let of_all = astray.then(|| self.deciding([(SHARES[quantile], [before, after])], extent, room)).flatten();
            let mut closer = match of_all {
                Some([closer]) => closer,
                None => deciding.closer([before, after], extent, room),
            };
            self.fill(quantile, &mut closer, extent, &mut found[before.index + 1 - first..index - first], room);
            room.keep_route(closer);
            if let Some(found) = found.get_mut(index - first) {
                *found = after.quantile;
            }
            before = after;
        }
    }

    /// The quantile at volume number `index` as the draws that decide tell it.
    fn decided(&self, deciding: &mut Deciding, index: usize, room: &mut Room) -> Option<Known> {
        let volume = as_parts(self.volumes[index]);
        let totals = deciding.totals(volume, room);
        let quantile = deciding.quantile(volume, &totals, self.lengths, &mut room.near[0]);
        room.keep(totals);
        Some(self.known(index, quantile?))
    }

    /// The quantiles at volume number `index`, of all totals.
    fn everywhere(&self, index: usize, room: &mut Room) -> [Quantile; 3] {
        let mut totals = room.column(BLOCK);
        let first: Vec<&Block> =
            self.blocks.iter().take_while(|block| block.samples.range.start < RULER * FINER).collect();
        let mut looked_at = Vec::new();
        for block in &first {
            let totals = &mut totals[..block.samples.range.len()];
            self.totals(block, index, totals, room);
            looked_at.extend_from_slice(totals);
        }
        let guesses = guesses(&looked_at, self.samples, &mut room.near[0]);
        room.near.iter_mut().zip(guesses).for_each(|(near, (guess, _))| near.start(guess));
        for (number, block) in self.blocks.iter().enumerate() {
            let totals = &mut totals[..block.samples.range.len()];
            if number < first.len() {
                totals.copy_from_slice(&looked_at[block.samples.range.clone()]);
            } else {
                self.totals(block, index, totals, room);
            }
            for run in &block.samples.runs {
                room.near.iter_mut().for_each(|near| near.look(&totals[run.within.clone()]));
            }
        }
        room.keep(totals);
        [0, 1, 2].map(|quantile: usize| {
            let (guess, slope) = guesses[quantile];
            let position = SHARES[quantile] * as_number(self.samples - 1);
            let found = room.near[quantile].find(as_count(position));
            let found = found.unwrap_or_else(|| self.anywhere(index, quantile, guess, room));
            let value = found.at(position);
            let mut up_to = vec![0.0; self.lengths.len()];
            let replicates = self.blocks.iter().flat_map(|block| &block.samples.runs).map(|run| run.replicate);
            replicates.zip(room.near[quantile].up_to(value)).for_each(|(replicate, count)| up_to[replicate] += count);
            quantile_of(value, slope, &up_to, self.lengths)
        })
    }

    /// The total with the rank of a quantile at volume number `index`, which is not near the guess; what is near is
    /// looked for anew.
    fn anywhere(&self, index: usize, quantile: usize, guess: Guess, room: &mut Room) -> Found {
        let mut totals = vec![0.0; self.samples];
        for block in self.blocks {
            self.totals(block, index, &mut totals[block.samples.range.clone()], room);
        }
        let (rank, near) = (as_count(SHARES[quantile] * as_number(self.samples - 1)), &mut room.near[quantile]);
        let found = select(&totals, rank, guess, near);
        near.start(Guess { value: found.value, reach: 0.0 });
        for block in self.blocks {
            let totals = &totals[block.samples.range.clone()];
            block.samples.runs.iter().for_each(|run| near.look(&totals[run.within.clone()]));
        }
        found
    }
}

/// Where the first totals say that the quantiles of `all` as many lie, and how these rise with their share.
fn guesses(first: &[f64], all: usize, room: &mut Near) -> [(Guess, f64); 3] {
    let mut ruler = first[..first.len().min(RULER)].to_vec();
    ruler.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| as_count((share * as_number(ruler.len() - 1)).round());
    SHARES.map(|share| {
        let (from, to) = (at(share - RISE_SHARE), at(share + RISE_SHARE));
        let slope = (ruler[to] - ruler[from]) * as_number(ruler.len()) / as_number((to - from).max(1));
        let slope = if slope.is_finite() { slope } else { 0.0 };
        let guess = |value: f64, looked: usize| {
            let error = (share * (1.0 - share) / as_number(looked)).sqrt() * slope;
            Guess { value, reach: ERRORS * error }
        };
        let coarse = guess(ruler[at(share)], ruler.len());
        if first.len() < ruler.len() * FINER || first.len() == all {
            return (coarse, slope);
        }
        let position = share * as_number(first.len() - 1);
        (guess(select(first, as_count(position), coarse, room).at(position), first.len()), slope)
    })
}

/// The quantile with this value, given how it rises with its share and by replicate how many draws are at most that.
pub(super) fn quantile_of(value: f64, slope: f64, up_to: &[f64], lengths: &[f64]) -> Quantile {
    Quantile { value, slope, error: standard_error(up_to, lengths) * slope }
}
