use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio::sync::Barrier;

use super::crossref::{handles, works};
use super::server::{Server, reply};
use super::{json, run, settings, told};

fn dois(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("doi:10.1000/{number:04}")).collect()
}

/// Of `names` each.
fn names(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

#[tokio::test]
async fn different_services_are_asked_at_once() {
    // NCBI answers when Crossref is asked too, and doi.org when Crossref is asked the second time: one after the other, none would.
    let (first, second) = (Arc::new(Barrier::new(2)), Arc::new(Barrier::new(2)));
    let (meets_first, meets_second) = (Arc::clone(&first), Arc::clone(&second));
    let crossref = Server::start(move |ask| {
        works(ask).meets(if ask.before == 0 { &meets_first } else { &meets_second })
    })
    .await;
    let ncbi = Server::start(move |ask| match ask.path.contains("/esearch") {
        true => json(200, &json!({"esearchresult": {"idlist": []}})),
        false => json(200, &json!({"result": {"7": {"uid": "7", "title": "T"}}})).meets(&first),
    })
    .await;
    let doi = Server::start(move |ask| handles(ask).meets(&second)).await;
    let mut settings = settings();
    (settings.crossref, settings.doi) = (Some(crossref.url("")), Some(doi.url("")));
    settings.ncbi = Some(ncbi.url(""));
    let mut works = dois(60);
    // It sorts first, and so is asked in the first batch.
    works.extend(["doi:10.0999/unknown".to_owned(), "pmid:7".to_owned()]);
    let (results, summary) = run(&settings, &names(&works)).await;
    assert!(results.values().all(|result| result.entry.verdict.name() != "unverifiable"), "{results:?}");
    assert_eq!((crossref.asks().len(), summary.failures.len()), (2, 0));
}

#[tokio::test]
async fn as_many_questions_at_once_as_the_service_says() {
    let three = Arc::new(Barrier::new(3));
    let crossref = Server::start(move |ask| match ask.before {
        0 => works(ask).header("x-concurrency-limit", "3"),
        // These wait for one another: where fewer come at once, none is answered.
        _ => works(ask).header("x-concurrency-limit", "3").meets(&three),
    })
    .await;
    let mut settings = settings();
    settings.crossref = Some(crossref.url(""));
    let works = dois(7 * 50);
    let (results, summary) = run(&settings, &names(&works)).await;
    assert!(results.values().all(|result| result.entry.verdict.name() == "ok"));
    assert_eq!((summary.requests, crossref.most_at_once()), (7, 3));
}

#[tokio::test]
async fn who_says_nothing_is_asked_one_question_at_a_time() {
    let crossref = Server::start(works).await;
    let mut settings = settings();
    settings.crossref = Some(crossref.url(""));
    let (_, summary) = run(&settings, &names(&dois(300))).await;
    assert_eq!((summary.requests, crossref.most_at_once()), (6, 1));
}

#[tokio::test]
async fn the_rate_in_the_headers_is_obeyed_as_it_changes() {
    // From slow to fast: at the interval of the settings the run would end with its first question.
    let crossref = Server::start(|ask| works(ask).header("x-rate-limit-limit", "1000")).await;
    let mut settings = settings();
    settings.http.interval = Duration::from_secs(3600);
    settings.crossref = Some(crossref.url(""));
    let works_of_three = dois(150);
    let (_, summary) = run(&settings, &names(&works_of_three)).await;
    assert_eq!((summary.requests, summary.failures.len()), (3, 0));
    // And from fast to slow, after the second answer: the third question would come after the end of the run.
    let crossref = Server::start(|ask| {
        let interval = if ask.before == 0 { "1s" } else { "1h" };
        works(ask).header("x-rate-limit-limit", "1").header("x-rate-limit-interval", interval)
    })
    .await;
    settings.http.interval = Duration::ZERO;
    settings.crossref = Some(crossref.url(""));
    let (results, summary) = run(&settings, &names(&works_of_three)).await;
    assert_eq!(summary.requests, 2);
    assert_eq!(told(&results, "doi:10.1000/0149"), "unverifiable/out-of-time");
    assert_eq!(told(&results, "doi:10.1000/0000"), "ok");
}

#[tokio::test]
async fn one_odd_doi_does_not_spoil_the_others() {
    let crossref = Server::start(|ask| if ask.before == 1 { reply(400) } else { works(ask) }).await;
    let mut settings = settings();
    settings.crossref = Some(crossref.url(""));
    let (results, summary) = run(&settings, &names(&dois(110))).await;
    assert!(results.values().all(|result| result.entry.verdict.name() == "ok"));
    assert_eq!(summary.requests, 3 + 50, "the batch that was refused is asked one by one");
}
