//! `kb links --format …` over what a lock knows: every format of `kb lint`, with the findings of the lock alone.

#![cfg(all(feature = "links", feature = "cli"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot be set up must fail")]

use std::fs;
use std::process::Command;

use tempfile::TempDir;

const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base");
const BROKEN: &str = r#"{"url":"https://example.org/trial-2020","verdict":"broken","reason":"404","status":404,"checked_at":"2026-11-20T00:00:00Z","next":"2999-01-01T00:00:00Z","fails":1}"#;

/// The base in `kb`, with a page that is gone, and a record at which `kb lint` alone takes offence.
fn knowledge_base() -> TempDir {
    let folder = TempDir::new().unwrap();
    let root = folder.path().join("kb");
    for entry in walkdir::WalkDir::new(BASE) {
        let entry = entry.unwrap();
        let to = root.join(entry.path().strip_prefix(BASE).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).unwrap();
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
    let claim =
        "id: uncited\nstatement: Some say so.\ntype: prevention\norigin: added\nverdict: not_searched\n";
    fs::write(root.join("claims/uncited.yaml"), claim).unwrap();
    let lock = fs::read_to_string(format!("{BASE}.lock")).unwrap();
    let lines = lock.lines().map(|line| if line.contains("/trial-2020\"") { BROKEN } else { line });
    fs::write(root.join("links.lock"), lines.collect::<Vec<_>>().join("\n") + "\n").unwrap();
    folder
}

/// Exit code, standard output and standard error.
fn links(folder: &TempDir, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kb"));
    command.current_dir(folder.path()).env_remove("GITHUB_ACTIONS").args(["links", "kb", "--offline"]);
    let output = command.args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn every_format_tells_of_the_lock_and_of_nothing_else() {
    let folder = knowledge_base();
    for (format, needed) in [
        ("human", "https://example.org/trial-2020"),
        ("lint", "error[broken-link]: "),
        ("concise", "kb/references/trial-2020.yaml:10:6: error[broken-link] "),
        ("json", "\"verdict\": \"broken\""),
        ("sarif", "\"ruleId\": \"broken-link\""),
        ("github", "::error file=kb/references/trial-2020.yaml,line=10,"),
        ("junit", "broken-link"),
        ("gitlab", "\"check_name\": \"broken-link\""),
    ] {
        let (code, stdout, stderr) = links(&folder, &["--format", format]);
        assert_eq!(code, Some(1), "{format}: {stdout}{stderr}");
        assert!(stdout.contains(needed), "{format}: {stdout}");
        assert!(!stdout.contains("claims/uncited"), "{format}: {stdout}");
    }
}

#[test]
fn a_report_goes_to_a_file_and_the_table_to_the_terminal() {
    let folder = knowledge_base();
    let (code, stdout, _) = links(&folder, &["--format", "sarif", "--output", "links.sarif"]);
    assert_eq!(code, Some(1));
    assert!(stdout.contains("broken") && !stdout.contains("ruleId"), "{stdout}");
    let report: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("links.sarif")).unwrap()).unwrap();
    assert_eq!(report["runs"][0]["results"][0]["ruleId"], "broken-link");
}
