//! How do many numbers at a time get through the machine fastest?
//!
//! By its widest instructions, whatever the program was compiled for. The result is the same to the
//! last bit: each number still goes through the same operations in the same order.

use fearless_simd::{Level, Simd, dispatch};

/// Does `work`, compiled for the widest instructions there are. It must be inlined throughout.
#[allow(clippy::inline_always, reason = "what is not inlined is not compiled for the instructions")]
#[inline(always)]
pub(crate) fn wide<R>(work: impl FnOnce() -> R) -> R {
    let level = Level::new();
    dispatch!(level, simd => simd.vectorize(work))
}
