//! How is each account of a route made?

use super::{Formula, Sources, Stages, Term, chain, time};
use crate::cost::Account;
use crate::cost::tooling::ToolPayment;
use crate::model::inputs::Unit;
use crate::model::route::{Basis, Reading};

/// An account of a single route, undiscounted; `whole` where no other stage stands beside it.
pub(super) fn single(sources: &Sources<'_>, account: Account, volume: &Term, whole: bool) -> Term {
    let name = account.name();
    match account {
        Account::Nre => nre(sources, name),
        Account::Capital => capital(sources, name, volume),
        Account::Staff => time::staff(sources, name, volume, whole),
        Account::Tooling => tooling(sources, name, volume),
        Account::Setup => per_lot(sources, name, "lots.setup", &starts(sources, volume)),
        Account::Purchase => purchase(sources, name, volume),
        Account::Duty => product_if_used(name, vec![sources.input("duty_rate"), purchase(sources, "Purchase", volume)]),
        Account::Process => chain_account(sources, name, "Process per start", sources.single.chain.process, volume),
        Account::Inspection => inspection(sources, name, volume),
        Account::Rework => {
            let chain =
                chain_account(sources, "Rework in steps", "Rework per start", sources.single.chain.rework, volume);
            Term::sum(name, Unit::Money, vec![chain, per_part(sources, "per_part.rework", volume)])
        }
        Account::Learning => learning(sources, name, volume),
        Account::Shipping => {
            let lots = per_lot(sources, "Shipping of lots", "lots.shipping", volume);
            Term::sum(name, Unit::Money, vec![lots, per_part(sources, "per_part.shipping", volume)])
        }
        Account::Escapes => escapes(sources, name, volume),
        Account::Delay => time::delay(sources, name, volume),
        Account::Transfer => Term::sum(name, Unit::Money, Vec::new()),
        Account::Risk => risk(sources, name),
        Account::MaterialLots => material_lots(sources, name, volume),
    }
}

/// An account of a staged route beyond its pilot, undiscounted.
pub(super) fn staged(stages: &Stages<'_>, account: Account, volume: &Term) -> Term {
    let name = account.name();
    if account == Account::Transfer {
        return stages.transfer_cost.clone();
    }
    if account == Account::Delay {
        return time::staged_delay(stages, name, volume);
    }
    let mut first = single(&stages.pilot, account, &stages.pilot_units, false);
    let mut second = single(&stages.main, account, &stages.rest(volume), false);
    first.name = format!("{} at {}", name, stages.pilot.route.name);
    second.name = format!("{} at {}", name, stages.main.route.name);
    Term::sum(name, Unit::Money, vec![first, second])
}

/// S(V): the parts to be started.
pub(super) fn starts(sources: &Sources<'_>, volume: &Term) -> Term {
    let value = sources.single.yields.starts_for(volume.value);
    let mut of = vec![volume.clone(), chain::accept_fraction(sources)];
    of.extend(chain::ramp_inputs(sources));
    of.extend(sources.experience.clone());
    Term::function("Starts", value, Unit::Starts, "fewest starts whose accepted parts reach", of)
}

fn product_if_used(name: &str, terms: Vec<Term>) -> Term {
    if terms.iter().any(|term| term.value == 0.0) {
        return Term::sum(name, Unit::Money, Vec::new());
    }
    Term::product(name, Unit::Money, terms)
}

fn nre(sources: &Sources<'_>, name: &str) -> Term {
    if sources.route.nre.is_none() {
        return Term::sum(name, Unit::Money, Vec::new());
    }
    let at = |key: &str| sources.input(&format!("nre.{key}"));
    let one = Term::given("One", 1.0, Unit::Factor);
    let surcharge = Term::sum("With surcharge", Unit::Factor, vec![one, at("material_surcharge")]);
    let base = product_if_used("Base with surcharge", vec![at("base"), surcharge]);
    let nothing = Term::given("None", 0.0, Unit::Count);
    let beyond =
        Term::difference("Revisions beyond those included", Unit::Count, at("revisions"), at("revisions_included"));
    let charged = Term::most("Revisions charged", Unit::Count, vec![nothing, beyond]);
    let work = Term::product("Work of a revision", Unit::Money, vec![at("hours_per_revision"), at("hourly_rate")]);
    let each = if at("cap_per_revision").value.is_finite() {
        Term::least("Cost of a revision", Unit::Money, vec![work, at("cap_per_revision")])
    } else {
        work
    };
    let revisions = product_if_used("Revisions", vec![charged, each]);
    let own = Term::sum("In the route's own money", Unit::Money, vec![base, revisions, at("qualification")]);
    Term::product(name, Unit::Money, sources.money(vec![own], true))
}

