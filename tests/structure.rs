//! How the rules of the group Structure speak: every finding in `tests/fixtures/misshapen`, laid over the small sound knowledge base.
//!
//! `INSTA_UPDATE=always cargo test --features lint --test structure` writes the snapshot anew; read the difference before it is
//! committed, as an editor would.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::collections::BTreeMap;
use std::fmt::Write;

use massage_kb::corpus::Corpus;
use massage_kb::diagnostic::Diagnostic;
use massage_kb::lint::{self, Config, Context, Group, rules};
use massage_kb::schema::Schemas;
use massage_kb::source::Sources;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

fn files_in(folder: &str) -> BTreeMap<String, Vec<u8>> {
    let sources = Sources::discover(format!("{FIXTURES}/{folder}").as_ref()).unwrap();
    let file = |(index, entry): (usize, &massage_kb::source::Entry)| {
        (entry.path.to_string(), sources.read(index).unwrap())
    };
    sources.entries().iter().enumerate().map(file).collect()
}

/// What stands under the place, on one line, and the words.
fn render(diagnostic: &Diagnostic) -> String {
    let Diagnostic { rule, message, label, help, location, related, .. } = diagnostic;
    let start = location.start();
    let mut text = format!("{}:{}:{} {rule}: {message}\n", location.path, start.line, start.column);
    let underlined = location.span.slice(&location.text).unwrap().escape_debug();
    let label = label.as_deref().map(|label| format!(" {label}")).unwrap_or_default();
    writeln!(text, "    [{underlined}]{label}").unwrap();
    for related in related {
        let start = related.location.start();
        writeln!(text, "    {}:{}: {}", related.location.path, start.line, related.message).unwrap();
    }
    writeln!(text, "    help: {}", help.as_deref().unwrap_or_default()).unwrap();
    text
}

#[test]
fn broken_records_are_explained() {
    let mut files = files_in("base");
    files.extend(files_in("misshapen"));
    // Each case is a file of its own, so that one fault does not hide another.
    let syntax = std::fs::read_to_string(format!("{FIXTURES}/misshapen-yaml.txt")).unwrap();
    for (number, case) in syntax.split("=====\n").enumerate() {
        files.insert(format!("benefits/syntax-{number}.yaml"), case.as_bytes().to_vec());
    }
    let corpus = Corpus::read(&Sources::from_memory(files), &Schemas::new().unwrap());
    let config =
        Config::parse(&std::fs::read_to_string(format!("{FIXTURES}/base/kb.toml")).unwrap()).unwrap();
    let context = Context::new(&corpus, &config, None, "2026-11-22".parse().unwrap());
    let outcome = lint::run(&context, "");
    let structure = |name: &str| rules::find(name).is_some_and(|rule| rule.group == Group::Structure);
    let found: String =
        outcome.diagnostics.iter().filter(|finding| structure(finding.rule)).map(render).collect();
    insta::assert_snapshot!(found);
}
