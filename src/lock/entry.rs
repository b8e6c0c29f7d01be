//! What the lock keeps of a page and of a work.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{QuoteVerdict, Reason, Standing, Verdict};

/// What is known of one address.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageEntry {
    /// The address as references have it, fragment included.
    pub url: String,
    /// What became of it.
    pub verdict: Verdict,
    /// Why, where the verdict alone does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The last HTTP status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Where the redirects ended; absent where there were none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub final_url: Option<String>,
    /// The title of the page, where it moved: whether it is the page that was meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The redirects, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hops: Vec<Hop>,
    /// The answer's `ETag`, for the next conditional request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The answer's `Last-Modified`, for the next conditional request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
    /// When it was last asked.
    pub checked_at: Timestamp,
    /// Before this it is not asked again.
    pub next: Timestamp,
    /// Failures in a row, at most one of them a day (UTC).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub fails: u32,
    /// The first of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_fail: Option<Timestamp>,
    /// When it last stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_ok: Option<Timestamp>,
    /// SHA-256 of the page's text, in hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_hash: Option<String>,
    /// What became of the quotes that claims take from it, sorted by their text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<QuoteEntry>,
    /// An archived copy of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    /// What led to the verdict, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}

/// One redirect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Hop {
    /// Its HTTP status.
    pub status: u16,
    /// Where it led.
    pub url: String,
}

/// What is known of one quote on a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct QuoteEntry {
    /// The quote as claims have it.
    pub quote: String,
    /// What became of it.
    pub verdict: QuoteVerdict,
    /// How much of it the nearest passage shares, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The nearest passage, in the page's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
    /// Where it stands instead: the id of a reference, or the address of an archived copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found_at: Option<String>,
}

/// What is known of one work by its identifier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkEntry {
    /// `doi:` and the DOI in small letters, or `pmid:` and the PubMed number.
    pub work: String,
    /// What became of the identifier: ok, broken or unverifiable; and retracted, corrected or concern where the work is.
    pub verdict: Verdict,
    /// Why, where the verdict alone does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// How the work stands; absent where no service could say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// The notice of a retraction, correction or concern.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// What the services said of how it stands: each when it spoke last, and each notice when it was told last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Statement>,
    /// Where the identifier belongs to a notice about another work, or to a comment on one: what kind, and the other work's DOI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_of: Option<Notice>,
    /// The DOI that this one is another name of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias_of: Option<String>,
    /// The title that the services give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Other titles: in the language of the work, or translated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_titles: Vec<String>,
    /// The year that the services give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<i32>,
    /// Other years: in print where the first is online.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub other_years: Vec<i32>,
    /// The first author's family name that the services give.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_author: Option<String>,
    /// The journal or book, written out and abbreviated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub containers: Vec<String>,
    /// When the services were last asked.
    pub checked_at: Timestamp,
    /// Before this its record is not asked for again.
    pub next: Timestamp,
    /// Before this its standing is not asked for again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing_next: Option<Timestamp>,
    /// Failures in a row, at most one of them a day (UTC).
    #[serde(default, skip_serializing_if = "is_zero")]
    pub fails: u32,
    /// The first of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_fail: Option<Timestamp>,
    /// What led to the verdict, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}

/// What one service said of how a work stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Who: `crossref`, `pubmed`, `openalex`, `retraction-watch`.
    pub service: String,
    /// When.
    pub at: Timestamp,
    /// The notices that it told of; none where it knows the work and nothing against it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
}

/// A notice about a work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// What it is, in the words of the service: `retraction`, `correction`, `expression_of_concern`…
    pub kind: String,
    /// Its DOI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// Its date, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who said so: `publisher`, `retraction-watch`, `pubmed`, `openalex`.
    pub source: String,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}
