//! The commands beside `kb lint`.

use std::fs;
use std::path::Path;

use massage_kb::lint::rules;
use massage_kb::model::Kind;
use massage_kb::schema::schema_text;
use serde_json::Value;

use super::{Place, Run, run};

#[track_caller]
fn data(place: &Place, arguments: &[&str]) -> String {
    let Run { code, stdout, stderr } = run(place.path(), arguments);
    assert_eq!((code, stderr.as_str()), (Some(0), ""), "{arguments:?}");
    stdout
}

#[test]
fn rules_are_listed_in_three_forms() {
    let place = Place::new();
    let names: Vec<&str> = rules::ALL.iter().map(|rule| rule.name).collect();
    let table = data(&place, &["rules"]);
    let found: Vec<&str> = table.lines().map(|line| line.split_whitespace().next().unwrap()).collect();
    assert_eq!(found, names);
    let json: Vec<Value> = serde_json::from_str(&data(&place, &["rules", "--format", "json"])).unwrap();
    let found: Vec<&str> = json.iter().map(|rule| rule["name"].as_str().unwrap()).collect();
    assert_eq!(found, names);
    for (object, rule) in json.iter().zip(rules::ALL) {
        assert_eq!(object["level"], rule.level.name());
        assert_eq!(object["why"], rule.why);
        assert_eq!(object.get("standard").and_then(Value::as_str), rule.standard);
    }
    let markdown = data(&place, &["rules", "--format", "markdown"]);
    for rule in rules::ALL {
        assert!(markdown.contains(&format!("`{}`", rule.name)), "{} is not in {markdown}", rule.name);
    }
}

#[test]
fn every_rule_is_explained_with_both_examples() {
    let place = Place::new();
    for rule in rules::ALL {
        let text = data(&place, &["explain", rule.name]);
        for words in
            [rule.summary, rule.why, rule.standard.unwrap_or("this project's own"), "\nbad:\n", "\ngood:\n"]
        {
            assert!(text.contains(words), "{}: {words}", rule.name);
        }
        for (path, content) in rule.bad.files().into_iter().chain(rule.good.files()) {
            let line = content.lines().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned();
            assert!(text.contains(&path) && text.contains(&line), "{}: {path}: {line}", rule.name);
        }
    }
}

#[test]
fn a_record_is_shown_with_all_that_refers_to_it() {
    let place = Place::new();
    let by_id = data(&place, &["show", "foam-roller"]);
    assert_eq!(by_id, data(&place, &["show", "tools/foam-roller"]));
    assert_eq!(by_id, data(&place, &["show", "tools/foam-roller.yaml"]));
    assert_eq!(by_id, data(&place, &["show", "foam-roller", "kb"]));
    let record = fs::read_to_string(place.kb().join("tools/foam-roller.yaml")).unwrap();
    assert!(by_id.starts_with(&format!("kb/tools/foam-roller.yaml\n\n{}\n", record.trim_end())), "{by_id}");
    assert!(by_id.contains("\n  techniques/foam-rolling /tools/0  Foam rolling\n"), "{by_id}");
    assert!(data(&place, &["show", "questions/does-rolling-help"]).ends_with("\nno record refers to it\n"));
}

#[test]
fn the_warnings_of_a_record_are_shown_before_it() {
    let place = Place::new();
    // The warning names the technique, and no list of the technique names the warning.
    place.put(
        "kb/contraindications/new-scar.yaml",
        "id: new-scar\nname: New scar\nsummary: Leave a new scar alone.\nstrength: stop\napplies_to:\n  - techniques/foam-rolling\n",
    );
    let shown = data(&place, &["show", "techniques/foam-rolling"]);
    let record = shown.find("id: foam-rolling").unwrap();
    let mut at = 0;
    for words in [
        "must be shown before it:\n  disclaimers/informational-only\n      ",
        "  red-flags/cannot-bear-weight (",
        "  contraindications/new-scar (stop)\n      Leave a new scar alone.\n",
        "  contraindications/femoral-vessels-and-nerve (avoid_spot)\n",
    ] {
        let found = shown.find(words).unwrap_or_else(|| panic!("{words} is not in {shown}"));
        assert!(at <= found && found < record, "{words}: {shown}");
        at = found;
    }
    assert!(!data(&place, &["show", "references/trial-2020"]).contains("must be shown"));
}

#[test]
fn a_record_is_found_by_the_path_of_its_file() {
    let place = Place::new();
    let by_id = data(&place, &["show", "tools/foam-roller"]);
    let absolute = place.kb().join("tools/foam-roller.yaml");
    for path in [
        "kb/tools/foam-roller.yaml",
        "./kb/tools/foam-roller.yaml",
        "kb/claims/../tools/foam-roller.yaml",
        absolute.to_str().unwrap(),
        "kb/tools/foam-roller",
        "./tools/foam-roller",
    ] {
        assert_eq!(data(&place, &["show", path]), by_id, "{path}");
    }
    for (folder, path) in [
        ("kb/tools", "foam-roller.yaml"),
        ("kb/claims", "../tools/foam-roller.yaml"),
        ("kb", "tools/foam-roller.yaml"),
    ] {
        let Run { code, stdout, .. } = run(&place.path().join(folder), &["show", path]);
        assert_eq!(code, Some(0), "{path}");
        assert_eq!(stdout.split_once("\n\n").unwrap().1, by_id.split_once("\n\n").unwrap().1, "{path}");
    }
    // From outside, the file itself says which knowledge base it is in.
    assert_eq!(run(Path::new("/"), &["show", absolute.to_str().unwrap()]).code, Some(0));
    let Run { code, stderr, .. } = run(place.path(), &["show", "kb/tools/foam-rollar.yaml"]);
    assert_eq!(code, Some(2));
    assert!(stderr.contains("did you mean `tools/foam-roller`?"), "{stderr}");
}

