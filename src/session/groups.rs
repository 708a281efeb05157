//! Which groups of inputs does a route use, and what does each say in one line?

use crate::cost::nre_likely;
use crate::model::inputs::Unit;
use crate::model::route::{
    Capability, Capacity, Capital, ChecklistItem, ExponentialRamp, ItemState, Learning, LearningCurve, Lots,
    MaterialLots, Nre, PerPart, PriceBreak, Quality, Quote, Risk, Staff, Staged, Step, Tool, YieldRamp,
};
use crate::model::{Estimate, Grade, Route, Scenario};

use super::quantity::{shown, with_unit};
use super::routes::free_id;

/// A group of inputs of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// One-off engineering.
    Nre,
    /// Tools and fixtures.
    Tooling,
    /// Price table.
    Quote,
    /// Process steps.
    Process,
    /// How yield rises.
    YieldRamp,
    /// How cost falls.
    Learning,
    /// Production lots.
    Lots,
    /// Material batches.
    MaterialLots,
    /// Costs of each accepted part.
    PerPart,
    /// Capital.
    Capital,
    /// People.
    Staff,
    /// Lead time and rate.
    Capacity,
    /// Capability and escapes.
    Quality,
    /// What may go wrong.
    Risks,
    /// One route after another.
    Staged,
    /// Smallest geometry.
    Capability,
    /// Questions to the supplier.
    Checklist,
    /// Name, currency, duty and remarks.
    Terms,
}

impl Group {
    /// All groups, in the order of the form.
    pub const ALL: [Self; 18] = [
        Self::Staged,
        Self::Nre,
        Self::Quote,
        Self::Tooling,
        Self::Process,
        Self::YieldRamp,
        Self::Learning,
        Self::Lots,
        Self::MaterialLots,
        Self::PerPart,
        Self::Capital,
        Self::Staff,
        Self::Capacity,
        Self::Quality,
        Self::Risks,
        Self::Capability,
        Self::Checklist,
        Self::Terms,
    ];

