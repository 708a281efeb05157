//! What does each route cost at one volume, compared with the cheapest and with today's route?
//!
//! Excess = value / least value − 1 among the candidates. Saving = total of the incumbent − total.

use super::cost_curves::Subject;
use crate::analysis::crossover::TIE;
use crate::analysis::curve::Measure;
use crate::cost::Evaluation;

/// How a route stands at a volume.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Index of the route.
    pub route: usize,
    /// What it costs and takes.
    pub evaluation: Evaluation,
    /// What is shown of it: unit cost for so many parts, or the total.
    pub value: f64,
    /// How much more it costs than the cheapest, as a share.
    pub excess: f64,
    /// Whether it is the cheapest, or ties with it.
    pub cheapest: bool,
    /// Whether it competes: a staged route within its pilot does not.
    pub candidate: bool,
    /// What it saves over the volume against the incumbent; nothing where none is named, or one of
    /// the two does not compete.
    pub saving: Option<f64>,
}

/// How the routes stand at a volume, in their order. `factor` multiplies the values shown.
#[must_use]
pub fn standings(subject: &Subject, measure: Measure, factor: f64, volume: u64) -> Vec<Standing> {
    let volume = volume.max(1);
    let evaluations: Vec<Evaluation> =
        (0..subject.case.route_count()).map(|route| subject.case.evaluate(route, volume)).collect();
    let least = evaluations.iter().filter(|it| it.candidate).map(|it| it.total).fold(f64::INFINITY, f64::min);
    let incumbent = incumbent(subject).and_then(|route| evaluations.get(route)).filter(|it| it.candidate);
    let standing = |(route, evaluation): (usize, &Evaluation)| Standing {
        route,
        evaluation: *evaluation,
        value: measure.of(evaluation.total, volume) * factor,
        excess: if least > 0.0 { evaluation.total / least - 1.0 } else { 0.0 },
        cheapest: evaluation.candidate && evaluation.total <= least + TIE,
        candidate: evaluation.candidate,
        saving: incumbent.filter(|_| evaluation.candidate).map(|today| today.total - evaluation.total),
    };
    evaluations.iter().enumerate().map(standing).collect()
}

/// Index of today's route, where one is named.
#[must_use]
pub fn incumbent(subject: &Subject) -> Option<usize> {
    let id = subject.scenario.incumbent.as_ref()?;
    subject.scenario.routes.iter().position(|route| route.id == *id)
}

/// Index of the route that a staged route is within its pilot.
#[must_use]
pub fn pilot(subject: &Subject, route: usize) -> Option<usize> {
    let staged = subject.scenario.routes.get(route)?.staged.as_ref()?;
    subject.scenario.routes.iter().position(|route| route.id == staged.pilot)
}

/// What is said of a route that does not compete: whom a staged one is as, as long as its pilot makes all parts.
#[must_use]
pub fn instead(subject: &Subject, route: usize) -> String {
    let pilot = pilot(subject, route).and_then(|pilot| subject.scenario.routes.get(pilot));
    pilot.map_or_else(|| "–".to_owned(), |pilot| format!("as {}", pilot.id.replace('-', " ")))
}

/// Who wins at a volume, and by how much.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Indices of the cheapest routes, rising; more than one is a tie.
    pub cheapest: Vec<usize>,
    /// What they cost, as shown.
    pub value: f64,
    /// The next cheapest route, and how much more it costs, as shown.
    pub runner_up: Option<(usize, f64)>,
    /// What is saved over the volume, and against which route: the incumbent, else the runner-up.
    pub saving: Option<(usize, f64)>,
}

/// The verdict on routes that stand so; none where no route competes.
#[must_use]
pub fn verdict(standings: &[Standing], incumbent: Option<usize>) -> Option<Verdict> {
    let cheapest: Vec<&Standing> = standings.iter().filter(|standing| standing.cheapest).collect();
    let best = *cheapest.first()?;
    let beaten = standings.iter().filter(|standing| standing.candidate && !standing.cheapest);
    let second = beaten.min_by(|a, b| a.evaluation.total.total_cmp(&b.evaluation.total));
    let against = match incumbent {
        Some(today) if cheapest.iter().all(|it| it.route != today) => standings.iter().find(|it| it.route == today),
        _ => second,
    };
    let saved = |other: &Standing| (other.route, other.evaluation.total - best.evaluation.total);
    Some(Verdict {
        cheapest: cheapest.iter().map(|standing| standing.route).collect(),
        value: best.value,
        runner_up: second.map(|second| (second.route, second.value - best.value)),
        saving: against.filter(|other| other.candidate).map(saved),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::*;
    use crate::analysis::crossover::Envelope;
    use crate::cost::Case;
    use crate::model::route::{Nre, Staged, Step};
    use crate::model::{Estimate, Route, Scenario};

    fn route(id: &str, nre: f64, each: f64) -> Route {
        Route {
            id: id.to_owned(),
            nre: Some(Nre { base: Estimate::certain(nre), ..Nre::default() }),
            process: vec![Step { cost: Some(Estimate::certain(each)), ..Step::default() }],
            ..Route::default()
        }
    }

    fn scenario() -> Scenario {
        let staged = Staged { pilot: "a".to_owned(), main: "b".to_owned(), ..Staged::default() };
        let third = Route { id: "c".to_owned(), staged: Some(staged), ..Route::default() };
        let routes = vec![route("a", 100.0, 3.0), route("b", 1_100.0, 1.0), third];
        Scenario { routes, incumbent: Some("a".to_owned()), ..Scenario::default() }
    }

    fn at(scenario: &Scenario, volume: u64) -> (Vec<Standing>, Option<Verdict>) {
        let (case, envelope) = (Case::likely(scenario), Envelope::default());
        let subject = Subject { scenario, case: &case, envelope: &envelope };
        let standings = standings(&subject, Measure::Unit, 1.0, volume);
        let verdict = verdict(&standings, incumbent(&subject));
        (standings, verdict)
    }

    #[test]
    fn routes_are_compared_with_the_cheapest_and_with_today() {
        let (standings, verdict) = at(&scenario(), 1_000);
        // a: 100 + 3·1000 = 3,100; b: 1,100 + 1,000 = 2,100
        assert!((standings[0].value - 3.1).abs() < 1e-12 && (standings[1].value - 2.1).abs() < 1e-12);
        assert!((standings[0].excess - (3_100.0 / 2_100.0 - 1.0)).abs() < 1e-12);
        assert_eq!(standings[1].saving, Some(1_000.0));
        let verdict = verdict.unwrap();
        assert_eq!((verdict.cheapest, verdict.saving), (vec![1], Some((0, 1_000.0))));
    }

    #[test]
    fn a_staged_route_within_its_pilot_does_not_compete() {
        let (standings, verdict) = at(&scenario(), 100);
        assert!(!standings[2].candidate && !standings[2].cheapest && standings[2].saving.is_none());
        assert_eq!(verdict.unwrap().cheapest, [0]);
    }

    #[test]
    fn a_tie_has_two_winners_and_no_routes_no_verdict() {
        let (_, verdict) = at(&scenario(), 500);
        assert_eq!(verdict.unwrap().cheapest, [0, 1]);
        assert_eq!(at(&Scenario::default(), 500).1, None);
    }
}
