//! `kb lint`: its exit codes, where it looks, and its report for programs.

use std::fs;
use std::path::Path;

use massage_kb::lint::rules;
use serde_json::Value;

use super::{MANIFEST, Place, Run, copy, kb, outcome, run, tree};

/// Lints with the report for programs.
#[track_caller]
fn report(folder: &Path, arguments: &[&str]) -> (Option<i32>, Value) {
    let Run { code, stdout, stderr } = run(folder, &[&["lint", "--format", "json"], arguments].concat());
    assert_eq!(stderr, "", "{stdout}");
    (code, serde_json::from_str(&stdout).unwrap())
}

#[test]
fn a_sound_knowledge_base_is_clean() {
    let place = Place::new();
    let Run { code, stdout, stderr } = run(place.path(), &["lint"]);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    assert!(stdout.starts_with("checked ") && stdout.ends_with("\nno findings\n"), "{stdout}");
}

#[test]
fn an_error_fails_the_run_and_a_warning_does_not_unless_it_is_asked_to() {
    let place = Place::broken();
    let rule = "claim-without-citation";
    let lint = |arguments: &[&str]| {
        let Run { code, stdout, stderr } = run(place.path(), &[&["lint"], arguments].concat());
        assert_eq!(stderr, "");
        (code, stdout)
    };
    let (code, stdout) = lint(&[]);
    assert_eq!(code, Some(1));
    assert!(
        stdout.contains("error[claim-without-citation]: the claim `uncited` has no citation"),
        "{stdout}"
    );
    assert!(stdout.contains("--> kb/claims/uncited.yaml:2:12"), "{stdout}");
    let (code, stdout) = lint(&["-W", rule]);
    assert_eq!(code, Some(0));
    assert!(
        stdout.contains("warning[claim-without-citation]") && stdout.ends_with("\nfound 1 warning\n"),
        "{stdout}"
    );
    assert_eq!(lint(&["-W", rule, "--warnings-as-errors"]).0, Some(1));
    let (code, stdout) = lint(&["-A", rule, "--warnings-as-errors"]);
    assert_eq!(code, Some(0));
    assert!(stdout.ends_with("\nno findings\n"), "{stdout}");
    // The same levels from kb.toml.
    for (level, expected) in [("error", 1), ("warning", 0), ("info", 0), ("off", 0)] {
        let manifest =
            format!("{MANIFEST}[lint.rules]\n{rule} = \"{level}\"\nmissing-disclaimer = \"off\"\n");
        place.put("kb/kb.toml", manifest);
        assert_eq!(lint(&[]).0, Some(expected), "{level}");
    }
}

#[test]
fn one_file_that_cannot_be_read_hides_nothing() {
    let place = Place::broken();
    place.put("kb/claims/no-yaml.yaml", "id: [no-yaml\n");
    place.put("kb/claims/no-text.yaml", b"id: \xff\n");
    let (code, report) = report(place.path(), &[]);
    assert_eq!(code, Some(1));
    let mut found: Vec<_> =
        report["findings"].as_array().unwrap().iter().map(|finding| &finding["path"]).collect();
    found.dedup();
    assert_eq!(found, ["kb/claims/no-text.yaml", "kb/claims/no-yaml.yaml", "kb/claims/uncited.yaml"]);
}

/// The paths of findings lead from the working directory to the file.
#[test]
fn the_knowledge_base_is_found_from_wherever_one_stands() {
    let place = Place::broken();
    place.put("src/deep/down/main.rs", "");
    copy(&place.kb(), &place.path().join("mappe é ü/kb"));
    for (folder, argument, path) in [
        (".", None, "kb/claims/uncited.yaml"),
        ("kb", None, "claims/uncited.yaml"),
        ("kb/claims", None, "../claims/uncited.yaml"),
        ("src", None, "../kb/claims/uncited.yaml"),
        ("src/deep/down", None, "../../../kb/claims/uncited.yaml"),
        ("mappe é ü", None, "kb/claims/uncited.yaml"),
        (".", Some("kb"), "kb/claims/uncited.yaml"),
        (".", Some("./kb/"), "kb/claims/uncited.yaml"),
        ("kb", Some("."), "claims/uncited.yaml"),
        ("src", Some("../kb"), "../kb/claims/uncited.yaml"),
        ("src", Some("../mappe é ü/kb"), "../mappe é ü/kb/claims/uncited.yaml"),
    ] {
        let here = place.path().join(folder);
        let (code, report) = report(&here, argument.as_slice());
        assert_eq!(
            (code, report["findings"][0]["path"].as_str()),
            (Some(1), Some(path)),
            "in {folder}: {argument:?}"
        );
        assert!(here.join(path).is_file());
    }
    // A folder that is given whole: under the working directory the paths start there, elsewhere they stay whole.
    let whole = place.kb().canonicalize().unwrap();
    let (_, under) = report(&place.path().canonicalize().unwrap(), &[whole.to_str().unwrap()]);
    assert_eq!(under["findings"][0]["path"], "kb/claims/uncited.yaml");
    let (_, elsewhere) = report(&place.path().join("src"), &[whole.to_str().unwrap()]);
    assert_eq!(elsewhere["findings"][0]["path"].as_str(), whole.join("claims/uncited.yaml").to_str());
}