    /// Its name on the screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nre => "NRE",
            Self::Tooling => "Tooling",
            Self::Quote => "Quote",
            Self::Process => "Process",
            Self::YieldRamp => "Yield ramp",
            Self::Learning => "Learning",
            Self::Lots => "Lots",
            Self::MaterialLots => "Material batches",
            Self::PerPart => "Each part",
            Self::Capital => "Capital",
            Self::Staff => "Staff",
            Self::Capacity => "Capacity",
            Self::Quality => "Quality",
            Self::Risks => "Risks",
            Self::Staged => "Stages",
            Self::Capability => "Capability",
            Self::Checklist => "Checklist",
            Self::Terms => "Name and terms",
        }
    }

    /// Its field in the file.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Nre => "nre",
            Self::Tooling => "tooling",
            Self::Quote => "quote",
            Self::Process => "process",
            Self::YieldRamp => "yield_ramp",
            Self::Learning => "learning",
            Self::Lots => "lots",
            Self::MaterialLots => "material_lots",
            Self::PerPart => "per_part",
            Self::Capital => "capital",
            Self::Staff => "staff",
            Self::Capacity => "capacity",
            Self::Quality => "quality",
            Self::Risks => "risks",
            Self::Staged => "staged",
            Self::Capability => "capability",
            Self::Checklist => "checklist",
            Self::Terms => "terms",
        }
    }

    /// True where the route uses it. Name and terms are always there.
    #[must_use]
    pub fn is_used(self, route: &Route) -> bool {
        match self {
            Self::Nre => route.nre.is_some(),
            Self::Tooling => !route.tooling.is_empty(),
            Self::Quote => route.quote.is_some(),
            Self::Process => !route.process.is_empty(),
            Self::YieldRamp => route.yield_ramp.is_some(),
            Self::Learning => route.learning.is_some(),
            Self::Lots => route.lots.is_some(),
            Self::MaterialLots => route.material_lots.is_some(),
            Self::PerPart => route.per_part.is_some(),
            Self::Capital => route.capital.is_some(),
            Self::Staff => route.staff.is_some(),
            Self::Capacity => route.capacity.is_some(),
            Self::Quality => route.quality.is_some(),
            Self::Risks => !route.risks.is_empty(),
            Self::Staged => route.staged.is_some(),
            Self::Capability => route.capability.is_some(),
            Self::Checklist => !route.checklist.is_empty(),
            Self::Terms => true,
        }
    }

    /// True where the route could use it and does not yet. A staged route costs what its two routes
    /// cost, so it has no costs of its own.
    #[must_use]
    pub fn is_offered(self, route: &Route, others: &[String]) -> bool {
        let has_costs = || Self::ALL.into_iter().any(|group| group.has_costs() && group.is_used(route));
        let fits = if self == Self::Staged {
            others.len() >= 2 && !has_costs()
        } else {
            route.staged.is_none() || !self.has_costs()
        };
        fits && !self.is_used(route)
    }

    fn has_costs(self) -> bool {
        !matches!(self, Self::Staged | Self::Capability | Self::Checklist | Self::Terms)
    }

    /// Puts the group into a route with what it starts from; a list gets one more item. `others` are
    /// the ids of the routes that a staged route may be made of.
    pub fn add(self, route: &mut Route, others: &[String]) {
        match self {
            Self::Nre => route.nre = Some(Nre::default()),
            Self::Tooling => route.tooling.push(tool(&route.tooling)),
            Self::Quote => {
                route.quote = Some(Quote { breaks: vec![PriceBreak(100, assumed(1.0))], ..Quote::default() });
            }
            Self::Process => route.process.push(step(&route.process)),
            Self::YieldRamp => route.yield_ramp = Some(YieldRamp::Exponential(ramp())),
            Self::Learning => route.learning = Some(Learning::Wright(LearningCurve::default())),
            Self::Lots => route.lots = Some(Lots::default()),
            Self::MaterialLots => route.material_lots = Some(MaterialLots::default()),
            Self::PerPart => route.per_part = Some(PerPart::default()),
            Self::Capital => route.capital = Some(Capital::default()),
            Self::Staff => route.staff = Some(Staff::default()),
            Self::Capacity => route.capacity = Some(Capacity { lead_weeks: Some(assumed(8.0)), ..Capacity::default() }),
            Self::Quality => route.quality = Some(Quality::default()),
            Self::Risks => route.risks.push(risk(&route.risks)),
            Self::Staged => route.staged = staged(others),
            Self::Capability => route.capability = Some(Capability::default()),
            Self::Checklist => route.checklist.push(question()),
            Self::Terms => {}
        }
    }

    /// Takes the group out of a route.
    pub fn remove(self, route: &mut Route) {
        match self {
            Self::Nre => route.nre = None,
            Self::Tooling => route.tooling.clear(),
            Self::Quote => route.quote = None,
            Self::Process => route.process.clear(),
            Self::YieldRamp => route.yield_ramp = None,
            Self::Learning => route.learning = None,
            Self::Lots => route.lots = None,
            Self::MaterialLots => route.material_lots = None,
            Self::PerPart => route.per_part = None,
            Self::Capital => route.capital = None,
            Self::Staff => route.staff = None,
            Self::Capacity => route.capacity = None,
            Self::Quality => route.quality = None,
            Self::Risks => route.risks.clear(),
            Self::Staged => route.staged = None,
            Self::Capability => route.capability = None,
            Self::Checklist => route.checklist.clear(),
            Self::Terms => {}
        }
    }

    /// What the group says in one line; empty where the route does not use it.
    #[must_use]
    pub fn summary(self, route: &Route) -> String {
        let summary = match self {
            Self::Nre => route.nre.as_ref().map(|nre| format!("{} in all", shown(nre_likely(nre), Unit::Money))),
            Self::Tooling => route.tooling.first().map(|first| tools_in_words(first, route.tooling.len())),
            Self::Quote => route.quote.as_ref().map(quote_in_words),
            Self::Process => (!route.process.is_empty()).then(|| counted(route.process.len(), "step")),
            Self::YieldRamp => route.yield_ramp.as_ref().map(ramp_in_words),
            Self::Learning => route.learning.as_ref().map(learning_in_words),
            Self::Lots => route.lots.as_ref().map(|lots| {
                let each = lots.setup.likely() + lots.inspection.likely() + lots.shipping.likely();
                format!("{} · {} each", of(&lots.size, Unit::Parts), shown(each, Unit::Money))
            }),
            Self::MaterialLots => route
                .material_lots
                .as_ref()
                .map(|lots| format!("{} · {} each", of(&lots.size, Unit::Starts), money(&lots.requalification))),
            Self::PerPart => route.per_part.as_ref().map(|costs| {
                shown(costs.inspection.likely() + costs.rework.likely() + costs.shipping.likely(), Unit::MoneyPerPart)
            }),
            Self::Capital => route.capital.as_ref().map(|capital| {
                format!("{} · {} charged", money(&capital.fixed), of(&capital.share_charged, Unit::Share))
            }),
            Self::Staff => route.staff.as_ref().map(|staff| format!("{} a week", money(&staff.per_week))),
            Self::Capacity => route.capacity.as_ref().map(capacity_in_words),
            Self::Quality => route.quality.as_ref().map(|quality| {
                quality.cpk.as_ref().map_or_else(|| "no Cpk".to_owned(), |cpk| format!("Cpk {}", of(cpk, Unit::Factor)))
            }),
            Self::Risks => (!route.risks.is_empty()).then(|| counted(route.risks.len(), "risk")),
            Self::Staged => route
                .staged
                .as_ref()
                .map(|staged| format!("{} at {}", of(&staged.pilot_units, Unit::Parts), staged.pilot)),
            Self::Capability => route.capability.as_ref().and_then(|capability| {
                capability.smallest_feature_um.map(|feature| format!("{} µm", shown(feature, Unit::Factor)))
            }),
            Self::Checklist => (!route.checklist.is_empty()).then(|| answered(&route.checklist)),
            Self::Terms => Some(route.family.clone()),
        };
        summary.unwrap_or_default()
    }
}

