//! Contraindications: when not to, or only after asking.

use super::id::Activity;
use super::record::record;
use super::words::{order, words};
use super::{Citation, Id, Identifiers, Path, Structure};

record! {
    /// A state of the body in which something must not be done, or only after asking.
    pub struct Contraindication in Contraindications labelled name {
        /// What it is called, in plain words (SKOS: prefLabel).
        ///
        /// Example: "Known or suspected deep vein thrombosis"
        pub name: String,
        /// What it is, in one to three plain sentences for a layperson.
        ///
        /// Example: "A blood clot in a deep vein. Pressure might loosen it. Do not massage the leg; see a doctor at once."
        pub summary: String,
        /// How far it forbids.
        ///
        /// Example: "stop"
        pub strength: Strength,
        /// What it stands against, as `kind/id` paths.
        ///
        /// Example: ["techniques/foam-rolling"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, schemars(extend("x-kb-order" = "none")))]
        pub applies_to: Vec<Path<Activity>>,
        /// The structures that are at risk.
        ///
        /// Example: ["femoral-artery"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, schemars(extend("x-kb-order" = "none")))]
        pub structures: Vec<Id<Structure>>,
        /// What it rests on. `precaution` alone means that no good source was found.
        ///
        /// Example: ["case_reports", "expert_consensus"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, schemars(extend("x-kb-order" = "none")))]
        pub basis: Vec<SafetyBasis>,
        /// What the basis says, in a plain sentence.
        ///
        /// Example: "97 of 100 experts in a survey advised caution"
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
    /// How far a contraindication forbids.
    ///
    /// The stricter is the greater.
    pub enum Strength {
        /// Do not do it.
        Stop = "stop",
        /// Ask a health professional before.
        AskFirst = "ask_first",
        /// Do it with care, and gently.
        Caution = "caution",
        /// Leave out this place.
        AvoidSpot = "avoid_spot",
    }
}

order!(Strength: Stop > AskFirst > Caution > AvoidSpot);

words! {
    /// What a safety record rests on.
    pub enum SafetyBasis {
        /// Published reports of harm.
        CaseReports = "case_reports",
        /// Agreement of experts by a stated method.
        ExpertConsensus = "expert_consensus",
        /// Advice of a public health body.
        PublicBodyAdvice = "public_body_advice",
        /// Advice of a textbook or professional body.
        ProfessionalAdvice = "professional_advice",
        /// What lies there.
        Anatomy = "anatomy",
        /// Nothing better than caution: no good source was found.
        Precaution = "precaution",
    }
}
