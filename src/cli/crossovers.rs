//! At which volumes does the cheapest route change, and why?

use std::collections::BTreeSet;

use serde::Serialize;

use super::answer::RANGES;
use super::arguments::Crossovers;
use super::json;
use super::load::{Loaded, load};
use super::names::{ids, listed, names};
use super::outcome::{Answer, Failure};
use super::table::{Align, table};
use crate::analysis::crossover::{self, Cause, Crossover, Envelope, Order, Pair, Run, search};
use crate::analysis::interrupt::Never;
use crate::analysis::monte_carlo::is_certain;
use crate::charts::text::{self, decimals, money, shown};

/// How many runs are told in sentences; beyond them the table has to do.
const RUNS_IN_SENTENCES: usize = 8;

/// Finds every crossover in the range asked for, or in the scenario's own.
pub(super) fn answer(arguments: &Crossovers) -> Result<Answer, Failure> {
    let loaded = load(&arguments.file)?;
    let (from, to) =
        (arguments.from.unwrap_or(loaded.scenario.range.0), arguments.to.unwrap_or(loaded.scenario.range.1));
    if from > to {
        return Err(Failure::EmptyRange { from, to });
    }
    loaded.refuse_infinite(&[from, to])?;
    let envelope = search(&loaded.case, from, to, &Never).unwrap_or_default();
    let pairs = arguments.pairs.then(|| crossover::pairs(&loaded.case, from, to, &Never).unwrap_or_default());
    let text = if arguments.json {
        json::object(&report(&loaded, &envelope, pairs.as_deref(), from, to))?
    } else {
        described(&loaded, &envelope, pairs.as_deref(), from, to)
    };
    Ok(Answer { remarks: loaded.remarks, ..Answer::done(text) })
}

fn described(loaded: &Loaded, envelope: &Envelope, pairs: Option<&[Pair]>, from: u64, to: u64) -> String {
    let names = names(&loaded.scenario);
    let mut blocks = vec![told(&names, envelope, from, to)];
    if !envelope.crossovers.is_empty() {
        blocks.push(crossover_table(loaded, &names, &envelope.crossovers));
    }
    if envelope.runs.len() > RUNS_IN_SENTENCES {
        blocks.push(run_table(&names, &envelope.runs));
    }
    if let Some(pairs) = pairs {
        blocks.push(pair_table(&names, pairs));
    }
    let (likely, hint) = if is_certain(&loaded.scenario) { ("", "") } else { (" with likely figures", RANGES) };
    blocks.push(format!(
        "Certain{likely} for every volume from {} to {}, by {} evaluations.\n{hint}",
        text::volume(from),
        text::volume(to),
        text::volume(envelope.evaluations)
    ));
    blocks.join("\n")
}

/// The answer in sentences.
pub(super) fn told(names: &[String], envelope: &Envelope, from: u64, to: u64) -> String {
    let range = format!("from {} to {} parts", text::volume(from), text::volume(to));
    match envelope.runs.as_slice() {
        [] => format!("No route competes {range}.\n"),
        [only] => format!("{} throughout, {range}.\n", cheapest(names, &only.cheapest)),
        runs if runs.len() <= RUNS_IN_SENTENCES => runs.iter().map(|run| stretch(names, run)).collect(),
        runs => told_in_brief(names, runs, &envelope.crossovers),
    }
}

fn cheapest(names: &[String], routes: &[usize]) -> String {
    match routes.len() {
        0 => "No route competes".to_owned(),
        1 => format!("{} is cheapest", listed(names, routes)),
        _ => format!("{} cost the same and are cheapest", listed(names, routes)),
    }
}

fn stretch(names: &[String], run: &Run) -> String {
    let cheapest = cheapest(names, &run.cheapest);
    if run.from == run.to {
        format!("At {} parts: {cheapest}.\n", text::volume(run.from))
    } else {
        format!("From {} to {} parts: {cheapest}.\n", text::volume(run.from), text::volume(run.to))
    }
}

/// Many runs: the first, how often the winner changes and among whom, the last.
fn told_in_brief(names: &[String], runs: &[Run], crossovers: &[Crossover]) -> String {
    let (Some(start), Some(end)) = (runs.first(), runs.last()) else { return String::new() };
    let changes = crossovers.first().zip(crossovers.last()).map_or_else(String::new, |(first, last)| {
        let winners: BTreeSet<usize> = runs.iter().flat_map(|run| run.cheapest.iter().copied()).collect();
        format!(
            "Between {} and {} parts the cheapest route changes {} times, among {}.\n",
            text::volume(first.volume),
            text::volume(last.volume),
            text::volume(crossovers.len() as u64),
            listed(names, &winners.into_iter().collect::<Vec<_>>())
        )
    });
    format!("{}{changes}{}", stretch(names, start), stretch(names, end))
}

fn run_table(names: &[String], runs: &[Run]) -> String {
    let row = |run: &Run| vec![text::volume(run.from), text::volume(run.to), listed(names, &run.cheapest)];
    let head = [("From", Align::Right), ("To", Align::Right), ("Cheapest", Align::Left)];
    table(&head, &runs.iter().map(row).collect::<Vec<_>>())
}

