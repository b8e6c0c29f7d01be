//! Words taken over from a source document.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::corpus::File;
use crate::count::count;
use crate::diagnostic::Level;
use crate::document::WordRuns;
use crate::model::Kind;
use crate::yaml::{Node, Value, escape, parse};

pub(super) static RULE: Rule = Rule {
    name: "copied-text",
    group: Group::Style,
    level: Level::Error,
    summary: "a run of eight words or more that a source document has too, outside a quote",
    why: "the words of a source are its author's: they may be quoted, short and marked, and everything else is restated",
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
    let mut left_out = 0;
    for (_, source) in context.corpus.base.sources.filed() {
        let Some(field) = &source.word_runs else {
            left_out += usize::from(!source.coverage.is_empty());
            continue;
        };
        let runs = WordRuns::read(field);
        for (number, file) in context.corpus.files.iter().enumerate() {
            let Some(root) = parse(file.text.as_bytes()).document.and_then(|document| document.root) else {
                continue;
            };
            walk(&root, &mut String::new(), &mut |pointer, text| {
                if is_own_words(file, pointer) {
                    for (range, words) in runs.shared_with(text) {
                        let message = format!("{words} words in a row are those of `{}`", source.title);
                        findings.report(
                            Finding::new(number, Place::Words(pointer.to_owned(), range), message)
                                .help("say it in other words; what must stand as it is goes into a `quote`"),
                        );
                    }
                }
            });
        }
    }
    if left_out > 0 {
        findings.not_checked(format!("{} without `word_runs`", count(left_out, "source document")));
    }
}

/// Quotes are meant to be the source's words, and a title is a name.
fn is_own_words(file: &File, pointer: &str) -> bool {
    let is_cited = matches!(file.kind, Some(Kind::References | Kind::Sources));
    !pointer.ends_with("/quote") && !(is_cited && (pointer == "/title" || pointer == "/word_runs"))
}

fn walk(node: &Node<'_>, pointer: &mut String, visit: &mut impl FnMut(&str, &str)) {
    let length = pointer.len();
    match &node.value {
        Value::String(text) => visit(pointer, text),
        Value::Sequence(items) => {
            for (index, item) in items.iter().enumerate() {
                pointer.push_str(&format!("/{index}"));
                walk(item, pointer, visit);
                pointer.truncate(length);
            }
        }
        Value::Mapping(entries) => {
            for (key, value) in entries {
                pointer.push('/');
                pointer.push_str(&escape(&key.name));
                walk(value, pointer, visit);
                pointer.truncate(length);
            }
        }
        _ => {}
    }
}
