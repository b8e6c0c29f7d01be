//! Comments behind texts: a `#` in a sentence makes one of the rest, and nobody is told.

use crate::span::Span;
use crate::yaml::{Document, Node, Value, escape};

/// A comment behind a text without quotes, on its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Where the text stands (JSON pointer).
    pub pointer: String,
    /// The place of the text.
    pub value: Span,
    /// The place of the comment, `#` and all.
    pub comment: Span,
}

/// The comments behind those texts of a document that `is_prose` says are for people.
pub(super) fn remarks(document: &Document<'_>, text: &str, is_prose: impl Fn(&str) -> bool) -> Vec<Remark> {
    let mut found = Vec::new();
    let Some(root) = &document.root else { return found };
    for comment in &document.comments {
        let start = comment.span.start as usize;
        let behind = |span: Span| {
            text.get(span.end as usize..start)
                .is_some_and(|between| between.trim_matches([' ', '\t']).is_empty())
        };
        if let Some((pointer, value)) = text_before(root, start)
            && behind(value.span)
            && document.layout.block(value).is_none()
            && value.span.slice(text).is_some_and(|written| !written.starts_with(['"', '\'']))
            && is_prose(&pointer)
        {
            found.push(Remark { pointer, value: value.span, comment: comment.span });
        }
    }
    found
}

/// The last text that starts before `offset`, with its pointer. Keys and values stand in the order of the file.
fn text_before<'d, 's>(root: &'d Node<'s>, offset: usize) -> Option<(String, &'d Node<'s>)> {
    let mut pointer = String::new();
    let mut node = root;
    loop {
        let starts_before = |node: &Node<'_>| (node.span.start as usize) < offset;
        let (step, inner) = match &node.value {
            Value::Mapping(entries) => {
                let last =
                    entries.partition_point(|(key, _)| (key.span.start as usize) < offset).checked_sub(1)?;
                let (key, value) = entries.get(last)?;
                (escape(&key.name).into_owned(), value)
            }
            Value::Sequence(items) => {
                let last = items.partition_point(starts_before).checked_sub(1)?;
                (last.to_string(), items.get(last)?)
            }
            Value::String(_) => return (!node.span.is_empty()).then_some((pointer, node)),
            _ => return None,
        };
        pointer.push('/');
        pointer.push_str(&step);
        node = inner;
    }
}
