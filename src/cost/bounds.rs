//! Between which bounds does a route's total lie over a range of volumes?
//!
//! The bounds rest on what each component is between two breakpoints: rising, bent one way only,
//! or stepping. Where machines are added inside the range, times are bounded with the machines of
//! both ends. Nothing here is an estimate: every bound holds for each integer volume of the range.
//! docs/model.md, section 4.

#[cfg(test)]
mod check;
mod span;

use super::breakdown::Account;
use super::case::{Point, ProgrammeCase, RouteCase};
use super::rounding::slack;
use super::schedule::discount_factor;
use super::single::{Bill, SingleRoute};
use super::staged::StagedRoute;
use crate::model::route::CountedIn;
pub(crate) use span::Span;

/// Bounds of a total over a range of volumes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Range {
    /// The total itself lies between these.
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// The same with the part taken out that is linear in the volume; none where money is discounted.
    pub(crate) span: Option<Span>,
}

/// Weeks of production over a range: between what, and how they rise.
#[derive(Clone, Copy)]
struct Production {
    low: f64,
    high: f64,
    /// None where machines are added inside the range.
    span: Option<Span>,
}

impl RouteCase {
    /// Bounds of the total between two points, given that no breakpoint lies behind `a` up to `b`.
    pub(crate) fn range(&self, a: &Point, b: &Point, programme: &ProgrammeCase) -> Range {
        let route = self.main_stage();
        let starts = starts_span(route, &a.bill, &b.bill);
        let production = production(route, &a.bill, &b.bill, starts);
        let least_weeks = match self {
            Self::Single(_) => programme.weeks,
            Self::Staged(_) => 0.0,
        };
        let staff = staff(route, production, least_weeks);
        let delay = self.delay(a, b, programme, production);
        if programme.weekly_discount > 0.0 {
            return self.discounted_range(a, b, programme, production, staff, delay);
        }
        let (low, high) = monotone(a, b, staff, delay);
        let span =
            volume_span(route, &a.bill, &b.bill, starts).plus(staff).shifted(a.volume - a.bill.volume).plus(delay);
        let fixed = a.accounts.total() - a.bill.accounts.total() - a.accounts[Account::Delay];
        Range { low, high, span: Some(span.plus(Span::flat(fixed, fixed))) }
    }

    fn main_stage(&self) -> &SingleRoute {
        match self {
            Self::Single(route) => route,
            Self::Staged(route) => &route.main,
        }
    }

    fn discounted_range(
        &self,
        a: &Point,
        b: &Point,
        programme: &ProgrammeCase,
        production: Production,
        staff: Span,
        delay: Span,
    ) -> Range {
        let upfront = |point: &Point| point.accounts[Account::Nre] + point.accounts[Account::Capital];
        let (low, high) = monotone(a, b, staff, delay);
        let factor = |lead: f64, weeks: f64| discount_factor(programme.weekly_discount, lead, weeks);
        let early = self.weeks(a, production.low, programme);
        let late = self.weeks(b, production.high, programme);
        Range {
            low: upfront(a) + (low - upfront(a)) * factor(b.lead_weeks, late),
            high: upfront(b) + (high - upfront(b)) * factor(a.lead_weeks, early),
            span: None,
        }
    }

    /// T at a point, had production of the last stage taken `production` weeks.
    fn weeks(&self, point: &Point, production: f64, programme: &ProgrammeCase) -> f64 {
        let at_least = point.lead_weeks + programme.weeks;
        match self {
            Self::Single(_) => (point.lead_weeks + production).max(at_least),
            Self::Staged(route) => {
                (route.pilot_weeks() + route.gap_weeks + point.bill.lead_weeks + production).max(at_least)
            }
        }
    }

    fn delay(&self, a: &Point, b: &Point, programme: &ProgrammeCase, production: Production) -> Span {
        let (outcomes, machines) = match self {
            Self::Single(route) => (&route.delay_outcomes, (a.bill.machines, b.bill.machines)),
            Self::Staged(route) => (&route.delay_outcomes, (a.bill.machines, b.bill.machines)),
        };
        let due_at = |point: &Point, machines: f64| self.due_weeks(point.volume.min(programme.due_quantity), machines);
        let (early, late) = (due_at(a, machines.1), due_at(b, machines.0));
        let flat =
            Span::flat(programme.delay.expected_cost(early, outcomes), programme.delay.expected_cost(late, outcomes));
        let all_late = outcomes.iter().all(|outcome| early + outcome.weeks >= programme.delay.due_week);
        let same_window = outcomes.iter().all(|outcome| {
            programme.delay.misses_window(early + outcome.weeks) == programme.delay.misses_window(late + outcome.weeks)
        });
        match production.span {
            Some(span) if all_late && same_window && b.volume <= programme.due_quantity => {
                let rising = span.times(programme.delay.cost_per_week).shifted(a.volume - a.bill.volume);
                let fixed = a.accounts[Account::Delay] - programme.delay.cost_per_week * a.bill.production_weeks;
                flat.or(rising.plus(Span::flat(fixed, fixed)))
            }
            _ => flat,
        }
    }

