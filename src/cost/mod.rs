//! What a route costs at a volume: pure arithmetic on resolved numbers.

pub mod breakdown;
pub mod case;

pub use breakdown::{Account, Accounts};
pub use case::{Case, Evaluation};
