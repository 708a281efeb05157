//! Which numbers and risk events does a draw consist of, and which case do they make?
//!
//! Every uncertain input takes the quantile of its distribution at a uniform number; a count is
//! rounded, and a number outside its bounds moved to the nearest. A risk event happens where its
//! uniform number is below its probability, which may itself be drawn. Where the uniform numbers
//! come from is left to the caller.

use super::super::distribution::Distribution;
use super::super::random::Stream;
use crate::cost::{Case, Extremes, Parts, place};
use crate::model::inputs::{Input, visit, visit_places_mut};
use crate::model::route::Risk;
use crate::model::{Route, Scenario, Value};

/// The uncertain inputs and the risk events of a scenario.
pub(in crate::analysis) struct Draws {
    scenario: Scenario,
    pub(in crate::analysis) inputs: Vec<UncertainInput>,
    /// Places of the inputs in the walk over all inputs, rising.
    places: Vec<usize>,
    pub(in crate::analysis) events: Vec<Event>,
    /// Routes that differ from draw to draw, and in which parts, in their order.
    changing: Vec<(usize, Parts)>,
    /// Whether all inputs that are drawn belong to routes.
    all_in_routes: bool,
}

/// An input that is drawn.
pub(in crate::analysis) struct UncertainInput {
    pub(in crate::analysis) path: String,
    declared: &'static Input,
    pub(in crate::analysis) stream: Stream,
    pub(in crate::analysis) distribution: Distribution,
}

/// A risk event that happens or not.
pub(in crate::analysis) struct Event {
    route: usize,
    risk: usize,
    pub(in crate::analysis) stream: Stream,
    probability: Probability,
}

/// How likely an event is.
enum Probability {
    Stated(f64),
    /// As drawn for the input with this index.
    Drawn(usize),
}

/// One draw after another, in plain numbers.
pub(in crate::analysis) struct Draw {
    scenario: Scenario,
    pub(in crate::analysis) case: Case,
}

impl Draws {
    pub(in crate::analysis) fn new(scenario: &Scenario, seed: u64) -> Self {
        let (mut inputs, mut places, mut place) = (Vec::new(), Vec::new(), 0);
        visit(scenario, &mut |found| {
            if let Some(estimate) = found.slot.get().filter(|estimate| estimate.is_uncertain()) {
                places.push(place);
                inputs.push(UncertainInput {
                    path: found.path.to_owned(),
                    declared: found.input,
                    stream: Stream::new(seed, found.path),
                    distribution: Distribution::of(estimate),
                });
            }
            place += 1;
        });
        let events = events(scenario, &inputs, seed);
        let changing = changing(scenario, &inputs);
        let all_in_routes = inputs.iter().all(|input| input.path.starts_with("routes."));
        Self { scenario: scenario.clone(), inputs, places, events, changing, all_in_routes }
    }

    /// How many routes there are.
    pub(in crate::analysis) fn routes(&self) -> usize {
        self.scenario.routes.len()
    }

    /// In which parts a route differs from draw to draw.
    pub(in crate::analysis) fn changed(&self, route: usize) -> Parts {
        let found = self.changing.binary_search_by_key(&route, |(route, _)| *route);
        found.map_or(Parts::NONE, |place| self.changing[place].1)
    }

    /// Whether a route differs from draw to draw in nothing that has to be worked out draw by draw, nor
    /// anything beyond the routes.
    pub(in crate::analysis) fn differs_in_terms(&self, route: usize) -> bool {
        self.changed(route).are_terms() && self.all_in_routes
    }

    /// A route as it is stated.
    pub(in crate::analysis) fn stated(&self, route: usize) -> Option<&Route> {
        self.scenario.routes.get(route)
    }

    /// Where the estimates of the inputs stand in memory, rising, each with the number of its input.
    pub(in crate::analysis) fn places_in_memory(&self) -> Vec<(usize, usize)> {
        let mut places = Vec::with_capacity(self.inputs.len());
        visit(&self.scenario, &mut |found| {
            if let Some(estimate) = found.slot.get().filter(|estimate| estimate.is_uncertain()) {
                places.push((place(estimate), places.len()));
            }
        });
        places.sort_unstable();
        places
    }

    /// How many uniform numbers a draw takes.
    pub(in crate::analysis) fn dimensions(&self) -> usize {
        self.inputs.len() + self.events.len()
    }

    /// True where every draw is the same: no input is uncertain, and every risk event happens for
    /// certain or never.
    pub(in crate::analysis) fn is_certain(&self) -> bool {
        let settled = |event: &Event| match event.probability {
            Probability::Stated(probability) => probability <= 0.0 || probability >= 1.0,
            Probability::Drawn(_) => false,
        };
        self.inputs.is_empty() && self.events.iter().all(settled)
    }

    /// A place to draw into.
    pub(in crate::analysis) fn begin(&self) -> Draw {
        Draw { scenario: self.scenario.clone(), case: Case::likely(&self.scenario) }
    }

