//! A reference that nothing rests on.

use super::super::unread::{all_read, all_resolved};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Kind, Status};

pub(super) static RULE: Rule = Rule {
    name: "uncited-reference",
    group: Group::Citations,
    level: Level::Warning,
    summary: "a reference that no record cites",
    why: "unused references make a text look better supported than it is, and somebody has to maintain them",
    standard: None,
    bad: Example(
        r#"
>>> references/spare-2018.yaml
id: spare-2018 # <-- here
type: article-journal
title: A trial that nobody cites
author:
  - family: Example
    given: C
issued:
  date-parts: [[2018]]
container-title: Journal of Examples
URL: https://example.org/spare-2018
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/spare-2018
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
finding: Rolling raised the range of motion.
"#,
    ),
    good: Example(
        r#"
>>> references/spare-2018.yaml
id: spare-2018
type: article-journal
title: A trial that nobody cites
author:
  - family: Example
    given: C
issued:
  date-parts: [[2018]]
container-title: Journal of Examples
URL: https://example.org/spare-2018
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/spare-2018
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
finding: Rolling raised the range of motion.
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: How far a joint can move.
measures:
  - the angle of the hip
citations:
  - reference: spare-2018
    stance: background
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    // A reference that leads to nothing may have been meant for one that nobody seems to name.
    if !all_read(context, Kind::ALL, findings) || !all_resolved(context, findings) {
        return;
    }
    for (file, reference) in context.corpus.base.references.filed() {
        if reference.status == Status::Withdrawn || !context.corpus.graph.incoming(file).is_empty() {
            continue;
        }
        let message = format!("no record cites the reference `{}`", reference.id);
        findings.report(
            Finding::new(file, Place::value("/id"), message).label("not used").help(
                "cite it under `citations:` where it is about a statement; if nothing needs it any more, set `status: withdrawn`",
            ),
        );
    }
}
