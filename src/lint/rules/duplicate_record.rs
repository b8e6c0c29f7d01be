//! Two files that are one record.

use std::collections::BTreeMap;

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::corpus::{Corpus, Misname, Problem};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-record",
    group: Group::Structure,
    level: Level::Error,
    summary: "two files for one record",
    why: "other records see only one of the two files, so an edit in the other one is lost",
    standard: None,
    bad: Example(
        "
>>> structures/vessels/femoral-artery.yaml
id: femoral-artery # <-- here
name: Artery of the leg
summary: The main blood vessel of the leg.
",
    ),
    good: Example(
        "
>>> structures/femoral-artery.yaml
id: femoral-artery
name: Femoral artery
summary: The main blood vessel of the leg.
identifiers:
  uberon: UBERON:0002060
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let files = &context.corpus.files;
    for (second, first) in second_files(context.corpus) {
        let (Some(own), Some(other)) = (files.get(second), files.get(first)) else { continue };
        let Some(kind) = own.kind else { continue };
        findings.report(
            Finding::new(second, Place::value("/id"), format!("a second file for the record `{kind}/{}`", own.id))
                .help(format!(
                    "move anything that only this file has into `{}` and delete this file, or rename this file and its id",
                    other.path
                ))
                .related(first, Place::value("/id"), format!("the record is already here, in `{}`", other.path)),
        );
    }
}

/// The files that are told to go, each with the file that stays. Of two files the one at the right place stays, whichever
/// is read first.
pub(super) fn second_files(corpus: &Corpus) -> BTreeMap<usize, usize> {
    let is_misplaced = |file: usize| {
        let misplaced = |problem: &Problem| {
            matches!(problem, Problem::Misnamed(Misname::Nested { .. } | Misname::Extension { .. }))
        };
        corpus.problems_of(file).any(misplaced)
    };
    let mut second_files = BTreeMap::new();
    for (file, problem) in &corpus.problems {
        if let Problem::Duplicate { first } = problem {
            let swapped = is_misplaced(*first) && !is_misplaced(*file);
            let (stays, goes) = if swapped { (*file, *first) } else { (*first, *file) };
            second_files.insert(goes, stays);
        }
    }
    second_files
}
