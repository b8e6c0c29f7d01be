//! A number that no source is known to hold.

use super::super::prose::numbers::numbers;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::Status;

pub(super) static RULE: Rule = Rule {
    name: "ungrounded-number",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "a number in a statement that is in no quote, note or finding of its sources",
    why: "a number looks like a measurement: a reader presses for two minutes because the text says two",
    standard: Some("HONcode principle 5 (justifiability)"),
    bad: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling may raise flexibility for 20 minutes. # <-- here
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
"#,
    ),
    good: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling may raise flexibility for 20 minutes.
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
    quote: for up to 20 min after rolling
verdict: partly_supported
certainty: low
certainty_basis: small trials in healthy people
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let references = &context.corpus.base.references;
    for (file, claim) in
        context.corpus.base.claims.filed().filter(|(_, claim)| claim.status != Status::Withdrawn)
    {
        let stated = numbers(&claim.statement, false);
        if stated.is_empty() {
            continue;
        }
        let mut held: Vec<String> = Vec::new();
        let mut all_there = true;
        for citation in &claim.citations {
            let own = [&citation.quote, &citation.note, &citation.editor_note, &citation.locator];
            let Some(reference) = references.any(&citation.reference) else {
                all_there = false;
                continue;
            };
            let texts = [&reference.finding, &reference.population, &reference.note, &reference.editor_note];
            for text in own.into_iter().chain(texts).flatten().chain([&reference.title]) {
                held.extend(numbers(text, true).into_iter().map(|(_, number)| number));
            }
        }
        if !all_there {
            continue;
        }
        for (range, number) in stated.into_iter().filter(|(_, number)| !held.contains(number)) {
            let written = claim.statement.get(range.clone()).unwrap_or(&number);
            let message = format!("no source of the claim `{}` is known to contain `{written}`", claim.id);
            findings.report(
                Finding::new(file, Place::Words("/statement".to_owned(), range), message)
                    .label("where does it come from?")
                    .help("quote the words with the number in a citation, explain there how it was worked out, or leave it out"),
            );
        }
    }
}
