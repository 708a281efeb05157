//! How does the answer of one scenario differ from that of another?
//!
//! Routes are matched by their ids: what each costs in both at the volumes of interest, who wins there, and
//! how each crossover moved. A crossover of one scenario is that of the other where the same routes take
//! over from the same ones, for the same time in order of volume. Change = here − there. Amounts in different
//! currencies are shown, and not subtracted.

mod crossovers;
mod headline;

pub use crossovers::MovedCrossover;

use super::cost_curves::Subject;
use super::difference_table::{self, Row};
use super::look::{Look, looks};
use super::text;
use crate::analysis::crossover::{Envelope, Run, TIE};
use crate::analysis::differences::{Difference, differences};
use crate::cost::Case;

/// A scenario that is compared, and what it is called beside the other.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    /// The scenario with its answer.
    pub subject: Subject<'a>,
    /// What it is called in a sentence: "as last saved".
    pub name: &'a str,
}

/// What stands in the comparison, in words and figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What it comes to, in a sentence.
    pub title: String,
    /// What else has to be said, in a sentence or none.
    pub subtitle: String,
    /// Whether amounts of the two may be subtracted.
    pub same_currency: bool,
    /// The volumes of interest of the scenario here.
    pub volumes: Vec<u64>,
    /// The routes here in their order, and then those that are only there.
    pub routes: Vec<ComparedRoute>,
    /// Who is cheapest there and here, over both ranges, by places among `routes`.
    pub envelopes: [Envelope; 2],
    /// From where to where crossovers are sought, in either of them.
    pub range: (u64, u64),
    /// The crossovers of both, by volume.
    pub crossovers: Vec<MovedCrossover>,
    /// How many more crossovers there are.
    pub more_crossovers: usize,
    /// Everything that is stated differently.
    pub differences: Vec<Row>,
}

/// A route of either scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct ComparedRoute {
    /// What it is called, here where it is here.
    pub name: String,
    /// What it looks like.
    pub look: Look,
    /// What it costs at each of the volumes.
    pub cells: Vec<Cell>,
}

/// What a route costs at a volume, there and here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Totals; none where there is no such route or it does not compete.
    pub totals: [Option<f64>; 2],
    /// Whether it is the cheapest, or ties with it.
    pub cheapest: [bool; 2],
}

impl Comparison {
    /// How the scenario `here` differs from the one `there`.
    #[must_use]
    pub fn new(there: &Side, here: &Side) -> Self {
        let (one, other) = (there.subject.scenario, here.subject.scenario);
        let places = Places::new(there, here);
        let found = differences(one, other);
        let volumes = other.volumes.clone();
        let routes = places.routes(there, here, &volumes);
        let names: Vec<String> = routes.iter().map(|route| route.name.clone()).collect();
        let envelopes = [places.turned(there, 0), places.turned(here, 1)];
        let moved = crossovers::moved([&envelopes[0], &envelopes[1]], &names);
        let shown = moved.len().min(crossovers::MOST);
        let same_currency = one.currency == other.currency;
        let (title, subtitle) = headline::headline(&headline::Told {
            there: there.name,
            volumes: &volumes,
            routes: &routes,
            moved: &moved,
            inputs: found.iter().filter(|it| matches!(it, Difference::Input { .. })).count(),
            differences: found.len(),
            currencies: (!same_currency).then_some([one.currency.as_str(), other.currency.as_str()]),
        });
        Self {
            title,
            subtitle,
            same_currency,
            volumes,
            routes,
            range: (one.range.0.min(other.range.0), one.range.1.max(other.range.1)),
            envelopes,
            more_crossovers: moved.len() - shown,
            crossovers: moved.into_iter().take(shown).collect(),
            differences: difference_table::rows(one, other, &found),
        }
    }

    /// The least of the unit costs or totals at volume number `index`, which tells their decimals; `shown` makes what
    /// is shown of a total.
    #[must_use]
    pub fn smallest(&self, index: usize, shown: impl Fn(f64) -> f64) -> f64 {
        let cells = self.routes.iter().filter_map(|route| route.cells.get(index));
        let values = cells.flat_map(|cell| cell.totals.into_iter().flatten()).map(shown);
        values.fold(f64::INFINITY, f64::min)
    }
}

