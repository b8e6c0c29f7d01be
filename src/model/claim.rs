//! Claims: single statements, each tied to its sources.

use serde::{Deserialize, Serialize};

use super::id::Entity;
use super::record::record;
use super::words::{order, words};
use super::{Citation, Date, Id, Path};

record! {
    /// One atomic statement, with the evidence for and against it.
    ///
    /// A statement of the source document is kept even where the evidence is against it: the verdict says so, and the wording
    /// promises no more than the certainty allows.
    pub struct Claim in Claims labelled statement {
        /// One plain sentence in our own words.
        ///
        /// Example: "Foam rolling may raise flexibility for a short time."
        pub statement: String,
        /// What sort of statement it is.
        ///
        /// Example: "benefit"
        #[serde(rename = "type")]
        pub claim_type: ClaimType,
        /// What the statement is about, as `kind/id` paths.
        ///
        /// Example: ["techniques/foam-rolling", "benefits/flexibility"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub about: Vec<Path<Entity>>,
        /// Where the statement comes from.
        ///
        /// Example: "article"
        pub origin: Origin,
        /// The sources, for and against; at least one.
        ///
        /// Example: [{"reference": "wilke-2020", "stance": "supports", "directness": "indirect", "indirectness": ["healthy_volunteers"]}]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub citations: Vec<Citation>,
        /// What the evidence makes of the statement.
        ///
        /// Example: "partly_supported"
        pub verdict: Verdict,
        /// How sure the evidence is (GRADE), or what stands in for it.
        ///
        /// Example: "low"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub certainty: Option<Certainty>,
        /// Why this certainty, in a plain sentence.
        ///
        /// Example: "small trials in healthy people, measured right after rolling"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub certainty_basis: Option<String>,
        /// What was searched, where and when. A statement that nothing was found is worth as much as its search.
        ///
        /// Example: {"terms": ["iliopsoas massage trial"], "where": ["PubMed"], "on": "2026-11-22"}
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub search: Option<Search>,
        /// The day on which a person last checked statement and sources (FHIR: lastReviewDate),
        /// `YYYY-MM-DD`.
        ///
        /// Example: "2026-11-22"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub last_reviewed: Option<Date>,
        /// Who wrote the record.
        ///
        /// Example: "A. Editor"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub author: Option<String>,
        /// Who checked it: not its author (JAMA benchmarks: authorship).
        ///
        /// Example: "B. Editor"
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reviewer: Option<String>,
        /// The claims that this one speaks against.
        ///
        /// Example: ["massage-raises-local-circulation"]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, schemars(extend("x-kb-order" = "none")))]
        pub disputes: Vec<Id<Claim>>,
    }
}

/// A search for evidence (PRISMA 2020: information sources, search strategy).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Search {
    /// The words that were searched for, one query each.
    ///
    /// Example: ["iliopsoas massage trial", "psoas release randomised"]
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub terms: Vec<String>,
    /// The databases, registers and sites that were searched.
    ///
    /// Example: ["PubMed", "ClinicalTrials.gov"]
    #[serde(rename = "where")]
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub places: Vec<String>,
    /// The day, `YYYY-MM-DD`.
    ///
    /// Example: "2026-11-22"
    pub on: Date,
}

words! {
    /// What sort of statement a claim is.
    pub enum ClaimType {
        /// What the body is made of, and where.
        Anatomy = "anatomy",
        /// What a part of the body does.
        Function = "function",
        /// What brings something about.
        Cause = "cause",
        /// What good something does.
        Benefit = "benefit",
        /// How something is done or called.
        TechniqueInstruction = "technique_instruction",
        /// What can harm, and how to avoid it.
        Safety = "safety",
        /// What is done beside massage.
        Complementary = "complementary",
        /// What keeps trouble away.
        Prevention = "prevention",
    }
}

words! {
    /// Where a statement comes from.
    pub enum Origin {
        /// The source document says it.
        Article = "article",
        /// The source document leaves it out; the editors added it.
        Added = "added",
    }
}

words! {
    /// What the evidence makes of a statement.
    ///
    /// The better the evidence carries the statement, the greater it is; below all stand those where there is none.
    pub enum Verdict {
        /// The evidence carries it.
        Supported = "supported",
        /// The evidence carries part of it, or carries it with conditions.
        PartlySupported = "partly_supported",
        /// Somebody looked, and no evidence that carries it was found.
        Unsupported = "unsupported",
        /// There is evidence against it.
        Contradicted = "contradicted",
        /// There is evidence for it and against it.
        Disputed = "disputed",
        /// It promises more than the evidence carries.
        Overstated = "overstated",
        /// It is advice, a name or an opinion that no study can decide.
        NotTestable = "not_testable",
        /// Nobody looked yet. It does not mean that there is no evidence.
        NotSearched = "not_searched",
    }
}

order!(Verdict: Supported > PartlySupported > Disputed > Overstated > Unsupported > Contradicted > NotTestable > NotSearched);

words! {
    /// How sure the evidence is.
    ///
    /// The surer the grade, the greater it is. Consensus and good practice are no grades: they stand between the lowest grade and none.
    pub enum Certainty {
        /// GRADE: further research is very unlikely to change it.
        High = "high",
        /// GRADE: further research may change it.
        Moderate = "moderate",
        /// GRADE: further research is likely to change it.
        Low = "low",
        /// GRADE: any estimate is very uncertain.
        VeryLow = "very_low",
        /// There is no evidence to grade.
        None = "none",
        /// Textbooks or experts agree; nothing is measured (anatomy, names).
        Consensus = "consensus",
        /// GRADE good practice statement: sensible, and a study would be pointless.
        GoodPractice = "good_practice",
    }
}

order!(Certainty: High > Moderate > Low > VeryLow > Consensus > GoodPractice > None);
