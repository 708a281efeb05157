//! How does a total respond to an input?
//!
//! Monotone: it only rises or only falls (prices, costs, rates, surcharges up; tool life down;
//! undiscounted lead time up). Straight: a straight line. Yields, rework, capability, counts that
//! divide are neither, on whole parts.

use crate::model::Scenario;
use crate::model::route::{Quote, Reading};

/// How the totals that an input touches respond to it, as far as can be proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Response {
    /// One total is touched, and it is monotone.
    Monotone,
    /// Every touched total is a straight line.
    Straight,
    /// Nothing is proved.
    Unknown,
}

/// Ends of paths whose input enters every total as a straight line.
const STRAIGHT: [&str; 33] = [
    "nre.base",
    "nre.material_surcharge",
    "nre.qualification",
    "exchange_rate",
    "unit_multiplier",
    "duty_rate",
    "lots.setup",
    "lots.inspection",
    "lots.shipping",
    "material_lots.requalification",
    "per_part.inspection",
    "per_part.rework",
    "per_part.shipping",
    "capital.fixed",
    "capital.per_machine",
    "capital.share_charged",
    "staff.per_week",
    "staff.weeks_before",
    "quality.return_cost",
    "staged.transfer_cost",
    "learning.first_unit_cost",
    "build_up.material_per_unit",
    "build_up.cycle_seconds",
    "build_up.machine_rate_per_hour",
    "build_up.operators",
    "build_up.labour_rate_per_hour",
    "inspection.cost",
    "rework.cost",
    "programme.delay_cost_per_week",
    "programme.window_loss",
    "quote.scale",
    "risks.cost",
    "process.cost",
];

/// Ends of paths whose input a total only rises or only falls with.
const MONOTONE: [&str; 8] = [
    "nre.hours_per_revision",
    "nre.hourly_rate",
    "nre.cap_per_revision",
    "nre.revisions_included",
    "tooling.life",
    "capacity.lead_weeks",
    "capacity.phases",
    "quote.minimum_order",
];

impl Response {
    /// The response of `touched` totals to the input at `path`.
    pub(super) fn of(scenario: &Scenario, path: &str, touched: usize) -> Self {
        let kind = kind(path);
        let quote = quote_of(scenario, path);
        // A scale moves every price alike, and with them the least of them and every line between two.
        let bent_table =
            kind == "quote.breaks" && quote.is_some_and(|quote| quote.over_buy || quote.reading == Reading::LogLog);
        let discounted = scenario.programme.discount_rate.likely() > 0.0;
        let timed = kind.starts_with("capacity.") || kind == "nre.weeks_per_revision";
        let minimum_is_safe =
            kind != "quote.minimum_order" || quote.is_some_and(|quote| quote.reading == Reading::Incremental);
        if !bent_table && (kind == "quote.breaks" || kind == "tooling.cost" || STRAIGHT.contains(&kind.as_str())) {
            Self::Straight
        } else if touched <= 1
            && minimum_is_safe
            && !(discounted && timed)
            && (bent_table || MONOTONE.contains(&kind.as_str()))
        {
            Self::Monotone
        } else {
            Self::Unknown
        }
    }
}

/// The path without route and item ids: `tooling.life`, `process.cost`, `inspection.cost`.
fn kind(path: &str) -> String {
    let parts: Vec<&str> = path.split('.').collect();
    match parts.as_slice() {
        ["routes", _, "quote", "breaks", ..] => "quote.breaks".to_owned(),
        ["routes", _, "capacity", "phases", ..] => "capacity.phases".to_owned(),
        ["routes", _, "process", _, block, key] | ["routes", _, block, _, key] | ["routes", _, block, key] => {
            format!("{block}.{key}")
        }
        ["routes", _, key] => (*key).to_owned(),
        _ => path.to_owned(),
    }
}

fn quote_of<'a>(scenario: &'a Scenario, path: &str) -> Option<&'a Quote> {
    let id = path.strip_prefix("routes.")?.split('.').next()?;
    scenario.route(id)?.quote.as_ref()
}
