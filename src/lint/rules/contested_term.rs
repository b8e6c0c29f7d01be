//! A disputed word used as if it were settled.

use std::sync::LazyLock;

use super::super::prose::phrases::Phrases;
use super::super::prose::text::{Voice, each_page};
use super::super::prose::words::Words;
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "contested-term",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "a term whose name claims something that has not been shown, without a note",
    why: "the name itself persuades: people who read \"release\" assume that something is released",
    standard: Some("Behm and Wilke 2019 (do self-myofascial release devices release myofascia?)"),
    bad: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Myofascial release may raise flexibility for a short time. # <-- here
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
origin: article
citations:
  - reference: article-2024
    stance: source
    locator: line 1
  - reference: trial-2020
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    good: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling may raise flexibility for a short time, and is often called myofascial release.
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
origin: article
citations:
  - reference: article-2024
    stance: source
    locator: line 1
  - reference: trial-2020
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

/// The terms, and what is disputed about each.
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("contested_term.tsv")));

/// Words with which a text marks a term as disputed.
static MARKS: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "a label",
        "a name",
        "agreed meaning",
        "contested",
        "disputed",
        "is called",
        "is not agreed",
        "is not shown",
        "known as",
        "no agreed",
        "not been shown",
        "not known",
        "not shown",
        "so-called",
        "the term",
        "the name",
        "unclear",
    ])
});

fn check(context: &Context<'_>, findings: &mut Findings) {
    each_page(context, findings, |page, findings| {
        // A note says what is disputed.
        if page.note.is_some() {
            return;
        }
        // A question uses the words of those who ask.
        for passage in page.passages.iter().filter(|passage| passage.voice != Voice::Question) {
            for sentence in passage.sentences() {
                for (line, words) in PHRASES.find(sentence) {
                    let scope = sentence.scope(&words);
                    if MARKS.is_in(passage.text) || scope.is_open() || scope.is_reported || scope.is_doubted {
                        continue;
                    }
                    let bytes = sentence.bytes(&words);
                    let written = passage.text.get(bytes.clone()).unwrap_or(line.pattern);
                    let message = format!("`{written}` is a disputed term: {}", line.column(0));
                    findings.report(
                        Finding::new(page.file, passage.words(bytes), message)
                            .label("used as if it were settled")
                            .help("use a plain word for what is done or felt, or say next to it or in `note` that the term is disputed"),
                    );
                }
            }
        }
    });
}
