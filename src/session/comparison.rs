//! With which other scenario is the open one compared, and what came of it?
//!
//! The other scenario's crossovers are searched once, at once where that is quick and by the worker
//! otherwise; the comparison is made anew where either of the two has changed.

use std::path::PathBuf;
use std::sync::Arc;

use super::document::errors;
use super::results::Patience;
use crate::analysis::crossover::{self, Envelope};
use crate::analysis::interrupt::{Interrupt, Never};
use crate::charts::cost_curves::Subject;
use crate::charts::scenario_comparison::{Comparison, Side};
use crate::cost::Case;
use crate::formats::shipped::Shipped;
use crate::model::Scenario;
use crate::model::validate::Problem;

/// What a person asks to compare with.
#[derive(Clone, Debug, PartialEq)]
pub enum CompareWith {
    /// The scenario as it was last saved.
    Saved,
    /// The scenario as it was when it was opened or begun.
    Opened,
    /// A file that is to be asked for.
    SomeFile,
    /// This file.
    File(PathBuf),
    /// A scenario that comes with the program.
    Shipped(Shipped),
}

/// What the open scenario is compared with.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Against {
    /// Itself as it was last saved; as it was opened where it never was.
    #[default]
    Saved,
    /// Itself as it was opened or begun.
    Opened,
    /// Another scenario, and what it is called.
    Other(Counterpart),
}

/// A scenario to compare with. Two are equal where they are the very same.
#[derive(Clone, Debug)]
pub struct Counterpart {
    /// What it is called in a sentence: "as last saved", "in pin.ron".
    pub name: String,
    /// The scenario.
    pub scenario: Arc<Scenario>,
}

impl PartialEq for Counterpart {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && Arc::ptr_eq(&self.scenario, &other.scenario)
    }
}

impl Eq for Counterpart {}

/// The open scenario compared with another one.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The other one.
    pub with: Counterpart,
    /// What keeps it from being computed.
    pub problems: Vec<Problem>,
    /// True where its crossovers are not known yet.
    pub searching: bool,
    /// What came of it; none before it was first made, and where the other one cannot be computed.
    pub comparison: Option<Comparison>,
    case: Case,
    envelope: Envelope,
    /// What the comparison was made of: the revision here, and whether it knew all crossovers.
    made_of: Option<(u64, bool, bool)>,
}

impl Compared {
    /// The beginning of a comparison; a search that takes long is left to the worker where there is one.
    #[must_use]
    pub fn new(with: Counterpart, has_worker: bool) -> Self {
        let problems = errors(&with.scenario);
        let mut compared = Self {
            problems,
            searching: false,
            comparison: None,
            case: Case::likely(&Scenario::default()),
            envelope: Envelope::default(),
            made_of: None,
            with,
        };
        if compared.problems.is_empty() {
            compared.case = Case::likely(&compared.with.scenario);
            let quick = compared.search(&Patience::default());
            compared.searching = quick.is_none() && has_worker;
            if !compared.searching {
                compared.envelope = quick.or_else(|| compared.search(&Never)).unwrap_or_default();
            }
        }
        compared
    }

    fn search(&self, interrupt: &dyn Interrupt) -> Option<Envelope> {
        let (from, to) = self.with.scenario.range;
        crossover::search(&self.case, from, to, interrupt)
    }

    /// Takes the crossovers that the worker found.
    pub fn complete(&mut self, with: &Counterpart, envelope: Envelope) {
        if self.with == *with {
            (self.envelope, self.searching) = (envelope, false);
        }
    }

    /// Compares with the open scenario at a revision, unless that was done already; `searching` where its
    /// crossovers are not known yet.
    pub fn follow(&mut self, here: Subject, revision: u64, searching: bool) {
        let made_of = (revision, searching, self.searching);
        if !self.problems.is_empty() || self.made_of == Some(made_of) {
            return;
        }
        let subject = Subject { scenario: &self.with.scenario, case: &self.case, envelope: &self.envelope };
        let there = Side { subject, name: &self.with.name };
        self.comparison = Some(Comparison::new(&there, &Side { subject: here, name: "" }));
        self.made_of = Some(made_of);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::*;
    use crate::model::Estimate;
    use crate::model::inputs::put;
    use crate::session::{Document, Results, Task};

    fn saved(document: &Document) -> Counterpart {
        document.counterpart(&Against::Saved)
    }

    #[test]
    fn the_comparison_follows_both_scenarios() {
        let mut document = Document::example();
        let (revision, scenario) = document.revise();
        let mut results = Results::compute(scenario, revision);
        results.compare(saved(&document), false);
        let title = |results: &Results| results.compared.as_ref().unwrap().comparison.as_ref().unwrap().title.clone();
        assert_eq!(title(&results), "Nothing differs from the scenario as opened");
        put(&mut document.scenario, "routes.cm.nre.base", Some(&Estimate::certain(90_000.0)));
        let (revision, scenario) = document.revise();
        results.follow(revision, scenario, false, Vec::new());
        results.compare(saved(&document), false);
        assert!(!title(&results).starts_with("Nothing differs"), "{}", title(&results));
    }

    #[test]
    fn routes_that_come_or_go_leave_the_comparison_in_place() {
        let mut document = Document::example();
        let (revision, scenario) = document.revise();
        let mut results = Results::compute(scenario, revision);
        results.compare(saved(&document), false);
        document.scenario.routes.truncate(2);
        let (revision, scenario) = document.revise();
        results.follow(revision, scenario, false, Vec::new());
        results.compare(saved(&document), false);
        let compared = results.compared.as_ref().unwrap();
        assert_eq!(compared.comparison.as_ref().unwrap().routes.len(), 4);
    }

    #[test]
    fn a_long_search_is_the_workers_and_its_answer_is_taken_once_it_is_wanted() {
        let document = Document::example();
        let with = saved(&document);
        let mut compared = Compared::new(with.clone(), true);
        compared.searching = true;
        compared.complete(&Counterpart { name: "another".to_owned(), ..with.clone() }, Envelope::default());
        assert!(compared.searching);
        let outcome = Task::Counterpart(with.clone());
        assert_eq!(outcome, Task::Counterpart(saved(&document)));
        compared.complete(&with, Envelope::default());
        assert!(!compared.searching);
    }

    #[test]
    fn what_cannot_be_computed_is_told_and_not_compared() {
        let mut scenario = Document::example().scenario;
        scenario.routes[1].nre.as_mut().unwrap().base = Estimate::certain(-1.0);
        let with = Counterpart { name: "in a file".to_owned(), scenario: Arc::new(scenario) };
        let mut document = Document::example();
        let (revision, scenario) = document.revise();
        let mut results = Results::compute(scenario, revision);
        results.compare(with, false);
        let compared = results.compared.unwrap();
        assert!(compared.comparison.is_none() && compared.problems.len() == 1);
    }
}
