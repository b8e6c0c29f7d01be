//! What cannot be read as a record is never green: not by a comment, a level, a switch or a file's name.

use serde_json::Value;

use super::{MANIFEST, Place, Run, run};

/// A technique that presses deep and has no warning: an error of safety, once all records can be read.
const KNEADING: &str = "\
id: belly-kneading
name: Belly kneading
summary: Press the psoas through the belly with the fingers.
modality: pressure
setting: self
targets:
  - rectus-femoris
instructions:
  - Lie on your back.
stop_rules:
  - Stop if you feel sharp pain.
";

/// A warning with a key that no schema knows.
const VEINS: &str = "\
id: varicose-veins
name: Varicose veins
summary: Do not press on a swollen vein.
editor: Ann # kb: ignore[schema] for us only
";

fn lost() -> Place {
    let place = Place::new();
    place.put("kb/techniques/belly-kneading.yaml", KNEADING);
    place.put("kb/contraindications/varicose-veins.yaml", VEINS);
    place
}

#[test]
fn a_silenced_schema_finding_does_not_turn_the_safety_rules_off() {
    let place = lost();
    let Run { code, stdout, .. } = run(place.path(), &["lint"]);
    assert_eq!(code, Some(1));
    assert!(stdout.contains("error[schema]: unknown key `editor`"), "{stdout}");
    assert!(stdout.contains("warning[unused-suppression]"), "{stdout}");
    assert!(stdout.contains("`schema` cannot be silenced"), "{stdout}");
    let Run { code, stdout, stderr } = run(place.path(), &["export", "--out", "kb.json"]);
    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    assert!(
        stderr.contains(
            "nothing was exported: `kb/contraindications/varicose-veins.yaml` cannot be read as a record"
        ),
        "{stderr}"
    );
    assert!(!place.path().join("kb.json").exists());
}

#[test]
fn a_rule_that_could_not_run_is_named_in_every_format() {
    let place = lost();
    let rule = "technique-without-contraindications";
    for format in ["human", "concise", "json", "sarif", "github", "gitlab", "junit"] {
        let Run { code, stdout, .. } = run(place.path(), &["lint", "--format", format]);
        assert_eq!(code, Some(1), "{format}");
        let named = match format {
            "json" => {
                let report: Value = serde_json::from_str(&stdout).unwrap();
                report["not_checked"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|line| line.as_str().unwrap().contains(rule))
            }
            "sarif" => {
                let log: Value = serde_json::from_str(&stdout).unwrap();
                let notifications = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"];
                notifications
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|note| note["associatedRule"]["id"] == rule && note["level"] == "error")
            }
            "gitlab" => {
                let issues: Value = serde_json::from_str(&stdout).unwrap();
                issues.as_array().unwrap().iter().any(|issue| {
                    issue["check_name"] == rule
                        && issue["severity"] == "major"
                        && issue["description"].as_str().unwrap().contains("1 file could not be read")
                })
            }
            "junit" => {
                let suite =
                    stdout.split("<testsuite ").find(|suite| suite.starts_with(&format!("name=\"{rule}\"")));
                suite.unwrap().contains("<skipped message=\"1 file could not be read\"/>")
            }
            "github" => stdout.lines().any(|line| line.starts_with("::notice ") && line.contains(rule)),
            "concise" => {
                let line = format!("kb/kb.toml:1:1: error[{rule}] not checked: 1 file could not be read");
                stdout.lines().any(|found| found == line)
            }
            _ => stdout.lines().any(|line| line.starts_with("not checked: ") && line.contains(rule)),
        };
        assert!(named, "{format}: {stdout}");
    }
}

#[test]
fn a_rule_that_is_turned_off_is_not_shown_as_passed() {
    let place = Place::new();
    let lint = |format: &str| run(place.path(), &["lint", "--format", format, "-A", "overclaim"]);
    let Run { code, stdout, .. } = lint("junit");
    assert_eq!(code, Some(0));
    let suite = stdout.split("<testsuite ").find(|suite| suite.starts_with("name=\"overclaim\"")).unwrap();
    assert!(
        suite.contains("<skipped message=\"turned off\"/>") && suite.contains("skipped=\"1\""),
        "{suite}"
    );
    let report: Value = serde_json::from_str(&lint("json").stdout).unwrap();
    assert_eq!(report["off"], serde_json::json!(["overclaim"]));
    let log: Value = serde_json::from_str(&lint("sarif").stdout).unwrap();
    let off = &log["runs"][0]["invocations"][0]["ruleConfigurationOverrides"];
    assert_eq!(off[0]["descriptor"]["id"], "overclaim");
    assert_eq!(off[0]["configuration"]["enabled"], false);
    assert_eq!(off.as_array().unwrap().len(), 1);
}

