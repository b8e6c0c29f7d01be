//! An identifier that nobody is known to have seen.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::Status;

pub(super) static RULE: Rule = Rule {
    name: "unseen-identifier",
    group: Group::Citations,
    level: Level::Warning,
    summary: "a DOI, PMID or PMCID of a reference without a page on which it was seen",
    why: "a number that nobody saw was guessed or copied, and may lead to another paper",
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
DOI: 10.1000/rolling # <-- here
PMID: "12345678" # <-- here
URL: https://example.org/trial-2020
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
independence: academic
design: randomised_trial
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
DOI: 10.1000/rolling
PMID: "12345678"
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
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, reference) in context.corpus.base.references.filed() {
        if !reference.provenance.seen.is_empty() || reference.status == Status::Withdrawn {
            continue;
        }
        for (field, value) in
            [("DOI", &reference.doi), ("PMID", &reference.pmid), ("PMCID", &reference.pmcid)]
        {
            let Some(value) = value else { continue };
            let message = format!("nothing says where the {field} `{value}` was seen");
            findings.report(Finding::new(file, Place::value(format!("/{field}")), message).help(format!(
                "look it up and add the page to `seen` under `provenance`, or remove `{field}`: an identifier that nobody saw is left out"
            )));
        }
    }
}
