//! What would it take? The terms on which a route would be cheapest, each in a line.
//!
//! Figures have three significant digits, more where fewer would hide the difference, and are rounded
//! to the side on which the sentence stays true: "3.12 or less" is never above the break-even.

use super::sentences::names;
use super::text::{self, parts};
use crate::analysis::break_even::{GRID, Method};
use crate::analysis::goal_seek::{Lever, Offer, Terms, Wins};
use crate::analysis::winner::Standing;
use crate::cost::Case;
use crate::model::{Route, Scenario};

/// Digits of a figure, of one in weeks, and the most one may need.
const DIGITS: i32 = 3;
const WEEKS_DIGITS: i32 = 2;
const MOST_DIGITS: i32 = 9;

/// What each offer says, for route number `route` at `volume`: a line that says what is asked, then
/// one for each lever that helps, then one for those that do not.
#[must_use]
pub fn lines(scenario: &Scenario, route: usize, volume: u64, offers: &[Offer]) -> Vec<String> {
    let (name, at) = (names(scenario, &[route]), parts(volume));
    let terms = || offers.iter().filter_map(|offer| offer.terms.as_ref().map(|terms| (offer, terms)));
    let is_cheapest = terms().any(|(_, terms)| matches!(terms.wins, Wins::Now { .. }));
    let told = |wins: bool| {
        let those = terms().filter(move |(_, terms)| (terms.wins != Wins::Nowhere) == wins);
        those.filter_map(|(offer, terms)| line(scenario, route, offer, terms)).collect::<Vec<String>>()
    };
    let (help, half_way) = (told(true), told(false));
    let in_vain: Vec<&str> =
        terms().filter(|(_, terms)| is_in_vain(terms)).map(|(offer, _)| noun(offer.lever)).collect();
    let mut lines = vec![heading(&name, &at, is_cheapest, help.len())];
    lines.extend(help);
    lines.extend(half_way);
    if !in_vain.is_empty() {
        let these = either(&in_vain);
        lines.push(if is_cheapest {
            format!("It stays cheapest whatever the {these}.")
        } else {
            let why = sharer(scenario, route, volume)
                .map_or_else(String::new, |sharer| format!(", as {} has the same", names(scenario, &[sharer])));
            format!("No {these} alone is enough{why}.")
        });
    }
    lines
}

/// The cheapest route, where it is a staged one that goes on with this route: what makes the one cheaper makes the
/// other cheaper too.
fn sharer(scenario: &Scenario, route: usize, volume: u64) -> Option<usize> {
    let id = &scenario.routes.get(route)?.id;
    let goes_on = |other: &Route| other.staged.as_ref().is_some_and(|staged| staged.main == *id);
    if !scenario.routes.iter().any(goes_on) {
        return None;
    }
    let cheapest = Standing::at(&Case::likely(scenario), volume).cheapest();
    cheapest.into_iter().find(|winner| scenario.routes.get(*winner).is_some_and(goes_on))
}

/// `price`, `price or NRE`, `price, NRE or yield`.
fn either(nouns: &[&str]) -> String {
    match nouns {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => nouns.concat(),
    }
}

fn heading(name: &str, at: &str, is_cheapest: bool, count: usize) -> String {
    match (is_cheapest, count) {
        (true, 0) => format!("{name} is cheapest at {at}."),
        (true, _) => format!("{name} is cheapest at {at}, and stays so within each of these:"),
        (false, 0) => format!("No single figure makes {name} cheapest at {at}."),
        (false, 1) => format!("{name} would be cheapest at {at} with this:"),
        (false, _) => format!("{name} would be cheapest at {at} with any one of these:"),
    }
}

fn is_in_vain(terms: &Terms) -> bool {
    let everywhere = matches!(terms.wins, Wins::Now { low: None, high: None } | Wins::Within { low: None, high: None });
    everywhere || (terms.wins == Wins::Nowhere && terms.beats.is_none())
}

fn noun(lever: Lever) -> &'static str {
    match lever {
        Lever::Price => "price",
        Lever::Nre => "NRE",
        Lever::Yield => "yield",
        Lever::LeadTime => "lead time",
        Lever::CapitalShare => "share of capital",
    }
}

