//! A claim that names no source.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::yaml::parse;

pub(super) static RULE: Rule = Rule {
    name: "claim-without-citation",
    group: Group::Citations,
    level: Level::Error,
    summary: "a claim that names no source",
    why: "people act on claims with their bodies; a reader must be able to see where each one comes from",
    standard: Some("HONcode principle 4 (attribution); JAMA benchmarks (attribution)"),
    bad: Example(
        r#"
>>> claims/rolling-flexibility.yaml
id: rolling-flexibility
statement: Foam rolling is said to let the hip bend further for some minutes. # <-- here
type: benefit
about:
  - techniques/foam-rolling
origin: added
verdict: not_searched
certainty: none
certainty_basis: nobody has looked yet
last_reviewed: 2026-11-22
"#,
    ),
    good: Example(
        r#"
>>> claims/rolling-flexibility.yaml
id: rolling-flexibility
statement: Foam rolling may let the hip bend further for some minutes.
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
    for (file, claim) in context.corpus.base.claims.filed() {
        if claim.citations.is_empty() {
            let text = context.corpus.files.get(file).map_or("", |own| &own.text);
            let is_written =
                parse(text.as_bytes()).document.is_some_and(|document| document.node("/citations").is_some());
            let (place, help) = if is_written {
                (
                    "/citations",
                    "list at least one item here, with its `reference` and its `stance`, or withdraw the claim",
                )
            } else {
                (
                    "/statement",
                    "add `citations:` with at least one `reference` and its `stance`, or withdraw the claim",
                )
            };
            let place = if is_written { Place::key(place) } else { Place::value(place) };
            findings.report(
                Finding::new(file, place, format!("the claim `{}` has no citation", claim.id))
                    .label("nothing says where this comes from")
                    .help(help),
            );
        }
    }
}
