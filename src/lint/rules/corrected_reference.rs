//! A work that was corrected after it appeared, which the record does not say.

use super::super::sources::linked::{lock, references};
use super::super::sources::standing::{is_noted, notice_of, standing};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::lock::Standing;

pub(super) static RULE: Rule = Rule {
    name: "corrected-reference",
    group: Group::Citations,
    level: Level::Warning,
    summary: "a reference that was corrected, according to links.lock, and whose note does not say so",
    why: "the correction may concern the very number that a claim relies on",
    standard: Some("ICMJE recommendations (corrections); COPE"),
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
{"work":"doi:10.1000/rolling","verdict":"corrected","standing":"corrected","notice":{"kind":"correction","doi":"10.1000/erratum","date":"2026-03-01","source":"publisher"},"checked_at":"2026-11-20T00:00:00Z","next":"2026-12-20T00:00:00Z"}
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
note: a table was corrected in March 2026; the finding is the same
>>> links.lock
{"schema":"kb-lock/v1"}
{"url":"https://example.org/trial-2020","verdict":"ok","checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z"}
{"work":"doi:10.1000/rolling","verdict":"corrected","standing":"corrected","notice":{"kind":"correction","doi":"10.1000/erratum","date":"2026-03-01","source":"publisher"},"checked_at":"2026-11-20T00:00:00Z","next":"2026-12-20T00:00:00Z"}
"#,
    ),
    check,
};

/// Words of a note that show that an editor knows, in small letters.
const KNOWN: &[&str] = &["correct", "corrigend", "errat"];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(lock) = lock(context, findings) else { return };
    for (file, reference) in references(&context.corpus.base) {
        let worst = standing(lock, reference).filter(|worst| worst.standing == Standing::Corrected);
        let Some(worst) = worst.filter(|worst| !is_noted(reference, worst, KNOWN)) else { continue };
        let message = format!("`{}` was corrected{}", reference.id, notice_of(&worst));
        findings.report(Finding::new(file, Place::value(format!("/{}", worst.field)), message).help(
            "read the correction, fix what relied on the old text, and say in `note` what was corrected",
        ));
    }
}
