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
    assert_eq!((&meta["kind"], &meta["schema_version"]), (&"meta".into(), &"1.1.0".into()));
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
    let effects = rows("effects");
    assert_eq!(&effects[0].iter().take(4).collect::<Vec<_>>(), &["reference", "outcome", "measure", "value"]);
    assert_eq!(
        &effects[1].iter().take(6).collect::<Vec<_>>(),
        &["trial-2020", "hip extension right after", "md", "2", "degrees", "[0.5,3.5]"]
    );
    assert_eq!((effects.len(), &effects[2][3]), (3, "-0.05"));
}

#[cfg(feature = "zip")]
#[test]
fn a_zip_file_holds_the_tables_as_they_are_in_a_folder() {
    use std::io::Read;

    let place = Place::new();
    for out in ["tables", "tables.zip"] {
        assert_eq!(place.export(&["--format", "csv", "--out", out]).0, 0);
    }
    let bytes = std::fs::read(place.at("tables.zip")).unwrap();
    let archive = rawzip::ZipArchive::from_slice(&bytes).unwrap();
    let mut names = Vec::new();
    for entry in archive.entries() {
        let entry = entry.unwrap();
        let name = entry.file_path().try_normalize().unwrap().as_ref().to_owned();
        let content = archive.get_entry(entry.wayfinder()).unwrap();
        let mut text = String::new();
        flate2::read::DeflateDecoder::new(content.data()).read_to_string(&mut text).unwrap();
        assert_eq!(text, place.read(&format!("tables/{name}")), "{name}");
        assert_eq!((entry.last_modified().year(), entry.last_modified().day()), (1980, 1), "{name}");
        names.push(name);
    }
    assert_eq!(names.len(), std::fs::read_dir(place.at("tables")).unwrap().count());
    assert_eq!(names.last().map(String::as_str), Some("effects.csv"));
}

/// Editors' notes stand in every kind of record, in citations and in steps; what readers should know stands beside them.
#[test]
fn what_only_editors_need_leaves_in_no_format() {
    let place = Place::new();
    for (path, bytes) in base_files() {
        let text = String::from_utf8(bytes).unwrap();
        let kept = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("editor_note:") && !line.starts_with("note:"));
        let mut text = kept.flat_map(|line| [line, "\n"]).collect::<String>();
        for nested in ["stance", "action"] {
            let notes = format!("\n    editor_note: between ourselves\n    {nested}: ");
            text = text.replace(&format!("\n    {nested}: "), &notes);
        }
        text += "editor_note: between ourselves\nnote: for every reader\n";
        place.put(&format!("kb/{path}"), text);
    }
    let expected = base_files().len();
    for format in ["json", "ndjson", "jsonld", "csl"] {
        let (code, text, stderr) = place.export(&["--format", format]);
        assert_eq!((code, stderr.as_str()), (0, ""), "{format}");
        assert!(!text.contains("between ourselves"), "{format}");
        if format.ends_with("json") {
            assert_eq!(text.matches("for every reader").count(), expected, "{format}");
        }
    }
    assert_eq!(place.export(&["--format", "csv", "--out", "tables"]).0, 0);
    let mut shown = 0;
    for table in std::fs::read_dir(place.at("tables")).unwrap() {
        let text = std::fs::read_to_string(table.unwrap().path()).unwrap();
        assert!(!text.contains("between ourselves"), "{text}");
        shown += text.matches("for every reader").count();
    }
    assert_eq!(shown, expected);
}

