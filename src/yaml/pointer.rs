//! JSON pointers (RFC 6901) into a tree.

use std::borrow::Cow;

use super::{Document, Key, Node, Value};
use crate::span::Span;

/// Writes a key as one step of a pointer.
pub fn escape(step: &str) -> Cow<'_, str> {
    if step.contains(['~', '/']) { step.replace('~', "~0").replace('/', "~1").into() } else { step.into() }
}

/// Reads one step of a pointer as a key.
pub fn unescape(step: &str) -> Cow<'_, str> {
    if step.contains('~') { step.replace("~1", "/").replace("~0", "~").into() } else { step.into() }
}

impl<'s> Document<'s> {
    /// The key (where the last step is one) and the node that `pointer` leads to.
    fn find(&self, pointer: &str) -> Option<(Option<&Key<'s>>, &Node<'s>)> {
        let mut key = None;
        let mut node = self.root.as_ref()?;
        for step in pointer.split('/').skip(1) {
            (key, node) = match &node.value {
                Value::Mapping(_) => {
                    let (key, value) = node.entry(&unescape(step))?;
                    (Some(key), value)
                }
                Value::Sequence(items) => (None, items.get(step.parse::<usize>().ok()?)?),
                _ => return None,
            };
        }
        Some((key, node))
    }

    /// The node that `pointer` leads to.
    pub fn node(&self, pointer: &str) -> Option<&Node<'s>> {
        self.find(pointer).map(|(_, node)| node)
    }

    /// The pointer to the value at `span`; of values that start and end together, the innermost.
    pub fn pointer_to(&self, span: Span) -> Option<String> {
        let mut pointer = String::new();
        let mut node = self.root.as_ref()?;
        loop {
            let holds = |inner: &Node<'_>| inner.span.start <= span.start && span.end <= inner.span.end;
            let inner = match &node.value {
                Value::Mapping(entries) => entries
                    .iter()
                    .find(|(_, value)| holds(value))
                    .map(|(key, value)| (escape(&key.name).into_owned(), value)),
                Value::Sequence(items) => items
                    .iter()
                    .enumerate()
                    .find(|(_, item)| holds(item))
                    .map(|(index, item)| (index.to_string(), item)),
                _ => None,
            };
            let Some((step, value)) = inner else { return (node.span == span).then_some(pointer) };
            pointer.push('/');
            pointer.push_str(&step);
            node = value;
        }
    }

    /// Where the value at `pointer` stands. A value that is left out stands at its key; where there is nothing at the pointer,
    /// the nearest thing above it that has a key, and at last the start of the first line.
    pub fn value_span(&self, pointer: &str) -> Span {
        match self.find(pointer) {
            Some((Some(key), node)) if node.span.is_empty() => key.span,
            Some((_, node)) if !pointer.is_empty() => node.span,
            _ => self.key_span(pointer),
        }
    }

    /// Where the key at `pointer` stands: of a list's item, its first key, or the item if it has none; where there is nothing at the pointer, the nearest key
    /// above it, and at last the record's first key.
    pub fn key_span(&self, pointer: &str) -> Span {
        let mut pointer = pointer;
        while let Some((parent, _)) = pointer.rsplit_once('/') {
            match self.find(pointer) {
                Some((Some(key), _)) => return key.span,
                Some((None, node)) => {
                    let first = node.as_mapping().and_then(<[_]>::first);
                    return first.map_or(node.span, |(key, _)| key.span);
                }
                None => pointer = parent,
            }
        }
        match self.root.as_ref() {
            Some(Node { value: Value::Mapping(entries), .. }) => {
                entries.first().map(|(key, _)| key.span).unwrap_or_default()
            }
            Some(node) => node.span,
            None => Span::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    #[test]
    fn pointers_lead_to_keys_and_values_and_fall_back_to_what_is_above() {
        let text = "id: x\ncitations:\n  - reference: wilke\n    note:\n";
        let document = parse(text.as_bytes()).document.unwrap();
        let value = |pointer: &str| document.value_span(pointer).slice(text).unwrap();
        let key = |pointer: &str| document.key_span(pointer).slice(text).unwrap();
        assert_eq!(value("/citations/0/reference"), "wilke");
        assert_eq!(value("/citations/0/note"), "note");
        assert_eq!(value("/citations/0"), "reference: wilke\n    note");
        assert_eq!(value("/citations/0/quote"), "reference");
        assert_eq!(value("/citations/7"), "citations");
        assert_eq!(value(""), "id");
        assert_eq!(key("/citations"), "citations");
        assert_eq!(key("/citations/0"), "reference");
        assert_eq!(key("/title"), "id");
    }

    #[test]
    fn steps_are_escaped_and_read_back() {
        for step in ["a/b", "~", "~1", "plain"] {
            assert_eq!(super::unescape(&super::escape(step)), step);
        }
    }
}
