//! Which input moves the gap between the best route and its runner-up most?

use serde::Serialize;

use super::arguments::Sensitivity;
use super::json;
use super::load::{Loaded, load};
use super::names::{ids, listed, names};
use super::outcome::{Answer, Failure};
use super::progress::{Steps, watched};
use super::table::{Align, table};
use crate::analysis::sensitivity::{Bar, End, Tornado, tornado};
use crate::charts::text::{self, money, rounded, shown};
use crate::model::Estimate;
use crate::model::inputs::visit;

/// Measures each uncertain input at its 5 % and 95 % quantile.
pub(super) fn answer(arguments: &Sensitivity) -> Result<Answer, Failure> {
    let loaded = load(&arguments.file)?;
    loaded.refuse_infinite(&[arguments.at])?;
    let mut inputs = 0;
    visit(&loaded.scenario, &mut |place| inputs += u64::from(place.slot.get().is_some_and(Estimate::is_uncertain)));
    let found = watched(Steps::Asked(inputs, "inputs"), |watch| tornado(&loaded.scenario, arguments.at, watch))?;
    let tornado = found.ok_or(Failure::NothingToCompare { volume: arguments.at })?;
    let text = if arguments.json {
        json::object(&report(&loaded, arguments.at, &tornado))?
    } else {
        described(&loaded, arguments.at, &tornado)
    };
    Ok(Answer { remarks: loaded.remarks, ..Answer::done(text) })
}

fn described(loaded: &Loaded, at: u64, tornado: &Tornado) -> String {
    let names = names(&loaded.scenario);
    let head = format!(
        "At {} parts, {} costs {} less than {} in all.\n",
        text::volume(at),
        names[tornado.best],
        rounded(-tornado.gap, 3),
        names[tornado.runner_up]
    );
    if tornado.bars.is_empty() {
        return head + "No input is a range, so nothing moves it: give ranges to what is not certain.\n";
    }
    let volume = |end: &End| end.crossover.map_or_else(|| "none".to_owned(), text::volume);
    let row = |bar: &Bar| {
        let winner = if bar.changes_winner {
            let other = if bar.low.cheapest.contains(&tornado.best) { &bar.high } else { &bar.low };
            listed(&names, &other.cheapest)
        } else {
            String::new()
        };
        vec![
            shown(&bar.input),
            money(-bar.low.gap, 0),
            money(-bar.high.gap, 0),
            money(bar.swing(), 0),
            volume(&bar.low),
            volume(&bar.high),
            winner,
        ]
    };
    let columns = [
        ("Lead by input", Align::Left),
        ("at its 5 %", Align::Right),
        ("at its 95 %", Align::Right),
        ("swing", Align::Right),
        ("first crossover", Align::Right),
        ("", Align::Right),
        ("then cheapest", Align::Left),
    ];
    format!("{head}\n{}", table(&columns, &tornado.bars.iter().map(row).collect::<Vec<_>>()))
}

#[derive(Serialize)]
struct Report<'a> {
    format: u32,
    at: u64,
    best: &'a str,
    runner_up: &'a str,
    gap: f64,
    bars: Vec<BarReport<'a>>,
}

#[derive(Serialize)]
struct BarReport<'a> {
    input: &'a str,
    low: f64,
    high: f64,
    gap_low: f64,
    gap_high: f64,
    cheapest_low: Vec<&'a str>,
    cheapest_high: Vec<&'a str>,
    crossover_low: Option<u64>,
    crossover_high: Option<u64>,
}

fn report<'a>(loaded: &'a Loaded, at: u64, tornado: &'a Tornado) -> Report<'a> {
    let scenario = &loaded.scenario;
    let bar = |bar: &'a Bar| BarReport {
        input: &bar.input,
        low: bar.low.value,
        high: bar.high.value,
        gap_low: bar.low.gap,
        gap_high: bar.high.gap,
        cheapest_low: ids(scenario, &bar.low.cheapest),
        cheapest_high: ids(scenario, &bar.high.cheapest),
        crossover_low: bar.low.crossover,
        crossover_high: bar.high.crossover,
    };
    Report {
        format: json::FORMAT,
        at,
        best: &scenario.routes[tornado.best].id,
        runner_up: &scenario.routes[tornado.runner_up].id,
        gap: tornado.gap,
        bars: tornado.bars.iter().map(bar).collect(),
    }
}
