//! Are volumes, range, currency, dates and ids of the document such that it can be computed?

use std::collections::HashSet;

use super::super::estimate::Estimate;
use super::super::scenario::{LARGEST_VOLUME, Scenario};
use super::{Problems, dates, name_or_number, quoted};

/// The most volumes that the table holds.
const MOST_VOLUMES: usize = 8;

pub(super) fn check(scenario: &Scenario, problems: &mut Problems) {
    volumes(scenario, problems);
    currency("currency", &scenario.currency, problems);
    dates::check_document(scenario, problems);
    programme(scenario, problems);
    let ids: Vec<&str> = scenario.routes.iter().map(|route| route.id.as_str()).collect();
    check_ids("routes", &ids, problems);
    incumbent(scenario, &ids, problems);
    lengths("part", scenario.part.smallest_feature_um, scenario.part.tolerance_um, problems);
}

fn volumes(scenario: &Scenario, problems: &mut Problems) {
    let count = scenario.volumes.len();
    if !(1..=MOST_VOLUMES).contains(&count) {
        let found = if count == 0 { "no volume".to_owned() } else { format!("{count} volumes") };
        problems.error("volumes", found, &format!("1 to {MOST_VOLUMES} volumes"), "");
    }
    let one = format!("a volume from 1 to {LARGEST_VOLUME}");
    for volume in scenario.volumes.iter().take(MOST_VOLUMES).filter(|volume| !(1..=LARGEST_VOLUME).contains(*volume)) {
        problems.error(format!("volumes.{volume}"), volume.to_string(), &one, "");
    }
    let (from, to) = scenario.range;
    if !(1 <= from && from < to && to <= LARGEST_VOLUME) {
        let allowed = format!("(from, to) with 1 <= from < to <= {LARGEST_VOLUME}");
        problems.error("range", format!("({from}, {to})"), &allowed, "");
    }
}

pub(super) fn currency(path: &str, code: &str, problems: &mut Problems) {
    if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        problems.error(path, quoted(code), "three capital letters (ISO 4217), such as \"USD\"", "");
    }
}

fn programme(scenario: &Scenario, problems: &mut Problems) {
    let programme = &scenario.programme;
    let (due, window) = (&programme.due_week, &programme.window_week);
    if let (Some(due), Some(window)) = (due, window)
        && window.likely() < due.likely()
    {
        let found = format!("week {}, before the parts are due in week {}", window.likely(), due.likely());
        problems.warn("programme.window_week", found, "", "Are the two weeks swapped?");
    }
    let without = |what: &Estimate, week: &Option<Estimate>| week.is_none() && what.likely() > 0.0;
    if without(&programme.delay_cost_per_week, due) {
        let advice = "It counts from due_week: give that week, or leave this out";
        problems.warn("programme.delay_cost_per_week", "a cost of delay without a date", "", advice);
    }
    if without(&programme.window_loss, window) {
        let advice = "It is due after window_week: give that week, or leave this out";
        problems.warn("programme.window_loss", "a loss without a window", "", advice);
    }
}

fn incumbent(scenario: &Scenario, ids: &[&str], problems: &mut Problems) {
    if let Some(incumbent) = &scenario.incumbent
        && !ids.contains(&incumbent.as_str())
    {
        problems.error("incumbent", quoted(incumbent), &one_of(ids), "Leave it out where there is no route today");
    }
}

/// Says which ids there are.
pub(super) fn one_of(ids: &[&str]) -> String {
    if ids.is_empty() {
        "the id of a route; there is none yet".to_owned()
    } else {
        let listed: Vec<String> = ids.iter().take(MOST_VOLUMES).map(|id| quoted(id)).collect();
        let more = if ids.len() > MOST_VOLUMES { ", …" } else { "" };
        format!("the id of a route: {}{more}", listed.join(", "))
    }
}

/// Ids stand in paths, so they are plain and told apart.
pub(super) fn check_ids(list: &str, ids: &[&str], problems: &mut Problems) {
    let mut seen = HashSet::new();
    for (index, id) in ids.iter().enumerate() {
        let path = format!("{list}.{}", name_or_number(id, index));
        if id.is_empty() {
            problems.error(path, "no id", "an id of small letters, digits and hyphens", "Give it one and keep it");
        } else if !id.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')) {
            problems.error(
                path,
                format!("id {}", quoted(id)),
                "small letters, digits and hyphens",
                "The name may be anything",
            );
        } else if !seen.insert(id) {
            problems.error(
                path,
                format!("id {} a second time", quoted(id)),
                "an id of its own",
                "Change one of the two",
            );
        }
    }
}

/// Geometry in µm, where it is known.
pub(super) fn lengths(
    path: &str,
    smallest_feature_um: Option<f64>,
    tolerance_um: Option<f64>,
    problems: &mut Problems,
) {
    for (key, length) in [("smallest_feature_um", smallest_feature_um), ("tolerance_um", tolerance_um)] {
        if let Some(length) = length
            && !(length.is_finite() && length > 0.0)
        {
            problems.error(
                format!("{path}.{key}"),
                super::number(length),
                "a number above 0, in µm",
                "Leave it out where it is not known",
            );
        }
    }
}
