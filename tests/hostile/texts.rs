//! The texts of `tests/fixtures/hostile`, each as a record of a knowledge base that is sound beside it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use massage_kb::model::Kind;
use massage_kb::source::Sources;
use massage_kb::span::Position;
use massage_kb::yaml::{self, parse};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use super::{FIXTURES, base, check_base_is_sound, check_reports, read};

/// What is refused in each file, and where: line and column. A file of no refusal is read, and what is wrong with it as a record
/// is for its schema to say.
const EXPECTED: &[(&str, &[&str])] = &[
    ("a-picture", &["no UTF-8 at byte 0"]),
    ("alias", &["anchor at 1:5", "alias at 2:7"]),
    ("alias-of-itself", &["anchor at 2:10", "alias at 2:16", "alias at 2:22"]),
    ("alias-of-nothing", &["alias at 2:7"]),
    ("anchor", &["anchor at 2:7"]),
    ("anchor-without-a-value", &["anchor at 2:7"]),
    ("apostrophe", &["Quote at 2:11"]),
    (
        "billion-laughs",
        &[
            "anchor at 1:4",
            "anchor at 2:4",
            "alias at 2:8",
            "alias at 2:12",
            "anchor at 3:4",
            "alias at 3:8",
            "alias at 3:12",
            "alias at 4:5",
            "alias at 4:9",
        ],
    ),
    ("bracket-of-another-sort", &["Bracket at 2:10"]),
    ("bracket-without-end", &["Bracket at 2:10"]),
    ("c1-control", &["U+009B at 2:8"]),
    ("carriage-returns-alone", &[]),
    ("colon-in-a-text", &["Colon at 2:14"]),
    ("comma-alone", &["Bracket at 2:14"]),
    ("comments-alone", &[]),
    ("cut-off-letter", &["no UTF-8 at byte 21"]),
    ("dashes-alone", &[]),
    ("deep-braces", &["too deep at 1:257"]),
    ("deep-brackets", &["too deep at 1:68"]),
    ("deep-brackets-open", &["too deep at 1:68"]),
    ("deep-dashes", &["too deep at 2:129"]),
    ("deep-keys", &["too deep at 65:65"]),
    ("deep-question-marks", &["complex key at 1:3"]),
    ("delete", &["U+007F at 2:11"]),
    ("escape-sequence", &["U+001B at 2:7"]),
    ("escape-sequence-in-a-comment", &["U+001B at 1:15"]),
    ("escape-that-is-none", &["Escape at 2:10"]),
    ("form-feed", &["U+000C at 2:1"]),
    ("indentation", &["Colon at 2:7"]),
    ("invalid-utf8", &["no UTF-8 at byte 21"]),
    ("key-left-out", &["complex key at 2:1"]),
    ("key-of-no-letters", &["complex key at 2:1"]),
    ("key-that-is-a-block", &["complex key at 3:3"]),
    ("key-that-is-a-list", &["complex key at 2:3"]),
    ("key-that-is-a-mapping", &["complex key at 2:1"]),
    ("key-twice", &["`name`, first at 2:1, again at 4:1"]),
    ("key-twice-by-escape", &["`name`, first at 2:1, again at 3:1"]),
    ("key-twice-in-a-list", &["`stance`, first at 3:5, again at 4:5"]),
    ("key-without-end", &["Colon at 2:1"]),
    ("letters-that-turn-the-line", &[]),
    ("lines-of-unicode", &[]),
    ("mark-alone", &[]),
    ("mark-in-the-middle", &["Other at 2:1"]),
    ("merge-conflict", &["Colon at 2:1"]),
    ("merge-key", &["anchor at 1:7", "alias at 2:5"]),
    ("no-character", &["U+FFFE at 2:8"]),
    ("nothing", &[]),
    ("nul", &["U+0000 at 2:11"]),
    ("numbers-beyond-all-bounds", &[]),
    ("one-line-of-json", &[]),
    ("overlong-slash", &["no UTF-8 at byte 18"]),
    ("quote-without-end", &["Quote at 2:7"]),
    ("reserved-sign", &["SpecialCharacter at 2:7"]),
    ("second-document", &["second document at 4:1"]),
    ("second-document-after-dots", &["second document at 5:1"]),
    ("surrogate-half", &["no UTF-8 at byte 18"]),
    ("tab-indentation", &["Tab at 3:1"]),
    ("tag-binary", &["tag at 2:7"]),
    ("tag-directive", &["Directive at 1:1"]),
    ("tag-on-the-record", &["tag at 1:1"]),
    ("tag-that-runs-code", &["tag at 2:7"]),
    ("tag-verbatim", &["tag at 1:5"]),
    ("text-alone", &[]),
    ("two-empty-documents", &["second document at 2:1"]),
    ("utf-16", &["no UTF-8 at byte 0"]),
    ("yaml-directive", &["Directive at 1:1"]),
];

