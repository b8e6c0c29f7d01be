//! Changes by place, and the bytes that they come to.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use massage_kb::edit::{Change, Fix, repaired};
use massage_kb::span::Span;
use massage_kb::yaml::parse;
use proptest::prelude::*;

fn change(text: &str, change: Change) -> Option<String> {
    let document = parse(text.as_bytes()).document.unwrap();
    let repair = Fix::certain(change).work_out(0, text, &document)?;
    repaired(text, &document, &[&repair])
}

fn value(pointer: &str, text: &str) -> Change {
    Change::Value { pointer: pointer.to_owned(), text: text.to_owned() }
}

fn words(pointer: &str, range: std::ops::Range<usize>, text: &str) -> Change {
    Change::Words { pointer: pointer.to_owned(), range, text: text.to_owned() }
}

fn key(pointer: &str, name: &str) -> Change {
    Change::Key { pointer: pointer.to_owned(), name: name.to_owned() }
}

fn remove(pointer: &str) -> Change {
    Change::Remove { pointer: pointer.to_owned() }
}

fn order(pointer: &str, order: &[usize]) -> Change {
    Change::Order { pointer: pointer.to_owned(), order: order.to_vec() }
}

#[test]
fn what_is_changed_keeps_its_quotes_and_what_is_around_it() {
    for (before, change_to, after) in [
        ("a: x # c\n", value("/a", "y"), "a: y # c\n"),
        ("a: x\n", value("/a", "12"), "a: \"12\"\n"),
        ("a: x\n", value("/a", "say \"a: b\"\n"), "a: \"say \\\"a: b\\\"\\n\"\n"),
        ("a: 'x'\n", value("/a", "it's"), "a: 'it''s'\n"),
        ("a: \"x\"\n", value("/a", "é\t\\"), "a: \"é\\t\\\\\"\n"),
        ("a: [x, y]\n", value("/a/1", "z, w"), "a: [x, \"z, w\"]\n"),
        ("a: one two two\n", words("/a", 8..11, "three"), "a: one two three\n"),
        ("a: 'it''s'\nb: 'x y'\n", words("/b", 0..1, "z'"), "a: 'it''s'\nb: 'z'' y'\n"),
        ("a:\n  - b: 1\n    c: 2\n", key("/a/0/c", "d"), "a:\n  - b: 1\n    d: 2\n"),
        ("\"a\": 1\n", key("/a", "b"), "\"b\": 1\n"),
        ("a: 1\nb: [2,\n  3] # c\nd: 4\n", remove("/b"), "a: 1\nd: 4\n"),
        ("a: 1\nb:\nd: 4\n", remove("/b"), "a: 1\nd: 4\n"),
        ("a:\n  - x # c\n  - y: 1\n    z: 2\n", remove("/a/1"), "a:\n  - x # c\n"),
        ("a:\n- x # c\n- y\n", remove("/a/0"), "a:\n- y\n"),
        ("a:\n- x # c\n-  y\n", order("/a", &[1, 0]), "a:\n- y\n-  x # c\n"),
    ] {
        assert_eq!(change(before, change_to.clone()).as_deref(), Some(after), "{before} {change_to:?}");
    }
}

#[test]
fn what_would_change_more_or_nothing_is_refused() {
    for (before, refused) in [
        ("a: x\n", value("/a", "x")),
        ("a: x\n", value("/b", "x")),
        ("a:\n", value("/a", "x")),
        ("a: |\n  x\n", value("/a", "y")),
        ("a: [x]\n", value("/a", "y")),
        ("a: \"x\\ty\"\n", words("/a", 2..3, "z")),
        ("a: one\n  two\n", words("/a", 4..7, "x\n")),
        ("a: 1\nb: 2\n", key("/a", "b")),
        ("a: 1\n", remove("/a")),
        ("a: {b: 1, c: 2}\n", remove("/a/b")),
        ("a:\n  - b: 1\n    c: 2\n", remove("/a/0/b")),
        ("a:\n  - b\n", remove("/a/0")),
        ("a:\n  - x\n  # about y\n  - y\n", order("/a", &[1, 0])),
        ("a:\n  - x\n  - y\n", order("/a", &[0, 0])),
        ("a:\n  - b: 1\n  - y\n", order("/a", &[1, 0])),
        ("a: x # c\n", Change::Layout { span: Span::new(3, 4), text: "y".to_owned() }),
        ("a: x\n", Change::Layout { span: Span::new(2, 3), text: String::new() }),
        ("a: é\n", Change::Layout { span: Span::new(4, 5), text: String::new() }),
    ] {
        assert_eq!(change(before, refused.clone()), None, "{before} {refused:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_can_be_written_in_any_quotes(text in "[ -~é\n\t]{0,12}", quote in 0..3_usize) {
        let before = ["a: x # c\nb: 1\n", "a: 'x' # c\nb: 1\n", "a: \"x\" # c\nb: 1\n"][quote];
        prop_assume!(text != "x");
        let after = change(before, value("/a", &text)).unwrap();
        let document = parse(after.as_bytes()).document.unwrap();
        let root = document.root.unwrap();
        prop_assert_eq!(root.get("a").unwrap().as_str(), Some(&*text));
        prop_assert!(after.ends_with(" # c\nb: 1\n"));
    }

    #[test]
    fn lists_in_any_order_keep_their_items(items in prop::collection::vec("[a-z]{1,4}|'[a-z ]{0,4}'", 2..6), seed in any::<u64>(), flow in any::<bool>()) {
        let text = if flow {
            format!("a: [{}] # c\n", items.join(" , "))
        } else {
            items.iter().fold("a:\n".to_owned(), |text, item| format!("{text}  - {item} # {item}\n"))
        };
        let mut places: Vec<usize> = (0..items.len()).collect();
        places.sort_by_key(|place| (*place as u64 + 1).wrapping_mul(seed | 1) % 1009);
        prop_assume!(!places.is_sorted());
        let Some(after) = change(&text, order("/a", &places)) else {
            // The same items stand in other places.
            return Ok(());
        };
        for (index, &from) in places.iter().enumerate() {
            let line = if flow { &after } else { after.lines().nth(index + 1).unwrap() };
            let item = &items[from];
            prop_assert!(line.contains(&**item) && (flow || line.ends_with(&format!("# {item}"))), "{after}");
        }
    }
}
