//! Conditions: symptoms, signs and diagnoses.

use super::record::record;
use super::words::words;
use super::{Citation, Id, Identifiers, RedFlag};

record! {
    /// A symptom, a sign or a diagnosis.
    pub struct Condition in Conditions labelled name {
        /// What it is called, in plain words (SKOS: prefLabel).
        ///
        /// Example: "Hip pain"
        pub name: String,
        /// What it is, in one to three plain sentences for a layperson.
        ///
        /// Example: "Pain felt at the front, side or back of the hip."
        pub summary: String,
        /// What sort of thing it is.
        ///
        /// Example: "symptom"
        pub nature: Nature,
        /// True where the word is everyday speech and names no diagnosis.
        ///
        /// Example: true
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub not_a_diagnosis: bool,
        /// The same thing in public terminologies; only what was seen.
        ///
        /// Example: {"efo": "EFO:0022863"}
        #[serde(default, skip_serializing_if = "crate::model::is_default")]
        pub identifiers: Identifiers,
        /// The signs that, beside this one, need help.
        ///
        /// Example: ["cannot-bear-weight"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, schemars(extend("x-kb-order" = "none")))]
        pub red_flags: Vec<Id<RedFlag>>,
        /// The sources of what this record says.
        ///
        /// Example: [{"reference": "gray-1918", "stance": "supports"}]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub citations: Vec<Citation>,
    }
}

words! {
    /// What sort of thing a condition is.
    pub enum Nature {
        /// What a person feels.
        Symptom = "symptom",
        /// What can be seen or measured.
        Sign = "sign",
        /// What a clinician names.
        Diagnosis = "diagnosis",
        /// A state of body or mind that is none of these.
        State = "state",
    }
}
