//! Conditional requests: a page that has not changed is not sent again, and keeps what was said of it.

use massage_kb::lock::{Lock, PageEntry, QuoteVerdict, Verdict};

use crate::server::{Ask, Reply, Server, fine, html, reply, to};
use crate::{job, run, settings, told};

const QUOTE: &str = "Massage eases pain for a while.";

fn tagged(ask: &Ask) -> Reply {
    if ask.header("if-none-match") == "\"one\"" { reply(304) } else { fine().header("etag", "\"one\"") }
}

/// A lock as a first run leaves it.
async fn first(url: &str, quotes: &[&str]) -> (Lock, PageEntry) {
    let (results, _) = run(&settings(), vec![job(url, quotes)], &Lock::default()).await;
    let entry = results[url].entry.clone();
    let mut lock = Lock::default();
    lock.pages.insert(url.to_owned(), entry.clone());
    (lock, entry)
}

#[tokio::test]
async fn a_page_that_has_not_changed_keeps_its_verdict_and_its_quotes() {
    let server = Server::start(tagged).await;
    let url = server.url("/x#top");
    let (lock, before) = first(&url, &[QUOTE]).await;
    assert_eq!((before.etag.as_deref(), before.quotes[0].verdict), (Some("\"one\""), QuoteVerdict::Exact));
    let (results, summary) = run(&settings(), vec![job(&url, &[QUOTE])], &lock).await;
    let result = &results[&url];
    assert!(result.not_modified && result.facts.is_none());
    let fresh = PageEntry { checked_at: result.entry.checked_at, next: result.entry.next, ..before.clone() };
    assert_eq!(result.entry, fresh);
    assert!(result.entry.checked_at > before.checked_at);
    assert_eq!(summary.requests, 1);
}

#[tokio::test]
async fn a_drifted_quote_stays_drifted() {
    let server = Server::start(tagged).await;
    let url = server.url("/x");
    let (lock, _) = first(&url, &["Massage cures."]).await;
    let (results, _) = run(&settings(), vec![job(&url, &["Massage cures."])], &lock).await;
    assert_eq!((told(&results[&url]).as_str(), results[&url].not_modified), ("drifted", true));
}

#[tokio::test]
async fn a_new_quote_needs_the_whole_page() {
    let server = Server::start(tagged).await;
    let url = server.url("/x");
    let (lock, _) = first(&url, &[QUOTE]).await;
    let (results, _) = run(&settings(), vec![job(&url, &[QUOTE, "Massage"])], &lock).await;
    assert_eq!((told(&results[&url]).as_str(), results[&url].not_modified), ("ok", false));
    assert_eq!(server.asks()[1].header("if-none-match"), "");
}

#[tokio::test]
async fn a_date_does_where_there_is_no_tag() {
    const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    let server = Server::start(|ask| {
        if ask.header("if-modified-since") == DATE {
            reply(304)
        } else {
            fine().header("last-modified", DATE)
        }
    })
    .await;
    let url = server.url("/x");
    let (lock, _) = first(&url, &[]).await;
    let (results, _) = run(&settings(), vec![job(&url, &[])], &lock).await;
    assert!(results[&url].not_modified);
}

#[tokio::test]
async fn the_tag_goes_to_the_page_and_not_to_the_redirect() {
    let server = Server::start(|ask| if ask.path == "/x" { to(301, "/y") } else { tagged(ask) }).await;
    let url = server.url("/x");
    let (lock, before) = first(&url, &[]).await;
    assert_eq!(before.verdict, Verdict::Moved);
    let (results, _) = run(&settings(), vec![job(&url, &[])], &lock).await;
    assert_eq!((told(&results[&url]).as_str(), results[&url].not_modified), ("moved", true));
    let asks = server.asks();
    let tags: Vec<_> = asks[2..].iter().map(|ask| (ask.path.as_str(), ask.header("if-none-match"))).collect();
    assert_eq!(tags, [("/x", ""), ("/y", "\"one\"")]);
}

#[tokio::test]
async fn a_page_that_changed_is_judged_anew() {
    let server = Server::start(|ask| match ask.before {
        0 => fine().header("etag", "\"one\""),
        _ => html(200, "<title>Massage</title><p>Massage does nothing.</p>").header("etag", "\"two\""),
    })
    .await;
    let url = server.url("/x");
    let (lock, _) = first(&url, &[QUOTE]).await;
    let (results, _) = run(&settings(), vec![job(&url, &[QUOTE])], &lock).await;
    assert_eq!(
        (told(&results[&url]).as_str(), results[&url].entry.etag.as_deref()),
        ("drifted", Some("\"two\""))
    );
}

#[tokio::test]
async fn a_failure_is_asked_again_without_conditions() {
    let server =
        Server::start(|ask| if ask.before == 0 { reply(404).header("etag", "\"one\"") } else { tagged(ask) })
            .await;
    let url = server.url("/x");
    let (lock, _) = first(&url, &[]).await;
    let (results, _) = run(&settings(), vec![job(&url, &[])], &lock).await;
    assert_eq!((told(&results[&url]).as_str(), results[&url].not_modified), ("ok", false));
}
