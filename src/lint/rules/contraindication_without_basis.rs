//! A warning that says not what it rests on.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Citation, Kind, Record, SafetyBasis, Status};

pub(super) static RULE: Rule = Rule {
    name: "contraindication-without-basis",
    group: Group::Safety,
    level: Level::Error,
    summary: "a contraindication or red flag without a basis, or with a basis that no citation supports",
    why: "a warning that nobody can trace is either believed for no reason or dropped for no reason",
    standard: Some("HONcode principle 4 (attribution)"),
    bad: Example(
        r#"
>>> contraindications/open-wound.yaml
id: open-wound
name: Open wound
summary: The skin is broken. Do not press there.
strength: stop
applies_to:
  - techniques/foam-rolling
basis:
  - expert_consensus # <-- here
>>> contraindications/bone-fracture.yaml
id: bone-fracture
name: Broken bone
summary: A bone is broken or may be. Pressure can make it worse. Do not press there.
strength: stop # <-- here
applies_to:
  - techniques/foam-rolling
"#,
    ),
    good: Example(
        r#"
>>> contraindications/open-wound.yaml
id: open-wound
name: Open wound
summary: The skin is broken. Do not press there.
strength: stop
applies_to:
  - techniques/foam-rolling
basis:
  - precaution
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    for (file, warning) in base.contraindications.filed() {
        look(file, warning, &warning.basis, &warning.citations, "/strength", findings);
    }
    for (file, warning) in base.red_flags.filed() {
        look(file, warning, &warning.basis, &warning.citations, "/action", findings);
    }
}

fn look<T: Record>(
    file: usize,
    warning: &T,
    basis: &[SafetyBasis],
    citations: &[Citation],
    after: &str,
    findings: &mut Findings,
) {
    if warning.status() == Status::Withdrawn {
        return;
    }
    let kind = if T::KIND == Kind::RedFlags { "red flag" } else { "contraindication" };
    if basis.is_empty() {
        let message = format!("the {kind} `{}` does not say what it is based on", warning.id());
        findings.report(Finding::new(file, Place::key(after), message).help(
            "add `basis:` with one or more of `case_reports`, `expert_consensus`, `public_body_advice`, `professional_advice`, `anatomy` and `precaution`",
        ));
        return;
    }
    let claimed = basis.iter().position(|basis| *basis != SafetyBasis::Precaution);
    if let Some(index) = claimed.filter(|_| !citations.iter().any(|citation| citation.stance.is_support())) {
        let message = format!("the {kind} `{}` gives a basis, but no citation supports it", warning.id());
        findings.report(
            Finding::new(file, Place::value(format!("/basis/{index}")), message)
                .label("who says so?")
                .help("cite the source under `citations:`, or write `precaution`, which means that no good source was found"),
        );
    }
}
