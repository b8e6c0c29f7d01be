//! Comments that silence findings, through the linter and its reports.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::collections::BTreeMap;

use massage_kb::corpus::Corpus;
use massage_kb::lint::{self, Config, Context, Outcome};
use massage_kb::report::{json, sarif};
use massage_kb::schema::Schemas;
use massage_kb::source::Sources;

const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base");

fn lint_with(files: &[(&str, &str)], settings: &str) -> Outcome {
    let base = Sources::discover(BASE.as_ref()).unwrap();
    let mut all: BTreeMap<String, Vec<u8>> = base
        .entries()
        .iter()
        .enumerate()
        .map(|(index, entry)| (entry.path.to_string(), base.read(index).unwrap()))
        .collect();
    all.extend(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
    let manifest = std::fs::read_to_string(format!("{BASE}/kb.toml")).unwrap() + settings;
    let corpus = Corpus::read(&Sources::from_memory(all), &Schemas::new().unwrap());
    let config = Config::parse(&manifest).unwrap();
    lint::run(&Context::new(&corpus, &config, None, "2026-11-22".parse().unwrap()), "")
}

fn benefit(text: &str, settings: &str) -> Outcome {
    lint_with(&[("benefits/balance.yaml", text)], settings)
}

fn found(outcome: &Outcome) -> Vec<String> {
    let line = |diagnostic: &massage_kb::diagnostic::Diagnostic| {
        format!("{}: {}", diagnostic.location.start().line, diagnostic.rule)
    };
    outcome.diagnostics.iter().map(line).collect()
}

const OVERCLAIM: &str = "id: balance\nname: Balance\n# kb: ignore[overclaim] its makers say so\nsummary: Rolling guarantees it.\n";

#[test]
fn a_finding_is_silenced_with_its_reason() {
    let outcome = benefit(OVERCLAIM, "");
    assert_eq!(found(&outcome), [""; 0]);
    assert_eq!(outcome.suppressed.len(), 1);
    assert_eq!(outcome.suppressed[0].reason, "its makers say so");

    let report: serde_json::Value = serde_json::from_str(&json::render(&outcome).unwrap()).unwrap();
    assert_eq!(report["suppressed"][0]["rule"], "overclaim");
    assert_eq!(report["suppressed"][0]["reason"], "its makers say so");
    assert_eq!(report["summary"]["suppressed"], 1);
    assert_eq!(report["findings"], serde_json::json!([]));

    let log: serde_json::Value = serde_json::from_str(&sarif::render(&outcome)).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "overclaim");
    assert_eq!(result["suppressions"][0]["kind"], "inSource");
    assert_eq!(result["suppressions"][0]["justification"], "its makers say so");
}

#[test]
fn a_comment_over_a_text_of_several_lines_is_for_all_of_it() {
    let text = "id: balance\nname: Balance\n# kb: ignore[overclaim] its makers say so\nsummary: >\n  It moves.\n  Rolling guarantees it.\n";
    let outcome = benefit(text, "");
    assert_eq!((found(&outcome).len(), outcome.suppressed.len()), (0, 1));
}

#[test]
fn several_comments_can_stand_over_one_key() {
    let text = "id: balance\nname: Balance\n# kb: ignore[overclaim] its makers say so\n# kb: ignore[schema] no reason at all\nsummary: Rolling guarantees it.\n";
    let outcome = benefit(text, "");
    assert_eq!(found(&outcome), ["4: unused-suppression"]);
    assert_eq!(outcome.suppressed.len(), 1);
}

