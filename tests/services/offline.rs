use massage_kb::links::services::{RetractionWatch, RetractionWatchError};
use massage_kb::lock::Lock;

use super::{NOW, run_with, settings, told};

const TABLE: &[u8] = b"\xef\xbb\xbfTitle,RetractionNature,OriginalPaperDOI,RetractionDate,RetractionDOI,OriginalPaperPubMedID\n\
\"M\xfcller,\nmassage\",Retraction,10.1000/ONE,2/25/2016 0:00,10.1000/notice,123\n\
b,Correction,10.1000/two,2016-02-25,unavailable,0\n\
c,Retraction,10.1000/back,1/1/2015 0:00,,\nc,Reinstatement,10.1000/back,1/1/2016 0:00,,\nshort,Retraction\n";

#[tokio::test]
async fn the_table_is_joined_without_network() {
    let table = RetractionWatch::read(TABLE).unwrap();
    assert_eq!(table.len(), 5);
    let works = ["doi:10.1000/one", "doi:10.1000/two", "doi:10.1000/back", "doi:10.1000/none", "pmid:123"];
    let (results, summary) = run_with(&settings(), &works, Some(&table), &Lock::default(), NOW).await;
    let verdicts: Vec<_> = works.iter().map(|work| told(&results, work)).collect();
    assert_eq!(verdicts, ["retracted", "corrected", "skipped/offline", "skipped/offline", "retracted"]);
    let notice = results["doi:10.1000/one"].entry.notice.clone().unwrap();
    assert_eq!((notice.date.as_deref(), notice.source.as_str()), (Some("2016-02-25"), "retraction-watch"));
    assert_eq!(summary.requests, 0);
}

#[test]
fn another_table_is_an_error_that_says_so() {
    for text in ["", "a,b\n1,2\n", "<html>"] {
        let error = RetractionWatch::read(text.as_bytes()).unwrap_err();
        assert!(matches!(error, RetractionWatchError::Columns { .. }), "{text}");
        assert!(error.to_string().contains("`OriginalPaperDOI`"), "{error}");
    }
}
