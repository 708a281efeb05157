//! How close is a chart looked at, by key or by name?

/// A step closer, a step back, or everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zoom {
    /// Fewer volumes, around the volume line.
    Closer,
    /// More volumes, around the volume line.
    Farther,
    /// A shorter stretch of costs.
    CostsCloser,
    /// A longer stretch of costs.
    CostsFarther,
    /// Everything again.
    Fit,
}

impl Zoom {
    /// All steps.
    pub const ALL: [Self; 5] = [Self::Closer, Self::Farther, Self::CostsCloser, Self::CostsFarther, Self::Fit];

    /// The key that asks for it, where nobody is typing.
    #[must_use]
    pub fn key(self) -> char {
        match self {
            Self::Closer => '+',
            Self::Farther => '-',
            Self::CostsCloser => ']',
            Self::CostsFarther => '[',
            Self::Fit => '0',
        }
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Closer => "Zoom in",
            Self::Farther => "Zoom out",
            Self::CostsCloser => "Zoom in on costs",
            Self::CostsFarther => "Zoom out of costs",
            Self::Fit => "Fit the chart",
        }
    }
}
