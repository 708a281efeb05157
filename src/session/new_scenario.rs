//! Which scenario follows from the few answers that New asks for?
//!
//! What is answered goes into the scenario as it stands; what is left open takes the template's value,
//! graded Assumed. Both are in one place here: the template, and what becomes of each answer.

use crate::model::route::{Basis, Capacity, Capital, Nre, PriceBreak, Quality, Quote, Reading, Staged};
use crate::model::scenario::{FORMAT, Part, Programme};
use crate::model::{Estimate, Grade, Route, Scenario};

/// The volumes that prices are asked at.
pub const VOLUMES: [u64; 3] = [100, 10_000, 100_000];

/// What New asks; an open answer takes the template's.
#[derive(Clone, Debug, PartialEq)]
pub struct Answers {
    /// What the part is called.
    pub part: String,
    /// True where the material is exotic.
    pub exotic_material: bool,
    /// Accepted parts over the programme.
    pub planned_volume: Option<f64>,
    /// Week by which the first parts are needed.
    pub need_by_week: Option<f64>,
    /// In-house, boutique, contract manufacturer.
    pub routes: [RouteAnswers; 3],
    /// True where a pilot at the boutique that goes on at the contract manufacturer is a route too.
    pub pilot_first: bool,
}

/// What New asks of a route.
#[derive(Clone, Debug, PartialEq)]
pub struct RouteAnswers {
    /// False where the route is not to be looked at.
    pub wanted: bool,
    /// One-off cost: engineering at a supplier, equipment in-house.
    pub up_front: Option<f64>,
    /// Price of a part at each of [`VOLUMES`].
    pub prices: [Option<f64>; 3],
    /// Share of the parts that are good.
    pub good_yield: Option<f64>,
    /// True where the buyer pays for scrap too.
    pub buyer_pays_scrap: bool,
    /// Weeks to the first good part.
    pub lead_weeks: Option<f64>,
    /// Accepted parts a week.
    pub per_week: Option<f64>,
}

/// What an open answer of a route takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Template {
    /// Stable name.
    pub id: &'static str,
    /// What people call it.
    pub name: &'static str,
    /// One-off cost.
    pub up_front: f64,
    /// Price of a part at each of [`VOLUMES`].
    pub prices: [f64; 3],
    /// Share of the parts that are good.
    pub good_yield: f64,
    /// Weeks to the first good part.
    pub lead_weeks: f64,
    /// Accepted parts a week.
    pub per_week: f64,
    /// True where the buyer makes it.
    pub in_house: bool,
}

/// Planned volume where it is left open.
pub const PLANNED_VOLUME: f64 = 20_000.0;

/// In-house, boutique, contract manufacturer: orders of magnitude of the field, to be replaced.
pub const TEMPLATES: [Template; 3] = [
    Template {
        id: "in-house",
        name: "In-house",
        up_front: 2_300_000.0,
        prices: [9.0, 2.0, 0.9],
        good_yield: 0.9,
        lead_weeks: 39.0,
        per_week: 4_000.0,
        in_house: true,
    },
    Template {
        id: "boutique",
        name: "Boutique specialist",
        up_front: 15_000.0,
        prices: [12.0, 3.9, 1.1],
        good_yield: 0.95,
        lead_weeks: 3.0,
        per_week: 115.0,
        in_house: false,
    },
    Template {
        id: "cm",
        name: "Contract manufacturer",
        up_front: 30_000.0,
        prices: [6.0, 1.2, 0.42],
        good_yield: 0.97,
        lead_weeks: 8.0,
        per_week: 5_000.0,
        in_house: false,
    },
];

/// The places of the pilot route and of the route after it.
const PILOT: usize = 1;
const MAIN: usize = 2;
/// A pilot batch is 500 to 2,000 parts; moving to another supplier costs 10,000 to 15,000 and loses four to eight weeks.
/// docs/facts.md, rows 67, 68 and 53.
const PILOT_UNITS: f64 = 1_000.0;
const TRANSFER_COST: f64 = 12_500.0;
const TRANSFER_WEEKS: f64 = 6.0;

/// Surcharge on engineering for an exotic material.
const EXOTIC_SURCHARGE: f64 = 0.5;

