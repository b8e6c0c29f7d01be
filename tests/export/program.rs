//! `kb export`, as its user runs it.

use std::fs;
use std::process::Command;

use super::Place;

const ERROR: &str = "\
id: uncited
statement: Some say that a warm-up before a long run is wise.
type: prevention
about: [practices/warm-up]
origin: added
verdict: not_searched
certainty: good_practice
certainty_basis: none was looked for
last_reviewed: 2026-11-01
";

#[test]
fn it_writes_to_standard_output_and_to_a_file() {
    let place = Place::new();
    let (code, stdout, stderr) = place.export(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.starts_with("{\n  \"$schema\": \"export.schema.json\",\n") && stdout.ends_with("\n}\n"));
    assert_eq!(place.export(&["kb", "--out", "kb.json"]), (0, String::new(), String::new()));
    assert_eq!(place.read("kb.json"), stdout);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2, "nothing else is left there");
}

#[test]
fn it_refuses_while_the_lint_has_errors() {
    let place = Place::new();
    place.put("kb/claims/uncited.yaml", ERROR);
    place.put("kb.json", "old");
    let (code, stdout, stderr) = place.export(&["--out", "kb.json"]);
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert!(
        stderr.starts_with("error: nothing was exported: there is 1 finding at error level\n"),
        "{stderr}"
    );
    assert!(stderr.ends_with("help: `kb lint kb` shows them\n"), "{stderr}");
    assert_eq!(place.read("kb.json"), "old");
}

/// While no rule about texts is at error level, the texts of files are let go before the rules look.
#[test]
fn without_the_texts_of_files_errors_are_told_all_the_same() {
    let place = Place::new();
    assert_eq!(place.export(&[]).0, 0);
    let refused = |told: &str| {
        let (code, stdout, stderr) = place.export(&[]);
        assert_eq!((code, stdout.as_str()), (1, ""), "{stderr}");
        assert!(
            stderr.starts_with(&format!("error: nothing was exported: there {told} at error level\n")),
            "{stderr}"
        );
    };
    place.put("kb/claims/uncited.yaml", ERROR);
    place.put(
        "kb/claims/uncited-too.yaml",
        ERROR.replace("uncited", "uncited-too").replace("Some say", "Few say"),
    );
    refused("are 2 findings");
    // A comment that silences is heeded without the rest of the text, and one that speaks of no rule is told.
    let silence = |rule: &str| format!("# kb: ignore-file[{rule}] nobody looked yet\n");
    fs::remove_file(place.path().join("kb/claims/uncited-too.yaml")).unwrap();
    place.put("kb/claims/uncited.yaml", silence("claim-without-citation") + ERROR);
    assert_eq!(place.export(&[]).0, 0);
    place.put("kb/claims/uncited.yaml", silence("claim-without-citations") + ERROR);
    refused("are 2 findings");
    fs::remove_file(place.path().join("kb/claims/uncited.yaml")).unwrap();
    // Rules about texts count where kb.toml says that they are errors.
    let practice = place.read("kb/practices/warm-up.yaml");
    place.put("kb/practices/warm-up.yaml", practice + "# TODO: more\n");
    assert_eq!(place.export(&[]).0, 0);
    let manifest = place.read("kb/kb.toml");
    place.put("kb/kb.toml", manifest + "\n[lint.folders.practices]\ntodo-left = \"error\"\n");
    refused("is 1 finding");
}

/// What `kb links` learnt travels with the citations, without a socket; a lock that cannot be read is told and not passed over.
#[test]
fn the_standing_of_sources_comes_from_the_lock() {
    let place = Place::new();
    let trial = place.read("kb/references/trial-2020.yaml").replacen("URL:", "DOI: 10.1000/rolling\nURL:", 1);
    place.put("kb/references/trial-2020.yaml", &trial);
    let work = |standing: &str| {
        format!(
            "{{\"work\":\"doi:10.1000/rolling\",\"verdict\":\"{standing}\",\"standing\":\"{standing}\",\
             \"checked_at\":\"2026-11-20T00:00:00Z\",\"next\":\"2026-11-27T00:00:00Z\"}}\n"
        )
    };
    place.put("kb/links.lock", work("corrected"));
    let (code, stdout, stderr) = place.export(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.contains("\"standing\": \"corrected\""), "{stdout}");
    assert!(stdout.contains("\"sources_checked_at\": \"2026-11-20T00:00:00Z\""), "{stdout}");
    for refused in [work("retracted"), "{\"work\":".to_owned()] {
        place.put("kb/links.lock", &refused);
        let (code, stdout, stderr) = place.export(&[]);
        assert_eq!((code, stdout.as_str()), (1, ""), "{refused}");
        assert!(stderr.starts_with("error: nothing was exported: "), "{stderr}");
    }
}

