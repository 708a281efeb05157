//! The document: the part, the programme, the volumes of interest and the routes.

use serde::{Deserialize, Serialize};

use super::estimate::{Estimate, plain_number};
use super::inputs::block;
use super::route::Route;

/// The format this program writes.
pub const FORMAT: u32 = 1;

/// The largest volume that may be looked at.
pub const LARGEST_VOLUME: u64 = 10_000_000;

block! {
    /// The whole document.
    Scenario as "Scenario" {
        plain {
            /// Version of the file format.
            format: u32 = 0;
            /// What the scenario is called.
            title: String = String::new();
            /// The part.
            part: Part = Part::default();
            /// Who prepared it.
            prepared: Prepared = Prepared::default();
            /// Who decides, and by when.
            decision: Decision = Decision::default();
            /// ISO 4217 code of all money that is not a route's own.
            currency: String = "USD".to_owned();
            /// Volumes of the table: 1 to 8 of them.
            volumes: Vec<u64> = vec![100, 10_000, 100_000];
        }
        inputs {
            planned_volume: [optional] "Planned volume", Parts, COUNT_FROM_ONE, "Accepted parts over the programme. Absent: the lower middle of the volumes.";
        }
        after {
            /// Where crossovers are sought: from, to.
            range: (u64, u64) = (1, 1_000_000);
            /// Id of today's route: savings and payback are against it.
            incumbent: Option<String> = None;
            /// Seed of the random draws.
            seed: u64 = 1;
            /// Dates, delay and money over time.
            programme: Programme = Programme::default();
            /// The routes.
            routes: Vec<Route> = Vec::new();
        }
    }
}

block! {
    /// Dates, delay and money over time.
    Programme as "" {
        inputs {
            weeks: [default 0.0] "Programme", Weeks, NOT_NEGATIVE, "Production lasts at least this long. None: as fast as capacity allows.";
            due_week: [optional] "Needed by", Weeks, NOT_NEGATIVE, "Week by which the due quantity must be there. Absent: no date.";
            due_quantity: [optional] "Due quantity", Parts, COUNT_FROM_ONE, "Accepted parts that must be there by then. Absent: the first of the volumes.";
            delay_cost_per_week: [default 0.0] "Cost of delay", MoneyPerWeek, NOT_NEGATIVE, "What each week after the date costs.";
            window_week: [optional] "Market window", Weeks, NOT_NEGATIVE, "Week after which the market is lost. Absent: no window.";
            window_loss: [default 0.0] "Loss after it", Money, NOT_NEGATIVE, "What is lost when the window is missed.";
            discount_rate: [default 0.0] "Discount rate", SharePerYear, NOT_NEGATIVE, "Cost of capital per year.";
        }
    }
}

/// The part to be made.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename(deserialize = ""))]
pub struct Part {
    /// What it is called.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What it is made of.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub material: String,
    /// Its smallest feature in µm; unknown where absent.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub smallest_feature_um: Option<f64>,
    /// Its smallest tolerance in ±µm; unknown where absent.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plain_number")]
    pub tolerance_um: Option<f64>,
    /// Free remark.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

/// Who prepared the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename(deserialize = ""))]
pub struct Prepared {
    /// Name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// ISO date.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub on: String,
    /// Such as "Confidential".
    #[serde(skip_serializing_if = "String::is_empty")]
    pub marking: String,
}

/// Who decides, and by when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default, rename(deserialize = ""))]
pub struct Decision {
    /// Name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// ISO date.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub decide_by: String,
    /// Why it was decided so.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rationale: String,
}

impl Scenario {
    /// The route with this id.
    #[must_use]
    pub fn route(&self, id: &str) -> Option<&Route> {
        self.routes.iter().find(|route| route.id == id)
    }

    /// The planned volume as an estimate: as stated, or the lower middle of the volumes.
    #[must_use]
    pub fn planned_volume(&self) -> Estimate {
        self.planned_volume.clone().unwrap_or_else(|| Estimate::certain(self.middle_volume()))
    }

    #[allow(clippy::cast_precision_loss, reason = "volumes are at most ten million")]
    fn middle_volume(&self) -> f64 {
        let mut volumes = self.volumes.clone();
        volumes.sort_unstable();
        volumes.get(volumes.len().saturating_sub(1) / 2).map_or(1.0, |&volume| volume as f64)
    }
}
