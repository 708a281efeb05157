//! How are staff, delay and the discount made?

use super::{Formula, Origin, Sources, Term, accounts, input};
use crate::cost::case::RouteCase;
use crate::cost::schedule::discount_factor;
use crate::cost::staged::StagedRoute;
use crate::cost::{Account, Case};
use crate::model::Scenario;
use crate::model::inputs::Unit;
use crate::model::route::CountedIn;

/// Weeks of production for `quantity` accepted parts, with the machines of `volume`.
fn production(sources: &Sources<'_>, quantity: &Term, machines: f64) -> Term {
    let schedule = &sources.single.schedule;
    let counted = match schedule.counted_in {
        CountedIn::Accepted => quantity.clone(),
        CountedIn::Starts => accounts::starts(sources, quantity),
    };
    let value = schedule.production(quantity.value, sources.single.yields.starts_for(quantity.value), machines);
    if !schedule.per_week.is_finite() {
        return Term::given("Production", 0.0, Unit::Weeks);
    }
    let mut rate = vec![sources.input("capacity.per_week")];
    if schedule.scales_with_machines {
        rate.push(Term::given("Machines", machines, Unit::Count));
    }
    let rate = Term::product("Rate", Unit::PartsPerWeek, rate);
    Term::made("Production", value, Unit::Weeks, Formula::Quotient(Box::new([counted, rate])))
}

fn machines_at(sources: &Sources<'_>, volume: f64) -> f64 {
    sources.single.capital.machines(sources.single.yields.starts_for(volume))
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

/// Staff: money per week, over the weeks before and the weeks of production.
pub(super) fn staff(sources: &Sources<'_>, name: &str, volume: &Term, whole: bool) -> Term {
    if sources.route.staff.is_none() {
        return Term::sum(name, Unit::Money, Vec::new());
    }
    let mut weeks = production(sources, volume, machines_at(sources, volume.value));
    if whole {
        weeks = Term::most("Weeks of production", Unit::Weeks, vec![weeks, input(sources.scenario, "programme.weeks")]);
    }
    let paid = Term::sum("Weeks paid", Unit::Weeks, vec![sources.input("staff.weeks_before"), weeks]);
    Term::product(name, Unit::Money, sources.money(vec![sources.input("staff.per_week"), paid], false))
}

/// Delay of a single route.
pub(super) fn delay(sources: &Sources<'_>, name: &str, volume: &Term) -> Term {
    let due_weeks = due_weeks(sources, &due_quantity(sources, volume), machines_at(sources, volume.value));
    let value = sources.case.programme.delay.expected_cost(due_weeks.value, &sources.single.delay_outcomes);
    delay_term(&[sources], name, value, due_weeks)
}

/// Delay of a staged route, judged once on the whole.
pub(super) fn staged_delay(
    pilot: &Sources<'_>,
    main: &Sources<'_>,
    staged: &StagedRoute,
    name: &str,
    volume: &Term,
    transfer: &Term,
    overlap: &Term,
) -> Term {
    let quantity = due_quantity(main, volume);
    let machines = machines_at(main, volume.value - staged.pilot_units);
    let due_weeks = if quantity.value <= staged.pilot_units {
        due_weeks(pilot, &quantity, staged.pilot_bill.machines)
    } else {
        let pilot_parts = Term::given("Pilot parts", staged.pilot_units, Unit::Parts);
        let rest = Term::difference("Due parts of the main stage", Unit::Parts, quantity, pilot_parts.clone());
        let gap = Term::difference("Gap", Unit::Weeks, transfer.clone(), overlap.clone());
        let gap = Term { value: staged.gap_weeks, ..gap };
        let stages =
            vec![due_weeks(pilot, &pilot_parts, staged.pilot_bill.machines), gap, due_weeks(main, &rest, machines)];
        Term::sum("Week of the due quantity", Unit::Weeks, stages)
    };
    let value = main.case.programme.delay.expected_cost(due_weeks.value, &staged.delay_outcomes);
    delay_term(&[pilot, main], name, value, due_weeks)
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

fn due_weeks(sources: &Sources<'_>, quantity: &Term, machines: f64) -> Term {
    let production = production(sources, quantity, machines);
    Term::sum("Week of the due quantity", Unit::Weeks, vec![lead(sources, quantity.value), production])
}

fn delay_term(stages: &[&Sources<'_>], name: &str, value: f64, due_weeks: Term) -> Term {
    if value == 0.0 {
        return Term::sum(name, Unit::Money, Vec::new());
    }
    let mut of = vec![due_weeks];
    if let Some(sources) = stages.first() {
        let keys = ["due_week", "delay_cost_per_week", "window_week", "window_loss"];
        let programme = keys.map(|key| input(sources.scenario, &format!("programme.{key}")));
        of.extend(programme.into_iter().filter(|term| term.value.is_finite()));
    }
    for sources in stages {
        for risk in sources.route.risks.iter().filter(|risk| risk.delay_weeks.likely() > 0.0) {
            of.extend(["probability", "delay_weeks"].map(|key| sources.input(&format!("risks.{}.{key}", risk.id))));
        }
    }
    Term::function(name, value, Unit::Money, "expected cost of being late and of missing the window", of)
}

/// The account at its worth in week 0: NRE and capital as they are, all else spread over delivery.
pub(super) fn discounted(
    scenario: &Scenario,
    case: &Case,
    route: &RouteCase,
    account: Account,
    amount: Term,
    volume: f64,
) -> Term {
    let weekly = case.programme.weekly_discount;
    if weekly <= 0.0 || account.is_upfront() || amount.value == 0.0 {
        return amount;
    }
    let point = route.point(volume, &case.programme);
    let of = vec![
        input(scenario, "programme.discount_rate"),
        Term { name: "Lead time".to_owned(), value: point.lead_weeks, unit: Unit::Weeks, origin: Origin::Given },
        Term { name: "Last part".to_owned(), value: point.weeks, unit: Unit::Weeks, origin: Origin::Given },
    ];
    let factor = discount_factor(weekly, point.lead_weeks, point.weeks);
    let factor =
        Term::function("Discount", factor, Unit::Factor, "money spread evenly over delivery, at its worth today", of);
    let name = amount.name.clone();
    Term::product(&name, Unit::Money, vec![amount, factor])
}
