//! From what a run saw to what the lock keeps: repeated failures, lifetimes, quotes under the wrong reference.

use std::collections::{BTreeMap, BTreeSet};

use super::quote::{Prepared, misattributed};
use super::{Asked, PageResult};
use crate::count::count;
use crate::lock::{
    Confirmation, Lock, PageEntry, QuoteEntry, QuoteVerdict, Reason, STOOD_BEFORE, Verdict, next_page_check,
};

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

/// A passage that is so much like a quote is what the page says in its place.
const NEAR: f64 = 0.8;

/// So much text is kept; a run over more pages looks for strayed quotes in those that came first, and says which it left out.
const MOST_BYTES: usize = 24 * 1024 * 1024;

/// What the evidence says of pages whose text is not at hand, and how many of them it names.
const UNSEARCHED: &str = "; it was not looked for at ";
const MOST_NAMED: usize = 3;

impl Texts {
    /// Keeps the text of a page.
    pub fn keep(&mut self, url: &str, text: String) {
        if self.bytes + text.len() <= MOST_BYTES {
            self.bytes += text.len();
            self.by_url.insert(url.to_owned(), text);
        }
    }

    /// Looks for quotes that are gone from their pages on the pages of the references that are cited beside theirs. Where one is not
    /// found, and the text of such a page is not at hand, the evidence says so. Returns the addresses whose entries changed.
    pub fn find_strayed(&self, asked: &Asked, lock: &mut Lock) -> BTreeSet<String> {
        let mut pages_of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for cited in &asked.cited {
            pages_of.entry(&cited.reference).or_default().extend(cited.pages.keys().map(String::as_str));
        }
        let mut changed = BTreeSet::new();
        for (url, entry) in &mut lock.pages {
            let mut unsearched = BTreeSet::new();
            // A page that has nothing to do with the record may be the one that the record names by mistake.
            let is_unrelated = entry.reason == Some(Reason::Unrelated);
            let is_lost = |quote: &&mut QuoteEntry| {
                // A page that has nearly these words, or has them and denies them, is the one that the record means. To lead an editor
                // to another page would hide what this one says.
                let is_near = quote.nearest.is_some() && quote.score.is_some_and(|score| score >= NEAR);
                quote.verdict == QuoteVerdict::Gone && !is_near
                    || is_unrelated && quote.verdict == QuoteVerdict::Unverifiable
            };
            let mut has_strayed = false;
            for quote in entry.quotes.iter_mut().filter(is_lost) {
                let beside = asked.beside.get(&quote.quote).into_iter().flatten();
                let pages = beside.flat_map(|reference| {
                    let pages = pages_of.get(reference.as_str()).into_iter().flatten();
                    pages.map(move |page| (reference.as_str(), *page))
                });
                let (kept, missing): (Vec<_>, Vec<_>) = pages
                    .filter(|(_, page)| page != url)
                    .partition(|(_, page)| self.by_url.contains_key(*page));
                let candidates: Vec<(&str, Prepared<'_>)> = kept
                    .into_iter()
                    .filter_map(|(reference, page)| Some((reference, Prepared::new(self.by_url.get(page)?))))
                    .collect();
                let found = misattributed(&quote.quote, candidates.iter().map(|(_, page)| page));
                match found.and_then(|found| candidates.get(found.page)) {
                    Some((reference, _)) => {
                        quote.verdict = QuoteVerdict::Misattributed;
                        quote.found_at = Some((*reference).to_owned());
                        changed.insert(url.clone());
                        has_strayed = true;
                    }
                    None => unsearched.extend(missing.into_iter().map(|(_, page)| page)),
                }
            }
            // Where it stands is known: that needs no second look on another day.
            let is_awaited = entry.verdict == Verdict::Unverifiable && entry.reason.is_none();
            if has_strayed && (is_unrelated || is_awaited) {
                (entry.verdict, entry.reason) = (Verdict::Drifted, None);
                let awaited = entry.evidence.find(STOOD_BEFORE).unwrap_or(entry.evidence.len());
                entry.evidence.truncate(awaited);
            }
            if entry.verdict == Verdict::Drifted && tell_unsearched(entry, &unsearched) {
                changed.insert(url.clone());
            }
        }
        changed
    }
}

/// Makes the evidence name the pages that were not searched, and no others; says whether that changed it.
fn tell_unsearched(entry: &mut PageEntry, pages: &BTreeSet<&str>) -> bool {
    let before = entry.evidence.clone();
    if let Some(at) = entry.evidence.rfind(UNSEARCHED) {
        entry.evidence.truncate(at);
    }
    if !pages.is_empty() {
        let mut named: Vec<String> = pages.iter().take(MOST_NAMED).map(|page| format!("`{page}`")).collect();
        if pages.len() > MOST_NAMED {
            named.push(count(pages.len() - MOST_NAMED, "more page"));
        }
        let last = named.pop().unwrap_or_default();
        let list = if named.is_empty() { last } else { format!("{} and {last}", named.join(", ")) };
        entry.evidence.push_str(&format!("{UNSEARCHED}{list}, whose text this run did not keep"));
    }
    entry.evidence != before
}
