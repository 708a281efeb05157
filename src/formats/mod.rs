//! How does a scenario become text, and text a scenario?
//!
//! [`scenario_file`] reads and writes the versioned RON that people share; [`disk`] is the only
//! place of the crate that touches files. Nothing here computes anything.

mod diagnostic;
pub mod disk;
mod encoding;
mod hints;
mod migrations;
mod outline;
pub mod scenario_file;
pub mod shipped;
mod syntax;
mod tokens;

pub use diagnostic::Diagnostic;
pub use outline::member;
pub use syntax::UNKNOWN_FIELD;
