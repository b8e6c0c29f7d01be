//! References: the sources that statements are tied to, in CSL variables.

use serde::{Deserialize, Serialize};

use super::record::record;
use super::words::words;
use super::{CslDate, Date, Effect, Id};

record! {
    /// One source. The variables carry the names of CSL, so that they export to CSL-JSON unchanged.
    ///
    /// An identifier that nobody saw is absent, never guessed.
    pub struct Reference in References labelled title {
        /// The CSL item type.
        ///
        /// Example: "article-journal"
        #[serde(rename = "type")]
        pub item_type: ItemType,
        /// The title as its source prints it.
        ///
        /// Example: "Do Self-Myofascial Release Devices Release Myofascia?"
        pub title: String,
        /// The authors in their printed order (CSL: author).
        ///
        /// Example: [{"family": "Behm", "given": "DG"}, {"family": "Wilke", "given": "J"}]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub author: Vec<Name>,
        /// The date of publication (CSL: issued).
        ///
        /// Example: {"date-parts": [[2019, 8]]}
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub issued: Option<CslDate>,
        /// The journal, book or site that holds it (CSL: container-title).
        ///
        /// Example: "Sports Medicine"
        #[serde(default, rename = "container-title", skip_serializing_if = "Option::is_none")]
        pub container_title: Option<String>,
        /// The volume, as text (CSL: volume).
        ///
        /// Example: "49"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub volume: Option<String>,
        /// The issue, as text (CSL: issue).
        ///
        /// Example: "8"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub issue: Option<String>,
        /// The pages or the article number, as text (CSL: page).
        ///
        /// Example: "1173-1181"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub page: Option<String>,
        /// The edition, as text (CSL: edition).
        ///
        /// Example: "20"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub edition: Option<String>,
        /// The version of a dataset or an ontology (CSL: version).
        ///
        /// Example: "2026-04-01"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub version: Option<String>,
        /// The publisher (CSL: publisher).
        ///
        /// Example: "StatPearls Publishing"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub publisher: Option<String>,
        /// The DOI alone, lower-case, without a resolver before it (CSL: DOI).
        ///
        /// Example: "10.1007/s40279-019-01149-y"
        #[serde(default, rename = "DOI", skip_serializing_if = "Option::is_none")]
        pub doi: Option<String>,
        /// The PubMed number: digits, kept as text (CSL: PMID).
        ///
        /// Example: "31256353"
        #[serde(default, rename = "PMID", skip_serializing_if = "Option::is_none")]
        pub pmid: Option<String>,
        /// The PubMed Central number (CSL: PMCID).
        ///
        /// Example: "PMC6465761"
        #[serde(default, rename = "PMCID", skip_serializing_if = "Option::is_none")]
        pub pmcid: Option<String>,
        /// The ISBN of a book, 10 or 13 digits (CSL: ISBN).
        ///
        /// Example: "978-0-306-40615-7"
        #[serde(default, rename = "ISBN", skip_serializing_if = "Option::is_none")]
        pub isbn: Option<String>,
        /// The page at which it can be read (CSL: URL).
        ///
        /// Example: "https://pubmed.ncbi.nlm.nih.gov/31256353/"
        #[serde(default, rename = "URL", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, schemars(regex(pattern = r"^https?://\S+$")))]
        pub url: Option<String>,
        /// The day on which the page was read (CSL: accessed).
        ///
        /// Example: {"date-parts": [[2026, 11, 22]]}
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub accessed: Option<CslDate>,
        /// What of this reference a person has seen, and where.
        ///
        /// Example: {"status": "verified", "seen": [{"url": "https://pubmed.ncbi.nlm.nih.gov/31256353/", "on": "2026-11-22", "read": "abstract"}]}
        pub provenance: Provenance,
        /// Who stands behind the source.
        ///
        /// Example: "academic"
        pub independence: Independence,
        /// How the source came to what it says.
        ///
        /// Example: "systematic_review"
        pub design: Design,
        /// Who was studied.
        ///
        /// Example: "healthy adults"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub population: Option<String>,
        /// What was found, one sentence in our own words.
        ///
        /// Example: "There is too little evidence that rollers work by releasing fascia."
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub finding: Option<String>,
        /// The results in numbers, one outcome and comparison each; only numbers that were read in the source.
        ///
        /// Example: [{"outcome": "pain", "intervention": "massage", "comparator": "no treatment", "measure": "smd", "value": -0.75, "ci": [-0.9, -0.6], "favours": "intervention", "studies": 7, "participants": 761, "certainty": "very_low"}]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub effects: Vec<Effect>,
        /// The newer edition or update that takes its place.
        ///
        /// Example: "furlan-2015"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub superseded_by: Option<Id<Reference>>,
    }
}

