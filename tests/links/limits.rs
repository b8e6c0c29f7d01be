//! Caps on size and time, and what is sent along.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use massage_kb::links::{Page, PageFacts, check};
use massage_kb::lock::Lock;

use crate::cases::bomb;
use crate::server::{Server, fine, html, reply, to};
use crate::{job, reader, run, settings, told};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bomb_never_hands_on_more_than_the_cap() {
    let bomb = bomb();
    assert!(bomb.len() < 600_000, "{}", bomb.len());
    let server =
        Server::start(move |_| html(200, "").header("content-encoding", "gzip").body(bomb.clone())).await;
    for cap in [1000, 100_000, 5 * 1024 * 1024] {
        let mut settings = settings();
        settings.max_body = cap;
        settings.read_timeout = Duration::from_secs(20);
        settings.total_timeout = Duration::from_secs(20);
        let (read, capacity) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (seen, held) = (Arc::clone(&read), Arc::clone(&capacity));
        let reader = move |page: &Page<'_>| {
            seen.fetch_add(page.body.len(), Ordering::Relaxed);
            held.fetch_add(usize::from(page.whole), Ordering::Relaxed);
            PageFacts { text: "Massage of the hip.".to_owned(), ..PageFacts::default() }
        };
        let mut told = Vec::new();
        let jobs = vec![job(&server.url("/x"), &["Massage"])];
        check(
            &settings,
            jobs,
            reader,
            &Lock::default(),
            |result| told.push(crate::told(&result)),
            std::future::pending(),
        )
        .await
        .unwrap();
        assert_eq!(read.load(Ordering::Relaxed), cap);
        assert_eq!(capacity.load(Ordering::Relaxed), 0, "a part is not the whole");
        // The reader of this test says nothing of the quote, so that the verdict does not depend on it.
        assert_eq!(told.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_lies_beyond_the_cap_is_unknown() {
    let filler = "Massage is old. ".repeat(10_000);
    let page = format!("<title>Massage</title><p id=\"near\">Near.</p><p>{filler}</p><p id=\"far\">Far.</p>");
    let server = Server::start(move |_| html(200, &page)).await;
    let mut settings = settings();
    settings.max_body = 20_000;
    let cases: [(&str, &[&str], &str); 6] = [
        ("/a", &["Near."], "ok"),
        ("/b", &["Far."], "unverifiable/too-large"),
        ("/c", &[], "ok"),
        ("/d#near", &[], "ok"),
        ("/e#far", &[], "unverifiable/too-large"),
        ("/f", &["Near.", "Far."], "unverifiable/too-large"),
    ];
    let jobs = cases.iter().map(|(path, quotes, _)| job(&server.url(path), quotes)).collect();
    let (results, _) = run(&settings, jobs, &Lock::default()).await;
    for (path, _, wanted) in cases {
        assert_eq!(told(&results[&server.url(path)]), wanted, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_long_pages_take_turns_and_all_are_read() {
    let page = format!("<title>Massage</title><p>{}</p><p>Far.</p>", "Massage is old. ".repeat(30_000));
    let server = Server::start(move |_| html(200, &page)).await;
    let mut settings = settings();
    settings.per_host = 40;
    settings.read_timeout = Duration::from_secs(60);
    settings.total_timeout = Duration::from_secs(60);
    let jobs = (0..40).map(|number| job(&server.url(&format!("/{number}")), &["Far."])).collect();
    let (results, summary) = run(&settings, jobs, &Lock::default()).await;
    assert!(results.values().all(|result| told(result) == "ok"));
    assert_eq!(summary.requests, 40);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn anchors_of_one_page_share_a_request() {
    let server = Server::start(|_| html(200, "<title>M</title><p id=\"a\">Massage of the hip.</p>")).await;
    let jobs = vec![
        job(&server.url("/x#a"), &[]),
        job(&server.url("/x#b"), &[]),
        job(&server.url("/x"), &["Massage of the hip."]),
        job(&server.url("/x#"), &["Massage of the knee."]),
    ];
    let (results, summary) = run(&settings(), jobs, &Lock::default()).await;
    assert_eq!(told(&results[&server.url("/x#a")]), "ok");
    assert_eq!(told(&results[&server.url("/x#b")]), "broken/missing-anchor");
    assert_eq!(told(&results[&server.url("/x")]), "ok");
    assert_eq!(told(&results[&server.url("/x#")]), "drifted");
    assert_eq!((server.asks().len(), summary.requests), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cookies_do_not_leave_their_chain() {
    let server = Server::start(|ask| match ask.path.as_str() {
        "/gate" => to(302, "/inside").header("set-cookie", "who=gate; Path=/"),
        _ => fine().header("set-cookie", "who=fine; Path=/"),
    })
    .await;
    let jobs = ["/gate", "/other", "/third"].map(|path| job(&server.url(path), &[])).into();
    run(&settings(), jobs, &Lock::default()).await;
    for ask in server.asks() {
        let wanted = if ask.path == "/inside" { "who=gate" } else { "" };
        assert_eq!(ask.header("cookie"), wanted, "{}", ask.path);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_say_who_asks_and_no_more() {
    let server = Server::start(|ask| if ask.path == "/x" { to(302, "/y") } else { fine() }).await;
    run(&settings(), vec![job(&server.url("/x#part"), &["Massage"])], &Lock::default()).await;
    let asks = server.asks();
    assert_eq!(
        asks.iter().map(|ask| ask.path.as_str()).collect::<Vec<_>>(),
        ["/x", "/y"],
        "no fragment goes out"
    );
    for ask in asks {
        let agent = ask.header("user-agent");
        assert!(
            agent.starts_with("massage-kb/") && agent.contains("+https://example.org/contact"),
            "{agent}"
        );
        assert!(ask.header("accept").starts_with("text/html"));
        assert!(ask.header("accept-encoding").contains("gzip"));
        assert_eq!((ask.header("referer"), ask.header("cookie"), ask.header("authorization")), ("", "", ""));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_server_costs_no_more_than_its_time() {
    let server = Server::start(|_| crate::server::Reply::hang()).await;
    let mut settings = settings();
    settings.retries = 0;
    settings.connect_timeout = Duration::from_millis(100);
    settings.read_timeout = Duration::from_millis(100);
    let (results, summary) = run(&settings, vec![job(&server.url("/x"), &[])], &Lock::default()).await;
    assert_eq!((told(&results[&server.url("/x")]).as_str(), summary.requests), ("unverifiable/time-out", 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_looks_into_is_not_read() {
    let server =
        Server::start(|_| reply(200).header("content-type", "video/mp4").body(vec![0; 64 * 1024 * 1024]))
            .await;
    let seen = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&seen);
    let reader = move |page: &Page<'_>| {
        count.fetch_add(1, Ordering::Relaxed);
        reader::read(page)
    };
    let mut results = Vec::new();
    let jobs = vec![job(&server.url("/film"), &[]), job(&server.url("/film.mp4"), &[])];
    check(
        &settings(),
        jobs,
        reader,
        &Lock::default(),
        |result| results.push(told(&result)),
        std::future::pending(),
    )
    .await
    .unwrap();
    assert_eq!(results, ["ok", "ok"]);
    assert_eq!(seen.load(Ordering::Relaxed), 0);
    let methods: Vec<_> = server.asks().iter().map(|ask| (ask.path.clone(), ask.method.clone())).collect();
    assert!(
        methods.iter().all(|(_, method)| method == "GET"),
        "`HEAD` is answered otherwise by many: {methods:?}"
    );
    assert_eq!(methods.len(), 2);
}
