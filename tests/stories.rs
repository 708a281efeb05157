//! Do the shipped stories tell their figures, and do the templates open?

#![allow(clippy::unwrap_used, reason = "a test that cannot read its scenario has failed")]

use std::fs;
use std::path::Path;

use crossplan::analysis::break_even::{Flip, Method, solve};
use crossplan::analysis::crossover::search;
use crossplan::analysis::interrupt::Never;
use crossplan::cost::{Account, Case, Evaluation};
use crossplan::formats::scenario_file::{parse, write};
use crossplan::formats::shipped::{Group, STORIES, Shipped, TEMPLATES};
use crossplan::model::inputs::{self, Absent};
use crossplan::model::{Estimate, Grade, Scenario, Source};

const GROUPS: [Group; 2] =
    [Group { name: "templates", members: &TEMPLATES }, Group { name: "stories", members: &STORIES }];

fn members() -> impl Iterator<Item = &'static Shipped> {
    GROUPS.iter().flat_map(|group| group.members)
}

fn read(shipped: &Shipped) -> Scenario {
    let parsed = parse(shipped.text.as_bytes()).unwrap_or_else(|errors| panic!("{}: {errors:#?}", shipped.name));
    assert_eq!(parsed.warnings, [], "{}", shipped.name);
    parsed.scenario
}

fn story(name: &str) -> Scenario {
    read(STORIES.iter().find(|shipped| shipped.name == name).unwrap())
}

fn index(scenario: &Scenario, route: &str) -> usize {
    scenario.routes.iter().position(|it| it.id == route).unwrap()
}

fn evaluate(scenario: &Scenario, route: &str, volume: u64) -> Evaluation {
    Case::likely(scenario).evaluate(index(scenario, route), volume)
}

fn total(scenario: &Scenario, route: &str, volume: u64) -> f64 {
    evaluate(scenario, route, volume).total
}

/// Every change of the winner: its volume, the route that loses and the one that takes over.
fn crossovers(scenario: &Scenario) -> Vec<(u64, &str, &str)> {
    let (from, to) = scenario.range;
    let envelope = search(&Case::likely(scenario), from, to, &Never).unwrap();
    let id = |route: usize| scenario.routes[route].id.as_str();
    let change = |before: &[usize], after: &[usize]| {
        (id(before[0]), id(*after.iter().find(|route| !before.contains(route)).unwrap()))
    };
    let told = envelope.crossovers.iter().map(|it| (it.volume, change(&it.before, &it.after)));
    told.map(|(volume, (before, after))| (volume, before, after)).collect()
}

/// The one value of the input at which the winner changes.
fn flip(scenario: &Scenario, input: &str, volume: u64, beat: Option<&str>) -> (Flip, Method) {
    let mut found = solve(scenario, input, volume, beat, &Never).unwrap();
    assert_eq!(found.flips.len(), 1, "{input}: {found:?}");
    (found.flips.remove(0), found.method)
}

fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "found {found}, expected {expected}");
}

fn set(scenario: &mut Scenario, input: &str, value: f64) {
    assert!(inputs::put(scenario, input, Some(&Estimate::certain(value))), "no input {input}");
}

#[test]
fn each_is_carried_inside_the_program_as_it_would_be_saved() {
    for group in &GROUPS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(group.name);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), group.members.len(), "files of {}", group.name);
        for shipped in group.members {
            let file = fs::read_to_string(folder.join(shipped.name).with_extension("ron")).unwrap();
            assert_eq!(file, shipped.text, "{}", shipped.name);
            let scenario = read(shipped);
            let written = write(&scenario).unwrap();
            assert_eq!(parse(written.as_bytes()).unwrap().scenario, scenario, "{}", shipped.name);
            assert_eq!(written, shipped.text, "{}", shipped.name);
        }
    }
}

#[test]
fn each_costs_something_finite_on_every_route() {
    for shipped in members() {
        let scenario = read(shipped);
        let case = Case::likely(&scenario);
        for route in 0..case.route_count() {
            for &volume in scenario.volumes.iter().chain([&1, &scenario.range.1]) {
                let it = case.evaluate(route, volume);
                let figures = [it.total, it.starts, it.weeks, it.lead_weeks, it.scrap_value];
                assert!(figures.iter().all(|figure| figure.is_finite()), "{}, route {route}: {it:?}", shipped.name);
                assert!(it.total > 0.0, "{}, route {route} at {volume}", shipped.name);
            }
        }
    }
}

