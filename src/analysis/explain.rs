//! How is a figure made?
//!
//! Every account of a route at a volume as a tree: its formula, the terms put into it, and below
//! them the inputs of the scenario. The tree is built from the inputs alone and is compared with
//! the arithmetic by tests, so that what is shown is what was computed. docs/model.md, section 2.

mod accounts;
mod chain;
mod time;

use crate::cost::case::RouteCase;
use crate::cost::single::SingleRoute;
use crate::cost::staged::StagedRoute;
use crate::cost::{Account, Case, as_parts};
use crate::model::inputs::{Unit, find};
use crate::model::{Route, Scenario};

/// A figure and how it is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// What it is called.
    pub name: String,
    /// Its amount.
    pub value: f64,
    /// What it counts or measures.
    pub unit: Unit,
    /// How it is made.
    pub origin: Origin,
}

/// How a figure is made.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// The user stated it, at this path.
    Input(String),
    /// It is what the question is about, or a constant of the model.
    Given,
    /// It follows from other figures.
    Formula(Formula),
}

/// How a figure follows from others.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// All of them added.
    Sum(Vec<Term>),
    /// All of them multiplied.
    Product(Vec<Term>),
    /// The first less the second.
    Difference(Box<[Term; 2]>),
    /// The first divided by the second.
    Quotient(Box<[Term; 2]>),
    /// The smallest.
    Least(Vec<Term>),
    /// The largest.
    Most(Vec<Term>),
    /// The next whole number above, forgiving a billionth.
    WholeAbove(Box<Term>),
    /// A function with a name of its own, said in words.
    Function {
        /// What the function does with its terms.
        does: &'static str,
        /// What it is a function of.
        of: Vec<Term>,
    },
}

impl Formula {
    /// The figures that it is made of.
    #[must_use]
    pub fn terms(&self) -> Vec<&Term> {
        match self {
            Self::Sum(terms)
            | Self::Product(terms)
            | Self::Least(terms)
            | Self::Most(terms)
            | Self::Function { of: terms, .. } => terms.iter().collect(),
            Self::Difference(pair) | Self::Quotient(pair) => pair.iter().collect(),
            Self::WholeAbove(term) => vec![term],
        }
    }

    /// The formula on one line, each of its terms as `show` writes it: its name, or its number.
    #[must_use]
    pub fn line(&self, show: &dyn Fn(&Term) -> String) -> String {
        let all = |terms: &[Term]| terms.iter().map(show).collect::<Vec<_>>();
        match self {
            Self::Sum(terms) => all(terms).join(" + "),
            Self::Product(terms) => all(terms).join(" × "),
            Self::Difference(pair) => all(pair.as_slice()).join(" − "),
            Self::Quotient(pair) => all(pair.as_slice()).join(" ÷ "),
            Self::Least(terms) => format!("the smallest of {}", all(terms).join(" and ")),
            Self::Most(terms) => format!("the largest of {}", all(terms).join(" and ")),
            Self::WholeAbove(term) => format!("{}, rounded up", show(term)),
            Self::Function { does, of } => format!("{does} ({})", all(of).join("; ")),
        }
    }
}

impl Term {
    fn given(name: &str, value: f64, unit: Unit) -> Self {
        Self { name: name.to_owned(), value, unit, origin: Origin::Given }
    }

    fn made(name: &str, value: f64, unit: Unit, formula: Formula) -> Self {
        Self { name: name.to_owned(), value, unit, origin: Origin::Formula(formula) }
    }

    fn sum(name: &str, unit: Unit, mut terms: Vec<Self>) -> Self {
        terms.retain(|term| term.value != 0.0);
        let value = terms.iter().map(|term| term.value).sum();
        Self::made(name, value, unit, Formula::Sum(terms))
    }

    fn product(name: &str, unit: Unit, terms: Vec<Self>) -> Self {
        let value = terms.iter().map(|term| term.value).product();
        Self::made(name, value, unit, Formula::Product(terms))
    }

    fn difference(name: &str, unit: Unit, from: Self, less: Self) -> Self {
        let value = from.value - less.value;
        Self::made(name, value, unit, Formula::Difference(Box::new([from, less])))
    }

    fn quotient(name: &str, unit: Unit, of: Self, by: Self) -> Self {
        let value = of.value / by.value;
        Self::made(name, value, unit, Formula::Quotient(Box::new([of, by])))
    }

    fn most(name: &str, unit: Unit, terms: Vec<Self>) -> Self {
        let value = terms.iter().map(|term| term.value).fold(f64::NEG_INFINITY, f64::max);
        Self::made(name, value, unit, Formula::Most(terms))
    }

    fn least(name: &str, unit: Unit, terms: Vec<Self>) -> Self {
        let value = terms.iter().map(|term| term.value).fold(f64::INFINITY, f64::min);
        Self::made(name, value, unit, Formula::Least(terms))
    }

    fn function(name: &str, value: f64, unit: Unit, does: &'static str, of: Vec<Self>) -> Self {
        Self::made(name, value, unit, Formula::Function { does, of })
    }

    /// Every input that the figure rests on, in the order of the tree, each once.
    #[must_use]
    pub fn inputs(&self) -> Vec<&str> {
        let mut paths = Vec::new();
        self.collect_inputs(&mut paths);
        paths
    }

    /// The innermost figure that is made of the input at `path` and others; none where none is.
    #[must_use]
    pub fn made_with(&self, path: &str) -> Option<&Self> {
        let Origin::Formula(formula) = &self.origin else { return None };
        let terms = formula.terms();
        let is_direct = terms.len() > 1 && terms.iter().any(|term| term.is_input(path));
        if is_direct { Some(self) } else { terms.into_iter().find_map(|term| term.made_with(path)) }
    }