/// Each fault, the rule that names it, and the file.
const FAULTS: &[(&str, &str, &str)] = &[
    ("schema", "benefits/x.yaml", "id: x\nname: X\nsummary: An x.\ncolour: red # kb: ignore[schema] why\n"),
    ("schema", "benefits/x.yaml", "# kb: ignore-file[schema] why\nid: x\n"),
    ("schema", "benefits/x.yaml", "# kb: ignore-file[schema] nothing in it\n"),
    ("invalid-yaml", "benefits/x.yaml", "# kb: ignore-file[invalid-yaml] why\nid: [x\n"),
    ("invalid-yaml", "benefits/x.yaml", "id: \"x # kb: ignore[invalid-yaml] why\nname: X\n"),
    ("forbidden-yaml", "benefits/x.yaml", "# kb: ignore-file[forbidden-yaml] why\nid: &a x\nname: X\n"),
    (
        "duplicate-key",
        "benefits/x.yaml",
        "id: x\nname: X\n# kb: ignore[duplicate-key] why\nname: Y\nsummary: An x.\n",
    ),
    (
        "misnamed-record",
        "benefits/x.yaml",
        "id: y # kb: ignore[misnamed-record] why\nname: X\nsummary: An x.\n",
    ),
    (
        "misnamed-record",
        "benefits/x.yml",
        "# kb: ignore-file[misnamed-record] why\nid: x\nname: X\nsummary: An x.\n",
    ),
    (
        "unknown-kind",
        "benefit/x.yaml",
        "# kb: ignore-file[unknown-kind] why\nid: x\nname: X\nsummary: An x.\n",
    ),
    (
        "duplicate-record",
        "benefits/sub/flexibility.yaml",
        "# kb: ignore-file[duplicate-record] why\nid: flexibility\nname: X\nsummary: An x.\n",
    ),
    (
        "dangling-reference",
        "benefits/x.yaml",
        "id: x\nname: X\nsummary: An x.\nreplaced_by: gone # kb: ignore[dangling-reference] why\n",
    ),
];

#[test]
fn no_comment_silences_what_makes_a_record_unreadable() {
    for (rule, path, text) in FAULTS {
        let place = Place::new();
        place.put(&format!("kb/{path}"), text);
        let Run { code, stdout, .. } = run(place.path(), &["lint", "--format", "json"]);
        let report: Value = serde_json::from_str(&stdout).unwrap();
        let findings = report["findings"].as_array().unwrap();
        let has = |wanted: &str| findings.iter().any(|finding| finding["rule"] == wanted);
        assert!(code == Some(1) && has(rule), "{rule} in {text:?}: {stdout}");
        assert_eq!(report["suppressed"], serde_json::json!([]), "{text:?}");
        let told = findings.iter().filter(|finding| finding["rule"] == "unused-suppression");
        let help: Vec<_> = told.map(|finding| finding["help"].as_str().unwrap()).collect();
        let cannot = format!("`{rule}` cannot be silenced");
        assert!(matches!(help.as_slice(), [only] if only.contains(&cannot)), "{text:?}: {help:?}");
        let export = run(place.path(), &["export"]);
        assert_eq!((export.code, export.stdout.as_str()), (Some(1), ""), "{text:?}");
    }
}

#[test]
fn no_level_makes_less_of_what_makes_a_record_unreadable() {
    let mut rules: Vec<&str> = FAULTS.iter().map(|(rule, ..)| *rule).collect();
    rules.extend(["unreadable-record", "wrong-kind", "stray-file", "damaged-lock"]);
    rules.dedup();
    for rule in rules {
        let place = Place::new();
        for switch in ["-A", "-W"] {
            let Run { code, stdout, stderr } = run(place.path(), &["lint", switch, rule]);
            assert_eq!((code, stdout.as_str()), (Some(2), ""), "{switch} {rule}: {stderr}");
            assert!(
                stderr.contains(&format!("`{rule}` cannot be")) && stderr.contains("help: fix"),
                "{stderr}"
            );
        }
        assert_eq!(run(place.path(), &["lint", "-D", rule]).code, Some(0), "that is what it is");
        for table in ["[lint.rules]", "[lint.folders.claims]"] {
            for level in ["off", "info", "warning"] {
                place.put("kb/kb.toml", format!("{MANIFEST}{table}\n{rule} = \"{level}\"\n"));
                for command in ["lint", "export"] {
                    let Run { code, stdout, stderr } = run(place.path(), &[command]);
                    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{table} {rule} {level}: {stderr}");
                    assert!(stderr.contains(&format!("`{rule}` cannot be")), "{stderr}");
                    assert!(stderr.contains("--> kb/kb.toml:5:"), "{stderr}");
                }
            }
        }
    }
}

