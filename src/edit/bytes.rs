//! A change ► the bytes of the file that it comes to. What comes out may still be wrong: whoever asks looks at the result.

use std::borrow::Cow;
use std::ops::Range;

use super::{Change, Edit};
use crate::span::Span;
use crate::yaml::{Document, Node, Value, resolve};

/// The bytes that `change` comes to; nothing where the file is written in a way that leaves no place for it.
pub(super) fn edit(change: &Change, text: &str, document: &Document<'_>) -> Option<Edit> {
    match change {
        Change::Layout { span, text } | Change::Character { span, text } => {
            Some(Edit { span: *span, text: text.clone() })
        }
        Change::Value { pointer, text: new } => {
            let node = text_node(document, pointer)?;
            Some(Edit { span: node.span, text: written_like(node.span.slice(text)?, new) })
        }
        Change::Key { pointer, name } => {
            document.node(pointer)?;
            let span = document.key_span(pointer);
            Some(Edit { span, text: written_like(span.slice(text)?, name) })
        }
        Change::Words { pointer, range, text: new } => words(document, text, pointer, range, new),
        Change::Remove { pointer } => remove(document, text, pointer),
        Change::Order { pointer, order } => reorder(document, text, pointer, order),
    }
}

/// The value at a pointer, where it is one in quotes or plain.
fn text_node<'d, 's>(document: &'d Document<'s>, pointer: &str) -> Option<&'d Node<'s>> {
    let node = document.node(pointer)?;
    let is_scalar = !matches!(node.value, Value::Sequence(_) | Value::Mapping(_));
    (is_scalar && !node.span.is_empty() && document.layout.block(node).is_none()).then_some(node)
}

/// `new` in the quotes that `old` has; without quotes where it can stand without them as `old` does.
fn written_like(old: &str, new: &str) -> String {
    match old.as_bytes().first() {
        Some(b'\'') if !new.contains(['\n', '\r']) => format!("'{}'", new.replace('\'', "''")),
        Some(b'"') => in_double_quotes(new),
        _ if can_be_plain(new) => new.to_owned(),
        _ => in_double_quotes(new),
    }
}

