//! How is an answer put into one JSON object?

use std::fmt::Write as _;

use serde::Serialize;

use super::outcome::Failure;
use crate::charts::text::is_deceptive;

/// The version of the answers' keys.
pub(super) const FORMAT: u32 = 1;

/// One object on one line. Marks that turn the direction of writing stand as JSON escapes: the same
/// string to a program, and no trap for a reader.
pub(super) fn object<T: Serialize>(answer: &T) -> Result<String, Failure> {
    let plain = serde_json::to_string(answer)?;
    let mut text = String::with_capacity(plain.len() + 1);
    for c in plain.chars() {
        if is_deceptive(c) {
            // All of them lie in the basic plane, so that one escape of four digits is enough.
            write!(text, "\\u{:04x}", u32::from(c)).map_err(std::io::Error::other)?;
        } else {
            text.push(c);
        }
    }
    text.push('\n');
    Ok(text)
}
