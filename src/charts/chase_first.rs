//! Which number is worth chasing first? Those whose knowledge is worth most, clear of the noise of the draws.

use super::input_names;
use super::sentences::names;
use super::text::rounded;
use crate::analysis::monte_carlo::Simulation;
use crate::model::Scenario;

/// How many are told.
const MOST: usize = 3;
/// How many times its noise floor a worth must be: the estimate itself is biased upward by about one.
const CLEAR: f64 = 2.0;

/// A number worth chasing.
#[derive(Clone, Debug, PartialEq)]
pub struct Chase {
    /// Path of the input.
    pub input: String,
    /// Its name.
    pub name: String,
    /// What it is worth to know it, as written.
    pub worth: String,
    /// The same as a share of the first one's.
    pub share: f64,
}

/// The numbers worth chasing at volume number `index` of a simulation, the first one first.
#[must_use]
pub fn chase_first(scenario: &Scenario, simulation: &Simulation, index: usize) -> Vec<Chase> {
    let worth = |values: &[f64]| values.get(index).copied().unwrap_or(0.0);
    let mut clear: Vec<(&str, f64)> = simulation
        .evppi
        .iter()
        .map(|known| (known.input.as_str(), worth(&known.values), worth(&known.noise_floor)))
        .filter(|(_, value, noise)| *value >= 0.5 && *value > CLEAR * noise)
        .map(|(input, value, _)| (input, value))
        .collect();
    clear.sort_by(|a, b| b.1.total_cmp(&a.1));
    let most = clear.first().map_or(1.0, |first| first.1);
    let chase = |(input, value): &(&str, f64)| Chase {
        input: (*input).to_owned(),
        name: name(scenario, input),
        worth: rounded(*value, 2),
        share: value / most,
    };
    clear.iter().take(MOST).map(chase).collect()
}

/// What it is called, and then whose it is: where room is short the second is cut.
fn name(scenario: &Scenario, input: &str) -> String {
    let short = input_names::short(scenario, input);
    let first = short.chars().next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let short = first + short.get(short.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
    match input_names::route_index(scenario, input) {
        Some(route) => format!("{short} · {}", names(scenario, &[route])),
        None => short,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::monte_carlo::InformationValue;

    #[test]
    fn what_is_lost_in_the_noise_is_not_told() {
        let known = |input: &str, value: f64, noise: f64| InformationValue {
            input: input.to_owned(),
            values: vec![value],
            noise_floor: vec![noise],
        };
        let evppi = vec![known("a", 100.0, 60.0), known("b", 50.0, 5.0), known("c", 400.0, 5.0), known("d", 0.1, 0.0)];
        let simulation =
            Simulation { samples: 1, points: Vec::new(), evpi: Vec::new(), evppi, crossover: None, clamped: 0 };
        let told = chase_first(&Scenario::default(), &simulation, 0);
        assert_eq!(told.iter().map(|chase| chase.input.as_str()).collect::<Vec<_>>(), ["c", "b"]);
        assert!((told[1].share - 0.125).abs() < 1e-12 && told[0].worth == "400");
        assert!(chase_first(&Scenario::default(), &simulation, 1).is_empty());
    }
}
