//! What do the ranges that most routes have act on: engineering, the chain, and what each accepted part costs?
//!
//! For one draw or several side by side. Money is in the scenario's currency.

use super::nre;
use super::process::{self, Chain, Pass};
use super::quality;
use super::reading::{Likely, Number, Reading};
use crate::model::Route;

/// These terms of a single route.
pub(crate) struct Terms<N> {
    /// One-off engineering.
    pub(crate) nre: N,
    /// Costs of a start.
    pub(crate) chain: Chain<N>,
    /// Accepted parts per start, without lost lots; a ramp apart.
    pub(crate) accept_fraction: N,
    /// Money for each accepted part in inspection, rework and shipping.
    pub(crate) per_part: PerPartCase<N>,
    /// Expected money for escapes per accepted part.
    pub(crate) escape_cost_per_part: N,
}

/// Money for each accepted part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PerPartCase<N = f64> {
    /// In inspection.
    pub inspection: N,
    /// In rework.
    pub rework: N,
    /// In shipping.
    pub shipping: N,
}

impl<N: Number> Terms<N> {
    /// All of them.
    pub(crate) fn of<R: Reading<Number = N>>(route: &Route, reading: &R) -> Self {
        let chain = chain(route, reading);
        Self {
            nre: engineering(route, reading),
            accept_fraction: accept_fraction(route, &chain, reading),
            per_part: per_part(route, reading),
            escape_cost_per_part: escape_cost(route, &chain, reading),
            chain,
        }
    }
}

/// What money of the route's is multiplied by that its cost multiplier acts on.
fn multiplier<R: Reading>(route: &Route, reading: &R) -> R::Number {
    reading.of(&route.exchange_rate) * reading.of(&route.unit_multiplier)
}

/// One-off engineering.
pub(crate) fn engineering<R: Reading>(route: &Route, reading: &R) -> R::Number {
    let own = route.nre.as_ref().map_or(0.0.into(), |it| nre::nre(it, reading));
    own * multiplier(route, reading)
}

/// What a start costs and becomes.
pub(crate) fn chain<R: Reading>(route: &Route, reading: &R) -> Chain<R::Number> {
    let own = process::steps(&route.process, reading).fold(accepted(route, reading), |chain, step| chain.after(&step));
    scaled(own, multiplier(route, reading))
}

/// Accepted parts per start where there is no ramp.
pub(crate) fn accept_fraction<R: Reading>(route: &Route, chain: &Chain<R::Number>, reading: &R) -> R::Number {
    chain.accept_fraction() * kept(route, reading)
}

/// The share of starts that no lost lot takes.
pub(crate) fn kept<R: Reading>(route: &Route, reading: &R) -> R::Number {
    let lost = route.lots.as_ref().map_or(0.0.into(), |lots| reading.of(&lots.loss_probability));
    R::Number::from(1.0) - lost
}

/// Money for each accepted part in inspection, rework and shipping.
pub(crate) fn per_part<R: Reading>(route: &Route, reading: &R) -> PerPartCase<R::Number> {
    let exchange = reading.of(&route.exchange_rate);
    let of = |cost: fn(&crate::model::route::PerPart) -> &crate::model::Estimate| {
        route.per_part.as_ref().map_or(0.0.into(), |costs| reading.of(cost(costs)) * exchange)
    };
    PerPartCase { inspection: of(|it| &it.inspection), rework: of(|it| &it.rework), shipping: of(|it| &it.shipping) }
}

/// e·return cost per accepted part, e = 1−(1−e_q)(1−e_chain), written so that nothing cancels.
pub(crate) fn escape_cost<R: Reading>(route: &Route, chain: &Chain<R::Number>, reading: &R) -> R::Number {
    let from_chain = chain.escape_fraction();
    let own = route.quality.as_ref().map_or(0.0.into(), |it| {
        let from_capability = quality::capability_escapes(it, reading);
        (from_capability + from_chain - from_capability * from_chain) * reading.of(&it.return_cost)
    });
    own * reading.of(&route.exchange_rate)
}

/// A start that the supplier's parts have been accepted into.
fn accepted<R: Reading>(route: &Route, reading: &R) -> Chain<R::Number> {
    let mut chain = Chain::start();
    if let Some(quote) = &route.quote {
        let acceptance = reading.of(&quote.acceptance_yield);
        chain.good *= acceptance;
        chain.rolled_throughput_yield *= acceptance;
    }
    chain
}

fn scaled<N: Number>(mut chain: Chain<N>, money: N) -> Chain<N> {
    for amount in [&mut chain.process, &mut chain.inspection, &mut chain.rework, &mut chain.clean_pass] {
        *amount *= money;
    }
    chain
}

/// What happens to a start of a route, step by step, by name: first acceptance, where any are refused.
pub(crate) fn passes(route: &Route) -> Vec<(String, Pass)> {
    let money = multiplier(route, &Likely);
    let mut chain = accepted(route, &Likely);
    let refused = 1.0 - chain.good;
    let acceptance =
        Pass { first_pass_yield: chain.good, inspected: true, found: refused, recovered: 0.0, after: chain };
    let mut passes: Vec<(String, Pass)> =
        (refused > 0.0).then(|| ("Acceptance".to_owned(), acceptance)).into_iter().collect();
    for (step, resolved) in route.process.iter().zip(process::steps(&route.process, &Likely)) {
        let pass = chain.pass(&resolved);
        chain = pass.after;
        let name = if step.name.is_empty() { &step.id } else { &step.name };
        passes.push((name.clone(), Pass { after: scaled(pass.after, money), ..pass }));
    }
    passes
}
