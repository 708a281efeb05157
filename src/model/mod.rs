//! What the user states: plain data, no arithmetic.
//!
//! A [`Scenario`] is the whole document: the part, the programme, the volumes of interest and the
//! routes by which the part can be made. Each number the user may be unsure of is an [`Estimate`].
//! The blocks of a route are declared with their inputs in one place each (see [`inputs`]).

pub mod estimate;
pub mod inputs;
pub mod route;
pub mod scenario;
pub mod validate;

pub use estimate::{Estimate, Grade, Shape, Source, Value};
pub use inputs::{Bounds, Input, Unit};
pub use route::Route;
pub use scenario::Scenario;
