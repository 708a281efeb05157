//! Does a scenario survive the way to a file and back?

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use crossplan::formats::scenario_file::{WriteError, is_newer, locate, parse, parse_draft, write};
use crossplan::model::inputs::{self, Absent};
use crossplan::model::route::Nre;
use crossplan::model::scenario::FORMAT;
use crossplan::model::validate::Problem;
use crossplan::model::{Estimate, Grade, Route, Scenario, Shape, Source, Value};

fn cases() -> Vec<(String, Vec<u8>)> {
    let mut cases = Vec::new();
    for folder in ["tests/cases", "tests/cases/random"] {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "ron") {
                cases.push((path.display().to_string(), std::fs::read(&path).unwrap()));
            }
        }
    }
    cases.sort();
    cases
}

#[test]
fn every_case_opens_and_round_trips() {
    let cases = cases();
    assert!(!cases.is_empty());
    for (name, bytes) in cases {
        let parsed = parse(&bytes).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        let text = write(&parsed.scenario).unwrap();
        let again = parse(text.as_bytes()).unwrap_or_else(|problems| panic!("{name} written: {problems:#?}\n{text}"));
        assert_eq!(again.scenario, parsed.scenario, "{name}");
        assert_eq!(write(&again.scenario).unwrap(), text, "{name}");
    }
}

#[test]
fn the_layout_is_one_field_to_a_line() {
    let full = parse(&std::fs::read("tests/cases/full.ron").unwrap()).unwrap();
    insta::assert_snapshot!(write(&full.scenario).unwrap());
}

#[test]
fn a_kept_file_of_every_format_opens() {
    for format in 1..=FORMAT {
        let bytes = std::fs::read(format!("tests/formats/{format}.ron")).unwrap();
        let scenario = parse(&bytes).unwrap_or_else(|problems| panic!("format {format}: {problems:#?}")).scenario;
        assert_eq!(scenario.format, FORMAT);
        assert_eq!(scenario.routes.len(), 4, "format {format}");
    }
}

#[test]
fn every_shipped_scenario_round_trips() {
    for shipped in crossplan::formats::shipped::SHIPPED {
        let parsed =
            parse(shipped.text.as_bytes()).unwrap_or_else(|problems| panic!("{}: {problems:#?}", shipped.name));
        assert_eq!(parsed.warnings, [], "{}", shipped.name);
        let text = write(&parsed.scenario).unwrap();
        assert_eq!(parse(text.as_bytes()).unwrap().scenario, parsed.scenario, "{}", shipped.name);
    }
}

/// A scenario in which one cost of one route has this value.
fn with_base(base: Estimate) -> Scenario {
    let nre = Nre { base, ..Nre::default() };
    let route = Route { id: "only".to_owned(), nre: Some(nre), ..Route::default() };
    Scenario { format: FORMAT, routes: vec![route], ..Scenario::default() }
}

#[test]
fn every_number_survives_to_the_last_bit() {
    let mut bits = 0x9E37_79B9_7F4A_7C15_u64;
    let random = std::iter::repeat_with(|| {
        bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from_bits(bits & !(1 << 63))
    });
    let telling = [
        0.0,
        0.1,
        0.0042,
        1.0 / 3.0,
        1e15,
        9_007_199_254_740_991.0,
        9_007_199_254_740_992.0,
        1e16,
        1e23,
        5e-324,
        f64::MAX,
    ];
    for number in telling.into_iter().chain(random.filter(|number| number.is_finite()).take(2000)) {
        let scenario = with_base(Estimate::certain(number));
        let read = parse(write(&scenario).unwrap().as_bytes()).unwrap().scenario;
        let base = read.routes[0].nre.as_ref().unwrap().base.likely();
        assert_eq!(base.to_bits(), number.to_bits(), "{number:e}");
    }
}

#[test]
fn whole_numbers_have_no_point() {
    let text = |number| write(&with_base(Estimate::certain(number))).unwrap();
    assert!(text(15000.0).contains("(base: 15000)"));
    assert!(text(0.0042).contains("(base: 0.0042)"));
    assert!(text(1e300).contains("(base: 1e300)"));
}

