//! `kb diff`, as its user runs it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::{NEW, OLD};

const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base");

/// A folder with both exports, and the small sound knowledge base in `kb`.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { folder: TempDir::new().unwrap() };
        for entry in walkdir::WalkDir::new(BASE).into_iter().map(Result::unwrap) {
            if entry.file_type().is_file() {
                let path = Path::new("kb").join(entry.path().strip_prefix(BASE).unwrap());
                place.put(&path.display().to_string(), fs::read(entry.path()).unwrap());
            }
        }
        place.put("old.json", OLD);
        place.put("new.json", NEW);
        place
    }

    fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.folder.path().join(path)).unwrap();
        assert!(text.contains(from), "{path} has no {from}");
        self.put(path, text.replace(from, to));
    }

    fn kb(&self, arguments: &[&str], stdin: &str) -> (i32, String, String) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kb"))
            .current_dir(self.folder.path())
            .env_remove("GITHUB_ACTIONS")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The program may end before it has read all.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
        let output = child.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn diff(&self, arguments: &[&str]) -> (i32, String, String) {
        self.kb(&[&["diff"], arguments].concat(), "")
    }

    /// Writes kb.json of the knowledge base to `path`.
    fn export(&self, path: &str, arguments: &[&str]) {
        let all = [&["export", "--as-of", "2026-11-22", "--out", path], arguments].concat();
        assert_eq!(self.kb(&all, ""), (0, String::new(), String::new()));
    }
}

