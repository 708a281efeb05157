//! How is a volume written? `100`, `10k`, `1.5M`: digits, then k for thousands or M for millions.

use crate::model::scenario::LARGEST_VOLUME;

/// Reads a volume between 1 and [`LARGEST_VOLUME`]. No detour over floating point: `1.5k` is 1,500
/// exactly, and `1.2345k` is not a whole number of parts.
pub(super) fn parse(text: &str) -> Result<u64, String> {
    whole_number(text)
        .filter(|volume| (1..=LARGEST_VOLUME).contains(volume))
        .ok_or_else(|| "a volume is a whole number of parts from 1 to 10M, written like 100, 10k or 1.5M".to_owned())
}

fn whole_number(text: &str) -> Option<u64> {
    let (number, zeros) = match text.strip_suffix(['k', 'K']) {
        Some(number) => (number, 3),
        None => text.strip_suffix('M').map_or((text, 0), |number| (number, 6)),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let padding = zeros - i32::try_from(fraction.len()).ok()?;
    let padding = "0".repeat(usize::try_from(padding).ok()?);
    format!("{whole}{fraction}{padding}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn volumes_are_read_exactly() {
        for (text, volume) in [
            ("1", 1),
            ("100", 100),
            ("10k", 10_000),
            ("10K", 10_000),
            ("1.5M", 1_500_000),
            ("0.5k", 500),
            ("1.50k", 1_500),
            ("100.0", 100),
            ("10M", 10_000_000),
        ] {
            assert_eq!(parse(text), Ok(volume), "{text}");
        }
    }

    #[test]
    fn what_is_no_volume_is_refused() {
        for text in [
            "",
            "0",
            "-1",
            "k",
            "1.5",
            "1.2345k",
            "1e3",
            "10 k",
            "1,000",
            ".5k",
            "1.k",
            "11M",
            "1e15",
            "99999999999999999999",
            "NaN",
            "+5",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
