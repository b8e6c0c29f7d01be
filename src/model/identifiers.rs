//! Names that the records carry in public terminologies.

use serde::{Deserialize, Serialize};

/// The same thing in public terminologies. An identifier that nobody saw in its source is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Identifiers {
    /// Uberon multi-species anatomy ontology.
    ///
    /// Example: "UBERON:0001298"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uberon: Option<String>,
    /// Foundational Model of Anatomy.
    ///
    /// Example: "FMA:18060"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fma: Option<String>,
    /// Terminologia Anatomica, second edition: a number, kept as text.
    ///
    /// Example: "2593"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ta2: Option<String>,
    /// SNOMED CT concept identifier: digits, kept as text.
    ///
    /// Example: "244952006"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snomed_ct: Option<String>,
    /// Medical Subject Headings.
    ///
    /// Example: "D016658"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mesh: Option<String>,
    /// Mondo disease ontology.
    ///
    /// Example: "MONDO:0005350"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mondo: Option<String>,
    /// Experimental Factor Ontology.
    ///
    /// Example: "EFO:0003907"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub efo: Option<String>,
}
