//! Scenarios with few blocks.

use super::dice::Dice;
use crossplan::model::route::{
    Capacity, Capital, Inspection, Lots, MaterialLots, Nre, PerPart, PriceBreak, Quote, Reading, Step, Tool,
};
use crossplan::model::{Estimate, Route, Scenario};

fn named(id: String) -> Route {
    Route { name: id.clone(), id, ..Route::default() }
}

fn nre(base: f64) -> Nre {
    Nre { base: Estimate::certain(base), ..Nre::default() }
}

fn step(cost: f64, first_pass_yield: f64, inspected: bool) -> Step {
    Step {
        id: "s0".to_owned(),
        name: "s0".to_owned(),
        cost: Some(Estimate::certain(cost)),
        first_pass_yield: Estimate::certain(first_pass_yield),
        inspection: inspected.then(Inspection::default),
        ..Step::default()
    }
}

/// Rising quantities from 1, falling prices.
pub(crate) fn breaks(dice: &mut Dice, largest: u64, first_price: f64) -> Vec<PriceBreak> {
    let mut quantities: Vec<u64> = (0..dice.whole(1, 3)).map(|_| dice.quantity(2, largest)).collect();
    if dice.chance(0.8) {
        quantities.push(1);
    }
    quantities.sort_unstable();
    quantities.dedup();
    let mut price = first_price;
    let mut table = Vec::new();
    for quantity in quantities {
        table.push(PriceBreak(quantity, Estimate::certain((price * 1e4).round() / 1e4)));
        price *= dice.number(0.6, 0.98);
    }
    table
}

#[allow(clippy::cast_precision_loss, reason = "small")]
pub(crate) fn simple(dice: &mut Dice, scenario: &mut Scenario) {
    let largest = scenario.range.1;
    for index in 0..dice.whole(2, 4) {
        let mut route = named(format!("r{index}"));
        route.nre = Some(nre(dice.number(0.0, 4.0 * largest as f64)));
        if dice.chance(0.6) {
            let first_price = dice.number(1.0, 10.0);
            let reading = dice.pick(&[Reading::Step, Reading::Incremental, Reading::LogLog]);
            route.quote = Some(Quote {
                breaks: breaks(dice, largest, first_price),
                over_buy: reading == Reading::Step && dice.chance(0.3),
                reading,
                ..Quote::default()
            });
        } else {
            let (cost, first_pass_yield) = (dice.number(0.5, 8.0), dice.number(0.3, 1.0));
            route.process = vec![step(cost, first_pass_yield, dice.chance(0.7))];
        }
        scenario.routes.push(route);
    }
}

#[allow(clippy::cast_precision_loss, reason = "small")]
pub(crate) fn saw_tooth(dice: &mut Dice, scenario: &mut Scenario) {
    let largest = scenario.range.1;
    let slope = dice.number(1.0, 20.0);
    let nre_scale = dice.scaled(10.0, 2000.0);
    if dice.chance(0.6) {
        scenario.programme.due_week = Some(dice.count(0, 30));
        scenario.programme.due_quantity = Some(dice.quantity_estimate(1, largest));
        scenario.programme.delay_cost_per_week = dice.count(0, 100);
    }
    for index in 0..dice.whole(2, 4) {
        let mut route = named(format!("r{index}"));
        route.nre = Some(nre(dice.number(0.0, nre_scale).round()));
        let first_pass_yield = if dice.chance(0.5) { 1.0 } else { dice.number(0.7, 1.0) };
        route.process = vec![step(slope * dice.number(0.97, 1.03) * first_pass_yield, first_pass_yield, true)];
        route.tooling = (0..dice.whole(0, 2))
            .map(|tool| Tool {
                id: format!("t{tool}"),
                name: format!("t{tool}"),
                cost: dice.count(10, 600),
                life: Some(dice.quantity_estimate(5, largest)),
                first_in_nre: dice.chance(0.3),
                ..Tool::default()
            })
            .collect();
        route.lots = dice.maybe(0.7, |dice| Lots {
            size: dice.quantity_estimate(3, largest),
            setup: dice.count(0, 200),
            shipping: dice.count(0, 50),
            ..Lots::default()
        });
        route.material_lots = dice.maybe(0.4, |dice| MaterialLots {
            size: dice.quantity_estimate(5, largest),
            requalification: dice.count(1, 200),
        });
        route.capital = dice.maybe(0.5, |dice| Capital {
            per_machine: dice.count(0, 400),
            starts_per_machine: Some(dice.quantity_estimate(10, largest)),
            ..Capital::default()
        });
        route.capacity = dice.maybe(0.7, |dice| Capacity {
            lead_weeks: Some(dice.count(0, 10)),
            per_week: Some(dice.quantity_estimate(1 + largest / 300, largest)),
            scales_with_machines: dice.chance(0.6),
            ..Capacity::default()
        });
        scenario.routes.push(route);
    }
}

/// Whole prices on a coarse grid, so that totals meet at whole volumes or run together.
pub(crate) fn ties(dice: &mut Dice, scenario: &mut Scenario) {
    let largest = scenario.range.1;
    #[allow(clippy::cast_precision_loss, reason = "small")]
    let grid = (largest / 10).max(1) as f64;
    for index in 0..dice.whole(2, 5) {
        let id = format!("r{index}");
        if index > 0 && dice.chance(0.3) {
            let twin = dice.index(scenario.routes.len());
            let mut twin = Route { name: id.clone(), id, ..scenario.routes[twin].clone() };
            if let Some(nre) = &mut twin.nre {
                // About as much as two totals may differ by and still tie.
                let apart = dice.pick(&[0.0, 0.0, 0.003, 0.005, 0.007, 0.01]);
                nre.base = Estimate::certain(nre.base.likely() + apart);
            }
            if dice.chance(0.4) {
                // So little apart that the tie ends only after many parts.
                let shipping = dice.pick(&[2e-6, 1e-5, 5e-5]).into();
                twin.per_part = Some(PerPart { shipping, ..PerPart::default() });
            }
            scenario.routes.push(twin);
            continue;
        }
        let mut route = named(id);
        route.nre = Some(nre(grid * f64::from(dice.pick(&[0_u8, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20]))));
        let cost = f64::from(dice.pick(&[1_u8, 2, 3, 4, 5]));
        let first_pass_yield = if dice.chance(0.7) { 1.0 } else { 0.5 };
        if dice.chance(0.5) {
            route.process = vec![step(cost * first_pass_yield, first_pass_yield, true)];
        } else {
            let lower = dice.chance(0.5).then(|| PriceBreak(dice.quantity(2, largest), Estimate::certain(cost - 0.5)));
            route.quote = Some(Quote {
                breaks: std::iter::once(PriceBreak(1, Estimate::certain(cost))).chain(lower).collect(),
                over_buy: dice.chance(0.3),
                ..Quote::default()
            });
        }
        route.lots = dice.maybe(0.3, |dice| Lots {
            size: dice.quantity_estimate(10, largest),
            setup: Estimate::certain(grid),
            ..Lots::default()
        });
        scenario.routes.push(route);
    }
}