/// The route that follows from one of [`TEMPLATES`] where nothing is answered.
#[must_use]
pub fn template_route(index: usize) -> Route {
    let template = &TEMPLATES[index % TEMPLATES.len()];
    RouteAnswers::open(template).route(template, false)
}

impl Default for Answers {
    fn default() -> Self {
        Self {
            part: String::new(),
            exotic_material: false,
            planned_volume: None,
            need_by_week: None,
            routes: TEMPLATES.map(|template| RouteAnswers::open(&template)),
            pilot_first: false,
        }
    }
}

impl Answers {
    /// The scenario that follows.
    #[must_use]
    pub fn scenario(&self) -> Scenario {
        let title = if self.part.trim().is_empty() { "New part" } else { self.part.trim() };
        let wanted = self.routes.iter().zip(&TEMPLATES).filter(|(answers, _)| answers.wanted);
        let single = wanted.map(|(answers, template)| answers.route(template, self.exotic_material));
        Scenario {
            format: FORMAT,
            title: title.to_owned(),
            part: Part { name: title.to_owned(), ..Part::default() },
            volumes: VOLUMES.to_vec(),
            planned_volume: Some(answered(self.planned_volume, PLANNED_VOLUME)),
            programme: Programme { due_week: self.need_by_week.map(Estimate::certain), ..Programme::default() },
            routes: single.chain(self.staged()).collect(),
            ..Scenario::default()
        }
    }

    /// True where both routes are wanted that a pilot and what follows it are made at.
    #[must_use]
    pub fn has_pilot_and_main(&self) -> bool {
        [PILOT, MAIN].iter().all(|place| self.routes[*place].wanted)
    }

    /// The route that begins at one of the others and goes on at another, where it is wanted and can be.
    fn staged(&self) -> Option<Route> {
        let [pilot, main] = [PILOT, MAIN].map(|place| TEMPLATES[place].id);
        (self.pilot_first && self.has_pilot_and_main()).then(|| Route {
            id: format!("{pilot}-then-{main}"),
            name: "Pilot at the boutique, then CM".to_owned(),
            staged: Some(Staged {
                pilot: pilot.to_owned(),
                main: main.to_owned(),
                pilot_units: assumed(PILOT_UNITS),
                transfer_cost: assumed(TRANSFER_COST),
                transfer_weeks: assumed(TRANSFER_WEEKS),
                ..Staged::default()
            }),
            ..Route::default()
        })
    }
}

impl RouteAnswers {
    fn open(template: &Template) -> Self {
        Self {
            wanted: true,
            up_front: None,
            prices: [None; 3],
            good_yield: None,
            buyer_pays_scrap: template.in_house,
            lead_weeks: None,
            per_week: None,
        }
    }

    fn route(&self, template: &Template, exotic_material: bool) -> Route {
        let up_front = answered(self.up_front, template.up_front);
        let (base, capital) = if template.in_house {
            (assumed(0.0), Some(Capital { fixed: up_front, ..Capital::default() }))
        } else {
            (up_front, None)
        };
        Route {
            id: template.id.to_owned(),
            name: template.name.to_owned(),
            nre: Some(Nre {
                base,
                material_surcharge: assumed(if exotic_material { EXOTIC_SURCHARGE } else { 0.0 }),
                revisions: assumed(2.0),
                hours_per_revision: assumed(20.0),
                hourly_rate: assumed(200.0),
                ..Nre::default()
            }),
            quote: Some(self.quote(template)),
            capital,
            capacity: Some(Capacity {
                lead_weeks: Some(answered(self.lead_weeks, template.lead_weeks)),
                per_week: Some(answered(self.per_week, template.per_week)),
                ..Capacity::default()
            }),
            quality: Some(Quality { characteristics: assumed(3.0), two_sided: true, ..Quality::default() }),
            ..Route::default()
        }
    }

    /// The price table. Made in-house it is a cost that falls with volume, not a list with steps.
    fn quote(&self, template: &Template) -> Quote {
        let prices = VOLUMES.iter().zip(self.prices.iter().zip(template.prices));
        Quote {
            breaks: prices.map(|(&volume, (&price, open))| PriceBreak(volume, answered(price, open))).collect(),
            acceptance_yield: answered(self.good_yield, template.good_yield),
            reading: if template.in_house { Reading::LogLog } else { Reading::Step },
            basis: if self.buyer_pays_scrap { Basis::Starts } else { Basis::Accepted },
            ..Quote::default()
        }
    }
}

