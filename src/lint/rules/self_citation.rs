//! A claim that nothing carries but the page it came from.

use super::super::prose::speech::is_reported;
use super::super::sources::support::{supported_claims, supports};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::Stance;

pub(super) static RULE: Rule = Rule {
    name: "self-citation",
    group: Group::Citations,
    level: Level::Warning,
    summary: "a supported claim whose only support is the page it was taken from",
    why: "a page is not evidence for itself: the claim came from it",
    standard: Some("HONcode principle 4 (attribution) and 5 (justifiability)"),
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
  - reference: article-2024
    stance: supports
    directness: direct
verdict: partly_supported # <-- here
certainty: consensus
certainty_basis: the page says so
last_reviewed: 2026-11-01
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: How far a joint can move.
measures:
  - the angle of the hip
citations:
  - reference: trial-2020
    stance: background
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

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    for (file, claim) in supported_claims(base) {
        let Some(supports) = supports(base, &claim.citations) else { continue };
        let came_from =
            claim.citations.iter().enumerate().filter(|(_, citation)| citation.stance == Stance::Source);
        let Some((index, page)) = came_from.clone().next() else { continue };
        let is_own =
            |reference: &str| came_from.clone().any(|(_, citation)| citation.reference.as_str() == reference);
        // That a page says something is borne out by the page.
        if !supports.iter().all(|support| is_own(support.reference.id.as_str()))
            || is_reported(&claim.statement)
        {
            continue;
        }
        let message = format!(
            "the only support for the claim `{}` is `{}`, the page it came from",
            claim.id, page.reference
        );
        findings.report(
            Finding::new(file, Place::value("/verdict"), message)
                .label("no other source says so")
                .help("cite an independent source, or change the verdict to `not_searched` or `unsupported`")
                .related(
                    file,
                    Place::value(format!("/citations/{index}/reference")),
                    "the claim comes from here",
                ),
        );
    }
}
