//! What does one single route cost at a volume, before delay and discount?
//!
//! All money is already in the scenario's currency: the exchange rate multiplies every figure of
//! the route, the cost multiplier its NRE, purchase and chain. docs/model.md, section 2.

use super::breakdown::{Account, Accounts};
use super::delay::{self, DelayOutcome};
use super::learning::{LearningCase, LearningReading};
use super::nre;
use super::process::{self, Chain, Pass};
use super::quality;
use super::quote::QuoteCase;
use super::rounding::{ceil_star, count};
use super::schedule::ScheduleCase;
use super::tooling::ToolCase;
use super::yield_ramp::{Ramp, YieldCurve};
use crate::model::Estimate;
use crate::model::Route;
use crate::model::route::{Basis, Capital, CountedIn, ExponentialRamp, Learning, LearningCurve, YieldRamp};

/// A single route in plain numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct SingleRoute {
    /// One-off engineering.
    pub nre: f64,
    /// Costs of a start, money included.
    pub chain: Chain,
    /// Accepted parts as a function of starts.
    pub yields: YieldCurve,
    /// What learning acts on.
    pub learning: Option<LearningCase>,
    /// The supplier's prices.
    pub quote: Option<QuoteCase>,
    /// Duty as a share of the purchase.
    pub duty_rate: f64,
    /// Tools and fixtures.
    pub tools: Vec<ToolCase>,
    /// Lots.
    pub lots: LotsCase,
    /// Material batches: starts from one, and money to requalify it.
    pub material_lots: (f64, f64),
    /// Money for each accepted part in inspection, rework and shipping.
    pub per_part: PerPartCase,
    /// Capital as far as charged.
    pub capital: CapitalCase,
    /// Staff: money per week, and weeks before production.
    pub staff: (f64, f64),
    /// Lead time and rate.
    pub schedule: ScheduleCase,
    /// Expected money for escapes per accepted part.
    pub escape_cost_per_part: f64,
    /// Expected cost of the risk events.
    pub risk_cost: f64,
    /// Probability and weeks of each risk event.
    pub delay_events: Vec<(f64, f64)>,
    /// What those delays come to.
    pub delay_outcomes: Vec<DelayOutcome>,
}

/// Lots in plain numbers; an infinite size where there are none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LotsCase {
    /// Parts in a lot.
    pub size: f64,
    /// Money to set up a lot.
    pub setup: f64,
    /// Money to inspect a lot.
    pub inspection: f64,
    /// Money to ship a lot.
    pub shipping: f64,
}

/// Money for each accepted part.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PerPartCase {
    /// In inspection.
    pub inspection: f64,
    /// In rework.
    pub rework: f64,
    /// In shipping.
    pub shipping: f64,
}

/// Capital as far as charged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CapitalCase {
    /// Whatever the volume.
    pub fixed: f64,
    /// For each machine.
    pub per_machine: f64,
    /// Starts that one machine can make; infinite where one is enough.
    pub starts_per_machine: f64,
}

impl CapitalCase {
    /// M = max(1, ceil*(S / starts per machine)).
    #[must_use]
    pub fn machines(&self, starts: f64) -> f64 {
        ceil_star(starts / self.starts_per_machine).max(1.0)
    }
}

/// What a single route costs at a volume, before delay and discount.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bill {
    /// Money by account.
    pub accounts: Accounts,
    /// Accepted parts.
    pub volume: f64,
    /// Parts started.
    pub starts: f64,
    /// Machines.
    pub machines: f64,
    /// Weeks to the first part.
    pub lead_weeks: f64,
    /// Weeks of production as far as capacity sets them.
    pub production_weeks: f64,
    /// What imperfect yield cost.
    pub scrap_value: f64,
}

impl SingleRoute {
    /// The route in plain numbers, beginning with `experience` more starts and units behind it.
    pub(crate) fn new(route: &Route, experience: f64) -> Self {
        let exchange = route.exchange_rate.likely();
        let multiplied = exchange * route.unit_multiplier.likely();
        let chain = scaled(chain(route), multiplied);
        let loss = route.lots.as_ref().map_or(0.0, |lots| lots.loss_probability.likely());
        let accept_fraction = chain.accept_fraction() * (1.0 - loss);
        let schedule = ScheduleCase::new(route);
        let ramp = route.yield_ramp.as_ref().map_or(Ramp::None, |ramp| {
            resolve_ramp(ramp, &RampContext { accept_fraction, keep: 1.0 - loss, schedule: &schedule, experience })
        });
        let delay_events = route.risks.iter().map(|risk| (risk.probability.likely(), risk.delay_weeks.likely()));
        let delay_events: Vec<(f64, f64)> = delay_events.collect();
        Self {
            nre: route.nre.as_ref().map_or(0.0, nre::nre) * multiplied,
            yields: YieldCurve { accept_fraction, ramp },
            learning: route.learning.as_ref().map(|it| resolve_learning(it, exchange, experience)),
            quote: route.quote.as_ref().map(|quote| QuoteCase::new(quote, multiplied)),
            duty_rate: route.duty_rate.likely(),
            tools: route.tooling.iter().map(|tool| ToolCase::new(tool, exchange)).collect(),
            lots: resolve_lots(route, exchange),
            material_lots: route.material_lots.as_ref().map_or((f64::INFINITY, 0.0), |lots| {
                (count(&lots.size, 1.0), lots.requalification.likely() * exchange)
            }),
            per_part: resolve_per_part(route, exchange),
            capital: resolve_capital(route.capital.as_ref(), exchange),
            staff: route
                .staff
                .as_ref()
                .map_or((0.0, 0.0), |it| (it.per_week.likely() * exchange, it.weeks_before.likely())),
            schedule,
            escape_cost_per_part: escape_cost(route, chain.escape_fraction()) * exchange,
            risk_cost: route.risks.iter().map(|risk| risk.probability.likely() * risk.cost.likely()).sum(),
            delay_outcomes: delay::outcomes(delay_events.iter().copied()),
            delay_events,
            chain,
        }
    }

