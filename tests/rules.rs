//! Every rule's own examples, run over a small sound knowledge base.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use massage_kb::corpus::Corpus;
use massage_kb::diagnostic::Level;
use massage_kb::lint::{self, Config, Context, Example, LevelSetting, Outcome, rules};
use massage_kb::lock::{LockFile, NAME};
use massage_kb::schema::Schemas;
use massage_kb::source::Sources;

const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base");
const MARK: &str = "# <-- here";

static SCHEMAS: LazyLock<Schemas> = LazyLock::new(|| Schemas::new().unwrap());

/// The base with the example's files laid over it; `�` becomes a byte that is no UTF-8.
fn lint_over_base(example: &Example) -> Outcome {
    over_base(example, Corpus::read, |context| lint::run(context, ""))
}

fn over_base<T>(
    example: &Example,
    read: fn(&Sources, &Schemas) -> Corpus,
    look: impl FnOnce(&Context<'_>) -> T,
) -> T {
    let base = Sources::discover(BASE.as_ref()).unwrap();
    let mut files: BTreeMap<String, Vec<u8>> = base
        .entries()
        .iter()
        .enumerate()
        .map(|(index, entry)| (entry.path.to_string(), base.read(index).unwrap()))
        .collect();
    let mut manifest = std::fs::read_to_string(format!("{BASE}/kb.toml")).unwrap();
    let mut lock = None;
    for (path, text) in example.files() {
        if path == "kb.toml" {
            manifest = text;
            continue;
        }
        if path == NAME {
            lock = Some(lock_over_base(&text));
            continue;
        }
        let bytes = text.split('�').map(str::as_bytes).collect::<Vec<_>>().join(&0xff);
        files.insert(path, bytes);
    }
    let corpus = read(&Sources::from_memory(files), &SCHEMAS);
    let mut config = Config::parse(&manifest).unwrap();
    if !example.files().iter().any(|(path, _)| path == "kb.toml") {
        // Examples put their lists in the order that reads best; an example that is about order has a kb.toml of its own.
        config.levels.set_from_command_line(rules::find("unsorted-list").unwrap(), LevelSetting::Off);
    }
    let context = Context::new(&corpus, &config, lock.as_ref(), "2026-11-22".parse().unwrap());
    look(&context)
}

/// The example's lock, and what it does not speak of as the base has it.
fn lock_over_base(text: &str) -> LockFile {
    let mut file = LockFile::read(text.as_bytes());
    let base = LockFile::read(&std::fs::read(format!("{BASE}.lock")).unwrap());
    assert_eq!(base.problems, []);
    for (url, page) in base.lock.pages {
        file.lock.pages.entry(url).or_insert(page);
    }
    file
}

fn report(outcome: &Outcome) -> Vec<String> {
    let line = |diagnostic: &massage_kb::diagnostic::Diagnostic| {
        let (path, line) = (&diagnostic.location.path, diagnostic.location.start().line);
        format!("{path}:{line}: {}: {}", diagnostic.rule, diagnostic.message)
    };
    outcome.diagnostics.iter().map(line).collect()
}

#[test]
fn the_base_is_clean() {
    assert_eq!(report(&lint_over_base(&Example(""))), Vec::<String>::new());
}

#[test]
fn every_bad_example_breaks_its_rule_alone_at_the_marked_lines() {
    let mut failures = String::new();
    for rule in rules::ALL {
        let mut expected = Vec::new();
        for (path, text) in rule.bad.files() {
            for (index, _) in text.lines().enumerate().filter(|(_, line)| line.trim_end().ends_with(MARK)) {
                expected.push((path.clone(), index as u32 + 1));
            }
        }
        assert!(!expected.is_empty(), "{}: the bad example marks no line with `{MARK}`", rule.name);
        let outcome = lint_over_base(&rule.bad);
        let mut found: Vec<_> = outcome
            .diagnostics
            .iter()
            .map(|diagnostic| (diagnostic.location.path.to_string(), diagnostic.location.start().line))
            .collect();
        expected.sort();
        found.sort();
        let alone = outcome.diagnostics.iter().all(|diagnostic| diagnostic.rule == rule.name);
        if !alone || found != expected {
            let found = report(&outcome).join("\n    ");
            failures.push_str(&format!("{}: expected {expected:?}, found\n    {found}\n", rule.name));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn every_good_example_is_clean() {
    for rule in rules::ALL {
        assert!(!rule.good.files().is_empty(), "{}: no good example", rule.name);
        assert_eq!(report(&lint_over_base(&rule.good)), Vec::<String>::new(), "{}", rule.name);
    }
}

#[test]
fn rules_that_need_no_texts_find_the_same_without_them() {
    for rule in rules::ALL {
        for example in [&rule.bad, &rule.good] {
            let with = over_base(example, Corpus::read, |context| lint::run(context, ""));
            let (without, any_error) = over_base(example, Corpus::read_lean, |context| {
                (lint::run(context, ""), lint::any_error(context))
            });
            let told = |outcome: &Outcome| {
                let all = outcome.diagnostics.iter();
                let all = all.filter(|diagnostic| !lint::needs_texts(rules::find(diagnostic.rule).unwrap()));
                let told = all.map(|diagnostic| {
                    (diagnostic.location.path.to_string(), diagnostic.rule, diagnostic.message.clone())
                });
                let mut told: Vec<_> = told.collect();
                told.sort();
                told
            };
            assert_eq!(told(&without), told(&with), "{}", rule.name);
            let errors = with.diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error);
            let errors =
                errors.filter(|diagnostic| !lint::needs_texts(rules::find(diagnostic.rule).unwrap()));
            assert_eq!(any_error, errors.count() > 0, "{}", rule.name);
        }
    }
}

#[test]
fn the_texts_of_files_decide_where_a_rule_that_needs_them_is_at_error_level() {
    let config = |text: &str| Config::parse(text).unwrap().levels;
    assert!(!lint::errors_need_texts(&config("title = \"a\"\n")));
    let loud = config("title = \"a\"\n[lint.rules]\ntodo-left = \"error\"\n");
    assert!(lint::errors_need_texts(&loud));
    let folder = config("title = \"a\"\n[lint.folders.claims]\ntrailing-whitespace = \"error\"\n");
    assert!(lint::errors_need_texts(&folder));
}

#[test]
fn messages_follow_the_house_style() {
    for rule in rules::ALL {
        let outcome = lint_over_base(&rule.bad);
        for text in outcome.diagnostics.iter().map(|diagnostic| &diagnostic.message) {
            let first = text.chars().next().unwrap();
            assert!(!first.is_uppercase() && !text.ends_with('.'), "{}: {text}", rule.name);
        }
        assert!(
            outcome.diagnostics.iter().all(|diagnostic| diagnostic.help.is_some()),
            "{}: no help says what to do",
            rule.name
        );
        assert!(!rule.why.ends_with('.') && !rule.summary.ends_with('.'), "{}", rule.name);
    }
}
