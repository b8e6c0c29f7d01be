//! Outcomes of care that stand before the verb, or in clauses of their own, and two of them in one promise.

use std::ops::Range;

use super::outcomes::{EFFECTS, SETTINGS, Word, words};
use super::parse::Kind;
use super::reading::Sentence;

/// Words of change: what stands before them is the outcome. "Sleep and mood may improve."
const CHANGES: &[&str] = &[
    "better", "change", "come", "decline", "decrease", "drop", "ease", "eased", "fade", "fall", "follow",
    "fewer", "go", "grow", "improve", "improved", "increase", "less", "lessen", "lower", "milder", "more",
    "reduced", "rise", "shrink", "sooner", "worsen",
];

/// Words that lead into a first outcome before the sentence proper: "along with better balance, rolling may …".
const ADDING: &[&str] = &[
    "along with",
    "in addition to",
    "besides",
    "as well as",
    "apart from",
    "together with",
    "on top of",
    "beyond",
];

/// Two different outcomes of which one or both stand before the verb: "sleep and mood may improve", "besides better sleep, massage may
/// ease pain".
pub(in crate::lint) fn fronted_outcomes(sentence: &str) -> Option<Range<usize>> {
    let words = words(sentence);
    let verb = words.iter().position(|word| word.is_one_of(MODALS))?;
    let (front, behind) = (words.get(..verb)?, words.get(verb + 1..)?);
    let different = |first: &Word<'_>, second: &Word<'_>| {
        (first.outcome() != second.outcome()).then_some(first.range.start..second.range.end)
    };
    let lead = ADDING
        .iter()
        .any(|lead| sentence.get(..lead.len()).is_some_and(|head| head.eq_ignore_ascii_case(lead)));
    if lead {
        let first = front.iter().find(|word| word.outcome().is_some())?;
        let second = behind
            .iter()
            .take_while(|word| !word.is_one_of(SETTINGS))
            .find(|word| word.outcome().is_some())?;
        return different(first, second);
    }
    let changes = behind.iter().take(4).any(|word| word.is_one_of(CHANGES));
    let is_list = front.iter().all(|word| {
        word.outcome().is_some()
            || word.is_one_of(&[
                "and", "both", "better", "less", "more", "fewer", "your", "the", "not", "just", "only",
                "but", "also",
            ])
    });
    if !changes || !is_list {
        return None;
    }
    let mut outcomes = front.iter().filter(|word| word.outcome().is_some());
    let first = outcomes.next()?;
    outcomes.find_map(|second| different(first, second))
}

/// Two clauses that each promise an outcome, and different ones: "pain may ease and sleep may improve".
pub(in crate::lint) fn outcomes_of_clauses(text: &str, sentence: &Sentence) -> Option<Range<usize>> {
    let effects: Vec<usize> = EFFECTS.find(sentence).into_iter().map(|found| found.words.start).collect();
    let mut first: Option<(Range<usize>, &'static str)> = None;
    for (number, clause) in
        sentence.clauses.iter().enumerate().filter(|(_, clause)| clause.kind == Kind::Main)
    {
        let Ok(number) = u8::try_from(number) else { break };
        let changes = clause.finite.is_some()
            && sentence
                .words_of(number)
                .any(|(at, _)| effects.contains(&at) || sentence.is_one_of(at, CHANGES));
        if !changes {
            continue;
        }
        let bytes: Vec<Range<usize>> = sentence
            .words_of(number)
            .take_while(|(at, _)| !sentence.is_one_of(*at, SETTINGS))
            .map(|(_, token)| token.range())
            .collect();
        let found = bytes.into_iter().find_map(|range| {
            let outcome = words(text.get(range.clone())?).first().and_then(Word::outcome)?;
            Some((range, outcome))
        });
        match (&first, found) {
            (Some((range, outcome)), Some((other, second))) if *outcome != second => {
                return Some(range.start..other.end);
            }
            (None, found) => first = found,
            _ => {}
        }
    }
    None
}

/// Verbs that say how sure a promise is.
const MODALS: &[&str] = &["may", "might", "can", "could", "will"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_before_the_verb_and_in_clauses_are_found() {
        let fronted = |text: &str| fronted_outcomes(text).map(|range| text[range].to_owned());
        assert_eq!(fronted("Sleep and mood may improve.").as_deref(), Some("Sleep and mood"));
        assert_eq!(fronted("Aches and pains may be less."), None);
        assert_eq!(fronted("Strength and balance training may improve it."), None);
        let clauses = |text: &str| {
            outcomes_of_clauses(text, &Sentence::read(text, &(0..text.len())))
                .map(|range| text[range].to_owned())
        };
        assert_eq!(
            clauses("Pain may ease and sleep may improve.").as_deref(),
            Some("Pain may ease and sleep")
        );
        assert_eq!(clauses("Pain may ease, and nobody knows why."), None);
        assert_eq!(clauses("Pain may ease, and the pain may come back."), None);
    }
}
