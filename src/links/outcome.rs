//! What a run of `kb links` tells of each reference.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::Serialize;

use super::{Asked, Cited};
use crate::lock::{Hop, Lock, Notice, PageEntry, QuoteEntry, Reason, Standing, Verdict, WorkEntry};
use crate::same_work::{self, Described, Mismatch};

/// The version of the format.
const SCHEMA: &str = "kb-links/v1";

/// A run, told: `kb-links/v1`. Its JSON Schema is `schemas/kb-links.schema.json`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Told {
    /// The version of the format: `kb-links/v1`.
    pub schema: &'static str,
    /// Whether the run came to its end.
    pub complete: bool,
    /// What became of each reference, sorted by its id; one result for each of its addresses, and one for each of its works that
    /// has no address, a fault of its own, or another title, year or first author than the record.
    pub results: Vec<ReferenceResult>,
    /// How many results have each verdict.
    pub summary: BTreeMap<Verdict, usize>,
    /// How many requests were made.
    pub requests: u64,
}

/// What became of an address or a work of a reference.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReferenceResult {
    /// The reference's id.
    pub reference: String,
    /// The address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// `doi:…` or `pmid:…`, where the result is about the work itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<String>,
    /// What became of it.
    pub verdict: Verdict,
    /// Why, where the verdict alone does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The last HTTP status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Where the redirects ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_url: Option<String>,
    /// The redirects.
    pub hops: Vec<Hop>,
    /// What became of the quotes.
    pub quotes: Vec<QuoteEntry>,
    /// How the work stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<Standing>,
    /// The notice that says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<Notice>,
    /// Where the services know another work under this identifier than the record has, or a notice about it: both sides. It changes no
    /// verdict; `kb lint` tells it as `mismatched-identifier`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mismatch: Option<Mismatch>,
    /// An archived copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    /// What led to the verdict.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// When it was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<String>", extend("pattern" = crate::schema_file::MOMENT)))]
    pub checked_at: Option<Timestamp>,
    /// Whether it was asked by an earlier run.
    pub from_lock: bool,
}

impl Told {
    /// Tells of the chosen addresses, and of works where `works` says so, from what the lock holds at the end of a run.
    pub fn new(asked: &Asked, lock: &Lock, run: &Run<'_>) -> Self {
        let mut results = Vec::new();
        for cited in &asked.cited {
            let works: Vec<(String, Option<&WorkEntry>)> =
                cited.works().map(|work| (work.clone(), lock.works.get(&work))).collect();
            // What is known of a number that belongs to another work says nothing of this one.
            let known = works
                .iter()
                .filter_map(|(_, entry)| Some(((*entry)?, same_work::standing(cited.into(), (*entry)?))));
            let worst = known.max_by_key(|(_, standing)| *standing);
            let mut has_page = false;
            for url in cited.pages.keys().filter(|url| run.chosen.contains(*url)) {
                has_page = true;
                results.push(page_result(cited, url, lock.pages.get(url), worst, run));
            }
            if !run.works {
                continue;
            }
            for (work, entry) in works {
                let is_faulty = entry.is_some_and(|entry| entry.verdict == Verdict::Broken);
                let result = work_result(cited, work, entry, run);
                if !has_page || is_faulty || result.mismatch.is_some() {
                    results.push(result);
                }
            }
        }
        let mut summary = BTreeMap::new();
        for result in &results {
            *summary.entry(result.verdict).or_default() += 1;
        }
        Self { schema: SCHEMA, complete: run.complete, results, summary, requests: run.requests }
    }

    /// Whether something is broken, drifted or retracted.
    pub fn fails(&self) -> bool {
        self.results.iter().any(|result| result.verdict.fails())
    }
}

impl<'a> From<&'a Cited> for Described<'a> {
    fn from(cited: &'a Cited) -> Self {
        Self {
            title: cited.title.as_deref(),
            year: cited.year,
            authors: &cited.authors,
            container: cited.container.as_deref(),
        }
    }
}

