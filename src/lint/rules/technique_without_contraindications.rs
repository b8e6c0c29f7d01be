//! A technique that nothing says when to leave alone.

use std::collections::HashSet;

use super::super::unread::all_read;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::knowledge_base::KnowledgeBase;
use crate::model::{Kind, Status, Technique};

pub(super) static RULE: Rule = Rule {
    name: "technique-without-contraindications",
    group: Group::Safety,
    level: Level::Error,
    summary: "a technique with no contraindication of its own, of a broader technique or that names it",
    why: "there is no technique that suits every body; a reader must be told when to leave it alone",
    standard: Some("HONcode principle 2 (complementarity); DISCERN question 11 (risks of each treatment)"),
    bad: Example(
        r#"
>>> techniques/kneeling-hip-flexor-stretch.yaml
id: kneeling-hip-flexor-stretch
name: Kneeling hip flexor stretch # <-- here
summary: A stretch for the front of the hip, done on one knee.
modality: stretch
setting: self
targets:
  - hip-flexors
instructions:
  - Kneel on one knee.
dose:
  duration:
    text: 30 seconds a side
    basis: convention
stop_rules:
  - Stop if you feel pain.
red_flags:
  - cannot-bear-weight
"#,
    ),
    good: Example(
        r#"
>>> techniques/kneeling-hip-flexor-stretch.yaml
id: kneeling-hip-flexor-stretch
name: Kneeling hip flexor stretch
summary: A stretch for the front of the hip, done on one knee.
modality: stretch
setting: self
targets:
  - hip-flexors
instructions:
  - Kneel on one knee.
dose:
  duration:
    text: 30 seconds a side
    basis: convention
stop_rules:
  - Stop if you feel pain.
contraindications:
  - bone-fracture
red_flags:
  - cannot-bear-weight
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !all_read(context, &[Kind::Techniques, Kind::Contraindications], findings) {
        return;
    }
    let base = &context.corpus.base;
    let named: HashSet<&str> = base
        .contraindications
        .iter()
        .filter(|contraindication| contraindication.status != Status::Withdrawn)
        .flat_map(|contraindication| contraindication.applies_to.iter().filter_map(|path| path.split()))
        .filter_map(|(kind, id)| (kind == Kind::Techniques).then_some(id))
        .collect();
    for (file, technique) in base.techniques.filed() {
        let warned = |technique: &Technique| {
            !technique.contraindications.is_empty() || named.contains(technique.id.as_str())
        };
        if technique.status == Status::Withdrawn || with_broader(base, technique).any(warned) {
            continue;
        }
        let message = format!("the technique `{}` has no contraindication", technique.id);
        findings.report(
            Finding::new(file, Place::value("/name"), message)
                .label("nothing says when to leave it alone")
                .help("list under `contraindications:` when not to do it, or only after asking"),
        );
    }
}

/// A technique, its broader one, and so on. A circle ends it.
fn with_broader<'a>(
    base: &'a KnowledgeBase,
    technique: &'a Technique,
) -> impl Iterator<Item = &'a Technique> {
    let mut seen = Vec::new();
    let mut next = Some(technique);
    std::iter::from_fn(move || {
        let technique = next.take()?;
        seen.push(&technique.id);
        let broader = technique.broader.as_ref().filter(|broader| !seen.contains(broader));
        next = broader.and_then(|broader| base.techniques.find(broader));
        Some(technique)
    })
}
