//! Which accounts does a total consist of?
//!
//! Every amount a route costs is booked to one [`Account`]; the accounts sum to the total.

/// A cost account, in the order in which tables and charts show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Account {
    /// One-off engineering, qualification included.
    Nre,
    /// Buildings and machines, as far as charged.
    Capital,
    /// People paid by the week.
    Staff,
    /// Tools and fixtures.
    Tooling,
    /// Setup of lots.
    Setup,
    /// What the supplier is paid for parts.
    Purchase,
    /// Import duty.
    Duty,
    /// Process steps.
    Process,
    /// Inspection: in steps, of lots, of parts.
    Inspection,
    /// Rework: in steps, of parts.
    Rework,
    /// What learning acts on.
    Learning,
    /// Shipping: of lots, of parts.
    Shipping,
    /// Bad parts at the customer.
    Escapes,
    /// Being late, and missing the market window.
    Delay,
    /// Moving from the pilot route to the main one.
    Transfer,
    /// Expected cost of risk events.
    Risk,
    /// Requalification of material batches.
    MaterialLots,
}

impl Account {
    /// All accounts, in order.
    pub const ALL: [Self; 17] = [
        Self::Nre,
        Self::Capital,
        Self::Staff,
        Self::Tooling,
        Self::Setup,
        Self::Purchase,
        Self::Duty,
        Self::Process,
        Self::Inspection,
        Self::Rework,
        Self::Learning,
        Self::Shipping,
        Self::Escapes,
        Self::Delay,
        Self::Transfer,
        Self::Risk,
        Self::MaterialLots,
    ];

    /// Its key in files and JSON.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Nre => "nre",
            Self::Capital => "capital",
            Self::Staff => "staff",
            Self::Tooling => "tooling",
            Self::Setup => "setup",
            Self::Purchase => "purchase",
            Self::Duty => "duty",
            Self::Process => "process",
            Self::Inspection => "inspection",
            Self::Rework => "rework",
            Self::Learning => "learning",
            Self::Shipping => "shipping",
            Self::Escapes => "escapes",
            Self::Delay => "delay",
            Self::Transfer => "transfer",
            Self::Risk => "risk",
            Self::MaterialLots => "material_lots",
        }
    }

    /// True where the money is spent at week 0; all else goes with delivery.
    #[must_use]
    pub fn is_upfront(self) -> bool {
        matches!(self, Self::Nre | Self::Capital)
    }

    /// Its name on the screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nre => "NRE",
            Self::Capital => "Capital",
            Self::Staff => "Staff",
            Self::Tooling => "Tooling",
            Self::Setup => "Lot setup",
            Self::Purchase => "Purchase",
            Self::Duty => "Duty",
            Self::Process => "Process",
            Self::Inspection => "Inspection",
            Self::Rework => "Rework",
            Self::Learning => "Learning",
            Self::Shipping => "Shipping",
            Self::Escapes => "Escapes",
            Self::Delay => "Delay",
            Self::Transfer => "Transfer",
            Self::Risk => "Risk events",
            Self::MaterialLots => "Material batches",
        }
    }
}

/// An amount for each account.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Accounts([f64; Account::ALL.len()]);

impl Accounts {
    /// The sum of all accounts, added in order.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.0.iter().sum()
    }

    /// Each account with its amount, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Account, f64)> + '_ {
        Account::ALL.into_iter().zip(self.0)
    }
}

impl std::ops::Index<Account> for Accounts {
    type Output = f64;

    fn index(&self, account: Account) -> &f64 {
        &self.0[account as usize]
    }
}

impl std::ops::IndexMut<Account> for Accounts {
    fn index_mut(&mut self, account: Account) -> &mut f64 {
        &mut self.0[account as usize]
    }
}
