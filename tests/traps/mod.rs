//! Places where a total jumps down between two volumes at which nothing else happens: the first volume
//! behind a pilot, a price break of the main route behind it, and a volume at which one more machine is
//! bought. A search without a
//! breakpoint there takes the ends for the extremes and misses a winner. Random scenarios hardly ever
//! fall into either, so these are made for it, at many places, since halving hits some by luck.

use super::{no_problem, wrong_search};
use crate::naive::Naive;
use crate::naive::brute_force::runs;
use crossplan::model::route::{Capacity, Capital, Nre, PerPart, PriceBreak, Quote, Staff, Staged};
use crossplan::model::scenario::{FORMAT, Programme};
use crossplan::model::{Route, Scenario};

const LARGEST: u64 = 4096;

fn route(id: &str, nre: f64, price: f64) -> Route {
    Route {
        id: id.to_owned(),
        name: id.to_owned(),
        nre: Some(Nre { base: nre.into(), ..Nre::default() }),
        quote: Some(Quote { breaks: vec![PriceBreak(1, price.into())], ..Quote::default() }),
        ..Route::default()
    }
}

fn scenario(programme: Programme, routes: Vec<Route>) -> Scenario {
    Scenario { format: FORMAT, range: (1, LARGEST), programme, routes, ..Scenario::default() }
}

#[allow(clippy::cast_precision_loss, reason = "small")]
fn number(volume: u64) -> f64 {
    volume as f64
}

fn staged(pilot_units: u64) -> Route {
    let staged = Staged {
        pilot: "pilot".to_owned(),
        main: "main".to_owned(),
        pilot_units: number(pilot_units).into(),
        ..Staged::default()
    };
    Route { id: "staged".to_owned(), name: "staged".to_owned(), staged: Some(staged), ..Route::default() }
}

/// The pilot alone pays its people through the whole programme; once the rest is made elsewhere it
/// pays them while it works. From `pilot_units` + 1 on the staged route is cheap, for a short while.
fn behind_a_pilot(pilot_units: u64, discount_rate: f64) -> Scenario {
    let mut pilot = route("pilot", 0.0, 1.0);
    pilot.staff = Some(Staff { per_week: 100.0.into(), ..Staff::default() });
    pilot.capacity =
        Some(Capacity { per_week: Some(1000.0.into()), lead_weeks: Some(2.0.into()), ..Capacity::default() });
    // No price table: its first part would be a breakpoint of its own, right behind the pilot.
    let mut main = route("main", 5000.0, 0.0);
    main.quote = None;
    main.per_part = Some(PerPart { shipping: 100.0.into(), ..PerPart::default() });
    let staged = staged(pilot_units);
    // Flat, between what the staged route costs just behind the pilot and what it costs within it.
    let rival = route("rival", number(pilot_units) + 5000.0 + 2000.0, 0.0);
    let programme = Programme { weeks: 104.0.into(), discount_rate: discount_rate.into(), ..Programme::default() };
    scenario(programme, vec![pilot, main, staged, rival])
}

/// The main route's price falls at its 200th part, the staged route's therefore at `pilot_units` + 200,
/// and is the cheapest for a dozen parts.
fn at_the_main_route_s_price_break(pilot_units: u64) -> Scenario {
    let pilot = route("pilot", 0.0, 50.0);
    let mut main = route("main", 1000.0, 20.0);
    if let Some(quote) = &mut main.quote {
        quote.breaks.push(PriceBreak(200, 15.0.into()));
    }
    // Alone it comes too late for the first parts.
    main.capacity = Some(Capacity { lead_weeks: Some(50.0.into()), ..Capacity::default() });
    let flat = 50.0 * number(pilot_units) + 1000.0;
    let rival = route("rival", flat + 3200.0, 0.0);
    let programme = Programme {
        due_week: Some(10.0.into()),
        due_quantity: Some(number(pilot_units).into()),
        delay_cost_per_week: 10_000.0.into(),
        ..Programme::default()
    };
    scenario(programme, vec![pilot, main, staged(pilot_units), rival])
}

