//! What a supplier asks.

use super::super::estimate::Estimate;
use super::super::inputs::block;
use serde::{Deserialize, Serialize};

block! {
    /// A supplier's price table and how it is read.
    Quote as "" {
        plain {
            /// Prices by quantity, rising quantities.
            breaks: Vec<PriceBreak> = Vec::new();
            /// The price is for this many parts.
            per: u64 = 1;
        }
        inputs {
            scale: [default 1.0] "Price scale", Factor, NOT_NEGATIVE, "Multiplies every price of the table.";
            acceptance_yield: [default 1.0] "Acceptance yield", Share, YIELD, "Share of delivered parts that pass the buyer's inspection.";
            minimum_order: [default 0.0] "Minimum order", Parts, COUNT, "The fewest parts that can be ordered.";
            release_quantity: [optional] "Release quantity", Parts, COUNT_FROM_ONE, "Parts ordered at a time: the price is looked up at this where it is smaller. Absent: all at once.";
        }
        after {
            /// How the table is read between its quantities.
            reading: Reading = Reading::Step;
            /// Who bears the yield.
            basis: Basis = Basis::Accepted;
            /// Buy up to the next break where that is cheaper; `Step` only.
            over_buy: bool = false;
            /// The supplier's number.
            number: String = String::new();
            /// ISO date of the quote.
            date: String = String::new();
            /// ISO date after which it no longer holds.
            expires: String = String::new();
        }
    }
}

/// A price from a quantity on: `(quantity, price)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PriceBreak(
    /// From this quantity on.
    pub u64,
    /// The price of [`Quote::per`] parts.
    pub Estimate,
);

/// How a price table is read between its quantities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// All units at the price of the last break reached.
    #[default]
    Step,
    /// Each bracket at its own price.
    Incremental,
    /// The logarithm of the price is linear in the logarithm of the quantity.
    LogLog,
}

/// What the quantity counts, and so who bears the yield.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// Accepted parts: the supplier bears the yield.
    #[default]
    Accepted,
    /// Parts started: the buyer does.
    Starts,
}
