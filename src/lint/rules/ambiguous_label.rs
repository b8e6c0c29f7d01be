//! A name that stands for two records, or twice for one.

use std::collections::HashMap;

use super::super::head::{Head, heads};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Kind, Status};

pub(super) static RULE: Rule = Rule {
    name: "ambiguous-label",
    group: Group::Hygiene,
    level: Level::Error,
    summary: "a name that two records of one kind share, or that is also an alias",
    why: "a reader who looks for the name cannot tell which record is meant, and may act on the wrong one",
    standard: Some(
        "SKOS S13 (preferred and alternative labels are disjoint) and S14 (one preferred label per language)",
    ),
    bad: Example(
        "
>>> conditions/sore-hip.yaml
id: sore-hip
name: Hip Pain # <-- here
summary: A dull pain at the hip.
nature: symptom
red_flags:
  - cannot-bear-weight
>>> claims/warm-up-before-sport.yaml
id: warm-up-before-sport
statement: A short warm-up before sport is a sensible habit.
type: prevention
about:
  - practices/warm-up
  - conditions/hip-pain
  - conditions/sore-hip
origin: added
citations:
  - reference: health-service-2022
    stance: supports
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: advice of a health service
last_reviewed: 2026-11-01
>>> muscles/rectus-femoris.yaml
id: rectus-femoris
name: Rectus femoris
latin: musculus rectus femoris
summary: A muscle at the front of the thigh that lifts the thigh and straightens the knee.
identifiers:
  uberon: UBERON:0001378
origin: the front of the hip bone
insertion: the knee cap
actions:
  - hip flexion
  - knee extension
citations:
  - reference: anatomy-2015
    stance: supports
aliases:
  - rectus femoris # <-- here
  - hip flexors # <-- here
",
    ),
    good: Example(
        "
>>> muscles/rectus-femoris.yaml
id: rectus-femoris
name: Rectus femoris
latin: musculus rectus femoris
summary: A muscle at the front of the thigh that lifts the thigh and straightens the knee.
identifiers:
  uberon: UBERON:0001378
origin: the front of the hip bone
insertion: the knee cap
actions:
  - hip flexion
  - knee extension
citations:
  - reference: anatomy-2015
    stance: supports
aliases:
  - straight muscle of the thigh
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    // Two sources may bear one title, and of claims that say the same `duplicate-claim` tells.
    let named: Vec<Head<'_>> = heads(&context.corpus.base)
        .filter(|head| !matches!(head.kind, Kind::Claims | Kind::References))
        .filter(|head| head.status != Status::Withdrawn)
        .collect();
    let mut owners: HashMap<(Kind, String), &Head<'_>> = HashMap::with_capacity(named.len());
    for head in &named {
        let owner = *owners.entry((head.kind, fold(head.label))).or_insert(head);
        if owner.file != head.file {
            findings.report(
                Finding::new(
                    head.file,
                    Place::value(head.label_pointer()),
                    format!("`{}` is also the name of `{}/{}`", head.label, owner.kind, owner.id),
                )
                .help("give each record its own name; if both describe the same thing, merge them")
                .related(
                    owner.file,
                    Place::value(owner.label_pointer()),
                    "the same name is here",
                ),
            );
        }
    }
    for head in &named {
        for (index, alias) in head.aliases.iter().enumerate() {
            let Some(owner) = owners.get(&(head.kind, fold(alias))) else { continue };
            let (message, help) = if owner.file == head.file {
                (
                    format!("the alias `{alias}` is the record's own name"),
                    "remove the alias: search already finds the name".to_owned(),
                )
            } else {
                (
                    format!("the alias `{alias}` is the name of `{}/{}`", owner.kind, owner.id),
                    format!("remove the alias here, or give `{}/{}` another name", owner.kind, owner.id),
                )
            };
            findings.report(
                Finding::new(head.file, Place::value(format!("/aliases/{index}")), message)
                    .help(help)
                    .related(owner.file, Place::value(owner.label_pointer()), "the name is here"),
            );
        }
    }
}

/// A name as people compare it: small letters, single spaces.
fn fold(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
