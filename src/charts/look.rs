//! Which look tells one route from another?
//!
//! Every route gets a slot: a colour, and as a second cue for whoever cannot tell the colours apart a
//! dash pattern and a marker. Familiar kinds of routes keep their slot from scenario to scenario; the
//! others take the free ones in their order. A route that cannot make the part keeps all that and is dimmed.

use crate::analysis::feasibility::is_ruled_out;
use crate::model::{Route, Scenario};

/// How many slots differ in colour.
pub const SLOTS: usize = 8;

/// The slot of a boutique specialist.
const BOUTIQUE: usize = 0;
/// The slot of a contract manufacturer.
const CONTRACT_MANUFACTURER: usize = 1;
/// The slot of a route of two stages.
const STAGED: usize = 2;
/// The slot of making it in-house.
const IN_HOUSE: usize = 3;

/// The symbol that stands on a route's curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Marker {
    /// A disc.
    Circle,
    /// A square on its side.
    Diamond,
    /// A square on its edge.
    Square,
    /// A triangle, point up.
    Up,
    /// A triangle, point down.
    Down,
}

/// What sets a route's curve apart, colour aside.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Which colour, below [`SLOTS`].
    pub slot: usize,
    /// Lengths of stroke and gap in turn, in points; none for a line without a gap.
    pub dash: &'static [f32],
    /// The symbol on the curve.
    pub marker: Marker,
    /// Whether it is dimmed, as the route cannot make the part.
    pub dimmed: bool,
}

/// By how many slots the dashes move on with each round: odd, so that no colour has the same ones in eight rounds.
const ROUND: usize = 3;

/// Stroke and gap lengths of each slot.
const DASHES: [&[f32]; SLOTS] = [
    &[],
    &[7.0, 4.0],
    &[2.0, 3.0],
    &[9.0, 3.0, 2.0, 3.0],
    &[14.0, 4.0],
    &[9.0, 3.0, 2.0, 3.0, 2.0, 3.0],
    &[4.0, 2.0],
    &[14.0, 3.0, 4.0, 3.0],
];

/// The marker of each slot.
const MARKERS: [Marker; SLOTS] = [
    Marker::Circle,
    Marker::Diamond,
    Marker::Up,
    Marker::Square,
    Marker::Down,
    Marker::Circle,
    Marker::Diamond,
    Marker::Up,
];

impl Look {
    /// The look of a slot. Beyond the last the colours begin again, each round with other dashes and markers.
    #[must_use]
    pub fn of_slot(slot: usize) -> Self {
        let (round, slot) = (slot / SLOTS, slot % SLOTS);
        let (dash, marker) = (DASHES[(slot + ROUND * round) % SLOTS], MARKERS[(slot + round) % SLOTS]);
        Self { slot, dash, marker, dimmed: false }
    }
}

/// The look of each route, in the routes' order.
#[must_use]
pub fn looks(scenario: &Scenario) -> Vec<Look> {
    let looks = slots(&scenario.routes).into_iter().map(Look::of_slot).enumerate();
    looks.map(|(index, look)| Look { dimmed: is_ruled_out(scenario, index), ..look }).collect()
}

fn slots(routes: &[Route]) -> Vec<usize> {
    let mut slots: Vec<Option<usize>> = vec![None; routes.len()];
    let mut taken = Vec::with_capacity(routes.len());
    for (slot, route) in slots.iter_mut().zip(routes) {
        *slot = familiar_slot(route).filter(|familiar| !taken.contains(familiar));
        taken.extend(*slot);
    }
    let mut free = (0..).filter(|slot| !taken.contains(slot));
    slots.into_iter().map(|slot| slot.or_else(|| free.next()).unwrap_or(0)).collect()
}

/// The slot of a kind of route that the trade knows by name.
fn familiar_slot(route: &Route) -> Option<usize> {
    let named = format!("{} {}", route.id, route.name).to_lowercase();
    let has = |word: &str| named.split(|c: char| !c.is_alphanumeric()).any(|part| part == word);
    if route.staged.is_some() {
        Some(STAGED)
    } else if has("house") || has("inhouse") {
        Some(IN_HOUSE)
    } else if has("boutique") || has("specialist") {
        Some(BOUTIQUE)
    } else if has("cm") || has("contract") {
        Some(CONTRACT_MANUFACTURER)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::route::{Capability, Staged};

    fn route(id: &str) -> Route {
        Route { id: id.to_owned(), ..Route::default() }
    }

    #[test]
    fn familiar_routes_keep_their_slot_in_any_order() {
        let routes = vec![route("cm"), route("in-house"), route("boutique")];
        assert_eq!(slots(&routes), [1, 3, 0]);
    }

    #[test]
    fn others_take_the_free_slots_in_their_order() {
        let routes = vec![route("etching"), route("cm"), route("cm-asia"), route("boutique")];
        assert_eq!(slots(&routes), [2, 1, 3, 0]);
    }

    #[test]
    fn any_number_of_routes_has_a_look() {
        let looks = looks(&Scenario { routes: vec![route("x"); 20], ..Scenario::default() });
        assert_eq!(looks.len(), 20);
        assert!(looks.iter().all(|look| look.slot < SLOTS));
        for first in 0..SLOTS {
            for second in 0..first {
                assert_ne!(looks[first].dash, looks[second].dash);
            }
        }
    }

    #[test]
    fn no_two_routes_look_the_same() {
        let looks = looks(&Scenario { routes: vec![route("x"); 64], ..Scenario::default() });
        for (index, look) in looks.iter().enumerate() {
            for other in looks[..index].iter().filter(|other| other.slot == look.slot) {
                assert!(look.dash != other.dash && look != other, "{index}");
            }
        }
    }

    #[test]
    fn only_a_route_that_cannot_make_the_part_is_dimmed() {
        let holds = |um| Capability { tolerance_um: Some(um), ..Capability::default() };
        let able = Route { capability: Some(holds(5.0)), ..route("cm") };
        let unable = Route { capability: Some(holds(20.0)), ..route("boutique") };
        let staged = Staged { pilot: "boutique".to_owned(), main: "cm".to_owned(), ..Staged::default() };
        let staged = Route { staged: Some(staged), ..route("staged") };
        let mut scenario = Scenario { routes: vec![able, unable, staged], ..Scenario::default() };
        scenario.part.tolerance_um = Some(10.0);
        let found = looks(&scenario);
        assert_eq!([0, 1, 2].map(|index: usize| found[index].dimmed), [false, true, true]);
        assert_eq!(found[1], Look { dimmed: true, ..Look::of_slot(BOUTIQUE) });
    }
}
