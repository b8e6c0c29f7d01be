//! A number that no source is known to hold.

use std::ops::Range;

use super::super::prose::numbers::numbers;
use super::super::prose::text::each_page;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::knowledge_base::KnowledgeBase;
use crate::model::{Citation, Kind, Status};

pub(super) static RULE: Rule = Rule {
    name: "ungrounded-number",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "a number in a claim, or a share in a summary, that is in no quote, note or finding of its sources",
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
    let base = &context.corpus.base;
    for (file, claim) in base.claims.filed().filter(|(_, claim)| claim.status != Status::Withdrawn) {
        let texts = [
            ("/statement", Some(&claim.statement)),
            ("/certainty_basis", claim.certainty_basis.as_ref()),
            ("/note", claim.note.as_ref()),
        ];
        let stated: Vec<_> = texts
            .into_iter()
            .filter_map(|(at, text)| Some((at, text?)))
            .flat_map(|(at, text)| stated(text, at == "/statement").map(move |found| (at, text, found)))
            .collect();
        // Most claims state no number, and their sources need not be read.
        if stated.is_empty() {
            continue;
        }
        let Some(mut held) = held_by(base, &claim.citations) else { continue };
        let mut beside = held.clone();
        beside.extend(counted_by(base, &claim.citations));
        beside.extend(claim.editor_note.iter().flat_map(|text| held_in(text)));
        beside.extend((0..=claim.citations.len()).map(|count| count.to_string()));
        held.sort_unstable();
        for (at, text, (range, number)) in stated {
            let is_held = if at == "/statement" {
                held.binary_search(&number).is_ok()
            } else {
                beside.contains(&number)
            };
            if is_held {
                continue;
            }
            let written = text.get(range.clone()).unwrap_or(&number);
            let message = format!("no source of the claim `{}` is known to contain `{written}`", claim.id);
            findings.report(
                Finding::new(file, Place::Words(at.to_owned(), range), message)
                    .label("where does it come from?")
                    .help("quote the words with the number in a citation, explain there how it was worked out, or leave it out"),
            );
        }
    }
    shares_in_summaries(context, findings);
}

/// The numbers that a text states. Beside the statement, a year names a source and measures nothing.
fn stated(text: &str, is_statement: bool) -> impl Iterator<Item = (Range<usize>, String)> {
    let is_year = |number: &str| number.parse::<u32>().is_ok_and(|number| (1900..2100).contains(&number));
    numbers(text, false).into_iter().filter(move |(_, number)| is_statement || !is_year(number))
}

fn held_in(text: &str) -> impl Iterator<Item = String> + use<> {
    numbers(text, true).into_iter().map(|(_, number)| number)
}

/// The numbers that cited sources are known to hold; nothing where one of them is not there.
fn held_by(base: &KnowledgeBase, citations: &[Citation]) -> Option<Vec<String>> {
    let mut held: Vec<String> = Vec::new();
    for citation in citations {
        let reference = base.references.any(&citation.reference)?;
        let own = [&citation.quote, &citation.note, &citation.editor_note, &citation.locator];
        let texts = [&reference.finding, &reference.population, &reference.note, &reference.editor_note];
        for text in own.into_iter().chain(texts).flatten().chain([&reference.title]) {
            held.extend(held_in(text));
        }
    }
    Some(held)
}

/// How many studies and people the effects of cited sources count.
fn counted_by<'a>(
    base: &'a KnowledgeBase,
    citations: &'a [Citation],
) -> impl Iterator<Item = String> + use<'a> {
    let effects = citations
        .iter()
        .filter_map(|citation| base.references.any(&citation.reference))
        .flat_map(|reference| &reference.effects);
    effects.flat_map(|effect| [effect.studies, effect.participants]).flatten().map(|count| count.to_string())
}

/// A share in a summary, such as "nine in ten people", that no source of the record is known to hold.
fn shares_in_summaries(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    each_page(context, findings, |page, findings| {
        let citations = match page.kind {
            Kind::Techniques => base.techniques.any(page.id).map(|record| &record.citations),
            Kind::Benefits => base.benefits.any(page.id).map(|record| &record.citations),
            Kind::Conditions => base.conditions.any(page.id).map(|record| &record.citations),
            Kind::Contraindications => base.contraindications.any(page.id).map(|record| &record.citations),
            Kind::RedFlags => base.red_flags.any(page.id).map(|record| &record.citations),
            Kind::Practices => base.practices.any(page.id).map(|record| &record.citations),
            _ => return,
        };
        let summary = page.passages.iter().filter(|passage| passage.pointer() == "/summary");
        for passage in summary {
            let shares: Vec<_> = numbers(passage.text, false)
                .into_iter()
                .filter(|(range, _)| is_share(passage.text, range))
                .collect();
            if shares.is_empty() {
                continue;
            }
            let Some(held) = citations.and_then(|citations| held_by(base, citations)) else { continue };
            for (range, number) in shares.into_iter().filter(|(_, number)| !held.contains(number)) {
                let written = passage.text.get(range.clone()).unwrap_or(&number);
                let message = format!("no source of `{}` is known to contain `{written}`", page.id);
                findings.report(
                    Finding::new(page.file, passage.words(range), message)
                        .label("where does it come from?")
                        .help("quote the words with the number in a citation, explain there how it was worked out, or leave it out"),
                );
            }
        }
    });
}

/// Says whether a number is a share or a multiple: "nine in ten people", "40%", "half of", "twice as".
fn is_share(text: &str, number: &Range<usize>) -> bool {
    let behind = text.get(number.end..).unwrap_or_default().trim_start().to_lowercase();
    let own = text.get(number.clone()).unwrap_or_default().to_lowercase();
    [
        "%",
        "percent",
        "per cent",
        "in ten",
        "in 10",
        "in a hundred",
        "in 100",
        "in three",
        "in four",
        "in five",
        "in two",
        "out of",
        "of every",
        "times as",
        "times more",
        "fold",
    ]
    .iter()
    .any(|mark| behind.starts_with(mark))
        || (["twice", "thrice", "half"].contains(&own.as_str())
            && ["as ", "of ", "the "].iter().any(|mark| behind.starts_with(mark)))
        || ["double", "doubles", "doubled", "triple", "triples", "tripled", "halve", "halves", "halved"]
            .contains(&own.as_str())
}
