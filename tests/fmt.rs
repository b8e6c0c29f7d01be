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
    fs::write(folder.path().join("kb.toml"), "title = \"t\"\n").unwrap();
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
    let would = "1 file would change, 1 in their form, 0 left alone\n";
    assert_eq!(fmt(folder.path(), &["--check"]), said(1, "benefits/balance.yaml\n", would));
    let (code, out, _) = fmt(folder.path(), &["--diff"]);
    assert!(
        code == 1 && out.contains("-name: Balance  # a comment\n") && out.contains("+id: balance\n"),
        "{out}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), LOOSE);
    let did = "1 file changed, 1 in their form, 0 left alone\n";
    assert_eq!(fmt(folder.path(), &[]), said(0, "benefits/balance.yaml\n", did));
    assert_eq!(fs::read_to_string(&file).unwrap(), TIDY);
    let nothing = "0 files would change, 2 in their form, 0 left alone\n";
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
    assert!(err.ends_with("1 file changed, 0 in their form, 3 left alone\n"), "{err}");
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
