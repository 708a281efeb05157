//! A scenario at the edge of what anybody would make: 20 routes of 60 inputs and more, names of 200
//! characters, figures from 0.0001 to 1e12.

use crossplan::model::route::{
    BuildUp, Capacity, Capital, ChecklistItem, Inspection, Lots, Nre, PerPart, PriceBreak, Quality, Quote, Rework,
    Risk, Staff, Step, Tool,
};
use crossplan::model::{Estimate, Route, Scenario};

/// Routes of the scenario.
pub(crate) const ROUTES: u8 = 20;

/// The scenario.
pub(crate) fn stress() -> Scenario {
    let routes: Vec<Route> = (0..ROUTES).map(route).collect();
    let mut scenario = Scenario {
        format: 1,
        title: long("A part so small that it takes a long title "),
        incumbent: Some(routes[3].id.clone()),
        planned_volume: Some(Estimate::range(5_000.0, 20_000.0, 90_000.0)),
        range: (1, 10_000_000),
        volumes: vec![100, 10_000, 100_000, 10_000_000],
        routes,
        ..Scenario::default()
    };
    scenario.part.name = long("Part ");
    scenario.programme.due_week = Some(Estimate::certain(26.0));
    scenario.programme.delay_cost_per_week = about(15_000.0);
    scenario
}

/// A text of 200 characters.
fn long(text: &str) -> String {
    text.chars().cycle().take(200).collect()
}

/// A figure known to a fifth.
fn about(value: f64) -> Estimate {
    Estimate::range(0.8 * value, value, 1.2 * value)
}

/// A route whose figures lie around a power of ten of its own: the prices of the first at 0.0001, the
/// one-off costs of the last at 1e12.
fn route(index: u8) -> Route {
    let share = f64::from(index) / f64::from(ROUTES - 1);
    let (price, once) = (10_f64.powf(-4.0 + 6.0 * share), 10_f64.powf(2.0 + 10.0 * share));
    // Every seventh name has no place to break a line at.
    let name = if index % 7 == 6 { format!("{index}W") } else { format!("{index} Supplier of very small parts · ") };
    Route {
        id: format!("route-{index}"),
        name: long(&name),
        nre: Some(nre(once)),
        quote: Some(quote(index, price)),
        tooling: (0..3).map(|tool| self::tool(tool, once)).collect(),
        process: (0..2).map(|step| self::step(step, price)).collect(),
        lots: Some(Lots { size: about(500.0), setup: about(once / 100.0), ..Lots::default() }),
        per_part: Some(PerPart { inspection: about(price / 10.0), ..PerPart::default() }),
        capital: Some(Capital {
            fixed: about(once),
            share_charged: Estimate::range(0.1, 0.2, 0.3),
            ..Capital::default()
        }),
        staff: Some(Staff { per_week: about(once / 50.0), ..Staff::default() }),
        capacity: Some(Capacity {
            lead_weeks: Some(about(4.0 + 2.0 * f64::from(index))),
            per_week: Some(about(5_000.0)),
            ..Capacity::default()
        }),
        quality: Some(Quality {
            cpk: Some(Estimate::range(1.0, 1.2, 1.4)),
            return_cost: about(once / 1e4),
            ..Quality::default()
        }),
        risks: (0..2).map(|risk| self::risk(risk, once)).collect(),
        checklist: vec![ChecklistItem {
            item: long("Is the cap per revision agreed in writing? "),
            ..ChecklistItem::default()
        }],
        ..Route::default()
    }
}

fn nre(once: f64) -> Nre {
    Nre {
        base: about(once),
        material_surcharge: Estimate::range(0.4, 0.5, 0.6),
        revisions: Estimate::range(2.0, 3.0, 6.0),
        hours_per_revision: about(20.0),
        hourly_rate: about(200.0),
        qualification: about(once / 10.0),
        ..Nre::default()
    }
}

fn quote(index: u8, price: f64) -> Quote {
    let breaks =
        (0..8_i32).map(|power| PriceBreak(10_u64.pow(power.unsigned_abs()), about(price / 1.4_f64.powi(power))));
    Quote { breaks: breaks.collect(), number: long(&format!("Q-{index} ")), ..Quote::default() }
}

fn tool(tool: u8, once: f64) -> Tool {
    Tool {
        id: format!("tool-{tool}"),
        name: long("A tool of many cavities "),
        cost: about(once / 20.0),
        life: Some(about(50_000.0)),
        ..Tool::default()
    }
}

fn step(step: u8, price: f64) -> Step {
    Step {
        id: format!("step-{step}"),
        name: long("A step of many motions "),
        first_pass_yield: Estimate::range(0.90, 0.95, 0.99),
        build_up: Some(BuildUp {
            material_per_unit: about(price / 20.0),
            cycle_seconds: about(12.0),
            machine_rate_per_hour: about(60.0),
            ..BuildUp::default()
        }),
        inspection: Some(Inspection {
            cost: about(price / 50.0),
            detection: Estimate::range(0.90, 0.95, 0.99),
            ..Inspection::default()
        }),
        rework: Some(Rework { fraction: Estimate::range(0.3, 0.5, 0.6), ..Rework::default() }),
        ..Step::default()
    }
}

fn risk(risk: u8, once: f64) -> Risk {
    Risk {
        id: format!("risk-{risk}"),
        name: long("A risk of many words "),
        probability: Estimate::certain(0.2),
        cost: about(once / 5.0),
        delay_weeks: about(6.0),
    }
}
