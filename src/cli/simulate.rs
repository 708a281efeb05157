//! How sure is the answer, what would it cost to be wrong, and which number is worth chasing?

use std::num::NonZero;

use serde::Serialize;

use super::arguments::Simulate;
use super::json;
use super::load::{Loaded, load};
use super::names::{listed, names};
use super::outcome::{Answer, Failure};
use super::progress::{Steps, watched};
use super::table::{Align, table};
use crate::analysis::monte_carlo::{CrossoverVolumes, Plan, PointSummary, SAMPLES, Simulation, VolumeChoice, simulate};
use crate::charts::text::{self, cost, money, percent, rounded, shown};

/// How many inputs the readable answer lists.
const MOST_INPUTS: usize = 12;

/// Draws every uncertain input of a scenario and sums up what came of it.
pub(super) fn answer(arguments: &Simulate) -> Result<Answer, Failure> {
    let loaded = load(&arguments.file)?;
    let planned = loaded.case.planned_units();
    let volumes = if arguments.at.is_empty() {
        let fixed = loaded.scenario.volumes.iter().map(|&volume| VolumeChoice::Fixed(volume));
        fixed.chain([VolumeChoice::Planned]).collect()
    } else {
        arguments.at.iter().map(|&volume| VolumeChoice::Fixed(volume)).collect::<Vec<_>>()
    };
    let shown_volumes: Vec<u64> = volumes.iter().map(|choice| at_likely(*choice, planned)).collect();
    loaded.refuse_infinite(&shown_volumes)?;
    let seed = arguments.seed.unwrap_or(loaded.scenario.seed);
    let samples = arguments.samples.unwrap_or(SAMPLES);
    let plan = Plan::new(&loaded.scenario, volumes.clone(), seed, true);
    let simulation = drawn(&plan, samples)?.ok_or(Failure::NothingToSimulate)?;
    let question =
        Question { loaded: &loaded, volumes: &volumes, shown: &shown_volumes, seed, simulation: &simulation };
    let text = if arguments.json { json::object(&question.report())? } else { question.described() };
    Ok(Answer { remarks: loaded.remarks, ..Answer::done(text) })
}

fn at_likely(choice: VolumeChoice, planned: u64) -> u64 {
    match choice {
        VolumeChoice::Fixed(volume) => volume,
        VolumeChoice::Planned => planned,
    }
}

/// Draws on all cores; a person at a terminal sees how far it is.
fn drawn(plan: &Plan, samples: u64) -> Result<Option<Simulation>, Failure> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    watched(Steps::Told(samples, "draws"), |watch| simulate(plan, samples, threads, &watch.done, watch))
}

struct Question<'a> {
    loaded: &'a Loaded,
    volumes: &'a [VolumeChoice],
    shown: &'a [u64],
    seed: u64,
    simulation: &'a Simulation,
}

