//! Is everything that is wrong with a file told so that its author can mend it?
//!
//! `bad_inputs/*.ron` are files with one fault each; the messages are kept as snapshots, to be read.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::format_collect, reason = "short texts, read more easily")]

use std::fmt::Write as _;
use std::path::PathBuf;

use crossplan::formats::scenario_file::{parse, write};

/// The messages on a text, or that it opens.
fn messages(bytes: &[u8]) -> String {
    let lines = |problems: &[crossplan::formats::Diagnostic]| -> String {
        problems.iter().map(|problem| format!("    {problem}\n")).collect()
    };
    match parse(bytes) {
        Ok(parsed) if parsed.warnings.is_empty() => "    opens\n".to_owned(),
        Ok(parsed) => format!("    opens, with warnings\n{}", lines(&parsed.warnings)),
        Err(problems) => lines(&problems),
    }
}

#[test]
fn every_bad_file_is_refused_with_its_place() {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir("tests/bad_inputs").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut all = String::new();
    for file in files {
        let name = file.file_stem().unwrap().to_string_lossy();
        writeln!(all, "{name}\n{}", messages(&std::fs::read(&file).unwrap())).unwrap();
    }
    insta::assert_snapshot!(all);
}

/// A sound scenario in which each block stands once; the tests below spoil one value at a time.
const SOUND: &str = r#"#![enable(implicit_some)]
Scenario(
    format: 1,
    title: "Connector pin",
    prepared: (on: "2026-11-21"),
    volumes: [100, 10000],
    range: (1, 100000),
    incumbent: "shop",
    programme: (due_week: 20, window_week: 30, window_loss: 1000),
    routes: [
        Route(
            id: "shop",
            name: "In-house",
            process: [
                (id: "mill", name: "Mill", cost: 2, first_pass_yield: 0.9, inspection: (), rework: (fraction: 0.5, success: 0.8)),
                (id: "wash", name: "Wash", build_up: (cycle_seconds: 10)),
            ],
            yield_ramp: Exponential(first_yield: 0.3, weeks: 6),
            capacity: (per_week: 400, phases: [("Design", 2), ("Trial", 3)]),
            risks: [(id: "late", name: "Late", probability: 0.2, delay_weeks: 2)],
        ),
        Route(
            id: "maker",
            name: "Contract manufacturer",
            nre: (base: (8000, 15000, 30000), revisions: 2, weeks_per_revision: 1),
            tooling: [(id: "mould", name: "Mould", cost: 5000, life: 50000)],
            quote: (breaks: [(100, 12), (10000, 3.9)], date: "2026-10-02", expires: "2026-12-31"),
            capacity: (lead_weeks: 8),
        ),
        Route(id: "both", name: "Both", staged: (pilot: "shop", main: "maker", pilot_units: 1000, transfer_weeks: 4, overlap_weeks: 3)),
    ],
)
"#;

/// The messages on the sound scenario with this change, told once for all of a table.
fn spoiled(changes: &[(&str, &str)]) -> String {
    assert_eq!(messages(SOUND.as_bytes()), "    opens\n");
    let mut all = String::new();
    for (from, to) in changes {
        assert_eq!(SOUND.matches(from).count(), 1, "{from}");
        let text = SOUND.replace(from, to);
        let change: String = format!("{from}  ->  {to}").escape_debug().take(120).collect();
        writeln!(all, "{change}\n{}", messages(text.as_bytes())).unwrap();
    }
    all
}

