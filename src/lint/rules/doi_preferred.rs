//! A DOI that stands in an address alone, or in an old form.

use super::super::sources::address::{host, is_doi_resolver, path};
use super::super::sources::doi_in_url::doi_in_url;
use super::super::sources::linked::references;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};

pub(super) static RULE: Rule = Rule {
    name: "doi-preferred",
    group: Group::Links,
    level: Level::Info,
    summary: "a reference whose address contains a DOI that the record does not have, or uses an old form of DOI address",
    why: "publishers move their pages, but a DOI stays, and retractions are looked up by DOI",
    standard: Some("Crossref DOI display guidelines; ISO 26324"),
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
URL: https://example.org/articles/10.1000/rolling.2020/full # <-- here
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
DOI: 10.1000/rolling.2020
URL: https://example.org/articles/10.1000/rolling.2020/full
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

/// A record that has both, a DOI and the address of a page, is as it should be: the quotes stand on the page, and exports print the DOI.
fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, reference) in references(&context.corpus.base) {
        let Some(url) = &reference.url else { continue };
        let place = Place::value("/URL");
        if reference.doi.is_none()
            && let Some(doi) = doi_in_url(url)
        {
            let message = format!("`{}` has a DOI in its address but none in `DOI`", reference.id);
            findings.report(
                Finding::new(file, place, message)
                    .label(format!("`{doi}`"))
                    .help(format!("check on the page that `{doi}` is the whole DOI, then write it in `DOI`")),
            );
        } else if is_doi_resolver(url) && !is_new_form(url) {
            let text = format!("https://doi.org{}", path(url));
            findings.report(
                Finding::new(file, place, format!("`{url}` is an old form of DOI address"))
                    .help(format!("write `{text}`"))
                    .fix(Fix::certain(Change::Value { pointer: "/URL".to_owned(), text })),
            );
        }
    }
}

fn is_new_form(url: &str) -> bool {
    url.starts_with("https://") && host(url) == Some("doi.org")
}
