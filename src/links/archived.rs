//! What is gone from a page, looked up in the archived copy nearest to the day on which the page was read.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Asked;
use super::page;
use super::quote::{Prepared, find};
use super::services::Archive;
use crate::lock::{Lock, PageEntry, QuoteVerdict, Verdict};

/// Finds copies of pages that a run found broken, or that lost a quote, among the addresses in `done`. A quote that stands in the
/// copy is `archived`. Returns the addresses whose entries changed. A failing archive changes nothing.
pub async fn find_archived(
    archive: &Archive,
    asked: &Asked,
    done: &BTreeSet<String>,
    lock: &mut Lock,
) -> BTreeSet<String> {
    let days: BTreeMap<&str, Date> = asked
        .cited
        .iter()
        .filter_map(|cited| Some((cited, cited.accessed?)))
        .flat_map(|(cited, day)| cited.pages.keys().map(move |url| (url.as_str(), day)))
        .collect();
    let mut changed = BTreeSet::new();
    for (url, day) in days {
        let Some(entry) = lock.pages.get_mut(url).filter(|_| done.contains(url)) else { continue };
        let is_lost = entry.quotes.iter().any(|quote| quote.verdict == QuoteVerdict::Gone);
        if (is_lost || entry.verdict == Verdict::Broken) && look(archive, day, entry).await {
            changed.insert(url.to_owned());
        }
    }
    changed
}

/// A copy that was taken so many years before or after a page was read may still be that page.
const MOST_YEARS: u16 = 5;

/// Looks one page up; says whether that changed its entry.
async fn look(archive: &Archive, day: Date, entry: &mut PageEntry) -> bool {
    let Ok(Some(copy)) = archive.nearest(&entry.url, day).await else { return false };
    // What a page said in another decade is not what was read.
    let years = copy.day().map(|taken| taken.year().abs_diff(day.year()));
    if years.is_none_or(|years| years > MOST_YEARS) {
        return false;
    }
    let is_new = entry.archive.as_ref() != Some(&copy.url);
    entry.archive = Some(copy.url.clone());
    let mut lost: Vec<_> =
        entry.quotes.iter_mut().filter(|quote| quote.verdict == QuoteVerdict::Gone).collect();
    if lost.is_empty() {
        return is_new;
    }
    let Ok(archived) = archive.page(&copy).await else { return is_new };
    let Ok(read) = page::read(&archived.bytes, archived.content_type.as_deref()) else { return is_new };
    let prepared = Prepared::new(&read.text);
    let mut found = false;
    for quote in &mut lost {
        if find(&quote.quote, &prepared).is_found() {
            quote.verdict = QuoteVerdict::Archived;
            quote.found_at = Some(copy.url.clone());
            found = true;
        }
    }
    is_new || found
}
