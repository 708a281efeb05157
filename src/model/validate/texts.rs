//! Are the names and remarks texts that can be shown?

use super::super::inputs;
use super::super::route::Route;
use super::super::scenario::Scenario;
use super::{Problems, name_or_number, quoted};

/// The longest name, in bytes.
const LONGEST_NAME: usize = 4096;

/// How long may it be?
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    /// As long as a name.
    Name,
    /// As long as the file.
    Remark,
}

pub(super) fn check(scenario: &Scenario, problems: &mut Problems) {
    let mut see = |path: &str, text: &str, length: Length| {
        if text.contains('\0') {
            problems.error(path, quoted(text), "text without the character NUL", "Delete it; it cannot be shown");
        }
        if length == Length::Name && text.len() > LONGEST_NAME {
            let allowed = format!("at most {LONGEST_NAME} bytes");
            problems.error(path, format!("a text of {} bytes", text.len()), &allowed, "Put the rest into the notes");
        }
    };
    of_document(scenario, &mut see);
    for (index, route) in scenario.routes.iter().enumerate() {
        of_route(&format!("routes.{}", name_or_number(&route.id, index)), route, &mut see);
    }
    inputs::visit(scenario, &mut |place| {
        if let Some(estimate) = place.slot.get().filter(|estimate| !estimate.source.is_unstated()) {
            see(&format!("{}.source", place.path), &estimate.source.text, Length::Name);
            see(&format!("{}.note", place.path), &estimate.source.note, Length::Remark);
        }
    });
}

fn of_document(scenario: &Scenario, see: &mut dyn FnMut(&str, &str, Length)) {
    for (path, text) in [
        ("title", &scenario.title),
        ("part.name", &scenario.part.name),
        ("part.material", &scenario.part.material),
        ("prepared.by", &scenario.prepared.by),
        ("prepared.marking", &scenario.prepared.marking),
        ("decision.owner", &scenario.decision.owner),
    ] {
        see(path, text, Length::Name);
    }
    see("part.notes", &scenario.part.notes, Length::Remark);
    see("decision.rationale", &scenario.decision.rationale, Length::Remark);
}

fn of_route(path: &str, route: &Route, see: &mut dyn FnMut(&str, &str, Length)) {
    see(&format!("{path}.name"), &route.name, Length::Name);
    see(&format!("{path}.family"), &route.family, Length::Name);
    see(&format!("{path}.notes"), &route.notes, Length::Remark);
    let tools = route.tooling.iter().map(|tool| ("tooling", &tool.id, &tool.name));
    let steps = route.process.iter().map(|step| ("process", &step.id, &step.name));
    let risks = route.risks.iter().map(|risk| ("risks", &risk.id, &risk.name));
    for (list, id, name) in tools.chain(steps).chain(risks) {
        see(&format!("{path}.{list}.{id}.name"), name, Length::Name);
    }
    for phase in route.capacity.iter().flat_map(|capacity| &capacity.phases) {
        see(&format!("{path}.capacity.phases"), &phase.0, Length::Name);
    }
    if let Some(quote) = &route.quote {
        see(&format!("{path}.quote.number"), &quote.number, Length::Name);
    }
    for (index, question) in route.checklist.iter().enumerate() {
        see(&format!("{path}.checklist.{}.item", index + 1), &question.item, Length::Name);
        see(&format!("{path}.checklist.{}.note", index + 1), &question.note, Length::Remark);
    }
}
