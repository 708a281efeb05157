//! How is a finding said? In one sentence, with two or three significant digits.

use super::text::{self, date, listed, money, parts, percent, rounded, shown, volume};
use crate::analysis::crossover::Cause;
use crate::analysis::feasibility::{Geometry, Reservation, ruled_out_by};
use crate::analysis::findings::{Finding, about};
use crate::analysis::measured_rate::OtherRate;
use crate::model::Scenario;

/// A finding as a sentence, at a volume.
#[must_use]
#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
pub fn sentence(finding: &Finding, scenario: &Scenario, at: u64) -> String {
    let name = about(finding, scenario).map_or_else(String::new, |route| text::name(&route.name));
    match finding {
        Finding::BelowQuote { needed, first, .. } => {
            let quoted = volume(*first);
            format!("{name}: {} are fewer than the {quoted} quoted; the price at {quoted} is taken.", parts(*needed))
        }
        Finding::BeyondQuote { needed, last, .. } => {
            let quoted = volume(*last);
            format!("{name}: {} are beyond the {quoted} quoted; the price at {quoted} is taken.", parts(*needed))
        }
        Finding::QuoteExpired { number, expires, .. } => {
            let quote = if number.is_empty() { "the quote".to_owned() } else { format!("quote {}", shown(number)) };
            format!("{name}: {quote} expired on {}.", date(expires))
        }
        Finding::LowCpk { cpk, drift_sigma, escapes, .. } => {
            let back = percent(*escapes);
            let drift = if *drift_sigma > 0.0 {
                format!(" if the process drifts by {} σ", rounded(*drift_sigma, 2))
            } else {
                String::new()
            };
            format!("{name}: Cpk {} is under {}; {back} of parts come back{drift}.", money(*cpk, 2), text::plain(1.33))
        }
        Finding::OverBuy { needed, order, saving, counted, .. } => {
            let counted = if *counted { "; the figures count on it" } else { "" };
            let (order, less) = (volume(*order), rounded(*saving, 3));
            format!("{name}: ordering {order} costs {less} less than ordering {}{counted}.", volume(*needed))
        }
        Finding::Capital { amount, wins_if_sunk, .. } => {
            let each = amount / at.max(1) as f64;
            let each = rounded(each, if each < 10.0 { 3 } else { 2 });
            let sunk = if *wins_if_sunk { " Were it sunk, this route would be cheapest." } else { "" };
            format!("{name}: {} of capital is {each} a part here.{sunk}", rounded(*amount, 3))
        }
        Finding::Doubt { reservation, .. } => format!("{name}: {}", doubt(reservation)),
        Finding::Late { quantity, weeks, due_week, missed_window, cost, .. } => {
            let late = Late { quantity: *quantity, weeks: *weeks, due_week: *due_week, missed_window: *missed_window };
            format!("{name}: {}.", late.said(*cost))
        }
        Finding::Unsourced { count: 1 } => "One figure is an assumption without a source.".to_owned(),
        Finding::Unsourced { count } => format!("{count} figures are assumptions without a source."),
    }
}

/// What is said alike of so many routes is said once.
const ALIKE: usize = 4;

/// Several findings as sentences: what is said alike of many routes once, where it would come first.
#[must_use]
pub fn sentences<'a>(findings: impl Iterator<Item = &'a Finding>, scenario: &Scenario, at: u64) -> Vec<String> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for finding in findings {
        let whole = sentence(finding, scenario, at);
        let name = about(finding, scenario).map_or_else(String::new, |route| text::name(&route.name) + ": ");
        let rest = whole.strip_prefix(name.as_str()).unwrap_or(&whole).to_owned();
        match groups.iter_mut().find(|(said, _)| *said == rest) {
            Some((_, all)) => all.push(whole),
            None => groups.push((rest, vec![whole])),
        }
    }
    let told = |(rest, all): (String, Vec<String>)| {
        if all.len() < ALIKE { all } else { vec![format!("{} routes: {rest}", all.len())] }
    };
    groups.into_iter().flat_map(told).collect()
}

/// What is late, and by how much.
struct Late {
    quantity: u64,
    weeks: f64,
    due_week: Option<f64>,
    missed_window: Option<f64>,
}

impl Late {
    /// As planned, then what it costs: "1,000 parts are there in week 24, 8 weeks late; that costs 120,000".
    fn said(&self, cost: f64) -> String {
        let behind = self.due_week.map(|due| self.weeks - due).filter(|&behind| behind > 0.0);
        let week = week_of(self.weeks, behind.filter(|_| self.missed_window.is_none()));
        let there = format!("{} there in week {week}", parts_are(self.quantity));
        let late = match (self.missed_window, behind) {
            (Some(window), _) => format!("{there}, after the market window closes in week {}", money(window, 0)),
            (None, Some(behind)) => format!("{there}, {} late", weeks(behind)),
            (None, None) => return format!("risks of being late are expected to cost {}", rounded(cost, 3)),
        };
        if cost > 0.0 { format!("{late}; that is expected to cost {}", rounded(cost, 3)) } else { late }
    }
}

