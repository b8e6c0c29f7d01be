//! Quotes that are gone from their page, checked on the pages of the references beside theirs.
#![cfg(feature = "links")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::collections::{BTreeMap, BTreeSet};

use massage_kb::links::{Asked, Cited, Texts};
use massage_kb::lock::{Lock, PageEntry, QuoteVerdict};

const QUOTE: &str = "massage did not reduce the soreness of runners";

fn cited(reference: &str) -> Cited {
    let pages = BTreeMap::from([(format!("https://{reference}.org/"), BTreeSet::new())]);
    Cited { reference: reference.to_owned(), pages, ..Cited::default() }
}

/// A claim that cites `own` with the quote, and `beside` beside it.
fn asked(beside: &[&str]) -> Asked {
    let cited = ["own"].iter().chain(beside).map(|reference| cited(reference)).collect();
    let beside = beside.iter().map(|reference| (*reference).to_owned()).collect();
    Asked { cited, beside: BTreeMap::from([(QUOTE.to_owned(), beside)]), ..Asked::default() }
}

fn lock() -> Lock {
    let entry: PageEntry = serde_json::from_value(serde_json::json!({
        "url": "https://own.org/", "verdict": "drifted", "checked_at": "2026-01-01T00:00:00Z", "next": "2026-01-02T00:00:00Z",
        "quotes": [{"quote": QUOTE, "verdict": "gone"}], "evidence": "the page no longer says it",
    }))
    .unwrap();
    Lock { pages: BTreeMap::from([(entry.url.clone(), entry)]), ..Lock::default() }
}

fn own(lock: &Lock) -> &PageEntry {
    &lock.pages["https://own.org/"]
}

#[test]
fn a_quote_on_a_page_beside_is_misattributed() {
    let mut texts = Texts::default();
    texts.keep(
        "https://other.org/",
        "In this trial massage did not reduce the soreness of runners.".to_owned(),
    );
    let mut lock = lock();
    assert_eq!(texts.find_strayed(&asked(&["other"]), &mut lock).len(), 1);
    assert_eq!(own(&lock).quotes[0].verdict, QuoteVerdict::Misattributed);
    assert_eq!(own(&lock).quotes[0].found_at.as_deref(), Some("other"));
    assert_eq!(own(&lock).evidence, "the page no longer says it");
}

/// Whoever followed such a hint would take away the source that speaks against the claim.
#[test]
fn a_page_that_denies_the_words_is_not_swapped_for_one_that_has_them() {
    let mut texts = Texts::default();
    texts.keep(
        "https://other.org/",
        "In this trial massage did not reduce the soreness of runners.".to_owned(),
    );
    for (score, strayed) in [(0.95, 0), (0.4, 1)] {
        let mut lock = lock();
        for entry in lock.pages.values_mut() {
            entry.quotes[0].score = Some(score);
            entry.quotes[0].nearest = Some("massage did reduce the soreness of runners".to_owned());
        }
        assert_eq!(texts.find_strayed(&asked(&["other"]), &mut lock).len(), strayed, "{score}");
    }
}

#[test]
fn a_page_that_was_not_kept_is_named() {
    let mut texts = Texts::default();
    texts.keep("https://first.org/", "other words".to_owned());
    texts.keep("https://large.org/", "x".repeat(24 * 1024 * 1024));
    texts.keep("https://small.org/", "a page that still fits".to_owned());
    let mut lock = lock();
    let asked = asked(&["first", "large", "never-read", "small"]);
    assert_eq!(texts.find_strayed(&asked, &mut lock).len(), 1);
    assert_eq!(own(&lock).quotes[0].verdict, QuoteVerdict::Gone);
    let evidence = own(&lock).evidence.clone();
    assert_eq!(
        evidence,
        "the page no longer says it; it was not looked for at `https://large.org/` and `https://never-read.org/`, whose text this run \
         did not keep"
    );
    // Said once, however often it is looked for.
    assert_eq!(texts.find_strayed(&asked, &mut lock).len(), 0);
    assert_eq!(own(&lock).evidence, evidence);
    // And no more when all pages were searched.
    let mut texts = Texts::default();
    for page in ["first", "large", "never-read", "small"] {
        texts.keep(&format!("https://{page}.org/"), "other words".to_owned());
    }
    assert_eq!(texts.find_strayed(&asked, &mut lock).len(), 1);
    assert_eq!(own(&lock).evidence, "the page no longer says it");
}
