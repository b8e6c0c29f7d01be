//! Anatomy that no source of anatomy carries.

use super::super::sources::support::{supported_claims, supports};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Citation, ClaimType, Design, Status};

pub(super) static RULE: Rule = Rule {
    name: "anatomy-without-anatomy-source",
    group: Group::Citations,
    level: Level::Warning,
    summary: "a claim about anatomy, or a muscle, that no textbook, ontology, laboratory study or review supports",
    why: "where muscles, vessels and nerves lie decides where a hand may press, and web pages copy this from each other, mistakes included",
    standard: None,
    bad: Example(
        r#"
>>> muscles/rectus-femoris.yaml
id: rectus-femoris
name: Rectus femoris # <-- here
latin: musculus rectus femoris
summary: A muscle at the front of the thigh that lifts the thigh and straightens the knee.
identifiers:
  uberon: UBERON:0001378
origin: the front of the hip bone
insertion: the knee cap
actions:
  - hip flexion
  - knee extension
citations:
  - reference: health-service-2022
    stance: supports
"#,
    ),
    good: Example(
        r#"
>>> muscles/rectus-femoris.yaml
id: rectus-femoris
name: Rectus femoris
latin: musculus rectus femoris
summary: A muscle at the front of the thigh that lifts the thigh and straightens the knee.
identifiers:
  uberon: UBERON:0001378
origin: the front of the hip bone
insertion: the knee cap
actions:
  - hip flexion
  - knee extension
citations:
  - reference: anatomy-2015
    stance: supports
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    let is_carried = |citations: &[Citation]| {
        supports(base, citations).is_none_or(|supports| {
            supports.iter().any(|support| is_source_of_anatomy(support.reference.design))
        })
    };
    let mut report = |file, place, what: &str| {
        findings.report(
            Finding::new(file, place, format!("no source of anatomy supports {what}"))
                .help("cite a textbook, an ontology, a laboratory or imaging study, or a review, with the stance `supports`"),
        );
    };
    for (file, claim) in supported_claims(base) {
        if claim.claim_type == ClaimType::Anatomy && !is_carried(&claim.citations) {
            report(file, Place::value("/statement"), &format!("the claim `{}`", claim.id));
        }
    }
    for (file, muscle) in base.muscles.filed() {
        if muscle.status != Status::Withdrawn && !is_carried(&muscle.citations) {
            report(file, Place::value("/name"), &format!("the muscle `{}`", muscle.id));
        }
    }
}

fn is_source_of_anatomy(design: Design) -> bool {
    matches!(
        design,
        Design::Textbook
            | Design::Ontology
            | Design::LaboratoryStudy
            | Design::NarrativeReview
            | Design::SystematicReview
            | Design::MetaAnalysis
    )
}
