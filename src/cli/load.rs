//! Which scenario is a command about?

use std::path::Path;

use super::outcome::{Failure, count};
use crate::analysis::contradictions::contradictions;
use crate::charts::text::shown;
use crate::cost::Case;
use crate::formats::{disk, scenario_file};
use crate::model::Scenario;

/// A scenario from a file, resolved to its likely case.
pub(super) struct Loaded {
    pub(super) scenario: Scenario,
    pub(super) case: Case,
    /// What the reader should know, apart from the answer.
    pub(super) remarks: Vec<String>,
}

/// Reads a scenario file.
pub(super) fn load(file: &Path) -> Result<Loaded, Failure> {
    let bytes = disk::read(file)?;
    let parsed = scenario_file::parse(&bytes).map_err(|errors| Failure::Invalid { file: file.to_owned(), errors })?;
    let case = Case::likely(&parsed.scenario);
    let contradictions = contradictions(&parsed.scenario, &case);
    if !contradictions.is_empty() {
        let errors = scenario_file::locate(&bytes, contradictions);
        return Err(Failure::Invalid { file: file.to_owned(), errors });
    }
    let name = shown(&file.to_string_lossy());
    let warnings = parsed.warnings.len();
    let remark = format!("{name}: {}; `crossplan check` names them", count(warnings, "warning"));
    Ok(Loaded { case, scenario: parsed.scenario, remarks: if warnings == 0 { Vec::new() } else { vec![remark] } })
}

impl Loaded {
    /// Refuses totals that have left the numbers: JSON has no infinity, and nobody can pay one.
    pub(super) fn refuse_infinite(&self, volumes: &[u64]) -> Result<(), Failure> {
        for (index, route) in self.scenario.routes.iter().enumerate() {
            if let Some(&volume) = volumes.iter().find(|&&volume| !self.case.evaluate(index, volume).total.is_finite())
            {
                return Err(Failure::TooLarge { route: shown(&route.name), volume });
            }
        }
        Ok(())
    }
}
