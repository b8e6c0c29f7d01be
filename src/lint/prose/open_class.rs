//! What a word of the open classes is in its sentence: verb, noun, adjective or adverb.

use super::lexicon::{Classes, VERB, key};
use super::parse::Parser;
use super::tag::LEADS;
use super::token::{Ending, Mark, Tag, Token};

impl Parser<'_> {
    /// Verbs, nouns, adjectives and adverbs.
    pub(super) fn open_class(&self, at: usize, token: &Token) -> Tag {
        if token.is(Classes::ADVERB.or(Classes::HEDGE).or(Classes::LIKELY))
            && !token.is(VERB.or(Classes::ADJECTIVE))
            || token.ending == Ending::Ly && !token.is(VERB.or(Classes::ADJECTIVE).or(Classes::NOUN))
        {
            return Tag::Adverb;
        }
        let lead = self.lead(at);
        let tag = lead.map(|lead| lead.tag);
        let parted = self.is_parted(at);
        if token.is(Classes::GERUND) || (token.classes.is_unknown() && token.ending == Ending::Ing) {
            return if matches!(tag, Some(Tag::Determiner)) { Tag::Noun } else { Tag::Verb };
        }
        if !token.is(VERB) {
            return self.not_a_verb(at, token, tag);
        }
        let noun = if token.is(Classes::NOUN) { Tag::Noun } else { Tag::Adjective };
        let can_be_other = token.is(Classes::NOUN.or(Classes::ADJECTIVE));
        let finite = self.clause().is_some_and(|clause| clause.finite.is_some());
        match tag {
            Some(Tag::To | Tag::Modal | Tag::Do) => Tag::Verb,
            // "What evidence there is suggests it."
            Some(Tag::Be) if token.is(Classes::THIRD) && !can_be_other && !token.is(Classes::BASE) => {
                Tag::Finite
            }
            Some(Tag::Be | Tag::Have) => {
                if token.is(Classes::PARTICIPLE) || !can_be_other {
                    Tag::Verb
                } else {
                    noun
                }
            }
            Some(Tag::Determiner) if !parted => {
                if token.is(Classes::BASE.or(Classes::THIRD)) {
                    Tag::Noun
                } else {
                    Tag::Adjective
                }
            }
            Some(Tag::Preposition) if !parted && token.is(Classes::BASE.or(Classes::THIRD)) => Tag::Noun,
            Some(Tag::Adjective) if !parted && can_be_other && (finite || !token.is(Classes::THIRD)) => noun,
            // "A mild pull."
            Some(Tag::Adjective) if !parted && self.follows_determiner(at - 1) && !self.outer_waits() => {
                Tag::Noun
            }
            _ if token.is(Classes::PAST.or(Classes::PARTICIPLE)) && !token.is(Classes::BASE) => {
                self.past(at, token, tag, finite)
            }
            _ if token.is(Classes::THIRD) && !token.is(Classes::BASE) => self.third(at, token, tag, finite),
            _ => self.base(at, token, tag, noun),
        }
    }

    /// Says whether `a`, `the` or `its` stands before a word, with at most an adjective or a material between them.
    pub(super) fn follows_article(&self, at: usize) -> bool {
        let article = |at: Option<usize>| {
            at.and_then(|at| self.at(at)).is_some_and(|token| {
                token.is(Classes::POSSESSIVE) || ["a", "an", "the"].iter().any(|word| token.key == key(word))
            })
        };
        let between =
            self.before(at).is_some_and(|last| last.tag == Tag::Adjective || last.key == key("tin"));
        article(at.checked_sub(1)) || (between && article(at.checked_sub(2)))
    }

    /// Says whether a comma stands before the word, adverbs left out: "…, then slide".
    pub(super) fn is_parted(&self, at: usize) -> bool {
        let adverbs = (0..at)
            .rev()
            .take_while(|back| self.at(*back).is_some_and(|token| token.tag == Tag::Adverb))
            .count();
        (at - adverbs..=at).any(|at| self.at(at).is_some_and(|token| token.before == Mark::Comma))
    }

    /// Says whether a comma parts the word from a phrase without a verb that opens its clause: "in this position, press".
    pub(super) fn is_led_in(&self, at: usize) -> bool {
        let Some(clause) = self.clause() else { return false };
        clause.finite.is_none()
            && clause.start < at
            && self.at(at).is_some_and(|token| token.before == Mark::Comma)
            && self.at(clause.start).is_some_and(|first| first.tag == Tag::Preposition)
    }

    /// Says whether the word before a joint is no thing that a thing could be joined to: "hold it there and squeeze".
    fn ends_phrase(&self, joint: usize) -> bool {
        self.before(joint).is_some_and(|last| {
            matches!(last.tag, Tag::Pronoun | Tag::Adverb | Tag::Preposition) || last.tag.is_verb()
        })
    }

    /// Says whether the clause names several before the word: "long hours at a desk".
    fn has_many_before(&self, at: usize) -> bool {
        (0..at).any(|back| {
            self.at(back).is_some_and(|token| usize::from(token.clause) == self.current())
                && self.is_many(back)
        })
    }

    pub(super) fn follows_determiner(&self, at: usize) -> bool {
        self.before(at).is_some_and(|last| last.tag == Tag::Determiner)
    }

    fn not_a_verb(&self, at: usize, token: &Token, tag: Option<Tag>) -> Tag {
        if token.classes.is_unknown() {
            let finite = self.clause().is_some_and(|clause| clause.finite.is_some());
            match token.ending {
                Ending::Ed if matches!(tag, Some(Tag::Be | Tag::Have)) => return Tag::Verb,
                Ending::Ed
                    if matches!(tag, Some(Tag::Noun | Tag::Pronoun))
                        && !self.is_next(at, Classes::PREPOSITION)
                        && !finite =>
                {
                    return Tag::Finite;
                }
                Ending::Ed => return Tag::Adjective,
                // "Massage zaps the pain."
                Ending::S
                    if tag == Some(Tag::Noun)
                        && !finite
                        && token.before == Mark::None
                        && self.is_next(at, LEADS.or(Classes::PRONOUN)) =>
                {
                    return Tag::Finite;
                }
                _ => {}
            }
        }
        if token.is(Classes::ADJECTIVE) { Tag::Adjective } else { Tag::Noun }
    }

    fn past(&self, at: usize, token: &Token, tag: Option<Tag>, finite: bool) -> Tag {
        let reduced = self.is_next(at, Classes::PREPOSITION) && token.is(Classes::PARTICIPLE);
        let is_finite = match tag {
            Some(Tag::Pronoun | Tag::Opener) => true,
            Some(Tag::Noun | Tag::Adjective) => !finite && !reduced,
            Some(Tag::Joint) => !self.is_next(at, Classes::PREPOSITION) && finite,
            _ => false,
        };
        if is_finite && token.is(Classes::PAST) { Tag::Finite } else { Tag::Verb }
    }

    fn third(&self, at: usize, token: &Token, tag: Option<Tag>, finite: bool) -> Tag {
        if !token.is(Classes::NOUN) {
            return Tag::Finite;
        }
        // "In sport, strains of the thigh may come": a subject, unless an object follows.
        let goes_on = self.before(at).is_some_and(|last| usize::from(last.clause) == self.current());
        if token.before == Mark::Comma && goes_on && !finite && !self.is_next(at, LEADS.or(Classes::PRONOUN))
        {
            return Tag::Noun;
        }
        let object = self.at(at + 1).is_some_and(|next| {
            next.before == Mark::None
                && !next.is(Classes::AND
                    .or(Classes::OR)
                    .or(Classes::BE)
                    .or(Classes::MODAL)
                    .or(Classes::HAVE)
                    .or(Classes::DO))
        });
        let is_finite = match tag {
            Some(Tag::Noun | Tag::Pronoun | Tag::Opener | Tag::Adjective | Tag::Preposition) => {
                !finite
                    || (token.before == Mark::None
                        && object
                        && !self.is_next(at, Classes::PREPOSITION)
                        && self.outer_waits())
            }
            Some(Tag::Verb) => {
                let ends = self.at(at + 1).is_none_or(|next| next.before != Mark::None);
                !finite && (object || (ends && token.before == Mark::None))
            }
            // "… and eases pain": the joint has opened a clause of its own.
            Some(Tag::Joint) => {
                let opened = self.clause().is_some_and(|clause| clause.start + 1 == at);
                (finite || opened) && object && !self.is_next(at, Classes::PREPOSITION)
            }
            _ => false,
        };
        if is_finite { Tag::Finite } else { Tag::Noun }
    }

    /// The base form of a verb, which many nouns share.
    fn base(&self, at: usize, token: &Token, tag: Option<Tag>, noun: Tag) -> Tag {
        let other = token.is(Classes::NOUN.or(Classes::ADJECTIVE));
        let verb_or = |is_other: bool| if is_other && other { noun } else { Tag::Verb };
        let next = self.at(at + 1).filter(|next| next.before == Mark::None);
        let verb_next = next.is_some_and(|next| {
            next.is(Classes::MODAL.or(Classes::BE).or(Classes::HAVE))
                || (next.is(Classes::THIRD) && !next.is(Classes::BASE))
        });
        let object_next = next.is_some_and(|next| next.is(LEADS.or(Classes::PRONOUN)));
        let adjective_next = next.is_some_and(|next| next.is(Classes::ADJECTIVE));
        let finite = self.clause().is_some_and(|clause| clause.finite.is_some());
        let orders = self.clause().is_some_and(|clause| clause.is_order);
        let place_next = next.is_some_and(|next| {
            (next.is(Classes::PREPOSITION.or(Classes::ADVERB)) || next.ending == Ending::Ly)
                && next.key != key("of")
                && next.key != key("for")
        });
        // "With the left hand on the wall, bend the knee."
        let led_in = self.is_led_in(at) && (object_next || place_next || adjective_next);
        match tag {
            Some(_) if led_in => Tag::Verb,
            // "Press it, hold and let go."
            Some(_)
                if orders
                    && self.is_parted(at)
                    && self.is_next(at, Classes::AND)
                    && self.is(at + 2, Classes::BASE) =>
            {
                Tag::Verb
            }
            // "Breathe in, lift the leg and turn onto your back."
            Some(_) if orders && self.is_parted(at) && (object_next || place_next) => Tag::Verb,
            Some(Tag::Joint) if orders && (place_next || (next.is_none() && self.ends_phrase(at - 1))) => {
                Tag::Verb
            }
            // An order, or a subject before its verb.
            None => verb_or(verb_next || self.starts_subject(at)),
            Some(Tag::Opener) if self.is(at.saturating_sub(1), Classes::RELATIVE) && !verb_next => {
                Tag::Finite
            }
            Some(Tag::Opener) => verb_or(true),
            Some(Tag::Pronoun | Tag::Noun) => {
                let skipped = |back: &usize| {
                    self.at(*back).is_some_and(|token| !matches!(token.tag, Tag::Adverb | Tag::Not))
                };
                let many = (0..at).rev().find(skipped).is_some_and(|back| self.is_many(back))
                    || (!finite && (object_next || adjective_next) && self.has_many_before(at));
                let joined_next = next.is_some_and(|next| next.is(Classes::AND.or(Classes::OR)));
                if many && (!finite || self.outer_waits()) && !verb_next && !(other && joined_next) {
                    Tag::Finite
                } else {
                    verb_or(true)
                }
            }
            Some(Tag::Joint) => {
                let verb_before = at >= 2 && self.at(at - 2).is_some_and(|word| word.tag.is_verb());
                verb_or(verb_next || !(object_next || verb_before))
            }
            // "Weeks of stretching let the thigh move."
            Some(Tag::Verb)
                if !finite && !other && self.lead(at).is_some_and(|lead| lead.is(Classes::GERUND)) =>
            {
                Tag::Finite
            }
            Some(Tag::Verb | Tag::Finite) => {
                // "Helps ease the pain", but "helps balance".
                let helps = ["help", "helps", "helped", "let", "lets", "make", "makes"];
                let helped =
                    self.before(at).is_some_and(|last| helps.iter().any(|word| last.key == key(word)));
                verb_or(
                    !(helped
                        && next.is_some_and(|next| {
                            !next.is(Classes::PREPOSITION.or(Classes::AND).or(Classes::OR))
                        })),
                )
            }
            // "People who are anxious feel calm."
            _ if finite && !other && self.outer_waits() => Tag::Finite,
            _ => verb_or(true),
        }
    }

    /// Says whether the word at the start of a clause is part of its subject: "Massage guns ease", "Stress may".
    fn starts_subject(&self, at: usize) -> bool {
        // "Massage, which may take an hour, eases pain."
        if self.at(at + 1).is_some_and(|next| next.before == Mark::Comma && next.is(Classes::RELATIVE)) {
            return true;
        }
        for next in at + 1..at + 9 {
            let Some(token) = self.at(next).filter(|token| token.before == Mark::None) else { return false };
            let behind_of = self.before(next).is_some_and(|last| last.key == key("of"));
            let opens = Classes::CONDITION
                .or(Classes::RELATIVE)
                .or(Classes::THAT)
                .or(Classes::ASKING)
                .or(Classes::WHETHER)
                .or(Classes::REASON);
            if token.is(opens)
                || (token.is(LEADS.or(Classes::PRONOUN)) && !token.is(Classes::PERSON) && !behind_of)
            {
                return false;
            }
            if token.is(Classes::MODAL.or(Classes::BE).or(Classes::HAVE)) {
                return true;
            }
            let noun_before = self.before(next).is_some_and(|last| {
                !last.is(LEADS.or(Classes::PREPOSITION))
                    && (!last.is(Classes::ADJECTIVE) || last.is(Classes::LIKELY.or(Classes::ADVERB)))
            });
            if token.is(Classes::THIRD)
                && !token.is(Classes::BASE)
                && (!token.is(Classes::NOUN) || (next > at + 1 && noun_before))
            {
                return true;
            }
        }
        false
    }
}
