//! Whatever the bytes, the reader reads or refuses them, and its places are places.

use massage_kb::span::Span;
use massage_kb::yaml::{Problem, Value, parse};
use proptest::prelude::*;

use super::{config, flatten, yamlish};

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let parsed = parse(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else {
        let is_refused = matches!(parsed.problems[..], [Problem::NotUtf8 { .. }]);
        prop_assert!(is_refused, "{:?}", parsed.problems);
        return Ok(());
    };
    prop_assert!(parsed.document.is_some() || !parsed.problems.is_empty());
    let places: Vec<_> = parsed.problems.iter().map(Problem::span).collect();
    prop_assert!(places.is_sorted(), "{places:?}");
    for span in places {
        prop_assert!(span.slice(text).is_some(), "{span:?} is no place in {text:?}");
    }
    let Some(document) = &parsed.document else { return Ok(()) };
    for comment in &document.comments {
        let written = comment.span.slice(text).and_then(|written| written.strip_prefix('#'));
        prop_assert_eq!(written, Some(&*comment.text), "{:?}", text);
    }
    for (pointer, key, node) in flatten(document) {
        let written = node.span.slice(text);
        prop_assert!(written.is_some(), "{pointer}: {:?} is no place in {text:?}", node.span);
        if let Some(key) = key {
            prop_assert!(key.slice(text).is_some(), "{pointer}: {key:?} is no place in {text:?}");
        }
        let children: Vec<Span> = match &node.value {
            Value::Sequence(items) => items.iter().map(|item| item.span).collect(),
            Value::Mapping(entries) => {
                entries.iter().flat_map(|(key, value)| [key.span, value.span]).collect()
            }
            _ => Vec::new(),
        };
        prop_assert!(children.is_sorted(), "{pointer}: {children:?} in {text:?}");
        for child in children {
            prop_assert!(
                node.span.start <= child.start && child.end <= node.span.end,
                "{pointer}: {child:?} is not in {:?} in {text:?}",
                node.span
            );
        }
        if let Value::Mapping(entries) = &node.value {
            for (key, _) in entries {
                let written = key.span.slice(text).expect("it was checked");
                if !written.starts_with(['"', '\'']) && !written.contains(['\n', '\r']) {
                    prop_assert_eq!(written, &*key.name, "{:?}", text);
                }
            }
        }
        if let (Value::Bool(_) | Value::Integer(_) | Value::Float(_), Some(written)) = (&node.value, written)
        {
            let again = massage_kb::yaml::resolve(written.into());
            prop_assert!(format!("{again:?}") == format!("{:?}", node.value), "{written:?} in {text:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(2000))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        check(&bytes)?;
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        check(text.as_bytes())?;
    }

    #[test]
    fn any_yaml_like_text_is_read_or_refused(text in yamlish()) {
        check(text.as_bytes())?;
    }

    #[test]
    fn any_change_to_a_record_is_read_or_refused(at in 0usize..700, gone in 0usize..6, put in yamlish()) {
        let record = include_str!("../fixtures/base/claims/rolling-raises-flexibility.yaml");
        let at = at.min(record.len());
        let end = (at + gone).min(record.len());
        let text = format!("{}{put}{}", &record[..at], &record[end..]);
        check(text.as_bytes())?;
    }
}
