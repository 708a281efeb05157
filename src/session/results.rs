//! What does the program currently know about the scenario?
//!
//! Everything is recomputed at once when the scenario changes, except a search for crossovers that
//! takes long: the worker finishes it, and until then the last complete answer stands.

use std::cell::Cell;
use std::sync::Arc;

use super::document::errors;
use super::worker::{Searched, Worker};
use crate::analysis::crossover::{self, Envelope};
use crate::analysis::interrupt::{Interrupt, Never};
use crate::analysis::savings::{self, Payback};
use crate::cost::Case;
use crate::model::Scenario;
use crate::model::validate::Problem;

/// How many stretches a search may look at before the worker takes over: some 20,000 evaluations.
const PATIENCE: u32 = 4_000;

/// The results of one revision of the scenario. Panels read them and never change them.
#[derive(Clone, Debug)]
pub struct Results {
    /// The revision they belong to; it rises with every change.
    pub revision: u64,
    /// The scenario they were computed from: the last one that could be computed.
    pub scenario: Arc<Scenario>,
    /// Its likely case.
    pub case: Case,
    /// Who is cheapest, over the scenario's range.
    pub envelope: Envelope,
    /// By route: from which volume it pays back against the incumbent; nothing for the incumbent
    /// itself, without one, or where that takes long to find.
    pub paybacks: Vec<Option<Payback>>,
    /// True where the envelope is still that of an earlier revision.
    pub searching: bool,
    /// What keeps the scenario as it now is from being computed; the results are then older.
    pub problems: Vec<Problem>,
}

/// Runs out after a number of questions.
struct Patience(Cell<u32>);

impl Interrupt for Patience {
    fn is_requested(&self) -> bool {
        let left = self.0.get();
        self.0.set(left.saturating_sub(1));
        left == 0
    }
}

impl Results {
    /// All results of a scenario, however long they take.
    #[must_use]
    pub fn compute(scenario: Arc<Scenario>, revision: u64) -> Self {
        let mut results = Self::nothing(revision);
        results.follow(revision, scenario, None);
        results
    }

    fn nothing(revision: u64) -> Self {
        let scenario = Arc::new(Scenario::default());
        let case = Case::likely(&scenario);
        Self {
            revision,
            scenario,
            case,
            envelope: Envelope::default(),
            paybacks: Vec::new(),
            searching: false,
            problems: Vec::new(),
        }
    }

    /// Follows the scenario to another revision.
    pub fn follow(&mut self, revision: u64, scenario: Arc<Scenario>, worker: Option<&Worker>) {
        self.problems = errors(&scenario);
        if !self.problems.is_empty() {
            return;
        }
        let (from, to) = scenario.range;
        let case = Case::likely(&scenario);
        let patience = Patience(Cell::new(PATIENCE));
        let quick = crossover::search(&case, from, to, &patience);
        let handed_over = quick.is_none() && worker.is_some_and(|worker| worker.search(revision, scenario.clone()));
        if handed_over && !same_routes(&self.scenario, &scenario) {
            // Runs name routes by their places, which are not what they were.
            self.envelope = Envelope::default();
        } else if !handed_over {
            self.envelope = quick.or_else(|| crossover::search(&case, from, to, &Never)).unwrap_or_default();
        }
        self.paybacks = paybacks(&scenario, &case, &Patience(Cell::new(PATIENCE)));
        self.searching = handed_over;
        self.revision = revision;
        self.scenario = scenario;
        self.case = case;
    }

    /// Takes what the worker found, where it is still wanted.
    pub fn complete(&mut self, searched: Searched) {
        if self.searching && searched.revision == self.revision {
            self.envelope = searched.envelope;
            self.searching = false;
        }
    }
}

fn paybacks(scenario: &Scenario, case: &Case, patience: &Patience) -> Vec<Option<Payback>> {
    let incumbent = scenario.incumbent.as_ref().and_then(|id| scenario.routes.iter().position(|it| it.id == *id));
    let found = |route: usize| {
        let today = incumbent.filter(|today| *today != route)?;
        savings::payback(case, today, route, scenario.range, patience)
    };
    (0..case.route_count()).map(found).collect()
}

fn same_routes(one: &Scenario, other: &Scenario) -> bool {
    one.routes.iter().map(|route| &route.id).eq(other.routes.iter().map(|route| &route.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::route::{Nre, PriceBreak, Quote};
    use crate::model::{Estimate, Route};
    use crate::session::Document;

    #[test]
    fn results_follow_the_scenario() {
        let mut document = Document::example();
        let (revision, scenario) = document.revise();
        let mut results = Results::compute(scenario, revision);
        assert!(!results.envelope.crossovers.is_empty() && results.problems.is_empty());
        let before = results.envelope.clone();
        document.scenario.routes.truncate(1);
        document.scenario.incumbent = None;
        let (revision, scenario) = document.revise();
        results.follow(revision, scenario, None);
        assert_eq!(results.revision, revision);
        assert_eq!(results.envelope.runs.len(), 1);
        assert_ne!(results.envelope, before);
    }

    #[test]
    fn a_route_pays_back_where_it_stays_under_the_incumbent() {
        let route = |id: &str, nre: f64, price: f64| Route {
            id: id.to_owned(),
            nre: Some(Nre { base: Estimate::certain(nre), ..Nre::default() }),
            quote: Some(Quote { breaks: vec![PriceBreak(1, Estimate::certain(price))], ..Quote::default() }),
            ..Route::default()
        };
        let routes = vec![route("today", 0.0, 5.0), route("tooled", 1_000.0, 3.0), route("dear", 0.0, 6.0)];
        let incumbent = Some("today".to_owned());
        let scenario = Scenario { routes, incumbent, range: (1, 100_000), ..Scenario::default() };
        let results = Results::compute(Arc::new(scenario), 1);
        // 1,000 + 3·V < 5·V from V = 501 on.
        assert_eq!(results.paybacks, [None, Some(Payback::From(501)), Some(Payback::NotInRange)]);
    }

    #[test]
    fn what_cannot_be_computed_leaves_the_last_results() {
        let mut document = Document::example();
        let (revision, scenario) = document.revise();
        let mut results = Results::compute(scenario, revision);
        let before = results.envelope.clone();
        document.scenario.planned_volume = Some(Estimate::certain(-1.0));
        let (revision, scenario) = document.revise();
        results.follow(revision, scenario, None);
        assert_eq!(results.problems.len(), 1);
        assert_eq!(results.envelope, before);
        assert_ne!(results.scenario.planned_volume, document.scenario.planned_volume);
    }
}
