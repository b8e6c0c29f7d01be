//! An UBERON id that stands for something else than the record.

use super::super::enumerate::enumerate;
use super::super::uberon::{term, term_called};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::Status;

pub(super) static RULE: Rule = Rule {
    name: "ontology-label-mismatch",
    group: Group::Hygiene,
    level: Level::Error,
    summary: "an UBERON id whose label is not one of the record's names, or that is deprecated",
    why: "programs use the id, not the name, and would show a reader another part of the body",
    standard: Some("UBERON, a pinned table of its labels and synonyms"),
    bad: Example(
        "
>>> muscles/rectus-femoris.yaml
id: rectus-femoris
name: Rectus femoris
latin: musculus rectus femoris
summary: A muscle at the front of the thigh that lifts the thigh and straightens the knee.
identifiers:
  uberon: UBERON:0001373 # <-- here
origin: the front of the hip bone
insertion: the knee cap
actions:
  - hip flexion
  - knee extension
citations:
  - reference: anatomy-2015
    stance: supports
",
    ),
    good: Example(
        "
>>> muscles/rectus-femoris.yaml
id: rectus-femoris
name: Straight muscle of the thigh
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
",
    ),
    check,
};

/// A record that can bear an id: its file, its id in the ontology, and its names, the first of them shown.
struct Named<'a> {
    file: usize,
    uberon: &'a str,
    names: Vec<&'a str>,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    let mut unknown = Vec::new();
    let muscles = base.muscles.filed().filter(|(_, muscle)| muscle.status != Status::Withdrawn);
    let structures = base.structures.filed().filter(|(_, structure)| structure.status != Status::Withdrawn);
    let named = muscles
        .filter_map(|(file, muscle)| {
            let names =
                [Some(&muscle.name), muscle.latin.as_ref()].into_iter().flatten().chain(&muscle.aliases);
            let names = names.map(String::as_str).collect();
            Some(Named { file, uberon: muscle.identifiers.uberon.as_deref()?, names })
        })
        .chain(structures.filter_map(|(file, structure)| {
            let names =
                std::iter::once(&structure.name).chain(&structure.aliases).map(String::as_str).collect();
            Some(Named { file, uberon: structure.identifiers.uberon.as_deref()?, names })
        }));
    for record in named {
        match term(record.uberon) {
            Some(_) => findings_of(&record, findings),
            None => unknown.push(record.uberon),
        }
    }
    if !unknown.is_empty() {
        unknown.sort_unstable();
        unknown.dedup();
        let shown = enumerate(unknown.iter().take(5), "and");
        let more = unknown.len().saturating_sub(5);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        findings.not_checked(format!("not in the pinned table of UBERON: {shown}{rest}"));
    }
}

fn findings_of(record: &Named<'_>, findings: &mut Findings) {
    let Some(term) = term(record.uberon) else { return };
    let is_named = record.names.iter().any(|name| term.is_called(name));
    if is_named && !term.is_deprecated {
        return;
    }
    let name = record.names.first().copied().unwrap_or_default();
    let better = record.names.iter().find_map(|name| term_called(name)).filter(|better| better.id != term.id);
    let help = |otherwise: String| match better {
        Some(better) => format!("did you mean `{}`, `{}`?", better.id, better.label),
        None => otherwise,
    };
    let place = Place::value("/identifiers/uberon");
    if term.is_deprecated {
        let message = format!("UBERON has retired the id `{}`, `{}`", term.id, term.label);
        findings.report(Finding::new(record.file, place, message).label("deprecated").help(help(
            "look up the term in UBERON and write the id that replaced it, or remove this one".to_owned(),
        )));
    } else {
        findings.report(
            Finding::new(
                record.file,
                place,
                format!("`{}` is `{}` in UBERON, not `{name}`", term.id, term.label),
            )
            .label(format!("`{}`", term.label))
            .help(help(format!(
                "write the id of `{name}`; if UBERON just uses another name for it, add `{}` to `aliases`",
                term.label
            ))),
        );
    }
}