#[test]
fn two_files_are_compared_in_three_formats() {
    let place = Place::new();
    let (code, human, stderr) = place.diff(&["old.json", "new.json"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let end = "major: the content goes from 1.2.3 to at least 2.0.0\nit says it is 1.3.0, which is too low\n";
    assert!(human.ends_with(end), "{human}");
    let (code, json, stderr) = place.diff(&["old.json", "new.json", "--format", "json"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let report: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((&report["schema"], &report["least_version"]), (&"kb-diff/v1".into(), &"2.0.0".into()));
    let markdown = ["old.json", "new.json", "--format", "markdown", "--as-of", "2026-11-23"];
    let (code, page, stderr) = place.diff(&markdown);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(page.starts_with("## 2.0.0 - 2026-11-23\n\n### Safety\n\n- "), "{page}");
    let (_, named, _) = place.diff(&[&markdown[..], &["--check", "2.1.0"]].concat());
    assert!(named.starts_with("## 2.1.0 - 2026-11-23\n"), "{named}");
    let piped = place.kb(&["diff", "-", "new.json"], OLD);
    assert_eq!(piped, (0, human, String::new()));
}

#[test]
fn a_version_that_is_too_low_ends_with_1() {
    let place = Place::new();
    let check = |version: &str| place.diff(&["old.json", "new.json", "--check", version]);
    for (version, code) in
        [("2.0.0", 0), ("2.0.0-rc.1", 0), ("3.1.0", 0), ("1.9.9", 1), ("1.2.3", 1), ("0.1.0", 1)]
    {
        assert_eq!(check(version).0, code, "{version}");
    }
    let (_, stdout, stderr) = check("1.3.0");
    assert!(stdout.contains("the content goes from 1.2.3 to at least 2.0.0\n"), "{stdout}");
    assert_eq!(
        stderr,
        "error: `1.3.0` is too low after `1.2.3`: a major change needs at least `2.0.0`\n |\n = help: use `2.0.0` or later\n"
    );
    // Without a version it is the one that the new export gives itself: 1.3.0.
    assert_eq!(place.diff(&["old.json", "new.json", "--check"]).2, stderr);
    assert_eq!(place.diff(&["old.json", "old.json", "--check"]).0, 0);
    let (code, _, stderr) = place.diff(&["old.json", "old.json", "--check", "1.2.2"]);
    assert_eq!(code, 1);
    assert!(stderr.starts_with("error: `1.2.2` is before `1.2.3`, although nothing changed\n"), "{stderr}");
}

#[test]
fn the_knowledge_base_here_is_the_new_export() {
    let place = Place::new();
    place.export("released.json", &["--data-version", "0.4.1"]);
    let nothing = "nothing changed: the content stays at 0.4.1\n".to_owned();
    assert_eq!(place.diff(&["released.json"]), (0, nothing.clone(), String::new()));
    assert_eq!(place.diff(&["released.json", "kb"]), (0, nothing, String::new()));
    place.replace(
        "kb/claims/rolling-raises-flexibility.yaml",
        "verdict: partly_supported",
        "verdict: disputed",
    );
    let (code, stdout, stderr) = place.diff(&["released.json"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(
        stdout,
        "claims\n  changed rolling-raises-flexibility\n    minor: `verdict`: a changed verdict\n      - partly_supported\n      + disputed\n\n\
         1 change: 1 minor\nminor: the content goes from 0.4.1 to at least 0.4.2\n"
    );
    let (code, _, stderr) = place.diff(&["released.json", "--check"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("help: write `data_version = \"0.4.2\"` in kb.toml, at the top"), "{stderr}");
}

#[test]
fn the_version_in_kb_toml_is_that_of_the_content() {
    let place = Place::new();
    place.export("released.json", &["--data-version", "1.0.0"]);
    let manifest = fs::read_to_string(place.folder.path().join("kb/kb.toml")).unwrap();
    place.put("kb/kb.toml", format!("data_version = \"1.0.1\"\n{manifest}"));
    place.export("stated.json", &[]);
    place.export("overridden.json", &["--data-version", "9.0.0"]);
    for (path, version) in [("stated.json", "1.0.1"), ("overridden.json", "9.0.0")] {
        let text = fs::read_to_string(place.folder.path().join(path)).unwrap();
        let export: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(export["meta"]["data_version"], version);
    }
    assert_eq!(place.diff(&["released.json", "--check"]).0, 0, "nothing changed");
    place.replace("kb/tools/foam-roller.yaml", "A firm foam cylinder.", "A firm cylinder of foam.");
    assert_eq!(place.diff(&["released.json", "--check"]).0, 0, "a patch");
    place.replace(
        "kb/claims/rolling-raises-flexibility.yaml",
        "verdict: partly_supported",
        "verdict: disputed",
    );
    let (code, _, stderr) = place.diff(&["released.json", "--check"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("--> kb/kb.toml:1:16\n"), "{stderr}");
    assert!(
        stderr.contains("`1.0.1` is too low after `1.0.0`: a minor change needs at least `1.1.0`"),
        "{stderr}"
    );
    place.put("kb/kb.toml", format!("data_version = \"1.1\"\n{manifest}"));
    let (code, _, stderr) = place.diff(&["released.json"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("`data_version` must be a version in quotes"), "{stderr}");
}

#[test]
fn a_record_that_cannot_be_read_does_not_look_removed() {
    let place = Place::new();
    place.export("released.json", &["--data-version", "1.0.0"]);
    // What the rules find is no obstacle.
    place.replace("kb/tools/foam-roller.yaml", "A firm foam cylinder.", "A firm foam cylinder. TODO");
    assert_eq!(place.diff(&["released.json"]).0, 0);
    place.put("kb/tools/foam-roller.yaml", "id: foam-roller\nname: [");
    let (code, stdout, stderr) = place.diff(&["released.json"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert_eq!(
        stderr,
        "error: `kb/tools/foam-roller.yaml` cannot be read as a record, so it would look removed\n |\n = help: `kb lint kb` shows why\n"
    );
    let place = Place::new();
    place.put("kb/links.lock", "no lock");
    let (code, _, stderr) = place.diff(&["old.json"]);
    assert_eq!(code, 2);
    assert!(stderr.starts_with("error: `kb/links.lock` is damaged"), "{stderr}");
}

#[test]
fn what_cannot_be_compared_ends_with_2_and_one_message() {
    let place = Place::new();
    place.put("empty.json", "");
    place.put("broken.json", "{\n  \"a\": nope\n}");
    place.put("other.json", "{\"a\": 1}");
    place.put("later.json", "{\"schema_version\": \"2.0.0\"}");
    place.put("latin.json", b"{\"\xe9\": 1}");
    fs::create_dir(place.folder.path().join("folder")).unwrap();
    for (arguments, words) in [
        (&["no.json", "new.json"][..], "there is no file `no.json`"),
        (&["old.json", "no.json"], "there is no file `no.json`"),
        (
            &["empty.json", "new.json"],
            "`empty.json` cannot be compared: it is not valid JSON: EOF while parsing a value at line 1, column 1",
        ),
        (
            &["old.json", "broken.json"],
            "`broken.json` cannot be compared: it is not valid JSON: expected ident at line 2, column 9",
        ),
        (
            &["other.json", "new.json"],
            "`other.json` cannot be compared: it is not a kb.json: it has no `schema_version`",
        ),
        (&["later.json", "new.json"], "its schema version is 2.0.0, but this program compares only 1.x"),
        (&["latin.json", "new.json"], "`latin.json` cannot be compared: it is not valid JSON"),
        (&["folder", "new.json"], "`folder` is not a knowledge base: it has no kb.toml"),
        (&["-", "-"], "standard input can hold only one"),
        (&["-", "new.json"], "standard input cannot be compared: it is not valid JSON"),
        (&["old.json", "new.json", "--check", "1.3"], "write a version as `1.2.3`"),
        (&["old.json", "new.json", "--format", "xml"], "invalid value 'xml'"),
        (&[], "<OLD>"),
    ] {
        let (code, stdout, stderr) = place.diff(arguments);
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}: {stderr}");
        assert!(stderr.contains(words), "{arguments:?}: {stderr}");
        assert_eq!(stderr.matches("error:").count(), 1, "{stderr}");
    }
}

#[test]
fn exports_the_wrong_way_round_are_noticed() {
    let place = Place::new();
    let (code, _, stderr) = place.diff(&["new.json", "old.json"]);
    assert_eq!(code, 0);
    assert!(
        stderr.starts_with(
            "note: the new export says it is version 1.2.3, which is before the old one's 1.3.0"
        ),
        "{stderr}"
    );
}

/// A device has no end, and a pipe may never be written to.
#[cfg(unix)]
#[test]
fn only_plain_files_are_read_and_only_up_to_a_size() {
    let place = Place::new();
    for device in ["/dev/zero", "/dev/null"] {
        let (code, stdout, stderr) = place.diff(&[device, "new.json"]);
        assert_eq!((code, stdout.as_str()), (2, ""));
        assert!(stderr.starts_with(&format!("error: `{device}` is not a plain file\n")), "{stderr}");
    }
    let sparse = fs::File::create(place.folder.path().join("large.json")).unwrap();
    sparse.set_len(300 * 1024 * 1024).unwrap();
    let (code, _, stderr) = place.diff(&["old.json", "large.json"]);
    assert_eq!(code, 2);
    assert!(stderr.starts_with("error: `large.json` is larger than 256 MiB\n"), "{stderr}");
}

#[test]
fn long_values_and_long_lists_are_shortened() {
    let place = Place::new();
    let mut old: Value = serde_json::from_str(OLD).unwrap();
    let kind = old["tools"].as_object_mut().unwrap();
    let (_, tool) = kind.iter_mut().next().unwrap();
    tool["summary"] = "long ".repeat(100_000).into();
    tool["aliases"] = (0..5000).map(|number| format!("alias {number}")).collect();
    place.put("long.json", old.to_string());
    for format in ["human", "markdown"] {
        let (code, stdout, stderr) = place.diff(&["long.json", "old.json", "--format", format]);
        assert_eq!((code, stderr.as_str()), (0, ""));
        assert!(stdout.len() < 10_000, "{format}: {}", stdout.len());
        // A changelog tells of wording without its values.
        if format == "human" {
            assert!(stdout.contains("… (500,000 characters)"), "{stdout}");
            assert!(stdout.contains("and 4,900 more values"), "{stdout}");
        }
    }
}
