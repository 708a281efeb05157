//! Is the chart of every shipped scenario true and readable, whichever way it is looked at?
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "charts/breakdown.rs"]
mod breakdown;
#[path = "charts/crossover_table.rs"]
mod crossover_table;
#[path = "charts/process.rs"]
mod process;
#[path = "charts/schedule.rs"]
mod schedule;
#[path = "charts/summary.rs"]
mod summary;

use std::collections::BTreeSet;

use crossplan::analysis::crossover::{Envelope, search};
use crossplan::analysis::curve::Measure;
use crossplan::analysis::interrupt::Never;
use crossplan::charts::cost_curves::{CostCurves, Frame, Subject};
use crossplan::charts::placing::{Area, Obstacles};
use crossplan::cost::Case;
use crossplan::formats::scenario_file;
use crossplan::formats::shipped::SHIPPED;
use crossplan::model::inputs::put;
use crossplan::model::{Estimate, Scenario};

const PAPER: Area = Area { left: 60.0, top: 30.0, right: 700.0, bottom: 430.0 };

fn frame() -> Frame {
    Frame {
        measure: Measure::Unit,
        per: 1,
        volume_log: true,
        cost_log: true,
        volumes: None,
        costs: None,
        hidden: BTreeSet::new(),
        paper: PAPER,
        pixels_per_point: 1.0,
    }
}

/// Every way of looking that a person can reach with a few clicks.
fn frames() -> Vec<Frame> {
    let mut frames = Vec::new();
    for measure in [Measure::Unit, Measure::Total] {
        for (volume_log, cost_log) in [(true, true), (true, false), (false, true), (false, false)] {
            for volumes in [None, Some((9_000.0, 60_000.0)), Some((49_990.0, 50_015.0))] {
                for per in [1, 1000] {
                    frames.push(Frame { measure, per, volume_log, cost_log, volumes, ..frame() });
                }
            }
        }
    }
    frames
}

struct Shown {
    scenario: Scenario,
    case: Case,
    envelope: Envelope,
}

fn shown() -> Vec<Shown> {
    let scenario = |text: &str| scenario_file::parse(text.as_bytes()).unwrap().scenario;
    SHIPPED.iter().map(|shipped| of(scenario(shipped.text))).collect()
}

fn of(scenario: Scenario) -> Shown {
    let case = Case::likely(&scenario);
    let envelope = search(&case, scenario.range.0, scenario.range.1, &Never).unwrap();
    Shown { scenario, case, envelope }
}

impl Shown {
    fn subject(&self) -> Subject<'_> {
        Subject { scenario: &self.scenario, case: &self.case, envelope: &self.envelope }
    }

    fn chart(&self, frame: &Frame) -> CostCurves {
        #[allow(clippy::cast_precision_loss, reason = "labels are short")]
        CostCurves::new(&self.subject(), frame, &|text| [6.5 * text.chars().count() as f32, 14.0])
    }
}

#[test]
fn no_label_covers_a_curve_or_another_label() {
    let mut placed = 0;
    for shown in shown() {
        for frame in frames() {
            let chart = shown.chart(&frame);
            let paths = chart.curves.iter().map(|curve| curve.path.line.clone()).collect();
            let curves = Obstacles { paths, areas: Vec::new(), ..Obstacles::default() };
            let labels: Vec<Area> = chart.marks.iter().filter_map(|mark| mark.place).collect();
            for (index, label) in labels.iter().enumerate() {
                assert!(curves.leave_free(label) && PAPER.holds(label), "{label:?} in {frame:?}");
                assert!(labels[..index].iter().all(|other| !other.meets(label)), "{label:?} in {frame:?}");
            }
            placed += labels.len();
        }
    }
    assert!(placed > 20, "only {placed} labels found a place");
}

