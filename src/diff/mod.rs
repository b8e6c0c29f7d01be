//! What changed between two exports, and how far that raises the version of the content.
//!
//! Two [`Snapshot`]s go in, the [`Change`]s come out, each with its [`Bump`] and the reason for it; the formats write them down. Which field
//! is a verdict, safety or wording stands in one table, `fields.rs`. Nothing here reads a file or prints.

mod change;
mod class;
mod dangling;
mod fields;
mod fieldwise;
mod fold;
mod form;
pub mod human;
pub mod json;
pub mod markdown;
mod records;
mod renamed;
mod snapshot;
mod version;

use semver::Version;
use serde_json::Value;

pub use change::{Change, What};
pub use class::Class;
pub use snapshot::{Snapshot, Unreadable};
pub use version::{Bump, next, suffices};

use form::Schema;

/// What changed between two exports.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Diff {
    /// The version of the old content.
    pub old_version: Version,
    /// The version that the new content gives itself.
    pub new_version: Version,
    /// The changes: those of the export as a whole first, then by kind and id.
    pub changes: Vec<Change>,
}

impl Diff {
    /// Compares two exports. What a file says of itself (its version, commit, counts and the like) is no content and not compared.
    pub fn between(old: &Snapshot, new: &Snapshot) -> Self {
        let schema = Schema::known();
        let mut changes: Vec<Change> = shape(old, new).into_iter().collect();
        changes.extend(fieldwise::compare(schema, "meta", "Meta", &old.meta, &new.meta));
        changes.extend(fieldwise::compare(schema, "export", "", &old.rest, &new.rest));
        changes.extend(records::compare(schema, old, new));
        changes.extend(dangling::dangling(old, new));
        if new.schema_version.cmp_precedence(&old.schema_version).is_gt() {
            changes.retain(|change| !is_empty_and_new(change));
        }
        // In the order of the export: what is said of it as a whole, then its records. The sort is stable.
        changes.sort_by(|one, other| place(one).cmp(&place(other)));
        Self { old_version: old.data_version.clone(), new_version: new.data_version.clone(), changes }
    }

    /// How far the changes raise the version; nothing where there are none.
    pub fn bump(&self) -> Option<Bump> {
        self.changes.iter().map(|change| change.bump).max()
    }

    /// The least version that the new content may have: that of the old one where nothing changed.
    pub fn least_version(&self) -> Version {
        self.bump().map_or_else(|| self.old_version.clone(), |bump| next(&self.old_version, bump))
    }

    /// Whether the new content may have this version.
    pub fn allows(&self, version: &Version) -> bool {
        suffices(version, &self.old_version, self.bump())
    }

    /// The version that the new content goes by: the one that it gives itself, or the least one where that may not be.
    pub fn version(&self) -> Version {
        if self.allows(&self.new_version) { self.new_version.clone() } else { self.least_version() }
    }
}

fn place(change: &Change) -> (bool, &str, Option<&str>) {
    (change.id().is_some(), change.kind(), change.id())
}

/// Whether a field came that holds nothing: an empty list, or `false`. Where a newer shape brings the field, that says nothing new.
fn is_empty_and_new(change: &Change) -> bool {
    let What::Field { old: None, new: Some(value), .. } = &change.what else { return false };
    *value == Value::Bool(false) || value.as_array().is_some_and(Vec::is_empty)
}

/// The change of the export's shape. An older one has fewer fields and words: to readers of the newer it is narrower.
fn shape(old: &Snapshot, new: &Snapshot) -> Option<Change> {
    let (before, after) = (&old.schema_version, &new.schema_version);
    let (bump, why) = match after.cmp_precedence(before) {
        std::cmp::Ordering::Equal => return None,
        std::cmp::Ordering::Less => (Bump::Major, "an older shape, which has fewer fields"),
        std::cmp::Ordering::Greater => (Class::Shape.bump(), Class::Shape.why()),
    };
    let value = |version: &Version| Some(Value::from(version.to_string()));
    let what = What::Field {
        field: "schema_version".to_owned(),
        pointer: "/schema_version".to_owned(),
        old: value(before),
        new: value(after),
    };
    Some(Change { path: "export".to_owned(), what, class: Some(Class::Shape), bump, why })
}
