//! A claim that does not say how sure it is, or not why.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Status, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "missing-certainty",
    group: Group::Evidence,
    level: Level::Error,
    summary: "a claim without a certainty, or with a certainty and no reason for it",
    why: "a reader cannot tell a firm finding from a first hint, and an editor cannot check a rating without its reason",
    standard: Some("GRADE (certainty of evidence); HONcode principle 5 (justifiability)"),
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
    stance: partly_supports
    directness: direct
verdict: partly_supported # <-- here
last_reviewed: 2026-11-22
>>> claims/rolling-soreness.yaml
id: rolling-soreness
statement: Foam rolling may ease sore legs.
type: benefit
about:
  - techniques/foam-rolling
origin: added
citations:
  - reference: trial-2020
    stance: partly_supports
    directness: direct
verdict: partly_supported
certainty: low # <-- here
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
    stance: partly_supports
    directness: direct
verdict: partly_supported
certainty: low
certainty_basis: one small trial in healthy people
last_reviewed: 2026-11-22
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, claim) in
        context.corpus.base.claims.filed().filter(|(_, claim)| claim.status != Status::Withdrawn)
    {
        if claim.certainty.is_none() {
            let help = if claim.verdict == Verdict::NotSearched {
                "add `certainty: none`: nobody has searched, so that there is nothing to grade"
            } else {
                "add `certainty:` with one of `high`, `moderate`, `low`, `very_low`, `none`, `consensus` and `good_practice`"
            };
            findings.report(
                Finding::new(
                    file,
                    Place::key("/verdict"),
                    format!("the claim `{}` has no certainty", claim.id),
                )
                .label("how certain is this?")
                .help(help),
            );
        } else if claim.certainty_basis.as_deref().is_none_or(|basis| basis.trim().is_empty()) {
            let message = format!("the claim `{}` does not say why its certainty is what it is", claim.id);
            findings.report(
                Finding::new(file, Place::value("/certainty"), message)
                    .label("why?")
                    .help("add `certainty_basis:`, one plain sentence on the studies behind it"),
            );
        }
    }
}
