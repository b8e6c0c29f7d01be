//! Sources: the documents that the knowledge base was built from.

use serde::{Deserialize, Serialize};

use super::record::record;
use super::words::words;
use super::{Claim, CslDate, Id, Name, Reference};

record! {
    /// A document that the knowledge base was built from, and what became of each of its sentences.
    pub struct Source in Sources labelled title {
        /// The document's title.
        ///
        /// Example: "Why Massage Hip Flexors?"
        pub title: String,
        /// What the document is, in plain words.
        ///
        /// Example: "A web article on why and how to massage the hip flexors."
        pub summary: String,
        /// The document's own reference record, which its claims cite with the stance `source`.
        ///
        /// Example: "src-massagebiopulse"
        pub reference: Id<Reference>,
        /// Its address (CSL: URL).
        ///
        /// Example: "https://www.massagebiopulse.com/massage/hip-pain/why-massage-hip-flexors/"
        #[serde(default, rename = "URL", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, schemars(regex(pattern = r"^https?://\S+$")))]
        pub url: Option<String>,
        /// Its authors, where it names any.
        ///
        /// Example: [{"literal": "Massage BioPulse"}]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub author: Vec<Name>,
        /// Its date, where it bears one.
        ///
        /// Example: {"date-parts": [[2024, 3]]}
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub issued: Option<CslDate>,
        /// Every sentence unit of the document, in its order.
        ///
        /// Example: [{"line": 3, "position": 1, "hash": "a1b2c3d4", "claims": ["hip-ache-after-sitting-or-training"]}]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub coverage: Vec<Unit>,
        /// The hashes of every run of eight words of the document, sorted, with spaces between: the first ten hexadecimal digits of
        /// the SHA-256 of the words in lower case. `kb source` writes them.
        ///
        /// Example: "0a1b2c3d4e 1a2b3c4d5e"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub word_runs: Option<String>,
    }
}

/// One sentence unit of a document: named by place and hash, so that coverage can be checked without copying the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Unit {
    /// The line of the document's text, from 1.
    ///
    /// Example: 37
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub line: u32,
    /// The unit's place in its line, from 1.
    ///
    /// Example: 2
    #[cfg_attr(test, schemars(range(min = 1)))]
    pub position: u32,
    /// The first eight hexadecimal digits of the SHA-256 of the unit's text, spaces collapsed and trimmed.
    ///
    /// Example: "a1b2c3d4"
    #[cfg_attr(test, schemars(regex(pattern = r"^[0-9a-f]{8}$")))]
    pub hash: String,
    /// The claims that restate the unit.
    ///
    /// Example: ["hip-ache-after-sitting-or-training"]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Id<Claim>>,
    /// Why the unit has no claim.
    ///
    /// Example: "heading"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
}

words! {
    /// Why a unit of a document has no claim.
    pub enum Mark {
        /// A heading, a title or a question that stands over its answer.
        Heading = "heading",
        /// A figure or its caption.
        Figure = "figure",
        /// It sells something or sends readers somewhere.
        Promotion = "promotion",
        /// It states nothing.
        Rhetorical = "rhetorical",
        /// An entry of the document's own list of references.
        Reference = "reference",
    }
}
