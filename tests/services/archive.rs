use massage_kb::links::services::Archive;
use massage_kb::lock::Reason;
use serde_json::json;

use super::server::{Ask, Reply, Server, html, reply, to};
use super::{json, settings};

async fn archive(answer: impl Fn(&Ask) -> Reply + Send + Sync + 'static) -> (Server, Archive) {
    let server = Server::start(answer).await;
    let mut settings = settings();
    settings.wayback = Some(server.url(""));
    let archive = Archive::new(&settings).unwrap().unwrap();
    (server, archive)
}

#[tokio::test]
async fn the_nearest_copy_and_its_bytes() {
    let (_server, archive) = archive(|ask| match ask.path.as_str() {
        "/web/20201101120000/https://example.org/a?b=1" => {
            to(302, "https://web.archive.org/web/20201030010203/https://example.org/a?b=1")
        }
        "/web/20201030010203id_/https://example.org/a?b=1" => reply(200).body("the words"),
        _ => reply(404),
    })
    .await;
    let day = "2020-11-01".parse().unwrap();
    let copy = archive.nearest("https://example.org/a?b=1#part", day).await.unwrap().unwrap();
    assert_eq!(copy.timestamp, "20201030010203");
    assert_eq!(archive.page(&copy).await.unwrap().bytes, b"the words");
    assert_eq!(archive.nearest("https://example.org/none", day).await, Ok(None));
}

#[tokio::test]
async fn the_copy_of_another_address_is_none_of_the_page() {
    let day = "2020-11-01".parse().unwrap();
    for (original, is_one) in [
        ("http://www.example.org:80/a?b=1", true),
        ("https://example.org/a?b=1", true),
        ("https://example.org/", false),
        ("https://example.org/login", false),
        ("https://other.org/a?b=1", false),
    ] {
        let (_server, archive) = archive(move |ask| match ask.path.starts_with("/cdx/") {
            true => json(200, &json!([])),
            false => to(302, &format!("/web/20201030010203/{original}")),
        })
        .await;
        let copy = archive.nearest(PAGE, day).await.unwrap();
        assert_eq!(copy.is_some(), is_one, "{original}");
        assert!(copy.is_none_or(|copy| copy.day() == Some("2020-10-30".parse().unwrap())));
    }
}

const PAGE: &str = "https://example.org/a?b=1";

/// What the list of copies has of `PAGE`.
fn listed(ask: &Ask) -> Reply {
    assert!(ask.path.contains("url=https://example.org/a%3Fb%3D1&"), "{}", ask.path);
    assert!(
        ask.path.contains("closest=20201101120000") && ask.path.contains("statuscode:200"),
        "{}",
        ask.path
    );
    json(200, &json!([["timestamp", "original"], ["20201030010203", "http://example.org/a?b=1"]]))
}

#[tokio::test]
async fn the_list_of_copies_is_asked_where_the_short_way_fails() {
    let ways: [fn() -> Reply; 6] = [
        || reply(404),
        || reply(503),
        || reply(429).header("retry-after", "0"),
        || to(302, "/nowhere"),
        || to(302, "https://web.archive.org/web/soon/https://example.org/"),
        || reply(403),
    ];
    for way in ways {
        let (server, archive) =
            archive(move |ask| if ask.path.starts_with("/cdx/") { listed(ask) } else { way() }).await;
        let copy = archive.nearest(PAGE, "2020-11-01".parse().unwrap()).await.unwrap().unwrap();
        assert_eq!(
            (copy.timestamp.as_str(), copy.original.as_str()),
            ("20201030010203", "http://example.org/a?b=1")
        );
        assert!(copy.url.starts_with(&server.url("/web/20201030010203/http")), "{}", copy.url);
    }
}

#[tokio::test]
async fn what_the_list_says_is_believed_only_where_it_is_one() {
    let day = "2020-11-01".parse().unwrap();
    let (_server, none) = archive(|ask| match ask.path.starts_with("/cdx/") {
        true => json(200, &json!([])),
        false => reply(404),
    })
    .await;
    assert_eq!(none.nearest(PAGE, day).await, Ok(None));
    let lists: [fn() -> Reply; 5] = [
        || json(200, &json!({"error": "busy"})),
        || html(200, "<h1>Busy</h1>"),
        || json(200, &json!([["timestamp"], ["../../etc"]])),
        || json(200, &json!([["timestamp"], [7]])),
        || reply(500),
    ];
    for list in lists {
        let (_server, archive) =
            archive(move |ask| if ask.path.starts_with("/cdx/") { list() } else { reply(403) }).await;
        match archive.nearest(PAGE, day).await {
            Ok(copy) => assert_eq!(copy, None),
            // Who failed first is told.
            Err(error) => assert_eq!(error.reason, Reason::Forbidden),
        }
    }
}
