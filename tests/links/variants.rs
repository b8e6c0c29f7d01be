//! Answers that `cases.tsv` does not name. Each row: a name, the address asked, the quote looked for (or nothing), the verdict with its
//! reason, and the server. Each has a server of its own.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use massage_kb::lock::Lock;

use crate::cases::gzip;
use crate::server::{Ask, Reply, Server, fine, html, reply, to};
use crate::{hurried, job, run, told};

type Answer = Arc<dyn Fn(&Ask) -> Reply + Send + Sync>;

pub(crate) enum Kind {
    Server(Answer),
    Raw(Vec<u8>),
}

pub(crate) struct Variant {
    name: &'static str,
    path: &'static str,
    quote: &'static str,
    wanted: &'static str,
    kind: Kind,
}

pub(crate) const QUOTE: &str = "Massage eases pain for a while.";

pub(crate) fn answers(
    name: &'static str,
    path: &'static str,
    quote: &'static str,
    wanted: &'static str,
    answer: impl Fn(&Ask) -> Reply + Send + Sync + 'static,
) -> Variant {
    Variant { name, path, quote, wanted, kind: Kind::Server(Arc::new(answer)) }
}

/// Answers `/x` with this and every other path with a page that stands.
pub(crate) fn page(name: &'static str, quote: &'static str, wanted: &'static str, answer: Reply) -> Variant {
    answers(name, "/x", quote, wanted, move |ask| if ask.path == "/x" { answer.clone() } else { fine() })
}

pub(crate) fn raw(name: &'static str, wanted: &'static str, bytes: impl Into<Vec<u8>>) -> Variant {
    Variant { name, path: "/x", quote: "", wanted, kind: Kind::Raw(bytes.into()) }
}

