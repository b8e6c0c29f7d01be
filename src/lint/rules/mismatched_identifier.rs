//! An identifier of another work.

use super::super::enumerate::join;
use super::super::sources::linked::{lock, references, works};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::lock::Reason;
use crate::same_work::Mismatch;

pub(super) static RULE: Rule = Rule {
    name: "mismatched-identifier",
    group: Group::Citations,
    level: Level::Error,
    summary: "a DOI or PMID that belongs to another work: another title, year or first author",
    why: "the right title with the wrong number is the most common error in reference lists, and it sends readers to another paper",
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
>>> links.lock
{"schema":"kb-lock/v1"}
{"url":"https://example.org/trial-2020","verdict":"ok","checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z"}
{"work":"doi:10.1000/rolling","verdict":"ok","title":"Venous thrombosis after long flights","year":2011,"first_author":"Miller","checked_at":"2026-11-20T00:00:00Z","next":"2026-12-20T00:00:00Z"}
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
>>> links.lock
{"schema":"kb-lock/v1"}
{"url":"https://example.org/trial-2020","verdict":"ok","checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z"}
{"work":"doi:10.1000/rolling","verdict":"ok","title":"Foam Rolling and Range of Motion: <i>A Randomised Trial</i>","year":2021,"first_author":"Éxample","checked_at":"2026-11-20T00:00:00Z","next":"2026-12-20T00:00:00Z"}
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(lock) = lock(context, findings) else { return };
    for (file, reference) in references(&context.corpus.base) {
        for (field, work) in works(reference) {
            let Some(entry) = lock.works.get(&work) else { continue };
            let mismatch = Mismatch::find(reference.into(), entry);
            let unlike = mismatch.map(|mismatch| in_words(&mismatch)).unwrap_or_default();
            if unlike.is_empty() && entry.reason != Some(Reason::OtherWork) {
                continue;
            }
            let message = format!("the {field} of `{}` belongs to another work", reference.id);
            let label = match unlike.is_empty() {
                true => entry.evidence.clone(),
                false => format!("the services know {} for it", join(&unlike, "and")),
            };
            findings.report(
                Finding::new(file, Place::value(format!("/{field}")), message)
                    .label(label)
                    .help(format!(
                        "look up the {field} where the work is published; if it is right, copy the record's other fields from there"
                    ))
                    .related(file, Place::value("/title"), "the record's title"),
            );
        }
    }
}

/// What the services tell that cannot be of the record's work.
fn in_words(mismatch: &Mismatch) -> Vec<String> {
    let title = mismatch.title.as_ref().map(|title| format!("the title `{}`", title.service));
    let year = mismatch.year.as_ref().map(|year| format!("the year {}", year.service));
    let author = mismatch.first_author.as_ref();
    let author = author.map(|author| format!("the first author `{}`", author.service));
    let container = mismatch.container.as_ref();
    let container = container.map(|container| format!("the journal or book `{}`", container.service));
    let notice = mismatch.notice.as_ref().map(|kind| format!("it is a `{kind}` about another work"));
    [title, year, author, container, notice].into_iter().flatten().collect()
}
