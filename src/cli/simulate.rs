//! How sure is the answer, what would it cost to be wrong, and which number is worth chasing?

use std::num::NonZero;

use serde::Serialize;

use super::arguments::Simulate;
use super::json;
use super::load::{Loaded, load};
use super::names::names;
use super::outcome::{Answer, Failure};
use super::progress::{Steps, watched};
use super::table::{Align, table};
use crate::analysis::exposure::{expected_stranded, stranded_curve};
use crate::analysis::monte_carlo::{Plan, PointSummary, SAMPLES, Simulation, VolumeChoice, simulate};
use crate::analysis::overrun::{OVERRUN, Overrun, overruns};
use crate::analysis::risk_findings::{RiskFinding, at_volume, overall};
use crate::charts::risk_text;
use crate::charts::text::{self, money, percent, rounded, shown};
use crate::model::Route;

/// How many inputs the readable answer lists.
const MOST_INPUTS: usize = 12;
/// At how many demands JSON tells what is stranded.
const STOPS: u32 = 21;

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
    let overruns = of_plan(&loaded, seed, samples)?.ok_or(Failure::NothingToSimulate)?;
    let question =
        Question { loaded: &loaded, volumes: &volumes, shown: &shown_volumes, seed, simulation: &simulation, overruns };
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

/// The draws once more at the planned volume itself, which tell an overrun from a larger demand.
fn of_plan(loaded: &Loaded, seed: u64, samples: u64) -> Result<Option<Vec<Overrun>>, Failure> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    watched(Steps::Told(samples, "draws against the plan"), |watch| {
        overruns(&loaded.scenario, seed, samples, threads, &watch.done, watch)
    })
}

struct Question<'a> {
    loaded: &'a Loaded,
    volumes: &'a [VolumeChoice],
    shown: &'a [u64],
    seed: u64,
    simulation: &'a Simulation,
    overruns: Vec<Overrun>,
}

impl Question<'_> {
    fn described(&self) -> String {
        let names = names(&self.loaded.scenario);
        let mut blocks: Vec<String> = (0..self.volumes.len()).map(|volume| self.at_volume(volume, &names)).collect();
        blocks.extend(self.worth_knowing());
        blocks.push(self.against_the_plan(&names));
        blocks.push(self.said(&overall(self.simulation)));
        blocks.push(format!("{} draws with seed {}.\n", text::volume(self.simulation.samples), self.seed));
        blocks.join("\n")
    }

    /// Findings, a line each.
    fn said(&self, findings: &[RiskFinding]) -> String {
        findings.iter().map(|finding| risk_text::sentence(finding, &self.loaded.scenario) + "\n").collect()
    }

    fn is_drawn(&self, volume: usize) -> bool {
        self.volumes[volume] == VolumeChoice::Planned && self.loaded.scenario.planned_volume().is_uncertain()
    }

    fn at_volume(&self, volume: usize, names: &[String]) -> String {
        let points = &self.simulation.points[volume];
        let head = risk_text::heading(self.shown[volume], self.is_drawn(volume));
        let found = at_volume(&self.loaded.scenario, self.simulation, volume, self.volumes[volume]);
        let advice = format!("{head}\n{}", self.said(&found));
        let row = |(route, point): (usize, &PointSummary)| {
            let chance = risk_text::estimated_within(point.probability_cheapest, point.standard_error);
            let cells = [point.mean, point.p10, point.p50, point.p90].map(|amount| money(amount, 0));
            let standing = [chance, money(point.regret, 0)];
            let all = cells.into_iter().chain(standing);
            // Within its pilot a staged route is its pilot, and does not compete.
            let shown = all.map(|cell| if point.candidate { cell } else { "–".to_owned() });
            std::iter::once(names[route].clone()).chain(shown).collect()
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

    /// What the totals at the planned volume come to beside the plan, and what is stranded where demand
    /// falls short of it.
    fn against_the_plan(&self, names: &[String]) -> String {
        let case = &self.loaded.case;
        let title =
            format!("At {} as planned, {}", text::parts(case.planned_units()), shown(&self.loaded.scenario.currency));
        let mut head = vec![(title, Align::Left)];
        head.extend(["plan", "mean", "", "over 1.4 × plan"].map(|column| (column.to_owned(), Align::Right)));
        let is_uncertain = self.loaded.scenario.planned_volume().is_uncertain();
        if is_uncertain {
            head.push(("expected to be stranded".to_owned(), Align::Right));
        }
        let row = |(route, overrun): (usize, &Overrun)| {
            let excess = overrun.mean_excess().map_or_else(String::new, signed);
            let mut row = vec![names[route].clone(), money(overrun.plan, 0), money(overrun.mean, 0), excess];
            row.push(risk_text::estimated_within(overrun.chance, overrun.standard_error));
            if is_uncertain {
                let stranded = expected_stranded(&self.loaded.scenario, case, route);
                row.push(stranded.map_or_else(String::new, |amount| money(amount, 0)));
            }
            row
        };
        table(&head, &self.overruns.iter().enumerate().map(row).collect::<Vec<_>>())
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
            planned: self.planned(),
        }
    }

    fn planned(&self) -> PlannedReport {
        let (scenario, case) = (&self.loaded.scenario, &self.loaded.case);
        let volume = case.planned_units();
        let of_route = |(index, (route, overrun)): (usize, (&'_ Route, &Overrun))| PlannedRouteReport {
            id: route.id.clone(),
            plan: overrun.plan,
            mean: overrun.mean,
            probability_over: overrun.chance,
            standard_error: overrun.standard_error,
            expected_stranded: expected_stranded(scenario, case, index).unwrap_or_default(),
            stranded: stranded_curve(case, index, volume, STOPS),
        };
        let routes = scenario.routes.iter().zip(&self.overruns).enumerate().map(of_route).collect();
        PlannedReport { volume, over: OVERRUN, routes }
    }
}

/// `+14 %`, `−2 %`, and nothing where it rounds to nothing.
fn signed(share: f64) -> String {
    let rounded = (share * 1_000.0).round() / 1_000.0;
    if rounded == 0.0 {
        return "0 %".to_owned();
    }
    format!("{}{}", if rounded > 0.0 { "+" } else { "" }, percent(rounded))
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
    planned: PlannedReport,
}

/// What the planned volume costs beside the plan, and what is stranded short of it.
#[derive(Serialize)]
struct PlannedReport {
    volume: u64,
    /// The multiple of the plan that `probability_over` is about.
    over: f64,
    routes: Vec<PlannedRouteReport>,
}

#[derive(Serialize)]
struct PlannedRouteReport {
    id: String,
    plan: f64,
    mean: f64,
    probability_over: f64,
    standard_error: f64,
    expected_stranded: f64,
    /// `[parts, money]` where demand stops, from none to the planned volume.
    stranded: Vec<(u64, f64)>,
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