fn words() -> Vec<Variant> {
    let long = |title: &str, heading: &str| {
        let text = "An article that has much to say about pages that are not there. ".repeat(400);
        html(200, &format!("<title>{title}</title><h1>{heading}</h1><p>{text}</p>"))
    };
    let short = |title: &str, rest: &str| html(200, &format!("<title>{title}</title>{rest}"));
    let bot_wall =
        "<p>Checking your browser before accessing the site.</p><script>window._cf_chl_opt={}</script>";
    vec![
        page(
            "German",
            "",
            "suspect/soft-404",
            short("Seite nicht gefunden | Klinik", "<p>Zur Startseite</p>"),
        ),
        page("French", "", "suspect/soft-404", short("Erreur 404 – Page introuvable", "<p>Accueil</p>")),
        page("Japanese", "", "suspect/soft-404", short("ページが見つかりません", "<p>ホーム</p>")),
        page(
            "heading",
            "",
            "suspect/soft-404",
            short("Journal", "<h1>Oops! That page can’t be found.</h1><p>Search</p>"),
        ),
        page(
            "sentence",
            "",
            "suspect/soft-404",
            short("Journal", "<p>The page you requested could not be found.</p>"),
        ),
        page("about 404", "", "ok", long("HTTP 404 - Encyclopedia", "HTTP 404")),
        page(
            "history of 404",
            "",
            "ok",
            long("Page not found – A history | Magazine", "Page not found: a history"),
        ),
        page(
            "soft 404 with quote",
            QUOTE,
            "ok",
            short("Page not found", "<p>Massage eases pain for a while.</p>"),
        ),
        page(
            "wall with quote",
            QUOTE,
            "ok",
            short("Just a moment...", "<p>Massage eases pain for a while.</p>"),
        ),
        page("404 with quote", QUOTE, "broken/404", html(404, "<p>Massage eases pain for a while.</p>")),
        page("403 with quote", QUOTE, "ok", html(403, "<p>Massage eases pain for a while.</p>")),
        page("wall without quote", QUOTE, "unverifiable/bot-wall", short("Just a moment...", bot_wall)),
        page("Cloudflare at 200", "", "unverifiable/bot-wall", short("Just a moment...", bot_wall)),
        page(
            "Akamai at 200",
            "",
            "unverifiable/bot-wall",
            short("Access Denied", "<h1>Access Denied</h1><p>You don't have permission. Reference #18.1</p>"),
        ),
        page(
            "PerimeterX",
            "",
            "unverifiable/bot-wall",
            short("Access to this page has been denied", "<div id=\"px-captcha\"></div>"),
        ),
        page(
            "DataDome",
            "",
            "unverifiable/bot-wall",
            html(403, "<script src=\"https://ct.captcha-delivery.com/c.js\"></script>"),
        ),
        page(
            "Imperva",
            "",
            "unverifiable/bot-wall",
            html(200, "<iframe src=\"/_Incapsula_Resource?x\">Incapsula incident ID: 1</iframe>"),
        ),
        page("AWS", "", "unverifiable/bot-wall", html(202, "").header("x-amzn-waf-action", "challenge")),
        page(
            "hCaptcha",
            "",
            "unverifiable/captcha",
            short("One more step", "<div class=\"h-captcha\"></div>"),
        ),
        page("contact form", "", "ok", long("Contact", "Contact").header("x-form", "g-recaptcha")),
        page("403", "", "unverifiable/403", html(403, "<title>Forbidden</title>")),
        page("503 by Cloudflare", "", "unverifiable/bot-wall", html(503, bot_wall)),
        page("520", "", "unverifiable/5xx", html(520, "error code: 520")),
        page("451", "", "unverifiable/451", reply(451)),
        page("402", "", "unverifiable/403", reply(402)),
        page("400", "", "broken/4xx", reply(400)),
        page("418", "", "unverifiable/403", reply(418)),
        page("404 with Retry-After", "", "broken/404", reply(404).header("retry-after", "3600")),
        page(
            "404 behind a wall",
            "",
            "unverifiable/bot-wall",
            html(404, "").header("cf-mitigated", "challenge"),
        ),
        page(
            "parked",
            "",
            "suspect/parked",
            short("a.test", "<p>This domain is for sale! Make an offer.</p>"),
        ),
        page(
            "parked by script",
            "",
            "suspect/parked",
            html(200, "<p>Links</p><script src=\"//img.sedoparking.com/x.js\"></script>"),
        ),
        page(
            "needs a script",
            "",
            "unverifiable/needs-javascript",
            html(200, "<noscript>Please enable JavaScript.</noscript><script></script>"),
        ),
        page(
            "shell",
            QUOTE,
            "unverifiable/needs-javascript",
            html(200, "<title>App</title><div id=\"root\"></div><script src=\"/a.js\"></script>"),
        ),
        page("space alone", "", "suspect/empty", html(200, " \n ")),
        page("no text", "", "suspect/empty", html(200, "<html><body></body></html>")),
        page("picture alone", "", "ok", html(200, "<title>Map</title><img src=\"/map.png\">")),
        page("204", "", "suspect/empty", reply(204)),
        page("205", "", "suspect/empty", reply(205)),
        page("206", "", "ok", html(206, "<title>Massage</title><p>Massage of the hip.</p>")),
        page(
            "206 without quote",
            QUOTE,
            "unverifiable/bad-answer",
            html(206, "<title>Massage</title><p>Massage of the hip.</p>"),
        ),
        page("empty PDF", "", "suspect/empty", reply(200).header("content-type", "application/pdf")),
        page(
            "PDF with quote",
            QUOTE,
            "unverifiable/pdf",
            reply(200).header("content-type", "application/pdf").body("%PDF"),
        ),
        page("no type", "", "ok", reply(200).body("<title>Massage</title><p>Massage of the hip.</p>")),
        page(
            "Latin-1",
            "Über Massage",
            "ok",
            reply(200)
                .header("content-type", "text/html; charset=latin1")
                .body(b"<title>M</title><p>\xdcber Massage</p>".to_vec()),
        ),
        page("reader panics", QUOTE, "unverifiable/not-text", html(200, "PANIC")),
        page("304 unasked", "", "unverifiable/bad-answer", reply(304)),
    ]
}

