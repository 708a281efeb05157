//! Does the built program answer as other programs and people expect?

#![allow(clippy::unwrap_used, reason = "a test that cannot run the program has failed")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// Two routes that cross at 2,858 and a price break at 10,000 that turns them round again.
const PIN: &str = r#"#![enable(implicit_some)]
Scenario(
    format: 1,
    title: "Pin",
    routes: [
        Route(id: "boutique", name: "Boutique", nre: (base: 15000), quote: (breaks: [(1, 12.0), (10000, 3.9)])),
        Route(id: "cm", name: "Full-service CM", nre: (base: 35000), quote: (breaks: [(1, 5.0)])),
    ],
)
"#;

/// A folder of its own for one test, with one scenario in it.
struct Desk(TempDir);

impl Desk {
    fn with(text: &str) -> (Self, PathBuf) {
        let desk = Self(TempDir::new().unwrap());
        let file = desk.file("pin.ron", text);
        (desk, file)
    }

    fn file(&self, name: impl AsRef<OsStr>, text: &str) -> PathBuf {
        let path = self.0.path().join(name.as_ref());
        fs::write(&path, text).unwrap();
        path
    }
}

fn crossplan<I: AsRef<OsStr>>(arguments: impl IntoIterator<Item = I>) -> Output {
    Command::new(env!("CARGO_BIN_EXE_crossplan")).args(arguments).output().unwrap()
}