fn say(problem: &yaml::Problem, text: &str) -> String {
    let (words, span) = match problem {
        yaml::Problem::NotUtf8 { offset } => return format!("no UTF-8 at byte {offset}"),
        yaml::Problem::TooLarge { bytes } => return format!("too large: {bytes}"),
        yaml::Problem::ControlCharacter { character, span } => {
            (format!("U+{:04X}", u32::from(*character)), span)
        }
        yaml::Problem::Syntax { syntax, span, .. } => (format!("{syntax:?}"), span),
        yaml::Problem::TooDeep { span } => ("too deep".to_owned(), span),
        yaml::Problem::SecondDocument { span } => ("second document".to_owned(), span),
        yaml::Problem::Anchor { span } => ("anchor".to_owned(), span),
        yaml::Problem::Alias { span } => ("alias".to_owned(), span),
        yaml::Problem::Tag { span } => ("tag".to_owned(), span),
        yaml::Problem::ComplexKey { span } => ("complex key".to_owned(), span),
        yaml::Problem::DuplicateKey { name, first, span } => {
            let first = Position::of(text, first.start);
            (format!("`{name}`, first at {}:{}, again", first.line, first.column), span)
        }
        other => panic!("no words for {other:?}"),
    };
    let Position { line, column, .. } = Position::of(text, span.start);
    format!("{words} at {line}:{column}")
}

fn hostile_files() -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(Path::new(FIXTURES).join("hostile"))
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())
        })
        .collect()
}

#[test]
fn every_hostile_text_is_refused_for_what_it_is() {
    let found: Vec<(String, Vec<String>)> = hostile_files()
        .into_iter()
        .map(|(name, bytes)| {
            let text = String::from_utf8_lossy(&bytes);
            let parsed = parse(&bytes);
            let only_duplicates =
                parsed.problems.iter().all(|problem| matches!(problem, yaml::Problem::DuplicateKey { .. }));
            assert_eq!(parsed.document.is_some(), only_duplicates, "{name}");
            (name, parsed.problems.iter().map(|problem| say(problem, &text)).collect())
        })
        .collect();
    let expected: Vec<(String, Vec<String>)> = EXPECTED
        .iter()
        .map(|(name, problems)| {
            ((*name).to_owned(), problems.iter().map(|&problem| problem.to_owned()).collect())
        })
        .collect();
    assert!(found.iter().filter(|(_, problems)| !problems.is_empty()).count() >= 31);
    assert_eq!(found, expected);
}

/// Beside each hostile file alone, and beside all of them, the sound records are read and nothing is said of them.
#[test]
fn no_hostile_text_hides_or_blames_another_file() {
    let hostile = hostile_files();
    let all: Vec<Vec<&String>> =
        hostile.keys().map(|name| vec![name]).chain([hostile.keys().collect()]).collect();
    check_base_is_sound(&read(&Sources::from_memory(base())));
    for names in all {
        let mut files = base();
        files.extend(names.iter().map(|name| (format!("benefits/{name}.yaml"), hostile[*name].clone())));
        let corpus = read(&Sources::from_memory(files));
        check_base_is_sound(&corpus);
        for name in &names {
            let number = corpus.file_of(Kind::Benefits, name).unwrap();
            assert!(corpus.problems_of(number).next().is_some(), "{name}: nothing is wrong with it");
        }
        if names.len() > 1 {
            check_reports(&corpus);
        }
    }
}

/// Some change to a record of a sound knowledge base, then all that `kb lint` does.
#[test]
fn any_change_to_a_record_is_reported_without_a_panic() {
    let pieces = "a¦é¦1e3¦true¦~¦ ¦  ¦\n¦\n  ¦\n- ¦: ¦- ¦, ¦[¦]¦{¦}¦[]¦{}¦'¦\"¦\\¦#¦ # kb: ignore[schema] x¦# kb: ignore¦|¦>¦&x ¦*x¦!t ¦\
        ---\n¦\t¦\r\n¦\r¦\u{feff}¦\u{2028}¦\u{1f9b5}¦\0¦id: x\n¦citations:\n¦last_reviewed: 2026-02-30\n¦about: [x/y, techniques/é]\n¦\
        \u{202e}¦99999999999¦2020.0¦-1¦''¦https://x.org/é?a=b c¦%¦@¦~/¦\u{301}";
    let piece = proptest::sample::select(pieces.split('¦').collect::<Vec<_>>());
    let change = (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        0usize..12,
        prop::collection::vec(piece, 0..5),
    );
    let mut config =
        Config { failure_persistence: None, rng_seed: RngSeed::Fixed(2026), ..Config::default() };
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 100;
    }
    let base = base();
    let paths: Vec<&String> = base.keys().collect();
    proptest::test_runner::TestRunner::new(config)
        .run(&change, |(file, at, gone, put)| {
            let path = *file.get(&paths);
            let mut bytes = base[path].clone();
            let at = at.index(bytes.len());
            let end = (at + gone).min(bytes.len());
            bytes.splice(at..end, put.concat().into_bytes());
            let mut files = base.clone();
            files.insert(path.clone(), bytes);
            let corpus = read(&Sources::from_memory(files));
            prop_assert!(corpus.base.all_len() + 1 >= paths.len());
            check_reports(&corpus);
            Ok(())
        })
        .unwrap();
}
