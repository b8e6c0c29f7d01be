//! Which changes are found, how far each raises the version, and how the formats tell them.

use massage_kb::diff::{Bump, Class, Diff, human, json, markdown};
use semver::Version;
use serde_json::{Value, json};

use super::{NEW, OLD, after, between, snapshot, told, value};

fn fixture() -> Diff {
    between(&value(OLD), &value(NEW))
}

#[test]
fn people_read_it_kind_by_kind() {
    snapshot("diff-human", &human::render(&fixture()));
}

#[test]
fn a_changelog_has_safety_first() {
    let diff = fixture();
    snapshot("diff-markdown", &markdown::render(&diff, &diff.version(), "2026-11-23"));
}

#[test]
fn programs_read_one_object_that_its_schema_describes() {
    let diff = fixture();
    let text = json::render(&diff, Some(&Version::new(1, 3, 0))).unwrap();
    let schema = include_str!("../../schemas/kb-diff.schema.json");
    let validator = jsonschema::validator_for(&value(schema)).unwrap();
    let report = value(&text);
    assert!(validator.is_valid(&report), "{:?}", validator.iter_errors(&report).next());
    assert_eq!(report["check"], json!({"version": "1.3.0", "is_enough": false}));
    assert_eq!(report["changes"].as_array().unwrap().len(), diff.changes.len());
    let empty = json::render(&between(&value(OLD), &value(OLD)), None).unwrap();
    assert!(validator.is_valid(&value(&empty)) && !empty.contains("\"level\""), "{empty}");
    let tool = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    snapshot("diff-json", &text.replacen(&tool, "\"version\": \"[VERSION]\"", 1));
}

#[test]
fn what_a_file_says_of_itself_is_no_change() {
    let diff = after(|new| {
        new["meta"]["data_version"] = json!("7.0.0");
        new["meta"]["content_sha256"] = json!("another");
        new["meta"]["generator"] = json!({"name": "other", "version": "2"});
        new["meta"]["source"] = json!({"commit": "abc", "time": "2026-01-01T00:00:00Z"});
        new["meta"]["sources_checked_at"] = json!("2026-01-01T00:00:00Z");
    });
    assert_eq!((told(&diff), diff.bump()), (vec![], None));
    assert_eq!(human::render(&diff), "nothing changed: the content stays at 1.2.3\n");
    let entry = markdown::render(&diff, &diff.version(), "2026-11-23");
    assert_eq!(entry, "## 7.0.0 - 2026-11-23\n\nNothing changed.\n");
}

/// One edit each: the path and field that are told, and the level.
/// Nothing else tells of it where a newer `kb` derives fewer warnings than an older one.
#[test]
fn a_warning_that_got_lost_on_its_way_is_safety() {
    let with = |shown: Value| {
        let mut export = value(OLD);
        export["techniques"]["foam-rolling"]["must_show"] = shown;
        export
    };
    let both = ["red-flags/cannot-bear-weight", "contraindications/open-wound"];
    for fewer in [json!([]), json!([both[0]]), json!([both[1], both[0]])] {
        let diff = between(&with(json!(both)), &with(fewer));
        let [change] = diff.changes.as_slice() else { panic!("{:?}", told(&diff)) };
        assert_eq!(
            (change.class, diff.bump()),
            (Some(Class::Safety), Some(Bump::Minor)),
            "{:?}",
            told(&diff)
        );
    }
}

