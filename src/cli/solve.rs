//! At which values of an input does the winner change?

mod offer;

use serde::Serialize;

use super::arguments::Solve;
use super::json;
use super::load::{Loaded, load};
use super::names::names;
use super::outcome::{Answer, Failure};
use super::progress::{Steps, watched};
use crate::analysis::break_even::{BreakEvenError, Flip, Method, Solution, solve};
use crate::charts::text::{self, money, shown};
use crate::model::inputs::{Unit, find};

/// Solves for the input asked for, or for what a route would have to offer.
pub(super) fn answer(arguments: &Solve) -> Result<Answer, Failure> {
    let loaded = load(&arguments.file)?;
    loaded.refuse_infinite(&[arguments.at])?;
    let text = if let Some(route) = &arguments.win {
        offer::to_win(&loaded, index_of(&loaded, route)?, arguments)?
    } else if let Some(route) = &arguments.tie {
        offer::to_tie(&loaded, index_of(&loaded, route)?, arguments)?
    } else {
        to_change(&loaded, arguments.input.as_deref().unwrap_or_default(), arguments)?
    };
    Ok(Answer { remarks: loaded.remarks, ..Answer::done(text) })
}

fn index_of(loaded: &Loaded, id: &str) -> Result<usize, Failure> {
    let index = loaded.scenario.routes.iter().position(|route| route.id == id);
    index.ok_or_else(|| BreakEvenError::NoSuchRoute(id.to_owned()).into())
}

/// Every value of an input at which the winner changes.
fn to_change(loaded: &Loaded, input: &str, arguments: &Solve) -> Result<String, Failure> {
    let solution = watched(Steps::Unknown("values tried"), |watch| {
        solve(&loaded.scenario, input, arguments.at, arguments.beat.as_deref(), watch)
    })??;
    if arguments.json {
        json::object(&report(loaded, input, arguments.at, &solution))
    } else {
        Ok(described(loaded, input, arguments.at, &solution))
    }
}

fn described(loaded: &Loaded, input: &str, at: u64, solution: &Solution) -> String {
    let names = names(&loaded.scenario);
    let found = find(&loaded.scenario, input);
    let unit = found.as_ref().map_or(Unit::Factor, |(input, _)| input.unit);
    let stated = found.and_then(|(_, estimate)| estimate).map(|estimate| value(estimate.likely(), unit));
    let label = shown(input);
    let mut text = match stated {
        Some(stated) => format!("{label} is {stated}. At {} parts:\n", text::volume(at)),
        None => format!("{label} is not given. At {} parts:\n", text::volume(at)),
    };
    if solution.flips.is_empty() {
        text += "No value within its bounds changes the cheapest route.\n";
    }
    text.extend(solution.flips.iter().map(|flip| {
        format!("Up to {}: {}; above it: {}.\n", value(flip.low, unit), names[flip.before], names[flip.after])
    }));
    text + match solution.method {
        Method::Certified => "Certified: there is no other such value.\n",
        Method::Grid => "Found on a grid of 4,001 values: two changes closer than its step could be missed.\n",
    }
}

/// A value of the input with six digits, as percent where it is a share; whole where it counts something.
fn value(value: f64, unit: Unit) -> String {
    let (scaled, mark) =
        if matches!(unit, Unit::Share | Unit::SharePerYear) { (value * 100.0, " %") } else { (value, "") };
    let counts = matches!(unit, Unit::Count | Unit::Parts | Unit::Starts);
    let digits = if scaled.abs() >= 1000.0 || (counts && scaled.fract() == 0.0) {
        0
    } else if scaled.abs() >= 10.0 {
        2
    } else {
        4
    };
    money(scaled, digits) + mark
}

#[derive(Serialize)]
struct Report<'a> {
    format: u32,
    input: &'a str,
    at: u64,
    flips: Vec<FlipReport<'a>>,
    method: &'static str,
}

#[derive(Serialize)]
struct FlipReport<'a> {
    low: f64,
    high: f64,
    before: [&'a str; 1],
    after: [&'a str; 1],
}

fn report<'a>(loaded: &'a Loaded, input: &'a str, at: u64, solution: &Solution) -> Report<'a> {
    let id = |route: usize| [loaded.scenario.routes[route].id.as_str()];
    let flip =
        |flip: &Flip| FlipReport { low: flip.low, high: flip.high, before: id(flip.before), after: id(flip.after) };
    Report {
        format: json::FORMAT,
        input,
        at,
        flips: solution.flips.iter().map(flip).collect(),
        method: method(solution.method),
    }
}

/// How an answer was found, as JSON gives it.
pub(super) fn method(method: Method) -> &'static str {
    match method {
        Method::Certified => "certified",
        Method::Grid => "grid",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_something_is_whole_and_money_keeps_its_decimals() {
        assert_eq!(value(3.0, Unit::Count), "3");
        assert_eq!(value(2.5, Unit::Count), "2.5000");
        assert_eq!(value(500.0, Unit::Parts), "500");
        assert_eq!(value(3.0, Unit::MoneyPerPart), "3.0000");
        assert_eq!(value(0.0042, Unit::MoneyPerPart), "0.0042");
        assert_eq!(value(0.125, Unit::Share), "12.50 %");
    }
}
