//! What can be found by its name? Every command, every input, every shipped scenario.
//!
//! A query is taken word by word: an entry is found where each word begins a word of its name, or at
//! least stands in it or in what else it goes by; whole beginnings come first, then shorter names. An input goes
//! by the name of its group and its own in the form too, and by its path: "nre", "hours each", "per_revision".

use super::command::Command;
use super::comparison::CompareWith;
use super::groups::Group;
use super::quantity::with_unit;
use super::routes::NewRoute;
use super::tab::Tab;
use super::zoom::Zoom;
use crate::charts::input_names;
use crate::charts::text::name;
use crate::formats::shipped::GROUPS;
use crate::model::inputs::visit;
use crate::model::{Route, Scenario};

/// Something that can be found.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is called.
    pub name: String,
    /// What else it is found by.
    pub also: String,
    /// What stands beside it: a key, a value.
    pub detail: String,
    /// What choosing it does.
    pub choice: Choice,
}

/// What choosing an entry does.
#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    /// Does this.
    Run(Command),
    /// Leads to the field of the input at this path.
    GoTo(String),
}

/// Everything that can be found while this scenario is open: commands first, then inputs, then what comes
/// with the program.
#[must_use]
pub fn entries(scenario: &Scenario) -> Vec<Entry> {
    commands(scenario).into_iter().chain(inputs(scenario)).chain(examples()).collect()
}

fn commands(scenario: &Scenario) -> Vec<Entry> {
    let plain = [
        Command::New,
        Command::Open,
        Command::Save,
        Command::SaveAs,
        Command::Undo,
        Command::Redo,
        Command::CopySummary,
        Command::CopyData,
        Command::CopyPicture,
        Command::SwitchBands,
        Command::ShowAll,
        Command::SwitchTheme,
        Command::Preferences,
        Command::About,
        Command::Quit,
    ];
    let plain = plain.into_iter().map(|command| entry(command.label(), command));
    // What is said more shortly where it stands beside what it is about.
    let spelt_out = [
        ("Keep the price that is tried", Command::KeepPrice),
        ("Put back the price that was tried", Command::PutBack),
        ("Stop computing", Command::Stop),
        ("Go on computing", Command::GoOn),
    ];
    let spelt_out = spelt_out.map(|(name, command)| entry(name, command));
    let zooms = Zoom::ALL.map(Command::Zoom).map(|command| entry(command.label(), command));
    let tabs = Tab::ALL.map(|tab| entry(&format!("Show {}", tab.name()), Command::Show(tab)));
    let comparisons = [CompareWith::SomeFile, CompareWith::Saved, CompareWith::Opened].map(Command::Compare);
    let comparisons =
        comparisons.map(|command| entry(&format!("Compare with: {}", command.label().to_lowercase()), command));
    let routes = [NewRoute::Supplier, NewRoute::InHouse, NewRoute::Staged].map(Command::AddRoute);
    let routes = routes.map(|command| entry(&format!("Add a route: {}", command.label()), command));
    let suppliers = scenario.routes.iter().filter(|route| route.quote.is_some() && route.staged.is_none());
    let meetings = suppliers.map(|route| Entry {
        name: format!("Meeting view: {}", name(&route.name)),
        also: String::new(),
        detail: "Their own figures and nothing else".to_owned(),
        choice: Choice::Run(Command::Meet(Some(route.id.clone()))),
    });
    let of_routes = scenario.routes.iter().flat_map(of_route);
    plain
        .chain(spelt_out)
        .chain(tabs)
        .chain(zooms)
        .chain(comparisons)
        .chain(routes)
        .chain(meetings)
        .chain(of_routes)
        .collect()
}

/// A command by a name, with its key and what it does.
fn entry(name: &str, command: Command) -> Entry {
    let key = if let Command::Zoom(zoom) = &command {
        Some(zoom.key().to_string())
    } else {
        command.shortcut().map(|key| key.to_string())
    };
    Entry {
        name: name.trim_end_matches('…').to_owned(),
        also: String::new(),
        detail: key.map_or_else(String::new, |key| format!("{key} · ")) + command.tooltip(),
        choice: Choice::Run(command),
    }
}

/// What can be done with a route.
fn of_route(route: &Route) -> Vec<Entry> {
    let id = || route.id.clone();
    let commands = [
        Command::SwitchRoute(id()),
        Command::Isolate(id()),
        Command::DuplicateRoute(id()),
        Command::MoveRoute(id(), -1),
        Command::MoveRoute(id(), 1),
        Command::DeleteRoute(id()),
    ];
    commands.map(|command| entry(&format!("{}: {}", command.label(), name(&route.name)), command)).into()
}

fn inputs(scenario: &Scenario) -> Vec<Entry> {
    let mut found = Vec::new();
    visit(scenario, &mut |place| {
        let (path, input) = (place.path, place.input);
        let currency = currency(scenario, path);
        let value = place.slot.get().map(|estimate| with_unit(estimate.likely(), input.unit, currency));
        let group = path.split('.').nth(2).and_then(|key| Group::ALL.into_iter().find(|group| group.key() == key));
        found.push(Entry {
            name: input_names::full(scenario, path),
            also: format!("{} {} {path}", group.map_or("", Group::name), input.name),
            detail: value.unwrap_or_else(|| "none".to_owned()),
            choice: Choice::GoTo(path.to_owned()),
        });
    });
    found
}

