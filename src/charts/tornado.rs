//! Which inputs move the answer most, and does any of them change it?
//!
//! A bar for each uncertain input, from its 5 % to its 95 % quantile with the others at their likely
//! values; the largest swing first. Two measures: the lead of the best route over its runner-up in
//! money, TC(runner-up) − TC(best), below zero where the order turns; and the first crossover's volume.

use super::input_names;
use super::sentences::{headline, names};
use super::text;
use crate::analysis::sensitivity::{self, Bar as Measured};
use crate::model::Scenario;

/// Inputs with less than this share of the largest swing have no bar that could be seen.
const LEAST: f64 = 0.005;

/// What the bars measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Measure {
    /// The lead of the best route over its runner-up, in the scenario's currency.
    #[default]
    Lead,
    /// The first crossover's volume.
    Crossover,
}

/// A tornado as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    /// What it says, in a sentence.
    pub title: String,
    /// What the axis measures.
    pub axis: String,
    /// Where the bars start: the figure with every input at its likely value. None where the first
    /// crossover is asked for and there is none.
    pub base: Option<f64>,
    /// From the largest swing to the smallest; inputs next to without any are left out.
    pub bars: Vec<Bar>,
    /// How many inputs move nothing, or next to nothing.
    pub idle: usize,
}

/// What one input does.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Path of the input.
    pub input: String,
    /// Its name.
    pub name: String,
    /// Index of its route; none where it concerns all.
    pub route: Option<usize>,
    /// At its 5 % quantile.
    pub low: End,
    /// At its 95 % quantile.
    pub high: End,
}

/// One end of a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct End {
    /// The input's value, as written.
    pub value: String,
    /// Where the end lies on the axis; none where there is no crossover.
    pub at: Option<f64>,
    /// Who is cheapest there, where that is another than at base.
    pub winner: Option<String>,
}

impl Tornado {
    /// The bars of `measured` at `volume` parts.
    #[must_use]
    pub fn new(scenario: &Scenario, measured: &sensitivity::Tornado, volume: u64, measure: Measure) -> Self {
        let drawing = Drawing { scenario, measured, measure };
        let swings = measured.bars.iter().map(|bar| drawing.swing(bar));
        let least = swings.filter(|swing| swing.is_finite()).fold(0.0, f64::max) * LEAST;
        let matters = |bar: &&Measured| drawing.swing(bar) > least || drawing.changes_winner(bar);
        let mut moving: Vec<&Measured> = measured.bars.iter().filter(matters).collect();
        moving.sort_by(|a, b| drawing.swing(b).total_cmp(&drawing.swing(a)));
        let bars: Vec<Bar> = moving.into_iter().map(|bar| drawing.bar(bar)).collect();
        Self {
            title: drawing.title(volume, bars.first()),
            axis: drawing.axis(),
            base: drawing.base(),
            idle: measured.bars.len() - bars.len(),
            bars,
        }
    }

    /// The least and the greatest place on the axis that anything takes.
    #[must_use]
    pub fn extent(&self) -> Option<(f64, f64)> {
        let places = self.bars.iter().flat_map(|bar| [bar.low.at, bar.high.at]).chain([self.base]).flatten();
        places.fold(None, |extent, at| match extent {
            Some((low, high)) => Some((at.min(low), at.max(high))),
            None => Some((at, at)),
        })
    }
}

struct Drawing<'a> {
    scenario: &'a Scenario,
    measured: &'a sensitivity::Tornado,
    measure: Measure,
}

impl Drawing<'_> {
    fn at(&self, end: &sensitivity::End) -> Option<f64> {
        match self.measure {
            Measure::Lead => Some(-end.gap),
            Measure::Crossover => end.crossover.map(crossover_at),
        }
    }

    fn base(&self) -> Option<f64> {
        match self.measure {
            Measure::Lead => Some(-self.measured.gap),
            Measure::Crossover => self.measured.crossover.map(crossover_at),
        }
    }

    /// How far the ends lie apart; an end without a crossover lies beyond all others.
    fn swing(&self, bar: &Measured) -> f64 {
        match (self.at(&bar.low), self.at(&bar.high)) {
            (Some(low), Some(high)) => (high - low).abs(),
            (None, None) => 0.0,
            _ => f64::INFINITY,
        }
    }

    fn changes_winner(&self, bar: &Measured) -> bool {
        let cheapest = &self.measured.cheapest;
        self.measure == Measure::Lead && [&bar.low, &bar.high].into_iter().any(|end| end.cheapest != *cheapest)
    }

    fn bar(&self, bar: &Measured) -> Bar {
        let end = |end: &sensitivity::End| End {
            value: input_names::value(self.scenario, &bar.input, end.value),
            at: self.at(end),
            winner: (self.measure == Measure::Lead && end.cheapest != self.measured.cheapest)
                .then(|| names(self.scenario, &end.cheapest)),
        };
        Bar {
            input: bar.input.clone(),
            name: input_names::full(self.scenario, &bar.input),
            route: input_names::route_index(self.scenario, &bar.input),
            low: end(&bar.low),
            high: end(&bar.high),
        }
    }

    fn axis(&self) -> String {
        let name = |route: usize| names(self.scenario, &[route]);
        match self.measure {
            Measure::Lead => format!(
                "Lead of {} over {}, {}",
                name(self.measured.best),
                name(self.measured.runner_up),
                text::shown(&self.scenario.currency)
            ),
            Measure::Crossover => "First crossover, parts".to_owned(),
        }
    }

    fn title(&self, volume: u64, first: Option<&Bar>) -> String {
        let what = match self.measure {
            Measure::Lead => format!("gap at {}", text::parts(volume)),
            Measure::Crossover => "first crossover".to_owned(),
        };
        let Some(first) = first else { return format!("No uncertain input moves the {what}") };
        let name = input_names::short(self.scenario, &first.input);
        let whose = first.route.map_or_else(String::new, |route| format!(" ({})", headline(self.scenario, &[route])));
        format!("The {what} depends most on the {name}{whose}")
    }
}

#[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
fn crossover_at(volume: u64) -> f64 {
    volume as f64
}
