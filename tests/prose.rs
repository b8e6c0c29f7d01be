//! Sentences that the rules about words must report, and near misses that they must pass over.
//!
//! `tests/prose/<rule>.tsv` has a line for each: `yes` or `no`, the sentence, and where it stands. That may be left out (the statement
//! of a claim), or is `claim` with fields of the claim (`claim verdict=overstated certainty=none`), or one of the other names below.
//!
//! `SENTENCES=folder cargo test --features lint --test prose -- --nocapture` reads the tables of another folder, and counts by rule how
//! many of the sentences that must be reported are, and how many of the others.

#![cfg(feature = "lint")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

use std::collections::{BTreeMap, BTreeSet};

use massage_kb::corpus::Corpus;
use massage_kb::lint::{self, Config, Context, rules};
use massage_kb::schema::Schemas;
use massage_kb::source::Sources;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

struct Line {
    fires: bool,
    sentence: String,
    place: String,
}

fn lines(path: &std::path::Path) -> Vec<Line> {
    let text = std::fs::read_to_string(path).unwrap();
    let line = |line: &str| {
        let columns: Vec<&str> = line.split('\t').collect();
        let fires = match columns[0] {
            "yes" => true,
            "no" => false,
            other => panic!("{}: `{other}` is neither yes nor no", path.display()),
        };
        let place = columns.get(2).unwrap_or(&"claim").to_string();
        Line { fires, sentence: columns[1].to_owned(), place }
    };
    text.lines().filter(|text| !text.is_empty() && !text.starts_with('#')).map(line).collect()
}

/// The fields of a claim with this statement; `fields` are `key=value`, with `_` for a space.
fn claim(statement: &str, fields: &str) -> String {
    let mut claim = BTreeMap::from([
        ("type", "benefit"),
        ("verdict", "partly_supported"),
        ("certainty", "low"),
        ("stance", "partly_supports"),
        ("reference", "trial-2020"),
        ("about", ""),
        ("note", ""),
        ("quote", ""),
    ]);
    claim.extend(fields.split(' ').filter_map(|field| field.split_once('=')));
    let optional = |field: &str, label: &str| match claim[field] {
        "" => String::new(),
        text => format!("{label}{}\n", text.replace('_', " ")),
    };
    format!(
        "statement: {statement}\ntype: {}\nabout:\n  - techniques/foam-rolling\n{}origin: added\ncitations:\n  - reference: {}\n    \
         stance: {}\n    directness: direct\n{}verdict: {}\ncertainty: {}\ncertainty_basis: one small trial\nlast_reviewed: \
         2026-11-22\n{}",
        claim["type"],
        optional("about", "  - benefits/flexibility\n  - "),
        claim["reference"],
        claim["stance"],
        optional("quote", "    quote: "),
        claim["verdict"],
        claim["certainty"],
        optional("note", "note: "),
    )
}

/// A record that holds the sentence, and its path.
fn record(number: usize, line: &Line) -> (String, String) {
    let id = format!("sentence-{number}");
    // A JSON string is a YAML string.
    let sentence = serde_json::to_string(&line.sentence).unwrap();
    let (kind, fields) = line.place.split_once(' ').unwrap_or((&line.place, ""));
    let (folder, text) = match kind {
        "claim" => ("claims", claim(&sentence, fields)),
        "question" => (
            "questions",
            format!("question: {sentence}\nanswer: It may.\nclaims:\n  - rolling-raises-flexibility\n"),
        ),
        "answer" => {
            ("questions", format!("question: Does it?\nanswer: {sentence}\nclaims:\n  - under-{number}\n"))
        }
        "benefit" => ("benefits", format!("name: Some benefit\nsummary: {sentence}\n")),
        "contraindication" => {
            let strength = fields.strip_prefix("strength=").unwrap_or("stop");
            let text =
                format!("name: A state\nsummary: {sentence}\nstrength: {strength}\nbasis:\n  - precaution\n");
            ("contraindications", text)
        }
        "red-flag" => {
            let action = fields.strip_prefix("action=").unwrap_or("emergency");
            let text =
                format!("name: A sign\nsummary: {sentence}\naction: {action}\nbasis:\n  - precaution\n");
            ("red-flags", text)
        }
        // A figure of a dose of this modality.
        "dose" => (
            "techniques",
            format!(
                "name: A technique\nsummary: It is done.\nmodality: {fields}\nsetting: self\ndose:\n  duration:\n    text: {sentence}\n    \
                 basis: convention\n"
            ),
        ),
        "tool" => ("tools", format!("name: A tool\nsummary: A thing.\nuse_notes:\n  - {sentence}\n")),
        "technique" => (
            "techniques",
            format!(
                "name: A technique\nsummary: It is done.\nmodality: stretch\nsetting: self\ninstructions:\n  - {sentence}\n"
            ),
        ),
        "stop-rule" => (
            "techniques",
            format!(
                "name: A technique\nsummary: It is done.\nmodality: stretch\nsetting: self\nstop_rules:\n  - {sentence}\n"
            ),
        ),
        "quote" => (
            "claims",
            format!(
                "statement: It may.\ntype: benefit\nabout:\n  - techniques/foam-rolling\norigin: added\ncitations:\n  - reference: \
                 trial-2020\n    stance: supports\n    directness: direct\n    quote: {sentence}\nverdict: \
                 supported\ncertainty: low\ncertainty_basis: one small trial\nlast_reviewed: 2026-11-22\n"
            ),
        ),
        // Why a claim has a moderate certainty.
        "graded" => (
            "claims",
            format!(
                "statement: It likely helps.\ntype: benefit\nabout:\n  - techniques/foam-rolling\norigin: added\ncitations:\n  - reference: \
                 trial-2020\n    stance: supports\n    directness: direct\nverdict: partly_supported\ncertainty: moderate\ncertainty_basis: \
                 {sentence}\nlast_reviewed: 2026-11-22\n"
            ),
        ),
        "basis" => (
            "claims",
            format!(
                "statement: It may.\ntype: benefit\nabout:\n  - techniques/foam-rolling\norigin: added\ncitations:\n  - reference: \
                 trial-2020\n    stance: supports\n    directness: indirect\n    indirectness:\n      - \
                 surrogate_outcome\nverdict: supported\ncertainty: low\ncertainty_basis: {sentence}\nlast_reviewed: \
                 2026-11-22\n"
            ),
        ),
        "disclaimer" => (
            "disclaimers",
            format!(
                "name: A disclaimer\ntext:\n  en: {sentence}\nscope:\n  - guides\nmust_precede_instructions: true\n"
            ),
        ),
        "condition" => ("conditions", format!("name: {sentence}\nsummary: It is felt.\nnature: symptom\n")),
        // A technique of pressure: what it tells to do, what it is called, and what it tells to do near the groin.
        "pressure" => (
            "techniques",
            format!(
                "name: A technique\nsummary: It is done.\nmodality: pressure\nsetting: self\ninstructions:\n  - {sentence}\n"
            ),
        ),
        "pressure-name" => (
            "techniques",
            format!("name: {sentence}\nsummary: It is done.\nmodality: pressure\nsetting: self\n"),
        ),
        "groin" => (
            "techniques",
            format!(
                "name: A technique\nsummary: It is done.\nmodality: pressure\nsetting: self\ntargets:\n  - \
                 rectus-femoris\ninstructions:\n  - {sentence}\n"
            ),
        ),
        "note" => (
            "benefits",
            format!(
                "name: Some benefit\nsummary: It may ease soreness.\nmeasures:\n  - a score\nnote: {sentence}\n"
            ),
        ),
        "insertion" => ("muscles", format!("name: A muscle\nsummary: It moves.\ninsertion: {sentence}\n")),
        other => panic!("`{other}` is no place for a sentence"),
    };
    (format!("{folder}/{id}.yaml"), format!("id: {id}\n{text}"))
}