#[test]
fn each_sort_of_field_forces_its_level() {
    for (pointer, new, field, class, bump) in [
        ("/claims/groin-pulse/verdict", json!("disputed"), "verdict", Class::Verdict, Bump::Minor),
        ("/claims/groin-pulse/certainty", json!("low"), "certainty", Class::Certainty, Bump::Minor),
        ("/claims/groin-pulse/statement", json!("x"), "statement", Class::Safety, Bump::Minor),
        (
            "/claims/rolling-raises-flexibility/statement",
            json!("x"),
            "statement",
            Class::Wording,
            Bump::Patch,
        ),
        ("/claims/rolling-raises-flexibility/type", json!("x"), "type", Class::Classification, Bump::Minor),
        (
            "/claims/rolling-raises-flexibility/last_reviewed",
            json!("2026-12-01"),
            "last_reviewed",
            Class::Provenance,
            Bump::Patch,
        ),
        ("/claims/rolling-raises-flexibility/about", json!([]), "about", Class::Relation, Bump::Minor),
        ("/benefits/flexibility/measures", json!("x"), "measures", Class::Wording, Bump::Major),
        (
            "/claims/rolling-raises-flexibility/citations/0/stance",
            json!("x"),
            "citations[trial-2020].stance",
            Class::Evidence,
            Bump::Minor,
        ),
        (
            "/claims/rolling-raises-flexibility/citations/0/standing",
            json!("retracted"),
            "citations[trial-2020].standing",
            Class::Derived,
            Bump::Patch,
        ),
        ("/contraindications/open-wound/summary", json!("x"), "summary", Class::Safety, Bump::Minor),
        ("/red-flags/cannot-bear-weight/action", json!("soon"), "action", Class::Safety, Bump::Minor),
        ("/disclaimers/informational-only/text/en", json!("x"), "text.en", Class::Safety, Bump::Minor),
        (
            "/techniques/foam-rolling/dose/pressure/text",
            json!("x"),
            "dose.pressure.text",
            Class::Safety,
            Bump::Minor,
        ),
        ("/techniques/foam-rolling/instructions/0", json!("x"), "instructions", Class::Advice, Bump::Minor),
        ("/techniques/foam-rolling/summary", json!("x"), "summary", Class::Wording, Bump::Patch),
        ("/techniques/foam-rolling/id", json!("x"), "id", Class::Identity, Bump::Major),
        ("/questions/does-rolling-help/answer", json!("x"), "answer", Class::Advice, Bump::Minor),
        ("/references/trial-2020/standing", json!("current"), "standing", Class::Standing, Bump::Patch),
        ("/references/trial-2020/standing", json!("concern"), "standing", Class::Standing, Bump::Minor),
        ("/references/trial-2020/title", json!("x"), "title", Class::Bibliography, Bump::Patch),
        (
            "/references/trial-2020/provenance/status",
            json!("unverified"),
            "provenance.status",
            Class::Evidence,
            Bump::Minor,
        ),
        (
            "/muscles/rectus-femoris/identifiers/uberon",
            json!("x"),
            "identifiers.uberon",
            Class::Identifier,
            Bump::Minor,
        ),
        ("/meta/licence", json!("CC0-1.0"), "licence", Class::Classification, Bump::Minor),
    ] {
        let diff = after(|export| *export.pointer_mut(pointer).unwrap() = new.clone());
        let [change] = diff.changes.as_slice() else { panic!("{pointer}: {:?}", told(&diff)) };
        assert_eq!(told(&diff)[0].2, field, "{pointer}");
        assert_eq!((change.class, change.bump, diff.bump()), (Some(class), bump, Some(bump)), "{pointer}");
    }
}

#[test]
fn a_field_that_every_record_has_is_not_to_go_and_another_may() {
    let without = |pointer: &str, field: &str| {
        after(|export| {
            export.pointer_mut(pointer).unwrap().as_object_mut().unwrap().shift_remove(field).unwrap();
        })
        .bump()
    };
    assert_eq!(without("/muscles/rectus-femoris", "actions"), Some(Bump::Major));
    assert_eq!(without("/muscles/rectus-femoris", "latin"), Some(Bump::Patch));
    assert_eq!(without("/claims/groin-pulse", "certainty"), Some(Bump::Minor));
}

#[test]
fn another_order_is_a_patch_where_it_says_nothing() {
    let reversed = |pointer: &str| {
        after(|export| export.pointer_mut(pointer).unwrap().as_array_mut().unwrap().reverse()).bump()
    };
    assert_eq!(reversed("/claims/rolling-raises-flexibility/about"), Some(Bump::Patch));
    assert_eq!(reversed("/techniques/foam-rolling/contraindications"), Some(Bump::Patch));
    assert_eq!(reversed("/techniques/foam-rolling/instructions"), Some(Bump::Minor));
}

#[test]
fn a_record_that_goes_is_told_by_what_the_export_says_of_it() {
    let gone = |redirect: Value| {
        let diff = after(|export| {
            export["practices"].as_object_mut().unwrap().shift_remove("stroll");
            if !redirect.is_null() {
                export["redirects"]["practices/stroll"] = redirect.clone();
            }
        });
        let [change] = diff.changes.as_slice() else { panic!("{:?}", told(&diff)) };
        (change.what.name(), change.bump, change.help().is_some())
    };
    let withdrawn = json!({"reason": "x", "date": "2026-11-20"});
    assert_eq!(gone(Value::Null), ("removed", Bump::Major, true));
    assert_eq!(gone(json!({"withdrawn": withdrawn})), ("withdrawn", Bump::Minor, false));
    assert_eq!(gone(json!({"replaced_by": "practices/warm-up"})), ("replaced", Bump::Minor, false));
    let both = json!({"replaced_by": "practices/warm-up", "withdrawn": withdrawn});
    assert_eq!(gone(both), ("replaced", Bump::Minor, false));
}

