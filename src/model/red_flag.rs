//! Red flags: signs that need help.

use super::record::record;
use super::words::{order, words};
use super::{Citation, Identifiers, SafetyBasis};

record! {
    /// A sign that needs a health professional instead of massage.
    pub struct RedFlag in RedFlags labelled name {
        /// What it is called, in plain words (SKOS: prefLabel).
        ///
        /// Example: "Cannot walk or bear weight"
        pub name: String,
        /// What it is, in one to three plain sentences for a layperson.
        ///
        /// Example: "You cannot stand on the leg or move the hip. Do not massage it. Get help today."
        pub summary: String,
        /// How soon help is needed.
        ///
        /// Example: "urgent"
        pub action: Urgency,
        /// What it rests on. `precaution` alone means that no good source was found.
        ///
        /// Example: ["public_body_advice"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, schemars(extend("x-kb-order" = "none")))]
        pub basis: Vec<SafetyBasis>,
        /// What the basis says, in a plain sentence.
        ///
        /// Example: "a health service lists it as a reason to refer at once"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub basis_note: Option<String>,
        /// The same thing in public terminologies; only what was seen.
        ///
        /// Example: {"efo": "EFO:0003907"}
        #[serde(default, skip_serializing_if = "crate::model::is_default")]
        pub identifiers: Identifiers,
        /// The sources of what this record says.
        ///
        /// Example: [{"reference": "gray-1918", "stance": "supports"}]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub citations: Vec<Citation>,
    }
}

words! {
    /// How soon help is needed.
    ///
    /// The more urgent is the greater.
    pub enum Urgency {
        /// Call an ambulance or go to an emergency department now.
        Emergency = "emergency",
        /// See a clinician the same day.
        Urgent = "urgent",
        /// See a clinician within days.
        Soon = "soon",
    }
}

order!(Urgency: Emergency > Urgent > Soon);
