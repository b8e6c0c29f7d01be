//! The evidence: claims, questions that rest on them, references, and the documents that the knowledge base was built from.

use super::parts::{Citation, CslDate, Effect, Name, Provenance, Search};
use super::shape::record;
use super::words::{Certainty, ClaimType, Design, Independence, ItemType, Origin, Standing, Verdict};
#[cfg(feature = "lint")]
use crate::model::Kind;

record! {
    /// One atomic statement, with the evidence for and against it. The verdict belongs to the statement: never show one without the
    /// other.
    pub struct Claim in "claims" {
        /// One plain sentence. It may be wrong: the verdict says what the evidence says.
        statement: String,
        /// What sort of statement it is.
        #[serde(rename = "type")]
        claim_type: ClaimType,
        /// What it is about, as `kind/id` paths.
        about: Vec<String>,
        /// Where it comes from.
        origin: Origin,
        /// What the evidence makes of it.
        verdict: Verdict,
        /// The sources, for and against; at least one.
        citations: Vec<Citation>,
        /// The ids of the claims that it speaks against.
        disputes: Vec<String>,
        @optional {
            /// How sure the evidence is (GRADE), or what stands in for it.
            certainty: Certainty,
            /// Why this certainty, in a plain sentence.
            certainty_basis: String,
            /// The day on which a person last checked statement and sources, `YYYY-MM-DD` (FHIR: lastReviewDate).
            #[cfg_attr(test, schemars(extend("pattern" = crate::schema_file::DAY)))]
            last_reviewed: String,
            /// Who wrote the record.
            author: String,
            /// Who checked it.
            reviewer: String,
            /// What was searched, where and when. A statement that nothing was found is worth as much as its search.
            search: Search,
        }
        @derived {
            /// The ids of the claims that speak against this one.
            disputed_by: Vec<String> = |record, contract| contract.related("disputes of claim", record.id.as_str()),
            /// The ids of the questions whose answers rest on it.
            questions: Vec<String> = |record, contract| contract.related("questions of claim", record.id.as_str()),
            /// The ids of the guides whose steps rest on it.
            #[serde(default)]
            guides: Vec<String> = |record, contract| contract.related("guides of claim", record.id.as_str()),
            /// The ids of the contraindications of what it is about and of the guides that rest on it, the strictest first.
            contraindications: Vec<String> = |record, contract| contract.contraindications_of(record),
            /// The ids of the signs that need help, of what it is about and of the guides that rest on it, the most urgent first.
            #[serde(default)]
            red_flags: Vec<String> = |record, contract| contract.red_flags_of(record),
        }
    }
}

record! {
    /// A question that people ask, with a short answer that rests on claims.
    pub struct Question in "questions" {
        /// The question, in a reader's words.
        question: String,
        /// The short answer in plain words.
        answer: String,
        /// The ids of the claims that the answer rests on.
        claims: Vec<String>,
        @derived {
            /// The ids of the contraindications of its claims, the strictest first.
            contraindications: Vec<String> = |record, contract| contract.contraindications_of(record),
            /// The ids of the signs that need help, of its claims, the most urgent first.
            #[serde(default)]
            red_flags: Vec<String> = |record, contract| contract.red_flags_of(record),
        }
    }
}

record! {
    /// One source, in CSL variables.
    pub struct Reference in "references" {
        /// The CSL item type.
        #[serde(rename = "type")]
        item_type: ItemType,
        /// The title as its source prints it.
        title: String,
        /// The authors in their printed order (CSL: author).
        author: Vec<Name>,
        /// What of it the editors have seen, and where.
        provenance: Provenance,
        /// Who stands behind it.
        independence: Independence,
        /// How it came to what it says.
        design: Design,
        /// Its results in numbers, one outcome and comparison each.
        #[serde(default)]
        effects: Vec<Effect>,
        @optional {
            /// The date of publication (CSL: issued).
            issued: CslDate,
            /// The journal, book or site that holds it (CSL: container-title).
            #[serde(rename = "container-title")]
            container_title: String,
            /// The volume, as text (CSL: volume).
            volume: String,
            /// The issue, as text (CSL: issue).
            issue: String,
            /// The pages or the article number, as text (CSL: page).
            page: String,
            /// The edition, as text (CSL: edition).
            edition: String,
            /// The version of a dataset or an ontology (CSL: version).
            version: String,
            /// The publisher (CSL: publisher).
            publisher: String,
            /// The DOI alone, without a resolver before it (CSL: DOI).
            #[serde(rename = "DOI")]
            doi: String,
            /// The PubMed number: digits, as text (CSL: PMID).
            #[serde(rename = "PMID")]
            pmid: String,
            /// The PubMed Central number (CSL: PMCID).
            #[serde(rename = "PMCID")]
            pmcid: String,
            /// The ISBN of a book (CSL: ISBN).
            #[serde(rename = "ISBN")]
            isbn: String,
            /// The page at which it can be read (CSL: URL).
            #[serde(rename = "URL")]
            url: String,
            /// The day on which the page was read (CSL: accessed).
            accessed: CslDate,
            /// Who was studied.
            population: String,
            /// What was found, one sentence in the editors' words.
            finding: String,
            /// The id of the newer edition or update that takes its place.
            superseded_by: String,
        }
        @derived {
            /// The reference as people cite it, in the Vancouver style.
            formatted: String = |record, _| record.formatted().to_string(),
            /// How it stands with those who published it.
            standing: Standing = |record, contract| contract.standing(&record.id).0,
            /// When that was last asked (RFC 3339, UTC); absent where nobody did.
            #[cfg_attr(test, schemars(extend("pattern" = crate::schema_file::MOMENT)))]
            #[serde(default, skip_serializing_if = "Option::is_none")]
            checked_at: Option<String> = |record, contract| contract.standing(&record.id).1,
            /// The records that cite it, as `kind/id` paths.
            cited_by: Vec<String> = |record, contract| contract.cited_by(record),
        }
    }
}

record! {
    /// A document that the knowledge base was built from.
    pub struct Source in "sources" {
        /// The document's title.
        title: String,
        /// What the document is, in plain words.
        summary: String,
        /// The id of the document's own reference record.
        reference: String,
        /// Its authors, where it names any.
        author: Vec<Name>,
        @optional {
            /// Its address (CSL: URL).
            #[serde(rename = "URL")]
            url: String,
            /// Its date, where it bears one.
            issued: CslDate,
        }
        @derived {
            /// What became of its sentence units.
            coverage: Coverage = |record, _| Coverage::of(&record.coverage),
            /// The ids of the claims that restate it.
            claims: Vec<String> = |record, contract| {
                let ids = record.coverage.iter().flat_map(|unit| &unit.claims).map(|id| id.as_str());
                contract.exported(Kind::Claims, ids)
            },
        }
    }
}

/// How many of a document's sentence units became claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Coverage {
    /// All units.
    pub units: u32,
    /// Those that claims restate.
    pub with_claims: u32,
    /// Those that state nothing: headings, figures, promotion, rhetoric, references.
    pub marked: u32,
}

#[cfg(feature = "lint")]
impl Coverage {
    fn of(units: &[crate::model::Unit]) -> Self {
        let count = |is: &dyn Fn(&crate::model::Unit) -> bool| {
            u32::try_from(units.iter().filter(|unit| is(unit)).count()).unwrap_or(u32::MAX)
        };
        Self {
            units: count(&|_| true),
            with_claims: count(&|unit| !unit.claims.is_empty()),
            marked: count(&|unit| unit.claims.is_empty() && unit.mark.is_some()),
        }
    }
}
