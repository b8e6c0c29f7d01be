//! Finds the words of a word list in a text: whole words, in any case, outside quoted speech.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::clean_text::plain_spaces;
use crate::span::Span;

/// A list of words and phrases, ready to be looked for in one pass over a text.
#[derive(Debug)]
pub(in crate::lint) struct Words {
    automaton: Option<AhoCorasick>,
}

/// A word of the list in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint) struct Hit {
    /// The word's place in the list.
    pub(in crate::lint) word: usize,
    /// Its bytes in the text.
    pub(in crate::lint) range: Range<usize>,
}

impl Words {
    /// Makes the list ready; its words are written in lower case, with single spaces.
    pub(in crate::lint) fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(words)
            .ok();
        Self { automaton }
    }

    /// The words in `text`, in their order. Of words that overlap the one that starts first counts, and of those the longest;
    /// quoted speech is passed over.
    pub(in crate::lint) fn find(&self, text: &str) -> Vec<Hit> {
        let mut hits = self.find_anywhere(text);
        if !hits.is_empty() {
            let quotes = quoted(text);
            hits.retain(|hit| !quotes.iter().any(|quote| quote.contains(&hit.range.start)));
        }
        hits
    }

    /// The words in `text`, quoted or not.
    pub(in crate::lint) fn find_anywhere(&self, text: &str) -> Vec<Hit> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        // A line break in a text stands for a space, and so does a no-break space.
        let plain = plain_spaces(text);
        let text = plain.as_ref().map_or(text, |(text, _)| text);
        let mut hits: Vec<Hit> = automaton
            .find_overlapping_iter(text)
            .map(|found| Hit { word: found.pattern().as_usize(), range: found.range() })
            .filter(|hit| is_whole_word(text, &hit.range))
            .collect();
        hits.sort_by_key(|hit| (hit.range.start, usize::MAX - hit.range.end));
        let mut end = 0;
        hits.retain(|hit| {
            let is_free = hit.range.start >= end;
            if is_free {
                end = hit.range.end;
            }
            is_free
        });
        if let Some((_, places)) = &plain {
            for hit in &mut hits {
                hit.range = places.to_written(Span::new(hit.range.start, hit.range.end)).range();
            }
        }
        hits
    }

    /// Says whether any word of the list is in `text` outside quoted speech.
    pub(in crate::lint) fn is_in(&self, text: &str) -> bool {
        !self.find(text).is_empty()
    }
}

/// Says whether nothing of a longer word touches `range`: no letter, no digit, no hyphen, and no apostrophe with a letter behind it
/// (`can` is not in `can't`).
fn is_whole_word(text: &str, range: &Range<usize>) -> bool {
    let (Some(before), Some(after)) = (text.get(..range.start), text.get(range.end..)) else { return false };
    let starts = before.chars().next_back().is_none_or(|letter| !continues(letter));
    let mut rest = after.chars();
    let ends = match rest.next() {
        None => true,
        Some('\'' | '’') => !rest.next().is_some_and(char::is_alphabetic),
        Some(letter) => !continues(letter),
    };
    starts && ends
}

fn continues(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '\u{2010}' | '\u{2011}' | '_')
}

/// No quote has more bytes: of a mark that is never closed, the end of a long text need not be looked at.
const LONGEST: usize = 10_000;

/// The quoted parts of a text, quotation marks and all: “…”, ‘…’, «…», "…" and '…'. A mark that is never closed quotes nothing, and
/// an apostrophe is no mark.
pub(in crate::lint) fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut quotes = Vec::new();
    let mut from = 0;
    while let Some((start, open)) = text.get(from..).and_then(|rest| {
        rest.char_indices().find(|(_, letter)| matches!(letter, '“' | '‘' | '«' | '"' | '\''))
    }) {
        let start = from + start;
        from = start + open.len_utf8();
        let close = match open {
            '“' => '”',
            '‘' => '’',
            '«' => '»',
            other => other,
        };
        let single = matches!(open, '‘' | '\'');
        let after_letter = text.get(..start).and_then(|before| before.chars().next_back());
        if single && after_letter.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let rest = text.get(from..).unwrap_or_default().char_indices();
        let end = rest.take_while(|(at, _)| *at < LONGEST).find_map(|(at, letter)| {
            let end = from + at + letter.len_utf8();
            let next = text.get(end..)?.chars().next();
            (letter == close && !(single && next.is_some_and(char::is_alphanumeric))).then_some(end)
        });
        if let Some(end) = end {
            quotes.push(start..end);
            from = end;
        }
    }
    quotes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(list: &[&str], text: &str) -> Vec<String> {
        let hits = Words::new(list.iter().copied()).find(text);
        hits.into_iter().map(|hit| text[hit.range].to_owned()).collect()
    }

    #[test]
    fn whole_words_are_found_in_any_case() {
        let list = ["cure", "best", "can", "100%", "at best", "lead to"];
        assert_eq!(found(&list, "A Cure! The BEST"), ["Cure", "BEST"]);
        assert_eq!(found(&list, "secure, procure, curely, best-of, all-best, can't, cannot"), [""; 0]);
        assert_eq!(found(&list, "it is at best 100% so"), ["at best", "100%"]);
        assert_eq!(found(&list, "lead tomorrow; lead\nto"), ["lead\nto"]);
        assert_eq!(found(&list, "curé cure’s the cures' cure"), ["cure"]);
    }

    #[test]
    fn quoted_speech_is_passed_over() {
        let list = ["cure"];
        for quoted in
            ["a “cure” here", "a \"cure\" here", "a ‘cure’ here", "a 'cure' here", "«cure»", "‘it’s a cure’"]
        {
            assert_eq!(found(&list, quoted), [""; 0], "{quoted}");
        }
        for open in
            ["the body's cure isn't", "an open \" cure", "6' cure", "“a” cure “b”", "the athletes’ cure"]
        {
            assert_eq!(found(&list, open), ["cure"], "{open}");
        }
    }
}
