//! Groups that are part of themselves.

use std::collections::HashMap;

use super::super::cycles::cycles;
use super::super::enumerate::enumerate;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Id, Record};

pub(super) static RULE: Rule = Rule {
    name: "group-cycle",
    group: Group::Hygiene,
    level: Level::Error,
    summary: "a muscle group that contains itself, or a technique that is a form of itself",
    why: "what is true of a group is true of its members; in a circle nobody can tell which is the wider one",
    standard: Some("SKOS, section 8.6.8 (cycles in the hierarchical relation)"),
    bad: Example(
        "
>>> muscles/iliopsoas.yaml
id: iliopsoas
name: Iliopsoas
summary: The strongest of the muscles that bend the hip.
members:
  - muscle: hip-flexors # <-- here
    role: core
actions:
  - hip flexion
citations:
  - reference: anatomy-2015
    stance: supports
>>> muscles/hip-flexors.yaml
id: hip-flexors
name: Hip flexors
summary: The muscles at the front of the hip that lift the thigh.
members:
  - muscle: rectus-femoris
    role: core
  - muscle: iliopsoas # <-- here
    role: core
citations:
  - reference: anatomy-2015
    stance: supports
>>> techniques/kneeling-hip-flexor-stretch.yaml
id: kneeling-hip-flexor-stretch
name: Kneeling hip flexor stretch
summary: A stretch for the front of the hip, done on one knee.
modality: stretch
broader: kneeling-hip-flexor-stretch # <-- here
setting: self
targets:
  - hip-flexors
instructions:
  - Kneel on one knee.
  - Move your hips forward until you feel a mild stretch.
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
>>> muscles/iliopsoas.yaml
id: iliopsoas
name: Iliopsoas
summary: The strongest of the muscles that bend the hip.
actions:
  - hip flexion
citations:
  - reference: anatomy-2015
    stance: supports
>>> muscles/hip-flexors.yaml
id: hip-flexors
name: Hip flexors
summary: The muscles at the front of the hip that lift the thigh.
members:
  - muscle: rectus-femoris
    role: core
  - muscle: iliopsoas
    role: core
citations:
  - reference: anatomy-2015
    stance: supports
",
    ),
    check,
};

/// A record that can point to wider or narrower ones: its file, its id, and the ids that it points to with their pointers.
type Links<'a, T> = (usize, &'a Id<T>, Vec<(&'a Id<T>, String)>);

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    let muscles: Vec<_> = base
        .muscles
        .filed()
        .map(|(file, muscle)| {
            let member = |(index, member)| {
                let member: &crate::model::Member = member;
                (&member.muscle, format!("/members/{index}/muscle"))
            };
            (file, &muscle.id, muscle.members.iter().enumerate().map(member).collect())
        })
        .collect();
    report(&muscles, "member of", findings);
    let techniques: Vec<_> = base
        .techniques
        .filed()
        .map(|(file, technique)| {
            let broader = technique.broader.iter().map(|broader| (broader, "/broader".to_owned()));
            (file, &technique.id, broader.collect())
        })
        .collect();
    report(&techniques, "form of", findings);
}

fn report<T: Record>(records: &[Links<'_, T>], relation: &str, findings: &mut Findings) {
    if records.iter().all(|(_, _, links)| links.is_empty()) {
        return;
    }
    let numbers: HashMap<&str, usize> =
        records.iter().enumerate().map(|(number, (_, id, _))| (id.as_str(), number)).collect();
    let next: Vec<Vec<usize>> = records
        .iter()
        .map(|(_, _, links)| links.iter().filter_map(|(id, _)| numbers.get(id.as_str()).copied()).collect())
        .collect();
    for circle in cycles(&next) {
        for (at, number) in circle.iter().enumerate() {
            let after = circle.get(at + 1).or(circle.first()).and_then(|next| records.get(*next));
            let (Some((file, id, links)), Some((_, next, _))) = (records.get(*number), after) else {
                continue;
            };
            let Some((_, pointer)) = links.iter().find(|(link, _)| link == next) else { continue };
            let (message, help) = if circle.len() == 1 {
                (
                    format!("`{id}` is a {relation} itself"),
                    "name another record here, or remove it".to_owned(),
                )
            } else {
                let names =
                    circle.iter().filter_map(|number| records.get(*number)).map(|(_, id, _)| id.as_str());
                (
                    format!("`{id}` and `{next}` form a circle: in the end each is a {relation} itself"),
                    format!("take one of {} out of the circle", enumerate(names, "and")),
                )
            };
            findings.report(Finding::new(*file, Place::value(pointer.as_str()), message).help(help));
        }
    }
}
