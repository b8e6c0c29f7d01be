//! A claim about one thing, measured by another.

use std::sync::LazyLock;

use super::super::prose::words::Words;
use super::super::sources::support::{supported_claims, supports};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{ClaimType, Indirectness};

pub(super) static RULE: Rule = Rule {
    name: "surrogate-outcome",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "a supported claim whose sources all measured a substitute for the outcome, without saying so in `certainty_basis`",
    why: "a muscle that feels softer to a device is not the same as a person with less pain",
    standard: Some("GRADE guidelines 8 (surrogate outcomes)"),
    bad: Example(
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
      - surrogate_outcome # <-- here
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
      - surrogate_outcome
verdict: partly_supported
certainty: low
certainty_basis: small trials that measured how far the knee bends instead
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

/// Words with which a reason owns up to it.
static OWNING: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "a sign of",
        "indirect measure",
        "not studied",
        "not tested",
        "instead",
        "measured",
        "measures",
        "proxy",
        "stand in for",
        "stand-in",
        "stands in for",
        "surrogate",
        "surrogates",
        "was not measured",
        "were not measured",
    ])
});

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    for (file, claim) in supported_claims(base) {
        let promises = !matches!(
            claim.claim_type,
            ClaimType::Anatomy | ClaimType::TechniqueInstruction | ClaimType::Safety
        );
        let Some(supports) = supports(base, &claim.citations).filter(|_| promises) else { continue };
        let place_of = |indirectness: &[Indirectness]| {
            indirectness.iter().position(|reason| *reason == Indirectness::SurrogateOutcome)
        };
        let Some(first) = supports.first() else { continue };
        let Some(reason) = place_of(&first.citation.indirectness) else { continue };
        let owns = |text: &Option<String>| text.as_deref().is_some_and(|text| OWNING.is_in(text));
        if supports.iter().any(|support| place_of(&support.citation.indirectness).is_none())
            || owns(&claim.certainty_basis)
            || owns(&claim.note)
        {
            continue;
        }
        let message =
            format!("no source that supports the claim `{}` measured what the claim is about", claim.id);
        findings.report(
            Finding::new(file, Place::value(format!("/citations/{}/indirectness/{reason}", first.index)), message)
                .label("measured a substitute")
                .help("say in `certainty_basis` what was measured instead, or cite a study that measured the outcome itself"),
        );
    }
}
