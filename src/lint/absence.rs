//! Words that say that somebody looked and found nothing: `no trial was found`, `nobody has tested it`, `evidence is lacking`.

use std::ops::Range;
use std::sync::LazyLock;

use super::prose::sentence::{sentence_at, words};
use super::prose::words::{Hit, Words};

/// What a search looks for.
const EVIDENCE: &[&str] = &[
    "data",
    "evidence",
    "experiment",
    "experiments",
    "literature",
    "meta-analyses",
    "meta-analysis",
    "paper",
    "papers",
    "proof",
    "publication",
    "publications",
    "report",
    "reports",
    "research",
    "review",
    "reviews",
    "science",
    "source",
    "sources",
    "studies",
    "study",
    "trial",
    "trials",
];

/// What science does with a question.
const STUDIED: &[&str] = &[
    "established",
    "examined",
    "investigated",
    "proved",
    "proven",
    "researched",
    "shown",
    "studied",
    "tested",
    "trialled",
];

/// What a search ends with.
const FOUND: &[&str] = &[
    "demonstrates",
    "discovered",
    "find",
    "found",
    "identified",
    "identify",
    "known",
    "locate",
    "located",
    "proves",
    "published",
    "seen",
    "show",
    "shows",
    "suggests",
];

/// Behind one of these words stands another part of the sentence.
const BREAKS: &[&str] = &[
    "and", "as", "at", "but", "by", "during", "for", "from", "in", "of", "on", "or", "than", "that", "to",
    "when", "which", "while", "who", "with",
];

/// `No study is needed` and `no study can decide it` tell of no search.
const WISHES: &[&str] = &[
    "can",
    "could",
    "may",
    "might",
    "must",
    "necessary",
    "need",
    "needed",
    "required",
    "should",
    "will",
    "would",
];

#[derive(Clone, Copy)]
enum Head {
    /// A thing that is not there: `no`, `zero`.
    No,
    /// `not`, `never` and what is made with them.
    Not,
    /// `nobody`.
    Nobody,
    /// `nothing`, `none`.
    Nothing,
    /// `without`, `a lack of`.
    Lack,
    /// A phrase that says it all.
    Whole,
}

const HEADS: &[(Head, &[&str])] = &[
    (Head::No, &["no", "zero", "hardly any", "not a single", "not any", "not one"]),
    (
        Head::Not,
        &[
            "aren't",
            "aren’t",
            "cannot",
            "can't",
            "can’t",
            "couldn't",
            "couldn’t",
            "didn't",
            "didn’t",
            "hasn't",
            "hasn’t",
            "haven't",
            "haven’t",
            "isn't",
            "isn’t",
            "never",
            "not",
            "wasn't",
            "wasn’t",
            "weren't",
            "weren’t",
            "yet to be",
        ],
    ),
    (Head::Nobody, &["nobody", "no one", "no-one"]),
    (Head::Nothing, &["nothing", "none"]),
    (Head::Lack, &["absence of", "absent", "lack", "lack of", "lacks", "lacking", "without"]),
    (
        Head::Whole,
        &[
            "evidence is absent",
            "evidence is lacking",
            "evidence is missing",
            "not supported by evidence",
            "studies are lacking",
            "studies are missing",
            "trials are lacking",
            "trials are missing",
            "unproven",
            "unstudied",
            "untested",
        ],
    ),
];

static WORDS: LazyLock<Words> =
    LazyLock::new(|| Words::new(HEADS.iter().flat_map(|(_, words)| words.iter().copied())));

/// Words that say that nothing was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Absence {
    /// Their bytes in the text.
    pub(super) words: Range<usize>,
    /// Whether they speak of all that there is, as `no trial` and `has not been tested` do, and not of one study, as `was not tested`
    /// may.
    pub(super) is_of_all: bool,
}

/// The words of an English text that say that nothing was found, in their order.
pub(super) fn absences(text: &str) -> Vec<Absence> {
    let absence = |hit: Hit| {
        let mut before = 0;
        let (head, _) = HEADS.iter().find(|(_, words)| {
            before += words.len();
            hit.word < before
        })?;
        let behind = following(text, &hit.range);
        let behind = behind.as_slice();
        let mut is_of_all = true;
        let end = match head {
            Head::No | Head::Lack => thing(behind, 3),
            Head::Not => not_found(text, &hit.range, behind).or_else(|| {
                let head = text.get(hit.range.clone()).unwrap_or_default().to_lowercase();
                let is_perfect = |word: &str| word.starts_with("been") || word.starts_with("ever");
                is_of_all = ["never", "yet to be"].contains(&&*head)
                    || behind.iter().take(2).any(|(word, _)| is_perfect(word));
                deed(behind, 3, &[STUDIED])
            }),
            Head::Nobody => deed(behind, 5, &[STUDIED, FOUND]),
            Head::Nothing => {
                // `None was found` tells of a search, `none shows it` of the studies that were named before.
                let is_none =
                    text.get(hit.range.clone()).is_some_and(|head| head.eq_ignore_ascii_case("none"));
                let is_passive = behind.first().is_some_and(|(word, _)| {
                    ["are", "could", "has", "have", "is", "was", "were"].contains(&word.as_str())
                });
                is_of_all = !is_none || is_passive;
                deed(behind, 6, &[STUDIED, FOUND])
            }
            Head::Whole => Some(hit.range.end),
        }?;
        Some(Absence { words: hit.range.start..end, is_of_all })
    };
    WORDS.find(text).into_iter().filter_map(absence).collect()
}

