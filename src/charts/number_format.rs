//! With which signs is a number written?
//!
//! Every figure that is shown (money, volumes, fields, axes, sentences) gets its group and decimal signs here
//! and nowhere else. The choice is a person's, not a scenario's, and holds for the thread that shows: a
//! function of every text would only hand it on. Who shows nothing has the first one.

use std::cell::Cell;

use serde::{Deserialize, Serialize};

/// With which signs numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NumberFormat {
    /// `1,234.56`
    #[default]
    CommaPoint,
    /// `1.234,56`
    PointComma,
    /// `1 234,56`, with a narrow space that does not break the line.
    SpaceComma,
}

thread_local! {
    static CHOSEN: Cell<NumberFormat> = const { Cell::new(NumberFormat::CommaPoint) };
}

impl NumberFormat {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::CommaPoint, Self::PointComma, Self::SpaceComma];

    /// The one that this thread writes with.
    #[must_use]
    pub fn chosen() -> Self {
        CHOSEN.get()
    }

    /// Has this thread write with it from now on.
    pub fn choose(self) {
        CHOSEN.set(self);
    }

    /// The sign before the fraction.
    #[must_use]
    pub fn decimal(self) -> char {
        match self {
            Self::CommaPoint => '.',
            Self::PointComma | Self::SpaceComma => ',',
        }
    }

    /// The sign between groups of three digits.
    #[must_use]
    pub fn group(self) -> char {
        match self {
            Self::CommaPoint => ',',
            Self::PointComma => '.',
            Self::SpaceComma => '\u{202F}',
        }
    }

    /// What it looks like.
    #[must_use]
    pub fn example(self) -> &'static str {
        match self {
            Self::CommaPoint => "1,234.56",
            Self::PointComma => "1.234,56",
            Self::SpaceComma => "1\u{202F}234,56",
        }
    }

    /// A number as Rust writes it (`-1234.5`, `1.5e-7`) in these signs: groups, a true minus sign.
    #[must_use]
    pub fn written(self, plain: &str) -> String {
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("−", digits));
        let end = digits.find(['.', 'e']).unwrap_or(digits.len());
        let (whole, tail) = digits.split_at(end);
        let mut text = String::with_capacity(plain.len() + plain.len() / 3 + 2);
        text.push_str(sign);
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push(self.group());
            }
            text.push(digit);
        }
        text.extend(tail.chars().map(|c| match c {
            '.' => self.decimal(),
            '-' => '−',
            _ => c,
        }));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_in_each_way() {
        let written = |plain: &str| NumberFormat::ALL.map(|format| format.written(plain));
        assert_eq!(written("1234.56"), NumberFormat::ALL.map(NumberFormat::example));
        assert_eq!(written("-1234567"), ["−1,234,567", "−1.234.567", "−1\u{202F}234\u{202F}567"]);
        assert_eq!(written("0.042"), ["0.042", "0,042", "0,042"]);
        assert_eq!(written("1.5e-7"), ["1.5e−7", "1,5e−7", "1,5e−7"]);
        assert_eq!(written("999"), ["999"; 3]);
    }

    #[test]
    fn the_choice_is_the_threads_own() {
        NumberFormat::PointComma.choose();
        let elsewhere = std::thread::spawn(NumberFormat::chosen).join();
        assert!(matches!(elsewhere, Ok(NumberFormat::CommaPoint)));
        assert_eq!(NumberFormat::chosen(), NumberFormat::PointComma);
        NumberFormat::default().choose();
    }
}
