//! Which field stands where in a text?
//!
//! A tolerant walk over the notation: it knows brackets, names, quotes and comments, and nothing of
//! what is allowed, so it also works where the text is broken. It gives the path of a place and the
//! place of a path. In a path a record of a list is named by its `id`, a tuple of a list by its first
//! member (a price break by its quantity, a phase by its name), and a plain member by itself.

use std::collections::HashMap;
use std::ops::Range;

use super::tokens::{Token, Tokens};

/// Brackets nested deeper than this are walked over but not remembered.
const DEEPEST: usize = 64;

/// A value in the text. Values are kept in the order in which they begin.
struct Node {
    /// The value around it; none for the outermost.
    parent: Option<usize>,
    /// Its place among the values around it, from 0.
    ordinal: usize,
    /// The name before its colon.
    key: Option<Range<usize>>,
    /// From its name or first bracket to behind its last.
    value: Range<usize>,
    /// What holds its members, where it has any.
    bracket: Option<u8>,
    /// How many members it has.
    members: usize,
}

/// The text of a member of the outermost value of a text, even where other members of it are broken.
///
/// ```
/// use crossplan::formats::member;
/// let settings = "(zoom: twice, dark: Some(true))";
/// assert_eq!(member(settings, "dark"), Some("Some(true)"));
/// assert_eq!(member(settings, "recent"), None);
/// ```
#[must_use]
pub fn member<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let outline = Outline::of(text);
    if outline.nodes.is_empty() { None } else { outline.field(key) }
}

/// The values of a text and how they are nested.
pub(super) struct Outline<'a> {
    text: &'a str,
    nodes: Vec<Node>,
}

impl<'a> Outline<'a> {
    /// Walks over a text.
    pub(super) fn of(text: &'a str) -> Self {
        let mut builder = Builder::default();
        for (token, place) in Tokens::of(text) {
            builder.take(token, place);
        }
        builder.close_all(text.len());
        Self { text, nodes: builder.nodes }
    }

    /// The innermost value that holds this byte, or its name.
    pub(super) fn at(&self, byte: usize) -> Option<usize> {
        let holds = |node: &Node| {
            let start = node.key.as_ref().map_or(node.value.start, |key| key.start);
            start <= byte && (byte < node.value.end || (byte == self.text.len() && byte == node.value.end))
        };
        self.nodes.iter().rposition(holds)
    }

    /// The value itself, or the one around it that a path names.
    pub(super) fn named(&self, node: usize) -> usize {
        let mut node = node;
        while self.segment(node).is_none() {
            let Some(parent) = self.nodes[node].parent else { break };
            node = parent;
        }
        node
    }

    /// The path of a value.
    pub(super) fn path(&self, node: usize) -> String {
        let mut segments: Vec<String> = std::iter::successors(Some(node), |&node| self.nodes[node].parent)
            .filter_map(|node| self.segment(node))
            .collect();
        segments.reverse();
        segments.join(".")
    }

    /// Where a value stands.
    pub(super) fn place(&self, node: usize) -> Range<usize> {
        self.nodes[node].value.clone()
    }

    /// True for a name, a number or a text.
    pub(super) fn is_plain(&self, node: usize) -> bool {
        self.nodes[node].bracket.is_none()
    }

