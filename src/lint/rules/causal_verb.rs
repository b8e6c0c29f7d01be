//! A cause that no study of causes carries.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::prose::parse::Kind;
use super::super::prose::phrases::Phrases;
use super::super::prose::reading::Sentence;
use super::super::prose::text::not_in_english;
use super::super::sources::told::{Told, each_told};
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;
use crate::model::{ClaimType, Design};

pub(super) static RULE: Rule = Rule {
    name: "causal-verb",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "a supported claim that says one thing causes, prevents or leads to another, without a trial, systematic review or cohort study behind it",
    why: "two things that occur together need not cause each other; a reader who thinks so may treat the wrong thing",
    standard: Some("Bradford Hill (1965), temporality; GRADE (study design)"),
    bad: Example(
        r#"
>>> references/trial-2020.yaml
id: trial-2020
type: article-journal
title: Foam rolling and range of motion
author:
  - family: Example
    given: A
issued:
  date-parts: [[2020]]
container-title: Journal of Examples
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2020
      on: 2026-11-01
      read: full_text
independence: academic
design: cross_sectional
finding: Rolling raised the range of motion for some minutes.
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Long sitting may cause tight hips. # <-- here
type: cause
about:
  - conditions/hip-pain
origin: article
citations:
  - reference: article-2024
    stance: source
    locator: line 1
  - reference: trial-2020
    stance: partly_supports
    directness: direct
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    good: Example(
        r#"
>>> references/trial-2020.yaml
id: trial-2020
type: article-journal
title: Foam rolling and range of motion
author:
  - family: Example
    given: A
issued:
  date-parts: [[2020]]
container-title: Journal of Examples
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2020
      on: 2026-11-01
      read: full_text
independence: academic
design: cross_sectional
finding: Rolling raised the range of motion for some minutes.
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Long sitting may go with tight hips.
type: cause
about:
  - conditions/hip-pain
origin: article
citations:
  - reference: article-2024
    stance: source
    locator: line 1
  - reference: trial-2020
    stance: partly_supports
    directness: direct
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("causal_verb.tsv")));

/// Claims that are about what brings something about, or keeps it away.
const CAUSES: [ClaimType; 2] = [ClaimType::Cause, ClaimType::Prevention];

fn check(context: &Context<'_>, findings: &mut Findings) {
    if not_in_english(context, findings) {
        return;
    }
    each_told(context, |told| {
        // Harm is told in reports of single cases, and a warning need not wait for a trial.
        if told.claims.iter().any(|claim| claim.claim_type == ClaimType::Safety) {
            return;
        }
        let Some((sentence, words)) = cause(&told) else { return };
        let Some(supports) = told.supports(context) else { return };
        if supports.iter().any(|support| shows_causes(support.reference.design)) {
            return;
        }
        let bytes = sentence.bytes(&words);
        let written = told.passage.text.get(bytes.clone()).unwrap_or_default();
        let message = format!(
            "`{written}` names a cause, but no trial, systematic review or cohort study supports {}",
            told.name
        );
        findings.report(
            Finding::new(told.file, told.passage.words(bytes), message)
                .label("says that one causes the other")
                .help("say only that the two occur together (`may go with`, `is linked to`), or cite a study that can show a cause"),
        );
    });
}

/// The first words that name a cause and are asserted.
fn cause<'c>(told: &Told<'_, 'c>) -> Option<(&'c Sentence, Range<usize>)> {
    told.passage.sentences().iter().find_map(|sentence| {
        let mut found = PHRASES
            .find(sentence)
            .into_iter()
            .map(|(line, words)| (line.column(0), words))
            .collect::<Vec<_>>();
        if told.is_all(&CAUSES) {
            found.extend(sentence.reasons(&["because", "since"]).map(|opener| ("", opener..opener + 1)));
            found.extend(sentence.acts_on_body().map(|verb| ("effect", verb..verb + 1)));
        }
        let asserted = found.into_iter().find(|(mark, words)| is_asserted(told, sentence, mark, words));
        asserted.map(|(_, words)| (sentence, words))
    })
}

fn is_asserted(told: &Told<'_, '_>, sentence: &Sentence, mark: &str, words: &Range<usize>) -> bool {
    // What a muscle does when it works is no cause of trouble.
    let moves = [ClaimType::Anatomy, ClaimType::Function, ClaimType::TechniqueInstruction];
    if mark == "state" && told.is_all(&moves) {
        return false;
    }
    // What is said of causes and of prevention takes every effect for one.
    if mark == "effect" && !told.is_all(&CAUSES) {
        return false;
    }
    let scope = sentence.scope(words);
    let unknown = sentence.tokens.get(words.start).is_some_and(|token| sentence.is_unknown(token.clause));
    !(scope.is_open()
        || scope.is_reported
        || (scope.describes && sentence.is_restrictive(words.start))
        || leaves_order_open(sentence)
        || is_of_study(sentence, words)
        || scope.is_doubted
        || scope.is_ordered
        || scope.of_people
        || unknown
        || is_given(sentence, words))
}

/// Says whether a cause is only named to say which thing is meant: in "may ease pain caused by a fall" nobody doubts the fall.
fn is_given(sentence: &Sentence, words: &Range<usize>) -> bool {
    let is = |at: usize, word: &str| sentence.is_word(at, word);
    let behind_noun = words.start.checked_sub(1).is_some_and(|last| sentence.is_noun(last));
    let names =
        ["caused", "triggered", "produced", "induced", "provoked"].iter().any(|word| is(words.start, word));
    (names && is(words.end, "by") && behind_noun) || (is(words.start, "due") && behind_noun)
}

/// "Or the other way round": which of the two brings the other is left open.
fn leaves_order_open(sentence: &Sentence) -> bool {
    (0..sentence.tokens.len()).any(|at| {
        (sentence.is_word(at, "other") && sentence.is_word(at + 1, "way"))
            || (sentence.is_word(at, "vice") && sentence.is_word(at + 1, "versa"))
            || (sentence.is_word(at, "the") && sentence.is_word(at + 1, "reverse"))
    })
}

/// Says whether the clause speaks of a study and not of a body: "the trial was stopped because of a lack of money".
fn is_of_study(sentence: &Sentence, words: &Range<usize>) -> bool {
    let Some(own) = sentence.tokens.get(words.start).map(|token| token.clause) else { return false };
    let finite = sentence.clause(own).and_then(|clause| clause.finite).unwrap_or(words.start);
    // "Because few people took part, the result is unsure": a reason for the study, and not for the trouble.
    let of_reason = sentence.clause(own).is_some_and(|clause| clause.kind == Kind::Reason)
        || sentence.is_one_of(words.start, &["owing", "due", "because", "since"]);
    const STUDIES: &[&str] = &[
        "trial",
        "trials",
        "study",
        "studies",
        "review",
        "reviews",
        "survey",
        "researchers",
        "result",
        "results",
        "recall",
        "size",
        "sample",
        "findings",
    ];
    let is_own = |at: usize| sentence.tokens.get(at).is_some_and(|token| token.clause == own);
    let bound = if of_reason { sentence.tokens.len() } else { finite.min(words.start) };
    let subject = (0..bound).any(|at| (of_reason || is_own(at)) && sentence.is_one_of(at, STUDIES));
    // "…, which weakens the study."
    subject || (words.end..words.end + 3).any(|at| is_own(at) && sentence.is_one_of(at, STUDIES))
}

fn shows_causes(design: Design) -> bool {
    matches!(
        design,
        Design::RandomisedTrial | Design::MetaAnalysis | Design::SystematicReview | Design::Cohort
    )
}
