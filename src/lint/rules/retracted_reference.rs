//! A statement that rests on a work which was taken back.

use super::super::sources::cited::each_list;
use super::super::sources::linked::lock;
use super::super::sources::standing::{notice_of, standing};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::lock::Standing;

pub(super) static RULE: Rule = Rule {
    name: "retracted-reference",
    group: Group::Citations,
    level: Level::Error,
    summary: "a citation, as evidence, of a work that was retracted, withdrawn or removed, according to links.lock",
    why: "its publishers no longer stand by what it found, so no advice may rest on it",
    standard: Some(
        "COPE retraction guidelines; ICMJE recommendations (retracted articles are not cited as evidence)",
    ),
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
  - reference: trial-2020 # <-- here
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
>>> links.lock
{"schema":"kb-lock/v1"}
{"url":"https://example.org/trial-2020","verdict":"ok","checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z"}
{"work":"doi:10.1000/rolling","verdict":"retracted","standing":"retracted","notice":{"kind":"retraction","doi":"10.1000/notice","date":"2026-03-01","source":"publisher"},"checked_at":"2026-11-20T00:00:00Z","next":"2026-12-20T00:00:00Z"}
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
note: retracted in March 2026
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: It is uncertain whether foam rolling raises flexibility for a short time.
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
    stance: background
    note: was retracted
  - reference: consensus-2021
    stance: partly_supports
    directness: direct
verdict: partly_supported
certainty: very_low
certainty_basis: experts think so; the one trial was retracted
last_reviewed: 2026-11-01
>>> links.lock
{"schema":"kb-lock/v1"}
{"url":"https://example.org/trial-2020","verdict":"ok","checked_at":"2026-11-20T00:00:00Z","next":"2026-11-27T00:00:00Z"}
{"work":"doi:10.1000/rolling","verdict":"retracted","standing":"retracted","notice":{"kind":"retraction","doi":"10.1000/notice","date":"2026-03-01","source":"publisher"},"checked_at":"2026-11-20T00:00:00Z","next":"2026-12-20T00:00:00Z"}
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let Some(lock) = lock(context, findings) else { return };
    let base = &context.corpus.base;
    each_list(base, |list| {
        for (index, citation) in list.citations.iter().enumerate() {
            // Who tells of the retraction may name the work, as background.
            if !citation.stance.is_evidence() {
                continue;
            }
            let Some((file, reference)) = base.references.row(citation.reference.as_str()) else { continue };
            let worst = standing(lock, reference).filter(|worst| worst.standing == Standing::Retracted);
            let Some(worst) = worst else { continue };
            let message = format!("`{}` was retracted{}", reference.id, notice_of(&worst));
            findings.report(
                Finding::new(list.file, Place::value(format!("{}/{index}/reference", list.pointer)), message)
                    .label("cited as evidence")
                    .help("remove the citation and reconsider the verdict and certainty; to mention the retraction, cite the work as `background`")
                    .related(file, Place::value(format!("/{}", worst.field)), "the retracted work"),
            );
        }
    });
}