/// M: the machines that a volume needs.
pub(super) fn machines(sources: &Sources<'_>, volume: &Term) -> Term {
    let each = sources.input("capital.starts_per_machine");
    if !each.value.is_finite() {
        return Term::given("Machines", 1.0, Unit::Count);
    }
    let starts = starts(sources, volume);
    let value = sources.single.capital.machines(starts.value);
    let quotient = Term::quotient("Share of machines", Unit::Count, starts, each);
    Term::made("Machines", value, Unit::Count, Formula::WholeAbove(Box::new(quotient)))
}

fn capital(sources: &Sources<'_>, name: &str, volume: &Term) -> Term {
    if sources.route.capital.is_none() {
        return Term::sum(name, Unit::Money, Vec::new());
    }
    let at = |key: &str| sources.input(&format!("capital.{key}"));
    let bought = product_if_used("Machines bought", vec![machines(sources, volume), at("per_machine")]);
    let all = Term::sum("Capital bought", Unit::Money, vec![at("fixed"), bought]);
    Term::product(name, Unit::Money, sources.money(vec![at("share_charged"), all], false))
}

fn tooling(sources: &Sources<'_>, name: &str, volume: &Term) -> Term {
    let tools = sources.route.tooling.iter().zip(&sources.single.tools);
    let terms = tools.map(|(stated, tool)| {
        let at = |key: &str| sources.input(&format!("tooling.{}.{key}", stated.id));
        let starts = starts(sources, volume);
        let amount = tool.cost_of(starts.value, volume.value);
        let label = if stated.name.is_empty() { &stated.id } else { &stated.name };
        match tool.payment {
            ToolPayment::Amortised { parts, shortfall_due } => {
                let each = Term::quotient("Cost in each part", Unit::MoneyPerPart, at("cost"), at("amortised_over"));
                let of =
                    sources.money(vec![each, volume.clone(), Term::given("Amortised over", parts, Unit::Parts)], false);
                let does = if shortfall_due {
                    "recovered in the parts, the rest due at the end"
                } else {
                    "recovered in the parts, as far as they go"
                };
                Term::function(label, amount, Unit::Money, does, of)
            }
            ToolPayment::WhenBought { first_in_nre, .. } => {
                let bought = tool.count(starts.value) - if first_in_nre { 1.0 } else { 0.0 };
                let of = if at("life").value.is_finite() { vec![starts, at("life")] } else { Vec::new() };
                let does =
                    if first_in_nre { "tools used up, the first in the NRE" } else { "tools used up, at least one" };
                let count = Term::function("Tools bought", bought, Unit::Count, does, of);
                product_if_used(label, sources.money(vec![count, at("cost")], false))
            }
        }
    });
    Term::sum(name, Unit::Money, terms.collect())
}

/// `amount` is starts for what a lot costs to make, volume for what it costs to ship.
fn per_lot(sources: &Sources<'_>, name: &str, path: &str, amount: &Term) -> Term {
    if sources.route.lots.is_none() || sources.input(path).value == 0.0 {
        return Term::sum(name, Unit::Money, Vec::new());
    }
    let size = sources.input("lots.size");
    begun(sources, name, "Lots", amount, size, sources.input(path))
}

fn begun(sources: &Sources<'_>, name: &str, what: &str, amount: &Term, size: Term, each: Term) -> Term {
    let share = Term::quotient(&format!("Share of {}", what.to_lowercase()), Unit::Count, amount.clone(), size);
    let whole = (share.value - 1e-9 * share.value.abs().max(1.0)).ceil();
    let lots = Term::made(what, whole, Unit::Count, Formula::WholeAbove(Box::new(share)));
    Term::product(name, Unit::Money, sources.money(vec![lots, each], false))
}

fn material_lots(sources: &Sources<'_>, name: &str, volume: &Term) -> Term {
    if sources.route.material_lots.is_none() {
        return Term::sum(name, Unit::Money, Vec::new());
    }
    let (size, each) = (sources.input("material_lots.size"), sources.input("material_lots.requalification"));
    begun(sources, name, "Batches", &starts(sources, volume), size, each)
}

