//! Guides: ordered how-tos.

use serde::{Deserialize, Serialize};

use super::id::Warning;
use super::record::record;
use super::{Claim, DoseValue, Id, Muscle, Path, Technique, Tool};

record! {
    /// An ordered how-to.
    pub struct Guide in Guides labelled name {
        /// What it is called, in plain words (SKOS: prefLabel).
        ///
        /// Example: "Massage your hip flexors at home"
        pub name: String,
        /// What it is, in one to three plain sentences for a layperson.
        ///
        /// Example: "Five steps to massage the front of your hip with your fingers or a roller."
        pub summary: String,
        /// The technique that the guide carries out.
        ///
        /// Example: "self-massage-with-fingers"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub technique: Option<Id<Technique>>,
        /// What a reader must have seen before the first step.
        ///
        /// Example: ["disclaimers/informational-only"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub required_reading: Vec<Path<Warning>>,
        /// The steps, in order.
        ///
        /// Example: [{"title": "Find the spot", "action": "Lift your knee a little and feel the muscle tighten."}]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub steps: Vec<GuideStep>,
    }
}

/// One step of a guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct GuideStep {
    /// What the step is about, in a few words.
    ///
    /// Example: "Find the spot"
    pub title: String,
    /// How the body lies, sits or stands.
    ///
    /// Example: "Lie on your back with a pillow under your knees."
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<String>,
    /// The muscles that the step is aimed at.
    ///
    /// Example: ["rectus-femoris"]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Id<Muscle>>,
    /// What to do, one action a sentence.
    ///
    /// Example: "Lift your knee a little and feel the muscle tighten."
    pub action: String,
    /// What is used.
    ///
    /// Example: "fingers"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tool: Option<Id<Tool>>,
    /// How hard at most.
    ///
    /// Example: "Press no harder than feels mild."
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressure_limit: Option<String>,
    /// How long, or how many times.
    ///
    /// Example: {"text": "1 to 2 minutes", "basis": "convention"}
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<DoseValue>,
    /// When to stop at once.
    ///
    /// Example: "Stop if you feel a pulse, sharp pain, numbness or tingling."
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_rule: Option<String>,
    /// The claims that the step rests on.
    ///
    /// Example: ["guide-lie-flat"]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Id<Claim>>,
    /// Where the step departs from the source, and why; shown to readers.
    ///
    /// Example: "The source does not say how to lie."
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What only editors need: what was not seen, which copy was read, why a word was chosen. Never exported.
    ///
    /// Example: "the order of the steps is that of the source"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editor_note: Option<String>,
}
