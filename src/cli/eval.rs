//! What does each route cost at given volumes, account by account, and who is cheapest?

use std::collections::BTreeMap;

use serde::Serialize;

use super::answer::{costs, heads};
use super::arguments::Eval;
use super::load::{Loaded, load};
use super::names::{ids, names};
use super::outcome::{Answer, Failure};
use super::table::table;
use super::{json, plan, winners};
use crate::analysis::findings::findings;
use crate::charts::finding_text::sentence;
use crate::charts::text::{self, shown};
use crate::cost::{Account, Evaluation};

/// Evaluates a scenario at the volumes asked for, or at its own.
pub(super) fn answer(arguments: &Eval) -> Result<Answer, Failure> {
    let loaded = load(&arguments.file)?;
    let volumes = if arguments.at.is_empty() { loaded.scenario.volumes.clone() } else { arguments.at.clone() };
    loaded.refuse_infinite(&volumes)?;
    let text = if arguments.json { json::object(&report(&loaded, &volumes))? } else { described(&loaded, &volumes) };
    Ok(Answer { remarks: loaded.remarks, ..Answer::done(text) })
}

fn described(loaded: &Loaded, volumes: &[u64]) -> String {
    let names = names(&loaded.scenario);
    let blocks = names.iter().enumerate().map(|(route, name)| accounts(loaded, route, name, volumes));
    let costs = costs(&loaded.scenario, &loaded.case, volumes);
    let savings = plan::savings(loaded, &names, volumes);
    let cash = plan::cash(loaded, &names);
    let exposure = plan::exposure(loaded, &names);
    std::iter::once(costs)
        .chain(blocks)
        .chain(savings)
        .chain(cash)
        .chain(exposure)
        .chain(to_mind(loaded))
        .collect::<Vec<_>>()
        .join("\n")
}

/// What a decision-maker should know at the planned volume, besides the figures.
fn to_mind(loaded: &Loaded) -> Option<String> {
    let planned = loaded.case.planned_units();
    let findings = findings(&loaded.scenario, &loaded.case, planned);
    let sentences = findings.iter().map(|finding| format!("  {}\n", sentence(finding, &loaded.scenario, planned)));
    let sentences: String = sentences.collect();
    (!sentences.is_empty()).then(|| format!("Mind, at the planned {}:\n{sentences}", text::parts(planned)))
}

/// Every account of one route that is not zero throughout, then what they add up to.
fn accounts(loaded: &Loaded, route: usize, name: &str, volumes: &[u64]) -> String {
    let points: Vec<Evaluation> = volumes.iter().map(|&volume| loaded.case.evaluate(route, volume)).collect();
    let row = |title: &str, figure: &dyn Fn(&Evaluation) -> String| {
        std::iter::once(title.to_owned()).chain(points.iter().map(figure)).collect::<Vec<String>>()
    };
    let used = Account::ALL.into_iter().filter(|&account| points.iter().any(|point| point.accounts[account] != 0.0));
    let mut rows: Vec<Vec<String>> =
        used.map(|account| row(account.name(), &|point| money(point.accounts[account], point))).collect();
    rows.push(row("Total", &|point| money(point.total, point)));
    let units = points.iter().zip(volumes).map(|(point, &volume)| text::cost(point.unit_cost(volume)));
    rows.push(std::iter::once("Cost per part".to_owned()).chain(units).collect());
    rows.push(row("Parts started", &|point| text::money(point.starts, 0)));
    if loaded.case.programme.delay.due_week.is_finite() {
        rows.push(row("Weeks to the due quantity", &|point| text::money(point.due_weeks, 1)));
    }
    rows.push(row("Weeks to the last part", &|point| text::money(point.weeks, 1)));
    if points.iter().any(|point| point.scrap_value > 0.0) {
        rows.push(row("Of it lost to scrap", &|point| money(point.scrap_value, point)));
    }
    table(&heads(&format!("{name}, {}", shown(&loaded.scenario.currency)), volumes), &rows)
}

/// An amount in the column of one evaluation: whole units of currency from a total of 1,000 on.
fn money(amount: f64, point: &Evaluation) -> String {
    text::money(amount, if point.total < 1000.0 { 2 } else { 0 })
}

#[derive(Serialize)]
struct Report<'a> {
    format: u32,
    title: &'a str,
    currency: &'a str,
    volumes: &'a [u64],
    routes: Vec<RouteReport<'a>>,
    cheapest: Vec<Vec<&'a str>>,
}

#[derive(Serialize)]
struct RouteReport<'a> {
    id: &'a str,
    name: &'a str,
    points: Vec<Point>,
}

#[derive(Serialize)]
struct Point {
    volume: u64,
    candidate: bool,
    total: f64,
    unit: f64,
    starts: f64,
    weeks: f64,
    accounts: BTreeMap<&'static str, f64>,
    scrap_value: f64,
}

fn report<'a>(loaded: &'a Loaded, volumes: &'a [u64]) -> Report<'a> {
    let scenario = &loaded.scenario;
    let point = |route: usize, volume: u64| point(&loaded.case.evaluate(route, volume), volume);
    let route = |index: usize, route: &'a crate::model::Route| RouteReport {
        id: &route.id,
        name: &route.name,
        points: volumes.iter().map(|&volume| point(index, volume)).collect(),
    };
    Report {
        format: json::FORMAT,
        title: &scenario.title,
        currency: &scenario.currency,
        volumes,
        routes: scenario.routes.iter().enumerate().map(|(index, it)| route(index, it)).collect(),
        cheapest: volumes.iter().map(|&volume| ids(scenario, &winners(&loaded.case, volume))).collect(),
    }
}

fn point(evaluation: &Evaluation, volume: u64) -> Point {
    Point {
        volume,
        candidate: evaluation.candidate,
        total: evaluation.total,
        unit: evaluation.unit_cost(volume),
        starts: evaluation.starts,
        weeks: evaluation.weeks,
        accounts: evaluation.accounts.iter().map(|(account, amount)| (account.key(), amount)).collect(),
        scrap_value: evaluation.scrap_value,
    }
}
