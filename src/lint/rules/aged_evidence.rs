//! A claim that rests on old evidence alone.

use super::super::sources::support::{supported_claims, supports};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::ClaimType;

pub(super) static RULE: Rule = Rule {
    name: "aged-evidence",
    group: Group::Citations,
    level: Level::Info,
    summary: "a supported claim (not about anatomy) whose sources are all more than 20 years old, without saying so",
    why: "what was found decades ago may have been tested again since, with a different result",
    standard: Some("JAMA benchmarks (currency)"),
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
  date-parts: [[1998]]
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
  date-parts: [[1998]]
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
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people; the newest is from 1998
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

/// The age in years up to which evidence is taken as it is.
const MOST_YEARS: i32 = 20;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    let this_year = i32::from(context.as_of.year());
    for (file, claim) in supported_claims(base).filter(|(_, claim)| claim.claim_type != ClaimType::Anatomy) {
        let Some(supports) = supports(base, &claim.citations) else { continue };
        // One without a year may be new.
        let dated: Option<Vec<_>> = supports
            .into_iter()
            .map(|support| Some((support.reference.issued.as_ref()?.year()?, support)))
            .collect();
        let newest = dated.into_iter().flatten().max_by_key(|(year, _)| *year);
        let Some((year, newest)) = newest.filter(|(year, _)| this_year - year > MOST_YEARS) else { continue };
        let told = year.to_string();
        let texts = [claim.certainty_basis.as_deref(), claim.note.as_deref()];
        if texts.into_iter().flatten().any(|text| text.contains(&told)) {
            continue;
        }
        let message = format!("the newest support of the claim `{}` is from {year}", claim.id);
        findings.report(
            Finding::new(file, Place::value(format!("/citations/{}/reference", newest.index)), message)
                .label(format!("{} years old", this_year - year))
                .help(format!("look for newer studies and cite them; if there are none, say in `certainty_basis` that the newest is from {year}")),
        );
    }
}
