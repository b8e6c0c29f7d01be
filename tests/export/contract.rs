//! The contract: the golden file, the schema, and what is worked out for readers.

use std::collections::BTreeSet;

use massage_kb::export::v1::{Export, SCHEMA, Standing, Verdict};
use massage_kb::export::{Unexported, unexported};
use massage_kb::lock::{Lock, WorkEntry};
use serde_json::Value;

use super::{base_files, base_with, corpus, kb_json};

/// `UPDATE_GOLDEN=1 cargo test --all-features --test export` writes it anew; read the difference, as everyone who reads kb.json will have
/// to.
#[test]
fn the_golden_file_is_what_the_base_gives() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/export/golden.json");
    let text = kb_json(&corpus(base_files()), &Lock::default());
    // A release of the program changes no content.
    let generator = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    let text = text.replacen(&generator, "\"version\": \"0.0.0\"", 1);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), text);
}

#[test]
fn the_whole_file_is_valid_under_its_schema() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut export: Value = serde_json::from_str(&kb_json(&corpus(base_files()), &Lock::default())).unwrap();
    assert!(validator.is_valid(&export));
    export["claims"]["groin-pulse"]["verdict"] = Value::Null;
    assert!(!validator.is_valid(&export), "null must be no value");
}

#[test]
fn the_order_of_files_and_the_number_of_threads_change_nothing() {
    let expected = kb_json(&corpus(base_files()), &Lock::default());
    for threads in [1, 2, 7] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mut files = base_files();
        files.rotate_left(threads * 3);
        files.reverse();
        assert_eq!(pool.install(|| kb_json(&corpus(files), &Lock::default())), expected);
    }
}

#[test]
fn a_reader_of_today_reads_the_export_of_tomorrow() {
    let mut export: Value = serde_json::from_str(&kb_json(&corpus(base_files()), &Lock::default())).unwrap();
    let read: Export = serde_json::from_value(export.clone()).unwrap();
    assert_eq!(serde_json::to_value(&read).unwrap(), export, "what is read and written is the same");
    export["claims"]["groin-pulse"]["verdict"] = "weighed".into();
    export["claims"]["groin-pulse"]["colour"] = "red".into();
    export["herbs"] = serde_json::json!({});
    let read: Export = serde_json::from_value(export).unwrap();
    assert_eq!(read.claims["groin-pulse"].verdict, Verdict::Other("weighed".to_owned()));
    assert_eq!(read.claims["groin-pulse"].verdict.as_str(), "weighed");
}

/// Every id in every record must be that of a record in the file.
#[test]
fn no_reference_leads_nowhere() {
    let kb = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("kb");
    let base = massage_kb::corpus::Corpus::read(
        &massage_kb::source::Sources::discover(&kb).unwrap(),
        &massage_kb::schema::Schemas::new().unwrap(),
    );
    let export: Value = serde_json::from_str(&kb_json(&base, &Lock::default())).unwrap();
    let kinds = [
        ("/claims", "claims"),
        ("/contraindications", "contraindications"),
        ("/disclaimers", "disclaimers"),
        ("/disputed_by", "claims"),
        ("/disputes", "claims"),
        ("/guides", "guides"),
        ("/questions", "questions"),
        ("/red_flags", "red-flags"),
        ("/structures", "structures"),
        ("/targets", "muscles"),
        ("/techniques", "techniques"),
        ("/tools", "tools"),
    ];
    let mut checked = BTreeSet::new();
    for (_, records) in
        export.as_object().unwrap().iter().filter(|(name, _)| !name.starts_with(['$', 's', 'm']))
    {
        for (id, record) in records.as_object().unwrap() {
            for (pointer, kind) in kinds {
                for target in record.pointer(pointer).and_then(Value::as_array).into_iter().flatten() {
                    let target = target.as_str().unwrap();
                    assert!(export[kind].get(target).is_some(), "{id} {pointer}: {kind}/{target}");
                    checked.insert(pointer);
                }
            }
            for pointer in ["/about", "/cited_by", "/applies_to", "/required_reading"] {
                for path in record.pointer(pointer).and_then(Value::as_array).into_iter().flatten() {
                    let (kind, target) = path.as_str().unwrap().split_once('/').unwrap();
                    assert!(export[kind].get(target).is_some(), "{id} {pointer}: {kind}/{target}");
                    checked.insert(pointer);
                }
            }
        }
    }
    assert_eq!(checked.len(), kinds.len() + 4, "{checked:?}");
}