#[test]
fn a_rule_that_is_off_or_did_not_look_leaves_its_suppressions_alone() {
    let harmless = OVERCLAIM.replace("guarantees", "may raise");
    assert_eq!(found(&benefit(&harmless, "")), ["3: unused-suppression"]);
    assert_eq!(found(&benefit(&harmless, "[lint.rules]\noverclaim = \"off\"\n")), [""; 0]);
    assert_eq!(found(&benefit(&harmless, "[lint.folders.benefits]\noverclaim = \"off\"\n")), [""; 0]);
    assert_eq!(found(&benefit(&harmless, "[lint.rules]\nunused-suppression = \"off\"\n")), [""; 0]);
    // A record that is not whole is seen by few rules.
    assert_eq!(found(&benefit(&format!("{harmless}summry: x\n"), "")), ["5: schema"]);
    // `uncited-reference` says nothing while a claim can't be read.
    let reference = std::fs::read_to_string(format!("{BASE}/references/trial-2020.yaml")).unwrap();
    let silenced = format!("# kb: ignore-file[uncited-reference] kept for its data\n{reference}");
    let with = |broken: &[(&str, &str)]| {
        let mut files = vec![("references/trial-2020.yaml", silenced.as_str())];
        files.extend(broken);
        lint_with(&files, "")
    };
    assert_eq!(found(&with(&[])), ["1: unused-suppression"]);
    let outcome = with(&[("claims/broken.yaml", "id: [")]);
    assert!(!found(&outcome).contains(&"1: unused-suppression".to_owned()), "{:?}", found(&outcome));
}

#[test]
fn what_is_said_of_suppressions_cannot_be_silenced() {
    let text = "# kb: ignore-file[unused-suppression, suppression-without-reason] quiet, please\nid: balance\nname: Balance\nsummary: It is. # kb: ignore[overclaim]\n";
    let outcome = benefit(text, "");
    assert_eq!(found(&outcome), ["1: unused-suppression", "4: suppression-without-reason"]);
    assert_eq!(outcome.suppressed.len(), 0);
    let help = outcome.diagnostics[0].help.as_deref().unwrap();
    assert!(help.contains("cannot be silenced"), "{help}");
}

#[test]
fn of_two_suppressions_of_one_finding_one_is_unused_and_of_two_rules_the_one_that_is_is_named() {
    let text = "id: balance\nname: Balance\n# kb: ignore[overclaim, schema] its makers say so\nsummary: Rolling guarantees it. # kb: ignore[overclaim] again\n";
    let outcome = benefit(text, "");
    let said: Vec<_> = outcome.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(
        said,
        ["the suppression of `schema` silences nothing", "the suppression of `overclaim` silences nothing"]
    );
}

