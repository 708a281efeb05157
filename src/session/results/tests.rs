use super::*;
use crate::model::route::{Nre, PriceBreak, Quote};
use crate::model::{Estimate, Route};
use crate::session::Document;

#[test]
fn results_follow_the_scenario() {
    let mut document = Document::example();
    let (revision, scenario) = document.revise();
    let mut results = Results::compute(scenario, revision);
    assert!(!results.envelope.crossovers.is_empty() && results.problems.is_empty());
    let before = results.envelope.clone();
    document.scenario.routes.truncate(1);
    document.scenario.incumbent = None;
    let (revision, scenario) = document.revise();
    results.follow(revision, scenario, false, Vec::new());
    assert_eq!(results.revision, revision);
    assert_eq!(results.envelope.runs.len(), 1);
    assert_ne!(results.envelope, before);
}

#[test]
fn a_route_pays_back_where_it_stays_under_the_incumbent() {
    let route = |id: &str, nre: f64, price: f64| Route {
        id: id.to_owned(),
        nre: Some(Nre { base: Estimate::certain(nre), ..Nre::default() }),
        quote: Some(Quote { breaks: vec![PriceBreak(1, Estimate::certain(price))], ..Quote::default() }),
        ..Route::default()
    };
    let routes = vec![route("today", 0.0, 5.0), route("tooled", 1_000.0, 3.0), route("dear", 0.0, 6.0)];
    let incumbent = Some("today".to_owned());
    let scenario = Scenario { routes, incumbent, range: (1, 100_000), ..Scenario::default() };
    let results = Results::compute(Arc::new(scenario), 1);
    // 1,000 + 3·V < 5·V from V = 501 on.
    assert_eq!(results.paybacks, [None, Some(Payback::From(501)), Some(Payback::NotInRange)]);
}

#[test]
fn what_cannot_be_computed_leaves_the_last_results() {
    let mut document = Document::example();
    let (revision, scenario) = document.revise();
    let mut results = Results::compute(scenario, revision);
    let before = results.envelope.clone();
    document.scenario.planned_volume = Some(Estimate::certain(-1.0));
    let (revision, scenario) = document.revise();
    results.follow(revision, scenario, false, Vec::new());
    assert_eq!(results.problems.len(), 1);
    assert_eq!(results.envelope, before);
    assert_ne!(results.scenario.planned_volume, document.scenario.planned_volume);
}

#[test]
fn bands_drawn_beside_the_search_are_those_of_the_scenario() {
    let mut document = Document::example();
    let (_, scenario) = document.revise();
    let mut results = Results::compute(scenario.clone(), 1);
    let volumes = vec![100, 1_000];
    // There may be none where the machine is busy.
    let drawn = (2..1_000).find_map(|revision| {
        results.follow(revision, scenario.clone(), false, volumes.clone());
        results.take_preview();
        results.bands.clone().filter(|answer| answer.revision == revision)
    });
    let Some(Answer { task: Task::Bands { volumes: at, samples }, value, .. }) = drawn else { panic!("never drawn") };
    let alone = crate::analysis::bands::bands(&scenario, &at, samples, scenario.seed, 1, &AtomicU64::new(0), &Never);
    assert_eq!((at, Some(value)), (volumes, alone));
}
