//! What the schema of a kind says of one place in its records, for messages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value as Json;

use super::{annotate, schema_text};
use crate::model::Kind;
use crate::yaml::unescape;

static SCHEMAS: LazyLock<BTreeMap<Kind, Json>> = LazyLock::new(|| {
    let schema = |&kind: &Kind| {
        let mut schema = serde_json::from_str(schema_text(kind)).ok()?;
        annotate(&mut schema, kind)?;
        Some((kind, schema))
    };
    Kind::ALL.iter().filter_map(schema).collect()
});

/// The keys that the value at `pointer` may have, in a record of `kind`; of a list, those of its items.
pub fn keys_at(kind: Kind, pointer: &str) -> Vec<&'static str> {
    let Some(schema) = SCHEMAS.get(&kind).and_then(|schema| schema_at(schema, pointer)) else {
        return Vec::new();
    };
    let holder = schema.get("items").unwrap_or(schema);
    let properties = holder.get("properties").and_then(Json::as_object);
    properties.into_iter().flatten().map(|(name, _)| name.as_str()).collect()
}

/// The keys that a record of `kind` must have.
pub fn required_keys(kind: Kind) -> Vec<&'static str> {
    let required = SCHEMAS.get(&kind).and_then(|schema| schema.get("required")?.as_array());
    required.into_iter().flatten().filter_map(Json::as_str).collect()
}

/// The words that the value at `pointer` is chosen from; nothing where it is not chosen from any.
pub fn words_at(kind: Kind, pointer: &str) -> Vec<&'static str> {
    let schema = SCHEMAS.get(&kind).and_then(|schema| schema_at(schema, pointer));
    let words = schema.and_then(|schema| schema.get("enum")?.as_array());
    words.into_iter().flatten().filter_map(Json::as_str).collect()
}

/// Keys whose texts are codes that programs compare, though the schemas take any text.
const CODES: &[&str] = &[
    "DOI",
    "ISBN",
    "PMCID",
    "PMID",
    "efo",
    "fma",
    "id",
    "issue",
    "mesh",
    "mondo",
    "page",
    "snomed_ct",
    "ta2",
    "uberon",
    "version",
    "volume",
    "word_runs",
];

/// Says whether the text at `pointer` is for people: it is neither a word of a list, nor in a form that is checked, nor the name of a
/// record, nor a code.
pub fn is_prose(kind: Kind, pointer: &str) -> bool {
    let Some(schema) = SCHEMAS.get(&kind).and_then(|schema| schema_at(schema, pointer)) else { return true };
    let is_bound =
        ["enum", "const", "pattern", "format", "x-kb-ref"].iter().any(|key| schema.get(key).is_some());
    let is_text = schema.get("type").is_none_or(|kind| match kind {
        Json::Array(kinds) => kinds.iter().any(|kind| kind == "string"),
        kind => kind == "string",
    });
    is_text && !is_bound && !pointer.rsplit('/').next().is_some_and(|key| CODES.contains(&key))
}

/// The schema of the value at `pointer`.
pub(super) fn schema_at<'j>(schema: &'j Json, pointer: &str) -> Option<&'j Json> {
    pointer.split('/').skip(1).try_fold(schema, |schema, step| {
        let properties =
            schema.get("properties").and_then(|properties| properties.get(unescape(step).as_ref()));
        properties.or_else(|| schema.get("items")).or_else(|| schema.get("additionalProperties"))
    })
}
