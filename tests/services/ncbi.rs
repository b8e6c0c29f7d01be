use serde_json::json;

use super::server::Server;
use super::{json, run, settings, told};

#[tokio::test]
async fn numbers_of_pubmed() {
    let ncbi = Server::start(|_| {
        let reference = |kind: &str| json!([{"reftype": kind, "refsource": "J Ex. 2010 Feb;3(1):4. doi: 10.1000/N."}]);
        let work = |kind: &str, references: serde_json::Value| {
            json!({"uid": "1", "pubdate": "2019 Feb 3", "title": "Massage.", "pubtype": ["Journal Article", kind],
                "authors": [{"name": "van der Berg AB", "authtype": "Author"}], "references": references})
        };
        json(200, &json!({"result": {"uids": ["1"],
            "1": work("Review", json!([])),
            "2": work("Retracted Publication", reference("Retraction in")),
            "3": work("Expression of Concern", json!([])),
            "4": work("Review", reference("Erratum in")),
            "5": {"uid": "5", "error": "cannot get document summary"},
            "6": work("Retraction of Publication", reference("Retraction of")),
            "7": {"uid": "7", "error": "backend unavailable"}}}))
    })
    .await;
    let mut settings = settings();
    (settings.ncbi, settings.ncbi_api_key) = (Some(ncbi.url("/eutils")), Some("secret".into()));
    let expected = [
        ("pmid:1", "ok"),
        ("pmid:2", "retracted"),
        ("pmid:3", "concern"),
        ("pmid:4", "corrected"),
        ("pmid:5", "broken/no-such-pmid"),
        // Who cites a notice of retraction for the work cites what was retracted.
        ("pmid:6", "retracted"),
        ("pmid:7", "unverifiable/bad-answer"),
        ("pmid:8", "unverifiable/bad-answer"),
        ("pmid:x", "broken/no-such-pmid"),
    ];
    let (results, summary) = run(&settings, &expected.map(|(work, _)| work)).await;
    for (work, verdict) in expected {
        assert_eq!(told(&results, work), verdict, "{work}");
    }
    // The number of which the answer says nothing is asked for once more.
    assert_eq!(summary.requests, 2);
    assert!(
        ncbi.asks()[0].path.starts_with("/eutils/esummary.fcgi?db=pubmed&id=1,2,3,4,5,6,7,8&retmode=json")
    );
    let first = &results["pmid:1"].entry;
    assert_eq!((first.year, first.first_author.as_deref()), (Some(2019), Some("van der Berg")));
    let notice = results["pmid:2"].entry.notice.clone().unwrap();
    assert_eq!((notice.doi.as_deref(), notice.date.as_deref()), (Some("10.1000/n"), Some("2010")));
    assert!(results.values().all(|result| !result.entry.evidence.contains("secret")));
}
