//! What the lock keeps: of another knowledge base, of a folder or a record that is missing for a moment, of a wrong clock, of a newer program.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::program::{ONLINE, kb, put};
use crate::server::{Server, fine, html, to};

const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// Six references on one server, asked once.
async fn base() -> (Server, TempDir) {
    let server = Server::start(|_| fine()).await;
    let folder = TempDir::new().unwrap();
    put(folder.path(), "kb.toml", "title = \"links\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\n");
    put(folder.path(), "claims/one.yaml", "id: one\nstatement: Massage is pleasant.\n");
    for name in NAMES {
        reference(folder.path(), name, &server.url(&format!("/{name}")));
    }
    let ran = kb(folder.path(), &ONLINE).await;
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert_eq!(lines(folder.path()).len(), 7);
    (server, folder)
}

fn reference(folder: &Path, id: &str, url: &str) {
    put(
        folder,
        &format!("references/{id}.yaml"),
        &format!("id: {id}\ntitle: Massage of the hip\nURL: {url}\n"),
    );
}

fn lines(folder: &Path) -> Vec<String> {
    fs::read_to_string(folder.join("kb/links.lock")).unwrap().lines().map(str::to_owned).collect()
}

fn lock(folder: &Path, text: &str) {
    fs::write(folder.join("kb/links.lock"), text).unwrap();
}

#[tokio::test]
async fn the_words_that_an_address_quotes_are_looked_for() {
    let (server, folder) = base().await;
    for (id, words) in [
        ("there", "eases%20pain"),
        ("gone", "had%20no%20effect%20on%20mortality"),
        ("both", "massage,for%20a%20while"),
    ] {
        reference(folder.path(), id, &server.url(&format!("/{id}#:~:text={words}")));
    }
    let ran = kb(folder.path(), &ONLINE).await;
    let told = ran.json();
    let verdict = |id: &str| {
        let results = told["results"].as_array().unwrap();
        results.iter().find(|result| result["reference"] == id).unwrap()["verdict"].clone()
    };
    assert_eq!([verdict("there"), verdict("both"), verdict("gone")], ["ok", "ok", "drifted"], "{told}");
}

#[tokio::test]
async fn what_no_record_cites_any_more_is_dropped_and_told() {
    let (_server, folder) = base().await;
    fs::remove_file(folder.path().join("kb/references/a.yaml")).unwrap();
    let ran = kb(folder.path(), &ONLINE).await;
    assert_eq!(ran.stderr, "dropped 1 entry from the lock that no record cites any more\n");
    assert_eq!(lines(folder.path()).len(), 6);
}

#[tokio::test]
async fn more_than_half_stays_unless_it_is_meant() {
    let (_server, folder) = base().await;
    let before = lines(folder.path());
    // A folder is missing for a moment.
    fs::rename(folder.path().join("kb/references"), folder.path().join("aside")).unwrap();
    let ran = kb(folder.path(), &ONLINE).await;
    assert!(ran.stderr.contains("no record cites 6 of the 6 entries in the lock"), "{}", ran.stderr);
    assert_eq!(lines(folder.path()), before);
    fs::rename(folder.path().join("aside"), folder.path().join("kb/references")).unwrap();
    // The lock of another knowledge base.
    let (_other, second) = base().await;
    let first = folder.path().join("kb/links.lock");
    let ran = kb(second.path(), &[&ONLINE[..], &["--lock", first.to_str().unwrap()]].concat()).await;
    assert!(ran.stderr.contains("is it the lock of another knowledge base"), "{}", ran.stderr);
    let now = lines(folder.path());
    assert!(before.iter().all(|line| now.contains(line)), "{now:?}");
    for name in ["a", "b", "c", "d"] {
        fs::remove_file(second.path().join(format!("kb/references/{name}.yaml"))).unwrap();
    }
    let ran = kb(second.path(), &[&ONLINE[..], &["--prune"]].concat()).await;
    assert_eq!(ran.stderr, "dropped 4 entries from the lock that no record cites any more\n");
    assert_eq!(lines(second.path()).len(), 3);
}

#[tokio::test]
async fn a_record_that_cannot_be_read_is_named_and_loses_nothing() {
    let (_server, folder) = base().await;
    let before = lines(folder.path());
    put(folder.path(), "references/c.yaml", "id: c\ntitle: [\n");
    let ran = kb(folder.path(), &ONLINE).await;
    assert!(ran.stderr.contains("`references/c.yaml` cannot be read"), "{}", ran.stderr);
    assert!(ran.stderr.contains("kept 1 entry that no record cites"), "{}", ran.stderr);
    assert_eq!(lines(folder.path()), before);
}

