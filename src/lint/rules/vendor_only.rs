//! A claim that nobody carries but those who sell.

use super::super::sources::support::{supported_claims, supports};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::Independence;

pub(super) static RULE: Rule = Rule {
    name: "vendor-only",
    group: Group::Citations,
    level: Level::Warning,
    summary: "a supported claim whose sources are all sellers",
    why: "somebody who sells a thing has a reason to say that it works",
    standard: Some("HONcode principle 7 (financial disclosure); JAMA benchmarks (disclosure)"),
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
independence: vendor
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
independence: vendor
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
  - reference: consensus-2021
    stance: partly_supports
    directness: direct
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    for (file, claim) in supported_claims(base) {
        let Some(supports) = supports(base, &claim.citations) else { continue };
        let sells = |reference: &crate::model::Reference| reference.independence == Independence::Vendor;
        if !supports.iter().all(|support| sells(support.reference)) {
            continue;
        }
        let Some(first) = supports.first() else { continue };
        let message = match supports.len() {
            1 => format!("the claim `{}` is supported only by a seller, `{}`", claim.id, first.reference.id),
            count => format!("the claim `{}` is supported by {count} sources, all of them sellers", claim.id),
        };
        findings.report(
            Finding::new(file, Place::value(format!("/citations/{}/reference", first.index)), message)
                .label("sells what it describes")
                .help("cite a source that does not sell it, or change the verdict"),
        );
    }
}
