//! What does a person call an input, and how is its value written?
//!
//! `routes.cm.nre.base` is "Contract manufacturer: NRE base", `routes.cm.quote.breaks.10000` its
//! "price at 10,000"; items go by their own names, and shares are percent.

use super::text;
use crate::model::inputs::{Unit, find};
use crate::model::{Route, Scenario};

/// Whose input it is and what it is called; the path itself where there is no such input.
#[must_use]
pub fn full(scenario: &Scenario, path: &str) -> String {
    match route_of(scenario, path) {
        Some(route) => format!("{}: {}", text::name(&route.name), short(scenario, path)),
        None => capitalised(&short(scenario, path)),
    }
}

/// What it is called within its route: "NRE base", "first-pass yield of Laser cutting".
#[must_use]
pub fn short(scenario: &Scenario, path: &str) -> String {
    let Some((input, _)) = find(scenario, path) else { return text::shown(path) };
    let name = lowered(input.name);
    let parts: Vec<&str> = path.splitn(5, '.').collect();
    match (route_of(scenario, path), parts.as_slice()) {
        (Some(route), [_, _, block, rest @ ..]) => of_route(route, block, rest, &name),
        _ => name,
    }
}

/// Index of the route whose input it is; none for those of the scenario and the programme.
#[must_use]
pub fn route_index(scenario: &Scenario, path: &str) -> Option<usize> {
    let id = path.strip_prefix("routes.")?.split('.').next()?;
    scenario.routes.iter().position(|route| route.id == id)
}

/// A value of the input as it stands beside its name: to three significant digits, shares as percent.
#[must_use]
pub fn value(scenario: &Scenario, path: &str, value: f64) -> String {
    let unit = find(scenario, path).map_or(Unit::Factor, |(input, _)| input.unit);
    match unit {
        Unit::Share | Unit::SharePerYear => format!("{} %", text::rounded(value * 100.0, 3)),
        Unit::Count => text::money(value, 0),
        Unit::Money
        | Unit::MoneyPerPart
        | Unit::MoneyPerHour
        | Unit::MoneyPerWeek
        | Unit::Parts
        | Unit::PartsPerWeek
        | Unit::Starts
        | Unit::Weeks
        | Unit::Hours
        | Unit::Seconds
        | Unit::Sigma
        | Unit::Factor => text::rounded(value, 3),
    }
}

fn route_of<'a>(scenario: &'a Scenario, path: &str) -> Option<&'a Route> {
    scenario.routes.get(route_index(scenario, path)?)
}

fn of_route(route: &Route, block: &str, rest: &[&str], name: &str) -> String {
    match (block, rest) {
        ("nre", ["material_surcharge"]) => "material surcharge".to_owned(),
        ("nre", [key]) if key.ends_with("per_revision") => name
            .replace("hours each", "hours of a revision")
            .replace("weeks each", "weeks of a revision")
            .replace("cap each", "cap on a revision"),
        ("capital", ["per_machine"]) => "price of a machine".to_owned(),
        ("capital", ["starts_per_machine"]) => "starts of a machine".to_owned(),
        ("capital", ["share_charged"]) => "share of capital charged".to_owned(),
        ("capacity", ["per_week"]) => "parts per week".to_owned(),
        ("nre", [key]) if ["base", "qualification"].contains(key) => format!("NRE {name}"),
        ("quote", ["breaks", quantity]) => {
            format!("price at {}", quantity.parse().map_or_else(|_| (*quantity).to_owned(), text::volume))
        }
        ("tooling", [id, _]) => {
            let tool = route.tooling.iter().find(|tool| tool.id == *id);
            of(name, tool.map_or(*id, |tool| &tool.name), id)
        }
        ("process", [id, rest]) => {
            let step = route.process.iter().find(|step| step.id == *id);
            let block = rest.split_once('.').map(|(block, _)| block).filter(|block| *block != "build_up");
            of(&prefixed(block, name), step.map_or(*id, |step| &step.name), id)
        }
        ("risks", [id, _]) => {
            let risk = route.risks.iter().find(|risk| risk.id == *id);
            of(name, risk.map_or(*id, |risk| &risk.name), id)
        }
        ("capacity", ["phases", phase]) => format!("weeks of {}", text::name(phase)),
        ("lots", [key]) if *key == "shipping" => "shipping of a lot".to_owned(),
        ("lots", [_]) if !name.contains("lot") => format!("lot {name}"),
        ("material_lots", [key]) if *key == "requalification" => "requalification of a batch".to_owned(),
        ("per_part", [_]) => format!("{name} of each part"),
        ("capital" | "staff" | "learning", [_]) => prefixed(Some(block), name),
        ("yield_ramp", [_]) if !name.contains("yield") && !name.contains("ramp") => format!("ramp {name}"),
        _ => name.to_owned(),
    }
}

fn prefixed(block: Option<&str>, name: &str) -> String {
    match block {
        Some(block) if !name.contains(block) => format!("{block} {name}"),
        _ => name.to_owned(),
    }
}

fn of(name: &str, item: &str, id: &str) -> String {
    format!("{name} of {}", text::name(if item.is_empty() { id } else { item }))
}

/// A name inside a sentence; abbreviations stay as they are.
fn lowered(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() && name != "Cpk" => {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
}

/// A name at the beginning of a line.
#[must_use]
pub fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