    fn due_weeks(&self, quantity: f64, machines: f64) -> f64 {
        match self {
            Self::Single(route) => route.due_weeks(quantity, machines),
            Self::Staged(route) => route.due_weeks(quantity, machines),
        }
    }

    /// Volumes at which something may jump or bend; each is the first of the new regime.
    pub(crate) fn breakpoints(&self, programme: &ProgrammeCase, found: &mut Vec<f64>) {
        found.push(programme.due_quantity);
        match self {
            Self::Single(route) => single_breakpoints(route, 0.0, found),
            Self::Staged(route) => staged_breakpoints(route, found),
        }
    }

    /// The first volume at which the route competes.
    pub(crate) fn first_candidate(&self) -> f64 {
        match self {
            Self::Single(_) => 1.0,
            Self::Staged(route) => route.pilot_units + 1.0,
        }
    }
}

fn single_breakpoints(route: &SingleRoute, before: f64, found: &mut Vec<f64>) {
    found.push(before + route.schedule.first_order + 1.0);
    if let Some(quote) = &route.quote {
        for kink in quote.kinks().filter(|&kink| kink >= 1.0) {
            let volume = match quote.basis {
                crate::model::route::Basis::Accepted => kink,
                crate::model::route::Basis::Starts => route.yields.volume_within(kink - 1.0) + 1.0,
            };
            found.push(before + volume);
        }
    }
}

fn staged_breakpoints(route: &StagedRoute, found: &mut Vec<f64>) {
    found.push(route.pilot_units + 1.0);
    single_breakpoints(&route.main, route.pilot_units, found);
}

/// Bounds of the undiscounted total, from components that rise; the purchase may also fall.
fn monotone(a: &Point, b: &Point, staff: Span, delay: Span) -> (f64, f64) {
    let bought = |point: &Point| point.accounts[Account::Purchase] + point.accounts[Account::Duty];
    let timed = |point: &Point| point.bill.accounts[Account::Staff] + point.accounts[Account::Delay];
    let (first, last) = (a.accounts.total(), b.accounts.total());
    let low =
        first - bought(a) - timed(a) + bought(a).min(bought(b)) + staff.lowest(a.bill.volume) + delay.lowest(a.volume);
    let high =
        last - bought(b) - timed(b) + bought(a).max(bought(b)) + staff.highest(b.bill.volume) + delay.highest(b.volume);
    (low, high)
}

/// S(V): its real inverse is concave and S lies less than one above it.
fn starts_span(route: &SingleRoute, a: &Bill, b: &Bill) -> Span {
    let accept = route.yields.accept_fraction;
    let flat = Span::flat(a.starts, b.starts);
    if route.yields.ramp == super::yield_ramp::Ramp::None {
        let above = if accept < 1.0 { 1.0 } else { 0.0 };
        return flat.or(Span { slope: 1.0 / accept, low: -2.0 * slack(b.volume) / accept, high: above });
    }
    let (first, last) = (route.yields.marginal(a.starts - 1.0), route.yields.marginal(b.starts));
    if first <= 0.0 {
        return flat;
    }
    let chord = Span::bent((a.volume, a.starts), (b.volume, b.starts), 1.0 / first, 1.0 / last);
    flat.or(chord.plus(Span::flat(-1.0, 1.0)))
}

fn production(route: &SingleRoute, a: &Bill, b: &Bill, starts: Span) -> Production {
    let schedule = &route.schedule;
    if schedule.accelerates(a.machines, b.machines) {
        let low = schedule.production(a.volume, a.starts, b.machines);
        let high = schedule.production(b.volume, b.starts, a.machines);
        let (least, most) = full_machines(route, a.machines);
        return Production { low: low.max(least), high: high.min(most), span: None };
    }
    let counted = match schedule.counted_in {
        CountedIn::Accepted => Span::linear(1.0),
        CountedIn::Starts => starts,
    };
    let span = counted.times(schedule.production(1.0, 1.0, a.machines));
    Production { low: a.production_weeks, high: b.production_weeks, span: Some(span) }
}