#[test]
fn each_number_says_where_it_comes_from() {
    for shipped in members() {
        inputs::visit(&read(shipped), &mut |place| {
            let Some(estimate) = place.slot.get() else { return };
            let Source { grade, text, .. } = &estimate.source;
            let is_default = matches!(place.input.absent, Absent::Is(value) if *estimate == Estimate::certain(value));
            let is_founded = match grade {
                Some(Grade::Published) => TITLES.contains(&text.as_str()),
                Some(Grade::Assumed) => text.is_empty(),
                _ => false,
            };
            assert!(is_default || is_founded, "{}: {} has {:?}", shipped.name, place.path, estimate.source);
        });
    }
}

/// The publications that the figures may be taken from.
const TITLES: [&str; 5] = [
    "trade article on extreme miniature engineering (in-house, boutique or contract manufacturer)",
    "TradeNexus Pro, when micro machining is the practical option",
    "overview of micro-manufacturing and micro-scale 3D printing",
    "manufacturing challenges in micro metal production (LMM metal 3D printing)",
    "precision machining for small-batch production",
];

/// 3,000 good parts of a first run at 30 % take 3,000/0.30 = 10,000 starts, at $12 each.
#[test]
fn twelve_dollars_at_30_percent_are_40_a_good_part_and_48_with_rework() {
    let scenario = story("twelve-dollars-at-30-percent");
    let bears = evaluate(&scenario, "buyer-bears", 3_000);
    near(bears.starts, 3_000.0 / 0.30, 0.0);
    near(bears.unit_cost(3_000), 12.0 / 0.30, 1e-9);
    near(bears.scrap_value, 12.0 * 7_000.0, 1e-6);
    near(evaluate(&scenario, "buyer-bears-and-reworks", 3_000).unit_cost(3_000), 12.0 / 0.30 + 8.0, 1e-9);
    near(evaluate(&scenario, "supplier-bears", 3_000).unit_cost(3_000), 38.0, 1e-9);
}

/// Behind the first run 95 % pass: 12·(10,000 + ceil((V − 3,000)/0.95)) falls under 38·V at V = 3,237.
/// With rework the two are even at 12/y + 8 = 38, y = 40 %.
#[test]
fn who_bears_the_scrap_decides_at_3236_parts_and_at_40_percent() {
    let scenario = story("twelve-dollars-at-30-percent");
    let quoted = |parts: f64| 12.0 * (10_000.0 + ((parts - 3_000.0) / 0.95).ceil());
    assert!(quoted(3_236.0) > 38.0 * 3_236.0 && quoted(3_237.0) < 38.0 * 3_237.0);
    assert_eq!(crossovers(&scenario), [(3_237, "supplier-bears", "buyer-bears")]);
    let input = "routes.buyer-bears-and-reworks.yield_ramp.first_yield";
    let (found, method) = flip(&scenario, input, 3_000, Some("supplier-bears"));
    near(found.low, 12.0 / (38.0 - 8.0), 1e-4);
    assert_eq!(method, Method::Grid, "whole starts jump over equality");
}

/// $6.20 + $100,000/50,000 = $8.20, 18 % under $10; at a yield y it is 6.20/y + 2, even at 6.2/8 = 77.5 %.
#[test]
fn the_saving_of_18_percent_is_lost_below_a_yield_of_77_and_a_half() {
    let mut scenario = story("saving-lost-to-yield");
    let yielded = "routes.in-house.process.make.first_pass_yield";
    near(total(&scenario, "in-house", 50_000), 100_000.0 + 6.2 * (50_000.0_f64 / 0.74).ceil(), 1e-6);
    assert!(total(&scenario, "in-house", 50_000) > total(&scenario, "outside", 50_000), "the saving is lost");
    near(flip(&scenario, yielded, 50_000, None).0.low, 6.2 / (10.0 - 2.0), 1e-4);
    let lost = crossovers(&scenario);
    assert_eq!(lost, [(61_669, "outside", "in-house")]);

    set(&mut scenario, yielded, 1.0);
    near(total(&scenario, "in-house", 50_000) / total(&scenario, "outside", 50_000), 1.0 - 0.18, 1e-12);
    // 100,000/(10 − 6.20) = 26,315.8
    assert_eq!(crossovers(&scenario), [(26_316, "outside", "in-house")]);
}

