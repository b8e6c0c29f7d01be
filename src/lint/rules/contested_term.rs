//! A disputed word used as if it were settled.

use std::sync::LazyLock;

use super::super::prose::negation::is_denied;
use super::super::prose::speech::is_reported;
use super::super::prose::text::{Voice, each_page};
use super::super::prose::words::Words;
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "contested-term",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "a term whose very name claims what is not shown, without a note",
    why: "the name does the persuading: whoever reads \"release\" takes it that something is released",
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
const TERMS: &[(&str, &str)] = &[
    ("adhesion", "nobody has shown that hands or rollers break tissue apart"),
    ("adhesions", "nobody has shown that hands or rollers break tissue apart"),
    ("energy flow", "it names nothing that was measured"),
    ("fascial release", "nobody has shown that fascia is released"),
    ("knot", "nobody has agreed what a knot in a muscle is"),
    ("knots", "nobody has agreed what a knot in a muscle is"),
    ("lactic acid", "it is gone soon after exercise, and is not why muscles get sore"),
    ("lactic-acid", "it is gone soon after exercise, and is not why muscles get sore"),
    ("misaligned", "what is meant by it is not measured alike"),
    ("misalignment", "what is meant by it is not measured alike"),
    ("muscle memory", "it names several things"),
    ("myofascial release", "nobody has shown that fascia is released"),
    ("pelvic misalignment", "what is meant by it is not measured alike"),
    ("psoas release", "nobody has shown that the psoas is released"),
    ("self-myofascial release", "nobody has shown that fascia is released"),
    ("self myofascial release", "nobody has shown that fascia is released"),
    ("subluxation", "chiropractors and physicians mean different things by it"),
    ("subluxations", "chiropractors and physicians mean different things by it"),
    ("trigger point", "whether such points are there is disputed"),
    ("trigger points", "whether such points are there is disputed"),
    ("trigger point release", "whether such points are there is disputed"),
    ("trigger-point release", "whether such points are there is disputed"),
];

/// Words with which a text marks a term as disputed.
static MARKS: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "a name",
        "contested",
        "disputed",
        "is not shown",
        "not been shown",
        "not known",
        "not shown",
        "so-called",
        "the name",
        "unclear",
    ])
});

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(TERMS.iter().map(|(term, _)| *term)));

fn check(context: &Context<'_>, findings: &mut Findings) {
    each_page(context, findings, |page, findings| {
        // A question uses the words of those who ask.
        for passage in page.passages.iter().filter(|passage| passage.voice != Voice::Question) {
            let text = passage.text;
            for hit in WORDS.find(text) {
                let Some((term, why)) = TERMS.get(hit.word) else { continue };
                if page.note.is_some()
                    || MARKS.is_in(text)
                    || is_reported(text)
                    || is_denied(text, &hit.range)
                {
                    continue;
                }
                let written = text.get(hit.range.clone()).unwrap_or(term);
                findings.report(
                    Finding::new(page.file, passage.words(hit.range.clone()), format!("`{written}` is a disputed term: {why}"))
                        .label("used as if it were settled")
                        .help("use a plain word for what is done or felt, or say beside it, or in `note`, that the term is disputed"),
                );
            }
        }
    });
}
