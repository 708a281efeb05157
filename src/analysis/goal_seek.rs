//! What would a route have to offer to be cheapest at a volume, by one figure at a time?
//!
//! Levers: the price (every price of the table changed by the same share, told as the price of a part
//! at that volume), the NRE's base, the lowest yield, the weeks to the first part, the share of
//! capital that the part bears. All else stays at its likely value. A supplier's figure moves every
//! route that buys from that supplier, so that a staged route moves with its main route; a staged
//! route's own levers are those of its main route. Each lever is solved as a break-even
//! ([`super::break_even`]): the stretch of values nearest to the present one in which the route is
//! cheapest. For the cheapest route this is how far each figure may move before it loses.

use super::break_even::{BreakEvenError, Contest, Flip, Method, solve, solve_among};
use super::interrupt::Interrupt;
use super::winner::Standing;
use crate::cost::case::RouteCase;
use crate::cost::single::SingleRoute;
use crate::cost::{Case, as_parts};
use crate::model::inputs::find;
use crate::model::{Estimate, Route, Scenario};

/// A figure that a supplier could offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lever {
    /// Price of a part at the volume, in the route's own currency.
    Price,
    /// Base of the NRE, in the route's own currency.
    Nre,
    /// The lowest first-pass or acceptance yield, a fraction.
    Yield,
    /// Weeks to the first part, revisions and repeats apart.
    LeadTime,
    /// Share of the capital that the part bears, a fraction.
    CapitalShare,
}

impl Lever {
    /// All levers, in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::Price, Self::Nre, Self::Yield, Self::LeadTime, Self::CapitalShare];
}

/// What one lever can do for a route.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// The lever.
    pub lever: Lever,
    /// Index of the route whose figure it is: the route itself, or a staged route's main one.
    pub of: usize,
    /// What it takes; none where the route has no such figure.
    pub terms: Option<Terms>,
}

/// A lever and what it takes.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// Path of the input that moves; for phases of a lead time, that of the lead time.
    pub input: String,
    /// The present figure.
    pub now: f64,
    /// Where the route is cheapest.
    pub wins: Wins,
    /// Where it would at least cost less than today's cheapest route, though a third one, usually a
    /// staged route that buys from the same supplier, is then cheaper still. Only for a price or an NRE,
    /// and where `wins` is nowhere.
    pub beats: Option<Beats>,
    /// Whether more such values can exist.
    pub method: Method,
}

/// For which figures a route is cheapest. An absent end is that of the input's bounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wins {
    /// It is cheapest as it is, and stays so within these.
    Now {
        /// The lowest figure.
        low: Option<f64>,
        /// The highest figure.
        high: Option<f64>,
    },
    /// It would be cheapest within these: the nearest such figures.
    Within {
        /// The lowest figure.
        low: Option<f64>,
        /// The highest figure.
        high: Option<f64>,
    },
    /// No figure makes it cheapest.
    Nowhere,
}

/// For which figures a route costs less than one other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beats {
    /// Index of the other route: the cheapest as things are.
    pub rival: usize,
    /// The lowest figure; absent where it is the input's bound.
    pub low: Option<f64>,
    /// The highest figure; absent where it is the input's bound.
    pub high: Option<f64>,
}

/// What each lever can do for route number `route` at `volume`, in the order of [`Lever::ALL`]. None
/// where the route does not compete there, where no other does, or where interrupted.
///
/// ```
/// use crossplan::analysis::{goal_seek::{Wins, offers}, interrupt::Never};
/// use crossplan::model::{Estimate, Route, Scenario, route::{Nre, PriceBreak, Quote}};
/// let route = |id: &str, nre: f64, price: f64| Route {
///     id: id.to_owned(),
///     nre: Some(Nre { base: Estimate::certain(nre), ..Nre::default() }),
///     quote: Some(Quote { breaks: vec![PriceBreak(1, Estimate::certain(price))], ..Quote::default() }),
///     ..Route::default()
/// };
/// let routes = vec![route("cm", 20_000.0, 3.0), route("boutique", 5_000.0, 4.0)];
/// let found = offers(&Scenario { routes, ..Scenario::default() }, 0, 10_000, &Never).unwrap();
/// // 20,000 + p·10,000 = 5,000 + 4·10,000 gives p = 2.5.
/// let Wins::Within { low: None, high: Some(price) } = found[0].terms.as_ref().unwrap().wins else { panic!() };
/// assert!((price - 2.5).abs() < 1e-8);
/// ```
#[must_use]
pub fn offers(scenario: &Scenario, route: usize, volume: u64, interrupt: &dyn Interrupt) -> Option<Vec<Offer>> {
    let standing = Standing::at(&Case::likely(scenario), volume);
    let ranked = standing.ranked();
    let rival = *ranked.first().filter(|_| ranked.len() > 1 && ranked.contains(&route))?;
    let (of, wins_now) = (supplier(scenario, route)?, standing.cheapest().contains(&route));
    let question = Question { scenario, route, of, volume, wins_now, rival, interrupt };
    Lever::ALL.into_iter().map(|lever| Some(Offer { lever, of, terms: question.terms(lever)? })).collect()
}

