//! Where two straight lines cross: x = (F₂ − F₁)/(v₁ − v₂).

use super::{Published, route, scenario};
use crossplan::analysis::crossover::{Envelope, search};
use crossplan::analysis::interrupt::Never;
use crossplan::cost::Case;
use crossplan::model::Scenario;
use crossplan::model::route::Nre;
use serde_json::Value;

fn crossing(first: (f64, f64), second: (f64, f64)) -> f64 {
    (second.0 - first.0) / (first.1 - second.1)
}

fn line(fixed_and_variable: (f64, f64), volume: f64) -> f64 {
    fixed_and_variable.0 + fixed_and_variable.1 * volume
}

/// A published case with the library's answer to it.
struct Lines {
    published: Published,
    scenario: Scenario,
    case: Case,
    envelope: Envelope,
}

impl Lines {
    /// Runs the library; runs must be as expected, and totals to the cent.
    fn solved(id: &str) -> Self {
        let published = Published::case(id);
        let stated = &published.0["scenario"];
        let routes = stated["routes"].as_array().unwrap().iter().map(|stated| {
            let step = &stated["steps"][0];
            let steps = [(step["cost"].as_f64().unwrap(), step["yield"].as_f64().unwrap(), None)];
            let base = stated["nre"]["base"].as_f64().unwrap().into();
            let mut line = route(stated["id"].as_str().unwrap(), &steps);
            line.nre = Some(Nre { base, ..Nre::default() });
            line
        });
        let mut scenario = scenario(routes.collect());
        scenario.range = (stated["vmin"].as_u64().unwrap(), stated["vmax"].as_u64().unwrap());
        let case = Case::likely(&scenario);
        let envelope = search(&case, scenario.range.0, scenario.range.1, &Never).unwrap();
        let lines = Self { published, scenario, case, envelope };
        lines.check_runs();
        lines.check_totals();
        lines
    }

    fn check_runs(&self) {
        let named = |route: &Value| self.index(route.as_str().unwrap());
        let expected: Vec<_> = self.published.0["expected_envelope"]
            .as_array()
            .unwrap()
            .iter()
            .map(|run| {
                let cheapest: Vec<usize> = run[2].as_array().unwrap().iter().map(named).collect();
                (run[0].as_u64().unwrap(), run[1].as_u64().unwrap(), cheapest)
            })
            .collect();
        let found: Vec<_> = self.envelope.runs.iter().map(|run| (run.from, run.to, run.cheapest.clone())).collect();
        assert_eq!(found, expected);
    }

    fn check_totals(&self) {
        let volume = self.published.0["scenario"]["volume"].as_u64().unwrap();
        for (id, expected) in self.published.0["expected_totals"].as_object().unwrap() {
            let total = self.total(id, volume);
            assert!((total - expected.as_f64().unwrap()).abs() < 0.005, "{id} at {volume}: {total}, not {expected}");
        }
    }

    fn index(&self, id: &str) -> usize {
        self.scenario.routes.iter().position(|route| route.id == id).unwrap()
    }

    fn total(&self, id: &str, volume: u64) -> f64 {
        self.case.evaluate(self.index(id), volume).total
    }

    /// Where the library says that two lines meet: the root of its crossover number `index`.
    fn root(&self, index: usize) -> f64 {
        self.envelope.crossovers[index].root.unwrap()
    }
}

/// Heizer & Render, process strategy, Kleber Enterprises: processes A, B and C cross at 2,857 and
/// 6,666 units. The book rounds 2,857.14 to the nearest and cuts 6,666.67 off, hence 0.5 and 1.
#[test]
fn xover_kleber() {
    let lines = Lines::solved("xover-kleber");
    let (a, b, c) = ((200_000.0, 60.0), (300_000.0, 25.0), (400_000.0, 10.0));
    lines.published.agrees("AB", crossing(a, b), lines.root(0));
    lines.published.agrees("BC", crossing(b, c), lines.root(1));
}

