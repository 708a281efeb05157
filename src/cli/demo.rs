//! Which scenarios are there to begin with?

use std::collections::BTreeMap;

use serde::Serialize;

use super::arguments::Demo;
use super::json;
use super::outcome::{Answer, Failure};
use crate::formats::shipped::{GROUPS, Group, SHIPPED, Shipped, all};

#[derive(Serialize)]
struct Report {
    format: u32,
    name: &'static str,
    names: Vec<&'static str>,
    groups: BTreeMap<&'static str, Vec<&'static str>>,
    text: &'static str,
}

/// Prints a shipped scenario, the named one or the first; or the names of all, by kind.
pub(super) fn answer(arguments: &Demo) -> Result<Answer, Failure> {
    let name = arguments.name.as_deref().unwrap_or(SHIPPED[0].name);
    let shipped = all().find(|shipped| shipped.name == name).unwrap_or(&SHIPPED[0]);
    if arguments.json {
        let groups = GROUPS.iter().map(|group| (group.name, names(group.members))).collect();
        let names = all().map(|shipped| shipped.name).collect();
        let report = Report { format: json::FORMAT, name: shipped.name, names, groups, text: shipped.text };
        return json::object(&report).map(Answer::done);
    }
    Ok(Answer::done(if arguments.list { GROUPS.iter().map(listed).collect() } else { shipped.text.to_owned() }))
}

fn names(members: &[Shipped]) -> Vec<&'static str> {
    members.iter().map(|shipped| shipped.name).collect()
}

/// A group's name and below it its members, a line each.
fn listed(group: &Group) -> String {
    format!("{}\n  {}\n", group.name, names(group.members).join("\n  "))
}