#[test]
fn advice_carries_its_disclaimers_and_contraindications() {
    let export: Export = serde_json::from_str(&kb_json(&corpus(base_files()), &Lock::default())).unwrap();
    let rolling = &export.techniques["foam-rolling"];
    assert_eq!(rolling.disclaimers, ["informational-only"]);
    assert!(rolling.contraindications.contains(&"deep-vein-thrombosis".to_owned()));
    for guide in export.guides.values() {
        assert!(!guide.contraindications.is_empty() && !guide.disclaimers.is_empty());
    }
    let claim = &export.claims["rolling-raises-flexibility"];
    assert!(claim.about.contains(&"techniques/foam-rolling".to_owned()));
    assert_eq!(claim.disclaimers, ["informational-only"]);
    assert!(claim.contraindications.contains(&"deep-vein-thrombosis".to_owned()));
    let question = &export.questions["does-rolling-help"];
    assert_eq!(question.disclaimers, ["informational-only"]);
    assert_eq!(question.contraindications, claim.contraindications);
    assert_eq!(export.meta.disclaimers[0].id, "informational-only");
}

#[test]
fn a_citation_says_how_its_source_stands() {
    let trial = base_files().into_iter().find(|(path, _)| path == "references/trial-2020.yaml").unwrap().1;
    let trial = String::from_utf8(trial).unwrap() + "DOI: \"10.1000/Étude\"\nPMID: \"123\"\n";
    let corpus = base_with(&[("references/trial-2020.yaml", &trial)]);
    let work = |work: &str, standing: &str, checked_at: &str| -> (String, WorkEntry) {
        let text = format!(
            r#"{{"work": "{work}", "verdict": "ok", "standing": "{standing}", "checked_at": "{checked_at}", "next": "{checked_at}"}}"#
        );
        (work.to_owned(), serde_json::from_str(&text).unwrap())
    };
    let mut lock = Lock::default();
    let unknown: Export = serde_json::from_str(&kb_json(&corpus, &lock)).unwrap();
    assert_eq!(unknown.references["trial-2020"].standing, Standing::Unknown);
    assert_eq!(unknown.meta.sources_checked_at, None);
    lock.works.extend([
        work("doi:10.1000/étude", "retracted", "2026-11-20T10:00:00Z"),
        work("pmid:123", "current", "2026-11-21T10:00:00Z"),
    ]);
    let export: Export = serde_json::from_str(&kb_json(&corpus, &lock)).unwrap();
    let claim = &export.claims["rolling-raises-flexibility"];
    let citation = claim.citations.iter().find(|citation| citation.reference == "trial-2020").unwrap();
    assert_eq!(citation.standing, Standing::Retracted, "the worst word counts");
    assert_eq!(citation.checked_at.as_deref(), Some("2026-11-20T10:00:00Z"));
    assert_eq!(export.meta.sources_checked_at, citation.checked_at);
    assert_ne!(export.meta.content_sha256, unknown.meta.content_sha256);
}

const REPLACED: &str = "\
id: stroll
name: Stroll
summary: An easy walk.
category: activity
status: withdrawn
withdrawal:
  reason: it is called a warm-up now
  date: 2026-10-01
replaced_by: warm-up
";

const DRAFT: &str = "id: ease\nname: Ease\nsummary: To be at ease.\nstatus: draft\n";

#[test]
fn records_that_are_not_in_force_become_redirects_or_nothing() {
    let corpus = base_with(&[("practices/stroll.yaml", REPLACED), ("benefits/ease.yaml", DRAFT)]);
    assert_eq!(unexported(&corpus), []);
    let export: Export = serde_json::from_str(&kb_json(&corpus, &Lock::default())).unwrap();
    assert!(!export.practices.contains_key("stroll") && !export.benefits.contains_key("ease"));
    let redirect = &export.redirects["practices/stroll"];
    assert_eq!(redirect.replaced_by.as_deref(), Some("practices/warm-up"));
    assert_eq!(redirect.withdrawn.as_ref().unwrap().reason, "it is called a warm-up now");
    assert_eq!(export.redirects.len(), 1, "nobody has to know of a draft");
}

#[test]
fn a_reference_to_a_draft_is_told() {
    let claim = base_files().into_iter().find(|(path, _)| path == "claims/groin-pulse.yaml").unwrap().1;
    let claim = String::from_utf8(claim).unwrap().replacen("about:\n", "about:\n  - benefits/ease\n", 1);
    let corpus = base_with(&[("claims/groin-pulse.yaml", &claim), ("benefits/ease.yaml", DRAFT)]);
    let expected = Unexported {
        from: "claims/groin-pulse.yaml".to_owned(),
        pointer: "/about/0".to_owned(),
        to: "benefits/ease".to_owned(),
    };
    assert_eq!(unexported(&corpus), [expected]);
}
