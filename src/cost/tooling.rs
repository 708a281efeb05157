//! What do tools and fixtures cost for S starts and V accepted parts?
//!
//! cost·(max(1, ceil*(S/life)) − [first in NRE]); or, amortised over N parts, (cost/N)·min(V, N)
//! + [shortfall due] (cost/N)·max(0, N−V), whatever the life. docs/model.md, section 2, "Tooling".

use super::rounding::{ceil_star, count};
use crate::model::Estimate;
use crate::model::route::Tool;

/// A tool in plain numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ToolCase {
    /// Price of one.
    pub cost: f64,
    /// How it is paid for.
    pub payment: ToolPayment,
}

/// How a tool is paid for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ToolPayment {
    /// When it is bought.
    WhenBought {
        /// Starts until a new one is needed; infinite where it lasts for ever.
        life: f64,
        /// Whether the NRE pays for the first.
        first_in_nre: bool,
    },
    /// In the price of the first N parts.
    Amortised {
        /// N.
        parts: f64,
        /// Whether the rest is due where fewer are bought.
        shortfall_due: bool,
    },
}

impl ToolCase {
    pub(crate) fn new(tool: &Tool, money: f64) -> Self {
        let payment = match &tool.amortised_over {
            Some(parts) => ToolPayment::Amortised { parts: count(parts, 1.0), shortfall_due: tool.shortfall_due },
            None => ToolPayment::WhenBought {
                life: tool.life.as_ref().map_or(f64::INFINITY, Estimate::likely),
                first_in_nre: tool.first_in_nre,
            },
        };
        Self { cost: tool.cost.likely() * money, payment }
    }

    /// What is paid for `starts` starts and `volume` accepted parts.
    #[must_use]
    pub fn cost_of(&self, starts: f64, volume: f64) -> f64 {
        match self.payment {
            ToolPayment::WhenBought { first_in_nre, .. } => {
                self.cost * (self.count(starts) - if first_in_nre { 1.0 } else { 0.0 })
            }
            ToolPayment::Amortised { parts, shortfall_due } => {
                let each = self.cost / parts;
                each * volume.min(parts) + if shortfall_due { each * (parts - volume).max(0.0) } else { 0.0 }
            }
        }
    }

    /// By how much the cost rises with one more accepted part, replacements apart.
    pub(crate) fn marginal(&self, volume: f64) -> f64 {
        match self.payment {
            ToolPayment::Amortised { parts, shortfall_due: false } if volume < parts => self.cost / parts,
            ToolPayment::Amortised { .. } | ToolPayment::WhenBought { .. } => 0.0,
        }
    }

    /// Starts until a new one is bought; infinite where that never happens.
    pub(crate) fn replacement(&self) -> f64 {
        match self.payment {
            ToolPayment::WhenBought { life, .. } => life,
            ToolPayment::Amortised { .. } => f64::INFINITY,
        }
    }

    /// How many are needed for `starts` starts.
    #[must_use]
    pub fn count(&self, starts: f64) -> f64 {
        match self.payment {
            ToolPayment::WhenBought { life, .. } => ceil_star(starts / life).max(1.0),
            ToolPayment::Amortised { .. } => 1.0,
        }
    }
}
