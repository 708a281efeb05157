//! Is every shipped scenario one to be proud of?

#![allow(clippy::unwrap_used, reason = "a test that cannot read its scenario has failed")]

use std::fs;
use std::path::{Path, PathBuf};

use crossplan::analysis::crossover::{Cause, Envelope, search};
use crossplan::analysis::interrupt::Never;
use crossplan::cost::Case;
use crossplan::formats::scenario_file::{parse, write};
use crossplan::formats::shipped::SHIPPED;
use crossplan::model::inputs::{self, Absent};
use crossplan::model::{Estimate, Grade, Scenario, Source};

/// Every file right in `scenarios/`, by its name without the ending; not those of its folders.
fn shipped() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.is_file());
    files.sort();
    let name = |file: &Path| file.file_stem().unwrap().to_string_lossy().into_owned();
    files.iter().map(|file| (name(file), fs::read_to_string(file).unwrap())).collect()
}

fn scenario(name: &str, text: &str) -> Scenario {
    parse(text.as_bytes()).unwrap_or_else(|errors| panic!("{name}: {errors:#?}")).scenario
}

#[test]
fn each_is_read_without_an_error_and_written_back_byte_for_byte() {
    for (name, text) in shipped() {
        assert_eq!(write(&scenario(&name, &text)).unwrap(), text, "{name} is not as the program would save it");
    }
}

#[test]
fn each_costs_something_finite_on_every_route() {
    for (name, text) in shipped() {
        let scenario = scenario(&name, &text);
        let case = Case::likely(&scenario);
        for route in 0..case.route_count() {
            for &volume in &scenario.volumes {
                let total = case.evaluate(route, volume).total;
                assert!(total.is_finite() && total > 0.0, "{name}, route {route} at {volume}: {total}");
            }
        }
    }
}

#[test]
fn each_changes_its_winner_between_100_and_100k_and_is_searched_cheaply() {
    for (name, text) in shipped() {
        let envelope = envelope(&scenario(&name, &text));
        let within = envelope.crossovers.iter().filter(|it| (100..=100_000).contains(&it.volume)).count();
        assert!(within >= 1, "{name}: {:?}", envelope.crossovers);
        let allowed = 200 * envelope.runs.len() as u64 + 20_000;
        assert!(envelope.evaluations <= allowed, "{name}: {} evaluations", envelope.evaluations);
    }
}

#[test]
fn one_flips_at_tool_replacements_and_one_at_price_breaks() {
    let causes: Vec<Cause> = shipped()
        .iter()
        .map(|(name, text)| envelope(&scenario(name, text)))
        .flat_map(|envelope| envelope.crossovers)
        .map(|crossover| crossover.cause)
        .collect();
    assert!(causes.iter().filter(|cause| **cause == Cause::Tool).count() >= 3, "{causes:?}");
    assert!(causes.iter().filter(|cause| **cause == Cause::PriceBreak).count() >= 3, "{causes:?}");
}

#[test]
fn each_number_says_where_it_comes_from() {
    for (name, text) in shipped() {
        inputs::visit(&scenario(&name, &text), &mut |place| {
            let Some(estimate) = place.slot.get() else { return };
            let Source { grade, text, .. } = &estimate.source;
            let is_default = matches!(place.input.absent, Absent::Is(value) if *estimate == Estimate::certain(value));
            let is_founded = match grade {
                Some(Grade::Published) => TITLES.contains(&text.as_str()),
                Some(Grade::Assumed) => text.is_empty(),
                _ => false,
            };
            assert!(is_default || is_founded, "{name}: {} has {:?}", place.path, estimate.source);
        });
    }
}

#[test]
fn each_is_carried_inside_the_program() {
    let mut carried: Vec<(String, String)> =
        SHIPPED.iter().map(|shipped| (shipped.name.to_owned(), shipped.text.to_owned())).collect();
    carried.sort();
    assert_eq!(carried, shipped());
}

/// The publications that the shipped figures may be taken from.
const TITLES: [&str; 5] = [
    "trade article on extreme miniature engineering (in-house, boutique or contract manufacturer)",
    "TradeNexus Pro, when micro machining is the practical option",
    "overview of micro-manufacturing and micro-scale 3D printing",
    "manufacturing challenges in micro metal production (LMM metal 3D printing)",
    "precision machining for small-batch production",
];

fn envelope(scenario: &Scenario) -> Envelope {
    let (from, to) = scenario.range;
    search(&Case::likely(scenario), from, to, &Never).unwrap()
}
