use massage_kb::lock::{Lock, Standing};
use serde_json::{Value, json};

use super::server::{Ask, Reply, Server, html, reply};
use super::{NOW, json, lock, run, run_with, settings, told};

fn update(kind: &str, source: &str, day: u32) -> Value {
    json!({"DOI": "10.1000/Notice", "type": kind, "label": kind, "source": source,
        "updated": {"date-parts": [[2010, 2, day]]}, "record-id": 7})
}

/// What the fake knows of a DOI.
fn item(doi: &str) -> Option<Value> {
    let updates = match doi.strip_prefix("10.1000/")? {
        "retracted" => {
            vec![update("retraction", "retraction-watch", 5), update("retraction", "publisher", 6)]
        }
        "worst" => vec![
            update("correction", "publisher", 1),
            update("expression_of_concern", "publisher", 2),
            update("withdrawal", "retraction-watch", 3),
            update("erratum", "publisher", 4),
        ],
        "corrected" => vec![update("correction", "publisher", 1)],
        "concern" => vec![update("expression_of_concern", "publisher", 1)],
        "missing" | "foreign" => return None,
        _ => vec![],
    };
    Some(json!({"DOI": doi.to_uppercase(), "title": ["Massage of the <i>hip</i>"], "new-field": {"a": [1]},
        "author": [{"family": "Second"}, {"family": "Wilke", "sequence": "first"}],
        "issued": {"date-parts": [[2020, 3]]}, "updated-by": updates}))
}

/// Crossref, as far as it goes here.
pub(crate) fn works(ask: &Ask) -> Reply {
    let Some((_, query)) = ask.path.split_once("filter=") else {
        let doi = ask.path.strip_prefix("/works/").unwrap().split('?').next().unwrap();
        return match item(doi) {
            Some(item) => json(200, &json!({"status": "ok", "message": item})),
            None => reply(404).body("Resource not found."),
        };
    };
    let query = query.split('&').next().unwrap();
    let items: Vec<Value> =
        query.split(',').filter_map(|filter| item(filter.strip_prefix("doi:").unwrap())).collect();
    json(200, &json!({"status": "ok", "message": {"total-results": items.len(), "items": items}}))
}

/// doi.org, as far as it goes here.
pub(crate) fn handles(ask: &Ask) -> Reply {
    match ask.path.as_str() {
        "/api/handles/10.1000/foreign?type=URL" => json(200, &json!({"responseCode": 1, "values": []})),
        _ => json(404, &json!({"responseCode": 100})),
    }
}

#[tokio::test]
async fn notices_come_to_the_worst_standing() {
    let (crossref, doi) = (Server::start(works).await, Server::start(handles).await);
    let mut settings = settings();
    (settings.crossref, settings.doi) = (Some(crossref.url("/")), Some(doi.url("")));
    let expected = [
        ("doi:10.1000/current", "ok", Some(Standing::Current)),
        ("doi:10.1000/retracted", "retracted", Some(Standing::Retracted)),
        ("doi:10.1000/worst", "retracted", Some(Standing::Retracted)),
        ("doi:10.1000/corrected", "corrected", Some(Standing::Corrected)),
        ("doi:10.1000/concern", "concern", Some(Standing::Concern)),
        ("doi:10.1000/missing", "broken/no-such-doi", None),
        ("doi:10.1000/foreign", "ok", None),
    ];
    let (results, summary) = run(&settings, &expected.map(|(work, ..)| work)).await;
    for (work, verdict, standing) in expected {
        assert_eq!(
            (told(&results, work).as_str(), results[work].entry.standing),
            (verdict, standing),
            "{work}"
        );
    }
    // What is missing in the answer for many, and registered, is asked for once more by itself.
    assert_eq!((summary.requests, summary.failures.len()), (4, 0));
    let notice = results["doi:10.1000/retracted"].entry.notice.clone().unwrap();
    assert_eq!((notice.source.as_str(), notice.date.as_deref()), ("publisher", Some("2010-02-06")));
    assert_eq!(notice.doi.as_deref(), Some("10.1000/notice"));
    assert_eq!(results["doi:10.1000/worst"].entry.notice.as_ref().unwrap().kind, "withdrawal");
    let current = &results["doi:10.1000/current"].entry;
    assert_eq!((current.year, current.first_author.as_deref()), (Some(2020), Some("Wilke")));
    assert_eq!(current.title.as_deref(), Some("Massage of the <i>hip</i>"));
    assert!(crossref.asks()[0].path.contains("&mailto=a@example.org"));

    // What is good is not asked again; what is broken is, and later all.
    let good = ["doi:10.1000/current", "doi:10.1000/retracted", "doi:10.1000/foreign"];
    let earlier = lock(&results);
    let (again, summary) = run_with(&settings, &good, None, &earlier, NOW).await;
    assert_eq!(summary.requests, 0);
    assert!(
        again.values().all(|result| result.from_lock && earlier.works[&result.entry.work] == result.entry)
    );
    let (_, summary) = run_with(&settings, &good, None, &earlier, "2026-12-01T12:00:00Z").await;
    assert_eq!(summary.requests, 3);
}

