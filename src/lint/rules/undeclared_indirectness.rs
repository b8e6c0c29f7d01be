//! Evidence that does not say how near it is to the statement.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Directness, Status};

pub(super) static RULE: Rule = Rule {
    name: "undeclared-indirectness",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "evidence without a `directness`, or indirect evidence without a reason",
    why: "a study of healthy calves says little about sore hips, and a reader must be told when the evidence is about something else",
    standard: Some("GRADE guidelines 8 (indirectness)"),
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
  - reference: trial-2020 # <-- here
    stance: supports
  - reference: consensus-2021
    stance: partly_supports
    directness: indirect # <-- here
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
    directness: direct
  - reference: consensus-2021
    stance: partly_supports
    directness: indirect
    indirectness:
      - other_outcome
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, claim) in
        context.corpus.base.claims.filed().filter(|(_, claim)| claim.status != Status::Withdrawn)
    {
        for (index, citation) in
            claim.citations.iter().enumerate().filter(|(_, citation)| citation.stance.is_evidence())
        {
            let (field, message, help) = match citation.directness {
                None => (
                    "reference",
                    format!("nothing says how directly `{}` is about the statement", citation.reference),
                    "add `directness: direct`, or `indirect` with the reasons under `indirectness:`",
                ),
                Some(Directness::Indirect) if citation.indirectness.is_empty() => (
                    "directness",
                    format!("nothing says why `{}` is indirect", citation.reference),
                    "add `indirectness:` with one or more of `other_body_part`, `healthy_volunteers`, `other_population`, \
                     `other_intervention`, `surrogate_outcome`, `other_outcome` and `other_time_span`",
                ),
                Some(_) => continue,
            };
            let place = Place::value(format!("/citations/{index}/{field}"));
            findings.report(Finding::new(file, place, message).help(help));
        }
    }
}
