//! How are volumes and money written for a person?
//!
//! Thousands in groups and decimals as the person reads them ([`NumberFormat`]), a true minus sign, and no false precision: a figure in a sentence has two or
//! three significant digits, a figure in a table as many decimals as its smallest neighbour needs, so
//! that decimals stand under each other and parts at 0.0042 still differ.

use super::number_format::NumberFormat;

/// More decimals than this help nobody.
const MOST_DECIMALS: i32 = 8;
/// Names longer than this are cut, in characters.
const LONGEST_NAME: usize = 80;
/// From here on powers of ten are written.
const TOO_LONG: f64 = 1e15;

/// A number of parts: `20,813`.
#[must_use]
pub fn volume(parts: u64) -> String {
    written(&parts.to_string())
}

/// How many decimals a column of costs needs for its smallest amount: none from 100 on, two from 1 on,
/// three significant digits below.
#[must_use]
pub fn decimals(smallest: f64) -> usize {
    let smallest = smallest.abs();
    if smallest >= 100.0 {
        0
    } else if smallest >= 1.0 || smallest == 0.0 || !smallest.is_finite() {
        2
    } else {
        usize::try_from((2 - magnitude(smallest)).min(MOST_DECIMALS)).unwrap_or(2)
    }
}

/// How many decimals an amount has in a column whose smallest is `smallest`: those that the smallest needs, but
/// from ten times that on no more than it needs itself.
#[must_use]
pub fn decimals_beside(amount: f64, smallest: f64) -> usize {
    let most = decimals(smallest);
    if amount.abs() < 10.0 * smallest.abs() { most } else { decimals(amount).min(most) }
}

/// An amount in a column whose smallest is `smallest`: [`decimals_beside`].
#[must_use]
pub fn beside(amount: f64, smallest: f64) -> String {
    money(amount, decimals_beside(amount, smallest))
}

/// An amount with so many decimals: `−1,234.50`.
#[must_use]
pub fn money(amount: f64, decimals: usize) -> String {
    if !amount.is_finite() {
        return "–".to_owned();
    }
    if amount.abs() >= TOO_LONG {
        return written(&format!("{amount:.2e}"));
    }
    let digits = format!("{amount:.decimals$}");
    let is_nothing = digits.bytes().all(|digit| !digit.is_ascii_digit() || digit == b'0');
    written(if is_nothing { digits.trim_start_matches('-') } else { &digits })
}

/// A number as Rust writes it, with the signs that the person reads.
fn written(plain: &str) -> String {
    NumberFormat::chosen().written(plain)
}

/// An amount by itself, with the decimals it needs: `18.14`, `299`, `0.0420`.
#[must_use]
pub fn cost(amount: f64) -> String {
    money(amount, decimals(amount))
}

/// An amount in a sentence, to so many significant digits: `20,800`, `0.52`.
#[must_use]
pub fn rounded(amount: f64, digits: i32) -> String {
    if amount == 0.0 || !amount.is_finite() || amount.abs() >= TOO_LONG {
        return money(amount, 0);
    }
    let spare = digits - 1 - magnitude(amount);
    let step = 10f64.powi(-spare);
    let decimals = usize::try_from(spare.clamp(0, MOST_DECIMALS)).unwrap_or(0);
    money((amount / step).round() * step, decimals)
}

/// How far the larger of two costs is above the smaller, as both are shown: whoever subtracts comes to the same. As it
/// is where they look the same.
#[must_use]
pub fn gap(smaller: f64, larger: f64) -> f64 {
    let shown = |cost: f64| format!("{cost:.*}", decimals_beside(cost, smaller)).parse().unwrap_or(cost);
    let difference: f64 = shown(larger) - shown(smaller);
    if difference > 0.0 { difference } else { larger - smaller }
}

/// A number with no more digits than it has: `7.5`, `1.33`.
#[must_use]
pub fn plain(number: f64) -> String {
    written(&number.to_string())
}

/// A share as percent to two or three significant digits: `18 %`, `0.4 %`.
#[must_use]
pub fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let digits = if percent.abs() >= 100.0 { 3 } else { 2 };
    format!("{} %", rounded(percent, digits))
}

