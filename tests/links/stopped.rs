//! Ctrl-C in the middle of a run.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tokio::sync::Notify;

use crate::program::put;
use crate::server::{Reply, Server, fine, reply, to};

/// Longer than any machine takes, and much less than the run would take by itself.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server whose page `/quick` stands and whose others never answer; what it tells when it was asked for one of these.
async fn server() -> (Server, Arc<Notify>) {
    let asked = Arc::new(Notify::new());
    let tell = Arc::clone(&asked);
    let server = Server::start(move |ask| {
        if ask.path == "/quick" {
            return fine();
        }
        tell.notify_one();
        Reply::hang()
    })
    .await;
    (server, asked)
}

fn base(files: &[(&str, String)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    put(folder.path(), "kb.toml", "title = \"T\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\n");
    for (path, text) in files {
        put(folder.path(), &format!("references/{path}.yaml"), &format!("id: {path}\ntitle: T\n{text}"));
    }
    folder
}

/// Starts a run, sends it a signal as soon as `asked` says so, and waits for its end.
async fn stop(folder: &Path, signal: &str, more: &[&str], asked: &Notify) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kb"));
    command.current_dir(folder).env_remove("GITHUB_ACTIONS").args(["links", "--format", "json"]);
    command.args(["--allow-private", "127.0.0.0/8", "--per-host", "1", "--interval", "1ms"]);
    command.args(["--timeout", "10m", "--budget", "1h", "kb"]).args(more);
    for service in ["--crossref", "--doi", "--ncbi", "--openalex", "--wayback"] {
        if !more.contains(&service) {
            command.args([service, "none"]);
        }
    }
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let id = child.id().to_string();
    let ended = tokio::task::spawn_blocking(move || child.wait_with_output().unwrap());
    tokio::time::timeout(PATIENCE, asked.notified()).await.expect("the run asks");
    let sent = Command::new("kill").args(["-s", signal, &id]).status().unwrap();
    assert!(sent.success());
    tokio::time::timeout(PATIENCE, ended).await.expect("the run ends").unwrap()
}

/// What the lock holds: addresses and works.
fn kept(folder: &Path) -> BTreeSet<String> {
    let lock = fs::read_to_string(folder.join("kb/links.lock")).unwrap();
    let lines = lock.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter_map(|line| Some(line.get("url").or(line.get("work"))?.as_str()?.to_owned())).collect()
}

fn assert_stopped(output: &Output) -> Value {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("the run was stopped early"), "{stderr}");
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["complete"], false);
    told
}

#[tokio::test]
async fn between_pages_it_ends_at_once_and_keeps_what_was_done() {
    for signal in ["INT", "TERM"] {
        let (server, asked) = server().await;
        // One at a time to a host, in the order of their addresses: when the slow page is asked for, the quick one is done.
        let (quick, slow) = (server.url("/quick"), server.url("/slow"));
        let folder = base(&[("one", format!("URL: {quick}\n")), ("two", format!("URL: {slow}\n"))]);
        let output = stop(folder.path(), signal, &[], &asked).await;
        let told = assert_stopped(&output);
        assert_eq!(told["results"][0]["verdict"], "ok");
        assert_eq!(
            (&told["results"][1]["verdict"], &told["results"][1]["reason"]),
            (&"skipped".into(), &"out-of-time".into())
        );
        assert_eq!(kept(folder.path()), BTreeSet::from([quick]));
        assert!(!folder.path().join("kb/links.lock.part").exists(), "the lock is whole");
    }
}

#[tokio::test]
async fn while_a_service_is_asked_the_pages_are_kept() {
    let (server, asked) = server().await;
    let quick = server.url("/quick");
    let folder = base(&[("one", format!("URL: {quick}\nDOI: 10.5555/x\n"))]);
    let output = stop(folder.path(), "INT", &["--crossref", &server.url("")], &asked).await;
    assert_stopped(&output);
    assert_eq!(kept(folder.path()), BTreeSet::from([quick]));
}

#[tokio::test]
async fn while_the_archive_is_asked_the_rest_is_kept() {
    let (archive, asked) = server().await;
    let gone = Server::start(|ask| if ask.path == "/gone" { reply(404) } else { to(302, "/gone") }).await;
    let url = gone.url("/page");
    let folder = base(&[("one", format!("URL: {url}\naccessed:\n  date-parts: [[2026, 11, 1]]\n"))]);
    let output = stop(folder.path(), "INT", &["--wayback", &archive.url("")], &asked).await;
    let told = assert_stopped(&output);
    assert_eq!(told["results"][0]["verdict"], "broken");
    assert_eq!(kept(folder.path()), BTreeSet::from([url]));
}
