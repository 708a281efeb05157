//! Which inputs do yields and the chain rest on?

use super::{Sources, Term};
use crate::model::inputs::Unit;
use crate::model::route::YieldRamp;

/// A: the share of starts that is accepted once any ramp is over.
pub(super) fn accept_fraction(sources: &Sources<'_>) -> Term {
    let mut of = step_inputs(sources);
    if sources.route.lots.is_some() {
        of.extend(Some(sources.input("lots.loss_probability")).filter(|loss| loss.value > 0.0));
    }
    let value = sources.single.yields.accept_fraction;
    Term::function("Accepted share of starts", value, Unit::Share, "what the chain lets through, step by step", of)
}

/// The inputs of a yield ramp.
pub(super) fn ramp_inputs(sources: &Sources<'_>) -> Vec<Term> {
    let keys: &[&str] = match &sources.route.yield_ramp {
        None => &[],
        Some(YieldRamp::FirstRun(_)) => &["first_yield", "starts", "prior_starts"],
        Some(YieldRamp::Exponential(ramp)) if ramp.starts.is_some() => &["first_yield", "starts", "prior_starts"],
        Some(YieldRamp::Exponential(_)) => &["first_yield", "weeks", "prior_starts"],
    };
    let by_weeks = keys.contains(&"weeks").then(|| sources.input("capacity.per_week"));
    keys.iter().map(|key| sources.input(&format!("yield_ramp.{key}"))).chain(by_weeks).collect()
}

/// The inputs of the chain in order, beginning with a quote's acceptance yield.
pub(super) fn step_inputs(sources: &Sources<'_>) -> Vec<Term> {
    let mut inputs = Vec::new();
    if sources.route.quote.is_some() {
        inputs.extend(sources.factor("quote.acceptance_yield"));
    }
    for step in &sources.route.process {
        let label = if step.name.is_empty() { &step.id } else { &step.name };
        let mut add = |key: &str| {
            let mut term = sources.input(&format!("process.{}.{key}", step.id));
            term.name = format!("{label}: {}", term.name.to_lowercase());
            inputs.extend(Some(term).filter(|term| term.value.is_finite()));
        };
        if step.build_up.is_some() {
            for key in
                ["material_per_unit", "cycle_seconds", "machine_rate_per_hour", "operators", "labour_rate_per_hour"]
            {
                add(&format!("build_up.{key}"));
            }
        } else {
            add("cost");
        }
        add("first_pass_yield");
        if step.inspection.is_some() {
            for key in ["cost", "share", "detection"] {
                add(&format!("inspection.{key}"));
            }
        }
        if step.rework.is_some() {
            for key in ["fraction", "success", "again", "max_cycles", "cost"] {
                add(&format!("rework.{key}"));
            }
        }
    }
    inputs
}

/// The inputs of what escapes.
pub(super) fn escape_inputs(sources: &Sources<'_>) -> Vec<Term> {
    let at = |key: &str| sources.input(&format!("quality.{key}"));
    let mut inputs = Vec::new();
    if at("cpk").value.is_finite() {
        inputs.extend(["cpk", "drift_sigma", "characteristics", "final_detection"].map(at));
    }
    if sources.single.chain.bad > 0.0 {
        inputs.extend(step_inputs(sources));
    }
    inputs
}