#[test]
fn it_checks_a_file_and_says_where_it_differs() {
    let place = Place::new();
    let (code, _, stderr) = place.export(&["--out", "kb.json", "--check"]);
    assert_eq!(code, 1);
    assert!(stderr.starts_with("error: there is no file `kb.json`\n"), "{stderr}");
    place.export(&["--out", "kb.json"]);
    assert_eq!(place.export(&["--out", "kb.json", "--check"]), (0, String::new(), String::new()));
    let good = place.read("kb.json");
    let broken = good.replacen("\"language\": \"en\"", "\"language\": \"eo\"", 1);
    place.put("kb.json", &broken);
    let (code, stdout, stderr) = place.export(&["--out", "kb.json", "--check"]);
    assert_eq!((code, stdout.as_str()), (1, ""));
    let line = good.lines().position(|line| line.contains("\"language\"")).unwrap() + 1;
    let words = format!(
        "`kb.json` is not what these records give; the first difference is at line {line}, column 19"
    );
    assert!(stderr.contains(&words), "{stderr}");
    assert!(stderr.contains("help: `kb export --format json --out kb.json` writes it again"), "{stderr}");
    assert_eq!(place.read("kb.json"), broken, "a check writes nothing");
    for other in [format!("{good}\n"), good[..good.len() - 1].to_owned(), String::new()] {
        place.put("kb.json", other);
        assert_eq!(place.export(&["--out", "kb.json", "--check"]).0, 1);
    }
}

#[test]
fn a_folder_is_written_and_checked_file_by_file() {
    let place = Place::new();
    let (code, _, stderr) = place.export(&["--format", "csv"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("write `--out FOLDER`"), "{stderr}");
    assert_eq!(place.export(&["--format", "csv", "--out", "tables"]), (0, String::new(), String::new()));
    assert_eq!(fs::read_dir(place.at("tables")).unwrap().count(), 17);
    assert_eq!(place.export(&["--format", "csv", "--out", "tables", "--check"]).0, 0);
    place.put("tables/tools.csv", "id\r\n");
    let (code, _, stderr) = place.export(&["--format", "csv", "--out", "tables", "--check"]);
    assert_eq!(code, 1);
    assert!(stderr.contains("tools.csv` is not what these records give"), "{stderr}");
    place.put("file", "old");
    let (code, _, stderr) = place.export(&["--format", "csv", "--out", "file"]);
    assert_eq!(code, 2);
    assert!(stderr.starts_with("error: `file` is a file\n"), "{stderr}");
    assert_eq!(place.read("file"), "old");
}

#[test]
fn a_dash_is_standard_output() {
    let place = Place::new();
    let (code, to_standard_output, stderr) = place.export(&[]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(place.export(&["--out", "-"]), (0, to_standard_output, String::new()));
    for (arguments, words) in [
        (&["--out", "-", "--format", "csv"][..], "cannot go to standard output"),
        (&["--out", "-", "--check"], "`--check` compares a file"),
    ] {
        let (code, stdout, stderr) = place.export(arguments);
        assert_eq!((code, stdout.as_str()), (2, ""), "{stderr}");
        assert!(stderr.contains(words) && stderr.contains("help: "), "{stderr}");
    }
    assert!(!place.at("-").exists());
}

#[cfg(feature = "zip")]
#[test]
fn tables_are_written_as_one_zip_file_and_checked() {
    let place = Place::new();
    assert_eq!(place.export(&["--format", "csv", "--out", "tables.zip"]), (0, String::new(), String::new()));
    assert_eq!(place.export(&["--format", "csv", "--out", "tables.zip", "--check"]).0, 0);
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2, "nothing else is left there");
    let mut bytes = fs::read(place.at("tables.zip")).unwrap();
    place.export(&["--format", "csv", "--out", "again.ZIP"]);
    assert!(bytes == fs::read(place.at("again.ZIP")).unwrap(), "the same records give the same bytes");
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(place.at("tables.zip"), &bytes).unwrap();
    let (code, _, stderr) = place.export(&["--format", "csv", "--out", "tables.zip", "--check"]);
    assert_eq!(code, 1);
    let words = format!(
        "`tables.zip` is not what these records give; the first difference is at byte {}\n",
        bytes.len()
    );
    assert!(stderr.contains(&words), "{stderr}");
}

#[cfg(feature = "zip")]
#[test]
fn a_zip_file_that_cannot_be_written_is_told() {
    let place = Place::new();
    fs::create_dir(place.at("folder.zip")).unwrap();
    for (arguments, words, help) in [
        (&["--format", "csv", "--out", "folder.zip"][..], "`folder.zip` is a folder", "the name of a file"),
        (
            &["--format", "csv", "--out", "folder.zip", "--check"],
            "`folder.zip` is a folder",
            "the name of a file",
        ),
        (
            &["--format", "csv", "--out", "no/such/t.zip"],
            "cannot write `no/such/t.zip`: ",
            "choose another place",
        ),
        (&["--format", "csv"], "cannot go to standard output", "`--out FILE.zip` for one file"),
    ] {
        let (code, stdout, stderr) = place.export(arguments);
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}: {stderr}");
        assert!(stderr.contains(words) && stderr.contains(help), "{arguments:?}: {stderr}");
    }
    assert_eq!(fs::read_dir(place.at("folder.zip")).unwrap().count(), 0);
}

