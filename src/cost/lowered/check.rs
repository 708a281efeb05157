//! Does the lowered form come to what the route itself comes to, whatever the scenario and volume?

#![allow(clippy::float_cmp, reason = "starts are whole numbers and must be the very same")]

use super::LoweredRoute;
use crate::cost::case::as_parts;
use crate::cost::generator::dice::Dice;
use crate::cost::generator::{Family, as_text, scenario};
use crate::cost::rounding::{ceil_star, ceil_star_of_positive};
use crate::cost::{Case, RouteCase};

/// The two add the same amounts in another order.
const ROUNDING: f64 = 1e-13;

/// How many routes were lowered, of how many that are single ones without discount.
fn compare(family: Family) -> (usize, usize) {
    let (mut lowered, mut single) = (0, 0);
    for number in 0..400 {
        let largest = Dice::new(number ^ 0x10e3).quantity(40, 1_000_000);
        let scenario = scenario(family, 7_000_000 + number, largest);
        let case = Case::likely(&scenario);
        let mut dice = Dice::new(largest);
        let mut volumes: Vec<u64> = (0..60).map(|_| dice.quantity(1, largest)).collect();
        volumes.extend((1..=largest).take(40));
        volumes.push(largest);
        for (index, route) in case.routes.iter().enumerate() {
            single += usize::from(matches!(route, RouteCase::Single(_)) && case.programme.weekly_discount <= 0.0);
            let mut form = LoweredRoute::default();
            if !form.push(route, &case.programme, as_parts(largest)) {
                continue;
            }
            lowered += 1;
            for &volume in &volumes {
                let (mut starts, mut totals) = ([0.0], [0.0]);
                form.totals(as_parts(volume), &mut starts, &mut totals);
                let expected = case.evaluate(index, volume);
                let apart = (totals[0] - expected.total).abs();
                assert!(
                    apart <= ROUNDING * expected.total.abs().max(1.0) && starts[0] == expected.starts,
                    "route {index} at {volume}: {}, not {}\n{}",
                    totals[0],
                    expected.total,
                    as_text(&scenario)
                );
            }
        }
    }
    (lowered, single)
}

#[test]
fn it_equals_the_route_in_simple_scenarios() {
    let (lowered, single) = compare(Family::Simple);
    assert_eq!(lowered, single);
}

#[test]
fn it_equals_the_route_in_full_scenarios() {
    let (lowered, single) = compare(Family::Full);
    assert_eq!(lowered, single);
}

#[test]
fn it_equals_the_route_in_saw_teeth() {
    let (lowered, single) = compare(Family::SawTooth);
    assert_eq!(lowered, single);
}

#[test]
fn it_equals_the_route_in_ties() {
    let (lowered, single) = compare(Family::Ties);
    assert_eq!(lowered, single);
}

#[test]
fn it_equals_the_single_routes_beside_staged_ones() {
    let (lowered, single) = compare(Family::Staged);
    assert_eq!(lowered, single);
}

#[test]
fn rounding_up_without_a_branch_equals_the_plain_way() {
    let mut dice = Dice::new(5);
    for _ in 0..100_000 {
        let whole = dice.number(0.0, 50.0).exp2().floor();
        for x in [whole, whole + 1e-9, whole * (1.0 + 1e-9), whole * (1.0 + 2e-9), whole + dice.number(0.0, 1.0)] {
            assert_eq!(ceil_star_of_positive(x), ceil_star(x), "{x}");
        }
    }
    assert_eq!(ceil_star_of_positive(0.0).to_bits(), 0.0_f64.to_bits());
}
