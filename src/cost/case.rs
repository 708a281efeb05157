//! Which plain numbers does the arithmetic see?

use super::breakdown::Accounts;
use crate::model::Scenario;

/// A scenario with every input resolved to one number.
#[derive(Clone, Debug)]
pub struct Case {}

/// What a route costs and takes at a volume.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// False where the route does not compete: a staged route within its pilot.
    pub candidate: bool,
    /// Money by account, in the scenario's currency.
    pub accounts: Accounts,
    /// The sum of the accounts.
    pub total: f64,
    /// Parts started, a whole number.
    pub starts: f64,
    /// Weeks from the beginning to the last part.
    pub weeks: f64,
    /// What imperfect yield cost, undiscounted.
    pub scrap_value: f64,
}

impl Case {
    /// The case in which every input has its likely value.
    #[must_use]
    pub fn likely(scenario: &Scenario) -> Self {
        let _ = scenario;
        Self {}
    }

    /// How many routes there are.
    #[must_use]
    pub fn route_count(&self) -> usize {
        0
    }

    /// What route number `route` costs at `volume` accepted parts.
    #[must_use]
    pub fn evaluate(&self, route: usize, volume: u64) -> Evaluation {
        let _ = (route, volume);
        Evaluation {
            candidate: true,
            accounts: Accounts::default(),
            total: 0.0,
            starts: 0.0,
            weeks: 0.0,
            scrap_value: 0.0,
        }
    }
}