fn redirects() -> Vec<Variant> {
    let chain = |statuses: &'static [u16]| {
        move |ask: &Ask| {
            let step = ask.path.trim_start_matches("/x").len();
            statuses.get(step).map_or_else(fine, |status| to(*status, &format!("{}y", ask.path)))
        }
    };
    let refresh =
        |to: &str| html(200, &format!("<meta http-equiv=\"refresh\" content=\"0;url={to}\"><p>Wait.</p>"));
    vec![
        answers("308 and 301", "/x", "", "moved", chain(&[308, 301, 308])),
        answers("301 and 302", "/x", "", "ok", chain(&[301, 302])),
        answers("303", "/x", "", "ok", chain(&[303])),
        answers("twenty hops", "/x", "", "moved", chain(&[301; 20])),
        answers("twenty-one hops", "/x", "", "broken/redirect-loop", chain(&[301; 21])),
        answers("ever on", "/x", "", "broken/redirect-loop", |ask| to(302, &format!("{}x", ask.path))),
        answers("a new cookie each time", "/x", "", "broken/redirect-loop", |ask| {
            to(302, "/x").header("set-cookie", format!("n={}", ask.before))
        }),
        answers("a gate of two steps", "/x", QUOTE, "ok", |ask| {
            match (ask.path.as_str(), ask.header("cookie")) {
                ("/x", "a=1; b=2") => fine(),
                ("/x", _) => to(302, "/gate").header("set-cookie", "a=1"),
                (_, "a=1") => to(302, "/gate/2").header("set-cookie", "b=2; Path=/"),
                _ => to(302, "/x"),
            }
        }),
        page("301 to itself", "", "broken/redirect-loop", to(301, "/x")),
        page("empty Location", "", "broken/redirect-loop", to(301, "")),
        page("no Location", "", "broken/bad-redirect", reply(302)),
        page("Location file", "", "broken/bad-redirect", to(302, "file:///etc/passwd")),
        page("Location script", "", "broken/bad-redirect", to(302, "javascript:alert(1)")),
        page("Location without host", "", "broken/bad-redirect", to(302, "http://")),
        page("Location private", "", "skipped/policy", to(302, "http://10.1.2.3/")),
        page("Location with password", "", "skipped/policy", to(302, "http://user:pass@93.184.216.34/")),
        page("Location of bytes", "", "ok", to(302, "").header("x", "y")).with_location(b"/caf\xe9"),
        page("Location in UTF-8", "", "ok", to(302, "/Über")),
        page("home for good", "", "suspect/home-page", to(301, "/")),
        page("home in English", "", "suspect/home-page", to(302, "/en/")),
        page("home with quote", QUOTE, "ok", to(302, "/")),
        answers(
            "a language is home",
            "/en",
            "",
            "ok",
            |ask| if ask.path == "/en" { to(302, "/") } else { fine() },
        ),
        answers("login", "/x", "", "unverifiable/401", |ask| {
            if ask.path == "/x" {
                to(302, "/login?next=%2Fx")
            } else {
                html(200, "<title>Log in</title><p>Name</p>")
            }
        }),
        page("error page", "", "suspect/soft-404", to(302, "/error/404.html")),
        answers("refresh to an error", "/x", "", "suspect/meta-refresh", move |ask| {
            if ask.path == "/x" { refresh("/nothing") } else { reply(404) }
        }),
        answers("refresh home", "/x", "", "suspect/meta-refresh", move |ask| {
            if ask.path == "/x" { refresh("/") } else { fine() }
        }),
        answers("refresh to the page", "/x", QUOTE, "ok", move |ask| {
            if ask.path == "/x" { refresh("/y") } else { fine() }
        }),
        page("refresh of itself", "", "ok", refresh("/x")),
        answers("https where there is none", "/x", "", "unverifiable/tls", |ask| {
            to(301, &format!("https://{}/x", ask.header("host")))
        }),
        answers("the fragment of a redirect", "/x#old", "", "ok", |ask| {
            if ask.path == "/x" {
                to(302, "/y#new")
            } else {
                html(200, "<title>M</title><p id=\"new\">Massage</p>")
            }
        }),
        answers("a fragment goes along", "/x#old", "", "broken/missing-anchor", |ask| {
            if ask.path == "/x" {
                to(302, "/y")
            } else {
                html(200, "<title>M</title><p id=\"new\">Massage</p>")
            }
        }),
        answers("#top", "/x#top", "", "ok", |_| fine()),
        answers("text fragment", "/x#:~:text=massage", "", "ok", |_| fine()),
        answers("capitals of an anchor", "/x#New", "", "broken/missing-anchor", |_| {
            html(200, "<p id=\"new\">Massage of the hip</p>")
        }),
    ]
}

