//! `kb fmt` as its user runs it.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;

const LOOSE: &str = "name: Balance  # a comment\nid:   balance\nsummary:   Standing upright.\naliases:\n- x";
const TIDY: &str = "id: balance\nname: Balance # a comment\nsummary: Standing upright.\naliases:\n  - x\n";

fn base(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("kb.toml"), "title = \"t\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\n")
        .unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn fmt(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output =
        Command::cargo_bin("kb").unwrap().current_dir(folder).arg("fmt").args(arguments).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn records_are_written_in_their_form_once() {
    let folder = base(&[("benefits/balance.yaml", LOOSE), ("benefits/other.yaml", TIDY)]);
    let file = folder.path().join("benefits/balance.yaml");
    let said = |code, out: &str, err: &str| (code, out.to_owned(), err.to_owned());
    let would = "1 file would change, 1 already in standard form, 0 left alone\n";
    assert_eq!(fmt(folder.path(), &["--check"]), said(1, "benefits/balance.yaml\n", would));
    let (code, out, _) = fmt(folder.path(), &["--diff"]);
    assert!(
        code == 1 && out.contains("-name: Balance  # a comment\n") && out.contains("+id: balance\n"),
        "{out}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), LOOSE);
    let did = "1 file changed, 1 already in standard form, 0 left alone\n";
    assert_eq!(fmt(folder.path(), &[]), said(0, "benefits/balance.yaml\n", did));
    assert_eq!(fs::read_to_string(&file).unwrap(), TIDY);
    let nothing = "0 files would change, 2 already in standard form, 0 left alone\n";
    assert_eq!(fmt(folder.path(), &["--check", "."]), said(0, "", nothing));
}

#[test]
fn what_cannot_be_read_is_named_and_left_alone_and_hides_nothing() {
    let folder = base(&[
        ("benefits/balance.yaml", LOOSE),
        ("benefits/broken.yaml", "id: [\n"),
        ("benefits/empty.yaml", ""),
        ("beneftis/x.yaml", "b: 1\na:  2\n"),
    ]);
    let (code, out, err) = fmt(folder.path(), &[]);
    assert_eq!((code, out.as_str()), (1, "benefits/balance.yaml\n"));
    for path in ["benefits/broken.yaml", "benefits/empty.yaml", "beneftis/x.yaml"] {
        assert!(err.contains(&format!("left alone: {path}: ")), "{err}");
    }
    assert!(err.ends_with("1 file changed, 0 already in standard form, 3 left alone\n"), "{err}");
    assert_eq!(fs::read_to_string(folder.path().join("benefits/broken.yaml")).unwrap(), "id: [\n");
    assert_eq!(fs::read_to_string(folder.path().join("beneftis/x.yaml")).unwrap(), "b: 1\na:  2\n");
}

#[cfg(unix)]
#[test]
fn links_are_not_written_through() {
    let folder = base(&[("benefits/real.yaml", TIDY)]);
    let outside = base(&[("balance.txt", LOOSE)]);
    let target = outside.path().join("balance.txt");
    std::os::unix::fs::symlink(&target, folder.path().join("benefits/balance.yaml")).unwrap();
    let (code, out, err) = fmt(folder.path(), &[]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("it is a link"), "{err}");
    assert_eq!(fs::read_to_string(target).unwrap(), LOOSE);
}

/// What `kb lint` says of a record, without the rules about how it is written.
fn findings(folder: &Path) -> (i32, Vec<String>, u64) {
    let lint = [
        "lint",
        "--format",
        "json",
        "-A",
        "missing-final-newline",
        "-A",
        "trailing-whitespace",
        "-A",
        "unsorted-list",
    ];
    let output = Command::cargo_bin("kb").unwrap().current_dir(folder).args(lint).output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["findings"].as_array().unwrap().iter();
    let mut found: Vec<_> =
        findings.map(|finding| format!("{} {}", finding["rule"], finding["pointer"])).collect();
    found.sort();
    (output.status.code().unwrap(), found, report["summary"]["suppressed"].as_u64().unwrap())
}

#[test]
fn what_is_silenced_stays_silenced_and_nothing_else() {
    let ignore = "# kb: ignore[overclaim] its makers say so";
    let file = "# kb: ignore-file[overclaim] its makers say so";
    for text in [
        // An empty line between the comment and its key.
        format!("id: balance\nname: Balance\n{ignore}\n\nsummary: Rolling guarantees it.\n"),
        format!("id: balance\nname: Balance\n{ignore}\n\n\n# and more\n\nsummary: Rolling guarantees it.\n"),
        // At the top, over a key that is not the first one of the kind.
        format!("{ignore}\nsummary: Rolling guarantees it.\nid: balance\nname: Balance\n"),
        format!("{ignore}\n\nsummary: Rolling guarantees it.\nid: balance\nname: Balance\n"),
        format!("# about\n\n{ignore}\n\nsummary: Rolling guarantees it.\nid: balance\nname: Balance\n"),
        format!("{ignore}\n\nname: Balance\nsummary: Rolling guarantees it.\nid: balance\n"),
        // `---`, which is taken away.
        format!("---\n{file}\nid: balance\nname: Balance\nsummary: Rolling guarantees it.\n"),
        format!("{file}\n---\nid: balance\nname: Balance\nsummary: Rolling guarantees it.\n"),
        format!("{ignore}\n---\nsummary: Rolling guarantees it.\nid: balance\nname: Balance\n"),
        // For the whole file, below the first key: it must not come to the top.
        format!("summary: Rolling guarantees it.\n{file}\nid: balance\nname: Balance\n"),
        format!("name: Balance\n{file}\nid: balance\nsummary: Rolling guarantees it.\n"),
        // At the end of a list, where it seems to belong to it.
        format!(
            "id: balance\nmeasures:\n  - a guarantee\n  {ignore}\nsummary: Rolling guarantees it.\nname: Balance\n"
        ),
        // Behind a list that gets a line an item.
        format!(
            "id: balance\nname: Balance\nsummary: Ease.\nmeasures: [{} it cures] {ignore}\n",
            "a long measure of ease, ".repeat(6)
        ),
        format!(
            "id: balance\nname: Balance\nsummary: Ease.\nmeasures: [ {ignore}\n  it cures, it does not]\n"
        ),
        // Behind the key, and the value on the next line.
        format!("id: balance\nname: Balance\nsummary: {ignore}\n  Rolling guarantees it.\n"),
        format!("id: balance\nname: Balance\nsummary: >- {ignore}\n  It is.\n  Rolling guarantees it.\n"),
        format!("id: balance\nname: Balance\nsummary:\n  {ignore}\n  Rolling guarantees it.\n"),
        // The last line.
        format!("summary: Rolling guarantees it.\nid: balance\nname: Balance\n{ignore}\n"),
    ] {
        let folder = base(&[("benefits/balance.yaml", &text)]);
        let before = findings(folder.path());
        let (_, _, said) = fmt(folder.path(), &[]);
        assert_eq!(
            findings(folder.path()),
            before,
            "{text}{said}{}",
            fs::read_to_string(folder.path().join("benefits/balance.yaml")).unwrap()
        );
    }
}