/// Each crossover with its two routes, what a part costs on either there, and why.
fn crossover_table(loaded: &Loaded, names: &[String], crossovers: &[Crossover]) -> String {
    let unit = |routes: &[usize], volume: u64| {
        routes.first().map_or(0.0, |&route| loaded.case.evaluate(route, volume).unit_cost(volume))
    };
    let units: Vec<(f64, f64)> =
        crossovers.iter().map(|it| (unit(&it.before, it.volume), unit(&it.after, it.volume))).collect();
    let places = decimals(units.iter().map(|(before, after)| before.min(*after)).fold(f64::INFINITY, f64::min));
    let row = |(it, (before, after)): (&Crossover, &(f64, f64))| {
        let (old, new) = (listed(names, &it.before), listed(names, &it.after));
        vec![text::volume(it.volume), old, money(*before, places), new, money(*after, places), why(it)]
    };
    let currency = shown(&loaded.scenario.currency);
    let head = [
        ("At", Align::Right),
        ("From", Align::Left),
        (currency.as_str(), Align::Right),
        ("to", Align::Left),
        (currency.as_str(), Align::Right),
        ("because", Align::Left),
    ];
    table(&head, &crossovers.iter().zip(&units).map(row).collect::<Vec<_>>())
}

fn why(crossover: &Crossover) -> String {
    match (crossover.cause, crossover.root) {
        (Cause::Smooth, Some(root)) => format!("the curves cross at {}", money(root, 2)),
        (Cause::Smooth, None) => "the curves cross".to_owned(),
        (Cause::Tool, _) => "a tool is replaced".to_owned(),
        (Cause::Lot, _) => "a lot or a material batch begins".to_owned(),
        (Cause::Machine, _) => "a machine is added".to_owned(),
        (Cause::PriceBreak, _) => "a price break is reached".to_owned(),
        (Cause::Transfer, _) => "the main stage begins".to_owned(),
        (Cause::Repeat, _) => "a repeat order begins".to_owned(),
    }
}

fn pair_table(names: &[String], pairs: &[Pair]) -> String {
    let cheaper = |pair: &Pair, order| match order {
        Order::First => names[pair.a].clone(),
        Order::Second => names[pair.b].clone(),
        Order::Tie => "neither".to_owned(),
    };
    let rows: Vec<Vec<String>> = pairs
        .iter()
        .flat_map(|pair| pair.switches.iter().map(move |switch| (pair, switch)))
        .map(|(pair, switch)| {
            vec![text::volume(switch.volume), names[pair.a].clone(), names[pair.b].clone(), cheaper(pair, switch.after)]
        })
        .collect();
    if rows.is_empty() {
        return "No two routes change places.\n".to_owned();
    }
    table(
        &[("At", Align::Right), ("of", Align::Left), ("and", Align::Left), ("cheaper from here on", Align::Left)],
        &rows,
    )
}

#[derive(Serialize)]
struct Report<'a> {
    format: u32,
    from: u64,
    to: u64,
    runs: Vec<(u64, u64, Vec<&'a str>)>,
    crossovers: Vec<CrossoverReport<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pairs: Option<Vec<PairReport<'a>>>,
    evaluations: u64,
}

#[derive(Serialize)]
struct CrossoverReport<'a> {
    volume: u64,
    before: Vec<&'a str>,
    after: Vec<&'a str>,
    cause: &'static str,
}

#[derive(Serialize)]
struct PairReport<'a> {
    a: &'a str,
    b: &'a str,
    switches: Vec<SwitchReport>,
}

/// The sign of the first route's total less the second's, before and after.
#[derive(Serialize)]
struct SwitchReport {
    volume: u64,
    before: i8,
    after: i8,
}

fn report<'a>(loaded: &'a Loaded, envelope: &Envelope, pairs: Option<&[Pair]>, from: u64, to: u64) -> Report<'a> {
    let ids = |routes: &[usize]| ids(&loaded.scenario, routes);
    let crossover = |it: &Crossover| CrossoverReport {
        volume: it.volume,
        before: ids(&it.before),
        after: ids(&it.after),
        cause: it.cause.key(),
    };
    Report {
        format: json::FORMAT,
        from,
        to,
        runs: envelope.runs.iter().map(|run| (run.from, run.to, ids(&run.cheapest))).collect(),
        crossovers: envelope.crossovers.iter().map(crossover).collect(),
        pairs: pairs.map(|pairs| pairs.iter().map(|pair| pair_report(loaded, pair)).collect()),
        evaluations: envelope.evaluations,
    }
}

fn pair_report<'a>(loaded: &'a Loaded, pair: &Pair) -> PairReport<'a> {
    let sign = |order| match order {
        Order::First => -1,
        Order::Tie => 0,
        Order::Second => 1,
    };
    let id = |index: usize| loaded.scenario.routes[index].id.as_str();
    let switch =
        |it: &crossover::Switch| SwitchReport { volume: it.volume, before: sign(it.before), after: sign(it.after) };
    PairReport { a: id(pair.a), b: id(pair.b), switches: pair.switches.iter().map(switch).collect() }
}
