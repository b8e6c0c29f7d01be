//! Words taken over from a source document.

use serde_json::Value as Json;

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::count::count;
use crate::diagnostic::Level;
use crate::document::WordRuns;
use crate::knowledge_base::KnowledgeBase;
use crate::model::{Kind, for_each_kind};
use crate::yaml::escape;

pub(super) static RULE: Rule = Rule {
    name: "copied-text",
    group: Group::Style,
    level: Level::Error,
    summary: "eight or more words in a row that are the same as in a source document, outside a quote",
    why: "a source's words belong to its author: you may quote a few of them, marked as a quote, and must say the rest in your own words",
    standard: None,
    bad: Example(
        r#"
>>> claims/warm-up-before-sport.yaml
id: warm-up-before-sport
statement: Put the roller under the front of your left thigh before sport. # <-- here
type: prevention
about:
  - practices/warm-up
  - conditions/hip-pain
origin: added
citations:
  - reference: health-service-2022
    stance: supports
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: advice of a health service
last_reviewed: 2026-11-01
>>> sources/article.yaml
id: article
title: An article about rolling
summary: A web article about foam rolling.
reference: article-2024
coverage:
  - line: 1
    position: 1
    hash: "0a1b2c3d"
    claims:
      - rolling-raises-flexibility
  - line: 2
    position: 1
    hash: "1a2b3c4d"
    mark: heading
word_runs: "2b1404df17 56873ffa94 c01606f307"
"#,
    ),
    good: Example(
        r#"
>>> claims/warm-up-before-sport.yaml
id: warm-up-before-sport
statement: Before sport, a roller can go under one thigh.
type: prevention
about:
  - practices/warm-up
  - conditions/hip-pain
origin: added
citations:
  - reference: health-service-2022
    stance: supports
    directness: direct
    quote: Put the roller under the front of your left thigh
verdict: supported
certainty: good_practice
certainty_basis: advice of a health service
last_reviewed: 2026-11-01
>>> sources/article.yaml
id: article
title: An article about rolling
summary: A web article about foam rolling.
reference: article-2024
coverage:
  - line: 1
    position: 1
    hash: "0a1b2c3d"
    claims:
      - rolling-raises-flexibility
  - line: 2
    position: 1
    hash: "1a2b3c4d"
    mark: heading
word_runs: "2b1404df17 56873ffa94 c01606f307"
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    let mut left_out = 0;
    let mut sources = Vec::new();
    for (_, source) in base.sources.filed() {
        match &source.word_runs {
            Some(field) => sources.push((&source.title, WordRuns::read(field))),
            None => left_out += usize::from(!source.coverage.is_empty()),
        }
    }
    if !sources.is_empty() {
        each_record(base, &mut |number, kind, record| {
            walk(record, &mut String::new(), &mut |pointer, text| {
                if !is_own_words(kind, pointer) {
                    return;
                }
                for (title, runs) in &sources {
                    for (range, words) in runs.shared_with(text) {
                        let message = format!("{words} words in a row are the same as in `{title}`");
                        findings.report(
                            Finding::new(number, Place::Words(pointer.to_owned(), range), message).help(
                                "say it in your own words; if the exact words matter, put them in a `quote`",
                            ),
                        );
                    }
                }
            });
        });
    }
    if left_out > 0 {
        findings.not_checked(format!("{} without `word_runs`", count(left_out, "source document")));
    }
}

macro_rules! each_record {
    ($($variant:ident $record:ident $field:ident $folder:literal,)*) => {
        /// Visits every record with the number of its file.
        fn each_record(base: &KnowledgeBase, visit: &mut dyn FnMut(usize, Kind, &Json)) {
            $(for (file, record) in base.$field.filed() {
                if let Ok(record) = serde_json::to_value(record) {
                    visit(file, Kind::$variant, &record);
                }
            })*
        }
    };
}
for_each_kind!(each_record);

/// Quotes are meant to be the source's words, and a title is a name.
fn is_own_words(kind: Kind, pointer: &str) -> bool {
    let is_cited = matches!(kind, Kind::References | Kind::Sources);
    !pointer.ends_with("/quote") && !(is_cited && (pointer == "/title" || pointer == "/word_runs"))
}

/// Visits every text in `value` with the place where it stands (JSON pointer).
fn walk(value: &Json, pointer: &mut String, visit: &mut impl FnMut(&str, &str)) {
    let length = pointer.len();
    match value {
        Json::String(text) => visit(pointer, text),
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointer.push_str(&format!("/{index}"));
                walk(item, pointer, visit);
                pointer.truncate(length);
            }
        }
        Json::Object(entries) => {
            for (key, value) in entries {
                pointer.push('/');
                pointer.push_str(&escape(key));
                walk(value, pointer, visit);
                pointer.truncate(length);
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) => {}
    }
}
