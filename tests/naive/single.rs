//! One route at a volume, account by account.

use super::chain::{Chain, chain};
use super::purchase::purchase;
use super::schedule::{Dates, lead};
use super::starts::{CarefulSum, starts_for};
use super::{
    Answer, CAPITAL, DELAY, DUTY, ESCAPES, INSPECTION, LEARNING, MATERIAL_LOTS, NRE, PROCESS, PURCHASE, REWORK, RISK,
    SETUP, SHIPPING, STAFF, TOOLING, ceiling, count, likely,
};
use crossplan::model::route::{Basis, CountedIn, Learning, Nre, Quality, Tool};
use crossplan::model::{Route, Scenario};

/// A route that makes all parts itself.
pub(crate) struct Single {
    pub(crate) route: Route,
    pub(crate) dates: Dates,
    chain: Chain,
    /// Fewest starts for each number of accepted parts.
    starts: Vec<f64>,
    /// Crawford's sum over the first starts: 0, 1, 2 …
    crawford: Vec<f64>,
    prior_units: f64,
    bad_at_customer: f64,
}

/// What the route costs without being late and without discount, and the weeks it makes parts.
pub(crate) struct Bill {
    pub(crate) accounts: [f64; 17],
    pub(crate) starts: f64,
    pub(crate) making_weeks: f64,
    pub(crate) scrap_value: f64,
}

impl Single {
    /// The route with so many starts and units behind it, for up to `largest` accepted parts.
    pub(crate) fn new(scenario: &Scenario, route: &Route, credit: f64, largest: u64) -> Self {
        let chain = chain(route);
        let starts = starts_for(route, &chain, credit, largest);
        let most = starts.last().copied().unwrap_or(0.0);
        let (crawford, prior_units) = crawford_sums(route, credit, most);
        let by_capability = route.quality.as_ref().map_or(0.0, capability_escapes);
        let bad_at_customer = by_capability + chain.escapes() - by_capability * chain.escapes();
        Self {
            route: route.clone(),
            dates: Dates::new(scenario),
            chain,
            starts,
            crawford,
            prior_units,
            bad_at_customer,
        }
    }

    /// The route alone.
    pub(crate) fn evaluate(&self, volume: u64) -> Answer {
        let mut bill = self.bill(volume, self.dates.programme_weeks);
        let first_part = lead(&self.route, as_number(volume));
        let last_part = first_part + bill.making_weeks.max(self.dates.programme_weeks);
        let due = self.dates.due_quantity.min(as_number(volume));
        let due_week = self.ready(due, volume);
        bill.accounts[DELAY] = self.dates.expected_lateness(due_week, &self.route.risks);
        let later = self.dates.discount(first_part, last_part);
        for (account, money) in bill.accounts.iter_mut().enumerate() {
            if account != NRE && account != CAPITAL {
                *money *= later;
            }
        }
        Answer {
            candidate: true,
            accounts: bill.accounts,
            starts: bill.starts,
            weeks: last_part,
            scrap_value: bill.scrap_value,
        }
    }

    /// The week in which `quantity` accepted parts are there, with the machines for `volume`.
    pub(crate) fn ready(&self, quantity: f64, volume: u64) -> f64 {
        lead(&self.route, quantity) + self.making_weeks(quantity, volume)
    }

    /// Weeks to make `quantity` accepted parts, with the machines for `volume`.
    fn making_weeks(&self, quantity: f64, volume: u64) -> f64 {
        let Some(capacity) = &self.route.capacity else { return 0.0 };
        let Some(rate) = &capacity.per_week else { return 0.0 };
        let machines = if capacity.scales_with_machines { self.machines(volume) } else { 1.0 };
        let made = match capacity.counted_in {
            CountedIn::Accepted => quantity,
            CountedIn::Starts => self.starts[as_index(quantity)],
        };
        made / (likely(rate) * machines)
    }

    fn machines(&self, volume: u64) -> f64 {
        let Some(capital) = &self.route.capital else { return 1.0 };
        let Some(each) = &capital.starts_per_machine else { return 1.0 };
        ceiling(self.starts[as_index(as_number(volume))] / likely(each)).max(1.0)
    }

