//! Lists in records that formats with tables have as a table of their own.

use serde_json::Value;

use super::v1::Record;

/// A list in records that is a table of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum List {
    /// Every citation of every record, those of its doses and steps among them.
    Citations,
    /// The results in numbers of every reference.
    Effects,
}

impl List {
    /// All lists, in the order in which they are written.
    pub const ALL: &'static [Self] = &[Self::Citations, Self::Effects];

    /// The name of the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Citations => "citations",
            Self::Effects => "effects",
        }
    }

    /// The name of an item in the schema's `$defs`.
    pub(super) fn definition(self) -> &'static str {
        match self {
            Self::Citations => "Citation",
            Self::Effects => "Effect",
        }
    }

    /// The first columns: they say whose item it is.
    pub(super) fn owner_columns(self) -> &'static [&'static str] {
        match self {
            Self::Citations => &["citing_kind", "citing_id"],
            Self::Effects => &["reference"],
        }
    }

    /// What the first columns hold for the items of `record`.
    pub(super) fn owner(self, record: &Record) -> Vec<&str> {
        match self {
            Self::Citations => vec![record.kind().folder(), record.id()],
            Self::Effects => vec![record.id()],
        }
    }

    /// The items in a record.
    pub(super) fn items(self, record: &Value) -> Vec<&Value> {
        match self {
            Self::Citations => citations(record),
            Self::Effects => record.get("effects").and_then(Value::as_array).into_iter().flatten().collect(),
        }
    }
}

fn citations(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().flat_map(citations).collect(),
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| match value.as_array().filter(|_| name == "citations") {
                Some(list) => list.iter().collect(),
                None => citations(value),
            })
            .collect(),
        _ => Vec::new(),
    }
}
