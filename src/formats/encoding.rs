//! Are the bytes of a file a text at all, and if not, what are they?

use super::diagnostic::Diagnostic;
use super::scenario_file::LARGEST_TEXT;
use super::tokens::{Token, Tokens, is_space};
use crate::model::validate::Problem;

/// What a file must be.
const ALLOWED: &str = "a scenario file: plain text in UTF-8 that begins with Scenario(";

/// How other kinds of files begin, what they are, and what to do.
const SIGNATURES: [(&[u8], &str, &str); 8] = [
    (b"\xFF\xFE\0\0", "text in UTF-32", "Save it as UTF-8"),
    (b"\xFF\xFE", "text in UTF-16", "Save it as UTF-8"),
    (b"\xFE\xFF", "text in UTF-16", "Save it as UTF-8"),
    (b"%PDF", "a PDF document", "Open the scenario it was made from"),
    (b"\xD0\xCF\x11\xE0", "an old Office document", "Open a scenario file instead"),
    (b"\x1F\x8B", "a gzip archive", "Unpack it first"),
    (b"7z\xBC\xAF", "a 7z archive", "Unpack it first"),
    (b"Rar!", "a RAR archive", "Unpack it first"),
];

/// The text of a file without its byte-order mark.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Diagnostic> {
    if bytes.len() > LARGEST_TEXT {
        let found = format!("{:.1} MiB", mebibytes(bytes.len()));
        return Err(whole(&found, &format!("at most {:.0} MiB", mebibytes(LARGEST_TEXT)), "It is not read"));
    }
    if let Some((found, advice)) = other_kind(bytes) {
        return Err(whole(found, ALLOWED, advice));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.trim_start_matches(is_space).is_empty() {
        return Err(whole("an empty file", ALLOWED, "Was it saved or copied completely?"));
    }
    if let Some((found, advice)) = other_notation(text) {
        return Err(whole(found, ALLOWED, advice));
    }
    lone_return(text).map_or(Ok(text), Err)
}

/// A carriage return without a line feed: a comment would silently swallow the line behind it.
fn lone_return(text: &str) -> Option<Diagnostic> {
    let lone = text.match_indices('\r').map(|(at, _)| at).find(|at| text.as_bytes().get(at + 1) != Some(&b'\n'))?;
    let found = "a carriage return without a line feed";
    let problem =
        Problem::error("", found, "lines that end as on Linux, macOS or Windows", "Save the file with other line ends");
    Some(Diagnostic::at(text, lone, problem))
}

fn whole(found: &str, allowed: &str, advice: &str) -> Diagnostic {
    Diagnostic { line: 1, column: 1, problem: Problem::error("", found, allowed, advice) }
}

#[allow(clippy::cast_precision_loss, reason = "shown with one decimal")]
fn mebibytes(bytes: usize) -> f64 {
    bytes as f64 / (1024.0 * 1024.0)
}

fn other_kind(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.starts_with(b"PK\x03\x04") {
        let workbook = bytes.windows(3).any(|name| name == b"xl/");
        return Some(if workbook {
            (
                "an Excel workbook",
                "A supplier's prices belong into the quote of a route; open the scenario file instead",
            )
        } else {
            ("a zip archive", "Unpack it first")
        });
    }
    let signed = SIGNATURES.iter().find(|(start, ..)| bytes.starts_with(start));
    if let Some((_, kind, advice)) = signed {
        return Some((kind, advice));
    }
    // UTF-16 without a mark: of plain English every second byte is zero.
    let (pairs, _) = bytes.as_chunks::<2>();
    let zeros =
        |side: usize| !pairs.is_empty() && pairs.iter().take(32).all(|pair| (pair[side] == 0) != (pair[1 - side] == 0));
    if zeros(0) && bytes.contains(&0) {
        return Some(("text in UTF-16", "Save it as UTF-8"));
    }
    let control = |byte: &u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    bytes.first().is_some_and(control).then_some(("no text", "Open a scenario file instead"))
}

fn other_notation(text: &str) -> Option<(&'static str, &'static str)> {
    if text.trim_start().starts_with('<') {
        return Some(("a web page or XML", "Open a scenario file instead"));
    }
    match Tokens::of(text).next() {
        None => Some(("nothing but comments", "Was it saved or copied completely?")),
        Some((Token::Open(b'{' | b'['), _)) => {
            Some(("JSON", "Results are printed as JSON; a scenario is written as RON"))
        }
        Some(_) => None,
    }
}

fn not_utf8(bytes: &[u8], valid: usize) -> Diagnostic {
    let before = bytes.get(..valid).and_then(|before| std::str::from_utf8(before).ok()).unwrap_or_default();
    let found = format!("the byte 0x{:02X}, which is not UTF-8", bytes.get(valid).copied().unwrap_or_default());
    let problem = Problem::error("", &found, "text in UTF-8", "Save the file as UTF-8");
    Diagnostic::at(before, valid, problem)
}