/// 1,700 parts at 85 % are 2,000 starts: 24,300 + 2,000·(60 + 100·3.6/3,600) = 1,700·(60 + 25).
#[test]
fn photolithography_wins_unless_its_yield_falls_under_85_percent() {
    let mut scenario = story("photolithography-against-direct-write");
    let yielded = "routes.lithography.process.pattern.first_pass_yield";
    let (found, _) = flip(&scenario, yielded, 1_700, None);
    near(found.low, 0.85, 1e-3);
    assert_eq!((found.before, found.after), (index(&scenario, "direct-write"), index(&scenario, "lithography")));
    assert_eq!(crossovers(&scenario), [(1_336, "direct-write", "lithography")]);

    set(&mut scenario, yielded, 0.85);
    near(total(&scenario, "lithography", 1_700), 24_300.0 + 2_000.0 * 60.1, 1e-6);
    near(total(&scenario, "direct-write", 1_700), 1_700.0 * 85.0, 1e-6);
}

/// From 15,000 + 12·V = 15,000 + 12·1,000 + 12,500 + 35,000 + 5·(V − 1,000) on the transfer pays.
#[test]
fn a_pilot_at_the_boutique_then_a_transfer() {
    let scenario = story("pilot-then-transfer");
    let staged = |parts: f64| 15_000.0 + 12.0 * 1_000.0 + 12_500.0 + 35_000.0 + 5.0 * (parts - 1_000.0);
    near(total(&scenario, "staged", 20_000), staged(20_000.0), 1e-6);
    let even = (staged(0.0) - 15_000.0) / (12.0 - 5.0);
    assert!((7_785.0..7_786.0).contains(&even));
    assert_eq!(crossovers(&scenario), [(7_786, "boutique", "staged")]);
    near(evaluate(&scenario, "staged", 20_000).accounts[Account::Transfer], 12_500.0, 0.0);

    // The contract manufacturer alone has 500 parts in week 16.1, 8.1 late; it saves 34,500.
    let (found, method) = flip(&scenario, "programme.delay_cost_per_week", 20_000, None);
    near(found.low, 34_500.0 / (16.0 + 500.0 / 5_000.0 - 8.0), 1e-3);
    assert_eq!((found.before, found.after), (index(&scenario, "cm"), index(&scenario, "staged")));
    assert_eq!(method, Method::Certified);
}

#[test]
fn at_100k_42_cents_stand_against_a_dollar_ten() {
    let scenario = story("42-cents-against-a-dollar-ten");
    near(evaluate(&scenario, "cm", 100_000).accounts[Account::Purchase], 0.42 * 100_000.0, 1e-6);
    near(evaluate(&scenario, "boutique", 100_000).accounts[Account::Purchase], 1.10 * 100_000.0, 1e-6);
    near(total(&scenario, "cm", 100_000), 50_000.0 + 42_000.0, 1e-6);
    near(total(&scenario, "boutique", 100_000), 15_000.0 + 110_000.0, 1e-6);
    // 50,000 − 15,000 = (1.60 − 0.62)·35,714.3; below, the boutique's price breaks at 10,000.
    assert_eq!(crossovers(&scenario), [(10_000, "machined", "boutique"), (35_715, "boutique", "cm")]);

    // 10,000 parts at only 8 % less than 100: a slope of −0.018, no real scaling.
    let price =
        |parts: u32| evaluate(&scenario, "machined", u64::from(parts)).accounts[Account::Purchase] / f64::from(parts);
    near((price(10_000) / price(100)).ln() / 100.0_f64.ln(), 0.92_f64.ln() / 100.0_f64.ln(), 1e-12);
    near(price(1_000), 3.2 * 0.92_f64.sqrt(), 1e-9);
}

