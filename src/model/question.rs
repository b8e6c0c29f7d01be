//! Questions that people ask, with short answers.

use super::record::record;
use super::{Claim, Id};

record! {
    /// A question that people ask, with a short answer that rests on claims.
    pub struct Question in Questions labelled question {
        /// The question, in a reader's words.
        ///
        /// Example: "Do tight hip flexors cause back pain?"
        pub question: String,
        /// The short answer in plain words; it agrees with the verdicts of its claims.
        ///
        /// Example: "Probably not by themselves. One study that followed young men for four years found no link."
        pub answer: String,
        /// The claims that the answer rests on.
        ///
        /// Example: ["tight-psoas-low-back-pain"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub claims: Vec<Id<Claim>>,
    }
}
