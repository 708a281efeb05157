//! One way to get the part made, and its blocks.
//!
//! A route holds only the blocks it uses: an absent block costs nothing. Field names, units and
//! bounds are those of the scenario file, format 1.

use serde::{Deserialize, Serialize};

mod making;
mod money;
mod quote;
mod time;

pub use making::{
    BuildUp, CostBasis, ExponentialRamp, FirstRunRamp, Inspection, Learning, LearningCurve, Quality, Rework, Step,
    YieldRamp,
};
pub use money::{Capital, Lots, MaterialLots, Nre, PerPart, Staff, Tool};
pub use quote::{Basis, PriceBreak, Quote, Reading};
pub use time::{Capacity, CountedIn, Phase, Risk, Staged};

use super::estimate::plain_number;
use super::inputs::block;

block! {
    /// One way to get the part made.
    Route as "Route" {
        plain {
            /// Stable name in paths and results: `[a-z0-9-]`, unique in the scenario.
            id: String = String::new();
            /// What people call it.
            name: String = String::new();
            /// Process family, for the reader.
            family: String = String::new();
            /// ISO 4217 code; the scenario's where absent.
            currency: Option<String> = None;
        }
        inputs {
            exchange_rate: [default 1.0] "Exchange rate", Factor, EXCHANGE, "Scenario currency for one unit of the route's currency.";
            unit_multiplier: [default 1.0] "Cost multiplier", Factor, NOT_NEGATIVE, "Multiplies NRE, purchase and the chain's process, inspection and rework. Segmented manufacturing to protect know-how costs about 2.";
            duty_rate: [default 0.0] "Import duty", Share, NOT_NEGATIVE, "Duty as a share of the purchase.";
        }
        after {
            /// One-off engineering.
            nre: Option<Nre> = None;
            /// Tools and fixtures.
            tooling: Vec<Tool> = Vec::new();
            /// The supplier's prices.
            quote: Option<Quote> = None;
            /// Process steps in order.
            process: Vec<Step> = Vec::new();
            /// How yield rises from the first run.
            yield_ramp: Option<YieldRamp> = None;
            /// How cost falls with experience.
            learning: Option<Learning> = None;
            /// Production lots.
            lots: Option<Lots> = None;
            /// Material batches that must be requalified.
            material_lots: Option<MaterialLots> = None;
            /// Costs of each accepted part.
            per_part: Option<PerPart> = None;
            /// Capital, shared or sunk.
            capital: Option<Capital> = None;
            /// People paid by the week.
            staff: Option<Staff> = None;
            /// Lead time and rate.
            capacity: Option<Capacity> = None;
            /// Capability of the process, and what escapes cost.
            quality: Option<Quality> = None;
            /// What may go wrong.
            risks: Vec<Risk> = Vec::new();
            /// Two other routes, one after the other.
            staged: Option<Staged> = None;
            /// What the route can make at all.
            capability: Option<Capability> = None;
            /// Questions to the supplier.
            checklist: Vec<ChecklistItem> = Vec::new();
            /// Free remark.
            notes: String = String::new();
        }
    }
}

/// The smallest geometry a route can hold, and what that rests on. No arithmetic.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename(deserialize = ""))]
pub struct Capability {
    /// Smallest feature in µm; unknown where absent.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub smallest_feature_um: Option<f64>,
    /// Smallest tolerance in ±µm; unknown where absent.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub tolerance_um: Option<f64>,
    /// What the two figures rest on.
    #[serde(default)]
    pub evidence: Evidence,
}

/// What a capability rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Evidence {
    /// A run chart over production.
    RunChart,
    /// Measured first articles.
    FirstArticle,
    /// A claim; production falls 30 to 50 % short of one.
    #[default]
    Claimed,
}

/// A question to the supplier and how far it got.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename(deserialize = ""))]
pub struct ChecklistItem {
    /// The question.
    pub item: String,
    /// How far it got.
    #[serde(default)]
    pub state: ItemState,
    /// Free remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How far a question got.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemState {
    /// Answered in writing.
    Answered,
    /// Asked, no answer yet.
    Asked,
    /// Not raised.
    #[default]
    NotStated,
}
