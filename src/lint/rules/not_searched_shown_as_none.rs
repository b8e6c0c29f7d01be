//! A search that nobody made, told as one that found nothing.

use std::sync::LazyLock;

use super::super::prose::words::Words;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Claim, Status, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "not-searched-shown-as-none",
    group: Group::Evidence,
    level: Level::Error,
    summary: "a claim with the verdict `not_searched` that says there is no evidence",
    why: "nobody looked, so nobody knows: evidence may be there, for or against",
    standard: Some("GRADE (no evidence of effect is not evidence of no effect)"),
    bad: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: No evidence shows that rolling warms the thigh. # <-- here
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
    stance: background
verdict: not_searched
certainty: none
certainty_basis: nobody has looked yet
last_reviewed: 2026-11-01
"#,
    ),
    good: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Rolling is said to warm the thigh.
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
    stance: background
verdict: not_searched
certainty: none
certainty_basis: nobody has looked yet
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "evidence is lacking",
        "has not been shown",
        "has not been studied",
        "has not been tested",
        "have not been studied",
        "have not been tested",
        "lack of evidence",
        "never been studied",
        "never been tested",
        "no data",
        "no evidence",
        "no good evidence",
        "no good studies",
        "no good study",
        "no published evidence",
        "no published studies",
        "no published study",
        "no published trial",
        "no published trials",
        "no research",
        "no science",
        "no scientific evidence",
        "no sound evidence",
        "no studies",
        "no study",
        "no trial",
        "no trials",
        "nobody has shown",
        "nobody has studied",
        "nobody has tested",
        "not supported by evidence",
        "unproven",
        "was not shown",
        "without evidence",
    ])
});

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    let is_unsearched =
        |claim: &Claim| claim.verdict == Verdict::NotSearched && claim.status != Status::Withdrawn;
    for (file, claim) in base.claims.filed().filter(|(_, claim)| is_unsearched(claim)) {
        for (pointer, text) in [
            ("/statement", Some(&claim.statement)),
            ("/certainty_basis", claim.certainty_basis.as_ref()),
            ("/note", claim.note.as_ref()),
        ] {
            let what = format!("the claim `{}`", claim.id);
            look(file, pointer, text.map_or("", |text| text), &what, findings);
        }
    }
    for (file, question) in
        base.questions.filed().filter(|(_, question)| question.status != Status::Withdrawn)
    {
        let all_unsearched = question.claims.iter().all(|id| base.claims.find(id).is_some_and(is_unsearched));
        if all_unsearched && !question.claims.is_empty() {
            let what = format!("the claims of `{}`", question.id);
            look(file, "/answer", &question.answer, &what, findings);
        }
    }
}

fn look(file: usize, pointer: &str, text: &str, what: &str, findings: &mut Findings) {
    let Some(hit) = WORDS.find(text).into_iter().next() else { return };
    let written = text.get(hit.range.clone()).unwrap_or_default();
    let message = format!("`{written}` says that somebody looked, and nobody has searched for {what}");
    findings.report(
        Finding::new(file, Place::Words(pointer.to_owned(), hit.range), message)
            .label("not searched is not the same as nothing found")
            .help("search, and give the verdict that comes of it; until then say `nobody has looked yet`"),
    );
}
