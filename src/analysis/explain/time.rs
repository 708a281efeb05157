//! How are staff, delay and the discount made?

use super::{Sources, Stages, Term, accounts, input};
use crate::cost::delay::DelayOutcome;
use crate::cost::schedule::discount_factor;
use crate::cost::{Account, Case};
use crate::model::Scenario;
use crate::model::inputs::Unit;
use crate::model::route::CountedIn;

/// Weeks of production for `quantity` accepted parts.
fn production(sources: &Sources<'_>, quantity: &Term, machines: &Term) -> Term {
    let schedule = &sources.single.schedule;
    if !schedule.per_week.is_finite() {
        return Term::given("Production", 0.0, Unit::Weeks);
    }
    let counted = match schedule.counted_in {
        CountedIn::Accepted => quantity.clone(),
        CountedIn::Starts => accounts::starts(sources, quantity),
    };
    let mut rate = vec![sources.input("capacity.per_week")];
    rate.extend(schedule.scales_with_machines.then(|| machines.clone()));
    Term::quotient("Production", Unit::Weeks, counted, Term::product("Rate", Unit::PartsPerWeek, rate))
}

fn lead(sources: &Sources<'_>, quantity: f64) -> Term {
    let mut terms = Vec::new();
    if let Some(capacity) = &sources.route.capacity {
        if capacity.lead_weeks.is_some() {
            terms.push(sources.input("capacity.lead_weeks"));
        } else {
            terms.extend(capacity.phases.iter().map(|phase| {
                let mut term = sources.input(&format!("capacity.phases.{}", phase.0));
                term.name.clone_from(&phase.0);
                term
            }));
        }
        if quantity > sources.single.schedule.first_order {
            terms.push(sources.input("capacity.repeat_lead_weeks"));
        }
    }
    if sources.route.nre.is_some() {
        let factors = vec![sources.input("nre.revisions"), sources.input("nre.weeks_per_revision")];
        terms.push(Term::product("Revisions", Unit::Weeks, factors));
    }
    Term::sum("Lead time", Unit::Weeks, terms)
}

/// Weeks of production, at least those of the programme.
fn at_least_programme(sources: &Sources<'_>, production: Term) -> Term {
    let programme = input(sources.scenario, "programme.weeks");
    Term::most("Weeks of production", Unit::Weeks, vec![production, programme])
}

/// Staff: money per week, over the weeks before and the weeks of production.
pub(super) fn staff(sources: &Sources<'_>, name: &str, volume: &Term, whole: bool) -> Term {
    if sources.route.staff.is_none() {
        return Term::sum(name, Unit::Money, Vec::new());
    }
    let own = production(sources, volume, &accounts::machines(sources, volume));
    let weeks = if whole { at_least_programme(sources, own) } else { own };
    let paid = Term::sum("Weeks paid", Unit::Weeks, vec![sources.input("staff.weeks_before"), weeks]);
    Term::product(name, Unit::Money, sources.money(vec![sources.input("staff.per_week"), paid], false))
}

/// Delay of a single route.
pub(super) fn delay(sources: &Sources<'_>, name: &str, volume: &Term) -> Term {
    let due_weeks = due_weeks(sources, &due_quantity(sources, volume), &accounts::machines(sources, volume));
    delay_term(&[sources], &sources.single.delay_outcomes, name, due_weeks)
}

/// Delay of a staged route, judged once on the whole.
pub(super) fn staged_delay(stages: &Stages<'_>, name: &str, volume: &Term) -> Term {
    let quantity = due_quantity(&stages.main, volume);
    let pilot_machines = accounts::machines(&stages.pilot, &stages.pilot_units);
    let due = if quantity.value <= stages.pilot_units.value {
        due_weeks(&stages.pilot, &quantity, &pilot_machines)
    } else {
        let machines = accounts::machines(&stages.main, &stages.rest(volume));
        let terms = vec![
            due_weeks(&stages.pilot, &stages.pilot_units, &pilot_machines),
            gap(stages),
            due_weeks(&stages.main, &stages.rest(&quantity), &machines),
        ];
        Term::sum("Week of the due quantity", Unit::Weeks, terms)
    };
    delay_term(&[&stages.pilot, &stages.main], &stages.resolved.delay_outcomes, name, due)
}

/// Weeks between the pilot's end and the main stage's beginning.
fn gap(stages: &Stages<'_>) -> Term {
    let terms = vec![stages.transfer_weeks.clone(), lead(&stages.main, 0.0)];
    let latest = Term::sum("Transfer and lead time", Unit::Weeks, terms);
    let overlap = Term::least("Overlap", Unit::Weeks, vec![stages.overlap_weeks.clone(), latest]);
    Term::difference("Transfer less overlap", Unit::Weeks, stages.transfer_weeks.clone(), overlap)
}