#[test]
fn a_record_under_another_id_is_renamed_where_one_alone_fits() {
    let rename = |edit: &dyn Fn(&mut Value)| {
        let diff = after(|export| {
            let practices = export["practices"].as_object_mut().unwrap();
            let mut record = practices.shift_remove("stroll").unwrap();
            record["id"] = json!("walk");
            edit(&mut record);
            practices.insert("walk".to_owned(), record);
        });
        let told = told(&diff).into_iter().map(|(path, what, field, _)| format!("{path} {what} {field}"));
        (told.collect::<Vec<_>>(), diff.bump())
    };
    let (told, bump) = rename(&|_| {});
    assert_eq!((told, bump), (vec!["practices/stroll renamed ".to_owned()], Some(Bump::Major)));
    let (told, _) = rename(&|record| record["name"] = json!("Walk"));
    assert_eq!(told, ["practices/stroll renamed ", "practices/walk changed name"]);
    let (told, _) = rename(&|record| record["summary"] = json!("Slow steps."));
    assert_eq!(told, ["practices/stroll renamed ", "practices/walk changed summary"]);
    let (told, _) = rename(&|record| {
        record["name"] = json!("Walk");
        record["summary"] = json!("Slow steps.");
    });
    assert_eq!(told, ["practices/stroll removed ", "practices/walk added "]);
}

#[test]
fn redirects_are_kept_and_ids_come_back_with_a_word() {
    let diff = after(|export| {
        export["redirects"].as_object_mut().unwrap().shift_remove("tools/stick");
        let mut rod = export["tools"]["ball"].clone();
        rod["id"] = json!("rod");
        export["tools"]["rod"] = rod;
        export["redirects"]["tools/new"] = json!({"replaced_by": "tools/ball"});
    });
    let told: Vec<_> = told(&diff).into_iter().map(|(path, what, _, bump)| (path, what, bump)).collect();
    assert_eq!(
        told,
        [
            ("tools/new".to_owned(), "replaced", Bump::Patch),
            ("tools/rod".to_owned(), "restored", Bump::Minor),
            ("tools/stick".to_owned(), "forgotten", Bump::Major),
        ]
    );
}

#[test]
fn a_reference_that_newly_leads_nowhere_breaks_readers() {
    let edit = |export: &mut Value| export["techniques"]["foam-rolling"]["tools"] = json!(["ghost"]);
    let diff = after(edit);
    let dangling = diff.changes.iter().find(|change| change.what.name() == "dangling").unwrap();
    assert_eq!((dangling.path.as_str(), dangling.bump), ("techniques/foam-rolling", Bump::Major));
    assert!(
        human::render(&diff)
            .contains("`/tools/0`: a reference to a record that does not exist: `tools/ghost`")
    );
    // One that led nowhere before is no change.
    let mut old = value(OLD);
    edit(&mut old);
    assert_eq!(between(&old, &old).changes, []);
    let chain = after(|export| export["redirects"]["tools/rod"]["replaced_by"] = json!("tools/stick"));
    assert_eq!(chain.bump(), Some(Bump::Major), "the redirect leads to a record that is not in force");
}

#[test]
fn an_older_shape_is_narrower() {
    let shape = |version: &str| after(|export| export["schema_version"] = json!(version)).bump();
    assert_eq!(shape("1.4.0"), Some(Bump::Minor));
    let mut old = value(OLD);
    old["schema_version"] = json!("1.4.0");
    assert_eq!(between(&old, &value(OLD)).bump(), Some(Bump::Major));
}

#[test]
fn what_many_records_have_in_common_is_told_once() {
    let diff = after(|export| {
        for record in export["benefits"].as_object_mut().unwrap().values_mut() {
            record["disclaimers"] = json!(["informational-only"]);
        }
    });
    assert_eq!(diff.changes.len(), 4);
    let text = human::render(&diff);
    assert!(text.starts_with("benefits\n  changed 4 records: balance, flexibility, mood, sleep\n    minor: `disclaimers`: a change in safety\n      + informational-only\n\n4 changes: 4 minor\n"), "{text}");
}

#[test]
fn sources_that_were_asked_again_are_a_patch_and_not_listed() {
    let diff =
        after(|export| export["references"]["trial-2020"]["checked_at"] = json!("2026-11-20T00:00:00Z"));
    assert_eq!(
        human::render(&diff),
        "1 changed field not listed: back-references, formatted citations, dates of checks (`--format json` has them)\n\
         patch: the content goes from 1.2.3 to at least 1.2.4\n"
    );
    let entry = markdown::render(&diff, &diff.version(), "2026-11-23");
    assert_eq!(
        entry,
        "## 1.2.4 - 2026-11-23\n\nOnly back-references, formatted citations or dates of checks changed.\n"
    );
}

#[test]
fn texts_of_records_cannot_write_to_the_terminal_or_the_page() {
    let diff = after(|export| {
        export["practices"]["warm-up"]["name"] = json!("a\u{1b}[31m\nb <script> `x`");
        export["practices"]["bad\u{1b}id"] = json!({"id": "x", "name": "x"});
    });
    for text in [human::render(&diff), markdown::render(&diff, &diff.version(), "2026-11-23")] {
        assert!(!text.contains('\u{1b}'), "{text}");
    }
    let page = markdown::render(&diff, &diff.version(), "2026-11-23");
    assert!(!page.contains("<script>"), "{page}");
}
