//! What does an error of the notation mean to whoever wrote the file?
//!
//! The parser says what it expected next; here that becomes the field, what stands there, what may
//! stand there, and what to do about the usual slips.

use std::ops::Range;

use ron::Error;
use ron::error::{Position, SpannedError};

use super::diagnostic::Diagnostic;
use super::hints;
use super::outline::Outline;
use super::tokens::{Token, Tokens, is_space};
use crate::model::validate::{Problem, visible};

/// What stands before the name of a field that there is none of, where it is told what was found.
pub const UNKNOWN_FIELD: &str = "unknown field ";

/// Where the fault lies, seen from where the parser stopped.
#[derive(Clone, Copy)]
enum Fault {
    /// In the name just passed.
    Name,
    /// In the value just passed.
    Behind,
    /// In what comes next.
    Ahead,
    /// In the number just passed, or being passed.
    Number,
    /// In the brackets around.
    Around,
    /// In the brackets around, or in those just closed.
    Block,
    /// In a comment that is never closed.
    Comment,
}

/// What an error means.
struct Meaning {
    fault: Fault,
    /// Where the text itself does not say it.
    found: Option<String>,
    allowed: String,
    advice: String,
}

impl Meaning {
    fn new(fault: Fault, allowed: impl Into<String>) -> Self {
        Self { fault, found: None, allowed: allowed.into(), advice: String::new() }
    }

