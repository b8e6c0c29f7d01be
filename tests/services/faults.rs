use std::time::Duration;

use massage_kb::links::services::{WorkQuery, check_works};
use massage_kb::lock::Lock;
use tokio::sync::Notify;

use super::crossref::works;
use super::server::{Reply, Server, reply};
use super::{NOW, run, settings, told};

const WORK: &str = "doi:10.1000/retracted";

fn dois(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("doi:10.1000/{number:04}")).collect()
}

#[tokio::test]
async fn what_may_pass_is_asked_again() {
    let crossref = Server::start(|ask| match ask.before {
        0 => Reply::hang(),
        1 => reply(503),
        _ => works(ask),
    })
    .await;
    let mut settings = settings();
    settings.http.total_timeout = Duration::from_millis(200);
    settings.crossref = Some(crossref.url(""));
    let (results, summary) = run(&settings, &[WORK]).await;
    assert_eq!(
        (told(&results, WORK).as_str(), summary.requests, summary.failures.len()),
        ("retracted", 3, 0)
    );
}

#[tokio::test]
async fn what_does_not_pass_is_told_with_its_reason() {
    let html = |length: usize| {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{{\"message\":"
        )
    };
    let long = hyper::body::Bytes::from(vec![0; 200 << 20]);
    let fakes = [
        (Server::start(|_| Reply::hang()).await, "unverifiable/time-out", 3),
        (
            Server::start(|_| reply(200).drip("{\"message\": {", Duration::from_millis(20))).await,
            "unverifiable/time-out",
            3,
        ),
        (Server::start(|_| reply(500)).await, "unverifiable/5xx", 3),
        (Server::resets().await, "unverifiable/reset", 3),
        (Server::raw(html(1000)).await, "unverifiable/reset", 3),
        (Server::raw("no HTTP at all\r\n\r\n").await, "unverifiable/bad-answer", 1),
        (Server::nobody().await, "unverifiable/refused", 0),
        // What is read of it is no more than the cap, and it is not asked for again.
        (Server::start(move |_| reply(200).body(long.clone())).await, "unverifiable/too-large", 1),
        (Server::start(|_| reply(200).body("Service is being updated")).await, "unverifiable/bad-answer", 1),
        (Server::start(|_| reply(200)).await, "unverifiable/bad-answer", 1),
        (Server::start(|ask| super::server::to(302, &ask.path)).await, "unverifiable/redirect-loop", 6),
    ];
    for (server, verdict, requests) in fakes {
        let mut settings = settings();
        settings.http.total_timeout = Duration::from_millis(300);
        settings.crossref = Some(server.url(""));
        let (results, summary) = run(&settings, &[WORK]).await;
        assert_eq!(told(&results, WORK), verdict, "{}", results[WORK].entry.evidence);
        assert_eq!((server.asks().len(), summary.failures["Crossref"]), (requests, 1), "{verdict}");
        assert!(results[WORK].entry.evidence.starts_with("Crossref: "));
        assert!(results[WORK].entry.evidence.len() < 300, "{}", results[WORK].entry.evidence);
    }
}

#[tokio::test]
async fn after_three_refusals_in_a_row_a_service_is_left_in_peace() {
    let crossref = Server::start(|ask| if ask.before == 1 { works(ask) } else { reply(503) }).await;
    let mut settings = settings();
    settings.http.retries = 0;
    settings.crossref = Some(crossref.url(""));
    let works = dois(8 * 50);
    let (results, summary) = run(&settings, &works.iter().map(String::as_str).collect::<Vec<_>>()).await;
    // An answer in between sets the count back.
    assert_eq!((crossref.asks().len(), summary.requests), (5, 5));
    let count = |verdict: &str| works.iter().filter(|work| told(&results, work) == verdict).count();
    assert_eq!((count("ok"), count("unverifiable/5xx"), count("unverifiable/circuit-open")), (50, 200, 150));
    let rest = results
        .values()
        .find(|result| result.entry.reason.is_some_and(|reason| reason.name() == "circuit-open"));
    let evidence = &rest.unwrap().entry.evidence;
    assert!(evidence.contains("it failed 3 times in a row and was left alone"), "{evidence}");
}

#[tokio::test]
async fn a_short_retry_after_is_waited_for_and_a_long_one_is_not() {
    // A back-off of an hour would end the run: what is waited for is what the service says.
    let crossref =
        Server::start(|ask| if ask.before == 0 { reply(429).header("retry-after", "0") } else { works(ask) })
            .await;
    let mut settings = settings();
    settings.http.back_off = Duration::from_secs(3600);
    settings.crossref = Some(crossref.url(""));
    let (results, summary) = run(&settings, &[WORK]).await;
    assert_eq!((told(&results, WORK).as_str(), summary.requests), ("retracted", 2));
    let crossref = Server::start(|_| {
        reply(503)
            .header("retry-after", "Sun, 22 Nov 2026 14:00:00 GMT")
            .header("date", "Sun, 22 Nov 2026 12:00:00 GMT")
    })
    .await;
    settings.crossref = Some(crossref.url(""));
    let (results, summary) = run(&settings, &[WORK]).await;
    assert_eq!((told(&results, WORK).as_str(), summary.requests), ("unverifiable/5xx", 1));
    let next = results[WORK].entry.next.to_string();
    assert!(next.starts_with("2026-11-22T14:00:0"), "{next}");
}

#[tokio::test]
async fn cancelling_keeps_what_was_learned() {
    let crossref = Server::start(|ask| if ask.before == 0 { works(ask) } else { Reply::hang() }).await;
    let mut settings = settings();
    settings.http.total_timeout = Duration::from_secs(60);
    settings.crossref = Some(crossref.url(""));
    let queries = dois(120).iter().map(|work| WorkQuery::new(work)).collect();
    let (learned, enough) = (std::cell::RefCell::new(Vec::new()), Notify::new());
    let keep = |result: massage_kb::links::services::WorkResult| {
        learned.borrow_mut().push(result.entry);
        enough.notify_one();
    };
    let earlier = Lock::default();
    let run = check_works(&settings, queries, None, &earlier, NOW.parse().unwrap(), keep, enough.notified());
    let summary = run.await.unwrap();
    assert!(summary.cancelled);
    assert_eq!((summary.results, summary.unfinished), (50, 70));
    assert_eq!(learned.borrow().len(), 50);
    assert!(learned.borrow().iter().all(|entry| entry.verdict.name() == "ok"));
}
