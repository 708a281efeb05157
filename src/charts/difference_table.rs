//! How are the differences between two scenarios written, row by row?
//!
//! The likely value with its range, to as many digits as tell the two apart; a source that differs has a row
//! of its own. Rows stand under the name of their route.

use super::input_names;
use super::text;
use crate::analysis::differences::Difference;
use crate::model::inputs::{Unit, find};
use crate::model::{Estimate, Grade, Scenario, Shape, Source, Value};

/// The least and the most significant digits of a value.
const DIGITS: std::ops::Range<i32> = 3..16;
/// Texts longer than this are cut, in characters.
const LONGEST: usize = 120;

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// The route that the rows below concern, or all of them.
    Scope(String),
    /// Something that differs.
    Entry(Entry),
}

/// Something that differs, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Path of the field here, or of where it would be; none where nothing is around it here.
    pub path: Option<String>,
    /// What it is called within its scope.
    pub name: String,
    /// What is stated there and here.
    pub values: [String; 2],
}

/// The rows that tell these differences.
#[must_use]
pub fn rows(there: &Scenario, here: &Scenario, differences: &[Difference]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut scope = None;
    for difference in differences {
        let route = difference.route();
        if scope != Some(route) {
            scope = Some(route);
            rows.push(Row::Scope(scope_name(there, here, route)));
        }
        rows.extend(entries(there, here, difference).into_iter().map(Row::Entry));
    }
    rows
}

fn scope_name(there: &Scenario, here: &Scenario, route: Option<&str>) -> String {
    let Some(id) = route else { return "All routes".to_owned() };
    here.route(id).or_else(|| there.route(id)).map_or_else(|| text::name(id), |route| text::name(&route.name))
}

fn entries(there: &Scenario, here: &Scenario, difference: &Difference) -> Vec<Entry> {
    match difference {
        Difference::Input { path, there: before, here: after } => {
            let is_here = find(here, path).is_some();
            let scenario = if is_here { here } else { there };
            input_entries(scenario, path, field(here, path, is_here), [before.as_ref(), after.as_ref()])
        }
        Difference::Presence { path, here: is_here } => {
            let (scenario, present) = if *is_here { (here, [false, true]) } else { (there, [true, false]) };
            let values = present.map(|present| if present { "present" } else { "–" }.to_owned());
            vec![Entry { path: field(here, path, *is_here), name: block_name(scenario, path), values }]
        }
        Difference::Statement { path, there: before, here: after } => {
            let values = [(before, after), (after, before)].map(|(own, other)| match own {
                Some(stated) => words(path, stated),
                None => left_out(path, other.as_deref().unwrap_or_default()).to_owned(),
            });
            vec![Entry { path: field(here, path, true), name: statement_name(path), values }]
        }
    }
}

/// The path of the field in which something is changed; of what is only there, the path where it would be,
/// since the form leads to what is around it. None where its whole route is only there.
fn field(here: &Scenario, path: &str, is_here: bool) -> Option<String> {
    let of_a_route = path.starts_with("routes.");
    if !is_here && of_a_route && input_names::route_index(here, path).is_none() {
        return None;
    }
    let (around, last) = path.rsplit_once('.').unwrap_or(("", path));
    Some(match last {
        "yield_ramp" | "learning" if is_here => format!("{path}.kind"),
        "build_up" => format!("{around}.cost_by"),
        "volumes" => "volumes.0".to_owned(),
        "range" => "range.from".to_owned(),
        _ => path.to_owned(),
    })
}

/// A row for the value, and one for the source, whichever differ.
fn input_entries(scenario: &Scenario, path: &str, leads: Option<String>, stated: [Option<&Estimate>; 2]) -> Vec<Entry> {
    let name = input_names::capitalised(&input_names::short(scenario, path));
    let unit = find(scenario, path).map_or(Unit::Factor, |(input, _)| input.unit);
    let [before, after] = stated.map(|it| it.map(|estimate| &estimate.value));
    let mut entries = Vec::new();
    if before != after {
        entries.push(Entry { path: leads.clone(), name: name.clone(), values: told_apart([before, after], unit) });
    }
    if let [Some(before), Some(after)] = stated
        && before.source != after.source
    {
        let values = [before, after].map(|estimate| source(&estimate.source));
        entries.push(Entry { path: leads, name: format!("{name}, source"), values });
    }
    entries
}

