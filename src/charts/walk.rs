//! What does a person hear who walks along a curve?
//!
//! A stop is the next round volume ([`super::volume_steps::stepped`]) or, where one comes first, a volume at
//! which something happens: a crossover, a quoted quantity, a volume of the table. At each stop one sentence
//! tells what a part costs there by this route, how it compares with the cheapest, and what happens.

use super::bands;
use super::comparison::{Standing, pilot, standings};
use super::cost_curves::{CostCurves, Frame, Subject};
use super::sentences::names;
use super::text::{cost, percent, rounded, volume as written};
use super::volume_steps::stepped;
use crate::analysis::bands::Bands;
use crate::analysis::curve::Measure;

/// From ten times as much on, how many times is said instead of how many percent more.
const TIMES: f64 = 9.0;
/// Less than a tenth of a percent is hardly anything.
const HARDLY: f64 = 0.001;

/// The stop after or before a volume; `telling` are the volumes at which something happens.
#[must_use]
pub fn next_stop(volume: u64, up: bool, far: bool, telling: &[u64], range: (u64, u64)) -> u64 {
    let round = stepped(volume, up, far, range);
    let between = telling.iter().copied().filter(|stop| range.0 <= *stop && *stop <= range.1);
    if up {
        between.filter(|stop| *stop > volume).fold(round, u64::min)
    } else {
        between.filter(|stop| *stop < volume).fold(round, u64::max)
    }
}

/// The route whose curve is the next above or below that of `route` at a volume, of those given;
/// the same where there is none. Where `route` does not compete there, the cheapest.
#[must_use]
pub fn neighbour(standings: &[Standing], route: usize, up: bool) -> Option<usize> {
    let mut rising: Vec<&Standing> = standings.iter().filter(|standing| standing.candidate).collect();
    rising.sort_by(|a, b| a.value.total_cmp(&b.value));
    let Some(here) = rising.iter().position(|standing| standing.route == route) else {
        return rising.first().map(|standing| standing.route);
    };
    let next = if up { (here + 1).min(rising.len() - 1) } else { here.saturating_sub(1) };
    rising.get(next).map(|standing| standing.route)
}

/// Where a walk stands.
pub struct Stop<'a> {
    /// What is charted.
    pub subject: Subject<'a>,
    /// How it is looked at.
    pub frame: &'a Frame,
    /// The chart.
    pub chart: &'a CostCurves,
    /// The bands, where they are drawn.
    pub bands: Option<&'a Bands>,
    /// Index of the route.
    pub route: usize,
    /// The volume.
    pub volume: u64,
}

impl Stop<'_> {
    /// What a person would say of it.
    #[must_use]
    pub fn said(&self) -> String {
        let all = standings(&self.subject, self.frame.measure, self.frame.factor(), self.volume);
        let Some(standing) = all.iter().find(|standing| standing.route == self.route) else { return String::new() };
        let mut sentences = vec![self.value(standing, &all)];
        sentences.extend(self.spread().filter(|_| standing.candidate));
        sentences.extend(self.happening());
        sentences.join(" ")
    }

    fn name(&self, route: usize) -> String {
        names(self.subject.scenario, &[route])
    }

    fn value(&self, standing: &Standing, all: &[Standing]) -> String {
        let at = format!("{} at {}", self.name(self.route), written(self.volume));
        if !standing.candidate {
            let pilot = pilot(&self.subject, self.route).map_or_else(|| "out".to_owned(), |it| self.name(it));
            return format!("{at}: as {pilot}.");
        }
        let figure = format!("{} {}", cost(standing.value), self.of_what());
        let candidates = all.iter().filter(|it| it.candidate && it.route != self.route);
        let other = candidates.min_by(|a, b| a.evaluation.total.total_cmp(&b.evaluation.total));
        let place = match other {
            None => "the only one".to_owned(),
            Some(other) if other.cheapest && standing.cheapest => {
                format!("as cheap as {}", self.name(other.route))
            }
            Some(other) if standing.cheapest => {
                let (more, _) = more(other.value / standing.value - 1.0);
                format!("the cheapest; {} costs {more}", self.name(other.route))
            }
            Some(other) => {
                let (more, than) = more(standing.excess);
                format!("{more} {than} {}, the cheapest", self.name(other.route))
            }
        };
        format!("{at}: {figure}, {place}.")
    }

    fn of_what(&self) -> String {
        let currency = &self.subject.scenario.currency;
        match self.frame.measure {
            Measure::Unit if self.frame.per == 1 => format!("{currency} a part"),
            Measure::Unit => format!("{currency} per {}", written(self.frame.per.into())),
            Measure::Total => format!("{currency} in all"),
        }
    }

    /// Where eight of ten outcomes lie.
    fn spread(&self) -> Option<String> {
        let (low, high) = bands::spread(&bands::at(self.bands?, self.volume)?, self.route)?;
        let value = |total: f64| rounded(self.frame.measure.of(total, self.volume.max(1)) * self.frame.factor(), 3);
        Some(format!("Eight of ten outcomes lie between {} and {}.", value(low), value(high)))
    }

    /// What happens at this very volume.
    fn happening(&self) -> Vec<String> {
        let here = self.subject.envelope.crossovers.iter().filter(|it| it.volume == self.volume);
        let name = |routes: &[usize]| names(self.subject.scenario, routes);
        let mut said: Vec<String> = here
            .map(|it| format!("Here the cheapest changes from {} to {}.", name(&it.before), name(&it.after)))
            .collect();
        if self.chart.quotes.iter().any(|quote| quote.route == self.route && quote.volume == self.volume) {
            said.push("A price is quoted here.".to_owned());
        }
        said
    }
}

/// `23 % more` and `than`, or `20 times as much` and `as`.
fn more(share: f64) -> (String, &'static str) {
    if share >= TIMES {
        (format!("{} times as much", rounded(1.0 + share, 2)), "as")
    } else if share < HARDLY {
        ("hardly more".to_owned(), "than")
    } else {
        (format!("{} more", percent(share)), "than")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stop_is_round_unless_something_happens_before() {
        let range = (1, 1_000_000);
        assert_eq!(next_stop(14_000, true, false, &[14_189, 14_500], range), 14_189);
        assert_eq!(next_stop(14_189, true, false, &[14_189, 14_500], range), 14_500);
        assert_eq!(next_stop(14_500, true, false, &[14_189, 14_500], range), 15_000);
        assert_eq!(next_stop(15_000, false, false, &[14_189, 14_500], range), 14_500);
        assert_eq!(next_stop(15_000, false, true, &[14_189], range), 14_189);
        assert_eq!(next_stop(1_000_000, true, false, &[2_000_000], range), 1_000_000);
    }

    #[test]
    fn how_much_more_is_said_as_people_say_it() {
        assert_eq!(more(0.23), ("23 % more".to_owned(), "than"));
        assert_eq!(more(3e-6), ("hardly more".to_owned(), "than"));
        assert_eq!(more(19.0), ("20 times as much".to_owned(), "as"));
    }
}