#[test]
fn jsonld_names_every_record_and_leads_to_no_other() {
    let text = data("jsonld");
    let document: Value = serde_json::from_str(&text).unwrap();
    let graph = document["@graph"].as_array().unwrap();
    let ids: Vec<&str> = graph.iter().map(|node| node["@id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), base_files().len() + 1);
    for part in text.split('"').filter(|part| part.starts_with("kb:") && !part.contains('#')) {
        assert!(ids.contains(&part), "{part} leads nowhere");
    }
    let claim = graph.iter().find(|node| node["@id"] == "kb:claims/rolling-raises-flexibility").unwrap();
    assert_eq!(claim["@type"], "Claim");
    assert!(claim["citation"].as_array().unwrap().contains(&"kb:references/trial-2020".into()));
    let page = graph.iter().find(|node| node["@type"] == "MedicalWebPage").unwrap();
    assert_eq!(page["lastReviewed"], "2026-11-01");
}

#[test]
fn jsonld_gives_no_instruction_without_its_warnings_and_no_claim_without_its_verdict() {
    let place = Place::new();
    let path = "kb/claims/rolling-raises-flexibility.yaml";
    let files = base_files();
    let claim = files.iter().find(|(name, _)| path.ends_with(name.as_str())).map(|(_, text)| text).unwrap();
    let claim = String::from_utf8_lossy(claim);
    place.put(path, claim.replace("note: Nobody followed", "note: A </script> in a text. Nobody followed"));
    let (code, text, stderr) = place.export(&["--format", "jsonld"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(
        !text.contains('<') && text.contains("A \\u003c/script> in a text"),
        "a text can end the script that holds it"
    );
    let document: Value = serde_json::from_str(&text).unwrap();
    let graph = document["@graph"].as_array().unwrap();
    let (mut how_tos, mut reviews) = (0, 0);
    for node in graph {
        if node["step"].is_array() {
            how_tos += 1;
            let before = &node["step"][0];
            assert_eq!(before["name"]["@value"], "Before you begin", "{node}");
            let told = before["itemListElement"].to_string();
            let ids = ["contraindication", "redFlag"]
                .map(|list| node[list].as_array().cloned().unwrap_or_default());
            for id in ids.concat() {
                let record = graph.iter().find(|other| other["@id"] == id).unwrap();
                assert!(
                    told.contains(record["description"]["@value"].as_str().unwrap()),
                    "{id} is not told in {node}"
                );
            }
        }
        if node["@type"] == "Claim" {
            let verdict = node["verdict"].as_str().unwrap().replace('_', " ");
            let said = node["description"]["@value"].as_str().unwrap();
            assert!(said.starts_with(&format!("verdict: {verdict}")), "{node}");
            // Only what the source document says is reviewed.
            let is_reviewed = node["review"]["@type"] == "ClaimReview";
            assert_eq!(is_reviewed, node["appearance"].is_array(), "{node}");
            if is_reviewed {
                reviews += 1;
                assert_eq!(node["review"]["reviewRating"]["alternateName"]["@value"], verdict.as_str());
            }
        }
    }
    assert!(how_tos > 1 && reviews > 0, "{how_tos} how-tos, {reviews} reviews");
    let guide = graph.iter().find(|node| node["@id"].as_str().unwrap().starts_with("kb:guides/")).unwrap();
    for step in &guide["step"].as_array().unwrap()[1..] {
        let text = step["text"]["@value"].as_str().unwrap();
        assert!(text.contains("When to stop: ") && text.contains("How hard at most: "), "{step}");
    }
}

#[test]
fn dts_has_a_type_for_every_map() {
    let text = data("dts");
    for line in ["  claims: Record<string, Claim>;", "  certainty?: Certainty;", "  kind: \"claims\";"] {
        assert!(text.contains(&format!("\n{line}\n")), "{line} is not in {text}");
    }
}

#[cfg(feature = "sqlite")]
#[test]
fn sqlite_has_keys_that_hold_a_search_that_finds_and_views_that_answer() {
    let place = Place::new();
    for name in ["one.db", "other.db"] {
        assert_eq!(place.export(&["--format", "sqlite", "--out", name]), (0, String::new(), String::new()));
    }
    let bytes = |name: &str| std::fs::read(place.at(name)).unwrap();
    assert!(bytes("one.db") == bytes("other.db"), "the same records give the same bytes");
    let base = rusqlite::Connection::open(place.at("one.db")).unwrap();
    let count = |query: &str| base.query_row(query, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM pragma_foreign_key_check"), 0);
    assert!(count("SELECT count(*) FROM pragma_foreign_key_list('citation')") >= 2);
    assert_eq!(count("SELECT count(*) FROM record"), base_files().len() as i64);
    let export = export();
    let all = serde_json::to_string(&export).unwrap().matches("\"stance\":").count();
    assert_eq!(count("SELECT count(*) FROM citation"), all as i64);
    let found = |query: &str| base.query_row(query, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(
        found("SELECT path FROM search WHERE search MATCH 'beats' AND path LIKE 'claims/%'"),
        "claims/groin-pulse"
    );
    let known = "FROM known_about WHERE path = 'techniques/foam-rolling'";
    assert_eq!(
        count(&format!("SELECT count(*) {known}")) as usize,
        export.techniques["foam-rolling"].claims.len()
    );
    assert_eq!(found(&format!("SELECT verdict {known}")), "partly_supported");
    let safety = count("SELECT count(*) FROM safety WHERE path = 'techniques/foam-rolling'") as usize;
    assert_eq!(safety, export.techniques["foam-rolling"].contraindications.len());
    let shown = found("SELECT text FROM must_show WHERE path = 'techniques/foam-rolling' AND locale = 'en'");
    assert!(shown.contains("not medical advice"), "{shown}");
    assert!(count("SELECT count(*) FROM evidence WHERE claim = 'groin-pulse'") > 0);
    assert_eq!(count("SELECT count(*) FROM doubtful_source"), 0);
    let first = "SELECT strength FROM safety WHERE path = 'techniques/foam-rolling' LIMIT 1";
    assert_eq!(found(first), "stop");
    assert_eq!(found("SELECT action FROM red_flags WHERE path = 'guides/roll-the-thigh'"), "urgent");
    assert_eq!(
        count("SELECT count(*) FROM must_show WHERE path = 'guides/roll-the-thigh'") as usize,
        export.guides["roll-the-thigh"].must_show.len()
    );
    assert_eq!(
        found(
            "SELECT text FROM must_show WHERE shown = 'contraindications/pregnancy' AND locale = 'en' LIMIT 1"
        ),
        "ask_first: Pregnancy. Ask your midwife or doctor first."
    );
    let (sides, sources) =
        ("claim = 'rolling-raises-flexibility'", "SELECT sources_for FROM known_about WHERE");
    assert_eq!(
        found(&format!("SELECT side || ' ' || reference FROM evidence WHERE {sides}")),
        "for trial-2020"
    );
    assert_eq!(found(&format!("SELECT url FROM evidence WHERE {sides}")), "https://example.org/trial-2020");
    assert_eq!(count(&format!("{sources} {sides} LIMIT 1")), 1);
    assert_eq!(count(&format!("SELECT count(*) FROM findings WHERE {sides}")), 2);
    let words =
        "SELECT group_concat(word) FROM (SELECT word FROM word WHERE field = 'strength' ORDER BY rank)";
    assert_eq!(found(words), "stop,ask_first,caution,avoid_spot");
    let links: Vec<String> =
        ["technique", "members.muscle", "steps.claims", "steps.targets", "steps.tool", "guides"]
            .iter()
            .map(|field| found(&format!("SELECT to_path FROM link WHERE field = '{field}' LIMIT 1")))
            .collect();
    assert_eq!(
        links,
        [
            "techniques/foam-rolling",
            "muscles/rectus-femoris",
            "claims/rolling-raises-flexibility",
            "muscles/rectus-femoris",
            "tools/foam-roller",
            "guides/roll-the-thigh"
        ]
    );
    let effect = "FROM effect WHERE reference = 'trial-2020' AND ci_low <= value AND value <= ci_high";
    assert_eq!(found(&format!("SELECT outcome {effect}")), "hip extension right after");
    assert_eq!(count("SELECT count(*) FROM effect WHERE ci IS NULL AND value = -0.05"), 1);
}

#[cfg(feature = "sqlite")]
#[test]
fn sqlite_holds_no_reference_that_leads_nowhere() {
    let files = base_files().into_iter().filter(|(path, _)| path != "references/trial-2020.yaml");
    let sources = massage_kb::source::Sources::from_memory(files);
    let corpus = massage_kb::corpus::Corpus::read(&sources, &massage_kb::schema::Schemas::new().unwrap());
    let (lock, about) = (Lock::default(), super::about());
    let contract = massage_kb::export::Contract::new(&corpus.base, &lock, &about);
    let scratch = tempfile::TempDir::new().unwrap();
    let mut out = Vec::new();
    let error = massage_kb::export::sqlite::write(&contract, scratch.path(), &mut out).unwrap_err();
    assert_eq!(error.to_string(), "a row of `citation` refers to no row of `reference`");
    assert!(out.is_empty());
    assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 0, "nothing is left there");
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_has_a_row_for_each_record_and_lists_that_are_lists() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    let place = Place::new();
    assert_eq!(place.export(&["--format", "parquet", "--out", "tables"]), (0, String::new(), String::new()));
    let rows = |name: &str| -> Vec<parquet::record::Row> {
        let file = std::fs::File::open(place.at(&format!("tables/{name}.parquet"))).unwrap();
        SerializedFileReader::new(file).unwrap().get_row_iter(None).unwrap().map(Result::unwrap).collect()
    };
    let export = export();
    for (row, claim) in rows("claims").iter().zip(export.claims.values()) {
        assert_eq!(row.get_string(0).unwrap(), &claim.id);
        let about = row.get_column_iter().find(|(name, _)| *name == "about").unwrap().1;
        let parquet::record::Field::ListInternal(about) = about else { panic!("{about}") };
        assert_eq!(about.elements().len(), claim.about.len());
    }
    assert_eq!(rows("claims").len(), export.claims.len());
    assert_eq!(
        rows("citations").len(),
        serde_json::to_string(&export).unwrap().matches("\"stance\":").count()
    );
    let effects = rows("effects");
    assert_eq!(effects.len(), export.references["trial-2020"].effects.len());
    assert_eq!(
        (effects[0].get_string(0).unwrap().as_str(), effects[0].get_double(3).unwrap()),
        ("trial-2020", 2.0)
    );
}
