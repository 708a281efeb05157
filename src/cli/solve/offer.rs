//! What would a route have to offer, by one figure or by price and NRE together?

use serde::Serialize;

use super::super::arguments::Solve;
use super::super::json;
use super::super::load::Loaded;
use super::super::names::names;
use super::super::outcome::Failure;
use super::super::progress::{Steps, watched};
use super::super::table::{Align, table};
use super::method;
use crate::analysis::goal_seek::{Lever, Offer, Terms, Wins, offers};
use crate::analysis::trade_off::{TieLine, TradeOff, trade_offs};
use crate::charts::advice;
use crate::charts::text::{self, cost, money, rounded};

/// Points of a line, ends included.
const POINTS: u32 = 11;

/// What a route would have to offer to be cheapest.
pub(super) fn to_win(loaded: &Loaded, route: usize, arguments: &Solve) -> Result<String, Failure> {
    let found = watched(Steps::Unknown("values tried"), |watch| offers(&loaded.scenario, route, arguments.at, watch))?;
    let offers = found.ok_or(Failure::NothingToCompare { volume: arguments.at })?;
    if arguments.json {
        return json::object(&WinReport {
            format: json::FORMAT,
            route: &loaded.scenario.routes[route].id,
            at: arguments.at,
            offers: offers.iter().filter_map(|offer| OfferReport::new(loaded, offer)).collect(),
        });
    }
    let lines = advice::lines(&loaded.scenario, route, arguments.at, &offers);
    Ok(lines.iter().enumerate().fold(String::new(), |text, (index, line)| {
        let indent = if index == 0 || line.ends_with('.') { "" } else { "  " };
        text + indent + line + "\n"
    }))
}

/// Which pairs of price and NRE make a route tie.
pub(super) fn to_tie(loaded: &Loaded, route: usize, arguments: &Solve) -> Result<String, Failure> {
    let found = trade_offs(&loaded.scenario, route, arguments.at);
    if found.is_empty() {
        return Err(Failure::NothingToTrade { route: names(&loaded.scenario)[route].clone(), volume: arguments.at });
    }
    if arguments.json {
        return json::object(&TieReport {
            format: json::FORMAT,
            route: &loaded.scenario.routes[route].id,
            at: arguments.at,
            lines: found.iter().map(|trade_off| LineReport::new(loaded, trade_off)).collect(),
        });
    }
    Ok(found.iter().map(|trade_off| told(loaded, arguments.at, trade_off)).collect::<Vec<String>>().join("\n"))
}

fn told(loaded: &Loaded, at: u64, trade_off: &TradeOff) -> String {
    let (names, at) = (names(&loaded.scenario), text::parts(at));
    match trade_off {
        TradeOff::DearerEvenFree { route, rival, by } => format!(
            "At {at}, {} costs {} more than {} even without NRE and with free parts.\n",
            names[*route],
            rounded(*by, 3),
            names[*rival]
        ),
        TradeOff::Line(line) => {
            let head = format!(
                "At {at}, {} ties with {} at these prices of a part; it now asks {} and an NRE base of {}.\n\n",
                names[line.route],
                names[line.rival],
                cost(line.now.0),
                money(line.now.1, 0)
            );
            head + &line_table(line)
        }
    }
}

fn line_table(line: &TieLine) -> String {
    let decimals = text::decimals(line.price_without_nre / f64::from(POINTS - 1));
    let row = |(price, nre): (f64, f64)| vec![money(price, decimals), money(nre, 0)];
    table(
        &[("Price", Align::Right), ("NRE base", Align::Right)],
        &line.points(POINTS).into_iter().map(row).collect::<Vec<_>>(),
    )
}

#[derive(Serialize)]
struct WinReport<'a> {
    format: u32,
    route: &'a str,
    at: u64,
    offers: Vec<OfferReport<'a>>,
}

#[derive(Serialize)]
struct OfferReport<'a> {
    lever: &'static str,
    of: &'a str,
    input: String,
    now: f64,
    /// `"now"`, `"within"`, `"nowhere"`.
    wins: &'static str,
    low: Option<f64>,
    high: Option<f64>,
    method: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    beats: Option<BeatsReport<'a>>,
}

#[derive(Serialize)]
struct BeatsReport<'a> {
    rival: &'a str,
    low: Option<f64>,
    high: Option<f64>,
}

impl<'a> OfferReport<'a> {
    fn new(loaded: &'a Loaded, offer: &Offer) -> Option<Self> {
        let id = |route: usize| loaded.scenario.routes[route].id.as_str();
        let Terms { input, now, wins, beats, method: found_by } = offer.terms.clone()?;
        let (wins, low, high) = match wins {
            Wins::Now { low, high } => ("now", low, high),
            Wins::Within { low, high } => ("within", low, high),
            Wins::Nowhere => ("nowhere", None, None),
        };
        let beats = beats.map(|it| BeatsReport { rival: id(it.rival), low: it.low, high: it.high });
        let lever = match offer.lever {
            Lever::Price => "price",
            Lever::Nre => "nre",
            Lever::Yield => "yield",
            Lever::LeadTime => "lead_time",
            Lever::CapitalShare => "capital_share",
        };
        Some(Self { lever, of: id(offer.of), input, now, wins, low, high, method: method(found_by), beats })
    }
}

#[derive(Serialize)]
struct TieReport<'a> {
    format: u32,
    route: &'a str,
    at: u64,
    lines: Vec<LineReport<'a>>,
}

#[derive(Serialize)]
struct LineReport<'a> {
    route: &'a str,
    rival: &'a str,
    /// `{"price", "nre"}`, from one axis to the other; none where the route costs more even for nothing.
    points: Vec<PointReport>,
}

#[derive(Serialize)]
struct PointReport {
    price: f64,
    nre: f64,
}

impl<'a> LineReport<'a> {
    fn new(loaded: &'a Loaded, trade_off: &TradeOff) -> Self {
        let id = |route: usize| loaded.scenario.routes[route].id.as_str();
        match trade_off {
            TradeOff::DearerEvenFree { route, rival, .. } => {
                Self { route: id(*route), rival: id(*rival), points: Vec::new() }
            }
            TradeOff::Line(line) => {
                let points = line.points(POINTS).into_iter().map(|(price, nre)| PointReport { price, nre });
                Self { route: id(line.route), rival: id(line.rival), points: points.collect() }
            }
        }
    }
}
