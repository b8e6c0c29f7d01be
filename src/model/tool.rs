//! Tools: what is used.

use super::record::record;
use super::{Citation, Contraindication, Id};

record! {
    /// A thing that a technique is done with.
    pub struct Tool in Tools labelled name {
        /// What it is called, in plain words (SKOS: prefLabel).
        ///
        /// Example: "Foam roller"
        pub name: String,
        /// What it is, in one to three plain sentences for a layperson.
        ///
        /// Example: "A firm foam cylinder."
        pub summary: String,
        /// How to choose and use it, one plain sentence each.
        ///
        /// Example: ["Start with a soft roller."]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub use_notes: Vec<String>,
        /// When not to use it, or only after asking.
        ///
        /// Example: ["bone-fracture"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, schemars(extend("x-kb-order" = "none")))]
        pub contraindications: Vec<Id<Contraindication>>,
        /// The sources of what this record says.
        ///
        /// Example: [{"reference": "gray-1918", "stance": "supports"}]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub citations: Vec<Citation>,
    }
}
