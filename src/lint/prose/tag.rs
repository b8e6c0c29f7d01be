//! What a word is in its sentence, by its classes and its neighbours: `stretch` is a noun behind `the`, and a verb behind `to`.

use super::lexicon::{Classes, VERB, key};
use super::parse::Parser;
use super::token::{Ending, Mark, Tag, Token};

/// What stands before a noun.
pub(super) const LEADS: Classes = Classes::DETERMINER.or(Classes::POSSESSIVE);

impl Parser<'_> {
    /// What the word is.
    pub(super) fn tag(&self, at: usize, token: &Token) -> Tag {
        let closed = self.closed(at, token);
        closed.unwrap_or_else(|| self.open_class(at, token))
    }

    /// The last word before it in its clause that is neither an adverb nor `not`.
    pub(super) fn lead(&self, at: usize) -> Option<&Token> {
        if self.at(at)?.before.starts_clause() {
            return None;
        }
        let own = |token: &&Token| usize::from(token.clause) == self.current();
        let before = self.tokens.get(..at)?.iter().rev().take(24).filter(own);
        before.into_iter().find(|token| !matches!(token.tag, Tag::Adverb | Tag::Not))
    }

    pub(super) fn is_next(&self, at: usize, class: Classes) -> bool {
        self.is(at + 1, class)
    }

    /// Words of the closed classes.
    fn closed(&self, at: usize, token: &Token) -> Option<Tag> {
        let behind_lead = self.before(at).is_some_and(|last| {
            token.before == Mark::None
                && (last.tag == Tag::Determiner
                    || (last.tag == Tag::Adjective && self.follows_determiner(at - 1)))
        });
        if token.is(Classes::MODAL) {
            // "A tin can", "their might", and the month.
            let is_month = token.is_capital && !token.before.starts_clause();
            let is_thing = token.before == Mark::None && self.follows_article(at);
            let is_noun =
                if token.key == key("may") { is_month } else { is_thing && !token.is(Classes::NEGATOR) };
            return Some(if is_noun { Tag::Noun } else { Tag::Modal });
        }
        if token.is(Classes::BE) {
            return Some(if token.is(Classes::GERUND) { Tag::Verb } else { Tag::Be });
        }
        if token.is(Classes::HAVE) {
            return Some(Tag::Have);
        }
        if token.is(Classes::DO) {
            return Some(Tag::Do);
        }
        if token.key == key("to") {
            let next = self.at(at + 1)?;
            let is_verb = next.is(Classes::BASE)
                || next.is(Classes::BE.or(Classes::HAVE).or(Classes::DO))
                || next.ending == Ending::Ly;
            return Some(if is_verb { Tag::To } else { Tag::Preposition });
        }
        if token.is(Classes::THAT) {
            return Some(self.that(at, token));
        }
        if token.is(Classes::AND.or(Classes::OR)) {
            if self.is_pair(at) {
                return Some(Tag::Adverb);
            }
            return Some(if token.key == key("plus") { Tag::Preposition } else { Tag::Joint });
        }
        if token.is(Classes::BUT) {
            let is_yet = token.key == key("yet") && token.before == Mark::None;
            let except = self
                .before(at)
                .is_some_and(|last| ["nothing", "anything", "all"].iter().any(|word| last.key == key(word)));
            return Some(if is_yet || except { Tag::Adverb } else { Tag::Joint });
        }
        if token.is(Classes::CONDITION.or(Classes::CONCESSION).or(Classes::REASON).or(Classes::WHETHER)) {
            return Some(if behind_lead || !self.opens(at, token) { Tag::Adverb } else { Tag::Opener });
        }
        if token.is(Classes::RELATIVE) {
            return Some(Tag::Opener);
        }
        if token.is(Classes::ASKING) {
            return Some(Tag::Opener);
        }
        if token.is(Classes::NEGATOR)
            && !token.is(Classes::DETERMINER.or(Classes::PRONOUN).or(Classes::PREPOSITION))
        {
            return Some(Tag::Not);
        }
        // "First bend the knee."
        let counts = ["first", "next", "second", "last"].iter().any(|word| token.key == key(word));
        if counts && token.before != Mark::None && self.at(at + 1).is_some_and(|next| next.is(Classes::BASE))
        {
            return Some(Tag::Adverb);
        }
        if token.is(Classes::PRONOUN) && !(token.is(Classes::DETERMINER) && self.starts_noun(at + 1)) {
            return Some(Tag::Pronoun);
        }
        if token.ending == Ending::Digits {
            return Some(Tag::Determiner);
        }
        if token.is(LEADS) {
            // "Some say", "many rely on it".
            let stands_alone = self.is_many(at) && !self.starts_noun(at + 1);
            return Some(if stands_alone { Tag::Pronoun } else { Tag::Determiner });
        }
        // "After you have found it": a clause, and no thing.
        let is_time = ["after", "before"].iter().any(|word| token.key == key(word))
            || (token.key == key("as") && token.before != Mark::None);
        let opens = token.before != Mark::None
            || self.clause().is_none_or(|clause| clause.finite.is_some() || clause.is_order);
        // "After ten sessions even old scars are gone" has one verb, and it is that of the sentence.
        let is_first =
            at == 0 && !(1..24).any(|next| self.at(next).is_some_and(|token| token.before != Mark::None));
        let alone = is_first && !self.has_two_verbs(at + 1) && self.is_next(at, Classes::DETERMINER);
        if is_time && opens && !alone && self.starts_clause(at + 1) {
            return Some(Tag::Opener);
        }
        token.is(Classes::PREPOSITION).then_some(Tag::Preposition)
    }

    /// Says whether a joint stands in a set phrase of adverbs: `again and again`, `up and down`, `by and large`.
    fn is_pair(&self, at: usize) -> bool {
        const PLACES: &[&str] = &[
            "again", "back", "by", "down", "forth", "forward", "forwards", "fro", "here", "in", "large",
            "left", "more", "now", "off", "on", "out", "over", "right", "round", "there", "through", "to",
            "up", "about",
        ];
        let is_place = |token: &Token| PLACES.iter().any(|word| token.key == key(word));
        let (Some(last), Some(next)) = (self.before(at), self.at(at + 1)) else { return false };
        next.before == Mark::None && (last.key == next.key || (is_place(last) && is_place(next)))
    }

    /// Says whether a verb that can be finite follows before the clause ends.
    fn has_verb(&self, from: usize) -> bool {
        (from + 1..from + 24)
            .take_while(|at| self.at(*at).is_some_and(|token| !token.before.parts_phrases()))
            .any(|at| self.may_be_finite(at))
    }

    /// Says whether a word such as `so`, `once` or `since` opens a clause here.
    fn opens(&self, at: usize, token: &Token) -> bool {
        let key_is = |word: &str| token.key == key(word);
        if key_is("so") {
            return (token.before != Mark::None && (self.starts_clause(at + 1) || self.has_verb(at + 1)))
                || self.is_next(at, Classes::THAT);
        }
        if key_is("once") {
            return self.starts_clause(at + 1);
        }
        if key_is("since") || key_is("until") || key_is("till") {
            return self.starts_clause(at + 1) || key_is("until");
        }
        if key_is("because") {
            return !self.word(at + 1, "of");
        }
        true
    }

    fn that(&self, at: usize, token: &Token) -> Tag {
        let verb_next = self.at(at + 1).is_some_and(|next| {
            next.is(Classes::BE.or(Classes::MODAL).or(Classes::HAVE).or(Classes::DO))
                || (next.is(Classes::THIRD) && !next.is(Classes::NOUN))
        });
        let first = token.before.starts_clause() || self.before(at).is_none_or(|last| last.tag == Tag::Joint);
        if first {
            if verb_next {
                return Tag::Pronoun;
            }
            return if self.has_two_verbs(at + 1) { Tag::Opener } else { Tag::Determiner };
        }
        // "Some say that bending the hip …": behind a verb that takes a clause one follows, if a verb does.
        const TAKES: Classes =
            Classes::REPORT.or(Classes::SHOWING).or(Classes::KNOWING).or(Classes::BARE_CONTENT);
        let takes = self.before(at).is_some_and(|last| last.is(TAKES) && last.tag.is_verb());
        if takes && self.has_verb(at + 1) {
            return Tag::Opener;
        }
        let last = self.before(at).map(|last| last.tag);
        match last {
            Some(Tag::Preposition | Tag::To) => {
                if self.starts_noun(at + 1) {
                    Tag::Determiner
                } else {
                    Tag::Pronoun
                }
            }
            Some(Tag::Verb | Tag::Finite) if !verb_next && !self.starts_clause(at + 1) => {
                if self.starts_noun(at + 1) { Tag::Determiner } else { Tag::Pronoun }
            }
            _ => Tag::Opener,
        }
    }

    pub(super) fn starts_noun(&self, at: usize) -> bool {
        const OTHERS: Classes = Classes::MODAL
            .or(Classes::BE)
            .or(Classes::HAVE)
            .or(Classes::DO)
            .or(Classes::PREPOSITION)
            .or(Classes::RELATIVE)
            .or(Classes::THAT)
            .or(Classes::AND)
            .or(Classes::OR)
            .or(Classes::BUT)
            .or(Classes::NEGATOR)
            .or(Classes::CONDITION);
        let is_noun = |next: &Token| {
            let things = Classes::NOUN.or(Classes::ADJECTIVE).or(Classes::GERUND).or(Classes::PARTICIPLE);
            !next.is(VERB) || (next.is(things) && (!next.is(Classes::THIRD) || next.is(Classes::NOUN)))
        };
        self.at(at).is_some_and(|next| next.before == Mark::None && !next.is(OTHERS) && is_noun(next))
    }

    /// Says whether two finite verbs follow before the sentence ends: the first is then that of a clause inside.
    pub(super) fn has_two_verbs(&self, from: usize) -> bool {
        let mut count = 0;
        for at in from..from + 24 {
            let Some(token) = self.at(at) else { break };
            if token.before.parts_phrases() {
                break;
            }
            let continues = self.before(at).is_some_and(|last| {
                last.is(Classes::MODAL.or(Classes::BE).or(Classes::HAVE).or(Classes::DO))
            });
            if at > from && self.may_be_finite(at) && !continues {
                count += 1;
            }
        }
        count >= 2
    }
}
