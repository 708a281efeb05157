//! Is each date one, and has what it speaks of not expired?
//!
//! Dates are written YYYY-MM-DD (ISO 8601) in the Gregorian calendar, or left empty.

use super::super::estimate::Source;
use super::super::route::Route;
use super::super::scenario::Scenario;
use super::{Problems, quoted};

pub(super) fn check_document(scenario: &Scenario, problems: &mut Problems) {
    check_date("prepared.on", &scenario.prepared.on, problems);
    check_date("decision.decide_by", &scenario.decision.decide_by, problems);
}

pub(super) fn check_source(path: &str, source: &Source, today: &str, problems: &mut Problems) {
    check_span(path, &source.date, &source.expires, today, problems);
}

pub(super) fn check_quote(path: &str, route: &Route, today: &str, problems: &mut Problems) {
    if let Some(quote) = &route.quote {
        check_span(&format!("{path}.quote"), &quote.date, &quote.expires, today, problems);
    }
}

fn check_span(path: &str, date: &str, expires: &str, today: &str, problems: &mut Problems) {
    check_date(&format!("{path}.date"), date, problems);
    check_date(&format!("{path}.expires"), expires, problems);
    if !is_date(expires) {
        return;
    }
    // Dates of this form sort as text.
    if is_date(date) && expires < date {
        let found = format!("expiry {expires} before its date {date}");
        problems.error(format!("{path}.expires"), found, "an expiry on or after the date", "Are the two swapped?");
    } else if is_date(today) && expires < today {
        let found = format!("expiry {expires}, before the scenario was prepared on {today}");
        problems.warn(format!("{path}.expires"), found, "", "Ask for a new quote before deciding on this one");
    }
}

fn check_date(path: &str, date: &str, problems: &mut Problems) {
    if !date.is_empty() && !is_date(date) {
        problems.error(path, quoted(date), "a date as YYYY-MM-DD", "Leave it out where it is not known");
    }
}

/// True for a day that exists.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let digits = |part: &str, length: usize| {
        (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let (Some(year), Some(month), Some(day)) = (digits(year, 4), digits(month, 2), digits(day, 2)) else {
        return false;
    };
    (1..=days(year, month)).contains(&day)
}

fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn only_days_that_exist_are_dates() {
        for date in ["2026-11-21", "2024-02-29", "2000-02-29", "0001-01-01"] {
            assert!(is_date(date), "{date}");
        }
        for text in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "2026-1-1",
            "21.11.2026",
            "+026-01-01",
            "",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }
}
