//! Which number does a piece of text state?
//!
//! number  = digits, in groups of three or not, fraction, power of ten, `k` or `M`
//! formula = sums of products of numbers and brackets, as in `=3*(4.2+1)`

use crate::charts::number_format::NumberFormat;

/// Which sign stands before the fraction; the other one groups digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decimal {
    Point,
    Comma,
}

impl Decimal {
    /// Both, the one of the number format chosen first.
    pub(super) fn in_order() -> [Self; 2] {
        if NumberFormat::chosen().decimal() == '.' { [Self::Point, Self::Comma] } else { [Self::Comma, Self::Point] }
    }
}

/// Why a piece of text states no number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is nothing where a number is wanted.
    #[error("a number is missing")]
    Empty,
    /// Something stands where no number can go on.
    #[error("cannot read “{0}”")]
    Unknown(String),
    /// `m` may be a million or a thousandth.
    #[error("write M for millions, k for thousands")]
    SmallM,
    /// A bracket is not closed, or there are too many.
    #[error("the brackets do not match")]
    Brackets,
    /// A division by nothing.
    #[error("divided by zero")]
    DividedByZero,
    /// Beyond what can be computed with.
    #[error("too large a number")]
    TooLarge,
    /// Too many characters.
    #[error("too long to be a number")]
    TooLong,
    /// `a/b` is neither a range nor a formula.
    #[error("write low..high for a range, low/likely/high for three values, =a/b to divide")]
    TwoParts,
    /// A bare percentage of what is no share.
    #[error("a percentage of what? Write =12%*5000")]
    Percentage,
    /// More than three numbers.
    #[error("a range has at most three values: low/likely/high")]
    ManyParts,
}

/// Brackets deeper than this are refused.
const DEEPEST: usize = 20;

/// Reads numbers off a text.
pub(super) struct Scanner {
    rest: Vec<char>,
    at: usize,
    decimal: Decimal,
}

impl Scanner {
    pub(super) fn new(text: &str, decimal: Decimal) -> Self {
        Self { rest: text.chars().collect(), at: 0, decimal }
    }

    /// A number and nothing behind it.
    pub(super) fn number_alone(&mut self) -> Result<f64, Fault> {
        let number = self.factor(DEEPEST)?;
        self.end().map(|()| number)
    }

    /// A formula and nothing behind it.
    pub(super) fn formula(&mut self) -> Result<f64, Fault> {
        let number = self.sum(0)?;
        self.end().map(|()| number)
    }

    fn end(&mut self) -> Result<(), Fault> {
        match self.peek() {
            None => Ok(()),
            Some(')') => Err(Fault::Brackets),
            Some('m') => Err(Fault::SmallM),
            Some(_) => Err(Fault::Unknown(self.rest[self.at..].iter().take(12).collect())),
        }
    }

    fn peek(&mut self) -> Option<char> {
        while self.rest.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
        self.rest.get(self.at).copied()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    fn sum(&mut self, depth: usize) -> Result<f64, Fault> {
        let mut sum = self.product(depth)?;
        loop {
            if self.take('+') {
                sum += self.product(depth)?;
            } else if self.take('-') || self.take('−') {
                sum -= self.product(depth)?;
            } else {
                return Ok(sum);
            }
        }
    }

    fn product(&mut self, depth: usize) -> Result<f64, Fault> {
        let mut product = self.factor(depth)?;
        loop {
            if self.take('*') || self.take('×') {
                product *= self.factor(depth)?;
            } else if self.take('/') || self.take('÷') {
                let divisor = self.factor(depth)?;
                if divisor == 0.0 {
                    return Err(Fault::DividedByZero);
                }
                product /= divisor;
            } else {
                return Ok(product);
            }
        }
    }

    fn factor(&mut self, depth: usize) -> Result<f64, Fault> {
        let mut sign = 1.0;
        while let Some(c @ ('-' | '−' | '+')) = self.peek() {
            sign = if c == '+' { sign } else { -sign };
            self.at += 1;
        }
        if self.peek() == Some('(') {
            if depth >= DEEPEST {
                return Err(Fault::Brackets);
            }
            self.at += 1;
            let inside = self.sum(depth + 1)?;
            return if self.take(')') { Ok(sign * inside) } else { Err(Fault::Brackets) };
        }
        Ok(sign * self.literal()?)
    }

    /// Digits with groups, a fraction, a power of ten, and `k`, `M` or a percent sign.
    fn literal(&mut self) -> Result<f64, Fault> {
        match self.peek() {
            None => return Err(Fault::Empty),
            Some(c) if c.is_ascii_digit() || c == self.point() => {}
            Some(_) => return self.end().and(Err(Fault::Empty)),
        }
        let mut digits = self.whole_part()?;
        if self.rest.get(self.at) == Some(&self.point()) {
            self.at += 1;
            digits.push('.');
            digits += &self.digits();
        }
        digits += &self.power();
        let number: f64 = digits.parse().map_err(|_| Fault::Unknown(digits.clone()))?;
        Ok(match self.peek() {
            Some('k' | 'K') => self.scaled(number, 1e3),
            Some('M') => self.scaled(number, 1e6),
            Some('%') => self.scaled(number, 0.01),
            _ => number,
        })
    }

    fn point(&self) -> char {
        if self.decimal == Decimal::Point { '.' } else { ',' }
    }

    fn scaled(&mut self, number: f64, scale: f64) -> f64 {
        self.at += 1;
        if scale < 1.0 { number / scale.recip() } else { number * scale }
    }

    fn digits(&mut self) -> String {
        let digits: String = self.rest[self.at..].iter().take_while(|c| c.is_ascii_digit()).collect();
        self.at += digits.len();
        digits
    }

    /// Digits before the fraction. Groups are of three, and a first group does not begin with a zero.
    fn whole_part(&mut self) -> Result<String, Fault> {
        let start = self.at;
        let mut digits = self.digits();
        let may_group = (1..=3).contains(&digits.len()) && !digits.starts_with('0');
        let comma_or_point = if self.decimal == Decimal::Point { ',' } else { '.' };
        while let Some(&sign) = self.rest.get(self.at) {
            let group: Vec<char> = self.rest[self.at + 1..].iter().copied().take_while(char::is_ascii_digit).collect();
            let groups =
                sign == comma_or_point || matches!(sign, '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}');
            if !groups || group.is_empty() {
                break;
            }
            if !may_group || group.len() != 3 {
                return Err(Fault::Unknown(self.rest[start..].iter().take(12).collect()));
            }
            digits.extend(&group);
            self.at += 4;
        }
        Ok(digits)
    }

    /// `e-3`, but only where digits follow.
    fn power(&mut self) -> String {
        let tail = &self.rest[self.at..];
        let signed = usize::from(matches!(tail.get(1), Some('+' | '-' | '−')));
        let is_power =
            matches!(tail.first(), Some('e' | 'E')) && tail.get(1 + signed).is_some_and(char::is_ascii_digit);
        if !is_power {
            return String::new();
        }
        let head: String = tail[..=signed].iter().map(|c| if *c == '−' { '-' } else { *c }).collect();
        self.at += 1 + signed;
        head + &self.digits()
    }
}