/// Both values, to as many digits as tell them apart.
fn told_apart(values: [Option<&Value>; 2], unit: Unit) -> [String; 2] {
    let written =
        |digits| values.map(|value| value.map_or_else(|| "none".to_owned(), |value| estimate(value, unit, digits)));
    let mut texts = written(DIGITS.start);
    for digits in DIGITS {
        texts = written(digits);
        if texts[0] != texts[1] {
            break;
        }
    }
    texts
}

/// `15,000`, `15,000 (8,000 – 30,000)`, `3 of 4 values`.
fn estimate(value: &Value, unit: Unit, digits: i32) -> String {
    let is_share = matches!(unit, Unit::Share | Unit::SharePerYear);
    let number = |value: f64| if is_share { text::rounded(value * 100.0, digits) } else { figure(value, digits) };
    let sign = unit_sign(unit);
    match value {
        Value::Certain(value) => format!("{}{sign}", number(*value)),
        Value::Range { low, likely, high, shape } => {
            let shape =
                if *shape == Shape::Pert { String::new() } else { format!(", {}", spaced(&format!("{shape:?}"))) };
            format!("{}{sign} ({} – {}{shape})", number(*likely), number(*low), number(*high))
        }
        Value::Discrete { likely, values } => {
            let listed: Vec<String> = values
                .iter()
                .map(|(value, chance)| format!("{}: {}", number(*value), text::percent(*chance)))
                .collect();
            format!("{}{sign} ({})", number(*likely), listed.join(", "))
        }
    }
}

/// A whole number below ten million with all its digits, anything else to so many.
fn figure(value: f64, digits: i32) -> String {
    let is_plain = value.fract() == 0.0 && value.abs() < 1e7;
    if is_plain { text::money(value, 0) } else { text::rounded(value, digits) }
}

fn unit_sign(unit: Unit) -> &'static str {
    match unit {
        Unit::Share => " %",
        Unit::SharePerYear => " % a year",
        Unit::Weeks => " weeks",
        Unit::Hours => " h",
        Unit::Seconds => " s",
        Unit::MoneyPerHour => " an hour",
        Unit::MoneyPerWeek | Unit::PartsPerWeek => " a week",
        Unit::Money | Unit::MoneyPerPart | Unit::Parts | Unit::Starts | Unit::Count | Unit::Sigma | Unit::Factor => "",
    }
}

/// A source in one line.
fn source(source: &Source) -> String {
    let grade = source.grade.map_or("", grade_name);
    let expires =
        if source.expires.is_empty() { String::new() } else { format!("until {}", text::date(&source.expires)) };
    let parts = [cut(&source.text), grade.to_owned(), text::date(&source.date), expires, cut(&source.note)];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if said.is_empty() { "none stated".to_owned() } else { cut(&said.join(", ")) }
}

fn grade_name(grade: Grade) -> &'static str {
    match grade {
        Grade::Quoted => "quoted",
        Grade::Measured => "measured",
        Grade::Published => "published",
        Grade::Estimated => "estimated",
        Grade::Assumed => "assumed",
    }
}

/// The fields that hold a choice by its name in the file.
const CHOICES: [&str; 8] =
    ["reading", "basis", "cost_basis", "counted_in", "evidence", "state", "learning", "yield_ramp"];

fn is_choice(path: &str) -> bool {
    CHOICES.contains(&path.rsplit('.').next().unwrap_or(path))
}

/// What a file says, as a person would read it: the choice `LogLog` is "log log", `true` is "yes".
fn words(path: &str, stated: &str) -> String {
    match stated {
        "true" => "yes".to_owned(),
        "false" => "no".to_owned(),
        _ if is_choice(path) => spaced(stated),
        _ => cut(stated),
    }
}

