//! The keys that records have, by their schemas: a word before a colon that is one of them is most likely meant as a key.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::Value as Json;

use crate::model::Kind;
use crate::schema::schema_text;

static KEYS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let mut keys = BTreeSet::new();
    for kind in Kind::ALL {
        if let Ok(schema) = serde_json::from_str::<Json>(schema_text(*kind)) {
            collect(&schema, &mut keys);
        }
    }
    keys
});

/// Says whether a word is a key of any record, or of a value in one.
pub(in crate::lint) fn is_known_key(word: &str) -> bool {
    KEYS.contains(word)
}

fn collect(schema: &Json, keys: &mut BTreeSet<String>) {
    for (name, property) in schema.get("properties").and_then(Json::as_object).into_iter().flatten() {
        keys.insert(name.clone());
        collect(property, keys);
    }
    if let Some(items) = schema.get("items") {
        collect(items, keys);
    }
}