/// What is known of the run itself.
#[derive(Clone, Copy, Debug)]
pub struct Run<'a> {
    /// The addresses that it was about.
    pub chosen: &'a BTreeSet<String>,
    /// Those that it asked, and the works.
    pub asked: &'a BTreeSet<String>,
    /// Whether it was about works also.
    pub works: bool,
    /// Whether it came to its end.
    pub complete: bool,
    /// The requests that were made.
    pub requests: u64,
    /// Why what the lock does not know was not asked.
    pub unasked: Reason,
}

fn page_result(
    cited: &Cited,
    url: &str,
    entry: Option<&PageEntry>,
    work: Option<(&WorkEntry, Option<Standing>)>,
    run: &Run<'_>,
) -> ReferenceResult {
    let mut result = blank(cited, run.unasked);
    result.url = Some(url.to_owned());
    if let Some(entry) = entry {
        result.verdict = entry.verdict;
        result.reason = entry.reason;
        result.status = entry.status;
        result.final_url.clone_from(&entry.final_url);
        result.hops.clone_from(&entry.hops);
        let quotes = cited.pages.get(url);
        result.quotes = entry
            .quotes
            .iter()
            .filter(|known| quotes.is_some_and(|quotes| quotes.contains(&known.quote)))
            .cloned()
            .collect();
        result.archive.clone_from(&entry.archive);
        result.evidence.clone_from(&entry.evidence);
        result.checked_at = Some(entry.checked_at);
        result.from_lock = !run.asked.contains(url);
    }
    if let Some((work, standing)) = work {
        result.standing = standing;
        result.notice = work.notice.clone().filter(|_| standing > Some(Standing::Current));
        // A retracted work is the worst that can be said of a source; a correction only weighs where nothing else is wrong.
        let stands = matches!(result.verdict, Verdict::Ok | Verdict::Moved);
        let verdict = match standing {
            Some(Standing::Retracted) => Some(Verdict::Retracted),
            Some(Standing::Concern) if stands => Some(Verdict::Concern),
            Some(Standing::Corrected) if stands => Some(Verdict::Corrected),
            _ => None,
        };
        if let Some(verdict) = verdict {
            result.verdict = verdict;
            result.reason = None;
            result.evidence.clone_from(&work.evidence);
        }
    }
    result
}

fn work_result(cited: &Cited, work: String, entry: Option<&WorkEntry>, run: &Run<'_>) -> ReferenceResult {
    let mut result = blank(cited, run.unasked);
    if let Some(entry) = entry {
        result.verdict = match entry.standing {
            Some(Standing::Retracted) => Verdict::Retracted,
            Some(Standing::Concern) if entry.verdict == Verdict::Ok => Verdict::Concern,
            Some(Standing::Corrected) if entry.verdict == Verdict::Ok => Verdict::Corrected,
            _ => entry.verdict,
        };
        result.reason = entry.reason;
        result.mismatch = Mismatch::find(cited.into(), entry);
        result.standing = entry.standing;
        result.notice.clone_from(&entry.notice);
        result.evidence.clone_from(&entry.evidence);
        result.checked_at = Some(entry.checked_at);
        result.from_lock = !run.asked.contains(&work);
    }
    result.work = Some(work);
    result
}

fn blank(cited: &Cited, reason: Reason) -> ReferenceResult {
    ReferenceResult {
        reference: cited.reference.clone(),
        url: None,
        work: None,
        verdict: Verdict::Skipped,
        reason: Some(reason),
        status: None,
        final_url: None,
        hops: Vec::new(),
        quotes: Vec::new(),
        standing: None,
        notice: None,
        mismatch: None,
        archive: None,
        evidence: String::new(),
        checked_at: None,
        from_lock: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_file_is_that_of_the_types() {
        crate::schema_file::assert_fresh::<Told>("kb-links", SCHEMA);
    }
}