    /// All accounts but delay. Staff is paid at least through `programme_weeks` of production.
    pub(crate) fn bill(&self, volume: u64, programme_weeks: f64) -> Bill {
        let route = &self.route;
        let parts = as_number(volume);
        let starts = self.starts[as_index(parts)];
        let multiplier = likely(&route.unit_multiplier);
        let making_weeks = self.making_weeks(parts, volume);
        let mut money = [0.0; 17];

        money[NRE] = multiplier * route.nre.as_ref().map_or(0.0, nre);
        if let Some(capital) = &route.capital {
            let bought = likely(&capital.fixed) + self.machines(volume) * likely(&capital.per_machine);
            money[CAPITAL] = likely(&capital.share_charged) * bought;
        }
        if let Some(staff) = &route.staff {
            money[STAFF] = likely(&staff.per_week) * (likely(&staff.weeks_before) + making_weeks.max(programme_weeks));
        }
        for tool in &route.tooling {
            money[TOOLING] += tooling(tool, parts, starts);
        }
        money[PURCHASE] = multiplier * self.purchase(parts, starts);
        money[DUTY] = likely(&route.duty_rate) * money[PURCHASE];
        money[PROCESS] = multiplier * self.chain.process * starts;
        money[INSPECTION] = multiplier * self.chain.inspection * starts;
        money[REWORK] = multiplier * self.chain.rework * starts;
        money[LEARNING] = self.learning(starts);
        if let Some(lots) = &route.lots {
            let size = count(&lots.size, 1.0);
            let (started, delivered) = (ceiling(starts / size), ceiling(parts / size));
            money[SETUP] += started * likely(&lots.setup);
            money[INSPECTION] += started * likely(&lots.inspection);
            money[SHIPPING] += delivered * likely(&lots.shipping);
        }
        if let Some(per_part) = &route.per_part {
            money[INSPECTION] += parts * likely(&per_part.inspection);
            money[REWORK] += parts * likely(&per_part.rework);
            money[SHIPPING] += parts * likely(&per_part.shipping);
        }
        if let Some(batches) = &route.material_lots {
            money[MATERIAL_LOTS] = ceiling(starts / count(&batches.size, 1.0)) * likely(&batches.requalification);
        }
        if let Some(quality) = &route.quality {
            money[ESCAPES] = parts * self.bad_at_customer * likely(&quality.return_cost);
        }
        let mut scrap_value =
            multiplier * ((self.chain.process + self.chain.inspection) * starts - self.chain.clean_pass * parts);
        if route.quote.as_ref().is_some_and(|quote| quote.basis == Basis::Starts) {
            scrap_value += money[PURCHASE] * (starts - parts) / starts;
        }

        let exchange = likely(&route.exchange_rate);
        for amount in &mut money {
            *amount *= exchange;
        }
        scrap_value *= exchange;
        for risk in &route.risks {
            money[RISK] += likely(&risk.probability) * likely(&risk.cost);
        }
        Bill { accounts: money, starts, making_weeks, scrap_value }
    }

    fn purchase(&self, parts: f64, starts: f64) -> f64 {
        let Some(quote) = &self.route.quote else { return 0.0 };
        let wanted = match quote.basis {
            Basis::Accepted => parts,
            Basis::Starts => starts,
        };
        purchase(quote, wanted.max(count(&quote.minimum_order, 0.0)))
    }

    fn learning(&self, starts: f64) -> f64 {
        match &self.route.learning {
            None => 0.0,
            Some(Learning::Wright(curve)) => {
                let exponent = 1.0 + likely(&curve.rate).log2();
                let (from, to) = (self.prior_units, self.prior_units + starts);
                likely(&curve.first_unit_cost) * (to.powf(exponent) - from.powf(exponent))
            }
            Some(Learning::Crawford(curve)) => likely(&curve.first_unit_cost) * self.crawford[as_index(starts)],
        }
    }
}

/// Crawford's sum unit by unit, and the units that lie behind.
fn crawford_sums(route: &Route, credit: f64, most: f64) -> (Vec<f64>, f64) {
    match &route.learning {
        None => (Vec::new(), 0.0),
        Some(Learning::Wright(curve)) => (Vec::new(), count(&curve.prior_units, 0.0) + credit),
        Some(Learning::Crawford(curve)) => {
            let exponent = likely(&curve.rate).log2();
            let prior = count(&curve.prior_units, 0.0) + credit;
            let (mut sum, mut sums, mut unit) = (CarefulSum::default(), vec![0.0], 0.0);
            while unit < most {
                unit += 1.0;
                sum.add((prior + unit).powf(exponent));
                sums.push(sum.value);
            }
            (sums, prior)
        }
    }
}

fn nre(nre: &Nre) -> f64 {
    let mut money = likely(&nre.base) * (1.0 + likely(&nre.material_surcharge)) + likely(&nre.qualification);
    let paid = (count(&nre.revisions, 0.0) - count(&nre.revisions_included, 0.0)).max(0.0);
    let mut each = likely(&nre.hours_per_revision) * likely(&nre.hourly_rate);
    if let Some(cap) = &nre.cap_per_revision {
        each = each.min(likely(cap));
    }
    money += paid * each;
    money
}

fn tooling(tool: &Tool, parts: f64, starts: f64) -> f64 {
    let cost = likely(&tool.cost);
    if let Some(over) = &tool.amortised_over {
        let over = count(over, 1.0);
        let recovered = cost / over * parts.min(over);
        let owed = if tool.shortfall_due { cost / over * (over - parts).max(0.0) } else { 0.0 };
        return recovered + owed;
    }
    let tools = tool.life.as_ref().map_or(1.0, |life| ceiling(starts / likely(life)).max(1.0));
    cost * (tools - if tool.first_in_nre { 1.0 } else { 0.0 })
}

/// Share of the accepted parts that are beyond their limits, by the capability of the process.
pub(crate) fn capability_escapes(quality: &Quality) -> f64 {
    let Some(cpk) = &quality.cpk else { return 0.0 };
    let (distance, drift) = (3.0 * likely(cpk), likely(&quality.drift_sigma));
    let mut one = below(-(distance - drift));
    if quality.two_sided {
        one += below(-(distance + drift));
    }
    // One after the other: the sum form keeps the digits of a probability of a billionth.
    let (mut any, mut characteristic) = (0.0, 0.0);
    while characteristic < count(&quality.characteristics, 1.0) {
        any += one - any * one;
        characteristic += 1.0;
    }
    let detection = likely(&quality.final_detection);
    any * (1.0 - detection) / (1.0 - any * detection)
}

/// Standard normal distribution function.
fn below(z: f64) -> f64 {
    0.5 * libm::erfc(-z / std::f64::consts::SQRT_2)
}

#[allow(clippy::cast_precision_loss, reason = "volumes are small")]
fn as_number(volume: u64) -> f64 {
    volume as f64
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, not negative and small")]
fn as_index(whole: f64) -> usize {
    whole as usize
}
