//! A sentence as rules read it: its words, its clauses, and whether it asks.

use std::ops::Range;

use super::lexicon::{Classes, key};
use super::parse::{Clause, Kind, parse};
use super::sentence::sentences;
use super::token::{Ending, Mark, Tag, Token, tokens};

/// A sentence.
#[derive(Clone, Debug)]
pub(in crate::lint) struct Sentence {
    /// Its bytes in the text.
    pub(in crate::lint) range: Range<usize>,
    /// Its words.
    pub(in crate::lint) tokens: Vec<Token>,
    /// Its clauses.
    pub(in crate::lint) clauses: Vec<Clause>,
    /// Whether it ends in a question mark.
    pub(in crate::lint) asks: bool,
}

impl Sentence {
    /// Reads the sentence at `range` of `text`.
    pub(in crate::lint) fn read(text: &str, range: &Range<usize>) -> Self {
        let mut tokens = tokens(text, range);
        let clauses = parse(&mut tokens);
        let written = text.get(range.clone()).unwrap_or_default();
        let asks = written.trim_end_matches(['"', '”', '’', '\'', ')', '»', ' ']).ends_with('?');
        let mut sentence = Self { range: range.clone(), tokens, clauses, asks };
        sentence.asks &= !sentence.asks_for_show();
        sentence
    }

    /// "Did you know that it helps?" tells, and does not ask.
    fn asks_for_show(&self) -> bool {
        const SHOWS: &[&[&str]] = &[
            &["did", "you", "know"],
            &["have", "you", "heard"],
            &["would", "you", "believe"],
            &["who", "can", "deny"],
            &["who", "could", "deny"],
            &["who", "would", "deny"],
            &["who", "needs"],
            &["who", "knew"],
        ];
        SHOWS.iter().any(|show| show.iter().enumerate().all(|(at, word)| self.is_word(at, word)))
    }

    /// Reads the sentences of `text`.
    pub(in crate::lint) fn read_all(text: &str) -> Vec<Self> {
        sentences(text).iter().map(|range| Self::read(text, range)).collect()
    }