#[test]
fn every_shape_and_source_survives() {
    let range = |shape| Value::Range { low: 1.0, likely: 2.5, high: 4.0, shape };
    let discrete = Value::Discrete { likely: 2.0, values: vec![(2.0, 0.5), (3.5, 0.25), (6.0, 0.25)] };
    let source = |text: &str| Source {
        text: text.to_owned(),
        date: "2026-10-02".to_owned(),
        expires: "2026-12-31".to_owned(),
        grade: Some(Grade::Quoted),
        note: "told by \"Müller\"\n\tin person\\ \u{202e}".to_owned(),
    };
    let shapes = [Shape::Pert, Shape::Triangular, Shape::Uniform, Shape::Normal, Shape::Lognormal];
    for value in shapes.map(range).into_iter().chain([discrete, Value::Certain(3.0)]) {
        for source in [source("Quote Q-118"), Source::default()] {
            let scenario = with_base(Estimate { value: value.clone(), source });
            let text = write(&scenario).unwrap();
            let read = parse(text.as_bytes()).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}")).scenario;
            assert_eq!(read, scenario, "{text}");
            assert_eq!(write(&read).unwrap(), text);
        }
    }
}

#[test]
fn every_character_of_a_name_survives() {
    let name: String = ('\u{1}'..'\u{3000}').chain("🙂\u{202e}\u{10ffff}".chars()).collect();
    for part in name.chars().collect::<Vec<_>>().chunks(500) {
        let mut scenario = with_base(Estimate::certain(1.0));
        scenario.title = part.iter().collect();
        scenario.routes[0].name = "=cmd|' /C calc'!A0 <script> ../ \r\n".to_owned();
        let text = write(&scenario).unwrap();
        assert_eq!(parse(text.as_bytes()).unwrap().scenario, scenario);
        assert_eq!(text.lines().count(), 12, "a name takes one line, whatever is in it");
    }
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let mut scenario = with_base(Estimate::certain(1.0));
    scenario.routes[0].notes = "x".repeat(5 * 1024 * 1024);
    assert!(matches!(write(&scenario), Err(WriteError::TooLarge { .. })));
}

/// The text from a line and column on.
fn text_at(text: &str, line: usize, column: usize) -> &str {
    let line = text.lines().nth(line - 1).unwrap();
    let (start, _) = line.char_indices().nth(column - 1).unwrap();
    &line[start..]
}

#[test]
fn every_input_is_found_in_its_text() {
    let notation = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let mut found = 0;
    for (name, bytes) in cases() {
        let text = write(&parse(&bytes).unwrap().scenario).unwrap();
        let scenario = parse(text.as_bytes()).unwrap().scenario;
        inputs::visit(&scenario, &mut |place| {
            let estimate = place.slot.get().cloned();
            let absent = match place.input.absent {
                Absent::Is(value) => Some(Estimate::certain(value)),
                Absent::Refused(_) | Absent::Nothing => None,
            };
            let Some(estimate) = estimate.filter(|estimate| Some(estimate) != absent.as_ref()) else { return };
            let problem = Problem::error(place.path, "", "", "");
            let diagnostic = &locate(text.as_bytes(), vec![problem])[0];
            let written = notation.to_string_pretty(&estimate, ron::ser::PrettyConfig::new().depth_limit(0)).unwrap();
            let there = text_at(&text, diagnostic.line, diagnostic.column);
            // A price and a phase are named as the pair that they stand in.
            let pair =
                there.strip_prefix('(').and_then(|pair| pair.split_once(", ")).map_or(there, |(_, second)| second);
            assert!(there.starts_with(&written) || pair.starts_with(&written), "{name}: {}: {there}", place.path);
            found += 1;
        });
    }
    assert!(found > 1000, "{found}");
}

#[test]
fn a_draft_is_read_with_its_problems() {
    let mut scenario = with_base(Estimate::certain(-1.0));
    scenario.routes.push(Route::default());
    let text = write(&scenario).unwrap();
    let draft = parse_draft(text.as_bytes()).unwrap();
    assert_eq!(draft.scenario, scenario);
    let paths: Vec<&str> = draft.problems.iter().map(|diagnostic| diagnostic.problem.path.as_str()).collect();
    assert_eq!(paths, ["routes.only.nre.base", "routes.2"]);
    assert_eq!(parse(text.as_bytes()).unwrap_err(), draft.problems);
}

#[test]
fn only_a_higher_format_is_newer() {
    for (text, newer) in [
        ("Scenario(format: 1)", false),
        ("Scenario(format: 2, tax: (rate: [1))", true),
        ("Scenario(format: Some(0x1_0))", true),
        ("Scenario(title: \"format: 2\")", false),
        ("Scenario(format: two)", false),
        ("{\"format\": 2}", false),
    ] {
        assert_eq!(is_newer(text.as_bytes()), newer, "{text}");
    }
}
