//! Do the bounds hold at every volume between the ends, whatever the scenario?
//!
//! The search is as right as these bounds: brute force on whole scenarios notices a wrong one only
//! where it hides a winner, this notices it wherever it is wrong.

use crate::cost::case::as_parts;
use crate::cost::generator::dice::Dice;
use crate::cost::generator::simplify::simplify;
use crate::cost::generator::{Family, as_text, scenario};
use crate::cost::{Case, Point};
use crate::model::Scenario;

/// What rounding may add to a bound, as a share of the total.
const ROUNDING: f64 = 1e-10;

fn holds_for(family: Family) {
    for number in 0..400 {
        let largest = Dice::new(number ^ 0xb0d5).quantity(40, 2000);
        let scenario = scenario(family, 5_000_000 + number, largest);
        if broken_bound(&scenario).is_some() {
            let smallest = simplify(&scenario, &|smaller| broken_bound(smaller).is_some());
            panic!("{}\n{}\n", broken_bound(&smallest).unwrap_or_default(), as_text(&smallest));
        }
    }
}

/// The first total outside its bounds, over stretches without a breakpoint of the route.
fn broken_bound(scenario: &Scenario) -> Option<String> {
    let case = Case::likely(scenario);
    let mut dice = Dice::new(scenario.range.1);
    (0..case.route_count()).find_map(|route| {
        regimes(&case, route, scenario.range.1).into_iter().find_map(|(first, last)| {
            let mut stretches = vec![(first, last)];
            for _ in 0..10 {
                let from = dice.whole(first, last);
                let to = (from + dice.whole(1, 40)).min(last);
                stretches.extend([(from, dice.quantity(from, last)), (from, to)]);
            }
            stretches.into_iter().find_map(|(from, to)| broken_between(&case, route, from, to))
        })
    })
}

/// First and last volumes between breakpoints, as far as the route competes.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "volumes, and as casts saturate")]
fn regimes(case: &Case, route: usize, largest: u64) -> Vec<(u64, u64)> {
    let first_candidate = case.routes[route].first_candidate() as u64;
    let mut breakpoints = Vec::new();
    case.routes[route].breakpoints(&case.programme, &mut breakpoints);
    let mut firsts: Vec<u64> = breakpoints.iter().map(|volume| volume.ceil() as u64).collect();
    firsts.push(first_candidate);
    firsts.retain(|&volume| volume >= first_candidate && volume <= largest);
    firsts.sort_unstable();
    firsts.dedup();
    let lasts = firsts.iter().skip(1).map(|next| next - 1).chain([largest]);
    firsts.iter().copied().zip(lasts).collect()
}

fn broken_between(case: &Case, route: usize, from: u64, to: u64) -> Option<String> {
    let point = |volume: u64| -> Point { case.routes[route].point(as_parts(volume), &case.programme) };
    let range = case.routes[route].range(&point(from), &point(to), &case.programme);
    (from..=to).find_map(|volume| {
        let total = case.evaluate(route, volume).total;
        let mut bounds = vec![("all", range.low, range.high)];
        bounds.extend(range.span.map(|span| ("span", span.lowest(as_parts(volume)), span.highest(as_parts(volume)))));
        let spare = ROUNDING * total.abs().max(1.0);
        bounds.retain(|(_, low, high)| !(low - spare..=high + spare).contains(&total));
        let (which, low, high) = bounds.first()?;
        Some(format!("route {route}, {from} to {to}: at {volume} {total} is not from {low} to {high} ({which})"))
    })
}

#[test]
fn they_hold_for_simple_scenarios() {
    holds_for(Family::Simple);
}

#[test]
fn they_hold_for_full_scenarios() {
    holds_for(Family::Full);
}

#[test]
fn they_hold_for_saw_teeth() {
    holds_for(Family::SawTooth);
}

#[test]
fn they_hold_for_ties() {
    holds_for(Family::Ties);
}

#[test]
fn they_hold_for_staged_scenarios() {
    holds_for(Family::Staged);
}
