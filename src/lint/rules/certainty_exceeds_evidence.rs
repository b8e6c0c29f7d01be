//! A certainty above what the best source can give.

use super::super::sources::support::{Support, supported_claims, supports};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Certainty, Design, Directness};

pub(super) static RULE: Rule = Rule {
    name: "certainty-exceeds-evidence",
    group: Group::Evidence,
    level: Level::Error,
    summary: "a claim whose certainty is higher than its best supporting citation allows",
    why: "a certainty that the sources cannot justify makes a weak finding look firm",
    standard: Some("GRADE (study design sets where a grade starts; indirectness lowers it)"),
    bad: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling raises flexibility for a short time.
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
certainty: high # <-- here
certainty_basis: trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    good: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling likely raises flexibility for a short time.
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
certainty: moderate
certainty_basis: trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    for (file, claim) in supported_claims(base) {
        // That it has none at all is a finding of its own.
        if claim.citations.is_empty() {
            continue;
        }
        let Some(grade) = claim.certainty.and_then(grade_of) else { continue };
        let Some(supports) = supports(base, &claim.citations) else { continue };
        let best = supports.iter().max_by_key(|support| ceiling(support));
        let most = best.map_or(0, ceiling);
        if grade <= most {
            continue;
        }
        let finding = match best {
            None => {
                let message =
                    format!("the claim `{}` has a graded certainty, but no citation supports it", claim.id);
                Finding::new(file, Place::value("/certainty"), message)
                    .label("rests on nothing")
                    .help("cite what supports it, or change the verdict and the certainty")
            }
            Some(best) => {
                let message = format!(
                    "the certainty of `{}` is {}, but its best supporting source allows {} at most",
                    claim.id,
                    name(grade),
                    name(most)
                );
                let at = Place::value(format!("/citations/{}/reference", best.index));
                let how = if is_indirect(best) { "indirect support by" } else { "support by" };
                Finding::new(file, Place::value("/certainty"), message)
                    .label(format!("at most {}", name(most)))
                    .help(format!("lower the certainty to `{}`, or cite stronger evidence", key(most)))
                    .related(file, at, format!("the best support: {how} {}", kind_of(best.reference.design)))
            }
        };
        findings.report(finding);
    }
}

/// A grade as a number; nothing for what is no grade.
fn grade_of(certainty: Certainty) -> Option<u8> {
    match certainty {
        Certainty::High => Some(4),
        Certainty::Moderate => Some(3),
        Certainty::Low => Some(2),
        Certainty::VeryLow => Some(1),
        Certainty::None | Certainty::Consensus | Certainty::GoodPractice => None,
    }
}

fn name(grade: u8) -> &'static str {
    match grade {
        4 => "high",
        3 => "moderate",
        2 => "low",
        _ => "very low",
    }
}

fn key(grade: u8) -> &'static str {
    if grade <= 1 { "very_low" } else { name(grade) }
}

fn is_indirect(support: &Support<'_>) -> bool {
    support.citation.directness == Some(Directness::Indirect)
}

/// The highest grade that a source can give: that of its design, one step lower where it is indirect.
fn ceiling(support: &Support<'_>) -> u8 {
    let direct: u8 = match support.reference.design {
        Design::MetaAnalysis | Design::SystematicReview | Design::RandomisedTrial | Design::Guideline => 4,
        Design::Cohort => 3,
        Design::NonRandomisedTrial
        | Design::CaseControl
        | Design::CrossSectional
        | Design::LaboratoryStudy => 2,
        Design::CaseReport
        | Design::ExpertConsensus
        | Design::NarrativeReview
        | Design::Textbook
        | Design::Ontology
        | Design::Standard
        | Design::WebPage => 1,
    };
    if is_indirect(support) { direct.saturating_sub(1).max(1) } else { direct }
}

fn kind_of(design: Design) -> &'static str {
    match design {
        Design::MetaAnalysis => "a meta-analysis",
        Design::SystematicReview => "a systematic review",
        Design::RandomisedTrial => "a randomised trial",
        Design::NonRandomisedTrial => "a trial without random groups",
        Design::Cohort => "a cohort",
        Design::CaseControl => "a case-control study",
        Design::CrossSectional => "a cross-sectional study",
        Design::LaboratoryStudy => "a laboratory study",
        Design::CaseReport => "a case report",
        Design::ExpertConsensus => "an expert consensus",
        Design::Guideline => "a guideline",
        Design::NarrativeReview => "a narrative review",
        Design::Textbook => "a textbook",
        Design::Ontology => "an ontology",
        Design::Standard => "a standard",
        Design::WebPage => "a web page",
    }
}
