//! What hosts ask for is done: pauses, intervals, peace after refusals. The exact instants are tested in virtual time beside the code.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use massage_kb::links::{Asked, Choice, Cited, PageResult, Plan, check, settle};
use massage_kb::lock::{Confirmation, Lock, Verdict};

use crate::server::{Server, fine, reply, to};
use crate::{job, reader, run, settings, told};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_that_wants_an_hour_is_not_waited_for() {
    let closed = Server::start(|_| reply(429).header("retry-after", "3600")).await;
    let mut jobs: Vec<_> = (0..200).map(|page| job(&closed.url(&format!("/{page}")), &[])).collect();
    let open = Server::start(|_| fine()).await;
    jobs.push(job(&open.url("/x"), &[]));
    let (results, _) = run(&settings(), jobs, &Lock::default()).await;
    assert!(closed.asks().len() <= 2, "{} requests, of which two may run at once", closed.asks().len());
    assert_eq!(told(&results[&open.url("/x")]), "ok");
    let mut told_so = 0;
    for result in results.values().filter(|result| result.entry.url != open.url("/x")) {
        let wait = result.not_before.unwrap().duration_since(result.entry.checked_at).as_secs();
        assert!((3590..=3600).contains(&wait), "{wait}");
        assert_eq!(result.entry.next, result.not_before.unwrap());
        match told(result).as_str() {
            "unverifiable/429" => told_so += 1,
            other => assert_eq!(other, "unverifiable/circuit-open", "{}", result.entry.evidence),
        }
    }
    assert_eq!(told_so, closed.asks().len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_that_refuses_three_times_is_left_in_peace() {
    let wall = reply(403).header("cf-mitigated", "challenge");
    for (answer, asks) in [(reply(503), 3), (reply(999), 3), (wall, 3), (reply(403), 12)] {
        let server = Server::start(move |_| answer.clone()).await;
        let mut settings = settings();
        settings.per_host = 1;
        let jobs = (0..20).map(|page| job(&server.url(&format!("/{page:02}")), &[])).collect();
        let (results, summary) = run(&settings, jobs, &Lock::default()).await;
        assert_eq!((server.asks().len(), summary.requests), (asks, asks as u64));
        let open = results.values().filter(|result| told(result) == "unverifiable/circuit-open").count();
        assert_eq!(open, 20 - asks);
        assert!(results.values().all(|result| result.entry.verdict == Verdict::Unverifiable));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_are_forbidden_do_not_hide_their_neighbours() {
    let server = Server::start(|ask| if ask.path.as_str() < "/04" { reply(403) } else { fine() }).await;
    let mut settings = settings();
    settings.per_host = 1;
    let jobs = (0..12).map(|page| job(&server.url(&format!("/{page:02}")), &[])).collect();
    let (results, _) = run(&settings, jobs, &Lock::default()).await;
    let told: Vec<String> = results.values().map(told).collect();
    assert!(told[..4].iter().all(|told| told == "unverifiable/403"), "{told:?}");
    assert!(told[4..].iter().all(|told| told == "ok"), "{told:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_asked_least_lately_comes_first() {
    // Nine pages fail, three of them end a run; in the order of the alphabet they would be asked first for ever.
    let server = Server::start(|ask| if ask.path.as_str() < "/09" { reply(503) } else { fine() }).await;
    let urls: Vec<String> = (0..20).map(|page| server.url(&format!("/{page:02}"))).collect();
    let pages = urls.iter().map(|url| (url.clone(), BTreeSet::new())).collect();
    let cited = vec![Cited { reference: "one".into(), pages, ..Cited::default() }];
    let asked = Asked { cited, ..Asked::default() };
    let (mut lock, mut settings) = (Lock::default(), settings());
    (settings.per_host, settings.retries) = (1, 0);
    let mut read = Vec::new();
    for day in 1..=5_i64 {
        let start: Timestamp = "2026-11-01T12:00:00Z".parse().unwrap();
        let now = start + SignedDuration::from_hours(48 * day);
        settings.started = Some(now);
        let jobs = Plan::new(&asked, &lock, &Choice::default(), now).jobs;
        let (results, _) = run(&settings, jobs, &lock).await;
        for (url, result) in results {
            let entry = settle(result, lock.pages.get(&url), &BTreeSet::new(), &Confirmation::default());
            lock.pages.insert(url, entry);
        }
        read.push(lock.pages.values().filter(|page| page.last_ok.is_some()).count());
    }
    assert_eq!(read, [0, 0, 0, 11, 11], "each run asks on where the last one ended");
    let asks: Vec<String> = server.asks().iter().map(|ask| ask.path.clone()).collect();
    assert_eq!(asks[..9], ["/00", "/01", "/02", "/03", "/04", "/05", "/06", "/07", "/08"]);
    assert_eq!(asks[20..23], ["/00", "/01", "/02"], "and then those that it asked least lately");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_the_server_asked_for_is_kept_as_its_wish() {
    let server = Server::start(|_| reply(429)).await;
    let other = Server::start(|_| reply(503).header("retry-after", "3600")).await;
    let jobs = vec![job(&server.url("/x"), &[]), job(&other.url("/y"), &[])];
    let (results, summary) = run(&settings(), jobs, &Lock::default()).await;
    let (silent, asking) = (&results[&server.url("/x")], &results[&other.url("/y")]);
    assert_eq!((told(silent).as_str(), silent.not_before), ("unverifiable/429", None));
    assert_eq!(told(asking), "unverifiable/5xx");
    assert!(asking.not_before.is_some());
    assert_eq!(summary.requests, 4, "three attempts at the first, one at the second");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_are_gone_are_no_refusals() {
    let server = Server::start(|_| reply(404)).await;
    let jobs = (0..20).map(|page| job(&server.url(&format!("/{page:02}")), &[])).collect();
    let (results, summary) = run(&settings(), jobs, &Lock::default()).await;
    assert_eq!(summary.requests, 20);
    assert!(results.values().all(|result| told(result) == "broken/404"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn redirects_wait_in_the_queue_of_the_host_they_lead_to() {
    let target = Server::start(|_| reply(503).header("retry-after", "3600")).await;
    let mut jobs = Vec::new();
    for _ in 0..10 {
        let place = target.url("/x");
        let source = Server::start(move |_| to(302, &place)).await;
        jobs.push(job(&source.url("/x"), &[]));
    }
    let mut settings = settings();
    // Ten hosts lead to one: what they would ask of it comes one by one, and not at all once it wants peace.
    settings.per_host = 1;
    let (results, summary) = run(&settings, jobs, &Lock::default()).await;
    assert_eq!((target.asks().len(), summary.requests), (1, 11));
    assert_eq!(results.values().filter(|result| told(result) == "unverifiable/circuit-open").count(), 9);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn results_come_one_by_one_and_cancelling_keeps_them() {
    let fast = Server::start(|_| fine()).await;
    let slow = Server::start(|_| crate::server::Reply::hang()).await;
    let jobs = vec![
        job(&slow.url("/x"), &[]),
        job(&fast.url("/x"), &[]),
        job(&slow.url("/y#z"), &[]),
        job(&slow.url("/y"), &[]),
    ];
    let (told_so, heard) = tokio::sync::oneshot::channel();
    let told_so = Mutex::new(Some(told_so));
    let results: Arc<Mutex<Vec<PageResult>>> = Arc::default();
    let keep = |result: PageResult| {
        results.lock().unwrap().push(result);
        if let Some(told_so) = told_so.lock().unwrap().take() {
            told_so.send(()).unwrap();
        }
    };
    let mut settings = settings();
    settings.read_timeout = Duration::from_secs(600);
    settings.total_timeout = Duration::from_secs(600);
    // Whoever cancels does so when the first result is there: it must not wait for the slow ones.
    let cancel = async { heard.await.unwrap() };
    let summary = check(&settings, jobs, reader::read, &Lock::default(), keep, cancel).await.unwrap();
    assert!(summary.cancelled);
    assert_eq!((summary.results, summary.unfinished), (1, 3));
    let results = results.lock().unwrap();
    assert_eq!(results.iter().map(|result| result.entry.url.clone()).collect::<Vec<_>>(), [fast.url("/x")]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_budget_cuts_off_is_out_of_time() {
    let slow = Server::start(|_| crate::server::Reply::hang()).await;
    let mut settings = settings();
    settings.budget = Duration::from_millis(300);
    settings.read_timeout = Duration::from_secs(600);
    settings.total_timeout = Duration::from_secs(600);
    let jobs = (0..5).map(|page| job(&slow.url(&format!("/{page}")), &["Massage"])).collect();
    let (results, summary) = run(&settings, jobs, &Lock::default()).await;
    assert!(results.values().all(|result| told(result) == "unverifiable/out-of-time"), "{results:?}");
    assert_eq!(summary.requests, 2);
}
