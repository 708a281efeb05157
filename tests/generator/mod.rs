//! Random scenarios: the same seed gives the same scenario.

pub(crate) mod dice;
pub(crate) mod full;
pub(crate) mod plain;
pub(crate) mod simplify;
pub(crate) mod telling;

use crossplan::cost::Case;
use crossplan::model::scenario::FORMAT;
use crossplan::model::{Estimate, Scenario};
use dice::Dice;

/// Kinds of scenarios, each hard for a search in its own way.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Family {
    /// NRE and a price table or a yield.
    Simple,
    /// Every block, switched on and off at random.
    Full,
    /// Near-parallel totals with steps of tools, lots, batches and machines.
    SawTooth,
    /// Whole amounts that often come out equal, and routes that differ by name alone.
    Ties,
    /// Full routes and staged ones made of them, so that the transfer lies within the range.
    Staged,
}

/// The scenario of a family with this number, over volumes 1 to `largest`.
pub(crate) fn scenario(family: Family, number: u64, largest: u64) -> Scenario {
    let mut dice = Dice::new(number.wrapping_mul(5).wrapping_add(family as u64));
    let mut scenario = Scenario {
        format: FORMAT,
        title: format!("{family:?} {number}"),
        range: (1, largest),
        volumes: vec![1 + largest / 100, 1 + largest / 3, largest],
        ..Scenario::default()
    };
    match family {
        Family::Simple => plain::simple(&mut dice, &mut scenario),
        Family::SawTooth => plain::saw_tooth(&mut dice, &mut scenario),
        Family::Ties => plain::ties(&mut dice, &mut scenario),
        Family::Full => full::full(&mut dice, &mut scenario, false),
        Family::Staged => full::full(&mut dice, &mut scenario, true),
    }
    if !matches!(family, Family::Ties) && dice.chance(0.8) {
        make_totals_meet(&mut dice, &mut scenario);
    }
    scenario
}

/// Changes each route's NRE so that its total meets the first one's at some volume: otherwise one of
/// them is mostly the cheapest throughout.
fn make_totals_meet(dice: &mut Dice, scenario: &mut Scenario) {
    let (from, to) = scenario.range;
    for index in 1..scenario.routes.len() {
        let volume = dice.quantity(from, to);
        let case = Case::likely(scenario);
        let missing = case.evaluate(0, volume).total - case.evaluate(index, volume).total;
        let route = &mut scenario.routes[index];
        let factor = route.exchange_rate.likely() * route.unit_multiplier.likely();
        if let Some(nre) = &mut route.nre {
            let factor = factor * (1.0 + nre.material_surcharge.likely());
            let base = (nre.base.likely() + missing / factor).max(0.0);
            nre.base = Estimate::certain((base * 1e4).round() / 1e4);
        }
    }
}

/// The scenario as it would stand in a file.
pub(crate) fn as_text(scenario: &Scenario) -> String {
    let options = ron::Options::default().with_default_extension(
        ron::extensions::Extensions::IMPLICIT_SOME | ron::extensions::Extensions::UNWRAP_VARIANT_NEWTYPES,
    );
    let pretty = ron::ser::PrettyConfig::new().struct_names(false).depth_limit(4).new_line("\n");
    options.to_string_pretty(scenario, pretty).unwrap_or_else(|error| error.to_string())
}
