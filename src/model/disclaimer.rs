//! Disclaimers: texts that must travel with the content.

use std::collections::BTreeMap;

use super::record::record;
use super::{Claim, Id, Kind};

record! {
    /// A text that must travel with the content (HONcode: complementarity).
    pub struct Disclaimer in Disclaimers labelled name {
        /// What it is called.
        ///
        /// Example: "For information only"
        pub name: String,
        /// The text for each locale (BCP 47 language tag).
        ///
        /// Example: {"en": "This text informs. It is not medical advice. See a health professional about your own case."}
        pub text: BTreeMap<String, String>,
        /// The kinds whose records must carry it.
        ///
        /// Example: ["techniques", "guides"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub scope: Vec<Kind>,
        /// True where a reader must see it before the first instruction.
        ///
        /// Example: true
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        pub must_precede_instructions: bool,
        /// The claims of the source document that it restates.
        ///
        /// Example: ["informational-only"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub claims: Vec<Id<Claim>>,
    }
}