#[cfg(feature = "parquet")]
#[test]
fn no_folder_is_made_where_a_zip_file_is_meant() {
    let place = Place::new();
    let (code, _, stderr) = place.export(&["--format", "parquet", "--out", "tables.zip"]);
    assert_eq!(code, 2);
    assert!(stderr.starts_with("error: `parquet` cannot be written as a zip file\n"), "{stderr}");
    assert!(!place.at("tables.zip").exists());
}

#[test]
fn what_cannot_be_done_ends_with_2_and_one_message() {
    let place = Place::new();
    for (arguments, words) in [
        (&["--format", "xml"][..], "invalid value 'xml'"),
        (&["--out", "kb"], "`kb` is a folder"),
        (&["--out", "kb", "--check"], "`kb` is a folder"),
        (&["--out", "no/such/kb.json"], "cannot write `no/such/kb.json`: "),
        (&["--check"], "--out <FILE>"),
        (&["--data-version", "1.2"], "write a version as `1.2.3`"),
        (&["elsewhere"], "there is no folder `elsewhere`"),
    ] {
        let (code, stdout, stderr) = place.export(arguments);
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}: {stderr}");
        assert!(stderr.contains(words), "{arguments:?}: {stderr}");
        assert_eq!(stderr.matches("error:").count(), 1, "{stderr}");
    }
}

/// A limit on the size of files stands in for a full disk: the write fails in the middle.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file() {
    let formats = [
        ("json", "kb.json", "File too large"),
        #[cfg(feature = "zip")]
        ("csv", "tables.zip", "File too large"),
        #[cfg(feature = "sqlite")]
        ("sqlite", "kb.db", "SQLite says: "),
    ];
    for (format, out, reason) in formats {
        let place = Place::new();
        place.put(out, "old");
        let script = "ulimit -f 4; trap '' XFSZ; exec \"$0\" export --as-of 2026-11-22 --format $1 --out $2";
        let output = Command::new("sh")
            .args(["-c", script, env!("CARGO_BIN_EXE_kb"), format, out])
            .current_dir(place.path())
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.starts_with(&format!("error: cannot write `{out}`: {reason}")), "{stderr}");
        assert_eq!(place.read(out), "old");
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 2, "nothing else is left there");
    }
}

/// Who runs as root would lose the device, and everybody else the pipe.
#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_not_replaced_by_a_file() {
    use std::os::unix::fs::FileTypeExt;

    let place = Place::new();
    assert!(Command::new("mkfifo").arg(place.at("pipe")).status().is_ok_and(|status| status.success()));
    let (code, _, stderr) = place.export(&["--out", "pipe"]);
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.starts_with("error: cannot write `pipe`: it is not a plain file\n"), "{stderr}");
    assert!(fs::metadata(place.at("pipe")).unwrap().file_type().is_fifo());
}

/// A folder that was made for tables that never came would look like an export.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_no_folder_behind() {
    for format in [
        "csv",
        #[cfg(feature = "parquet")]
        "parquet",
    ] {
        let place = Place::new();
        fs::create_dir(place.at("kept")).unwrap();
        for out in ["tables", "one/two", "kept/tables", "kept"] {
            let script =
                "ulimit -f 4; trap '' XFSZ; exec \"$0\" export --as-of 2026-11-22 --format $1 --out $2";
            let output = Command::new("sh")
                .args(["-c", script, env!("CARGO_BIN_EXE_kb"), format, out])
                .current_dir(place.path())
                .output()
                .unwrap();
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{stderr}");
            assert!(stderr.contains("nothing was changed there"), "{stderr}");
            let left: Vec<_> =
                fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            assert_eq!(left.len(), 2, "{format} --out {out}: {left:?}");
            assert_eq!(fs::read_dir(place.at("kept")).unwrap().count(), 0, "{format} --out {out}");
        }
    }
}

/// A file that is committed beside its records names no commit, and one that was written from the commit names it: both are in order.
#[test]
fn the_commit_is_named_where_the_records_stand_in_it() {
    let place = Place::new();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(place.path()).args(["-c", "user.name=x", "-c", "user.email=x@example.org"]);
        command.args(arguments).env("GIT_COMMITTER_DATE", "2026-01-02T03:04:05+02:00");
        command.output().is_ok_and(|output| output.status.success())
    };
    if !git(&["init", "-q"]) {
        eprintln!("SKIPPED: there is no git, so no commit was named");
        return;
    }
    assert!(!place.export(&[]).1.contains("\"commit\""), "no commit holds these records yet");
    place.export(&["--out", "kb.json"]);
    assert!(git(&["add", "."]) && git(&["commit", "-q", "-m", "x"]));
    let (_, stdout, _) = place.export(&[]);
    assert!(stdout.contains("\"time\": \"2026-01-02T01:04:05Z\""), "{}", &stdout[..600]);
    assert_eq!(place.export(&["--out", "kb.json", "--check"]).0, 0);
    place.put("kb.json", &stdout);
    assert_eq!(place.export(&["--out", "kb.json", "--check"]).0, 0);
    let tool = place.read("kb/tools/foam-roller.yaml");
    place.put("kb/tools/foam-roller.yaml", format!("# changed\n{tool}"));
    assert!(!place.export(&[]).1.contains("\"commit\""), "the records differ from the commit");
}