    fn found(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    fn advice(mut self, advice: impl Into<String>) -> Self {
        self.advice = advice.into();
        self
    }
}

/// Says what is wrong, where, and what to do.
pub(super) fn explain(text: &str, outline: &Outline<'_>, error: &SpannedError) -> Diagnostic {
    let end = byte(text, error.span.end);
    // The parser may have looked ahead and come back, so that its last step lies behind its place.
    let start = byte(text, error.span.start).min(end);
    let mut meaning = meaning(&error.code, &text[start..end]);
    let (mut node, mut place) = locate(text, outline, meaning.fault, start..end);
    if let Some(overrun) = may_overrun(&error.code).then(|| hints::overrun(text, end)).flatten() {
        node = outline.at(overrun.place.start).map(|node| outline.named(node));
        place = overrun.place;
        overrun.allowed.clone_into(&mut meaning.allowed);
        meaning.advice = overrun.advice;
    } else if let Some(advice) = hints::slip(text, place.start, meaning.allowed.contains("number")) {
        advice.clone_into(&mut meaning.advice);
    } else if meaning.advice.is_empty() {
        meaning.advice = unclosed(text, outline, end, &place);
    }
    let mut path = node.map(|node| outline.path(node)).unwrap_or_default();
    if let Error::MissingStructField { field, .. } = &error.code {
        path = if path.is_empty() { (*field).to_owned() } else { format!("{path}.{field}") };
    }
    let found = meaning.found.unwrap_or_else(|| snippet(&text[place.clone()]));
    Diagnostic::at(text, place.start, Problem::error(&path, &found, &meaning.allowed, &meaning.advice))
}

/// The value that is at fault, and the place to point at.
fn locate(text: &str, outline: &Outline<'_>, fault: Fault, span: Range<usize>) -> (Option<usize>, Range<usize>) {
    let value = |byte: usize| outline.at(byte).map(|node| outline.named(node));
    let whole = |node: Option<usize>| (node, node.map_or(span.clone(), |node| outline.place(node)));
    let passed = text[..span.end].trim_end_matches(is_space);
    match fault {
        Fault::Name => (value(span.start), span),
        Fault::Number => {
            let number = outline.at(span.end).filter(|&node| outline.is_plain(node));
            let number = number.or_else(|| outline.at(passed.len().saturating_sub(1)));
            (number.map(|number| outline.named(number)), whole(number).1)
        }
        Fault::Ahead => match Tokens::from(text, span.end).next() {
            None => (value(text.len()), text.len()..text.len()),
            Some((Token::Plain | Token::Open(_), place)) => (value(place.start), place),
            Some((_, place)) => (value(span.end), place),
        },
        Fault::Comment => {
            let behind = Tokens::of(text).last().map_or(0, |(_, place)| place.end);
            let start = text[behind..].find("/*").map_or(behind, |at| behind + at);
            (None, start..text.len())
        }
        Fault::Behind => whole(value(passed.len().saturating_sub(1))),
        Fault::Around => whole(value(span.end)),
        Fault::Block => {
            let block = value(passed.len().saturating_sub(1)).filter(|_| passed.ends_with(')'));
            whole(block.or_else(|| value(span.end)))
        }
    }
}

/// May the cause be a number that goes on where the parser took it to have ended?
fn may_overrun(error: &Error) -> bool {
    matches!(
        error,
        Error::ExpectedComma
            | Error::ExpectedIdentifier
            | Error::SuggestRawIdentifier(_)
            | Error::ExpectedStructLikeEnd
            | Error::ExpectedOptionEnd
            | Error::ExpectedArrayEnd
    )
}

/// Advice where a quote or bracket was probably left open.
fn unclosed(text: &str, outline: &Outline<'_>, stopped: usize, place: &Range<usize>) -> String {
    let line = |byte: usize| 1 + text[..byte].matches('\n').count();
    let passed = text[..stopped].trim_end_matches(is_space).len().saturating_sub(1);
    let before = outline.at(passed).map(|node| outline.place(node)).unwrap_or_default();
    if text[before.clone()].starts_with('"') && text[before.clone()].contains('\n') {
        return format!("The text that begins in line {} may lack its closing quote", line(before.start));
    }
    if place.is_empty() || text[place.clone()].starts_with([')', ']', '}']) {
        let open = outline.at(place.start).map_or(0, |node| outline.place(node).start);
        return format!("The bracket opened in line {} is not closed", line(open));
    }
    String::new()
}

fn meaning(error: &Error, passed: &str) -> Meaning {
    use Fault::{Ahead, Around, Behind, Block, Name, Number};
    #[allow(clippy::wildcard_enum_match_arm, reason = "the list is open-ended; the rest speak for themselves")]
    match error {
        Error::NoSuchStructField { expected, found, .. } => Meaning::new(Name, listed(expected))
            .found(format!("{UNKNOWN_FIELD}{found}"))
            .advice(hints::alike(found, expected)),
        Error::NoSuchEnumVariant { expected, found, .. } => {
            Meaning::new(Name, listed(expected)).found(visible(found)).advice(hints::alike(found, expected))
        }
        Error::DuplicateStructField { field, .. } => Meaning::new(Name, "each field once")
            .found(format!("{field} a second time"))
            .advice("Delete the one that no longer holds"),
        Error::MissingStructField { .. } => {
            Meaning::new(Block, "a value").found("nothing").advice("It has to be given")
        }
        Error::Message(message) => Meaning::new(Around, "").advice(message),
        Error::ExpectedDifferentLength { expected, found } if *found > 3 => {
            Meaning::new(Behind, expected).advice("A number takes a point, not a comma: 12.5")
        }
        Error::InvalidValueForType { expected, .. } | Error::ExpectedDifferentLength { expected, .. } => {
            Meaning::new(Behind, expected)
        }
        Error::ExpectedDifferentStructName { expected, .. } => Meaning::new(Name, format!("{expected}(")),
        Error::ExpectedNamedStructLike("") if passed.starts_with(char::is_alphabetic) => {
            Meaning::new(Name, "round brackets ( ) alone").advice("Delete the name before the bracket")
        }
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => Meaning::new(Ahead, "round brackets ( )"),
        Error::ExpectedFloat | Error::FloatUnderscore => Meaning::new(Ahead, "a number"),
        Error::ExpectedInteger | Error::UnderscoreAtBeginning => Meaning::new(Ahead, "a whole number"),
        Error::InvalidIntegerDigit { .. } | Error::IntegerOutOfBounds => {
            Meaning::new(Number, "a whole number, at least 0 and at most 18446744073709551615")
        }
        Error::ExpectedString => Meaning::new(Ahead, "a text in double quotes"),
        Error::ExpectedBoolean => Meaning::new(Ahead, "true or false"),
        Error::ExpectedArray => Meaning::new(Ahead, "a list in square brackets [ ]"),
        Error::ExpectedMapColon => Meaning::new(Ahead, "a colon behind the name of the field"),
        Error::ExpectedComma => Meaning::new(Ahead, "a comma before it"),
        Error::ExpectedIdentifier | Error::SuggestRawIdentifier(_) | Error::InvalidIdentifier(_) => {
            Meaning::new(Ahead, "a name, without quotes")
        }
        Error::ExpectedArrayEnd | Error::ExpectedStructLikeEnd | Error::ExpectedOptionEnd => {
            Meaning::new(Ahead, "the closing bracket")
        }
        _ => of_the_whole(error),
    }
}

/// Errors that are about the text rather than about a field.
fn of_the_whole(error: &Error) -> Meaning {
    use Fault::{Ahead, Behind, Comment, Name};
    #[allow(clippy::wildcard_enum_match_arm, reason = "the list is open-ended; the rest speak for themselves")]
    match error {
        Error::Eof => {
            Meaning::new(Ahead, "the closing bracket").advice("A bracket is not closed, or the file was cut off")
        }
        Error::ExpectedStringEnd => Meaning::new(Ahead, "a closing quote")
            .found("a text that is never closed")
            .advice("Close the text with a double quote"),
        Error::UnclosedBlockComment => {
            Meaning::new(Comment, "*/ behind the comment").found("a comment that is never closed")
        }
        Error::InvalidEscape(_) => Meaning::new(Behind, r#"\" \\ \n \r \t \u{…} after a backslash"#)
            .found("a backslash that begins nothing")
            .advice(r"Write a backslash itself as \\"),
        Error::NoSuchExtension(name) => {
            Meaning::new(Name, "#![enable(implicit_some)]").found(visible(name)).advice("Delete it")
        }
        Error::ExpectedAttribute | Error::ExpectedAttributeEnd => Meaning::new(Ahead, "#![enable(implicit_some)]"),
        Error::TrailingCharacters => Meaning::new(Ahead, "nothing behind the scenario's closing bracket"),
        Error::ExceededRecursionLimit => {
            Meaning::new(Ahead, "a scenario").found("brackets nested more than a hundred deep")
        }
        Error::UnexpectedChar(_) => Meaning::new(Ahead, "a number, or a range (low, likely, high)"),
        _ => Meaning::new(Ahead, error.to_string()),
    }
}

fn listed(names: &[&str]) -> String {
    if names.is_empty() { "no field".to_owned() } else { names.join(", ") }
}

/// The byte of a place that the parser counted in lines and characters.
fn byte(text: &str, position: Position) -> usize {
    let line_start = match position.line.saturating_sub(2) {
        _ if position.line <= 1 => 0,
        breaks => text.match_indices('\n').nth(breaks).map_or(text.len(), |(at, _)| at + 1),
    };
    let line = &text[line_start..];
    line.char_indices().nth(position.col.saturating_sub(1)).map_or(text.len(), |(at, _)| line_start + at)
}

/// How much of the text is quoted in a message.
const LONGEST_SNIPPET: usize = 40;

/// A piece of the text in one line.
fn snippet(text: &str) -> String {
    if text.is_empty() {
        return "the end of the file".to_owned();
    }
    let mut line: String = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = line.char_indices().nth(LONGEST_SNIPPET) {
        line.truncate(end);
        line.push('…');
    }
    visible(&line)
}