    /// What `volume` accepted parts cost when production lasts at least `programme_weeks`.
    #[must_use]
    pub fn bill(&self, volume: f64, programme_weeks: f64) -> Bill {
        let starts = self.yields.starts_for(volume);
        let machines = self.capital.machines(starts);
        let production_weeks = self.schedule.production(volume, starts, machines);
        let purchase = self.quote.as_ref().map_or(0.0, |quote| quote.purchase(quote.needed(volume, starts)));
        let (lots_started, lots_delivered) = (ceil_star(starts / self.lots.size), ceil_star(volume / self.lots.size));
        let mut accounts = Accounts::default();
        accounts[Account::Nre] = self.nre;
        accounts[Account::Capital] = self.capital.fixed + machines * self.capital.per_machine;
        accounts[Account::Staff] = self.staff_cost(production_weeks.max(programme_weeks));
        accounts[Account::Tooling] = self.tools.iter().map(|tool| tool.cost_of(starts, volume)).sum();
        accounts[Account::Setup] = lots_started * self.lots.setup;
        accounts[Account::Purchase] = purchase;
        accounts[Account::Duty] = self.duty_rate * purchase;
        accounts[Account::Process] = self.chain.process * starts;
        accounts[Account::Inspection] =
            self.chain.inspection * starts + lots_started * self.lots.inspection + volume * self.per_part.inspection;
        accounts[Account::Rework] = self.chain.rework * starts + volume * self.per_part.rework;
        accounts[Account::Learning] = self.learning.as_ref().map_or(0.0, |curve| curve.cost_of(starts));
        accounts[Account::Shipping] = lots_delivered * self.lots.shipping + volume * self.per_part.shipping;
        accounts[Account::Escapes] = volume * self.escape_cost_per_part;
        accounts[Account::Risk] = self.risk_cost;
        accounts[Account::MaterialLots] = ceil_star(starts / self.material_lots.0) * self.material_lots.1;
        Bill {
            accounts,
            volume,
            starts,
            machines,
            lead_weeks: self.schedule.lead(volume),
            production_weeks,
            scrap_value: self.scrap_value(volume, starts, purchase),
        }
    }

    /// Money for staff over `weeks` weeks of production.
    #[must_use]
    pub fn staff_cost(&self, weeks: f64) -> f64 {
        self.staff.0 * (self.staff.1 + weeks)
    }

    /// L(q) + W(q) for a due quantity of `quantity` accepted parts.
    #[must_use]
    pub fn due_weeks(&self, quantity: f64, machines: f64) -> f64 {
        let starts = match self.schedule.counted_in {
            CountedIn::Starts => self.yields.starts_for(quantity),
            CountedIn::Accepted => 0.0,
        };
        self.schedule.lead(quantity) + self.schedule.production(quantity, starts, machines)
    }

    fn scrap_value(&self, volume: f64, starts: f64, purchase: f64) -> f64 {
        let bought = self.quote.as_ref().is_some_and(|quote| quote.basis == Basis::Starts);
        let bought_scrap = if bought { purchase * (starts - volume) / starts } else { 0.0 };
        (self.chain.process + self.chain.inspection) * starts - self.chain.clean_pass * volume + bought_scrap
    }
}

fn chain(route: &Route) -> Chain {
    process::steps(&route.process).iter().fold(accepted(route), Chain::after)
}

/// A start that the supplier's parts have been accepted into.
fn accepted(route: &Route) -> Chain {
    let mut chain = Chain::start();
    if let Some(quote) = &route.quote {
        let acceptance = quote.acceptance_yield.likely();
        chain.good *= acceptance;
        chain.rolled_throughput_yield *= acceptance;
    }
    chain
}

