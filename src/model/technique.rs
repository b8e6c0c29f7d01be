//! Techniques: what is done.

use serde::{Deserialize, Serialize};

use super::record::record;
use super::words::words;
use super::{Citation, Contraindication, Id, Muscle, RedFlag, Tool};

record! {
    /// Something done to or with the body: foam rolling, sports massage, a lunge stretch.
    pub struct Technique in Techniques labelled name {
        /// What it is called, in plain words (SKOS: prefLabel).
        ///
        /// Example: "Foam rolling"
        pub name: String,
        /// What it is, in one to three plain sentences for a layperson.
        ///
        /// Example: "Rolling a muscle over a firm foam cylinder, with your own weight as the pressure."
        pub summary: String,
        /// What acts on the body. Pressure techniques carry stricter safety rules.
        ///
        /// Example: "pressure"
        pub modality: Modality,
        /// The technique that this one is a form of (SKOS: broader).
        ///
        /// Example: "stretching"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub broader: Option<Id<Technique>>,
        /// Who may do it.
        ///
        /// Example: "self"
        pub setting: Setting,
        /// The muscles or groups it is aimed at.
        ///
        /// Example: ["hip-flexors"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub targets: Vec<Id<Muscle>>,
        /// What is used for it.
        ///
        /// Example: ["foam-roller"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, schemars(extend("x-kb-order" = "none")))]
        pub tools: Vec<Id<Tool>>,
        /// What to do, one action a step, in order.
        ///
        /// Example: ["Lie face down with the roller under the front of one hip."]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub instructions: Vec<String>,
        /// How hard, how long, how often.
        ///
        /// Example: {"pressure": {"text": "no more than mild discomfort", "basis": "convention"}}
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub dose: Option<Dose>,
        /// When to stop at once.
        ///
        /// Example: ["Stop if you feel sharp pain, numbness or tingling."]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub stop_rules: Vec<String>,
        /// When not to do it, or only after asking.
        ///
        /// Example: ["deep-vein-thrombosis"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, schemars(extend("x-kb-order" = "none")))]
        pub contraindications: Vec<Id<Contraindication>>,
        /// The signs that need help instead.
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
    /// What acts on the body.
    pub enum Modality {
        /// Pressure on soft tissue by hand or tool.
        Pressure = "pressure",
        /// Lengthening a muscle by position.
        Stretch = "stretch",
        /// Warmth on the skin.
        Heat = "heat",
        /// Exercise: the muscle works.
        Movement = "movement",
    }
}

words! {
    /// Who may do a technique.
    pub enum Setting {
        /// A layperson alone.
        OwnCare = "self",
        /// A trained practitioner alone.
        PractitionerOnly = "practitioner_only",
        /// Either of them.
        Either = "either",
    }
}

/// How hard, how long and how often a technique is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Dose {
    /// The limit of the pressure.
    ///
    /// Example: {"text": "no more than mild discomfort", "basis": "convention"}
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressure: Option<DoseValue>,
    /// The length of one bout.
    ///
    /// Example: {"text": "30 to 60 seconds a side", "basis": "convention"}
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<DoseValue>,
    /// The number of bouts.
    ///
    /// Example: {"text": "2 or 3 times", "basis": "convention"}
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repetitions: Option<DoseValue>,
    /// How often in a day or week.
    ///
    /// Example: {"text": "once a day", "basis": "convention"}
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<DoseValue>,
}

/// One figure of a dose, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DoseValue {
    /// The figure in plain words.
    ///
    /// Example: "30 to 60 seconds a side"
    pub text: String,
    /// What the figure rests on.
    ///
    /// Example: "convention"
    pub basis: DoseBasis,
    /// The sources of a figure with the basis `evidence`.
    ///
    /// Example: [{"reference": "wilke-2020", "stance": "supports"}]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<Citation>,
}

words! {
    /// What a figure rests on.
    pub enum DoseBasis {
        /// A cited source used or tested it.
        Evidence = "evidence",
        /// Common practice; nobody tested it for this use.
        Convention = "convention",
    }
}
