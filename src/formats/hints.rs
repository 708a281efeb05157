//! Which slip was it, most likely?

use std::ops::Range;

use super::tokens::is_space;

/// Characters that a word processor or another keyboard puts in, and what to write instead.
const LOOKALIKES: [(&str, &str); 7] = [
    ("“”„‟«»″＂", "Curly quotes are not quotes here: write straight ones, \""),
    ("‘’‚‛′`´", "Write straight double quotes, \""),
    (
        "\u{A0}\u{2007}\u{202F}\u{2009}\u{3000}\u{200B}\u{2060}\u{FEFF}",
        "There is a no-break or invisible space here: write a plain space",
    ),
    ("–—−‐‑", "A dash is not a minus sign here: write a plain hyphen, -"),
    ("，、；;", "Write a plain comma, ,"),
    ("：=", "Write a colon between the name and its value"),
    ("$€£¥", "Write the bare number; the currency is stated once, in its own field"),
];

/// A number that goes on where it may not: its place, what may stand there, and advice.
pub(super) struct Overrun {
    pub(super) place: Range<usize>,
    pub(super) allowed: &'static str,
    pub(super) advice: String,
}

/// The number right before the place where the parser stopped, if it goes on behind it.
pub(super) fn overrun(text: &str, stopped: usize) -> Option<Overrun> {
    let (before, after) = text.split_at_checked(stopped)?;
    decimal_comma(before, after).or_else(|| unit(before, after))
}

/// The advice on a usual slip at this place.
pub(super) fn slip(text: &str, place: usize, number_wanted: bool) -> Option<&'static str> {
    let rest = text.get(place..)?;
    rest.chars().next().and_then(lookalike).or_else(|| word(rest, number_wanted))
}

fn lookalike(c: char) -> Option<&'static str> {
    LOOKALIKES.iter().find(|(characters, _)| characters.contains(c)).map(|(_, advice)| *advice)
}

/// A comma between digits, such as `12,5` for `12.5` or `15,000` for `15000`.
fn decimal_comma(before: &str, after: &str) -> Option<Overrun> {
    let whole = trailing_number(before.strip_suffix(',')?);
    let decimals = leading_digits(after);
    if whole.is_empty() || decimals.is_empty() {
        return None;
    }
    let point = format!("A number takes a point: {whole}.{decimals}");
    let thousands = format!("{point}, or {whole}{decimals} where thousands are meant");
    let place = before.len() - whole.len() - 1..before.len() + decimals.len();
    Some(Overrun { place, allowed: "a number", advice: if decimals.len() == 3 { thousands } else { point } })
}

/// Something behind a number: `50%`, `100k`, `3 weeks`, or a point where only whole numbers are allowed.
fn unit(before: &str, after: &str) -> Option<Overrun> {
    let number = trailing_number(before.trim_end_matches(is_space));
    let rest = after.trim_start_matches(is_space);
    let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let start = before.trim_end_matches(is_space).len() - number.len();
    let overrun = |length, allowed, advice| {
        let end = before.len() + after.len() - rest.len() + length;
        Some(Overrun { place: start..end, allowed, advice })
    };
    let value: f64 = number.parse().ok()?;
    if rest.starts_with('%') {
        return overrun(1, "a number", format!("Write a share as a fraction: {number} % is {}", value / 100.0));
    }
    if let Some(decimals) = rest.strip_prefix('.').map(leading_digits) {
        return overrun(1 + decimals.len(), "a whole number", String::new());
    }
    // A word with a colon is the next field, behind a comma that is missing.
    let field = rest[word..].starts_with('_') || rest[word..].trim_start_matches(is_space).starts_with(':');
    if word == 0 || field {
        return None;
    }
    overrun(word, "a number", "Write digits alone, without a unit: 100000, not 100k".to_owned())
}

/// A word of another notation.
fn word(rest: &str, number_wanted: bool) -> Option<&'static str> {
    if number_wanted && rest.starts_with('"') {
        return Some("Write a number without quotes");
    }
    let starts = |words: &[&str]| words.iter().any(|word| rest.starts_with(word));
    if starts(&["null", "nil", "undefined"]) {
        return Some("Leave the field out where it has no value");
    }
    starts(&["True", "TRUE", "False", "FALSE", "yes", "no"]).then_some("Write true or false")
}

/// Which of the names was probably meant.
pub(super) fn alike(found: &str, names: &[&str]) -> String {
    let distance = |name: &&&str| strsim::damerau_levenshtein(found, name);
    let nearest = names.iter().min_by_key(distance).filter(|name| distance(name) <= (found.chars().count() / 3).max(1));
    nearest.map(|name| format!("Did you mean {name}?")).unwrap_or_default()
}

fn trailing_number(text: &str) -> &str {
    &text[text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len()..]
}

fn leading_digits(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len()]
}