fn on(command: &str, file: &Path, more: &[&str]) -> Output {
    let mut arguments = vec![OsStr::new(command), file.as_os_str()];
    arguments.extend(more.iter().map(OsStr::new));
    crossplan(arguments)
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", stderr(output));
    serde_json::from_str(&stdout(output)).unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

/// A refusal has its code and a reason on the standard error, and leaves the standard output empty.
fn refused(output: &Output, code: i32, reason: &str) {
    assert_eq!(output.status.code(), Some(code), "{}", stderr(output));
    assert_eq!(stdout(output), "");
    assert!(stderr(output).contains(reason), "{reason:?} is not in {:?}", stderr(output));
}

#[test]
fn eval_has_the_agreed_keys_and_unrounded_numbers() {
    let (_desk, pin) = Desk::with(PIN);
    let answer = json(&on("eval", &pin, &["--at", "100,2.857k,10k", "--json"]));
    assert_eq!(keys(&answer), ["cheapest", "currency", "format", "routes", "title", "volumes"]);
    assert_eq!(answer["format"], 1);
    assert_eq!(answer["volumes"], serde_json::json!([100, 2857, 10_000]));
    assert_eq!(answer["cheapest"], serde_json::json!([["boutique"], ["boutique"], ["boutique"]]));
    let point = &answer["routes"][0]["points"][1];
    let expected = ["accounts", "candidate", "scrap_value", "starts", "total", "unit", "volume", "weeks"];
    assert_eq!(keys(point), expected);
    assert_eq!(point["total"], 15_000.0 + 12.0 * 2857.0);
    assert_eq!(point["unit"], (15_000.0 + 12.0 * 2857.0) / 2857.0);
    let accounts = point["accounts"].as_object().unwrap();
    assert_eq!(accounts.len(), 17);
    assert_eq!(point["total"], accounts.values().map(|amount| amount.as_f64().unwrap()).sum::<f64>());
}

#[test]
fn crossovers_have_the_agreed_keys_and_cover_the_range() {
    let (_desk, pin) = Desk::with(PIN);
    let answer = json(&on("crossovers", &pin, &["--json", "--from", "100", "--to", "1M"]));
    assert_eq!(keys(&answer), ["crossovers", "evaluations", "format", "from", "runs", "to"]);
    let runs = serde_json::json!([[100, 2857, ["boutique"]], [2858, 9999, ["cm"]], [10_000, 1_000_000, ["boutique"]]]);
    assert_eq!(answer["runs"], runs);
    let crossovers = serde_json::json!([
        {"volume": 2858, "before": ["boutique"], "after": ["cm"], "cause": "smooth"},
        {"volume": 10_000, "before": ["cm"], "after": ["boutique"], "cause": "price_break"},
    ]);
    assert_eq!(answer["crossovers"], crossovers);
    let answer = json(&on("crossovers", &pin, &["--json", "--pairs"]));
    let switches = serde_json::json!([
        {"volume": 2858, "before": -1, "after": 1},
        {"volume": 10_000, "before": 1, "after": -1},
    ]);
    assert_eq!(answer["pairs"], serde_json::json!([{"a": "boutique", "b": "cm", "switches": switches}]));
}

#[test]
fn text_is_what_a_sourcing_lead_would_say() {
    let (_desk, pin) = Desk::with(PIN);
    insta::assert_snapshot!("eval", stdout(&on("eval", &pin, &["--at", "1,100,2858,100k"])));
    insta::assert_snapshot!("crossovers", stdout(&on("crossovers", &pin, &["--pairs"])));
}

#[test]
fn check_tells_every_problem_of_every_file() {
    let (desk, pin) = Desk::with(PIN);
    let good = on("check", &pin, &[]);
    assert_eq!(good.status.code(), Some(0), "{}", stderr(&good));
    let bad = desk.file("bad.ron", &PIN.replace("base: 15000", "base: -3").replace("base: 35000", "base: -4"));
    let both = crossplan([OsStr::new("check"), pin.as_os_str(), bad.as_os_str()]);
    assert_eq!(both.status.code(), Some(1), "{}", stderr(&both));
    for told in ["pin.ron: 0 errors", "bad.ron: 2 errors", "routes.boutique.nre.base", "routes.cm.nre.base"] {
        assert!(stdout(&both).contains(told), "{told} is not in {}", stdout(&both));
    }
    let output = crossplan([OsStr::new("check"), OsStr::new("--json"), bad.as_os_str()]);
    let answer: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(answer["files"][0]["errors"][0]["path"], "routes.boutique.nre.base");
}

#[test]
fn one_missing_file_does_not_stop_the_others() {
    let (desk, pin) = Desk::with(PIN);
    let missing = desk.0.path().join("missing.ron");
    let output = crossplan([OsStr::new("check"), missing.as_os_str(), pin.as_os_str()]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stdout(&output).contains("pin.ron: 0 errors"));
    assert!(stderr(&output).contains("missing.ron"));
}

#[test]
fn files_that_cannot_be_read_end_with_3_and_invalid_ones_with_4() {
    let (desk, _pin) = Desk::with(PIN);
    let bad = desk.file("bad.ron", &PIN.replace("base: 15000", "base: -3"));
    for command in ["eval", "crossovers"] {
        refused(&on(command, &desk.0.path().join("missing.ron"), &[]), 3, "missing.ron");
        refused(&on(command, desk.0.path(), &["--json"]), 3, "folder");
        refused(&on(command, &bad, &["--json"]), 4, "routes.boutique.nre.base");
        refused(&on(command, &desk.file("empty.ron", ""), &[]), 4, "empty.ron");
    }
}

#[test]
fn wrong_arguments_end_with_2_before_anything_is_done() {
    let (desk, pin) = Desk::with(PIN);
    for more in [
        &["--at", "0"][..],
        &["--at", "-1"],
        &["--at", "1e15"],
        &["--at", "10M,11M"],
        &["--at", "100,,10k"],
        &["--at", "many"],
        &["--at"],
        &["--bogus"],
        &["second.ron"],
    ] {
        refused(&on("eval", &pin, more), 2, "error:");
    }
    for more in [&["--from", "0"][..], &["--to", "1.5"], &["--from", "10k", "--to", "100"], &["--from"]] {
        refused(&on("crossovers", &pin, more), 2, "error:");
    }
    refused(&on("eval", &desk.0.path().join("missing.ron"), &["--at", "0"]), 2, "whole number of parts");
    refused(&crossplan(["check"]), 2, "FILE");
    refused(&crossplan(["demo", "nobody"]), 2, "peek-microfluidic-manifold");
}

#[test]
fn each_demo_is_a_scenario_that_can_be_evaluated() {
    let desk = Desk(TempDir::new().unwrap());
    let names = json(&crossplan(["demo", "--json"]))["names"].clone();
    for name in names.as_array().unwrap() {
        let name = name.as_str().unwrap();
        let demo = crossplan(["demo", name]);
        let file = desk.file(name, &stdout(&demo));
        assert_eq!(json(&on("eval", &file, &["--json"]))["format"], 1);
        assert_eq!(on("check", &file, &[]).status.code(), Some(0));
    }
    assert_eq!(stdout(&crossplan(["demo"])), stdout(&crossplan(["demo", names[0].as_str().unwrap()])));
}

#[test]
fn demos_are_listed_by_kind_and_print_their_file() {
    let list = stdout(&crossplan(["demo", "--list"]));
    let heads: Vec<&str> = list.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(heads, ["scenarios", "templates", "stories"]);
    let names: Vec<&str> = list.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    assert_eq!(json(&crossplan(["demo", "--json"]))["names"], serde_json::json!(names));
    let file = fs::read_to_string("scenarios/templates/liga.ron").unwrap();
    assert_eq!(stdout(&crossplan(["demo", "liga"])), file);
    refused(&crossplan(["demo", "liga", "--list"]), 2, "--list");
}

#[test]
fn help_and_version_are_answers() {
    for flag in ["--help", "--version"] {
        let output = crossplan([flag]);
        assert_eq!(output.status.code(), Some(0));
        assert!(stdout(&output).contains("crossplan") && stderr(&output).is_empty());
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let (_desk, pin) = Desk::with(PIN);
    for arguments in [&["demo"][..], &["eval", pin.to_str().unwrap()], &["--help"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = Command::new(env!("CARGO_BIN_EXE_crossplan"));
        let output = command.args(arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_crossplan")).arg("demo").stdout(full).output().unwrap();
    refused(&output, 3, "could not be written");
}

#[test]
fn no_color_is_honoured() {
    let coloured = |no_color: Option<&str>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crossplan"));
        command.env_remove("NO_COLOR").env("CLICOLOR_FORCE", "1").arg("--bogus");
        no_color.map(|value| command.env("NO_COLOR", value));
        stderr(&command.output().unwrap()).contains('\u{1b}')
    };
    assert!(coloured(None), "colour can be forced, so that the next line means something");
    assert!(!coloured(Some("1")));
}

#[test]
#[cfg(target_os = "linux")]
fn without_a_display_the_answer_is_text() {
    let (_desk, pin) = Desk::with(PIN);
    let headless = |arguments: &[&OsStr]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crossplan"));
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
        command.args(arguments).output().unwrap()
    };
    for (output, told) in [(headless(&[]), "PEEK microfluidic manifold"), (headless(&[pin.as_os_str()]), "Pin")] {
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(stdout(&output).starts_with(told) && stdout(&output).contains("is cheapest"), "{}", stdout(&output));
        assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    }
    refused(&headless(&[OsStr::new("missing.ron")]), 3, "missing.ron");
}

#[test]
#[cfg(unix)]
fn a_path_need_not_be_utf_8() {
    use std::os::unix::ffi::OsStrExt as _;
    let desk = Desk(TempDir::new().unwrap());
    let file = desk.file(OsStr::from_bytes(b"p\xffn.ron"), PIN);
    assert_eq!(json(&on("eval", &file, &["--json"]))["title"], "Pin");
    assert_eq!(on("check", &file, &[]).status.code(), Some(0));
}

#[test]
fn a_name_cannot_turn_the_line_round() {
    let (_desk, file) = Desk::with(&PIN.replace("Full-service CM", "CM\u{202E}txet"));
    let text = on("eval", &file, &[]);
    assert!(stdout(&text).contains("CM\\u{202e}txet"), "{}", stdout(&text));
    let object = on("eval", &file, &["--json"]);
    assert!(stdout(&object).contains("CM\\u202etxet"));
    assert_eq!(json(&object)["routes"][1]["name"], "CM\u{202E}txet");
}

#[test]
fn totals_beyond_all_numbers_are_refused() {
    let (_desk, file) = Desk::with(&PIN.replace("(1, 5.0)", "(1, 1e308)"));
    for command in ["eval", "crossovers"] {
        refused(&on(command, &file, &["--json"]), 4, "Full-service CM");
    }
}

#[test]
fn the_readme_shows_what_the_program_says() {
    let readme = include_str!("../README.md");
    let desk = Desk(TempDir::new().unwrap());
    let small = readme.split("```ron\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    assert_eq!(on("check", &desk.file("small.ron", small), &[]).status.code(), Some(0));
    desk.file("latch.ron", &stdout(&crossplan(["demo", "nitinol-micro-spring-latch"])));
    let pin = stdout(&crossplan(["demo", "micro-connector-pin"]));
    desk.file("pin.ron", &pin.replace("base: (value: 3500", "base: (value: -3"));
    for block in readme.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap()) {
        let (asked, told) = block.split_once('\n').unwrap();
        let (asked, told) = if asked.contains('>') { told.split_once('\n').unwrap() } else { (asked, told) };
        let arguments = asked.strip_prefix("$ crossplan ").unwrap().split(' ');
        let program = env!("CARGO_BIN_EXE_crossplan");
        let said = stdout(&Command::new(program).args(arguments).current_dir(desk.0.path()).output().unwrap());
        match told.strip_suffix("…\n") {
            Some(beginning) => assert!(said.starts_with(beginning), "{asked}: {said}"),
            None => assert_eq!(said, told, "{asked}"),
        }
    }
}