/// How much more something costs: `+18 %`, `+0.4 %`, `<0.1 %`; from ten times as much on, how many times: `×20`.
#[must_use]
pub fn excess(share: f64) -> String {
    let percent = share * 100.0;
    if share >= 9.0 {
        format!("×{}", rounded(1.0 + share, 2))
    } else if percent >= 0.95 {
        format!("+{} %", money(percent.round(), 0))
    } else if percent > 0.0 && percent < 0.05 {
        "<0.1 %".to_owned()
    } else {
        format!("+{} %", rounded(percent, 1))
    }
}

/// `1 part`, `20,813 parts`.
#[must_use]
pub fn parts(count: u64) -> String {
    let noun = if count == 1 { "part" } else { "parts" };
    format!("{} {noun}", volume(count))
}

/// Names in a sentence: `A`, `A and B`, `A, B and C`.
#[must_use]
pub fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A text from a file as it may be shown: control characters and marks that turn the direction of
/// writing or have no width are spelled out, so that a name can neither hide nor imitate anything.
#[must_use]
pub fn shown(text: &str) -> String {
    text.chars().map(|c| if is_deceptive(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect()
}

/// A name from a file as a chart shows it: [`shown`], and cut where it is longer than any real one.
#[must_use]
pub fn name(text: &str) -> String {
    short_name(text, LONGEST_NAME)
}

/// A name from a file in so many characters at most, and a sign where it goes on.
#[must_use]
pub fn short_name(text: &str, most: usize) -> String {
    let cut: String = shown(text).chars().take(most).collect();
    let goes_on = cut.len() < text.len() && text.chars().nth(most).is_some();
    if goes_on { format!("{}…", cut.trim_end()) } else { cut }
}

/// So many letters at most has a word that is not left alone in the last line.
const SHORT_WORD: usize = 6;

/// So many letters at most has a remark, such as "· cannot make it", that stays in one line.
const SHORT_REMARK: usize = 16;

/// A sentence whose figures stay with what they count, wherever its lines break; a short last word does not stand
/// in a line of its own, and a short remark after the last "·" stays together.
#[must_use]
pub fn unbroken(sentence: &str) -> String {
    let last = sentence.rfind(' ').filter(|at| sentence[at + 1..].chars().count() <= SHORT_WORD);
    let remark = sentence.rfind("· ").map(|at| at + "· ".len());
    let remark = remark.filter(|at| sentence[*at..].chars().count() <= SHORT_REMARK);
    let is_bound = |at: usize| {
        let (before, after) = (&sentence[..at], &sentence[at + 1..]);
        let counts = before.ends_with(|last: char| last.is_ascii_digit());
        after.starts_with('·')
            || last == Some(at)
            || remark.is_some_and(|remark| at >= remark)
            || counts && ["%", "part", "week", "month", "µm"].iter().any(|unit| after.starts_with(unit))
    };
    let kept = |(at, c): (usize, char)| if c == ' ' && is_bound(at) { '\u{A0}' } else { c };
    sentence.char_indices().map(kept).collect()
}

/// A text in so many lines at most, broken between words, its longest line as short as can be.
#[must_use]
pub fn in_lines(text: &str, lines: usize) -> String {
    let letters = text.chars().count();
    let broken = |most: usize| {
        let mut broken: Vec<String> = Vec::new();
        for word in text.split(' ') {
            match broken.last_mut().filter(|line| line.chars().count() + 1 + word.chars().count() <= most) {
                Some(line) => line.extend([" ", word]),
                None => broken.push(word.to_owned()),
            }
        }
        broken
    };
    let fitting = (letters / lines.max(1)..=letters).map(broken).find(|broken| broken.len() <= lines.max(1));
    fitting.map_or_else(|| text.to_owned(), |broken| broken.join("\n"))
}

/// A text in so many letters at most: where it is longer its middle is left out, for names differ at their ends;
/// where its end is left out already, more of that.
#[must_use]
pub fn without_middle(text: &str, most: usize) -> String {
    let letters = text.chars().count();
    if letters <= most {
        return text.to_owned();
    }
    let kept = most.saturating_sub(1);
    if text.ends_with('…') {
        let start: String = text.chars().take(kept).collect();
        return format!("{}…", start.trim_end());
    }
    let start: String = text.chars().take(kept.div_ceil(2)).collect();
    let end: String = text.chars().skip(letters - kept / 2).collect();
    format!("{}…{}", start.trim_end(), end.trim_start())
}

/// A text whole, then without more and more of its middle.
pub fn ever_shorter(text: &str) -> impl Iterator<Item = String> + '_ {
    let shorter = |most: &usize| most.checked_sub(most / 16 + 1);
    let letters = text.chars().count();
    let lengths = std::iter::successors(Some(letters), shorter).take_while(move |most| *most > 4 || *most == letters);
    lengths.map(move |most| without_middle(text, most))
}

/// True for what [`shown`] spells out; all of it lies in the basic plane of Unicode.
#[must_use]
pub fn is_deceptive(c: char) -> bool {
    let turns_or_hides = matches!(c, '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    c.is_control() || turns_or_hides
}

/// An ISO date as people write it, `31 Dec 2026`; anything else as it stands.
#[must_use]
pub fn date(iso: &str) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut fields = iso.splitn(3, '-');
    let (year, month, day) = (fields.next(), fields.next(), fields.next());
    let named = month.and_then(|month| MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?));
    match (year, named, day.and_then(|day| day.parse::<u8>().ok())) {
        (Some(year), Some(month), Some(day)) => format!("{day} {month} {year}"),
        _ => iso.to_owned(),
    }
}

