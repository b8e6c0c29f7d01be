//! A stand-in for the reader of pages: just enough HTML for the pages of these tests.

use std::collections::BTreeSet;

use massage_kb::links::{Page, PageFacts, Refresh};
use massage_kb::lock::{QuoteEntry, QuoteVerdict, Reason};

pub(crate) fn read(page: &Page<'_>) -> PageFacts {
    let content_type = page.content_type.unwrap_or("text/html").to_lowercase();
    if content_type.contains("application/pdf") {
        return PageFacts {
            unreadable: Some(Reason::Pdf),
            quotes: quotes(page, None),
            ..PageFacts::default()
        };
    }
    assert!(!page.body.starts_with(b"PANIC"), "a page that the reader stumbles over");
    let source = if content_type.contains("latin1") {
        page.body.iter().copied().map(char::from).collect()
    } else {
        String::from_utf8_lossy(page.body).into_owned()
    };
    let text = text(&source);
    PageFacts {
        title: between(&source, "<title>", "</title>").map(str::to_owned),
        heading: between(&source, "<h1>", "</h1>").map(str::to_owned),
        ids: Some(ids(&source)),
        meta_refresh: refresh(&source),
        quotes: quotes(page, Some(&text)),
        text_hash: Some(format!("{:x}", text.len())),
        text,
        unreadable: None,
    }
}

fn between<'a>(source: &'a str, start: &str, end: &str) -> Option<&'a str> {
    source.split_once(start)?.1.split_once(end).map(|(inside, _)| inside)
}

fn text(source: &str) -> String {
    let source = source.split_once("</title>").map_or(source, |(_, rest)| rest);
    let mut text = String::new();
    for (number, piece) in source.split('<').enumerate() {
        let (tag, rest) =
            if number == 0 { ("", piece) } else { piece.split_once('>').unwrap_or((piece, "")) };
        if !tag.starts_with("script") && !tag.starts_with("noscript") {
            text.push_str(rest);
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn ids(source: &str) -> BTreeSet<String> {
    source
        .split("id=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(id, _)| id.to_owned())
        .collect()
}

fn refresh(source: &str) -> Option<Refresh> {
    let content = between(source, "<meta http-equiv=\"refresh\" content=\"", "\"")?;
    let (seconds, url) = content.split_once(";url=")?;
    Some(Refresh { seconds: seconds.parse().unwrap(), url: url.to_owned() })
}

fn quotes(page: &Page<'_>, text: Option<&str>) -> Vec<QuoteEntry> {
    let verdict = |quote: &str| match text {
        Some(text) if text.contains(quote) => QuoteVerdict::Exact,
        Some(_) => QuoteVerdict::Gone,
        None => QuoteVerdict::Unverifiable,
    };
    let entry = |quote: &String| QuoteEntry {
        quote: quote.clone(),
        verdict: verdict(quote),
        score: None,
        nearest: None,
        found_at: None,
    };
    page.quotes.iter().map(entry).collect()
}