/// A person's name, or an organisation's in `literal` (CSL: name variables).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(extend("oneOf" = [
    {"properties": {"family": true}, "required": ["family"]}, {"properties": {"literal": true}, "required": ["literal"]}
])))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Name {
    /// The family name.
    ///
    /// Example: "Behm"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// The given names or their initials.
    ///
    /// Example: "DG"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// The whole name of an organisation, instead of the others.
    ///
    /// Example: "World Health Organization"
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub literal: Option<String>,
}

/// What of a reference a person has seen, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Provenance {
    /// How much of the record was read in its source.
    ///
    /// Example: "verified"
    pub status: ProvenanceStatus,
    /// The pages on which it was read.
    ///
    /// Example: [{"url": "https://pubmed.ncbi.nlm.nih.gov/31256353/", "on": "2026-11-22", "read": "abstract"}]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<Sighting>,
}

words! {
    /// How much of a reference was read in its source.
    pub enum ProvenanceStatus {
        /// The bibliography and the finding were read.
        Verified = "verified",
        /// Some fields, or the finding, were not seen: a note says which.
        PartlyVerified = "partly_verified",
        /// Nobody saw the source. It can be named, but nothing may rest on it.
        Unverified = "unverified",
    }
}

/// One page on which a source was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Sighting {
    /// The page's address.
    ///
    /// Example: "https://pubmed.ncbi.nlm.nih.gov/31256353/"
    #[cfg_attr(test, schemars(regex(pattern = r"^https?://\S+$")))]
    pub url: String,
    /// The day, `YYYY-MM-DD`.
    ///
    /// Example: "2026-11-22"
    pub on: Date,
    /// How much was read.
    ///
    /// Example: "abstract"
    pub read: Reading,
    /// True where the page is a copy on a site that has nothing to do with the source: a mirror, a text that somebody took over. PubMed,
    /// PubMed Central, an author's own page and the Internet Archive are none.
    ///
    /// Example: false
    #[serde(default, skip_serializing_if = "crate::model::is_default")]
    pub copy: bool,
}

words! {
    /// How much of a source was read.
    pub enum Reading {
        /// The abstract.
        Abstract = "abstract",
        /// The whole text.
        FullText = "full_text",
        /// A web page, or the part of it that was stored.
        Page = "page",
        /// Another page that tells of it, such as an index or a news article.
        Secondary = "secondary",
    }
}

words! {
    /// The CSL item types that the knowledge base uses.
    pub enum ItemType {
        /// An article in a journal.
        ArticleJournal = "article-journal",
        /// An article in a magazine.
        ArticleMagazine = "article-magazine",
        /// An article in a newspaper or on a news site.
        ArticleNewspaper = "article-newspaper",
        /// A whole book.
        Book = "book",
        /// A chapter of a book, or an entry of a collection such as StatPearls.
        Chapter = "chapter",
        /// A collection of data, such as an ontology.
        Dataset = "dataset",
        /// An entry of an encyclopedia.
        EntryEncyclopedia = "entry-encyclopedia",
        /// A pamphlet or patient leaflet.
        Pamphlet = "pamphlet",
        /// A post of a blog.
        PostWeblog = "post-weblog",
        /// A report or guideline of a body.
        Report = "report",
        /// A web page.
        Webpage = "webpage",
    }
}

words! {
    /// Who stands behind a source (HONcode: transparency; JAMA benchmarks: disclosure).
    pub enum Independence {
        /// Researchers or a scholarly publisher.
        Academic = "academic",
        /// A public health body or a professional society.
        PublicBody = "public_body",
        /// A magazine, a practice or a site that lives by its readers.
        Commercial = "commercial",
        /// A seller of what the source speaks about.
        Vendor = "vendor",
    }
}

words! {
    /// How a source came to what it says.
    pub enum Design {
        /// A systematic review with pooled figures.
        MetaAnalysis = "meta_analysis",
        /// A review by a stated method, without pooling.
        SystematicReview = "systematic_review",
        /// Participants put to groups by chance.
        RandomisedTrial = "randomised_trial",
        /// An intervention without random groups, a crossover or a single-group study.
        NonRandomisedTrial = "non_randomised_trial",
        /// People followed over time.
        Cohort = "cohort",
        /// People with an outcome compared with people without it.
        CaseControl = "case_control",
        /// People measured once.
        CrossSectional = "cross_sectional",
        /// Measurements in a laboratory, a dissection or an imaging study of how something works.
        LaboratoryStudy = "laboratory_study",
        /// One patient or a few.
        CaseReport = "case_report",
        /// Agreement of experts by a stated method, such as a Delphi study.
        ExpertConsensus = "expert_consensus",
        /// Recommendations of a body.
        Guideline = "guideline",
        /// A review without a stated method.
        NarrativeReview = "narrative_review",
        /// A textbook or reference work.
        Textbook = "textbook",
        /// A controlled vocabulary of things and their relations.
        Ontology = "ontology",
        /// A law, standard or method.
        Standard = "standard",
        /// A web page that is none of these.
        WebPage = "web_page",
    }
}
