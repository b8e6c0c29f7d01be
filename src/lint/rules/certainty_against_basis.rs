//! A certainty or a verdict that its own reason or statement takes back.

use std::sync::LazyLock;

use super::super::prose::phrases::Phrases;
use super::super::prose::reading::Sentence;
use super::super::prose::text::not_in_english;
use super::super::verdict_table::is_carried;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Certainty, Status, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "certainty-against-basis",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "a certainty of `moderate` or `high`, or the verdict `supported`, whose own reason calls the evidence weak or very uncertain",
    why: "a grade that was raised by itself keeps its old reason; apps show the grade, and the reason is read by few",
    standard: Some("GRADE (certainty of evidence)"),
    bad: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling likely raises flexibility for a short time.
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
certainty: moderate # <-- here
certainty_basis: One small trial in healthy people; the effect is very uncertain.
last_reviewed: 2026-11-01
"#,
    ),
    good: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling likely raises flexibility for a short time.
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
certainty: moderate
certainty_basis: Several sound trials in healthy people agree.
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

static DOUBTS: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::read(include_str!("certainty_against_basis.tsv")));

fn check(context: &Context<'_>, findings: &mut Findings) {
    if not_in_english(context, findings) {
        return;
    }
    for (file, claim) in context.corpus.base.claims.filed() {
        if claim.status == Status::Withdrawn || !is_carried(claim.verdict) {
            continue;
        }
        let is_high = matches!(claim.certainty, Some(Certainty::Moderate | Certainty::High));
        let by_statement = doubt(&claim.statement);
        let by_basis = claim.certainty_basis.as_deref().and_then(doubt);
        let (at, what) = if is_high {
            ("/certainty", claim.certainty.map_or("", Certainty::as_str))
        } else if claim.verdict == Verdict::Supported
            && by_statement.is_none()
            && !speaks_of_doubt(&claim.statement)
        {
            ("/verdict", claim.verdict.as_str())
        } else {
            continue;
        };
        let told = by_basis.map(|words| ("/certainty_basis", words));
        // A statement that it is uncertain is well carried by uncertain evidence.
        let told = told.or(by_statement.filter(|_| is_high).map(|words| ("/statement", words)));
        let Some((pointer, words)) = told else { continue };
        let text =
            if pointer == "/statement" { Some(&claim.statement) } else { claim.certainty_basis.as_ref() };
        let written = text.and_then(|text| text.get(words.clone())).unwrap_or_default();
        let is_grave = written.to_lowercase().starts_with("very ") || written.contains("uncertain");
        if !(is_high || is_grave) {
            continue;
        }
        findings.report(
            Finding::new(file, Place::value(at), format!("the claim `{}` is `{what}`, but its own words are `{written}`", claim.id))
                .label("higher than its own words")
                .help("lower the certainty to `low` or the verdict to `partly_supported`, or write in `certainty_basis` what the evidence is now")
                .related(file, Place::Words(pointer.to_owned(), words), "what takes it back"),
        );
    }
}

/// The words of a text that call the evidence weak.
fn doubt(text: &str) -> Option<std::ops::Range<usize>> {
    Sentence::read_all(text).iter().find_map(|sentence| {
        DOUBTS.find(sentence).into_iter().find_map(|(_, words)| {
            let scope = sentence.scope(&words);
            let is_own =
                (!scope.is_denied || negates(sentence, &words)) && !scope.is_asked && !scope.is_supposed;
            is_own.then(|| sentence.bytes(&words))
        })
    })
}

/// "No trial tested it": the doubt is the denial itself.
fn negates(sentence: &Sentence, words: &std::ops::Range<usize>) -> bool {
    sentence.is_one_of(words.start, &["no", "nobody"])
}

/// Says whether a statement itself says that something is not known.
fn speaks_of_doubt(statement: &str) -> bool {
    let words = [
        "uncertain",
        "unclear",
        "unknown",
        "not known",
        "no evidence",
        "no study",
        "no trial",
        "not clear",
        "very little",
        "little evidence",
    ];
    words.iter().any(|word| statement.to_lowercase().contains(word))
}
