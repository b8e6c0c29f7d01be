//! Both readers held against each other.

use std::path::Path;

use proptest::prelude::*;

use super::fast;
use super::parse::{find_control_character, read_thoroughly};

#[path = "../../tests/yaml/pieces.rs"]
mod pieces;

/// What the fast reader takes, it reads as the thorough one does, places and all.
fn agree(text: &str) -> Result<bool, TestCaseError> {
    let Some(fast) = fast::read(text) else { return Ok(false) };
    if find_control_character(text).is_some() {
        return Ok(false);
    }
    let thorough = read_thoroughly(text);
    prop_assert_eq!(&thorough.problems, &[], "{:?}", text);
    let Some(thorough) = thorough.document else {
        return Err(TestCaseError::fail(format!("only the fast reader takes {text:?}")));
    };
    prop_assert_eq!(format!("{:?}", fast.root), format!("{:?}", thorough.root), "{:?}", text);
    prop_assert_eq!(fast.comments, thorough.comments, "{:?}", text);
    prop_assert_eq!(fast.layout, thorough.layout, "{:?}", text);
    Ok(true)
}

fn files(folder: &Path, texts: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, texts);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            texts.push(text);
        }
    }
}

#[test]
fn both_readers_read_the_same_from_every_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    files(&root.join("tests/fixtures"), &mut texts);
    for text in &texts {
        agree(text).unwrap();
    }
    texts.clear();
    files(&root.join("kb"), &mut texts);
    texts.retain(|text| text.starts_with("id: "));
    assert!(!texts.is_empty());
    for text in &texts {
        assert!(agree(text).unwrap(), "the fast reader takes every plain record, and not:\n{text}");
    }
}

proptest! {
    #![proptest_config(pieces::config(4000))]

    #[test]
    fn both_readers_read_the_same_from_pieces_of_yaml(text in pieces::yamlish()) {
        agree(&text)?;
    }

    #[test]
    fn both_readers_read_the_same_from_a_changed_record(at in 0usize..700, gone in 0usize..6, put in pieces::yamlish()) {
        let record = include_str!("../../tests/fixtures/base/claims/rolling-raises-flexibility.yaml");
        let at = at.min(record.len());
        let end = (at + gone).min(record.len());
        agree(&format!("{}{put}{}", &record[..at], &record[end..]))?;
    }

    #[test]
    fn both_readers_read_the_same_from_records_with_something_odd(text in pieces::recordish()) {
        agree(&text)?;
    }
}
