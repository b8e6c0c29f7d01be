//! A claim that is called supported while a source of its own contradicts it.

use super::super::verdict_table::hides_contradiction;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Stance, Status};

pub(super) static RULE: Rule = Rule {
    name: "hidden-contradiction",
    group: Group::Evidence,
    level: Level::Error,
    summary: "a claim with the verdict `supported` and a citation that contradicts it",
    why: "somebody who reads only the verdict thinks that a disputed matter is settled",
    standard: Some("HONcode principle 5 (justifiability); GRADE (inconsistency)"),
    bad: Example(
        r#"
>>> claims/rolling-flexibility.yaml
id: rolling-flexibility
statement: Foam rolling may make the thigh more flexible.
type: benefit
about:
  - techniques/foam-rolling
origin: added
citations:
  - reference: trial-2020
    stance: supports
    directness: direct
  - reference: consensus-2021
    stance: contradicts
    directness: direct
verdict: supported # <-- here
certainty: low
certainty_basis: one small trial
last_reviewed: 2026-11-22
"#,
    ),
    good: Example(
        r#"
>>> claims/rolling-flexibility.yaml
id: rolling-flexibility
statement: Foam rolling may make the thigh more flexible.
type: benefit
about:
  - techniques/foam-rolling
origin: added
citations:
  - reference: trial-2020
    stance: supports
    directness: direct
  - reference: consensus-2021
    stance: contradicts
    directness: direct
verdict: partly_supported
certainty: low
certainty_basis: one small trial, and experts who doubt it
last_reviewed: 2026-11-22
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, claim) in context.corpus.base.claims.filed() {
        if !hides_contradiction(claim.verdict) || claim.status == Status::Withdrawn {
            continue;
        }
        let against =
            claim.citations.iter().enumerate().filter(|(_, citation)| citation.stance == Stance::Contradicts);
        let mut finding: Option<Finding> = None;
        for (index, citation) in against {
            let first = finding.take().unwrap_or_else(|| {
                let message = format!("the claim `{}` is called `supported`, but `{}` contradicts it", claim.id, citation.reference);
                Finding::new(file, Place::value("/verdict"), message)
                    .label("a reader sees no doubt here")
                    .help("change the verdict to `partly_supported`, `disputed` or `contradicted`, or correct the stance")
            });
            let place = Place::value(format!("/citations/{index}/stance"));
            finding = Some(first.related(file, place, format!("`{}` found otherwise", citation.reference)));
        }
        if let Some(finding) = finding {
            findings.report(finding);
        }
    }
}
