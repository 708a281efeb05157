//! Which parts of a route must be worked out again when some of its inputs changed?
//!
//! Draw by draw only few inputs change, and most of what is made of the others stays as it is.

/// What of a single route is worked out on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Nre,
    Tools,
    Quote,
    /// The chain, and what depends on it: yields and escapes.
    Chain,
    Learning,
    Lots,
    /// Costs of each accepted one.
    Accepted,
    Capital,
    Staff,
    Schedule,
    Risks,
}

/// Some parts of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts(u16);

impl Parts {
    /// None of them.
    pub(crate) const NONE: Self = Self(0);
    /// All of them.
    pub(crate) const ALL: Self = Self(u16::MAX);

    /// What an input acts on, given its path from the route on, such as `process.mould.cost`.
    pub(crate) fn of_input(path: &str) -> Self {
        let (block, rest) = path.split_once('.').unwrap_or((path, ""));
        let parts: &[Part] = match block {
            "nre" if matches!(rest, "revisions" | "weeks_per_revision") => &[Part::Nre, Part::Schedule],
            "nre" => &[Part::Nre],
            "tooling" => &[Part::Tools],
            "quote" => &[Part::Quote, Part::Chain],
            "process" | "yield_ramp" | "quality" => &[Part::Chain],
            "learning" => &[Part::Learning],
            "lots" => &[Part::Lots, Part::Chain],
            "material_lots" => &[Part::Lots],
            "per_part" => &[Part::Accepted],
            "capital" => &[Part::Capital],
            "staff" => &[Part::Staff],
            "capacity" => &[Part::Schedule],
            "risks" => &[Part::Risks],
            _ => return Self::ALL,
        };
        parts.iter().fold(Self::NONE, |all, part| all.and(Self(1 << *part as u16)))
    }

    /// These and the others.
    pub(crate) fn and(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// Whether there is nothing among them but [`super::terms::Terms`], and dates.
    pub(crate) fn are_terms(self) -> bool {
        let terms = [Part::Nre, Part::Chain, Part::Accepted, Part::Schedule];
        self.0 & !terms.iter().fold(0, |all, part| all | 1 << *part as u16) == 0
    }

    pub(crate) fn has(self, part: Part) -> bool {
        self.0 & (1 << part as u16) != 0
    }
}
