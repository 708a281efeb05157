//! Where do the quantiles of a route's totals lie along the volumes?
//!
//! At every eighth volume all totals are looked at, in between only those that decide
//! ([`super::contested`]). A quantile interpolates linearly at (K−1)q. Its error is that of the share
//! of draws below it, over the replicates, times the rise of the quantile with its share (Woodruff
//! 1952), which the first draws in their order tell.

use std::ops::Range;

use fearless_simd::dispatch;

use super::super::interrupt::Interrupt;
use super::block::{BLOCK, Block, RouteBlock};
use super::contested::{Contested, Room};
use super::select::{Found, Guess, select};
use super::tally::standard_error;
use super::{as_count, as_number, lanes};
use crate::cost::{Extent, as_parts, level};

/// The quantiles that are told.
pub(super) const SHARES: [f64; 3] = [0.1, 0.5, 0.9];

/// Half of the width, in probability, over which the rise is taken.
const RISE_SHARE: f64 = 0.04;

/// The first draws, whose order tells where to look.
const RULER: usize = 1_024;

/// Volumes from one at which all totals are looked at to the next.
const STRIDE: usize = 16;

/// Samples from which on it pays to look for those that decide.
const MANY: usize = 1_024;

/// A quantile, how it rises with its share, and its standard error.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Quantile {
    pub(super) value: f64,
    pub(super) slope: f64,
    pub(super) error: f64,
}

/// How many draws are at most the values found for the quantiles.
pub(super) struct UpTo {
    /// By quantile, replicate.
    counts: [Vec<f64>; 3],
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
}

/// A volume at which all totals are known.
pub(super) struct End {
    pub(super) volume: f64,
    /// By draw.
    pub(super) totals: Vec<f64>,
    pub(super) quantiles: [Quantile; 3],
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
        let extents = blocks.iter().map(|block| match &block.routes[route] {
            RouteBlock::Sum(lowered) => Some(lowered.extent()),
            RouteBlock::Totals { .. } => None,
        });
        let both = |all: Option<Extent>, one: Option<Extent>| all.zip(one).and_then(|(all, one)| all.and(&one));
        let extent = if samples < MANY { None } else { extents.reduce(both).flatten() };
        Self { blocks, volumes, route, samples, lengths, extent }
    }

    /// How many strides the volumes fall into.
    pub(super) fn strides(&self) -> usize {
        self.volumes.len().div_ceil(STRIDE)
    }

    /// The quantiles at the volumes of these strides. None where interrupted.
    pub(super) fn quantiles(
        &self,
        strides: Range<usize>,
        room: &mut Room,
        interrupt: &dyn Interrupt,
    ) -> Option<Vec<[Quantile; 3]>> {
        let last = self.volumes.len() - 1;
        let (first, end) = (strides.start * STRIDE, (strides.end * STRIDE).min(last + 1));
        let mut quantiles = Vec::with_capacity(end - first);
        if self.extent.is_none() {
            for index in first..end {
                let end = (!interrupt.is_requested()).then(|| self.end(index, room))?;
                quantiles.push(end.quantiles);
                room.columns.push(end.totals);
            }
            return Some(quantiles);
        }
        let mut from = self.end(first, room);
        for start in (first..end).step_by(STRIDE) {
            if interrupt.is_requested() {
                return None;
            }
            quantiles.push(from.quantiles);
            let to = self.end((start + STRIDE).min(last), room);
            let ends = [&from, &to];
            let contested = self.extent.as_ref().and_then(|extent| {
                Contested::between(ends, self.blocks, (self.route, extent), self.lengths.len(), room)
            });
            for index in start + 1..(start + STRIDE).min(last) {
                let volume = as_parts(self.volumes[index]);
                let found = contested.as_ref().and_then(|it| it.quantiles(volume, self.samples, self.lengths, room));
                quantiles.push(found.unwrap_or_else(|| self.end(index, room).quantiles));
            }
            room.columns.push(std::mem::replace(&mut from, to).totals);
            room.route = contested.map(Contested::into_route);
        }
        if end == last + 1 && quantiles.len() < end - first {
            quantiles.push(from.quantiles);
        }
        room.columns.push(from.totals);
        Some(quantiles)
    }

    /// All totals at volume number `index`, in place of others.
    fn end(&self, index: usize, room: &mut Room) -> End {
        let (volume, mut starts) = (as_parts(self.volumes[index]), [0.0; BLOCK]);
        let mut totals = room.columns.pop().unwrap_or_default();
        totals.resize(self.samples, 0.0);
        for block in self.blocks {
            let into = &mut totals[block.samples.range.clone()];
            block.routes[self.route].totals(index, volume, &mut starts[..into.len()], into);
        }
        let quantiles = self.of_all(&totals);
        End { volume, totals, quantiles }
    }

    fn of_all(&self, totals: &[f64]) -> [Quantile; 3] {
        let mut ruler = totals[..totals.len().min(RULER)].to_vec();
        ruler.sort_unstable_by(f64::total_cmp);
        let last = as_number(ruler.len() - 1);
        let at = |share: f64| as_count((share * last).round());
        let slopes = SHARES.map(|share| {
            let (from, to) = (at(share - RISE_SHARE), at(share + RISE_SHARE));
            let slope = (ruler[to] - ruler[from]) * as_number(ruler.len()) / as_number((to - from).max(1));
            if slope.is_finite() { slope } else { 0.0 }
        });
        let positions = SHARES.map(|share| share * as_number(totals.len() - 1));
        let ranks = positions.map(as_count);
        let found = if ruler.len() == totals.len() {
            ranks.map(|rank| Found { value: ruler[rank], next: ruler[(rank + 1).min(ruler.len() - 1)] })
        } else {
            let guess =
                |place: usize| Guess { value: ruler[at(SHARES[place])], rise: slopes[place] / as_number(totals.len()) };
            select(totals, ranks, [0, 1, 2].map(guess))
        };
        let values = [0, 1, 2].map(|place: usize| found[place].at(positions[place]));
        let mut up_to = UpTo::new(self.lengths.len());
        for block in self.blocks {
            let totals = &totals[block.samples.range.clone()];
            block.samples.runs.iter().for_each(|run| up_to.add(run.replicate, &totals[run.within.clone()], values));
        }
        up_to.quantiles(values, slopes, self.lengths)
    }
}

impl UpTo {
    pub(super) fn new(replicates: usize) -> Self {
        Self { counts: std::array::from_fn(|_| vec![0.0; replicates]) }
    }

    /// Counts those of one replicate's totals that are at most these values.
    pub(super) fn add(&mut self, replicate: usize, totals: &[f64], values: [f64; 3]) {
        let beyond = values.map(f64::next_up);
        let up_to = dispatch!(level(), simd => lanes::count_below(simd, totals, beyond));
        self.counts.iter_mut().zip(up_to).for_each(|(counts, up_to)| counts[replicate] += up_to);
    }

    /// Adds draws that are certain to be below.
    pub(super) fn add_certain(&mut self, below: &[Vec<f64>; 3]) {
        for (counts, below) in self.counts.iter_mut().zip(below) {
            counts.iter_mut().zip(below).for_each(|(count, below)| *count += below);
        }
    }

    /// The quantiles with these values, given how they rise with their share.
    pub(super) fn quantiles(&self, values: [f64; 3], slopes: [f64; 3], lengths: &[f64]) -> [Quantile; 3] {
        [0, 1, 2].map(|place: usize| Quantile {
            value: values[place],
            slope: slopes[place],
            error: standard_error(&self.counts[place], lengths) * slopes[place],
        })
    }
}
