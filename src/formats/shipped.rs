//! Which scenarios come with the program?
//!
//! Each is a file below `scenarios/`, carried inside the program so that it needs no other file:
//! the worked examples, a template for each process family, and the stories that practitioners tell.

/// A scenario that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Its file name without the ending.
    pub name: &'static str,
    /// The file's text.
    pub text: &'static str,
}

/// Scenarios of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they are, in a word.
    pub name: &'static str,
    /// The scenarios.
    pub members: &'static [Shipped],
}

/// The files of one folder of `scenarios/`, by their names.
macro_rules! shipped {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        [$(Shipped { name: $name, text: include_str!(concat!("../../scenarios/", $folder, $name, ".ron")) }),+]
    };
}

/// The worked examples; the first is the one that a first start opens.
pub const SHIPPED: [Shipped; 3] =
    shipped!["": "peek-microfluidic-manifold", "nitinol-micro-spring-latch", "micro-connector-pin"];

/// Routes of the process families of micro-manufacturing, to start from.
pub const TEMPLATES: [Shipped; 11] = shipped![
    "templates/":
    "micro-injection-moulding",
    "micro-milling",
    "small-batch-machining",
    "wire-edm",
    "die-sinking-edm",
    "laser-micromachining",
    "liga",
    "photolithography-and-etching",
    "stamping",
    "micro-stereolithography",
    "metal-additive",
];

/// Published decisions, worked through until their figure comes out.
pub const STORIES: [Shipped; 9] = shipped![
    "stories/":
    "twelve-dollars-at-30-percent",
    "saving-lost-to-yield",
    "photolithography-against-direct-write",
    "pilot-then-transfer",
    "42-cents-against-a-dollar-ten",
    "steps-merged-into-one",
    "launch-missed-by-a-week",
    "nine-percent-returns",
    "premium-against-late-validation",
];

/// Everything that comes with the program, by kind.
pub const GROUPS: [Group; 3] = [
    Group { name: "scenarios", members: &SHIPPED },
    Group { name: "templates", members: &TEMPLATES },
    Group { name: "stories", members: &STORIES },
];

/// Every shipped scenario, group by group; the first is the one that a first start opens.
pub fn all() -> impl Iterator<Item = &'static Shipped> {
    GROUPS.iter().flat_map(|group| group.members)
}