#[test]
fn a_file_among_the_records_that_is_not_read_is_named() {
    for name in
        ["x.yaml.txt", "x.txt", "x.json", ".x.yaml", "x", "x.yaml.bak", "x.md", "old/x.txt", ".old/x.yaml"]
    {
        let place = Place::new();
        place.put(&format!("kb/contraindications/{name}"), "id: x\n");
        let Run { code, stdout, .. } = run(place.path(), &["lint", "--format", "concise"]);
        assert_eq!(code, Some(1), "{name}");
        let line = format!("kb/contraindications/{name}:1:1: error[stray-file] ");
        assert!(stdout.lines().any(|found| found.starts_with(&line)), "{name}: {stdout}");
        let missing = "error[missing-required-contraindication] not checked: 1 file could not be read";
        assert!(stdout.contains(missing), "a warning may be in it: {stdout}");
        let export = run(place.path(), &["export"]);
        assert_eq!((export.code, export.stdout.as_str()), (Some(1), ""), "{name}");
        assert!(export.stderr.contains(name), "{}", export.stderr);
        let diff = run(place.path(), &["diff", "kb", "kb"]);
        assert_eq!(diff.code, Some(2), "it would look removed");
    }
    let place = Place::new();
    for name in
        ["README", "README.md", "readme.txt", ".gitkeep", ".DS_Store", ".x.yaml.swp", "x.yaml~", ".#x.yaml"]
    {
        place.put(&format!("kb/contraindications/{name}"), "id: x\n");
    }
    place.put("kb/notes.txt", "id: x\n");
    place.put("kb/pictures/psoas.png", "id: x\n");
    assert_eq!(run(place.path(), &["lint"]).code, Some(0));
    assert_eq!(run(place.path(), &["export"]).code, Some(0));
}

#[test]
fn what_a_killed_program_left_is_named() {
    let place = Place::new();
    place.put("kb/claims/.kb-a1B2c3", "id: half");
    place.put("kb/.kb-d4E5f6", "{");
    let Run { code, stdout, .. } = run(place.path(), &["lint", "--format", "concise"]);
    assert_eq!(code, Some(0));
    for path in ["kb/claims/.kb-a1B2c3", "kb/.kb-d4E5f6"] {
        assert!(stdout.contains(&format!("{path}:1:1: warning[leftover-file] ")), "{stdout}");
    }
    assert_eq!(run(place.path(), &["export"]).code, Some(0), "it is nothing that could be a record");
}

#[test]
fn an_export_says_what_it_leaves_out_and_the_true_reason() {
    let place = Place::new();
    let draft = "id: ease\nname: Ease\nsummary: To be at ease.\nstatus: draft\n";
    place.put("kb/benefits/ease.yaml", draft);
    let Run { code, stdout, stderr } = run(place.path(), &["export"]);
    assert_eq!((code, stderr.as_str()), (Some(0), "left out 1 draft: `benefits/ease`\n"));
    assert!(!stdout.contains("benefits/ease"));
    let claim = "kb/claims/rolling-raises-flexibility.yaml";
    let refers = |place: &Place| {
        let text = std::fs::read_to_string(place.path().join(claim)).unwrap();
        place.put(claim, text.replacen("about:\n", "about:\n  - benefits/ease\n", 1));
    };
    refers(&place);
    let withdrawn = "id: ease\nname: Ease\nsummary: To be at ease.\nstatus: withdrawn\nwithdrawal:\n  reason: it was wrong\n  date: 2026-10-01\n";
    let replaced = "id: ease\nname: Ease\nsummary: To be at ease.\nreplaced_by: flexibility\n";
    for (text, reason) in [
        (draft, "`benefits/ease`, which is a draft"),
        (withdrawn, "`benefits/ease`, which was withdrawn"),
        (replaced, "`benefits/ease`, which was replaced"),
        ("id: ease\n", "`kb/benefits/ease.yaml` cannot be read as a record"),
    ] {
        place.put("kb/benefits/ease.yaml", text);
        let Run { code, stdout, stderr } = run(place.path(), &["export"]);
        assert_eq!((code, stdout.as_str()), (Some(1), ""), "{reason}");
        assert!(stderr.contains(reason), "{reason}: {stderr}");
    }
}
