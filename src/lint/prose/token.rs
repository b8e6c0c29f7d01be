//! The words of a sentence with what stands between them, ready to be read.

use std::ops::Range;

use super::lexicon::{Classes, classes, key};
use super::sentence::words;
use super::words::quoted;

/// One word.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint) struct Token {
    start: u32,
    end: u32,
    /// What it is looked up by.
    pub(in crate::lint) key: u64,
    /// What it can be.
    pub(in crate::lint) classes: Classes,
    /// What it is here.
    pub(in crate::lint) tag: Tag,
    /// The clause that it stands in.
    pub(in crate::lint) clause: u8,
    /// The mark before it.
    pub(in crate::lint) before: Mark,
    /// Whether it stands in quoted speech.
    pub(in crate::lint) is_quoted: bool,
    /// Whether it starts with a capital.
    pub(in crate::lint) is_capital: bool,
    /// Whether it is written in ASCII, so that its length is that of its key.
    pub(in crate::lint) is_ascii: bool,
    /// How it ends.
    pub(in crate::lint) ending: Ending,
}

/// How a word ends, which tells something of words that nobody listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Ending {
    /// In `s`, as plurals and verbs do.
    S,
    /// In `ly`, as adverbs do.
    Ly,
    /// In `ed`, as verbs of the past do.
    Ed,
    /// In `ing`.
    Ing,
    /// It is a number in digits.
    Digits,
    /// Otherwise.
    Other,
}

impl Ending {
    fn of(word: &str) -> Self {
        let ends = |ending: &str| {
            let start = word.len().checked_sub(ending.len());
            start.is_some_and(|start| {
                start > 1 && word.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(ending))
            })
        };
        if word.starts_with(|letter: char| letter.is_ascii_digit()) {
            Self::Digits
        } else if ends("ly") {
            Self::Ly
        } else if ends("ing") {
            Self::Ing
        } else if ends("ed") {
            Self::Ed
        } else if ends("s") && !ends("ss") && !ends("us") && !ends("is") {
            Self::S
        } else {
            Self::Other
        }
    }
}

impl Token {
    /// Its bytes in the text.
    pub(in crate::lint) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Says whether it can be of a class.
    pub(in crate::lint) const fn is(&self, class: Classes) -> bool {
        self.classes.is(class)
    }
}

/// What stands before a word beside spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Mark {
    /// Nothing.
    None,
    /// A comma.
    Comma,
    /// A mark that parts clauses, or the start of the sentence.
    Strong,
    /// The start of an aside in brackets.
    Open,
    /// The end of an aside in brackets, behind which the clause before it goes on.
    Close,
}

/// What a word is in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Tag {
    /// `the`.
    Determiner,
    /// `it`.
    Pronoun,
    /// `of`.
    Preposition,
    /// `may`.
    Modal,
    /// A form of `be`.
    Be,
    /// A form of `have`.
    Have,
    /// A form of `do` before another verb.
    Do,
    /// `to` before a verb.
    To,
    /// `not`.
    Not,
    /// `and`, `or`, `but`.
    Joint,
    /// What starts a clause: `if`, `that`, `who`.
    Opener,
    /// A noun, and all that is not known.
    Noun,
    /// `firm`.
    Adjective,
    /// `often`.
    Adverb,
    /// A verb that is finite: `eases`, `they ease`, `eased`.
    Finite,
    /// A verb that is not: `to ease`, `easing`, `eased by`.
    Verb,
}

impl Tag {
    /// Says whether it is a verb with a meaning of its own.
    pub(in crate::lint) fn is_verb(self) -> bool {
        matches!(self, Self::Finite | Self::Verb)
    }
}

