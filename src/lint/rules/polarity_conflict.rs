//! Two claims about the same things, one of them supported and one contradicted, that do not know of each other.

use std::collections::HashMap;

use super::super::prose::matter::matter;
use super::super::prose::text::is_english;
use super::super::verdict_table::is_carried;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Claim, ClaimType, Status, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "polarity-conflict",
    group: Group::Hygiene,
    level: Level::Warning,
    summary: "two claims that disagree without naming each other: one supported and one contradicted about the same things, or one that denies the other",
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
    denials(context, findings);
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

/// Two claims in the same words, one of which denies the other, that are both carried.
fn denials(context: &Context<'_>, findings: &mut Findings) {
    if !is_english(&context.config.language) {
        return;
    }
    let mut told: HashMap<Vec<String>, Vec<(usize, &Claim, bool)>> = HashMap::new();
    let carried = |claim: &Claim| claim.status != Status::Withdrawn && is_carried(claim.verdict);
    for (file, claim) in context.corpus.base.claims.filed().filter(|(_, claim)| carried(claim)) {
        let Some((matter, is_denied)) = matter(&claim.statement) else { continue };
        told.entry(matter).or_default().push((file, claim, is_denied));
    }
    let mut pairs: Vec<_> = told
        .into_values()
        .flat_map(|claims| {
            let (denied, said): (Vec<_>, Vec<_>) =
                claims.into_iter().partition(|(_, _, is_denied)| *is_denied);
            // Of claims that say the same, `duplicate-claim` tells; one against one is enough here.
            let first = said.first().copied();
            denied.into_iter().filter_map(move |one| Some((one, first?))).collect::<Vec<_>>()
        })
        .filter(|((_, one, _), (_, other, _))| !know_each_other(one, other))
        .collect();
    pairs.sort_by_key(|((file, ..), _)| *file);
    for ((file, claim, _), (other_file, other, _)) in pairs {
        findings.report(
            Finding::new(file, Place::value("/statement"), format!("`{}` denies what `{}` says, and both are in force", claim.id, other.id))
                .label("one of them is wrong, or says too much")
                .help(format!("correct the verdict of one; if both stand, say where each holds, and add `{}` to the `disputes` of `{}`", other.id, claim.id))
                .related(other_file, Place::value("/statement"), "what it denies"),
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
