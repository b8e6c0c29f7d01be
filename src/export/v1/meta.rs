//! What an export is, and what became of records that are gone from it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What the export is, and the texts that must travel with it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Meta {
    /// The title of the knowledge base.
    pub title: String,
    /// The version of the content (Semantic Versioning); `0.0.0-unreleased` where it was not said.
    pub data_version: String,
    /// The language of the records (BCP 47).
    pub language: String,
    /// The licence of the records (SPDX).
    pub licence: String,
    /// The commit that the records stand in; absent where they stand in none, or differ from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Commit>,
    /// SHA-256, in hexadecimal digits, of `redirects` and the maps of all kinds: the object that holds these alone, in the canonical form
    /// of RFC 8785.
    pub content_sha256: String,
    /// The disclaimers in full; those that must precede instructions come first.
    pub disclaimers: Vec<MetaDisclaimer>,
    /// The number of records of each kind.
    pub counts: BTreeMap<String, u64>,
    /// When the standing of a source was last asked (RFC 3339, UTC); absent where it never was.
    #[cfg_attr(test, schemars(extend("pattern" = crate::schema_file::MOMENT)))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sources_checked_at: Option<String>,
    /// The program that wrote the export.
    pub generator: Generator,
}

/// A commit of a git repository.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Commit {
    /// Its hash, in hexadecimal digits.
    pub commit: String,
    /// Its time (RFC 3339).
    #[cfg_attr(test, schemars(extend("pattern" = crate::schema_file::MOMENT)))]
    pub time: String,
}

/// A disclaimer in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct MetaDisclaimer {
    /// Its id.
    pub id: String,
    /// The text for each locale (BCP 47 language tag).
    pub text: BTreeMap<String, String>,
    /// The kinds whose records must carry it.
    pub scope: Vec<String>,
    /// True where a reader must see it before the first instruction.
    pub must_precede_instructions: bool,
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Generator {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// What became of a record that is no longer in force.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Redirect {
    /// The `kind/id` path of the record that took its place, which is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<String>,
    /// Why and when it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Withdrawal>,
}

/// Why and when a record was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Withdrawal {
    /// Why.
    pub reason: String,
    /// The day, `YYYY-MM-DD`.
    #[cfg_attr(test, schemars(extend("pattern" = crate::schema_file::DAY)))]
    pub date: String,
}
