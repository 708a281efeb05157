//! Scenarios with every block.

use super::dice::Dice;
use super::plain::breaks;
use crossplan::model::route::{
    Basis, BuildUp, Capacity, Capital, CostBasis, CountedIn, ExponentialRamp, FirstRunRamp, Inspection, Learning,
    LearningCurve, Lots, MaterialLots, Nre, PerPart, Phase, Quality, Quote, Reading, Rework, Risk, Staff, Staged, Step,
    Tool, YieldRamp,
};
use crossplan::model::scenario::Programme;
use crossplan::model::{Estimate, Route, Scenario};

/// Two to four single routes, and up to two staged ones.
#[allow(clippy::cast_precision_loss, reason = "small")]
pub(crate) fn full(dice: &mut Dice, scenario: &mut Scenario, always_staged: bool) {
    let largest = scenario.range.1;
    scenario.programme = programme(dice, largest);
    let singles = dice.whole(2, if always_staged { 3 } else { 4 });
    for index in 0..singles {
        let mut route = Route { id: format!("r{index}"), name: format!("r{index}"), ..Route::default() };
        if dice.chance(0.5) {
            buy(dice, &mut route, largest);
        } else {
            make(dice, &mut route, largest);
        }
        common(dice, &mut route, largest);
        scenario.routes.push(route);
    }
    if always_staged && dice.chance(0.7) {
        favour_a_transfer(dice, scenario);
    }
    if always_staged || dice.chance(0.4) {
        for index in 0..dice.whole(1, 2) {
            let pilot = if dice.chance(0.7) { 0 } else { dice.whole(0, singles - 1) };
            let main = (pilot + dice.whole(1, singles - 1)) % singles;
            scenario.routes.push(staged_route(dice, index, pilot, main, largest));
        }
    }
}

