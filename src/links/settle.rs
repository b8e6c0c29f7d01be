//! From what a run saw to what the lock keeps: repeated failures, lifetimes, quotes under the wrong reference.

use std::collections::{BTreeMap, BTreeSet};

use super::quote::{Prepared, misattributed};
use super::{Asked, PageResult};
use crate::lock::{Confirmation, Lock, PageEntry, QuoteVerdict, Verdict, next_page_check};

/// The entry for the lock, given what it held before and which quotes are cited from the page now.
pub fn settle(
    result: PageResult,
    earlier: Option<&PageEntry>,
    quotes: &BTreeSet<String>,
    confirmation: &Confirmation,
) -> PageEntry {
    let PageResult { mut entry, not_before, not_modified, .. } = result;
    if not_modified {
        entry.quotes.retain(|known| quotes.contains(&known.quote));
        // The quote that was gone is cited no more.
        if entry.verdict == Verdict::Drifted && entry.quotes.iter().all(|known| known.verdict.is_found()) {
            entry.verdict = Verdict::Ok;
        }
    }
    // To the second: more says nothing, and makes long lines.
    entry.checked_at = jiff::Timestamp::from_second(entry.checked_at.as_second()).unwrap_or(entry.checked_at);
    for quote in entry.quotes.iter_mut().filter(|quote| quote.verdict == QuoteVerdict::Gone) {
        let before = earlier.and_then(|entry| entry.quotes.iter().find(|known| known.quote == quote.quote));
        // Where it stands instead is not read in each run.
        let elsewhere = [QuoteVerdict::Misattributed, QuoteVerdict::Archived];
        if let Some(before) = before.filter(|known| elsewhere.contains(&known.verdict)) {
            quote.verdict = before.verdict;
            quote.found_at.clone_from(&before.found_at);
        }
    }
    entry.quotes.sort_by(|one, other| one.quote.cmp(&other.quote));
    entry.archive = entry.archive.or_else(|| earlier?.archive.clone());
    confirmation.page(earlier, &mut entry);
    entry.next = next_page_check(&entry.url, entry.verdict, entry.checked_at, not_before);
    entry
}

/// The texts of pages that were read in a run, kept for quotes that may stand under another reference.
#[derive(Debug, Default)]
pub struct Texts {
    by_url: BTreeMap<String, String>,
    bytes: usize,
}

/// So much text is kept; a run over more pages looks for strayed quotes in those that came first.
const MOST_BYTES: usize = 24 * 1024 * 1024;

impl Texts {
    /// Keeps the text of a page.
    pub fn keep(&mut self, url: &str, text: String) {
        if self.bytes + text.len() <= MOST_BYTES {
            self.bytes += text.len();
            self.by_url.insert(url.to_owned(), text);
        }
    }

    /// Looks for quotes that are gone from their pages on the pages of the references that are cited beside theirs. Returns the
    /// addresses whose entries changed.
    pub fn find_strayed(&self, asked: &Asked, lock: &mut Lock) -> BTreeSet<String> {
        let pages_of: BTreeMap<&str, Vec<&str>> = asked
            .cited
            .iter()
            .map(|cited| (cited.reference.as_str(), cited.pages.keys().map(String::as_str).collect()))
            .collect();
        let mut changed = BTreeSet::new();
        for (url, entry) in &mut lock.pages {
            for quote in entry.quotes.iter_mut().filter(|quote| quote.verdict == QuoteVerdict::Gone) {
                let beside = asked.beside.get(&quote.quote).into_iter().flatten();
                let candidates: Vec<(&str, Prepared<'_>)> = beside
                    .flat_map(|reference| {
                        pages_of
                            .get(reference.as_str())
                            .into_iter()
                            .flatten()
                            .map(move |page| (reference, *page))
                    })
                    .filter(|(_, page)| page != url)
                    .filter_map(|(reference, page)| {
                        Some((reference.as_str(), Prepared::new(self.by_url.get(page)?)))
                    })
                    .collect();
                let found = misattributed(&quote.quote, candidates.iter().map(|(_, page)| page));
                if let Some((reference, _)) = found.and_then(|found| candidates.get(found.page)) {
                    quote.verdict = QuoteVerdict::Misattributed;
                    quote.found_at = Some((*reference).to_owned());
                    changed.insert(url.clone());
                }
            }
        }
        changed
    }
}
