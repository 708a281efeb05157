//! The cheapest routes at every integer volume, one after the other.

use super::{Naive, TIE};

/// First volume, last volume, the cheapest routes.
pub(crate) type Run = (u64, u64, Vec<usize>);

/// Volume, the cheapest before, the cheapest from here on.
pub(crate) type Crossover = (u64, Vec<usize>, Vec<usize>);

/// Total of each candidate at a volume.
pub(crate) fn totals(naive: &Naive, volume: u64) -> Vec<Option<f64>> {
    (0..naive.route_count())
        .map(|route| {
            let answer = naive.evaluate(route, volume);
            answer.candidate.then(|| answer.total())
        })
        .collect()
}

/// The routes within the tie of the smallest total.
pub(crate) fn cheapest(totals: &[Option<f64>]) -> Vec<usize> {
    let least = totals.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    (0..totals.len()).filter(|&route| totals[route].is_some_and(|total| total <= least + TIE)).collect()
}

/// The longest stretches with the same cheapest routes.
pub(crate) fn runs(naive: &Naive, from: u64, to: u64) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for volume in from..=to {
        let winners = cheapest(&totals(naive, volume));
        match runs.last_mut() {
            Some(run) if run.2 == winners => run.1 = volume,
            _ => runs.push((volume, volume, winners)),
        }
    }
    runs
}

/// What is told of the runs: a tie between two winners is one crossover, at the tie's first volume; a
/// tie of the winner with another, and the winner again, is none.
pub(crate) fn crossovers(runs: &[Run]) -> Vec<Crossover> {
    let mut told = Vec::new();
    let mut index = 1;
    while index < runs.len() {
        let (before, here) = (&runs[index - 1].2, &runs[index].2);
        if let Some((_, _, after)) = runs.get(index + 1)
            && let ([x], [y]) = (before.as_slice(), after.as_slice())
            && here.contains(x)
            && here.contains(y)
        {
            if x != y {
                told.push((runs[index].0, before.clone(), after.clone()));
            }
            index += 2;
            continue;
        }
        told.push((runs[index].0, before.clone(), here.clone()));
        index += 1;
    }
    told
}

/// The first volume at which two lists of runs differ by more than rounding allows: there every route
/// that one of them alone names must lie within two cents of the least total.
pub(crate) fn difference(naive: &Naive, ours: &[Run], theirs: &[Run]) -> Option<String> {
    let mut at = ours.first()?.0;
    let end = ours.last()?.1.min(theirs.last().map_or(0, |run| run.1));
    let (mut i, mut j) = (0, 0);
    while at <= end {
        while ours[i].1 < at {
            i += 1;
        }
        while theirs[j].1 < at {
            j += 1;
        }
        if theirs[j].0 > at {
            return Some(format!("nothing is said of volume {at}"));
        }
        let upto = ours[i].1.min(theirs[j].1).min(end);
        if ours[i].2 != theirs[j].2 {
            for volume in at..=upto {
                if let Some(text) = disagreement(naive, volume, &ours[i].2, &theirs[j].2) {
                    return Some(text);
                }
            }
        }
        at = upto + 1;
    }
    None
}

fn disagreement(naive: &Naive, volume: u64, ours: &[usize], theirs: &[usize]) -> Option<String> {
    let totals = totals(naive, volume);
    let least = totals.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    let mut alone = (0..totals.len()).filter(|route| ours.contains(route) != theirs.contains(route));
    alone
        .any(|route| totals[route].is_none_or(|total| total > least + 0.02))
        .then(|| format!("at volume {volume} the cheapest are {ours:?}, not {theirs:?}; totals {totals:?}"))
}
