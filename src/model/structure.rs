//! Anatomical structures other than muscles.

use super::record::record;
use super::{Citation, Identifiers};

record! {
    /// An anatomical structure, not a muscle, that safety or location refers to.
    pub struct Structure in Structures labelled name {
        /// What it is called, in plain words (SKOS: prefLabel).
        ///
        /// Example: "Femoral artery"
        pub name: String,
        /// What it is, in one to three plain sentences for a layperson.
        ///
        /// Example: "The main blood vessel of the leg. Its beat can be felt in the groin crease."
        pub summary: String,
        /// The same thing in public terminologies; only what was seen.
        ///
        /// Example: {"uberon": "UBERON:0002060"}
        #[serde(default, skip_serializing_if = "crate::model::is_default")]
        pub identifiers: Identifiers,
        /// The sources of what this record says.
        ///
        /// Example: [{"reference": "gray-1918", "stance": "supports"}]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub citations: Vec<Citation>,
    }
}
