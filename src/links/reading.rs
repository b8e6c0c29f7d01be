//! Reads a page for its facts: text, anchors, and what became of each quote.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::facts::{Page, PageFacts, Reader, Refresh};
use super::page::{self, Unreadable};
use super::quote::{Found, Prepared, find, find_words};
use crate::hexadecimal::hexadecimal;
use crate::lock::{QuoteEntry, QuoteVerdict, Reason};

/// The reader of `kb links`: HTML, XML, PDF and plain text, with the quotes found by [`find`].
#[derive(Clone, Copy, Debug, Default)]
pub struct PageReader;

impl Reader for PageReader {
    fn read(&self, asked: &Page<'_>) -> PageFacts {
        let read = match page::read(asked.body, asked.content_type) {
            Ok(read) => read,
            Err(unreadable) => {
                let reason = match unreadable {
                    Unreadable::NotText(_) => Reason::NotText,
                    Unreadable::PdfWithoutText | Unreadable::EncryptedPdf | Unreadable::BrokenPdf(_) => {
                        Reason::Pdf
                    }
                };
                let quotes = asked.quotes.iter().map(|quote| unverifiable(quote)).collect();
                let unread = Some(unreadable.to_string());
                return PageFacts { quotes, unreadable: Some(reason), unread, ..PageFacts::default() };
            }
        };
        let prepared = (!asked.quotes.is_empty()).then(|| Prepared::new(&read.text));
        let needs_script = read.needs_javascript();
        let whole = asked.whole && read.unread.is_none();
        let quotes = asked.quotes.iter().zip(prepared.iter().cycle());
        let mut quotes: Vec<QuoteEntry> =
            quotes.map(|(quote, page)| entry(quote, look_up(asked, quote, page), whole)).collect();
        let covered = cover(asked, &read, &mut quotes);
        let mut unseen = unseen(asked, &quotes);
        unseen.extend(covered);
        PageFacts {
            title: read.title,
            heading: read.heading,
            ids: read.all_ids.then(|| read.ids.iter().map(|id| id.to_string()).collect()),
            meta_refresh: read.meta_refresh.map(|page::Refresh { seconds, url }| Refresh { seconds, url }),
            base: read.base,
            unseen,
            quotes,
            needs_script,
            has_script: read.scripts > 0,
            has_frame: read.frames > 0,
            description: read.description,
            citation_title: read.citation_title,
            text_hash: Some(hexadecimal(&Sha256::digest(&read.text))),
            text: read.text,
            unreadable: None,
            unread: read.unread,
        }
    }
}

/// Looks a quote up as what it is: what a record quotes must say the same there, what an address names must only be there.
fn look_up(asked: &Page<'_>, quote: &String, page: &Prepared<'_>) -> Found {
    if asked.words.contains(quote) { find_words(quote, page) } else { find(quote, page) }
}

/// The quotes that stand only where the page hides its text. Whether a reader sees them with a click or never, nobody can tell.
fn cover(asked: &Page<'_>, page: &page::Page, quotes: &mut [QuoteEntry]) -> BTreeSet<String> {
    let is_found = |quote: &QuoteEntry| quote.verdict.is_found();
    if page.hidden.is_empty() || !quotes.iter().any(is_found) {
        return BTreeSet::new();
    }
    let text = page.visible();
    let visible = Prepared::new(&text);
    let mut covered = BTreeSet::new();
    for quote in quotes.iter_mut().filter(|quote| is_found(quote)) {
        if !look_up(asked, &quote.quote, &visible).is_found() {
            covered.insert(quote.quote.clone());
            *quote = unverifiable(&quote.quote);
        }
    }
    covered
}

/// The quotes that nothing of the text is near to, and that stand where no reader sees them.
fn unseen(asked: &Page<'_>, quotes: &[QuoteEntry]) -> BTreeSet<String> {
    let missing = |quote: &&QuoteEntry| quote.verdict == QuoteVerdict::Gone && quote.nearest.is_none();
    let mut missing = quotes.iter().filter(missing).peekable();
    if missing.peek().is_none() {
        return BTreeSet::new();
    }
    let text = page::unseen_text(asked.body, asked.content_type);
    let page = Prepared::new(&text);
    let stands = |quote: &&QuoteEntry| match find(&quote.quote, &page) {
        // In a script a sentence has no beginning and no end.
        Found::Gone { score, .. } => score >= 1.0,
        _ => true,
    };
    missing.filter(stands).map(|quote| quote.quote.clone()).collect()
}

/// What became of a quote, for the lock. A quote that is not in the first part of a page too long to be read whole may be in the rest.
fn entry(quote: &str, found: Found, whole: bool) -> QuoteEntry {
    let (verdict, score, nearest) = match found {
        Found::Exact { .. } => (QuoteVerdict::Exact, None, None),
        Found::Folded { .. } => (QuoteVerdict::Folded, None, None),
        Found::Approximate { score, .. } => (QuoteVerdict::Approximate, Some(rounded(score)), None),
        Found::Gone { .. } if !whole => return unverifiable(quote),
        // A letter that the fonts of a PDF do not tell may be the one that is missed.
        Found::Gone { nearest: Some(nearest), .. } if nearest.text.contains(char::REPLACEMENT_CHARACTER) => {
            return unverifiable(quote);
        }
        Found::Gone { score, nearest, .. } => {
            (QuoteVerdict::Gone, Some(rounded(score)), nearest.map(|nearest| nearest.text))
        }
    };
    QuoteEntry { quote: quote.to_owned(), verdict, score, nearest, found_at: None }
}

fn unverifiable(quote: &str) -> QuoteEntry {
    let verdict = QuoteVerdict::Unverifiable;
    QuoteEntry { quote: quote.to_owned(), verdict, score: None, nearest: None, found_at: None }
}

/// To thousandths: more digits say nothing, and change from version to version.
fn rounded(score: f64) -> f64 {
    (score * 1000.0).round() / 1000.0
}
