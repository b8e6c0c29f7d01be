//! `kb links` as its user runs it, against a server on loopback.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::server::{Server, html, reply, to};

/// What came of a run.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|_| panic!("{}{}", self.stdout, self.stderr))
    }

    /// The verdict of each reference, with what led to it.
    fn verdicts(&self) -> Vec<(String, String)> {
        let told = self.json();
        let results = told["results"].as_array().unwrap();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        results.iter().map(|result| (text(&result["reference"]), text(&result["verdict"]))).collect()
    }
}

pub(crate) async fn kb(folder: &Path, arguments: &[&str]) -> Ran {
    kb_with(folder, arguments, &[]).await
}

/// The same, with these variables in the environment.
pub(crate) async fn kb_with(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kb"));
    command.current_dir(folder).env_remove("GITHUB_ACTIONS").env_remove("NCBI_API_KEY").arg("links");
    command.args(arguments).envs(variables.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    Ran {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) const ONLINE: [&str; 11] = [
    "--wayback",
    "none",
    "--allow-private",
    "127.0.0.0/8",
    "--interval",
    "1ms",
    "--timeout",
    "5s",
    "--format",
    "json",
    "kb",
];

pub(crate) fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join("kb").join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A server with five pages, and a knowledge base that cites them. Nothing but `links` is asked of it: its records are as short as
/// can be, and not all of them would pass the schema.
pub(crate) async fn base() -> (Server, TempDir) {
    let server = Server::start(|ask| {
        let fine =
            |text: &str| html(200, &format!("<title>A trial</title><p>{text}</p>")).header("etag", "\"1\"");
        match ask.path.as_str() {
            _ if ask.header("if-none-match") == "\"1\"" => reply(304),
            "/trial" => fine("Rolling <b>raised the range</b> of motion in 12 of 20 runners."),
            "/review" => fine("No review found that massage cures anything at all in anyone."),
            "/old" => to(301, "/trial"),
            _ => html(404, "nothing"),
        }
    })
    .await;
    let folder = TempDir::new().unwrap();
    put(folder.path(), "kb.toml", "title = \"links\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\n");
    for (id, path) in [("trial", "/trial"), ("review", "/review"), ("old", "/old"), ("gone", "/gone")] {
        let url = server.url(path);
        put(folder.path(), &format!("references/{id}.yaml"), &format!("id: {id}\ntitle: T\nURL: {url}\n"));
    }
    put(folder.path(), "references/inside.yaml", "id: inside\ntitle: T\nURL: http://10.1.2.3/\n");
    put(
        folder.path(),
        "claims/one.yaml",
        "id: one\ncitations:\n  - reference: trial\n    stance: supports\n    quote: raised the range of motion in 12 of 20 runners\n  \
         - reference: review\n    stance: supports\n    quote: the range of motion in 12 of 20\n",
    );
    (server, folder)
}

#[tokio::test]
async fn each_source_gets_its_verdict_and_the_run_fails_for_what_is_wrong() {
    let (server, folder) = base().await;
    let ran = kb(folder.path(), &ONLINE).await;
    let expected =
        [("gone", "broken"), ("inside", "skipped"), ("old", "moved"), ("review", "drifted"), ("trial", "ok")];
    let expected: Vec<_> = expected.map(|(id, verdict)| (id.to_owned(), verdict.to_owned())).into();
    assert_eq!(ran.verdicts(), expected, "{}", ran.stderr);
    assert_eq!(ran.code, Some(1));
    let told = ran.json();
    assert_eq!(told["schema"], "kb-links/v1");
    assert_eq!(told["complete"], true);
    assert_eq!(told["requests"], server.asks().len());
    assert_eq!(told["summary"]["ok"], 1);
    let review = &told["results"][3]["quotes"][0];
    assert_eq!((&review["verdict"], &review["found_at"]), (&"misattributed".into(), &"trial".into()));
    assert_eq!(told["results"][4]["quotes"][0]["verdict"], "exact");
    assert_eq!(told["results"][0]["reason"], "404");
}

#[tokio::test]
async fn a_second_run_asks_only_what_failed_and_after_expiry_asks_conditionally() {
    let (server, folder) = base().await;
    kb(folder.path(), &ONLINE).await;
    let first = server.asks().len();
    let lock_path = folder.path().join("kb/links.lock");
    let lock = fs::read_to_string(&lock_path).unwrap();
    let ran = kb(folder.path(), &ONLINE).await;
    let asked: Vec<String> = server.asks().iter().skip(first).map(|ask| ask.path.clone()).collect();
    assert!(asked.iter().all(|path| path == "/gone" || path == "/review"), "{asked:?}");
    assert_eq!(ran.verdicts().len(), 5);
    let review = &ran.json()["results"][3]["quotes"][0];
    assert_eq!(review["verdict"], "misattributed", "it is remembered where the quote stands");
    // As if the time to live were over.
    let expired: String = lock
        .lines()
        .map(|line| match serde_json::from_str::<Value>(line).unwrap() {
            Value::Object(mut entry) if entry.contains_key("next") => {
                entry["next"] = "2020-01-01T00:00:00Z".into();
                format!("{}\n", Value::Object(entry))
            }
            header => format!("{header}\n"),
        })
        .collect();
    fs::write(&lock_path, expired).unwrap();
    let before = server.asks().len();
    let ran = kb(folder.path(), &ONLINE).await;
    let asks = server.asks();
    let trial = asks.iter().skip(before).find(|ask| ask.path == "/trial").unwrap();
    assert_eq!(trial.header("if-none-match"), "\"1\"");
    let result = &ran.json()["results"][4];
    assert_eq!((&result["verdict"], &result["quotes"][0]["verdict"]), (&"ok".into(), &"exact".into()));
}

#[tokio::test]
async fn where_all_stands_a_second_run_makes_no_request() {
    let (server, folder) = base().await;
    for id in ["gone", "review", "inside"] {
        fs::remove_file(folder.path().join(format!("kb/references/{id}.yaml"))).unwrap();
    }
    assert_eq!(kb(folder.path(), &ONLINE).await.code, Some(0));
    let first = server.asks().len();
    let ran = kb(folder.path(), &ONLINE).await;
    assert_eq!((ran.code, &ran.json()["requests"]), (Some(0), &0.into()));
    assert_eq!(server.asks().len(), first);
    assert!(ran.json()["results"].as_array().unwrap().iter().all(|result| result["from_lock"] == true));
}

#[tokio::test]
async fn offline_makes_no_request_and_writes_nothing() {
    let (server, folder) = base().await;
    let ran = kb(folder.path(), &["--offline", "--format", "json", "kb"]).await;
    assert!(ran.verdicts().iter().all(|(_, verdict)| verdict == "skipped"), "{}", ran.stdout);
    assert_eq!(ran.json()["results"][0]["reason"], "offline");
    assert_eq!((ran.code, server.asks().len()), (Some(0), 0));
    assert!(!folder.path().join("kb/links.lock").exists());
}

#[tokio::test]
async fn two_shards_together_are_the_whole() {
    let (_server, folder) = base().await;
    let mut seen = Vec::new();
    for shard in ["1/2", "2/2"] {
        let lock = folder.path().join(format!("{}.lock", &shard[..1]));
        let lock = lock.to_str().unwrap();
        let ran = kb(folder.path(), &[&ONLINE[..], &["--shard", shard, "--lock", lock]].concat()).await;
        seen.extend(ran.verdicts());
    }
    seen.sort();
    assert_eq!(seen.len(), 5, "{seen:?}");
    let merged = kb(folder.path(), &["merge", "1.lock", "2.lock", "--output", "kb/links.lock"]).await;
    assert_eq!(merged.code, Some(0), "{}", merged.stderr);
    let offline = kb(folder.path(), &["--offline", "--format", "json", "kb"]).await;
    let mut together = offline.verdicts();
    together.sort();
    assert_eq!(together, seen);
}

#[tokio::test]
async fn only_what_is_new_is_asked_and_only_the_host_that_is_named() {
    let (server, folder) = base().await;
    kb(folder.path(), &ONLINE).await;
    let first = server.asks().len();
    let trial = server.url("/trial?new");
    put(folder.path(), "references/new.yaml", &format!("id: new\ntitle: T\nURL: {trial}\n"));
    let ran = kb(folder.path(), &[&ONLINE[..], &["--changed-only"]].concat()).await;
    assert_eq!(ran.verdicts(), [("new".to_owned(), "broken".to_owned())]);
    assert_eq!(server.asks().len(), first + 1);
    let ran = kb(folder.path(), &[&ONLINE[..], &["--no-lock", "--host", "10.1.2.3"]].concat()).await;
    assert_eq!(ran.verdicts(), [("inside".to_owned(), "skipped".to_owned())]);
    assert_eq!(server.asks().len(), first + 1);
}

#[tokio::test]
async fn what_cannot_be_done_is_told_in_one_message() {
    let (_server, folder) = base().await;
    for (arguments, words) in [
        (&["--shard", "3/2", "kb"][..], "write for example `1/4`"),
        (&["--timeout", "soon", "kb"], "is not a length of time"),
        (&["--allow-private", "10.0.0.0/99", "kb"], "neither a host"),
        (&["nowhere"], "there is no folder `nowhere`"),
        (&["merge", "nowhere.lock"], "cannot read `nowhere.lock`"),
    ] {
        let ran = kb(folder.path(), arguments).await;
        assert_eq!(ran.code, Some(2), "{arguments:?}: {}{}", ran.stdout, ran.stderr);
        assert!(ran.stderr.contains(words), "{arguments:?}: {}", ran.stderr);
    }
    put(folder.path(), "links.lock", "{\"schema\":\"kb-lock/v1\"}\nhalf a line");
    let ran = kb(folder.path(), &ONLINE).await;
    assert!(ran.stderr.contains("1 line of `kb/links.lock` cannot be read"), "{}", ran.stderr);
    let kept = fs::read_to_string(folder.path().join("kb/links.lock.damaged")).unwrap();
    assert!(kept.ends_with("half a line"));
}

#[tokio::test]
async fn people_read_what_is_wrong_and_a_table() {
    let (_server, folder) = base().await;
    let mut arguments = ONLINE.to_vec();
    arguments[9] = "human";
    let ran = kb(folder.path(), &arguments).await;
    assert!(ran.stdout.contains("is on the page of `trial`: cite that one"), "{}", ran.stdout);
    assert!(ran.stdout.contains("      1  broken "), "{}", ran.stdout);
    assert_eq!(ran.stderr, "", "no bar where nobody watches");
}

#[tokio::test]
async fn a_retracted_work_fails_the_run_and_a_lost_quote_is_looked_up_in_the_archive() {
    let (server, folder) = base().await;
    let crossref = Server::start(|_| {
        let answer = r#"{"status":"ok","message":{"items":[{"DOI":"10.5555/X","title":["T"],"updated-by":[
            {"DOI":"10.5555/notice","type":"retraction","label":"Retraction","source":"publisher","updated":{"date-parts":[[2010,2,6]]}}]}]}}"#;
        reply(200).header("content-type", "application/json").body(answer)
    })
    .await;
    let archive = Server::start(|ask| {
        if ask.path.contains("id_/") {
            return html(200, "<p>At that time the page said that rolling is a joy for all.</p>");
        }
        match ask.path.split_once("/web/20261101120000/") {
            Some((_, url)) if url.ends_with("/review") => to(302, &format!("/web/20261030000000/{url}")),
            _ => reply(404),
        }
    })
    .await;
    let dated = "accessed:\n  date-parts: [[2026, 11, 1]]\n";
    let review = server.url("/review");
    put(folder.path(), "references/review.yaml", &format!("id: review\ntitle: T\nURL: {review}\n{dated}"));
    put(
        folder.path(),
        "claims/one.yaml",
        "id: one\ncitations:\n  - reference: review\n    stance: supports\n    quote: rolling is a joy for all\n",
    );
    let trial = server.url("/trial");
    put(
        folder.path(),
        "references/trial.yaml",
        &format!("id: trial\ntitle: T\nDOI: 10.5555/x\nURL: {trial}\n"),
    );
    let (crossref, archive) = (crossref.url(""), archive.url(""));
    let services = ["--crossref", &crossref, "--doi", "none", "--openalex", "none", "--ncbi", "none"];
    let ran = kb(folder.path(), &[&ONLINE[2..], &services, &["--wayback", &archive]].concat()).await;
    let told = ran.json();
    let of = |id: &str| {
        let results = told["results"].as_array().unwrap();
        results.iter().find(|result| result["reference"] == id).unwrap().clone()
    };
    let trial = of("trial");
    assert_eq!(
        (&trial["verdict"], &trial["standing"]),
        (&"retracted".into(), &"retracted".into()),
        "{trial}"
    );
    assert_eq!(trial["notice"]["doi"], "10.5555/notice");
    assert_eq!(trial["notice"]["date"], "2010-02-06");
    let review = of("review");
    assert_eq!(review["verdict"], "drifted", "{review} {}", ran.stderr);
    assert_eq!(review["quotes"][0]["verdict"], "archived", "{review}");
    assert!(review["archive"].as_str().unwrap().contains("/web/20261030000000/"));
    assert_eq!(ran.code, Some(1));
}