/// How a rule did on its table.
struct Count {
    /// Sentences that it must report, and of those the ones that it does.
    wanted: (usize, usize),
    /// Sentences that it must pass over, and of those the ones that it reports.
    unwanted: (usize, usize),
    /// What it got wrong.
    wrong: Vec<String>,
}

/// Lints the base with the sentences of a table in it.
fn count(base: &Sources, config: &Config, rule: &str, lines: &[Line]) -> Count {
    let mut files: BTreeMap<String, Vec<u8>> = base
        .entries()
        .iter()
        .enumerate()
        .map(|(index, entry)| (entry.path.to_string(), base.read(index).unwrap()))
        .collect();
    let paths: Vec<String> = lines
        .iter()
        .enumerate()
        .map(|(number, line)| {
            let (path, text) = record(number, line);
            files.insert(path.clone(), text.into_bytes());
            // An answer needs a claim that it rests on.
            if let Some(fields) = line.place.strip_prefix("answer") {
                let under = claim(&format!("It is uncertain whether matter {number} may help."), fields);
                let text = format!("id: under-{number}\n{under}");
                files.insert(format!("claims/under-{number}.yaml"), text.into_bytes());
            }
            path
        })
        .collect();
    let corpus = Corpus::read(&Sources::from_memory(files), &Schemas::new().unwrap());
    let context = Context::new(&corpus, config, None, "2026-11-22".parse().unwrap());
    assert_eq!(corpus.problems, [], "{rule}");
    let outcome = lint::run(&context, "");
    let found: BTreeSet<&str> = outcome
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.rule == rule)
        .map(|diagnostic| &*diagnostic.location.path)
        .collect();
    let mut count = Count { wanted: (0, 0), unwanted: (0, 0), wrong: Vec::new() };
    for (line, path) in lines.iter().zip(&paths) {
        let reports = found.contains(path.as_str());
        let (all, reported) = if line.fires { &mut count.wanted } else { &mut count.unwanted };
        *all += 1;
        *reported += usize::from(reports);
        if reports != line.fires {
            let verb = if line.fires { "passes over" } else { "reports" };
            count.wrong.push(format!("{rule} {verb} ({}): {}", line.place, line.sentence));
        }
    }
    count
}

#[test]
#[allow(clippy::print_stdout, reason = "the counts are what somebody who works on a rule wants to see")]
fn the_rules_about_words_report_the_sentences_that_they_must_and_no_others() {
    let base = Sources::discover(format!("{ROOT}/tests/fixtures/base").as_ref()).unwrap();
    let manifest = std::fs::read_to_string(format!("{ROOT}/tests/fixtures/base/kb.toml")).unwrap();
    let config = Config::parse(&manifest).unwrap();
    let other = std::env::var("SENTENCES").ok();
    let folder = other.clone().unwrap_or_else(|| format!("{ROOT}/tests/prose"));
    let mut tables: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    tables.sort();
    let mut wrong = Vec::new();
    for table in tables {
        let rule = table.file_stem().unwrap().to_str().unwrap();
        let rule = rules::find(rule).unwrap_or_else(|| panic!("there is no rule `{rule}`")).name;
        let mut count = count(&base, &config, rule, &lines(&table));
        let (all, reported) = (count.wanted, count.unwanted);
        println!("{rule}: {} of {} reported, {} of {} by mistake", all.1, all.0, reported.1, reported.0);
        assert!(
            other.is_some() || (all.0 >= 8 && reported.0 >= 8 && all.0 + reported.0 >= 20),
            "{rule}: too few sentences"
        );
        wrong.append(&mut count.wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