#[tokio::test]
async fn what_a_clock_that_ran_ahead_wrote_is_asked_again() {
    let (server, folder) = base().await;
    let ahead: Vec<String> = lines(folder.path())
        .into_iter()
        .map(|line| match serde_json::from_str::<serde_json::Value>(&line).unwrap() {
            mut entry if entry.get("url").is_some() => {
                (entry["checked_at"], entry["next"]) =
                    ("2099-01-01T00:00:00Z".into(), "2099-01-08T00:00:00Z".into());
                entry.to_string()
            }
            header => header.to_string(),
        })
        .collect();
    lock(folder.path(), &(ahead.join("\n") + "\n"));
    let before = server.asks().len();
    let ran = kb(folder.path(), &ONLINE).await;
    assert!(ran.stderr.contains("6 entries of the lock have dates in the future"), "{}", ran.stderr);
    assert_eq!(server.asks().len(), before + 6);
    assert!(lines(folder.path()).iter().all(|line| !line.contains("2099")));
}

#[tokio::test]
async fn a_lock_of_a_newer_program_is_left_as_it_is() {
    let (server, folder) = base().await;
    let newer = "{\"schema\":\"kb-lock/v9\"}\n{\"address\":\"https://a.test/\"}\n";
    lock(folder.path(), newer);
    let before = server.asks().len();
    let ran = kb(folder.path(), &ONLINE).await;
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("`kb-lock/v9`") && ran.stderr.contains("use a newer `kb`"), "{}", ran.stderr);
    assert_eq!(server.asks().len(), before);
    let names: Vec<String> = fs::read_dir(folder.path().join("kb"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("links"))
        .collect();
    assert_eq!(names, ["links.lock"]);
    assert_eq!(fs::read_to_string(folder.path().join("kb/links.lock")).unwrap(), newer);
}

#[tokio::test]
async fn a_lock_that_cannot_be_used_is_told_without_network_too() {
    let (_server, folder) = base().await;
    for (text, words) in [
        ("{\"schema\":\"kb-lock/v1\"}\nrubbish\n", ":2: not valid JSON"),
        ("{\"schema\":\"kb-lock/v2\"}\n", ":1: the format `kb-lock/v2` is not known"),
    ] {
        lock(folder.path(), text);
        let ran = kb(folder.path(), &["--offline", "--format", "json", "kb"]).await;
        assert_eq!((ran.code, &ran.json()["complete"]), (Some(1), &false.into()), "{}", ran.stderr);
        assert!(ran.stderr.contains(words), "{}", ran.stderr);
        assert_eq!(fs::read_to_string(folder.path().join("kb/links.lock")).unwrap(), text);
    }
}

#[tokio::test]
async fn the_table_of_retractions_counts_offline_and_lasts() {
    let (_server, folder) = base().await;
    put(folder.path(), "references/g.yaml", "id: g\ntitle: Massage of the hip\nDOI: 10.5555/g\n");
    let table = "RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature\n\
        2/25/2016 0:00,10.5555/n,10.5555/G,0,Retraction\n";
    let path = folder.path().join("table.csv");
    fs::write(&path, table).unwrap();
    let offline = ["--offline", "--format", "json", "kb"];
    let with_table = ["--retractions", path.to_str().unwrap()];
    let verdict = |ran: &crate::program::Ran| {
        let told = ran.json();
        let results = told["results"].as_array().unwrap().clone();
        let own = results.into_iter().find(|result| result["reference"] == "g").unwrap();
        (ran.code, own["verdict"].as_str().unwrap().to_owned())
    };
    let retracted = (Some(1), "retracted".to_owned());
    assert_eq!(verdict(&kb(folder.path(), &offline).await), (Some(0), "skipped".to_owned()));
    assert_eq!(verdict(&kb(folder.path(), &[&offline[..], &with_table].concat()).await), retracted);
    let services = ["--crossref", "none", "--doi", "none", "--openalex", "none", "--ncbi", "none"];
    assert_eq!(verdict(&kb(folder.path(), &[&ONLINE[..], &services, &with_table].concat()).await), retracted);
    assert_eq!(verdict(&kb(folder.path(), &[&ONLINE[..], &services].concat()).await), retracted);
    assert_eq!(verdict(&kb(folder.path(), &offline).await), retracted);
}

#[tokio::test]
async fn a_copy_of_another_decade_does_not_bear_a_quote_out() {
    for (taken, expected) in [("20240101000000", "archived"), ("19990101000000", "gone")] {
        let (server, folder) = base().await;
        let url = server.url("/a");
        let dated = format!(
            "id: a\ntitle: Massage of the hip\nURL: {url}\naccessed:\n  date-parts: [[2026, 11, 1]]\n"
        );
        put(folder.path(), "references/a.yaml", &dated);
        put(
            folder.path(),
            "claims/one.yaml",
            "id: one\ncitations:\n  - reference: a\n    stance: supports\n    quote: massage cures all pain for good\n",
        );
        let archive = Server::start(move |ask| match ask.path.contains("id_/") {
            true => html(200, "<p>We say that massage cures all pain for good, as we always did.</p>"),
            false => to(302, &format!("/web/{taken}/{}", ask.path.split_once("120000/").unwrap().1)),
        })
        .await;
        let wayback = archive.url("");
        let ran = kb(folder.path(), &[&ONLINE[2..], &["--wayback", &wayback]].concat()).await;
        let told = ran.json();
        let quote = &told["results"][0]["quotes"][0];
        assert_eq!(quote["verdict"], expected, "{taken}: {told}");
    }
}
