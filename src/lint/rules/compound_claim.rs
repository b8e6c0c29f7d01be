//! A claim that says more than one thing.

use super::super::enumerate::enumerate;
use super::super::prose::outcomes::{joined_effects, joined_outcomes};
use super::super::prose::promises::{fronted_outcomes, outcomes_of_clauses};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Claim, Kind, Status};

/// The most words of a statement.
const MOST_WORDS: usize = 25;

pub(super) static RULE: Rule = Rule {
    name: "compound-claim",
    group: Group::Structure,
    level: Level::Warning,
    summary: "a claim with two outcomes, or with more than 25 words",
    why: "a study can support one half of such a statement and contradict the other, and then no verdict fits both",
    standard: Some("GRADE: the certainty of evidence is rated separately for each outcome"),
    bad: Example(
        "
>>> benefits/pain-relief.yaml
id: pain-relief
name: Pain relief
summary: Less pain.
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling may ease soreness and raise flexibility for a short time. # <-- here
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
  - benefits/pain-relief
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
    good: Example(
        "
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Foam rolling may raise flexibility in the hip and the knee for a short time.
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
        if claim.status != Status::Withdrawn
            && let Some(finding) = two_outcomes(context, file, claim).or_else(|| too_long(file, claim))
        {
            findings.report(finding);
        }
    }
}

fn two_outcomes(context: &Context<'_>, file: usize, claim: &Claim) -> Option<Finding> {
    let mut benefits: Vec<&str> = claim
        .about
        .iter()
        .filter(|path| path.split().is_some_and(|(kind, _)| kind == Kind::Benefits))
        .map(|path| path.as_str())
        .collect();
    benefits.sort_unstable();
    benefits.dedup();
    if benefits.len() < 2 {
        return None;
    }
    let statement = context.prose.page(file)?.passages.first()?;
    let effects = statement.sentences().iter().find_map(|sentence| joined_effects(statement.text, sentence));
    let joined = joined_outcomes(statement.text)
        .or_else(|| fronted_outcomes(statement.text))
        .or(effects)
        .or_else(|| {
            statement.sentences().iter().find_map(|sentence| outcomes_of_clauses(statement.text, sentence))
        })?;
    let message = "the statement joins two outcomes in one claim";
    Some(
        Finding::new(file, Place::Words("/statement".to_owned(), joined), message)
            .label("two outcomes")
            .help(format!(
                "write one claim for each outcome about {}, each with its own sources and certainty",
                enumerate(benefits, "or")
            )),
    )
}

fn too_long(file: usize, claim: &Claim) -> Option<Finding> {
    let statement = &claim.statement;
    let has_letters = |word: &&str| word.contains(char::is_alphanumeric);
    let mut words = statement.split_whitespace().filter(has_letters);
    let first_extra = words.nth(MOST_WORDS)?;
    let count = MOST_WORDS + 1 + words.count();
    // `split_whitespace` gives slices of the statement, so that the place of a word is that of its bytes.
    let start = first_extra.as_ptr() as usize - statement.as_ptr() as usize;
    let place = Place::Words("/statement".to_owned(), start..statement.trim_end().len());
    Some(
        Finding::new(file, place, format!("the statement has {count} words; the limit is {MOST_WORDS}"))
            .label(format!("after {MOST_WORDS} words"))
            .help("keep one point; move the rest to its own claim or to `note`"),
    )
}
