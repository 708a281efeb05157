//! How is a file of an older format read?
//!
//! Each step lifts a scenario by one format, in the order of the formats, so a file of format n
//! runs through the steps from n on. A field that is added keeps its absent value and needs no code.

use crate::model::Scenario;
use crate::model::scenario::FORMAT;

/// The step at index `n - 1` lifts format `n` to format `n + 1`.
const STEPS: [fn(&mut Scenario); FORMAT as usize - 1] = [];

/// Lifts a scenario as read to the format of this program.
pub(super) fn lift(scenario: &mut Scenario) {
    let from = usize::try_from(scenario.format).unwrap_or(usize::MAX).saturating_sub(1);
    for step in STEPS.iter().skip(from) {
        step(scenario);
    }
    scenario.format = FORMAT;
}
