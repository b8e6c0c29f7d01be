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
    let last =
        (104, "1,250 more findings of `duplicate-key` from here on in this file, not shown".to_owned());
    assert_eq!(many.last(), Some(&last), "it stands at the first that is left out");
    // What is silenced does not count, and is not left out.
    let silenced = lint(1350, "# kb: ignore-file[duplicate-key] a test\n");
    assert_eq!((found(&silenced).len(), silenced.suppressed.len()), (0, 1350));
}