/// From here on weeks are told whole.
const WHOLE_WEEKS: f64 = 9.95;

/// A few weeks to a tenth, more to the week: `0.1 weeks`, `1 week`, `7.5 weeks`, `20 weeks`. Above 0, never 0.
#[must_use]
pub fn weeks(weeks: f64) -> String {
    if weeks >= WHOLE_WEEKS {
        return format!("{} weeks", money(weeks, 0));
    }
    match tenths(weeks) / 10.0 {
        tenths if tenths.to_string() == "1" => "1 week".to_owned(),
        tenths => format!("{} weeks", text::plain(tenths)),
    }
}

/// The week in which something is there, as exact as what it is late by is told, less than nothing where it is early:
/// whoever subtracts comes to the week that it is due.
#[must_use]
pub fn week_of(week: f64, late: Option<f64>) -> String {
    match late {
        Some(late) if late.abs() < WHOLE_WEEKS => {
            let due = ((week - late) * 10.0).round();
            text::plain((due + tenths(late.abs()).copysign(late)) / 10.0)
        }
        _ => money(week, 0),
    }
}

/// Some weeks in tenths. Above 0, never 0.
fn tenths(weeks: f64) -> f64 {
    (weeks * 10.0).round().max(1.0)
}

fn parts_are(count: u64) -> String {
    format!("{} {}", parts(count), if count == 1 { "is" } else { "are" })
}

/// Why a route cannot make the part, as a sentence; none where it can.
#[must_use]
pub fn why_ruled_out(scenario: &Scenario, route: usize) -> Option<String> {
    let reservation = ruled_out_by(scenario, route)?;
    Some(sentence(&Finding::Doubt { route, reservation }, scenario, 1))
}

/// A reservation as the rest of a sentence that begins with the route's name.
fn doubt(reservation: &Reservation) -> String {
    let what = |geometry: &Geometry| match geometry {
        Geometry::Feature => "features",
        Geometry::Tolerance => "tolerances",
    };
    let um = |length: f64| text::plain((length * 100.0).round() / 100.0);
    match reservation {
        Reservation::BeyondCapability { geometry, needed_um, holds_um } => {
            let (what, needed, holds) = (what(geometry), um(*needed_um), um(*holds_um));
            format!("cannot make the part: it needs {what} of {needed} µm, this route holds {holds} µm.")
        }
        Reservation::OnlyClaimed { geometry, needed_um, claimed_um } => {
            let (what, needed, claimed) = (what(geometry), um(*needed_um), um(*claimed_um));
            format!(
                "{what} of {needed} µm rest on a claim of {claimed} µm; production falls 30 to 50 % short of claims. Ask for a run chart."
            )
        }
        Reservation::SlowProduction { months, flattered } => {
            let discount = if *flattered { " The discount makes that look cheaper than it is." } else { "" };
            format!("these parts take {} months of production.{discount}", rounded(*months, 2))
        }
        Reservation::BuyerBearsScrap { price, per_good_part, accepted } => {
            let (price, good) = (text::cost(*price), text::cost(*per_good_part));
            format!("you bear the scrap: {price} at {} yield is {good} a good part.", percent(*accepted))
        }
        Reservation::YieldAtOtherRate(OtherRate { measured_yield, measured_per_week, planned_per_week }) => {
            let (measured, planned) = (rounded(*measured_per_week, 2), rounded(*planned_per_week, 2));
            format!(
                "the yield of {} was measured at {measured} a week and is planned at {planned}. Run it at rate before it counts.",
                percent(*measured_yield)
            )
        }
        Reservation::RejectsNotInYields { detection } => {
            format!("the last inspection finds {} of bad parts, but no yield counts them as lost.", percent(*detection))
        }
        Reservation::CapitalForFew { per_quarter } => {
            format!("capital for {} parts a quarter; it takes a few thousand.", rounded(*per_quarter, 2))
        }
        Reservation::PricesDoNotScale { from, to, fall } => {
            let (from, to) = (money(*from, 0), money(*to, 0));
            format!("the price falls by only {} from {from} to {to} parts: there is no real scaling.", percent(*fall))
        }
    }
}

/// Why the winner changes, in a few words.
#[must_use]
pub fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Smooth => "the curves cross",
        Cause::Tool => "a tool is replaced",
        Cause::Lot => "a lot begins",
        Cause::Machine => "a machine is added",
        Cause::PriceBreak => "a price break",
        Cause::Transfer => "the main stage begins",
        Cause::Repeat => "a repeat order begins",
    }
}

