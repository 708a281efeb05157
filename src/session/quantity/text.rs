//! How is a number shown in a field, and how does it stand there to be edited?

use crate::charts::number_format::NumberFormat;
use crate::model::inputs::{Bounds, Input, LARGEST_COUNT, Unit};

/// How many digits a field shows; the entry has them all.
const DIGITS_SHOWN: usize = 6;

/// How many digits there are where room is short.
const DIGITS_BRIEF: usize = 3;

/// A range of so many characters is long.
const LONG_RANGE: usize = 14;

/// How many digits of a percentage are told apart from rounding.
const DIGITS_EXACT: usize = 15;

fn percent(number: f64, unit: Unit) -> (f64, &'static str) {
    if matches!(unit, Unit::Share | Unit::SharePerYear) {
        (rounded(number * 100.0, DIGITS_EXACT), " %")
    } else {
        (number, "")
    }
}

/// A number as a field shows it: in groups, six digits at least, shares in percent.
#[must_use]
pub fn shown(number: f64, unit: Unit) -> String {
    let (number, sign) = percent(number, unit);
    let whole_digits = number.abs().log10().floor();
    let text = if number != 0.0 && !(-7.0..15.0).contains(&whole_digits) {
        format!("{number:e}")
    } else if whole_digits >= 5.0 {
        format!("{}", number.round())
    } else {
        format!("{}", rounded(number, DIGITS_SHOWN))
    };
    NumberFormat::chosen().written(&if unit == Unit::MoneyPerPart { with_cents(text) } else { text }) + sign
}

/// A number where there is room for a few characters: three digits, millions as `1.5M`, powers of ten for what
/// is larger still or very small, `1.6e10`.
#[must_use]
pub fn brief(number: f64, unit: Unit) -> String {
    let (value, sign) = percent(number, unit);
    let three = rounded(value, DIGITS_BRIEF);
    if sign.is_empty() && (1e6..1e9).contains(&three.abs()) {
        return NumberFormat::chosen().written(&format!("{}", rounded(three / 1e6, DIGITS_BRIEF))) + "M";
    }
    if value == 0.0 || (1e-3..1e6).contains(&three.abs()) {
        return NumberFormat::chosen().written(&format!("{three}")) + sign;
    }
    NumberFormat::chosen().written(&format!("{three:e}")) + sign
}

/// A price of a few digits with both its cents, so that prices stand point under point.
fn with_cents(text: String) -> String {
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let short = text.len() - decimals <= 4 && !text.contains('e');
    match decimals {
        0 if short => text + ".00",
        1 if short => text + "0",
        _ => text,
    }
}

/// A number as it stands in a field that is being edited: all its digits, no groups.
#[must_use]
pub fn entry(number: f64, unit: Unit) -> String {
    let (number, sign) = percent(number, unit);
    let text = if number.abs() < LARGEST_COUNT && (number == 0.0 || number.abs() >= 1e-7) {
        format!("{number}")
    } else {
        format!("{number:e}")
    };
    let decimal = NumberFormat::chosen().decimal();
    text.replace('.', decimal.encode_utf8(&mut [0; 4])) + sign
}

/// A unit in words, as it stands behind `number`; empty where a number says all by itself.
#[must_use]
pub fn unit(unit: Unit, currency: &str, number: f64) -> String {
    let is_one = (number - 1.0).abs() < f64::EPSILON;
    let counted = |one: &str| if is_one { one.to_owned() } else { format!("{one}s") };
    match unit {
        Unit::Money => currency.to_owned(),
        Unit::MoneyPerPart => format!("{currency} each"),
        Unit::MoneyPerHour => format!("{currency}/h"),
        Unit::MoneyPerWeek => format!("{currency}/week"),
        Unit::SharePerYear => "a year".to_owned(),
        Unit::Parts => counted("part"),
        Unit::PartsPerWeek => "a week".to_owned(),
        Unit::Starts => counted("start"),
        Unit::Weeks => counted("week"),
        Unit::Hours => "h".to_owned(),
        Unit::Seconds => "s".to_owned(),
        Unit::Sigma => "σ".to_owned(),
        Unit::Share | Unit::Count | Unit::Factor => String::new(),
    }
}

