//! An identifier that no address of its reference holds, while one of them holds another.

use std::collections::HashMap;

use super::super::sources::seen::{Identifier, addresses};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Record, Status};

pub(super) static RULE: Rule = Rule {
    name: "identifier-against-seen",
    group: Group::Citations,
    level: Level::Error,
    summary: "a DOI, PMID or PMCID that differs from the one in every address where the reference was seen",
    why: "two numbers that have changed places lead readers to another paper, and the title above it still looks right",
    standard: Some("ICMJE recommendations (references are checked at their source)"),
    bad: Example(
        r#"
>>> references/trial-2020.yaml
id: trial-2020
type: article-journal
title: Foam rolling and range of motion
author:
  - family: Example
    given: A
issued:
  date-parts: [[2020]]
container-title: Journal of Examples
DOI: "10.1000/jex.2020.71" # <-- here
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://doi.org/10.1000/jex.2020.17
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
population: 23 healthy students
finding: Rolling raised the range of motion for some minutes.
"#,
    ),
    good: Example(
        r#"
>>> references/trial-2020.yaml
id: trial-2020
type: article-journal
title: Foam rolling and range of motion
author:
  - family: Example
    given: A
issued:
  date-parts: [[2020]]
container-title: Journal of Examples
DOI: "10.1000/jex.2020.17"
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://doi.org/10.1000/jex.2020.17
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
population: 23 healthy students
finding: Rolling raised the range of motion for some minutes.
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let references = &context.corpus.base.references;
    let mut owners: HashMap<(Identifier, String), &str> = HashMap::new();
    for reference in references.all() {
        for identifier in Identifier::ALL {
            if let Some(value) = identifier.of(reference) {
                owners.entry((identifier, value.to_lowercase())).or_insert(reference.id());
            }
        }
    }
    for (file, reference) in references.filed().filter(|(_, reference)| reference.status != Status::Withdrawn)
    {
        for identifier in Identifier::ALL {
            let Some(own) = identifier.of(reference) else { continue };
            let held: Vec<(String, String)> =
                addresses(reference).filter_map(|(at, url)| Some((at, identifier.in_url(url)?))).collect();
            // A publisher may put more behind a DOI than is known here.
            let is_own = |other: &str| {
                let (other, own) = (other.to_lowercase(), own.to_lowercase());
                other == own
                    || (identifier == Identifier::Doi && (other.starts_with(&own) || own.starts_with(&other)))
            };
            let is_explained = |other: &str| {
                let notes = [&reference.editor_note, &reference.note];
                notes.into_iter().flatten().any(|note| note.to_lowercase().contains(&other.to_lowercase()))
            };
            if held.iter().any(|(_, other)| is_own(other)) {
                continue;
            }
            let Some((at, other)) = held.into_iter().find(|(_, other)| !is_explained(other)) else {
                continue;
            };
            let field = identifier.field();
            let owner =
                owners.get(&(identifier, other.to_lowercase())).filter(|owner| **owner != reference.id());
            let message = match owner {
                Some(owner) => format!(
                    "`{}` has the {field} `{own}`, but was seen under `{other}`, the {field} of `{owner}`",
                    reference.id
                ),
                None => format!("`{}` has the {field} `{own}`, but was seen under `{other}`", reference.id),
            };
            findings.report(
                Finding::new(file, Place::value(format!("/{field}")), message)
                    .label("in none of its addresses")
                    .help(format!(
                        "open both and keep the one that is right; if the work has two numbers, add the page that shows `{own}`, or name `{other}` in `editor_note`"
                    ))
                    .related(file, Place::value(at), format!("seen here under `{other}`")),
            );
        }
    }
}
