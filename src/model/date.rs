//! Dates, in the two shapes that records use.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A calendar date as ISO 8601 writes it, `YYYY-MM-DD`.
///
/// The text is kept as written: whether the day exists is for the linter to say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Date(Box<str>);

impl Date {
    /// The date as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Date {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A date of a publication in the shape of CSL-JSON: year, or year and month, or year, month and day.
///
/// Standard: CSL-JSON, date variables.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CslDate {
    /// One date: a list that holds one list of year, month (1-12) and day (1-31); month and day may be left out.
    ///
    /// Example: [[2020, 2, 28]]
    #[cfg_attr(test, schemars(length(min = 1, max = 1), inner(length(min = 1, max = 3))))]
    #[serde(rename = "date-parts")]
    pub date_parts: Vec<Vec<i32>>,
}

impl CslDate {
    /// The year, where one is given.
    pub fn year(&self) -> Option<i32> {
        self.date_parts.first()?.first().copied()
    }
}

#[cfg(test)]
mod schema {
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    impl JsonSchema for super::Date {
        fn inline_schema() -> bool {
            true
        }
        fn schema_name() -> std::borrow::Cow<'static, str> {
            "Date".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
        }
    }
}
