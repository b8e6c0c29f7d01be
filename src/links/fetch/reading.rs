//! Hands a body to the reader of pages.

use std::sync::Arc;

use reqwest::header::{CONTENT_TYPE, HeaderMap};

use super::super::facts::{Page, PageFacts};
use super::{Answer, BodyEnd, Chain, Context, Wanted};
use crate::lock::Reason;

/// Has the page read, on a thread where that may take its time.
pub(super) async fn read(
    context: &Arc<Context>,
    chain: &Chain,
    wanted: &Wanted,
    answer: &mut Answer,
) -> Option<Box<PageFacts>> {
    // The semaphore is never closed.
    let _permit = context.readers.acquire().await.ok()?;
    let (reader, url) = (Arc::clone(&context.reader), chain.url.clone());
    let Wanted { quotes, words, .. } = wanted.clone();
    let content_type =
        answer.headers.get(CONTENT_TYPE).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let whole = answer.body.end == BodyEnd::Whole && answer.status != 206;
    let body = std::mem::take(&mut answer.body.bytes);
    let read = tokio::task::spawn_blocking(move || {
        let content_type = content_type.as_deref();
        let page = Page { url: &url, content_type, body: &body, whole, quotes: &quotes, words: &words };
        let facts = reader.read(&page);
        (facts, body)
    });
    let Ok((facts, body)) = read.await else {
        // A page on which the reader panics is one without text, and its body went down with the reader.
        answer.body.end = BodyEnd::Unread;
        return Some(Box::new(PageFacts { unreadable: Some(Reason::NotText), ..PageFacts::default() }));
    };
    answer.body.bytes = body;
    Some(Box::new(facts))
}

/// Whether a body is text, as far as its type says; a body without type is taken for HTML, as browsers do.
pub(super) fn is_textual(headers: &HeaderMap) -> bool {
    let Some(content_type) = headers.get(CONTENT_TYPE) else { return true };
    let content_type = String::from_utf8_lossy(content_type.as_bytes()).to_ascii_lowercase();
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    kind.is_empty() || kind.starts_with("text/") || kind.ends_with("xml") || kind.ends_with("json")
}
