//! Which scenarios come with the program?
//!
//! Each is a file of `scenarios/`, carried inside the program so that it needs no other file.

/// A scenario that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Its file name without the ending.
    pub name: &'static str,
    /// The file's text.
    pub text: &'static str,
}

/// The shipped scenarios; the first is the one that a first start opens.
pub const SHIPPED: [Shipped; 3] = [
    Shipped {
        name: "peek-microfluidic-manifold",
        text: include_str!("../../scenarios/peek-microfluidic-manifold.ron"),
    },
    Shipped {
        name: "nitinol-micro-spring-latch",
        text: include_str!("../../scenarios/nitinol-micro-spring-latch.ron"),
    },
    Shipped { name: "micro-connector-pin", text: include_str!("../../scenarios/micro-connector-pin.ron") },
];
