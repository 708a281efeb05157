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
    /// What it saves over the volume against the incumbent; nothing where none is named.
    pub saving: Option<f64>,
}

/// How the routes stand at a volume, in their order. `factor` multiplies the values shown.
#[must_use]
pub fn standings(subject: &Subject, measure: Measure, factor: f64, volume: u64) -> Vec<Standing> {
    let volume = volume.max(1);
    let evaluations: Vec<Evaluation> =
        (0..subject.case.route_count()).map(|route| subject.case.evaluate(route, volume)).collect();
    let least = evaluations.iter().filter(|it| it.candidate).map(|it| it.total).fold(f64::INFINITY, f64::min);
    let incumbent = incumbent(subject).and_then(|route| evaluations.get(route)).map(|it| it.total);
    let standing = |(route, evaluation): (usize, &Evaluation)| Standing {
        route,
        evaluation: *evaluation,
        value: measure.of(evaluation.total, volume) * factor,
        excess: if least > 0.0 { evaluation.total / least - 1.0 } else { 0.0 },
        cheapest: evaluation.candidate && evaluation.total <= least + TIE,
        candidate: evaluation.candidate,
        saving: incumbent.map(|incumbent| incumbent - evaluation.total),
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
