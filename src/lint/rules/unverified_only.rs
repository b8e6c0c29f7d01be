//! A statement that stands on sources which nobody has seen.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Citation, Kind, ProvenanceStatus, Record, Status, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "unverified-only",
    group: Group::Citations,
    level: Level::Error,
    summary: "a supported claim or a warning that rests on sources nobody has seen",
    why: "a source that nobody has seen may say something else, or may not exist at all",
    standard: Some(
        "HONcode principle 4 (attribution); ICMJE recommendations (references are checked at their source)",
    ),
    bad: Example(
        r#"
>>> references/heard-of-2019.yaml
id: heard-of-2019
type: article-journal
title: A trial of rolling
author:
  - family: Example
    given: B
issued:
  date-parts: [[2019]]
container-title: Journal of Examples
provenance:
  status: unverified
independence: academic
design: randomised_trial
note: named in a web article; nobody has seen it
>>> claims/rolling-flexibility.yaml
id: rolling-flexibility
statement: Foam rolling may make the thigh more flexible.
type: benefit
about:
  - techniques/foam-rolling
origin: added
citations:
  - reference: heard-of-2019 # <-- here
    stance: partly_supports
    directness: direct
verdict: partly_supported
certainty: low
certainty_basis: one trial
last_reviewed: 2026-11-22
"#,
    ),
    good: Example(
        r#"
>>> references/heard-of-2019.yaml
id: heard-of-2019
type: article-journal
title: A trial of rolling
author:
  - family: Example
    given: B
issued:
  date-parts: [[2019]]
container-title: Journal of Examples
provenance:
  status: unverified
independence: academic
design: randomised_trial
note: named in a web article; nobody has seen it
>>> claims/rolling-flexibility.yaml
id: rolling-flexibility
statement: Foam rolling may make the thigh more flexible.
type: benefit
about:
  - techniques/foam-rolling
origin: added
citations:
  - reference: heard-of-2019
    stance: partly_supports
    directness: direct
  - reference: trial-2020
    stance: partly_supports
    directness: direct
verdict: partly_supported
certainty: low
certainty_basis: small trials
last_reviewed: 2026-11-22
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    for (file, claim) in base.claims.filed() {
        if matches!(claim.verdict, Verdict::Supported | Verdict::PartlySupported) {
            look(context, file, claim, &claim.citations, findings);
        }
    }
    for (file, contraindication) in base.contraindications.filed() {
        look(context, file, contraindication, &contraindication.citations, findings);
    }
    for (file, red_flag) in base.red_flags.filed() {
        look(context, file, red_flag, &red_flag.citations, findings);
    }
}

fn look<T: Record>(
    context: &Context<'_>,
    file: usize,
    record: &T,
    citations: &[Citation],
    findings: &mut Findings,
) {
    if record.status() == Status::Withdrawn {
        return;
    }
    let references = &context.corpus.base.references;
    let mut unseen = Vec::new();
    for (index, citation) in citations.iter().enumerate().filter(|(_, citation)| citation.stance.is_support())
    {
        // A reference that is not there may be in a file that could not be read: it counts as seen.
        match references.row(citation.reference.as_str()) {
            Some((file, reference)) if reference.provenance.status == ProvenanceStatus::Unverified => {
                unseen.push((index, file, reference));
            }
            _ => return,
        }
    }
    let Some(&(index, _, first)) = unseen.first() else { return };
    let what = if T::KIND == Kind::Claims { "claim" } else { "warning" };
    let message = match unseen.len() {
        1 => {
            format!("the {what} `{}` is supported only by `{}`, which nobody has seen", record.id(), first.id)
        }
        count => format!(
            "the {what} `{}` is supported by {count} sources, and nobody has seen any of them",
            record.id()
        ),
    };
    let verdict =
        if T::KIND == Kind::Claims { ", or change the verdict" } else { ", or give the basis `precaution`" };
    let mut finding = Finding::new(file, Place::value(format!("/citations/{index}/reference")), message)
        .label("its provenance is `unverified`")
        .help(format!(
            "cite a source that somebody has read, or read `{}` and say where under `provenance`{verdict}",
            first.id
        ));
    for (_, file, reference) in unseen {
        finding = finding.related(
            file,
            Place::value("/provenance/status"),
            format!("nobody has seen `{}`", reference.id),
        );
    }
    findings.report(finding);
}
