//! What browsers and the RFCs take for the same page: rows as in `variants.rs`, near misses beside them.

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;

use crate::cases::gzip;
use crate::server::{fine, html, reply, to};
use crate::variants::{QUOTE, Variant, all_come_out_right, answers, page, raw};

const TEXT: &str = "<title>Massage</title><p>Massage eases pain for a while.</p>";

fn statuses() -> Vec<Variant> {
    let status = |name, status, wanted| page(name, "", wanted, reply(status));
    vec![
        status("405", 405, "unverifiable/403"),
        status("406", 406, "unverifiable/403"),
        status("409", 409, "unverifiable/403"),
        status("412", 412, "unverifiable/403"),
        status("416", 416, "unverifiable/403"),
        status("421", 421, "unverifiable/403"),
        status("422", 422, "unverifiable/403"),
        status("428", 428, "unverifiable/403"),
        status("431", 431, "unverifiable/403"),
        status("444", 444, "unverifiable/403"),
        status("400", 400, "broken/4xx"),
        status("414", 414, "broken/4xx"),
        status("404", 404, "broken/404"),
        status("410", 410, "broken/410"),
    ]
}

fn codings() -> Vec<Variant> {
    let packed = |name, coding: &str, body: Vec<u8>, wanted| {
        page(name, QUOTE, wanted, html(200, "").header("content-encoding", coding).body(body))
    };
    let mut bare = DeflateEncoder::new(Vec::new(), Compression::fast());
    bare.write_all(TEXT.as_bytes()).unwrap();
    let text = TEXT.as_bytes();
    vec![
        packed("gzip", "gzip", gzip(text), "ok"),
        packed("GZIP", "GZIP", gzip(text), "ok"),
        packed("x-gzip", "x-gzip", gzip(text), "ok"),
        packed("gzip twice", "gzip, gzip", gzip(&gzip(text)), "ok"),
        packed("deflate without a frame", "deflate", bare.finish().unwrap(), "ok"),
        packed("a coding that is none", "utf-8", text.to_vec(), "ok"),
        packed("GZIP in name alone", "GZIP", text.to_vec(), "unverifiable/bad-answer"),
        packed(
            "GZIP without the quote",
            "GZIP",
            gzip(b"<p>Massage does nothing at all for anybody.</p>"),
            "drifted",
        ),
        page(
            "a late charset",
            "Masaż łagodzi ból na chwilę",
            "ok",
            reply(200).header("content-type", "text/html").body(
                [
                    format!("<title>M</title><style>{}</style>", "a{b:c}".repeat(400)).as_bytes(),
                    b"<meta charset=iso-8859-2><p>Masa\xbf \xb3agodzi b\xf3l na chwil\xea.</p>",
                ]
                .concat(),
            ),
        ),
        raw(
            "two hundred header lines",
            "ok",
            format!(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{}\r\n{TEXT}",
                (0..200).map(|number| format!("X-{number}: x\r\n")).collect::<String>()
            ),
        ),
    ]
}

