//! The contract of version 1: what other people's programs read. Apart from the authoring model, so that one can change without the other.
//!
//! What may be absent is absent and never null; lists and booleans are always there. Fields and words may be added in a minor version of
//! the schema: readers pass over what they do not know. `schemas/export.schema.json` is written from these types.
//!
//! The feature `contract` is enough to read a kb.json with the JSON crate of your choice:
//!
//! ```
//! use massage_kb::export::v1::{Export, Verdict};
//!
//! # let kb_json = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/export/golden.json"));
//! let export: Export = serde_json::from_str(kb_json)?;
//! for claim in export.claims.values().filter(|claim| claim.verdict != Verdict::NotSearched) {
//!     println!("{} ({})", claim.statement, claim.verdict);
//! }
//! # Ok::<(), serde_json::Error>(())
//! ```

mod body;
mod doing;
mod evidence;
mod meta;
mod open;
mod parts;
mod safety;
#[cfg(test)]
mod schema_file;
mod shape;
#[cfg(feature = "lint")]
pub(crate) mod show;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use body::{Benefit, Condition, Muscle, Structure};
pub use doing::{Guide, Practice, Technique, Tool};
pub use evidence::{Claim, Coverage, Question, Reference, Source};
pub use meta::{Commit, Generator, Meta, MetaDisclaimer, Redirect, Withdrawal};
pub use parts::{
    Citation, CslDate, Dose, DoseValue, Effect, GuideStep, Identifiers, Member, Name, Provenance, Search,
    Sighting,
};
pub use safety::{Contraindication, Disclaimer, RedFlag};
pub use words::{
    Certainty, ClaimType, Design, Directness, DoseBasis, Favours, Independence, Indirectness, ItemType,
    Measure, MemberRole, Modality, Nature, Origin, PracticeCategory, ProvenanceStatus, Reading, SafetyBasis,
    Setting, Stance, Standing, Strength, Urgency, Verdict,
};

use crate::model::{Kind, for_each_kind};

/// The version of the shape: additive in minors.
pub const SCHEMA_VERSION: &str = "1.1.0";

/// The JSON Schema of the export.
pub const SCHEMA: &str = include_str!("../../../schemas/export.schema.json");

macro_rules! export {
    ($($variant:ident $record:ident $field:ident $folder:literal,)*) => {
        /// A whole export: kb.json.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub struct Export {
            /// The name of the JSON Schema.
            #[serde(rename = "$schema")]
            pub schema: String,
            /// The version of the shape.
            pub schema_version: String,
            /// What the export is, and the texts that must travel with it.
            pub meta: Meta,
            /// What became of records that are no longer in force, by `kind/id` path. Ids are never used again.
            pub redirects: BTreeMap<String, Redirect>,
            $(
                #[doc = concat!("The records of the kind `", $folder, "`, by id.")]
                #[serde(rename = $folder)]
                pub $field: BTreeMap<String, $record>,
            )*
        }

        /// A record of any kind.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(untagged)]
        #[non_exhaustive]
        pub enum Record {
            $(
                #[doc = concat!("A record of the kind `", $folder, "`.")]
                $variant(Box<$record>),
            )*
        }

        impl Record {
            /// Its kind.
            pub fn kind(&self) -> Kind {
                match self { $(Self::$variant(_) => Kind::$variant,)* }
            }

            /// Its id.
            pub fn id(&self) -> &str {
                match self { $(Self::$variant(record) => &record.id,)* }
            }

            /// All that must be shown with it, as `kind/id` paths in the order in which to show it.
            pub fn must_show(&self) -> &[String] {
                match self { $(Self::$variant(record) => &record.must_show,)* }
            }
        }

        /// The name of a kind's records in the schema's `$defs`.
        #[cfg(feature = "lint")]
        pub(crate) fn definition(kind: Kind) -> &'static str {
            match kind { $(Kind::$variant => stringify!($record),)* }
        }
    };
}
for_each_kind!(export);
