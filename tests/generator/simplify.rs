//! The smallest scenario that still fails, so that a failure can be read.

use crossplan::model::scenario::Programme;
use crossplan::model::{Estimate, Route, Scenario};

/// Leaves out routes and blocks one by one as long as `fails` holds.
pub(crate) fn simplify(scenario: &Scenario, fails: &dyn Fn(&Scenario) -> bool) -> Scenario {
    let mut smallest = scenario.clone();
    loop {
        let Some(smaller) = smaller_ones(&smallest).into_iter().find(|smaller| *smaller != smallest && fails(smaller))
        else {
            return smallest;
        };
        smallest = smaller;
    }
}

const LEAVE_OUT: [fn(&mut Route); 17] = [
    |route| route.exchange_rate = Estimate::certain(1.0),
    |route| route.unit_multiplier = Estimate::certain(1.0),
    |route| route.duty_rate = Estimate::certain(0.0),
    |route| route.nre = None,
    |route| route.tooling.clear(),
    |route| route.quote = None,
    |route| route.process.clear(),
    |route| route.yield_ramp = None,
    |route| route.learning = None,
    |route| route.lots = None,
    |route| route.material_lots = None,
    |route| route.per_part = None,
    |route| route.capital = None,
    |route| route.staff = None,
    |route| route.capacity = None,
    |route| route.quality = None,
    |route| route.risks.clear(),
];

fn smaller_ones(scenario: &Scenario) -> Vec<Scenario> {
    let mut smaller = Vec::new();
    for index in 0..scenario.routes.len() {
        let id = &scenario.routes[index].id;
        let is_needed = scenario
            .routes
            .iter()
            .any(|route| route.staged.as_ref().is_some_and(|staged| staged.pilot == *id || staged.main == *id));
        if !is_needed && scenario.routes.len() > 1 {
            let mut without = scenario.clone();
            without.routes.remove(index);
            smaller.push(without);
        }
    }
    smaller.push(Scenario { programme: Programme::default(), ..scenario.clone() });
    let calm = Programme { discount_rate: Estimate::certain(0.0), ..scenario.programme.clone() };
    smaller.push(Scenario { programme: calm, ..scenario.clone() });
    for index in 0..scenario.routes.len() {
        for leave_out in LEAVE_OUT {
            let mut without = scenario.clone();
            leave_out(&mut without.routes[index]);
            smaller.push(without);
        }
    }
    smaller
}
