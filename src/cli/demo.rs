//! Which scenarios are there to begin with?

use serde::Serialize;

use super::arguments::Demo;
use super::json;
use super::outcome::{Answer, Failure};
use crate::formats::shipped::SHIPPED;

#[derive(Serialize)]
struct Report {
    format: u32,
    name: &'static str,
    names: Vec<&'static str>,
    text: &'static str,
}

/// Prints a shipped scenario: the named one, or the first.
pub(super) fn answer(arguments: &Demo) -> Result<Answer, Failure> {
    let name = arguments.name.as_deref().unwrap_or(SHIPPED[0].name);
    let shipped = SHIPPED.iter().find(|shipped| shipped.name == name).unwrap_or(&SHIPPED[0]);
    if !arguments.json {
        return Ok(Answer::done(shipped.text.to_owned()));
    }
    let names = SHIPPED.iter().map(|shipped| shipped.name).collect();
    json::object(&Report { format: json::FORMAT, name: shipped.name, names, text: shipped.text }).map(Answer::done)
}
