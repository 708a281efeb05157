//! Does the table of crossovers say what the search found, to the last digit?

use std::time::{Duration, Instant};

use crossplan::analysis::crossover::{Cause, Crossover, Envelope, Run, search};
use crossplan::analysis::interrupt::Never;
use crossplan::charts::cost_curves::Subject;
use crossplan::charts::crossover_table::{crossover_row, message, most_decimals, run_row, tab_separated};
use crossplan::cost::Case;
use crossplan::model::route::{Nre, Step};
use crossplan::model::{Estimate, Route, Scenario};

/// Heizer & Render, Kleber Enterprises: the curves meet at 2,857.14 and 6,666.67.
fn kleber() -> Scenario {
    let route = |name: &str, nre: f64, each: f64| Route {
        id: name.to_lowercase(),
        name: name.to_owned(),
        nre: Some(Nre { base: Estimate::certain(nre), ..Nre::default() }),
        process: vec![Step { cost: Some(Estimate::certain(each)), ..Step::default() }],
        ..Route::default()
    };
    let routes = vec![route("=GP", 200_000.0, 60.0), route("FMS", 300_000.0, 25.0), route("DM", 400_000.0, 10.0)];
    Scenario { routes, range: (1, 20_000), ..Scenario::default() }
}

fn with_subject<T>(scenario: &Scenario, envelope: Option<Envelope>, see: impl Fn(&Subject) -> T) -> T {
    let case = Case::likely(scenario);
    let envelope = envelope.unwrap_or_else(|| search(&case, scenario.range.0, scenario.range.1, &Never).unwrap());
    see(&Subject { scenario, case: &case, envelope: &envelope })
}

#[test]
fn rows_tell_who_takes_over_and_what_a_part_costs() {
    with_subject(&kleber(), None, |subject| {
        let row = crossover_row(subject, 0).unwrap();
        assert_eq!((row.volume, row.before.as_str(), row.after.as_str()), (2_858, "=GP", "FMS"));
        assert_eq!(row.cause, "the curves cross");
        let unit = |nre: f64, each: f64, volume: f64| nre / volume + each;
        let expected = [unit(200_000.0, 60.0, 2_858.0), unit(300_000.0, 25.0, 2_858.0)];
        for (found, expected) in row.unit_costs.iter().zip(expected) {
            assert!((found.unwrap() - expected).abs() < 1e-9);
        }
        let run = run_row(subject, 2).unwrap();
        assert_eq!((run.volumes, run.cheapest.as_str()), ((6_667, 20_000), "DM"));
        assert!((run.unit_costs[1].unwrap() - unit(400_000.0, 10.0, 20_000.0)).abs() < 1e-9);
        assert_eq!((crossover_row(subject, 2), run_row(subject, 3)), (None, None));
        assert_eq!(message(subject), "The cheapest route changes 2 times");
    });
}

#[test]
fn there_is_room_for_the_decimals_of_every_row() {
    // 400,000 ÷ 20,000 + 10 = 30.00 is the least.
    with_subject(&kleber(), None, |subject| assert_eq!(most_decimals(subject), 2));
    let mut small = kleber();
    for route in &mut small.routes {
        (route.nre, route.process[0].cost) = (None, Some(Estimate::certain(0.0042)));
    }
    with_subject(&small, None, |subject| assert_eq!(most_decimals(subject), 5));
    with_subject(&Scenario::default(), Some(Envelope::default()), |subject| assert_eq!(most_decimals(subject), 0));
}

#[test]
fn a_spreadsheet_can_read_the_copy() {
    let text = with_subject(&kleber(), None, tab_separated);
    let lines: Vec<Vec<&str>> = text.lines().map(|line| line.split('\t').collect()).collect();
    assert_eq!(lines.len(), 1 + 2 + 1 + 1 + 3);
    assert_eq!(lines[0], ["Volume", "Before", "After", "Why", "Cost before", "Cost after"]);
    // A name that looks like a formula is not one.
    assert_eq!(lines[1][..4], ["2858", "'=GP", "FMS", "the curves cross"]);
    let cost: f64 = lines[1][5].parse().unwrap();
    assert!((cost - (300_000.0 / 2_858.0 + 25.0)).abs() < 1e-9);
    assert_eq!(lines[7][..3], ["6667", "20000", "DM"]);
}

#[test]
fn a_hundred_thousand_rows_are_copied_in_no_time() {
    let crossovers = (0..100_000_u64).map(|index| Crossover {
        volume: index + 1,
        before: vec![usize::from(index % 2 == 0)],
        after: vec![usize::from(index % 2 == 1)],
        cause: Cause::Smooth,
        root: None,
    });
    let runs = (0..100_000_u64).map(|index| Run { from: index + 1, to: index + 1, cheapest: vec![0] });
    let envelope = Envelope { runs: runs.collect(), crossovers: crossovers.collect(), evaluations: 0 };
    let since = Instant::now();
    let text = with_subject(&kleber(), Some(envelope), tab_separated);
    assert_eq!(text.lines().count(), 200_003);
    assert!(since.elapsed() < Duration::from_secs(10), "{:?}", since.elapsed());
}

#[test]
fn without_a_change_that_is_said() {
    let mut scenario = kleber();
    scenario.routes.truncate(1);
    assert_eq!(with_subject(&scenario, None, message), "The cheapest route never changes");
    assert_eq!(with_subject(&Scenario::default(), Some(Envelope::default()), message), "No route to compare");
}
