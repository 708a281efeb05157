//! Do the bars of the breakdown sum to what each route costs, and is every account told?

use crossplan::analysis::crossover::Envelope;
use crossplan::analysis::curve::Measure;
use crossplan::charts::breakdown::{Block, Way, legend};
use crossplan::charts::cost_curves::Subject;
use crossplan::cost::{Account, Case};
use crossplan::formats::scenario_file::parse;
use crossplan::model::route::{Nre, Step};
use crossplan::model::{Estimate, Route, Scenario};

const UNIT: Way = Way { measure: Measure::Unit, factor: 1.0, shares: false, width: 400.0 };

fn with_subject<T>(scenario: &Scenario, see: impl Fn(&Subject) -> T) -> T {
    let (case, envelope) = (Case::likely(scenario), Envelope::default());
    see(&Subject { scenario, case: &case, envelope: &envelope })
}

fn route(name: &str, nre: f64, each: f64) -> Route {
    Route {
        id: name.to_lowercase(),
        name: name.to_owned(),
        nre: Some(Nre { base: Estimate::certain(nre), ..Nre::default() }),
        process: vec![Step { cost: Some(Estimate::certain(each)), ..Step::default() }],
        ..Route::default()
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9 * b.abs().max(1.0)
}

#[test]
fn a_bar_is_nre_over_volume_plus_the_process() {
    let scenario = Scenario { routes: vec![route("A", 1_000.0, 3.0)], ..Scenario::default() };
    with_subject(&scenario, |subject| {
        let block = Block::new(subject, &UNIT, 500);
        let found: Vec<_> =
            block.bars[0].segments.iter().map(|it| (it.account, it.amount, it.share, it.ends)).collect();
        // 1,000 / 500 = 2 a part, and 3 of process: 5.
        let expected = [(Account::Nre, 2.0, 0.4, (0.0, 2.0)), (Account::Process, 3.0, 0.6, (2.0, 5.0))];
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert_eq!(found.0, Some(expected.0));
            assert!(near(found.1, expected.1) && near(found.2, expected.2), "{found:?}");
            assert!(near(found.3.0, expected.3.0) && near(found.3.1, expected.3.1), "{found:?}");
        }
        assert_eq!(block.message(subject), "Process is 60 % of A at 500");
        assert_eq!(block.bars[0].said(5.0), "Process 3.00 (60 %), NRE 2.00 (40 %)");
        // A thousand parts cost a thousand times as much; all parts, 500 times as much.
        for (way, cost) in
            [(Way { factor: 1000.0, ..UNIT }, 5_000.0), (Way { measure: Measure::Total, ..UNIT }, 2_500.0)]
        {
            let bar = &Block::new(subject, &way, 500).bars[0];
            assert!(near(bar.segments[1].ends.1, cost) && near(bar.segments[1].amount, 0.6 * cost));
        }
    });
}

#[test]
fn segments_end_at_the_cost_whichever_way_they_are_looked_at() {
    let scenario = parse(include_bytes!("../../scenarios/peek-microfluidic-manifold.ron")).unwrap().scenario;
    with_subject(&scenario, |subject| {
        for way in [UNIT, Way { width: 30.0, ..UNIT }, Way { measure: Measure::Total, ..UNIT }] {
            for shares in [false, true] {
                for volume in [100, 10_000, 100_000] {
                    for bar in Block::new(subject, &Way { shares, ..way }, volume).bars {
                        let Some(last) = bar.segments.last() else {
                            assert!(!bar.standing.candidate);
                            continue;
                        };
                        let end = if shares { 1.0 } else { bar.standing.value };
                        assert!(near(last.ends.1, end), "{last:?} of {end}");
                        assert!(near(bar.segments.iter().map(|it| it.amount).sum(), bar.standing.value));
                        assert!(bar.segments.windows(2).all(|pair| near(pair[0].ends.1, pair[1].ends.0)));
                    }
                }
            }
        }
    });
}

#[test]
fn accounts_stand_together_only_where_they_cannot_be_seen() {
    let scenario = parse(include_bytes!("../../scenarios/peek-microfluidic-manifold.ron")).unwrap().scenario;
    with_subject(&scenario, |subject| {
        let stated = |block: &Block| {
            block
                .bars
                .iter()
                .map(|bar| bar.standing.evaluation.accounts.iter().filter(|it| it.1 > 0.0).count())
                .sum::<usize>()
        };
        let (wide, narrow) =
            (Block::new(subject, &Way { width: 1e9, ..UNIT }, 10_000), Block::new(subject, &UNIT, 10_000));
        let drawn = |block: &Block| block.bars.iter().map(|bar| bar.segments.len()).sum::<usize>();
        assert_eq!(drawn(&wide), stated(&wide));
        assert!(!legend(std::slice::from_ref(&wide)).1);
        assert!(legend(std::slice::from_ref(&narrow)).1);
        for segment in narrow.bars.iter().flat_map(|bar| &bar.segments).filter(|it| it.account.is_some()) {
            assert!((segment.ends.1 - segment.ends.0) / narrow.end * UNIT.width >= 2.999, "{segment:?}");
        }
    });
}

#[test]
fn the_axis_leaves_the_cheapest_route_readable() {
    let routes = vec![route("A", 0.0, 1.0), route("B", 0.0, 3.0), route("C", 0.0, 50.0)];
    let scenario = Scenario { routes, ..Scenario::default() };
    with_subject(&scenario, |subject| assert!(near(Block::new(subject, &UNIT, 10).end, 2.5)));
}

#[test]
fn nothing_to_tell_is_told() {
    let free = Scenario { routes: vec![Route { name: "A".to_owned(), ..Route::default() }], ..Scenario::default() };
    for (scenario, said) in [(Scenario::default(), "No route competes at this volume"), (free, "A costs nothing")] {
        assert_eq!(with_subject(&scenario, |subject| Block::new(subject, &UNIT, 10).message(subject)), said);
    }
}