fn answered(answer: Option<f64>, open: f64) -> Estimate {
    answer.map_or_else(|| assumed(open), Estimate::certain)
}

fn assumed(value: f64) -> Estimate {
    Estimate::certain(value).graded(Grade::Assumed, "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::inputs;
    use crate::session::document::errors;

    #[test]
    fn without_any_answer_all_is_assumed_and_can_be_computed() {
        let scenario = Answers::default().scenario();
        assert!(errors(&scenario).is_empty());
        assert_eq!(scenario.routes.len(), 3);
        inputs::visit(&scenario, &mut |place| {
            let Some(estimate) = place.slot.get() else { return };
            let is_default = place.input.absent == inputs::Absent::Is(estimate.likely());
            let assumed = estimate.source.grade == Some(Grade::Assumed);
            assert!(assumed || is_default, "{} is neither assumed nor absent", place.path);
        });
    }

    #[test]
    fn the_template_is_that_of_the_file_format() {
        let mut answers = Answers { exotic_material: true, ..Answers::default() };
        answers.routes[0].wanted = false;
        let scenario = answers.scenario();
        for route in &scenario.routes {
            let likely = |key: &str| {
                let path = format!("routes.{}.{key}", route.id);
                inputs::find(&scenario, &path).and_then(|(_, estimate)| estimate).map(|estimate| estimate.likely())
            };
            assert_eq!(likely("nre.revisions"), Some(2.0));
            assert_eq!(likely("nre.hours_per_revision"), Some(20.0));
            assert_eq!(likely("nre.hourly_rate"), Some(200.0));
            assert_eq!(likely("nre.material_surcharge"), Some(0.5));
            assert_eq!(likely("quality.characteristics"), Some(3.0));
            assert!(route.quality.as_ref().is_some_and(|quality| quality.two_sided));
        }
    }

    #[test]
    fn every_answer_lands_where_it_counts() {
        let mut answers = Answers { planned_volume: Some(7.0), need_by_week: Some(20.0), ..Answers::default() };
        answers.routes[2] = RouteAnswers {
            wanted: true,
            up_front: Some(1.0),
            prices: [Some(2.0), Some(3.0), Some(4.0)],
            good_yield: Some(0.5),
            buyer_pays_scrap: true,
            lead_weeks: Some(6.0),
            per_week: Some(8.0),
        };
        let scenario = answers.scenario();
        let stated = |path: &str| inputs::find(&scenario, path).and_then(|(_, estimate)| estimate);
        for (path, value) in [
            ("planned_volume", 7.0),
            ("programme.due_week", 20.0),
            ("routes.cm.nre.base", 1.0),
            ("routes.cm.quote.breaks.100", 2.0),
            ("routes.cm.quote.breaks.10000", 3.0),
            ("routes.cm.quote.breaks.100000", 4.0),
            ("routes.cm.quote.acceptance_yield", 0.5),
            ("routes.cm.capacity.lead_weeks", 6.0),
            ("routes.cm.capacity.per_week", 8.0),
        ] {
            assert_eq!(stated(path), Some(Estimate::certain(value)), "{path}");
        }
        let quote = scenario.route("cm").and_then(|route| route.quote.as_ref());
        assert!(quote.is_some_and(|quote| quote.basis == Basis::Starts));
    }

    #[test]
    fn a_pilot_is_added_where_both_its_routes_are_wanted() {
        let mut answers = Answers { pilot_first: true, ..Answers::default() };
        let scenario = answers.scenario();
        assert!(errors(&scenario).is_empty(), "{:?}", errors(&scenario));
        let staged = scenario.route("boutique-then-cm").and_then(|route| route.staged.as_ref());
        assert_eq!(staged.map(|staged| (staged.pilot.as_str(), staged.main.as_str())), Some(("boutique", "cm")));
        for (key, likely) in [("pilot_units", 1_000.0), ("transfer_cost", 12_500.0), ("transfer_weeks", 6.0)] {
            let path = format!("routes.boutique-then-cm.staged.{key}");
            let found = inputs::find(&scenario, &path).and_then(|(_, estimate)| estimate);
            assert_eq!(found, Some(assumed(likely)), "{path}");
        }
        answers.routes[2].wanted = false;
        assert_eq!(answers.scenario().routes.len(), 2);
    }
}
