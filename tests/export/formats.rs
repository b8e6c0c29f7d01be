//! The formats: what each of them holds of the base.

use massage_kb::export::v1::Export;
use massage_kb::lock::Lock;
use serde_json::Value;

use super::{Place, base_files, corpus, kb_json};

fn data(format: &str) -> String {
    let (code, stdout, stderr) = Place::new().export(&["--format", format]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    stdout
}

fn export() -> Export {
    serde_json::from_str(&kb_json(&corpus(base_files()), &Lock::default())).unwrap()
}

#[test]
fn ndjson_has_each_record_of_kb_json_on_a_line() {
    let export = serde_json::to_value(export()).unwrap();
    let text = data("ndjson");
    let mut lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let meta = lines.next().unwrap();
    assert_eq!((&meta["kind"], &meta["schema_version"]), (&"meta".into(), &"1.0.0".into()));
    assert_eq!(meta["content_sha256"], export["meta"]["content_sha256"]);
    let mut records = 0;
    for record in lines {
        let (kind, id) = (record["kind"].as_str().unwrap(), record["id"].as_str().unwrap());
        assert_eq!(export[kind][id], record);
        records += 1;
    }
    assert_eq!(records, base_files().len());
}

#[test]
fn csl_has_the_variables_of_csl_alone() {
    let items: Vec<Value> = serde_json::from_str(&data("csl")).unwrap();
    assert_eq!(items.len(), export().references.len());
    let trial = items.iter().find(|item| item["id"] == "trial-2020").unwrap();
    let expected = serde_json::json!({
        "id": "trial-2020", "type": "article-journal", "title": "Foam rolling and range of motion",
        "author": [{"family": "Example", "given": "A"}], "issued": {"date-parts": [[2020]]},
        "container-title": "Journal of Examples", "URL": "https://example.org/trial-2020",
        "accessed": {"date-parts": [[2026, 11, 1]]}
    });
    assert_eq!(trial, &expected);
}

#[test]
fn csv_has_a_row_for_each_record_and_each_citation() {
    let place = Place::new();
    assert_eq!(place.export(&["--format", "csv", "--out", "tables"]).0, 0);
    let export = export();
    let rows = |name: &str| -> Vec<csv::StringRecord> {
        let mut reader = csv::Reader::from_path(place.at(&format!("tables/{name}.csv"))).unwrap();
        let header = reader.headers().unwrap().clone();
        std::iter::once(header).chain(reader.records().map(Result::unwrap)).collect()
    };
    let claims = rows("claims");
    assert_eq!(claims.len() - 1, export.claims.len());
    let column = claims[0].iter().position(|name| name == "statement").unwrap();
    let statements: Vec<&str> = claims[1..].iter().map(|row| &row[column]).collect();
    assert_eq!(statements, export.claims.values().map(|claim| claim.statement.as_str()).collect::<Vec<_>>());
    let all = serde_json::to_string(&export).unwrap().matches("\"stance\":").count();
    assert_eq!(rows("citations").len() - 1, all);
}

#[test]
fn jsonld_names_every_record_and_leads_to_no_other() {
    let text = data("jsonld");
    let document: Value = serde_json::from_str(&text).unwrap();
    let graph = document["@graph"].as_array().unwrap();
    let ids: Vec<&str> = graph.iter().map(|node| node["@id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), base_files().len() + 1);
    for part in text.split('"').filter(|part| part.starts_with("kb:") && !part.ends_with("#question")) {
        assert!(ids.contains(&part), "{part} leads nowhere");
    }
    let claim = graph.iter().find(|node| node["@id"] == "kb:claims/rolling-raises-flexibility").unwrap();
    assert_eq!(claim["@type"], "Claim");
    assert!(claim["citation"].as_array().unwrap().contains(&"kb:references/trial-2020".into()));
    let page = graph.iter().find(|node| node["@type"] == "MedicalWebPage").unwrap();
    assert_eq!(page["lastReviewed"], "2026-11-01");
}

#[test]
fn dts_has_a_type_for_every_map() {
    let text = data("dts");
    for line in ["  claims: Record<string, Claim>;", "  certainty?: Certainty;", "  kind: \"claims\";"] {
        assert!(text.contains(&format!("\n{line}\n")), "{line} is not in {text}");
    }
}