    /// Puts a draw in place, given the number drawn for each input and the uniform number of each
    /// event; true where a number was impossible.
    pub(in crate::analysis) fn resolve(
        &self,
        draw: &mut Draw,
        number: impl Fn(usize) -> f64,
        uniform: impl Fn(usize) -> f64,
    ) -> bool {
        let (mut clamped, mut index) = (false, 0);
        visit_places_mut(&mut draw.scenario, &self.places, &mut |found| {
            let (admitted, moved) = admitted(found.input, number(index));
            clamped |= moved;
            match found.slot.get_mut().map(|estimate| &mut estimate.value) {
                // In place, as it happens millions of times.
                Some(Value::Certain(value)) => *value = admitted,
                Some(value) => *value = Value::Certain(admitted),
                None => {}
            }
            index += 1;
        });
        for (index, event) in self.events.iter().enumerate() {
            let probability = match event.probability {
                Probability::Stated(probability) => probability,
                Probability::Drawn(input) => number(input),
            };
            if let Some(risk) = event.risk_in(&mut draw.scenario) {
                risk.probability.value = Value::Certain(if uniform(index) < probability { 1.0 } else { 0.0 });
            }
        }
        draw.case.resolve_again(&draw.scenario, &self.changing);
        clamped
    }
}

impl UncertainInput {
    /// Makes of numbers drawn what the input takes, and notes which had to be moved to a bound.
    pub(in crate::analysis) fn admit(&self, numbers: &mut [f64], moved: &mut [bool]) {
        let bounds = &self.declared.bounds;
        let drawn = Extremes::of(numbers);
        if bounds.whole || ![drawn.least, drawn.largest].into_iter().all(|extreme| bounds.allow(extreme)) {
            for (number, moved) in numbers.iter_mut().zip(moved) {
                let (admitted, outside) = admitted(self.declared, *number);
                (*number, *moved) = (admitted, *moved || outside);
            }
        }
    }
}

/// The number drawn as the input takes it, and whether it had to be moved to a bound.
fn admitted(input: &Input, drawn: f64) -> (f64, bool) {
    let whole = if input.bounds.whole { (drawn + 0.5).floor() } else { drawn };
    if input.bounds.allow(whole) { (whole, false) } else { (input.bounds.nearest(whole), true) }
}

impl Event {
    fn risk_in<'a>(&self, scenario: &'a mut Scenario) -> Option<&'a mut Risk> {
        scenario.routes.get_mut(self.route)?.risks.get_mut(self.risk)
    }
}

fn events(scenario: &Scenario, inputs: &[UncertainInput], seed: u64) -> Vec<Event> {
    let mut events = Vec::new();
    for (route, stated) in scenario.routes.iter().enumerate() {
        for (risk, event) in stated.risks.iter().enumerate() {
            let path = format!("routes.{}.risks.{}", stated.id, event.id);
            let drawn = inputs.iter().position(|input| input.path == format!("{path}.probability"));
            let probability = drawn.map_or(Probability::Stated(event.probability.likely()), Probability::Drawn);
            events.push(Event { route, risk, stream: Stream::new(seed, &path), probability });
        }
    }
    events
}

/// Routes with an uncertain input or a risk event, and the staged ones made of them.
fn changing(scenario: &Scenario, inputs: &[UncertainInput]) -> Vec<(usize, Parts)> {
    let itself = |id: &str| {
        let prefix = format!("routes.{id}.");
        let paths = inputs.iter().filter_map(|input| input.path.strip_prefix(&prefix));
        let risks = scenario.route(id).is_some_and(|route| !route.risks.is_empty());
        let events = if risks { Parts::of_input("risks") } else { Parts::NONE };
        paths.map(Parts::of_input).fold(events, Parts::and)
    };
    let changes = |route: &crate::model::Route| match &route.staged {
        Some(staged) => itself(&staged.pilot).and(itself(&staged.main)).and(itself(&route.id)),
        None => itself(&route.id),
    };
    let routes = scenario.routes.iter().enumerate().map(|(index, route)| (index, changes(route)));
    routes.filter(|(_, parts)| *parts != Parts::NONE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::scenario_file::parse;

    /// Draw upon draw into the same place must come to what each comes to from nothing: nothing stays behind.
    #[test]
    fn a_draw_is_the_case_of_its_scenario() {
        let shipped = crate::formats::shipped::SHIPPED.iter().map(|shipped| shipped.text.as_bytes().to_vec());
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/random");
        let full = (1..=4).filter_map(|number| std::fs::read(folder.join(format!("full-0{number}.ron"))).ok());
        let mut compared = 0;
        for text in shipped.chain(full) {
            let Ok(parsed) = parse(&text) else { panic!("the file is whole") };
            let draws = Draws::new(&parsed.scenario, 5);
            let mut draw = draws.begin();
            for sample in 0..20 {
                let number = |input: usize| {
                    let input = &draws.inputs[input];
                    input.distribution.quantile(input.stream.uniform(sample))
                };
                draws.resolve(&mut draw, number, |event| draws.events[event].stream.uniform(sample));
                assert_eq!(draw.case, Case::likely(&draw.scenario));
                compared += draws.inputs.len();
            }
        }
        assert!(compared > 1_000, "{compared} inputs were drawn");
    }
}
