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
        let line_start = text.get(..start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        if text.get(line_start..start).is_none_or(|before| before.trim().is_empty()) {
            continue;
        }
        let behind = |span: Span| {
            text.get(span.end as usize..start)
                .is_some_and(|between| between.trim_matches([' ', '\t']).is_empty())
        };
        if let Some((pointer, value)) = text_before(root, String::new(), &behind)
            && document.layout.block(value).is_none()
            && value.span.slice(text).is_some_and(|written| !written.starts_with(['"', '\'']))
            && is_prose(&pointer)
        {
            found.push(Remark { pointer, value: value.span, comment: comment.span });
        }
    }
    found
}

/// The text that ends where `is_it` says.
fn text_before<'d, 's>(
    node: &'d Node<'s>,
    pointer: String,
    is_it: &dyn Fn(Span) -> bool,
) -> Option<(String, &'d Node<'s>)> {
    match &node.value {
        Value::Mapping(entries) => entries
            .iter()
            .find_map(|(key, value)| text_before(value, format!("{pointer}/{}", escape(&key.name)), is_it)),
        Value::Sequence(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| text_before(item, format!("{pointer}/{index}"), is_it)),
        Value::String(_) => (!node.span.is_empty() && is_it(node.span)).then_some((pointer, node)),
        _ => None,
    }
}
