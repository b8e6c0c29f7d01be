//! The body: muscles, other structures, conditions, and the outcomes that people hope for.

use super::parts::{Citation, Identifiers, Member};
use super::shape::record;
use super::words::Nature;

record! {
    /// An outcome that people hope for. Whether it comes is said by its claims.
    pub struct Benefit in "benefits" {
        /// What it is called, in plain words (SKOS: prefLabel).
        name: String,
        /// What it is, in one to three plain sentences.
        summary: String,
        /// How studies measure it, in plain words.
        measures: Vec<String>,
        /// The sources of what this record says.
        citations: Vec<Citation>,
        @derived {
            /// The ids of the claims about it.
            claims: Vec<String> = |record, contract| contract.claims_about(record),
        }
    }
}

record! {
    /// A symptom, a sign or a diagnosis.
    pub struct Condition in "conditions" {
        /// What it is called, in plain words (SKOS: prefLabel).
        name: String,
        /// What it is, in one to three plain sentences.
        summary: String,
        /// What sort of thing it is.
        nature: Nature,
        /// True where the word is everyday speech and names no diagnosis.
        not_a_diagnosis: bool,
        /// The same thing in public terminologies.
        identifiers: Identifiers,
        /// The sources of what this record says.
        citations: Vec<Citation>,
        @derived {
            /// The ids of the signs that, beside this one, need help, the most urgent first.
            red_flags: Vec<String> = |record, contract| contract.red_flags_of(record),
            /// The ids of the claims about it.
            claims: Vec<String> = |record, contract| contract.claims_about(record),
        }
    }
}

record! {
    /// A muscle, or a group of muscles, which has `members`.
    pub struct Muscle in "muscles" {
        /// What it is called, in plain words (SKOS: prefLabel).
        name: String,
        /// What it is, in one to three plain sentences.
        summary: String,
        /// The same thing in public terminologies.
        identifiers: Identifiers,
        /// The muscles of a group; a single muscle has none.
        members: Vec<Member>,
        /// What it does, one movement each.
        actions: Vec<String>,
        /// The sources of what this record says.
        citations: Vec<Citation>,
        @optional {
            /// The Latin name (Terminologia Anatomica).
            latin: String,
            /// Where it starts.
            origin: String,
            /// Where it ends.
            insertion: String,
            /// The nerves that drive it, with their spinal levels.
            innervation: String,
            /// The arteries that feed it.
            blood_supply: String,
        }
        @derived {
            /// The ids of the claims about it.
            claims: Vec<String> = |record, contract| contract.claims_about(record),
            /// The ids of the techniques that are aimed at it.
            techniques: Vec<String> = |record, contract| contract.related("techniques of muscle", record.id.as_str()),
        }
    }
}

record! {
    /// An anatomical structure, not a muscle, that safety or location refers to.
    pub struct Structure in "structures" {
        /// What it is called, in plain words (SKOS: prefLabel).
        name: String,
        /// What it is, in one to three plain sentences.
        summary: String,
        /// The same thing in public terminologies.
        identifiers: Identifiers,
        /// The sources of what this record says.
        citations: Vec<Citation>,
        @derived {
            /// The ids of the claims about it.
            claims: Vec<String> = |record, contract| contract.claims_about(record),
        }
    }
}
