//! What changes over time, without a window: the document and its history, commands, results.

pub mod command;
pub mod quantity;
pub mod results;

pub use command::Command;
pub use results::Results;
