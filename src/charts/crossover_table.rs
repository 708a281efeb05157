//! Which crossovers and runs are there, row by row?
//!
//! Every change of the cheapest route with its volume, why, and what a part then costs by either route
//! = total / volume; then the runs between them. Rows are made one by one, so that a table of 100,000
//! takes no longer to show than one of ten.

use super::cost_curves::Subject;
use super::finding_text;
use super::sentences::names;
use super::text;
use crate::analysis::crossover::Crossover;

/// What stands over the columns of crossovers.
pub const CROSSOVER_COLUMNS: [&str; 6] = ["Volume", "Before", "After", "Why", "Cost before", "Cost after"];
/// What stands over the columns of runs.
pub const RUN_COLUMNS: [&str; 5] = ["From", "To", "Cheapest", "Cost from", "Cost to"];

/// A change of the cheapest route, in words and figures.
#[derive(Clone, Debug, PartialEq)]
pub struct CrossoverRow {
    /// First volume of the new winner.
    pub volume: u64,
    /// Who was cheapest just before.
    pub before: String,
    /// Who is cheapest from here on.
    pub after: String,
    /// Why.
    pub cause: &'static str,
    /// What a part costs here by the one and by the other; nothing where there is no such route.
    pub unit_costs: [Option<f64>; 2],
}

/// A stretch of volumes with the same cheapest routes.
#[derive(Clone, Debug, PartialEq)]
pub struct RunRow {
    /// First and last volume.
    pub volumes: (u64, u64),
    /// Who is cheapest.
    pub cheapest: String,
    /// What a part costs at both.
    pub unit_costs: [Option<f64>; 2],
}

/// Row number `index` of the crossovers.
#[must_use]
pub fn crossover_row(subject: &Subject, index: usize) -> Option<CrossoverRow> {
    let crossover: &Crossover = subject.envelope.crossovers.get(index)?;
    let Crossover { volume, before, after, cause, .. } = crossover;
    // Where a tie comes or goes, the route that leaves or joins is the one to compare.
    let loser = before.iter().find(|route| !after.contains(route)).or(before.first());
    let winner = after.iter().find(|route| !before.contains(route)).or(after.first());
    Some(CrossoverRow {
        volume: *volume,
        before: names(subject.scenario, before),
        after: names(subject.scenario, after),
        cause: finding_text::cause(*cause),
        unit_costs: [loser, winner].map(|route| unit_cost(subject, route, *volume)),
    })
}

/// Row number `index` of the runs.
#[must_use]
pub fn run_row(subject: &Subject, index: usize) -> Option<RunRow> {
    let run = subject.envelope.runs.get(index)?;
    Some(RunRow {
        volumes: (run.from, run.to),
        cheapest: names(subject.scenario, &run.cheapest),
        unit_costs: [run.from, run.to].map(|volume| unit_cost(subject, run.cheapest.first(), volume)),
    })
}

/// How many decimals the table needs room for, as each cost has those it needs: the most in its first and
/// last rows.
#[must_use]
pub fn most_decimals(subject: &Subject) -> usize {
    let ends = |count: usize| [0, count.saturating_sub(1)];
    let crossovers = ends(subject.envelope.crossovers.len()).into_iter().filter_map(|it| crossover_row(subject, it));
    let runs = ends(subject.envelope.runs.len()).into_iter().filter_map(|it| run_row(subject, it));
    let costs = crossovers.map(|row| row.unit_costs).chain(runs.map(|row| row.unit_costs));
    costs.flatten().flatten().map(text::decimals).max().unwrap_or(0)
}

/// How many changes there are, as a sentence.
#[must_use]
pub fn message(subject: &Subject) -> String {
    match subject.envelope.crossovers.as_slice() {
        [] if subject.envelope.runs.is_empty() => "No route to compare".to_owned(),
        [] => "The cheapest route never changes".to_owned(),
        [only] => format!("The cheapest route changes once, at {}", text::parts(only.volume)),
        all => format!("The cheapest route changes {} times", text::volume(all.len() as u64)),
    }
}

/// Everything as tab-separated text, with all digits and a point for decimals, as a spreadsheet reads it.
#[must_use]
pub fn tab_separated(subject: &Subject) -> String {
    let mut text = String::new();
    let mut line = |cells: &[&str]| {
        text.push_str(&cells.join("\t"));
        text.push('\n');
    };
    line(&CROSSOVER_COLUMNS);
    for row in (0..subject.envelope.crossovers.len()).filter_map(|index| crossover_row(subject, index)) {
        let [before, after] = row.unit_costs.map(exact);
        line(&[&row.volume.to_string(), &cell(&row.before), &cell(&row.after), row.cause, &before, &after]);
    }
    line(&[]);
    line(&RUN_COLUMNS);
    for row in (0..subject.envelope.runs.len()).filter_map(|index| run_row(subject, index)) {
        let ([first, last], (from, to)) = (row.unit_costs.map(exact), row.volumes);
        line(&[&from.to_string(), &to.to_string(), &cell(&row.cheapest), &first, &last]);
    }
    text
}

fn exact(unit_cost: Option<f64>) -> String {
    unit_cost.map(|cost| cost.to_string()).unwrap_or_default()
}

/// A name that a spreadsheet will not take for a formula. Names as shown have no tabs or line ends.
fn cell(name: &str) -> String {
    if name.starts_with(['=', '+', '-', '@']) { format!("'{name}") } else { name.to_owned() }
}

fn unit_cost(subject: &Subject, route: Option<&usize>, volume: u64) -> Option<f64> {
    let route = route.filter(|route| **route < subject.case.route_count())?;
    Some(subject.case.evaluate(*route, volume).unit_cost(volume))
}