/// The currency of an input's money.
fn currency<'a>(scenario: &'a Scenario, path: &str) -> &'a str {
    let route = input_names::route_index(scenario, path).and_then(|index| scenario.routes.get(index));
    let own = route.filter(|_| !path.contains(".risks.")).and_then(|route| route.currency.as_deref());
    own.unwrap_or(&scenario.currency)
}

fn examples() -> impl Iterator<Item = Entry> {
    GROUPS.iter().flat_map(|group| {
        group.members.iter().map(|shipped| Entry {
            name: format!("Open example: {}", shipped.name.replace('-', " ")),
            also: String::new(),
            detail: group.name.to_owned(),
            choice: Choice::Run(Command::OpenShipped(*shipped)),
        })
    })
}

/// The entries that a query finds, the best first; all where nothing is asked.
#[must_use]
pub fn found<'a>(entries: &'a [Entry], query: &str) -> Vec<&'a Entry> {
    let words: Vec<String> = query.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let mut found: Vec<(Rank, &Entry)> =
        entries.iter().filter_map(|entry| Some((rank(entry, &words)?, entry))).collect();
    if !words.is_empty() {
        found.sort_by_key(|(rank, _)| *rank);
    }
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// How many words of the query stand only in what else an entry goes by, how many only inside a word of its name,
/// then how long the name is.
type Rank = (usize, usize, usize);

/// How well a query names an entry; none where a word stands nowhere in it.
fn rank(entry: &Entry, words: &[String]) -> Option<Rank> {
    let (name, also) = (entry.name.to_lowercase(), entry.also.to_lowercase());
    let (mut elsewhere, mut inside) = (0, 0);
    for word in words {
        let begins = name.split(|c: char| !c.is_alphanumeric()).any(|part| part.starts_with(word.as_str()));
        if !begins && name.contains(word.as_str()) {
            inside += 1;
        } else if !begins {
            also.find(word.as_str())?;
            elsewhere += 1;
        }
    }
    Some((elsewhere, inside, name.chars().count()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::*;
    use crate::session::Document;

    fn first(query: &str) -> Choice {
        let entries = entries(&Document::example().scenario);
        found(&entries, query).first().unwrap_or_else(|| panic!("nothing for {query}")).choice.clone()
    }

    #[test]
    fn commands_and_inputs_are_found_by_parts_of_their_names() {
        assert_eq!(first("und"), Choice::Run(Command::Undo));
        assert_eq!(first("show risk"), Choice::Run(Command::Show(Tab::Risk)));
        assert_eq!(first("meeting contract"), Choice::Run(Command::Meet(Some("cm".to_owned()))));
        assert_eq!(first("boutique nre base"), Choice::GoTo("routes.boutique.nre.base".to_owned()));
        assert_eq!(first("alone boutique specialist"), Choice::Run(Command::Isolate("boutique".to_owned())));
        assert_eq!(first("fit"), Choice::Run(Command::Zoom(Zoom::Fit)));
        assert_eq!(first("delete in-house"), Choice::Run(Command::DeleteRoute("in-house".to_owned())));
        assert_eq!(first("planned vol"), Choice::GoTo("planned_volume".to_owned()));
    }

    #[test]
    fn an_input_is_found_by_its_group_its_name_in_the_form_and_its_path() {
        let scenario = Document::example().scenario;
        let entries = entries(&scenario);
        let found = |query: &str| -> Vec<String> {
            let paths = found(&entries, query).into_iter().filter_map(|entry| match &entry.choice {
                Choice::GoTo(path) => Some(path.clone()),
                Choice::Run(_) => None,
            });
            paths.collect()
        };
        let (mut all, mut by_group) = (Vec::new(), found("nre"));
        visit(&scenario, &mut |place| all.push(place.path.to_owned()));
        all.retain(|path| path.contains(".nre."));
        by_group.sort();
        all.sort();
        assert_eq!(by_group, all);
        for query in ["boutique exotic material", "boutique material_surcharge"] {
            assert_eq!(found(query), ["routes.boutique.nre.material_surcharge"], "{query}");
        }
        assert_eq!(found("boutique hours each")[0], "routes.boutique.nre.hours_per_revision");
    }

    #[test]
    fn a_value_stands_with_its_unit() {
        let entries = entries(&Document::example().scenario);
        let detail = |query: &str| found(&entries, query)[0].detail.clone();
        assert_eq!(detail("boutique nre base"), "15,000 USD");
        assert_eq!(detail("boutique weeks of a revision"), "1 week");
    }

    #[test]
    fn a_command_tells_its_key() {
        let entries = entries(&Document::example().scenario);
        let entry = |query: &str| found(&entries, query)[0].detail.clone();
        assert!(entry("show risk").starts_with("Ctrl+5 · How sure"), "{}", entry("show risk"));
        assert!(entry("copy data").starts_with("Ctrl+Shift+C · "));
    }

    #[test]
    fn every_input_is_there_and_nothing_is_found_by_nonsense() {
        let scenario = Document::example().scenario;
        let entries = entries(&scenario);
        let mut inputs = 0;
        visit(&scenario, &mut |_| inputs += 1);
        assert_eq!(entries.iter().filter(|entry| matches!(entry.choice, Choice::GoTo(_))).count(), inputs);
        assert!(found(&entries, "qzx").is_empty());
        assert_eq!(found(&entries, "  ").len(), entries.len());
    }
}
