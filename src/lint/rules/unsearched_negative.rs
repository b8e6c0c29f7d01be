//! A statement that nothing was found, without the search that says how hard somebody looked.
//!
//! It looks at the statements of claims and the answers to questions. What one study left out (`was not tested`) needs no search.

use super::super::absence::absences;
use super::super::prose::text::is_english;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Claim, Status, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "unsearched-negative",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "a statement that nothing was found, without what was searched, where and when",
    why: "somebody who did not look also finds nothing; only the search shows how much this means, and when to search again",
    standard: Some("PRISMA 2020 (items 6 and 7: information sources, search strategy)"),
    bad: Example(
        r#"
>>> claims/rolling-after-surgery.yaml
id: rolling-after-surgery
statement: No trial of foam rolling after hip surgery was found. # <-- here
type: benefit
about:
  - techniques/foam-rolling
origin: added
citations:
  - reference: trial-2020
    stance: background
verdict: not_testable
certainty: none
certainty_basis: a search that found nothing
last_reviewed: 2026-11-22
"#,
    ),
    good: Example(
        r#"
>>> claims/rolling-after-surgery.yaml
id: rolling-after-surgery
statement: No trial of foam rolling after hip surgery was found.
type: benefit
about:
  - techniques/foam-rolling
origin: added
citations:
  - reference: trial-2020
    stance: background
verdict: not_testable
certainty: none
certainty_basis: a search that found nothing
search:
  terms:
    - foam rolling hip surgery trial
    - foam roller hip replacement
  where:
    - PubMed
    - ClinicalTrials.gov
  on: 2026-11-21
last_reviewed: 2026-11-22
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !is_english(&context.config.language) {
        findings.not_checked("a knowledge base in another language than English");
        return;
    }
    let base = &context.corpus.base;
    for (file, claim) in base.claims.filed() {
        if claim.status == Status::Withdrawn || is_settled(claim) {
            continue;
        }
        let who = format!("the claim `{}` does not say what was searched", claim.id);
        let help = "add `search` with its `terms`, `where` and `on`, or say only what the sources say";
        look(file, "/statement", &claim.statement, &who, help, findings);
    }
    for (file, question) in base.questions.filed() {
        let mut claims = question.claims.iter().map(|id| base.claims.any(id));
        // A claim that is not there may be in a file that could not be read.
        let has_search = claims.any(|claim| claim.is_none_or(is_settled));
        if question.status != Status::Withdrawn && !has_search {
            let who = format!("no claim behind `{}` says what was searched", question.id);
            let help = "add `search` to the claim it rests on, or say only what the sources say";
            look(file, "/answer", &question.answer, &who, help, findings);
        }
    }
}

/// Whether a claim says what was searched, or that nobody did: what it says then is for `not-searched-shown-as-none`.
fn is_settled(claim: &Claim) -> bool {
    claim.search.is_some() || claim.verdict == Verdict::NotSearched
}

fn look(file: usize, pointer: &str, text: &str, who: &str, help: &str, findings: &mut Findings) {
    let Some(found) = absences(text).into_iter().find(|found| found.is_of_all) else { return };
    let words = found.words;
    let written = text.get(words.clone()).unwrap_or_default();
    findings.report(
        Finding::new(
            file,
            Place::Words(pointer.to_owned(), words),
            format!("`{written}` mentions a search, but {who}"),
        )
        .label("searched for what, where and when?")
        .help(help),
    );
}