/// Lee-Post, facility location slides: Lexington and Wilmore cost the same at 20,000 units, and
/// Lexington is chosen at 25,000. A whole number: exact.
#[test]
fn xover_ca_location() {
    let lines = Lines::solved("xover-ca-location");
    lines.published.agrees("x", crossing((650_000.0, 50.0), (350_000.0, 65.0)), lines.root(0));
    let best = &lines.envelope.run_at(25_000).unwrap().cheapest;
    assert_eq!(best, &[lines.index(lines.published.0["expected"]["best"]["value"].as_str().unwrap())]);
}

/// Sianita, University of Kentucky, break-even: make or buy 70,000 units, indifferent at 4,500.
/// Whole dollars: exact.
#[test]
fn makebuy_ca() {
    let lines = Lines::solved("makebuy-ca");
    let (make, buy) = ((10_125.0, 12.5), (0.0, 14.75));
    lines.published.agrees("x", crossing(make, buy), lines.root(0));
    lines.published.agrees("make", line(make, 70_000.0), lines.total("make", 70_000));
    lines.published.agrees("buy", line(buy, 70_000.0), lines.total("buy", 70_000));
}

/// Heizer & Render, chapter 7, Borges Machine Shop: general-purpose equipment, flexible
/// manufacturing and dedicated machines cross at 100,000 and 300,000. Whole dollars: exact.
#[test]
fn xover_gpe_fms_dm() {
    let lines = Lines::solved("xover-gpe-fms-dm");
    let (gpe, fms, dm) = ((100_000.0, 15.0), (200_000.0, 14.0), (500_000.0, 13.0));
    lines.published.agrees("x1", crossing(gpe, fms), lines.root(0));
    lines.published.agrees("x2", crossing(fms, dm), lines.root(1));
    for (volume, at) in [("75", 75_000_u32), ("275", 275_000), ("375", 375_000)] {
        for (key, id, route) in [("gpe", "GPE", gpe), ("fms", "FMS", fms), ("dm", "DM", dm)] {
            let key = format!("{key}{volume}");
            if lines.published.0["expected"].get(&key).is_some() {
                lines.published.agrees(&key, line(route, f64::from(at)), lines.total(id, u64::from(at)));
            }
        }
    }
}

/// Course Hero, operations management problem 8221580: A and B cross at 10,000; at 30,000 B is
/// ahead by 600,000. Whole dollars: exact.
#[test]
fn xover_coursehero_ab() {
    let lines = Lines::solved("xover-coursehero-ab");
    let (a, b) = ((300_000.0, 60.0), (600_000.0, 30.0));
    lines.published.agrees("x", crossing(a, b), lines.root(0));
    let ahead = lines.total("A", 30_000) - lines.total("B", 30_000);
    lines.published.agrees("adv", line(a, 30_000.0) - line(b, 30_000.0), ahead);
}

/// Elfner, St. Norbert College, locational break-even at 1,200 units. Whole dollars: exact.
#[test]
fn locational_snc() {
    let lines = Lines::solved("locational-snc");
    for (id, route) in [("Chicago", (2500.0, 45.0)), ("NewYork", (3500.0, 30.0)), ("Atlanta", (2200.0, 40.0))] {
        lines.published.agrees(id, line(route, 1200.0), lines.total(id, 1200));
    }
}

/// Orion Design, printing against moulding: "roughly 376" parts, the first whole number above the
/// root of 375.72, hence 0.5.
#[test]
fn xover_orion_mould() {
    let lines = Lines::solved("xover-orion-mould");
    lines.published.agrees("x", crossing((0.0, 18.0), (6500.0, 0.7)), lines.root(0));
    assert_eq!(lines.envelope.crossovers[0].volume, 376);
}

/// Accountingmcqs 767, three machines: what each costs at the mean demand of 300,000, and where they
/// tie. The expected value of perfect information belongs to the simulation. Whole dollars: exact.
#[test]
fn evpi_three_machines() {
    let lines = Lines::solved("evpi-three-machines");
    for (id, route) in [("single", (20_000.0, 0.6)), ("semi", (50_000.0, 0.4)), ("auto", (120_000.0, 0.2))] {
        lines.published.agrees(id, line(route, 300_000.0), lines.total(id, 300_000));
    }
}
