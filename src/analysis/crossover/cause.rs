//! Why does the winner change at a volume?
//!
//! From V−1 to V each of the two totals moves smoothly and by the events that happen at V: a tool,
//! a lot, a machine, a price break, a repeat order. Where the winner would not have changed without
//! the events, the cause is the event that contributed most; else the curves simply cross.

use super::{Crossover, Run};
use crate::cost::case::RouteCase;
use crate::cost::{Account, Case, Point, as_parts};

/// Why the winner changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The curves simply cross.
    Smooth,
    /// A tool is replaced.
    Tool,
    /// A lot or a material batch begins.
    Lot,
    /// A machine is added.
    Machine,
    /// A price break, a minimum order or a release quantity.
    PriceBreak,
    /// A staged route begins its main stage.
    Transfer,
    /// A repeat order begins.
    Repeat,
}

impl Cause {
    /// Its key in JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Smooth => "smooth",
            Self::Tool => "tool",
            Self::Lot => "lot",
            Self::Machine => "machine",
            Self::PriceBreak => "price_break",
            Self::Transfer => "transfer",
            Self::Repeat => "repeat",
        }
    }
}

/// The crossover at `volume` from one run's winner to another's, with its cause and root.
pub(super) fn explained(case: &Case, volume: u64, before: &Run, after: &Run) -> Crossover {
    let loser = before.cheapest.iter().find(|index| !after.cheapest.contains(index)).or(before.cheapest.first());
    let winner = after.cheapest.iter().find(|index| !before.cheapest.contains(index)).or(after.cheapest.first());
    let routes = (loser.and_then(|&index| case.routes.get(index)), winner.and_then(|&index| case.routes.get(index)));
    let (why, root) = match routes {
        (Some(loser), Some(winner)) => cause_and_root(case, volume, loser, winner),
        _ => (Cause::Smooth, None),
    };
    Crossover { volume, before: before.cheapest.clone(), after: after.cheapest.clone(), cause: why, root }
}

fn cause_and_root(case: &Case, volume: u64, loser: &RouteCase, winner: &RouteCase) -> (Cause, Option<f64>) {
    let volume = as_parts(volume);
    if winner.first_candidate() >= volume {
        return (Cause::Transfer, None);
    }
    let points = |at: f64| [loser, winner].map(|route| route.point(at, &case.programme));
    let (before, after) = (points(volume - 1.0), points(volume));
    let lead = |[loser, winner]: &[Point; 2]| {
        winner.total(case.programme.weekly_discount) - loser.total(case.programme.weekly_discount)
    };
    let (lead_before, lead_after) = (lead(&before), lead(&after));
    let mut shares = events(loser, &before[0], &after[0]);
    shares.extend(events(winner, &before[1], &after[1]).into_iter().map(|(event, jump)| (event, -jump)));
    let jumped: f64 = shares.iter().map(|(_, share)| share).sum();
    let largest = shares.into_iter().filter(|(_, share)| *share > 0.0).max_by(|a, b| a.1.total_cmp(&b.1));
    match largest {
        Some((event, _)) if lead_after + jumped > 0.0 => (event, None),
        _ => (Cause::Smooth, Some(root(volume, lead_before, lead_after))),
    }
}

/// Where the straight line through the two differences is zero.
fn root(volume: f64, before: f64, after: f64) -> f64 {
    let fallen = before - after;
    if fallen > 0.0 { (volume - 1.0 + before / fallen).clamp(volume - 1.0, volume) } else { volume }
}

/// By how much the events from one volume to the next raise the route's total.
fn events(route: &RouteCase, before: &Point, after: &Point) -> Vec<(Cause, f64)> {
    let single = match route {
        RouteCase::Single(single) => single,
        RouteCase::Staged(staged) => &staged.main,
    };
    let rise = |account: Account| after.accounts[account] - before.accounts[account];
    let (lots_before, lots_after) = (lots(single.lots.size, before), lots(single.lots.size, after));
    let replaced = single.tools.iter().any(|tool| tool.count(after.bill.starts) > tool.count(before.bill.starts));
    let mut events = Vec::new();
    if replaced {
        events.push((Cause::Tool, rise(Account::Tooling)));
    }
    if lots_after != lots_before || rise(Account::MaterialLots) > 0.0 {
        let begun = f64::from(u8::from(lots_after.0 > lots_before.0)) * (single.lots.setup + single.lots.inspection);
        let delivered = f64::from(u8::from(lots_after.1 > lots_before.1)) * single.lots.shipping;
        events.push((Cause::Lot, begun + delivered + rise(Account::MaterialLots)));
    }
    if after.bill.machines > before.bill.machines {
        events.push((Cause::Machine, rise(Account::Capital) + rise(Account::Delay) + rise(Account::Staff)));
    } else if after.bill.lead_weeks > before.bill.lead_weeks {
        events.push((Cause::Repeat, rise(Account::Delay)));
    }
    if let Some(quote) = &single.quote {
        let needed = |point: &Point| quote.needed(point.bill.volume, point.bill.starts);
        let (from, to) = (needed(before), needed(after));
        if quote.kinks().any(|kink| from < kink && kink <= to) {
            let smooth = quote.marginal(from) * (to - from);
            let jump = rise(Account::Purchase) - smooth;
            events.push((Cause::PriceBreak, jump * (1.0 + single.duty_rate)));
        }
    }
    events
}

/// Lots started and delivered.
#[allow(clippy::cast_possible_truncation, reason = "lots are compared, and as casts saturate")]
fn lots(size: f64, point: &Point) -> (i64, i64) {
    ((point.bill.starts / size - 1e-9).ceil() as i64, (point.bill.volume / size - 1e-9).ceil() as i64)
}
