//! The rows of what making the part takes: steps, yield ramp, learning.

use eframe::egui::Ui;

use super::super::items::item_heading_ui;
use crate::model::Estimate;
use crate::model::route::{
    BuildUp, CostBasis, ExponentialRamp, FirstRunRamp, Inspection, Learning, Rework, Step, YieldRamp,
};
use crate::ui::widgets::row::{At, block_rows, block_rows_where, check_row, choice_row};

/// Draws the steps in order.
pub(super) fn process_ui(ui: &mut Ui, at: &At<'_>, steps: &mut Vec<Step>) {
    let mut removed = None;
    for (index, step) in steps.iter_mut().enumerate() {
        let at = at.inner(&step.id, &step.name);
        if item_heading_ui(ui, &at, "name", &mut step.name) {
            removed = Some(index);
        }
        step_ui(ui, &at, step);
    }
    if let Some(index) = removed {
        steps.remove(index);
    }
}

fn step_ui(ui: &mut Ui, at: &At<'_>, step: &mut Step) {
    let mut composed = step.build_up.is_some();
    choice_row(ui, at, "cost_by", "Cost is", &mut composed, &[(false, "stated"), (true, "built up")]);
    if composed {
        // Exactly one of the two is given: what was stated becomes the material.
        let stated = step.cost.take();
        let build_up = step.build_up.get_or_insert_with(|| BuildUp {
            material_per_unit: stated.unwrap_or_else(|| Estimate::certain(0.0)),
            ..BuildUp::default()
        });
        block_rows(ui, &at.inner("build_up", "cost"), build_up);
    } else if step.build_up.take().is_some() || step.cost.is_none() {
        step.cost = Some(Estimate::certain(0.0));
    }
    block_rows_where(ui, at, step, |key| key != "cost" || !composed);
    let help = "Without an inspection bad units go on to the next step.";
    present_ui(ui, at, "inspection", "Inspected", help, &mut step.inspection);
    if let Some(inspection) = &mut step.inspection {
        block_rows::<Inspection>(ui, &at.inner("inspection", "inspection"), inspection);
        let help = "Bad units that the inspection found may be reworked.";
        present_ui(ui, at, "rework", "Reworked", help, &mut step.rework);
    }
    if let Some(rework) = &mut step.rework {
        let at = at.inner("rework", "rework");
        block_rows::<Rework>(ui, &at, rework);
        let bases = [(CostBasis::Attempt, "each attempt"), (CostBasis::Recovered, "each recovered part")];
        choice_row(ui, &at, "cost_basis", "Paid for", &mut rework.cost_basis, &bases);
    }
}

/// A check box for a block that is there or not.
fn present_ui<B: Default>(ui: &mut Ui, at: &At<'_>, key: &str, name: &str, help: &str, block: &mut Option<B>) {
    let mut present = block.is_some();
    check_row(ui, at, key, name, help, &mut present);
    match (present, block.is_some()) {
        (true, false) => *block = Some(B::default()),
        (false, true) => *block = None,
        _ => {}
    }
}

/// Draws the yield ramp.
pub(super) fn yield_ramp_ui(ui: &mut Ui, at: &At<'_>, ramp: Option<&mut YieldRamp>) {
    let Some(ramp) = ramp else { return };
    let mut first_run = matches!(ramp, YieldRamp::FirstRun(_));
    choice_row(ui, at, "kind", "Yield rises", &mut first_run, &[(true, "after the first run"), (false, "steadily")]);
    match ramp {
        YieldRamp::FirstRun(old) if !first_run => *ramp = YieldRamp::Exponential(steady(old)),
        YieldRamp::Exponential(old) if first_run => *ramp = YieldRamp::FirstRun(at_once(old)),
        YieldRamp::FirstRun(ramp) => block_rows(ui, at, ramp),
        YieldRamp::Exponential(ramp) => exponential_ui(ui, at, ramp),
    }
}

fn steady(old: &FirstRunRamp) -> ExponentialRamp {
    let (first_yield, prior_starts) = (old.first_yield.clone(), old.prior_starts.clone());
    ExponentialRamp { first_yield, starts: Some(old.starts.clone()), weeks: None, prior_starts }
}

fn at_once(old: &ExponentialRamp) -> FirstRunRamp {
    let (first_yield, prior_starts) = (old.first_yield.clone(), old.prior_starts.clone());
    FirstRunRamp { first_yield, starts: old.starts.clone().unwrap_or(FirstRunRamp::default().starts), prior_starts }
}

/// The time constant is given in starts or in weeks, never in both.
fn exponential_ui(ui: &mut Ui, at: &At<'_>, ramp: &mut ExponentialRamp) {
    let mut in_weeks = ramp.weeks.is_some();
    choice_row(ui, at, "counted", "Given in", &mut in_weeks, &[(false, "starts"), (true, "weeks")]);
    if in_weeks {
        ramp.starts = None;
        ramp.weeks.get_or_insert_with(|| Estimate::certain(6.0));
    } else {
        ramp.weeks = None;
        ramp.starts.get_or_insert_with(|| Estimate::certain(500.0));
    }
    block_rows_where(ui, at, ramp, |key| key != if in_weeks { "starts" } else { "weeks" });
}

/// Draws the learning curve.
pub(super) fn learning_ui(ui: &mut Ui, at: &At<'_>, learning: Option<&mut Learning>) {
    let Some(learning) = learning else { return };
    let mut of_the_average = matches!(learning, Learning::Wright(_));
    let kinds = [(true, "the average (Wright)"), (false, "each unit (Crawford)")];
    choice_row(ui, at, "kind", "Rate is of", &mut of_the_average, &kinds);
    let (Learning::Wright(curve) | Learning::Crawford(curve)) = learning;
    block_rows(ui, at, curve);
    let curve = curve.clone();
    if of_the_average != matches!(learning, Learning::Wright(_)) {
        *learning = if of_the_average { Learning::Wright(curve) } else { Learning::Crawford(curve) };
    }
}
