//! What does the supplier charge for q parts?
//!
//! q is at least the minimum order. `Step`: all at the price of the last break reached; below the
//! first, at its price. `Incremental`: each bracket at its own price, part number Q_j the first of
//! its bracket. `LogLog`: ln p linear in ln q between the breaks, constant outside. With a release
//! quantity R the price is looked up at min(q, R). docs/model.md, section 2, "Purchase".

use super::rounding::count;
use crate::model::route::{Basis, Quote, Reading};

/// A price table in plain numbers: money for one part, in the scenario's currency.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteCase {
    /// `(quantity, price of one part)`, rising quantities, at least one.
    pub breaks: Vec<(f64, f64)>,
    /// By break: the slope of ln p in ln q up to the next one.
    slopes: Vec<f64>,
    /// How the table is read.
    pub reading: Reading,
    /// What the quantity counts.
    pub basis: Basis,
    /// The fewest parts that can be ordered.
    pub minimum_order: f64,
    /// Parts ordered at a time.
    pub release_quantity: Option<f64>,
    /// Whether more is bought where that is cheaper.
    pub over_buy: bool,
}

impl QuoteCase {
    /// The quote with `money` as the factor of currency and multiplier.
    pub(crate) fn new(quote: &Quote, money: f64) -> Self {
        #[allow(clippy::cast_precision_loss, reason = "quantities beyond 2^53 are refused by validation")]
        let breaks: Vec<(f64, f64)> = quote
            .breaks
            .iter()
            .map(|price| (price.0 as f64, price.1.likely() * quote.scale.likely() / quote.per as f64 * money))
            .collect();
        Self {
            slopes: breaks.windows(2).map(slope).collect(),
            breaks,
            reading: quote.reading,
            basis: quote.basis,
            minimum_order: count(&quote.minimum_order, 0.0),
            release_quantity: quote.release_quantity.as_ref().map(|quantity| count(quantity, 1.0)),
            over_buy: quote.over_buy,
        }
    }

    /// What the quantity counts: the accepted parts, or the starts behind them.
    pub(crate) fn needed(&self, volume: f64, starts: f64) -> f64 {
        match self.basis {
            Basis::Accepted => volume,
            Basis::Starts => starts,
        }
    }

    /// What is paid when `needed` parts are needed.
    #[must_use]
    pub fn purchase(&self, needed: f64) -> f64 {
        let quantity = needed.max(self.minimum_order);
        match self.reading {
            Reading::Incremental => self.incremental(quantity),
            Reading::Step if self.over_buy => self.cheapest_of_more(quantity),
            Reading::Step | Reading::LogLog => quantity * self.price_at(quantity),
        }
    }

    /// The price of one part when `quantity` are ordered in all (not for `Incremental`, where it is
    /// the price of the last part).
    #[must_use]
    pub fn price_at(&self, quantity: f64) -> f64 {
        let quantity = self.release_quantity.map_or(quantity, |release| quantity.min(release));
        match self.reading {
            Reading::Step | Reading::Incremental => self.break_at(quantity).1,
            Reading::LogLog => self.interpolated(quantity),
        }
    }

    /// By how much the purchase rises with one more part, where `needed` parts are needed. Between
    /// two [`QuoteCase::kinks`] it only rises or only falls.
    pub(crate) fn marginal(&self, needed: f64) -> f64 {
        if needed < self.minimum_order {
            return 0.0;
        }
        let price = self.price_at(needed);
        match self.reading {
            Reading::Step if self.over_buy && self.purchase(needed) < needed * price => 0.0,
            Reading::Step | Reading::Incremental => price,
            Reading::LogLog => price * (1.0 + self.log_log_slope(needed)),
        }
    }

    /// Quantities at which the purchase may jump or bend.
    pub(crate) fn kinks(&self) -> impl Iterator<Item = f64> + '_ {
        let quantities = self.breaks.iter().map(|&(from, _)| from);
        quantities.chain([self.minimum_order]).chain(self.release_quantity)
    }

    /// The slope of ln p in ln q at `quantity`; none where the price is constant.
    fn log_log_slope(&self, quantity: f64) -> f64 {
        let released = self.release_quantity.is_some_and(|release| quantity >= release);
        if released || quantity < self.break_at(quantity).0 {
            return 0.0;
        }
        self.slopes.get(self.index_at(quantity)).copied().unwrap_or(0.0)
    }

    fn index_at(&self, quantity: f64) -> usize {
        self.breaks.partition_point(|&(from, _)| from <= quantity).saturating_sub(1)
    }

    fn break_at(&self, quantity: f64) -> (f64, f64) {
        self.breaks.get(self.index_at(quantity)).copied().unwrap_or_default()
    }

    fn incremental(&self, quantity: f64) -> f64 {
        let mut sum = 0.0;
        for (index, &(from, price)) in self.breaks.iter().enumerate() {
            let first = if index == 0 { 0.0 } else { from - 1.0 };
            let last = self.breaks.get(index + 1).map_or(quantity, |&(next, _)| quantity.min(next - 1.0));
            if last > first {
                sum += (last - first) * price;
            }
        }
        sum
    }

    fn cheapest_of_more(&self, quantity: f64) -> f64 {
        let own = quantity * self.break_at(quantity).1;
        self.breaks
            .iter()
            .filter(|&&(from, _)| from > quantity)
            .fold(own, |best, &(from, price)| best.min(from * price))
    }

    fn interpolated(&self, quantity: f64) -> f64 {
        let (from, price) = self.break_at(quantity);
        match self.slopes.get(self.index_at(quantity)) {
            Some(&slope) if quantity > from => price * (quantity / from).powf(slope),
            _ => price,
        }
    }
}

/// The slope of ln p in ln q between two neighbouring breaks.
fn slope(pair: &[(f64, f64)]) -> f64 {
    match pair {
        [(from, price), (to, next)] => {
            (next.max(f64::MIN_POSITIVE) / price.max(f64::MIN_POSITIVE)).ln() / (to / from).ln()
        }
        _ => 0.0,
    }
}
