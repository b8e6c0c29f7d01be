//! The YAML reader, through the public API.

#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

mod acceptance;
mod oracle;
mod places;
mod properties;
mod refusals;
mod round_trip;
mod values;

use massage_kb::span::Span;
use massage_kb::yaml::{Document, Node, Value, escape, parse};
use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed};

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

/// Always the same cases, so that a run does not depend on luck; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` ask for others.
fn config(cases: u32) -> Config {
    let mut config = Config { failure_persistence: None, ..Default::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(2026);
    }
    config
}

/// Texts made of the pieces that YAML is made of.
fn yamlish() -> impl Strategy<Value = String> {
    let pieces = "a¦b¦key¦é¦1¦007¦-1.5¦true¦~¦null¦ ¦  ¦    ¦\n¦\n  ¦\n    ¦\n- ¦\n  - ¦: ¦:¦\nb: ¦\n  c: ¦- ¦-¦? ¦, ¦[¦]¦{¦}¦[]¦\
        {}¦'¦\"¦''¦\\n¦\\¦#¦ # c¦\n# c\n¦|¦>¦|\n  ¦>-\n  ¦|2¦&x ¦*x¦!t ¦!!str ¦---\n¦...\n¦\n---\n¦%¦@¦`¦\t¦\r\n¦\r¦\u{feff}¦\
        \u{85}¦\u{2028}¦\u{1f9b5}¦<<¦=¦x y¦\0¦\u{7f}";
    let piece = proptest::sample::select(pieces.split('¦').collect::<Vec<_>>());
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}
