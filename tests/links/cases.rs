//! The rows of `cases.tsv`: 36 tricky answers, each from a server on an address of its own.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::Duration;

use flate2::write::GzEncoder;
use flate2::{Compress, Compression, FlushCompress};
use massage_kb::links::Job;
use massage_kb::lock::Lock;

use crate::server::{Ask, Reply, Server, fine, html, reply, to};
use crate::{hurried, job, run, told};

pub(crate) fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

/// A gzip stream of half a megabyte that expands to 512 MiB: one block of 1 MiB, which depends on nothing before it, 512 times. Its
/// checksum is missing, and nobody is to read as far.
pub(crate) fn bomb() -> Vec<u8> {
    let start = b"<title>Massage</title><p>Massage of the hip.</p>";
    let mut bomb = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    let mut block = |bytes: &[u8], times: usize| {
        let mut packed = Vec::with_capacity(64 * 1024);
        let mut compress = Compress::new(Compression::best(), false);
        compress.compress_vec(bytes, &mut packed, FlushCompress::Full).unwrap();
        (0..times).for_each(|_| bomb.extend_from_slice(&packed));
    };
    block(start, 1);
    block(&vec![b' '; 1 << 20], 512);
    bomb
}

const QUOTE: &str = "Massage eases pain for a while.";

/// What the server of a case answers to the case's own path; every other path stands, and `/` is a home page.
fn answer(case: &str, ask: &Ask) -> Reply {
    let own = ask.path == format!("/{case}");
    let head = ask.method == "HEAD";
    match (case, own) {
        ("404", true) => html(404, "<title>Gone fishing</title>"),
        ("410", true) => reply(410),
        ("301", true) => to(301, "/new/place"),
        ("302", true) => to(302, "/new/place"),
        ("308", true) => to(308, "/new/place"),
        ("chain3", true) => to(301, "/b"),
        ("chain3", false) if ask.path == "/b" => to(302, "/c"),
        ("chain3", false) if ask.path == "/c" => to(307, "/d"),
        ("loop", true) => to(302, "/loop/b"),
        ("loop", false) => to(302, "/loop"),
        ("301to404", true) => to(301, "/nowhere"),
        ("301to404", false) => reply(404),
        ("deep-to-home", true) => to(302, "/"),
        ("soft404", true) => html(200, "<title>Page not found</title><p>Try the search.</p>"),
        ("empty200", true) => reply(200).header("content-type", "text/html"),
        ("head405", true) if head => reply(405),
        ("head404", true) if head => reply(404),
        ("headhang", true) if head => Reply::hang(),
        ("429once", true) if ask.before == 0 => reply(429).header("retry-after", "2"),
        ("429always", true) => reply(429).header("retry-after", "3600"),
        ("cf403", true) => html(403, "<title>Just a moment...</title>").header("cf-mitigated", "challenge"),
        ("captcha200", true) => html(
            200,
            "<title>Security check</title><p>Are you a robot?</p><div class=\"g-recaptcha\"></div>\
             <script src=\"https://www.google.com/recaptcha/api.js\"></script>",
        ),
        ("999", true) => reply(999),
        ("401", true) => reply(401).header("www-authenticate", "Basic"),
        ("503once", true) if ask.before == 0 => reply(503),
        ("503always", true) => reply(503),
        ("cookiegate", true) if ask.header("cookie") != "let=in" => {
            to(302, "/cookiegate").header("set-cookie", "let=in; Path=/")
        }
        ("gzip", true) => html(200, "")
            .header("content-encoding", "gzip")
            .body(gzip(b"<title>Massage</title><p>Massage of the hip, packed.</p>")),
        ("bomb", true) => html(200, "").header("content-encoding", "gzip").body(bomb()),
        ("drip", true) => {
            let text = "<title>Massage</title><p>Massage of the hip, slowly.</p>";
            html(200, "").drip(text, Duration::from_millis(50))
        }
        ("frag-ok", true) => {
            html(200, "<title>Massage</title><h2 id=\"section\">A section</h2><p>Massage of the hip.</p>")
        }
        ("frag-utf8", true) => {
            html(200, "<title>Massage</title><h2 id=\"Über uns\">Us</h2><p>Massage of the hip.</p>")
        }
        ("frag-missing", true) => {
            html(200, "<title>Massage</title><h2 id=\"other\">Another</h2><p>Massage of the hip.</p>")
        }
        ("text-ok", true) => {
            html(200, "<title>Massage</title><p>Massage <em>eases</em> pain <b>for a</b> while.</p>")
        }
        ("text-gone", true) => html(200, "<title>Massage</title><p>Massage does nothing.</p>"),
        ("relloc", true) => to(301, "new/place"),
        ("pdf", true) => reply(200).header("content-type", "application/pdf").body("%PDF-1.7 …"),
        _ => fine(),
    }
}