fn in_double_quotes(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// Says whether the text can stand without quotes anywhere, also in a list in brackets. Stricter than YAML.
fn can_be_plain(text: &str) -> bool {
    matches!(resolve(Cow::Borrowed(text)), Value::String(_))
        && text.starts_with(char::is_alphanumeric)
        && text == text.trim()
        && !text.ends_with(':')
        && !text.contains([',', '[', ']', '{', '}', '\n', '\r', '\t'])
        && !text.contains(": ")
        && !text.contains(" #")
}

fn words(
    document: &Document<'_>,
    text: &str,
    pointer: &str,
    range: &Range<usize>,
    new: &str,
) -> Option<Edit> {
    let node = document.node(pointer)?;
    let old = node.as_str()?.get(range.clone())?;
    let source = node.span.slice(text)?;
    let shift = usize::from(source.starts_with(['"', '\'']));
    let place = shift + range.start..shift + range.end;
    // Where the value is broken over lines or holds escapes, the words are elsewhere: they are not looked for.
    (source.get(place.clone())? == old).then_some(())?;
    let start = node.span.start as usize;
    let new = match source.as_bytes().first() {
        Some(b'\'') => new.replace('\'', "''"),
        Some(b'"') => new.replace('\\', "\\\\").replace('"', "\\\""),
        _ => new.to_owned(),
    };
    Some(Edit { span: Span::new(start + place.start, start + place.end), text: new })
}

/// The start of the line that `offset` is in.
fn line_start(text: &str, offset: usize) -> Option<usize> {
    Some(text.get(..offset)?.rfind('\n').map_or(0, |newline| newline + 1))
}

/// The end of the line that `offset` is in, its line end included.
fn line_end(text: &str, offset: usize) -> Option<usize> {
    Some(text.get(offset..)?.find('\n').map_or(text.len(), |newline| offset + newline + 1))
}

/// Where a node ends, brackets included.
fn end(document: &Document<'_>, node: &Node<'_>) -> usize {
    if let Some(flow) = document.layout.flow(node) {
        return flow.end as usize;
    }
    let last = match &node.value {
        Value::Sequence(items) => items.last(),
        Value::Mapping(entries) => entries.last().map(|(_, value)| value),
        _ => None,
    };
    last.map_or(node.span.end as usize, |last| end(document, last).max(node.span.end as usize))
}

fn remove(document: &Document<'_>, text: &str, pointer: &str) -> Option<Edit> {
    let (parent, _) = pointer.rsplit_once('/')?;
    let parent = document.node(parent)?;
    let node = document.node(pointer)?;
    if document.layout.block(node).is_some() {
        return None;
    }
    if document.layout.flow(parent).is_some() {
        return remove_in_brackets(document, parent, pointer);
    }
    let is_item = matches!(parent.value, Value::Sequence(_));
    let start = if is_item { node.span.start } else { document.key_span(pointer).start } as usize;
    let first = line_start(text, start)?;
    let before = text.get(first..start)?;
    let alone = if is_item { before.trim().strip_prefix('-')? } else { before };
    if !alone.trim().is_empty() {
        return None;
    }
    // A value that is left out ends with its key.
    let end = end(document, node).max(document.key_span(pointer).end as usize).max(start);
    let last = line_end(text, end)?;
    let rest = text.get(end..last)?.trim_start_matches(':').trim();
    (rest.is_empty() || rest.starts_with('#'))
        .then(|| Edit { span: Span::new(first, last), text: String::new() })
}

/// An item of a list in brackets goes with the comma before it; the first one stays, since its comma is behind it.
fn remove_in_brackets(document: &Document<'_>, list: &Node<'_>, pointer: &str) -> Option<Edit> {
    let items = list.as_sequence()?;
    let place: usize = pointer.rsplit('/').next()?.parse().ok()?;
    let (before, item) = (items.get(place.checked_sub(1)?)?, items.get(place)?);
    let (start, end) = (end(document, before), end(document, item));
    let comments = document.comments.iter().map(|comment| comment.span.start as usize);
    let has_comment = comments.into_iter().any(|at| (start..end).contains(&at));
    (!has_comment).then(|| Edit { span: Span::new(start, end), text: String::new() })
}

/// Items change places with the comments after them. Where comments stand between items nobody can say which they belong to.
fn reorder(document: &Document<'_>, text: &str, pointer: &str, order: &[usize]) -> Option<Edit> {
    let list = document.node(pointer)?;
    let items = list.as_sequence()?;
    let is_flow = document.layout.flow(list).is_some();
    let (first, last) = (items.first()?.span.start as usize, items.last()?.span.end as usize);
    let mut segments = Vec::with_capacity(items.len());
    for item in items {
        let (start, end) = (item.span.start as usize, item.span.end as usize);
        let source = text.get(start..end)?;
        let is_plain = !matches!(item.value, Value::Sequence(_) | Value::Mapping(_));
        if !is_plain || source.is_empty() || source.contains('\n') || document.layout.block(item).is_some() {
            return None;
        }
        let end = if is_flow { end } else { start + text.get(start..)?.lines().next()?.len() };
        segments.push(start..end);
    }
    let comments = document.comments.iter().map(|comment| comment.span.start as usize);
    let mut inside = comments.filter(|at| (first..last).contains(at));
    if inside.any(|at| !segments.iter().any(|segment| segment.contains(&at))) {
        return None;
    }
    let all = segments.first()?.start..segments.last()?.end;
    let mut result = String::with_capacity(all.len());
    for (place, &from) in order.iter().enumerate() {
        result.push_str(text.get(segments.get(from)?.clone())?);
        if let Some(next) = segments.get(place + 1) {
            result.push_str(text.get(segments.get(place)?.end..next.start)?);
        }
    }
    Some(Edit { span: Span::new(all.start, all.end), text: result })
}