/// The end of a word for evidence among the first words, with at most `most` words before it that say which.
fn thing(words: &[(String, usize)], most: usize) -> Option<usize> {
    let at = words.iter().take(most + 1).position(|(word, _)| EVIDENCE.contains(&word.as_str()))?;
    let (lead, rest) = words.split_at_checked(at)?;
    let is_cut_off = lead.iter().any(|(word, _)| BREAKS.contains(&word.as_str()));
    let is_wish = rest.iter().skip(1).take(2).any(|(word, _)| WISHES.contains(&word.as_str()));
    (!is_cut_off && !is_wish).then_some(rest.first()?.1)
}

/// The end of the first of these words, at most `most` words on.
fn deed(words: &[(String, usize)], most: usize, lists: &[&[&str]]) -> Option<usize> {
    let is_one = |word: &str| lists.iter().any(|list| list.contains(&word));
    words.iter().take(most).find(|(word, _)| is_one(word)).map(|(_, end)| *end)
}

/// `Did not find any trial`, and `a trial was not found`.
fn not_found(text: &str, not: &Range<usize>, behind: &[(String, usize)]) -> Option<usize> {
    let at = behind.iter().take(2).position(|(word, _)| FOUND.contains(&word.as_str()))?;
    let (before, rest) = behind.split_at_checked(at + 1)?;
    if let Some(end) = thing(rest, 3) {
        return Some(end);
    }
    let (found, end) = before.last()?;
    let is_passive = ["found", "identified", "located", "seen"].contains(&found.as_str());
    let sentence = sentence_at(text, not.start);
    let said = text.get(sentence.start..not.start)?;
    let near: Vec<String> = words(said).filter_map(|word| said.get(word)).map(str::to_lowercase).collect();
    let is_done_to =
        near.last().is_none_or(|word| ["could", "has", "have", "was", "were"].contains(&word.as_str()));
    let has_thing = near.iter().any(|word| EVIDENCE.contains(&word.as_str()));
    (is_passive && is_done_to && has_thing).then_some(*end)
}

/// The words of the same clause behind `range`, in small letters, with their ends.
fn following(text: &str, range: &Range<usize>) -> Vec<(String, usize)> {
    let sentence = sentence_at(text, range.start);
    let rest = text.get(range.end..sentence.end).unwrap_or_default();
    let clause = rest.find([';', ':', '—', '–', '(']).and_then(|at| rest.get(..at)).unwrap_or(rest);
    let word = |word: Range<usize>| {
        let written = clause.get(word.clone()).unwrap_or_default();
        (written.to_lowercase(), range.end + word.end)
    };
    words(clause).map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::absences;

    #[test]
    fn nothing_found_is_told_from_nothing_there() {
        for (text, words) in [
            ("No published trial of massage aimed at the hip flexors was found.", "No published trial"),
            ("We found no study of heat before massage.", "no study"),
            ("There is no good scientific evidence that it helps.", "no good scientific evidence"),
            ("Not a single trial tested it.", "Not a single trial"),
            ("We did not find any good trial.", "not find any good trial"),
            ("We couldn’t find a trial of it.", "couldn’t find a trial"),
            ("A trial on this muscle was not found.", "not found"),
            ("Nobody has tested it.", "Nobody has tested"),
            ("Nobody was found to have tested heat first.", "Nobody was found"),
            ("Nothing we read shows that they are strong.", "Nothing we read shows"),
            ("Of trials, none was found.", "none was found"),
            ("It has not yet been studied.", "not yet been studied"),
            ("It hasn't been properly tested.", "hasn't been properly tested"),
            ("It has never been tested.", "never been tested"),
            ("Evidence is lacking.", "Evidence is lacking"),
            ("There is a lack of good evidence.", "lack of good evidence"),
            ("It is sold without any evidence.", "without any evidence"),
            ("Rolling is unproven.", "unproven"),
        ] {
            assert_eq!(absences(text).first().map(|found| &text[found.words.clone()]), Some(words), "{text}");
        }
    }

    #[test]
    fn near_misses_are_passed_over() {
        for text in [
            "No pain was felt in any trial.",
            "No study can decide it.",
            "No trial is needed to see that.",
            "Nobody has looked for evidence yet.",
            "Nobody was harmed.",
            "Nothing helps as much as sleep.",
            "The trial did not find that rolling helps.",
            "Rolling did not ease pain.",
            "There is evidence that it helps.",
            "Some say \"no evidence\" too soon.",
            "A no-research stance is easy.",
            "Do not press hard.",
            "None of the people in the study got worse.",
            "Massage without oil; the study is old.",
            "The pulse could not be felt.",
        ] {
            assert_eq!(absences(text).first().map(|found| &text[found.words.clone()]), None, "{text}");
        }
    }

    #[test]
    fn what_one_study_left_out_is_told_from_what_nobody_did() {
        for (text, is_of_all) in [
            ("Prevention was not tested.", false),
            ("It was not shown to release the muscle.", false),
            ("That has not been tested.", true),
            ("It hasn't been shown.", true),
            ("It was never tested.", true),
            ("No trial was found.", true),
            ("Of trials, none was found.", true),
            ("Studies disagree, and none shows that they do.", false),
        ] {
            assert_eq!(absences(text).first().map(|found| found.is_of_all), Some(is_of_all), "{text}");
        }
    }
}