impl Question<'_> {
    fn described(&self) -> String {
        let names = names(&self.loaded.scenario);
        let mut blocks: Vec<String> = (0..self.volumes.len()).map(|volume| self.at_volume(volume, &names)).collect();
        blocks.extend(self.worth_knowing());
        blocks.push(self.crossover_sentence());
        let clamped = match self.simulation.clamped {
            0 => String::new(),
            moved => format!(", {} of them with a number moved to its bound", text::volume(moved)),
        };
        blocks.push(format!("{} draws with seed {}{clamped}.\n", text::volume(self.simulation.samples), self.seed));
        blocks.join("\n")
    }

    fn at_volume(&self, volume: usize, names: &[String]) -> String {
        let points = &self.simulation.points[volume];
        let volume_drawn =
            self.volumes[volume] == VolumeChoice::Planned && self.loaded.scenario.planned_volume().is_uncertain();
        let parts = if volume_drawn {
            format!("At the planned volume, drawn around {} parts", text::volume(self.shown[volume]))
        } else {
            format!("At {} parts", text::volume(self.shown[volume]))
        };
        let best = (0..points.len()).min_by(|&a, &b| points[a].mean.total_cmp(&points[b].mean));
        let advice = best.map_or_else(String::new, |best| {
            let point = &points[best];
            format!(
                "{parts}, {} has the lowest expected cost; it is cheapest in {} of draws, and choosing it costs {} on average against hindsight.\n",
                listed(names, &[best]), percent(point.probability_cheapest), rounded(point.regret, 2)
            )
        });
        let row = |(route, point): (usize, &PointSummary)| {
            let chance = format!("{} ± {}", percent(point.probability_cheapest), percent(point.standard_error));
            let mut row = vec![names[route].clone()];
            row.extend([point.mean, point.p10, point.p50, point.p90].map(|amount| money(amount, 0)));
            row.extend([chance, money(point.regret, 0)]);
            row
        };
        let currency = format!("Total, {}", shown(&self.loaded.scenario.currency));
        let head = [
            (currency.as_str(), Align::Left),
            ("mean", Align::Right),
            ("P10", Align::Right),
            ("P50", Align::Right),
            ("P90", Align::Right),
            ("cheapest", Align::Right),
            ("regret", Align::Right),
        ];
        advice + &table(&head, &points.iter().enumerate().map(row).collect::<Vec<_>>())
    }

    /// Which number to chase first, by its worth at the last volume.
    fn worth_knowing(&self) -> Option<String> {
        let last = self.volumes.len() - 1;
        let mut values: Vec<_> =
            self.simulation.evppi.iter().filter(|value| value.values[last] > value.noise_floor[last]).collect();
        values.sort_by(|a, b| b.values[last].total_cmp(&a.values[last]));
        let rows: Vec<Vec<String>> = values
            .iter()
            .take(MOST_INPUTS)
            .filter(|value| value.values[last] >= 0.5)
            .map(|value| vec![shown(&value.input), money(value.values[last], 0), money(value.noise_floor[last], 0)])
            .collect();
        let everything =
            format!("To know everything beforehand is worth {} there.\n", rounded(self.simulation.evpi[last], 2));
        let head = [("Worth chasing first", Align::Left), ("worth knowing", Align::Right), ("noise", Align::Right)];
        (self.simulation.evpi[last] > 0.5)
            .then(|| if rows.is_empty() { everything.clone() } else { table(&head, &rows) + &everything })
    }

    fn crossover_sentence(&self) -> String {
        match &self.simulation.crossover {
            None => "In no draw does the cheapest route change within the range.\n".to_owned(),
            Some(CrossoverVolumes { p10, p50, p90, none }) => {
                let without =
                    if *none > 0.0 { format!("; in {} of draws there is none", percent(*none)) } else { String::new() };
                format!(
                    "The first crossover lies between {} and {} parts in 80 % of draws that have one, {} in the middle{without}.\n",
                    cost(p10.round()),
                    cost(p90.round()),
                    cost(p50.round())
                )
            }
        }
    }

    fn report(&self) -> Report<'_> {
        let scenario = &self.loaded.scenario;
        let points = |route: usize| {
            let by_volume = self.shown.iter().zip(&self.simulation.points);
            by_volume.map(|(&volume, points)| PointReport::new(volume, &points[route])).collect()
        };
        let route = |(index, route): (usize, &'_ crate::model::Route)| RouteReport {
            id: route.id.clone(),
            points: points(index),
        };
        let input = |value: &crate::analysis::monte_carlo::InformationValue| InputReport {
            input: value.input.clone(),
            values: value.values.clone(),
            noise_floor: value.noise_floor.clone(),
        };
        Report {
            format: json::FORMAT,
            samples: self.simulation.samples,
            seed: self.seed,
            volumes: self.shown,
            routes: scenario.routes.iter().enumerate().map(route).collect(),
            evpi: &self.simulation.evpi,
            evppi: self.simulation.evppi.iter().map(input).collect(),
            crossover: self.simulation.crossover.as_ref().map_or(
                CrossoverReport { p10: None, p50: None, p90: None, none: 1.0 },
                |it| CrossoverReport { p10: Some(it.p10), p50: Some(it.p50), p90: Some(it.p90), none: it.none },
            ),
            clamped: self.simulation.clamped,
        }
    }
}

#[derive(Serialize)]
struct Report<'a> {
    format: u32,
    samples: u64,
    seed: u64,
    volumes: &'a [u64],
    routes: Vec<RouteReport>,
    evpi: &'a [f64],
    evppi: Vec<InputReport>,
    crossover: CrossoverReport,
    clamped: u64,
}

#[derive(Serialize)]
struct RouteReport {
    id: String,
    points: Vec<PointReport>,
}

#[derive(Serialize)]
struct PointReport {
    volume: u64,
    mean: f64,
    p10: f64,
    p50: f64,
    p90: f64,
    probability_cheapest: f64,
    standard_error: f64,
    regret: f64,
}

impl PointReport {
    fn new(volume: u64, point: &PointSummary) -> Self {
        Self {
            volume,
            mean: point.mean,
            p10: point.p10,
            p50: point.p50,
            p90: point.p90,
            probability_cheapest: point.probability_cheapest,
            standard_error: point.standard_error,
            regret: point.regret,
        }
    }
}

#[derive(Serialize)]
struct InputReport {
    input: String,
    values: Vec<f64>,
    noise_floor: Vec<f64>,
}

#[derive(Serialize)]
struct CrossoverReport {
    p10: Option<f64>,
    p50: Option<f64>,
    p90: Option<f64>,
    none: f64,
}
