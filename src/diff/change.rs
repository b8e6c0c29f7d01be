//! One change: what it is, how far it raises the version and why. The facts; the formats put them into words.

use serde_json::Value;

use super::fieldwise::REORDERED;
use super::{Bump, Class};

/// One change between two exports.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// Where: the `kind/id` path of a record, `meta`, or another name at the top of the export.
    pub path: String,
    /// What happened.
    pub what: What,
    /// What sort of thing changed; nothing where a whole record that is none of safety did.
    pub class: Option<Class>,
    /// How far it raises the version.
    pub bump: Bump,
    /// Why that far, in a few words.
    pub why: &'static str,
}

/// What happened to a record or a field.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum What {
    /// The record is new.
    Added {
        /// What it is called.
        label: String,
    },
    /// The record was withdrawn or replaced, and is in force again.
    Restored {
        /// What it is called.
        label: String,
    },
    /// The record is gone, and nothing says what became of it.
    Removed {
        /// What it was called.
        label: String,
    },
    /// The record is gone, and a new one says the same.
    Renamed {
        /// What it was called.
        label: String,
        /// The path of the new one.
        to: String,
    },
    /// Another record took its place.
    Replaced {
        /// What it was called.
        label: String,
        /// The path of that one.
        by: String,
        /// Why, where the export says so.
        reason: Option<String>,
    },
    /// The record was taken back.
    Withdrawn {
        /// What it was called.
        label: String,
        /// Why.
        reason: String,
        /// The day, `YYYY-MM-DD`.
        date: String,
    },
    /// What became of an old record was told, and is told no longer.
    Forgotten,
    /// A field has another value.
    Field {
        /// The field, with the names of the things in lists: `citations[trial-2020].stance`.
        field: String,
        /// Its place (JSON pointer): in the new record, or in the old one where it is gone from the new.
        pointer: String,
        /// The value that it had.
        old: Option<Value>,
        /// The value that it has.
        new: Option<Value>,
    },
    /// The record refers to one that is not in the export.
    Dangling {
        /// The place of the reference in the record (JSON pointer).
        pointer: String,
        /// The path that leads nowhere.
        to: String,
    },
}

impl What {
    /// Its name in the formats.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Added { .. } => "added",
            Self::Restored { .. } => "restored",
            Self::Removed { .. } => "removed",
            Self::Renamed { .. } => "renamed",
            Self::Replaced { .. } => "replaced",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Forgotten => "forgotten",
            Self::Field { .. } => "changed",
            Self::Dangling { .. } => "dangling",
        }
    }

    /// What the record is or was called, where all of it came or went.
    pub fn label(&self) -> Option<&str> {
        match self {
            Self::Added { label }
            | Self::Restored { label }
            | Self::Removed { label }
            | Self::Renamed { label, .. }
            | Self::Replaced { label, .. }
            | Self::Withdrawn { label, .. } => Some(label),
            Self::Forgotten | Self::Field { .. } | Self::Dangling { .. } => None,
        }
    }
}

impl Change {
    /// The kind, as the path has it; the whole path where it is none of a record.
    pub fn kind(&self) -> &str {
        self.path.split_once('/').map_or(&self.path, |(kind, _)| kind)
    }

    /// The id, where the path is that of a record.
    pub fn id(&self) -> Option<&str> {
        self.path.split_once('/').map(|(_, id)| id)
    }

    /// Whether it says nothing by itself: it follows from others, or from when sources were asked.
    pub fn is_derived(&self) -> bool {
        self.class == Some(Class::Derived) && self.bump == Bump::Patch
    }

    /// Whether a list only has another order, and its order says nothing.
    pub(super) fn is_reordered(&self) -> bool {
        self.why == REORDERED
    }

    /// What to do instead, where the change breaks what others hold on to and need not.
    pub fn help(&self) -> Option<String> {
        match &self.what {
            What::Removed { .. } => Some(
                "keep the record with `status: withdrawn` and a `withdrawal`, or with `replaced_by`: ids are never deleted after a release"
                    .to_owned(),
            ),
            What::Renamed { to, .. } => {
                let id = to.split_once('/').map_or(to.as_str(), |(_, id)| id);
                Some(format!("keep the old record with `replaced_by: {id}`, so that readers with the old id find the new one"))
            }
            What::Forgotten => {
                Some("keep the withdrawn record, so that readers with the old id learn what became of it".to_owned())
            }
            What::Dangling { .. } => {
                Some("refer to a record in force, or publish that one; otherwise `kb export` refuses".to_owned())
            }
            _ => None,
        }
    }
}

/// What a record is called.
pub(super) fn label(record: &super::snapshot::Object) -> String {
    let text =
        ["name", "statement", "question", "title"].iter().find_map(|field| record.get(*field)?.as_str());
    text.unwrap_or_default().to_owned()
}