fn due_quantity(sources: &Sources<'_>, volume: &Term) -> Term {
    let stated = input(sources.scenario, "programme.due_quantity");
    let due = if stated.value.is_finite() {
        stated
    } else {
        Term::given("First of the volumes", sources.case.programme.due_quantity, Unit::Parts)
    };
    Term::least("Due quantity", Unit::Parts, vec![volume.clone(), due])
}

fn due_weeks(sources: &Sources<'_>, quantity: &Term, machines: &Term) -> Term {
    let production = production(sources, quantity, machines);
    Term::sum("Week of the due quantity", Unit::Weeks, vec![lead(sources, quantity.value), production])
}

fn delay_term(stages: &[&Sources<'_>], outcomes: &[DelayOutcome], name: &str, due_weeks: Term) -> Term {
    let Some(sources) = stages.first() else { return Term::sum(name, Unit::Money, Vec::new()) };
    let value = sources.case.programme.delay.expected_cost(due_weeks.value, outcomes);
    if value == 0.0 {
        return Term::sum(name, Unit::Money, Vec::new());
    }
    if let [DelayOutcome { weeks: 0.0, .. }] = outcomes {
        return lateness(sources, name, &due_weeks);
    }
    let mut of = vec![due_weeks];
    let keys = ["due_week", "delay_cost_per_week", "window_week", "window_loss"];
    let programme = keys.map(|key| input(sources.scenario, &format!("programme.{key}")));
    of.extend(programme.into_iter().filter(|term| term.value.is_finite()));
    for sources in stages {
        for risk in sources.route.risks.iter().filter(|risk| risk.delay_weeks.likely() > 0.0) {
            of.extend(["probability", "delay_weeks"].map(|key| sources.input(&format!("risks.{}.{key}", risk.id))));
        }
    }
    Term::function(name, value, Unit::Money, "expected cost of being late and of missing the window", of)
}

/// What being late costs where no risk delays it further: money for each week, and the window's loss where it is missed.
fn lateness(sources: &Sources<'_>, name: &str, due_weeks: &Term) -> Term {
    let programme = |key: &str| input(sources.scenario, &format!("programme.{key}"));
    let delay = &sources.case.programme.delay;
    let mut terms = Vec::new();
    if delay.cost_per_week > 0.0 && due_weeks.value > delay.due_week {
        let late = Term::difference("Weeks late", Unit::Weeks, due_weeks.clone(), programme("due_week"));
        terms.push(Term::product("Cost of the weeks late", Unit::Money, vec![late, programme("delay_cost_per_week")]));
    }
    if delay.misses_window(due_weeks.value) {
        terms.push(programme("window_loss"));
    }
    Term::sum(name, Unit::Money, terms)
}

/// First and last week of delivery, L and T, of a single route.
pub(super) fn delivery(sources: &Sources<'_>, volume: &Term) -> [Term; 2] {
    let first = lead(sources, volume.value);
    let weeks = at_least_programme(sources, production(sources, volume, &accounts::machines(sources, volume)));
    let last = Term::sum("Last part", Unit::Weeks, vec![first.clone(), weeks]);
    [first, last]
}

/// First and last week of delivery, L and T, of a staged route.
pub(super) fn staged_delivery(stages: &Stages<'_>, volume: &Term) -> [Term; 2] {
    let pilot_machines = accounts::machines(&stages.pilot, &stages.pilot_units);
    let rest = stages.rest(volume);
    let first = lead(&stages.pilot, stages.pilot_units.value);
    let parts = vec![
        due_weeks(&stages.pilot, &stages.pilot_units, &pilot_machines),
        gap(stages),
        lead(&stages.main, rest.value),
        production(&stages.main, &rest, &accounts::machines(&stages.main, &rest)),
    ];
    let made = Term::sum("Both stages", Unit::Weeks, parts);
    let programme = vec![first.clone(), input(stages.main.scenario, "programme.weeks")];
    let planned = Term::sum("Lead time and programme", Unit::Weeks, programme);
    [first, Term::most("Last part", Unit::Weeks, vec![made, planned])]
}

/// The account at its worth in week 0: NRE and capital as they are, all else spread over delivery.
pub(super) fn discounted(
    scenario: &Scenario,
    case: &Case,
    account: Account,
    amount: Term,
    delivery: impl FnOnce() -> [Term; 2],
) -> Term {
    let weekly = case.programme.weekly_discount;
    if weekly <= 0.0 || account.is_upfront() || amount.value == 0.0 {
        return amount;
    }
    let [first, last] = delivery();
    let factor = discount_factor(weekly, first.value, last.value);
    let of = vec![input(scenario, "programme.discount_rate"), first, last];
    let factor =
        Term::function("Discount", factor, Unit::Factor, "money spread evenly over delivery, at its worth today", of);
    let name = amount.name.clone();
    Term::product(&name, Unit::Money, vec![amount, factor])
}
