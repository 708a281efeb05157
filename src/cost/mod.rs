//! What a route costs at a volume: pure arithmetic on resolved numbers.

mod aligned;
mod bounds;
pub mod breakdown;
pub mod case;
pub mod delay;
pub mod learning;
mod lowered;
mod nre;
mod parts;
pub mod process;
pub mod quality;
pub mod quote;
pub mod reading;
mod rounding;
pub mod schedule;
pub mod single;
pub mod staged;
mod steps;
mod terms;
pub mod tooling;
mod wide;
pub mod yield_ramp;

// The scenarios that the tests beside the arithmetic are run on.
#[cfg(test)]
#[allow(dead_code, reason = "it belongs to the tests in tests/, which use all of it")]
#[path = "../../tests/generator/mod.rs"]
mod generator;

pub(crate) use aligned::Aligned;
pub(crate) use bounds::Range;
pub use breakdown::{Account, Accounts};
pub use case::{Case, Evaluation, RouteCase};
pub(crate) use case::{Point, as_parts};
pub(crate) use lowered::{AtVolume, EightDraws, Extent, Extremes, LoweredRoute, Straight};
pub(crate) use nre::likely as nre_likely;
pub(crate) use parts::Parts;
pub(crate) use reading::{ABREAST, Drawn, place};
pub(crate) use rounding::smaller;
pub(crate) use terms::passes;
pub(crate) use wide::{level, wide};
