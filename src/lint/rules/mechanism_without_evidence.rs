//! An explanation of how it works that nobody has tested.

use std::sync::LazyLock;

use super::super::prose::negation::is_denied;
use super::super::prose::speech::is_reported;
use super::super::prose::text::is_english;
use super::super::prose::words::Words;
use super::super::sources::support::{Support, supported_claims, supports};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{ClaimType, Design, Directness};

pub(super) static RULE: Rule = Rule {
    name: "mechanism-without-evidence",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "a supported claim that explains how something works, without a direct study or review behind it",
    why: "that something helps does not show why; a neat explanation makes a weak finding sound sure",
    standard: Some("GRADE guidelines 8 (indirectness)"),
    bad: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling may raise flexibility by releasing the tissue around muscle. # <-- here
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
statement: Foam rolling may raise flexibility for a short time.
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

/// Words that lead into an explanation.
const EXPLANATIONS: &[&str] = &[
    "addresses the cause",
    "addresses the root",
    "addresses the source",
    "addressing the cause",
    "addressing the root",
    "addressing the source",
    "as a result of",
    "because it",
    "because they",
    "bring nutrients",
    "bring oxygen",
    "brings nutrients",
    "brings oxygen",
    "by activating",
    "by blocking",
    "by boosting",
    "by breaking",
    "by bringing",
    "by calming",
    "by changing",
    "by clearing",
    "by decreasing",
    "by easing",
    "by flushing",
    "by freeing",
    "by improving",
    "by increasing",
    "by loosening",
    "by lowering",
    "by raising",
    "by reducing",
    "by relaxing",
    "by releasing",
    "by removing",
    "by restoring",
    "by softening",
    "by speeding up",
    "by stimulating",
    "by warming",
    "by widening",
    "thanks to",
    "carries away",
    "carry away",
    "deliver nutrients",
    "deliver oxygen",
    "delivers nutrients",
    "delivers oxygen",
    "flush out",
    "flushes out",
    "flushing out",
    "the mechanism",
    "through better",
    "through less",
    "through more",
    "which in turn",
    "works because",
    "works by",
];

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(EXPLANATIONS.iter().copied()));

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
        let explains = !matches!(
            claim.claim_type,
            ClaimType::Anatomy | ClaimType::TechniqueInstruction | ClaimType::Safety
        );
        let text = &claim.statement;
        let hits = if explains { WORDS.find(text) } else { Vec::new() };
        let Some(hit) = hits.iter().find(|hit| !is_denied(text, &hit.range)) else { continue };
        let Some(supports) = supports(base, &claim.citations) else { continue };
        if is_reported(text) || supports.iter().any(tests_it) {
            continue;
        }
        let written = text.get(hit.range.clone()).unwrap_or_default();
        let message = format!(
            "`{written}` explains how it works, and no direct study supports the claim `{}`",
            claim.id
        );
        findings.report(
            Finding::new(file, Place::Words("/statement".to_owned(), hit.range.clone()), message)
                .label("an explanation starts here")
                .help("leave the explanation out, or give it a claim of its own with a study that tested it"),
        );
    }
}

/// Says whether a support looked at the matter itself: a study or a review, and a direct one.
fn tests_it(support: &Support<'_>) -> bool {
    support.citation.directness == Some(Directness::Direct)
        && matches!(
            support.reference.design,
            Design::LaboratoryStudy
                | Design::RandomisedTrial
                | Design::NonRandomisedTrial
                | Design::SystematicReview
                | Design::MetaAnalysis
        )
}