/// The words of the sentence at `sentence` in `text`. A number's `%` is a word of its own.
pub(in crate::lint) fn tokens(text: &str, sentence: &Range<usize>) -> Vec<Token> {
    let Some(written) = text.get(sentence.clone()) else { return Vec::new() };
    let quotes = speech(written);
    let mut found: Vec<Token> = Vec::with_capacity(written.len() / 5);
    let mut last = 0;
    let mut add = |range: Range<usize>, found: &mut Vec<Token>| {
        let word = written.get(range.clone()).unwrap_or_default();
        let before = mark(written.get(last..range.start).unwrap_or_default(), found.is_empty());
        last = range.end;
        // "Doctors' offices" are no doctors.
        let owns = word.ends_with(['s', 'S'])
            && written.get(range.end..).is_some_and(|rest| rest.starts_with(['\'', '’']))
            && !quotes
                .iter()
                .any(|quote| quote.end == range.end + 1 || quote.end == range.end + '’'.len_utf8());
        let key = if owns { key(&format!("{word}'")) } else { key(word) };
        let at = |at: usize| u32::try_from(sentence.start + at).unwrap_or(u32::MAX);
        found.push(Token {
            start: at(range.start),
            end: at(range.end),
            key,
            classes: classes(key),
            tag: Tag::Noun,
            clause: 0,
            before,
            is_quoted: quotes.iter().any(|quote| quote.contains(&range.start)),
            is_ascii: word.is_ascii() && !owns,
            is_capital: word.starts_with(char::is_uppercase),
            ending: Ending::of(word),
        });
    };
    for range in words(written) {
        let end = range.end;
        add(range, &mut found);
        let rest = written.get(end..).unwrap_or_default();
        let sign = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        if sign.starts_with('%') {
            let at = end + rest.len() - sign.len();
            add(at..at + 1, &mut found);
        }
    }
    found
}

/// The quoted parts of a sentence. Marks round the whole of it quote nobody: a word processor or an editor put them there.
fn speech(sentence: &str) -> Vec<Range<usize>> {
    let mut quotes = quoted(sentence);
    quotes.retain(|quote| {
        let outside = |part: Option<&str>| part.is_some_and(|part| part.contains(char::is_alphanumeric));
        outside(sentence.get(..quote.start)) || outside(sentence.get(quote.end..))
    });
    quotes
}

fn mark(gap: &str, is_first: bool) -> Mark {
    if is_first || gap.contains([';', ':', '—', '–', '.', '!', '?', '…', '/']) || gap.contains(" - ") {
        return Mark::Strong;
    }
    if gap.contains(['(', '[']) {
        return Mark::Open;
    }
    if gap.contains([')', ']']) {
        return Mark::Close;
    }
    if gap.contains(',') { Mark::Comma } else { Mark::None }
}

impl Mark {
    /// Says whether a clause starts behind it.
    pub(in crate::lint) fn starts_clause(self) -> bool {
        matches!(self, Self::Strong | Self::Open)
    }

    /// Says whether no phrase goes on across it.
    pub(in crate::lint) fn parts_phrases(self) -> bool {
        matches!(self, Self::Strong | Self::Open | Self::Close)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_the_marks_before_them() {
        let text = "Rolling, it’s said, helps: by 100 % (or so).";
        let marks: Vec<_> =
            tokens(text, &(0..text.len())).iter().map(|token| (&text[token.range()], token.before)).collect();
        assert_eq!(
            marks,
            [
                ("Rolling", Mark::Strong),
                ("it’s", Mark::Comma),
                ("said", Mark::None),
                ("helps", Mark::Comma),
                ("by", Mark::Strong),
                ("100", Mark::None),
                ("%", Mark::None),
                ("or", Mark::Open),
                ("so", Mark::None),
            ]
        );
    }

    #[test]
    fn marks_round_the_whole_sentence_quote_nobody() {
        let quoted =
            |text: &str| tokens(text, &(0..text.len())).iter().filter(|token| token.is_quoted).count();
        assert_eq!(quoted("“It cures pain.”"), 0);
        assert_eq!(quoted("They call it “a cure”."), 2);
    }
}