/// ⌊log₁₀ of an amount⌋.
#[allow(clippy::cast_possible_truncation, reason = "the logarithm of a finite number is within ±400")]
fn magnitude(amount: f64) -> i32 {
    // The small step up puts 1000, whose logarithm may come out as 2.9999…, where it belongs.
    (amount.abs().log10() + 1e-12).floor() as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_is_what_is_left_of_the_costs_as_they_are_shown() {
        // 7.20 and 7.70, though they are 0.505 apart.
        assert!((gap(7.1975, 7.7025) - 0.5).abs() < 1e-9);
        assert!((gap(0.258, 0.2681) - 0.01).abs() < 1e-9);
        // Both are shown as 7.20.
        assert!((gap(7.1990, 7.2010) - 0.002).abs() < 1e-9);
    }

    #[test]
    fn volumes_stand_in_groups_of_three() {
        let written: Vec<String> = [1, 100, 1000, 20_813, 10_000_000].into_iter().map(volume).collect();
        assert_eq!(written, ["1", "100", "1,000", "20,813", "10,000,000"]);
        assert_eq!(parts(1), "1 part");
    }

    #[test]
    fn a_column_has_the_decimals_of_its_smallest_amount() {
        for (smallest, expected) in [(7069.0, 0), (100.0, 0), (99.0, 2), (1.0, 2), (0.42, 3), (0.042, 4), (0.0042, 5)] {
            assert_eq!(decimals(smallest), expected, "{smallest}");
        }
        assert_eq!(decimals(0.0), 2);
        assert_eq!(decimals(1e-300), 8);
        assert_eq!(decimals(f64::NAN), 2);
    }

    #[test]
    fn figures_of_another_size_have_their_own_decimals() {
        let written: Vec<String> = [0.54, 5.39, 7.556, 266.401, 893.523].map(|it| beside(it, 0.54)).to_vec();
        assert_eq!(written, ["0.540", "5.390", "7.56", "266", "894"]);
        assert_eq!([beside(33.657, 7.2), beside(0.0, 0.0042), beside(2.0, 120.0)], ["33.66", "0.00000", "2"]);
    }

    #[test]
    fn money_is_written_as_people_write_it() {
        assert_eq!(money(1234.5, 2), "1,234.50");
        assert_eq!(money(-1234.5, 0), "−1,234");
        assert_eq!(money(-0.001, 2), "0.00");
        assert_eq!(money(f64::INFINITY, 2), "–");
        assert_eq!(money(1e300, 2), "1.00e300");
        assert_eq!(cost(0.0042), "0.00420");
        assert_eq!([plain(7.5), plain(-1_234.0)], ["7.5", "−1,234"]);
    }

    #[test]
    fn sentences_have_no_false_precision() {
        assert_eq!(rounded(20_813.4, 3), "20,800");
        assert_eq!(rounded(0.5234, 2), "0.52");
        assert_eq!(rounded(999.6, 3), "1,000");
        assert_eq!(rounded(1000.0, 2), "1,000");
        assert_eq!(rounded(-46.0, 2), "−46");
        assert_eq!(rounded(0.0, 2), "0");
        assert_eq!(percent(0.0359), "3.6 %");
        assert_eq!(excess(0.983), "+98 %");
        assert_eq!(excess(0.004), "+0.4 %");
        assert_eq!(excess(22.64), "×24");
        assert_eq!(excess(0.000_003), "<0.1 %");
        assert_eq!(excess(0.0), "+0 %");
    }

    #[test]
    fn names_hide_nothing_and_have_an_end() {
        assert_eq!(name("Boutique"), "Boutique");
        assert_eq!(name("a\u{202E}b"), "a\\u{202e}b");
        assert_eq!(name(&"x".repeat(1_000_000)).chars().count(), 81);
    }

    #[test]
    fn dates_are_written_as_people_write_them() {
        assert_eq!(date("2026-12-31"), "31 Dec 2026");
        assert_eq!(date("2026-13-31"), "2026-13-31");
        assert_eq!(date("soon"), "soon");
    }

    #[test]
    fn figures_stay_with_what_they_count() {
        assert_eq!(
            unbroken("A · 4.5 % of 1,000 parts, in week 3"),
            "A\u{A0}· 4.5\u{A0}% of 1,000\u{A0}parts, in week\u{A0}3"
        );
        assert_eq!(unbroken("Pays back from 4 parts on"), "Pays back from 4\u{A0}parts\u{A0}on");
        assert_eq!(unbroken("Pilot, then CM · cannot make it"), "Pilot, then CM\u{A0}· cannot\u{A0}make\u{A0}it");
        assert_eq!(short_name("a name that goes on", 7), "a name…");
        assert_eq!(short_name("a name", 6), "a name");
    }

    #[test]
    fn names_stand_in_lines_of_like_length() {
        let name = "Pilot at the boutique, then CM";
        assert_eq!(in_lines(name, 1), name);
        assert_eq!(in_lines(name, 2), "Pilot at the\nboutique, then CM");
        assert_eq!(in_lines(name, 3), "Pilot at the\nboutique,\nthen CM");
        assert_eq!([in_lines("Boutique", 3), in_lines("", 2), in_lines("a b", 0)], ["Boutique", "", "a b"]);
    }

    #[test]
    fn the_ends_of_a_name_are_kept() {
        assert_eq!(without_middle("Supplier of very small parts, Dresden", 20), "Supplier o…, Dresden");
        assert_eq!(without_middle("Supplier of very small…", 14), "Supplier of v…");
        assert_eq!([without_middle("short", 5), without_middle("short", 1)], ["short", "…"]);
        assert_eq!(ever_shorter("CM").collect::<Vec<_>>(), ["CM"]);
        assert_eq!(ever_shorter("Boutique").collect::<Vec<_>>(), ["Boutique", "Bou…que", "Bou…ue", "Bo…ue"]);
    }

    #[test]
    fn names_are_listed_as_in_a_sentence() {
        assert_eq!(listed(&["A"]), "A");
        assert_eq!(listed(&["A", "B", "C"]), "A, B and C");
        assert_eq!(listed(&[]), "");
    }

    #[test]
    fn a_name_cannot_turn_the_line_round() {
        assert_eq!(shown("a\u{202E}b\nc µ"), "a\\u{202e}b\\u{a}c µ");
    }
}
