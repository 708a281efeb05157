//! What is saved against today's route, when is it paid back, what is delivered and paid by when, and
//! what is stranded if demand stops?

use super::load::Loaded;
use super::table::{Align, table};
use crate::analysis::calendar::calendar;
use crate::analysis::exposure::stranded;
use crate::analysis::interrupt::Never;
use crate::analysis::savings::{Payback, payback, saving};
use crate::charts::text::{self, money, shown};

/// Shares of the planned volume at which demand might stop.
const STOPS: [(u64, &str); 2] = [(4, "a quarter"), (2, "half")];

/// Weeks at which the plan is looked at: the start, quarters, then years.
const WEEKS: [f64; 7] = [0.0, 13.0, 26.0, 52.0, 104.0, 208.0, 520.0];

/// Savings at each volume and payback of every other route; nothing without an incumbent.
pub(super) fn savings(loaded: &Loaded, names: &[String], volumes: &[u64]) -> Option<String> {
    let today = loaded.scenario.incumbent.as_ref()?;
    let incumbent = loaded.scenario.routes.iter().position(|route| route.id == *today)?;
    let row = |route: usize| {
        let cell = |&volume: &u64| {
            saving(&loaded.case, incumbent, route, volume).map_or_else(|| "–".to_owned(), |saved| money(saved, 0))
        };
        let from = match payback(&loaded.case, incumbent, route, loaded.scenario.range, &Never) {
            Some(Payback::From(volume)) => text::volume(volume),
            Some(Payback::NotInRange) | None => "never".to_owned(),
        };
        std::iter::once(names[route].clone()).chain(volumes.iter().map(cell)).chain([from]).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = (0..names.len()).filter(|&route| route != incumbent).map(row).collect();
    let title = format!("Saving against {}, {}", names[incumbent], shown(&loaded.scenario.currency));
    Some(table(&heads(title, volumes.iter().map(|&volume| text::volume(volume)), "cheaper from"), &rows))
}

/// What each route leaves stranded if demand stops short of the plan; nothing where nothing is.
pub(super) fn exposure(loaded: &Loaded, names: &[String]) -> Option<String> {
    let planned = loaded.case.planned_units();
    let at = |route: usize, part: u64| stranded(&loaded.case, route, planned, planned / part).unwrap_or_default();
    let rows: Vec<Vec<String>> = (0..names.len())
        .filter(|&route| STOPS.iter().any(|&(part, _)| at(route, part) >= 0.5))
        .map(|route| {
            std::iter::once(names[route].clone())
                .chain(STOPS.iter().map(|&(part, _)| money(at(route, part), 0)))
                .collect()
        })
        .collect();
    let title =
        format!("Stranded if demand stops, of {} planned, {}", text::parts(planned), shown(&loaded.scenario.currency));
    let mut head = vec![(title, Align::Left)];
    head.extend(STOPS.iter().map(|(_, share)| (format!("at {share}"), Align::Right)));
    (!rows.is_empty()).then(|| table(&head, &rows))
}

/// What each route has delivered and been paid at telling weeks of the plan; nothing where all is there at once.
pub(super) fn cash(loaded: &Loaded, names: &[String]) -> Option<String> {
    let planned = loaded.case.planned_units();
    let longest = (0..names.len()).map(|route| loaded.case.evaluate(route, planned).weeks).fold(0.0, f64::max);
    let mut weeks: Vec<f64> = WEEKS.into_iter().take_while(|&week| week < longest).collect();
    weeks.extend(WEEKS.get(weeks.len()));
    let row = |route: usize| {
        let at = calendar(&loaded.case, route, planned, &weeks).into_iter();
        let cells = at.map(|week| format!("{} · {}", money(week.delivered, 0), money(week.paid, 0)));
        std::iter::once(names[route].clone()).chain(cells).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<String>> = (0..names.len()).map(row).collect();
    let currency = shown(&loaded.scenario.currency);
    let mut head = vec![(format!("Delivered · paid, of {} planned, {currency}", text::parts(planned)), Align::Left)];
    head.extend(weeks.iter().map(|week| (format!("week {week}"), Align::Right)));
    (longest > 0.0 && longest.is_finite()).then(|| table(&head, &rows))
}

fn heads(title: String, columns: impl Iterator<Item = String>, last: &str) -> Vec<(String, Align)> {
    let columns = columns.chain([last.to_owned()]).map(|column| (column, Align::Right));
    std::iter::once((title, Align::Left)).chain(columns).collect()
}
