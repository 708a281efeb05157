//! Does the price hold: is the quantity quoted, is the quote still valid, would more cost less?
//!
//! Over-buying: with all-units prices Q_j·p_j < q·p(q) for some break Q_j > q.

use super::{Finding, parts, whole};
use crate::analysis::crossover::TIE;
use crate::cost::case::RouteCase;
use crate::cost::{Case, Evaluation};
use crate::model::Scenario;
use crate::model::route::{Basis, Quote, Reading};

/// What the quote of a route gives to mind when `volume` accepted parts are bought on it.
pub(super) fn findings(
    scenario: &Scenario,
    case: &Case,
    route: usize,
    quote: &Quote,
    volume: u64,
    evaluation: &Evaluation,
) -> Vec<Finding> {
    let needed = match quote.basis {
        Basis::Accepted => volume,
        Basis::Starts => whole(evaluation.starts),
    };
    let mut found = Vec::new();
    if let (Some(first), Some(last)) = (quote.breaks.first(), quote.breaks.last()) {
        let looked_up = quote.release_quantity.as_ref().map_or(needed, |release| needed.min(whole(release.likely())));
        if looked_up < first.0 {
            found.push(Finding::BelowQuote { route, needed: looked_up, first: first.0 });
        }
        if quote.reading == Reading::LogLog && looked_up > last.0 {
            found.push(Finding::BeyondQuote { route, needed: looked_up, last: last.0 });
        }
    }
    let today = &scenario.prepared.on;
    if !today.is_empty() && !quote.expires.is_empty() && quote.expires < *today {
        let (number, expires) = (quote.number.clone(), quote.expires.clone());
        found.push(Finding::QuoteExpired { route, number, expires });
    }
    found.extend(over_buy(case, route, needed, quote.over_buy));
    found
}

/// The order that saves most, where ordering more than needed costs less.
fn over_buy(case: &Case, route: usize, needed: u64, counted: bool) -> Option<Finding> {
    let RouteCase::Single(single) = case.routes.get(route)? else { return None };
    let quote = single.quote.as_ref().filter(|quote| quote.reading == Reading::Step)?;
    let quantity = parts(needed).max(quote.minimum_order);
    let spent = quantity * quote.price_at(quantity);
    let larger = quote.breaks.iter().filter(|(from, _)| *from > quantity && quote.release_quantity.is_none());
    let (order, cost) = larger
        .map(|&(from, price)| (from, from * price))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .filter(|(_, cost)| *cost + TIE < spent)?;
    Some(Finding::OverBuy { route, needed: whole(quantity), order: whole(order), saving: spent - cost, counted })
}