/// A service that knows DOI 10.5555/x as another work than `trial` is, and one that knows PubMed number 7 as the same.
async fn other_work() -> (Server, Server) {
    let json = |text: &'static str| {
        Server::start(move |_| reply(200).header("content-type", "application/json").body(text))
    };
    let crossref = json(
        r#"{"message":{"items":[{"DOI":"10.5555/X","title":["Venous thrombosis after long flights"],
            "author":[{"family":"Miller"}],"issued":{"date-parts":[[2011]]}}]}}"#,
    );
    let ncbi = json(
        r#"{"result":{"7":{"uid":"7","title":"Foam rolling and range of motion.","pubdate":"2021 Jan",
            "authors":[{"name":"Wilke J","authtype":"Author"}]}}}"#,
    );
    (crossref.await, ncbi.await)
}

#[tokio::test]
async fn an_identifier_of_another_work_is_told_and_fails_nothing() {
    let (server, folder) = base().await;
    let (crossref, ncbi) = other_work().await;
    for id in ["gone", "review", "old", "inside"] {
        fs::remove_file(folder.path().join(format!("kb/references/{id}.yaml"))).unwrap();
    }
    let trial = server.url("/trial");
    put(
        folder.path(),
        "references/trial.yaml",
        &format!(
            "id: trial\ntitle: Foam rolling and range of motion\nauthor:\n  - family: Behm\n  - family: Wilke\nissued:\n  \
             date-parts: [[2020]]\nDOI: 10.5555/x\nPMID: 7\nURL: {trial}\n"
        ),
    );
    let (crossref, ncbi) = (crossref.url(""), ncbi.url(""));
    let services = ["--crossref", &crossref, "--doi", "none", "--openalex", "none", "--ncbi", &ncbi];
    let ran = kb(folder.path(), &[&ONLINE[..], &services].concat()).await;
    let told = ran.json();
    let results = told["results"].as_array().unwrap();
    assert_eq!(results.len(), 2, "the PubMed number is that of the record: {told}");
    assert_eq!((&results[1]["work"], &results[1]["verdict"]), (&"doi:10.5555/x".into(), &"ok".into()));
    let mismatch = serde_json::json!({
        "title": {"record": "Foam rolling and range of motion", "service": "Venous thrombosis after long flights"},
        "year": {"record": 2020, "service": 2011},
        "first_author": {"record": "Behm", "service": "Miller"},
    });
    assert_eq!(results[1]["mismatch"], mismatch);
    assert_eq!((results[0].get("mismatch"), ran.code), (None, Some(0)), "{}", ran.stderr);
    let ran = kb(folder.path(), &["--offline", "--format", "human", "kb"]).await;
    for words in [
        "mismatched: this identifier belongs to another work",
        "  trial  doi:10.5555/x\n",
        "      title: `Foam rolling and range of motion` in the record, `Venous thrombosis after long flights` there\n",
        "      year: `2020` in the record, `2011` there\n      first author: `Behm` in the record, `Miller` there\n",
    ] {
        assert!(ran.stdout.contains(words), "{words}: {}", ran.stdout);
    }
}

