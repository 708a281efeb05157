//! Does the lowered form come to what the route itself comes to, whatever the scenario and volume?

#![allow(clippy::float_cmp, reason = "starts are whole numbers and must be the very same")]

use super::LoweredRoute;
use crate::cost::case::as_parts;
use crate::cost::generator::dice::Dice;
use crate::cost::generator::{Family, as_text, scenario};
use crate::cost::{Case, Parts, RouteCase};

/// The two add the same amounts in another order.
const ROUNDING: f64 = 1e-13;

/// Draws side by side, and some that are left over.
const DRAWS: usize = 11;

/// The route under another draw; the first ones are all alike but for their NRE.
fn varied(route: &RouteCase, draw: usize) -> RouteCase {
    let mut varied = route.clone();
    if let RouteCase::Single(single) = &mut varied {
        let factor = 1.0 + as_parts(draw as u64) / 16.0;
        single.nre *= factor;
        if draw > 2 {
            single.chain.process *= factor;
            single.yields.accept_fraction /= factor;
            single.escape_cost_per_part *= factor;
            single.tools.iter_mut().for_each(|tool| tool.cost *= factor);
            single.lots.size *= factor;
        }
    }
    varied
}

/// The totals, and the starts where they are asked for: not numbers elsewhere.
fn starts_and_totals(form: &LoweredRoute, volume: u64) -> [[f64; DRAWS]; 2] {
    let (mut starts, mut totals) = ([f64::NAN; DRAWS], [f64::NAN; DRAWS]);
    form.totals(as_parts(volume), &mut starts, &mut totals);
    [starts, totals]
}

fn totals(form: &LoweredRoute, volume: u64) -> [f64; DRAWS] {
    starts_and_totals(form, volume)[1]
}

/// Between two volumes every draw stays as near its line as it says.
fn assert_straight(form: &LoweredRoute, volumes: &[u64]) {
    let mut volumes = volumes.to_vec();
    volumes.sort_unstable();
    volumes.dedup();
    for ends in volumes.chunks(7).filter(|chunk| chunk.len() > 2) {
        let [from, to] = [ends[0], ends[ends.len() - 1]];
        let straight = form.extent().straight(as_parts(from), as_parts(to));
        let [mut before, mut after] = [[f64::NAN; DRAWS]; 2];
        form.lines(&straight, [from, to].map(as_parts), [&mut before, &mut after]);
        for &volume in ends {
            let share = as_parts(volume - from) / as_parts(to - from);
            for (draw, total) in totals(form, volume).into_iter().enumerate() {
                let line = before[draw] + (after[draw] - before[draw]) * share;
                let rounding = 1e-8 * (1.0 + before[draw].abs().max(after[draw].abs()));
                let within = line - straight.below - rounding..=line + straight.above + rounding;
                assert!(within.contains(&total), "{volume} in {from}..{to}: {total}, {line}");
            }
        }
    }
}

/// A chosen draw has the totals that it has among all.
fn assert_chosen(form: &LoweredRoute, volume: u64) {
    let (chosen, mut part) = ([0, 3, 4, 10], LoweredRoute::default());
    assert!(part.take(form, &chosen[..2]) && part.take(form, &chosen[2..]) && part.draws() == chosen.len());
    let (mut starts, mut found) = ([0.0; 4], [0.0; 4]);
    part.totals(as_parts(volume), &mut starts, &mut found);
    let all = totals(form, volume);
    for (found, draw) in found.into_iter().zip(chosen) {
        assert!((found - all[draw as usize]).abs() <= ROUNDING * all[draw as usize].abs().max(1.0), "{draw}");
    }
}

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
            let draws: Vec<RouteCase> = (0..DRAWS).map(|draw| varied(route, draw)).collect();
            let mut form = LoweredRoute::default().emptied(draws.len());
            if !draws.iter().all(|draw| form.push(draw, &case.programme, Parts::ALL))
                || !form.is_moderate(&form.extent(), as_parts(largest))
            {
                continue;
            }
            lowered += 1;
            if form.is_sum() {
                assert_straight(&form, &volumes);
                assert_chosen(&form, largest);
            }
            for &volume in &volumes {
                let [starts, totals] = starts_and_totals(&form, volume);
                for (draw, (total, starts)) in draws.iter().zip(totals.into_iter().zip(starts)) {
                    let expected = draw.point(as_parts(volume), &case.programme).evaluation(0.0);
                    let apart = (total - expected.total).abs();
                    assert!(
                        apart <= ROUNDING * expected.total.abs().max(1.0)
                            && (starts.is_nan() || starts == expected.starts),
                        "route {index} at {volume}: {total}, not {}\n{}",
                        expected.total,
                        as_text(&scenario)
                    );
                }
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