/// 0.95⁵ = 77.4 %; five steps at $2 cost 10 a start where errors show at the end.
#[test]
fn five_steps_merged_into_one() {
    let scenario = story("steps-merged-into-one");
    let volume = 10_000.0_f64;
    let rolled = 0.95_f64.powi(5);
    let starts = (volume / rolled).ceil();
    let making = |it: &Evaluation| it.accounts[Account::Process] + it.accounts[Account::Inspection];
    let five = evaluate(&scenario, "five-steps", 10_000);
    near(five.starts, starts, 0.0);
    near(making(&five), starts * 10.1, 1e-6);
    near(five.scrap_value, starts * 10.1 - volume * 10.1, 1e-6);

    let reached: f64 = (0..5).map(|step| 0.95_f64.powi(step)).sum();
    near(making(&evaluate(&scenario, "five-inspected", 10_000)), starts * 2.1 * reached, 1e-6);

    let merged = evaluate(&scenario, "merged", 10_000);
    near(making(&merged), (volume / 0.95).ceil() * 11.6, 1e-6);
    near(five.lead_weeks - merged.lead_weeks, 4.0, 0.0);
    assert_eq!(crossovers(&scenario), [(15_089, "five-inspected", "merged")]);
}

/// Tooling three weeks late and a first batch that fails: week 14, due in 12, launch in 13.
#[test]
fn a_launch_missed_by_a_week() {
    let scenario = story("launch-missed-by-a-week");
    let late = 7_000.0 * (10.0 + 3.0 + 1.0 - 12.0) + 250_000.0;
    near(evaluate(&scenario, "promised", 10_000).accounts[Account::Delay], late, 1e-6);
    near(evaluate(&scenario, "prompt", 10_000).accounts[Account::Delay], 0.0, 0.0);
    // 264,000 = (12 − 10)·132,000, where the two tie.
    assert_eq!(crossovers(&scenario), [(132_000, "prompt", "promised")]);
}

/// Cpk 1.1 is z = 3.3; centred 967 ppm fall outside, with a drift of 1.96 sigma 9 % do.
#[test]
fn nine_percent_of_returns_need_a_drift_of_1_96_sigma() {
    let mut scenario = story("nine-percent-returns");
    let beyond = |z: f64| 0.5 * libm::erfc(z / std::f64::consts::SQRT_2);
    let share = |scenario: &Scenario| evaluate(scenario, "cm", 10_000).accounts[Account::Escapes] / (10_000.0 * 40.0);
    near(share(&scenario), beyond(3.3 - 1.96) + beyond(3.3 + 1.96), 1e-9);
    near(share(&scenario), 0.09, 5e-4);
    set(&mut scenario, "routes.cm.quality.drift_sigma", 0.0);
    near(share(&scenario), 967e-6, 5e-7);
}

/// 17.5 % of $10 on 2,000 parts are $3,500; four and a half weeks are worth it from $778 a week on.
#[test]
fn a_premium_is_less_than_a_late_validation() {
    let scenario = story("premium-against-late-validation");
    let (found, method) = flip(&scenario, "programme.delay_cost_per_week", 2_000, None);
    near(found.low, 0.175 * 10.0 * 2_000.0 / 4.5, 1e-3);
    assert_eq!((found.before, found.after), (index(&scenario, "cheaper"), index(&scenario, "validated")));
    assert_eq!(method, Method::Certified);
    assert_eq!(crossovers(&scenario), [(12_858, "validated", "cheaper")]);
}

/// $5,000 of set-up weighs $50 on each of 100 parts and $0.05 on each of 100,000.
#[test]
fn setup_weighs_a_thousand_times_less_at_a_thousand_times_the_parts() {
    let stamping = read(TEMPLATES.iter().find(|shipped| shipped.name == "stamping").unwrap());
    for (parts, share) in [(100_u32, 50.0), (100_000, 0.05)] {
        let lots = evaluate(&stamping, "one-shop", u64::from(parts)).accounts[Account::Setup];
        near(lots / f64::from(parts), share, 1e-12);
    }
}
