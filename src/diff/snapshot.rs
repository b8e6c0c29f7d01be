//! One export, read: kb.json of any minor version of our contract, or a knowledge base as it stands.

use std::collections::BTreeMap;

use semver::Version;
use serde_json::{Map, Value};

use crate::export::Contract;
use crate::export::v1::SCHEMA_VERSION;

/// A record's kind and id.
pub(super) type Address = (String, String);

/// A JSON object.
pub(super) type Object = Map<String, Value>;

/// One export, as the comparison takes it. Kinds and fields that this version does not know are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// The version of its shape.
    pub schema_version: Version,
    /// The version of its content.
    pub data_version: Version,
    pub(super) meta: Object,
    /// What became of old records, by `kind/id` path.
    pub(super) redirects: BTreeMap<String, Object>,
    /// The records, by kind and id.
    pub(super) records: BTreeMap<Address, Object>,
    /// What stands at the top beside them.
    pub(super) rest: Object,
}

/// Why a file cannot be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is no JSON.
    #[error("it is not valid JSON: {reason} at line {line}, column {column}")]
    NotJson {
        /// What is wrong.
        reason: String,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
    },
    /// It is JSON, and no export.
    #[error("it is not a kb.json: {0}")]
    NotExport(String),
    /// Its shape is that of another major version.
    #[error("its schema version is {found}, but this program compares only {major}.x", major = schema_major())]
    OtherMajor {
        /// The version that it has.
        found: Version,
    },
}

/// The major version of the contract that this program knows.
fn schema_major() -> u64 {
    Version::parse(SCHEMA_VERSION).map_or(1, |version| version.major)
}

impl Snapshot {
    /// Reads kb.json: what `kb export --format json` wrote. A byte order mark before it is passed over.
    ///
    /// # Errors
    ///
    /// Where it is no JSON, no export, or of another major version.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let value = serde_json::from_slice(bytes).map_err(|error| not_json(bytes, &error))?;
        Self::of_value(value)
    }

    /// A knowledge base as it stands.
    ///
    /// # Errors
    ///
    /// Where it cannot be made into JSON, or its version is none.
    pub fn of(contract: &Contract<'_>) -> Result<Self, Unreadable> {
        let value = serde_json::to_value(contract).map_err(|error| not_export(error.to_string()))?;
        Self::of_value(value)
    }

    fn of_value(value: Value) -> Result<Self, Unreadable> {
        let Value::Object(mut top) = value else {
            return Err(not_export("it is not an object"));
        };
        let schema_version = version(top.shift_remove("schema_version"), "schema_version")?;
        if schema_version.major != schema_major() {
            return Err(Unreadable::OtherMajor { found: schema_version });
        }
        top.shift_remove("$schema");
        let meta = object(top.shift_remove("meta"), "meta")?;
        let data_version = version(meta.get("data_version").cloned(), "meta.data_version")?;
        let mut redirects = BTreeMap::new();
        for (path, redirect) in object(top.shift_remove("redirects"), "redirects")? {
            let at = format!("redirects/{path}");
            redirects.insert(path, object(Some(redirect), &at)?);
        }
        let mut records = BTreeMap::new();
        let mut rest = Object::new();
        for (name, value) in top {
            match value {
                Value::Object(map) if map.values().all(Value::is_object) => {
                    for (id, record) in map {
                        let at = format!("{name}/{id}");
                        records.insert((name.clone(), id), object(Some(record), &at)?);
                    }
                }
                // What is no map of records is one where we know the name, and something of a later version elsewhere.
                _ if crate::model::Kind::from_folder(&name).is_some() => {
                    return Err(not_export(format!("`{name}` is not a map of records")));
                }
                other => {
                    rest.insert(name, other);
                }
            }
        }
        Ok(Self { schema_version, data_version, meta, redirects, records, rest })
    }
}

fn not_export(reason: impl Into<String>) -> Unreadable {
    Unreadable::NotExport(reason.into())
}