/// Index of the route whose figures are asked about: a staged route's main one, else itself.
#[must_use]
pub fn supplier(scenario: &Scenario, route: usize) -> Option<usize> {
    match &scenario.routes.get(route)?.staged {
        Some(staged) => scenario.routes.iter().position(|other| other.id == staged.main),
        None => Some(route),
    }
}

struct Question<'a> {
    scenario: &'a Scenario,
    /// The route that is to win.
    route: usize,
    /// The route whose figures move.
    of: usize,
    volume: u64,
    wins_now: bool,
    /// The cheapest route as things are.
    rival: usize,
    interrupt: &'a dyn Interrupt,
}

impl Question<'_> {
    /// The outer none is an interruption, the inner one a route without the lever.
    #[allow(clippy::option_option, reason = "two different kinds of nothing, told apart by the only caller")]
    fn terms(&self, lever: Lever) -> Option<Option<Terms>> {
        let Some(handle) = self.handle(lever) else { return Some(None) };
        let scenario = handle.scenario.as_ref().unwrap_or(self.scenario);
        let stated = find(scenario, &handle.input).and_then(|(_, estimate)| estimate);
        let stated = stated.as_ref().map_or(0.0, Estimate::likely);
        let solution = match solve(scenario, &handle.input, self.volume, None, self.interrupt) {
            Ok(solution) => solution,
            Err(BreakEvenError::Interrupted) => return None,
            Err(_) => return Some(None),
        };
        let wins = match self.wins(&solution.flips, stated) {
            Wins::Now { low, high } => Wins::Now { low: handle.told(low), high: handle.told(high) },
            Wins::Within { low, high } => Wins::Within { low: handle.told(low), high: handle.told(high) },
            Wins::Nowhere => Wins::Nowhere,
        };
        let shared = matches!(lever, Lever::Price | Lever::Nre) && self.supplies_others();
        let beats = if wins == Wins::Nowhere && shared { self.beats(scenario, &handle, stated) } else { None };
        Some(Some(Terms { input: handle.input, now: stated * handle.unit, wins, beats, method: solution.method }))
    }

    /// Whether another route buys from the same supplier, so that it moves too.
    fn supplies_others(&self) -> bool {
        let id = self.scenario.routes.get(self.of).map(|route| &route.id);
        let mut staged = self.scenario.routes.iter().filter_map(|route| route.staged.as_ref());
        id.is_some_and(|id| staged.any(|staged| staged.pilot == *id || staged.main == *id))
    }

    /// Where the route costs less than today's cheapest, whoever else does.
    fn beats(&self, scenario: &Scenario, handle: &Handle, stated: f64) -> Option<Beats> {
        let contest = [self.route, self.rival];
        let among = Contest::Between(&contest);
        let solution = solve_among(scenario, &handle.input, self.volume, among, self.interrupt).ok()?;
        let (low, high) = nearest(&solution.flips, self.route, stated)?;
        Some(Beats { rival: self.rival, low: handle.told(low), high: handle.told(high) })
    }

    /// The stretch between flips in which the route wins, the one nearest to the present value.
    fn wins(&self, flips: &[Flip], now: f64) -> Wins {
        if flips.is_empty() {
            return if self.wins_now { Wins::Now { low: None, high: None } } else { Wins::Nowhere };
        }
        match nearest(flips, self.route, now) {
            Some((low, high)) if self.wins_now => {
                Wins::Now { low: low.map(|low| low.min(now)), high: high.map(|high| high.max(now)) }
            }
            Some((low, high)) => Wins::Within { low, high },
            // It ties with a route that is told as the winner on both sides.
            None if self.wins_now => Wins::Now { low: Some(now), high: Some(now) },
            None => Wins::Nowhere,
        }
    }

    fn handle(&self, lever: Lever) -> Option<Handle> {
        let route = self.scenario.routes.get(self.of)?;
        match lever {
            Lever::Price => self.price(route),
            Lever::Nre => route.nre.as_ref().map(|_| Handle::new(route, "nre.base")),
            Lever::Yield => lowest_yield(route).map(|key| Handle::new(route, &key)),
            Lever::LeadTime => self.lead_time(route),
            Lever::CapitalShare => route.capital.as_ref().map(|_| Handle::new(route, "capital.share_charged")),
        }
    }

    /// The scale of the price table, told as the price of a part.
    fn price(&self, route: &Route) -> Option<Handle> {
        let mut unscaled = self.scenario.clone();
        unscaled.routes.get_mut(self.of)?.quote.as_mut()?.scale = Estimate::certain(1.0);
        let unit = unit_price(&Case::likely(&unscaled), self.route, self.volume)?;
        let money = route.exchange_rate.likely() * route.unit_multiplier.likely();
        let handle = Handle { unit: unit / money, ..Handle::new(route, "quote.scale") };
        (handle.unit.is_finite() && handle.unit > 0.0).then_some(handle)
    }

    /// The lead time; where phases make it up, their sum takes their place.
    fn lead_time(&self, route: &Route) -> Option<Handle> {
        let capacity = route.capacity.as_ref()?;
        let mut handle = Handle::new(route, "capacity.lead_weeks");
        if capacity.lead_weeks.is_none() {
            let weeks: f64 = capacity.phases.iter().map(|phase| phase.1.likely()).sum();
            let mut joined = self.scenario.clone();
            let capacity = joined.routes.get_mut(self.of)?.capacity.as_mut()?;
            capacity.phases.clear();
            capacity.lead_weeks = Some(Estimate::certain(weeks));
            handle.scenario = Some(joined);
        }
        Some(handle)
    }
}