/// `Price of a part 3.12 or less (now 3.90, −20 %)`.
fn line(scenario: &Scenario, route: usize, offer: &Offer, terms: &Terms) -> Option<String> {
    let (low, high, rival) = match (terms.wins, terms.beats) {
        (Wins::Now { low, high } | Wins::Within { low, high }, _) => (low, high, None),
        (Wins::Nowhere, Some(beats)) => (beats.low, beats.high, Some(beats.rival)),
        (Wins::Nowhere, None) => return None,
    };
    let figure = |value: f64, side: Side| figure(offer.lever, value, terms.now, side);
    let reach = match (low, high) {
        (None, None) => return None,
        (None, Some(high)) => format!("{} or less", figure(high, Side::Below)),
        (Some(low), None) => format!("{} or more", figure(low, Side::Above)),
        (Some(low), Some(high)) => format!("{} to {}", figure(low, Side::Above), figure(high, Side::Below)),
    };
    let whose = if offer.of == route { String::new() } else { format!(" at {}", names(scenario, &[offer.of])) };
    let now = match nearest(low, high, terms.now) {
        Some(end) if terms.now > 0.0 && is_money(offer.lever) => {
            format!("now {}, {}", plain(offer.lever, terms.now), change(end / terms.now - 1.0))
        }
        _ => format!("now {}", plain(offer.lever, terms.now)),
    };
    let doubt = match terms.method {
        Method::Grid => format!(", checked at {} values", text::volume(u64::from(GRID) + 1)),
        Method::Certified => String::new(),
    };
    let still = if low.is_some() && high.is_some() && terms.now > high.unwrap_or(terms.now) {
        "; with less, another route is cheaper still"
    } else {
        ""
    };
    let only = rival.map_or_else(String::new, |rival| format!(" beats only {}", names(scenario, &[rival])));
    Some(format!("{}{whose} {reach}{only} ({now}{doubt}{still})", label(offer.lever)))
}

fn label(lever: Lever) -> &'static str {
    match lever {
        Lever::Price => "Price of a part",
        Lever::Nre => "NRE base",
        Lever::Yield => "Lowest yield",
        Lever::LeadTime => "Lead time",
        Lever::CapitalShare => "Share of capital",
    }
}

fn is_money(lever: Lever) -> bool {
    matches!(lever, Lever::Price | Lever::Nre)
}

/// The end of a stretch that is nearer to the present figure.
fn nearest(low: Option<f64>, high: Option<f64>, now: f64) -> Option<f64> {
    [low, high].into_iter().flatten().min_by(|a, b| (a - now).abs().total_cmp(&(b - now).abs()))
}

/// `−20 %`, `+1.4 %`; from ten times as much on, `×20`.
fn change(share: f64) -> String {
    if share >= 9.0 {
        return text::excess(share);
    }
    let sign = if share > 0.0 { "+" } else { "" };
    format!("{sign}{}", text::percent(share))
}

/// To which side a figure is rounded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Below,
    Above,
}

/// A figure rounded to one side, with as many digits as tell it from the present one.
fn figure(lever: Lever, value: f64, now: f64, side: Side) -> String {
    let shown = |digits: i32| marked(lever, to_side(value * scale(lever), digits, side));
    let present = |digits: i32| [plain(lever, now), marked(lever, text::rounded(now * scale(lever), digits))];
    let fewest = if lever == Lever::LeadTime { WEEKS_DIGITS } else { DIGITS };
    let telling = (fewest..MOST_DIGITS).find(|digits| !present(*digits).contains(&shown(*digits)));
    shown(telling.unwrap_or(MOST_DIGITS))
}

/// A figure rounded down or up to so many significant digits.
#[allow(clippy::cast_possible_truncation, reason = "the logarithm of a finite number is within ±400")]
fn to_side(value: f64, digits: i32, side: Side) -> String {
    if value == 0.0 || !value.is_finite() {
        return text::money(value, 0);
    }
    let spare = digits - 1 - (value.abs().log10() + 1e-12).floor() as i32;
    let step = 10f64.powi(-spare);
    let steps = value / step;
    let whole = match side {
        // What lies on a step but for its last digits stays there.
        _ if (steps - steps.round()).abs() < 1e-6 => steps.round(),
        Side::Below => steps.floor(),
        Side::Above => steps.ceil(),
    };
    text::money(whole * step, usize::try_from(spare).unwrap_or(0))
}

/// A present figure: what is no money without zeros at its end.
fn plain(lever: Lever, value: f64) -> String {
    let scaled = value * scale(lever);
    let few = format!("{scaled:.2e}").parse().unwrap_or(scaled);
    marked(lever, if is_money(lever) { text::cost(scaled) } else { text::plain(few) })
}

fn scale(lever: Lever) -> f64 {
    if matches!(lever, Lever::Yield | Lever::CapitalShare) { 100.0 } else { 1.0 }
}

fn marked(lever: Lever, figure: String) -> String {
    match lever {
        Lever::Yield | Lever::CapitalShare => figure + " %",
        Lever::LeadTime => figure + " weeks",
        Lever::Price | Lever::Nre => figure,
    }
}
