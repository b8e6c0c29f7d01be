//! The examples of the readme for those who run `kb` and for those who read kb.json, run as they stand there. The Rust example is run
//! with the examples of the crate's documentation, the TypeScript one by `.ci/export-consumers`.

#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test that cannot be set up must fail, and one that is left out must say so"
)]

use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../README.md");
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The examples in a language.
fn examples(language: &str) -> Vec<&'static str> {
    let start = format!("```{language}\n");
    let found: Vec<_> = README.split(&start).skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(!found.is_empty(), "no example in {language}");
    found
}

fn kb(folder: &Path, arguments: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_kb")).current_dir(folder).args(arguments).output().unwrap()
}

/// A folder with the repository's own `kb/` in it, as in a fresh clone.
fn clone() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in walkdir::WalkDir::new(Path::new(ROOT).join("kb")).into_iter().map(Result::unwrap) {
        let target = folder.path().join(entry.path().strip_prefix(ROOT).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
    folder
}

#[test]
fn every_example_is_short() {
    for language in ["sh", "rust", "ts", "python", "sql"] {
        for example in examples(language) {
            assert!(example.lines().count() <= 10, "{example}");
        }
    }
}

#[test]
fn the_commands_do_what_they_say() {
    let folder = clone();
    let mut ran = 0;
    for line in examples("sh").into_iter().flat_map(str::lines) {
        let command = line.split(" #").next().unwrap().trim();
        let Some(arguments) = command.strip_prefix("cargo kb ") else { continue };
        let output = kb(folder.path(), &arguments.split_whitespace().collect::<Vec<_>>());
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
        ran += 1;
    }
    assert!(ran >= 4, "{ran}");
    for path in ["kb.json", "kb.d.ts", "tables/claims.csv"] {
        assert!(folder.path().join(path).is_file(), "{path}");
    }
}

#[test]
fn the_python_example_prints_claims_with_their_sources() {
    let folder = clone();
    assert!(kb(folder.path(), &["export", "--out", "kb.json"]).status.success());
    for example in examples("python") {
        let output = match Command::new("python3").args(["-c", example]).current_dir(folder.path()).output() {
            Ok(output) => output,
            Err(error) => {
                eprintln!("SKIPPED: the Python example is not run, since python3 cannot be: {error}");
                return;
            }
        };
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(
            text.contains(" partly_supported low\n")
                && text.contains("supports: ")
                && text.contains("doi:10."),
            "{text}"
        );
        assert!(
            text.starts_with("! ") && text.contains("\nemergency ") && text.contains("\nstop "),
            "{text}"
        );
    }
}

#[cfg(feature = "sqlite")]
#[test]
fn the_queries_answer() {
    let folder = clone();
    assert!(kb(folder.path(), &["export", "--format", "sqlite", "--out", "kb.db"]).status.success());
    let base = rusqlite::Connection::open(folder.path().join("kb.db")).unwrap();
    for query in examples("sql").into_iter().flat_map(|example| example.split_terminator(";\n")) {
        let mut statement = base.prepare(query).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        assert!(rows.map(Result::unwrap).any(|first| !first.is_empty()), "{query}");
    }
}
