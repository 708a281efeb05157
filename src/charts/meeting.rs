//! What is shown to a supplier across the table? Their own prices, and what a part comes to with their
//! one-off costs spread over it.
//!
//! Everything is computed from [`supplier_view`] alone, axis limits included, so that nothing of the
//! others can be read off or deduced.

use super::text::{date, listed, parts, short_name};
use crate::analysis::supplier_view::supplier_view;
use crate::cost::case::RouteCase;
use crate::cost::{Account, Case, as_parts};
use crate::model::route::ItemState;
use crate::model::{Route, Scenario};

/// Volumes at which the curves are read, besides the quoted quantities.
const POINTS: u32 = 400;

/// So many characters of the part's and of the supplier's name are told, of the quote's number, and of a question.
const NAME: usize = 40;
const NUMBER: usize = 20;
const POINT: usize = 240;
/// So many costs are named over a column; more are in the subtitle alone.
const FEW: usize = 2;

/// What a supplier is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Meeting {
    /// Which part, and whose route.
    pub title: String,
    /// What the figures are.
    pub subtitle: String,
    /// What is added to the price of a part, in a few words: `with set-up and tooling`.
    pub with: String,
    /// The volumes talked about.
    pub rows: Vec<Row>,
    /// Volume and cost of a part with what is added to its price.
    pub all_in: Vec<(f64, f64)>,
    /// Volume and quoted price.
    pub quoted: Vec<(f64, f64)>,
    /// Questions without an answer in writing.
    pub open_points: Vec<String>,
    /// What the figures are in.
    pub currency: String,
    /// Day, currency.
    pub footer: String,
}

/// One volume.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Accepted parts.
    pub volume: u64,
    /// The quoted price of one; none without a quote.
    pub price: Option<f64>,
    /// What one comes to with what is added to its price.
    pub all_in: f64,
}

impl Meeting {
    /// What the supplier with this route may see; none where the route is no supplier's own.
    #[must_use]
    pub fn new(scenario: &Scenario, id: &str) -> Option<Self> {
        let own = supplier_view(scenario, id)?;
        let case = Case::likely(&own);
        let route = own.routes.first()?;
        let price = |volume: u64| match case.routes.first()? {
            RouteCase::Single(single) => {
                let starts = single.yields.starts_for(as_parts(volume));
                single.quote.as_ref().map(|quote| quote.price_at(quote.needed(as_parts(volume), starts)))
            }
            RouteCase::Staged(_) => None,
        };
        let unit = |volume: u64| case.evaluate(0, volume).unit_cost(volume);
        let volumes = volumes(&own);
        let costs = costs(&own, route);
        let number = route.quote.as_ref().map(|quote| quote.number.as_str()).unwrap_or_default();
        let items = scenario.route(id)?.checklist.iter().filter(|item| item.state != ItemState::Answered);
        Some(Self {
            title: [&own.part.name, &route.name]
                .into_iter()
                .filter(|name| !name.is_empty())
                .map(|name| short_name(name, NAME))
                .collect::<Vec<_>>()
                .join(" · "),
            subtitle: format!(
                "Your quote{}: price of a part, {} spread over the order",
                if number.is_empty() { String::new() } else { format!(" {}", short_name(number, NUMBER)) },
                with(&costs),
            ),
            with: if costs.len() > FEW { "with your other costs".to_owned() } else { with(&costs) },
            rows: own
                .volumes
                .iter()
                .map(|&volume| Row { volume, price: price(volume), all_in: unit(volume) })
                .collect(),
            all_in: volumes.iter().map(|&volume| (as_parts(volume), unit(volume))).collect(),
            quoted: volumes.iter().filter_map(|&volume| Some((as_parts(volume), price(volume)?))).collect(),
            open_points: items.map(|item| short_name(&item.item, POINT)).collect(),
            currency: own.currency.clone(),
            footer: [date(&scenario.prepared.on), own.currency.clone(), "Confidential".to_owned()]
                .into_iter()
                .filter(|it| !it.is_empty())
                .collect::<Vec<_>>()
                .join(" · "),
        })
    }

    /// What a person would say of it.
    #[must_use]
    pub fn said(&self) -> String {
        let row = |row: &Row| {
            let price = row.price.map_or_else(String::new, |price| format!("price {}, ", super::text::cost(price)));
            format!("{}: {price}{} {}", parts(row.volume), self.with, super::text::cost(row.all_in))
        };
        format!("{}. {}.", self.title, self.rows.iter().map(row).collect::<Vec<_>>().join("; "))
    }
}