    /// The text of a member of the outermost value.
    pub(super) fn field(&self, key: &str) -> Option<&'a str> {
        self.member(0, key).map(|node| &self.text[self.place(node)])
    }

    /// Where each of these paths stands. Of two of one name the later counts, being the one too many.
    pub(super) fn places<'p>(&self, wanted: impl Iterator<Item = &'p str>) -> HashMap<&'p str, usize> {
        let mut places: HashMap<&str, Option<usize>> = wanted.map(|path| (path, None)).collect();
        if places.is_empty() {
            return HashMap::new();
        }
        let mut around: Vec<(usize, usize)> = Vec::new();
        let mut path = String::new();
        for (index, node) in self.nodes.iter().enumerate() {
            while around.last().is_some_and(|&(last, _)| Some(last) != node.parent) {
                around.pop();
            }
            path.truncate(around.last().map_or(0, |&(_, length)| length));
            if let Some(segment) = self.segment(index) {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&segment);
                if let Some(place) = places.get_mut(path.as_str()) {
                    *place = Some(node.value.start);
                }
            }
            around.push((index, path.len()));
        }
        places.into_iter().filter_map(|(path, place)| Some((path, place?))).collect()
    }

    /// What a path calls this value; none for what it passes over.
    fn segment(&self, index: usize) -> Option<String> {
        let node = &self.nodes[index];
        let parent = &self.nodes[node.parent?];
        if let Some(key) = &node.key {
            return Some(self.text[key.clone()].trim_start_matches("r#").to_owned());
        }
        if parent.bracket != Some(b'[') {
            return None;
        }
        let name = if node.bracket.is_none() {
            Some(index)
        } else {
            self.members(index).find(|&member| self.nodes[member].key.is_none()).or_else(|| self.member(index, "id"))
        };
        let name = name.filter(|&name| self.is_plain(name)).map(|name| self.plain(name));
        Some(name.filter(|name| !name.is_empty()).unwrap_or_else(|| (node.ordinal + 1).to_string()))
    }

    /// A text without its quotes, a number as it is counted.
    fn plain(&self, node: usize) -> String {
        let text = &self.text[self.place(node)];
        if text.starts_with(['"', 'r']) {
            return ron::from_str(text).unwrap_or_else(|_| text.trim_matches('"').to_owned());
        }
        ron::from_str::<u64>(text).map_or_else(|_| text.to_owned(), |number| number.to_string())
    }

    fn member(&self, of: usize, key: &str) -> Option<usize> {
        self.members(of)
            .find(|&node| self.nodes[node].key.as_ref().is_some_and(|place| &self.text[place.clone()] == key))
    }

    fn members(&self, of: usize) -> impl Iterator<Item = usize> {
        let behind = self.nodes.iter().enumerate().skip(of + 1);
        behind
            .take_while(move |(_, node)| node.parent.is_some_and(|parent| parent >= of))
            .filter(move |(_, node)| node.parent == Some(of))
            .map(|(index, _)| index)
    }
}

/// The outline while the text is walked over.
#[derive(Default)]
struct Builder {
    nodes: Vec<Node>,
    /// The values whose brackets are open.
    open: Vec<usize>,
    /// How many brackets are open that are nested too deep to be remembered.
    deeper: usize,
    /// The name whose colon was passed.
    key: Option<Range<usize>>,
    /// The value just begun, which may yet prove to be a name.
    fresh: Option<usize>,
}

impl Builder {
    fn take(&mut self, token: Token, place: Range<usize>) {
        match token {
            Token::Open(bracket) => self.open(bracket, place),
            Token::Close => self.close(place.end),
            _ if self.deeper > 0 => {}
            Token::Comma => (self.key, self.fresh) = (None, None),
            Token::Colon => self.name(),
            Token::Plain => self.fresh = Some(self.begin(place)),
        }
    }

    fn begin(&mut self, place: Range<usize>) -> usize {
        let parent = self.open.last().copied();
        let ordinal = parent.map_or(0, |parent| self.nodes[parent].members);
        if let Some(parent) = parent {
            self.nodes[parent].members += 1;
        }
        self.nodes.push(Node { parent, ordinal, key: self.key.take(), value: place, bracket: None, members: 0 });
        self.nodes.len() - 1
    }

    /// What was just begun is the name of what follows.
    fn name(&mut self) {
        if self.fresh.take().is_some()
            && let Some(node) = self.nodes.pop()
        {
            self.key = Some(node.value);
            if let Some(parent) = node.parent {
                self.nodes[parent].members -= 1;
            }
        }
    }

    fn open(&mut self, bracket: u8, place: Range<usize>) {
        if self.deeper > 0 || self.open.len() >= DEEPEST {
            self.deeper += 1;
            return;
        }
        let node = self.fresh.take().unwrap_or_else(|| self.begin(place));
        self.nodes[node].bracket = Some(bracket);
        self.open.push(node);
    }

    fn close(&mut self, end: usize) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(node) = self.open.pop() {
            self.nodes[node].value.end = end;
        }
        (self.key, self.fresh) = (None, None);
    }

    fn close_all(&mut self, end: usize) {
        for &node in &self.open {
            self.nodes[node].value.end = end;
        }
    }
}
