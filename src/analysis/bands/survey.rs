//! What do all draws come to at some volumes?
//!
//! Means and chances are summed up block by block, as they are drawn; quantiles are found route by
//! route. The error of a mean is that of the means of the replicates.

use super::super::interrupt::Interrupt;
use super::super::monte_carlo::PointSummary;
use super::super::pieces::spread;
use super::block::Block;
use super::quantile::{Axis, Quantile};
use super::rooms::{Lent, Rooms};
use super::tally::{Tally, standard_error};
use super::{PointError, as_number};

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

impl Survey<'_> {
    /// The routes' figures at all volumes, with `show` told which share is done. None where interrupted.
    pub(super) fn all(
        &self,
        rooms: &Rooms,
        threads: usize,
        interrupt: &(dyn Interrupt + Sync),
        show: &(dyn Fn(f64) + Sync),
    ) -> Option<Vec<AtVolume>> {
        let along = |route| Axis::new(self.blocks, self.volumes, route, self.samples, &self.replicates);
        let axes: Vec<Axis> = (0..self.routes).map(along).collect();
        let strides = axes.first()?.strides();
        let found = |room: &mut Lent<'_>, piece: usize| {
            axes[piece % self.routes].quantiles(piece / self.routes, &mut room.own, interrupt)
        };
        let found = spread(strides * self.routes, threads, interrupt, show, || rooms.lend(self.samples), found)?;
        let found = found.into_iter().collect::<Option<Vec<_>>>()?;
        let along = |route: usize| found.iter().skip(route).step_by(self.routes).flatten().copied().collect();
        let quantiles: Vec<Vec<[Quantile; 3]>> = (0..self.routes).map(along).collect();
        let mut tally = Tally::new(self.volumes.len(), self.routes, self.replicates.len());
        self.blocks.iter().for_each(|block| tally.add(block));
        let at_volume = |volume: usize| {
            let summary = |route: usize| self.summary(&tally, volume, route, &quantiles[route][volume]);
            (0..self.routes).map(summary).collect()
        };
        Some((0..self.volumes.len()).map(at_volume).collect())
    }

    fn summary(
        &self,
        tally: &Tally,
        volume: usize,
        route: usize,
        quantiles: &[Quantile; 3],
    ) -> (PointSummary, Option<PointError>) {
        let (count, totals, shares) =
            (as_number(self.samples), tally.totals(volume, route), tally.shares(volume, route));
        let mean = totals.iter().sum::<f64>() / count;
        let chance = shares.iter().sum::<f64>() / count;
        let ([p10, p50, p90], candidacy) = (quantiles, tally.candidacy(volume, route));
        let error = (self.replicates.len() > 1).then(|| PointError {
            mean: standard_error(&totals, &self.replicates),
            p10: p10.error,
            p50: p50.error,
            p90: p90.error,
            probability_cheapest: standard_error(&shares, &self.replicates),
        });
        let point = PointSummary {
            mean,
            p10: p10.value,
            p50: p50.value,
            p90: p90.value,
            probability_cheapest: chance,
            standard_error: error.map_or((chance * (1.0 - chance) / count).sqrt(), |error| error.probability_cheapest),
            regret: mean - tally.least(volume).iter().sum::<f64>() / count,
            candidate: candidacy.in_any,
            always_candidate: candidacy.in_every,
        };
        (point, error)
    }
}
