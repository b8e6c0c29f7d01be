//! An entity that no other record refers to.

use super::super::head::heads;
use super::super::unread::{all_read, all_resolved};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Entity, Kind, KindSet, Status};

pub(super) static RULE: Rule = Rule {
    name: "orphan-entity",
    group: Group::Hygiene,
    level: Level::Warning,
    summary: "a muscle, technique, warning or other entity that no other record refers to",
    why: "no claim, guide or warning leads a reader to it, and nothing says what is known about it",
    standard: None,
    bad: Example(
        "
>>> tools/massage-ball.yaml
id: massage-ball # <-- here
name: Massage ball
summary: A firm ball the size of a fist.
",
    ),
    good: Example(
        "
>>> tools/massage-ball.yaml
id: massage-ball
name: Massage ball
summary: A firm ball the size of a fist.
>>> claims/ball-raises-flexibility.yaml
id: ball-raises-flexibility
statement: Rolling with a ball may let the hip bend further for some minutes.
type: benefit
about:
  - tools/massage-ball
  - benefits/flexibility
origin: added
citations:
  - reference: trial-2020
    stance: supports
    directness: indirect
    indirectness:
      - other_intervention
verdict: partly_supported
certainty: low
certainty_basis: one small trial with a roller
last_reviewed: 2026-11-01
>>> contraindications/skin-rash.yaml
id: skin-rash
name: Skin rash
summary: The skin is sore and red. Do not press there.
strength: avoid_spot
applies_to:
  - techniques/kneeling-hip-flexor-stretch
basis:
  - expert_consensus
citations:
  - reference: consensus-2021
    stance: supports
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !all_read(context, Kind::ALL, findings) || !all_resolved(context, findings) {
        return;
    }
    let corpus = context.corpus;
    let mut is_withdrawn = vec![false; corpus.files.len()];
    for head in heads(&corpus.base) {
        if let Some(slot) = is_withdrawn.get_mut(head.file) {
            *slot = head.status == Status::Withdrawn;
        }
    }
    let in_force = |file: usize| !is_withdrawn.get(file).copied().unwrap_or_default();
    for head in heads(&corpus.base).filter(|head| Entity::KINDS.contains(&head.kind) && in_force(head.file)) {
        let is_referred_to =
            corpus.graph.incoming(head.file).iter().any(|edge| edge.from != head.file && in_force(edge.from));
        if is_referred_to || names_its_place(context, head.kind, head.id) {
            continue;
        }
        let path = format!("{}/{}", head.kind, head.id);
        findings.report(
            Finding::new(head.file, Place::value("/id"), format!("no other record refers to `{path}`"))
                .label("nothing refers to this")
                .help(format!(
                    "refer to `{path}` where it belongs, such as under `about` in a claim, or withdraw it"
                )),
        );
    }
}

/// Disclaimers and contraindications say themselves where they are shown.
fn names_its_place(context: &Context<'_>, kind: Kind, id: &str) -> bool {
    let base = &context.corpus.base;
    match kind {
        Kind::Disclaimers => base.disclaimers.any(id).is_some_and(|disclaimer| !disclaimer.scope.is_empty()),
        Kind::Contraindications => {
            base.contraindications.any(id).is_some_and(|warning| !warning.applies_to.is_empty())
        }
        _ => false,
    }
}
