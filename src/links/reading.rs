//! Reads a page for its facts: text, anchors, and what became of each quote.

use sha2::{Digest, Sha256};

use super::facts::{Page, PageFacts, Reader, Refresh};
use super::page::{self, Unreadable};
use super::quote::{Found, Prepared, find};
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
        let whole = asked.whole && read.unread.is_none();
        let quotes = asked.quotes.iter().zip(prepared.iter().cycle());
        PageFacts {
            title: read.title,
            heading: read.heading,
            ids: read.all_ids.then(|| read.ids.iter().map(|id| id.to_string()).collect()),
            meta_refresh: read.meta_refresh.map(|page::Refresh { seconds, url }| Refresh { seconds, url }),
            base: read.base,
            quotes: quotes.map(|(quote, page)| entry(quote, find(quote, page), whole)).collect(),
            text_hash: Some(hexadecimal(&Sha256::digest(&read.text))),
            text: read.text,
            unreadable: None,
            unread: read.unread,
        }
    }
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
