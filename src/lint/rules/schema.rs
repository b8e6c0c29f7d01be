//! A record that has not the shape of its kind.

use super::super::schema_words::describe;
use super::super::{Context, Example, Findings, Group, Rule};
use crate::corpus::Problem;
use crate::diagnostic::Level;
use crate::schema::{Fault, SchemaProblem};

pub(super) static RULE: Rule = Rule {
    name: "schema",
    group: Group::Structure,
    level: Level::Error,
    summary: "a key or value that the kind's schema does not allow",
    why: "what the schema does not know, programs cannot show: a misspelt key or value never reaches the reader",
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
        if let Some(own) = context.corpus.files.get(*file)
            && let Some(kind) = own.kind
        {
            for problem in of_file.iter().filter(|problem| !follows_from_another(problem, &of_file)) {
                findings.report(describe((*file, kind, &own.id), problem, &of_file));
            }
        }
        start = end;
    }
}

/// Says whether a problem is the shadow of another one: a misspelt key is both unknown and missing, and a value of the wrong
/// type is none of the allowed values either; what is in a key that has to go does not matter.
fn follows_from_another(problem: &SchemaProblem, all: &[&SchemaProblem]) -> bool {
    let parent =
        |pointer: &str| pointer.rsplit_once('/').map_or(String::new(), |(parent, _)| parent.to_owned());
    all.iter().any(|other| match (&problem.fault, &other.fault) {
        (Fault::MissingKey { name, .. }, Fault::UnknownKey { nearest: Some(near), .. }) => {
            near == name && parent(&other.pointer) == problem.pointer
        }
        (
            Fault::NotAllowed { .. } | Fault::Shape { .. } | Fault::NeedsOneOf { .. },
            Fault::WrongType { .. },
        ) => other.pointer == problem.pointer,
        (_, Fault::NotWanted { .. }) => {
            problem.pointer.starts_with(&format!("{}/", other.pointer))
                || (problem.pointer == other.pointer && problem != *other)
        }
        _ => false,
    })
}