/// Whatever `kb links` tells is as its schema says.
#[tokio::test]
async fn the_json_is_as_its_schema_says() {
    let (_server, folder) = base().await;
    let (crossref, _) = other_work().await;
    put(folder.path(), "references/work.yaml", "id: work\ntitle: T\nDOI: 10.5555/x\n");
    let crossref = crossref.url("");
    let services = ["--crossref", &crossref, "--doi", "none", "--openalex", "none", "--ncbi", "none"];
    let ran = kb(folder.path(), &[&ONLINE[..], &services].concat()).await;
    let schema = include_str!("../../schemas/kb-links.schema.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    let told = ran.json();
    let errors: Vec<String> = validator.iter_errors(&told).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
    assert!(told["results"].as_array().unwrap().iter().any(|result| result.get("mismatch").is_some()));
}

#[tokio::test]
async fn a_wall_says_nothing_of_the_quotes_behind_it() {
    let server = Server::start(|ask| match ask.path.as_str() {
        "/wall" => html(200, "<title>Access Denied</title><h1>Access Denied</h1><p>Reference #18.5d</p>"),
        _ => html(200, "<title>a.test</title><p>This domain is for sale! Make an offer.</p>"),
    })
    .await;
    let folder = TempDir::new().unwrap();
    put(folder.path(), "kb.toml", "title = \"links\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\n");
    let mut citations = String::new();
    for id in ["wall", "parked"] {
        let url = server.url(&format!("/{id}"));
        put(folder.path(), &format!("references/{id}.yaml"), &format!("id: {id}\ntitle: T\nURL: {url}\n"));
        citations.push_str(&format!(
            "  - reference: {id}\n    stance: supports\n    quote: Massage reduced soreness in 12 of 20 runners\n"
        ));
    }
    put(folder.path(), "claims/one.yaml", &format!("id: one\ncitations:\n{citations}"));
    let ran = kb(folder.path(), &ONLINE).await;
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for (result, verdict) in ran.json()["results"].as_array().unwrap().iter().zip(["suspect", "unverifiable"])
    {
        assert_eq!(
            (&result["verdict"], &result["quotes"][0]["verdict"]),
            (&verdict.into(), &"unverifiable".into())
        );
        assert_eq!(result["quotes"][0].get("score"), None);
    }
}

#[tokio::test]
async fn a_quote_that_is_simply_not_there_fails_the_run_only_if_that_stays_so() {
    let server = Server::start(|ask| {
        let text = match ask.before {
            0 => "Massage reduced soreness in 12 of 20 runners.".to_owned(),
            _ => "The hip was examined by two people who knew nothing of each other. ".repeat(60),
        };
        html(200, &format!("<title>Massage of the hip</title><p>{text}</p>"))
    })
    .await;
    let folder = TempDir::new().unwrap();
    put(folder.path(), "kb.toml", "title = \"links\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\n");
    let url = server.url("/trial");
    put(
        folder.path(),
        "references/trial.yaml",
        &format!("id: trial\ntitle: Massage of the hip\nURL: {url}\n"),
    );
    put(
        folder.path(),
        "claims/one.yaml",
        "id: one\ncitations:\n  - reference: trial\n    stance: supports\n    quote: Massage reduced soreness in 12 of 20 runners\n",
    );
    let lock = folder.path().join("kb/links.lock");
    // As if so many days had gone by.
    let age = |days: i64| {
        let text = fs::read_to_string(&lock).unwrap();
        let mut aged = String::new();
        for line in text.lines() {
            let mut entry: Value = serde_json::from_str(line).unwrap();
            for key in ["checked_at", "next", "first_fail", "last_ok"] {
                if let Some(at) = entry[key].as_str() {
                    let at: jiff::Timestamp = at.parse().unwrap();
                    entry[key] = (at - jiff::SignedDuration::from_hours(24 * days)).to_string().into();
                }
            }
            aged.push_str(&format!("{entry}\n"));
        }
        fs::write(&lock, aged).unwrap();
    };
    for (days, verdict, code) in [(0, "ok", 0), (10, "unverifiable", 0), (4, "drifted", 1)] {
        if days > 0 {
            age(days);
        }
        let ran = kb(folder.path(), &ONLINE).await;
        let result = &ran.json()["results"][0];
        assert_eq!((&result["verdict"], ran.code), (&verdict.into(), Some(code)), "{result}");
    }
}