/// What one chart takes over from another must be what it would have sampled itself.
#[test]
fn a_chart_made_after_another_is_the_same_chart() {
    let size = |_: &str| [40.0, 14.0];
    for shown in shown() {
        for (before, frame) in frames().iter().zip(frames()[1..].iter().chain(&frames())) {
            let last = shown.chart(before);
            for path in ["routes.boutique.nre.base", "routes.cm.nre.base", "programme.discount_rate"] {
                let mut scenario = shown.scenario.clone();
                put(&mut scenario, path, Some(&Estimate::certain(0.3)));
                let now = of(scenario);
                let again = CostCurves::after(Some(&last), &now.subject(), before, &size);
                assert!(again == CostCurves::new(&now.subject(), before, &size), "{path}");
                let elsewhere = CostCurves::after(Some(&last), &now.subject(), frame, &size);
                assert!(elsewhere == CostCurves::new(&now.subject(), frame, &size), "{path} in {frame:?}");
            }
        }
    }
}

#[test]
fn curves_pass_through_the_costs() {
    for shown in shown() {
        for frame in frames() {
            let chart = shown.chart(&frame);
            for curve in &chart.curves {
                let (from, to) = chart.volume.ends();
                for share in [0.0, 0.3, 0.5, 0.8, 1.0] {
                    let volume = (from + share * (to - from)).round().max(1.0);
                    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a million")]
                    let Some(point) = chart.point(&shown.case, &frame, curve.route, volume as u64) else { continue };
                    if (PAPER.left..=PAPER.right).contains(&point[0]) && (PAPER.top..=PAPER.bottom).contains(&point[1])
                    {
                        let near = Area::at(point[0] - 1.5, point[1] - 1.5, [3.0, 3.0]);
                        let line = curve.path.line.windows(2).any(|ends| near.is_crossed(ends[0], ends[1]));
                        let range = curve.path.ranges.iter().any(|range| {
                            near.meets(&Area {
                                left: range.left,
                                top: range.top,
                                right: range.right,
                                bottom: range.bottom,
                            })
                        });
                        assert!(line || range, "route {} at {volume} in {frame:?}", curve.route);
                    }
                }
            }
        }
    }
}

#[test]
fn the_ribbon_covers_the_axis_without_gap() {
    for shown in shown() {
        for frame in frames() {
            let chart = shown.chart(&frame);
            let ribbon = &chart.ribbon;
            assert!(ribbon.windows(2).all(|pair| (pair[0].right - pair[1].left).abs() < 0.01));
            assert!((ribbon.last().unwrap().right - PAPER.right).abs() < 0.01);
            for stretch in ribbon {
                assert_eq!(stretch.cheapest, shown.envelope.run_at(stretch.from).unwrap().cheapest);
            }
        }
    }
}

#[test]
fn nothing_leads_to_a_point_that_cannot_be_drawn() {
    let mut scenario = shown().remove(0).scenario;
    for route in &mut scenario.routes {
        if let Some(nre) = &mut route.nre {
            nre.base.set_likely(1e300);
        }
    }
    scenario.range = (1, 100_000);
    let shown = of(scenario);
    for frame in frames() {
        let chart = shown.chart(&frame);
        let points = chart.curves.iter().flat_map(|curve| curve.path.line.iter().flatten());
        let quotes = chart.quotes.iter().flat_map(|quote| &quote.position);
        assert!(points.chain(quotes).all(|position| position.is_finite() && position.abs() < 1e5));
    }
}

#[test]
fn a_hidden_route_is_not_drawn() {
    let shown = shown().remove(0);
    let hidden = BTreeSet::from(["boutique".to_owned()]);
    let chart = shown.chart(&Frame { hidden, ..frame() });
    assert_eq!(chart.curves.len(), shown.scenario.routes.len() - 1);
    assert!(chart.curves.iter().all(|curve| shown.scenario.routes[curve.route].id != "boutique"));
}

#[test]
fn the_first_view_holds_the_answer() {
    for shown in shown() {
        let chart = shown.chart(&frame());
        let (from, to) = chart.volume.ends();
        let planned = shown.scenario.planned_volume().likely();
        assert!(from <= planned && planned <= to);
        for &volume in &shown.scenario.volumes {
            let best = shown.envelope.run_at(volume).unwrap().cheapest[0];
            let point = chart.point(&shown.case, &frame(), best, volume).unwrap();
            assert!(PAPER.grown(1.0).holds(&Area::at(point[0], point[1], [0.0, 0.0])), "{volume}: {point:?}");
        }
    }
}