fn purchase(sources: &Sources<'_>, name: &str, volume: &Term) -> Term {
    let (Some(quote), Some(resolved)) = (&sources.route.quote, &sources.single.quote) else {
        return Term::sum(name, Unit::Money, Vec::new());
    };
    let needed = match quote.basis {
        Basis::Accepted => volume.clone(),
        Basis::Starts => starts(sources, volume),
    };
    let minimum = Some(sources.input("quote.minimum_order")).filter(|minimum| minimum.value > needed.value);
    let bought = minimum.unwrap_or_else(|| needed.clone());
    let amount = resolved.purchase(needed.value);
    let prices = quote.breaks.iter().map(|price| sources.input(&format!("quote.breaks.{}", price.0)));
    let table = |does| {
        let mut of: Vec<Term> = prices.clone().collect();
        of.extend(sources.factor("quote.scale"));
        (does, sources.money(of, true))
    };
    let (does, mut of) = table(match quote.reading {
        Reading::Step => "price of the last break reached",
        Reading::LogLog => "price between the breaks, straight in logarithms",
        Reading::Incremental => "each bracket at its own price",
    });
    let by_brackets = quote.reading == Reading::Incremental;
    let over_bought = amount < bought.value * resolved.price_at(bought.value);
    if by_brackets || over_bought {
        of.insert(0, bought);
        return Term::function(
            name,
            amount,
            Unit::Money,
            if over_bought { "buying up to the next break is cheaper" } else { does },
            of,
        );
    }
    of.extend(Some(sources.input("quote.release_quantity")).filter(|release| release.value.is_finite()));
    let price = Term::function("Price of one part", resolved.price_at(bought.value), Unit::MoneyPerPart, does, of);
    Term::product(name, Unit::Money, vec![bought, price])
}

fn chain_account(sources: &Sources<'_>, name: &str, per_start: &str, value: f64, volume: &Term) -> Term {
    if value == 0.0 {
        return Term::sum(name, Unit::Money, Vec::new());
    }
    let of = sources.money(chain::step_inputs(sources), true);
    let each =
        Term::function(per_start, value, Unit::MoneyPerPart, "money in the chain for one start, step by step", of);
    Term::product(name, Unit::Money, vec![each, starts(sources, volume)])
}

fn inspection(sources: &Sources<'_>, name: &str, volume: &Term) -> Term {
    let value = sources.single.chain.inspection;
    let chain = chain_account(sources, "Inspection in steps", "Inspection per start", value, volume);
    let lots = per_lot(sources, "Inspection of lots", "lots.inspection", &starts(sources, volume));
    Term::sum(name, Unit::Money, vec![chain, lots, per_part(sources, "per_part.inspection", volume)])
}

fn per_part(sources: &Sources<'_>, path: &str, volume: &Term) -> Term {
    if sources.route.per_part.is_none() {
        return Term::sum("Each part", Unit::Money, Vec::new());
    }
    product_if_used("Each part", sources.money(vec![sources.input(path), volume.clone()], false))
}

fn learning(sources: &Sources<'_>, name: &str, volume: &Term) -> Term {
    let Some(curve) = &sources.single.learning else { return Term::sum(name, Unit::Money, Vec::new()) };
    let starts = starts(sources, volume);
    let value = curve.cost_of(starts.value);
    let mut of = vec![starts];
    of.extend(["rate", "first_unit_cost", "prior_units"].map(|key| sources.input(&format!("learning.{key}"))));
    of.extend(sources.experience.clone());
    Term::function(name, value, Unit::Money, "sum over the learning curve", sources.money(of, false))
}

fn escapes(sources: &Sources<'_>, name: &str, volume: &Term) -> Term {
    if sources.route.quality.is_none() {
        return Term::sum(name, Unit::Money, Vec::new());
    }
    let cost = sources.input("quality.return_cost");
    let each = sources.single.escape_cost_per_part;
    let exchange = sources.input("exchange_rate").value;
    let share = if cost.value > 0.0 { each / exchange / cost.value } else { 0.0 };
    let of = chain::escape_inputs(sources);
    let escaping = Term::function(
        "Share that escapes",
        share,
        Unit::Share,
        "out of limits by Cpk and drift, or missed in the chain",
        of,
    );
    product_if_used(name, sources.money(vec![volume.clone(), escaping, cost], false))
}

fn risk(sources: &Sources<'_>, name: &str) -> Term {
    let events = sources.route.risks.iter().map(|risk| {
        let at = |key: &str| sources.input(&format!("risks.{}.{key}", risk.id));
        product_if_used(if risk.name.is_empty() { &risk.id } else { &risk.name }, vec![at("probability"), at("cost")])
    });
    Term::sum(name, Unit::Money, events.collect())
}