fn object(value: Option<Value>, name: &str) -> Result<Object, Unreadable> {
    match value {
        Some(Value::Object(object)) => Ok(object),
        Some(_) => Err(not_export(format!("`{name}` is not an object"))),
        None => Err(not_export(format!("it has no `{name}`"))),
    }
}

fn version(value: Option<Value>, name: &str) -> Result<Version, Unreadable> {
    let Some(Value::String(text)) = value else {
        return Err(not_export(format!("it has no `{name}`")));
    };
    Version::parse(&text).map_err(|_| not_export(format!("its `{name}` is `{text}`, which is not a version")))
}

fn not_json(bytes: &[u8], error: &serde_json::Error) -> Unreadable {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let line = bytes.split(|byte| *byte == b'\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = line.get(..error.column().saturating_sub(1)).unwrap_or(line);
    Unreadable::NotJson {
        reason: text.strip_suffix(&place).unwrap_or(&text).to_owned(),
        line: error.line().max(1),
        column: String::from_utf8_lossy(before).chars().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_export_is_told_from_what_is_one() {
        let read = |text: &str| Snapshot::read(text.as_bytes()).map_err(|error| error.to_string());
        for (text, words) in [
            ("", "it is not valid JSON: EOF while parsing a value at line 1, column 1"),
            ("{\n  \"é\": nope}", "it is not valid JSON: expected ident at line 2, column 9"),
            ("{}\n{}", "it is not valid JSON: trailing characters at line 2, column 1"),
            ("[]", "it is not a kb.json: it is not an object"),
            ("{\"@context\": []}", "it is not a kb.json: it has no `schema_version`"),
            ("{\"schema_version\": 1}", "it is not a kb.json: it has no `schema_version`"),
            (
                "{\"schema_version\": \"new\"}",
                "it is not a kb.json: its `schema_version` is `new`, which is not a version",
            ),
            (
                "{\"schema_version\": \"2.1.0\"}",
                "its schema version is 2.1.0, but this program compares only 1.x",
            ),
            ("{\"schema_version\": \"1.0.0\"}", "it is not a kb.json: it has no `meta`"),
            ("{\"schema_version\": \"1.0.0\", \"meta\": 1}", "it is not a kb.json: `meta` is not an object"),
            (
                "{\"schema_version\": \"1.0.0\", \"meta\": {}}",
                "it is not a kb.json: it has no `meta.data_version`",
            ),
            (
                "{\"schema_version\": \"1.0.0\", \"meta\": {\"data_version\": \"1\"}}",
                "it is not a kb.json: its `meta.data_version` is `1`, which is not a version",
            ),
            (
                "{\"schema_version\": \"1.0.0\", \"meta\": {\"data_version\": \"1.0.0\"}}",
                "it is not a kb.json: it has no `redirects`",
            ),
            (
                "{\"schema_version\": \"1.0.0\", \"meta\": {\"data_version\": \"1.0.0\"}, \"redirects\": {}, \"tools\": {\"x\": 1}}",
                "it is not a kb.json: `tools` is not a map of records",
            ),
        ] {
            assert_eq!(read(text), Err(words.to_owned()), "{text}");
        }
        let deep = "[".repeat(200);
        assert!(read(&deep).is_err_and(|words| words.contains("recursion limit")));
    }

    #[test]
    fn kinds_of_a_later_version_and_a_byte_order_mark_are_taken() {
        let text = "\u{feff}{\"schema_version\": \"1.7.0\", \"meta\": {\"data_version\": \"1.0.0\"}, \"redirects\": {},
            \"joints\": {\"hip\": {\"id\": \"hip\"}}, \"notice\": \"x\"}";
        let snapshot = Snapshot::read(text.as_bytes()).unwrap();
        assert_eq!(snapshot.schema_version.to_string(), "1.7.0");
        assert!(snapshot.records.contains_key(&("joints".to_owned(), "hip".to_owned())));
        assert_eq!(snapshot.rest.keys().collect::<Vec<_>>(), ["notice"]);
    }
}