/// What it means that a file leaves out what the other states so.
fn left_out(path: &str, other: &str) -> &'static str {
    match other {
        "true" => "no",
        "false" => "yes",
        _ if is_choice(path) || other.parse::<f64>().is_ok() => "as usual",
        _ => "–",
    }
}

/// `LogLog` as "log log".
fn spaced(choice: &str) -> String {
    let mut words = String::new();
    for letter in choice.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

fn cut(words: &str) -> String {
    let shown = text::shown(words);
    if shown.chars().count() <= LONGEST { shown } else { shown.chars().take(LONGEST).chain(['…']).collect() }
}

/// What a choice or a text is called: "Quote, reading", "Question 2, state", "Currency".
fn statement_name(path: &str) -> String {
    let within = path.strip_prefix("routes.").and_then(|rest| rest.split_once('.')).map_or(path, |(_, within)| within);
    if let Some((place, statement)) = within.strip_prefix("checklist.").and_then(|rest| rest.split_once('.'))
        && let Ok(place) = place.parse::<usize>()
    {
        return format!("Question {}, {statement}", place + 1);
    }
    let words = within.replace('.', ", ").replace('_', " ").replace(" um", " in µm");
    if within == "nre" { "NRE".to_owned() } else { input_names::capitalised(&text::shown(&words)) }
}

/// What a block or an item is called: "Step Laser cutting", "The whole route".
fn block_name(scenario: &Scenario, path: &str) -> String {
    let parts: Vec<&str> = path.splitn(5, '.').collect();
    let route = input_names::route_index(scenario, path).and_then(|index| scenario.routes.get(index));
    let (Some(route), [_, _, rest @ ..]) = (route, parts.as_slice()) else { return statement_name(path) };
    let item = |kind: &str, id: &str, name: Option<&String>| {
        let name = name.filter(|name| !name.is_empty()).map_or(id, String::as_str);
        format!("{kind} {}", text::name(name))
    };
    match rest {
        [] => "The whole route".to_owned(),
        ["tooling", id] => item("Tool", id, route.tooling.iter().find(|it| it.id == **id).map(|it| &it.name)),
        ["process", id] => item("Step", id, route.process.iter().find(|it| it.id == **id).map(|it| &it.name)),
        ["risks", id] => item("Risk", id, route.risks.iter().find(|it| it.id == **id).map(|it| &it.name)),
        ["checklist", place] => {
            item("Question", place, place.parse().ok().and_then(|at: usize| route.checklist.get(at)).map(|it| &it.item))
        }
        _ => statement_name(path),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::*;
    use crate::analysis::differences::differences;
    use crate::formats::scenario_file::parse;
    use crate::model::inputs::put;
    use crate::model::route::{Quote, Reading};

    fn scenario() -> Scenario {
        parse(include_bytes!("../../scenarios/peek-microfluidic-manifold.ron")).unwrap().scenario
    }

    /// The rows after a change: name, there, here, and whether the row leads to a field.
    fn entries_after(change: impl FnOnce(&mut Scenario)) -> Vec<(String, String, String, bool)> {
        let there = scenario();
        let mut here = there.clone();
        change(&mut here);
        let rows = rows(&there, &here, &differences(&there, &here));
        let entries = rows.into_iter().filter_map(|row| match row {
            Row::Scope(_) => None,
            Row::Entry(Entry { path, name, values: [there, here] }) => Some((name, there, here, path.is_some())),
        });
        entries.collect()
    }

    fn one(name: &str, there: &str, here: &str, leads: bool) -> [(String, String, String, bool); 1] {
        [(name.to_owned(), there.to_owned(), here.to_owned(), leads)]
    }

    #[test]
    fn a_value_and_its_source_have_a_row_each() {
        let set = |here: &mut Scenario, value: f64| {
            let path = "routes.cm.quote.breaks.100000";
            let before = find(here, path).unwrap().1.unwrap();
            let mut quoted = Estimate::certain(value).graded(Grade::Quoted, "Mail of 3 May");
            quoted.source.expires = "2026-12-31".to_owned();
            put(here, path, Some(&quoted));
            before
        };
        let found = entries_after(|here| drop(set(here, 0.35)));
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].0.as_str(), found[0].2.as_str(), found[0].3), ("Price at 100,000", "0.350", true));
        assert_eq!(found[1].0, "Price at 100,000, source");
        assert_eq!(found[1].2, "Mail of 3 May, quoted, until 31 Dec 2026");
    }

    #[test]
    fn values_have_as_many_digits_as_tell_them_apart() {
        let value = |before: f64, after: f64, unit| {
            told_apart([Some(&Value::Certain(before)), Some(&Value::Certain(after))], unit)
        };
        assert_eq!(value(12_345.6, 12_345.7, Unit::Money), ["12,345.6", "12,345.7"]);
        assert_eq!(value(0.95, 0.9512, Unit::Share), ["95.0 %", "95.1 %"]);
        assert_eq!(value(0.951_04, 0.951_05, Unit::Share), ["95.104 %", "95.105 %"]);
        assert_eq!(value(8.0, 9.0, Unit::Weeks), ["8 weeks", "9 weeks"]);
        assert_eq!(told_apart([None, Some(&Value::Certain(7.0))], Unit::Parts), ["none", "7"]);
    }

    #[test]
    fn a_range_and_its_shape_are_told() {
        let range = |low, high, shape| Value::Range { low, likely: 15_000.0, high, shape };
        let (pert, normal) = (range(8_000.0, 30_000.0, Shape::Pert), range(8_000.0, 30_000.0, Shape::Normal));
        let told = told_apart([Some(&pert), Some(&normal)], Unit::Money);
        assert_eq!(told, ["15,000 (8,000 – 30,000)", "15,000 (8,000 – 30,000, normal)"]);
        let values = Value::Discrete { likely: 2.0, values: vec![(2.0, 0.75), (3.0, 0.25)] };
        assert_eq!(estimate(&values, Unit::Count, 3), "2 (2: 75 %, 3: 25 %)");
    }

    #[test]
    fn choices_and_texts_are_words() {
        let found = entries_after(|here| {
            let route = here.routes.iter_mut().find(|route| route.id == "cm").unwrap();
            route.quote.as_mut().unwrap().reading = Reading::Incremental;
        });
        assert_eq!(found, one("Quote, reading", "as usual", "incremental", true));
        let found = entries_after(|here| {
            let route = here.routes.iter_mut().find(|route| route.id == "cm").unwrap();
            let before = route.quote.clone().unwrap();
            route.quote = Some(Quote { over_buy: !before.over_buy, ..before });
        });
        assert_eq!((found[0].1.as_str(), found[0].2.as_str()), ("yes", "no"));
        let found = entries_after(|here| here.title = "LogLog a\u{202E}b".to_owned());
        assert_eq!((found[0].0.as_str(), found[0].2.as_str()), ("Title", "LogLog a\\u{202e}b"));
    }

    #[test]
    fn a_route_that_only_one_has_is_one_row_that_leads_nowhere() {
        let found = entries_after(|here| here.routes.retain(|route| route.id != "in-house"));
        assert_eq!(found, one("The whole route", "present", "–", false));
    }

    #[test]
    fn rows_stand_under_the_names_of_their_routes() {
        let there = scenario();
        let mut here = there.clone();
        put(&mut here, "planned_volume", Some(&Estimate::certain(7.0)));
        put(&mut here, "routes.cm.nre.base", Some(&Estimate::certain(7.0)));
        let rows = rows(&there, &here, &differences(&there, &here));
        let scopes: Vec<&str> =
            rows.iter().filter_map(|row| if let Row::Scope(name) = row { Some(name.as_str()) } else { None }).collect();
        assert_eq!(scopes, ["All routes", "Contract manufacturer"]);
    }
}
