//! What the parser sees ahead: whether a clause, or the verb of one, starts at a word.

use super::lexicon::{Classes, VERB, key};
use super::parse::Parser;
use super::token::{Ending, Mark, Tag};

const NONE: Classes = Classes::PREPOSITION
    .or(Classes::DETERMINER)
    .or(Classes::MODAL)
    .or(Classes::BE)
    .or(Classes::HAVE)
    .or(Classes::AND)
    .or(Classes::OR)
    .or(Classes::BUT);

impl Parser<'_> {
    /// Says whether a subject and its finite verb start at `from`.
    pub(super) fn starts_clause(&self, from: usize) -> bool {
        let mut has_subject = false;
        for at in from..from + 8 {
            let Some(token) = self.at(at) else { return false };
            if at > from && token.before != Mark::None {
                return false;
            }
            let ends = Classes::AND
                .or(Classes::OR)
                .or(Classes::BUT)
                .or(Classes::RELATIVE)
                .or(Classes::CONDITION)
                .or(Classes::REASON)
                .or(Classes::TO)
                .or(Classes::THAN);
            if has_subject && self.may_be_finite(at) {
                return true;
            }
            if token.is(ends) {
                return false;
            }
            let only_verb = token.is(VERB)
                && !token.is(Classes::NOUN
                    .or(Classes::ADJECTIVE)
                    .or(Classes::GERUND)
                    .or(Classes::PARTICIPLE)
                    .or(Classes::PREPOSITION));
            if only_verb && !has_subject {
                return false;
            }
            if !token.is(Classes::DETERMINER.or(Classes::ADVERB).or(Classes::NEGATOR))
                || token.is(Classes::PRONOUN)
            {
                has_subject = true;
            }
            if at == from && token.is(Classes::PREPOSITION) && !token.is(Classes::ADVERB) {
                return false;
            }
        }
        false
    }

    /// Says whether the verb of the same subject starts at `from`: "… and helps sleep".
    pub(super) fn starts_finite(&self, from: usize) -> bool {
        let mut at = from;
        while self.at(at).is_some_and(|token| {
            token.is(Classes::ADVERB.or(Classes::NEGATOR))
                && !token.is(Classes::MODAL.or(Classes::BE).or(Classes::DO).or(Classes::HAVE))
                || self.ends_in_ly(at)
        }) {
            at += 1;
        }
        let Some(token) = self.at(at) else { return false };
        if token.is(Classes::MODAL.or(Classes::BE).or(Classes::HAVE).or(Classes::DO)) {
            return !token.is(Classes::GERUND);
        }
        if !token.is(Classes::THIRD.or(Classes::PAST)) || token.is(Classes::BASE) {
            return false;
        }
        // `and pains in the hip` and `and treated with heat` start no clause.
        let next = self.at(at + 1);
        let has_object = next.is_some_and(|next| {
            next.before == Mark::None
                && !next.is(Classes::AND.or(Classes::OR))
                && !(next.is(Classes::PREPOSITION) && token.is(Classes::NOUN.or(Classes::PARTICIPLE)))
        });
        if token.is(Classes::NOUN) || token.is(Classes::PARTICIPLE) {
            has_object && self.clause().is_some_and(|clause| clause.finite.is_some())
        } else {
            true
        }
    }

    /// Says whether the word can be a finite verb behind its subject, by itself and its neighbours.
    pub(super) fn may_be_finite(&self, at: usize) -> bool {
        let Some(token) = self.at(at) else { return false };
        if token.is(Classes::MODAL.or(Classes::BE).or(Classes::HAVE).or(Classes::DO)) {
            return !token.is(Classes::GERUND) && token.key != key("been");
        }
        let Some(last) = self.before(at) else { return false };
        if token.is(Classes::THIRD) && !token.is(Classes::BASE) {
            return !(token.is(Classes::NOUN) && (last.is(NONE) || last.is(Classes::ADJECTIVE)));
        }
        if token.classes.is_unknown() {
            // "Massage zaps the pain."
            return token.ending == Ending::S
                && !last.is(NONE)
                && self.is(at + 1, Classes::DETERMINER.or(Classes::PRONOUN));
        }
        if token.is(Classes::PAST) && !token.is(Classes::BASE) {
            return !self.is(at + 1, Classes::PREPOSITION);
        }
        token.is(Classes::BASE) && self.is_many(at - 1) && !last.is(NONE)
    }

    /// Says whether the word stands for several, or for you and me, so that a base form behind it is finite.
    pub(super) fn is_many(&self, at: usize) -> bool {
        let Some(token) = self.at(at) else { return false };
        let many = [
            "i", "you", "we", "they", "those", "these", "some", "many", "most", "few", "all", "both",
            "several", "others",
        ];
        many.iter().any(|word| token.key == key(word))
            || token.is(Classes::PERSON.or(Classes::PLURAL).or(Classes::RELATIVE).or(Classes::THAT))
            || (token.tag == Tag::Noun && token.ending == Ending::S)
    }

    fn ends_in_ly(&self, at: usize) -> bool {
        self.at(at).is_some_and(|token| token.ending == Ending::Ly)
    }
}