#[test]
fn a_record_that_was_replaced_leads_to_the_one_in_force() {
    let place = Place::new();
    let old = |id: &str, end: &str| {
        format!(
            "id: {id}\nname: Old\nsummary: An old name.\ncategory: habit\nstatus: withdrawn\n\
             withdrawal: {{reason: renamed, date: 2026-10-01}}\n{end}"
        )
    };
    place.put("kb/practices/stroll.yaml", old("stroll", "replaced_by: warm-up\n"));
    let Run { code, stdout, stderr } = run(place.path(), &["show", "practices/stroll"]);
    assert_eq!((code, &stdout), (Some(0), &run(place.path(), &["show", "practices/warm-up"]).stdout));
    let words = "`practices/stroll` was replaced by `practices/warm-up`, withdrawn on 2026-10-01: renamed\n";
    assert_eq!(stderr, words);
    place.put("kb/practices/jog.yaml", old("jog", ""));
    let Run { code, stdout, stderr } = run(place.path(), &["show", "jog"]);
    assert_eq!((code, stderr.as_str()), (Some(0), "`practices/jog` was withdrawn on 2026-10-01: renamed\n"));
    assert!(stdout.starts_with("kb/practices/jog.yaml\n"), "{stdout}");
    // A circle ends.
    place.put("kb/practices/stroll.yaml", old("stroll", "replaced_by: amble\n"));
    place.put("kb/practices/amble.yaml", old("amble", "replaced_by: stroll\n"));
    let Run { code, stdout, .. } = run(place.path(), &["show", "stroll"]);
    assert_eq!(code, Some(0));
    assert!(stdout.starts_with("kb/practices/amble.yaml\n"), "{stdout}");
}

#[test]
fn an_id_of_several_records_needs_its_kind() {
    let place = Place::new();
    place.put("kb/benefits/warm-up.yaml", "id: warm-up\nname: Warm-up\nsummary: To be warm.\n");
    let Run { code, stdout, stderr } = run(place.path(), &["show", "warm-up"]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert!(stderr.starts_with("error: `warm-up` is the id of several records\n"), "{stderr}");
    assert!(stderr.contains("help: say which: `benefits/warm-up` or `practices/warm-up`\n"), "{stderr}");
    assert!(data(&place, &["show", "benefits/warm-up"]).contains("To be warm."));
}

#[test]
fn a_record_that_is_broken_is_shown_as_it_stands() {
    let place = Place::new();
    place.put("kb/tools/broken.yaml", "id: [broken\n");
    let Run { code, stdout, stderr } = run(place.path(), &["show", "broken"]);
    assert!(stdout.contains("\nid: [broken\n"), "{stdout}");
    let words = "`tools/broken` cannot be read as a record, and is shown as it stands: `kb lint` says what is wrong with it\n";
    assert_eq!((code, stderr.as_str()), (Some(1), words));
    place.put("kb/tools/broken.yaml", "id: broken\nname: Broken\n");
    assert_eq!(run(place.path(), &["show", "kb/tools/broken.yaml"]).code, Some(1), "no summary");
}

#[test]
fn schemas_are_listed_printed_and_written() {
    let place = Place::new();
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.folder()).collect();
    assert_eq!(data(&place, &["schema"]).lines().collect::<Vec<_>>(), kinds);
    for &kind in Kind::ALL {
        assert_eq!(data(&place, &["schema", kind.folder()]), schema_text(kind));
    }
    assert_eq!(data(&place, &["schema", "--output", "out/schemas"]), "");
    let mut written: Vec<String> = fs::read_dir(place.path().join("out/schemas"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    written.sort();
    assert_eq!(written, kinds.iter().map(|kind| format!("{kind}.schema.json")).collect::<Vec<_>>());
    for &kind in Kind::ALL {
        let path = place.path().join(format!("out/schemas/{kind}.schema.json"));
        assert_eq!(fs::read_to_string(path).unwrap(), schema_text(kind));
    }
    for (arguments, words) in [
        (&["schema", "--output", "kb/kb.toml"][..], "error: cannot create the folder `kb/kb.toml`: "),
        (
            &["schema", "muscles", "--output", "out"],
            "error: the argument '[KIND]' cannot be used with '--output <FOLDER>'",
        ),
    ] {
        let Run { code, stdout, stderr } = run(place.path(), arguments);
        assert_eq!((code, stdout.as_str()), (Some(2), ""));
        assert!(stderr.starts_with(words), "{stderr}");
    }
}

#[test]
fn the_version_is_that_of_the_crate() {
    let version = format!("kb {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(data(&Place::new(), &["--version"]), version);
    assert_eq!(run(Path::new("/"), &["lint", "--version"]).stdout, version.replace("kb ", "kb-lint "));
}