/// The causes of a stretch of crossovers, each once, in the order in which they come.
#[must_use]
pub fn causes(causes: impl Iterator<Item = Cause>) -> String {
    let mut said: Vec<&str> = Vec::new();
    for one in causes.map(cause) {
        if !said.contains(&one) {
            said.push(one);
        }
    }
    listed(&said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Route;

    #[test]
    fn a_week_and_what_it_is_late_by_come_to_the_week_that_it_is_due() {
        let said = |week: f64, late: f64| (week_of(week, Some(late)), weeks(late.abs()));
        for (week, late, expected) in [
            (20.23, 4.23, ("20.2", "4.2 weeks")),
            (26.02, 0.02, ("26.1", "0.1 weeks")),
            (14.7, -1.3, ("14.7", "1.3 weeks")),
            (45.2, 29.2, ("45", "29 weeks")),
        ] {
            let (there, by) = said(week, late);
            assert_eq!((there.as_str(), by.as_str()), expected);
        }
        assert_eq!(week_of(20.23, None), "20");
    }

    #[test]
    fn what_is_said_alike_of_many_routes_is_said_once() {
        let named = |index: usize| Route { name: format!("R{index}"), id: format!("r{index}"), ..Route::default() };
        let scenario = Scenario { routes: (0..6).map(named).collect(), ..Scenario::default() };
        let low = |route, cpk| Finding::LowCpk { route, cpk, drift_sigma: 0.0, escapes: 0.000_32 };
        let said = |found: &[Finding]| sentences(found.iter(), &scenario, 1_000);
        let alike = "Cpk 1.20 is under 1.33; 0.032 % of parts come back.";
        let three: Vec<Finding> = (0..3).map(|route| low(route, 1.2)).collect();
        assert_eq!(said(&three), [0, 1, 2].map(|route| format!("R{route}: {alike}")));
        let mut five: Vec<Finding> = (0..4).map(|route| low(route, 1.2)).collect();
        five.insert(1, low(4, 1.1));
        let other = "R4: Cpk 1.10 is under 1.33; 0.032 % of parts come back.";
        assert_eq!(said(&five), [format!("4 routes: {alike}"), other.to_owned()]);
    }

    #[test]
    fn findings_are_sentences_with_figures() {
        let cm = Route { name: "CM".to_owned(), ..Route::default() };
        let scenario = Scenario { routes: vec![cm], ..Scenario::default() };
        let said = |finding: Finding| sentence(&finding, &scenario, 50_000);
        let low = Finding::LowCpk { route: 0, cpk: 1.1, drift_sigma: 1.5, escapes: 0.0359 };
        assert_eq!(said(low), "CM: Cpk 1.10 is under 1.33; 3.6 % of parts come back if the process drifts by 1.5 σ.");
        let more = Finding::OverBuy { route: 0, needed: 9_000, order: 10_000, saving: 43_000.0, counted: false };
        assert_eq!(said(more), "CM: ordering 10,000 costs 43,000 less than ordering 9,000.");
        let capital = Finding::Capital { route: 0, amount: 2_300_000.0, wins_if_sunk: true };
        assert_eq!(
            said(capital),
            "CM: 2,300,000 of capital is 46 a part here. Were it sunk, this route would be cheapest."
        );
        let expired = Finding::QuoteExpired { route: 0, number: "Q-118".to_owned(), expires: "2026-12-31".to_owned() };
        assert_eq!(said(expired), "CM: quote Q-118 expired on 31 Dec 2026.");
        assert_eq!(said(Finding::Unsourced { count: 6 }), "6 figures are assumptions without a source.");
    }

    #[test]
    fn a_missed_date_says_by_how_much_and_what_it_costs() {
        let cm = Route { name: "CM".to_owned(), ..Route::default() };
        let scenario = Scenario { routes: vec![cm], ..Scenario::default() };
        let said = |weeks: f64, window: Option<f64>, cost: f64| {
            let late =
                Finding::Late { route: 0, quantity: 1_000, weeks, due_week: Some(16.0), missed_window: window, cost };
            sentence(&late, &scenario, 5_000)
        };
        assert_eq!(said(23.5, None, 0.0), "CM: 1,000 parts are there in week 23.5, 7.5 weeks late.");
        let costs = "CM: 1,000 parts are there in week 24, 8 weeks late; that is expected to cost 120,000.";
        assert_eq!(said(24.0, None, 120_000.0), costs);
        let lost = "CM: 1,000 parts are there in week 24, after the market window closes in week 20; that is expected to cost 500,000.";
        assert_eq!(said(24.0, Some(20.0), 500_000.0), lost);
        assert_eq!(said(12.0, None, 4_000.0), "CM: risks of being late are expected to cost 4,000.");
    }

    #[test]
    fn each_cause_is_said_once() {
        let tools = [Cause::Tool, Cause::Smooth, Cause::Tool];
        assert_eq!(causes(tools.into_iter()), "a tool is replaced and the curves cross");
    }
}
