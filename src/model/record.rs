//! What every record has, whatever its kind.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::words::words;
use super::{Date, Kind};

/// A record of a knowledge base: one file, of one kind.
pub trait Record: DeserializeOwned + Serialize + Send + Sync + 'static {
    /// The kind, which is also the folder.
    const KIND: Kind;

    /// The id, the stem of the file's name.
    fn id(&self) -> &str;
    /// What the record is called: a name, a title, a statement or a question.
    fn label(&self) -> &str;
    /// How far the record is on its way.
    fn status(&self) -> Status;
    /// The id of the record that took this one's place.
    fn replaced_by(&self) -> Option<&str>;

    /// Says whether it is in force: published, and replaced by none.
    fn is_in_force(&self) -> bool {
        self.status() == Status::Published && self.replaced_by().is_none()
    }
}

words! {
    /// How far a record is on its way.
    #[derive(Default)]
    pub enum Status {
        /// Being written: checked, and not exported.
        Draft = "draft",
        /// In force.
        #[default]
        Published = "published",
        /// Taken back: the id stays taken, `withdrawal` says why.
        Withdrawn = "withdrawn",
    }
}

/// Why and when a record was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Withdrawal {
    /// Why, in a sentence that a reader of an old link understands.
    ///
    /// Example: "merged into another claim that says the same"
    pub reason: String,
    /// The day, `YYYY-MM-DD`.
    ///
    /// Example: "2026-11-22"
    pub date: Date,
}

/// Declares a kind's record: the fields that every record has, then the kind's own.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident in $kind:ident labelled $label:ident {
            $( $(#[$field_meta:meta])* pub $field:ident: $type:ty, )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct $name {
            /// The record's name for other records: kebab-case, the stem of its file's name.
            ///
            /// Example: "psoas-major"
            pub id: $crate::model::Id<$name>,
            $( $(#[$field_meta])* pub $field: $type, )*
            /// What a reader should know beside what the record says, in plain words; shown to readers.
            ///
            /// Example: "The trials tested people without a complaint."
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub note: Option<String>,
            /// What only editors need: what was not seen, which copy was read, why a word was chosen. Never exported.
            ///
            /// Example: "the full text was not seen; the abstract gives no number for each group"
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub editor_note: Option<String>,
            /// Other names for the same thing that people search for (SKOS: altLabel).
            ///
            /// Example: ["self-myofascial release"]
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            #[cfg_attr(test, schemars(extend("x-kb-order" = "none")))]
            pub aliases: Vec<String>,
            /// How far the record is on its way; `published` where it is left out.
            ///
            /// Example: "published"
            #[serde(default, skip_serializing_if = "crate::model::is_default")]
            pub status: $crate::model::Status,
            /// Why and when the record was taken back; only with the status `withdrawn`.
            ///
            /// Example: {"reason": "merged into another claim that says the same", "date": "2026-11-22"}
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub withdrawal: Option<$crate::model::Withdrawal>,
            /// The record that took this one's place.
            ///
            /// Example: "iliopsoas"
            #[serde(default, skip_serializing_if = "Option::is_none")]
            pub replaced_by: Option<$crate::model::Id<$name>>,
        }

        impl $crate::model::Record for $name {
            const KIND: $crate::model::Kind = $crate::model::Kind::$kind;
            fn id(&self) -> &str {
                self.id.as_str()
            }
            fn label(&self) -> &str {
                &self.$label
            }
            fn status(&self) -> $crate::model::Status {
                self.status
            }
            fn replaced_by(&self) -> Option<&str> {
                self.replaced_by.as_ref().map(|id| id.as_str())
            }
        }
    };
}
pub(crate) use record;
