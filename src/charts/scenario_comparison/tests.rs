#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use super::*;
use crate::analysis::crossover::search;
use crate::analysis::interrupt::Never;
use crate::model::route::{Nre, Step};
use crate::model::{Estimate, Route, Scenario};

fn route(id: &str, nre: f64, each: f64) -> Route {
    Route {
        id: id.to_owned(),
        name: id.to_uppercase(),
        nre: Some(Nre { base: Estimate::certain(nre), ..Nre::default() }),
        process: vec![Step { cost: Some(Estimate::certain(each)), ..Step::default() }],
        ..Route::default()
    }
}

/// A: 100 + 3·V; B: `nre` + 1·V.
fn scenario(nre: f64) -> Scenario {
    let routes = vec![route("a", 100.0, 3.0), route("b", nre, 1.0)];
    Scenario { routes, volumes: vec![100, 1_000], range: (1, 100_000), ..Scenario::default() }
}

fn compare(there: &Scenario, here: &Scenario) -> Comparison {
    let solved = [there, here].map(|scenario| {
        let case = Case::likely(scenario);
        let envelope = search(&case, scenario.range.0, scenario.range.1, &Never).unwrap();
        (scenario, case, envelope)
    });
    let side = |index: usize, name| {
        let (scenario, case, envelope) = &solved[index];
        Side { subject: Subject { scenario, case, envelope }, name }
    };
    Comparison::new(&side(0, "as opened"), &side(1, ""))
}

#[test]
fn figures_winners_and_crossovers_of_both_stand_side_by_side() {
    // They meet where 100 + 3·V = nre + V: at 500 before, at 1,050 now.
    let comparison = compare(&scenario(1_100.0), &scenario(2_200.0));
    let b = &comparison.routes[1];
    assert_eq!(b.cells[1].totals, [Some(2_100.0), Some(3_200.0)]);
    assert_eq!(b.cells[1].cheapest, [true, false]);
    let (amount, share) = b.cells[1].change().unwrap();
    assert!((amount - 1_100.0).abs() < 1e-9 && (share - 1_100.0 / 2_100.0).abs() < 1e-12);
    assert_eq!(comparison.title, "At 1,000 parts the winner moves from B to A");
    assert_eq!(
        comparison.subtitle,
        "The crossover A → B moves from 500 to 1,050 parts (+110 %); B costs 92 % more at 100"
    );
    let moved: Vec<_> = comparison.crossovers.iter().map(|it| (it.label.as_str(), it.volumes)).collect();
    assert_eq!(moved, [("A → B", [Some((500, 500)), Some((1_050, 1_050))])]);
    assert_eq!(comparison.crossovers[0].shift(), Some((550, 1.1)));
}

#[test]
fn routes_are_matched_by_their_ids() {
    let there = scenario(1_100.0);
    let mut here = there.clone();
    here.routes.reverse();
    here.routes.push(route("c", 0.0, 9.0));
    let comparison = compare(&there, &here);
    let names: Vec<&str> = comparison.routes.iter().map(|route| route.name.as_str()).collect();
    assert_eq!(names, ["B", "A", "C"]);
    assert_eq!(comparison.routes[0].cells[0].totals, [Some(1_200.0), Some(1_200.0)]);
    assert_eq!(comparison.routes[2].cells[0].totals, [None, Some(900.0)]);
    assert!(comparison.routes[2].cells[0].change().is_none());
    // C costs 9·V: it is left at 17, where it was never before.
    assert_eq!(comparison.crossovers[0].volumes, [None, Some((17, 17))]);
    assert_eq!(comparison.crossovers[1].shift(), Some((0, 0.0)));
    let only_there = compare(&here, &there);
    assert_eq!(only_there.routes[2].cells[0].totals, [Some(900.0), None]);
    let looks: Vec<Look> = comparison.routes.iter().map(|route| route.look).collect();
    assert!(looks[0] != looks[1] && looks[1] != looks[2]);
}

#[test]
fn what_moves_nothing_is_said_to_move_nothing() {
    let there = scenario(1_100.0);
    let mut here = there.clone();
    assert_eq!(compare(&there, &here).title, "Nothing differs from the scenario as opened");
    here.title = "another".to_owned();
    assert_eq!(compare(&there, &here).title, "1 thing differs from the scenario as opened; no input does");
    here.programme.discount_rate = Estimate::certain(0.0);
    here.programme.window_loss = Estimate::certain(7.0);
    assert_eq!(
        compare(&there, &here).title,
        "2 things differ from the scenario as opened; none moves a figure shown here"
    );
}

#[test]
fn the_same_winner_is_said_and_the_crossover_that_moved() {
    let comparison = compare(&scenario(1_100.0), &scenario(1_110.0));
    assert_eq!(comparison.title, "The winners at 100 and 1,000 parts stay the same");
    assert!(comparison.subtitle.starts_with("The crossover A → "), "{}", comparison.subtitle);
}

#[test]
fn a_crossover_that_goes_is_told() {
    let comparison = compare(&scenario(1_100.0), &scenario(1e9));
    assert!(comparison.crossovers.iter().all(|it| it.volumes[1].is_none() && it.shift().is_none()));
    assert!(
        comparison
            .subtitle
            .starts_with("No crossover A → B any more (it was at 500 parts); B costs 833,000 times as much at 100"),
        "{}",
        comparison.subtitle
    );
}

#[test]
fn amounts_in_different_currencies_are_not_subtracted() {
    let there = scenario(1_100.0);
    let here = Scenario { currency: "EUR".to_owned(), ..scenario(2_200.0) };
    let comparison = compare(&there, &here);
    assert!(!comparison.same_currency);
    assert!(comparison.subtitle.ends_with("USD is not converted into EUR"), "{}", comparison.subtitle);
    assert!(!comparison.subtitle.contains("costs"), "{}", comparison.subtitle);
}
