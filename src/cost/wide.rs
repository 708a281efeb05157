//! How do many numbers at a time get through the machine fastest?
//!
//! By its widest instructions, whatever the program was compiled for. The result is the same to the
//! last bit: each number still goes through the same operations in the same order.

use std::sync::LazyLock;

use fearless_simd::{Level, Simd, dispatch};

/// Asked of the machine once, as asking takes as long as some hundred numbers.
static LEVEL: LazyLock<Level> = LazyLock::new(Level::new);

/// Does `work`, compiled for the widest instructions there are. It must be inlined throughout.
#[allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instructions")]
#[inline(always)]
pub(crate) fn wide<R>(work: impl FnOnce() -> R) -> R {
    dispatch!(level(), simd => simd.vectorize(work))
}

/// The widest instructions there are.
pub(crate) fn level() -> Level {
    *LEVEL
}
