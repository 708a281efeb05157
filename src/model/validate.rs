//! Is the scenario one that can be computed?
//!
//! Every rule is checked and every problem told, each with the path of the field it is about.

use std::fmt;

use super::estimate::Estimate;
use super::inputs::{self, Input};
use super::scenario::Scenario;

/// Does a problem keep the scenario from being computed?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It does.
    Error,
    /// It does not, but should be looked at.
    Warning,
}

/// Something wrong with a scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field it is about, such as `routes.boutique.nre.base`; empty where it is the whole.
    pub path: String,
    /// Does it keep the scenario from being computed?
    pub severity: Severity,
    /// What is there.
    pub found: String,
    /// What may be there.
    pub allowed: String,
    /// What to do about it; may be empty.
    pub advice: String,
}

impl Problem {
    /// A problem that keeps the scenario from being computed.
    #[must_use]
    pub fn error(path: &str, found: &str, allowed: &str, advice: &str) -> Self {
        Self {
            path: path.to_owned(),
            severity: Severity::Error,
            found: found.to_owned(),
            allowed: allowed.to_owned(),
            advice: advice.to_owned(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "found {}", self.found)?;
        if !self.allowed.is_empty() {
            write!(f, ", allowed {}", self.allowed)?;
        }
        if !self.advice.is_empty() {
            write!(f, ". {}", self.advice)?;
        }
        Ok(())
    }
}

/// All problems of a scenario.
#[must_use]
pub fn validate(scenario: &Scenario) -> Vec<Problem> {
    let mut problems = Vec::new();
    inputs::visit(scenario, &mut |place| {
        if let Some(estimate) = place.slot.get() {
            check_estimate(place.path, place.input, estimate, &mut problems);
        }
    });
    problems
}

fn check_estimate(path: &str, input: &Input, estimate: &Estimate, problems: &mut Vec<Problem>) {
    for (name, number) in estimate.stated() {
        if !input.bounds.allow(number) {
            problems.push(Problem::error(path, &format!("{name} {number}"), &input.bounds.to_string(), ""));
        }
    }
}