/// The routes that a staged route may be made of: single ones, other than itself.
#[must_use]
pub fn stages_for(scenario: &Scenario, id: &str) -> Vec<String> {
    let single = scenario.routes.iter().filter(|route| route.staged.is_none() && route.id != id);
    single.map(|route| route.id.clone()).collect()
}

fn of(estimate: &Estimate, unit: Unit) -> String {
    shown(estimate.likely(), unit)
}

fn money(estimate: &Estimate) -> String {
    of(estimate, Unit::Money)
}

fn counted(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

fn tools_in_words(first: &Tool, count: usize) -> String {
    match &first.life {
        _ if count > 1 => counted(count, "tool"),
        Some(life) => format!("{} per {} starts", money(&first.cost), of(life, Unit::Starts)),
        None => money(&first.cost),
    }
}

fn quote_in_words(quote: &Quote) -> String {
    match (quote.number.is_empty(), quote.expires.is_empty()) {
        (false, false) => format!("{} · to {}", quote.number, quote.expires),
        (true, false) => format!("to {}", quote.expires),
        (false, true) => quote.number.clone(),
        (true, true) => counted(quote.breaks.len(), "price"),
    }
}

fn ramp_in_words(ramp: &YieldRamp) -> String {
    match ramp {
        YieldRamp::FirstRun(ramp) => {
            format!("{} for {}", of(&ramp.first_yield, Unit::Share), of(&ramp.starts, Unit::Starts))
        }
        YieldRamp::Exponential(ramp) => format!("from {}", of(&ramp.first_yield, Unit::Share)),
    }
}

fn learning_in_words(learning: &Learning) -> String {
    let (Learning::Wright(curve) | Learning::Crawford(curve)) = learning;
    format!("{} at each doubling", of(&curve.rate, Unit::Share))
}

fn capacity_in_words(capacity: &Capacity) -> String {
    let phases: f64 = capacity.phases.iter().map(|phase| phase.1.likely()).sum();
    let lead = capacity.lead_weeks.as_ref().map_or(phases, Estimate::likely);
    let lead = with_unit(lead, Unit::Weeks, "");
    let rate = capacity.per_week.as_ref().map(|rate| match rate.likely() {
        many if many >= 100.0 => shown(many.round(), Unit::PartsPerWeek),
        few => shown(few, Unit::PartsPerWeek),
    });
    rate.map_or(lead.clone(), |rate| format!("{lead}, {rate} a week"))
}

fn assumed(value: f64) -> Estimate {
    Estimate::certain(value).graded(Grade::Assumed, "")
}

fn ramp() -> ExponentialRamp {
    ExponentialRamp { starts: Some(assumed(500.0)), ..ExponentialRamp::default() }
}

fn question() -> ChecklistItem {
    ChecklistItem { item: "New question".to_owned(), ..ChecklistItem::default() }
}

/// "2 of 5 answered".
fn answered(questions: &[ChecklistItem]) -> String {
    let answered = questions.iter().filter(|question| question.state == ItemState::Answered).count();
    format!("{answered} of {} answered", questions.len())
}

fn tool(others: &[Tool]) -> Tool {
    let id = free_id("tool", |id| others.iter().any(|other| other.id == id));
    Tool { id, name: "New tool".to_owned(), ..Tool::default() }
}

fn step(others: &[Step]) -> Step {
    let id = free_id("step", |id| others.iter().any(|other| other.id == id));
    Step { id, name: "New step".to_owned(), cost: Some(assumed(0.0)), ..Step::default() }
}

fn risk(others: &[Risk]) -> Risk {
    let id = free_id("risk", |id| others.iter().any(|other| other.id == id));
    Risk { id, name: "New risk".to_owned(), ..Risk::default() }
}

fn staged(others: &[String]) -> Option<Staged> {
    match others {
        [pilot, main, ..] => Some(Staged { pilot: pilot.clone(), main: main.clone(), ..Staged::default() }),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
