//! An address that says where its reader came from.

use super::super::enumerate::enumerate;
use super::super::sources::linked::each_link;
use super::super::sources::tracking::without_tracking;
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};

pub(super) static RULE: Rule = Rule {
    name: "tracking-parameter",
    group: Group::Links,
    level: Level::Warning,
    summary: "an address with parameters that only track readers, such as `utm_source` or `fbclid`",
    why: "whoever follows it is counted as coming from somewhere else, and one page gets many addresses",
    standard: Some("W3C Privacy Principles (navigational tracking)"),
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
URL: https://example.org/trial-2020?page=2&utm_source=letter&fbclid=x1#results # <-- here
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
URL: https://example.org/trial-2020?page=2#results
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
    each_link(&context.corpus.base, |link| {
        let Some((clean, names)) = without_tracking(link.url) else { return };
        let message = format!("`{}` tracks readers with {}", link.url, enumerate(names, "and"));
        findings.report(
            Finding::new(link.file, link.place(), message)
                .help(format!("write `{clean}`, which leads to the same page"))
                .fix(Fix::certain(Change::Value { pointer: link.pointer(), text: clean })),
        );
    });
}
