//! Benefits: the outcomes that people hope for.

use super::Citation;
use super::record::record;

record! {
    /// An outcome that people hope for. Whether it comes is said by claims.
    pub struct Benefit in Benefits labelled name {
        /// What it is called, in plain words (SKOS: prefLabel).
        ///
        /// Example: "Flexibility"
        pub name: String,
        /// What it is, in one to three plain sentences for a layperson.
        ///
        /// Example: "How far a joint or muscle can move without pain."
        pub summary: String,
        /// How studies measure it, in plain words.
        ///
        /// Example: ["the angle of the hip in the modified Thomas test"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub measures: Vec<String>,
        /// The sources of what this record says.
        ///
        /// Example: [{"reference": "gray-1918", "stance": "supports"}]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub citations: Vec<Citation>,
    }
}