    /// Whether it is the input at `path`, and nothing more.
    fn is_input(&self, path: &str) -> bool {
        match &self.origin {
            Origin::Input(own) => own == path,
            Origin::Formula(Formula::Sum(only) | Formula::Product(only)) => only.len() == 1 && only[0].is_input(path),
            Origin::Formula(_) | Origin::Given => false,
        }
    }

    fn collect_inputs<'a>(&'a self, paths: &mut Vec<&'a str>) {
        match &self.origin {
            Origin::Input(path) if !paths.contains(&path.as_str()) => paths.push(path),
            Origin::Input(_) | Origin::Given => {}
            Origin::Formula(formula) => formula.terms().into_iter().for_each(|term| term.collect_inputs(paths)),
        }
    }
}

/// What an explanation is built from.
struct Sources<'a> {
    scenario: &'a Scenario,
    case: &'a Case,
    route: &'a Route,
    single: &'a SingleRoute,
    /// Starts and units already behind the route because a pilot made them.
    experience: Option<Term>,
}

impl Sources<'_> {
    /// The input of the route at `path` below it; what absence means where it is not given.
    fn input(&self, path: &str) -> Term {
        input(self.scenario, &format!("routes.{}.{path}", self.route.id))
    }

    /// The input, unless it is the neutral element of a product.
    fn factor(&self, path: &str) -> Option<Term> {
        Some(self.input(path)).filter(|term| (term.value - 1.0).abs() > 0.0)
    }

    /// The terms followed by the factors of currency and, where `multiplied`, cost multiplier.
    fn money(&self, mut terms: Vec<Term>, multiplied: bool) -> Vec<Term> {
        if multiplied {
            terms.extend(self.factor("unit_multiplier"));
        }
        terms.extend(self.factor("exchange_rate"));
        terms
    }
}

/// What the explanation of a staged route is built from.
struct Stages<'a> {
    pilot: Sources<'a>,
    main: Sources<'a>,
    resolved: &'a StagedRoute,
    pilot_units: Term,
    transfer_cost: Term,
    transfer_weeks: Term,
    overlap_weeks: Term,
}

impl<'a> Stages<'a> {
    fn new(scenario: &'a Scenario, case: &'a Case, stated: &Route, resolved: &'a StagedRoute) -> Option<Self> {
        let block = stated.staged.as_ref()?;
        let at = |key: &str| input(scenario, &format!("routes.{}.staged.{key}", stated.id));
        let experience = Some(at("experience_credit")).filter(|term| term.value > 0.0);
        let (pilot, main) = (scenario.route(&block.pilot)?, scenario.route(&block.main)?);
        Some(Self {
            pilot: Sources { scenario, case, route: pilot, single: &resolved.pilot, experience: None },
            main: Sources { scenario, case, route: main, single: &resolved.main, experience },
            resolved,
            pilot_units: at("pilot_units"),
            transfer_cost: at("transfer_cost"),
            transfer_weeks: at("transfer_weeks"),
            overlap_weeks: at("overlap_weeks"),
        })
    }

    /// What the main stage makes of `quantity` parts.
    fn rest(&self, quantity: &Term) -> Term {
        Term::difference("Parts of the main stage", Unit::Parts, quantity.clone(), self.pilot_units.clone())
    }
}

fn input(scenario: &Scenario, path: &str) -> Term {
    let (name, unit, value) = match find(scenario, path) {
        Some((input, estimate)) => {
            let absent = match input.absent {
                crate::model::inputs::Absent::Is(value) => value,
                crate::model::inputs::Absent::Refused(_) | crate::model::inputs::Absent::Nothing => f64::INFINITY,
            };
            let value = estimate.map_or(absent, |estimate| estimate.likely());
            let value = if input.bounds.whole { (value + 0.5).floor() } else { value };
            (input.name, input.unit, value)
        }
        None => (path, Unit::Factor, f64::NAN),
    };
    Term { name: name.to_owned(), value, unit, origin: Origin::Input(path.to_owned()) }
}

/// The total of route number `route` at `volume`, explained down to the inputs; none where there is
/// no such route.
#[must_use]
pub fn total(scenario: &Scenario, case: &Case, route: usize, volume: u64) -> Option<Term> {
    let terms = Account::ALL.into_iter().filter_map(|account| explain(scenario, case, route, account, volume));
    let terms: Vec<Term> = terms.collect();
    (!terms.is_empty()).then(|| Term::sum("Total", Unit::Money, terms))
}

/// One account of route number `route` at `volume`, explained down to the inputs.
#[must_use]
pub fn explain(scenario: &Scenario, case: &Case, route: usize, account: Account, volume: u64) -> Option<Term> {
    let (described, resolved) = (scenario.routes.get(route)?, case.routes.get(route)?);
    let volume = Term::given("Volume", as_parts(volume), Unit::Parts);
    let of_single = |route, single| {
        let sources = Sources { scenario, case, route, single, experience: None };
        let amount = accounts::single(&sources, account, &volume, true);
        time::discounted(scenario, case, account, amount, || time::delivery(&sources, &volume))
    };
    match resolved {
        RouteCase::Single(single) => Some(of_single(described, single)),
        RouteCase::Staged(staged) if volume.value <= staged.pilot_units => {
            Some(of_single(scenario.route(&described.staged.as_ref()?.pilot)?, &staged.pilot))
        }
        RouteCase::Staged(staged) => {
            let both = Stages::new(scenario, case, described, staged)?;
            let amount = accounts::staged(&both, account, &volume);
            Some(time::discounted(scenario, case, account, amount, || time::staged_delivery(&both, &volume)))
        }
    }
}
