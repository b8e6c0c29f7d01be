//! What a finding is about, said so that it stays the same when other things in the file change.
//!
//! Reports make the names of findings from it, by which code scanning knows an old finding again. A line number or a place in a list
//! would not do: both change when something is added above. An item of a list is known by what it is called instead. Of a sentence only the
//! words at fault count, so that an editor can change the rest of it.

use super::finding::Place;
use crate::yaml::{Document, Node, Value, escape, unescape};

/// The keys by which people know an item of a list, the best first.
const NAMES: &[&str] = &["id", "reference", "muscle", "url", "title", "outcome", "family"];

/// What stands for an item that is known by nothing: others like it are told apart by their number.
const ANY: &str = "*";

/// The words that stand for all where a whole sentence is at fault.
const FIRST_WORDS: usize = 3;

/// What a finding at `place` is about; `source` is what stands there in the file.
pub(super) fn anchor(place: &Place, document: Option<&Document<'_>>, source: &str) -> String {
    let steps =
        |pointer: &str| document.map_or_else(|| pointer.to_owned(), |document| steady(document, pointer));
    let text = |pointer: &str| document.and_then(|document| document.node(pointer)).and_then(Node::as_str);
    match place {
        Place::Whole => String::new(),
        Place::Bytes(_) | Place::Written(_) => source.to_owned(),
        Place::Key(pointer) => steps(pointer),
        Place::Value(pointer) => {
            let word = text(pointer).filter(|text| is_word(text)).unwrap_or_default();
            format!("{} {word}", steps(pointer))
        }
        Place::Words(pointer, range) => {
            let words = text(pointer).and_then(|text| text.get(range.clone())).unwrap_or_default();
            let first: Vec<&str> = words.split_whitespace().take(FIRST_WORDS).collect();
            format!("{} {}", steps(pointer), first.join(" "))
        }
    }
}

/// The pointer with the name of each item of a list in the stead of its place.
fn steady(document: &Document<'_>, pointer: &str) -> String {
    let mut steady = String::with_capacity(pointer.len());
    let mut node = document.root.as_ref();
    let mut steps = pointer.split('/').skip(1).peekable();
    while let Some(step) = steps.next() {
        steady.push('/');
        match node.map(|node| &node.value) {
            Some(Value::Sequence(items)) => {
                node = step.parse::<usize>().ok().and_then(|place| items.get(place));
                let inside = steps.peek().map(|key| unescape(key));
                steady.push_str(
                    &node.and_then(|item| name(item, inside.as_deref())).map_or(ANY.into(), escape),
                );
            }
            Some(Value::Mapping(_)) => {
                node = node.and_then(|node| node.get(&unescape(step)));
                steady.push_str(step);
            }
            _ => {
                node = None;
                steady.push_str(step);
            }
        }
    }
    steady
}

/// What an item is called. A sentence is no name for itself, nor for what is wrong inside it.
fn name<'n>(item: &'n Node<'_>, inside: Option<&str>) -> Option<&'n str> {
    if let Some(text) = item.as_str() {
        return Some(text).filter(|text| is_word(text));
    }
    NAMES.iter().find_map(|&key| {
        let text = item.get(key)?.as_str()?;
        (is_word(text) || inside != Some(key)).then_some(text)
    })
}

/// Whether a text is an id, a path or an address, and no sentence.
fn is_word(text: &str) -> bool {
    !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::parse;

    #[test]
    fn places_in_lists_are_named_by_what_stands_there() {
        let text = "
about: [benefits/ease, Two words]
citations:
  - stance: supports
    reference: trial-2020
steps:
  - title: Find the spot
    claims: [lie-flat]
rest: [1]
";
        let document = parse(text.as_bytes()).document.unwrap();
        let anchor = |place: Place| anchor(&place, Some(&document), "as written");
        for (place, expected) in [
            (Place::value("/about/0"), "/about/benefits~1ease benefits/ease"),
            (Place::value("/about/1"), "/about/* "),
            (Place::Words("/about/1".into(), 0..3), "/about/* Two"),
            (Place::key("/citations/0/stance"), "/citations/trial-2020/stance"),
            (Place::value("/citations/0/quote"), "/citations/trial-2020/quote "),
            (Place::value("/steps/0/claims/0"), "/steps/Find the spot/claims/lie-flat lie-flat"),
            (Place::Words("/steps/0/title".into(), 9..13), "/steps/*/title spot"),
            (Place::key("/rest/0"), "/rest/*"),
            (Place::key("/rest/9/gone"), "/rest/*/gone"),
            (Place::Whole, ""),
            (Place::Bytes(crate::span::Span::new(0, 1)), "as written"),
        ] {
            assert_eq!(anchor(place.clone()), expected, "{place:?}");
        }
    }
}