fn with(costs: &[&str]) -> String {
    if costs.is_empty() { "all in".to_owned() } else { format!("with {}", listed(costs)) }
}

/// What the supplier's own costs of a part are, its price apart.
fn costs(own: &Scenario, route: &Route) -> Vec<&'static str> {
    let evaluation = Case::likely(own).evaluate(0, own.volumes.first().copied().unwrap_or(1));
    let costs = |accounts: &[Account]| accounts.iter().any(|account| evaluation.accounts[*account] != 0.0);
    let told = [
        ("set-up", costs(&[Account::Nre, Account::Setup])),
        ("tooling", costs(&[Account::Tooling])),
        ("process steps", route.quote.is_some() && costs(&[Account::Process, Account::Rework, Account::Learning])),
        ("inspection", costs(&[Account::Inspection])),
        ("material lots", costs(&[Account::MaterialLots])),
        ("shipping", costs(&[Account::Shipping])),
        ("duty", costs(&[Account::Duty])),
    ];
    told.into_iter().filter(|(_, is_told)| *is_told).map(|(name, _)| name).collect()
}

/// Evenly on a logarithmic axis over the volumes talked about, and on both sides of each quoted quantity.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two volumes")]
fn volumes(own: &Scenario) -> Vec<u64> {
    let from = own.volumes.iter().copied().min().unwrap_or(1).max(1);
    let to = own.volumes.iter().copied().max().unwrap_or(1).max(from + 1) * 2;
    let ratio = as_parts(to) / as_parts(from);
    let mut volumes: Vec<u64> = (0..=POINTS)
        .map(|point| (as_parts(from) * ratio.powf(f64::from(point) / f64::from(POINTS))).round() as u64)
        .collect();
    let breaks = own.routes.iter().filter_map(|route| route.quote.as_ref()).flat_map(|quote| &quote.breaks);
    volumes.extend(breaks.flat_map(|price| [price.0.saturating_sub(1), price.0]));
    volumes.retain(|volume| (from..=to).contains(volume));
    volumes.sort_unstable();
    volumes.dedup();
    volumes
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::*;
    use crate::model::Route;
    use crate::model::route::{ChecklistItem, Nre, PriceBreak, Quote};

    fn scenario() -> Scenario {
        let route = |id: &str, nre: f64, price: f64| Route {
            id: id.to_owned(),
            name: id.to_uppercase(),
            nre: Some(Nre { base: nre.into(), ..Nre::default() }),
            quote: Some(Quote {
                breaks: vec![PriceBreak(1, price.into())],
                number: format!("Q-{id}"),
                ..Quote::default()
            }),
            ..Route::default()
        };
        let mut scenario =
            Scenario { routes: vec![route("cm", 45_000.0, 1.1), route("rival", 10.0, 0.01)], ..Scenario::default() };
        scenario.part.name = "Manifold".to_owned();
        let item = |item: &str, state| ChecklistItem { item: item.to_owned(), state, ..ChecklistItem::default() };
        scenario.routes[0].checklist =
            vec![item("Cap per revision", ItemState::Asked), item("Done", ItemState::Answered)];
        scenario
    }

    #[test]
    fn a_supplier_sees_prices_and_what_a_part_comes_to() {
        let meeting = Meeting::new(&scenario(), "cm").unwrap();
        assert_eq!(meeting.title, "Manifold · CM");
        assert!(meeting.subtitle.starts_with("Your quote Q-cm: price of a part"), "{}", meeting.subtitle);
        assert_eq!(meeting.with, "with set-up");
        assert_eq!(meeting.open_points, ["Cap per revision"]);
        // 45,000 ÷ 10,000 + 1.10
        let row = meeting.rows[1];
        assert_eq!((row.volume, row.price), (10_000, Some(1.1)));
        assert!((row.all_in - 5.6).abs() < 1e-12);
    }

    #[test]
    fn what_the_rival_offers_changes_nothing() {
        let before = Meeting::new(&scenario(), "cm").unwrap();
        let mut other = scenario();
        other.routes[1] = Route { id: "rival".to_owned(), name: "CHEAP".to_owned(), ..Route::default() };
        other.routes.push(Route { id: "third".to_owned(), ..Route::default() });
        other.incumbent = Some("third".to_owned());
        other.title = "CHEAP wins".to_owned();
        assert_eq!(Meeting::new(&other, "cm").unwrap(), before);
        assert!(!format!("{before:?}").contains("RIVAL"));
    }
}
