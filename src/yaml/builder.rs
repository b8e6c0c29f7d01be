//! Events ► tree.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::parse::MAX_DEPTH;
use super::{Comment, Document, Key, Layout, Node, Problem, Value, resolve};
use crate::span::Span;

/// A collection that is being read.
struct Frame<'s> {
    start: usize,
    is_flow: bool,
    content: Content<'s>,
}

enum Content<'s> {
    Sequence(Vec<Node<'s>>),
    Mapping { entries: Vec<(Key<'s>, Node<'s>)>, key: Option<Key<'s>> },
}

/// Above this many keys a mapping's duplicates are found by a set and not by looking through the keys.
const MANY_KEYS: usize = 24;

/// How a text is written, as far as that matters to what it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Plain,
    Quoted,
    Block,
}

/// A tree that grows with the events of a parser.
#[derive(Default)]
pub(super) struct Builder<'s> {
    stack: Vec<Frame<'s>>,
    root: Option<Node<'s>>,
    comments: Vec<Comment<'s>>,
    layout: Layout,
    pub(super) problems: Vec<Problem>,
    /// The names of large mappings, one set for each frame that has one, by the frame's depth.
    names: Vec<(usize, HashMap<Cow<'s, str>, Span>)>,
}

impl<'s> Builder<'s> {
    /// The tree, where nothing but duplicate keys was refused; and what was refused.
    pub(super) fn finish(mut self) -> (Option<Document<'s>>, Vec<Problem>) {
        self.problems.sort_by_key(Problem::span);
        self.layout.flows.sort_unstable();
        let Self { root, comments, layout, problems, .. } = self;
        let only_duplicates = problems.iter().all(|problem| matches!(problem, Problem::DuplicateKey { .. }));
        (only_duplicates.then_some(Document { root, comments, layout }), problems)
    }

    /// How many collections are open.
    pub(super) fn depth(&self) -> usize {
        self.stack.len()
    }

    pub(super) fn comment(&mut self, span: Span, text: Cow<'s, str>) {
        self.comments.push(Comment { span, text });
    }

    /// Where the list under the pending key starts. The parser says so only of a list that stands further in than its key.
    pub(super) fn first_dash(&self, text: &str) -> Option<usize> {
        let Content::Mapping { key: Some(key), .. } = &self.stack.last()?.content else { return None };
        let mut at = key.span.end as usize;
        loop {
            let rest = text.get(at..)?;
            at += rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', ':']).len();
            match text.as_bytes().get(at)? {
                b'#' => at += text.get(at..)?.find(['\r', '\n'])?,
                b'-' => return Some(at),
                _ => return None,
            }
        }
    }

    /// A text that stands for itself, or that says what it is by its look where it is `plain`.
    pub(super) fn scalar(&mut self, text: Cow<'s, str>, form: Form, span: Span) {
        if let Some(Content::Mapping { key: key @ None, .. }) =
            self.stack.last_mut().map(|frame| &mut frame.content)
        {
            // The thorough parser calls a plain key that is left out `~`.
            if text.is_empty() || form == Form::Plain && span.is_empty() || form == Form::Block {
                self.problems.push(Problem::ComplexKey { span });
            }
            *key = Some(Key { span, name: text });
            return;
        }
        let value = if form == Form::Plain { resolve(text) } else { Value::String(text) };
        self.put(Node { span, value });
    }

    /// A text after `|` or `>`, whose span runs on over the white space that follows.
    pub(super) fn block(&mut self, text: Cow<'s, str>, span: Span, source: &str) {
        self.layout.blocks.push(span);
        let written = span.slice(source).unwrap_or_default().trim_end().len();
        let start = span.start as usize;
        self.scalar(text, Form::Block, Span::new(start, start + written));
    }

    pub(super) fn open_sequence(&mut self, start: usize, is_flow: bool, text: &str) -> Result<(), Problem> {
        self.open(Frame { start, is_flow, content: Content::Sequence(Vec::new()) }, text)
    }

    pub(super) fn open_mapping(&mut self, start: usize, is_flow: bool, text: &str) -> Result<(), Problem> {
        let entries = Vec::with_capacity(if self.stack.is_empty() { 16 } else { 4 });
        self.open(Frame { start, is_flow, content: Content::Mapping { entries, key: None } }, text)
    }

    fn open(&mut self, frame: Frame<'s>, text: &str) -> Result<(), Problem> {
        let span = letter_at(text, frame.start);
        if let Some(Content::Mapping { key: None, .. }) = self.stack.last().map(|frame| &frame.content) {
            return Err(Problem::ComplexKey { span });
        }
        if self.stack.len() >= MAX_DEPTH {
            return Err(Problem::TooDeep { span });
        }
        self.stack.push(frame);
        Ok(())
    }

    /// `end` is the end of the collection where it stands in brackets, and somewhere behind its last value otherwise.
    pub(super) fn close(&mut self, end: usize) {
        let Some(Frame { start, is_flow, content }) = self.stack.pop() else { return };
        if is_flow {
            self.layout.flows.push(Span::new(start, end));
        }
        // A block collection's end event stands after the white space that follows it.
        let end = match (is_flow, &content) {
            (true, _) => end,
            (_, Content::Sequence(items)) => items.last().map_or(end, |item| item.span.end as usize),
            (_, Content::Mapping { entries, .. }) => {
                entries.last().map_or(end, |(key, value)| value.span.end.max(key.span.end) as usize)
            }
        };
        let value = match content {
            Content::Sequence(items) => Value::Sequence(items),
            Content::Mapping { entries, .. } => Value::Mapping(entries),
        };
        let node = Node { span: Span::new(start, end), value };
        if self.names.last().is_some_and(|(depth, _)| *depth > self.stack.len()) {
            self.names.pop();
        }
        self.put(node);
    }

    fn put(&mut self, node: Node<'s>) {
        let depth = self.stack.len();
        match self.stack.last_mut().map(|frame| &mut frame.content) {
            Some(Content::Sequence(items)) => items.push(node),
            Some(Content::Mapping { entries, key }) => {
                let Some(key) = key.take() else { return };
                let first = if entries.len() < MANY_KEYS {
                    entries.iter().find(|(other, _)| other.name == key.name).map(|(other, _)| other.span)
                } else {
                    if self.names.last().is_none_or(|(at, _)| *at != depth) {
                        let names = entries.iter().map(|(key, _)| (key.name.clone(), key.span)).collect();
                        self.names.push((depth, names));
                    }
                    self.names.last_mut().and_then(|(_, names)| match names.entry(key.name.clone()) {
                        Entry::Occupied(entry) => Some(*entry.get()),
                        Entry::Vacant(entry) => {
                            entry.insert(key.span);
                            None
                        }
                    })
                };
                match first {
                    Some(first) => {
                        let name = key.name.into_owned();
                        self.problems.push(Problem::DuplicateKey { name, first, span: key.span });
                    }
                    None => entries.push((key, node)),
                }
            }
            // After `---` alone the parser sees a null of no length: the file holds nothing.
            None if node.span.is_empty() && node.value == Value::Null => {}
            None => self.root = Some(node),
        }
    }
}

/// The character at `offset`; at the end of a line, its place.
pub(super) fn letter_at(text: &str, offset: usize) -> Span {
    let letter = text[offset..].chars().next().filter(|letter| !matches!(letter, '\r' | '\n'));
    Span::new(offset, offset + letter.map_or(0, char::len_utf8))
}