#[test]
fn numbers_are_finite_and_within_bounds() {
    let messages = spoiled(&[
        ("life: 50000", "life: NaN"),
        ("life: 50000", "life: inf"),
        ("life: 50000", "life: -inf"),
        ("life: 50000", "life: 1e400"),
        ("life: 50000", "life: 0"),
        ("cost: 2,", "cost: -0.5,"),
        ("first_pass_yield: 0.9", "first_pass_yield: 0"),
        ("first_pass_yield: 0.9", "first_pass_yield: -0.1"),
        ("first_pass_yield: 0.9", "first_pass_yield: 95"),
        ("first_pass_yield: 0.9", "first_pass_yield: 1e-300"),
        ("revisions: 2", "revisions: 2.5"),
        ("revisions: 2", "revisions: -1"),
        ("revisions: 2", "revisions: (1, 2.5, 4)"),
        ("pilot_units: 1000", "pilot_units: 9007199254740993"),
        ("pilot_units: 1000", "pilot_units: 1e17"),
        ("pilot_units: 1000", "pilot_units: 0"),
        ("(100, 12)", "(100, -12)"),
        ("(\"Design\", 2)", "(\"Design\", -2)"),
    ]);
    insta::assert_snapshot!(messages);
}

#[test]
fn ranges_rise_and_can_be_drawn_from() {
    let messages = spoiled(&[
        ("(8000, 15000, 30000)", "(30000, 15000, 8000)"),
        ("(8000, 15000, 30000)", "(8000, 31000, 30000)"),
        ("(8000, 15000, 30000)", "(8000, 7000, 30000)"),
        ("(8000, 15000, 30000)", "(8000, 8000, 8000)"),
        ("(8000, 15000, 30000)", "(-1, 15000, NaN)"),
        ("(8000, 15000, 30000)", "(low: 0, likely: 2, high: 9, shape: Lognormal)"),
        ("(8000, 15000, 30000)", "(low: 2, likely: 9, high: 10, shape: Uniform)"),
        ("(8000, 15000, 30000)", "(low: 2, high: 10, shape: Normal)"),
        ("(8000, 15000, 30000)", "(values: [(1, 0.5), (2, 0.4)])"),
        ("(8000, 15000, 30000)", "(values: [(1, 1.5), (2, -0.5)])"),
        ("(8000, 15000, 30000)", "(values: [(1, 0.1), (2, 0.2), (3, 0.3), (4, 0.4)])"),
        ("(8000, 15000, 30000)", "(values: [])"),
        ("(8000, 15000, 30000)", "(low: 1, likely: 2, high: 3, shape: Discrete)"),
    ]);
    insta::assert_snapshot!(messages);
}

#[test]
fn the_document_is_sound() {
    let messages = spoiled(&[
        ("[100, 10000]", "[]"),
        ("[100, 10000]", "[1, 2, 3, 4, 5, 6, 7, 8, 9]"),
        ("[100, 10000]", "[0, 1000000000000000]"),
        ("(1, 100000)", "(0, 100000)"),
        ("(1, 100000)", "(5, 5)"),
        ("(1, 100000)", "(1, 10000001)"),
        ("volumes:", "currency: \"usd\", volumes:"),
        ("incumbent: \"shop\"", "incumbent: \"shopp\""),
        ("prepared: (on: \"2026-11-21\")", "prepared: (on: \"21.11.2026\")"),
        ("prepared: (on: \"2026-11-21\")", "prepared: (on: \"2027-02-01\")"),
        ("window_week: 30", "window_week: 10"),
        ("window_week: 30, ", ""),
        ("due_week: 20", "delay_cost_per_week: 5"),
        ("volumes:", "part: (smallest_feature_um: 0, tolerance_um: NaN), volumes:"),
    ]);
    insta::assert_snapshot!(messages);
}

#[test]
fn ids_and_names_are_sound() {
    let long = format!("name: \"{}\"", "x".repeat(4097));
    let messages = spoiled(&[
        ("id: \"maker\"", "id: \"shop\""),
        ("            id: \"maker\",\n", ""),
        ("id: \"mill\"", "id: \"\""),
        ("id: \"mill\"", "id: \"Mill 1\""),
        ("id: \"wash\"", "id: \"mill\""),
        ("(\"Trial\", 3)", "(\"Design\", 3)"),
        ("(\"Trial\", 3)", "(\"\", 3)"),
        ("name: \"Wash\"", &long),
        ("name: \"Wash\"", "name: \"Wa\\u{0}sh\""),
        ("name: \"Wash\"", "name: \"../Wash=cmd|<script>\\u{202e}\""),
        ("(\"Trial\", 3)", "(\"T\\u{0}\", 3)"),
    ]);
    insta::assert_snapshot!(messages);
}