/// However many machines there are, each is busy for at most its share, and all but one fully.
fn full_machines(route: &SingleRoute, least_machines: f64) -> (f64, f64) {
    let schedule = &route.schedule;
    let parts = match schedule.counted_in {
        CountedIn::Starts => 1.0,
        CountedIn::Accepted if route.yields.ramp == super::yield_ramp::Ramp::None => route.yields.accept_fraction,
        CountedIn::Accepted => return (0.0, f64::INFINITY),
    };
    let most = parts * route.capital.starts_per_machine / schedule.per_week;
    let started = parts / schedule.per_week;
    let least = (most * (least_machines - 1.0) - started) / least_machines;
    (least * (1.0 - 1e-8) - 1e-8, most * (1.0 + 1e-8) + 1e-8)
}

fn staff(route: &SingleRoute, production: Production, least_weeks: f64) -> Span {
    let at = |weeks: f64| route.staff_cost(weeks.max(least_weeks));
    let flat = Span::flat(at(production.low), at(production.high));
    match production.span {
        Some(span) if production.low >= least_weeks => {
            let fixed = route.staff_cost(0.0);
            flat.or(span.times(route.staff.0).plus(Span::flat(fixed, fixed)))
        }
        _ => flat,
    }
}

/// All of a bill but staff.
fn volume_span(route: &SingleRoute, a: &Bill, b: &Bill, starts: Span) -> Span {
    let per_part =
        route.per_part.inspection + route.per_part.rework + route.per_part.shipping + route.escape_cost_per_part;
    let per_start = route.chain.process + route.chain.inspection + route.chain.rework;
    let per_lot = route.lots.setup + route.lots.inspection;
    let fixed = route.nre + route.risk_cost + route.capital.fixed;
    let mut sum = Span::linear(per_part)
        .plus(Span::flat(fixed, fixed))
        .plus(starts.times(per_start))
        .plus(starts.stepping(route.lots.size, a.starts, b.starts).times(per_lot))
        .plus(starts.stepping(route.material_lots.0, a.starts, b.starts).times(route.material_lots.1))
        .plus(Span::linear(1.0).stepping(route.lots.size, a.volume, b.volume).times(route.lots.shipping))
        .plus(machines_span(route, a, b, starts));
    for tool in &route.tools {
        let (first, last) = (tool.cost_of(a.starts, a.volume), tool.cost_of(b.starts, b.volume));
        let bent = Span::bent((a.volume, first), (b.volume, last), tool.marginal(a.volume), tool.marginal(b.volume));
        let replaced = starts.stepping(tool.replacement(), a.starts, b.starts).times(tool.cost);
        let rising = Span::flat(first, last);
        sum = sum.plus(match tool.payment {
            super::tooling::ToolPayment::Amortised { .. } => rising.or(bent),
            super::tooling::ToolPayment::WhenBought { first_in_nre, .. } => {
                let paid = if first_in_nre { tool.cost } else { 0.0 };
                if tool.replacement().is_finite() { rising.or(replaced.plus(Span::flat(-paid, -paid))) } else { rising }
            }
        });
    }
    if let Some(curve) = &route.learning {
        let (first, last) = ((a.starts, curve.cost_of(a.starts)), (b.starts, curve.cost_of(b.starts)));
        let bent = Span::bent(first, last, curve.marginal(a.starts), curve.marginal(b.starts));
        sum = sum.plus(Span::flat(first.1, last.1).or(bent.of(starts)));
    }
    sum.plus(purchase_span(route, a, b, starts))
}

fn machines_span(route: &SingleRoute, a: &Bill, b: &Bill, starts: Span) -> Span {
    let each = route.capital.per_machine;
    let rising = Span::flat(a.machines * each, b.machines * each);
    if route.capital.starts_per_machine.is_finite() {
        rising.or(starts.stepping(route.capital.starts_per_machine, a.starts, b.starts).times(each))
    } else {
        rising
    }
}

fn purchase_span(route: &SingleRoute, a: &Bill, b: &Bill, starts: Span) -> Span {
    let Some(quote) = &route.quote else { return Span::flat(0.0, 0.0) };
    let needed = |bill: &Bill| quote.needed(bill.volume, bill.starts);
    let (first, last) = (a.accounts[Account::Purchase], b.accounts[Account::Purchase]);
    let bent = Span::bent((needed(a), first), (needed(b), last), quote.marginal(needed(a)), quote.marginal(needed(b)));
    let of_volume = match quote.basis {
        crate::model::route::Basis::Accepted => bent,
        crate::model::route::Basis::Starts => bent.of(starts),
    };
    Span::flat(first.min(last), first.max(last)).or(of_volume).times(1.0 + route.duty_rate)
}
