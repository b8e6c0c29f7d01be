//! A claim that does not say what it is about.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{ClaimType, Status};

pub(super) static RULE: Rule = Rule {
    name: "claim-without-entity",
    group: Group::Structure,
    level: Level::Error,
    summary: "a claim that does not say what it is about",
    why: "somebody who looks up the muscle, technique or complaint will not see this claim or its evidence",
    standard: None,
    bad: Example(
        "
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling may raise flexibility for a short time.
type: benefit
about: [] # <-- here
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
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
>>> claims/rolling-feels-longer.yaml
id: rolling-feels-longer
statement: Foam rolling may make the hip bend further for some minutes.
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
origin: added
citations:
  - reference: trial-2020
    stance: supports
    directness: indirect
    indirectness:
      - healthy_volunteers
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
",
    ),
    good: Example(
        "
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
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, claim) in context.corpus.base.claims.filed() {
        if !claim.about.is_empty() || claim.status == Status::Withdrawn {
            continue;
        }
        let example = match claim.claim_type {
            ClaimType::Anatomy | ClaimType::Function => "muscles/rectus-femoris",
            ClaimType::Cause => "conditions/hip-pain",
            ClaimType::Benefit => "benefits/flexibility",
            ClaimType::TechniqueInstruction => "techniques/foam-rolling",
            ClaimType::Safety => "contraindications/pregnancy",
            ClaimType::Complementary | ClaimType::Prevention => "practices/warm-up",
        };
        findings.report(
            Finding::new(file, Place::value("/about"), format!("the claim `{}` does not say what it is about", claim.id))
                .help(format!(
                    "list under `about` every muscle, technique, benefit or complaint that the statement mentions, such as `{example}`"
                )),
        );
    }
}
