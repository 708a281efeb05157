//! What if they quoted another price?
//!
//! A part's cost at a volume is straight in a price of the table: the price that brings the cost to where
//! a quote point was dragged follows from two evaluations. The scenario from before is kept until the
//! change is kept or put back.

use std::sync::Arc;

use super::quantity::moved;
use crate::analysis::crossover::Envelope;
use crate::cost::Case;
use crate::model::inputs::{find, put};
use crate::model::route::PriceBreak;
use crate::model::{Estimate, Route, Scenario};

/// What the scenario was before somebody tried another price.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Baseline {
    /// Nothing is being tried.
    #[default]
    None,
    /// The document was just opened: its first results are no what-if.
    Opened,
    /// This, before a price was changed.
    Was(Arc<Before>),
}

/// A scenario before a price was changed, and who was cheapest.
#[derive(Clone, Debug, PartialEq)]
pub struct Before {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// Who was cheapest; empty where that was not known.
    pub envelope: Envelope,
}

/// A price that is being tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tried {
    /// Index of the route.
    pub route: usize,
    /// The quantity from which on it is quoted.
    pub from: u64,
    /// The price before, and the one tried.
    pub prices: (f64, f64),
}

/// The prices of the same routes and quantities that are others than before.
fn tried(before: &Scenario, now: &Scenario) -> Vec<Tried> {
    let breaks = |route: &Route| route.quote.as_ref().map_or_else(Vec::new, |quote| quote.breaks.clone());
    let of_route = |(route, (was, is)): (usize, (&Route, &Route))| {
        let pairs = breaks(was).into_iter().zip(breaks(is)).filter(|(was, is)| was.0 == is.0 && was.1 != is.1);
        let tried =
            |(was, is): (PriceBreak, PriceBreak)| Tried { route, from: is.0, prices: (was.1.likely(), is.1.likely()) };
        pairs.map(tried).collect::<Vec<_>>()
    };
    before.routes.iter().zip(&now.routes).enumerate().flat_map(of_route).collect()
}

impl Baseline {
    /// Follows the scenario from one revision to the next: the first change of a price is a what-if,
    /// and being back where it began ends it. `envelope` tells who was cheapest before, where that is known.
    pub fn follow(&mut self, before: &Arc<Scenario>, envelope: Option<&Envelope>, now: &Scenario) {
        *self = match std::mem::take(self) {
            Self::None if prices_differ(before, now) => {
                let envelope = envelope.cloned().unwrap_or_default();
                Self::Was(Arc::new(Before { scenario: before.clone(), envelope }))
            }
            Self::Was(was) if prices_differ(&was.scenario, now) => Self::Was(was),
            Self::None | Self::Opened | Self::Was(_) => Self::None,
        };
    }

    /// The prices being tried.
    #[must_use]
    pub fn tried(&self, now: &Scenario) -> Vec<Tried> {
        match self {
            Self::Was(was) => tried(&was.scenario, now),
            Self::None | Self::Opened => Vec::new(),
        }
    }
}

/// Whether a price of the same routes is another one.
fn prices_differ(before: &Scenario, now: &Scenario) -> bool {
    let ids = |scenario: &Scenario| scenario.routes.iter().map(|route| route.id.clone()).collect::<Vec<_>>();
    let prices = |route: &Route| route.quote.as_ref().map(|quote| quote.breaks.clone());
    ids(before) == ids(now) && before.routes.iter().zip(&now.routes).any(|(before, now)| prices(before) != prices(now))
}

/// Puts back the prices of before, and leaves whatever else was edited since.
pub fn put_back(scenario: &mut Scenario, before: &Scenario) {
    for route in &mut scenario.routes {
        let Some(was) = before.route(&route.id) else { continue };
        match (&mut route.quote, &was.quote) {
            (Some(now), Some(was)) => now.breaks.clone_from(&was.breaks),
            (now, was) => now.clone_from(was),
        }
    }
}

/// The path of a price in a quote's table.
#[must_use]
pub fn price_path(route: &str, from: u64) -> String {
    format!("routes.{route}.quote.breaks.{from}")
}

/// The price from `from` parts on at which the route's part costs `unit` at `volume`, to three significant
/// digits; none where there is no such price, or the cost does not depend on it.
#[must_use]
pub fn price_for(scenario: &Scenario, route: usize, from: u64, volume: u64, unit: f64) -> Option<f64> {
    let path = price_path(&scenario.routes.get(route)?.id, from);
    let price = find(scenario, &path)?.1?.likely();
    let mut tried = scenario.clone();
    let mut unit_at = |price: f64| {
        put(&mut tried, &path, Some(&Estimate::certain(price)));
        Case::likely(&tried).evaluate(route, volume).unit_cost(volume)
    };
    let step = if price > 0.0 { 0.01 * price } else { 0.01 };
    let (here, there) = (unit_at(price), unit_at(price + step));
    let slope = (there - here) / step;
    let wanted = price + (unit - here) / slope;
    (wanted.is_finite() && slope > 0.0).then(|| three_digits(wanted.max(least_price(scenario, route))))
}

