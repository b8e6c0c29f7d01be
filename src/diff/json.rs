//! For programs: one object, versioned. Its own JSON Schema is `schemas/kb-diff.schema.json`.

use semver::Version;
use serde::Serialize;
use serde_json::Value;

use super::{Bump, Change, Class, Diff, What};
use crate::visible::visible_json;

/// The version of the format.
pub const SCHEMA: &str = "kb-diff/v1";

/// What changed between two exports. Absent is absent, never null; readers ignore what they do not know.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Report {
    /// The version of the format: `kb-diff/v1`.
    pub schema: String,
    /// The program that wrote it.
    pub tool: Tool,
    /// The version of the old content.
    pub old_version: String,
    /// The version that the new content gives itself.
    pub new_version: String,
    /// How far the changes raise the version; absent where nothing changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Bump>,
    /// The least version that the new content may have.
    pub least_version: String,
    /// The version that was asked about; absent where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<Check>,
    /// The changes, those of the export as a whole first, then by kind and id.
    pub changes: Vec<Entry>,
    /// How many there are.
    pub summary: Summary,
}

/// A program and its version.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tool {
    /// The program's name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// Whether a version is enough for the changes.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Check {
    /// The version.
    pub version: String,
    /// Whether it is enough.
    pub is_enough: bool,
}

/// One change.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Entry {
    /// The `kind/id` path of the record; `meta` or `export` for what is no record.
    pub path: String,
    /// What happened: `added`, `restored`, `removed`, `renamed`, `replaced`, `withdrawn`, `forgotten` (a redirect is gone),
    /// `changed` (a field), `dangling` (a reference leads nowhere).
    pub change: String,
    /// How far it raises the version.
    pub level: Bump,
    /// Why that far.
    pub why: String,
    /// What sort of thing the field says; `safety` also for whole records on safety.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<Class>,
    /// What the record is or was called, where all of it came or went.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The field, with the names of the things in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Its place in the new record, or in the old one where it is gone from the new (JSON pointer).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The value that the field had; absent where it had none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Value>,
    /// The value that the field has; absent where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Value>,
    /// The path of the record that took its place, of its new id, or of what is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Why it was withdrawn or replaced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The day on which it was withdrawn, `YYYY-MM-DD`.
    #[cfg_attr(test, schemars(extend("pattern" = crate::schema_file::DAY)))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// What to do instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

/// How many changes there are of each level.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Summary {
    /// Those that force a major version.
    pub major: usize,
    /// Those that force a minor version.
    pub minor: usize,
    /// Those that force a patch.
    pub patch: usize,
}

impl Report {
    /// Tells a diff, and whether `asked` is enough for it.
    pub fn of(diff: &Diff, asked: Option<&Version>) -> Self {
        let of = |bump: Bump| diff.changes.iter().filter(|change| change.bump == bump).count();
        let check =
            |version: &Version| Check { version: version.to_string(), is_enough: diff.allows(version) };
        Self {
            schema: SCHEMA.to_owned(),
            tool: Tool { name: "kb".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
            old_version: diff.old_version.to_string(),
            new_version: diff.new_version.to_string(),
            level: diff.bump(),
            least_version: diff.least_version().to_string(),
            check: asked.map(check),
            changes: diff.changes.iter().map(Entry::from).collect(),
            summary: Summary { major: of(Bump::Major), minor: of(Bump::Minor), patch: of(Bump::Patch) },
        }
    }
}

impl From<&Change> for Entry {
    fn from(change: &Change) -> Self {
        let mut entry = Self {
            path: change.path.clone(),
            change: change.what.name().to_owned(),
            level: change.bump,
            why: change.why.to_owned(),
            class: change.class,
            label: change.what.label().map(str::to_owned),
            field: None,
            pointer: None,
            old: None,
            new: None,
            to: None,
            reason: None,
            date: None,
            help: change.help(),
        };
        match change.what.clone() {
            What::Added { .. } | What::Restored { .. } | What::Removed { .. } | What::Forgotten => {}
            What::Renamed { to, .. } => entry.to = Some(to),
            What::Replaced { by, reason, .. } => (entry.to, entry.reason) = (Some(by), reason),
            What::Withdrawn { reason, date, .. } => {
                (entry.reason, entry.date) = (Some(reason), Some(date));
            }
            What::Field { field, pointer, old, new } => {
                (entry.field, entry.pointer, entry.old, entry.new) = (Some(field), Some(pointer), old, new);
            }
            What::Dangling { pointer, to } => (entry.pointer, entry.to) = (Some(pointer), Some(to)),
        }
        entry
    }
}

/// Writes the diff as one object over several lines.
///
/// # Errors
///
/// Never for a diff of ours; the signature is that of the JSON writer.
pub fn render(diff: &Diff, asked: Option<&Version>) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string_pretty(&Report::of(diff, asked))?;
    text.push('\n');
    Ok(visible_json(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_file_is_that_of_the_types() {
        crate::schema_file::assert_fresh::<Report>("kb-diff", SCHEMA);
    }
}
