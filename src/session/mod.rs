//! What changes over time, without a window: the document and its history, commands, results.

pub mod command;
pub mod comparison;
pub mod document;
pub mod groups;
pub mod history;
pub mod new_scenario;
pub mod palette;
mod preview;
pub mod quantity;
pub mod recovery;
pub mod results;
pub mod routes;
pub mod settings;
pub mod tab;
pub mod task;
pub mod what_if;
pub mod worker;
pub mod zoom;

pub use command::Command;
pub use comparison::{Against, CompareWith};
pub use document::Document;
pub use results::{Demand, Results};
pub use settings::Settings;
pub use tab::Tab;
pub use task::Task;
pub use worker::Worker;