/// A number with its unit: `15,000 USD`, `1 week`.
#[must_use]
pub fn with_unit(number: f64, of: Unit, currency: &str) -> String {
    format!("{} {}", shown(number, of), unit(of, currency, number)).trim_end().to_owned()
}

/// What a number must be to be taken: "Must be 0 or more".
#[must_use]
pub fn must_be(input: &Input) -> String {
    let Bounds { low, high, low_open, high_open, whole, .. } = input.bounds;
    let [least, most] = [low, high].map(|bound| shown(bound, input.unit));
    let is_limited = high < LARGEST_COUNT;
    let range = match (low.is_finite(), is_limited) {
        (true, true) if !low_open && !high_open => format!("from {least} to {most}"),
        (true, true) => {
            let (above, below) =
                (if low_open { "above" } else { "at least" }, if high_open { "below" } else { "at most" });
            format!("{above} {least} and {below} {most}")
        }
        (true, false) if low_open => format!("above {least}"),
        (true, false) => format!("{least} or more"),
        (false, true) if high_open => format!("below {most}"),
        (false, true) => format!("{most} or less"),
        (false, false) => String::new(),
    };
    let kind = if whole { "a whole number" } else { "" };
    let parts: Vec<&str> = [kind, &range].into_iter().filter(|part| !part.is_empty()).collect();
    format!("Must be {}", parts.join(", "))
}

/// A number as one says it, to tell it from another that looks much like it: `12 thousand`, `about 12`.
#[must_use]
pub fn spoken(number: f64, unit: Unit) -> String {
    let (value, sign) = percent(number, unit);
    let size = value.abs();
    let (scale, word) = match size {
        1e9.. => (1e9, " billion"),
        1e6.. => (1e6, " million"),
        1e3.. => (1e3, " thousand"),
        _ => (1.0, ""),
    };
    let digits = if size / scale >= 100.0 { 3 } else { 2 };
    let said = rounded(value / scale, digits);
    let is_rounded = (said - value).abs() > f64::EPSILON * size;
    let about = if word.is_empty() && is_rounded { "about " } else { "" };
    format!("{about}{}{word}{sign}", NumberFormat::chosen().written(&format!("{said}")))
}

/// A range in as few characters as keep its meaning: `8k – 30k`, `40 – 60 %`.
#[must_use]
pub fn range(low: f64, high: f64, unit: Unit) -> String {
    let in_thousands = |number: f64| number.abs() < LARGEST_COUNT && (number / 1000.0).fract() == 0.0;
    let (short, sign) =
        if low >= 1000.0 && in_thousands(low) && in_thousands(high) { (1000.0, "k") } else { (1.0, "") };
    let text = |number: f64| shown(number / short, unit) + sign;
    let joined = |(low, high): (String, String)| format!("{} – {high}", low.strip_suffix(" %").unwrap_or(&low));
    let full = joined((text(low), text(high)));
    if full.chars().count() < LONG_RANGE {
        return full;
    }
    let short = |number: f64| match number.abs() {
        size if (1e6..1e9).contains(&size) => brief(number / 1e6, unit) + "M",
        size if (1e3..1e6).contains(&size) => brief(number / 1e3, unit) + "k",
        _ => brief(number, unit),
    };
    joined((short(low), short(high)))
}

/// What an input may be, in the words and the unit of the field.
#[must_use]
pub fn allowed(input: &Input) -> String {
    let bounds = &input.bounds;
    let mut parts = Vec::new();
    if bounds.whole {
        parts.push("a whole number".to_owned());
    }
    if bounds.low.is_finite() {
        parts.push(format!("{} {}", if bounds.low_open { "above" } else { "at least" }, shown(bounds.low, input.unit)));
    }
    // What a field holds exactly is no limit that anybody comes to.
    if bounds.high < LARGEST_COUNT {
        parts.push(format!(
            "{} {}",
            if bounds.high_open { "below" } else { "at most" },
            shown(bounds.high, input.unit)
        ));
    }
    if parts.is_empty() { "any number".to_owned() } else { parts.join(", ") }
}

/// A number to so many digits.
pub(super) fn rounded(number: f64, digits: usize) -> f64 {
    format!("{number:.*e}", digits.saturating_sub(1)).parse().unwrap_or(number)
}
