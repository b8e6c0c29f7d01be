//! A cause that no study of causes carries.

use std::sync::LazyLock;

use super::super::prose::negation::is_denied;
use super::super::prose::sentence::words;
use super::super::prose::speech::is_reported;
use super::super::prose::text::is_english;
use super::super::prose::words::{Hit, Words};
use super::super::sources::support::{supported_claims, supports};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{ClaimType, Design};

pub(super) static RULE: Rule = Rule {
    name: "causal-verb",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "a supported claim that says cause, prevent or lead to, without a trial, a systematic review or a cohort behind it",
    why: "that two things go together does not show that one brings the other; a reader who believes it may treat the wrong thing",
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

const CAUSES: &[&str] = &[
    "because of",
    "bring about",
    "brings about",
    "brought about",
    "cause",
    "caused",
    "causes",
    "causing",
    "contribute to",
    "contributed to",
    "contributes to",
    "contributing to",
    "due to",
    "gave rise to",
    "give rise to",
    "gives rise to",
    "lead to",
    "leading to",
    "leads to",
    "led to",
    "prevent",
    "prevented",
    "preventing",
    "prevents",
    "result in",
    "resulted in",
    "resulting in",
];

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(CAUSES.iter().copied()));

/// Words before `cause` and `causes` that make a noun of it: "a common cause".
const DETERMINERS: &[&str] = &[
    "a",
    "an",
    "any",
    "common",
    "each",
    "every",
    "first",
    "frequent",
    "good",
    "its",
    "known",
    "likely",
    "main",
    "many",
    "most",
    "no",
    "of",
    "one",
    "other",
    "possible",
    "real",
    "root",
    "some",
    "that",
    "the",
    "their",
    "these",
    "this",
    "underlying",
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !is_english(&context.config.language) {
        findings.not_checked(format!(
            "the words are known in English alone, and the statements are in `{}`",
            context.config.language
        ));
        return;
    }
    let base = &context.corpus.base;
    for (file, claim) in supported_claims(base) {
        // Harm is told in reports of single cases, and a warning need not wait for a trial.
        if claim.claim_type == ClaimType::Safety {
            continue;
        }
        let text = &claim.statement;
        let hits = WORDS.find(text);
        let Some(hit) = hits
            .iter()
            .find(|hit| !is_noun(text, hit) && !is_given(text, hit) && !is_denied(text, &hit.range))
        else {
            continue;
        };
        let Some(supports) = supports(base, &claim.citations) else { continue };
        if is_reported(text) || supports.iter().any(|support| shows_causes(support.reference.design)) {
            continue;
        }
        let written = text.get(hit.range.clone()).unwrap_or_default();
        let message = format!(
            "`{written}` names a cause, and no trial, systematic review or cohort supports the claim `{}`",
            claim.id
        );
        findings.report(
            Finding::new(file, Place::Words("/statement".to_owned(), hit.range.clone()), message)
                .label("says that one brings the other")
                .help("say that the two go together (`may go with`, `is linked to`), or cite a study that can show a cause"),
        );
    }
}

fn is_noun(text: &str, hit: &Hit) -> bool {
    let is_cause = matches!(CAUSES.get(hit.word), Some(&("cause" | "causes")));
    let before = text.get(..hit.range.start).unwrap_or_default();
    let last = words(before).last().and_then(|word| before.get(word)).unwrap_or_default();
    is_cause && DETERMINERS.iter().any(|known| last.eq_ignore_ascii_case(known))
}

/// Says whether a cause is only named to say which thing is meant: in "may ease pain caused by a fall" nobody doubts the fall. After
/// `is` or a comma it is asserted.
fn is_given(text: &str, hit: &Hit) -> bool {
    let after = text.get(hit.range.end..).unwrap_or_default();
    let before = text.get(..hit.range.start).unwrap_or_default().trim_end();
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let asserts = ["is", "are", "was", "were", "be", "been", "being", "or", "and"];
    let is_adverb = last.ends_with("ly") || ["often", "sometimes", "seldom", "not"].contains(&last);
    CAUSES.get(hit.word) == Some(&"caused")
        && after.starts_with(" by ")
        && last.ends_with(char::is_alphabetic)
        && !is_adverb
        && !asserts.iter().any(|known| last.eq_ignore_ascii_case(known))
}

fn shows_causes(design: Design) -> bool {
    matches!(
        design,
        Design::RandomisedTrial | Design::MetaAnalysis | Design::SystematicReview | Design::Cohort
    )
}