    /// The bytes of some of its words.
    pub(in crate::lint) fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        let start = self.tokens.get(words.start).map_or(self.range.start, |token| token.range().start);
        let last = words.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        start..last.map_or(start, |token| token.range().end)
    }

    /// The words at some bytes of the text.
    pub(in crate::lint) fn words_at(&self, bytes: &Range<usize>) -> Range<usize> {
        let start =
            self.tokens.iter().position(|token| token.range().end > bytes.start).unwrap_or(self.tokens.len());
        let behind = self.tokens.iter().position(|token| token.range().start >= bytes.end);
        start..behind.unwrap_or(self.tokens.len()).max(start)
    }

    /// The clause with this number.
    pub(in crate::lint) fn clause(&self, number: u8) -> Option<&Clause> {
        self.clauses.get(usize::from(number))
    }

    /// Says whether the word at `at` is this one.
    pub(in crate::lint) fn is_word(&self, at: usize, word: &str) -> bool {
        // Most words differ in their length: a look at it saves the work of the key.
        self.tokens.get(at).is_some_and(|token| {
            (!token.is_ascii || token.range().len() == word.len()) && token.key == key(word)
        })
    }

    /// Says whether the word at `at` is one of these.
    pub(in crate::lint) fn is_one_of(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is_word(at, word))
    }

    /// Says whether the word at `at` is a noun here.
    pub(in crate::lint) fn is_noun(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.tag == Tag::Noun)
    }

    /// Says whether some words are a name: written with capitals inside of a sentence that is not.
    pub(in crate::lint) fn is_name(&self, words: &Range<usize>) -> bool {
        let own = self.tokens.get(words.clone()).unwrap_or_default();
        let capitals = self.tokens.iter().filter(|token| token.is_capital).count();
        let beside = [words.start.checked_sub(1), Some(words.end)];
        let is_long = beside.into_iter().flatten().any(|at| {
            at > 0
                && self.tokens.get(at).is_some_and(|token| token.is_capital && !token.before.starts_clause())
        });
        words.start > 0
            && is_long
            && own.iter().all(|token| token.is_capital)
            && own.first().is_some_and(|first| !first.before.starts_clause())
            && capitals * 2 < self.tokens.len()
    }

    /// Says whether the word at `at` stands in a relative clause that only says which thing is meant: "injuries that led to a visit". Not
    /// where the clause outside says that something is such a thing: "sitting is a habit that shortens it".
    pub(in crate::lint) fn is_restrictive(&self, at: usize) -> bool {
        let Some(clause) = self.tokens.get(at).and_then(|token| self.clause(token.clause)) else {
            return false;
        };
        let opens_bare = self.tokens.get(clause.start).is_some_and(|opener| opener.before == Mark::None);
        let named = clause.parent.and_then(|parent| self.clause(parent)).is_some_and(|parent| {
            parent.finite.is_some_and(|finite| {
                finite < clause.start && self.tokens.get(finite).is_some_and(|verb| verb.tag == Tag::Be)
            })
        });
        // "It's the long commute that …": the short form of `is` is no word of its own.
        let points = self.is_one_of(0, &["it's", "that's", "there's"]);
        clause.kind == Kind::Relative && opens_bare && !named && !points
    }

    /// Says whether a mark stands before and behind some words, or the sentence starts or ends there.
    pub(in crate::lint) fn stands_apart(&self, words: &Range<usize>) -> bool {
        let parted = |at: usize| self.tokens.get(at).is_none_or(|token| token.before != Mark::None);
        parted(words.start) && parted(words.end)
    }

    /// The verbs that tell what to do: `lie down and press`, `you can sit`, `before you press`.
    pub(in crate::lint) fn orders(&self) -> impl Iterator<Item = usize> {
        (0..self.tokens.len()).filter(|&at| {
            let Some(token) = self.tokens.get(at) else { return false };
            if !token.tag.is_verb() || !token.is(Classes::BASE) {
                return false;
            }
            let kind = self.clause(token.clause).map_or(Kind::Main, |clause| clause.kind);
            let before_you = kind == Kind::Condition
                && self.follows(at, &["you"])
                && self.is_word(at.saturating_sub(2), "before");
            let lead = self.lead(at);
            let adverbs = self.tokens.get(..at).unwrap_or_default().iter().rev();
            let parted =
                adverbs.take_while(|token| token.tag == Tag::Adverb).any(|token| token.before != Mark::None);
            let starts = token.before != Mark::None
                || parted
                || lead.is_none_or(|lead| lead.tag == Tag::Joint || lead.clause != token.clause);
            let may = lead.is_some_and(|lead| lead.tag == Tag::Modal)
                && self.tokens.first().is_some_and(|first| first.key == key("you"));
            before_you || (kind == Kind::Main && (starts || may) && !self.is_of_infinitive(at))
        })
    }

    /// "Try to relax and breathe", "as far as you can breathe and talk": a verb joined to one that is no order.
    fn is_of_infinitive(&self, at: usize) -> bool {
        let own = self.tokens.get(at).map(|token| token.clause);
        let joined = self.lead(at).is_some_and(|lead| lead.tag == Tag::Joint && lead.before == Mark::None);
        let last = (0..at).rev().find(|back| {
            self.tokens.get(*back).is_some_and(|token| token.tag.is_verb() && Some(token.clause) == own)
        });
        joined
            && !self.has_object(at)
            && last
                .and_then(|last| self.lead(last))
                .is_some_and(|lead| matches!(lead.tag, Tag::Modal | Tag::To))
    }

    /// Says whether a thing stands behind the verb at `at` for it to act on: "lift the leg".
    pub(in crate::lint) fn has_object(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|next| {
            next.before == Mark::None
                && matches!(next.tag, Tag::Determiner | Tag::Pronoun)
                && !self.is_one_of(at + 1, &["there", "here"])
        })
    }

    /// Says whether a thing or a direction stands behind the verb at `at`: "push the knee", "push down".
    pub(in crate::lint) fn has_act(&self, at: usize) -> bool {
        const DIRECTIONS: &[&str] =
            &["down", "up", "out", "in", "back", "forward", "forwards", "off", "over", "away"];
        self.has_object(at) || self.is_one_of(at + 1, DIRECTIONS)
    }

    /// Says whether `not` or `never` stands before the verb at `at`.
    pub(in crate::lint) fn is_negated(&self, at: usize) -> bool {
        let before = self.tokens.get(..at).unwrap_or_default().iter().rev();
        before
            .take_while(|token| matches!(token.tag, Tag::Adverb | Tag::Not | Tag::Do))
            .any(|token| token.is(Classes::NEGATOR))
    }

    /// The last word before the one at `at` that is neither an adverb nor `not`.
    fn lead(&self, at: usize) -> Option<&Token> {
        self.tokens.get(..at)?.iter().rev().find(|token| !matches!(token.tag, Tag::Adverb | Tag::Not))
    }

    /// Says whether one of these words stands before the word at `at`, adverbs left out.
    pub(in crate::lint) fn follows(&self, at: usize, words: &[&str]) -> bool {
        self.lead(at).is_some_and(|lead| words.iter().any(|word| lead.key == key(word)))
    }

    /// Says whether the word at `at` is a verb here.
    pub(in crate::lint) fn is_verb(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.tag.is_verb())
    }

    /// The verbs in `-ing`.
    pub(in crate::lint) fn gerunds(&self) -> impl Iterator<Item = usize> {
        let is_gerund = |token: &Token| {
            token.tag.is_verb()
                && (token.is(Classes::GERUND) || (token.classes.is_unknown() && token.ending == Ending::Ing))
        };
        self.tokens.iter().enumerate().filter(move |(_, token)| is_gerund(token)).map(|(at, _)| at)
    }

    /// Says whether a comma before the word at `at` adds it to a clause that has its verb: "it presses, freeing the tissue".
    pub(in crate::lint) fn is_aside(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.before == Mark::Comma
                && self
                    .clause(token.clause)
                    .and_then(|clause| clause.finite)
                    .is_some_and(|finite| finite < at)
        })
    }

    /// The first words of clauses that give a reason, where they are one of these.
    pub(in crate::lint) fn reasons(&self, openers: &[&str]) -> impl Iterator<Item = usize> {
        let reasons = self
            .clauses
            .iter()
            .filter(|clause| clause.kind == Kind::Reason && clause.finite.is_some() && !clause.is_order);
        reasons.map(|clause| clause.start).filter(|start| self.is_one_of(*start, openers))
    }

    /// The words of a clause without those of the clauses inside it, with their numbers.
    pub(in crate::lint) fn words_of(&self, clause: u8) -> impl DoubleEndedIterator<Item = (usize, &Token)> {
        self.tokens.iter().enumerate().filter(move |(_, token)| token.clause == clause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of a sentence, each with what it is and the clause that it stands in.
    fn shown(text: &str) -> String {
        let sentence = Sentence::read(text, &(0..text.len()));
        let word = |token: &Token| {
            let kind = sentence.clause(token.clause).map(|clause| clause.kind);
            format!("{}/{:?}/{:?}{}", &text[token.range()], token.tag, kind.unwrap(), token.clause)
        };
        sentence.tokens.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_and_clauses_are_told_apart() {
        for (text, expected) in [
            (
                "People who may be anxious feel fine.",
                "People/Noun/Main0 who/Opener/Relative1 may/Modal/Relative1 be/Be/Relative1 anxious/Adjective/Relative1 \
                 feel/Finite/Main0 fine/Adjective/Main0",
            ),
            (
                "Balm in a tin can helps.",
                "Balm/Noun/Main0 in/Preposition/Main0 a/Determiner/Main0 tin/Noun/Main0 can/Noun/Main0 helps/Finite/Main0",
            ),
            (
                "If it hurts, stop and rest.",
                "If/Opener/Condition1 it/Pronoun/Condition1 hurts/Finite/Condition1 stop/Verb/Main0 and/Joint/Main0 rest/Verb/Main0",
            ),
            (
                "The psoas (a deep muscle) bends the hip.",
                "The/Determiner/Main0 psoas/Noun/Main0 a/Determiner/Main1 deep/Adjective/Main1 muscle/Noun/Main1 bends/Finite/Main0 \
                 the/Determiner/Main0 hip/Noun/Main0",
            ),
            (
                "It helps and eases pain.",
                "It/Pronoun/Main0 helps/Finite/Main0 and/Joint/Main1 eases/Finite/Main1 pain/Noun/Main1",
            ),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn bytes_and_words_lead_to_each_other() {
        let text = "One. It is not a cure, they say.";
        let sentence = Sentence::read_all(text).pop().unwrap();
        let words = sentence.words_at(&(15..21));
        assert_eq!(&text[sentence.bytes(&words)], "a cure");
        assert_eq!(sentence.words_at(&(0..2)), 0..0);
    }
}
