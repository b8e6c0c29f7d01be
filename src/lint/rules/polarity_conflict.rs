//! Two claims about the same things, one of them supported and one contradicted, that do not know of each other.

use std::collections::HashMap;

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Claim, ClaimType, Status, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "polarity-conflict",
    group: Group::Hygiene,
    level: Level::Warning,
    summary: "a supported and a contradicted claim about the same things that do not name each other",
    why: "a reader who finds one of them does not learn about the other, and sees only half of the picture",
    standard: None,
    bad: Example(
        "
>>> claims/rolling-does-not-ease-hip-pain.yaml
id: rolling-does-not-ease-hip-pain
statement: Foam rolling may do no more for the pain than rest does.
type: benefit
about:
  - techniques/foam-rolling
  - conditions/hip-pain
origin: added
citations:
  - reference: trial-2020
    stance: supports
    directness: direct
verdict: supported
certainty: low
certainty_basis: one small trial
last_reviewed: 2026-11-01
>>> claims/rolling-eases-hip-pain.yaml
id: rolling-eases-hip-pain
statement: Foam rolling is said to ease pain at the hip.
type: benefit
about:
  - conditions/hip-pain
  - techniques/foam-rolling
origin: added
citations:
  - reference: trial-2020
    stance: contradicts
    directness: direct
verdict: contradicted # <-- here
certainty: low
certainty_basis: one small trial
last_reviewed: 2026-11-01
",
    ),
    good: Example(
        "
>>> claims/rolling-does-not-ease-hip-pain.yaml
id: rolling-does-not-ease-hip-pain
statement: Foam rolling may do no more for the pain than rest does.
type: benefit
about:
  - techniques/foam-rolling
  - conditions/hip-pain
origin: added
citations:
  - reference: trial-2020
    stance: supports
    directness: direct
verdict: supported
certainty: low
certainty_basis: one small trial
last_reviewed: 2026-11-01
disputes:
  - rolling-eases-hip-pain
>>> claims/rolling-eases-hip-pain.yaml
id: rolling-eases-hip-pain
statement: Foam rolling is said to ease pain at the hip.
type: benefit
about:
  - conditions/hip-pain
  - techniques/foam-rolling
origin: added
citations:
  - reference: trial-2020
    stance: contradicts
    directness: direct
verdict: contradicted
certainty: low
certainty_basis: one small trial
last_reviewed: 2026-11-01
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    type Filed<'a> = (usize, &'a Claim);
    let claims = &context.corpus.base.claims;
    let decided = |verdict| {
        claims.filed().filter(move |(_, claim)| {
            claim.verdict == verdict && claim.status != Status::Withdrawn && !claim.about.is_empty()
        })
    };
    let mut supported: HashMap<(ClaimType, Vec<&str>), Vec<Filed<'_>>> = HashMap::new();
    let mut contradicted = decided(Verdict::Contradicted).peekable();
    if contradicted.peek().is_none() {
        return;
    }
    for (file, claim) in decided(Verdict::Supported) {
        supported.entry(key(claim)).or_default().push((file, claim));
    }
    for (file, claim) in contradicted {
        let others = supported.get(&key(claim)).map(Vec::as_slice).unwrap_or_default();
        // One finding a claim: the next one shows when this one is settled.
        let Some((other_file, other)) = others.iter().find(|(_, other)| !know_each_other(claim, other))
        else {
            continue;
        };
        findings.report(
            Finding::new(
                file,
                Place::value("/verdict"),
                format!("`{}` is contradicted and `{}` is supported, and both are about the same things", claim.id, other.id),
            )
            .label("no `disputes` between the two")
            .help(format!(
                "if they disagree, add `{}` to the `disputes` of `{}`; if not, make their `about` more precise",
                claim.id, other.id
            ))
            .related(*other_file, Place::value("/verdict"), format!("the verdict on `{}`", other.id)),
        );
    }
}

/// What a claim is about, in no order, and its type.
fn key(claim: &Claim) -> (ClaimType, Vec<&str>) {
    let mut about: Vec<&str> = claim.about.iter().map(|path| path.as_str()).collect();
    about.sort_unstable();
    about.dedup();
    (claim.claim_type, about)
}

fn know_each_other(one: &Claim, other: &Claim) -> bool {
    one.disputes.contains(&other.id) || other.disputes.contains(&one.id)
}
