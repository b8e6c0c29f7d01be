//! A number that no source is known to hold.

use super::super::prose::sentence::words;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::Status;

pub(super) static RULE: Rule = Rule {
    name: "ungrounded-number",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "a number in a statement that no quote, note or finding of its sources holds",
    why: "a number looks like a measurement; a reader presses for two minutes because the text says two",
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

/// Number words, which count only before a unit: "the two of them" measures nothing.
const NUMBERS: &[(&str, &str)] = &[
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("fifteen", "15"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("ninety", "90"),
];

const UNITS: &[&str] = &[
    "centimetres",
    "days",
    "degrees",
    "fold",
    "hours",
    "kilograms",
    "minutes",
    "months",
    "per",
    "percent",
    "repetitions",
    "seconds",
    "sessions",
    "sets",
    "times",
    "weeks",
    "years",
];

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
            let message = format!("no source of the claim `{}` is known to hold `{written}`", claim.id);
            findings.report(
                Finding::new(file, Place::Words("/statement".to_owned(), range), message)
                    .label("where does it come from?")
                    .help("quote the words with the number in a citation, or note there how it was worked out; or leave it out"),
            );
        }
    }
}

/// The numbers of a text, in digits without grouping commas, with their places. A spinal level such as L1 is none. Number words
/// count before a unit, or everywhere where `words_too`.
fn numbers(text: &str, words_too: bool) -> Vec<(std::ops::Range<usize>, String)> {
    let mut found = Vec::new();
    let mut ranges = words(text).peekable();
    while let Some(range) = ranges.next() {
        let Some(word) = text.get(range.clone()) else { continue };
        let mut start = range.start;
        // "30-60" holds two numbers, "6-week" one.
        for part in word.split('-') {
            let place = start..start + part.len();
            start += part.len() + 1;
            let digits = part.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
            if digits.starts_with(|letter: char| letter.is_ascii_digit()) {
                found.push((place.start..place.start + digits.len(), plain(digits)));
                continue;
            }
            let Some((_, number)) = NUMBERS.iter().find(|(name, _)| part.eq_ignore_ascii_case(name)) else {
                continue;
            };
            let next = ranges.peek().and_then(|next| text.get(next.clone()));
            let unit = word.split('-').nth(1).or(next).unwrap_or_default();
            if words_too || UNITS.iter().any(|known| unit.eq_ignore_ascii_case(known)) {
                found.push((place, (*number).to_owned()));
            }
        }
    }
    found
}

/// `1,000` and `1000` are one number, `6.10` and `6.1` as well.
fn plain(digits: &str) -> String {
    let digits = digits.replace(',', "");
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.').to_owned() } else { digits }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_meant() {
        let read = |text, words_too| {
            numbers(text, words_too).into_iter().map(|(_, number)| number).collect::<Vec<_>>().join(" ")
        };
        for (text, stated) in [
            ("30 to 60 seconds", "30 60"),
            ("30-60 s, 30–60s", "30 60 30 60"),
            ("97% of 1,000 people", "97 1000"),
            ("from L1 to T12", ""),
            ("6.10° and 0.5", "6.1 0.5"),
            ("two of the muscles", ""),
            ("six weeks of it, ten-fold", "6 10"),
            ("a 6-week trial", "6"),
        ] {
            assert_eq!(read(text, false), stated, "{text}");
        }
        assert_eq!(read("two of the muscles", true), "2");
    }
}