fn transport() -> Vec<Variant> {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";
    let packed = gzip(b"<title>Massage</title><p>Massage of the hip.</p>".repeat(200).as_slice());
    let cut = packed[..packed.len() - 20].to_vec();
    vec![
        answers("a PDF that became a page", "/x.pdf", "", "suspect/soft-404", |_| {
            html(200, "<title>Page not found</title>")
        }),
        answers("bytes of a path", "/a%2Fb%7E%e4?q=%20+x|y", "", "ok", |ask| {
            if ask.path == "/a%2Fb%7E%e4?q=%20+x|y" { fine() } else { reply(404) }
        }),
        page("hangs", "", "unverifiable/time-out", Reply::hang()),
        page(
            "a head without body",
            "",
            "unverifiable/time-out",
            html(200, "").drip("", Duration::from_secs(60)),
        ),
        page(
            "drip with the quote",
            QUOTE,
            "ok",
            html(200, "").drip("<p>Massage eases pain for a while.</p>", Duration::from_millis(10)),
        ),
        page(
            "drip without the quote",
            QUOTE,
            "unverifiable/time-out",
            html(200, "").drip("<p>Massage", Duration::from_millis(10)),
        ),
        page(
            "packed in part",
            "Massage of the hip.",
            "ok",
            html(200, "").header("content-encoding", "gzip").body(cut),
        ),
        page(
            "packed in name alone",
            "",
            "unverifiable/bad-answer",
            html(200, "<p>x</p>").header("content-encoding", "gzip"),
        ),
        page(
            "429 with a date",
            "",
            "unverifiable/429",
            reply(429).header("retry-after", "Fri, 31 Dec 2100 23:59:59 GMT"),
        ),
        raw("no HTTP", "unverifiable/bad-answer", "220 mail.example.org ESMTP\r\n"),
        raw("nothing", "unverifiable/reset", ""),
        raw(
            "a head too long",
            "unverifiable/bad-answer",
            format!("{head}X: {}\r\n\r\n", "x".repeat(1 << 20)),
        ),
        raw(
            "a body too short",
            "ok",
            format!("{head}Content-Length: 500\r\n\r\n<title>Massage</title><p>Massage of"),
        ),
        raw("a body that never came", "unverifiable/reset", format!("{head}Content-Length: 500\r\n\r\n")),
        raw(
            "broken chunks",
            "unverifiable/bad-answer",
            format!("{head}Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
        ),
        raw("not a length", "ok", format!("{head}\r\n<title>Massage</title><p>Massage of the hip")),
        raw("HTTP/1.0", "ok", "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Massage of the hip"),
        raw(
            "a header that is none",
            "ok",
            format!("{head}Bad Name: x\r\nContent-Length: 20\r\n\r\n<p>Massage eases pain"),
        ),
    ]
}

impl Variant {
    /// A `Location` of bytes that are no text.
    fn with_location(mut self, location: &'static [u8]) -> Self {
        self.kind = Kind::Server(Arc::new(move |ask| match ask.path.as_str() {
            "/x" => reply(302).header("location", location),
            "/caf%E9" => fine(),
            _ => reply(404),
        }));
        self
    }
}

/// Asks all of them in one run, and tells of each that came out wrong.
pub(crate) async fn all_come_out_right(variants: Vec<Variant>) {
    let mut wanted = BTreeMap::new();
    let mut jobs = Vec::new();
    for variant in variants {
        let server = match variant.kind {
            Kind::Server(answer) => Server::start(move |ask| answer(ask)).await,
            Kind::Raw(bytes) => Server::raw(bytes).await,
        };
        let quotes: &[&str] = if variant.quote.is_empty() { &[] } else { &[variant.quote] };
        let job = job(&server.url(variant.path), quotes);
        wanted.insert(job.url.clone(), (variant.name, variant.wanted));
        jobs.push(job);
    }
    let (results, _) = run(&hurried(), jobs, &Lock::default()).await;
    let wrong: Vec<String> = wanted
        .iter()
        .filter(|(url, (_, wanted))| told(&results[*url]) != *wanted)
        .map(|(url, (name, wanted))| {
            format!("{name}: {} instead of {wanted} ({})", told(&results[url]), results[url].entry.evidence)
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(results.values().all(|result| !result.entry.evidence.is_empty()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_variant_comes_out_right() {
    let variants: Vec<Variant> = words().into_iter().chain(redirects()).chain(transport()).collect();
    assert!(variants.len() >= 87, "{}", variants.len());
    all_come_out_right(variants).await;
}