#[test]
fn lint_writes_nothing() {
    let place = Place::broken();
    place.put("kb/claims/no-yaml.yaml", "id: [no-yaml\n");
    let before = tree(place.path());
    for arguments in [
        &["lint"][..],
        &["lint", "--format", "json"],
        &["lint", "--show-config"],
        &["lint", "--as-of", "2030-01-01"],
        &["show", "foam-rolling"],
        &["rules"],
        &["explain", "overclaim"],
        &["schema", "muscles"],
    ] {
        assert!(run(place.path(), arguments).code.is_some());
        assert_eq!(tree(place.path()), before, "{arguments:?}");
    }
}

#[test]
fn the_report_for_programs_is_what_its_schema_says() {
    let schema = include_str!("../../schemas/kb-report.schema.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    let place = Place::broken();
    place.put("kb/claims/no-yaml.yaml", "id: [no-yaml\n");
    place.put("kb/tools/twice.yaml", "id: twice\nname: A\nname: B\nsummary: Twice.\n");
    place.put("kb/tools/wrong.yaml", "id: wrong\nname: 1\ncolour: red\n");
    place.put(
        "kb/claims/silenced.yaml",
        super::UNCITED
            .replace("id: uncited", "id: silenced")
            .replace("statement: Some", "# kb: ignore[claim-without-citation] a test\nstatement: Others"),
    );
    let (code, report) = report(place.path(), &[]);
    assert_eq!(code, Some(1));
    let errors: Vec<_> = validator.iter_errors(&report).map(|error| error.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
    assert!(
        !validator.is_valid(&serde_json::json!({"schema": "kb-report/v1"})),
        "the schema refuses something"
    );
    // Each part of it is there, so that the schema has been held against it.
    let findings = report["findings"].as_array().unwrap();
    assert!(findings.iter().any(|finding| finding["related"] != serde_json::json!([])));
    assert!(findings.iter().any(|finding| finding.get("pointer").is_some()));
    assert!(findings.iter().any(|finding| finding.get("pointer").is_none()));
    assert_eq!(report["suppressed"][0]["reason"], "a test");
    assert!(!report["not_checked"].as_array().unwrap().is_empty());
    assert_eq!(report["complete"], true);
    assert_eq!(report["tool"], serde_json::json!({"name": "kb", "version": env!("CARGO_PKG_VERSION")}));
}

#[test]
fn the_report_counts_what_was_checked() {
    let place = Place::new();
    let files =
        tree(&place.kb()).keys().filter(|path| path.extension().is_some_and(|it| it == "yaml")).count();
    let (code, report) = report(place.path(), &[]);
    let count = |files: usize, records: usize, rules: usize| serde_json::json!({"files": files, "records": records, "rules": rules, "checks": files * rules});
    assert_eq!(code, Some(0));
    assert_eq!(report["checked"], count(files, files, rules::ALL.len()));
    assert_eq!(report["summary"], serde_json::json!({"error": 0, "warning": 0, "info": 0, "suppressed": 0}));
    // A file that is no record counts as a file; a rule that is off does not count.
    place.put("kb/tools/broken.yaml", "id: [broken\n");
    let (code, report) = self::report(place.path(), &["-A", "overclaim", "-A", "todo-left"]);
    assert_eq!(code, Some(1));
    assert_eq!(report["checked"], count(files + 1, files, rules::ALL.len() - 2));
    assert_eq!(report["summary"], serde_json::json!({"error": 1, "warning": 0, "info": 0, "suppressed": 0}));
}

/// Lines and columns are counted from 1, columns in characters, bytes from 0, whatever stands before.
#[test]
fn places_are_counted_as_people_count() {
    for (name, text) in [
        ("plain", "id: ball\nname: Ball\nsummary: A ball.\ncolour: red\n"),
        ("windows", "\u{feff}id: ball\r\nname: Ball\r\nsummary: A ball.\r\ncolour: red\r\n"),
        ("in a line", "{id: ball, name: Bällé, summary: \"\u{1f9b5} e\u{301} 漢字\", colour: red}\n"),
        ("in a line after a mark", "\u{feff}{id: ball, name: Bällé, summary: A ball., colour: red}\r\n"),
        ("after letters", "# é\u{1f9b5}\nid: ball\nname: é\nsummary: A ball.\n  \ncolour: red"),
    ] {
        let place = Place::new();
        place.put("kb/tools/ball.yaml", text);
        let (_, report) = report(place.path(), &[]);
        let findings = report["findings"].as_array().unwrap();
        let finding = findings.iter().find(|finding| finding["rule"] == "schema").unwrap();
        let at = text.find("colour").unwrap();
        let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let column = text[line_start..at].trim_start_matches('\u{feff}').chars().count() + 1;
        let line = text[..at].lines().count() + usize::from(line_start == at);
        let place =
            |offset: usize| serde_json::json!({"line": line, "column": column + offset, "byte": at + offset});
        assert_eq!((&finding["start"], &finding["end"]), (&place(0), &place("colour".len())), "{name}");
        assert_eq!(finding["pointer"], "/colour");
    }
}

#[test]
fn the_day_that_counts_as_today_can_be_given() {
    let place = Place::broken();
    let until = "# kb: ignore[claim-without-citation] until=2026-11-22 the source is on its way\nstatement:";
    place.put("kb/claims/uncited.yaml", super::UNCITED.replace("statement:", until));
    let lint = |day: &str| report(place.path(), &["--as-of", day]);
    let (code, on_the_day) = lint("2026-11-22");
    assert_eq!((code, &on_the_day["summary"]["suppressed"]), (Some(0), &1.into()));
    let (code, the_day_after) = lint("2026-11-23");
    assert_eq!((code, &the_day_after["summary"]["suppressed"]), (Some(1), &0.into()));
}

#[test]
fn a_run_tells_the_same_each_time() {
    let place = Place::broken();
    fs::write(place.kb().join("claims/other.yaml"), super::UNCITED).unwrap();
    let first = run(place.path(), &["lint", "--as-of", "2026-11-22"]);
    for threads in ["1", "2", "7"] {
        let again = outcome(
            kb(place.path()).args(["lint", "--as-of", "2026-11-22"]).env("RAYON_NUM_THREADS", threads),
        );
        assert_eq!(again, first);
    }
}

#[test]
fn statistics_stand_where_there_is_a_place_for_them() {
    let place = Place::broken();
    let schema = include_str!("../../schemas/kb-report.schema.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    let (code, report) = report(place.path(), &["--statistics"]);
    assert_eq!(code, Some(1));
    assert!(validator.is_valid(&report));
    let first = &report["statistics"]["rules"][0];
    assert_eq!((&first["rule"], &first["error"]), (&"claim-without-citation".into(), &1.into()));
    assert_eq!(report["statistics"]["rules"].as_array().unwrap().len(), rules::ALL.len());
    let is_table = |text: &str| text.contains("\nclaim-without-citation ") || text.starts_with("rule ");
    let human = run(place.path(), &["lint", "--statistics"]);
    assert!(is_table(&human.stdout) && human.stderr.is_empty(), "{human:?}");
    for format in ["concise", "sarif", "github", "junit", "gitlab"] {
        let plain = run(place.path(), &["lint", "--format", format]);
        let with = run(place.path(), &["lint", "--format", format, "--statistics"]);
        assert_eq!((&with.stdout, with.code), (&plain.stdout, plain.code), "{format}");
        assert!(is_table(&with.stderr) && plain.stderr.is_empty(), "{format}: {}", with.stderr);
    }
    let output = run(place.path(), &["lint", "--statistics", "--format", "concise", "--output", "found.txt"]);
    assert!(is_table(&output.stdout) && output.stderr.is_empty(), "{output:?}");
    assert!(!is_table(&fs::read_to_string(place.path().join("found.txt")).unwrap()));
    assert_eq!(run(place.path(), &["lint", "--statistics", "--diff", "--fix"]).code, Some(2));
}

#[test]
fn statistics_beside_a_repair_are_those_of_what_is_left() {
    let place = Place::new();
    place.put("kb/tools/ball.yaml", "id: ball\nname: Ball\nsummary: A ball. \n");
    let (_, report) = report(place.path(), &["--statistics", "--fix", "-D", "trailing-whitespace"]);
    assert_eq!(report["summary"]["fixed"], 1);
    let rows = report["statistics"]["rules"].as_array().unwrap();
    let row = rows.iter().find(|row| row["rule"] == "trailing-whitespace").unwrap();
    assert_eq!(row["error"], 0);
}