/// The input behind a lever.
struct Handle {
    input: String,
    /// What one of the input is of the lever: 1 but for the price.
    unit: f64,
    /// The scenario that has the input, where it is not the one asked about.
    scenario: Option<Scenario>,
}

impl Handle {
    fn new(route: &Route, key: &str) -> Self {
        Self { input: format!("routes.{}.{key}", route.id), unit: 1.0, scenario: None }
    }

    fn told(&self, value: Option<f64>) -> Option<f64> {
        value.map(|value| value * self.unit)
    }
}

/// A stretch of values; an absent end is that of the bounds.
type Stretch = (Option<f64>, Option<f64>);

/// The stretch of values in which a route is the winner that is nearest to `now`.
fn nearest(flips: &[Flip], route: usize, now: f64) -> Option<Stretch> {
    let distance = |&(low, high): &Stretch| {
        (low.unwrap_or(f64::NEG_INFINITY) - now).max(now - high.unwrap_or(f64::INFINITY)).max(0.0)
    };
    stretches(flips, route).into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

/// Stretches of values in which a route is the winner.
fn stretches(flips: &[Flip], route: usize) -> Vec<Stretch> {
    let firsts = std::iter::once(None).chain(flips.iter().map(|flip| Some(flip.high)));
    let lasts = flips.iter().map(|flip| Some(flip.low)).chain([None]);
    let winners = flips.iter().map(|flip| flip.before).chain(flips.last().map(|flip| flip.after));
    firsts.zip(lasts).zip(winners).filter(|(_, winner)| *winner == route).map(|(stretch, _)| stretch).collect()
}

/// What is paid for a part of those ordered at a volume, in the scenario's currency.
pub(super) fn unit_price(case: &Case, route: usize, volume: u64) -> Option<f64> {
    let (single, parts): (&SingleRoute, f64) = match case.routes.get(route)? {
        RouteCase::Single(single) => (single, as_parts(volume)),
        RouteCase::Staged(staged) => (&staged.main, as_parts(volume) - staged.pilot_units),
    };
    let quote = single.quote.as_ref()?;
    let needed = quote.needed(parts, single.yields.starts_for(parts));
    Some(quote.purchase(needed) / needed.max(quote.minimum_order))
}

/// The yield that a route has most to gain from, as the end of its path.
fn lowest_yield(route: &Route) -> Option<String> {
    let accepted =
        route.quote.iter().map(|quote| (quote.acceptance_yield.likely(), "quote.acceptance_yield".to_owned()));
    let steps = route
        .process
        .iter()
        .map(|step| (step.first_pass_yield.likely(), format!("process.{}.first_pass_yield", step.id)));
    steps.chain(accepted).min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, key)| key)
}
