//! Muscles and groups of muscles.

use serde::{Deserialize, Serialize};

use super::record::record;
use super::words::words;
use super::{Citation, Id, Identifiers};

record! {
    /// A muscle, or a group of muscles, which has `members`.
    pub struct Muscle in Muscles labelled name {
        /// What it is called, in plain words (SKOS: prefLabel).
        ///
        /// Example: "Psoas major"
        pub name: String,
        /// The Latin name (Terminologia Anatomica).
        ///
        /// Example: "musculus psoas major"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub latin: Option<String>,
        /// What it is, in one to three plain sentences for a layperson.
        ///
        /// Example: "A long muscle that runs from the lower spine to the thigh bone and lifts the thigh."
        pub summary: String,
        /// The same thing in public terminologies; only what was seen.
        ///
        /// Example: {"uberon": "UBERON:0001298", "fma": "FMA:18060"}
        #[serde(default, skip_serializing_if = "crate::model::is_default")]
        pub identifiers: Identifiers,
        /// The muscles of a group; a single muscle has none.
        ///
        /// Example: [{"muscle": "iliacus", "role": "core"}]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub members: Vec<Member>,
        /// Where it starts, each anatomical term with a plain gloss.
        ///
        /// Example: "sides of the lower spine, from the last rib to the pelvis"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub origin: Option<String>,
        /// Where it ends, each anatomical term with a plain gloss.
        ///
        /// Example: "the lesser trochanter, a knob on the inner thigh bone"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub insertion: Option<String>,
        /// What it does, one movement each.
        ///
        /// Example: ["hip flexion"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub actions: Vec<String>,
        /// The nerves that drive it, with their spinal levels.
        ///
        /// Example: "front branches of L1 to L3"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub innervation: Option<String>,
        /// The arteries that feed it.
        ///
        /// Example: "lumbar and iliolumbar arteries"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub blood_supply: Option<String>,
        /// The sources of what this record says.
        ///
        /// Example: [{"reference": "gray-1918", "stance": "supports"}]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub citations: Vec<Citation>,
    }
}

/// A muscle's place in a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Member {
    /// The muscle.
    ///
    /// Example: "iliacus"
    pub muscle: Id<Muscle>,
    /// Whether the group's action rests on it or is helped by it.
    ///
    /// Example: "core"
    pub role: MemberRole,
}

words! {
    /// What a muscle is to a group.
    pub enum MemberRole {
        /// The group's action rests on it.
        Core = "core",
        /// It helps.
        Assisting = "assisting",
    }
}
