//! What does one single route cost at a volume, before delay and discount?
//!
//! All money is already in the scenario's currency: the exchange rate multiplies every figure of
//! the route, the cost multiplier its NRE, purchase and chain. docs/model.md, section 2.

use super::breakdown::{Account, Accounts};
use super::delay::{self, DelayOutcome};
use super::learning::{LearningCase, LearningReading};
use super::parts::{Part, Parts};
use super::process::Chain;
use super::quote::QuoteCase;
use super::reading::Likely;
use super::rounding::{ceil_star, count};
use super::schedule::ScheduleCase;
pub use super::terms::PerPartCase;
use super::terms::{self, Terms};
use super::tooling::ToolCase;
use super::yield_ramp::{Ramp, RampContext, YieldCurve, resolve_ramp};
use crate::model::Estimate;
use crate::model::Route;
use crate::model::route::{Basis, Capital, CountedIn, Learning, LearningCurve, Lots, MaterialLots, Staff};

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
        let chain = Chain::start();
        let mut resolved = Self {
            nre: 0.0,
            yields: YieldCurve { accept_fraction: chain.accept_fraction(), ramp: Ramp::None },
            learning: None,
            quote: None,
            duty_rate: 0.0,
            tools: Vec::new(),
            lots: resolve_lots(None, 1.0),
            material_lots: (f64::INFINITY, 0.0),
            per_part: PerPartCase { inspection: 0.0, rework: 0.0, shipping: 0.0 },
            capital: resolve_capital(None, 1.0),
            staff: (0.0, 0.0),
            schedule: ScheduleCase::new(route),
            escape_cost_per_part: 0.0,
            risk_cost: 0.0,
            delay_outcomes: Vec::new(),
            delay_events: Vec::new(),
            chain,
        };
        resolved.resolve_again(route, experience, Parts::ALL);
        resolved
    }

    /// Takes in a route that differs from the one before in nothing but inputs that act on `parts`.
    pub(crate) fn resolve_again(&mut self, route: &Route, experience: f64, parts: Parts) {
        let exchange = route.exchange_rate.likely();
        let multiplied = exchange * route.unit_multiplier.likely();
        self.duty_rate = route.duty_rate.likely();
        if parts.has(Part::Nre) {
            self.nre = terms::engineering(route, &Likely);
        }
        if parts.has(Part::Schedule) {
            self.schedule = ScheduleCase::new(route);
        }
        if parts.has(Part::Chain) || (parts.has(Part::Schedule) && route.yield_ramp.is_some()) {
            self.resolve_chain(route, experience);
        }
        if parts.has(Part::Quote) {
            self.quote = route.quote.as_ref().map(|quote| QuoteCase::new(quote, multiplied));
        }
        if parts.has(Part::Tools) {
            self.tools.clear();
            self.tools.extend(route.tooling.iter().map(|tool| ToolCase::new(tool, exchange)));
        }
        if parts.has(Part::Learning) {
            self.learning = route.learning.as_ref().map(|it| resolve_learning(it, exchange, experience));
        }
        if parts.has(Part::Lots) {
            self.lots = resolve_lots(route.lots.as_ref(), exchange);
            let batches = route.material_lots.as_ref();
            let batch = |it: &MaterialLots| (count(&it.size, 1.0), it.requalification.likely() * exchange);
            self.material_lots = batches.map_or((f64::INFINITY, 0.0), batch);
        }
        if parts.has(Part::Accepted) {
            self.per_part = terms::per_part(route, &Likely);
        }
        if parts.has(Part::Capital) {
            self.capital = resolve_capital(route.capital.as_ref(), exchange);
        }
        if parts.has(Part::Staff) {
            let staff = |it: &Staff| (it.per_week.likely() * exchange, it.weeks_before.likely());
            self.staff = route.staff.as_ref().map_or((0.0, 0.0), staff);
        }
        if parts.has(Part::Risks) {
            self.resolve_risks(route);
        }
    }

    fn resolve_chain(&mut self, route: &Route, experience: f64) {
        let chain = terms::chain(route, &Likely);
        let (accept_fraction, keep) = (terms::accept_fraction(route, &chain, &Likely), terms::kept(route, &Likely));
        let context = RampContext { accept_fraction, keep, schedule: &self.schedule, experience };
        let ramp = route.yield_ramp.as_ref().map_or(Ramp::None, |ramp| resolve_ramp(ramp, &context));
        self.yields = YieldCurve { accept_fraction, ramp };
        self.escape_cost_per_part = terms::escape_cost(route, &chain, &Likely);
        self.chain = chain;
    }

    fn resolve_risks(&mut self, route: &Route) {
        let events = route.risks.iter().map(|risk| (risk.probability.likely(), risk.delay_weeks.likely()));
        self.delay_events.clear();
        self.delay_events.extend(events);
        self.delay_outcomes = delay::outcomes(self.delay_events.iter().copied());
        self.risk_cost = route.risks.iter().map(|risk| risk.probability.likely() * risk.cost.likely()).sum();
    }

    /// What most ranges act on.
    pub(crate) fn terms(&self) -> Terms<f64> {
        Terms {
            nre: self.nre,
            chain: self.chain,
            accept_fraction: self.yields.accept_fraction,
            per_part: self.per_part,
            escape_cost_per_part: self.escape_cost_per_part,
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

fn resolve_learning(learning: &Learning, money: f64, experience: f64) -> LearningCase {
    let (reading, curve): (LearningReading, &LearningCurve) = match learning {
        Learning::Wright(curve) => (LearningReading::Wright, curve),
        Learning::Crawford(curve) => (LearningReading::Crawford, curve),
    };
    let prior_units = count(&curve.prior_units, 0.0) + experience;
    LearningCase::new(reading, curve.rate.likely(), curve.first_unit_cost.likely() * money, prior_units)
}

fn resolve_lots(lots: Option<&Lots>, money: f64) -> LotsCase {
    lots.map_or(LotsCase { size: f64::INFINITY, setup: 0.0, inspection: 0.0, shipping: 0.0 }, |lots| LotsCase {
        size: count(&lots.size, 1.0),
        setup: lots.setup.likely() * money,
        inspection: lots.inspection.likely() * money,
        shipping: lots.shipping.likely() * money,
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