impl Cell {
    /// What it costs more here, and that as a share of what it costs there.
    #[must_use]
    pub fn change(&self) -> Option<(f64, f64)> {
        let [Some(there), Some(here)] = self.totals else { return None };
        Some((here - there, if there == 0.0 { 0.0 } else { here / there - 1.0 }))
    }
}

/// Where each route of either scenario stands among all of them.
struct Places {
    /// Indices there and here, by place.
    routes: Vec<[Option<usize>; 2]>,
}

impl Places {
    fn new(there: &Side, here: &Side) -> Self {
        let [one, other] = [there, here].map(|side| &side.subject.scenario.routes);
        let mut routes: Vec<[Option<usize>; 2]> = Vec::new();
        for (index, route) in other.iter().enumerate() {
            routes.push([one.iter().position(|it| it.id == route.id), Some(index)]);
        }
        let only_there = |index: &usize| other.iter().all(|it| it.id != one[*index].id);
        routes.extend((0..one.len()).filter(only_there).map(|index| [Some(index), None]));
        Self { routes }
    }

    fn routes(&self, there: &Side, here: &Side, volumes: &[u64]) -> Vec<ComparedRoute> {
        let sides = [there, here];
        let mut all = here.subject.scenario.clone();
        let only_there = self.routes.iter().filter(|route| route[1].is_none()).filter_map(|route| route[0]);
        all.routes.extend(only_there.filter_map(|index| there.subject.scenario.routes.get(index).cloned()));
        let looks = looks(&all);
        let winners = sides.map(|side| volumes.iter().map(|volume| least(side.subject.case, *volume)).collect());
        let winners: [Vec<f64>; 2] = winners;
        let compared = |(place, route): (usize, &[Option<usize>; 2])| {
            let cells = volumes.iter().enumerate().map(|(at, volume)| {
                let totals = [0, 1].map(|side| total(sides[side].subject.case, route[side], *volume));
                let cheapest = [0, 1].map(|side| totals[side].is_some_and(|total| total <= winners[side][at] + TIE));
                Cell { totals, cheapest }
            });
            ComparedRoute {
                name: all.routes.get(place).map(|route| text::name(&route.name)).unwrap_or_default(),
                look: looks.get(place).copied().unwrap_or_else(|| Look::of_slot(place)),
                cells: cells.collect(),
            }
        };
        self.routes.iter().enumerate().map(compared).collect()
    }

    /// The envelope of one side, with places in place of the indices of its routes.
    fn turned(&self, side: &Side, which: usize) -> Envelope {
        let place = |index: &usize| self.routes.iter().position(|route| route[which] == Some(*index)).unwrap_or(*index);
        let places = |routes: &[usize]| {
            let mut places: Vec<usize> = routes.iter().map(place).collect();
            places.sort_unstable();
            places
        };
        let envelope = side.subject.envelope;
        let runs = envelope.runs.iter().map(|run| Run { cheapest: places(&run.cheapest), ..run.clone() });
        let crossovers = envelope.crossovers.iter().map(|crossover| {
            let (before, after) = (places(&crossover.before), places(&crossover.after));
            crate::analysis::crossover::Crossover { before, after, ..crossover.clone() }
        });
        Envelope { runs: runs.collect(), crossovers: crossovers.collect(), evaluations: envelope.evaluations }
    }
}

fn total(case: &Case, route: Option<usize>, volume: u64) -> Option<f64> {
    let route = route.filter(|route| *route < case.route_count())?;
    let evaluation = case.evaluate(route, volume.max(1));
    evaluation.candidate.then_some(evaluation.total)
}

fn least(case: &Case, volume: u64) -> f64 {
    (0..case.route_count()).filter_map(|route| total(case, Some(route), volume)).fold(f64::INFINITY, f64::min)
}

/// Names of the routes at these places, as in a sentence.
fn names(all: &[String], places: &[usize]) -> String {
    let names: Vec<&str> = places.iter().filter_map(|place| all.get(*place)).map(String::as_str).collect();
    text::listed(&names)
}

#[cfg(test)]
mod tests;
