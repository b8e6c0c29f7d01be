//! Data on standard output and everything else on standard error; colour only where it is wanted; ends that are closed.

use std::process::Stdio;

use super::{Place, Run, kb, outcome, run};

const ESCAPE: char = '\u{1b}';

#[test]
fn colour_is_used_where_it_is_asked_for_and_nowhere_else() {
    let place = Place::broken();
    // Neither end is a terminal here.
    for arguments in [
        &["lint"][..],
        &["lint", "--color", "never"],
        &["--color", "auto", "lint"],
        &["explain", "overclaim"],
    ] {
        assert!(!run(place.path(), arguments).stdout.contains(ESCAPE), "{arguments:?}");
    }
    for arguments in [
        &["lint", "--color", "always"][..],
        &["--color=always", "lint"],
        &["explain", "overclaim", "--color", "always"],
    ] {
        assert!(run(place.path(), arguments).stdout.contains(ESCAPE), "{arguments:?}");
        // What is asked for on the command line weighs more than what the environment asks for.
        assert!(outcome(kb(place.path()).args(arguments).env("NO_COLOR", "1")).stdout.contains(ESCAPE));
    }
    let coloured = run(place.path(), &["lint", "--color", "always"]);
    let plain = run(place.path(), &["lint"]);
    assert_eq!(without_escapes(&coloured.stdout), plain.stdout);
    let failure = |colour: &str| run(place.path(), &["lint", "nowhere", "--color", colour]).stderr;
    assert!(failure("always").contains(ESCAPE) && !failure("auto").contains(ESCAPE));
    for format in ["json", "sarif", "github", "junit", "gitlab", "concise"] {
        assert!(
            !run(place.path(), &["lint", "--color", "always", "--format", format]).stdout.contains(ESCAPE),
            "{format}"
        );
    }
}

/// The text without the sequences that set a colour.
fn without_escapes(text: &str) -> String {
    let mut parts = text.split(ESCAPE);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn data_goes_to_standard_output_and_failures_to_standard_error() {
    let place = Place::broken();
    for (arguments, code) in [
        (&["lint"][..], 1),
        (&["lint", "--format", "json"], 1),
        (&["rules"], 0),
        (&["explain", "overclaim"], 0),
        (&["show", "foam-rolling"], 0),
        (&["schema"], 0),
        (&["--help"], 0),
        (&["lint", "--help"], 0),
        (&["--version"], 0),
    ] {
        let Run { code: found, stdout, stderr } = run(place.path(), arguments);
        assert_eq!((found, stderr.as_str()), (Some(code), ""), "{arguments:?}");
        assert!(stdout.ends_with('\n'), "{arguments:?}: {stdout}");
    }
    for arguments in [
        &["lint", "nowhere"][..],
        &["lint", "--formt", "json"],
        &["lint", "--format", "yaml"],
        &["lint", "--as-of", "2026-02-30"],
        &["lint", "kb", "kb"],
        &["lnt"],
        &[],
        &["explain"],
        &["explain", "overclam"],
        &["show", "foam-roling"],
        &["schema", "muscle"],
    ] {
        let Run { code, stdout, stderr } = run(place.path(), arguments);
        assert_eq!((code, stdout.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(stderr.ends_with('\n') && !stderr.contains("panicked"), "{arguments:?}: {stderr}");
    }
}

/// `kb rules | head -1`: the reader has gone before the first word is written.
#[test]
fn a_reader_that_is_gone_is_no_failure() {
    let place = Place::broken();
    for (arguments, code) in [
        (&["rules"][..], 0),
        (&["lint"], 1),
        (&["lint", "--format", "json"], 1),
        (&["show", "foam-rolling"], 0),
        (&["schema", "muscles"], 0),
        (&["explain", "overclaim"], 0),
        (&["--help"], 0),
        (&["--version"], 0),
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = kb(place.path()).args(arguments).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), &*stderr), (Some(code), ""), "{arguments:?}");
    }
}

#[test]
fn a_failure_that_nobody_hears_is_a_failure() {
    let place = Place::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status =
        kb(place.path()).args(["lint", "nowhere"]).stderr(writer).stdout(Stdio::null()).status().unwrap();
    assert_eq!(status.code(), Some(2));
}

/// A disk that is full is no reader that has gone.
#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure() {
    let place = Place::new();
    let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
    let output = kb(place.path()).arg("rules").stdout(full).stderr(Stdio::piped()).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr.starts_with("error: cannot write the output: "), "{stderr}");
}
