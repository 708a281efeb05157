//! How much NRE is a lower price worth: which pairs of the two make a route tie with the best other one?
//!
//! A total moves straight with the base of the NRE, n, and with the price of a part, p (all prices of
//! the table changed by the same share): TC(n, p) = c + a·n + b·p. The route ties where that is the least
//! total T of the routes that do not buy from the same supplier: the line n = (T − c − b·p)/a, from the
//! price that is bearable without NRE, (T − c)/b, to the NRE that is bearable with free parts, (T − c)/a.
//! A staged route that buys its main stage there has a line of its own.

use super::goal_seek::{supplier, unit_price};
use super::winner::Standing;
use crate::cost::Case;
use crate::model::route::Nre;
use crate::model::{Estimate, Scenario};

/// Pairs of price and NRE at which a route ties with its best rival.
#[derive(Clone, Debug, PartialEq)]
pub struct TieLine {
    /// Index of the route.
    pub route: usize,
    /// Index of the cheapest route that does not buy from the same supplier.
    pub rival: usize,
    /// Present price of a part and base of the NRE, in the supplier's currency.
    pub now: (f64, f64),
    /// Where the line ends on the axis of prices: the price that ties without NRE.
    pub price_without_nre: f64,
    /// Where it ends on the axis of the NRE: the base that ties with free parts.
    pub nre_without_price: f64,
}

/// What can be said of a route's price and NRE together.
#[derive(Clone, Debug, PartialEq)]
pub enum TradeOff {
    /// It ties along this line; with less of either it costs less.
    Line(TieLine),
    /// It costs more than its best rival even without NRE and with free parts.
    DearerEvenFree {
        /// Index of the route.
        route: usize,
        /// Index of that rival.
        rival: usize,
        /// By how much.
        by: f64,
    },
}

impl TieLine {
    /// The base of the NRE that ties at a price; negative beyond the end of the line.
    #[must_use]
    pub fn nre_at(&self, price: f64) -> f64 {
        self.nre_without_price * (1.0 - price / self.price_without_nre)
    }

    /// `count` points `(price, NRE)` from one axis to the other; at least the two ends.
    #[must_use]
    pub fn points(&self, count: u32) -> Vec<(f64, f64)> {
        let steps = count.max(2) - 1;
        let price = |step: u32| self.price_without_nre * f64::from(step) / f64::from(steps);
        // The last one lies on the axis, whatever rounding makes of it.
        let nre = |step: u32| if step == steps { 0.0 } else { self.nre_at(price(step)) };
        (0..=steps).map(|step| (price(step), nre(step))).collect()
    }
}

/// The trade-off of every route that buys from the supplier of number `route` at `volume`: of the route
/// itself, and of staged ones whose main stage it is. Empty where that supplier quotes no price, or where
/// no other route competes.
#[must_use]
pub fn trade_offs(scenario: &Scenario, route: usize, volume: u64) -> Vec<TradeOff> {
    let found = supplier(scenario, route).and_then(|of| {
        let question = Question { scenario, of, volume };
        let buyers = (0..scenario.routes.len()).filter(|&buyer| supplier(scenario, buyer) == Some(of));
        let (rival, least) = question.best_rival()?;
        Some(buyers.filter_map(|buyer| question.of_route(buyer, rival, least)).collect())
    });
    found.unwrap_or_default()
}

struct Question<'a> {
    scenario: &'a Scenario,
    /// Index of the route whose price and NRE move.
    of: usize,
    volume: u64,
}

impl Question<'_> {
    /// The cheapest route that has nothing to do with the supplier, and its total.
    fn best_rival(&self) -> Option<(usize, f64)> {
        let id = &self.scenario.routes.get(self.of)?.id;
        let buys = |route: usize| {
            let staged = self.scenario.routes.get(route).and_then(|route| route.staged.as_ref());
            route == self.of || staged.is_some_and(|staged| staged.pilot == *id || staged.main == *id)
        };
        let standing = Standing::at(&Case::likely(self.scenario), self.volume);
        let rival = standing.ranked().into_iter().find(|&route| !buys(route))?;
        Some((rival, standing.evaluations.get(rival)?.total))
    }

    fn of_route(&self, route: usize, rival: usize, least: f64) -> Option<TradeOff> {
        let asked = self.scenario.routes.get(self.of)?;
        let (scale, base) =
            (asked.quote.as_ref()?.scale.likely(), asked.nre.as_ref().map_or(0.0, |nre| nre.base.likely()));
        let (free, listed) = (self.case(0.0, 0.0)?, self.case(1.0, 0.0)?);
        let money = asked.exchange_rate.likely() * asked.unit_multiplier.likely();
        let price = unit_price(&listed, route, self.volume)? / money;
        let spread = least.abs().max(1.0);
        let nothing = free.evaluate(route, self.volume);
        let total = |case: &Case| case.evaluate(route, self.volume).total - nothing.total;
        let (by_price, by_nre) = (total(&listed) / price, total(&self.case(0.0, spread)?) / spread);
        let room = least - nothing.total;
        if !nothing.candidate || by_price <= 0.0 || by_nre <= 0.0 || !by_price.is_finite() {
            return None;
        }
        if room < 0.0 {
            return Some(TradeOff::DearerEvenFree { route, rival, by: -room });
        }
        let (now, price_without_nre, nre_without_price) = ((price * scale, base), room / by_price, room / by_nre);
        Some(TradeOff::Line(TieLine { route, rival, now, price_without_nre, nre_without_price }))
    }

    /// The case with the price table at `scale` and the NRE's base at `base`.
    fn case(&self, scale: f64, base: f64) -> Option<Case> {
        let mut moved = self.scenario.clone();
        let asked = moved.routes.get_mut(self.of)?;
        asked.quote.as_mut()?.scale = Estimate::certain(scale);
        asked.nre.get_or_insert_with(Nre::default).base = Estimate::certain(base);
        Some(Case::likely(&moved))
    }
}
