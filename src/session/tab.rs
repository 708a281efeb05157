//! Which question does the middle of the window answer?

/// A way of looking at the results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Cost against volume.
    #[default]
    Chart,
    /// What each route's cost consists of.
    Breakdown,
    /// Yield and cost through the steps.
    Process,
    /// Which input moves the answer.
    Sensitivity,
    /// How sure the answer is, and what it costs to be wrong.
    Risk,
    /// When what is delivered and paid.
    Schedule,
    /// What differs from another scenario.
    Compare,
    /// All crossovers and runs.
    Data,
}

impl Tab {
    /// All tabs, in their order.
    pub const ALL: [Self; 8] = [
        Self::Chart,
        Self::Breakdown,
        Self::Process,
        Self::Sensitivity,
        Self::Risk,
        Self::Schedule,
        Self::Compare,
        Self::Data,
    ];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Chart => "Chart",
            Self::Risk => "Risk",
            Self::Sensitivity => "Sensitivity",
            Self::Schedule => "Schedule",
            Self::Breakdown => "Breakdown",
            Self::Process => "Process",
            Self::Compare => "Compare",
            Self::Data => "Data",
        }
    }

    /// The question it answers.
    #[must_use]
    pub fn question(self) -> &'static str {
        match self {
            Self::Chart => "Which route is cheapest at which volume?",
            Self::Risk => "How sure is the answer, and what does it cost to be wrong?",
            Self::Sensitivity => "Which input moves the answer most?",
            Self::Schedule => "When is what delivered and paid, and what is lost if demand stops?",
            Self::Breakdown => "What does each route's cost consist of?",
            Self::Process => "How do yield and cost run through the steps, and where is scrap found?",
            Self::Compare => "What differs from another scenario, and what does that change?",
            Self::Data => "At which volumes does the cheapest route change? All of them.",
        }
    }

    /// The digit that shows it, held with Control.
    #[must_use]
    pub fn digit(self) -> char {
        let place = Self::ALL.into_iter().zip('1'..='9').find(|(tab, _)| *tab == self);
        place.map_or('0', |(_, digit)| digit)
    }
}
