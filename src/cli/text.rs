//! How are names and numbers put on a line of text?

/// Longest name shown in a table, in characters.
const LONGEST_NAME: usize = 40;

/// A text from a file as it may be shown: control characters and those that turn the direction of
/// writing are spelled out, so that a name can neither hide nor imitate anything.
pub(super) fn shown(text: &str) -> String {
    text.chars().map(|c| if is_deceptive(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect()
}

/// True for control characters, for marks that change the direction of writing, and for marks without a width.
pub(super) fn is_deceptive(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// A name as a table shows it: at most [`LONGEST_NAME`] characters.
pub(super) fn short(name: &str) -> String {
    let name = shown(name);
    if name.chars().count() <= LONGEST_NAME {
        return name;
    }
    name.chars().take(LONGEST_NAME - 1).chain(std::iter::once('…')).collect()
}

/// A whole number with its noun: `1 error`, `3 errors`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A number with thousands set apart: `1,234,567.80`.
pub(super) fn number(value: f64, decimals: usize) -> String {
    let plain = format!("{value:.decimals$}");
    let is_zero = plain.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    let (minus, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |digits| ("-", digits));
    let sign = if is_zero { "" } else { minus };
    let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut grouped = String::with_capacity(plain.len() + whole.len() / 3);
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{fraction}")
}

/// A volume with thousands set apart: `10,000`.
pub(super) fn parts(volume: u64) -> String {
    let digits = volume.to_string();
    let first = (digits.len() + 2) % 3 + 1;
    let mut grouped = digits[..first].to_owned();
    for start in (first..digits.len()).step_by(3) {
        grouped = format!("{grouped},{}", &digits[start..start + 3]);
    }
    grouped
}

/// Decimals that show the smallest of some amounts of money with three digits, and none that nobody
/// can believe: 362 → 0, 6.21 → 2, 0.0042 → 5.
pub(super) fn decimals(amounts: &[f64]) -> usize {
    let smallest =
        amounts.iter().map(|amount| amount.abs()).filter(|amount| *amount > 0.0).fold(f64::INFINITY, f64::min);
    let steps = [(100.0, 0), (1.0, 2), (0.1, 3), (0.01, 4), (0.001, 5)];
    if smallest.is_finite() {
        steps.iter().find(|(from, _)| smallest >= *from).map_or(6, |(_, decimals)| *decimals)
    } else {
        0
    }
}

/// Two amounts with as many decimals as it takes to tell them apart, six at most.
pub(super) fn apart(one: f64, other: f64) -> (String, String) {
    let least = decimals(&[one, other]);
    let both = |decimals| (number(one, decimals), number(other, decimals));
    (least..6).map(both).find(|(one, other)| one != other).unwrap_or_else(|| both(6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let cases = [
            (0.0, 0, "0"),
            (999.0, 0, "999"),
            (1234.5, 2, "1,234.50"),
            (-1_234_567.0, 0, "-1,234,567"),
            (-0.0, 0, "0"),
            (-0.004, 2, "0.00"),
            (0.0042, 5, "0.00420"),
        ];
        for (value, decimals, text) in cases {
            assert_eq!(number(value, decimals), text);
        }
        for (volume, text) in [
            (1, "1"),
            (100, "100"),
            (1_000, "1,000"),
            (10_000, "10,000"),
            (123_456, "123,456"),
            (1_000_000, "1,000,000"),
        ] {
            assert_eq!(parts(volume), text);
        }
    }

    #[test]
    fn money_has_the_decimals_it_deserves() {
        for (amount, expected) in [(362.1, 0), (6.21, 2), (0.42, 3), (0.0042, 5), (0.0, 0), (f64::NAN, 0)] {
            assert_eq!(decimals(&[amount]), expected, "{amount}");
        }
        assert_eq!(apart(6.2143, 6.2139), ("6.2143".to_owned(), "6.2139".to_owned()));
        assert_eq!(apart(6.0, 6.0), ("6.000000".to_owned(), "6.000000".to_owned()));
    }

    #[test]
    fn a_name_cannot_turn_the_line_round() {
        assert_eq!(shown("a\u{202E}b\nc"), "a\\u{202e}b\\u{a}c");
        assert_eq!(short(&"x".repeat(5000)).chars().count(), LONGEST_NAME);
    }
}
