//! The YAML reader, through the public API.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

mod acceptance;
mod oracle;
mod pieces;
mod places;
mod properties;
mod refusals;
mod round_trip;
mod values;

use massage_kb::span::Span;
use massage_kb::yaml::{Document, Node, Value, escape, parse};
use pieces::{config, yamlish};

/// A text in which `«` and `»` mark places: without them, and where they stood.
fn unmark(marked: &str) -> (String, Vec<Span>) {
    let (mut text, mut starts, mut spans) = (String::new(), Vec::new(), Vec::new());
    for letter in marked.chars() {
        match letter {
            '«' => {
                starts.push((spans.len(), text.len()));
                spans.push(Span::default());
            }
            '»' => {
                let (index, start) = starts.pop().expect("» follows a «");
                spans[index] = Span::new(start, text.len());
            }
            _ => text.push(letter),
        }
    }
    assert!(starts.is_empty(), "every « has its »: {marked}");
    (text, spans)
}

fn read(text: &str) -> Document<'_> {
    let parsed = parse(text.as_bytes());
    assert_eq!(parsed.problems, [], "{text:?}");
    parsed.document.expect("a text without a problem is a document")
}

/// Every key and value of a tree: the pointer, the key's place and the node.
fn flatten<'d, 's>(document: &'d Document<'s>) -> Vec<(String, Option<Span>, &'d Node<'s>)> {
    fn walk<'d, 's>(
        node: &'d Node<'s>,
        pointer: String,
        key: Option<Span>,
        found: &mut Vec<(String, Option<Span>, &'d Node<'s>)>,
    ) {
        found.push((pointer.clone(), key, node));
        match &node.value {
            Value::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    walk(item, format!("{pointer}/{index}"), None, found);
                }
            }
            Value::Mapping(entries) => {
                for (key, value) in entries {
                    walk(value, format!("{pointer}/{}", escape(&key.name)), Some(key.span), found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    if let Some(root) = &document.root {
        walk(root, String::new(), None, &mut found);
    }
    found
}
