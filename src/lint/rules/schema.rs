//! A record that has not the shape of its kind.

use foldhash::{HashMap, HashSet};

use super::super::misread::{Misread, Record, find};
use super::super::schema_words::describe;
use super::super::{Context, Example, Findings, Group, Rule};
use crate::corpus::{File, Problem, Sort};
use crate::diagnostic::Level;
use crate::schema::{Fault, SchemaProblem};
use crate::yaml::parse;

pub(super) static RULE: Rule = Rule {
    name: "schema",
    group: Group::Structure,
    level: Level::Error,
    summary: "a key or value that the kind's schema does not allow",
    why: "programs cannot show what the schema does not know, so a misspelt key or value never reaches the reader",
    standard: Some("JSON Schema, draft 2020-12"),
    bad: Example(
        "
>>> claims/warm-up-before-sport.yaml
id: warm-up-before-sport # <-- here
statement: A short warm-up before sport is a sensible habit.
type: advice # <-- here
about: practices/warm-up # <-- here
citations:
  - reference: health-service-2022
    stanse: supports # <-- here
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: advice of a health service
last_reviewed: 1.11.2026 # <-- here
aliases:
  - 007 # <-- here
",
    ),
    good: Example(
        r#"
>>> claims/warm-up-before-sport.yaml
id: warm-up-before-sport
statement: A short warm-up before sport is a sensible habit.
type: prevention
about:
  - practices/warm-up
  - conditions/hip-pain
origin: added
citations:
  - reference: health-service-2022
    stance: supports
    directness: direct
verdict: supported
certainty: good_practice
certainty_basis: advice of a health service
last_reviewed: 2026-11-01
aliases:
  - "007"
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let problems = &context.corpus.problems;
    let mut start = 0;
    while let Some((file, _)) = problems.get(start) {
        let end = start + problems[start..].partition_point(|(other, _)| other == file);
        let of_file: Vec<&SchemaProblem> = problems[start..end]
            .iter()
            .filter_map(|(_, problem)| match problem {
                Problem::Schema(problem) => Some(problem),
                _ => None,
            })
            .collect();
        if let Some(own) = context.corpus.files.get(*file) {
            report(*file, own, &of_file, findings);
        }
        for (_, problem) in &problems[start..end] {
            if let Problem::More(Sort::Schema, number) = problem {
                findings.report_more(*file, *number);
            }
        }
        start = end;
    }
}

/// Reports the slips of the hand in a file, and what is wrong with it beside those.
fn report(file: usize, own: &File, problems: &[&SchemaProblem], findings: &mut Findings) {
    let Some(kind) = own.kind.filter(|_| !problems.is_empty()) else { return };
    let parsed = parse(own.text.as_bytes());
    let file_name = own.path.rsplit('/').next().unwrap_or_default();
    let slips = parsed.document.as_ref().map(|document| {
        find(&Record { kind, stem: &own.id, file_name, text: &own.text, document, problems })
    });
    let mut is_covered = vec![false; problems.len()];
    for Misread { explained, covers } in slips.unwrap_or_default() {
        if covers.iter().all(|&number| is_covered.get(number).copied().unwrap_or_default()) {
            continue;
        }
        for number in covers {
            if let Some(covered) = is_covered.get_mut(number) {
                *covered = true;
            }
        }
        findings.report(explained.finding(file));
    }
    let causes = Causes::of(problems);
    for (problem, _) in problems.iter().zip(is_covered).filter(|(_, covered)| !covered) {
        if !causes.explain(problem) {
            findings.report(describe((file, kind, &own.id), problem, causes.allowed_at(problem)));
        }
    }
}

/// The problems of a file that others follow from, by where they stand. A broken file can have tens of thousands of both.
#[derive(Default)]
struct Causes<'a> {
    /// The holders of misspelt keys, each with the key that is meant.
    misspelt: HashSet<(&'a str, &'a str)>,
    /// The values of a wrong type.
    wrong_type: HashSet<&'a str>,
    /// The keys that have to go.
    not_wanted: HashSet<&'a str>,
    /// What is allowed at a value.
    allowed: HashMap<&'a str, &'a [String]>,
}

impl<'a> Causes<'a> {
    fn of(problems: &[&'a SchemaProblem]) -> Self {
        let mut causes = Self::default();
        for SchemaProblem { pointer, fault, .. } in problems {
            match fault {
                Fault::UnknownKey { nearest: Some(near), .. } => {
                    let holder = pointer.rsplit_once('/').map_or("", |(holder, _)| holder);
                    causes.misspelt.insert((holder, near));
                }
                Fault::WrongType { .. } => {
                    causes.wrong_type.insert(pointer);
                }
                Fault::NotWanted { .. } => {
                    causes.not_wanted.insert(pointer);
                }
                Fault::NotAllowed { allowed, .. } => {
                    causes.allowed.entry(pointer).or_insert(allowed);
                }
                _ => {}
            }
        }
        causes
    }

    /// Says whether a problem is the shadow of another one: a misspelt key is both unknown and missing, and a value of the wrong
    /// type is none of the allowed values either; what is in a key that has to go does not matter.
    fn explain(&self, problem: &SchemaProblem) -> bool {
        let SchemaProblem { pointer, fault, .. } = problem;
        let is_shadow = match fault {
            Fault::MissingKey { name, .. } => self.misspelt.contains(&(pointer.as_str(), name.as_str())),
            Fault::NotAllowed { .. } | Fault::Shape { .. } | Fault::NeedsOneOf { .. } => {
                self.wrong_type.contains(pointer.as_str())
            }
            _ => false,
        };
        let has_to_go = |pointer: &str| self.not_wanted.contains(pointer);
        let mut holders =
            std::iter::successors(pointer.rsplit_once('/'), |(holder, _)| holder.rsplit_once('/'));
        is_shadow
            || !matches!(fault, Fault::NotWanted { .. }) && has_to_go(pointer)
            || !self.not_wanted.is_empty() && holders.any(|(holder, _)| has_to_go(holder))
    }

    /// The values that are allowed where a problem stands, if another problem names them.
    fn allowed_at(&self, problem: &SchemaProblem) -> &'a [String] {
        self.allowed.get(problem.pointer.as_str()).copied().unwrap_or_default()
    }
}
