//! What people do: techniques, tools, practices and guides.

use super::parts::{Citation, Dose, GuideStep};
use super::shape::record;
use super::words::{Modality, PracticeCategory, Setting};

record! {
    /// Something done to the body.
    pub struct Technique in "techniques" {
        /// What it is called, in plain words (SKOS: prefLabel).
        name: String,
        /// What it is, in one to three plain sentences.
        summary: String,
        /// What acts on the body.
        modality: Modality,
        /// Who may do it.
        setting: Setting,
        /// The ids of the muscles or groups that it is aimed at.
        targets: Vec<String>,
        /// The ids of the tools that are used for it.
        tools: Vec<String>,
        /// What to do, one action a step, in order.
        instructions: Vec<String>,
        /// When to stop at once.
        stop_rules: Vec<String>,
        /// The sources of what this record says.
        citations: Vec<Citation>,
        @optional {
            /// The id of the technique that this one is a form of (SKOS: broader).
            broader: String,
            /// How hard, how long, how often.
            dose: Dose,
        }
        @derived {
            /// The ids of all contraindications that stand against it, the strictest first: its own, those that name it, those of its
            /// tools, and those of the technique that it is a form of.
            contraindications: Vec<String> = |record, contract| contract.contraindications_of(record),
            /// The ids of the signs that need help instead, the most urgent first: its own, and those of the technique that it is a form of.
            red_flags: Vec<String> = |record, contract| contract.red_flags_of(record),
            /// The ids of the claims about it.
            claims: Vec<String> = |record, contract| contract.claims_about(record),
            /// The ids of the guides that carry it out.
            guides: Vec<String> = |record, contract| contract.related("guides of technique", record.id.as_str()),
        }
    }
}

record! {
    /// A thing that a technique is done with.
    pub struct Tool in "tools" {
        /// What it is called, in plain words (SKOS: prefLabel).
        name: String,
        /// What it is, in one to three plain sentences.
        summary: String,
        /// How to choose and use it, one plain sentence each.
        use_notes: Vec<String>,
        /// The sources of what this record says.
        citations: Vec<Citation>,
        @derived {
            /// The ids of all contraindications that stand against it, the strictest first: its own and those that name it.
            contraindications: Vec<String> = |record, contract| contract.contraindications_of(record),
            /// The ids of the claims about it.
            claims: Vec<String> = |record, contract| contract.claims_about(record),
            /// The ids of the techniques that use it.
            techniques: Vec<String> = |record, contract| contract.related("techniques of tool", record.id.as_str()),
        }
    }
}

record! {
    /// Something that people do beside massage: care, prevention, a habit, an activity.
    pub struct Practice in "practices" {
        /// What it is called, in plain words (SKOS: prefLabel).
        name: String,
        /// What it is, in one to three plain sentences.
        summary: String,
        /// What sort of practice it is.
        category: PracticeCategory,
        /// The sources of what this record says.
        citations: Vec<Citation>,
        @derived {
            /// The ids of all contraindications that stand against it, the strictest first: its own and those that name it.
            contraindications: Vec<String> = |record, contract| contract.contraindications_of(record),
            /// The ids of the claims about it.
            claims: Vec<String> = |record, contract| contract.claims_about(record),
        }
    }
}

record! {
    /// An ordered how-to.
    pub struct Guide in "guides" {
        /// What it is called, in plain words (SKOS: prefLabel).
        name: String,
        /// What it is, in one to three plain sentences.
        summary: String,
        /// What a reader must have seen before the first step, as `kind/id` paths.
        required_reading: Vec<String>,
        /// The steps, in order.
        steps: Vec<GuideStep>,
        @optional {
            /// The id of the technique that the guide carries out.
            technique: String,
        }
        @derived {
            /// The ids of all contraindications that stand against it, the strictest first: those that name it, those of its required
            /// reading, of its technique and of its tools.
            contraindications: Vec<String> = |record, contract| contract.contraindications_of(record),
            /// The ids of the signs that need help instead, the most urgent first: those of its required reading and of its technique.
            #[serde(default)]
            red_flags: Vec<String> = |record, contract| contract.red_flags_of(record),
        }
    }
}
