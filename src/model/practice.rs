//! Practices: complementary care, prevention and habits.

use super::record::record;
use super::words::words;
use super::{Citation, Contraindication, Id};

record! {
    /// Something that people do beside massage: care, prevention, a habit, an activity.
    pub struct Practice in Practices labelled name {
        /// What it is called, in plain words (SKOS: prefLabel).
        ///
        /// Example: "Warm-up"
        pub name: String,
        /// What it is, in one to three plain sentences for a layperson.
        ///
        /// Example: "Easy movement before harder activity."
        pub summary: String,
        /// What sort of practice it is.
        ///
        /// Example: "prevention"
        pub category: PracticeCategory,
        /// When not to do it, or only after asking.
        ///
        /// Example: ["bone-fracture"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, schemars(extend("x-kb-order" = "none")))]
        pub contraindications: Vec<Id<Contraindication>>,
        /// The sources of what this record says.
        ///
        /// Example: [{"reference": "gray-1918", "stance": "supports"}]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub citations: Vec<Citation>,
    }
}

words! {
    /// What sort of practice it is.
    pub enum PracticeCategory {
        /// Care given beside massage.
        ComplementaryCare = "complementary_care",
        /// Done to keep trouble away.
        Prevention = "prevention",
        /// A way of living.
        Habit = "habit",
        /// A movement or posture of daily life or sport.
        Activity = "activity",
    }
}