/// One more machine halves the weeks, and the people are paid by the week.
fn at_one_more_machine(starts_per_machine: u64, discount_rate: f64) -> Scenario {
    let each = number(starts_per_machine);
    let mut own = route("own", 0.0, 0.0);
    own.staff = Some(Staff { per_week: 1000.0.into(), ..Staff::default() });
    own.capital = Some(Capital { starts_per_machine: Some(each.into()), ..Capital::default() });
    own.capacity = Some(Capacity {
        per_week: Some((each / 100.0).into()),
        lead_weeks: Some(0.0.into()),
        scales_with_machines: true,
        ..Capacity::default()
    });
    // A hundred weeks at the first machine's limit, fifty just behind it.
    let rival = route("rival", 51_000.0 * if discount_rate > 0.0 { 0.97 } else { 1.0 }, 0.0);
    let programme = Programme { discount_rate: discount_rate.into(), ..Programme::default() };
    scenario(programme, vec![own, rival])
}

/// Later money is worth less: with one more machine the parts come, and are paid, sooner, and cost more.
fn sooner_with_one_more_machine(starts_per_machine: u64) -> Scenario {
    let each = number(starts_per_machine);
    let mut own = route("own", 0.0, 10.0);
    own.capital = Some(Capital { starts_per_machine: Some(each.into()), ..Capital::default() });
    own.capacity =
        Some(Capacity { per_week: Some((each / 200.0).into()), scales_with_machines: true, ..Capacity::default() });
    let at_limit = 10.0 * each;
    let later = |weeks: f64| {
        let x = 1.5_f64.ln() / 52.0 * weeks;
        (1.0 - (-x).exp()) / x
    };
    let halfway = at_limit * (0.3 * later(200.0) + 0.7 * later(100.0));
    let rival = route("rival", halfway, 0.0);
    scenario(Programme { discount_rate: 0.5.into(), ..Programme::default() }, vec![own, rival])
}

/// True where a route wins just behind the jump and nowhere near it on the left.
fn begins_to_win_at(scenario: &Scenario, volume: u64, winner: usize) -> bool {
    let naive = Naive::new(scenario, LARGEST);
    runs(&naive, 1, LARGEST).iter().any(|run| run.0 == volume && run.2 == [winner])
}

#[test]
fn a_staged_route_that_wins_just_behind_its_pilot_is_found() {
    for discount_rate in [0.0, 0.1] {
        for pilot_units in (37..4000).step_by(89) {
            let scenario = behind_a_pilot(pilot_units, discount_rate);
            assert!(begins_to_win_at(&scenario, pilot_units + 1, 2), "not a trap at {pilot_units}");
            no_problem(&scenario, wrong_search);
        }
    }
}

#[test]
fn a_staged_route_that_wins_at_its_main_route_s_price_break_is_found() {
    for pilot_units in (37..3800).step_by(83) {
        let scenario = at_the_main_route_s_price_break(pilot_units);
        assert!(begins_to_win_at(&scenario, pilot_units + 200, 2), "not a trap at {pilot_units}");
        no_problem(&scenario, wrong_search);
    }
}

#[test]
fn a_route_that_wins_just_behind_one_more_machine_is_found() {
    for discount_rate in [0.0, 0.1] {
        for starts_per_machine in (307..4000).step_by(97) {
            let scenario = at_one_more_machine(starts_per_machine, discount_rate);
            assert!(begins_to_win_at(&scenario, starts_per_machine + 1, 0), "not a trap at {starts_per_machine}");
            no_problem(&scenario, wrong_search);
        }
    }
}

#[test]
fn a_rival_that_wins_just_behind_one_more_machine_is_found() {
    for starts_per_machine in (307..4000).step_by(97) {
        let scenario = sooner_with_one_more_machine(starts_per_machine);
        assert!(begins_to_win_at(&scenario, starts_per_machine + 1, 1), "not a trap at {starts_per_machine}");
        no_problem(&scenario, wrong_search);
    }
}
