//! One source with two records.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{ItemType, Reference, Status};

pub(super) static RULE: Rule = Rule {
    name: "duplicate-reference",
    group: Group::Citations,
    level: Level::Warning,
    summary: "two references with one DOI, PMID or PMCID, or with one title and year",
    why: "a source that is listed twice looks like two sources, and its finding may be described in two ways",
    standard: None,
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
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2020
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
finding: Rolling raised the range of motion for some minutes.
>>> references/trial-2020-again.yaml
id: trial-2020-again
type: article-journal
title: Foam Rolling and Range of Motion. # <-- here
author:
  - family: Example
    given: A
issued:
  date-parts: [[2020]]
container-title: Journal of Examples
URL: https://example.org/trial-2020-again
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2020-again
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
finding: Rolling raised the range of motion for some minutes.
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling may raise flexibility for a short time.
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
origin: article
citations:
  - reference: article-2024
    stance: source
    locator: line 1
  - reference: trial-2020
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
  - reference: trial-2020-again
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
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
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2020
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
finding: Rolling raised the range of motion for some minutes.
>>> references/trial-2021.yaml
id: trial-2021
type: article-journal
title: Foam rolling and range of motion
author:
  - family: Example
    given: A
issued:
  date-parts: [[2021]]
container-title: Journal of Examples
URL: https://example.org/trial-2021
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2021
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
finding: Rolling raised the range of motion for some minutes.
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling may raise flexibility for a short time.
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
origin: article
citations:
  - reference: article-2024
    stance: source
    locator: line 1
  - reference: trial-2020
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
  - reference: trial-2021
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let references = &context.corpus.base.references;
    let mut identified: HashMap<(&str, String), (usize, &Reference)> =
        HashMap::with_capacity(references.len());
    let mut titled: HashMap<_, Vec<(usize, &Reference)>> = HashMap::with_capacity(references.len());
    for (file, reference) in references.filed().filter(|(_, reference)| reference.status != Status::Withdrawn)
    {
        let mut is_told = false;
        for (field, value) in
            [("DOI", &reference.doi), ("PMID", &reference.pmid), ("PMCID", &reference.pmcid)]
        {
            let Some(value) = value else { continue };
            match identified.entry((field, value.to_lowercase())) {
                Entry::Vacant(entry) => {
                    entry.insert((file, reference));
                }
                Entry::Occupied(entry) => {
                    is_told = true;
                    report(
                        findings,
                        (file, reference),
                        *entry.get(),
                        field,
                        &format!("the {field} `{value}`"),
                    );
                }
            }
        }
        let alike = titled
            .entry((plain(&reference.title), reference.issued.as_ref().and_then(|date| date.year())))
            .or_default();
        if !is_told && let Some(first) = alike.iter().find(|(_, first)| is_same_work(first, reference)) {
            report(findings, (file, reference), *first, "title", "the title and year");
        }
        alike.push((file, reference));
    }
}

/// Says whether two references with one title and year are most likely one work. Two with DOIs that differ are not, nor are pages of two
/// sites: many of them have a title such as "Hip pain".
fn is_same_work(one: &Reference, other: &Reference) -> bool {
    let differ = |one: &Option<String>, other: &Option<String>| match (one, other) {
        (Some(one), Some(other)) => plain(one) != plain(other),
        _ => false,
    };
    let journals = [one, other].iter().all(|reference| reference.item_type == ItemType::ArticleJournal);
    let apart =
        differ(&one.container_title, &other.container_title) || differ(&one.publisher, &other.publisher);
    !(differ(&one.doi, &other.doi)
        || differ(&one.pmid, &other.pmid)
        || differ(&one.edition, &other.edition)
        || (apart && !journals))
}

fn report(
    findings: &mut Findings,
    (file, reference): (usize, &Reference),
    (first_file, first): (usize, &Reference),
    field: &str,
    what: &str,
) {
    let message = format!("`{}` has {what} that `{}` has", reference.id, first.id);
    findings.report(
        Finding::new(file, Place::value(format!("/{field}")), message)
            .label("already there")
            .help(format!(
                "keep one of them, cite it everywhere, and withdraw the other one with `replaced_by: {}`",
                first.id
            ))
            .related(first_file, Place::value(format!("/{field}")), format!("`{}` is here", first.id)),
    );
}

/// A title without its case, marks and spaces.
fn plain(title: &str) -> String {
    title.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