fn the_job(case: &str, server: &Server) -> Job {
    let (fragment, quotes): (_, &[&str]) = match case {
        "frag-ok" => ("#section", &[]),
        "frag-utf8" => ("#%C3%9Cber%20uns", &[]),
        "frag-missing" => ("#section", &[]),
        "text-ok" | "text-gone" => ("", &[QUOTE]),
        _ => ("", &[]),
    };
    job(&server.url(&format!("/{case}{fragment}")), quotes)
}

/// Why, where the table says no more than the verdict.
fn reason(case: &str) -> &str {
    match case {
        "404" | "301to404" => "/404",
        "410" => "/410",
        "loop" => "/redirect-loop",
        "deep-to-home" => "/home-page",
        "soft404" => "/soft-404",
        "empty200" => "/empty",
        "429always" => "/429",
        "cf403" => "/bot-wall",
        "captcha200" => "/captcha",
        "999" => "/999",
        "401" => "/401",
        "503always" => "/5xx",
        "rstalways" => "/reset",
        "frag-missing" => "/missing-anchor",
        "refused" => "/refused",
        _ => "",
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_row_of_the_table_comes_out_right() {
    let mut wanted = BTreeMap::new();
    let mut servers = BTreeMap::new();
    let mut jobs = Vec::new();
    for row in include_str!("cases.tsv").lines().skip(1) {
        let columns: Vec<&'static str> = row.split('\t').collect();
        let case = columns[0];
        let server = match case {
            "rstalways" => Server::resets().await,
            "refused" => Server::nobody().await,
            _ => Server::start(move |ask| answer(case, ask)).await,
        };
        let job = the_job(case, &server);
        wanted.insert(job.url.clone(), (case, format!("{}{}", columns[2], reason(case))));
        servers.insert(case, server);
        jobs.push(job);
    }
    assert_eq!(jobs.len(), 36);
    let (results, _) = run(&hurried(), jobs, &Lock::default()).await;
    let wrong: Vec<String> = wanted
        .iter()
        .filter(|(url, (_, wanted))| told(&results[*url]) != *wanted)
        .map(|(url, (case, wanted))| {
            format!("{case}: {} instead of {wanted} ({})", told(&results[url]), results[url].entry.evidence)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(results.values().all(|result| !result.entry.evidence.is_empty()));

    let result = |case: &str| {
        wanted.iter().find(|(_, (name, _))| *name == case).map(|(url, _)| &results[url]).unwrap()
    };
    let asked = |case: &str| servers[case].asks().len();
    assert_eq!(
        (asked("503always"), asked("503once"), asked("rstalways")),
        (3, 2, 3),
        "a failure that may pass is tried again twice"
    );
    assert_eq!((asked("429always"), asked("429once"), asked("cf403"), asked("404")), (1, 2, 1, 1));
    let moved = &result("relloc").entry;
    assert_eq!(moved.final_url.as_deref(), Some(servers["relloc"].url("/new/place").as_str()));
    assert_eq!((moved.status, moved.hops[0].status), (Some(200), 301));
    assert_eq!(result("chain3").entry.hops.iter().map(|hop| hop.status).collect::<Vec<_>>(), [301, 302, 307]);
    let waits = result("429always");
    let later = waits.not_before.unwrap().duration_since(waits.entry.checked_at).as_secs();
    assert!((3595..=3600).contains(&later), "{later}");
    let waited = servers["429once"].asks();
    assert!(waited[1].at - waited[0].at >= Duration::from_secs(2), "`Retry-After` is kept");
}
