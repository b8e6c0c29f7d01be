//! A stance or a verdict that the numbers of the sources speak against.
//!
//! It looks only at claims that plainly say that something helps (of the types `benefit`, `prevention` and `complementary`, without a denial
//! and without a comparison), only at effects that say which side they help and whose outcome is one of the claim's, and speaks up only
//! where all of these say the same. So it passes over much, and what it reports is worth a second look at the source.

use super::super::effects::{Says, is_promise, on, say};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::knowledge_base::KnowledgeBase;
use crate::model::{Citation, Claim, Directness, Effect, Favours, Stance, Status, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "verdict-against-effect",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "a stance or verdict that disagrees with every effect of the sources on that outcome",
    why: "a reader who looks at the numbers gets a different answer from one who reads the verdict",
    standard: Some(
        "GRADE (from evidence to judgement); Cochrane Handbook, chapter 15 (interpreting results)",
    ),
    bad: Example(
        r#"
>>> references/trial-2021.yaml
id: trial-2021
type: article-journal
title: Foam rolling and soreness
author:
  - family: Example
    given: A
issued:
  date-parts: [[2021]]
container-title: Journal of Examples
URL: https://example.org/trial-2021
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2021
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
finding: Soreness was the same with rolling and with rest.
effects:
  - outcome: soreness a day later
    intervention: foam rolling
    comparator: rest
    measure: smd
    value: -0.1
    ci: [-0.5, 0.3]
    favours: neither
>>> claims/rolling-soreness.yaml
id: rolling-soreness
statement: Foam rolling may ease sore thighs.
type: benefit
about:
  - techniques/foam-rolling
origin: added
citations:
  - reference: trial-2021
    stance: supports # <-- here
    directness: direct
verdict: partly_supported
certainty: low
certainty_basis: one small trial
last_reviewed: 2026-11-22
"#,
    ),
    good: Example(
        r#"
>>> references/trial-2021.yaml
id: trial-2021
type: article-journal
title: Foam rolling and soreness
author:
  - family: Example
    given: A
issued:
  date-parts: [[2021]]
container-title: Journal of Examples
URL: https://example.org/trial-2021
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/trial-2021
      on: 2026-11-01
      read: full_text
independence: academic
design: randomised_trial
finding: Soreness was the same with rolling and with rest.
effects:
  - outcome: soreness a day later
    intervention: foam rolling
    comparator: rest
    measure: smd
    value: -0.1
    ci: [-0.5, 0.3]
    favours: neither
>>> claims/rolling-soreness.yaml
id: rolling-soreness
statement: Foam rolling is said to ease sore thighs.
type: benefit
about:
  - techniques/foam-rolling
origin: added
citations:
  - reference: trial-2021
    stance: contradicts
    directness: direct
verdict: unsupported
certainty: low
certainty_basis: one small trial
last_reviewed: 2026-11-22
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    for (file, claim) in base.claims.filed() {
        if claim.status == Status::Withdrawn || !is_promise(claim) {
            continue;
        }
        if !look_at_stances(base, file, claim, findings) {
            look_at_verdict(base, file, claim, findings);
        }
    }
}

/// Reports the stances that effects speak against; says whether there were any.
fn look_at_stances(base: &KnowledgeBase, file: usize, claim: &Claim, findings: &mut Findings) -> bool {
    let mut has_any = false;
    for (index, citation) in claim.citations.iter().enumerate() {
        let Some((reference_file, reference)) = base.references.row(citation.reference.as_str()) else {
            continue;
        };
        let effects = on(base, claim, reference);
        let (message, help) = match (citation.stance, say(&effects)) {
            (stance, Some(Says::NoneFor)) if stance.is_support() => (
                format!(
                    "`{}` is said to support the claim `{}`, but its numbers do not: {}",
                    reference.id,
                    claim.id,
                    told(&effects)
                ),
                "correct the stance, or add the effect that supports the claim to `effects`",
            ),
            (Stance::Contradicts, Some(Says::AllFor)) => (
                format!(
                    "`{}` is said to contradict the claim `{}`, but its numbers support it: {}",
                    reference.id,
                    claim.id,
                    told(&effects)
                ),
                "correct the stance, or add the effect that speaks against the claim to `effects`",
            ),
            _ => continue,
        };
        has_any = true;
        findings.report(
            Finding::new(file, Place::value(format!("/citations/{index}/stance")), message)
                .label("the effects disagree")
                .help(help)
                .related(reference_file, Place::key("/effects"), "the effects of the source"),
        );
    }
    has_any
}

/// Reports a verdict that all evidence speaks against.
fn look_at_verdict(base: &KnowledgeBase, file: usize, claim: &Claim, findings: &mut Findings) {
    let (wrong, is_direct_alone) = match claim.verdict {
        Verdict::Supported | Verdict::PartlySupported => (Says::NoneFor, false),
        Verdict::Contradicted => (Says::AllFor, false),
        // An indirect source may help, and carry nothing.
        Verdict::Unsupported => (Says::AllFor, true),
        _ => return,
    };
    let counts = |citation: &&Citation| {
        citation.stance.is_evidence() && (!is_direct_alone || citation.directness == Some(Directness::Direct))
    };
    let evidence = claim.citations.iter().filter(counts);
    // Nobody can say what a source without numbers would say.
    let said: Option<Vec<Says>> =
        evidence.map(|citation| say(&on(base, claim, base.references.any(&citation.reference)?))).collect();
    let Some(said) = said.filter(|said| !said.is_empty() && said.iter().all(|says| *says == wrong)) else {
        return;
    };
    let what = match wrong {
        Says::NoneFor => "no effect of its sources helps",
        Says::AllFor | Says::Mixed => "every effect of its sources helps",
    };
    let sources = if said.len() == 1 { "one source".to_owned() } else { format!("{} sources", said.len()) };
    findings.report(
        Finding::new(
            file,
            Place::value("/verdict"),
            format!("the verdict on `{}` disagrees with the numbers: {what}", claim.id),
        )
        .label(format!("{sources} with effects on it"))
        .help("change the verdict, or cite what supports it"),
    );
}

/// The effects in a few words.
fn told(effects: &[&Effect]) -> String {
    let one = |effect: &&Effect| {
        let side = match effect.favours {
            Some(Favours::Intervention) => "helped by the intervention",
            Some(Favours::Comparator) => "helped by the comparator",
            Some(Favours::Neither) | None => "helped by neither side",
        };
        format!("`{}` {side}", effect.outcome)
    };
    effects.iter().take(3).map(one).collect::<Vec<_>>().join(", ")
}
