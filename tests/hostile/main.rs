//! Hostile input through the public API: nothing hides anything in other files, nothing panics, and the words say what is wrong.

#![cfg(feature = "lint")]
#![allow(clippy::print_stderr, reason = "what was left out is said")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

mod folders;
mod texts;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use massage_kb::corpus::Corpus;
use massage_kb::lint::{self, Config, Context};
use massage_kb::model::Kind;
use massage_kb::report::human::Style;
use massage_kb::report::{concise, github, gitlab, human, json, junit, sarif};
use massage_kb::schema::Schemas;
use massage_kb::source::Sources;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

/// The records of the small sound knowledge base.
fn base() -> BTreeMap<String, Vec<u8>> {
    let sources = Sources::discover(format!("{FIXTURES}/base").as_ref()).unwrap();
    let file = |(index, entry): (usize, &massage_kb::source::Entry)| {
        (entry.path.to_string(), sources.read(index).unwrap())
    };
    sources.entries().iter().enumerate().map(file).collect()
}

fn read(sources: &Sources) -> Corpus {
    static SCHEMAS: LazyLock<Schemas> = LazyLock::new(|| Schemas::new().unwrap());
    Corpus::read(sources, &SCHEMAS)
}

/// Every record of the sound knowledge base is in the corpus, and nothing is wrong with its file.
#[track_caller]
fn check_base_is_sound(corpus: &Corpus) {
    for path in base().keys() {
        let (folder, id) = path.trim_end_matches(".yaml").split_once('/').unwrap();
        let kind = Kind::from_folder(folder).unwrap();
        assert!(corpus.base.label(kind, id).is_some(), "{path} is hidden");
        let problems: Vec<_> = corpus.problems_of(corpus.file_of(kind, id).unwrap()).collect();
        assert!(problems.is_empty(), "{path} is blamed: {problems:?}");
    }
}

/// Lints, and writes what was found in every format.
fn reports(corpus: &Corpus) -> Vec<(&'static str, String)> {
    let manifest = std::fs::read_to_string(Path::new(FIXTURES).join("base/kb.toml")).unwrap();
    let config = Config::parse(&manifest).unwrap();
    let context = Context::new(corpus, &config, None, "2026-11-22".parse().unwrap());
    let outcome = lint::run(&context, "kb/");
    vec![
        ("human", human::render(&outcome, Style::default())),
        ("human on a narrow terminal", human::render(&outcome, Style { width: Some(1), ..Style::default() })),
        ("concise", concise::render(&outcome)),
        ("json", json::render(&outcome).unwrap()),
        ("sarif", sarif::render(&outcome)),
        ("github", github::render(&outcome)),
        ("junit", junit::render(&outcome).unwrap()),
        ("gitlab", gitlab::render(&outcome)),
    ]
}

/// No report holds a character that a terminal or another reader would obey.
#[track_caller]
fn check_reports(corpus: &Corpus) {
    for (format, text) in reports(corpus) {
        let obeyed = text.chars().find(|letter| letter.is_control() && *letter != '\n');
        assert_eq!(obeyed, None, "{format}: {text:?}");
    }
}