#[test]
fn blocks_fit_together() {
    let messages = spoiled(&[
        ("cost: 2,", ""),
        ("cost: 2,", "cost: 2, build_up: (cycle_seconds: 3),"),
        ("inspection: (), ", ""),
        ("fraction: 0.5, success: 0.8", "fraction: 1, success: 0"),
        ("fraction: 0.5, success: 0.8", "fraction: 1, success: 0, max_cycles: 3"),
        ("[(100, 12), (10000, 3.9)]", "[]"),
        ("[(100, 12), (10000, 3.9)]", "[(100, 12)]"),
        ("[(100, 12), (10000, 3.9)]", "[(10000, 3.9), (100, 12)]"),
        ("[(100, 12), (10000, 3.9)]", "[(100, 12), (100, 3.9)]"),
        ("[(100, 12), (10000, 3.9)]", "[(0, 12), (10000, 3.9)]"),
        ("quote: (", "quote: (per: 0, "),
        ("quote: (", "quote: (reading: LogLog, over_buy: true, "),
        ("quote: (", "quote: (over_buy: true, release_quantity: 500, "),
        ("quote: (", "quote: (reading: Incremental, release_quantity: 500, "),
        ("expires: \"2026-12-31\"", "expires: \"2026-09-01\""),
        ("expires: \"2026-12-31\"", "expires: \"2026-11-01\""),
        ("expires: \"2026-12-31\"", "expires: \"2026-02-30\""),
        ("weeks: 6", "weeks: 6, starts: 100"),
        (", weeks: 6", ""),
        ("per_week: 400, ", ""),
        ("per_week: 400", "per_week: 400, lead_weeks: 5"),
    ]);
    insta::assert_snapshot!(messages);
}

#[test]
fn staged_routes_are_made_of_two_single_ones() {
    let eleven: String = (0..11).map(|n| format!("(id: \"r{n}\", probability: 0.1, delay_weeks: 1),")).collect();
    let ten: String = (0..10).map(|n| format!("(id: \"r{n}\", probability: 0.1, delay_weeks: 1),")).collect();
    let late = "(id: \"late\", name: \"Late\", probability: 0.2, delay_weeks: 2)";
    let messages = spoiled(&[
        ("pilot: \"shop\"", "pilot: \"nobody\""),
        ("pilot: \"shop\"", "pilot: \"both\""),
        ("pilot: \"shop\"", "pilot: \"maker\""),
        ("main: \"maker\", ", ""),
        ("name: \"Both\"", "name: \"Both\", duty_rate: 0.1, nre: (base: 5)"),
        ("overlap_weeks: 3", "overlap_weeks: 14"),
        ("overlap_weeks: 3", "overlap_weeks: 15"),
        (late, &eleven),
        (late, &ten),
        ("capacity: (lead_weeks: 8),", &format!("capacity: (lead_weeks: 8), risks: [{ten}],")),
    ]);
    insta::assert_snapshot!(messages);
}

#[test]
fn other_kinds_of_files_are_named() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let marked = [&[0xFF, 0xFE], utf16(SOUND).as_slice()].concat();
    let big_endian: Vec<u8> = SOUND.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut latin = SOUND.replace("Contract", "Contrat sign\u{e9}").into_bytes();
    let accent = latin.windows(2).position(|pair| pair == [0xC3, 0xA9]).unwrap();
    latin.splice(accent..accent + 2, [0xE9]);
    let mut all = String::new();
    for (name, bytes) in [
        ("UTF-16 with a mark", marked),
        ("UTF-16 without", utf16(SOUND)),
        ("UTF-16, big-endian", big_endian),
        ("Latin-1", latin),
        ("a zip archive", b"PK\x03\x04\x14\0\0\0\x08\0plan.ron".to_vec()),
        ("a workbook", b"PK\x03\x04\x14\0\0\0\x08\0xl/workbook.xml".to_vec()),
        ("a PDF", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3".to_vec()),
        ("zeros", vec![0; 100]),
        ("5 MiB", vec![b' '; 5 * 1024 * 1024]),
    ] {
        writeln!(all, "{name}\n{}", messages(&bytes)).unwrap();
    }
    insta::assert_snapshot!(all);
}

