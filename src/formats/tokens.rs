//! Where do names, numbers, texts and brackets begin and end?
//!
//! As in the notation, except that nothing is an error: a text that is never closed reaches to the
//! end. White space, comments and the `#![enable(…)]` before a file's value are passed over.

use std::ops::Range;

/// A piece of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// An opening bracket: `(`, `[` or `{`.
    Open(u8),
    /// A closing bracket of any kind.
    Close,
    /// A comma.
    Comma,
    /// A colon.
    Colon,
    /// A name, a number, or a text with its quotes.
    Plain,
}

/// The pieces of a text, each with its place.
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    /// The pieces from the start.
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// The pieces from this byte on.
    pub(super) fn from(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Passes over white space, comments and attributes.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let length = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                block_comment(rest)
            } else if rest.starts_with("#!") {
                rest.find([']', '\n']).map_or(rest.len(), |end| end + 1)
            } else {
                rest.len() - rest.trim_start_matches(is_space).len()
            };
            if length == 0 {
                return;
            }
            self.at += length;
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = (Token, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        self.skip();
        let rest = self.rest();
        let (token, length) = match rest.bytes().next()? {
            bracket @ (b'(' | b'[' | b'{') => (Token::Open(bracket), 1),
            b')' | b']' | b'}' => (Token::Close, 1),
            b',' => (Token::Comma, 1),
            b':' => (Token::Colon, 1),
            b'"' => (Token::Plain, quoted(rest)),
            b'\'' => (Token::Plain, character(rest).unwrap_or_else(|| bare(rest))),
            b'r' => (Token::Plain, raw(rest).unwrap_or_else(|| bare(rest))),
            _ => (Token::Plain, bare(rest)),
        };
        let start = self.at;
        self.at += length;
        Some((token, start..self.at))
    }
}

/// What the notation takes as white space.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t'..='\r' | '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')
}

/// Length of a comment, which may hold others.
fn block_comment(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(pair) = bytes.get(at..at + 2) {
        match pair {
            b"/*" => depth += 1,
            b"*/" => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            b'"' if !escaped => return at + 1,
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// Length of `r"…"` or `r#"…"#`.
fn raw(rest: &str) -> Option<usize> {
    let hashes = rest[1..].bytes().take_while(|&byte| byte == b'#').count();
    let inside = rest[1 + hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    Some(inside.find(&close).map_or(rest.len(), |end| 2 + hashes + end + close.len()))
}

/// Length of `'x'` or an escape in such quotes.
fn character(rest: &str) -> Option<usize> {
    let inside = &rest[1..];
    let first = inside.chars().next()?;
    let skip = if first == '\\' { 1 + inside[1..].chars().next()?.len_utf8() } else { first.len_utf8() };
    // An escape such as `\u{10FFFF}` is the longest that may stand there.
    let (end, _) = inside[skip..].char_indices().take(10).find(|&(_, c)| c == '\'')?;
    Some(1 + skip + end + 1)
}

fn bare(rest: &str) -> usize {
    let ends = |(at, c): (usize, char)| {
        let comment = c == '/' && rest[at..].starts_with(['/']) && rest[at + 1..].starts_with(['/', '*']);
        (at > 0 && (is_space(c) || comment || ",:()[]{}\"".contains(c))).then_some(at)
    };
    rest.char_indices().find_map(ends).unwrap_or(rest.len())
}