/// A file that repeats one fault is told of a hundred times, and then how often it goes on: nothing is left out without a word.
#[test]
fn the_findings_of_one_rule_in_one_file_are_capped() {
    let fault = "name: More\n";
    let lint = |count: usize, head: &str| {
        lint_with(
            &[(
                "benefits/ease.yaml",
                &format!("{head}id: ease\nsummary: Ease.\nname: Ease\n{}", fault.repeat(count)),
            )],
            "",
        )
    };
    let found = |outcome: &Outcome| {
        let mine = outcome.diagnostics.iter().filter(|diagnostic| diagnostic.rule == "duplicate-key");
        mine.map(|diagnostic| (diagnostic.location.start().line, diagnostic.message.clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(found(&lint(100, "")).len(), 100);
    assert!(found(&lint(100, "")).iter().all(|(_, message)| message.starts_with("the key `name`")));
    let many = found(&lint(1350, ""));
    assert_eq!(many.len(), 101);
    let last = (104, "1,250 more findings of `duplicate-key` in the rest of this file, not shown".to_owned());
    assert_eq!(many.last(), Some(&last), "it stands at the first that is left out");
}

/// What is silenced does not count for the cap, and is not left out.
#[test]
fn silenced_findings_are_not_capped() {
    let todo: String = (0..150).map(|number| format!("  - TODO {number}\n")).collect();
    let head = "# kb: ignore-file[todo-left] a test\n";
    let text = format!("{head}id: ease\nname: Ease\nsummary: Ease.\nmeasures:\n{todo}");
    let outcome = lint_with(&[("benefits/ease.yaml", &text)], "");
    let found: Vec<_> = outcome.diagnostics.iter().filter(|found| found.rule == "todo-left").collect();
    assert_eq!((found.len(), outcome.suppressed.len()), (0, 150));
}

/// Whoever reads `until` takes the suppression for one that ends.
#[test]
fn a_last_day_ends_a_suppression_however_it_is_written() {
    for (written, ends) in [
        ("until=2026-01-01 its makers say so", true),
        ("its makers say so until=2026-01-01", true),
        ("its makers say so until: 2026-01-01", true),
        ("its makers say so until 2026-01-01", true),
        ("its makers say so, Until=2026-01-01", true),
        ("its makers say so until = 2026-01-01", true),
        ("its makers say so (until=2026-01-01)", true),
        ("its makers say so (until 2026-01-01).", true),
        ("its makers say so till 2026-01-01", true),
        ("its makers say so; expires 2026-01-01", true),
        ("its makers say so # until=2026-01-01", true),
        ("its makers say so until 2027-01-01", false),
        ("its makers say so (until: 2027-01-01)", false),
        ("its makers said so on 2020-01-01", false),
        ("its makers say so", false),
    ] {
        let outcome = benefit(&OVERCLAIM.replace("its makers say so", written), "");
        let expected: &[&str] = if ends { &["3: expired-suppression", "4: overclaim"] } else { &[] };
        assert_eq!(found(&outcome), expected, "{written}");
        assert_eq!(outcome.suppressed.len(), usize::from(!ends), "{written}");
        assert!(outcome.suppressed.iter().all(|silenced| !silenced.reason.contains("until")), "{written}");
    }
}

#[test]
fn a_last_day_that_is_no_date_silences_nothing() {
    for written in [
        "its makers say so until 1 January 2027",
        "its makers say so until=2027-1-1",
        "its makers say so until 20270101",
        "its makers say so until 01.01.2027",
        "its makers say so until=2027-02-30",
        "its makers say so until 2027",
        "its makers say so until January",
        "its makers say so until they change it",
        "its makers say so until",
    ] {
        let outcome = benefit(&OVERCLAIM.replace("its makers say so", written), "");
        assert_eq!(found(&outcome), ["3: expired-suppression", "4: overclaim"], "{written}");
        let help = outcome.diagnostics[0].help.as_deref().unwrap();
        assert!(help.contains("until=YYYY-MM-DD"), "{help}");
    }
}

#[test]
fn a_day_to_come_that_does_not_end_a_suppression_is_told() {
    let outcome = benefit(&OVERCLAIM.replace("its makers say so", "looked at again on 2027-03-01"), "");
    assert_eq!(found(&outcome), ["3: expired-suppression"]);
    assert_eq!(outcome.suppressed.len(), 1);
    let help = outcome.diagnostics[0].help.as_deref().unwrap();
    assert!(help.contains("`until=2027-03-01`"), "{help}");
}

#[test]
fn a_finding_in_a_comment_is_silenced_from_the_line_above_or_behind_it() {
    let record = "name: Balance\nsummary: To stand upright.\n";
    for comment in [
        "# kb: ignore[todo-left] she is away\n# TODO ask Ann\n",
        "# TODO ask Ann # kb: ignore[todo-left] she is away\n",
        "# kb: ignore[todo-left] she is away\n# as Ben said:\n#\n# TODO ask Ann\n",
        "# kb: ignore[todo-left] she is away\n\n# TODO ask Ann\n",
    ] {
        let outcome = benefit(&format!("id: balance\n{comment}{record}"), "");
        assert_eq!(
            (found(&outcome).len(), outcome.suppressed.len()),
            (0, 1),
            "{comment}: {:?}",
            found(&outcome)
        );
    }
    // Behind a comment it is about that comment alone.
    let text = "id: balance\n# TODO ask Ann # kb: ignore[todo-left, overclaim] she is away\nname: B\nsummary: Rolling guarantees it.\n";
    assert_eq!(found(&benefit(text, "")), ["2: unused-suppression", "4: overclaim"]);
    let next =
        format!("id: balance\n# TODO ask Ann # kb: ignore[todo-left] she is away\n# TODO and Ben\n{record}");
    assert_eq!(found(&benefit(&next, "")), ["3: todo-left"]);
}

#[test]
fn what_silences_a_whole_file_stands_above_its_first_key() {
    let record = "id: balance\nname: Balance\nsummary: Rolling guarantees it.\n";
    for head in ["", "---\n", "\n\n", "# about this\n---\n\n", "\u{feff}"] {
        let text = format!("{head}# kb: ignore-file[overclaim] its makers say so\n{record}");
        let outcome = benefit(&text, "");
        assert_eq!((found(&outcome), outcome.suppressed.len()), (Vec::new(), 1), "{head:?}");
    }
    let late = format!("id: balance\n# kb: ignore-file[overclaim] x\n{}", record.split_once('\n').unwrap().1);
    assert_eq!(found(&benefit(&late, "")), ["2: unknown-rule-in-suppression", "4: overclaim"]);
}
