//! What may a supplier see?
//!
//! A scenario built anew from a list of what is the supplier's own: nothing is taken out of the whole,
//! so that nothing can be forgotten in it. Left out are all other routes, today's route, the programme
//! (dates, cost of delay, discount, planned volume), and of the route itself what is the buyer's own:
//! staff, capital, escapes, risks, capability, exchange rate, cost multiplier, notes, and every source and
//! range behind a figure.

use crate::model::inputs::visit_mut;
use crate::model::route::PerPart;
use crate::model::scenario::Part;
use crate::model::{Estimate, Route, Scenario};

/// The scenario of one route alone, in the route's own currency; none where there is no such route, or
/// it is a staged one, which is two suppliers'.
#[must_use]
pub fn supplier_view(scenario: &Scenario, id: &str) -> Option<Scenario> {
    let route = scenario.route(id).filter(|route| route.staged.is_none())?;
    let mut own = Scenario {
        part: Part { name: scenario.part.name.clone(), ..Part::default() },
        currency: route.currency.clone().unwrap_or_else(|| scenario.currency.clone()),
        volumes: scenario.volumes.clone(),
        range: scenario.range,
        routes: vec![own_route(route)],
        ..Scenario::default()
    };
    visit_mut(&mut own, &mut |place| {
        if let Some(estimate) = place.slot.get_mut() {
            *estimate = Estimate::certain(estimate.likely());
        }
    });
    Some(own)
}

fn own_route(route: &Route) -> Route {
    let own_part = |costs: &PerPart| PerPart { shipping: costs.shipping.clone(), ..PerPart::default() };
    Route {
        id: route.id.clone(),
        name: route.name.clone(),
        duty_rate: route.duty_rate.clone(),
        nre: route.nre.clone(),
        tooling: route.tooling.clone(),
        quote: route.quote.clone(),
        capacity: route.capacity.clone(),
        process: route.process.clone(),
        yield_ramp: route.yield_ramp.clone(),
        learning: route.learning.clone(),
        lots: route.lots.clone(),
        material_lots: route.material_lots.clone(),
        per_part: route.per_part.as_ref().map(own_part),
        ..Route::default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::*;
    use crate::cost::{Account, Case};
    use crate::model::route::{Nre, PriceBreak, Quote, Staff};
    use crate::model::{Grade, Source};

    fn quoted(id: &str, nre: f64, price: f64) -> Route {
        let source = Source { text: format!("against {id}'s rival"), grade: Some(Grade::Quoted), ..Source::default() };
        let price = Estimate { source, ..Estimate::certain(price) };
        Route {
            id: id.to_owned(),
            name: id.to_uppercase(),
            notes: "ask them to beat the boutique".to_owned(),
            nre: Some(Nre { base: nre.into(), ..Nre::default() }),
            quote: Some(Quote { breaks: vec![PriceBreak(1, price)], ..Quote::default() }),
            staff: Some(Staff { per_week: 777.0.into(), ..Staff::default() }),
            ..Route::default()
        }
    }

    fn scenario() -> Scenario {
        let mut scenario = Scenario {
            title: "CM against boutique".to_owned(),
            routes: vec![quoted("cm", 45_000.0, 1.1), quoted("boutique", 15_123.0, 3.9)],
            incumbent: Some("boutique".to_owned()),
            planned_volume: Some(31_313.0.into()),
            ..Scenario::default()
        };
        scenario.programme.delay_cost_per_week = 15_000.0.into();
        scenario.programme.due_week = Some(16.0.into());
        scenario
    }

    #[test]
    fn nothing_of_the_others_and_nothing_of_the_buyers_is_in_it() {
        let text = format!("{:?}", supplier_view(&scenario(), "cm").unwrap());
        for secret in ["boutique", "BOUTIQUE", "15123", "3.9", "31313", "15000", "777", "rival", "beat", "Quoted"] {
            assert!(!text.contains(secret), "{secret} is in {text}");
        }
        assert!(text.contains("45000") && text.contains("1.1"));
    }

    #[test]
    fn what_is_the_suppliers_own_costs_what_it_did() {
        let (whole, own) = (scenario(), supplier_view(&scenario(), "cm").unwrap());
        let (whole, own) = (Case::likely(&whole).evaluate(0, 10_000), Case::likely(&own).evaluate(0, 10_000));
        for account in [Account::Nre, Account::Purchase] {
            assert!((whole.accounts[account] - own.accounts[account]).abs() < 1e-9);
        }
        assert!((own.total - (45_000.0 + 11_000.0)).abs() < 1e-9);
    }

    #[test]
    fn a_staged_route_is_nobodys_own() {
        let mut scenario = scenario();
        scenario.routes[0].staged = Some(crate::model::route::Staged::default());
        assert!(supplier_view(&scenario, "cm").is_none());
        assert!(supplier_view(&scenario, "nobody").is_none());
    }
}
