//! A claim whose last review is too long ago.

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{ClaimType, Status};

pub(super) static RULE: Rule = Rule {
    name: "overdue-review",
    group: Group::Freshness,
    level: Level::Warning,
    summary: "a claim that was last reviewed longer ago than kb.toml allows (24 months, or 12 for safety)",
    why: "evidence changes, and a warning that is out of date can do harm",
    standard: Some("FHIR: lastReviewDate; HONcode principle 4 (dates); the months are our own"),
    bad: Example(
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
last_reviewed: 2024-11-21 # <-- here
>>> claims/ask-in-pregnancy.yaml
id: ask-in-pregnancy
statement: Ask your midwife or doctor before a massage when you are pregnant.
type: safety
about:
  - contraindications/pregnancy
origin: added
citations:
  - reference: consensus-2021
    stance: supports
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: experts agree
last_reviewed: 2025-11-21 # <-- here
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
last_reviewed: 2024-11-22
>>> claims/ask-in-pregnancy.yaml
id: ask-in-pregnancy
statement: Ask your midwife or doctor before a massage when you are pregnant.
type: safety
about:
  - contraindications/pregnancy
origin: added
citations:
  - reference: consensus-2021
    stance: supports
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: experts agree
last_reviewed: 2025-11-22
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let review = context.config.review;
    for (file, claim) in context.corpus.base.claims.filed() {
        if claim.status == Status::Withdrawn {
            continue;
        }
        let is_safety = claim.claim_type == ClaimType::Safety;
        let months = if is_safety { review.safety_months } else { review.months };
        // A date that does not exist is the business of `impossible-date`.
        let Some(reviewed) = claim.last_reviewed.as_ref().and_then(|date| date.as_str().parse::<Date>().ok())
        else {
            continue;
        };
        let Ok(due) = reviewed.checked_add(i64::from(months).months()) else { continue };
        if due >= context.as_of {
            continue;
        }
        let what = if is_safety { "a claim on safety" } else { "a claim" };
        findings.report(
            Finding::new(
                file,
                Place::value("/last_reviewed"),
                format!("the review of `{}` was due on {due}", claim.id),
            )
            .label(format!("more than {months} months ago"))
            .help(format!(
                "check the statement against its sources and write the new day; {what} is reviewed every {months} months (kb.toml, `[review]`)"
            )),
        );
    }
}