/// No supplier gives parts away, and a price of 0 has no place between others on logarithmic axes: at least a
/// thousandth of the dearest one.
fn least_price(scenario: &Scenario, route: usize) -> f64 {
    let quote = scenario.routes.get(route).and_then(|route| route.quote.as_ref());
    let prices = quote.map_or(&[][..], |quote| &quote.breaks).iter().map(|price| price.1.likely());
    prices.fold(0.0, f64::max) / 1000.0
}

fn three_digits(price: f64) -> f64 {
    format!("{price:.2e}").parse().unwrap_or(price)
}

/// Puts a price into the table; a range around it moves along, in proportion.
pub fn reprice(scenario: &mut Scenario, route: &str, from: u64, price: f64) {
    let path = price_path(route, from);
    let Some((input, Some(stated))) = find(scenario, &path) else { return };
    put(scenario, &path, Some(&moved(&stated, price, &input.bounds)));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::*;
    use crate::model::Value;
    use crate::session::Document;

    #[test]
    fn the_price_for_a_cost_brings_the_part_to_that_cost() {
        let mut scenario = Document::example().scenario;
        let unit = |scenario: &Scenario| Case::likely(scenario).evaluate(2, 100_000).unit_cost(100_000);
        let before = unit(&scenario);
        let price = price_for(&scenario, 2, 100_000, 100_000, before - 0.07).unwrap();
        // 0.42 quoted, and the cost follows the price nearly one to one.
        assert!((price - 0.35).abs() < 0.011, "{price}");
        reprice(&mut scenario, "cm", 100_000, price);
        assert!((unit(&scenario) - (before - 0.07)).abs() < 0.002);
        assert_eq!(price_for(&scenario, 2, 99, 100_000, 1.0), None);
        // Dearest at 5.00.
        assert_eq!(price_for(&scenario, 2, 100_000, 100_000, 0.0), Some(0.005));
    }

    #[test]
    fn a_range_moves_along_with_its_source() {
        let mut scenario = Document::example().scenario;
        let path = price_path("cm", 100_000);
        let mut range = Estimate::certain(0.4);
        range.value = Value::Range { low: 0.3, likely: 0.4, high: 0.6, shape: crate::model::Shape::Pert };
        "Q-7".clone_into(&mut range.source.text);
        put(&mut scenario, &path, Some(&range));
        reprice(&mut scenario, "cm", 100_000, 0.2);
        let moved = find(&scenario, &path).unwrap().1.unwrap();
        let Value::Range { low, likely, high, .. } = moved.value else { panic!("{moved:?}") };
        assert!((low - 0.15).abs() < 1e-12 && (likely - 0.2).abs() < 1e-12 && (high - 0.3).abs() < 1e-12);
        assert_eq!(moved.source.text, "Q-7");
    }

    #[test]
    fn putting_back_a_price_leaves_what_else_was_edited() {
        let before = Document::example().scenario;
        let mut now = before.clone();
        reprice(&mut now, "cm", 100_000, 0.35);
        now.title = "another".to_owned();
        put_back(&mut now, &before);
        assert_eq!(now.routes, before.routes);
        assert_eq!(now.title, "another");
    }

    #[test]
    fn a_what_if_begins_with_a_price_and_ends_where_it_began() {
        let before = Arc::new(Document::example().scenario);
        let mut now = (*before).clone();
        let mut baseline = Baseline::Opened;
        baseline.follow(&before, None, &now);
        assert_eq!(baseline, Baseline::None);
        now.title = "another".to_owned();
        baseline.follow(&before, None, &now);
        assert_eq!(baseline, Baseline::None);
        now.title.clone_from(&before.title);
        reprice(&mut now, "cm", 100_000, 0.35);
        baseline.follow(&before, None, &now);
        let was = Before { scenario: before.clone(), envelope: Envelope::default() };
        assert_eq!(baseline, Baseline::Was(Arc::new(was)));
        assert_eq!(baseline.tried(&now), [Tried { route: 2, from: 100_000, prices: (0.42, 0.35) }]);
        let now = Arc::new(now);
        baseline.follow(&now, None, &before);
        assert_eq!(baseline, Baseline::None);
        assert!(baseline.tried(&before).is_empty());
    }
}