#[tokio::test]
async fn many_dois_are_few_requests() {
    let crossref = Server::start(works).await;
    let mut settings = settings();
    settings.crossref = Some(crossref.url(""));
    let names: Vec<String> = (0..120).map(|number| format!("doi:10.1000/{number}")).collect();
    let (results, _) = run(&settings, &names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    assert_eq!(crossref.asks().len(), 3);
    assert!(results.values().all(|result| result.entry.standing == Some(Standing::Current)));
}

#[tokio::test]
async fn a_failure_is_never_a_verdict_on_the_work() {
    type Fake = fn(&Ask) -> Reply;
    let fakes: [(Fake, &str); 7] = [
        (|_| html(200, "<h1>Welcome</h1>"), "unverifiable/bad-answer"),
        (|_| reply(200).body("{\"message\":{\"items\":[{\"DOI\":\"10.10"), "unverifiable/bad-answer"),
        (|_| json(200, &json!({"message": {}})), "unverifiable/bad-answer"),
        (|_| json(200, &json!([])), "unverifiable/bad-answer"),
        (|_| reply(503), "unverifiable/5xx"),
        (|_| reply(429).header("retry-after", "3600"), "unverifiable/429"),
        (|_| reply(403), "unverifiable/403"),
    ];
    let work = "doi:10.1000/retracted";
    let mut known = settings();
    let sound = Server::start(works).await;
    known.crossref = Some(sound.url(""));
    let earlier = lock(&run(&known, &[work]).await.0);
    for (fake, verdict) in fakes {
        let (crossref, doi) = (Server::start(fake).await, Server::start(handles).await);
        let mut settings = settings();
        (settings.crossref, settings.doi) = (Some(crossref.url("")), Some(doi.url("")));
        let (results, summary) = run(&settings, &[work]).await;
        assert_eq!((told(&results, work).as_str(), summary.failures["Crossref"]), (verdict, 1));
        let (results, _) = run_with(&settings, &[work], None, &earlier, "2026-12-01T12:00:00Z").await;
        assert_eq!(told(&results, work), "retracted", "what was learned stays");
    }
    // A Crossref that does not know, and a doi.org that fails.
    for fake in [
        (|_| reply(404).body("not found")) as Fake,
        |_| json(200, &json!({"responseCode": 2})),
        |_| reply(500),
    ] {
        let crossref = Server::start(|_| reply(404).body("Resource not found.")).await;
        let doi = Server::start(fake).await;
        let mut settings = settings();
        (settings.crossref, settings.doi) = (Some(crossref.url("")), Some(doi.url("")));
        let (results, _) = run(&settings, &[work]).await;
        assert!(told(&results, work).starts_with("unverifiable/"), "{}", told(&results, work));
    }
}

#[tokio::test]
async fn retry_after_is_an_instant_and_ends_the_questions() {
    let crossref = Server::start(|_| reply(429).header("retry-after", "7200")).await;
    let mut settings = settings();
    settings.crossref = Some(crossref.url(""));
    let names: Vec<String> = (0..120).map(|number| format!("doi:10.1000/{number}")).collect();
    let (results, _) = run(&settings, &names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    assert_eq!(crossref.asks().len(), 1);
    let next = results["doi:10.1000/7"].entry.next.to_string();
    assert!(next.starts_with("2026-11-22T14:00:0"), "{next}");
}

#[tokio::test]
async fn another_opinion_confirms_or_stands_alone() {
    let openalex = Server::start(|ask| {
        assert!(ask.path.contains("/works?filter=doi:"));
        let doi = |name: &str, retracted: bool| json!({"doi": format!("https://doi.org/10.1000/{name}"), "is_retracted": retracted});
        json(200, &json!({"results": [doi("foreign", true), doi("retracted", false)]}))
    })
    .await;
    let (crossref, doi) = (Server::start(works).await, Server::start(handles).await);
    let mut settings = settings();
    (settings.crossref, settings.doi) = (Some(crossref.url("")), Some(doi.url("")));
    settings.openalex = Some(openalex.url(""));
    let works = ["doi:10.1000/foreign", "doi:10.1000/retracted", "doi:10.1000/current"];
    let (results, _) = run_with(&settings, &works, None, &Lock::default(), NOW).await;
    assert_eq!(openalex.asks().len(), 1);
    assert!(openalex.asks()[0].path.contains("current"), "also where Crossref has no notice");
    let foreign = &results["doi:10.1000/foreign"].entry;
    assert_eq!(foreign.notice.as_ref().unwrap().source, "openalex");
    let retracted = &results["doi:10.1000/retracted"].entry;
    assert_eq!(told(&results, "doi:10.1000/retracted"), "retracted");
    assert!(retracted.evidence.contains("OpenAlex: not retracted"), "{}", retracted.evidence);
}
