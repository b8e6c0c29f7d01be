//! The tie between a statement and a source.

use serde::{Deserialize, Serialize};

use super::words::words;
use super::{Id, Reference};

/// One source cited for one statement. Stance and directness sit here and not on the reference, because one paper can
/// support half of a claim and contradict the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Citation {
    /// The reference that is cited.
    ///
    /// Example: "wilke-2020"
    pub reference: Id<Reference>,
    /// What the source does to the statement.
    ///
    /// Example: "partly_supports"
    pub stance: Stance,
    /// How near the source's question is to the statement (GRADE: indirectness). Left out for `source` and `background`.
    ///
    /// Example: "indirect"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directness: Option<Directness>,
    /// Why an indirect source is indirect: another body part, healthy volunteers, a surrogate outcome.
    ///
    /// Example: ["healthy_volunteers"]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, schemars(extend("x-kb-order" = "none")))]
    pub indirectness: Vec<Indirectness>,
    /// Words copied from the source, a short fragment that carries the finding: `...` elides, `[x]` is an editor's note.
    ///
    /// Example: "but was not superior to stretching"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Where the quote stands, if not at the reference's own URL.
    ///
    /// Example: "https://link.springer.com/article/10.1007/s40279-019-01205-7"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(regex(pattern = r"^https?://\S+$")))]
    pub quote_url: Option<String>,
    /// The place in the source: a page, a section, a figure, a line (CSL: locator).
    ///
    /// Example: "p. 467"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// What a reader should know of this source here, in our own words; shown to readers.
    ///
    /// Example: "It compares rolling with stretching, and does not combine them."
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What only editors need: what was not seen, which copy was read, why a word was chosen. Never exported.
    ///
    /// Example: "only the abstract was read"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub editor_note: Option<String>,
}

words! {
    /// What a source does to a statement.
    pub enum Stance {
        /// The source says so.
        Supports = "supports",
        /// The source says part of it, or says it with conditions.
        PartlySupports = "partly_supports",
        /// The source finds otherwise.
        Contradicts = "contradicts",
        /// The source explains the matter and takes no side.
        Background = "background",
        /// The statement was said there: the document that the record was made from.
        Source = "source",
    }
}

impl Stance {
    /// Says whether the source carries the statement, at least in part.
    pub fn is_support(self) -> bool {
        matches!(self, Self::Supports | Self::PartlySupports)
    }

    /// Says whether the source is evidence on the statement, for or against.
    pub fn is_evidence(self) -> bool {
        self.is_support() || self == Self::Contradicts
    }
}

words! {
    /// How near a source's question is to the statement (GRADE: indirectness).
    pub enum Directness {
        /// The same people, body part, action and outcome.
        Direct = "direct",
        /// Another body part, other people, another action or another outcome.
        Indirect = "indirect",
    }
}

words! {
    /// The ways in which a source can be indirect (GRADE guidelines 8: population, intervention, comparison, outcome).
    pub enum Indirectness {
        /// Another part of the body.
        OtherBodyPart = "other_body_part",
        /// Healthy people, where the statement is about people with a complaint.
        HealthyVolunteers = "healthy_volunteers",
        /// Another group of people, such as athletes or older adults.
        OtherPopulation = "other_population",
        /// Another technique, or a mix that holds it.
        OtherIntervention = "other_intervention",
        /// A measure that stands in for what the statement is about.
        SurrogateOutcome = "surrogate_outcome",
        /// An outcome other than the statement's.
        OtherOutcome = "other_outcome",
        /// A shorter or longer time than the statement's.
        OtherTimeSpan = "other_time_span",
    }
}
