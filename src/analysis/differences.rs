//! What do two scenarios state differently?
//!
//! Inputs are compared by their paths, which name routes and items by their ids, so that it does not
//! matter in which order they stand. Everything else that a file can hold (choices, texts, whole blocks)
//! is compared as the file would hold it: a difference that moves a figure is never left out. A block that
//! only one of the two has is one difference, not one for each of its inputs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::model::inputs::visit;
use crate::model::{Estimate, Scenario};

/// Something that two scenarios state differently: `there` in the one, `here` in the other.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "most differences are of the largest kind, and a list has few")]
pub enum Difference {
    /// An input.
    Input {
        /// Its path, such as `routes.cm.nre.base`.
        path: String,
        /// What is stated there; none where nothing is.
        there: Option<Estimate>,
        /// What is stated here; none where nothing is.
        here: Option<Estimate>,
    },
    /// A route, a block or an item that only one of them has.
    Presence {
        /// Its path, such as `routes.cm.process.mould`.
        path: String,
        /// Whether it is here; it is there otherwise.
        here: bool,
    },
    /// A choice or a text.
    Statement {
        /// Its path, such as `routes.cm.quote.reading`.
        path: String,
        /// As the file there has it; none where it leaves it out.
        there: Option<String>,
        /// As the file here has it; none where it leaves it out.
        here: Option<String>,
    },
}

impl Difference {
    /// The path of what differs.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Input { path, .. } | Self::Presence { path, .. } | Self::Statement { path, .. } => path,
        }
    }

    /// The id of the route that it belongs to; none where it concerns all.
    #[must_use]
    pub fn route(&self) -> Option<&str> {
        route_of(self.path())
    }
}

fn route_of(path: &str) -> Option<&str> {
    path.strip_prefix("routes.")?.split('.').next()
}

/// Blocks of the document that are there even where a file leaves them out.
const ALWAYS: [&str; 4] = ["part", "prepared", "decision", "programme"];

/// Everything that two scenarios state differently: first what concerns all routes, then route by route as
/// they stand here; within each of these inputs first, in the order of the form.
#[must_use]
pub fn differences(there: &Scenario, here: &Scenario) -> Vec<Difference> {
    let stated = [inputs(there), inputs(here)];
    let of = |side: usize| -> BTreeMap<&str, &Option<Estimate>> {
        stated[side].iter().map(|(path, estimate)| (path.as_str(), estimate)).collect()
    };
    let sides = [of(0), of(1)];
    let mut rest = Rest { inputs: sides.iter().flat_map(|side| side.keys().copied()).collect(), found: Vec::new() };
    // A scenario that cannot be put into text has no files to be compared as; its inputs are compared all the same.
    let files = [there, here].map(|scenario| serde_json::to_value(scenario).unwrap_or_default());
    rest.compare("", Some(&files[0]), Some(&files[1]));
    let absent: Vec<String> = rest.found.iter().filter_map(presence).collect();
    let hidden = |path: &str| absent.iter().any(|block| is_below(path, block));
    let only_there = stated[0].iter().filter(|(path, _)| !sides[1].contains_key(path.as_str()));
    let paths = stated[1].iter().chain(only_there).map(|(path, _)| path.as_str());
    let differing = paths.filter(|path| !hidden(path)).filter_map(|path| {
        let [there, here] = [0, 1].map(|side| sides[side].get(path).copied().cloned().flatten());
        (there != here).then(|| Difference::Input { path: path.to_owned(), there, here })
    });
    let mut found: Vec<Difference> = differing.collect();
    found.extend(rest.found);
    let place = |route: &str| here.routes.iter().position(|it| it.id == route).unwrap_or(usize::MAX);
    found.sort_by_key(|difference| difference.route().map(place));
    found
}

fn presence(difference: &Difference) -> Option<String> {
    match difference {
        Difference::Presence { path, .. } => Some(path.clone()),
        Difference::Input { .. } | Difference::Statement { .. } => None,
    }
}

fn is_below(path: &str, block: &str) -> bool {
    path.strip_prefix(block).is_some_and(|rest| rest.starts_with('.'))
}

fn inputs(scenario: &Scenario) -> Vec<(String, Option<Estimate>)> {
    let mut inputs = Vec::new();
    visit(scenario, &mut |place| inputs.push((place.path.to_owned(), place.slot.get().cloned())));
    inputs
}