/// A date soon, a first route that keeps it and is dear, others that come late and are cheap: so a
/// pilot and a transfer are worth their cost.
#[allow(clippy::cast_precision_loss, reason = "small")]
fn favour_a_transfer(dice: &mut Dice, scenario: &mut Scenario) {
    let largest = scenario.range.1;
    let size = largest as f64;
    scenario.programme.due_week = Some(dice.estimate(2.0, 10.0));
    scenario.programme.due_quantity = Some(dice.quantity_estimate(1, 1 + largest / 3));
    scenario.programme.delay_cost_per_week = dice.estimate(0.05 * size, 0.5 * size);
    for (index, route) in scenario.routes.iter_mut().enumerate() {
        if let Some(nre) = &mut route.nre {
            *nre = Nre { base: dice.estimate(0.0, 0.5 * size), ..Nre::default() };
        }
        let capacity = route.capacity.get_or_insert_default();
        capacity.phases.clear();
        capacity.lead_weeks = Some(if index == 0 { dice.estimate(0.0, 3.0) } else { dice.estimate(20.0, 60.0) });
        if index == 0 {
            let per_part = route.per_part.get_or_insert_default();
            per_part.inspection = dice.estimate(2.0, 20.0);
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "small")]
fn programme(dice: &mut Dice, largest: u64) -> Programme {
    Programme {
        weeks: if dice.chance(0.5) { dice.estimate(0.0, 100.0) } else { Estimate::certain(0.0) },
        due_week: dice.maybe(0.6, |dice| dice.estimate(0.0, 60.0)),
        due_quantity: dice.maybe(0.6, |dice| dice.quantity_estimate(1, largest * 2)),
        delay_cost_per_week: dice.estimate(0.0, 0.1 * largest as f64),
        window_week: dice.maybe(0.4, |dice| dice.estimate(5.0, 60.0)),
        window_loss: dice.estimate(0.0, largest as f64),
        discount_rate: if dice.chance(0.4) { dice.estimate(0.0, 0.6) } else { Estimate::certain(0.0) },
    }
}

fn buy(dice: &mut Dice, route: &mut Route, largest: u64) {
    let per = dice.pick(&[1, 1, 1, 10, 100]);
    let first_price = dice.number(2.0, 12.0) * f64::from(u32::try_from(per).unwrap_or(1));
    let reading = dice.pick(&[Reading::Step, Reading::Step, Reading::Incremental, Reading::LogLog]);
    let release_quantity =
        (reading != Reading::Incremental && dice.chance(0.25)).then(|| dice.quantity_estimate(1, largest));
    route.quote = Some(Quote {
        breaks: breaks(dice, largest, first_price),
        per,
        scale: if dice.chance(0.5) { Estimate::certain(1.0) } else { dice.estimate(0.7, 1.4) },
        over_buy: reading == Reading::Step && release_quantity.is_none() && dice.chance(0.4),
        reading,
        basis: if dice.chance(0.5) { Basis::Starts } else { Basis::Accepted },
        acceptance_yield: if dice.chance(0.5) { Estimate::certain(1.0) } else { dice.estimate(0.4, 1.0) },
        minimum_order: if dice.chance(0.3) { dice.quantity_estimate(1, largest) } else { Estimate::certain(0.0) },
        release_quantity,
        ..Quote::default()
    });
    if dice.chance(0.4) {
        route.duty_rate = dice.estimate(0.0, 0.25);
    }
    if dice.chance(0.15) {
        steps(dice, route, 1.0);
    }
}

#[allow(clippy::cast_precision_loss, reason = "small")]
fn make(dice: &mut Dice, route: &mut Route, largest: u64) {
    steps(dice, route, 3.0);
    route.learning = dice.maybe(0.35, |dice| {
        let curve = LearningCurve {
            rate: dice.estimate(0.6, 1.0),
            first_unit_cost: dice.estimate(0.5, 20.0),
            prior_units: if dice.chance(0.5) { dice.count(0, 500) } else { Estimate::certain(0.0) },
        };
        if dice.chance(0.5) { Learning::Wright(curve) } else { Learning::Crawford(curve) }
    });
    route.capital = dice.maybe(0.6, |dice| Capital {
        fixed: dice.estimate(0.0, largest as f64),
        per_machine: dice.estimate(0.0, 0.5 * largest as f64),
        starts_per_machine: dice.maybe(0.8, |dice| dice.quantity_estimate(1 + largest / 20, largest * 2)),
        share_charged: if dice.chance(0.5) { Estimate::certain(1.0) } else { dice.estimate(0.0, 1.0) },
    });
}

fn steps(dice: &mut Dice, route: &mut Route, cost: f64) {
    for index in 0..dice.whole(1, 4) {
        let id = format!("s{index}");
        let mut step = Step { name: id.clone(), id, ..Step::default() };
        if dice.chance(0.5) {
            step.cost = Some(dice.estimate(0.0, cost));
        } else {
            step.build_up = Some(BuildUp {
                material_per_unit: dice.estimate(0.0, 0.3 * cost),
                cycle_seconds: dice.estimate(0.0, 30.0 * cost),
                machine_rate_per_hour: dice.estimate(0.0, 80.0),
                operators: dice.estimate(0.0, 1.0),
                labour_rate_per_hour: dice.estimate(0.0, 50.0),
            });
        }
        step.first_pass_yield = if dice.chance(0.3) { Estimate::certain(1.0) } else { dice.estimate(0.5, 1.0) };
        step.inspection = dice.maybe(0.6, |dice| Inspection {
            cost: dice.estimate(0.0, 0.5),
            share: if dice.chance(0.6) { Estimate::certain(1.0) } else { dice.estimate(0.0, 1.0) },
            detection: if dice.chance(0.6) { Estimate::certain(1.0) } else { dice.estimate(0.0, 1.0) },
        });
        if step.inspection.is_some() {
            step.rework = dice.maybe(0.5, rework);
        }
        route.process.push(step);
    }
}

fn rework(dice: &mut Dice) -> Rework {
    Rework {
        fraction: dice.estimate(0.0, 1.0),
        success: dice.estimate(0.1, 1.0),
        again: dice.maybe(0.5, |dice| dice.estimate(0.0, 1.0)),
        max_cycles: dice.maybe(0.7, |dice| dice.count(1, 4)),
        cost: dice.estimate(0.0, 2.0),
        cost_basis: if dice.chance(0.5) { CostBasis::Attempt } else { CostBasis::Recovered },
    }
}

#[allow(clippy::cast_precision_loss, reason = "small")]
fn common(dice: &mut Dice, route: &mut Route, largest: u64) {
    let size = largest as f64;
    if dice.chance(0.25) {
        route.exchange_rate = dice.estimate(0.7, 1.4);
    }
    if dice.chance(0.15) {
        route.unit_multiplier = dice.estimate(1.0, 2.0);
    }
    route.nre = Some(Nre {
        base: dice.estimate(0.0, 2.0 * size),
        material_surcharge: dice.estimate(0.0, 0.6),
        revisions: dice.count(0, 6),
        revisions_included: dice.count(0, 2),
        hours_per_revision: dice.estimate(0.0, 0.01 * size),
        hourly_rate: dice.estimate(0.0, 30.0),
        cap_per_revision: dice.maybe(0.5, |dice| dice.estimate(0.0, 0.2 * size)),
        qualification: dice.estimate(0.0, 0.3 * size),
        weeks_per_revision: dice.estimate(0.0, 2.0),
    });
    route.tooling = (0..dice.whole(0, 2)).map(|index| tool(dice, index, largest)).collect();
    route.lots = dice.maybe(0.5, |dice| Lots {
        size: dice.quantity_estimate(1 + largest / 100, largest),
        setup: dice.estimate(0.0, 0.05 * size),
        inspection: dice.estimate(0.0, 0.02 * size),
        shipping: dice.estimate(0.0, 0.02 * size),
        loss_probability: if dice.chance(0.5) { Estimate::certain(0.0) } else { dice.estimate(0.0, 0.2) },
    });
    route.material_lots = dice.maybe(0.3, |dice| MaterialLots {
        size: dice.quantity_estimate(1 + largest / 50, largest),
        requalification: dice.estimate(0.0, 0.05 * size),
    });
    route.per_part = dice.maybe(0.4, |dice| PerPart {
        inspection: dice.estimate(0.0, 0.3),
        rework: dice.estimate(0.0, 0.3),
        shipping: dice.estimate(0.0, 0.1),
    });
    route.staff = dice
        .maybe(0.4, |dice| Staff { per_week: dice.estimate(0.0, 0.02 * size), weeks_before: dice.estimate(0.0, 40.0) });
    route.capacity = dice.maybe(0.9, |dice| capacity(dice, largest));
    route.yield_ramp = dice.maybe(0.4, |dice| ramp(dice, route, largest));
    route.quality = dice.maybe(0.5, quality);
    route.risks = (0..dice.whole(0, 2))
        .map(|index| Risk {
            id: format!("e{index}"),
            name: format!("e{index}"),
            probability: dice.estimate(0.0, 1.0),
            cost: dice.estimate(0.0, 0.2 * size),
            delay_weeks: if dice.chance(0.5) { dice.estimate(0.0, 10.0) } else { Estimate::certain(0.0) },
        })
        .collect();
}

#[allow(clippy::cast_precision_loss, reason = "small")]
fn tool(dice: &mut Dice, index: u64, largest: u64) -> Tool {
    let amortised_over = dice.maybe(0.3, |dice| dice.quantity_estimate(1, largest));
    Tool {
        id: format!("t{index}"),
        name: format!("t{index}"),
        cost: dice.estimate(0.0, 0.5 * largest as f64),
        life: dice.maybe(0.7, |dice| Estimate::certain(dice.scaled(2.0 + largest as f64 / 50.0, largest as f64))),
        shortfall_due: amortised_over.is_some() && dice.chance(0.5),
        amortised_over,
        first_in_nre: dice.chance(0.4),
    }
}

#[allow(clippy::cast_precision_loss, reason = "small")]
fn capacity(dice: &mut Dice, largest: u64) -> Capacity {
    let phases = dice.chance(0.3);
    Capacity {
        lead_weeks: (!phases).then(|| dice.estimate(0.0, 30.0)),
        phases: if phases {
            vec![
                Phase("Design".to_owned(), dice.estimate(0.0, 3.0)),
                Phase("Pilot".to_owned(), dice.estimate(0.0, 30.0)),
            ]
        } else {
            Vec::new()
        },
        per_week: dice.maybe(0.8, |dice| Estimate::certain(dice.scaled(1.0 + largest as f64 / 200.0, largest as f64))),
        counted_in: if dice.chance(0.5) { CountedIn::Accepted } else { CountedIn::Starts },
        scales_with_machines: dice.chance(0.5),
        first_order: dice.maybe(0.3, |dice| dice.quantity_estimate(1, largest)),
        repeat_lead_weeks: dice.estimate(0.0, 15.0),
    }
}

/// A ramp that starts below what the chain yields without any rework.
#[allow(clippy::cast_precision_loss, reason = "small")]
fn ramp(dice: &mut Dice, route: &Route, largest: u64) -> YieldRamp {
    let mut rolled = route.quote.as_ref().map_or(1.0, |quote| quote.acceptance_yield.likely());
    for step in &route.process {
        rolled *= step.first_pass_yield.likely();
    }
    let first_yield = Estimate::certain((rolled * dice.number(0.3, 1.0) * 1e6).floor() / 1e6);
    let prior_starts = if dice.chance(0.4) { dice.count(0, largest / 4) } else { Estimate::certain(0.0) };
    if dice.chance(0.5) {
        return YieldRamp::FirstRun(FirstRunRamp { first_yield, starts: dice.count(0, largest), prior_starts });
    }
    let has_rate = route.capacity.as_ref().is_some_and(|capacity| capacity.per_week.is_some());
    let weeks = (has_rate && dice.chance(0.5)).then(|| dice.estimate(1.0, 12.0));
    let starts = weeks.is_none().then(|| Estimate::certain(dice.scaled(0.5, largest as f64)));
    YieldRamp::Exponential(ExponentialRamp { first_yield, starts, weeks, prior_starts })
}

fn quality(dice: &mut Dice) -> Quality {
    Quality {
        cpk: dice.maybe(0.8, |dice| dice.estimate(0.3, 2.0)),
        drift_sigma: dice.estimate(0.0, 1.5),
        characteristics: dice.count(1, 5),
        final_detection: if dice.chance(0.5) { Estimate::certain(0.0) } else { dice.estimate(0.0, 1.0) },
        return_cost: dice.estimate(0.0, 60.0),
        two_sided: dice.chance(0.6),
    }
}

#[allow(clippy::cast_precision_loss, reason = "small")]
fn staged_route(dice: &mut Dice, index: u64, pilot: u64, main: u64, largest: u64) -> Route {
    let transfer_weeks = dice.number(0.0, 10.0);
    Route {
        id: format!("staged{index}"),
        name: format!("staged{index}"),
        staged: Some(Staged {
            pilot: format!("r{pilot}"),
            main: format!("r{main}"),
            pilot_units: dice.quantity_estimate(1, largest * 2 / 3 + 1),
            transfer_cost: dice.estimate(0.0, 0.3 * largest as f64),
            transfer_weeks: Estimate::certain(transfer_weeks),
            overlap_weeks: if dice.chance(0.5) { Estimate::certain(0.0) } else { dice.estimate(0.0, transfer_weeks) },
            experience_credit: if dice.chance(0.5) { Estimate::certain(0.0) } else { dice.count(0, largest) },
        }),
        ..Route::default()
    }
}