#[test]
fn marks_and_line_ends_of_other_systems_open() {
    let sound = parse(SOUND.as_bytes()).unwrap();
    for text in [format!("\u{feff}{SOUND}"), SOUND.replace('\n', "\r\n")] {
        assert_eq!(parse(text.as_bytes()).unwrap(), sound);
    }
}

#[test]
fn deep_nests_are_refused() {
    let mut all = String::new();
    for (open, head) in [
        ("[", ""),
        ("(", ""),
        ("Some(", ""),
        ("(", "("),
        ("[", "Scenario(volumes: "),
        ("Some(", "Scenario(seed: "),
        ("(", "Scenario(planned_volume: "),
        ("Some(", "Scenario(planned_volume: "),
        ("/*", ""),
    ] {
        let text = format!("{head}{}", open.repeat(100_000));
        writeln!(all, "{head}{open}…\n{}", messages(text.as_bytes())).unwrap();
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_million_members_are_refused() {
    let mut all = String::new();
    for (from, one) in [
        ("[100, 10000]", "1,"),
        ("[100, 10000]", "()"),
        ("[(100, 12), (10000, 3.9)]", "(1,1),"),
        ("(8000, 15000, 30000)", "1,"),
    ] {
        let text = SOUND.replace(from, &format!("[{}]", one.repeat(500_000)));
        let messages = messages(text.as_bytes());
        let lines: Vec<&str> = messages.lines().collect();
        writeln!(all, "{from}  ->  {one}…\n{} messages\n{}\n{}\n", lines.len(), lines[0], lines[lines.len() - 1])
            .unwrap();
    }
    insta::assert_snapshot!(all);
}

/// Runs both halves of a range of positions at once.
fn at_every_position(length: usize, check: impl Fn(usize) + Sync) {
    std::thread::scope(|scope| {
        let check = &check;
        for half in 0..2 {
            scope.spawn(move || (half..length).step_by(2).for_each(check));
        }
    });
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let whole = std::fs::read("tests/cases/full.ron").unwrap();
    let end = whole.iter().rposition(|&byte| byte == b')').unwrap();
    at_every_position(end, |length| {
        let problems = parse(&whole[..length]).unwrap_err();
        assert!(problems.iter().all(|problem| !problem.to_string().is_empty()), "{length}");
    });
}

#[test]
fn a_file_with_any_byte_changed_never_panics() {
    let whole = write(&parse(&std::fs::read("tests/cases/full.ron").unwrap()).unwrap().scenario).unwrap().into_bytes();
    at_every_position(whole.len(), |position| {
        for flip in [0x01, 0x20, 0x80] {
            let mut bytes = whole.clone();
            bytes[position] ^= flip;
            for problem in parse(&bytes).err().into_iter().flatten() {
                assert!(problem.to_string().starts_with("line "), "{position}");
            }
        }
    });
}

#[test]
fn no_route_and_a_thousand_routes_open() {
    assert!(parse(b"Scenario(format: 1)").unwrap().scenario.routes.is_empty());
    let routes: String = (0..1000).map(|n| format!("Route(id: \"r{n}\", quote: (breaks: [(1, {n})])),")).collect();
    let text = format!("Scenario(format: 1, routes: [{routes}])");
    assert_eq!(parse(text.as_bytes()).unwrap().scenario.routes.len(), 1000);
}