/// Compares what no input is.
struct Rest<'a> {
    inputs: BTreeSet<&'a str>,
    found: Vec<Difference>,
}

impl Rest<'_> {
    fn compare(&mut self, path: &str, there: Option<&Value>, here: Option<&Value>) {
        let [there, here] = [there, here].map(|side| side.filter(|value| !value.is_null()));
        if there == here || self.inputs.contains(path) {
            return;
        }
        match (there, here) {
            (Some(Value::Object(there)), Some(Value::Object(here))) => match (variant(there), variant(here)) {
                (Some((one, there)), Some((other, here))) => {
                    self.state(path, Some(one.clone()), Some(other.clone()));
                    self.compare(path, Some(there), Some(here));
                }
                _ => self.compare_keys(path, &keys(Some(there), Some(here)), there, here),
            },
            (Some(Value::Object(block)), None) | (None, Some(Value::Object(block))) => {
                if ALWAYS.contains(&path) {
                    let nothing = serde_json::Map::new();
                    let (there, here) = if here.is_none() { (block, &nothing) } else { (&nothing, block) };
                    self.compare_keys(path, &keys(Some(block), None), there, here);
                } else {
                    self.found.push(Difference::Presence { path: path.to_owned(), here: here.is_some() });
                }
            }
            _ if is_list(there) || is_list(here) => self.compare_lists(path, there, here),
            _ => self.state(path, there.map(text), here.map(text)),
        }
    }

    fn state(&mut self, path: &str, there: Option<String>, here: Option<String>) {
        if there != here {
            self.found.push(Difference::Statement { path: path.to_owned(), there, here });
        }
    }

    fn compare_keys(&mut self, path: &str, keys: &[&String], there: &Map, here: &Map) {
        for key in keys {
            self.compare(&joined(path, key), there.get(*key), here.get(*key));
        }
    }

    /// Lists of items are compared item by item, by id; those of routes' steps also by their order.
    fn compare_lists(&mut self, path: &str, there: Option<&Value>, here: Option<&Value>) {
        let [there, here] = [there, here].map(items);
        let order = |one: &Items, other: &Items| -> Vec<String> {
            one.iter().map(|(name, _)| name).filter(|name| other.iter().any(|it| it.0 == **name)).cloned().collect()
        };
        if path.ends_with(".process") && order(&there, &here) != order(&here, &there) {
            let [one, other] = [order(&there, &here), order(&here, &there)].map(|names| Some(names.join(", ")));
            self.state(&joined(path, "order"), one, other);
        }
        let find = |items: &Items, name: &str| items.iter().find(|it| it.0 == name).map(|it| it.1.clone());
        let only_there = there.iter().filter(|(name, _)| find(&here, name).is_none());
        let names: Vec<String> = here.iter().chain(only_there).map(|(name, _)| name.clone()).collect();
        for name in names {
            let (one, other) = (find(&there, &name), find(&here, &name));
            self.compare(&joined(path, &name), one.as_ref(), other.as_ref());
        }
    }
}

type Map = serde_json::Map<String, Value>;

/// Items of a list with what tells them apart.
type Items = Vec<(String, Value)>;

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn keys<'a>(one: Option<&'a Map>, other: Option<&'a Map>) -> Vec<&'a String> {
    let keys: BTreeSet<&String> = one.into_iter().chain(other).flat_map(Map::keys).collect();
    keys.into_iter().collect()
}

/// A kind of block and what is in it, as `Exponential(…)`.
fn variant(block: &Map) -> Option<(&String, &Value)> {
    let (name, inside) = block.iter().next().filter(|_| block.len() == 1)?;
    name.starts_with(char::is_uppercase).then_some((name, inside))
}

/// Whether it is a list of items, and not of plain numbers.
fn is_list(value: Option<&Value>) -> bool {
    let items = value.and_then(Value::as_array);
    items.is_some_and(|items| items.iter().any(|item| item.is_object() || item.is_array()))
}

/// The items of a list by their ids, by the quantity or name that they begin with, or by their places.
fn items(list: Option<&Value>) -> Items {
    let list = list.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let named = |(index, item): (usize, &Value)| {
        let own = item.get("id").or_else(|| item.get(0)).map(text);
        (own.unwrap_or_else(|| index.to_string()), item.clone())
    };
    list.iter().enumerate().map(named).collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests;
