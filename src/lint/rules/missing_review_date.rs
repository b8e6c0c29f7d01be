//! A claim that nobody says to have reviewed.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::Status;

pub(super) static RULE: Rule = Rule {
    name: "missing-review-date",
    group: Group::Freshness,
    level: Level::Error,
    summary: "a claim without the day of its last review",
    why: "without it nobody can tell advice that was checked last month from advice that was never checked",
    standard: Some("FHIR: lastReviewDate; JAMA benchmarks (currency); HONcode principle 4 (dates)"),
    bad: Example(
        "
>>> claims/warm-up-before-sport.yaml
id: warm-up-before-sport # <-- here
statement: A short warm-up before sport is a sensible habit.
type: prevention
about:
  - practices/warm-up
  - conditions/hip-pain
origin: added
citations:
  - reference: health-service-2022
    stance: supports
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: advice of a health service
",
    ),
    good: Example(
        "
>>> claims/warm-up-before-sport.yaml
id: warm-up-before-sport
statement: A short warm-up before sport is a sensible habit.
type: prevention
about:
  - practices/warm-up
  - conditions/hip-pain
origin: added
citations:
  - reference: health-service-2022
    stance: supports
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: advice of a health service
last_reviewed: 2026-11-01
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, claim) in context.corpus.base.claims.filed() {
        if claim.last_reviewed.is_none() && claim.status != Status::Withdrawn {
            findings.report(
                Finding::new(
                    file,
                    Place::key("/last_reviewed"),
                    format!("the claim `{}` does not say when it was last reviewed", claim.id),
                )
                .label("no `last_reviewed`")
                .help(format!(
                    "check the statement against its sources, then write today's date: `last_reviewed: {}`",
                    context.as_of
                )),
            );
        }
    }
}
