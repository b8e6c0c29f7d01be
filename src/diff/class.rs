//! What sort of thing a field says, and how far a change of it raises the version.

use serde::Serialize;

use super::Bump;

/// What sort of thing a field says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Class {
    /// What the record is found by.
    Identity,
    /// What the evidence makes of a statement.
    Verdict,
    /// How sure the evidence is.
    Certainty,
    /// When not to, when to stop, which signs need help, what must be shown.
    Safety,
    /// What people are told to do.
    Advice,
    /// A word that programs sort by.
    Classification,
    /// Which records belong together.
    Relation,
    /// Which sources speak for and against, and of what sort they are.
    Evidence,
    /// The same thing in public registers.
    Identifier,
    /// How a source stands with those who published it.
    Standing,
    /// The version of the export's shape.
    Shape,
    /// How something is said.
    Wording,
    /// The description of a source.
    Bibliography,
    /// Who wrote and checked it, and when.
    Provenance,
    /// What follows from other fields or records, and when a source was last asked about.
    Derived,
    /// A field that this version does not know.
    Unknown,
}

impl Class {
    /// How far a change of such a field raises the version, unless its values say otherwise.
    pub fn bump(self) -> Bump {
        match self {
            Self::Identity => Bump::Major,
            Self::Verdict
            | Self::Certainty
            | Self::Safety
            | Self::Advice
            | Self::Classification
            | Self::Relation
            | Self::Evidence
            | Self::Identifier
            | Self::Standing
            | Self::Shape
            | Self::Unknown => Bump::Minor,
            Self::Wording | Self::Bibliography | Self::Provenance | Self::Derived => Bump::Patch,
        }
    }

    /// Why a change of such a field raises the version that far, in a few words.
    pub fn why(self) -> &'static str {
        match self {
            Self::Identity => "readers find the record by it",
            Self::Verdict => "a changed verdict",
            Self::Certainty => "a changed certainty",
            Self::Safety => "a change in safety",
            Self::Advice => "a change in what people are told to do",
            Self::Classification => "a changed word that programs sort by",
            Self::Relation => "a change in which records belong together",
            Self::Evidence => "a change in the evidence",
            Self::Identifier => "a changed identifier, which programs use to join data",
            Self::Standing => "a change in whether a source is retracted, corrected or reachable",
            Self::Shape => "a newer shape of the export",
            Self::Wording => "wording",
            Self::Bibliography => "the description of a source",
            Self::Provenance => "who wrote and checked it, and when",
            Self::Derived => "it follows from other changes, or from when sources were checked",
            Self::Unknown => "a field that this version of `kb` does not know",
        }
    }
}
