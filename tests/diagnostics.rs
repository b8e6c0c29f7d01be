//! What an editor reads: the human report of each folder in `tests/fixtures/diagnostics`, less the rules that are not about structure.
//!
//! `INSTA_UPDATE=always cargo test --features lint --test diagnostics` writes the snapshots anew; read the difference before it is
//! committed, as an editor would who knows no Rust.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::fs;
use std::path::Path;

use massage_kb::corpus::Corpus;
use massage_kb::lint::{self, Config, Context, Group, rules};
use massage_kb::report::human::{Style, render};
use massage_kb::schema::Schemas;
use massage_kb::source::Sources;

#[test]
fn every_case_is_explained() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/diagnostics");
    let schemas = Schemas::new().unwrap();
    let mut cases: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    cases.sort();
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_snapshot_path("snapshots/diagnostics");
    settings.add_filter(r"\d+ rules, [\d,]+ checks", "[RULES] rules, [CHECKS] checks");
    let is_structure = |name: &str| rules::find(name).is_some_and(|rule| rule.group == Group::Structure);
    for case in cases {
        let case = case.to_str().unwrap();
        let config = Config::parse(&fs::read_to_string(folder.join(case).join("kb.toml")).unwrap()).unwrap();
        let corpus = Corpus::read(&Sources::discover(&folder.join(case)).unwrap(), &schemas);
        let as_of = "2026-11-22".parse().unwrap();
        let mut outcome = lint::run(&Context::new(&corpus, &config, None, as_of), "kb/");
        outcome.diagnostics.retain(|diagnostic| is_structure(diagnostic.rule));
        outcome.not_checked.retain(|left_out| left_out.rules.iter().any(|rule| is_structure(rule)));
        assert!(!outcome.diagnostics.is_empty(), "{case}: nothing is found");
        settings.bind(|| insta::assert_snapshot!(case, render(&outcome, Style::default())));
    }
}
