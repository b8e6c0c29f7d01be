//! A step that names a danger of which no listed contraindication warns.

use std::collections::BTreeSet;

use super::super::prose::text::{Page, Voice, each_page};
use super::super::safety::{Danger, dangers};
use super::super::unread::all_read;
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;
use crate::knowledge_base::KnowledgeBase;
use crate::model::{Contraindication, Id, Kind, Record, Technique};

pub(super) static RULE: Rule = Rule {
    name: "danger-without-contraindication",
    group: Group::Safety,
    level: Level::Error,
    summary: "a technique or guide whose steps name a danger, such as a pulse or varicose veins, that none of its contraindications warns of",
    why: "the steps say where to take care and not why; the contraindication says it, and an app shows that list first",
    standard: Some("DISCERN question 11 (risks of each treatment)"),
    bad: Example(
        "
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
  - Move your hips forward until you feel a mild stretch.
  - Do not rest the knee on varicose veins. # <-- here
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
",
    ),
    good: Example(
        "
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
  - Move your hips forward until you feel a mild stretch.
  - Do not rest the knee on varicose veins.
dose:
  duration:
    text: 30 seconds a side
    basis: convention
stop_rules:
  - Stop if you feel pain.
contraindications:
  - bone-fracture
  - varicose-veins
red_flags:
  - cannot-bear-weight
>>> contraindications/varicose-veins.yaml
id: varicose-veins
name: Varicose veins
summary: Veins in your leg are swollen and twisted. Do not press on them.
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
    if !all_read(context, &[Kind::Techniques, Kind::Tools, Kind::Contraindications], findings) {
        return;
    }
    let base = &context.corpus.base;
    each_page(context, findings, |page, findings| {
        let (own, list) = match page.kind {
            Kind::Techniques => (
                base.techniques.any(page.id).map(|technique| of_technique(base, technique)),
                "contraindications",
            ),
            Kind::Guides => (Some(of_guide(base, page.id)), "required_reading"),
            _ => return,
        };
        let Some(own) = own else { return };
        report(base, page, &own, list, findings);
    });
}

fn report(
    base: &KnowledgeBase,
    page: &Page<'_>,
    own: &[&Contraindication],
    list: &str,
    findings: &mut Findings,
) {
    let mut told: BTreeSet<Danger> = BTreeSet::new();
    let is_step = |pointer: &str| pointer.starts_with("/steps/");
    for passage in &page.passages {
        if !(matches!(passage.voice, Voice::Step | Voice::Warning) || is_step(&passage.pointer())) {
            continue;
        }
        for sentence in passage.sentences() {
            for (danger, words) in dangers(sentence) {
                if own.iter().any(|warning| danger.is_told_by(warning)) || !told.insert(danger) {
                    continue;
                }
                let known = base.contraindications.iter().find(|warning| danger.is_told_by(warning));
                let prefix = if list == "required_reading" { "contraindications/" } else { "" };
                let help = match known {
                    Some(known) => format!("add `{prefix}{}` under `{list}:`", known.id),
                    None => format!(
                        "write a contraindication for {} in `contraindications/`, and add it under `{list}:`",
                        danger.name
                    ),
                };
                let what = if page.kind == Kind::Guides { "guide" } else { "technique" };
                findings.report(
                    Finding::new(
                        page.file,
                        passage.words(sentence.bytes(&words)),
                        format!(
                            "the {what} `{}` names {}, and lists no contraindication that warns of it",
                            page.id, danger.name
                        ),
                    )
                    .label("named here")
                    .help(help),
                );
            }
        }
    }
}

/// The contraindications that a technique lists, or the techniques that it is a form of, or its tools. Those that only name it
/// in their own `applies_to` do not count: whoever reads the technique alone does not meet them.
fn of_technique<'a>(base: &'a KnowledgeBase, technique: &'a Technique) -> Vec<&'a Contraindication> {
    let mut ids: Vec<&Id<Contraindication>> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut next = Some(technique);
    while let Some(technique) = next.filter(|technique| seen.insert(technique.id())) {
        ids.extend(&technique.contraindications);
        let tools = technique.tools.iter().filter_map(|tool| base.tools.any(tool));
        ids.extend(tools.flat_map(|tool| &tool.contraindications));
        next = technique.broader.as_ref().and_then(|broader| base.techniques.any(broader));
    }
    in_force(base, ids.into_iter().map(Id::as_str))
}

fn of_guide<'a>(base: &'a KnowledgeBase, id: &str) -> Vec<&'a Contraindication> {
    let Some(guide) = base.guides.any(id) else { return Vec::new() };
    let paths = guide.required_reading.iter().filter_map(|path| path.split());
    in_force(base, paths.filter(|(kind, _)| *kind == Kind::Contraindications).map(|(_, id)| id))
}

fn in_force<'a>(base: &'a KnowledgeBase, ids: impl Iterator<Item = &'a str>) -> Vec<&'a Contraindication> {
    let kind = Kind::Contraindications;
    ids.filter_map(|id| base.in_force(kind, id)).filter_map(|id| base.contraindications.get(id)).collect()
}
