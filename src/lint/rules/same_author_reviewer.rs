//! A claim that its author reviewed.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::Status;

pub(super) static RULE: Rule = Rule {
    name: "same-author-reviewer",
    group: Group::Freshness,
    level: Level::Warning,
    summary: "a claim whose reviewer is its author",
    why: "people overlook their own mistakes, so a review protects readers only if somebody else did it",
    standard: Some("JAMA benchmarks (authorship)"),
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
last_reviewed: 2026-11-01
author: A. Editor
reviewer: Editor, A # <-- here
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
author: A. Editor
reviewer: B. Editor
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, claim) in context.corpus.base.claims.filed() {
        let (Some(author), Some(reviewer)) = (&claim.author, &claim.reviewer) else { continue };
        if claim.status == Status::Withdrawn || parts(author) != parts(reviewer) {
            continue;
        }
        findings.report(
            Finding::new(
                file,
                Place::value("/reviewer"),
                format!("`{reviewer}` is also the author of the claim"),
            )
            .label("reviewed their own claim")
            .help("ask another person to check it, or remove `reviewer` until somebody has")
            .related(file, Place::value("/author"), "the author is here"),
        );
    }
}

/// The parts of a name, in no order: `Editor, A` is `A. Editor`.
fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    parts.sort();
    parts
}
