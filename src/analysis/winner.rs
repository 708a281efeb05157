//! Who is cheapest at one volume, and by how much?

use super::crossover::TIE;
use crate::cost::{Case, Evaluation};

/// All routes at one volume.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// What each route costs, in the scenario's order.
    pub evaluations: Vec<Evaluation>,
}

impl Standing {
    /// All routes of a case at `volume`.
    #[must_use]
    pub fn at(case: &Case, volume: u64) -> Self {
        Self { evaluations: (0..case.route_count()).map(|route| case.evaluate(route, volume)).collect() }
    }

    /// Indices of the candidates within a tie of the cheapest, rising.
    #[must_use]
    pub fn cheapest(&self) -> Vec<usize> {
        let least = self.candidates().map(|(_, total)| total).fold(f64::INFINITY, f64::min);
        self.candidates().filter(|&(_, total)| total <= least + TIE).map(|(route, _)| route).collect()
    }

    /// Indices of the candidates from the cheapest to the dearest; equals in the scenario's order.
    #[must_use]
    pub fn ranked(&self) -> Vec<usize> {
        let mut ranked: Vec<(usize, f64)> = self.candidates().collect();
        ranked.sort_by(|a, b| a.1.total_cmp(&b.1));
        ranked.into_iter().map(|(route, _)| route).collect()
    }

    fn candidates(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        let all = self.evaluations.iter().enumerate();
        all.filter(|(_, evaluation)| evaluation.candidate).map(|(route, evaluation)| (route, evaluation.total))
    }
}
