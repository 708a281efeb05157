//! What does each route's cost consist of, at the volumes of interest?
//!
//! A block a volume, a bar a route, a segment an account of [`Account`], stacked in that order: segment
//! = account / volume · factor, or the account itself, and all segments end at the route's cost. What
//! would be too narrow to be seen is one segment, "Other", at the end.

use super::comparison::{Standing, standings};
use super::cost_curves::Subject;
use super::sentences::headline;
use super::text::{beside, percent, volume};
use crate::analysis::curve::Measure;
use crate::cost::Account;

/// What a segment of several small accounts is called.
pub const OTHER: &str = "Other";
/// A segment narrower than this cannot be seen, in points.
const NARROWEST: f64 = 3.0;
/// The axis of a block ends at the latest at this many times the cheapest cost in it.
const LONGEST: f64 = 2.5;

/// How the bars are looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    /// Cost of a part, or of all of them.
    pub measure: Measure,
    /// Unit costs are shown for so many parts.
    pub factor: f64,
    /// Whether each bar is its whole cost, whatever that is, and a segment a share of it.
    pub shares: bool,
    /// How long a bar can be, in points.
    pub width: f64,
}

/// An account of a route, or several small ones together.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// The account; none where several small ones stand together.
    pub account: Option<Account>,
    /// What it is called.
    pub name: &'static str,
    /// What it comes to, as shown.
    pub amount: f64,
    /// Its part of the route's cost.
    pub share: f64,
    /// Where on the block's axis it begins and ends.
    pub ends: (f64, f64),
}

/// The cost of a route.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// How the route stands.
    pub standing: Standing,
    /// What its cost consists of; empty where it does not compete.
    pub segments: Vec<Segment>,
}

/// All routes at one volume.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Accepted parts.
    pub volume: u64,
    /// Where the axis ends; a longer bar is cut there.
    pub end: f64,
    /// A bar a route, in the routes' order.
    pub bars: Vec<Bar>,
}

impl Block {
    /// All routes at `volume`.
    #[must_use]
    pub fn new(subject: &Subject, way: &Way, volume: u64) -> Self {
        let standings = standings(subject, way.measure, way.factor, volume);
        let values = || standings.iter().filter(|it| it.candidate).map(|it| it.value);
        let (least, most) = (values().fold(f64::INFINITY, f64::min), values().fold(0.0, f64::max));
        let end = if way.shares { 1.0 } else { most.min(LONGEST * least).max(f64::MIN_POSITIVE) };
        let bars = standings.into_iter().map(|standing| {
            let segments = if standing.candidate { segments(&standing, way, end) } else { Vec::new() };
            Bar { standing, segments }
        });
        Self { volume, end, bars: bars.collect() }
    }

    /// What weighs most in the cheapest route: "Delay is 45 % of Contract manufacturer at 10,000".
    #[must_use]
    pub fn message(&self, subject: &Subject) -> String {
        let cheapest = self.bars.iter().find(|bar| bar.standing.cheapest);
        let Some(bar) = cheapest else { return "No route competes at this volume".to_owned() };
        let accounts = bar.standing.evaluation.accounts.iter();
        let Some((account, amount)) = accounts.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|it| it.1 > 0.0) else {
            return format!("{} costs nothing", headline(subject.scenario, &[bar.standing.route]));
        };
        let share = percent(amount / bar.standing.evaluation.total);
        let name = headline(subject.scenario, &[bar.standing.route]);
        format!("{} is {share} of {name} at {}", account.name(), volume(self.volume))
    }
}

impl Bar {
    /// What a person would say of it beside others of which `smallest` costs least: "Delay 3.15 (45 %), NRE 1.20
    /// (17 %)", the largest first.
    #[must_use]
    pub fn said(&self, smallest: f64) -> String {
        let mut segments: Vec<&Segment> = self.segments.iter().collect();
        segments.sort_by(|a, b| b.amount.total_cmp(&a.amount));
        let told =
            segments.iter().map(|it| format!("{} {} ({})", it.name, beside(it.amount, smallest), percent(it.share)));
        told.collect::<Vec<_>>().join(", ")
    }
}

/// The accounts that are drawn in these blocks, in order; whether any stand together is told too.
#[must_use]
pub fn legend(blocks: &[Block]) -> (Vec<Account>, bool) {
    let drawn = || blocks.iter().flat_map(|block| &block.bars).flat_map(|bar| &bar.segments);
    let is_drawn = |account: &Account| drawn().any(|segment| segment.account == Some(*account));
    (Account::ALL.into_iter().filter(is_drawn).collect(), drawn().any(|segment| segment.account.is_none()))
}

fn segments(standing: &Standing, way: &Way, end: f64) -> Vec<Segment> {
    let evaluation = &standing.evaluation;
    let share = |amount: f64| if evaluation.total > 0.0 { amount / evaluation.total } else { 0.0 };
    let length = |share: f64| if way.shares { share } else { share * standing.value };
    let narrowest = NARROWEST * end / way.width.max(1.0);
    let stated = || evaluation.accounts.iter().filter(|(_, amount)| *amount > 0.0);
    let is_small = |amount: f64| length(share(amount)) < narrowest;
    let together = stated().filter(|(_, amount)| is_small(*amount)).count() > 1;
    let (mut segments, mut at, mut rest) = (Vec::new(), 0.0, 0.0);
    let mut stack = |account: Option<Account>, amount: f64| {
        let (share, from) = (share(amount), at);
        at += length(share);
        let name = account.map_or(OTHER, Account::name);
        segments.push(Segment { account, name, amount: share * standing.value, share, ends: (from, at) });
    };
    for (account, amount) in stated() {
        if together && is_small(amount) {
            rest += amount;
        } else {
            stack(Some(account), amount);
        }
    }
    if together {
        stack(None, rest);
    }
    segments
}
