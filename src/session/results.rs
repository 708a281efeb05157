//! What does the program currently know about the scenario?

use std::sync::Arc;

use crate::analysis::crossover::{self, Envelope};
use crate::analysis::interrupt::Never;
use crate::cost::Case;
use crate::model::Scenario;

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
}

impl Results {
    /// Computes all results of a scenario.
    #[must_use]
    pub fn compute(scenario: Arc<Scenario>, revision: u64) -> Self {
        let case = Case::likely(&scenario);
        let (from, to) = scenario.range;
        let envelope = crossover::search(&case, from, to, &Never).unwrap_or_default();
        Self { revision, scenario, case, envelope }
    }
}
