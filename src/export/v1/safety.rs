//! Safety: when not to, which signs need help, and the texts that must travel with the content.

use std::collections::BTreeMap;

use super::parts::{Citation, Identifiers};
use super::shape::record;
use super::words::{SafetyBasis, Strength, Urgency};

record! {
    /// A state of the body in which something must not be done, or only after asking.
    pub struct Contraindication in "contraindications" {
        /// What it is called, in plain words (SKOS: prefLabel).
        name: String,
        /// What it is, in one to three plain sentences.
        summary: String,
        /// How far it forbids.
        strength: Strength,
        /// What it stands against, as `kind/id` paths.
        applies_to: Vec<String>,
        /// The ids of the structures that are at risk.
        structures: Vec<String>,
        /// What it rests on. `precaution` alone means that no good source was found.
        basis: Vec<SafetyBasis>,
        /// The same thing in public terminologies.
        identifiers: Identifiers,
        /// The sources of what this record says.
        citations: Vec<Citation>,
        @optional {
            /// What the basis says, in a plain sentence.
            basis_note: String,
        }
        @derived {
            /// The ids of the claims about it.
            claims: Vec<String> = |record, contract| contract.claims_about(record),
        }
    }
}

record! {
    /// A sign that needs a health professional instead of massage.
    pub struct RedFlag in "red-flags" {
        /// What it is called, in plain words (SKOS: prefLabel).
        name: String,
        /// What it is, in one to three plain sentences.
        summary: String,
        /// How soon help is needed.
        action: Urgency,
        /// What it rests on. `precaution` alone means that no good source was found.
        basis: Vec<SafetyBasis>,
        /// The same thing in public terminologies.
        identifiers: Identifiers,
        /// The sources of what this record says.
        citations: Vec<Citation>,
        @optional {
            /// What the basis says, in a plain sentence.
            basis_note: String,
        }
        @derived {
            /// The ids of the claims about it.
            claims: Vec<String> = |record, contract| contract.claims_about(record),
        }
    }
}

record! {
    /// A text that must travel with the content.
    pub struct Disclaimer in "disclaimers" {
        /// What it is called.
        name: String,
        /// The text for each locale (BCP 47 language tag).
        text: BTreeMap<String, String>,
        /// The kinds whose records must carry it.
        scope: Vec<String>,
        /// True where a reader must see it before the first instruction.
        must_precede_instructions: bool,
        /// The ids of the claims that it restates.
        claims: Vec<String>,
    }
}