fn refreshes() -> Vec<Variant> {
    let after = |head: &'static str, wanted_path: &'static str| {
        move |ask: &crate::server::Ask| match ask.path.as_str() {
            "/dir/x" => html(200, &format!("{head}<p>Wait.</p>")),
            path if path == wanted_path => fine(),
            _ => reply(404),
        }
    };
    let by_header = |to: &'static str| {
        move |ask: &crate::server::Ask| match ask.path.as_str() {
            "/x" => html(200, "<p>Wait.</p>").header("refresh", format!("0; url={to}")),
            "/y" => fine(),
            _ => reply(404),
        }
    };
    let meta = "<meta http-equiv=refresh content=\"0;url=next.html\">";
    vec![
        answers(
            "a refresh in a page with a base",
            "/dir/x",
            "",
            "ok",
            after(
                "<base href=\"/other/\"><meta http-equiv=refresh content=\"0;url=next.html\">",
                "/other/next.html",
            ),
        ),
        answers("a refresh in a page without", "/dir/x", "", "ok", after(meta, "/dir/next.html")),
        answers(
            "a refresh to the wrong folder",
            "/dir/x",
            "",
            "suspect/meta-refresh",
            after(meta, "/other/next.html"),
        ),
        answers("a refresh in a header", "/x", QUOTE, "ok", by_header("/y")),
        answers("a refresh in a header to nothing", "/x", "", "suspect/meta-refresh", by_header("/gone")),
        answers("a refresh in a header to itself", "/x", "", "ok", by_header("/x")),
        answers("a refresh in a header in an hour", "/x", "", "ok", |ask| match ask.path.as_str() {
            "/x" => fine().header("refresh", "3600; url=/gone"),
            _ => reply(404),
        }),
        answers("a refresh with a cookie", "/x", QUOTE, "ok", |ask| {
            match (ask.path.as_str(), ask.header("cookie")) {
                (_, "let=in") => fine(),
                ("/x", _) => html(200, "<p>Wait.</p>")
                    .header("refresh", "0;url=/y")
                    .header("set-cookie", "let=in; Path=/"),
                _ => reply(404),
            }
        }),
        page(
            "a script that sends on",
            "",
            "unverifiable/needs-javascript",
            html(200, "<p>Redirecting you to the new site...</p><script>location.replace('/gone')</script>"),
        ),
        answers("a riddle of SiteGround", "/x", "", "unverifiable/bot-wall", |ask| match ask.path.as_str() {
            "/x" => {
                let head = "<meta http-equiv=\"refresh\" content=\"0;/.well-known/sgcaptcha/?r=%2Fx\">";
                html(202, &format!("<html><head>{head}</head></html>")).header("sg-captcha", "challenge")
            }
            _ => {
                html(202, "<title>Robot Challenge Screen</title><p>Checking the site connection security</p>")
            }
        }),
        answers("a riddle of anybody", "/x", QUOTE, "unverifiable/bot-wall", |ask| match ask.path.as_str() {
            "/x" => to(302, "/security/captcha.php?back=%2Fx"),
            _ => html(200, "<title>One moment</title><p>Type the letters of the picture.</p>"),
        }),
    ]
}

fn anchors() -> Vec<Variant> {
    let with_script = "<title>Massage</title><p id=a>Massage of the hip.</p><script src=/x.js></script>";
    let without = "<title>Massage</title><p id=a>Massage of the hip.</p>";
    let on =
        |name, path, wanted, text: &'static str| answers(name, path, "", wanted, move |_| html(200, text));
    let moved = |name, path, wanted, target: &'static str| {
        answers(name, path, "", wanted, move |ask| match ask.path.as_str() {
            "/x" => to(302, target),
            _ => html(200, with_script),
        })
    };
    vec![
        on("lines", "/x#L10-L20", "unverifiable/needs-javascript", with_script),
        on("a state", "/x#tab=results", "unverifiable/needs-javascript", with_script),
        on("a way", "/x#narrow/stream/2", "unverifiable/needs-javascript", with_script),
        on("a state without a script", "/x#tab=results", "broken/missing-anchor", without),
        on("a place", "/x#results", "broken/missing-anchor", with_script),
        on("a place that is there", "/x#a", "ok", with_script),
        moved("an anchor that only the server names", "/x", "ok", "/y#abstract-tab"),
        moved("an anchor of the record", "/x#b", "broken/missing-anchor", "/y#c"),
        moved("an anchor that the server changes", "/x#b", "ok", "/y#a"),
        moved("an anchor that the server hides", "/x#a", "ok", "/y#c"),
    ]
}

fn files() -> Vec<Variant> {
    let pdf = |name, wanted, head: crate::server::Reply, get: crate::server::Reply| {
        answers(
            name,
            "/x.pdf",
            "",
            wanted,
            move |ask| if ask.method == "HEAD" { head.clone() } else { get.clone() },
        )
    };
    let file = || reply(200).header("content-type", "application/pdf").body("%PDF-1.7");
    let empty = || reply(200).header("content-type", "application/pdf");
    vec![
        pdf("a file", "ok", file(), file()),
        pdf("HEAD says 200, GET 404", "broken/404", file(), reply(404)),
        pdf("HEAD says 200, GET 500", "unverifiable/5xx", file(), reply(500)),
        pdf("HEAD says 404, GET 200", "ok", reply(404), file()),
        pdf("HEAD hangs", "ok", crate::server::Reply::hang(), file()),
        pdf("a file of no bytes", "suspect/empty", empty(), empty()),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_are_read_as_browsers_read_them() {
    all_come_out_right(
        [statuses(), codings(), refreshes(), anchors(), files()].into_iter().flatten().collect(),
    )
    .await;
}