/// What happens to a start of a route, step by step, by name: first acceptance, where any are refused.
/// Money is in the scenario's currency.
pub(crate) fn passes(route: &Route) -> Vec<(String, Pass)> {
    let money = route.exchange_rate.likely() * route.unit_multiplier.likely();
    let mut chain = accepted(route);
    let refused = 1.0 - chain.good;
    let acceptance =
        Pass { first_pass_yield: chain.good, inspected: true, found: refused, recovered: 0.0, after: chain };
    let mut passes: Vec<(String, Pass)> =
        (refused > 0.0).then(|| ("Acceptance".to_owned(), acceptance)).into_iter().collect();
    for (step, resolved) in route.process.iter().zip(process::steps(&route.process)) {
        let pass = chain.pass(&resolved);
        chain = pass.after;
        let name = if step.name.is_empty() { &step.id } else { &step.name };
        passes.push((name.clone(), Pass { after: scaled(pass.after, money), ..pass }));
    }
    passes
}

fn scaled(mut chain: Chain, money: f64) -> Chain {
    for amount in [&mut chain.process, &mut chain.inspection, &mut chain.rework, &mut chain.clean_pass] {
        *amount *= money;
    }
    chain
}

/// What a ramp depends on beside its own figures.
struct RampContext<'a> {
    /// A, lot loss included.
    accept_fraction: f64,
    /// What lot loss leaves.
    keep: f64,
    schedule: &'a ScheduleCase,
    experience: f64,
}

fn resolve_ramp(ramp: &YieldRamp, context: &RampContext<'_>) -> Ramp {
    let accept_fraction = context.accept_fraction;
    match ramp {
        YieldRamp::FirstRun(ramp) => {
            let prior = count(&ramp.prior_starts, 0.0) + context.experience;
            Ramp::FirstRun {
                first_yield: (ramp.first_yield.likely() * context.keep).min(accept_fraction),
                starts: (count(&ramp.starts, 0.0) - prior).max(0.0),
            }
        }
        YieldRamp::Exponential(ramp) => {
            let time_constant = time_constant(ramp, context);
            let prior = count(&ramp.prior_starts, 0.0) + context.experience;
            let first_yield = (ramp.first_yield.likely() * context.keep).min(accept_fraction);
            let lacking = (accept_fraction - first_yield) * (-prior / time_constant).exp();
            Ramp::Exponential { lost: lacking / -(-1.0 / time_constant).exp_m1(), time_constant }
        }
    }
}

/// τ in starts: as given, or weeks·(one machine's rate in starts)/3, 95 % of the way after them.
fn time_constant(ramp: &ExponentialRamp, context: &RampContext<'_>) -> f64 {
    ramp.starts.as_ref().map_or_else(
        || {
            let starts_per_week = match context.schedule.counted_in {
                CountedIn::Starts => context.schedule.per_week,
                CountedIn::Accepted => context.schedule.per_week / context.accept_fraction,
            };
            ramp.weeks.as_ref().map_or(0.0, Estimate::likely) * starts_per_week / 3.0
        },
        Estimate::likely,
    )
}

fn resolve_learning(learning: &Learning, money: f64, experience: f64) -> LearningCase {
    let (reading, curve): (LearningReading, &LearningCurve) = match learning {
        Learning::Wright(curve) => (LearningReading::Wright, curve),
        Learning::Crawford(curve) => (LearningReading::Crawford, curve),
    };
    let prior_units = count(&curve.prior_units, 0.0) + experience;
    LearningCase::new(reading, curve.rate.likely(), curve.first_unit_cost.likely() * money, prior_units)
}

fn resolve_lots(route: &Route, money: f64) -> LotsCase {
    route.lots.as_ref().map_or(LotsCase { size: f64::INFINITY, setup: 0.0, inspection: 0.0, shipping: 0.0 }, |lots| {
        LotsCase {
            size: count(&lots.size, 1.0),
            setup: lots.setup.likely() * money,
            inspection: lots.inspection.likely() * money,
            shipping: lots.shipping.likely() * money,
        }
    })
}

fn resolve_per_part(route: &Route, money: f64) -> PerPartCase {
    route.per_part.as_ref().map_or_else(PerPartCase::default, |costs| PerPartCase {
        inspection: costs.inspection.likely() * money,
        rework: costs.rework.likely() * money,
        shipping: costs.shipping.likely() * money,
    })
}

fn resolve_capital(capital: Option<&Capital>, money: f64) -> CapitalCase {
    let Some(capital) = capital else {
        return CapitalCase { fixed: 0.0, per_machine: 0.0, starts_per_machine: f64::INFINITY };
    };
    let charged = capital.share_charged.likely() * money;
    CapitalCase {
        fixed: capital.fixed.likely() * charged,
        per_machine: capital.per_machine.likely() * charged,
        starts_per_machine: capital.starts_per_machine.as_ref().map_or(f64::INFINITY, Estimate::likely),
    }
}

/// e·return cost per accepted part, e = 1−(1−e_q)(1−e_chain), written so that nothing cancels.
fn escape_cost(route: &Route, chain_escapes: f64) -> f64 {
    route.quality.as_ref().map_or(0.0, |it| {
        let from_capability = quality::capability_escapes(it);
        (from_capability + chain_escapes - from_capability * chain_escapes) * it.return_cost.likely()
    })
}
