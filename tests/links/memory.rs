//! What a run takes over from the one before.

use serde_json::Value;

use crate::program::{ONLINE, base, kb, put};
use crate::server::{Server, html, reply, to};

fn of(told: &Value, id: &str) -> Value {
    let results = told["results"].as_array().unwrap();
    results.iter().find(|result| result["reference"] == id).unwrap().clone()
}

#[tokio::test]
async fn an_archived_copy_is_remembered_where_the_archive_fails() {
    // Without an `ETag`: the page is sent, and judged, each time.
    let server = Server::start(|ask| match ask.path.as_str() {
        "/review" => html(
            200,
            "<title>A review</title><p>No review found that massage cures anything at all in anyone.</p>",
        ),
        _ => html(404, "nothing"),
    })
    .await;
    let folder = tempfile::TempDir::new().unwrap();
    put(folder.path(), "kb.toml", "title = \"links\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\n");
    let archive = Server::start(|ask| match ask.path.as_str() {
        path if path.contains("id_/") => {
            html(200, "<p>At that time the page said that rolling is a joy for all.</p>")
        }
        path => match path.split_once("/web/20261101120000/") {
            Some((_, url)) => to(302, &format!("/web/20261030000000/{url}")),
            None => reply(404),
        },
    })
    .await;
    for (id, path) in [("review", "/review"), ("gone", "/gone")] {
        let url = server.url(path);
        let text = format!("id: {id}\ntitle: T\nURL: {url}\naccessed:\n  date-parts: [[2026, 11, 1]]\n");
        put(folder.path(), &format!("references/{id}.yaml"), &text);
    }
    put(
        folder.path(),
        "claims/one.yaml",
        "id: one\ncitations:\n  - reference: review\n    stance: supports\n    quote: rolling is a joy for all\n",
    );
    let archive_url = archive.url("");
    let arguments = [&ONLINE[2..], &["--wayback", &archive_url]].concat();
    let first = kb(folder.path(), &arguments).await.json();
    assert_eq!(archive.asks().len(), 3, "{:?}", archive.asks());
    assert_eq!(of(&first, "review")["quotes"][0]["verdict"], "archived");
    let spent = Server::start(|_| reply(503)).await;
    let spent_url = spent.url("");
    let again = kb(folder.path(), &[&ONLINE[2..], &["--wayback", &spent_url]].concat()).await.json();
    for id in ["review", "gone"] {
        let (before, now) = (of(&first, id), of(&again, id));
        assert_eq!(now["from_lock"], false, "it was asked again");
        assert!(
            before["archive"].as_str().is_some_and(|url| url.contains("/web/20261030000000/")),
            "{before}"
        );
        assert_eq!(now["archive"], before["archive"]);
    }
    let quote = &of(&again, "review")["quotes"][0];
    assert_eq!(
        (&quote["verdict"], &quote["found_at"]),
        (&"archived".into(), &of(&first, "review")["archive"])
    );
}

#[tokio::test]
async fn a_new_quote_is_looked_for_on_a_page_that_is_not_due() {
    let (server, folder) = base().await;
    kb(folder.path(), &ONLINE).await;
    for changed_only in [&["--changed-only"][..], &[]] {
        let before = server.asks().len();
        let words = ["20 runners", "motion in 12"][changed_only.len()];
        put(
            folder.path(),
            "claims/two.yaml",
            &format!("id: two\ncitations:\n  - reference: trial\n    stance: supports\n    quote: {words}\n"),
        );
        let ran = kb(folder.path(), &[&ONLINE[..], changed_only].concat()).await;
        let asks = server.asks();
        let asked: Vec<&str> = asks[before..].iter().map(|ask| ask.path.as_str()).collect();
        assert!(asked.contains(&"/trial"), "{asked:?}");
        let trial = of(&ran.json(), "trial");
        let quotes = trial["quotes"].as_array().unwrap();
        assert!(quotes.iter().any(|quote| quote["quote"] == words && quote["verdict"] == "exact"), "{trial}");
    }
}
