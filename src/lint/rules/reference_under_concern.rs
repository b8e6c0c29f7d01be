//! A work of which its publisher warns, which the record does not say.

use super::super::sources::linked::{lock, references};
use super::super::sources::standing::{is_noted, notice_of, standing};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::lock::Standing;

pub(super) static RULE: Rule = Rule {
    name: "reference-under-concern",
    group: Group::Citations,
    level: Level::Warning,
    summary: "a reference with an expression of concern, according to links.lock, and whose note does not say so",
    why: "such a notice often comes before a retraction, so no advice should rest on this work alone",
    standard: Some("COPE (expressions of concern); ICMJE recommendations"),
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
{"work":"doi:10.1000/rolling","verdict":"concern","standing":"concern","notice":{"kind":"expression_of_concern","doi":"10.1000/notice","date":"2026-03-01","source":"publisher"},"checked_at":"2026-11-20T00:00:00Z","next":"2026-12-20T00:00:00Z"}
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
note: an expression of concern of March 2026 asks for the raw data
>>> links.lock
{"schema":"kb-lock/v1"}
{"url":"https://example.org/trial-2020","verdict":"ok","checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z"}
{"work":"doi:10.1000/rolling","verdict":"concern","standing":"concern","notice":{"kind":"expression_of_concern","doi":"10.1000/notice","date":"2026-03-01","source":"publisher"},"checked_at":"2026-11-20T00:00:00Z","next":"2026-12-20T00:00:00Z"}
"#,
    ),
    check,
};

/// Words of a note that show that an editor knows, in small letters.
const KNOWN: &[&str] = &["concern"];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(lock) = lock(context, findings) else { return };
    for (file, reference) in references(&context.corpus.base) {
        let worst = standing(lock, reference).filter(|worst| worst.standing == Standing::Concern);
        let Some(worst) = worst.filter(|worst| !is_noted(reference, worst, KNOWN)) else { continue };
        let message =
            format!("the publisher of `{}` expressed concern about it{}", reference.id, notice_of(&worst));
        findings.report(
            Finding::new(file, Place::value(format!("/{}", worst.field)), message)
                .help("read the notice, reconsider the claims that rely on this work, and say in `note` what the concern is"),
        );
    }
}
